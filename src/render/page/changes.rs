//! What happened to the record, newest first.

use chrono::NaiveDate;

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
};

/// More pages of changes than this are for the data to tell.
const MOST_PAGES: usize = 20;

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let changes = &scope.ctx.registers.changes;
    let newest = &changes[..changes.len().min(MOST_PAGES * ROWS)];
    split("changes", scope.ctx.messages.text("menu.changes"), newest, |part| page(scope, part))
}

fn page(scope: &Scope<'_>, part: &Part<'_, Change>) -> Made {
    let at = scope.at(part.address())?;
    let frame = Frame::new(&at, "changes", &part.title(&at)).also(
        &at,
        "feed.xml",
        "application/atom+xml",
        at.word("alternates.changes_feed"),
    );
    let rows = part.rows.iter().map(|change| row(&at, change)).collect();
    let columns = ["columns.day", "columns.what", "columns.happened"];
    let list = Section::new("list", at.word("changes.newest_first")).table(&at, &columns, rows);
    let view = Listing::default().section(list).rows(part.rows(&at, None)).pages(part.pager(&at));
    scope.show("page/changes.html", &frame, &view)
}

fn row(at: &At<'_>, change: &Change) -> Row {
    Row::new([at.day(change.date), what(at, &change.target), words(&happened(at, &change.what))])
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
pub(super) fn happened(at: &At<'_>, what: &ChangeKind) -> String {
    let key = match what {
        ChangeKind::MeetingHeld => "changes.held",
        ChangeKind::MeetingMoved(None) => "changes.moved",
        ChangeKind::MeetingMoved(Some(from)) => {
            let from = times::on_day(at.ctx.messages, from.date(), &from.format("%H:%M"));
            return at.say("changes.moved_from", &[("from", &from)]);
        }
        ChangeKind::MeetingApproved => "changes.approved",
        ChangeKind::MeetingAmended(what) => return at.say("changes.amended", &[("what", what)]),
        ChangeKind::ActionOpened => "changes.opened",
        ChangeKind::ActionClosed(status) => return part::status(at, status).word,
        ChangeKind::ActionRedated(from, to) => return redated(at, *from, *to),
        ChangeKind::ActionUpdated => "changes.updated",
        ChangeKind::DecisionTaken => "changes.decided",
        ChangeKind::RecommendationStatus(status) => {
            return at.say("changes.status", &[("status", status)]);
        }
        ChangeKind::BriefingGiven => "changes.briefing_given",
        ChangeKind::PagePublished => "changes.published",
        ChangeKind::PageChanged => "changes.page_changed",
    };
    at.word(key).to_owned()
}

/// That an item was given another day, its first, or none.
fn redated(at: &At<'_>, from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    let day = |day| at.ctx.messages.day(day);
    match (from, to) {
        (_, None) => at.word("changes.undated").to_owned(),
        (None, Some(to)) => at.say("changes.dated", &[("to", &day(to))]),
        (Some(from), Some(to)) => {
            at.say("changes.redated", &[("to", &day(to)), ("from", &day(from))])
        }
    }
}
