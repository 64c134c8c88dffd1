//! The calendar: the months in which there are meetings, each as a grid of its weeks and as an
//! agenda by day.

use std::{collections::BTreeMap, iter};

use chrono::{Datelike, Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Made, ROWS, Scope,
    at::{At, Html, Link},
    each,
    frame::Frame,
    meetings::{calendar, of_status},
    part::{self, State},
};
use crate::{
    model::{Address, Extra, Meeting, MeetingStatus, Target},
    render::{
        html::times,
        messages::{Given, Messages},
    },
    time::Moment,
};

/// How many months a page holds before the calendar is split.
const MONTHS: usize = 12;

/// For how many days a meeting is shown in the grids; what lasts longer is no meeting.
const DAYS: u64 = 31;

/// The calendar, or one year of it where it is split.
#[derive(Serialize, JsonSchema)]
struct CalendarView {
    /// The next meeting, or the latest.
    near: Option<Near>,
    /// Calendars to subscribe to: all meetings, and each series.
    subscribe: Vec<Link>,
    /// The days of the week, Monday first.
    weekdays: [Weekday; 7],
    /// The months in their order, those without a meeting too.
    months: Vec<MonthView>,
    /// The pages of the calendar; none where it is one page.
    pages: Vec<Jump>,
    /// None: a calendar has no keys of its own.
    extra: Extra,
}

/// The meeting that readers look for first.
#[derive(Serialize, JsonSchema)]
struct Near {
    /// Whether it is still to come, as of the day of the registers.
    is_to_come: bool,
    /// The meeting.
    entry: Entry,
    /// Its day.
    day: Html,
}

/// A day of the week.
#[derive(Serialize, JsonSchema)]
struct Weekday {
    /// "Mon"
    short: String,
    /// "Monday"
    long: String,
}

/// A month, in both views.
#[derive(Serialize, JsonSchema)]
struct MonthView {
    /// "2017-06"
    id: String,
    /// "June 2017"
    name: String,
    /// Whether it has no meeting.
    is_empty: bool,
    /// Seven days each; the first and last hold days of other months too.
    weeks: Vec<Vec<Cell>>,
    /// The days that have a meeting.
    days: Vec<DayView>,
    /// The month before it, where it is on another page or far up.
    previous: Option<Link>,
    /// The month after it.
    next: Option<Link>,
}

/// A day in a grid.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CalendarCell")]
struct Cell {
    /// "2017-06-13"
    date: String,
    /// The day of the month.
    number: u32,
    /// "Tuesday 13 June"
    words: String,
    /// Whether it is of the month before or after.
    is_outside: bool,
    /// Whether it is the day that registers are shown as of.
    is_today: bool,
    /// The meetings of the day.
    entries: Vec<Entry>,
}

/// A day of the agenda.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CalendarDay")]
struct DayView {
    /// "2017-06-13"
    date: String,
    /// "Tuesday 13 June"
    words: String,
    /// The meetings of the day.
    entries: Vec<Entry>,
}

/// A meeting on a day.
#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "CalendarEntry")]
struct Entry {
    /// The meeting's id.
    id: String,
    /// The meeting's title.
    title: String,
    /// The meeting's page.
    href: String,
    /// The name of its series.
    series: String,
    /// By which it is put in order, and on another day by another clock.
    instant: String,
    /// Its zone, by its IANA name.
    zone: String,
    /// When it begins; nothing on the days it goes on.
    start: Option<Html>,
    /// From when to when, as times that the clock can tell anew.
    span: Html,
    /// Where it is held.
    location: Option<String>,
    /// Whether it was held, is scheduled or cancelled.
    state: State,
}

/// A way to a page or a month: words, and where it is; no link to the page itself.
#[derive(Serialize, JsonSchema)]
struct Jump {
    /// The words.
    text: String,
    /// Where they lead; none on the page itself.
    href: Option<String>,
}

/// What is on a day of a month.
struct On<'a> {
    day: NaiveDate,
    meeting: &'a Meeting,
    /// How many days after its first.
    nth: u64,
}

/// A month, as its first day, and what is on in it.
struct Month<'a> {
    first: NaiveDate,
    on: Vec<On<'a>>,
}

