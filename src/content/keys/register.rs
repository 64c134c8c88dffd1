//! `actions.toml` and `decisions.toml`.

use crate::syntax::shape::{Besides, Key, Kind, Shape};

/// The words that most people write; the usual others are read too.
const STATUS: Key = Key::new(
    "status",
    Kind::Suggested(|| vec!["open", "in progress", "completed", "cancelled"]),
    "\"completed\"",
    "open, in progress, completed, cancelled or merged into ID; a date may follow.",
);

pub(crate) static ACTIONS: Shape = Shape {
    what: "`actions.toml`",
    about: "Action items from outside meetings.",
    keys: &[Key::new("action", Kind::Tables(&ACTION), "", "An action item.")],
    besides: Besides::Nothing,
};

pub(in crate::content) static ACTION: Shape = Shape {
    what: "an action item",
    about: "An action item from outside a meeting.",
    keys: &[
        Key::new("id", Kind::Text, "\"A-201\"", "Its id.").required(),
        Key::new("title", Kind::Text, "\"Circulate the travel form.\"", "What is to be done.")
            .required(),
        Key::new("opened", Kind::Date, "2018-09-06", "The day it was given out.").required(),
        Key::new(
            "owner",
            Kind::Texts,
            "[\"ICANN Org\"]",
            "Who does it: people and groups of people.toml.",
        ),
        Key::new("due", Kind::DateOrText, "2018-09-20", "The day it is due, or words such as TBD."),
        Key::new(
            "source",
            Kind::Text,
            "\"Leadership call\"",
            "Where it comes from: words, or a meeting's id.",
        ),
        Key::new("category", Kind::Text, "\"Logistics\"", "What kind of item it is."),
        STATUS,
        Key::new("note", Kind::Text, "\"Asked for by e-mail.\"", "What else is to be said."),
        Key::new("update", Kind::Tables(&ACTION_UPDATE), "", "A step of its history."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static ACTION_UPDATE: Shape = Shape {
    what: "an update of an action item",
    about: "A step of an item's history; what it does not speak of stays.",
    keys: &[
        Key::new("date", Kind::Date, "2018-09-12", "The day of the change.").required(),
        Key::new("title", Kind::Text, "\"Circulate both forms.\"", "The wording from then on."),
        Key::new("owner", Kind::Texts, "[\"ICANN Org\"]", "Who does it from then on."),
        Key::new("due", Kind::DateOrText, "2018-09-27", "When it is due from then on."),
        STATUS,
        Key::new("note", Kind::Text, "\"Sent by e-mail.\"", "What else is to be said."),
        Key::new(
            "source",
            Kind::Text,
            "\"Leadership call\"",
            "Where it was changed: words, or a meeting's id.",
        ),
    ],
    besides: Besides::Nothing,
};

pub(crate) static DECISIONS: Shape = Shape {
    what: "`decisions.toml`",
    about: "Decisions from outside meetings.",
    keys: &[Key::new("decision", Kind::Tables(&DECISION), "", "A decision.")],
    besides: Besides::Nothing,
};

pub(in crate::content) static DECISION: Shape = Shape {
    what: "a decision",
    about: "A decision from outside a meeting.",
    keys: &[
        Key::new("id", Kind::Text, "\"L-12\"", "Its id.").required(),
        Key::new("date", Kind::Date, "2019-12-16", "The day it was taken.").required(),
        Key::new(
            "text",
            Kind::Text,
            "\"Hold the next meeting in March.\"",
            "What was decided, as Markdown.",
        )
        .required(),
        Key::new(
            "source",
            Kind::Text,
            "\"Leadership\"",
            "Where it was taken: words, or a meeting's id.",
        ),
        Key::new("replaces", Kind::Texts, "[]", "Ids of decisions that it replaces."),
        Key::new("amends", Kind::Texts, "[]", "Ids of decisions that it amends."),
        Key::new("clarifies", Kind::Texts, "[]", "Ids of decisions that it clarifies."),
    ],
    besides: Besides::Nothing,
};
