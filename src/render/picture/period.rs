//! Months, quarters and years as columns: days in, numbers in a row and their names out.

use chrono::{Datelike as _, NaiveDate};

use crate::render::messages::Messages;

/// How much time a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Month,
    Quarter,
    Year,
}

impl Unit {
    /// Its own among the keys of messages that speak of months, of quarters and of years.
    pub(super) const fn key(self, [months, quarters, years]: [&'static str; 3]) -> &'static str {
        match self {
            Self::Month => months,
            Self::Quarter => quarters,
            Self::Year => years,
        }
    }

    const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The number of the unit that a day is in.
    fn of(self, day: NaiveDate) -> i32 {
        (day.year() * 12 + day.month0().cast_signed()).div_euclid(self.months())
    }

    const fn in_a_year(self) -> i32 {
        12 / self.months()
    }

    fn year(self, number: i32) -> i32 {
        number.div_euclid(self.in_a_year())
    }

    /// Which of its year, from 0.
    fn place(self, number: i32) -> usize {
        usize::try_from(number.rem_euclid(self.in_a_year())).unwrap_or_default()
    }
}

/// Columns of time, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Periods {
    pub(super) unit: Unit,
    first: i32,
    /// How many.
    pub(super) n: usize,
}

/// Years beyond which a picture would show a slip of the pen rather than a record.
const MOST_YEARS: usize = 120;

impl Periods {
    /// The finest columns from a day to another, of which there are at most so many; or years,
    /// however many. None where the time is no team's.
    pub(super) fn between(first: NaiveDate, last: NaiveDate, most: usize) -> Option<Self> {
        let of = |unit: Unit| Self {
            unit,
            first: unit.of(first),
            n: usize::try_from(unit.of(last) - unit.of(first) + 1).unwrap_or_default(),
        };
        let [months, quarters, years] = [Unit::Month, Unit::Quarter, Unit::Year].map(of);
        let fits = |periods: &Self| periods.n <= most;
        let found = Some(months).filter(fits).or(Some(quarters).filter(fits)).unwrap_or(years);
        (1..=MOST_YEARS).contains(&years.n).then_some(found)
    }

    /// The column that a day is in.
    pub(super) fn place(&self, day: NaiveDate) -> Option<usize> {
        let place = usize::try_from(self.unit.of(day) - self.first).ok()?;
        (place < self.n).then_some(place)
    }

    fn number(&self, place: usize) -> i32 {
        self.first + i32::try_from(place).unwrap_or_default()
    }

    /// "June 2017", "2017, quarter 2", "2017"
    pub(super) fn name(&self, place: usize, messages: &Messages) -> String {
        let (year, nth) = self.year_and_nth(place);
        match self.unit {
            Unit::Month => {
                let month = messages.month(nth);
                messages.with("periods.month", &[("month", &month), ("year", &year)])
            }
            Unit::Quarter => messages.with("periods.quarter", &[("year", &year), ("n", &nth)]),
            Unit::Year => year.to_string(),
        }
    }

    /// "Jun", "Q2", "2017"
    pub(super) fn short(&self, place: usize, messages: &Messages) -> String {
        let (year, nth) = self.year_and_nth(place);
        match self.unit {
            Unit::Month => messages.short_month(nth).to_owned(),
            Unit::Quarter => messages.with("periods.short_quarter", &[("n", &nth)]),
            Unit::Year => year.to_string(),
        }
    }

    /// The year of a column, and which of its year it is, from 1.
    fn year_and_nth(&self, place: usize) -> (i32, u32) {
        let number = self.number(place);
        let nth = u32::try_from(self.unit.place(number)).unwrap_or_default() + 1;
        (self.unit.year(number), nth)
    }

    /// The year of a column.
    pub(super) fn year(&self, place: usize) -> i32 {
        self.unit.year(self.number(place))
    }

    /// The columns with which a year begins, the first of all among them: place and year.
    pub(super) fn years(&self) -> impl Iterator<Item = (usize, i32)> {
        let starts = |place: &usize| *place == 0 || self.unit.place(self.number(*place)) == 0;
        (0..self.n).filter(starts).map(|place| (place, self.year(place)))
    }
}

/// The first day of a month of the registers ("2017-06").
pub(super) fn first_of(month: &str) -> Option<NaiveDate> {
    format!("{month}-01").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(first: &str, last: &str, most: usize) -> Option<Periods> {
        Periods::between(first.parse().unwrap(), last.parse().unwrap(), most)
    }

    #[test]
    fn columns_are_as_fine_as_they_fit() {
        let unit = |most| between("2017-11-30", "2019-01-01", most).map(|one| (one.unit, one.n));
        assert_eq!(unit(15), Some((Unit::Month, 15)));
        assert_eq!(unit(14), Some((Unit::Quarter, 6)));
        assert_eq!(unit(3), Some((Unit::Year, 3)));
        assert_eq!(unit(1), Some((Unit::Year, 3)));
    }

    #[test]
    fn columns_know_their_names_and_days() {
        let months = between("2017-11-30", "2018-02-01", 12).unwrap();
        assert_eq!(months.name(0, Messages::english()), "November 2017");
        assert_eq!(months.short(3, Messages::english()), "Feb");
        assert_eq!(months.years().collect::<Vec<_>>(), [(0, 2017), (2, 2018)]);
        assert_eq!(months.place("2018-01-31".parse().unwrap()), Some(2));
        assert_eq!(months.place("2018-03-01".parse().unwrap()), None);
        assert_eq!(months.place("2017-10-31".parse().unwrap()), None);
        let quarters = between("2017-11-30", "2018-02-01", 3).unwrap();
        assert_eq!(quarters.name(1, Messages::english()), "2018, quarter 1");
        assert_eq!(quarters.short(0, Messages::english()), "Q4");
    }

    #[test]
    fn a_slip_of_the_pen_is_no_time() {
        assert_eq!(between("0017-05-01", "2017-05-01", 72), None);
        assert_eq!(between("2018-05-01", "2017-05-01", 72), None);
    }
}
