//! `plenary new meeting`: what is said of a meeting, and what its series is used to, become a plan;
//! the plan becomes the page.

use camino::{Utf8Path, Utf8PathBuf};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    desk::{Desk, hold_to_id},
    draft::Draft,
    lines::Lines,
    meeting_text,
    review::{Review, Table},
    series::{self, Length, Run, Said},
};
use crate::{
    derive,
    error::Error,
    model::Meeting,
    options::Options,
    source::Tree,
    text::{is_id, plural},
    time::{Local, Zone, long_day, weekday_name},
};

/// A meeting that is to have a page. What is not said is learnt from the last meetings of its
/// series.
#[derive(Clone, Debug, Default)]
pub struct NewMeeting {
    /// Its id, such as `plenary-17`: the series and the number follow from it.
    pub id: Option<String>,
    /// Its series.
    pub series: Option<String>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Its title.
    pub title: Option<String>,
    /// Which open action items it reviews; not said: all, or at a team's own calls those of its
    /// series.
    pub review: Option<Review>,
}

/// A meeting that nothing is open about any more.
pub(super) struct Plan {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) series: String,
    pub(super) number: Option<u32>,
    pub(super) slot: Slot,
    pub(super) length: Length,
    pub(super) location: Option<String>,
    /// The names of those who are expected.
    pub(super) roster: Vec<String>,
    pub(super) agenda: Vec<String>,
    pub(super) items: Table,
}

/// When a meeting begins.
pub(super) struct Slot {
    pub(super) local: NaiveDateTime,
    pub(super) zone: Zone,
    /// Where the clocks change on that day: what there is to know of it.
    pub(super) change: Option<Change>,
}

/// What the clocks do to a time.
pub(super) enum Change {
    /// The usual time is skipped, and the meeting moved by as much.
    Skipped(NaiveTime),
    /// The time comes twice, and the first is meant.
    Twice,
}

impl NewMeeting {
    /// Makes the page, in memory.
    ///
    /// ```
    /// use plenary::{NewMeeting, Options, Tree};
    /// let tree = Tree::in_memory([
    ///     ("content/site.toml", "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n\
    ///       as_of = 2017-07-01\n[series.plenary]\nname = \"Plenary call\"\n"),
    ///     ("content/meetings/plenary-15.md", "+++\ntitle = \"Plenary call #15\"\n\
    ///       series = \"plenary\"\nnumber = 15\ndate = 2017-06-27\nstart = 06:00\nend = 07:00\n+++\n"),
    /// ]);
    /// let draft = NewMeeting::default().draft(&tree, &Options::default())?;
    /// assert_eq!(draft.path, "content/meetings/plenary-16.md");
    /// assert!(draft.text.contains("date = 2017-07-04\nstart = 06:00\n"));
    /// # Ok::<(), plenary::Error>(())
    /// ```
    pub fn draft(&self, tree: &Tree, options: &Options) -> Result<Draft, Error> {
        let desk = Desk::open(tree, options);
        let runs = Run::all(&desk);
        if let Some(id) = &self.id {
            hold_to_id(id)?;
            hold_free(&desk, id)?;
        }
        let (run, said) = series::meant(&runs, &desk, self.series.as_deref(), self.id.as_deref())?;
        let plan = self.plan(&desk, run, said)?;
        hold_free(&desk, &plan.id)?;
        let path = folder(run, plan.slot.local.date()).join(format!("{}.md", plan.id));
        let text = settled(&desk, &path, meeting_text::lines(&plan))?;
        let is_first = run.meetings.is_empty();
        Ok(Draft { path, text, before: None, remarks: remarks(&plan, is_first, desk.is_sound) })
    }

    fn plan(&self, desk: &Desk<'_>, run: &Run<'_>, said: Said) -> Result<Plan, Error> {
        let day = self.day(desk, run, said)?;
        let number = number(run, said, day)?;
        let slot = slot(desk, run, day);
        let expected = derive::expected_at(&desk.archive, &run.series.id, day);
        let mut roster: Vec<_> =
            expected.iter().filter_map(|id| desk.archive.people.get(id)).collect();
        roster.sort_by_key(|person| person.span);
        let title = self.title.clone().unwrap_or_else(|| run.title(number, day));
        Ok(Plan {
            id: self.id.clone().unwrap_or_else(|| id(desk, run, number, day)),
            title,
            series: run.series.id.to_string(),
            number,
            slot,
            length: run.length().unwrap_or(Length::Minutes(60)),
            location: run.location().map(ToOwned::to_owned),
            roster: roster.into_iter().map(|person| person.name.clone()).collect(),
            agenda: run.standing_items(),
            items: Table::new(desk, run, day, self.review),
        })
    }

    /// The day that is said; else the next that fits the series, which a number of an earlier
    /// meeting does not.
    fn day(&self, desk: &Desk<'_>, run: &Run<'_>, said: Said) -> Result<NaiveDate, Error> {
        if let Some(day) = self.date.or(said.day) {
            return Ok(day);
        }
        let later = |one: &&&Meeting| said.number.is_some() && one.number > said.number;
        if let (Some(number), Some(next)) = (said.number, run.meetings.iter().find(later)) {
            let next = format!("{} of {}", next.id, long_day(next.date));
            return Err(Error::WhichDay { number, next });
        }
        Ok(run.next_day(desk.today).unwrap_or_else(|| first_day(desk.today)))
    }
}

