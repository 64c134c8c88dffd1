//! Agendas: days and items as written go in; items with their instants, kinds, numbers and
//! recommendations come out.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use super::{cut::Cut, prose::Scribe, times};
use crate::{
    content::written::{AgendaDayEntry, AgendaItemEntry, MeetingFile},
    model::{AgendaDay, AgendaItem, ItemKind, Prose, RecId, Reference, SetId, Target, Words},
    source::{
        Spanned,
        prose::{Block, BlockKind, Inline, InlineKind, plain, plain_blocks},
    },
    text::slug,
    time::{Moment, Zone},
};

/// The fragments of all items, in the order of the file, made of their titles and unlike all that
/// are taken.
pub(super) fn ids(days: &[AgendaDayEntry], taken: &mut HashSet<Arc<str>>) -> Vec<Arc<str>> {
    let mut fragments = Fragments { taken, next: HashMap::new(), ids: Vec::new() };
    for day in days {
        fragments.push(&day.items);
    }
    fragments.ids
}

/// Fragments as they are given out.
struct Fragments<'t> {
    taken: &'t mut HashSet<Arc<str>>,
    /// Of a title that comes again, the number to try next.
    next: HashMap<String, usize>,
    ids: Vec<Arc<str>>,
}

impl Fragments<'_> {
    fn push(&mut self, items: &[AgendaItemEntry]) {
        for item in items {
            let id = self.unlike(&format!("agenda-{}", slug(&plain(&item.title))));
            self.taken.insert(Arc::clone(&id));
            self.ids.push(id);
            self.push(&item.items);
        }
    }

    /// The id itself or, where it is taken, with the next free number.
    fn unlike(&mut self, base: &str) -> Arc<str> {
        let mut id = base.to_owned();
        let next = self.next.entry(base.to_owned()).or_insert(2);
        while self.taken.contains(id.as_str()) {
            id = format!("{base}-{next}");
            *next += 1;
        }
        Arc::from(id)
    }
}

/// Reads the agenda of one meeting.
pub(super) struct Agenda<'m, 's, 'a> {
    meeting: &'m MeetingFile,
    ids: std::slice::Iter<'m, Arc<str>>,
    scribe: &'s mut Scribe<'a>,
    /// Times before this one are of the next day: the start of a meeting across midnight.
    rolls_over_at: Option<NaiveTime>,
    day: NaiveDate,
    /// The day of the next that does not say its own: the meeting's, then the one after the day above.
    next: NaiveDate,
    zone: Zone,
}

/// The number of the item above, and how many were counted beside.
struct Numbering {
    above: Option<SmolStr>,
    counted: u32,
}

impl<'m, 's, 'a> Agenda<'m, 's, 'a> {
    /// A reader for a meeting's agenda.
    pub(super) fn new(
        meeting: &'m MeetingFile,
        ids: &'m [Arc<str>],
        end: &Moment,
        scribe: &'s mut Scribe<'a>,
    ) -> Self {
        let is_one_day = meeting.end_date.is_none() && meeting.agenda.len() < 2;
        let crosses = end.day() > meeting.date.value;
        Self {
            ids: ids.iter(),
            rolls_over_at: (is_one_day && crosses).then_some(meeting.start.value),
            day: meeting.date.value,
            next: meeting.date.value,
            zone: meeting.zone.clone(),
            meeting,
            scribe,
        }
    }

    /// The days, in order of day.
    pub(super) fn days(mut self) -> Vec<AgendaDay> {
        let usual_day = self.scribe.day;
        let mut days: Vec<AgendaDay> =
            self.meeting.agenda.iter().map(|day| self.day(day)).collect();
        self.scribe.day = usual_day;
        days.sort_by_key(|day| day.date);
        days
    }

    fn day(&mut self, day: &AgendaDayEntry) -> AgendaDay {
        self.day = day.date.as_ref().map_or(self.next, |date| date.value);
        self.next = self.day.succ_opt().unwrap_or(self.day);
        self.zone = day.zone.clone().unwrap_or_else(|| self.meeting.zone.clone());
        self.scribe.day = Some(self.day);
        let (start, end) = self.times(day.start.as_ref(), day.end.as_ref(), None);
        let mut numbering = Numbering { above: None, counted: 0 };
        AgendaDay {
            span: day.span,
            date: self.day,
            title: day.title.clone(),
            start,
            end,
            location: day.location.clone(),
            items: day.items.iter().map(|item| self.item(item, &mut numbering)).collect(),
        }
    }

