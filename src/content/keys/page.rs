//! The front matter of briefings and ordinary pages, and tables that several kinds of page hold.

use crate::{
    model::RecordKind,
    syntax::shape::{Besides, Key, Kind, Shape},
};

/// What front matter of every kind may say of whether and when a page is published.
pub(super) const DRAFT: Key =
    Key::new("draft", Kind::Flag, "false", "Whether it is kept from the site for now.");
pub(super) const PUBLISHED: Key = Key::new(
    "published",
    Kind::Date,
    "2017-06-15",
    "The day it was first published, where no history of git tells it.",
);
pub(super) const UPDATED: Key = Key::new(
    "updated",
    Kind::Date,
    "2017-06-20",
    "The day it was last changed, where no history of git tells it.",
);

/// The other names of a page of any kind.
pub(super) const fn aliases(example: &'static str) -> Key {
    let about = "Other ids it answers to, and old addresses, which begin with `/`.";
    Key::new("aliases", Kind::Texts, example, about)
}

pub(crate) static PAGE: Shape = Shape {
    what: "a page",
    about: "The front matter of an ordinary page.",
    keys: &[
        Key::new("title", Kind::Text, "\"About\"", "What the page is called.").required(),
        Key::new(
            "nav",
            Kind::Integer(i64::MIN, i64::MAX),
            "3",
            "Its place in the menu; absent: not in it.",
        ),
        Key::new("description", Kind::Text, "\"Who we are.\"", "One line for indexes and search."),
        aliases("[\"who-we-are\", \"/old/about.html\"]"),
        DRAFT,
        PUBLISHED,
        UPDATED,
    ],
    besides: Besides::Nothing,
};

pub(crate) static BRIEFING: Shape = Shape {
    what: "a briefing",
    about: "The front matter of a briefing's page.",
    keys: &[
        Key::new("title", Kind::Text, "\"Contract compliance\"", "What the briefing is on.")
            .required(),
        Key::new(
            "meeting",
            Kind::Text,
            "\"plenary-16\"",
            "The id of the meeting where it was given.",
        ),
        Key::new("date", Kind::Date, "2017-07-11", "The day it was given; default: the meeting's."),
        Key::new("presenters", Kind::Texts, "[\"Maguy Serad\"]", "Who gave it."),
        Key::new("recommendations", Kind::Texts, "[\"ssr1/10\"]", "The recommendations it was on."),
        Key::new("record", Kind::Tables(&RECORD), "", "What the briefing left behind."),
        aliases("[\"compliance\"]"),
        Key::new(
            "description",
            Kind::Text,
            "\"How contracts are enforced.\"",
            "One line for indexes and feeds.",
        ),
        DRAFT,
        PUBLISHED,
        UPDATED,
    ],
    besides: Besides::AnyOf(&["meeting", "date"]),
};

pub(in crate::content) static RECORD: Shape = Shape {
    what: "a record",
    about: "A recording, a document or the like.",
    keys: &[
        Key::new(
            "kind",
            Kind::OneOf(|| RecordKind::ALL.map(RecordKind::name).to_vec()),
            "\"recording\"",
            "What it is.",
        )
        .required(),
        Key::new("title", Kind::Text, "\"Recording\"", "What it is called.").required(),
        Key::new(
            "url",
            Kind::Url,
            "\"https://files.example.org/15.mp4\"",
            "Where it is; or `file`.",
        ),
        Key::new("file", Kind::Text, "\"slides.pdf\"", "The file beside the page; or `url`."),
        Key::new("language", Kind::Text, "\"en\"", "Its language (BCP 47)."),
        Key::new("length", Kind::Text, "\"53:40\"", "How long a recording is."),
    ],
    besides: Besides::OneOf(&["url", "file"]),
};

pub(in crate::content) static LINK: Shape = Shape {
    what: "a link",
    about: "A link with its words.",
    keys: &[
        Key::new("title", Kind::Text, "\"Statement of interest\"", "Its words.").required(),
        Key::new("url", Kind::Url, "\"https://…\"", "Where it leads.").required(),
    ],
    besides: Besides::Nothing,
};
