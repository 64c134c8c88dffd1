//! What programs read in a page's head: a meeting as JSON-LD.

use serde_json::{Map, Value, json};

use super::Context;
use crate::model::{Address, Meeting, MeetingStatus, RecordKind, RecordPlace, Target};

/// A meeting as a schema.org `Event`.
pub(super) fn json_ld_meeting(ctx: &Context<'_>, meeting: &Meeting) -> Value {
    let site = &ctx.archive.site;
    let url = Address::of(&Target::Meeting(meeting.id.clone())).absolute(ctx.base_url);
    let home = Address::new("index.html").absolute(ctx.base_url);
    let place = place(meeting);
    let mut event = Map::new();
    let mut add = |key: &str, value: Value| event.insert(key.to_owned(), value);
    add("@context", json!("https://schema.org"));
    add("@type", json!("Event"));
    add("@id", json!(url));
    add("name", json!(meeting.title));
    add("description", json!(description(ctx, meeting)));
    add("url", json!(url));
    add("inLanguage", json!(site.language));
    add("startDate", json!(meeting.start.rfc3339_local()));
    add("endDate", json!(meeting.end.rfc3339_local()));
    add("eventStatus", json!(status(ctx, meeting)));
    add("eventAttendanceMode", json!(format!("https://schema.org/{}", place.mode())));
    add("location", location(meeting, place, &url));
    add("organizer", json!({ "@type": "Organization", "name": site.title, "url": home }));
    let recordings = recordings(ctx, meeting);
    if !recordings.is_empty() {
        add("recordedIn", Value::Array(recordings));
    }
    Value::Object(event)
}

/// Its own line, or what can be said of any meeting.
fn description(ctx: &Context<'_>, meeting: &Meeting) -> String {
    let site = &ctx.archive.site;
    meeting.description.clone().unwrap_or_else(|| match site.series(&meeting.series) {
        Some(series) => {
            ctx.messages.with("head.of_series", &[("series", &series.name), ("site", &site.title)])
        }
        None => ctx.messages.with("head.meeting", &[("site", &site.title)]),
    })
}

fn status(ctx: &Context<'_>, meeting: &Meeting) -> &'static str {
    match ctx.registers.statuses.get(&meeting.id) {
        Some(MeetingStatus::Cancelled) => "https://schema.org/EventCancelled",
        _ if !meeting.moved.is_empty() => "https://schema.org/EventRescheduled",
        _ => "https://schema.org/EventScheduled",
    }
}

/// Where people meet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Online,
    Room,
    Both,
}

impl Place {
    const fn mode(self) -> &'static str {
        match self {
            Self::Online => "OnlineEventAttendanceMode",
            Self::Room => "OfflineEventAttendanceMode",
            Self::Both => "MixedEventAttendanceMode",
        }
    }
}

/// Words of a location that is no room.
const ONLINE: [&str; 14] = [
    "adobe connect",
    "zoom",
    "webex",
    "skype",
    "microsoft teams",
    "google meet",
    "jitsi",
    "bigbluebutton",
    "online",
    "virtual",
    "remote",
    "teleconference",
    "telephone",
    "http",
];

fn place(meeting: &Meeting) -> Place {
    let Some(location) = &meeting.location else { return Place::Online };
    let location = location.to_lowercase();
    if ONLINE.iter().any(|word| location.contains(word)) {
        return Place::Online;
    }
    let is_joined = meeting.joins.iter().any(|join| join.url.is_some());
    let is_remote = meeting.attendance.iter().any(|log| !log.remote.is_empty());
    if is_joined || is_remote { Place::Both } else { Place::Room }
}

fn location(meeting: &Meeting, place: Place, page: &str) -> Value {
    let room =
        || json!({ "@type": "Place", "name": meeting.location, "address": meeting.location });
    match place {
        Place::Online => virtual_place(meeting, page),
        Place::Room => room(),
        Place::Both => json!([room(), virtual_place(meeting, page)]),
    }
}

/// The first link to join by, else the meeting's page, which tells how.
fn virtual_place(meeting: &Meeting, page: &str) -> Value {
    let url = meeting.joins.iter().find_map(|join| join.url.as_deref()).unwrap_or(page);
    json!({ "@type": "VirtualLocation", "url": url })
}

fn recordings(ctx: &Context<'_>, meeting: &Meeting) -> Vec<Value> {
    let is_recording = |kind| matches!(kind, RecordKind::Recording | RecordKind::Audio);
    let recordings = meeting.records.iter().filter(|record| is_recording(record.kind));
    let recording = |record: &crate::model::Record| {
        let url = match &record.place {
            RecordPlace::Url(url) => url.clone(),
            RecordPlace::File { address, .. } => address.absolute(ctx.base_url),
        };
        json!({ "@type": "CreativeWork", "name": record.title, "url": url })
    };
    recordings.map(recording).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture::{madrid, record};

    #[test]
    fn a_meeting_is_an_event_at_its_place() {
        let record = record();
        let event = json_ld_meeting(&record.ctx(), &record.archive.meetings[&madrid()]);
        assert_eq!(event["startDate"], "2017-05-14T08:30:00+02:00");
        assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
        assert_eq!(event["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode");
        assert_eq!(event["location"]["name"], "Salon Edinburgo, Madrid");
    }
}
