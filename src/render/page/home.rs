//! The home page. Its first screen answers: what is this, when is the next or latest meeting, what
//! is overdue, where do the recommendations stand; then what is new.

mod standing;

use schemars::JsonSchema;
use serde::Serialize;

use self::standing::{Standing, standing};
use super::{
    Made, Scope,
    at::{At, Html, Link, join, linked},
    attendance::period_words,
    changes::happened,
    frame::Frame,
    listing::{Row, Section, state, words},
    meetings,
    part::{self, State},
};
use crate::{
    derive::{ActionState, Change, Tally},
    model::{Address, Extra, Meeting, MeetingId, MeetingStatus, Target},
    render::{
        html::{escape, times},
        picture,
    },
    source::prose::plain,
    text::{name, number},
};

/// How many of each are shown.
const FEW: usize = 5;
/// How many of the longest overdue are told at the head.
const WORST: usize = 3;

/// What the home page shows.
#[derive(Serialize, JsonSchema)]
struct HomeView {
    /// What this is.
    lead: String,
    /// The next meeting and, where none is to come, the latest.
    meetings: Vec<MeetingCard>,
    /// How one follows the record.
    ways: Vec<Link>,
    /// None where there are no items.
    actions: Option<Overdue>,
    /// A set each.
    standing: Vec<Standing>,
    /// The latest meetings.
    latest: Section,
    /// What changed last, a day each.
    changes: Vec<DayOfChanges>,
    /// The page of all changes.
    all_changes: String,
    /// What follows below: meetings to come, items, participation, pages.
    sections: Vec<Section>,
    /// Empty: the archive's own keys are `site.extra`. Themes may ask any page for its own.
    extra: Extra,
}

/// A meeting, in short.
#[derive(Serialize, JsonSchema)]
struct MeetingCard {
    /// `next` or `latest`.
    key: &'static str,
    /// "Next meeting" or "Latest meeting".
    heading: &'static str,
    /// The meeting's title.
    title: String,
    /// The meeting's page.
    href: String,
    /// Its day, or its first and last.
    days: Html,
    /// From when to when.
    time: Html,
    /// Whether it was held, is scheduled or cancelled.
    state: Html,
    /// Where it is held.
    location: Option<String>,
    /// One line on it.
    description: Option<String>,
}

/// How many items are late, and which are so for longest.
#[derive(Serialize, JsonSchema)]
struct Overdue {
    /// "has-late" where some are overdue.
    class: &'static str,
    /// How many are overdue, as a figure, and how many are open.
    summary: Html,
    /// The same in a line, for a small window.
    in_short: Html,
    /// Those that are overdue by most.
    worst: Vec<Late>,
}

/// What happened on a day.
#[derive(Serialize, JsonSchema)]
struct DayOfChanges {
    /// The day.
    day: Html,
    /// What changed on it.
    lines: Vec<Html>,
}

/// An item that is overdue.
#[derive(Serialize, JsonSchema)]
struct Late {
    /// The item's id.
    id: String,
    /// The item's page.
    href: String,
    /// What is to be done.
    title: String,
    /// Who is to do it.
    owners: Html,
    /// "494 days late"
    late: String,
}

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let at = scope.at(Address::new("index.html"));
    let site = &scope.ctx.archive.site;
    let description = Some(site.description.as_str()).filter(|words| !words.is_empty());
    let mut frame = Frame::new(&at, "home", &site.title)
        .described(description.unwrap_or(&site.title))
        .data(&at, "data/archive.json");
    frame.crumbs.clear();
    site.title.clone_into(&mut frame.full_title);
    vec![scope.show("page/home.html", &frame, &view(scope, &at))]
}

