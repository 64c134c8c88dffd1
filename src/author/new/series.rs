//! A series of meetings as it has been so far, and which series an id or a name means.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::{
    desk::Desk,
    habit::{self, Mark, N_LAST, Shape, next_in_turn, usual},
    rhythm,
};
use crate::{
    error::Error,
    model::{AgendaItem, ItemKind, Meeting, Series, SeriesId},
    source::prose::plain,
    text::nearest,
    time::Zone,
};

/// A series and its meetings, in order of time.
pub(super) struct Run<'a> {
    pub(super) series: &'a Series,
    pub(super) meetings: Vec<&'a Meeting>,
    /// The shape of its ids.
    pub(super) ids: Shape,
}

/// What an id says of a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) number: Option<u32>,
    pub(super) day: Option<NaiveDate>,
}

/// How long a meeting lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// So many minutes.
    Minutes(i64),
    /// So many days after the first, until that time of the last.
    Days(i64, NaiveTime),
}

impl<'a> Run<'a> {
    /// Every series of the archive.
    pub(super) fn all(desk: &'a Desk<'_>) -> Vec<Self> {
        let mut meetings: BTreeMap<&SeriesId, Vec<&Meeting>> = BTreeMap::new();
        for meeting in desk.archive.meetings_in_order() {
            meetings.entry(&meeting.series).or_default().push(meeting);
        }
        let all = desk.archive.site.series.iter();
        all.map(|series| Self::new(series, meetings.remove(&series.id).unwrap_or_default()))
            .collect()
    }

    fn new(series: &'a Series, meetings: Vec<&'a Meeting>) -> Self {
        let ids = meetings.iter().rev().take(N_LAST).rev();
        let ids: Vec<Shape> =
            ids.filter_map(|one| Shape::of(one.id.as_str(), one.number, one.date)).collect();
        let plain = || {
            let is_numbered = is_numbered(&meetings);
            let mark = if is_numbered { Mark::Number } else { Mark::Day("%Y-%m-%d") };
            Shape { before: format!("{}-", series.id), mark, after: String::new() }
        };
        Self { series, ids: Shape::usual(&ids).unwrap_or_else(plain), meetings }
    }

    /// The last meetings, in order of time.
    pub(super) fn last(&self) -> &[&'a Meeting] {
        self.meetings.get(self.meetings.len().saturating_sub(N_LAST)..).unwrap_or_default()
    }

    /// Whether its meetings have numbers.
    pub(super) fn is_numbered(&self) -> bool {
        is_numbered(&self.meetings)
    }

    /// The zone and the hour that are next.
    pub(super) fn slot(&self) -> Option<(Zone, NaiveTime)> {
        let slots: Vec<_> = self
            .last()
            .iter()
            .map(|one| (one.zone.clone(), one.start.in_zone(&one.zone).local().time()))
            .collect();
        next_in_turn(&slots)
    }

    /// The usual length.
    pub(super) fn length(&self) -> Option<Length> {
        usual(self.last().iter().map(|one| length(one)))
    }

    /// The place where most of the last meetings were.
    pub(super) fn location(&self) -> Option<&'a str> {
        let place = usual(self.last().iter().map(|one| one.location.as_deref()))??;
        let n_there =
            self.last().iter().filter(|one| one.location.as_deref() == Some(place)).count();
        (n_there > 1 && 2 * n_there > self.last().len()).then_some(place)
    }

    /// The next day after `today` and all meetings so far.
    pub(super) fn next_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        let days: Vec<NaiveDate> = self.last().iter().map(|one| one.date).collect();
        let last = self.meetings.iter().map(|one| one.end_date).max()?;
        rhythm::next_day(&days, last.max(today))
    }

    /// The title of a meeting.
    pub(super) fn title(&self, number: Option<u32>, day: NaiveDate) -> String {
        let shapes =
            self.last().iter().filter_map(|one| Shape::of(&one.title, one.number, one.date));
        let usual = Shape::usual(&shapes.collect::<Vec<_>>());
        let title = usual.and_then(|shape| shape.fill(number, day));
        title.unwrap_or_else(|| match number {
            Some(number) => format!("{} #{number}", self.series.name),
            None => format!("{}, {}", self.series.name, day.format("%-d %B %Y")),
        })
    }

    /// The items that most agendas have.
    pub(super) fn standing_items(&self) -> Vec<String> {
        let agendas = self.last().iter().map(|one| titles(one)).filter(|items| !items.is_empty());
        habit::standing_items(&agendas.collect::<Vec<_>>())
    }

    /// What an id says, if it is one of this series: how much of it is the series', and the rest.
    fn reads(&self, id: &str) -> Option<(usize, Said)> {
        let key = format!("{}-", self.series.id);
        let ends = [(self.ids.before.as_str(), self.ids.after.as_str()), (&key, "")];
        let length = |(before, after): (&str, &str)| before.len() + after.len();
        let (before, after) = ends
            .into_iter()
            .filter(|ends| length(*ends) > 0)
            .filter(|(before, after)| id.strip_prefix(before).is_some_and(|id| id.ends_with(after)))
            .max_by_key(|ends| length(*ends))?;
        let rest = id.strip_prefix(before)?.strip_suffix(after)?;
        let said = Said { number: self.number_in(rest), day: rest.parse().ok() };
        Some((length((before, after)), said))
    }

    /// The number that an id's own part begins with, where the series has numbers.
    fn number_in(&self, rest: &str) -> Option<u32> {
        let is_digit = |c: char| c.is_ascii_digit();
        let end = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let after = rest.get(end..)?;
        let is_day = after.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_digit));
        if !self.is_numbered() || is_day {
            return None;
        }
        rest.get(..end)?.parse().ok().filter(|number| *number > 0)
    }
}