/// A page of the calendar.
struct Leaf<'a> {
    title: String,
    months: Vec<Month<'a>>,
}

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if scope.ctx.archive.meetings.is_empty() {
        return Vec::new();
    }
    let (messages, now) = (scope.ctx.messages, first_of_month(scope.ctx.registers.as_of));
    let leaves = Leaves::new(leaves(messages, months(scope), now));
    let numbers: Vec<usize> = (0..leaves.all.len()).collect();
    each(&numbers, |&n| page(scope, &leaves, n))
}

/// The months that have meetings, and that of the as-of day where it is among or beside them; in
/// order.
fn months<'a>(scope: &Scope<'a>) -> Vec<Month<'a>> {
    let mut months: BTreeMap<NaiveDate, Vec<On<'a>>> = BTreeMap::new();
    for meeting in scope.ctx.archive.meetings_in_order() {
        for on in days_of(meeting) {
            months.entry(first_of_month(on.day)).or_default().push(on);
        }
    }
    let now = first_of_month(scope.ctx.registers.as_of);
    let ends = months.keys().next().zip(months.keys().next_back());
    let is_near = |(first, last): (&NaiveDate, &NaiveDate)| {
        (after(now, 1) >= *first) && (before(now, 1) <= *last)
    };
    if ends.is_some_and(is_near) {
        months.entry(now).or_default();
    }
    months.into_iter().map(|(first, on)| Month { first, on }).collect()
}

/// The days a meeting is on.
fn days_of(meeting: &Meeting) -> impl Iterator<Item = On<'_>> {
    let last = meeting.end_date.max(meeting.date);
    let day = |nth| Some(On { day: meeting.date.checked_add_days(Days::new(nth))?, meeting, nth });
    (0..DAYS).map_while(day).take_while(move |on| on.day <= last)
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn after(month: NaiveDate, n: u32) -> NaiveDate {
    month.checked_add_months(Months::new(n)).unwrap_or(month)
}

fn before(month: NaiveDate, n: u32) -> NaiveDate {
    month.checked_sub_months(Months::new(n)).unwrap_or(month)
}

/// A short calendar is one page. Else a page is a year, or a part of one with many meetings; first
/// the one that has the as-of month or is nearest to it, then the others, the latest first.
fn leaves<'a>(messages: &Messages, months: Vec<Month<'a>>, now: NaiveDate) -> Vec<Leaf<'a>> {
    let n_rows: usize = months.iter().map(|month| month.on.len()).sum();
    if months.len() <= MONTHS && n_rows <= ROWS {
        return vec![Leaf { title: String::new(), months }];
    }
    let mut leaves: Vec<Leaf<'a>> = Vec::new();
    for month in months {
        match leaves.last_mut().filter(|leaf| leaf.takes(&month)) {
            Some(leaf) => leaf.months.push(month),
            None => leaves.push(Leaf { title: String::new(), months: vec![month] }),
        }
    }
    let is_over = |leaf: &Leaf<'_>| leaf.last().is_some_and(|last| last < now);
    let n_over = leaves.iter().take_while(|leaf| is_over(leaf)).count();
    let nearest = n_over.min(leaves.len().saturating_sub(1));
    entitle(messages, &mut leaves);
    leaves.get_mut(..=nearest).unwrap_or_default().rotate_right(1);
    leaves.get_mut(1..).unwrap_or_default().sort_by_key(|leaf| std::cmp::Reverse(leaf.last()));
    leaves
}

