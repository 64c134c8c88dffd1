//! The meeting's time on the clocks of zones.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::Meeting,
    render::{
        html::times,
        page::at::{At, Html},
    },
    time::{Moment, Zone, long_day},
};

/// The meeting's time on the clock of a zone.
#[derive(Serialize, JsonSchema)]
pub(super) struct ZoneRow {
    /// The zone, by its IANA name.
    zone: String,
    /// When it begins there.
    start: Html,
    /// When it ends there.
    end: Html,
    /// The day, where it is not the meeting's own.
    other_day: Option<Html>,
}

/// The meeting's own clock, then UTC and the display zones, each once.
pub(super) fn zones(at: &At<'_>, meeting: &Meeting) -> Vec<ZoneRow> {
    let utc = Zone::utc();
    let all = [&meeting.zone, &utc].into_iter().chain(&at.ctx.archive.site.display_zones);
    let mut seen = BTreeSet::new();
    let once = all.filter(|zone| seen.insert(zone.name().to_owned()));
    once.map(|zone| zone_row(meeting, zone)).collect()
}

fn zone_row(meeting: &Meeting, zone: &Zone) -> ZoneRow {
    let (start, end) = (meeting.start.in_zone(zone), meeting.end.in_zone(zone));
    let clock = |moment: &Moment, own: &Moment| {
        let words = format!("{} {}", times::hours(moment), moment.abbreviation());
        let day = (moment.day() != own.day()).then(|| format!("{}, ", long_day(moment.day())));
        Html(times::instant(moment, &(day.unwrap_or_default() + &words)))
    };
    let other_day = (start.day() != meeting.start.day()).then(|| Html(times::weekday(start.day())));
    ZoneRow {
        zone: zone.name().to_owned(),
        end: clock(&end, &start),
        start: clock(&start, &start),
        other_day,
    }
}
