//! Agendas in Markdown: lists, and headings that begin a day.

use std::{ops::Range, sync::Arc};

use chrono::{NaiveDate, NaiveTime};

use super::{
    Setting,
    line::{
        Line, add_line, after_label, cut_head, cut_mark, first_text, is_separator, keep, last_text,
        lines, place_of, span_of, trim_end, trim_head,
    },
};
use crate::{
    content::{
        agenda_file::backwards,
        stated_twice::readings,
        written::{AgendaDayEntry, AgendaItemEntry, Text},
    },
    diagnostic::{Diagnostic, Sink, code},
    model::Extra,
    source::{
        Span, Spanned,
        prose::{Block, BlockKind, Inline, InlineKind, Item, Written, plain_blocks},
    },
    syntax::inline::words,
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
    content: &[Inline<Written>],
    span: Span,
    setting: Setting<'_>,
    sink: &mut Sink,
) -> Option<AgendaDayEntry> {
    let all = words(content);
    let found = find_days(&all, setting.near).into_iter().next()?;
    let place = |range: Range<usize>| place_of(content, &all, all.get(range).unwrap_or(&all));
    let title = all[..found.range.start].trim_matches(|c| is_separator(c) || c == '(');
    let mut entry = day(span);
    entry.date = Some(Spanned::new(found.day, place(found.range.clone())));
    entry.title = (!title.is_empty()).then(|| title.to_owned());
    hold_together(&all, found.day, setting, place, sink);
    let (start, end) = hours(&all, found.day, found.range.end, setting, place, sink);
    let wrong = backwards(start.as_ref(), end.as_ref());
    entry.end = end.filter(|_| wrong.is_none());
    entry.start = start;
    sink.extend(wrong);
    Some(entry)
}

/// Tells what a text says otherwise on another clock.
fn hold_together(
    text: &str,
    day: NaiveDate,
    setting: Setting<'_>,
    place: impl Fn(Range<usize>) -> Span,
    sink: &mut Sink,
) {
    let readings = readings(text, setting.near, Some(day), setting.zones).into_iter();
    readings
        .filter_map(|reading| reading.mismatch)
        .for_each(|mismatch| sink.push(mismatch.said(&place)));
}

type Hour = Option<Spanned<NaiveTime>>;

/// When a day begins and ends, on the meeting's clock: as its heading says with a zone, or without
/// one after the date.
fn hours(
    all: &str,
    day: NaiveDate,
    after: usize,
    setting: Setting<'_>,
    place: impl Fn(Range<usize>) -> Span,
    sink: &mut Sink,
) -> (Hour, Hour) {
    if let Some(times) = find_times(all, setting.near).into_iter().next() {
        if let Some((start, end)) = times.bare {
            let hour = |(time, range): (NaiveTime, Range<usize>)| Spanned::new(time, place(range));
            return (Some(hour(start)), end.map(hour));
        }
        let stated =
            zone(&times.zone, day.and_time(times.start.0), place(times.zone_range), setting, sink);
        let own = |time| setting.own_clock(day, time, stated.as_ref());
        let start = Spanned::new(own(times.start.0), place(times.start.1));
        let end = times.end.map(|(end, range)| Spanned::new(own(end), place(range)));
        return (Some(start), end);
    }
    let rest = all.get(after..).unwrap_or_default();
    let parts = rest.split(['|', ',', '(']).map(|part| part.trim_start_matches(is_separator));
    let Some((at, times)) = parts.into_iter().find_map(|part| {
        let at = (part.as_ptr() as usize).saturating_sub(all.as_ptr() as usize);
        leading_span(part).map(|times| (at, times))
    }) else {
        return (None, None);
    };
    let at = place(at + times.range.start..at + times.range.end);
    (Some(Spanned::new(times.start, at)), times.end.map(|end| Spanned::new(end, at)))
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
    let mut entries = Vec::with_capacity(items.len());
    for (item, number) in items.into_iter().zip(numbers) {
        entries.extend(self::item(item, number, setting, sink));
    }
    entries
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
    let (content, span) = title(blocks.next()?);
    let mut all = lines(content).into_iter();
    let mut title = all.next().unwrap_or_default();
    cut_mark(&mut title);
    let mut entry = AgendaItemEntry {
        extra: Extra::default(),
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
    below(&mut entry, all.collect(), span, item.id);
    blocks.for_each(|block| nested(&mut entry, block, setting, sink));
    Some(entry)
}

/// What an item is called: its first paragraph or heading; of anything else the words.
fn title(block: Block<Written>) -> (Line, Span) {
    let content = match block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => content,
        _ => {
            let words = plain_blocks(std::slice::from_ref(&block));
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            vec![Inline { span: block.span, kind: InlineKind::Text(words) }]
        }
    };
    (content, block.span)
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
    if let Some(first) = first_text(title)
        && let Some(span) = time_in(first, leading_span)
    {
        set_time(entry, first, &span, setting, sink);
        let end = text_of(first).len();
        keep(first, span.around.end..end);
        trim_head(title);
    } else if let Some(last) = last_text(title)
        && let Some(span) = time_in(last, inner_span)
    {
        set_time(entry, last, &span, setting, sink);
        cut_inside(last, span.around);
        trim_end(title);
    }
}

