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
    time::{Moment, Zone},
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
    once.map(|zone| zone_row(at, meeting, zone)).collect()
}

fn zone_row(at: &At<'_>, meeting: &Meeting, zone: &Zone) -> ZoneRow {
    let messages = at.ctx.messages;
    let (start, end) = (meeting.start.in_zone(zone), meeting.end.in_zone(zone));
    let clock = |moment: &Moment, own: &Moment| {
        let day = (moment.day() != own.day()).then(|| messages.day(moment.day()));
        let words = messages.list(day.into_iter().chain([times::with_zone(moment)]));
        Html(times::instant(moment, &words))
    };
    let is_other_day = start.day() != meeting.start.day();
    let other_day = is_other_day.then(|| Html(times::weekday(messages, start.day())));
    ZoneRow {
        zone: zone.name().to_owned(),
        end: clock(&end, &start),
        start: clock(&start, &start),
        other_day,
    }
}
