//! What a meeting changed in the registers.

use crate::{
    derive::{FieldChange, Step},
    model::{Meeting, RecId, RecUpdate, Target},
    render::{
        html::escape,
        page::{
            Scope,
            at::{At, Html},
        },
    },
};

/// What the meeting changed in the registers, a line a kind.
pub(super) fn changes(scope: &Scope<'_>, at: &At<'_>, meeting: &Meeting) -> Vec<Html> {
    let decided = scope.index.decisions.get(&meeting.id).into_iter().flatten();
    let decided: Vec<Target> = decided.map(|&id| Target::Decision(id.clone())).collect();
    let approved = scope.index.approvals.get(&meeting.id).into_iter().flatten();
    let approved: Vec<Target> = approved.map(|&id| Target::Meeting(id.clone())).collect();
    let items = |wanted| items(scope, meeting, wanted);
    let lines = [
        told(at, "meeting.n_opened", &items(Did::Opened)),
        told(at, "meeting.n_closed", &items(Did::Closed)),
        told(at, "meeting.n_redated", &items(Did::Redated)),
        told(at, "meeting.n_updated", &items(Did::Updated)),
        told(at, "meeting.n_decided", &decided),
        told(at, "meeting.n_approved", &approved),
    ];
    let updates = scope.index.updates.get(&meeting.id).into_iter().flatten();
    let updates = updates.filter_map(|(id, update)| update_line(at, id, update));
    lines.into_iter().flatten().chain(updates).collect()
}

/// What a meeting did to an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Did {
    Opened,
    Closed,
    /// Gave it another due date.
    Redated,
    Updated,
    /// Looked at it, no more.
    Nothing,
}

fn items(scope: &Scope<'_>, meeting: &Meeting, wanted: Did) -> Vec<Target> {
    let steps = scope.ctx.registers.steps_at(&meeting.id);
    let wanted = steps.filter(|(_, step, opens)| did(step, *opens) == wanted);
    wanted.map(|(id, ..)| Target::Action(id.clone())).collect()
}

fn did(step: &Step, opens: bool) -> Did {
    let closes =
        |change: &FieldChange| matches!(change, FieldChange::Status(_, to, _) if !to.is_open());
    let redates = |change: &FieldChange| matches!(change, FieldChange::Due(Some(_), _));
    match opens {
        true => Did::Opened,
        false if step.changes.iter().any(closes) => Did::Closed,
        false if step.changes.iter().any(redates) => Did::Redated,
        false if step.changes.is_empty() => Did::Nothing,
        false => Did::Updated,
    }
}

/// "2 decisions taken: …"; nothing where there are none.
fn told(at: &At<'_>, key: &str, targets: &[Target]) -> Option<Html> {
    if targets.is_empty() {
        return None;
    }
    let count = escape(&at.count(key, targets.len()));
    let links = at.join(targets.iter().map(|target| at.target_html(target)));
    Some(Html(format!("<span class=\"count\">{count}:</span> {}", links.0)))
}

/// "SSR1 recommendation 10: implemented"
fn update_line(at: &At<'_>, id: &RecId, update: &RecUpdate) -> Option<Html> {
    let status = escape(update.status.as_deref()?);
    let rec = at.target_html(&Target::Recommendation(id.clone()));
    Some(Html(format!("{}: {status}", rec.0)))
}