fn text_of(inline: &Inline<Written>) -> &str {
    if let InlineKind::Text(text) = &inline.kind { text } else { "" }
}

fn time_in(
    inline: &Inline<Written>,
    find: impl Fn(&str) -> Option<time::clock::Span>,
) -> Option<time::clock::Span> {
    find(text_of(inline))
}

fn set_time(
    entry: &mut AgendaItemEntry,
    piece: &Inline<Written>,
    span: &time::clock::Span,
    setting: Setting<'_>,
    sink: &mut Sink,
) {
    let is_verbatim = piece.span.range().len() == text_of(piece).len();
    let at = |range: &Range<usize>| {
        if is_verbatim { piece.span.part(range.clone()) } else { piece.span }
    };
    let place = at(&span.range);
    entry.start = Some(Spanned::new(span.start, place));
    entry.end = span.end.map(|end| Spanned::new(end, place));
    if let Some((text, range)) = &span.zone {
        entry.zone = zone(text, setting.day.and_time(span.start), at(range), setting, sink);
    }
    let restated = text_of(piece).get(span.around.clone()).unwrap_or_default();
    let from = span.around.start;
    let inside = |range: Range<usize>| at(&(from + range.start..from + range.end));
    hold_together(restated, setting.day, setting, inside, sink);
}

/// Cuts a part out of a text, with the space that is then too many.
fn cut_inside(piece: &mut Inline<Written>, part: Range<usize>) {
    let text = text_of(piece);
    let before = text.get(..part.start).unwrap_or_default().trim_end();
    let after = text.get(part.end..).unwrap_or_default().trim_start();
    if after.is_empty() {
        let kept = before.len();
        return keep(piece, 0..kept);
    }
    let space = if before.is_empty() { "" } else { " " };
    let kept = format!("{before}{space}{after}");
    piece.kind = InlineKind::Text(kept);
}

/// The further lines of an item: who presents, or more words.
fn below(entry: &mut AgendaItemEntry, lines: Vec<Line>, span: Span, id: Option<Arc<str>>) {
    let mut rest = Line::new();
    for line in lines {
        if !take_presenters(entry, &line) {
            add_line(&mut rest, line);
        }
    }
    if !rest.is_empty() {
        entry.body.push(Block { span, id, kind: BlockKind::Paragraph(rest) });
    }
}

fn take_presenters(entry: &mut AgendaItemEntry, line: &[Inline<Written>]) -> bool {
    let all = words(line);
    let Some(rest) = after_label(&all, &PRESENTERS) else { return false };
    let names = split_names(rest).into_iter();
    entry
        .presenters
        .extend(names.map(|(_, name)| Text::new(name.to_owned(), place_of(line, &all, name))));
    true
}

const PRESENTERS: [&str; 2] = ["presenter", "presenters"];

/// A list below an item holds items within it, and who presents; everything else is its body.
fn nested(
    entry: &mut AgendaItemEntry,
    block: Block<Written>,
    setting: Setting<'_>,
    sink: &mut Sink,
) {
    match block.kind {
        BlockKind::List { start, items, .. } => {
            let (presenters, items): (Vec<_>, Vec<_>) =
                items.into_iter().partition(names_presenters);
            for block in presenters.into_iter().flat_map(|item| item.blocks) {
                nested(entry, block, setting, sink);
            }
            entry.items.extend(self::items(items, start, setting, sink));
        }
        BlockKind::Paragraph(content) if lines(content.clone()).iter().any(is_presenters) => {
            below(entry, lines(content), block.span, block.id);
        }
        _ => entry.body.push(block),
    }
}

fn is_presenters(line: &Line) -> bool {
    after_label(&words(line), &PRESENTERS).is_some()
}

/// Whether an item is no item, but says who presents the one above.
fn names_presenters(item: &Item<Written>) -> bool {
    let Some(BlockKind::Paragraph(content)) = item.blocks.first().map(|block| &block.kind) else {
        return false;
    };
    lines(content.clone()).first().is_some_and(is_presenters)
}
