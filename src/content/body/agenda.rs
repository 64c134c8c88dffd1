//! Agendas in Markdown: lists, and headings that begin a day.

use super::{
    Setting,
    line::{Line, after_label, cut_head, cut_mark, lines, place_of, span_of},
};
use crate::{
    content::written::{AgendaDayEntry, AgendaItemEntry, Text},
    diagnostic::{Diagnostic, Sink, code},
    source::{
        Span, Spanned,
        prose::{Block, BlockKind, InlineKind, Item, Written, plain},
    },
    text::split_names,
    time::{self, Abbreviation, Zone, ZoneText, find_days, find_times, inner_span, leading_span},
};

/// A day of which nothing is said but its items.
pub(super) fn day(span: Span) -> AgendaDayEntry {
    AgendaDayEntry {
        span,
        date: None,
        title: None,
        start: None,
        end: None,
        zone: None,
        location: None,
        items: Vec::new(),
    }
}

/// `Day 1 – Sunday 14 May 2017 | 08:30–17:30 CEST | 06:30–15:30 UTC`; none where a heading holds
/// no date.
pub(super) fn day_of_heading(
    words: &str,
    span: Span,
    setting: Setting<'_>,
    sink: &mut Sink,
) -> Option<AgendaDayEntry> {
    let found = find_days(words, setting.near).into_iter().next()?;
    let title = words[..found.range.start]
        .trim_matches(|c: char| c.is_whitespace() || ",–—-|:(".contains(c));
    let mut entry = day(span);
    entry.date = Some(Spanned::new(found.day, span));
    entry.title = (!title.is_empty()).then(|| title.to_owned());
    if let Some(times) = find_times(words, setting.near).into_iter().next() {
        entry.start = Some(Spanned::new(times.start.0, span));
        entry.end = times.end.map(|(end, _)| Spanned::new(end, span));
        entry.zone = zone(&times.zone, found.day.and_time(times.start.0), span, setting, sink);
    } else if let Some(times) = words[found.range.end..].split(['|', ',']).find_map(leading_span) {
        entry.start = Some(Spanned::new(times.start, span));
        entry.end = times.end.map(|end| Spanned::new(end, span));
    }
    Some(entry)
}

/// The zone that stands beside a time; an abbreviation that was not in force is told.
fn zone(
    text: &ZoneText,
    local: chrono::NaiveDateTime,
    span: Span,
    setting: Setting<'_>,
    sink: &mut Sink,
) -> Option<Zone> {
    match text.read(local, setting.zones) {
        Abbreviation::InForce(zone) => Some(zone),
        Abbreviation::NotInForce { zone, right } => {
            let wrong =
                if let ZoneText::Abbreviation(text) = text { text.as_str() } else { "this zone" };
            let message = format!(
                "`{wrong}` was not in force in {} on {}",
                zone.name(),
                time::long_day(local.date())
            );
            sink.push(
                Diagnostic::new(code::TIME_ABBREVIATION, span, message)
                    .help(format!("write `{right}`")),
            );
            Some(zone)
        }
        Abbreviation::Unknown => None,
    }
}

/// The items of a list, and those nested in them.
pub(super) fn items(
    items: Vec<Item<Written>>,
    start: Option<u64>,
    setting: Setting<'_>,
    sink: &mut Sink,
) -> Vec<AgendaItemEntry> {
    let numbers = numbers(&items, start, setting.text);
    items
        .into_iter()
        .zip(numbers)
        .filter_map(|(item, number)| self::item(item, number, setting, sink))
        .collect()
}

/// The numbers of an ordered list as they were typed. Where all are the same, as in `1.` `1.` `1.`,
/// they are Markdown's way to count, and nobody's numbers.
fn numbers(items: &[Item<Written>], start: Option<u64>, text: &str) -> Vec<Option<Text>> {
    let typed: Vec<Option<Text>> =
        items.iter().map(|item| start.and_then(|_| number(item, text))).collect();
    let first = typed.first().and_then(|number| number.as_ref()).map(|number| &number.value);
    let is_counted = typed.len() > 1
        && typed.iter().all(|number| number.as_ref().map(|number| &number.value) == first);
    if is_counted { vec![None; items.len()] } else { typed }
}

fn number(item: &Item<Written>, text: &str) -> Option<Text> {
    let rest = text.get(item.span.range())?;
    let lead = rest.len() - rest.trim_start().len();
    let digits: String = rest[lead..].chars().take_while(char::is_ascii_digit).collect();
    let value = digits.trim_start_matches('0');
    let value = if value.is_empty() { "0" } else { value }.to_owned();
    (!digits.is_empty()).then(|| Text::new(value, item.span.part(lead..lead + digits.len())))
}

