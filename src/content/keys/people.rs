//! `people.toml`, `teams.toml`, `glossary.toml`.

use super::page::LINK;
use crate::{
    content::{people, places},
    syntax::shape::{Besides, Key, Kind, Shape},
};

pub(crate) static PEOPLE: Shape = Shape {
    what: "`people.toml`",
    about: "The roster, and bodies that own actions or make requests.",
    keys: &[
        Key::new("person", Kind::Tables(&PERSON), "", "A person."),
        Key::new("group", Kind::Tables(&GROUP), "", "A body that owns actions or makes requests."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static PERSON: Shape = Shape {
    what: "a person",
    about: "A person of the roster.",
    keys: &[
        Key::new("name", Kind::Text, "\"Emily Taylor\"", "The name as it is shown.").required(),
        Key::new("id", Kind::Id, "\"emily-taylor\"", "The id; default: made of the name."),
        Key::new("aliases", Kind::Texts, "[\"E. Taylor\"]", "Other ways the name is written."),
        Key::new("affiliation", Kind::Text, "\"RNIDS\"", "Where they come from."),
        Key::new(
            "country",
            Kind::OneOf(|| people::COUNTRIES.split(' ').collect()),
            "\"RS\"",
            "The country, in the two letters of ISO 3166-1.",
        ),
        Key::new("zone", Kind::Zone, "\"Europe/Belgrade\"", "Their own time zone."),
        Key::new("links", Kind::Tables(&LINK), "", "Links, such as a statement of interest."),
        Key::new(
            "membership",
            Kind::Tables(&MEMBERSHIP),
            "",
            "When they belonged to the team, and as what.",
        ),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static MEMBERSHIP: Shape = Shape {
    what: "a membership",
    about: "A time of belonging to the team. A member, co-chair or liaison is expected at its meetings.",
    keys: &[
        Key::new(
            "role",
            Kind::Suggested(|| places::ROLES.to_vec()),
            "\"member\"",
            "The role; default: member.",
        ),
        Key::new("start", Kind::Date, "2017-03-02", "The first day; absent: from the beginning."),
        Key::new("end", Kind::Date, "2018-06-01", "The last day; absent: still serving."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static GROUP: Shape = Shape {
    what: "a group",
    about: "A body that owns actions or makes requests.",
    keys: &[
        Key::new("name", Kind::Text, "\"ICANN Org\"", "The name as it is shown.").required(),
        Key::new("id", Kind::Id, "\"icann-org\"", "The id; default: made of the name."),
        Key::new(
            "aliases",
            Kind::Texts,
            "[\"ICANN organization\"]",
            "Other ways the name is written.",
        ),
        Key::new(
            "members",
            Kind::Texts,
            "[\"emily-taylor\"]",
            "People of the roster who belong to it.",
        ),
    ],
    besides: Besides::Nothing,
};

pub(crate) static TEAMS: Shape = Shape {
    what: "`teams.toml`",
    about: "Sub-teams.",
    keys: &[Key::new("team", Kind::Tables(&TEAM), "", "A sub-team.")],
    besides: Besides::Nothing,
};

pub(in crate::content) static TEAM: Shape = Shape {
    what: "a team",
    about: "A sub-team.",
    keys: &[
        Key::new("name", Kind::Text, "\"DNS Security\"", "The name as it is shown.").required(),
        Key::new("id", Kind::Id, "\"dns-security\"", "The id; default: made of the name."),
        Key::new("rapporteur", Kind::Texts, "[\"Emily Taylor\"]", "Who leads it."),
        Key::new("members", Kind::Texts, "[\"Emily Taylor\"]", "Who belongs to it."),
        Key::new(
            "series",
            Kind::Text,
            "\"plenary\"",
            "The series of its own meetings, at which its members are expected.",
        ),
        Key::new("start", Kind::Date, "2017-06-01", "Its first day."),
        Key::new("end", Kind::Date, "2018-06-01", "Its last day."),
        Key::new("links", Kind::Tables(&LINK), "", "Links, such as its mailing list."),
        Key::new(
            "description",
            Kind::Text,
            "\"What could break the DNS.\"",
            "What it does, as Markdown.",
        ),
    ],
    besides: Besides::Nothing,
};

pub(crate) static GLOSSARY: Shape = Shape {
    what: "`glossary.toml`",
    about: "Acronyms.",
    keys: &[Key::new(
        "terms",
        Kind::TextOrTableByKey(&TERM),
        "{ OCTO = \"Office of the Chief Technology Officer\" }",
        "Acronyms, each with what it stands for.",
    )],
    besides: Besides::Nothing,
};

pub(in crate::content) static TERM: Shape = Shape {
    what: "a term",
    about: "What an acronym stands for, and where more is said.",
    keys: &[
        Key::new("text", Kind::Text, "\"Review Team\"", "What it stands for.").required(),
        Key::new("page", Kind::Text, "\"about\"", "The page that says more."),
    ],
    besides: Besides::Nothing,
};