/// Names pages by their years; parts of a year by their first and last months.
fn entitle(messages: &Messages, leaves: &mut [Leaf<'_>]) {
    let mut per_year: BTreeMap<i32, usize> = BTreeMap::new();
    for leaf in &*leaves {
        *per_year.entry(leaf.year()).or_default() += 1;
    }
    for leaf in leaves {
        let is_whole = per_year.get(&leaf.year()) == Some(&1);
        leaf.title = if is_whole { leaf.year().to_string() } else { leaf.months_words(messages) };
    }
}

impl Leaf<'_> {
    /// Whether a month has room on it.
    fn takes(&self, month: &Month<'_>) -> bool {
        let n_rows: usize = self.months.iter().map(|one| one.on.len()).sum();
        self.year() == month.first.year() && n_rows + month.on.len() <= ROWS
    }

    fn year(&self) -> i32 {
        self.last().map_or(0, |last| last.year())
    }

    fn last(&self) -> Option<NaiveDate> {
        self.months.last().map(|month| month.first)
    }

    /// "January–March 2017"
    fn months_words(&self, messages: &Messages) -> String {
        let first = self.months.first().map(|month| month.first);
        match (first, self.last()) {
            (Some(first), Some(last)) if first != last => {
                let names = [first, last].map(|month| messages.month_alone(month.month()));
                let [first, last] = names;
                let given: &Given<'_> =
                    &[("first", &first), ("last", &last), ("year", &self.year())];
                messages.with("periods.months", given)
            }
            (_, last) => last.map(|last| month_name(messages, last)).unwrap_or_default(),
        }
    }
}

/// "June 2017"
fn month_name(messages: &Messages, month: NaiveDate) -> String {
    messages.month_of_year(month.month(), month.year())
}

/// The pages, and on which of them each month is.
struct Leaves<'a> {
    all: Vec<Leaf<'a>>,
    months: BTreeMap<NaiveDate, usize>,
}

impl<'a> Leaves<'a> {
    fn new(all: Vec<Leaf<'a>>) -> Self {
        let months = all.iter().enumerate();
        let months = months.flat_map(|(n, leaf)| leaf.months.iter().map(move |one| (one.first, n)));
        Self { months: months.collect(), all }
    }

    fn address(n: usize) -> Address {
        let end = if n == 0 { String::new() } else { format!("-{}", n + 1) };
        Address::new(format!("calendar{end}.html"))
    }

    /// The month that is next to another, before it or after it.
    fn beside(&self, at: &At<'_>, month: NaiveDate, is_after: bool) -> Option<Link> {
        let mut later = self.months.range(after(month, 1)..);
        let mut earlier = self.months.range(..month);
        let (first, n) = if is_after { later.next() } else { earlier.next_back() }?;
        let address = Self::address(*n).with_fragment(&format!("s.{}", month_id(*first)));
        Some(at.link(month_name(at.ctx.messages, *first), Some(&address)))
    }

