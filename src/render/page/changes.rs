//! What happened to the record, newest first.

use super::{
    Made, ROWS, Scope,
    at::{At, Html},
    frame::{Frame, one_line},
    listing::{Listing, Row, Section, words},
    part,
    split::{Part, split},
};
use crate::{
    derive::{Change, ChangeKind},
    model::Target,
    render::html::{escape, times},
    source::prose::plain,
    time::long_day,
};

/// More pages of changes than this are for the data to tell.
const MOST_PAGES: usize = 20;

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let changes = &scope.ctx.registers.changes;
    let newest = &changes[..changes.len().min(MOST_PAGES * ROWS)];
    split("changes", "Changes", newest, |part| page(scope, part))
}

fn page(scope: &Scope<'_>, part: &Part<'_, Change>) -> Made {
    let at = scope.at(part.address());
    let frame = Frame::new(&at, "changes", &part.title()).also(
        &at,
        "feed.xml",
        "application/atom+xml",
        "Changes as a feed",
    );
    let rows = part.rows.iter().map(|change| row(&at, change)).collect();
    let list = Section::new("list", "Newest first").table(&["Day", "What", "Happened"], rows);
    let view = Listing::default().section(list).rows(part.rows(&at, None)).pages(part.pager(&at));
    scope.show("page/changes.html", &frame, &view)
}

fn row(at: &At<'_>, change: &Change) -> Row {
    Row::new([
        Html(times::day(change.date)),
        what(at, &change.target),
        words(&happened(&change.what)),
    ])
}

/// The thing that changed; an item, whose name is its id, with what it is about.
fn what(at: &At<'_>, target: &Target) -> Html {
    let link = at.target_html(target);
    let Target::Action(id) = target else { return link };
    let item = at.ctx.registers.actions.get(id);
    let wording = item.map(|item| escape(&one_line(&plain(&item.title), 100)));
    Html(wording.map_or_else(|| link.0.clone(), |wording| format!("{} {wording}", link.0)))
}

/// A change in words.
pub(super) fn happened(what: &ChangeKind) -> String {
    match what {
        ChangeKind::MeetingHeld => "held".into(),
        ChangeKind::MeetingMoved(None) => "moved".into(),
        ChangeKind::MeetingMoved(Some(from)) => {
            format!("moved from {} {}", long_day(from.date()), from.format("%H:%M"))
        }
        ChangeKind::MeetingApproved => "record approved".into(),
        ChangeKind::MeetingAmended(what) => format!("record amended: {what}"),
        ChangeKind::ActionOpened => "opened".into(),
        ChangeKind::ActionClosed(status) => part::status(status).word,
        ChangeKind::ActionRedated(None, Some(to)) => format!("given a due day: {}", long_day(*to)),
        ChangeKind::ActionRedated(_, None) => "no longer due on a day".into(),
        ChangeKind::ActionRedated(Some(from), Some(to)) => {
            format!("due {} instead of {}", long_day(*to), long_day(*from))
        }
        ChangeKind::ActionUpdated => "updated".into(),
        ChangeKind::DecisionTaken => "decided".into(),
        ChangeKind::RecommendationStatus(status) => format!("status: {status}"),
        ChangeKind::BriefingGiven => "briefing given".into(),
    }
}
