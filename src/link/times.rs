//! Local times: a day, a clock time and a zone go in, an instant comes out; that the clocks skip
//! it, or show it twice, is said here.

use chrono::NaiveDateTime;

use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::Span,
    time::{Local, Moment, Zone, date::long_day},
};

/// The instant of a local time. Where the clocks leave two readings, `takes_later` (`fold = 1`, or
/// `fold = 0`) chooses; without it both are shown in an error.
pub(super) fn moment(
    zone: &Zone,
    local: NaiveDateTime,
    takes_later: Option<bool>,
    span: Span,
    sink: &mut Sink,
) -> Moment {
    let read = zone.at(local);
    match &read {
        Local::Unique(_) => {}
        Local::Gap { before, after } => sink.push(gap(local, zone, before, after, span)),
        Local::Fold { .. } if takes_later.is_some() => {}
        Local::Fold { earlier, later } => sink.push(fold(local, zone, earlier, later, span)),
    }
    read.reading(takes_later == Some(true)).clone()
}

fn gap(
    local: NaiveDateTime,
    zone: &Zone,
    by_old: &Moment,
    by_new: &Moment,
    span: Span,
) -> Diagnostic {
    let message = format!(
        "`{}` on {} does not exist in `{}`: the clocks skip it",
        clock(local),
        long_day(local.date()),
        zone.name()
    );
    Diagnostic::new(code::TIME_GAP, span, message).help(format!(
        "write `{}` for {}, or `{}` for {}",
        clock(by_new.local()),
        reading(by_new),
        clock(by_old.local()),
        reading(by_old)
    ))
}

fn fold(
    local: NaiveDateTime,
    zone: &Zone,
    earlier: &Moment,
    later: &Moment,
    span: Span,
) -> Diagnostic {
    let message = format!(
        "`{}` on {} comes twice in `{}`: as {} and as {}",
        clock(local),
        long_day(local.date()),
        zone.name(),
        reading(earlier),
        reading(later)
    );
    Diagnostic::new(code::TIME_FOLD, span, message).help(format!(
        "add `fold = 1` to the meeting for the later ({} UTC), or `fold = 0` for the earlier ({} UTC)",
        clock(later.utc.naive_utc()),
        clock(earlier.utc.naive_utc())
    ))
}

/// `02:30 CEST (00:30 UTC)`
fn reading(moment: &Moment) -> String {
    let (local, utc) = (clock(moment.local()), clock(moment.utc.naive_utc()));
    format!("{local} {} ({utc} UTC)", moment.abbreviation())
}

fn clock(local: NaiveDateTime) -> String {
    local.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn said(local: &str, takes_later: Option<bool>) -> Vec<(String, Option<String>)> {
        let zone = Zone::named("Europe/Madrid").unwrap();
        let mut sink = Sink::default();
        moment(&zone, local.parse().unwrap(), takes_later, Span::new(FileId(0), 0..1), &mut sink);
        let report = sink.finish(&std::collections::BTreeMap::new());
        let said = report.diagnostics.into_iter().map(|one| one.diagnostic);
        said.map(|one| (one.message, one.help)).collect()
    }

    #[test]
    fn a_time_that_the_clocks_skip_shows_both_readings() {
        let (message, help) = said("2017-03-26T02:30:00", None).remove(0);
        assert_eq!(
            message,
            "`02:30` on 26 March 2017 does not exist in `Europe/Madrid`: the clocks skip it"
        );
        assert_eq!(
            help.unwrap(),
            "write `01:30` for 01:30 CET (00:30 UTC), or `03:30` for 03:30 CEST (01:30 UTC)"
        );
    }

    #[test]
    fn a_time_that_comes_twice_needs_a_fold() {
        let (message, _) = said("2017-10-29T02:30:00", None).remove(0);
        assert_eq!(
            message,
            "`02:30` on 29 October 2017 comes twice in `Europe/Madrid`: as 02:30 CEST (00:30 UTC) and as 02:30 CET (01:30 UTC)"
        );
        assert!(said("2017-10-29T02:30:00", Some(true)).is_empty());
        assert!(said("2017-10-29T02:30:00", Some(false)).is_empty());
    }
}
