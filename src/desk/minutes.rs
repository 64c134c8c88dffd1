//! The mail that staff send after a call.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    ask::{self, Refusal},
    mail::{Entry, Letter, Section, when},
    sheet::{owners, status_words, ties},
};
use crate::{
    derive::{ActionState, FieldChange, MeetingAttendance, Step, derive},
    diagnostic::Report,
    model::{
        ActionStatus, Address, Archive, Due, Meeting, MeetingStatus, Name, Origin, Owners,
        PersonId, SeriesId, Target, Wording,
    },
    options::Options,
    pipeline::{Gathered, gather},
    render::{Index, Record},
    source::{
        Sources, Tree,
        prose::{plain, plain_blocks},
    },
    time::long_day,
};

/// How the mail is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mail {
    /// Plain text in lines of 72 columns.
    Text,
    /// Markdown.
    Markdown,
}

/// The mail of a meeting.
#[derive(Debug)]
pub struct Minutes {
    /// What to send.
    pub text: String,
    /// Whether the meeting is still to come on the as-of day.
    pub is_to_come: bool,
    /// What is wrong with the archive, so that something may be missing from the mail.
    pub report: Report,
    /// The text files, to show places in.
    pub sources: Sources,
}

/// Writes the mail of a meeting, by its id or another that it answers to: when it was, who took
/// part, what was decided, which items were opened or changed, when the next is. What later
/// meetings changed is not in it.
///
/// ```
/// use plenary::{Mail, Options, Tree, minutes};
/// let tree = Tree::in_memory([
///     ("content/site.toml", "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n[series.plenary]\n"),
///     ("content/meetings/plenary-15.md", "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n+++\n\n## Decisions\n\n- Go ahead. {#D15-1}\n"),
/// ]);
/// let minutes = minutes(&tree, &Options::default(), "plenary-15", Mail::Text)?;
/// assert!(minutes.text.contains("* D15-1: Go ahead."));
/// # Ok::<(), plenary::Refusal>(())
/// ```
pub fn minutes(
    tree: &Tree,
    options: &Options,
    meeting: &str,
    mail: Mail,
) -> Result<Minutes, Refusal> {
    let Gathered { sources, archive, mut registers, withheld, sink, .. } = gather(tree, options);
    ask::hold_known(&archive)?;
    let meeting = ask::meeting(&archive, &withheld.names.asked(meeting))?;
    let is_to_come = registers.statuses.get(&meeting.id) == Some(&MeetingStatus::Scheduled);
    if registers.as_of < meeting.end_date {
        registers = derive(&archive, meeting.end_date).into();
    }
    let base_url = options.base_url.as_deref().unwrap_or(&archive.site.base_url);
    let ctx = Record { archive: &archive, registers: &registers, base_url };
    let letter = Letters::new(ctx).letter(ctx, meeting);
    let text = match mail {
        Mail::Text => letter.text(),
        Mail::Markdown => letter.markdown(),
    };
    let report = sink.finish(&archive.site.check);
    Ok(Minutes { text, is_to_come, report, sources })
}

/// The minutes of every meeting that is not to come on the as-of day, as [`minutes`] has them in plain
/// text: the meeting's id, and the text; in order of id.
pub(crate) fn all_minutes(ctx: Record<'_>) -> Vec<(String, String)> {
    let letters = Letters::new(ctx);
    let is_over = |meeting: &&Arc<Meeting>| {
        ctx.registers.statuses.get(&meeting.id) != Some(&MeetingStatus::Scheduled)
    };
    let over = ctx.archive.meetings.values().filter(is_over);
    over.map(|meeting| (meeting.id.to_string(), letters.letter(ctx, meeting).text())).collect()
}

/// What letters are made of, found once for all of them.
struct Letters<'a> {
    index: Index<'a>,
    /// The meetings of each series that are not off, in order of start.
    series: BTreeMap<&'a SeriesId, Vec<&'a Meeting>>,
}

