//! Abbreviations of zones: `CEST` and a local time go in; out comes whose clock is meant, and
//! whether it was called that on the day.

use super::zone::{Local, Zone};
use chrono::NaiveDateTime;

/// Whose time an abbreviation means on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// The time of this zone, and it was called that then.
    InForce(Zone),
    /// The time of this zone, but it was called otherwise then: `CET` in May is `CEST`.
    NotInForce {
        /// The zone that uses the abbreviation at another time of the year.
        zone: Zone,
        /// What its time was called then.
        right: String,
    },
    /// Nobody's.
    Unknown,
}

/// Reads an abbreviation, or a distance from UTC (`UTC+2`, `+05:45`), at a local time.
///
/// The zones are those of the meeting, of the site, and the displayed ones, in this order. The
/// first that uses the abbreviation at any time within half a year decides, even if it was not in
/// force that day: `EST` in July, where New York is listed, is a slip for `EDT` and no hint at
/// Panama, and where both are listed the nearer one to the meeting is meant. Only then the
/// well-known ones are tried: `IST` is Irish time if Dublin is listed, else Indian.
///
/// `UTC` and `Z` are what they are. So is `GMT`, but for a meeting whose own zone (the first
/// listed) uses it: there, in July, it is a slip for `BST`.
pub(crate) fn read_abbreviation(
    abbreviation: &str,
    local: NaiveDateTime,
    zones: &[Zone],
) -> Abbreviation {
    if let Some(zone) = read_offset(abbreviation) {
        return Abbreviation::InForce(zone);
    }
    let key = abbreviation.to_ascii_uppercase();
    let asked = if key == "GMT" { zones.get(..1).unwrap_or(zones) } else { zones };
    let listed = asked.iter().find_map(|zone| read_in(&key, local, zone));
    listed.or_else(|| well_known(&key, local)).unwrap_or(Abbreviation::Unknown)
}

/// Whether a word is an abbreviation that people use for a zone, in capitals: `CEST`, not `ICANN`.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    usual(word).is_some()
}

/// The zone of a distance from UTC: `UTC`, `Z`, `UTC+2`, `GMT-3`, `+05:45`, `UTC−03:30`, `+0200`.
pub(crate) fn read_offset(text: &str) -> Option<Zone> {
    let text = text.trim();
    if ["UTC", "Z"].iter().any(|name| text.eq_ignore_ascii_case(name)) {
        return Some(Zone::utc());
    }
    let digits_start = text.find(['+', '-', '−'])?;
    let (name, signed) = text.split_at(digits_start);
    let is_named = ["", "UTC", "GMT"].iter().any(|known| name.trim().eq_ignore_ascii_case(known));
    let (sign, digits) = match signed.chars().next()? {
        '+' => (1, &signed[1..]),
        c => (-1, &signed[c.len_utf8()..]),
    };
    let seconds = read_distance(digits).filter(|_| is_named)?;
    Some(Zone::fixed(sign * seconds))
}

/// The zone people mean by an abbreviation, for who wrote one where a zone's name belongs.
pub(super) fn usual_zone(abbreviation: &str) -> Option<&'static str> {
    match usual(&abbreviation.to_ascii_uppercase())? {
        Usual::Clock(zone) | Usual::Always(zone) => Some(zone),
        Usual::Hours(_) => None,
    }
}

/// Seconds of `2`, `02`, `0545`, `05:45`: no clock is further than 14 hours from UTC.
fn read_distance(digits: &str) -> Option<i32> {
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((hours, minutes)), _) if minutes.len() == 2 => (hours, minutes),
        (None, 4) => digits.split_at_checked(2)?,
        (None, 1 | 2) => (digits, "0"),
        _ => return None,
    };
    let all_digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit()) && text.len() <= 2;
    if !all_digits(hours) || !all_digits(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let minutes = Some(hours * 60 + minutes).filter(|&all| minutes < 60 && all <= 14 * 60)?;
    Some(minutes * 60)
}

/// Reads an abbreviation in one zone, if that zone uses it within half a year.
fn read_in(key: &str, local: NaiveDateTime, zone: &Zone) -> Option<Abbreviation> {
    let names = match zone.at(local) {
        Local::Unique(moment) => vec![moment.abbreviation()],
        Local::Gap { before, after } => vec![before.abbreviation(), after.abbreviation()],
        Local::Fold { earlier, later } => vec![earlier.abbreviation(), later.abbreviation()],
    };
    if names.iter().any(|name| name.eq_ignore_ascii_case(key)) {
        return Some(Abbreviation::InForce(zone.clone()));
    }
    let right = names.into_iter().next()?;
    let is_used = zone.is_called_within_half_a_year(key, local);
    is_used.then(|| Abbreviation::NotInForce { zone: zone.clone(), right })
}

