//! The calendar: meetings in, what each is on the as-of day out.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Archive, Meeting, MeetingId, MeetingStatus};

/// What each meeting is on a day.
pub(super) fn statuses(archive: &Archive, as_of: NaiveDate) -> BTreeMap<MeetingId, MeetingStatus> {
    archive.meetings.values().map(|meeting| (meeting.id.clone(), status(meeting, as_of))).collect()
}

/// A meeting on the as-of day counts as held; one after it is to come, whatever its `status`,
/// unless it is cancelled.
fn status(meeting: &Meeting, as_of: NaiveDate) -> MeetingStatus {
    match meeting.stated_status {
        Some(MeetingStatus::Cancelled) => MeetingStatus::Cancelled,
        _ if meeting.date > as_of => MeetingStatus::Scheduled,
        stated => stated.unwrap_or(MeetingStatus::Held),
    }
}
