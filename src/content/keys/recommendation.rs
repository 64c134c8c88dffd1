//! `recommendations/`: a file a set.

use crate::{
    content::recommendations,
    syntax::shape::{Besides, Key, Kind, Shape},
};

pub(crate) static RECOMMENDATIONS: Shape = Shape {
    what: "a set of recommendations",
    about: "A set of recommendations: those of one report.",
    keys: &[
        Key::new("title", Kind::Text, "\"SSR1 final report\"", "What the report is called.")
            .required(),
        Key::new("name", Kind::Text, "\"SSR1\"", "What people say before \"Recommendation 10\".")
            .required(),
        Key::new("issued", Kind::Date, "2012-06-20", "The day it was issued."),
        Key::new(
            "url",
            Kind::Url,
            "\"https://reports.example.org/ssr1.pdf\"",
            "Where the report is.",
        ),
        Key::new(
            "statuses",
            Kind::Texts,
            "[]",
            "The set's own words of status, in order, in place of the usual ones.",
        ),
        Key::new("recommendation", Kind::Tables(&RECOMMENDATION), "", "A recommendation."),
    ],
    besides: Besides::Nothing,
};

const STATUS: Key = Key::new(
    "status",
    Kind::Suggested(|| recommendations::STATUSES.to_vec()),
    "\"implemented\"",
    "How far it is: one of the usual words, or of the set's own.",
);

pub(in crate::content) static RECOMMENDATION: Shape = Shape {
    what: "a recommendation",
    about: "A recommendation.",
    keys: &[
        Key::new("number", Kind::Number, "\"10\"", "Its number: letters, digits and points.")
            .required(),
        Key::new("title", Kind::Text, "\"Contract compliance\"", "In a few words.").required(),
        Key::new("text", Kind::Text, "\"ICANN should …\"", "What it says, as Markdown."),
        Key::new("group", Kind::Text, "\"Compliance\"", "The group it is listed in."),
        STATUS,
        Key::new("priority", Kind::Text, "\"high\"", "How pressing it is, in one's own words."),
        Key::new("owner", Kind::Texts, "[\"ICANN Org\"]", "Who carries it out."),
        Key::new("target", Kind::Date, "2018-06-30", "The day it is meant to be done by."),
        Key::new("deliverables", Kind::Tables(&DELIVERABLE), "", "What it is to bring."),
        Key::new("update", Kind::Tables(&RECOMMENDATION_UPDATE), "", "A step of its history."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static DELIVERABLE: Shape = Shape {
    what: "a deliverable",
    about: "Something that a recommendation is to bring.",
    keys: &[
        Key::new("title", Kind::Text, "\"One compliance approach\"", "What it is.").required(),
        Key::new("done", Kind::Flag, "true", "Whether it is there; default: false."),
    ],
    besides: Besides::Nothing,
};

pub(in crate::content) static RECOMMENDATION_UPDATE: Shape = Shape {
    what: "an update of a recommendation",
    about: "A step of a recommendation's history.",
    keys: &[
        Key::new("date", Kind::Date, "2017-07-11", "The day it was told.").required(),
        STATUS,
        Key::new(
            "target",
            Kind::Date,
            "2018-12-31",
            "The day it is meant to be done by from then on; the first is kept.",
        ),
        Key::new(
            "meeting",
            Kind::Text,
            "\"plenary-16\"",
            "The id of the meeting where it was told.",
        ),
        Key::new(
            "note",
            Kind::Text,
            "\"Briefed by Contractual Compliance.\"",
            "What else is to be said.",
        ),
    ],
    besides: Besides::Nothing,
};
