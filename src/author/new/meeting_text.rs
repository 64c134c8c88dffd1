//! The page of a meeting to come: a plan goes in, its lines come out. Whatever stands in it is true
//! before the meeting is held; the rest is in comments, for whoever fills it in.

use chrono::Days;

use super::{
    lines::Lines,
    meeting::{Change, Plan},
    quote,
    series::Length,
};

/// The lines of a meeting's page.
pub(super) fn lines(plan: &Plan) -> Lines {
    let mut lines = Lines::default();
    lines.push("+++");
    facts(plan, &mut lines);
    roster(&plan.roster, &mut lines);
    lines.push("+++");
    agenda(&plan.agenda, &mut lines);
    review(plan, &mut lines);
    after_the_call(plan).lines().for_each(|line| lines.push(line));
    lines
}

fn facts(plan: &Plan, lines: &mut Lines) {
    let slot = &plan.slot;
    let mut say = |key: &str, value: String| lines.push(format!("{key} = {value}"));
    say("title", quote::toml(&plan.title));
    say("series", quote::toml(&plan.series));
    if let Some(number) = plan.number {
        say("number", number.to_string());
    }
    say("date", slot.local.date().to_string());
    if let Length::Days(days, _) = plan.length {
        let more = Days::new(u64::try_from(days).unwrap_or(0));
        let last = slot.local.date().checked_add_days(more).unwrap_or(slot.local.date());
        say("end_date", last.to_string());
    }
    say("start", start(plan));
    match plan.length {
        Length::Minutes(minutes) => say("duration", quote::toml(&duration(minutes))),
        Length::Days(_, end) => say("end", end.format("%H:%M").to_string()),
    }
    say("zone", quote::toml(slot.zone.name()));
    if matches!(slot.change, Some(Change::Twice)) {
        say("fold", "0                          # the clocks go back: the first of the two".into());
    }
    if let Some(location) = &plan.location {
        say("location", quote::toml(location));
    }
    if !plan.roster.is_empty() {
        say("status", "\"scheduled\"              # \"held\" once the roster is ticked off".into());
    }
}

fn start(plan: &Plan) -> String {
    let time = plan.slot.local.format("%H:%M");
    match plan.slot.change {
        Some(Change::Skipped(usual)) => {
            let usual = usual.format("%H:%M");
            format!("{time}                     # the clocks skip {usual} on this day")
        }
        _ => time.to_string(),
    }
}

/// As people write it: `1h`, `90m`.
fn duration(minutes: i64) -> String {
    match minutes.max(1) {
        minutes if minutes % 60 == 0 => format!("{}h", minutes / 60),
        minutes => format!("{minutes}m"),
    }
}

/// Names that are ticked off by taking the mark of a comment away. Until the status says that the
/// meeting was held, the log counts for nobody.
fn roster(names: &[String], lines: &mut Lines) {
    if names.is_empty() {
        return;
    }
    lines.push("");
    let example: Vec<&String> = names.iter().take(2).collect();
    lines.push(
        "# Tick off the roster: take the # away before those who were there, and write who sent",
    );
    lines.push(format!("# apologies below, as {}. Who is in neither", quote::toml_list(&example)));
    lines.push("# list was absent.");
    lines.push("[attendance]");
    lines.push("members = [");
    names.iter().for_each(|name| lines.push(format!("    # {},", quote::toml(name))));
    lines.push("]");
    for key in ["staff", "observers", "guests", "apologies"] {
        lines.push(format!("{key} = []"));
    }
}

fn agenda(items: &[String], lines: &mut Lines) {
    lines.push("");
    lines.push("## Agenda");
    lines.push("");
    let usual = USUAL_ITEMS.map(ToOwned::to_owned);
    let items = if items.is_empty() { &usual } else { items };
    for (at, item) in items.iter().enumerate() {
        lines.push_if_quiet(format!("{}. {}", at + 1, quote::markdown(item)));
    }
}

/// The agenda of a series that has no habits yet.
const USUAL_ITEMS: [&str; 3] =
    ["Welcome, roll call and apologies", "Review of open action items", "Any other business"];

fn review(plan: &Plan, lines: &mut Lines) {
    if plan.items.n_rows > 0 {
        lines.push("");
        lines.push("## Open action items");
        lines.push("");
        COMMENT_OF_REVIEW.lines().for_each(|line| lines.push(line));
        lines.push("");
        lines.push("| ID | Action | Owner | Due | Status | Note |");
        lines.push("|---|---|---|---|---|---|");
        lines.append(plan.items.rows.clone());
    }
    unnamed(&plan.items.unnamed, lines);
}

/// What is open too, in a comment: without an id it cannot be a row.
fn unnamed(titles: &[String], lines: &mut Lines) {
    if titles.is_empty() {
        return;
    }
    lines.push("");
    lines.push(
        "<!-- Open too, but without an id yet that a row could name; `plenary fix` gives ids:",
    );
    for title in titles {
        lines.push_if_quiet(format!("- {}", title.replace("--", "–").trim()));
    }
    lines.push("-->");
}

const COMMENT_OF_REVIEW: &str = "\
<!-- A row changes its item where it says something new: another owner or day, `completed` as its
status, a note. Delete the rows that were not looked at. -->";

/// What is to be written after the call, with somebody of the roster as an example.
fn after_the_call(plan: &Plan) -> String {
    let owner = plan.roster.first().map_or("Full Name", String::as_str);
    let due = plan.slot.local.date().checked_add_days(Days::new(14));
    let due = due.unwrap_or(plan.slot.local.date());
    format!(
        "
<!-- After the call, copy what there is to say from here to below this comment.
`plenary fix` gives ids to what has none.

## Decisions

- What was agreed, in a sentence.

## Action items

| Action | Owner | Due |
|---|---|---|
| Circulate the draft. | {} | {due} |

## Notes

-->",
        quote::markdown(owner).replace("-->", "")
    )
}
