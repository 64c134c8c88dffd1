//! Participation by month and by the hour of the start: tallies in, columns and bars out.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{
    figure::{Named, Role, figure, svg},
    period::{Periods, first_of},
    plot::{axis, columns, middle, n_slots, rule},
};
use crate::{
    derive::Tally,
    render::Context,
    text::{number, plural},
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
    by_month(&periods, &sums)
}

fn by_month(periods: &Periods, sums: &[Tally]) -> String {
    let told = told(periods, sums);
    let rates: Vec<Option<u32>> = sums.iter().copied().map(rate).collect();
    let title = format!("Participation by {}", periods.unit.word());
    let description = format!(
        "A column a {}, as high as the share of the expected people who were there. {told}",
        periods.unit.word(),
    );
    let named = Named { id: "participation-by-month", title: &title, description: &description };
    let n_slots = n_slots(periods);
    let values: Vec<u32> = rates.iter().map(|rate| rate.unwrap_or_default()).collect();
    let mut body = columns("rate", &values, 100, n_slots, "1.5", "9");
    body += &(rule("grid", "1.5") + &rule("grid", "6") + &rule("base", "10.5"));
    if periods.n <= TOLD {
        body += &rates_above(&rates, n_slots);
    } else {
        body += "<text class=\"soft\" x=\"0\" y=\"1.1em\">100 %</text>\
                 <text class=\"soft halo\" x=\"0\" y=\"5.7em\">50 %</text>";
    }
    body += &axis(periods, 11);
    let svg = svg(&named, Role::Image, "class=\"plot\" width=\"100%\" height=\"13.5em\"", &body);
    figure("trend", &told, &svg)
}

fn rates_above(rates: &[Option<u32>], n_slots: usize) -> String {
    let mut out = String::from("<g class=\"middle\">");
    for (place, rate) in rates.iter().enumerate() {
        let Some(rate) = rate else { continue };
        // the plot is 9 em high, and ends at 10.5 em
        let hundredths = 1050 - 9 * rate - 30;
        let x = middle(place, n_slots);
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{}.{:02}em\">{rate} %</text>",
            hundredths / 100,
            hundredths % 100
        );
    }
    out + "</g>"
}

/// The latest rate, the lowest and the highest, in words, each with what it is a rate of.
fn told(periods: &Periods, sums: &[Tally]) -> String {
    let rated = |(place, tally): (usize, &Tally)| Some((place, rate(*tally)?, *tally));
    let there: Vec<(usize, u32, Tally)> = sums.iter().enumerate().filter_map(rated).collect();
    let say = |(place, rate, tally): &(usize, u32, Tally)| {
        let [present, eligible] = [tally.present, tally.eligible].map(number);
        format!("{rate} % in {} ({present} of {eligible})", periods.name(*place))
    };
    let last = there.last().map(say).unwrap_or_default();
    if there.len() < 3 {
        let first = there.first().filter(|_| there.len() > 1).map(say);
        return first.map_or(format!("{last}."), |first| format!("{first}, {last}."));
    }
    let low = there.iter().min_by_key(|(_, rate, _)| *rate).map(say).unwrap_or_default();
    let high = there.iter().rev().max_by_key(|(_, rate, _)| *rate).map(say).unwrap_or_default();
    format!("{last}; the lowest was {low}, the highest {high}.")
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
        body += &slot_row(place, slot, *n, *rate);
    }
    let n_hours = plural(rows.len(), "hour", "hours");
    let description = format!(
        "{n_hours} of the day at which meetings began, each with the share of the expected people \
         who were there. The table below has the figures."
    );
    let title = "Participation by the hour of the start, in UTC";
    let named = Named { id: "participation-by-hour", title, description: &description };
    let size = format!("class=\"plot\" width=\"100%\" height=\"{}em\"", rows.len() * 3);
    figure("slots", "", &svg(&named, Role::Image, &size, &body))
}

/// A row: the words above, the bar below.
fn slot_row(place: usize, slot: &str, n: u32, rate: u32) -> String {
    let bar = place * 3 + 1;
    let hour = slot.get(..2).unwrap_or(slot);
    let n = plural(usize::try_from(n).unwrap_or_default(), "meeting", "meetings");
    format!(
        "<text x=\"0\" y=\"{bar}.1em\">{hour}:00–{hour}:59</text>\
         <text class=\"end\" x=\"100%\" y=\"{bar}.1em\">{rate} % · {n}</text>\
         <rect class=\"track\" y=\"{bar}.5em\" width=\"100%\" height=\".9em\"/>\
         <rect class=\"rate\" y=\"{bar}.5em\" width=\"{rate}%\" height=\".9em\"/>",
    )
}

#[cfg(test)]
mod tests {
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
        record.registers.attendance.months =
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
        record.registers.attendance = Attendance::default();
        assert_eq!(participation_by_month(&record.ctx()), "");
        assert_eq!(participation_by_slot(&record.ctx()), "");
        record.registers.attendance.months.insert("2017-05".into(), tally(0, 0));
        record.registers.attendance.slots.insert("06:00".into(), (1, tally(0, 0)));
        assert_eq!(participation_by_month(&record.ctx()), "");
        assert_eq!(participation_by_slot(&record.ctx()), "");
    }
}
