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

#[cfg(test)]
mod tests {
    use super::super::tests_support::{day, meeting};
    use super::*;
    use MeetingStatus::{Cancelled, Held, Scheduled};

    #[track_caller]
    fn is(stated: Option<MeetingStatus>, as_of: &str, expected: MeetingStatus) {
        let meeting = Meeting { stated_status: stated, ..meeting("a", "2017-06-13T06:00") };
        assert_eq!(status(&meeting, day(as_of)), expected);
    }

    #[test]
    fn a_meeting_is_to_come_until_its_day() {
        is(None, "2017-06-12", Scheduled);
        is(None, "2017-06-13", Held);
        is(None, "2017-06-14", Held);
    }

    #[test]
    fn what_it_says_of_itself_holds_from_its_day() {
        is(Some(Held), "2017-06-12", Scheduled);
        is(Some(Held), "2017-06-13", Held);
        is(Some(Scheduled), "2017-06-14", Scheduled);
    }

    #[test]
    fn a_cancelled_meeting_is_off_on_any_day() {
        is(Some(Cancelled), "2017-06-12", Cancelled);
        is(Some(Cancelled), "2017-06-14", Cancelled);
    }
}
