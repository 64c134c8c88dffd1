//! The body of a meeting's page: its parts in their places, with the agenda, the action items as
//! they stood, and the decisions.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::{
        Action, ActionId, ActionStatus, Address, AgendaDay, AgendaItem, DecisionId, Due, ItemKind,
        Meeting, Owner, Part, Prose, RecId, Target, Wording,
    },
    render::{
        html::{Base, Writer, escape, times},
        page::{
            at::{At, Html},
            part::{self, DecisionRow, State},
        },
    },
    source::prose::{BlockKind, plain},
    text::name::fold,
};

/// A part of the body, in its place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Part")]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum PartView {
    Prose {
        /// The text.
        html: Html,
    },
    Agenda {
        /// Whether a heading is to be made, as the minutes have none above it.
        has_heading: bool,
        /// The days of the agenda.
        days: Vec<DayView>,
    },
    Actions {
        /// What the table is called.
        label: String,
        /// The rows, in the order of the minutes.
        rows: Vec<RowView>,
    },
    Decisions {
        /// The rows, in the order of the minutes.
        rows: Vec<DecisionRow>,
    },
}

/// A day of an agenda.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AgendaDay")]
pub(super) struct DayView {
    /// Made of its date, and of its place where a day comes twice.
    id: String,
    /// What the day is called, where it is.
    title: Option<String>,
    /// The day, where there are several.
    day: Option<Html>,
    /// From when to when.
    time: Option<Html>,
    /// Where it is held, where that is said of the day.
    location: Option<String>,
    /// The items; those within others follow them.
    items: Vec<ItemView>,
}

/// An item of the agenda; nesting is told by what begins and ends after it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AgendaItem")]
pub(super) struct ItemView {
    /// The id by which it is linked to; empty where it has none.
    id: String,
    /// "session", "break" and so on.
    class: &'static str,
    /// The word for that.
    kind: String,
    /// Whether its title is that word alone, as that of most breaks.
    is_named_so: bool,
    /// From when to when.
    time: Option<Html>,
    /// Its number, as it was written.
    number: Option<String>,
    /// What it is about.
    title: Html,
    /// Who presents.
    presenters: Option<Html>,
    /// The recommendations it is about.
    recommendations: Option<Html>,
    /// What the minutes say of it.
    body: Html,
    /// Whether its own items follow.
    opens: bool,
    /// How many lists end after it.
    closes: Vec<()>,
}

/// A row of a table of items, as it stood after the meeting.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ActionRow")]
pub(super) struct RowView {
    /// The id by which it is linked to on this page.
    anchor: Option<String>,
    /// The id as it was written, where its case differs.
    written: Option<String>,
    /// The item's id.
    id: String,
    /// The item's page.
    href: Option<String>,
    /// What is to be done.
    title: Html,
    /// Who is to do it.
    owners: Html,
    /// By when.
    due: Html,
    /// How it stood then.
    state: State,
    /// What was noted.
    note: Option<Html>,
    /// What it is now, where that differs.
    now: Option<State>,
}

/// The body, in order; an agenda that has no place in it stands before.
pub(super) fn parts(at: &At<'_>, meeting: &Meeting) -> Vec<PartView> {
    let parts: Vec<(&Part, Prose)> =
        meeting.parts.iter().map(|part| (part, part.prose())).collect();
    let mut body = Body::new(at, meeting);
    parts.iter().for_each(|(_, blocks)| body.writer.expect(blocks));
    let items = meeting.agenda.iter().flat_map(|day| &day.items);
    items.for_each(|item| expect_item(&mut body.writer, item));
    let mut views = Vec::new();
    let has_place = meeting.parts.iter().any(|part| matches!(part, Part::Agenda));
    if !has_place {
        views.extend(body.agenda(true));
    }
    let mut after_heading = false;
    for (part, blocks) in &parts {
        match part {
            Part::Prose(_) => {
                after_heading = ends_in_heading(blocks);
                views.push(PartView::Prose { html: Html(body.writer.blocks(blocks)) });
            }
            Part::Agenda => views.extend(body.agenda(!after_heading)),
            Part::Actions(rows) => views.push(body.actions(rows)),
            Part::Decisions(ids) => views.push(body.decisions(ids)),
        }
    }
    views
}

fn ends_in_heading(blocks: &Prose) -> bool {
    blocks.last().is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
}

/// The body while it is written: footnotes are counted and ids kept apart through all its parts.
struct Body<'a> {
    at: &'a At<'a>,
    meeting: &'a Meeting,
    writer: Writer<'a>,
    has_agenda: bool,
    n_tables: usize,
    /// How many days of the agenda have had a date so far.
    days: BTreeMap<NaiveDate, usize>,
}