    /// The pages in order of time.
    fn pager(&self, at: &At<'_>, here: usize) -> Vec<Jump> {
        if self.all.len() < 2 {
            return Vec::new();
        }
        let mut all: Vec<(usize, &Leaf<'_>)> = self.all.iter().enumerate().collect();
        all.sort_by_key(|(_, leaf)| leaf.last());
        let jump = |(n, leaf): (usize, &Leaf<'_>)| Jump {
            text: leaf.title.clone(),
            href: (n != here).then(|| at.href(&Self::address(n))),
        };
        all.into_iter().map(jump).collect()
    }
}

/// "m2017-06"
fn month_id(month: NaiveDate) -> String {
    month.format("m%Y-%m").to_string()
}

fn page(scope: &Scope<'_>, leaves: &Leaves<'_>, n: usize) -> Made {
    let at = scope.at(Leaves::address(n))?;
    let leaf = leaves.all.get(n);
    let name = leaf.map(|leaf| leaf.title.as_str()).filter(|name| !name.is_empty() && n > 0);
    let title = match name {
        Some(name) => at.say("calendar.title_of_part", &[("part", &name)]),
        None => at.word("menu.calendar").to_owned(),
    };
    let frame = Frame::new(&at, "calendar", &title)
        .also(&at, "calendar.ics", "text/calendar", at.word("alternates.meetings_calendar"))
        .data(&at, "data/meetings.json");
    let months = leaf.map(|leaf| leaf.months.as_slice()).unwrap_or_default();
    let view = CalendarView {
        near: if n == 0 { near(scope, &at) } else { None },
        subscribe: subscribe(scope, &at),
        weekdays: weekdays(at.ctx.messages),
        months: months.iter().map(|month| month_view(&at, leaves, month)).collect(),
        pages: leaves.pager(&at, n),
        extra: Extra::default(),
    };
    scope.show("page/calendar.html", &frame, &view)
}

fn weekdays(messages: &Messages) -> [Weekday; 7] {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    [Mon, Tue, Wed, Thu, Fri, Sat, Sun].map(|day| Weekday {
        short: messages.short_weekday(day).to_owned(),
        long: messages.weekday(day).to_owned(),
    })
}

/// The next meeting; the latest where none is to come.
fn near(scope: &Scope<'_>, at: &At<'_>) -> Option<Near> {
    let next = of_status(scope, MeetingStatus::Scheduled).next();
    let latest = || of_status(scope, MeetingStatus::Held).next_back();
    let meeting = scope.ctx.archive.meetings.get(next.or_else(latest)?)?;
    let on = days_of(meeting).next()?;
    Some(Near { is_to_come: next.is_some(), entry: entry(at, &on), day: part::days(at, meeting) })
}

/// The calendars to subscribe to: of all meetings, then of each series.
fn subscribe(scope: &Scope<'_>, at: &At<'_>) -> Vec<Link> {
    let link = |text: &str, href: String| Link { text: text.to_owned(), href: Some(href) };
    let all = link(at.word("home.all_meetings"), at.file("calendar.ics"));
    let series = scope.ctx.archive.site.series.iter();
    let with_meetings = series.filter(|series| scope.index.series.contains_key(&series.id));
    let each = with_meetings.map(|series| link(&series.name, calendar(at, series)));
    iter::once(all).chain(each).collect()
}

fn month_view(at: &At<'_>, leaves: &Leaves<'_>, month: &Month<'_>) -> MonthView {
    let mut by_day: BTreeMap<NaiveDate, Vec<&On<'_>>> = BTreeMap::new();
    for on in &month.on {
        by_day.entry(on.day).or_default().push(on);
    }
    MonthView {
        id: month_id(month.first),
        name: month_name(at.ctx.messages, month.first),
        is_empty: month.on.is_empty(),
        weeks: weeks(at, month.first, &by_day),
        days: by_day.iter().filter_map(|(&day, on)| day_view(at, day, on)).collect(),
        previous: leaves.beside(at, month.first, false),
        next: leaves.beside(at, month.first, true),
    }
}

/// What begins on a day.
fn day_view(at: &At<'_>, day: NaiveDate, on: &[&On<'_>]) -> Option<DayView> {
    let begins = on.iter().filter(|on| on.nth == 0);
    let entries: Vec<Entry> = begins.map(|on| entry(at, on)).collect();
    let words = at.ctx.messages.weekday_day(day);
    (!entries.is_empty()).then(|| DayView { date: day.to_string(), words, entries })
}

/// The weeks that have a day of the month, from Monday to Sunday.
fn weeks(
    at: &At<'_>,
    first: NaiveDate,
    by_day: &BTreeMap<NaiveDate, Vec<&On<'_>>>,
) -> Vec<Vec<Cell>> {
    let to_monday = u64::from(first.weekday().num_days_from_monday());
    let monday = first.checked_sub_days(Days::new(to_monday)).unwrap_or(first);
    let mondays = monday.iter_weeks().take_while(|monday| *monday < after(first, 1));
    let week = |monday: NaiveDate| {
        let days = monday.iter_days().take(7);
        days.map(|day| cell(at, day, first, by_day.get(&day).map(Vec::as_slice))).collect()
    };
    mondays.map(week).collect()
}

fn cell(at: &At<'_>, day: NaiveDate, month: NaiveDate, on: Option<&[&On<'_>]>) -> Cell {
    Cell {
        date: day.to_string(),
        number: day.day(),
        words: at.ctx.messages.day(day),
        is_outside: first_of_month(day) != month,
        is_today: day == at.ctx.registers.as_of,
        entries: on.unwrap_or_default().iter().map(|on| entry(at, on)).collect(),
    }
}

fn entry(at: &At<'_>, on: &On<'_>) -> Entry {
    let meeting = on.meeting;
    let (messages, begins) = (at.ctx.messages, begins(on));
    Entry {
        id: meeting.id.to_string(),
        title: meeting.title.clone(),
        href: at.href(&Address::of(&Target::Meeting(meeting.id.clone()))),
        series: part::series_name(at, meeting),
        instant: begins.rfc3339_utc(),
        zone: begins.zone.name().to_owned(),
        start: (on.nth == 0).then(|| Html(times::clock(messages, &begins))),
        span: Html(times::clock_span(messages, &meeting.start, Some(&meeting.end))),
        location: meeting.location.clone(),
        state: part::meeting_state(at, meeting),
    }
}

