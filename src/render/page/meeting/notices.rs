//! What is known of the minutes: approved where, amended how, and the times the meeting was moved.

use crate::{
    model::{Amendment, Approval, Meeting, MeetingStatus, Moved, Target},
    render::{
        html::{escape, times},
        messages::Given,
        page::{
            at::{At, Html},
            listing::state,
            part::State,
        },
    },
};

/// What is known of the minutes; nothing of a meeting that was not held.
pub(super) fn approval(at: &At<'_>, meeting: &Meeting, status: MeetingStatus) -> Option<Html> {
    let approved = meeting.approved.as_ref().and_then(|approval| approved(at, approval));
    let not_yet = || state(&State::new("draft", at.word("states.not_approved")));
    approved.or_else(|| (status == MeetingStatus::Held).then(not_yet))
}

/// When and where the minutes were approved; nothing where that is still to come.
fn approved(at: &At<'_>, approval: &Approval) -> Option<Html> {
    let approved = state(&State::new("approved", at.word("states.approved")));
    let (day, words) = match approval {
        Approval::At(id) => {
            let day = at.ctx.archive.meetings.get(id)?.date;
            let meeting = at.target_html(&Target::Meeting(id.clone()));
            let given: &Given<'_> =
                &[("approved", &approved), ("meeting", &meeting), ("day", &at.day(day))];
            (day, at.say_html("meeting.approved_at", given))
        }
        Approval::On(day) => {
            let given: &Given<'_> = &[("approved", &approved), ("day", &at.day(*day))];
            (*day, at.say_html("meeting.approved_on", given))
        }
    };
    (day <= at.ctx.registers.as_of).then_some(words)
}

pub(super) fn amendments(at: &At<'_>, meeting: &Meeting) -> Vec<Html> {
    let line = |one: &Amendment| Html(format!("{}: {}", at.day(one.date), escape(&one.what)));
    meeting.amendments.iter().map(line).collect()
}

pub(super) fn moved(at: &At<'_>, meeting: &Meeting) -> Vec<Html> {
    meeting.moved.iter().map(|one| move_line(at, one)).collect()
}

/// "Moved on 1 June 2017, from 13 June 2017 14:00: a holiday"
fn move_line(at: &At<'_>, one: &Moved) -> Html {
    let day = at.day(one.on);
    let words = match one.from {
        Some(from) => {
            let from = times::on_day(at.ctx.messages, from.date(), &from.format("%H:%M"));
            at.say_html("meeting.moved_from", &[("day", &day), ("from", &escape(&from))])
        }
        None => at.say_html("meeting.moved", &[("day", &day)]),
    };
    match &one.why {
        Some(why) => Html(format!("{words}: {}", escape(why))),
        None => words,
    }
}