impl<'a> Body<'a> {
    fn new(at: &'a At<'a>, meeting: &'a Meeting) -> Self {
        let writer = Writer::new(at.ctx, Base::Page(&at.page));
        Self { at, meeting, writer, has_agenda: false, n_tables: 0, days: BTreeMap::new() }
    }

    /// An id, where it was not given before.
    fn once(&mut self, id: &str) -> Option<String> {
        (!id.is_empty() && self.writer.gives(id)).then(|| id.to_owned())
    }

    /// The agenda, the first time it is asked for.
    fn agenda(&mut self, has_heading: bool) -> Option<PartView> {
        let meeting = self.meeting;
        if std::mem::replace(&mut self.has_agenda, true) || meeting.agenda.is_empty() {
            return None;
        }
        let days = meeting.agenda.iter().map(|day| self.day(day)).collect();
        Some(PartView::Agenda { has_heading, days })
    }

    fn day(&mut self, day: &AgendaDay) -> DayView {
        let is_one_of_several = self.meeting.agenda.len() > 1 || day.date != self.meeting.date;
        let mut items = Vec::new();
        self.push_items(&day.items, &mut items);
        DayView {
            id: self.day_id(day),
            title: day.title.clone(),
            day: (is_one_of_several || day.title.is_some()).then(|| day_words(self.at, day)),
            time: day.start.as_ref().map(|start| {
                Html(times::clock_span(self.at.ctx.messages, start, day.end.as_ref()))
            }),
            location: day.location.clone(),
            items,
        }
    }

    fn day_id(&mut self, day: &AgendaDay) -> String {
        let n = self.days.entry(day.date).or_insert(0);
        *n += 1;
        if *n == 1 { format!("day-{}", day.date) } else { format!("day-{}-{n}", day.date) }
    }

    fn push_items(&mut self, items: &[AgendaItem], out: &mut Vec<ItemView>) {
        for item in items {
            let view = self.item(item);
            out.push(view);
            self.push_items(&item.items, out);
            if let (false, Some(last)) = (item.items.is_empty(), out.last_mut()) {
                last.closes.push(());
            }
        }
    }

    fn item(&mut self, item: &AgendaItem) -> ItemView {
        let recs = recs(self.at, &item.recommendations);
        let is_on = item.kind == ItemKind::Briefing && !recs.0.is_empty();
        let kind = kind(self.at, item.kind);
        ItemView {
            id: self.once(&item.id).unwrap_or_default(),
            class: item.kind.name(),
            is_named_so: fold(plain(&item.title).trim()) == fold(kind),
            kind: kind.to_owned(),
            time: time(self.at, item),
            number: item.number.as_ref().map(ToString::to_string),
            title: Html(self.writer.words(&item.title)),
            presenters: (!item.presenters.is_empty()).then(|| self.at.names(&item.presenters)),
            recommendations: is_on.then_some(recs),
            body: Html(self.writer.blocks(&item.body)),
            opens: !item.items.is_empty(),
            closes: Vec::new(),
        }
    }

    fn actions(&mut self, rows: &[(ActionId, usize)]) -> PartView {
        self.n_tables += 1;
        let label = match self.n_tables {
            1 => self.at.word("actions.action_items").to_owned(),
            n => self.at.say("meeting.nth_action_items", &[("n", &n)]),
        };
        let rows = rows.iter().filter_map(|(id, event)| self.row(id, *event)).collect();
        PartView::Actions { label, rows }
    }

    /// An item as it stood after its `n`th event.
    fn row(&mut self, id: &ActionId, n: usize) -> Option<RowView> {
        let action = self.at.ctx.archive.actions.get(id)?;
        let event = action.events.get(n)?;
        let stood = Stood::after(action, n);
        let register = self.at.ctx.registers.actions.get(id);
        let state = part::status(self.at, &stood.status);
        let (anchor, written) = self.row_ids(id.as_str(), &event.anchor);
        Some(RowView {
            anchor,
            written,
            id: id.to_string(),
            href: register.map(|_| self.at.href(&Address::of(&Target::Action(id.clone())))),
            title: self.words(stood.title).unwrap_or_default(),
            owners: self.at.owners(stood.owners),
            due: self.at.due(stood.due),
            now: register
                .map(|item| part::action_state(self.at, item))
                .filter(|now| now.class != state.class),
            state,
            note: self.words(event.note.as_ref()),
        })
    }

