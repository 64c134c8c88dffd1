//! What is known of the minutes: approved where, amended how, and the times the meeting was moved.

use std::fmt::Write;

use crate::{
    model::{Amendment, Approval, Meeting, MeetingStatus, Moved, Target},
    render::{
        html::{escape, times},
        page::at::{At, Html},
    },
    time::long_day,
};

const APPROVED: &str = "<span class=\"state state-approved\">Approved</span>";
const NOT_YET: &str = "<span class=\"state state-draft\">Not approved yet</span>";

/// What is known of the minutes; nothing of a meeting that was not held.
pub(super) fn approval(at: &At<'_>, meeting: &Meeting, status: MeetingStatus) -> Option<Html> {
    let as_of = at.ctx.registers.as_of;
    let approved = match &meeting.approved {
        Some(Approval::At(id)) => at.ctx.archive.meetings.get(id).map(|other| {
            let link = at.target_html(&Target::Meeting(id.clone())).0;
            (other.date, format!("{APPROVED} at {link} on {}.", times::day(other.date)))
        }),
        Some(Approval::On(day)) => Some((*day, format!("{APPROVED} on {}.", times::day(*day)))),
        None => None,
    };
    let words = approved.filter(|(day, _)| *day <= as_of).map(|(_, words)| words);
    let not_yet = (status == MeetingStatus::Held).then(|| NOT_YET.to_owned());
    words.or(not_yet).map(Html)
}

pub(super) fn amendments(meeting: &Meeting) -> Vec<Html> {
    let line = |one: &Amendment| Html(format!("{}: {}", times::day(one.date), escape(&one.what)));
    meeting.amendments.iter().map(line).collect()
}

pub(super) fn moved(meeting: &Meeting) -> Vec<Html> {
    let line = |one: &Moved| {
        let mut line = format!("Moved on {}", times::day(one.on));
        if let Some(from) = one.from {
            let _ = write!(line, ", from {} {}", long_day(from.date()), from.format("%H:%M"));
        }
        if let Some(why) = &one.why {
            let _ = write!(line, ": {}", escape(why));
        }
        Html(line)
    };
    meeting.moved.iter().map(line).collect()
}