/// Reads an abbreviation as people usually mean it.
fn well_known(key: &str, local: NaiveDateTime) -> Option<Abbreviation> {
    let (name, is_seasonal) = match usual(key)? {
        Usual::Hours(hours) => {
            let minutes = (hours * 60.0).round();
            #[expect(clippy::cast_possible_truncation, reason = "a few hundred minutes")]
            let zone = Zone::fixed(minutes as i32 * 60);
            return Some(Abbreviation::InForce(zone));
        }
        Usual::Clock(zone) => (zone, true),
        Usual::Always(zone) => (zone, false),
    };
    let zone = Zone::named(name).ok()?;
    let seasonal = if is_seasonal { read_in(key, local, &zone) } else { None };
    Some(seasonal.unwrap_or(Abbreviation::InForce(zone)))
}

/// What people usually mean by an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Usual {
    /// The clock of this zone while it is called that.
    Clock(&'static str),
    /// The clock of this zone, whatever it is called: `ET`, or `NPT`, for which the database has
    /// no letters.
    Always(&'static str),
    /// So many hours east of UTC.
    Hours(f32),
}

fn usual(key: &str) -> Option<Usual> {
    let at = USUAL.binary_search_by(|(name, _)| (*name).cmp(key)).ok()?;
    USUAL.get(at).map(|(_, usual)| *usual)
}

/// The well-known abbreviations, in alphabetical order. A test holds that none is missing that
/// any zone has used since the year 2000.
const USUAL: &[(&str, Usual)] = {
    use Usual::{Always, Clock, Hours};
    &[
        ("ACDT", Clock("Australia/Adelaide")),
        ("ACST", Clock("Australia/Adelaide")),
        ("ADT", Clock("America/Halifax")),
        ("AEDT", Clock("Australia/Sydney")),
        ("AEST", Clock("Australia/Sydney")),
        ("AKDT", Clock("America/Anchorage")),
        ("AKST", Clock("America/Anchorage")),
        ("ART", Always("America/Argentina/Buenos_Aires")),
        ("AST", Clock("America/Halifax")),
        ("AWDT", Hours(9.0)),
        ("AWST", Clock("Australia/Perth")),
        ("BRST", Hours(-2.0)),
        ("BRT", Hours(-3.0)),
        ("BST", Clock("Europe/London")),
        ("CAT", Clock("Africa/Maputo")),
        ("CDT", Clock("America/Chicago")),
        ("CEST", Clock("Europe/Brussels")),
        ("CET", Clock("Europe/Brussels")),
        ("CHST", Always("Pacific/Guam")),
        ("CLST", Hours(-3.0)),
        ("CLT", Hours(-4.0)),
        ("COT", Always("America/Bogota")),
        ("CST", Clock("America/Chicago")),
        ("CT", Always("America/Chicago")),
        ("EAT", Clock("Africa/Nairobi")),
        ("EDT", Clock("America/New_York")),
        ("EEST", Clock("Europe/Athens")),
        ("EET", Clock("Europe/Athens")),
        ("EST", Clock("America/New_York")),
        ("ET", Always("America/New_York")),
        ("GMT", Always("UTC")),
        ("GST", Always("Asia/Dubai")),
        ("HDT", Clock("America/Adak")),
        ("HKT", Clock("Asia/Hong_Kong")),
        ("HST", Clock("Pacific/Honolulu")),
        ("ICT", Always("Asia/Bangkok")),
        ("IDT", Clock("Asia/Jerusalem")),
        ("IRST", Hours(3.5)),
        ("IST", Clock("Asia/Kolkata")),
        ("JST", Clock("Asia/Tokyo")),
        ("KST", Clock("Asia/Seoul")),
        ("MDT", Clock("America/Denver")),
        ("MEST", Hours(2.0)),
        ("MET", Hours(1.0)),
        ("MSD", Hours(4.0)),
        ("MSK", Clock("Europe/Moscow")),
        ("MST", Clock("America/Denver")),
        ("MT", Always("America/Denver")),
        ("MYT", Always("Asia/Kuala_Lumpur")),
        ("NDT", Clock("America/St_Johns")),
        ("NPT", Always("Asia/Kathmandu")),
        ("NST", Clock("America/St_Johns")),
        ("NZDT", Clock("Pacific/Auckland")),
        ("NZST", Clock("Pacific/Auckland")),
        ("PDT", Clock("America/Los_Angeles")),
        ("PET", Always("America/Lima")),
        ("PHT", Always("Asia/Manila")),
        ("PKST", Hours(6.0)),
        ("PKT", Clock("Asia/Karachi")),
        ("PST", Clock("America/Los_Angeles")),
        ("PT", Always("America/Los_Angeles")),
        ("SAST", Clock("Africa/Johannesburg")),
        ("SGT", Always("Asia/Singapore")),
        ("SST", Clock("Pacific/Pago_Pago")),
        ("TRT", Always("Europe/Istanbul")),
        ("UTC", Always("UTC")),
        ("UYT", Always("America/Montevideo")),
        ("VET", Hours(-4.0)),
        ("WAST", Hours(2.0)),
        ("WAT", Clock("Africa/Lagos")),
        ("WEST", Clock("Europe/Lisbon")),
        ("WET", Clock("Europe/Lisbon")),
        ("WIB", Clock("Asia/Jakarta")),
        ("WIT", Clock("Asia/Jayapura")),
        ("WITA", Clock("Asia/Makassar")),
        ("Z", Always("UTC")),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::zone::zone_names;
    use proptest::prelude::*;

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap()
    }

    fn read(abbreviation: &str, day: &str, zones: &[&str]) -> Abbreviation {
        let zones: Vec<Zone> = zones.iter().map(|name| zone(name)).collect();
        read_abbreviation(abbreviation, format!("{day}T12:00:00").parse().unwrap(), &zones)
    }

    fn in_force(name: &str) -> Abbreviation {
        Abbreviation::InForce(zone(name))
    }

    fn not_in_force(name: &str, right: &str) -> Abbreviation {
        Abbreviation::NotInForce { zone: zone(name), right: right.to_owned() }
    }

    #[test]
    fn an_abbreviation_is_read_in_the_first_zone_that_uses_it() {
        assert_eq!(
            read("CEST", "2017-05-14", &["UTC", "Europe/Madrid"]),
            in_force("Europe/Madrid")
        );
        assert_eq!(read("IST", "2017-05-14", &["UTC", "Europe/Dublin"]), in_force("Europe/Dublin"));
        assert_eq!(read("IST", "2017-05-14", &["UTC"]), in_force("Asia/Kolkata"));
        assert_eq!(read("CST", "2017-12-14", &["Asia/Shanghai"]), in_force("Asia/Shanghai"));
        assert_eq!(read("CST", "2017-12-14", &[]), in_force("America/Chicago"));
    }

    #[test]
    fn one_not_in_force_that_day_names_the_right_one() {
        assert_eq!(
            read("CET", "2017-05-14", &["Europe/Madrid"]),
            not_in_force("Europe/Madrid", "CEST")
        );
        assert_eq!(read("CEST", "2017-12-14", &[]), not_in_force("Europe/Brussels", "CET"));
        assert_eq!(
            read("EST", "2017-07-14", &["America/New_York", "America/Panama"]),
            not_in_force("America/New_York", "EDT")
        );
    }

    #[test]
    fn gmt_is_utc_unless_the_meeting_is_where_it_is_winter_time() {
        assert_eq!(read("GMT", "2017-07-14", &["UTC", "Europe/London"]), in_force("UTC"));
        assert_eq!(
            read("GMT", "2017-07-14", &["Europe/London"]),
            not_in_force("Europe/London", "BST")
        );
        assert_eq!(read("GMT", "2017-01-14", &["Europe/London"]), in_force("Europe/London"));
    }

    #[test]
    fn some_are_known_only_to_people() {
        assert_eq!(read("NPT", "2017-07-14", &[]), in_force("Asia/Kathmandu"));
        assert_eq!(read("ET", "2017-07-14", &[]), in_force("America/New_York"));
        assert_eq!(read("BRT", "2017-07-14", &[]), Abbreviation::InForce(Zone::fixed(-10_800)));
        assert_eq!(read("ICANN", "2017-07-14", &[]), Abbreviation::Unknown);
    }

    #[test]
    fn distances_from_utc_are_fixed_zones() {
        for (text, seconds) in [
            ("UTC+2", 7200),
            ("UTC+02", 7200),
            ("UTC+05:45", 20_700),
            ("GMT-3", -10_800),
            ("+02:00", 7200),
            ("UTC−3", -10_800),
            ("+0530", 19_800),
            ("utc", 0),
            ("Z", 0),
        ] {
            assert_eq!(read_offset(text), Some(Zone::fixed(seconds)), "{text}");
        }
        for text in ["UTC+25", "UTC+5:7", "CET+2", "+", "UTC+", "2", "+-2", "UTC+١"] {
            assert_eq!(read_offset(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_its_zones_exist() {
        assert!(USUAL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (name, _) in USUAL {
            assert_ne!(read(name, "2018-07-01", &[]), Abbreviation::Unknown, "{name}");
        }
    }

    #[test]
    fn no_abbreviation_of_this_century_is_missing() {
        for name in zone_names() {
            for month in 0..360 {
                let at =
                    chrono::DateTime::from_timestamp(946_684_800 + month * 2_629_746, 0).unwrap();
                let abbreviation = zone(name).moment(at).abbreviation().to_ascii_uppercase();
                assert!(
                    abbreviation.contains("UTC") || is_abbreviation(&abbreviation),
                    "{name} {abbreviation}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in ".*", signed in "(UTC|GMT)?[-+−]\\PC{0,6}") {
            let _ = (read(&text, "2017-07-14", &["Europe/Madrid"]), read_offset(&signed));
        }
    }
}
