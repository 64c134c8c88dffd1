//! The as-of day: what was asked for and what the clock says go in; the only "today" comes out.

use chrono::{DateTime, NaiveDate, Utc};

/// The day as of which registers are shown, the first found of: the one asked for (`--as-of`),
/// the site's (`as_of`), the day of `SOURCE_DATE_EPOCH` (in UTC), today (in UTC).
///
/// The caller reads the environment and the clock; nothing else in the library knows a "today".
pub(crate) fn as_of(
    flag: Option<NaiveDate>,
    site: Option<NaiveDate>,
    source_date_epoch: Option<i64>,
    now: DateTime<Utc>,
) -> NaiveDate {
    let epoch = || DateTime::from_timestamp(source_date_epoch?, 0).map(|at| at.date_naive());
    flag.or(site).or_else(epoch).unwrap_or_else(|| now.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_found_day_counts() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let now: DateTime<Utc> = "2026-01-01T23:59:59Z".parse().unwrap();
        let (flag, site) = (Some(day("2017-01-01")), Some(day("2018-10-01")));
        assert_eq!(as_of(flag, site, Some(0), now), day("2017-01-01"));
        assert_eq!(as_of(None, site, Some(0), now), day("2018-10-01"));
        assert_eq!(as_of(None, None, Some(86_400), now), day("1970-01-02"));
        assert_eq!(as_of(None, None, None, now), day("2026-01-01"));
    }

    #[test]
    fn an_epoch_beyond_all_calendars_is_passed_over() {
        let now: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(as_of(None, None, Some(i64::MAX), now), now.date_naive());
    }
}
