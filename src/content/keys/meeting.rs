//! The front matter of a meeting.

use super::page::{DRAFT, PUBLISHED, RECORD, UPDATED, aliases};
use crate::{
    content::meeting,
    syntax::shape::{Besides, Key, Kind, Shape},
};

pub(crate) static MEETING: Shape = Shape {
    what: "a meeting",
    about: "The front matter of a meeting's page.",
    keys: &[
        Key::new("title", Kind::Text, "\"Plenary call #15\"", "What the meeting is called.")
            .required(),
        Key::new(
            "series",
            Kind::Text,
            "\"plenary\"",
            "Its series: a key of `[series]` in site.toml.",
        )
        .required(),
        Key::new("number", Kind::Integer(1, u32::MAX as i64), "15", "Its number in the series."),
        Key::new(
            "date",
            Kind::Date,
            "2017-06-13",
            "The day, or the first day, in the meeting's zone.",
        )
        .required(),
        Key::new(
            "end_date",
            Kind::Date,
            "2017-06-14",
            "The last day of a meeting of several days.",
        ),
        Key::new("start", Kind::Time, "06:00", "When it begins on its first day.").required(),
        Key::new("end", Kind::Time, "07:00", "When it ends on its last day."),
        Key::new(
            "duration",
            Kind::Duration,
            "\"1h\"",
            "How long it lasts, instead of `end`: for meetings across midnight.",
        ),
        Key::new("zone", Kind::Zone, "\"UTC\"", "The zone of its times; default: the site's."),
        Key::new(
            "fold",
            Kind::Integer(0, 1),
            "1",
            "Of a time that comes twice when clocks change: 0 the earlier, 1 the later.",
        ),
        Key::new("location", Kind::Text, "\"Adobe Connect\"", "Where it takes place."),
        Key::new(
            "status",
            Kind::OneOf(|| meeting::STATUSES.map(|(word, _)| word).to_vec()),
            "\"held\"",
            "What became of it; default: scheduled until the as-of day, then held.",
        ),
        aliases("[\"meeting-15\", \"/old/15.html\"]"),
        Key::new("chair", Kind::Texts, "[\"Emily Taylor\"]", "Who chairs."),
        Key::new(
            "description",
            Kind::Text,
            "\"Due dates reset to 23 June.\"",
            "One line for indexes and feeds.",
        ),
        DRAFT,
        PUBLISHED,
        UPDATED,
        Key::new(
            "approved",
            Kind::DateOrText,
            "\"plenary-16\"",
            "The meeting where the minutes were approved, or the day.",
        ),
        Key::new("moved", Kind::Tables(&MOVED), "", "It was announced for another time."),
        Key::new(
            "amendment",
            Kind::Tables(&AMENDMENT),
            "",
            "What was corrected after publication.",
        ),
        Key::new(
            "attendance",
            Kind::TableOrTables(&ATTENDANCE),
            "",
            "Who was there; a table a day for a meeting that keeps a log a day.",
        ),
        Key::new("record", Kind::Tables(&RECORD), "", "What the meeting left behind."),
        Key::new("join", Kind::Tables(&JOIN), "", "How to take part."),
    ],
    besides: Besides::AnyOf(&["end", "duration"]),
};

pub(in crate::content) static MOVED: Shape = Shape {
    what: "`[[moved]]`",
    about: "A change of the time that was announced; calendars of subscribers follow.",
    keys: &[
        Key::new("on", Kind::Date, "2017-06-06", "The day it was moved.").required(),
        Key::new(
            "from",
            Kind::Local,
            "\"2017-06-13 21:00\"",
            "The day and time announced before, in the meeting's zone.",
        ),
        Key::new("why", Kind::Text, "\"Clash with another call.\"", "Why it was moved."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static AMENDMENT: Shape = Shape {
    what: "`[[amendment]]`",
    about: "A correction of the record after it was published.",
    keys: &[
        Key::new("date", Kind::Date, "2017-06-20", "The day of the correction.").required(),
        Key::new("what", Kind::Text, "\"Two owners were exchanged.\"", "What was corrected.")
            .required(),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static ATTENDANCE: Shape = Shape {
    what: "`[attendance]`",
    about: "Who was there. Expected people who are neither present nor excused are absent.",
    keys: &[
        Key::new("day", Kind::Date, "2017-06-13", "The day it is of, where each day has a log."),
        Key::new(
            "members",
            Kind::Texts,
            "[\"Emily Taylor\", \"James Gannon\"]",
            "Those of the team who were there, by names of people.toml.",
        ),
        Key::new("staff", Kind::Texts, "[\"Jennifer Bryce\"]", "Staff who were there."),
        Key::new("observers", Kind::Texts, "[]", "Observers who were there."),
        Key::new("guests", Kind::Texts, "[]", "Guests who were there."),
        Key::new(
            "apologies",
            Kind::Texts,
            "[\"Boban Krsic\"]",
            "Those who were excused, by names of people.toml.",
        ),
        Key::new(
            "partial",
            Kind::TextByKey,
            "{ \"James Gannon\" = \"joined 06:20\" }",
            "Those who were there for a part, and in what way.",
        ),
        Key::new(
            "remote",
            Kind::Texts,
            "[\"Emily Taylor\"]",
            "Those of the present who took part from afar.",
        ),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static JOIN: Shape = Shape {
    what: "`[[join]]`",
    about: "A way to take part.",
    keys: &[
        Key::new("audience", Kind::Text, "\"observers\"", "Whom it is for."),
        Key::new("title", Kind::Text, "\"Observers' room\"", "What it is called; default: Join."),
        Key::new("url", Kind::Url, "\"https://rooms.example.org/observers\"", "Where it leads."),
    ],
    besides: Besides::Nothing,
};