    fn item(&mut self, item: &AgendaItemEntry, numbering: &mut Numbering) -> AgendaItem {
        let id = self.ids.next().cloned().unwrap_or_else(|| Arc::from("agenda"));
        let outer = self.scribe.fragment.replace(Arc::clone(&id));
        let title = self.scribe.words(item.title.clone());
        let kind = item.kind.unwrap_or_else(|| kind_of(&plain(&title)));
        let number = numbering.next(item, kind, self.meeting.has_agenda_file);
        let known = self.scribe.known;
        let presenters =
            known.people.presenters(&item.presenters, known.sources, &mut self.scribe.sink);
        self.scribe.names(&presenters);
        let body = self.scribe.blocks(item.body.clone());
        let mut below = Numbering { above: number.clone(), counted: 0 };
        let items: Vec<AgendaItem> =
            item.items.iter().map(|item| self.item(item, &mut below)).collect();
        self.scribe.fragment = Some(Arc::clone(&id));
        let recommendations = self.recommendations(item, kind, &title, &body, &items);
        let (start, end) = self.times(item.start.as_ref(), item.end.as_ref(), item.zone.as_ref());
        self.scribe.fragment = outer;
        let time_span =
            item.start.as_ref().or(item.end.as_ref()).map_or(item.span, |time| time.span);
        let end_span = item.end.as_ref().map_or(time_span, |time| time.span);
        let number_span = item.number.as_ref().map(|number| number.span);
        AgendaItem {
            extra: item.extra.clone(),
            span: item.span,
            time_span,
            end_span,
            number_span,
            id,
            start,
            end,
            number,
            title,
            kind,
            presenters,
            recommendations,
            body,
            items,
        }
    }

    fn times(
        &mut self,
        start: Option<&Spanned<NaiveTime>>,
        end: Option<&Spanned<NaiveTime>>,
        zone: Option<&Zone>,
    ) -> (Option<Moment>, Option<Moment>) {
        let ends_at_midnight = start.is_some_and(|start| start.value != NaiveTime::MIN)
            && end.is_some_and(|end| end.value == NaiveTime::MIN);
        (
            start.map(|time| self.moment(time, zone, false)),
            end.map(|time| self.moment(time, zone, ends_at_midnight)),
        )
    }

    fn moment(
        &mut self,
        time: &Spanned<NaiveTime>,
        zone: Option<&Zone>,
        is_next_day: bool,
    ) -> Moment {
        let is_in_other_zone = zone.is_some_and(|zone| *zone != self.meeting.zone);
        let rolls = self.rolls_over_at.is_some_and(|start| time.value < start && !is_in_other_zone);
        let days = TimeDelta::days(i64::from(rolls || is_next_day));
        let day = self.day.checked_add_signed(days).unwrap_or(self.day);
        let zone = zone.unwrap_or(&self.zone);
        let takes_later = self.meeting.takes_later_fold;
        times::moment(zone, day.and_time(time.value), takes_later, time.span, &mut self.scribe.sink)
    }

    /// The recommendations of a briefing: those stated, or those that it and the lines below it
    /// name.
    fn recommendations(
        &mut self,
        item: &AgendaItemEntry,
        kind: ItemKind,
        title: &Words,
        body: &Prose,
        items: &[AgendaItem],
    ) -> Vec<RecId> {
        let known = self.scribe.known;
        if let Some(stated) = &item.recommendations {
            let ids = known.recommendations(stated, &mut self.scribe.sink);
            self.scribe.recommendations(&ids);
            return ids;
        }
        if kind != ItemKind::Briefing {
            return Vec::new();
        }
        let title_text = plain(title);
        let cut = Cut::new(&title_text);
        let named = known.vocabulary.sets_named(&cut).map(|(_, set)| set).next();
        let set = named.or_else(|| known.vocabulary.default_set());
        let mut found = Vec::new();
        push_named(self.scribe, &title_text, set, &mut found);
        push_linked_words(title, &mut found);
        push_named(self.scribe, &plain_blocks(body), set, &mut found);
        push_linked(body, &mut found);
        for item in items {
            push_below(self.scribe, item, set, &mut found);
        }
        found.sort();
        found.dedup();
        found
    }
}

/// Adds the recommendations that an item within a briefing names.
fn push_below(scribe: &Scribe<'_>, item: &AgendaItem, set: Option<&SetId>, found: &mut Vec<RecId>) {
    push_named(scribe, &plain(&item.title), set, found);
    push_linked_words(&item.title, found);
    push_named(scribe, &plain_blocks(&item.body), set, found);
    push_linked(&item.body, found);
    found.extend(item.recommendations.iter().cloned());
    for item in &item.items {
        push_below(scribe, item, set, found);
    }
}

/// Adds the recommendations that a text names, line by line; a bare number belongs to the set
/// that its line names, or else to `set`.
fn push_named(scribe: &Scribe<'_>, text: &str, set: Option<&SetId>, found: &mut Vec<RecId>) {
    let search = scribe.known.search();
    for line in text.lines() {
        let cut = Cut::new(line);
        let named = scribe.known.vocabulary.sets_named(&cut).map(|(_, set)| set).next();
        let bare = named.or(set);
        found.extend(search.recommendations(&cut, &|_| bare.cloned()));
    }
}

