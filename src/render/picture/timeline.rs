//! The timeline: meetings by series, each at its day; or how many a month, where there are many.

use std::{
    collections::BTreeMap,
    fmt::{Display, Write as _},
};

use chrono::{Datelike as _, NaiveDate};

use super::{
    figure::{Named, Role, Table, figure, legend, number, scrolled, size, svg},
    period::Periods,
};
use crate::{
    model::{Address, Meeting, MeetingStatus, SeriesId, Target},
    render::{Context, html::escape, messages::Messages},
};

/// The most meetings that each have a sign of their own, and the most columns of time.
const MEETINGS: usize = 60;
const COLUMNS: usize = 120;

/// The height of the years and of a series, the width of a column with a count, the least distance
/// of two signs: what a finger needs.
const HEAD: usize = 26;
const HIGH: usize = 36;
const COUNT: usize = 26;
const APART: usize = 26;

/// Where the meetings of a year are listed.
pub(crate) type YearLinks = BTreeMap<i32, String>;

/// The timeline of all meetings, as on a page, with its table; nothing where there is none.
pub(crate) fn timeline(ctx: &Context<'_>, page: &Address, years: &YearLinks) -> String {
    let lanes = lanes(ctx);
    let all: Vec<&Meeting> = lanes.iter().flat_map(|(_, meetings)| meetings).copied().collect();
    let days = || all.iter().map(|meeting| meeting.date);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return String::new() };
    let Some(periods) = Periods::between(first, last, COLUMNS) else { return String::new() };
    let timeline = Timeline { ctx, lanes: &lanes, n: all.len(), first, last, periods, years };
    let drawn = if all.len() <= MEETINGS { timeline.signs(page) } else { timeline.counts() };
    drawn + &timeline.table(&all).behind(ctx.messages)
}

/// A series by its name, with its meetings in order.
type Lane<'a> = (String, Vec<&'a Meeting>);

/// The series that have meetings, in the order of the site.
fn lanes<'a>(ctx: &Context<'a>) -> Vec<Lane<'a>> {
    let mut by_series: BTreeMap<&SeriesId, Vec<&Meeting>> = BTreeMap::new();
    for meeting in ctx.archive.meetings_in_order() {
        by_series.entry(&meeting.series).or_default().push(meeting);
    }
    let known = ctx.archive.site.series.iter();
    let mut lanes: Vec<Lane<'_>> = known
        .filter_map(|series| Some((series.name.clone(), by_series.remove(&series.id)?)))
        .collect();
    lanes.extend(by_series.into_iter().map(|(id, meetings)| (id.to_string(), meetings)));
    lanes
}

struct Timeline<'a> {
    ctx: &'a Context<'a>,
    lanes: &'a [Lane<'a>],
    n: usize,
    first: NaiveDate,
    last: NaiveDate,
    periods: Periods,
    years: &'a YearLinks,
}