impl<'a> Letters<'a> {
    fn new(ctx: Record<'a>) -> Self {
        let mut series: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let is_on = |one: &&Meeting| one.stated_status != Some(MeetingStatus::Cancelled);
        for meeting in ctx.archive.meetings_in_order().filter(is_on) {
            series.entry(&meeting.series).or_default().push(meeting);
        }
        Self { index: Index::new(ctx.archive, ctx.registers), series }
    }

    fn letter(&self, ctx: Record<'_>, meeting: &Meeting) -> Letter {
        let ids = self.index.actions(meeting);
        let states: Vec<&ActionState> =
            ids.iter().filter_map(|id| ctx.registers.actions.get(*id)).collect();
        let sections = [
            attendance(ctx, meeting),
            decisions(ctx, &self.index.decisions(meeting)),
            opened(ctx, meeting, &states),
            changed(ctx, meeting, &states),
            next(ctx, self.next(meeting)),
        ];
        let sections = sections.into_iter().filter(|one| !one.entries.is_empty()).collect();
        Letter { title: meeting.title.clone(), lead: lead(ctx, meeting), sections }
    }

    /// The meeting of the series after this one that is not off.
    fn next(&self, meeting: &Meeting) -> Option<&'a Meeting> {
        let series = self.series.get(&meeting.series)?;
        series.get(series.partition_point(|one| one.start <= meeting.start)).copied()
    }
}

fn section(heading: &str, entries: Vec<Entry>) -> Section {
    Section { heading: heading.to_owned(), entries }
}

fn lead(ctx: Record<'_>, meeting: &Meeting) -> Vec<String> {
    let status = ctx.registers.statuses.get(&meeting.id);
    let is_off = status == Some(&MeetingStatus::Cancelled);
    let mut lead = vec![when(&meeting.start, &meeting.end)];
    lead.extend(meeting.location.clone());
    lead.extend(is_off.then(|| "This meeting was cancelled.".to_owned()));
    lead.push(page(ctx, meeting));
    lead
}

fn page(ctx: Record<'_>, meeting: &Meeting) -> String {
    Address::of(&Target::Meeting(meeting.id.clone())).absolute(ctx.base_url)
}

fn attendance(ctx: Record<'_>, meeting: &Meeting) -> Section {
    let archive = ctx.archive;
    let Some(log) = ctx.registers.attendance.meetings.get(&meeting.id) else {
        return section("Attendance", Vec::new());
    };
    let names = |names: &[Name]| names.iter().map(|one| archive.name(one).to_owned()).collect();
    let people = |ids: &[PersonId]| ids.iter().map(|id| person(archive, id)).collect();
    // a roster of which nobody is ticked off yet says of nobody that they were absent
    let absent = if is_ticked(log) { &*log.absent } else { &[] };
    let said: [(String, Vec<String>); 7] = [
        (present_label(log), present(archive, log)),
        ("Also present".into(), people(&log.others)),
        ("Apologies".into(), people(&log.apologies)),
        ("Absent".into(), people(absent)),
        ("Staff".into(), names(&log.staff)),
        ("Observers".into(), names(&log.observers)),
        ("Guests".into(), names(&log.guests)),
    ];
    let said = said.into_iter().filter(|(_, names)| !names.is_empty());
    let entry = |(label, names): (_, Vec<String>)| Entry::Said { label, words: names.join(", ") };
    section("Attendance", said.map(entry).collect())
}

/// Whether anybody was there.
fn is_ticked(log: &MeetingAttendance) -> bool {
    let names = [&log.staff, &log.observers, &log.guests];
    !log.present.is_empty() || !log.others.is_empty() || names.iter().any(|names| !names.is_empty())
}

/// `Present (6 of 7)`, where somebody was expected.
fn present_label(log: &MeetingAttendance) -> String {
    match log.expected.len() {
        0 => "Present".to_owned(),
        n_expected => format!("Present ({} of {n_expected})", log.present.len()),
    }
}

