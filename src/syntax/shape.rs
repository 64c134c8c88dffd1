//! What a table may hold: its keys, the type of each, and what it is for. Readers take keys by it,
//! and the schemas that editors use are made of it, so that the two cannot come apart.

/// A table.
#[derive(Debug)]
pub(crate) struct Shape {
    /// What it is, as in "a meeting": for messages.
    pub what: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// Its keys. `[extra]` may stand in every table, and is not among them.
    pub keys: &'static [Key],
    /// What it needs besides the keys that are required.
    pub besides: Besides,
}

/// What a table needs besides the keys that are required.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Besides {
    /// Nothing.
    Nothing,
    /// One of these keys, or several.
    AnyOf(&'static [&'static str]),
    /// One of these keys, and no other of them.
    OneOf(&'static [&'static str]),
}

/// A key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    /// How it is written.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether the table needs it.
    pub is_required: bool,
    /// A value as it is written in TOML.
    pub example: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number, from and to.
    Integer(i64, i64),
    /// True or false.
    Flag,
    /// A day.
    Date,
    /// A time of the day.
    Time,
    /// A day and a time.
    Local,
    /// A length of time.
    Duration,
    /// The name of a zone.
    Zone,
    /// A list of zones.
    Zones,
    /// A link of an allowed scheme.
    Url,
    /// An absolute address of the web.
    WebAddress,
    /// An id.
    Id,
    /// One of some words.
    OneOf(fn() -> Vec<&'static str>),
    /// Some words, or other text.
    Suggested(fn() -> Vec<&'static str>),
    /// A text or a whole number.
    Number,
    /// A day or words.
    DateOrText,
    /// A table.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// A table, or a list of them.
    TableOrTables(&'static Shape),
    /// Keys of one's own, each with a table.
    TableByKey(&'static Shape),
    /// Keys of one's own, each with a text.
    TextByKey,
    /// Keys of one's own, each with a text or a table.
    TextOrTableByKey(&'static Shape),
    /// Keys of one's own, each with a text, a number or a table of such.
    Tokens,
    /// Old addresses, each with the new one.
    Redirects,
    /// Codes of diagnostics, each with a severity.
    Severities,
}

impl Shape {
    /// A key by its name.
    pub(crate) fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Key {
    /// A key that may be left out.
    pub(crate) const fn new(
        name: &'static str,
        kind: Kind,
        example: &'static str,
        about: &'static str,
    ) -> Self {
        Self { name, kind, is_required: false, example, about }
    }

    /// The same key, which must be there.
    #[must_use]
    pub(crate) const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }
}
