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
    source::Span,
    syntax::{fields::Fields, front_matter, markdown, toml::Table},
};

/// A page whose front matter could be read.
pub(super) struct Opened<'a> {
    /// The file.
    pub source: SourceText<'a>,
    /// Its path from the root.
    pub path: &'a Utf8Path,
    /// The front matter.
    pub table: Table,
    opening: Range<usize>,
    /// What is below it.
    pub body: Range<usize>,
}

impl<'a> Opened<'a> {
    /// Cuts a page and reads its front matter; none where that is broken, which is told.
    pub(super) fn open(
        source: SourceText<'a>,
        path: &'a Utf8Path,
        sink: &mut Sink,
    ) -> Option<Self> {
        let cut = front_matter::cut(source.text, source.id, sink)?;
        let table = source.part(cut.toml, sink)?;
        Some(Self { source, path, table, opening: cut.opening, body: cut.body })
    }

    /// The opening line, where missing keys are told.
    pub(super) fn header(&self) -> Span {
        self.source.span(self.opening.clone())
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
    fields.texts("aliases").into_iter().filter(|alias| is_alias(alias, fields.sink())).collect()
}

fn is_alias(alias: &Text, sink: &mut Sink) -> bool {
    let is_valid = alias.value.starts_with('/') || crate::text::is_id(&alias.value);
    if !is_valid {
        let message = format!("`{}` is neither an id nor an old address", alias.value);
        let help = format!(
            "write `{}`, or an address that begins with `/`",
            crate::text::slug(&alias.value)
        );
        sink.push(Diagnostic::new(code::KEY_VALUE, alias.span, message).help(help));
    }
    is_valid
}

/// An ordinary page; none where it has no title, which is told.
pub(super) fn page(opened: &Opened<'_>, id: &str, sink: &mut Sink) -> Option<PageFile> {
    let mut fields = Fields::new(opened.table.clone(), &keys::PAGE, sink).at(opened.header());
    let title = fields.required_text("title");
    let nav = fields.integer("nav").map(|nav| nav.value);
    let (description, aliases) = (value(fields.text("description")), aliases(&mut fields));
    let (is_draft, extra) = (fields.flag("draft").unwrap_or(false), fields.extra());
    fields.finish();
    let body = opened.markdown(sink);
    Some(PageFile {
        id: id.to_owned(),
        file: opened.source.id,
        body_at: opened.body.start,
        path: opened.path.to_owned(),
        title: title?,
        nav,
        description,
        aliases,
        is_draft,
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
    let (description, is_draft, extra) =
        (value(fields.text("description")), fields.flag("draft").unwrap_or(false), fields.extra());
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
        title: title?,
        description,
        meeting,
        date,
        presenters,
        recommendations,
        records: records.value,
        has_lost_record: !records.is_whole,
        aliases,
        is_draft,
        body,
        attachments: Vec::new(),
        extra,
    })
}