fn view(scope: &Scope<'_>, at: &At<'_>) -> HomeView {
    let latest = meetings::of_status(scope, MeetingStatus::Held).rev().take(FEW);
    HomeView {
        lead: scope.ctx.archive.site.description.clone(),
        meetings: card(scope, at).into_iter().collect(),
        ways: ways(scope, at),
        actions: overdue(at),
        standing: scope.ctx.archive.sets.values().map(|set| standing(at, set)).collect(),
        latest: meetings::section(at, "latest", "Latest meetings", latest),
        changes: changes(at),
        all_changes: at.file("changes.html"),
        sections: sections(scope, at).into_iter().filter(|one| !one.is_empty()).collect(),
        extra: Extra::default(),
    }
}

/// The next meeting or, where none is to come, the latest that was held.
fn card(scope: &Scope<'_>, at: &At<'_>) -> Option<MeetingCard> {
    let next = meetings::of_status(scope, MeetingStatus::Scheduled).next();
    let latest = || meetings::of_status(scope, MeetingStatus::Held).next_back();
    let (key, heading, id) = match next {
        Some(id) => ("next", "Next meeting", id),
        None => ("latest", "Latest meeting", latest()?),
    };
    let meeting = scope.ctx.archive.meetings.get(id)?;
    Some(meeting_card(at, key, heading, meeting))
}

fn meeting_card(
    at: &At<'_>,
    key: &'static str,
    heading: &'static str,
    meeting: &Meeting,
) -> MeetingCard {
    let status = part::meeting_status(at, meeting).name();
    MeetingCard {
        key,
        heading,
        title: meeting.title.clone(),
        href: at.href(&Address::of(&Target::Meeting(meeting.id.clone()))),
        days: part::days(meeting),
        time: Html(times::clock_span(&meeting.start, Some(&meeting.end))),
        state: state(&State::new(status, status)),
        location: meeting.location.clone(),
        description: meeting.description.clone(),
    }
}

/// How one follows the record: by calendar, by feed.
fn ways(scope: &Scope<'_>, at: &At<'_>) -> Vec<Link> {
    let has_meetings = !scope.ctx.archive.meetings.is_empty();
    let calendar = has_meetings.then_some([
        ("All meetings", "meetings.html"),
        ("Subscribe to the calendar", "calendar.ics"),
    ]);
    let all = calendar.into_iter().flatten().chain([("Follow by feed", "feed.xml")]);
    all.map(|(words, path)| at.link(words, Some(&Address::new(path)))).collect()
}

fn overdue(at: &At<'_>) -> Option<Overdue> {
    let registers = at.ctx.registers;
    if registers.actions.is_empty() {
        return None;
    }
    let open = open_items(at);
    let overdue: Vec<&ActionState> = open.iter().copied().filter(|item| item.is_overdue).collect();
    let (messages, href) = (at.ctx.messages, at.file("actions.html"));
    let n_open = messages.count("actions.n_open_items", open.len(), &[]);
    let figure = format!("<span class=\"figure\">{}</span>", messages.number(overdue.len()));
    let of_open = |n: &str, open: Html| {
        Html(messages.html("home.n_overdue_of", &[("n", &n), ("open", &open.0)]))
    };
    Some(Overdue {
        class: if overdue.is_empty() { "is-calm" } else { "is-late" },
        summary: of_open(&figure, linked(&href, &n_open)),
        in_short: of_open(&messages.number(overdue.len()), linked(&href, &n_open)),
        worst: overdue.into_iter().take(WORST).map(|item| late(at, item)).collect(),
    })
}

/// Open items, those that are longest overdue first.
fn open_items<'a>(at: &At<'a>) -> Vec<&'a ActionState> {
    let registers = at.ctx.registers;
    registers.open_actions.iter().filter_map(|id| registers.actions.get(id)).collect()
}

fn late(at: &At<'_>, item: &ActionState) -> Late {
    Late {
        id: item.id.to_string(),
        href: at.href(&Address::of(&Target::Action(item.id.clone()))),
        title: super::frame::one_line(&plain(&item.title), 110),
        owners: at.owners(&item.owners),
        late: part::lateness(item),
    }
}

