//! Participation by month and by the hour of the start: tallies in, columns and bars out.

use std::fmt::{Display, Write as _};

use chrono::NaiveDate;

use super::{
    figure::{Named, Role, figure, number, svg},
    period::{Periods, first_of},
    plot::{axis, columns, middle, n_slots, rule},
};
use crate::{
    derive::Tally,
    render::{Context, html::escape, messages::Messages},
};

/// The most columns of the plot.
const COLUMNS: usize = 120;

/// The most columns that each have their rate above them.
const TOLD: usize = 12;

/// Present out of expected, in percent; none where nobody was expected.
pub(super) fn rate(tally: Tally) -> Option<u32> {
    let (present, eligible) = (u64::from(tally.present), u64::from(tally.eligible));
    if eligible == 0 {
        return None;
    }
    u32::try_from((present * 200 + eligible) / (2 * eligible)).ok()
}

/// Participation by month, or coarser where there are very many; the page has the table. Nothing
/// where nobody was ever expected.
pub(crate) fn participation_by_month(ctx: &Context<'_>) -> String {
    let months = &ctx.registers.attendance.months;
    let dated = months.iter().filter_map(|(key, tally)| Some((first_of(key)?, *tally)));
    let dated: Vec<(NaiveDate, Tally)> = dated.filter(|(_, tally)| tally.eligible > 0).collect();
    let [Some((first, _)), Some((last, _))] = [dated.first(), dated.last()] else {
        return String::new();
    };
    let Some(periods) = Periods::between(*first, *last, COLUMNS) else { return String::new() };
    let mut sums = vec![Tally::default(); periods.n];
    for (day, tally) in &dated {
        if let Some(sum) = periods.place(*day).and_then(|place| sums.get_mut(place)) {
            sum.present += tally.present;
            sum.eligible += tally.eligible;
        }
    }
    by_month(&periods, &sums, ctx.messages)
}

fn by_month(periods: &Periods, sums: &[Tally], messages: &Messages) -> String {
    let told = told(periods, sums, messages);
    let rates: Vec<Option<u32>> = sums.iter().copied().map(rate).collect();
    let title = messages.text(periods.unit.key([
        "participation.title_by_month",
        "participation.title_by_quarter",
        "participation.title_by_year",
    ]));
    let about = periods.unit.key([
        "participation.about_by_month",
        "participation.about_by_quarter",
        "participation.about_by_year",
    ]);
    let description = messages.with(about, &[("rates", &told)]);
    let named = Named { id: "participation-by-month", title, description: &description };
    let body = plot(periods, &rates, messages);
    let svg = svg(&named, Role::Image, "class=\"plot\" width=\"100%\" height=\"13.5em\"", &body);
    figure("trend", &told, &svg)
}

/// A column a rate, each with its rate above where they are few.
fn plot(periods: &Periods, rates: &[Option<u32>], messages: &Messages) -> String {
    let n_slots = n_slots(periods);
    let values: Vec<u32> = rates.iter().map(|rate| rate.unwrap_or_default()).collect();
    let mut body = columns("rate", &values, 100, n_slots, "1.5", "9");
    body += &(rule("grid", "1.5") + &rule("grid", "6") + &rule("base", "10.5"));
    if periods.n <= TOLD {
        body += &rates_above(rates, n_slots, messages);
    } else {
        let [all, half] = [100, 50].map(|share| escape(&messages.percent(share)));
        let _ = write!(
            body,
            "<text class=\"soft\" x=\"0\" y=\"1.1em\">{all}</text>\
             <text class=\"soft halo\" x=\"0\" y=\"5.7em\">{half}</text>"
        );
    }
    body + &axis(periods, 11, messages)
}

fn rates_above(rates: &[Option<u32>], n_slots: usize, messages: &Messages) -> String {
    let mut out = String::from("<g class=\"middle\">");
    for (place, rate) in rates.iter().enumerate() {
        let Some(rate) = rate else { continue };
        // the plot is 9 em high, and ends at 10.5 em
        let hundredths = 1050 - 9 * rate - 30;
        let x = middle(place, n_slots);
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{}.{:02}em\">{}</text>",
            hundredths / 100,
            hundredths % 100,
            escape(&messages.percent(*rate)),
        );
    }
    out + "</g>"
}

/// The latest rate, the lowest and the highest, in words, each with what it is a rate of.
fn told(periods: &Periods, sums: &[Tally], messages: &Messages) -> String {
    let rated = |(place, tally): (usize, &Tally)| Some((place, rate(*tally)?, *tally));
    let there: Vec<(usize, u32, Tally)> = sums.iter().enumerate().filter_map(rated).collect();
    let say = |(place, rate, tally): &(usize, u32, Tally)| {
        let given: [(&str, &dyn Display); 4] = [
            ("rate", &messages.percent(*rate)),
            ("period", &periods.name(*place, messages)),
            ("present", &number(tally.present, messages)),
            ("expected", &number(tally.eligible, messages)),
        ];
        messages.with("participation.rate", &given)
    };
    let latest = there.last().map(say).unwrap_or_default();
    let first = there.first().map(say).unwrap_or_default();
    let lowest = there.iter().min_by_key(|(_, rate, _)| *rate).map(say).unwrap_or_default();
    let highest = there.iter().rev().max_by_key(|(_, rate, _)| *rate).map(say).unwrap_or_default();
    let key = match there.len() {
        0 | 1 => "participation.one_rate",
        2 => "participation.two_rates",
        _ => "participation.rates",
    };
    let given: [(&str, &dyn Display); 4] =
        [("first", &first), ("latest", &latest), ("lowest", &lowest), ("highest", &highest)];
    messages.with(key, &given)
}