/// Those who were there; of a part, in what way.
fn present(archive: &Archive, log: &MeetingAttendance) -> Vec<String> {
    let part = |id: &PersonId| log.partial.iter().find(|(one, _)| one == id);
    let named = |id: &PersonId| match part(id) {
        Some((_, way)) if !way.trim().is_empty() => format!("{} ({way})", person(archive, id)),
        Some(_) => format!("{} (in part)", person(archive, id)),
        None => person(archive, id),
    };
    log.present.iter().map(named).collect()
}

fn person(archive: &Archive, id: &PersonId) -> String {
    archive.people.get(id).map_or(id.as_str(), |person| &person.name).to_owned()
}

fn decisions(ctx: Record<'_>, ids: &[&str]) -> Section {
    let taken = ids.iter().filter_map(|id| ctx.archive.decisions.get(*id));
    let entry = |decision: &Arc<crate::model::Decision>| Entry::Item {
        id: decision.id.to_string(),
        url: Address::of(&Target::Decision(decision.id.clone())).absolute(ctx.base_url),
        words: format!("{}{}", plain_blocks(&decision.text), ties(ctx, decision)),
        details: Vec::new(),
    };
    section("Decisions", taken.map(entry).collect())
}

fn opened(ctx: Record<'_>, meeting: &Meeting, states: &[&ActionState]) -> Section {
    let states = states.iter().filter_map(|state| Looked::of(state, meeting));
    let new = states.filter(|one| one.is_new).map(|one| one.entry(ctx));
    section("New action items", new.collect())
}

/// Items that the meeting changed, and the ids of those that it only looked at.
fn changed(ctx: Record<'_>, meeting: &Meeting, states: &[&ActionState]) -> Section {
    let looked = states.iter().filter_map(|state| Looked::of(state, meeting));
    let (changed, same): (Vec<_>, Vec<_>) =
        looked.filter(|one| !one.is_new).partition(Looked::is_changed);
    let mut entries: Vec<Entry> = changed.iter().map(|one| one.entry(ctx)).collect();
    if !same.is_empty() {
        let ids: Vec<&str> = same.iter().map(|one| one.state.id.as_str()).collect();
        entries.push(Entry::Said { label: "Unchanged".into(), words: ids.join(", ") });
    }
    section("Action items reviewed", entries)
}

/// An item as a meeting left it.
struct Looked<'a> {
    state: &'a ActionState,
    /// Whether it was opened there.
    is_new: bool,
    title: Option<&'a Wording>,
    /// What stood when it was over, and what stood before where the meeting changed it.
    owners: Option<Standing<'a, Owners>>,
    due: Option<Standing<'a, Due>>,
    status: Option<Standing<'a, ActionStatus>>,
    notes: Vec<&'a Wording>,
}

/// A value in force, and the one that the meeting put it in place of.
struct Standing<'a, T> {
    now: &'a T,
    before: Option<&'a T>,
    is_changed: bool,
}

impl<'a, T> Standing<'a, T> {
    /// Takes a change; what the meeting changed twice has one value before.
    fn follow(standing: &mut Option<Self>, before: Option<&'a T>, now: &'a T, is_here: bool) {
        let earlier = standing.as_ref().filter(|one| one.is_changed && is_here);
        let before = earlier.map_or(before, |one| one.before);
        *standing = Some(Self { now, before, is_changed: is_here });
    }
}

impl<'a> Looked<'a> {
    /// Follows the history of an item to its last step at the meeting.
    fn of(state: &'a ActionState, meeting: &Meeting) -> Option<Self> {
        let is_here = |step: &Step| step.origin == Origin::Meeting(meeting.id.clone());
        let last = state.history.iter().rposition(is_here)?;
        let is_new = state.history.first().is_some_and(is_here);
        let mut looked = Self {
            state,
            is_new,
            title: None,
            owners: None,
            due: None,
            status: None,
            notes: Vec::new(),
        };
        for step in state.history.iter().take(last + 1) {
            let is_here = is_here(step);
            step.changes.iter().for_each(|change| looked.follow(change, is_here));
            looked.notes.extend(step.note.as_ref().filter(|_| is_here));
        }
        Some(looked)
    }