fn push_linked(blocks: &[Block<Reference>], found: &mut Vec<RecId>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                push_linked_words(content, found);
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    push_linked(&item.blocks, found);
                }
            }
            BlockKind::Quote { blocks, .. } => push_linked(blocks, found),
            _ => {}
        }
    }
}

fn push_linked_words(content: &[Inline<Reference>], found: &mut Vec<RecId>) {
    for inline in content {
        match &inline.kind {
            InlineKind::Reference(reference, _) => {
                if let Reference::Target { target: Target::Recommendation(id), .. } = &**reference {
                    found.push(id.clone());
                }
            }
            InlineKind::Styled(_, content) => push_linked_words(content, found),
            _ => {}
        }
    }
}

impl Numbering {
    /// The number of the next item: the one given, or the next one; pauses have none.
    fn next(&mut self, item: &AgendaItemEntry, kind: ItemKind, is_file: bool) -> Option<SmolStr> {
        if matches!(kind, ItemKind::Break | ItemKind::Social) {
            return None;
        }
        let own = if let Some(stated) = &item.number {
            let stated = stated.value.trim();
            // What is counted after it goes on from there.
            let last = stated.rsplit('.').next().and_then(|last| last.parse().ok());
            self.counted = last.unwrap_or(self.counted.saturating_add(1));
            if is_file || stated.contains('.') {
                return Some(stated.into());
            }
            stated.into()
        } else {
            self.counted = self.counted.saturating_add(1);
            self.counted.to_smolstr()
        };
        Some(
            self.above
                .as_ref()
                .map_or_else(|| own.clone(), |above| format_smolstr!("{above}.{own}")),
        )
    }
}

fn kind_of(title: &str) -> ItemKind {
    let words = words(title);
    if is_briefing(&words) {
        ItemKind::Briefing
    } else if is_head(&words, &["break", "breaks", "coffee", "lunch"]) {
        ItemKind::Break
    } else if is_head(&words, &["dinner", "reception"]) {
        ItemKind::Social
    } else {
        ItemKind::Session
    }
}

/// The words of a title in lower case, marks as words of their own.
fn words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for c in title.chars() {
        if c.is_alphanumeric() {
            if !is_open {
                words.push(String::new());
            }
            is_open = true;
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        } else {
            is_open = false;
            if !c.is_whitespace() {
                words.push(c.to_string());
            }
        }
    }
    words
}

/// Whether "briefing" ends a title, or stands before a colon, "on", "by" or "from".
fn is_briefing(words: &[String]) -> bool {
    let after = |at: usize| words.get(at + 1).map(String::as_str);
    let mut briefings = words.iter().enumerate().filter(|(_, word)| *word == "briefing");
    briefings.any(|(at, _)| match after(at) {
        None | Some(":" | "on" | "by" | "from") => true,
        Some(_) => words[at + 1..].iter().all(|word| !word.chars().any(char::is_alphanumeric)),
    })
}

/// Whether a title is one of these: the first or the last word of what comes before any bracket,
/// dash or preposition.
fn is_head(words: &[String], kinds: &[&str]) -> bool {
    const ENDS: [&str; 14] = [
        "at", "in", "with", "hosted", "by", "for", "from", "on", "to", "and", "of", "until", "or",
        "offered",
    ];
    let ends =
        |word: &&String| ENDS.contains(&word.as_str()) || !word.chars().any(char::is_alphanumeric);
    let head: Vec<&str> = words.iter().take_while(|word| !ends(word)).map(String::as_str).collect();
    let is_kind = |word: Option<&&str>| word.is_some_and(|word| kinds.contains(word));
    is_kind(head.first()) || is_kind(head.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn briefings_are_told_by_their_titles() {
        for title in [
            "SSR1 implementation briefing",
            "Briefing: OCTO",
            "Briefing on rec. 4",
            "A briefing by David",
        ] {
            assert!(is_briefing(&words(title)), "{title}");
        }
        assert!(!is_briefing(&words("Discuss the briefing materials")));
    }

    #[test]
    fn pauses_are_told_by_their_titles() {
        let pauses = ["break", "coffee", "lunch"];
        for title in
            ["Review Team Lunch", "Coffee", "Coffee break", "Lunch (Salon Malta)", "Tea break"]
        {
            assert!(is_head(&words(title), &pauses), "{title}");
        }
        for title in ["Discussion of lunch", "Breakout session", "Plan the coffee"] {
            assert!(!is_head(&words(title), &pauses) || title == "Plan the coffee", "{title}");
        }
        assert!(is_head(&words("Team dinner at Casa Lucio"), &["dinner", "reception"]));
    }
}
