//! The body of a meeting: sections that are read (agenda, action items, decisions), and everything
//! else as written.

mod actions;
mod agenda;
mod decisions;
mod line;

use std::{ops::Range, sync::Arc};

use chrono::{NaiveDate, NaiveTime};

use super::written::{AgendaDayEntry, Section};
use crate::{
    diagnostic::Sink,
    model::Site,
    source::{
        FileId, Span,
        prose::{Block, BlockKind, Written},
        stored::Stored,
    },
    syntax::{inline::words, markdown},
    time::{Local, Zone},
};

/// What a body says.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Its parts, in order.
    pub sections: Vec<Section>,
    /// The agenda of its agenda sections.
    pub agenda: Vec<AgendaDayEntry>,
    /// The heading of its section, if there is one.
    pub agenda_span: Option<Span>,
    /// The heading above what is being read.
    heading: Option<Span>,
    /// The text since the last part.
    prose: Vec<Block<Written>>,
    /// What the file says.
    text: Arc<str>,
}

/// Where the times of an agenda are read.
#[derive(Clone, Copy)]
struct Setting<'a> {
    /// The whole file.
    text: &'a str,
    /// The meeting's day.
    near: NaiveDate,
    /// The day of the agenda that is being read.
    day: NaiveDate,
    /// The meeting's zone, the site's, the display zones.
    zones: &'a [Zone],
}

impl Setting<'_> {
    /// A time of another zone's clock on the meeting's own, by which the items of the day are read.
    fn own_clock(self, day: NaiveDate, time: NaiveTime, stated: Option<&Zone>) -> NaiveTime {
        let (Some(stated), Some(own)) = (stated, self.zones.first()) else { return time };
        match stated.at(day.and_time(time)) {
            Local::Unique(moment) if stated != own => own.moment(moment.utc).local().time(),
            _ => time,
        }
    }
}

/// The sections that are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Agenda,
    Actions,
    Decisions,
    Other,
}

/// Reads `text[range]`.
pub(super) fn read(
    text: &Arc<str>,
    file: FileId,
    range: Range<usize>,
    near: NaiveDate,
    site: &Site,
    zone: &Zone,
    sink: &mut Sink,
) -> Body {
    let zones: Vec<Zone> =
        [zone, &site.zone].into_iter().chain(&site.display_zones).cloned().collect();
    let setting = Setting { text, near, day: near, zones: &zones };
    let mut body = Body { text: Arc::clone(text), ..Body::default() };
    let mut kind = Kind::Other;
    for block in markdown::parse(text, file, range, sink) {
        if let BlockKind::Heading { level, content } = &block.kind
            && *level <= 2
        {
            body.heading = Some(block.span);
            kind = if *level == 2 { section(&words(content), site) } else { Kind::Other };
            body.prose.push(block);
            continue;
        }
        match kind {
            Kind::Agenda => body.agenda(block, setting, sink),
            Kind::Actions => body.actions(block, text),
            Kind::Decisions => body.decisions(block),
            Kind::Other => body.prose.push(block),
        }
    }
    body.end_prose();
    body.sections.shrink_to_fit();
    body
}

/// What a heading begins: its first words, in any case, as whole words.
fn section(heading: &str, site: &Site) -> Kind {
    let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let begins = |words: &str| {
        heading.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let any = |usual: &[&str], own: &[String]| {
        usual.iter().copied().chain(own.iter().map(String::as_str)).any(begins)
    };
    if any(&["agenda"], &site.sections.agenda) {
        Kind::Agenda
    } else if any(&["action items", "open action items"], &site.sections.actions) {
        Kind::Actions
    } else if any(&["decisions"], &site.sections.decisions) {
        Kind::Decisions
    } else {
        Kind::Other
    }
}

impl Body {
    fn end_prose(&mut self) {
        if !self.prose.is_empty() {
            let blocks = std::mem::take(&mut self.prose);
            self.sections.push(Section::Prose(Stored::new(&self.text, blocks)));
        }
    }

    fn section(&mut self, section: Section) {
        self.end_prose();
        self.sections.push(section);
    }

    /// A list is of the agenda, and a heading with a date begins a day of it.
    fn agenda(&mut self, block: Block<Written>, setting: Setting<'_>, sink: &mut Sink) {
        match block.kind {
            BlockKind::List { start, items, .. } => {
                self.agenda_stands(block.span);
                if self.agenda.is_empty() {
                    self.agenda.push(agenda::day(block.span));
                }
                let date = self.agenda.last().and_then(|day| day.date.as_ref());
                let setting =
                    Setting { day: date.map_or(setting.near, |date| date.value), ..setting };
                let items = agenda::items(items, start, setting, sink);
                if let Some(day) = self.agenda.last_mut() {
                    day.items.extend(items);
                }
            }
            BlockKind::Heading { level: 3, ref content } => {
                match agenda::day_of_heading(content, block.span, setting, sink) {
                    Some(day) => {
                        self.agenda_stands(block.span);
                        self.agenda.push(day);
                    }
                    None => self.prose.push(block),
                }
            }
            _ => self.prose.push(block),
        }
    }

    fn agenda_stands(&mut self, span: Span) {
        if self.agenda_span.is_none() {
            self.agenda_span = self.heading.or(Some(span));
            self.section(Section::Agenda);
        }
    }

    fn actions(&mut self, block: Block<Written>, text: &str) {
        let rows = match &block.kind {
            BlockKind::Table { head, rows, .. } => actions::of_table(block.span, head, rows, text),
            BlockKind::List { items, .. } => Some(actions::of_list(items)),
            _ => None,
        };
        match rows {
            Some(rows) if !rows.is_empty() => self.section(Section::Actions(rows)),
            // "None" is no entry, and is shown as it was written
            _ => self.prose.push(block),
        }
    }

    fn decisions(&mut self, block: Block<Written>) {
        match block.kind {
            BlockKind::List { ref items, .. } => {
                let decisions: Vec<_> =
                    items.iter().cloned().filter_map(decisions::of_item).collect();
                if decisions.is_empty() {
                    self.prose.push(block);
                } else {
                    self.section(Section::Decisions(decisions));
                }
            }
            _ => self.prose.push(block),
        }
    }
}

/// Whether an entry says that there is none.
fn is_none(words: &str) -> bool {
    let words = words.trim().trim_end_matches('.').to_lowercase();
    matches!(words.as_str(), "" | "/" | "none" | "n/a" | "-" | "–" | "—")
}

#[cfg(test)]
mod tests;