impl Timeline<'_> {
    fn status(&self, meeting: &Meeting) -> MeetingStatus {
        let found = self.ctx.registers.statuses.get(&meeting.id);
        found.copied().unwrap_or(MeetingStatus::Scheduled)
    }

    /// Each meeting at its day, leading to its page.
    fn signs(&self, page: &Address) -> String {
        let wide = (self.periods.n * 56).clamp(280, 880);
        let mut body = String::new();
        let mut width = wide + APART;
        for (row, (_, meetings)) in self.lanes.iter().enumerate() {
            let mut free = 0;
            for meeting in meetings {
                let x = self.x(meeting.date, wide).max(free);
                free = x + APART;
                width = width.max(free);
                body += &self.sign(page, meeting, x, HEAD + row * HIGH);
            }
        }
        let starts = self.year_starts(wide);
        self.drawn(&body, width, &starts, "timeline.by_day")
    }

    /// How far a day is from the first.
    fn x(&self, day: NaiveDate, wide: usize) -> usize {
        let days = |day: NaiveDate| usize::try_from((day - self.first).num_days()).unwrap_or(0);
        days(day) * wide / days(self.last).max(1)
    }

    fn year_starts(&self, wide: usize) -> Vec<(usize, i32)> {
        let years = self.first.year() + 1..=self.last.year();
        let starts = years.filter_map(|year| Some((NaiveDate::from_ymd_opt(year, 1, 1)?, year)));
        let starts = starts.map(|(day, year)| (self.x(day, wide), year));
        std::iter::once((0, self.first.year())).chain(starts).collect()
    }

    fn sign(&self, page: &Address, meeting: &Meeting, x: usize, y: usize) -> String {
        let href = Address::of(&Target::Meeting(meeting.id.clone())).relative_from(page);
        let status = self.status(meeting);
        let name = self.name(meeting, status);
        format!(
            "<a class=\"sign {}\" href=\"{}\" aria-label=\"{name}\" transform=\"translate({x} {})\">\
             <title>{name}</title><path class=\"room\" d=\"M0 0h24v24h-24z\"/>{}</a>",
            status.name(),
            escape(&href),
            y + 6,
            drawing(status),
            name = escape(&name),
        )
    }

    /// What a sign says: the meeting, its day, and its state where that is not the usual one.
    fn name(&self, meeting: &Meeting, status: MeetingStatus) -> String {
        let messages = self.ctx.messages;
        let key = match status {
            MeetingStatus::Held => "timeline.sign",
            MeetingStatus::Scheduled | MeetingStatus::Cancelled => "timeline.sign_and_state",
        };
        let given: [(&str, &dyn Display); 3] = [
            ("meeting", &meeting.title),
            ("day", &messages.day(meeting.date)),
            ("state", &word(status, messages)),
        ];
        messages.with(key, &given)
    }

    /// How many meetings of a series each column of time has.
    fn counts(&self) -> String {
        let mut paths = [const { String::new() }; STATUSES.len()];
        let mut words = String::new();
        for (row, (_, meetings)) in self.lanes.iter().enumerate() {
            let y = HEAD + row * HIGH + HIGH / 2;
            for (place, cell) in self.cells(meetings) {
                let x = place * COUNT + COUNT / 2;
                push_cell(&mut paths, &mut words, cell, (x, y), self.ctx.messages);
            }
        }
        let classes = STATUSES.iter().map(|status| status.name());
        let dots = classes.zip(&paths).filter(|(_, path)| !path.is_empty());
        let dots: String = dots
            .map(|(class, path)| format!("<path class=\"dots {class}\" d=\"{path}\"/>"))
            .collect();
        let body = format!("{dots}<g class=\"middle\">{words}</g>");
        let starts: Vec<_> =
            self.periods.years().map(|(place, year)| (place * COUNT, year)).collect();
        let signs = ["timeline.by_month", "timeline.by_quarter", "timeline.by_year"];
        self.drawn(&body, self.periods.n * COUNT, &starts, self.periods.unit.key(signs))
    }

    fn cells(&self, meetings: &[&Meeting]) -> BTreeMap<usize, Cell> {
        let mut cells: BTreeMap<usize, Cell> = BTreeMap::new();
        for meeting in meetings {
            let Some(place) = self.periods.place(meeting.date) else { continue };
            let cell = cells.entry(place).or_default();
            let status = self.status(meeting);
            if let Some(n) =
                STATUSES.iter().position(|one| *one == status).and_then(|n| cell.get_mut(n))
            {
                *n += 1;
            }
        }
        cells
    }

    /// The drawing with all that is round it; `signs` is the message of what its signs mean.
    fn drawn(&self, body: &str, width: usize, starts: &[(usize, i32)], signs: &str) -> String {
        let title = self.ctx.messages.text("timeline.title");
        let named = Named { id: "timeline", title, description: &self.description(signs) };
        let height = HEAD + self.lanes.len() * HIGH;
        let body = self.ground(width, height, starts) + body;
        let svg = svg(&named, Role::Group, &size(width, height), &body);
        let names: Vec<String> = self.lanes.iter().map(|(name, _)| name.clone()).collect();
        let legend = legend(24, self.legend());
        figure("timeline", "", &(legend + &scrolled(&names, title, &svg)))
    }

    fn description(&self, signs: &str) -> String {
        let messages = self.ctx.messages;
        let given: [(&str, &dyn Display); 5] = [
            ("meetings", &messages.count("timeline.meetings", self.n, &[])),
            ("series", &messages.count("timeline.series", self.lanes.len(), &[])),
            ("first", &messages.day(self.first)),
            ("last", &messages.day(self.last)),
            ("signs", &messages.text(signs)),
        ];
        messages.with("timeline.about", &given)
    }

    /// The years, leading to their meetings, and a line a series.
    fn ground(&self, width: usize, height: usize, starts: &[(usize, i32)]) -> String {
        let mut out = String::new();
        for row in 0..self.lanes.len() {
            let y = HEAD + row * HIGH + HIGH / 2;
            let _ = write!(out, "<path class=\"rows\" d=\"M0 {y}h{width}\"/>");
        }
        let mut free = 0;
        for (x, year) in starts.iter().copied() {
            let _ = write!(out, "<path class=\"tick\" d=\"M{x} 0v{height}\"/>");
            let next = starts.iter().map(|(x, _)| *x).find(|other| *other > x).unwrap_or(width);
            if x < free || next - x < 36 && x == 0 || x + 36 > width {
                continue;
            }
            free = x + 40;
            let (from, text) = (x + 4, format!("<text x=\"{}\" y=\"16\">{year}</text>", x + 4));
            let _ = match self.years.get(&year) {
                Some(href) => write!(
                    out,
                    "<a href=\"{}\"><path class=\"room\" d=\"M{from} 0h34v24h-34z\"/>{text}</a>",
                    escape(href)
                ),
                None => write!(out, "{text}"),
            };
        }
        out
    }

    /// The signs that are there.
    fn legend(&self) -> Vec<(String, String)> {
        let mut counts = [0; STATUSES.len()];
        let all = self.lanes.iter().flat_map(|(_, meetings)| meetings);
        for status in all.map(|meeting| self.status(meeting)) {
            if let Some(n) =
                STATUSES.iter().position(|one| *one == status).and_then(|n| counts.get_mut(n))
            {
                *n += 1;
            }
        }
        let messages = self.ctx.messages;
        let sign = |(status, n): (MeetingStatus, usize)| {
            let sign = format!("<g class=\"sign {}\">{}</g>", status.name(), drawing(status));
            let (state, count) = (word(status, messages), messages.number(n));
            let words = messages.with("timeline.legend", &[("state", &state), ("n", &count)]);
            (n > 0).then_some((sign, words))
        };
        STATUSES.into_iter().zip(counts).filter_map(sign).collect()
    }

    /// Meetings of each series by year.
    fn table(&self, all: &[&Meeting]) -> Table {
        let mut years: BTreeMap<i32, Vec<(usize, usize)>> = BTreeMap::new();
        for (row, (_, meetings)) in self.lanes.iter().enumerate() {
            for meeting in meetings {
                let rows = years
                    .entry(meeting.date.year())
                    .or_insert_with(|| vec![(0, 0); self.lanes.len()]);
                if let Some((n, n_off)) = rows.get_mut(row) {
                    *n += 1;
                    *n_off += usize::from(self.status(meeting) == MeetingStatus::Cancelled);
                }
            }
        }
        debug_assert_eq!(all.len(), self.n);
        let messages = self.ctx.messages;
        let cell = |(n, n_off): &(usize, usize)| match n_off {
            0 => messages.number(*n),
            _ => messages.count(
                "timeline.cancelled_among",
                *n,
                &[("cancelled", &messages.number(*n_off))],
            ),
        };
        let row = |(year, cells): (&i32, &Vec<(usize, usize)>)| {
            std::iter::once(year.to_string()).chain(cells.iter().map(cell)).collect()
        };
        let names = self.lanes.iter().map(|(name, _)| name.clone());
        let year = messages.text("timeline.year").to_owned();
        Table {
            name: messages.text("timeline.table").to_owned(),
            columns: std::iter::once(year).chain(names).collect(),
            rows: years.iter().rev().map(row).collect(),
        }
    }
}