fn item(
    item: Item<Written>,
    number: Option<Text>,
    setting: Setting<'_>,
    sink: &mut Sink,
) -> Option<AgendaItemEntry> {
    let mut blocks = item.blocks.into_iter();
    let first = blocks.next()?;
    let BlockKind::Paragraph(content) = first.kind else { return None };
    let mut all = lines(content).into_iter();
    let mut title = all.next().unwrap_or_default();
    cut_mark(&mut title);
    let mut entry = AgendaItemEntry {
        span: span_of(&title),
        start: None,
        end: None,
        zone: None,
        number: number.or_else(|| own_number(&mut title)),
        title: Line::new(),
        kind: None,
        presenters: Vec::new(),
        recommendations: None,
        body: Vec::new(),
        items: Vec::new(),
    };
    take_time(&mut entry, &mut title, setting, sink);
    entry.title = title;
    below(&mut entry, all.collect(), first.span);
    blocks.for_each(|block| nested(&mut entry, block, setting, sink));
    Some(entry)
}

/// `a) Staff report`, `2.1 Other briefings`: numbers that Markdown does not know.
fn own_number(title: &mut Line) -> Option<Text> {
    let first = title.first()?;
    let InlineKind::Text(text) = &first.kind else { return None };
    let (word, _) = text.split_once(' ')?;
    let number = word.trim_end_matches([')', '.']);
    let is_letter =
        word.len() == 2 && word.ends_with(')') && number.chars().all(|c| c.is_ascii_lowercase());
    let is_nested = number.contains('.')
        && number.split('.').all(|part| {
            !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    if !(is_letter || is_nested) || leading_span(text).is_some() {
        return None;
    }
    let text = Text::new(number.to_owned(), first.span.part(0..number.len()));
    let n_bytes = word.len() + 1;
    cut_head(title, n_bytes);
    Some(text)
}

/// A time at the head of an item, or in brackets near its end, is cut from the title.
fn take_time(entry: &mut AgendaItemEntry, title: &mut Line, setting: Setting<'_>, sink: &mut Sink) {
    let at_head = title.first().and_then(|first| {
        if let InlineKind::Text(text) = &first.kind { leading_span(text) } else { None }
    });
    let (place, span) = match at_head {
        Some(span) => (0, span),
        None => {
            let Some(last) = title.len().checked_sub(1) else { return };
            let InlineKind::Text(text) = &title[last].kind else { return };
            let Some(span) = inner_span(text) else { return };
            (last, span)
        }
    };
    let piece = &mut title[place];
    let InlineKind::Text(text) = &mut piece.kind else { return };
    let is_verbatim = piece.span.range().len() == text.len();
    let at = if is_verbatim { piece.span.part(span.range.clone()) } else { piece.span };
    entry.start = Some(Spanned::new(span.start, at));
    entry.end = span.end.map(|end| Spanned::new(end, at));
    entry.zone = span
        .zone
        .as_ref()
        .and_then(|(text, _)| zone(text, setting.near.and_time(span.start), at, setting, sink));
    let (before, after) =
        (text[..span.around.start].trim_end(), text[span.around.end..].trim_start());
    let space = if before.is_empty() || after.is_empty() { "" } else { " " };
    let kept = format!("{before}{space}{after}");
    if place == 0 && before.is_empty() && is_verbatim {
        piece.span = piece.span.part(text.len() - after.len()..text.len());
    } else if after.is_empty() && is_verbatim {
        piece.span = piece.span.part(0..before.len());
    }
    *text = kept;
}

/// The further lines of an item: who presents, or more words.
fn below(entry: &mut AgendaItemEntry, lines: Vec<Line>, span: Span) {
    let mut rest: Line = Line::new();
    for line in lines {
        if take_presenters(entry, &line) {
            continue;
        }
        if !rest.is_empty() {
            rest.push(crate::source::prose::Inline {
                span: span_of(&line).part(0..0),
                kind: InlineKind::SoftBreak,
            });
        }
        rest.extend(line);
    }
    if !rest.is_empty() {
        entry.body.push(Block { span, id: None, kind: BlockKind::Paragraph(rest) });
    }
}

fn take_presenters(
    entry: &mut AgendaItemEntry,
    line: &[crate::source::prose::Inline<Written>],
) -> bool {
    let words = plain(line);
    let Some(rest) = after_label(&words, &["presenter", "presenters"]) else { return false };
    let names = split_names(rest)
        .into_iter()
        .map(|(_, name)| Text::new(name.to_owned(), place_of(line, &words, name)));
    entry.presenters.extend(names);
    true
}

/// A list below an item holds items within it; everything else is its body.
fn nested(
    entry: &mut AgendaItemEntry,
    block: Block<Written>,
    setting: Setting<'_>,
    sink: &mut Sink,
) {
    match block.kind {
        BlockKind::List { start, items, .. } => {
            let (presenters, items): (Vec<_>, Vec<_>) = items.into_iter().partition(is_presenters);
            for item in presenters {
                if let Some(BlockKind::Paragraph(content)) =
                    item.blocks.first().map(|block| &block.kind)
                {
                    take_presenters(entry, content);
                }
            }
            entry.items.extend(self::items(items, start, setting, sink));
        }
        BlockKind::Paragraph(content) => {
            let lines = lines(content);
            below(entry, lines, block.span);
        }
        _ => entry.body.push(block),
    }
}

fn is_presenters(item: &Item<Written>) -> bool {
    let Some(BlockKind::Paragraph(content)) = item.blocks.first().map(|block| &block.kind) else {
        return false;
    };
    after_label(&plain(content), &["presenter", "presenters"]).is_some()
}