    fn follow(&mut self, change: &'a FieldChange, is_here: bool) {
        match change {
            FieldChange::Title(_, now) => self.title = Some(now),
            FieldChange::Owners(before, now) => {
                Standing::follow(&mut self.owners, before.as_ref(), now, is_here);
            }
            FieldChange::Due(before, now) => {
                Standing::follow(&mut self.due, before.as_ref(), now, is_here);
            }
            FieldChange::Status(before, now, _) => {
                Standing::follow(&mut self.status, before.as_ref(), now, is_here);
            }
        }
    }

    fn is_changed(&self) -> bool {
        let is = [
            self.owners.as_ref().is_some_and(|one| one.is_changed),
            self.due.as_ref().is_some_and(|one| one.is_changed),
            self.status.as_ref().is_some_and(|one| one.is_changed),
            !self.notes.is_empty(),
        ];
        is.contains(&true)
    }

    fn entry(&self, ctx: Record<'_>) -> Entry {
        Entry::Item {
            id: self.state.id.to_string(),
            url: Address::of(&Target::Action(self.state.id.clone())).absolute(ctx.base_url),
            words: self.title.map(|title| plain(title)).unwrap_or_default(),
            details: self.details(ctx),
        }
    }

    /// `Owner: ICANN Org`, `Due: 23 June 2017 (was 16 June 2017)`, `Status: completed`.
    fn details(&self, ctx: Record<'_>) -> Vec<String> {
        let owners = self.owners.as_ref().and_then(|one| self.said(one, |all| owners(ctx, all)));
        let due = self.due.as_ref().filter(|one| one.is_changed || self.is_open());
        let due = due.and_then(|one| self.said(one, due_words));
        let status = self.status.as_ref().filter(|one| one.is_changed && !self.is_plain(one));
        let status = status.map(|one| status_words(one.now));
        let notes: Vec<String> = self.notes.iter().map(|note| plain(note)).collect();
        let notes = (!notes.is_empty()).then(|| notes.join(" "));
        [("Owner", owners), ("Due", due), ("Status", status), ("Note", notes)]
            .into_iter()
            .filter_map(|(label, words)| Some(format!("{label}: {}", words?)))
            .collect()
    }

    fn is_open(&self) -> bool {
        self.status.as_ref().is_none_or(|status| status.now.is_open())
    }

    /// Whether a status says nothing: that of a new item is open.
    fn is_plain(&self, status: &Standing<'_, ActionStatus>) -> bool {
        self.is_new && *status.now == ActionStatus::Open
    }

    /// A value, and what it was before the meeting changed it; nothing where it is empty.
    fn said<T>(&self, one: &Standing<'_, T>, words: impl Fn(&T) -> String) -> Option<String> {
        let now = words(one.now);
        let before = one.before.filter(|_| one.is_changed && !self.is_new).map(&words);
        match before.filter(|before| !before.is_empty()) {
            None if now.is_empty() => None,
            None => Some(now),
            Some(before) if now.is_empty() => Some(format!("none (was {before})")),
            Some(before) => Some(format!("{now} (was {before})")),
        }
    }
}

fn due_words(due: &Due) -> String {
    due.date.map_or_else(|| due.text.trim().to_owned(), long_day)
}

fn next(ctx: Record<'_>, next: Option<&Meeting>) -> Section {
    let lines = next.map(|next| {
        [next.title.clone(), when(&next.start, &next.end), page(ctx, next)].map(Entry::Line)
    });
    section("Next meeting", lines.into_iter().flatten().collect())
}
