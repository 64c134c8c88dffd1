//! How often a series meets: its last days go in; the day that is next comes out. Weeks are counted
//! (every second Tuesday), or weekdays of a month (the first Tuesday, the first and the third, the last
//! Thursday), whichever explains more of the steps from one meeting to the next.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

use super::habit::usual;

/// A step of more weeks than these is a pause, and no rhythm, unless it comes twice.
const MOST_WEEKS: u32 = 5;

/// So many weeks are about a month: who meets so seldom more likely counts months.
const MONTH: u32 = 4;

/// How often, and what holds in each month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rhythm {
    /// Every so many weeks.
    Weeks(u32),
    /// Every so many months, at that place of the weekday.
    Months(u32, Place),
    /// Twice each month: the first and third, or the second and fourth of the weekday.
    Twice(Pair),
}

/// A place in the month, the first or the second, and the one two weeks later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair(u8);

/// Where a weekday stands in its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The first to the fourth.
    Nth(u8),
    /// The last, be it the fourth or the fifth.
    Last,
}

/// From a meeting to the next one on the same weekday.
type Step = (NaiveDate, NaiveDate);

/// The first day after `after` that fits the usual weekday and rhythm of the days so far, which
/// are in order.
pub(super) fn next_day(days: &[NaiveDate], after: NaiveDate) -> Option<NaiveDate> {
    let weekday = usual(days.iter().map(NaiveDate::weekday))?;
    let regular: Vec<NaiveDate> =
        days.iter().copied().filter(|day| day.weekday() == weekday).collect();
    let steps: Vec<Step> = regular.iter().copied().zip(regular.iter().copied().skip(1)).collect();
    match rhythm(&steps) {
        Rhythm::Weeks(weeks) => in_weeks(*regular.last()?, weeks, after),
        Rhythm::Months(months, place) => {
            let last = regular.iter().rev().find(|day| place.is_of(**day))?;
            in_months(*last, months, place, after)
        }
        Rhythm::Twice(pair) => {
            let last = regular.iter().rev().find(|day| pair.holds(**day))?;
            std::iter::successors(Some(*last), |day| pair.following(*day)).find(|day| *day > after)
        }
    }
}

/// The rhythm that explains the most steps, the latest of several; every week, where none does.
fn rhythm(steps: &[Step]) -> Rhythm {
    let count = |rhythm: Rhythm| steps.iter().filter(|step| rhythm.explains(**step)).count();
    let rhythms = steps.iter().flat_map(|step| rhythms(*step));
    let likely = rhythms.filter(|one| count(*one) > usize::from(one.is_slow()));
    likely.max_by_key(|one| (count(*one), one.rank())).unwrap_or(Rhythm::Weeks(1))
}

/// Every rhythm that a step may be of.
fn rhythms((day, next): Step) -> Vec<Rhythm> {
    let weeks = u32::try_from((next - day).num_days() / 7).unwrap_or(0);
    let months = u32::try_from(month(next) - month(day)).unwrap_or(0);
    let months = [Place::Nth(nth(day)), Place::Last].map(|place| Rhythm::Months(months, place));
    let twice = [Pair(1), Pair(2)].map(Rhythm::Twice);
    let all = [Rhythm::Weeks(weeks)].into_iter().chain(months).chain(twice);
    all.filter(|one| one.explains((day, next))).collect()
}

/// Which of its weekday in its month a day is, from 1.
fn nth(day: NaiveDate) -> u8 {
    u8::try_from((day.day() - 1) / 7 + 1).unwrap_or(0)
}

/// Months are counted through the years.
fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + i32::try_from(day.month()).unwrap_or(0)
}