/// The text that nothing is told of, as far as that can be had: lines that are told of are said more
/// plainly.
fn settled(desk: &Desk<'_>, path: &Utf8Path, lines: Lines) -> Result<String, Error> {
    let text = lines.text();
    let told = desk.trial(path, &text).lines();
    if told.is_empty() {
        return Ok(text);
    }
    let text = lines.plainer(&told).text();
    desk.trial(path, &text).refuse_errors()?;
    Ok(text)
}

/// The day proposed for the first meeting of a series: in a week, and no Saturday or Sunday.
fn first_day(today: NaiveDate) -> NaiveDate {
    let days = today.iter_days().skip(7);
    let is_workday = |day: &NaiveDate| day.weekday().num_days_from_monday() < 5;
    days.take(7).find(is_workday).unwrap_or(today)
}

/// Refuses an id that a meeting has.
fn hold_free(desk: &Desk<'_>, id: &str) -> Result<(), Error> {
    desk.file_of("meetings", id).map_or(Ok(()), |path| Err(Error::Exists(path)))
}

/// The number that an id says, or the one after the last meeting's before the day; none in a series
/// that has no numbers.
fn number(run: &Run<'_>, said: Said, day: NaiveDate) -> Result<Option<u32>, Error> {
    if !run.is_numbered() {
        return Ok(None);
    }
    let before = run.meetings.iter().filter(|one| one.date <= day).filter_map(|one| one.number);
    let number = said.number.unwrap_or_else(|| before.max().unwrap_or(0).saturating_add(1));
    match run.meetings.iter().find(|one| one.number == Some(number)) {
        Some(other) => Err(Error::NumberTaken { number, other: other.id.to_string() }),
        None => Ok(Some(number)),
    }
}

/// The id of the series' shape. Where a shape says no day, only a month, its id may be taken, and
/// then says the day too.
fn id(desk: &Desk<'_>, run: &Run<'_>, number: Option<u32>, day: NaiveDate) -> String {
    let usual = run.ids.fill(number, day).filter(|id| is_id(id));
    let dated = format!("{}-{day}", run.series.id);
    let is_free = |id: &String| number.is_some() || desk.file_of("meetings", id).is_none();
    usual.filter(is_free).unwrap_or(dated)
}

/// The usual hour of the series on a day; 14:00 where there is none yet.
fn slot(desk: &Desk<'_>, run: &Run<'_>, day: NaiveDate) -> Slot {
    let afternoon = || NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default();
    let first = || (desk.archive.site.zone.clone(), afternoon());
    let (zone, time) = run.slot().unwrap_or_else(first);
    let usual = day.and_time(time);
    let (local, change) = match zone.at(usual) {
        Local::Unique(_) => (usual, None),
        Local::Gap { before, .. } => (before.local(), Some(Change::Skipped(time))),
        Local::Fold { .. } => (usual, Some(Change::Twice)),
    };
    Slot { local, zone, change }
}

/// The folder of the last meeting; where that is its year, the folder of the year.
fn folder(run: &Run<'_>, day: NaiveDate) -> Utf8PathBuf {
    let Some(last) = run.meetings.last() else { return "content/meetings".into() };
    let home = last.source.parent().unwrap_or(Utf8Path::new("content/meetings"));
    let is_bundle = last.source.file_name() == Some("index.md");
    let home = if is_bundle { home.parent().unwrap_or(home) } else { home };
    let year = last.date.year().to_string();
    let part = |part: &str| if part == year { day.year().to_string() } else { part.to_owned() };
    home.components().map(|one| part(one.as_str())).collect()
}

/// What there is to know of the page, the most important first.
fn remarks(plan: &Plan, is_first: bool, is_sound: bool) -> Vec<String> {
    let unsound =
        "content has errors, so that not all of it could be read; `plenary check` tells them";
    let first = "it is the first of its series: look over day, hour and length";
    let skipped = match plan.slot.change {
        Some(Change::Skipped(time)) => Some(format!(
            "the clocks skip the usual {} on that day; it is moved by as much",
            time.format("%H:%M")
        )),
        _ => None,
    };
    let unnamed = match plan.items.unnamed.len() {
        0 => None,
        1 => Some(unnamed("1 open item has no id yet, and is", "it")),
        n => Some(unnamed(&format!("{n} open items have no id yet, and are"), "them")),
    };
    let optional = [
        (!is_sound).then(|| unsound.to_owned()),
        is_first.then(|| first.to_owned()),
        skipped,
        unnamed,
    ];
    std::iter::once(summary(plan)).chain(optional.into_iter().flatten()).collect()
}

/// When it is, who is expected, and what is reviewed.
fn summary(plan: &Plan) -> String {
    let local = plan.slot.local;
    let roster = match plan.roster.len() {
        0 => String::new(),
        n => format!("{} on the roster, ", plural(n, "person", "people")),
    };
    format!(
        "{} {}, {} {}; {roster}{} to review",
        weekday_name(local.weekday()),
        long_day(local.date()),
        local.format("%H:%M"),
        plan.slot.zone.name(),
        plural(plan.items.n_rows, "open action item", "open action items"),
    )
}

fn unnamed(which: &str, whom: &str) -> String {
    format!("{which} in a comment alone; `plenary fix` names {whom}")
}
