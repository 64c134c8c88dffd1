//! Pages that are not meetings, and what all pages share.

use std::ops::Range;

use camino::Utf8Path;

use super::{
    keys,
    places::{SourceText, records, value},
    written::{BriefingFile, PageFile, Text},
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{Dates, Span},
    syntax::{fields::Fields, front_matter, markdown, toml::Table},
    text::{is_id, slug},
};

/// What nothing else on a page is read by: where a line of these is no TOML, all others are read.
const APART: [&str; 4] = ["title", "description", "location", "chair"];

/// A page whose front matter could be read.
pub(super) struct Opened<'a> {
    /// The file.
    pub source: SourceText<'a>,
    /// Its path from the root.
    pub path: &'a Utf8Path,
    /// The front matter, as far as it could be read.
    pub table: Table,
    opening: Range<usize>,
    /// What is below it.
    pub body: Range<usize>,
}

impl<'a> Opened<'a> {
    /// Cuts a page and reads its front matter; none where that is broken, which is told; a
    /// line by which nothing else is read may be.
    pub(super) fn open(
        source: SourceText<'a>,
        path: &'a Utf8Path,
        sink: &mut Sink,
    ) -> Option<Self> {
        let cut = front_matter::cut(source.text, source.id, sink)?;
        let table = source.part_but_for(cut.toml, &APART, sink)?;
        Some(Self { source, path, table, opening: cut.opening, body: cut.body })
    }

    /// The opening line, where missing keys are told.
    pub(super) fn header(&self) -> Span {
        self.source.span(self.opening.clone())
    }

    /// Whether it has a title that could not be read, by which it may be spoken of.
    pub(super) fn has_lost_title(&self) -> bool {
        self.table.lost.iter().any(|key| key == "title")
    }

    /// Stands in for a title that could not be read.
    fn stand_in(&self, id: &str) -> Option<Text> {
        self.has_lost_title().then(|| Text::new(id.to_owned(), self.header()))
    }

    fn markdown(
        &self,
        sink: &mut Sink,
    ) -> Vec<crate::source::prose::Block<crate::source::prose::Written>> {
        markdown::parse(self.source.text, self.source.id, self.body.clone(), sink)
    }
}

/// Other ids, and old addresses, which begin with a slash.
pub(super) fn aliases(fields: &mut Fields<'_>) -> Vec<Text> {
    aliases_among(fields, is_id)
}

/// When it was first published and last changed, by its own word.
pub(super) fn dates(fields: &mut Fields<'_>) -> Dates {
    let [published, changed] =
        ["published", "updated"].map(|key| fields.date(key).map(|day| day.value));
    Dates { published, changed }
}

/// The aliases of an ordinary page, whose id may name folders: `guides/joining`.
fn page_aliases(fields: &mut Fields<'_>) -> Vec<Text> {
    aliases_among(fields, |text| text.split('/').all(is_id))
}

fn aliases_among(fields: &mut Fields<'_>, is_id: impl Fn(&str) -> bool) -> Vec<Text> {
    let aliases = fields.texts("aliases");
    let mut is_alias = |alias: &Text| {
        let is_valid = alias.value.starts_with('/') || is_id(&alias.value);
        if !is_valid {
            fields.sink().push(no_alias(alias));
        }
        is_valid
    };
    aliases.into_iter().filter(|alias| is_alias(alias)).collect()
}

fn no_alias(alias: &Text) -> Diagnostic {
    let message = format!("`{}` is neither an id nor an old address", alias.value);
    let slug = slug(&alias.value);
    Diagnostic::new(code::KEY_VALUE, alias.span, message)
        .help(format!("write `{slug}`, or an address that begins with `/`"))
}

/// An ordinary page; none where it has no title, which is told.
pub(super) fn page(opened: &Opened<'_>, id: &str, sink: &mut Sink) -> Option<PageFile> {
    let mut fields = Fields::new(opened.table.clone(), &keys::PAGE, sink).at(opened.header());
    let title = fields.required_text("title");
    let nav = fields.integer("nav").map(|nav| nav.value);
    let (description, aliases) = (value(fields.text("description")), page_aliases(&mut fields));
    let (is_draft, dates, extra) =
        (fields.flag("draft").unwrap_or(false), dates(&mut fields), fields.extra());
    fields.finish();
    let body = opened.markdown(sink);
    Some(PageFile {
        id: id.to_owned(),
        file: opened.source.id,
        body_at: opened.body.start,
        path: opened.path.to_owned(),
        title: title.or_else(|| opened.stand_in(id))?,
        nav,
        description,
        aliases,
        is_draft,
        dates,
        body,
        attachments: Vec::new(),
        extra,
    })
}

/// A briefing; none where it says too little, which is told.
pub(super) fn briefing(opened: &Opened<'_>, id: &str, sink: &mut Sink) -> Option<BriefingFile> {
    let mut fields = Fields::new(opened.table.clone(), &keys::BRIEFING, sink).at(opened.header());
    let title = fields.required_text("title");
    fields.has_one_of(&["meeting", "date"]);
    let (meeting, date) = (fields.text("meeting"), fields.date("date"));
    let (presenters, recommendations) =
        (fields.texts("presenters"), fields.texts("recommendations"));
    let (records, aliases) = (records(&mut fields), aliases(&mut fields));
    let description = value(fields.text("description"));
    let (is_draft, dates, extra) =
        (fields.flag("draft").unwrap_or(false), dates(&mut fields), fields.extra());
    fields.finish();
    let body = opened.markdown(sink);
    if meeting.is_none() && date.is_none() {
        return None;
    }
    Some(BriefingFile {
        id: id.to_owned(),
        file: opened.source.id,
        body_at: opened.body.start,
        path: opened.path.to_owned(),
        title: title.or_else(|| opened.stand_in(id))?,
        description,
        meeting,
        date,
        presenters,
        recommendations,
        records: records.value,
        has_lost_record: !records.is_whole,
        aliases,
        is_draft,
        dates,
        body,
        attachments: Vec::new(),
        extra,
    })
}