impl Rhythm {
    fn explains(self, (day, next): Step) -> bool {
        match self {
            Self::Weeks(weeks) => weeks > 0 && (next - day).num_days() == i64::from(weeks) * 7,
            Self::Months(months, place) => {
                let is_fit = place.is_of(day) && place.is_of(next);
                months > 0 && is_fit && i64::from(month(next) - month(day)) == i64::from(months)
            }
            Self::Twice(pair) => pair.holds(day) && pair.following(day) == Some(next),
        }
    }

    /// Whether one step of it may as well be a pause, or chance.
    fn is_slow(self) -> bool {
        match self {
            Self::Weeks(weeks) => weeks > MOST_WEEKS,
            Self::Months(..) | Self::Twice(_) => true,
        }
    }

    /// Of rhythms that explain as much, which is meant.
    fn rank(self) -> u8 {
        match self {
            Self::Weeks(weeks) if weeks < MONTH => 2,
            Self::Months(..) | Self::Twice(_) => 1,
            Self::Weeks(_) => 0,
        }
    }
}

impl Pair {
    fn holds(self, day: NaiveDate) -> bool {
        [self.0, self.0 + 2].contains(&nth(day))
    }

    /// The next of its days after one of them.
    fn following(self, day: NaiveDate) -> Option<NaiveDate> {
        let (place, month) = if nth(day) == self.0 {
            (self.0 + 2, day)
        } else {
            (self.0, day.with_day(1)?.checked_add_months(Months::new(1))?)
        };
        Place::Nth(place).in_month(month, day.weekday())
    }
}

impl Place {
    fn is_of(self, day: NaiveDate) -> bool {
        self.in_month(day, day.weekday()) == Some(day)
    }

    /// The day of a month, given by any day of it.
    fn in_month(self, day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
        let nth = |nth| NaiveDate::from_weekday_of_month_opt(day.year(), day.month(), weekday, nth);
        match self {
            Self::Nth(n) => nth(n).filter(|_| n < 5),
            Self::Last => nth(5).or_else(|| nth(4)),
        }
    }
}

fn in_weeks(last: NaiveDate, weeks: u32, after: NaiveDate) -> Option<NaiveDate> {
    let step = u64::from(weeks) * 7;
    let behind = u64::try_from((after - last).num_days()).unwrap_or(0);
    last.checked_add_days(Days::new((behind / step + 1) * step))
}