/// Participation by the hour of the start in UTC; the page has the table. Nothing where nobody was
/// ever expected.
pub(crate) fn participation_by_slot(ctx: &Context<'_>) -> String {
    let slots = &ctx.registers.attendance.slots;
    let rows: Vec<(&String, u32, u32)> =
        slots.iter().filter_map(|(slot, (n, tally))| Some((slot, *n, rate(*tally)?))).collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut body = String::new();
    for (place, (slot, n, rate)) in rows.iter().enumerate() {
        body += &slot_row(place, slot, *n, *rate, ctx.messages);
    }
    let description = ctx.messages.count("participation.about_by_hour", rows.len(), &[]);
    let title = ctx.messages.text("participation.title_by_hour");
    let named = Named { id: "participation-by-hour", title, description: &description };
    let size = format!("class=\"plot\" width=\"100%\" height=\"{}em\"", rows.len() * 3);
    figure("slots", "", &svg(&named, Role::Image, &size, &body))
}

/// A row: the words above, the bar below.
fn slot_row(place: usize, slot: &str, n: u32, rate: u32, messages: &Messages) -> String {
    let bar = place * 3 + 1;
    let hour = slot.get(..2).unwrap_or(slot);
    let n = usize::try_from(n).unwrap_or_default();
    let meetings = messages.count("participation.meetings", n, &[]);
    let given: [(&str, &dyn Display); 2] =
        [("rate", &messages.percent(rate)), ("meetings", &meetings)];
    let words = escape(&messages.with("participation.hour", &given));
    format!(
        "<text x=\"0\" y=\"{bar}.1em\">{hour}:00–{hour}:59</text>\
         <text class=\"end\" x=\"100%\" y=\"{bar}.1em\">{words}</text>\
         <rect class=\"track\" y=\"{bar}.5em\" width=\"100%\" height=\".9em\"/>\
         <rect class=\"rate\" y=\"{bar}.5em\" width=\"{rate}%\" height=\".9em\"/>",
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{derive::Attendance, render::fixture};

    fn tally(present: u32, eligible: u32) -> Tally {
        Tally { eligible, present, ..Tally::default() }
    }

    #[test]
    fn rates_are_rounded_as_tables_have_them() {
        assert_eq!(
            [tally(2, 3), tally(3, 8), tally(0, 4)].map(rate),
            [Some(67), Some(38), Some(0)]
        );
        assert_eq!(rate(tally(0, 0)), None);
    }

    #[test]
    fn a_month_alone_is_a_column() {
        let html = participation_by_month(&fixture::record().ctx());
        assert!(html.contains("<figcaption>100 % in May 2017 (1 of 1).</figcaption>"), "{html}");
        assert!(html.contains("d=\"M1 100v-100h8v100z\""));
        assert!(html.contains(">100 %</text>") && html.contains(">May</text>"));
    }

    #[test]
    fn a_month_without_meetings_is_a_gap() {
        let mut record = fixture::record();
        let months = [("2017-05", tally(1, 4)), ("2017-07", tally(3, 4)), ("2017-08", tally(2, 4))];
        Arc::make_mut(&mut record.registers.attendance).months =
            months.map(|(month, tally)| (month.to_owned(), tally)).into();
        let html = participation_by_month(&record.ctx());
        assert!(
            html.contains("d=\"M1 100v-25h8v25zM21 100v-75h8v75zM31 100v-50h8v50z\""),
            "{html}"
        );
        let told = "50 % in August 2017 (2 of 4); the lowest was 25 % in May 2017 (1 of 4), the \
            highest 75 % in July 2017 (3 of 4).";
        assert!(html.contains(told), "{html}");
    }

    #[test]
    fn hours_say_their_rate_and_meetings() {
        let html = participation_by_slot(&fixture::record().ctx());
        assert!(
            html.contains(">06:00–06:59</text>") && html.contains(">100 % · 2 meetings</text>")
        );
    }

    #[test]
    fn nobody_has_no_picture() {
        let mut record = fixture::record();
        record.registers.attendance = Attendance::default().into();
        assert_eq!(participation_by_month(&record.ctx()), "");
        assert_eq!(participation_by_slot(&record.ctx()), "");
        Arc::make_mut(&mut record.registers.attendance)
            .months
            .insert("2017-05".into(), tally(0, 0));
        Arc::make_mut(&mut record.registers.attendance)
            .slots
            .insert("06:00".into(), (1, tally(0, 0)));
        assert_eq!(participation_by_month(&record.ctx()), "");
        assert_eq!(participation_by_slot(&record.ctx()), "");
    }
}
