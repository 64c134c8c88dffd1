//! `site.toml`.

use crate::syntax::shape::{Besides, Key, Kind, Shape};

pub(crate) static SITE: Shape = Shape {
    what: "the site",
    about: "The archive itself.",
    keys: &[
        Key::new("title", Kind::Text, "\"SSR2 Review Team\"", "What the archive is called.")
            .required(),
        Key::new(
            "base_url",
            Kind::WebAddress,
            "\"https://ssr2.example.org/wiki/\"",
            "Where the site is served; may hold a path.",
        )
        .required(),
        Key::new(
            "description",
            Kind::Text,
            "\"Public archive of the review team's meetings.\"",
            "What the archive is, in a line.",
        ),
        Key::new(
            "language",
            Kind::Text,
            "\"en\"",
            "The language of the text (BCP 47); default: en.",
        ),
        Key::new(
            "theme",
            Kind::Text,
            "\"default\"",
            "The look: `default`, or a folder of themes/.",
        ),
        Key::new("zone", Kind::Zone, "\"UTC\"", "The reference zone; default: UTC."),
        Key::new(
            "display_zones",
            Kind::Zones,
            "[\"America/New_York\", \"Europe/Brussels\"]",
            "Zones that times are shown in beside a meeting's own.",
        ),
        Key::new(
            "as_of",
            Kind::Date,
            "2018-10-01",
            "The day registers are shown as of; default: today.",
        ),
        Key::new("contact", Kind::Text, "\"staff@example.org\"", "An e-mail address for readers."),
        Key::new(
            "repository",
            Kind::WebAddress,
            "\"https://git.example.org/ssr2/blob/main/\"",
            "Where the files can be seen: pages link to their source.",
        ),
        Key::new(
            "default_recommendations",
            Kind::Text,
            "\"ssr1\"",
            "The set that a bare \"Recommendation 10\" is of.",
        ),
        Key::new("series", Kind::TableByKey(&SERIES), "", "Series of meetings, a table each."),
        Key::new("autolink", Kind::Table(&AUTOLINK), "", "What is linked by itself."),
        Key::new("sections", Kind::Table(&SECTIONS), "", "Further headings that mean the same."),
        Key::new(
            "check",
            Kind::Severities,
            "{ \"action/no-due\" = \"off\" }",
            "How grave a diagnostic is, by its code.",
        ),
        Key::new(
            "redirects",
            Kind::Redirects,
            "{ \"/minutes-15.html\" = \"/meetings/plenary-15.html\" }",
            "Addresses that moved: old = new.",
        ),
        Key::new(
            "redact",
            Kind::Tables(&REDACT),
            "",
            "A name that is withheld: a label is published in its place.",
        ),
        Key::new(
            "nav",
            Kind::Tables(&NAV),
            "",
            "An entry of the menu; a sensible menu where there is none.",
        ),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static SERIES: Shape = Shape {
    what: "a series",
    about: "A series of meetings.",
    keys: &[
        Key::new("name", Kind::Text, "\"Plenary call\"", "Its name; default: the key."),
        Key::new(
            "attendance",
            Kind::Flag,
            "true",
            "Whether its meetings count towards participation rates; default: true.",
        ),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static AUTOLINK: Shape = Shape {
    what: "`[autolink]`",
    about: "What is linked by itself.",
    keys: &[
        Key::new("recommendations", Kind::Flag, "true", "\"Recommendation 10\"; default: true."),
        Key::new("meetings", Kind::Flag, "true", "\"Plenary call #15\"; default: true."),
        Key::new("actions", Kind::Flag, "true", "Ids of action items; default: true."),
        Key::new("glossary", Kind::Flag, "true", "Terms of the glossary; default: true."),
        Key::new("people", Kind::Flag, "false", "Names of people; default: false."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static SECTIONS: Shape = Shape {
    what: "`[sections]`",
    about: "Further headings that mean the same.",
    keys: &[
        Key::new("agenda", Kind::Texts, "[\"Programme\"]", "Headings of an agenda."),
        Key::new("actions", Kind::Texts, "[\"Open requests\"]", "Headings of action items."),
        Key::new("decisions", Kind::Texts, "[\"Agreements\"]", "Headings of decisions."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static NAV: Shape = Shape {
    what: "an entry of the menu",
    about: "An entry of the menu.",
    keys: &[
        Key::new("title", Kind::Text, "\"Mailing list archive\"", "Its words.").required(),
        Key::new("url", Kind::Url, "\"https://…\"", "Where it leads.").required(),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static REDACT: Shape = Shape {
    what: "an entry of `[[redact]]`",
    about: "A name that is withheld: a label is published in its place.",
    keys: &[
        Key::new(
            "name",
            Kind::Text,
            "\"Ana Lima\"",
            "The name; of a person of people.toml, all her spellings are withheld.",
        )
        .required(),
        Key::new("label", Kind::Text, "\"A former member\"", "What is published instead.")
            .required(),
        Key::new("aliases", Kind::Texts, "[\"A. Lima\"]", "Further spellings."),
    ],
    besides: Besides::Nothing,
};