/// The series that is meant: the one that is named; else that of the id; else the one with the most
/// of the last meetings.
pub(super) fn meant<'r, 'a>(
    runs: &'r [Run<'a>],
    desk: &Desk<'_>,
    series: Option<&str>,
    id: Option<&str>,
) -> Result<(&'r Run<'a>, Said), Error> {
    if runs.is_empty() {
        return Err(Error::NoSeries);
    }
    if let Some(name) = series {
        let run = named(runs, name)?;
        let said = id.and_then(|id| run.reads(id)).map(|(_, said)| said);
        return Ok((run, said.unwrap_or_default()));
    }
    if let Some(id) = id {
        return of_id(runs, id);
    }
    let last: Vec<_> = desk.archive.meetings_in_order().rev().take(N_RECENT).collect();
    let recent = usual(last.iter().rev().map(|one| &one.series));
    let run = recent.and_then(|id| runs.iter().find(|run| run.series.id == *id));
    let only = if let [only] = runs { Some(only) } else { None };
    let run = run.or(only).ok_or_else(|| Error::WhichSeries(names(runs)))?;
    Ok((run, Said::default()))
}

/// So many meetings tell which series is at work.
const N_RECENT: usize = 10;

fn named<'r, 'a>(runs: &'r [Run<'a>], name: &str) -> Result<&'r Run<'a>, Error> {
    let found = runs.iter().find(|run| run.series.id.as_str() == name);
    found.ok_or_else(|| unknown(runs, name))
}

fn of_id<'r, 'a>(runs: &'r [Run<'a>], id: &str) -> Result<(&'r Run<'a>, Said), Error> {
    let read = runs.iter().filter_map(|run| Some((run, run.reads(id)?)));
    let best = read.max_by_key(|(_, (length, _))| *length);
    let (run, (_, said)) = best.ok_or_else(|| {
        let head = id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        unknown(runs, head)
    })?;
    Ok((run, said))
}

fn unknown(runs: &[Run<'_>], name: &str) -> Error {
    let near = nearest(name, runs.iter().map(|run| run.series.id.as_str()));
    let help = match near {
        Some(near) => format!("`{near}` may be meant; site.toml has {}", names(runs)),
        None => format!("site.toml has {}; name one with --series", names(runs)),
    };
    Error::UnknownSeries { name: name.to_owned(), help }
}

fn names(runs: &[Run<'_>]) -> String {
    let names: Vec<&str> = runs.iter().map(|run| run.series.id.as_str()).collect();
    crate::text::join(&names)
}

/// Whether any of the last meetings has a number; a series that has no meeting yet will have some
/// with numbers.
fn is_numbered(meetings: &[&Meeting]) -> bool {
    meetings.is_empty() || meetings.iter().rev().take(N_LAST).any(|one| one.number.is_some())
}

fn length(meeting: &Meeting) -> Length {
    let days = (meeting.end_date - meeting.date).num_days();
    if days > 0 {
        return Length::Days(days, meeting.end.in_zone(&meeting.zone).local().time());
    }
    Length::Minutes((meeting.end.utc - meeting.start.utc).num_minutes())
}

/// The titles of an agenda's items; breaks, dinners and briefings are of their day alone.
fn titles(meeting: &Meeting) -> Vec<String> {
    let items = meeting.agenda.iter().flat_map(|day| &day.items);
    let sessions = items.filter(|item: &&AgendaItem| item.kind == ItemKind::Session);
    let titles = sessions.map(|item| plain(&item.title).trim().to_owned());
    titles.filter(|title| !title.is_empty()).collect()
}

/// Whether a series is a team's own.
pub(super) fn is_of_a_team(desk: &Desk<'_>, series: &SeriesId) -> bool {
    desk.archive.teams.values().any(|team| team.series.as_ref() == Some(series))
}