    /// The ids of a row, each where it was not given before: of its address, and as written.
    fn row_ids(&mut self, id: &str, anchor: &str) -> (Option<String>, Option<String>) {
        let given = self.once(anchor);
        let written = if id == anchor { None } else { self.once(id) };
        let written = written.filter(|_| given.is_some());
        (given, written)
    }

    fn words(&mut self, words: Option<&Wording>) -> Option<Html> {
        words.map(|words| Html(self.writer.words(words)))
    }

    fn decisions(&mut self, ids: &[DecisionId]) -> PartView {
        let rows = ids.iter().filter_map(|id| {
            let decision = self.at.ctx.archive.decisions.get(id)?;
            self.writer.expect(&decision.text);
            let text = self.writer.blocks(&decision.text);
            let mut row = part::decision_row(self.at, id, text)?;
            row.anchor = row.anchor.and_then(|anchor| self.once(&anchor));
            row.written = row.written.and_then(|written| self.once(&written));
            Some(row)
        });
        PartView::Decisions { rows: rows.collect() }
    }
}

/// Recommendations, each set named once: "SSR1 recommendations 1, 4, 5".
fn recs(at: &At<'_>, ids: &[RecId]) -> Html {
    let sets = ids.chunk_by(|one, other| one.set == other.set);
    at.join(sets.map(|ids| match ids {
        [id] => at.target_html(&Target::Recommendation(id.clone())),
        ids => recs_of_set(at, ids),
    }))
}

fn recs_of_set(at: &At<'_>, ids: &[RecId]) -> Html {
    let set = ids.first().and_then(|id| at.ctx.archive.sets.get(&id.set));
    let name = set.map(|set| escape(&set.name)).unwrap_or_default();
    let numbers = at.join(ids.iter().map(|id| rec_number(at, id)));
    at.say_html("recommendations.names", &[("set", &name), ("numbers", &numbers)])
}

/// The number of a recommendation, its name said for those who hear the link alone.
fn rec_number(at: &At<'_>, id: &RecId) -> Html {
    let link = at.target(&Target::Recommendation(id.clone()));
    let (name, number) = (escape(&link.text), escape(&id.number));
    match link.href {
        Some(href) => {
            Html(format!("<a href=\"{}\" aria-label=\"{name}\">{number}</a>", escape(&href)))
        }
        None => Html(number),
    }
}

/// When an item is on, as far as that is said.
fn time(at: &At<'_>, item: &AgendaItem) -> Option<Html> {
    let messages = at.ctx.messages;
    match (&item.start, &item.end) {
        (Some(start), end) => Some(Html(times::clock_span(messages, start, end.as_ref()))),
        (None, Some(end)) => {
            Some(at.say_html("meeting.until", &[("time", &times::clock(messages, end))]))
        }
        (None, None) => None,
    }
}

/// The word for a kind of item.
fn kind<'a>(at: &At<'a>, kind: ItemKind) -> &'a str {
    at.word(match kind {
        ItemKind::Session => "meeting.session",
        ItemKind::Briefing => "meeting.briefing",
        ItemKind::Break => "meeting.break",
        ItemKind::Social => "meeting.social",
    })
}

/// The day of an agenda, bound to what begins on it first.
fn day_words(at: &At<'_>, day: &AgendaDay) -> Html {
    let messages = at.ctx.messages;
    let first = day.start.as_ref().or_else(|| day.items.iter().find_map(|one| one.start.as_ref()));
    Html(match first {
        Some(moment) => times::weekday_of(messages, day.date, moment),
        None => times::weekday(messages, day.date),
    })
}

fn expect_item(writer: &mut Writer<'_>, item: &AgendaItem) {
    writer.expect(&item.body);
    item.items.iter().for_each(|item| expect_item(writer, item));
}

/// What an item was after one of its events: each leaves what it does not speak of.
struct Stood<'a> {
    title: Option<&'a Wording>,
    owners: &'a [Owner],
    due: Option<&'a Due>,
    status: ActionStatus,
}

impl<'a> Stood<'a> {
    fn after(action: &'a Action, n: usize) -> Self {
        let before = || action.events.iter().take(n + 1).rev();
        let status = before().find_map(|event| event.status.as_ref());
        Self {
            title: before().find_map(|event| event.title.as_ref()),
            owners: before().find_map(|event| event.owners.as_deref()).unwrap_or_default(),
            due: before().find_map(|event| event.due.as_ref()),
            status: status.map_or(ActionStatus::Open, |one| one.status.clone()),
        }
    }
}