/// When it begins on a day: as its agenda says, else at the hour of its first day.
fn begins(on: &On<'_>) -> Moment {
    let meeting = on.meeting;
    if on.nth == 0 {
        return meeting.start.clone();
    }
    let said = meeting.agenda.iter().filter(|day| day.date == on.day);
    let said = said.flat_map(|day| day.start.iter().chain(day.items.iter().flat_map(|i| &i.start)));
    let same_hour = on.day.and_time(meeting.start.local().time());
    let usual = || meeting.zone.at(same_hour).reading(false).clone();
    said.min_by_key(|moment| moment.utc).cloned().unwrap_or_else(usual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture::{day, madrid, record};

    fn month(first: &str) -> Month<'static> {
        Month { first: day(first), on: Vec::new() }
    }

    fn titles(leaves: &[Leaf<'_>]) -> Vec<String> {
        leaves.iter().map(|leaf| leaf.title.clone()).collect()
    }

    #[test]
    fn a_short_calendar_is_one_page() {
        let one = leaves(
            Messages::english(),
            vec![month("2017-05-01"), month("2018-09-01")],
            day("2018-10-01"),
        );
        assert_eq!(titles(&one), [""]);
    }

    #[test]
    fn a_long_one_is_a_page_a_year_the_one_about_now_first() {
        let years = 2014..=2019;
        let all = || years.clone().flat_map(|year| (1..=3).map(move |n| format!("{year}-0{n}-01")));
        let months = || all().map(|first| month(&first)).collect();
        let by_year = |now: &str| titles(&leaves(Messages::english(), months(), day(now)));
        assert_eq!(by_year("2018-02-01"), ["2018", "2019", "2017", "2016", "2015", "2014"]);
        assert_eq!(by_year("2030-02-01"), ["2019", "2018", "2017", "2016", "2015", "2014"]);
        assert_eq!(by_year("2001-02-01"), ["2014", "2019", "2018", "2017", "2016", "2015"]);
    }

    #[test]
    fn a_year_with_many_meetings_is_more_than_one_page() {
        let record = record();
        let meeting = &record.archive.meetings[&madrid()];
        let on = |first: NaiveDate| {
            (0..90).map(move |_| On { day: first, meeting, nth: 0 }).collect::<Vec<_>>()
        };
        let month = |n: u32| {
            let first = NaiveDate::from_ymd_opt(2017, n, 1).unwrap();
            Month { first, on: on(first) }
        };
        let months = (1..=5).map(month).collect();
        let split = leaves(Messages::english(), months, day("2017-03-01"));
        let want = ["March–April 2017", "May 2017", "January–February 2017"];
        assert_eq!(titles(&split), want);
    }

    #[test]
    fn a_month_is_whole_weeks_from_monday() {
        let record = record();
        let at = At::new(record.ctx(), Address::new("calendar.html"));
        let weeks = weeks(&at, day("2017-05-01"), &BTreeMap::new());
        assert!(weeks.iter().all(|week| week.len() == 7));
        let first = weeks.first().and_then(|week| week.first()).map(|cell| cell.date.as_str());
        let last = weeks.last().and_then(|week| week.last()).map(|cell| cell.date.as_str());
        assert_eq!((first, last), (Some("2017-05-01"), Some("2017-06-04")));
    }

    #[test]
    fn a_meeting_of_days_is_on_each_of_them() {
        let record = record();
        let mut meeting = Meeting::clone(&record.archive.meetings[&madrid()]);
        meeting.end_date = meeting.date + Days::new(1);
        let days: Vec<NaiveDate> = days_of(&meeting).map(|on| on.day).collect();
        assert_eq!(days, [meeting.date, meeting.end_date]);
        let second = days_of(&meeting).nth(1).map(|on| begins(&on)).unwrap();
        assert_eq!(second.local().time(), meeting.start.local().time());
        assert_eq!(second.day(), meeting.end_date);
    }
}