fn in_months(last: NaiveDate, step: u32, place: Place, after: NaiveDate) -> Option<NaiveDate> {
    let first = last.with_day(1)?;
    let months = (1..).map_while(|n: u32| first.checked_add_months(Months::new(n * step)));
    let mut days = months.filter_map(|month| place.in_month(month, last.weekday()));
    days.find(|day| *day > after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[track_caller]
    fn next(days: &[&str], after: &str, expected: &str) {
        let days: Vec<NaiveDate> = days.iter().map(|text| day(text)).collect();
        assert_eq!(next_day(&days, day(after)), Some(day(expected)));
    }

    /// The same, asked on the day of the last meeting.
    #[track_caller]
    fn then(days: &[&str], expected: &str) {
        next(days, days[days.len() - 1], expected);
    }

    #[test]
    fn a_weekly_call_is_in_a_week() {
        then(&["2017-06-13", "2017-06-20", "2017-06-27"], "2017-07-04");
    }

    #[test]
    fn one_meeting_on_another_day_changes_no_habit() {
        then(&["2017-06-13", "2017-06-20", "2017-06-29"], "2017-07-04");
        then(&["2017-06-13", "2017-06-22", "2017-06-27", "2017-07-04"], "2017-07-11");
    }

    #[test]
    fn a_week_left_out_once_changes_no_rhythm() {
        then(&["2017-06-06", "2017-06-13", "2017-06-27", "2017-07-04"], "2017-07-11");
    }

    #[test]
    fn every_second_week_stays_every_second_week() {
        let days = ["2017-06-13", "2017-06-27", "2017-07-11"];
        then(&days, "2017-07-25");
        next(&days, "2017-07-26", "2017-08-08");
        next(&[&days[..], &["2017-07-14"]].concat(), "2017-07-14", "2017-07-25");
    }

    #[test]
    fn every_so_many_weeks_stays_so_where_no_month_explains_it() {
        then(&["2017-06-13", "2017-07-04", "2017-07-25"], "2017-08-15");
        then(&["2017-05-04", "2017-06-01", "2017-06-29", "2017-07-27"], "2017-08-24");
        then(&["2017-01-03", "2017-02-14", "2017-03-28", "2017-05-09"], "2017-06-20");
    }

    #[test]
    fn a_weekday_of_the_month_is_that_of_the_next_month() {
        then(&["2017-04-04", "2017-05-02", "2017-06-06", "2017-07-04"], "2017-08-01");
        then(&["2017-04-12", "2017-05-10", "2017-06-14", "2017-07-12"], "2017-08-09");
        then(&["2017-11-16", "2017-12-21", "2018-01-18"], "2018-02-15");
        next(&["2017-05-02", "2017-06-06", "2017-07-04"], "2017-10-03", "2017-11-07");
    }

    #[test]
    fn twice_a_month_is_told_from_every_second_week_by_a_month_of_five() {
        let days = ["2017-04-04", "2017-04-18", "2017-05-02", "2017-05-16", "2017-06-06"];
        then(&days, "2017-06-20");
        then(&[&days[..], &["2017-06-20", "2017-07-04", "2017-07-18"]].concat(), "2017-08-01");
        then(&["2017-07-11", "2017-07-25", "2017-08-08", "2017-08-22", "2017-09-12"], "2017-09-26");
        next(&days, "2017-08-20", "2017-09-05");
    }

    #[test]
    fn the_last_weekday_of_the_month_may_be_the_fourth_or_the_fifth() {
        then(&["2017-05-30", "2017-06-27", "2017-07-25"], "2017-08-29");
        then(&["2017-06-29", "2017-07-27", "2017-08-31"], "2017-09-28");
        then(&["2017-06-22", "2017-07-27", "2017-08-24"], "2017-09-28");
    }

    #[test]
    fn what_may_be_weeks_or_months_is_months_once_it_came_twice() {
        then(&["2017-06-13", "2017-07-11"], "2017-08-08");
        then(&["2017-06-13", "2017-07-11", "2017-08-08"], "2017-09-12");
    }

    #[test]
    fn a_month_left_out_or_moved_once_changes_no_rhythm() {
        then(&["2017-05-02", "2017-06-06", "2017-07-04", "2017-09-05"], "2017-10-03");
        then(&["2017-05-02", "2017-06-06", "2017-07-04", "2017-08-08"], "2017-09-05");
        then(&["2017-05-02", "2017-06-06", "2017-07-04", "2017-08-03"], "2017-09-05");
    }

    #[test]
    fn every_third_month_is_a_rhythm_when_it_comes_twice() {
        then(&["2017-01-10", "2017-04-11", "2017-07-11"], "2017-10-10");
        then(&["2017-04-11", "2017-07-11"], "2017-07-18");
    }

    #[test]
    fn a_new_weekly_rhythm_takes_over_from_months() {
        then(&["2017-06-13", "2017-07-11", "2017-07-18"], "2017-07-25");
    }

    #[test]
    fn after_a_pause_it_is_the_next_such_day_from_today() {
        next(&["2017-06-13", "2017-06-20", "2017-06-27"], "2018-09-10", "2018-09-11");
        next(&["2017-06-13", "2017-06-20", "2017-06-27"], "2018-09-11", "2018-09-18");
        then(&["2017-03-07", "2017-09-05"], "2017-09-12");
    }

    #[test]
    fn one_meeting_is_a_habit_of_a_week() {
        then(&["2017-06-13"], "2017-06-20");
        then(&["2017-06-13", "2017-06-13"], "2017-06-20");
        assert_eq!(next_day(&[], day("2017-06-13")), None);
    }
}