const STATUSES: [MeetingStatus; 3] =
    [MeetingStatus::Held, MeetingStatus::Scheduled, MeetingStatus::Cancelled];

/// "cancelled"
fn word(status: MeetingStatus, messages: &Messages) -> &str {
    messages.text(match status {
        MeetingStatus::Held => "timeline.held",
        MeetingStatus::Scheduled => "timeline.scheduled",
        MeetingStatus::Cancelled => "timeline.cancelled",
    })
}

/// How many meetings of each status.
type Cell = [u32; STATUSES.len()];

/// A dot, full for what was held and hollow for what is to come; a cross for what is off.
fn drawing(status: MeetingStatus) -> &'static str {
    match status {
        MeetingStatus::Held | MeetingStatus::Scheduled => "<path d=\"M12 5a7 7 0 1 0 .1 0z\"/>",
        MeetingStatus::Cancelled => "<path d=\"M6 6l12 12m0-12l-12 12\"/>",
    }
}

/// A dot with a number where there are several, or a cross where all are off. One that is off
/// among others has a small cross above.
fn push_cell(
    paths: &mut [String; STATUSES.len()],
    words: &mut String,
    cell: Cell,
    (x, y): (usize, usize),
    messages: &Messages,
) {
    let [held, scheduled, off] = paths;
    let [n_held, n_scheduled, n_off] = cell;
    let n = n_held + n_scheduled;
    if n == 0 {
        let _ = write!(off, "M{} {}l12 12m0-12l-12 12", x - 6, y - 6);
        return;
    }
    let dots = if n_held > 0 { held } else { scheduled };
    let r = if n > 1 { 11 } else { 7 };
    let _ = write!(dots, "M{x} {}a{r} {r} 0 1 0 .1 0z", y - r);
    if n > 1 {
        let _ = write!(
            words,
            "<text x=\"{x}\" y=\"{}\">{}</text>",
            y + 4,
            escape(&number(n, messages))
        );
    }
    if n_off > 0 {
        let _ = write!(off, "M{} {}l6 6m0-6l-6 6", x + 5, y.saturating_sub(16));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::MeetingId,
        render::fixture::{self, Fixture, day},
    };

    fn drawn(record: &Fixture) -> String {
        let years = [(2017, "#s.y2017".to_owned())].into();
        timeline(&record.ctx(), &Address::new("meetings.html"), &years)
    }

    /// The meeting of the fixture as often as there are days, with a status each.
    fn held_on(days: &[(NaiveDate, MeetingStatus)]) -> Fixture {
        let mut record = fixture::record();
        let one = record.archive.meetings.values().next().unwrap().clone();
        record.archive.meetings.clear();
        for (n, (date, status)) in days.iter().enumerate() {
            let id = MeetingId::new(format!("call-{n:04}"));
            record.registers.statuses.insert(id.clone(), *status);
            let meeting = Meeting { id: id.clone(), date: *date, ..Meeting::clone(&one) };
            record.archive.meetings.insert(id, meeting.into());
        }
        record.archive.sort_meetings();
        record
    }

    #[test]
    fn a_meeting_alone_has_its_sign() {
        let html = drawn(&fixture::record());
        assert!(html.contains("href=\"meetings/f2f-2-madrid.html\""), "{html}");
        assert!(html.contains("<title>Face-to-face meeting #2, 14 May 2017</title>"));
        assert!(html.contains("<a href=\"#s.y2017\">"));
        assert!(html.contains("<tr><th scope=\"row\">2017</th><td>1</td></tr>"));
    }

    #[test]
    fn what_is_off_is_crossed_and_said() {
        let record = held_on(&[
            (day("2017-05-01"), MeetingStatus::Held),
            (day("2017-05-02"), MeetingStatus::Cancelled),
        ]);
        let html = drawn(&record);
        assert!(html.contains(", cancelled\""), "{html}");
        assert!(html.contains("</svg> cancelled: 1</li>"));
        assert!(html.contains("<td>2, of which 1 cancelled</td>"));
    }

    #[test]
    fn signs_never_lie_on_each_other() {
        let record = held_on(&[(day("2017-05-01"), MeetingStatus::Held); 3]);
        let html = drawn(&record);
        for x in [0, 26, 52] {
            assert!(html.contains(&format!("translate({x} 32)")), "{html}");
        }
    }

    #[test]
    fn a_thousand_meetings_are_counted_and_small() {
        let days: Vec<_> = day("2000-01-01").iter_weeks().take(1000).collect();
        let days: Vec<_> = days.into_iter().map(|day| (day, MeetingStatus::Held)).collect();
        let html = drawn(&held_on(&days));
        let figure = html.split("</figure>").next().unwrap();
        assert!(figure.len() < 15_000, "{} bytes", figure.len());
        assert!(figure.contains("in a quarter"), "{figure}");
    }

    #[test]
    fn a_month_of_which_all_are_off_is_a_cross() {
        let (mut paths, mut words) = ([const { String::new() }; 3], String::new());
        push_cell(&mut paths, &mut words, [0, 0, 2], (13, 44), Messages::english());
        push_cell(&mut paths, &mut words, [2, 1, 0], (39, 44), Messages::english());
        assert_eq!(paths, ["M39 33a11 11 0 1 0 .1 0z", "", "M7 38l12 12m0-12l-12 12"]);
        assert_eq!(words, "<text x=\"39\" y=\"48\">3</text>");
    }

    #[test]
    fn no_meetings_have_no_timeline() {
        assert_eq!(drawn(&held_on(&[])), "");
    }
}