/// What stands below the first screen.
fn sections(scope: &Scope<'_>, at: &At<'_>) -> [Section; 5] {
    let over_time = Html(picture::actions_over_time(&at.ctx));
    [
        to_come(scope, at),
        board(at),
        Section::new("actions", "Open action items").html(over_time),
        participation(scope),
        Section::new("pages", "Pages").list(pages_in_order(at)),
    ]
}

/// The briefing board of the set that a bare number means, else of the first.
fn board(at: &At<'_>) -> Section {
    let archive = at.ctx.archive;
    let usual = archive.site.default_recommendations.as_ref();
    let usual = usual.and_then(|id| archive.sets.get(&id.value));
    let set = usual.or_else(|| archive.sets.values().next());
    let heading = set.map(|set| format!("Briefing board: {}", set.title)).unwrap_or_default();
    let board = set.map(|set| Html(picture::board(&at.ctx, &at.page, set))).unwrap_or_default();
    Section::new("board", &heading).html(board)
}

/// The meetings that are to come, after the next one.
fn to_come(scope: &Scope<'_>, at: &At<'_>) -> Section {
    let ids: Vec<&MeetingId> =
        meetings::of_status(scope, MeetingStatus::Scheduled).take(FEW).collect();
    meetings::section(at, "next", "Next meetings", ids)
}

/// The last changes, by day.
fn changes(at: &At<'_>) -> Vec<DayOfChanges> {
    let days = at.ctx.registers.changes.chunk_by(|one, other| one.date == other.date);
    let day = |changes: &[Change]| {
        let date = changes.first()?.date;
        Some(DayOfChanges { day: Html(times::day(date)), lines: lines_of(at, changes) })
    };
    days.take(FEW).filter_map(day).collect()
}

/// "P16-1, P16-2 opened": the changes of a day, each kind of happening once.
fn lines_of(at: &At<'_>, changes: &[Change]) -> Vec<Html> {
    let mut happenings: Vec<(String, Vec<&Target>)> = Vec::new();
    for change in changes {
        let words = happened(&change.what);
        match happenings.last_mut().filter(|(last, _)| *last == words) {
            Some((_, targets)) => targets.push(&change.target),
            None => happenings.push((words, vec![&change.target])),
        }
    }
    happenings.iter().map(|(words, targets)| line(at, words, targets)).collect()
}

/// A happening to one thing or several, of which the first are named.
fn line(at: &At<'_>, words: &str, targets: &[&Target]) -> Html {
    let links = join(targets.iter().take(2 * FEW).map(|target| at.target_html(target)));
    let more = match targets.len().saturating_sub(2 * FEW) {
        0 => String::new(),
        n => format!(" and {} more", number(n)),
    };
    Html(format!("{}{more} {}", links.0, escape(words)))
}

/// Every ordinary page, by title: those that no menu names can be found here.
fn pages_in_order(at: &At<'_>) -> Vec<Html> {
    let mut pages: Vec<_> = at.ctx.archive.pages.values().collect();
    pages.sort_by_key(|page| (name::fold(&page.title), &page.id));
    pages.iter().map(|page| at.target_html(&Target::Page(page.id.clone()))).collect()
}

fn participation(scope: &Scope<'_>) -> Section {
    let months = scope.ctx.registers.attendance.months.iter().rev().take(FEW);
    let row = |(month, tally): (&String, &Tally)| {
        let rate = part::rate(tally.present, tally.eligible);
        let counts = [tally.present, tally.eligible].map(number);
        let [present, eligible] = counts.map(|count| words(&count));
        Row::new([period_words(month), words(&rate), present, eligible])
    };
    let columns = ["Month", "Rate", "Present", "Expected"];
    Section::new("participation", "Participation")
        .html(Html(picture::participation_by_month(&scope.ctx)))
        .table(&columns, months.map(row).collect())
}
