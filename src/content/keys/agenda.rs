//! `agenda.toml`.

use crate::{
    content::agenda_file,
    syntax::shape::{Besides, Key, Kind, Shape},
};

pub(crate) static AGENDA: Shape = Shape {
    what: "`agenda.toml`",
    about: "The agenda of a meeting as data, beside its `index.md`.",
    keys: &[Key::new("day", Kind::Tables(&AGENDA_DAY), "", "A day of the meeting.")],
    besides: Besides::Nothing,
};

pub(in crate::content) static AGENDA_DAY: Shape = Shape {
    what: "a day of the agenda",
    about: "A day of the meeting.",
    keys: &[
        Key::new(
            "date",
            Kind::Date,
            "2017-05-14",
            "The day; default: the meeting's, then the day after the one above.",
        ),
        Key::new("title", Kind::Text, "\"Day 1\"", "What the day is called."),
        Key::new("start", Kind::Time, "08:30", "When the day begins."),
        Key::new("end", Kind::Time, "17:30", "When the day ends."),
        Key::new(
            "zone",
            Kind::Zone,
            "\"Europe/Madrid\"",
            "The zone of its times; default: the meeting's.",
        ),
        Key::new("location", Kind::Text, "\"Salon Edinburgo\"", "Where the day takes place."),
        Key::new("item", Kind::Tables(&AGENDA_ITEM), "", "An item of the day, in order."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static AGENDA_ITEM: Shape = Shape {
    what: "an agenda item",
    about: "An item of an agenda; items may hold items.",
    keys: &[
        Key::new("start", Kind::Time, "09:00", "When it begins."),
        Key::new("end", Kind::Time, "12:00", "When it ends."),
        Key::new("number", Kind::Number, "\"2\"", "Its number; default: counted, breaks aside."),
        Key::new("title", Kind::Text, "\"Welcome and roll call\"", "What it is about.").required(),
        Key::new(
            "kind",
            Kind::OneOf(|| agenda_file::KINDS.map(|(word, _)| word).to_vec()),
            "\"briefing\"",
            "What it is; default: as read from the title.",
        ),
        Key::new("presenters", Kind::Texts, "[\"David Conrad\"]", "Who presents."),
        Key::new(
            "recommendations",
            Kind::Texts,
            "[\"ssr1/1\", \"ssr1/4\"]",
            "The recommendations it is on; default: those that a briefing names.",
        ),
        Key::new(
            "body",
            Kind::Text,
            "\"Slides are in the room.\"",
            "What else is to be said, as Markdown.",
        ),
        Key::new("item", Kind::Tables(&AGENDA_ITEM), "", "An item within it."),
    ],
    besides: Besides::Nothing,
};
