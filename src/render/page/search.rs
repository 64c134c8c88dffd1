//! The search page, and what can be found: every page and every place on one that says something
//! of its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{Datelike, NaiveDate};
use hashbrown::HashMap;

use super::{Made, Scope, Wanted, at::At, frame::Frame, listing::Listing, part, sections};
use crate::{
    derive::ActionState,
    model::{
        ActionId, Address, AgendaItem, Archive, Briefing, Decision, DecisionId, Meeting, Name,
        Origin, Owner, Part, Person, PersonId, Prose, RecId, Recommendation, Reference, SeriesId,
        Target, Team,
    },
    render::{
        Context, Output,
        html::{address_of, id_of_words},
        search::{Entry, Kind, Names, Ties, order, order_in_kind, outputs},
    },
    source::{
        Spanned,
        prose::{Block, BlockKind, Inline, InlineKind, plain, plain_blocks},
    },
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    vec![page(scope)]
}

fn page(scope: &Scope<'_>) -> Made {
    let at = scope.at(address())?;
    let frame =
        Frame::new(&at, "search", at.word("menu.search")).described(at.word("search.described"));
    scope.show("page/search.html", &frame, &Listing::default())
}

/// The index of the search, which is made of the whole record.
pub(super) fn scripts(ctx: &Context<'_>, wanted: Wanted<'_>) -> Vec<Output> {
    let at = At::new(*ctx, address());
    let known = Known::new(&at);
    let gather = |batch| Gatherer::new(&at, &known).batch(batch);
    outputs(batches(&at, &known), gather, &known.names(&at), wanted)
}

fn address() -> Address {
    Address::new("search.html")
}

/// What entries are tied to, by its place in the order of ids.
struct Known<'a> {
    people: HashMap<&'a PersonId, u32>,
    recommendations: BTreeMap<&'a RecId, u32>,
}

impl<'a> Known<'a> {
    fn new(at: &At<'a>) -> Self {
        let archive = at.ctx.archive;
        let recommendations = archive.sets.values().flat_map(|set| &set.recommendations);
        let mut recommendations: BTreeMap<&RecId, u32> =
            recommendations.map(|one| (&one.id, 0)).collect();
        recommendations.values_mut().zip(0..).for_each(|(place, n)| *place = n);
        Self { people: archive.people.keys().zip(0..).collect(), recommendations }
    }

    /// What the filters are called.
    fn names(&self, at: &At<'_>) -> Names {
        let archive = at.ctx.archive;
        let people = archive.people.values();
        let recommendations = self.recommendations.keys();
        let series = archive.site.series.iter();
        Names {
            people: people.map(|one| (one.id.to_string(), one.name.clone())).collect(),
            recommendations: recommendations.map(|id| (id.to_string(), at.rec_name(id))).collect(),
            series: series.map(|one| (one.id.to_string(), one.name.clone())).collect(),
        }
    }

    fn tie_person(&self, ties: &mut Ties, id: &PersonId) {
        self.people.get(id).into_iter().for_each(|&place| ties.person(place));
    }

    fn tie_recommendation(&self, ties: &mut Ties, id: &RecId) {
        self.recommendations.get(id).into_iter().for_each(|&place| ties.recommendation(place));
    }

    fn tie(&self, ties: &mut Ties, to: &Target) {
        match to {
            Target::Person(id) => self.tie_person(ties, id),
            Target::Recommendation(id) => self.tie_recommendation(ties, id),
            _ => {}
        }
    }

    /// What a line names is what its place concerns.
    fn tie_words(&self, ties: &mut Ties, words: &[Inline<Reference>]) {
        for inline in words {
            match &inline.kind {
                InlineKind::Reference(reference, content) => {
                    if let Reference::Target { target, .. } = &**reference {
                        self.tie(ties, target);
                    }
                    self.tie_words(ties, content);
                }
                InlineKind::Styled(_, content) => self.tie_words(ties, content),
                _ => {}
            }
        }
    }

    fn tie_blocks<'b>(
        &self,
        ties: &mut Ties,
        blocks: impl IntoIterator<Item = &'b Block<Reference>>,
    ) {
        blocks.into_iter().for_each(|block| self.tie_block(ties, block));
    }

    fn tie_block(&self, ties: &mut Ties, block: &Block<Reference>) {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                self.tie_words(ties, content);
            }
            BlockKind::List { items, .. } => {
                self.tie_blocks(ties, items.iter().flat_map(|item| &item.blocks));
            }
            BlockKind::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| self.tie_words(ties, &cell.content));
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                self.tie_blocks(ties, blocks);
            }
            BlockKind::Definitions(all) => {
                self.tie_blocks(ties, all.iter().flat_map(|one| &one.details).flatten());
            }
            BlockKind::Code { .. } | BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}

/// Part of what can be found, in the order of the index.
enum Batch<'a> {
    Actions(Vec<&'a ActionState>),
    Decisions(Vec<&'a Decision>),
    Meetings(Vec<&'a Meeting>),
    /// Of other kinds, of which there are few.
    Found(Vec<Entry>),
}

/// So many meetings, with all places on their pages, are about as many entries as [`ITEMS`].
const MEETINGS: usize = 100;
/// So many items or decisions at a time.
const ITEMS: usize = 4_000;

/// Parts of about so many, in the order of the index; what has one series and year is in one part.
fn parts<'a, T>(
    all: impl Iterator<Item = &'a T>,
    many: usize,
    of: impl Fn(&'a T) -> (Option<&'a SeriesId>, NaiveDate),
) -> Vec<Vec<&'a T>> {
    let mut all: Vec<&T> = all.collect();
    all.sort_by_cached_key(|one| {
        let (series, date) = of(one);
        order_in_kind(series, Some(date))
    });
    let run = |one| {
        let (series, date) = of(one);
        (series, date.year())
    };
    let mut parts: Vec<Vec<&T>> = Vec::new();
    for run in all.chunk_by(|one, other| run(*one) == run(*other)) {
        match parts.last_mut() {
            Some(last) if last.len() + run.len() <= many => last.extend(run),
            _ => parts.push(run.to_vec()),
        }
    }
    parts
}

/// All that can be found.
fn batches<'a>(at: &At<'a>, known: &Known<'_>) -> Vec<Batch<'a>> {
    let others = Gatherer::new(at, known).others();
    let kinds = others.chunk_by(|one, other| one.kind == other.kind);
    let kinds = kinds.filter_map(|all| Some((all.first()?.kind, Batch::Found(all.to_vec()))));
    let mut all: Vec<(Kind, Batch<'a>)> = kinds.collect();
    all.extend(actions(&at.ctx).into_iter().map(|some| (Kind::Action, Batch::Actions(some))));
    all.extend(decisions(&at.ctx).into_iter().map(|some| (Kind::Decision, Batch::Decisions(some))));
    all.extend(meetings(&at.ctx).into_iter().map(|some| (Kind::Meeting, Batch::Meetings(some))));
    all.sort_by_key(|(kind, _)| *kind);
    all.into_iter().map(|(_, batch)| batch).collect()
}

fn actions<'a>(ctx: &Context<'a>) -> Vec<Vec<&'a ActionState>> {
    let all = ctx.registers.actions.values();
    parts(all, ITEMS, |one| (series(ctx, &one.origin), one.opened))
}

fn decisions<'a>(ctx: &Context<'a>) -> Vec<Vec<&'a Decision>> {
    let all = ctx.registers.decisions.iter().filter_map(|id| ctx.archive.decisions.get(id));
    parts(all.map(|one| &**one), ITEMS, |one| (series(ctx, &one.origin), one.date))
}

fn meetings<'a>(ctx: &Context<'a>) -> Vec<Vec<&'a Meeting>> {
    parts(ctx.archive.meetings_in_order(), MEETINGS, |one| (Some(&one.series), one.date))
}

/// The series of the meeting where something comes from.
fn series<'a>(ctx: &Context<'a>, origin: &Origin) -> Option<&'a SeriesId> {
    let Origin::Meeting(id) = origin else { return None };
    ctx.archive.meetings.get(id).map(|meeting| &meeting.series)
}

/// One entry for each address: the first, which takes over what the others say.
fn merged(mut found: Vec<Entry>) -> Vec<Entry> {
    let again = found_again(&found);
    for &(first, at) in &again {
        if let Some((before, [other, ..])) = found.split_at_mut_checked(at)
            && let Some(first) = before.get_mut(first)
        {
            first.join(other);
        }
    }
    let mut again = again.into_iter().map(|(_, at)| at).peekable();
    let mut places = 0..;
    found.retain(|_| places.next().is_some_and(|at| again.next_if_eq(&at).is_none()));
    found
}

/// The places of the entries whose address an earlier one has, after that one's; in order.
fn found_again(found: &[Entry]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&Address, usize> = HashMap::with_capacity(found.len());
    let first = found.iter().enumerate().map(|(at, entry)| {
        let first = *places.entry(&entry.address).or_insert(at);
        (first, at)
    });
    first.filter(|(first, at)| first < at).collect()
}

/// Gathers what can be found.
struct Gatherer<'a> {
    at: &'a At<'a>,
    archive: &'a Archive,
    known: &'a Known<'a>,
    found: Vec<Entry>,
}

impl<'a> Gatherer<'a> {
    fn new(at: &'a At<'a>, known: &'a Known<'a>) -> Self {
        Self { at, archive: at.ctx.archive, known, found: Vec::new() }
    }

    /// What a batch says.
    fn batch(mut self, batch: Batch<'_>) -> Vec<Entry> {
        match batch {
            Batch::Actions(all) => all.iter().filter_map(|one| self.action(one)).collect(),
            Batch::Decisions(all) => all.iter().filter_map(|one| self.decision(one)).collect(),
            Batch::Meetings(all) => {
                all.iter().for_each(|one| self.meeting(one));
                merged(self.found)
            }
            Batch::Found(all) => all,
        }
    }

    /// Entries of other kinds, in order.
    fn others(mut self) -> Vec<Entry> {
        self.recommendations();
        self.people();
        self.texts();
        self.lists();
        let mut found = merged(self.found);
        found.sort_by(|one, other| order(one).cmp(&order(other)));
        found
    }

    /// The page of a thing, with its title and id.
    fn page(&self, kind: Kind, target: &Target) -> Option<Entry> {
        let address = address_of(&self.at.ctx, target)?;
        let mut entry = Entry::new(kind, address, self.at.title(target));
        entry.ids.push(target.id());
        self.known.tie(&mut entry.ties, target);
        Some(entry)
    }

    fn owners(&self, owners: &[Owner], entry: &mut Entry) {
        for owner in owners {
            add_name(&mut entry.owners, self.archive.owner_name(owner));
            if let Owner::Person(id) = owner {
                self.known.tie_person(&mut entry.ties, id);
            }
        }
    }

    fn presenters<'n>(&self, names: impl IntoIterator<Item = &'n Name>, entry: &mut Entry) {
        for name in names {
            add_name(&mut entry.owners, self.archive.name(name));
            if let Name::Person(id) = name {
                self.known.tie_person(&mut entry.ties, id);
            }
        }
    }

    fn concerns(&self, recommendations: &[RecId], entry: &mut Entry) {
        for id in recommendations {
            self.known.tie_recommendation(&mut entry.ties, id);
        }
    }

    /// A page and the text on it, cut at its headings, each a place of its own.
    fn text(&mut self, page: Entry, blocks: &Prose) {
        let top = page.clone();
        self.found.push(page);
        self.sections(&top, blocks);
    }

    /// Goes on with the text of a page: what stands before the first heading belongs to what was
    /// found last.
    fn sections(&mut self, top: &Entry, blocks: &Prose) {
        for block in blocks {
            if let Some(heading) = heading(block) {
                self.found.push(place(top, block.id.as_deref().unwrap_or_default(), &heading));
            } else if let Some(last) = self.found.last_mut() {
                last.say(&plain_blocks(std::slice::from_ref(block)));
            }
            if let Some(last) = self.found.last_mut() {
                self.known.tie_block(&mut last.ties, block);
            }
        }
    }

    fn meeting(&mut self, meeting: &Meeting) {
        let target = Target::Meeting(meeting.id.clone());
        let Some(mut page) = self.page(Kind::Meeting, &target) else { return };
        page.date = Some(meeting.date);
        page.names.push(meeting.date.to_string());
        page.series = Some(meeting.series.clone());
        let top = page.clone();
        self.facts(meeting, &mut page);
        self.found.push(page);
        for day in &meeting.agenda {
            day.items.iter().for_each(|item| self.item(&top, item));
        }
        self.parts(&top, meeting);
        self.attendance(&top, meeting);
        self.records(&top, meeting);
    }

    fn facts(&self, meeting: &Meeting, page: &mut Entry) {
        page.say(meeting.description.as_deref().unwrap_or_default());
        page.say(&self.at.ctx.messages.day(meeting.date));
        page.say(meeting.location.as_deref().unwrap_or_default());
        let number = meeting.number.map(|n| self.at.say("meeting.number", &[("number", &n)]));
        let series = std::iter::once(part::series_name(self.at, meeting));
        page.say(&self.at.ctx.messages.list(series.chain(number)));
        aliases(page, &meeting.aliases);
        self.presenters(&meeting.chair, page);
        for day in &meeting.agenda {
            page.say(day.title.as_deref().unwrap_or_default());
        }
    }

    fn item(&mut self, top: &Entry, item: &AgendaItem) {
        let title = plain(&item.title);
        let heading = match &item.number {
            Some(number) => format!("{number}. {title}"),
            None => title,
        };
        let mut entry = place(top, &item.id, &heading);
        self.presenters(&item.presenters, &mut entry);
        self.concerns(&item.recommendations, &mut entry);
        entry.say(&plain_blocks(&item.body));
        self.known.tie_words(&mut entry.ties, &item.title);
        self.known.tie_blocks(&mut entry.ties, &item.body);
        self.found.push(entry);
        item.items.iter().for_each(|item| self.item(top, item));
    }

    /// The body; what it begins with, before any heading, is the page's own.
    fn parts(&mut self, top: &Entry, meeting: &Meeting) {
        let mut blank = place(top, "", "");
        blank.address = top.address.clone();
        let first = self.found.len();
        self.found.push(blank);
        for part in &meeting.parts {
            match part {
                Part::Prose(prose) => self.sections(top, &prose.blocks()),
                Part::Agenda => {}
                Part::Actions(rows) => rows.iter().for_each(|(id, n)| self.row(top, id, *n)),
                Part::Decisions(ids) => ids.iter().for_each(|id| self.decided(top, id)),
            }
        }
        if self.found.get(first).is_some_and(|entry| entry.text.is_empty()) {
            self.found.remove(first);
        }
    }

    /// A row of a table of items, as it was written there.
    fn row(&mut self, top: &Entry, id: &ActionId, n: usize) {
        let Some(action) = self.archive.actions.get(id) else { return };
        let Some(event) = action.events.get(n) else { return };
        let before = || action.events.iter().take(n + 1).rev();
        let title = before().find_map(|event| event.title.as_ref());
        let title = title.map(|words| plain(words)).unwrap_or_default();
        let mut entry = place(top, &event.anchor, &format!("{id}: {title}"));
        let owners = before().find_map(|event| event.owners.as_deref()).unwrap_or_default();
        self.owners(owners, &mut entry);
        entry.say(&event.note.as_deref().map(plain).unwrap_or_default());
        self.found.push(entry);
    }

    fn decided(&mut self, top: &Entry, id: &DecisionId) {
        let Some(decision) = self.archive.decisions.get(id) else { return };
        let mut entry = place(top, &decision.anchor, id.as_str());
        entry.say(&plain_blocks(&decision.text));
        self.known.tie_blocks(&mut entry.ties, &decision.text);
        self.found.push(entry);
    }

    /// Who was there; no filter, as each was at most meetings.
    fn attendance(&mut self, top: &Entry, meeting: &Meeting) {
        let mut entry = place(top, "s.attendance", self.at.word("meeting.attendance"));
        for log in &meeting.attendance {
            let people = log.members.iter().chain(&log.apologies);
            let people = people.chain(log.partial.iter().map(|(id, _)| id));
            let people = people.filter_map(|id| self.archive.people.get(id));
            let others = log.staff.iter().chain(&log.observers).chain(&log.guests);
            let others = others.chain(&log.remote).map(|name| self.archive.name(name));
            let mut names: Vec<&str> = people.map(|one| one.name.as_str()).chain(others).collect();
            let mut seen = BTreeSet::new();
            names.retain(|name| seen.insert(*name));
            entry.say(&names.join(", "));
        }
        self.push_if_told(entry);
    }

    fn records(&mut self, top: &Entry, meeting: &Meeting) {
        let mut entry = place(top, "s.records", self.at.word("meeting.records"));
        meeting.records.iter().for_each(|record| entry.say(&record.title));
        meeting.attachments.iter().for_each(|file| entry.say(&file.name));
        self.push_if_told(entry);
    }

    fn push_if_told(&mut self, entry: Entry) {
        if !entry.text.is_empty() {
            self.found.push(entry);
        }
    }

    fn action(&self, action: &ActionState) -> Option<Entry> {
        let mut entry = self.page(Kind::Action, &Target::Action(action.id.clone()))?;
        entry.title = format!("{}: {}", action.id, plain(&action.title)).into();
        entry.date = Some(action.opened);
        entry.series = series(&self.at.ctx, &action.origin).cloned();
        self.owners(&action.owners, &mut entry);
        self.known.tie_words(&mut entry.ties, &action.title);
        let due = action.due.as_ref();
        let due = due.map(|due| self.at.say("search.due", &[("due", &due.text)]));
        let state = part::action_state(self.at, action).word;
        entry.say(&self.at.ctx.messages.list(std::iter::once(state).chain(due)));
        for note in action.history.iter().filter_map(|step| step.note.as_ref()) {
            entry.say(&plain(note));
            self.known.tie_words(&mut entry.ties, note);
        }
        Some(entry)
    }

    fn decision(&self, decision: &Decision) -> Option<Entry> {
        let mut entry = self.page(Kind::Decision, &Target::Decision(decision.id.clone()))?;
        entry.date = Some(decision.date);
        entry.series = series(&self.at.ctx, &decision.origin).cloned();
        entry.say(&plain_blocks(&decision.text));
        self.known.tie_blocks(&mut entry.ties, &decision.text);
        Some(entry)
    }

    fn recommendations(&mut self) {
        for set in self.archive.sets.values() {
            let page = self.page(Kind::Recommendation, &Target::Set(set.id.clone()));
            self.found.extend(page.map(|mut page| {
                page.say(&set.name);
                page.date = set.issued;
                page
            }));
            for rec in &set.recommendations {
                self.recommendation(rec, set.issued);
            }
        }
    }

    fn recommendation(&mut self, rec: &Recommendation, issued: Option<NaiveDate>) {
        let target = Target::Recommendation(rec.id.clone());
        let Some(mut entry) = self.page(Kind::Recommendation, &target) else { return };
        entry.title = format!("{}: {}", entry.title, rec.title).into();
        entry.date = issued;
        self.owners(&rec.owners, &mut entry);
        entry.say(rec.group.as_deref().unwrap_or_default());
        entry.say(&plain_blocks(&rec.text));
        self.known.tie_blocks(&mut entry.ties, &rec.text);
        rec.deliverables.iter().for_each(|one| entry.say(&one.title));
        let state = self.at.ctx.registers.recommendations.get(&rec.id);
        let told = rec.updates.iter().take(state.map_or(0, |state| state.n_updates));
        told.filter_map(|update| update.note.as_deref()).for_each(|note| entry.say(note));
        self.found.push(entry);
    }

    fn people(&mut self) {
        let archive = self.archive;
        for person in archive.people.values() {
            let page = self.page(Kind::Person, &Target::Person(person.id.clone()));
            self.found.extend(page.map(|page| described(page, person)));
        }
        for group in archive.groups.values() {
            let page = self.page(Kind::Group, &Target::Group(group.id.clone()));
            self.found.extend(page.map(|mut page| {
                page.say(&group.aliases.join(", "));
                page
            }));
        }
        archive.teams.values().for_each(|team| self.team(team));
    }

    fn team(&mut self, team: &Team) {
        let Some(mut page) = self.page(Kind::Team, &Target::Team(team.id.clone())) else { return };
        team.people().for_each(|id| self.known.tie_person(&mut page.ties, id));
        let people = team.people().filter_map(|id| self.archive.people.get(id));
        people.for_each(|person| add_name(&mut page.owners, &person.name));
        self.text(page, &team.description);
    }

    /// The pages that list everything of a kind.
    fn lists(&mut self) {
        let all = sections::lists(&self.at.ctx).into_iter();
        self.found
            .extend(all.map(|(title, path)| Entry::new(Kind::Page, Address::new(path), title)));
    }

    fn texts(&mut self) {
        let archive = self.archive;
        archive.briefings.values().for_each(|one| self.briefing(one));
        for one in archive.pages.values() {
            let Some(mut page) = self.page(Kind::Page, &Target::Page(one.id.clone())) else {
                continue;
            };
            page.say(one.description.as_deref().unwrap_or_default());
            aliases(&mut page, &one.aliases);
            self.text(page, &one.body);
        }
        let glossary = Address::new("glossary.html");
        self.found.extend(archive.terms.values().map(|term| {
            let address = glossary.with_fragment(&id_of_words(&term.term));
            let mut entry = Entry::new(Kind::Term, address, &*term.term);
            entry.ids.push(term.term.to_string());
            entry.say(&term.text);
            entry
        }));
    }

    fn briefing(&mut self, briefing: &Briefing) {
        let target = Target::Briefing(briefing.id.clone());
        let Some(mut page) = self.page(Kind::Briefing, &target) else { return };
        page.date = Some(briefing.date);
        let meeting = briefing.meeting.as_ref().and_then(|id| self.archive.meetings.get(id));
        page.series = meeting.map(|meeting| meeting.series.clone());
        self.concerns(&briefing.recommendations, &mut page);
        self.presenters(&briefing.presenters, &mut page);
        page.say(briefing.description.as_deref().unwrap_or_default());
        aliases(&mut page, &briefing.aliases);
        briefing.records.iter().for_each(|record| page.say(&record.title));
        self.text(page, &briefing.body);
    }
}

/// A place on a page.
fn place(page: &Entry, fragment: &str, heading: &str) -> Entry {
    let address = match fragment {
        "" => page.address.clone(),
        fragment => page.address.with_fragment(fragment),
    };
    let mut entry = Entry::new(page.kind, address, Arc::clone(&page.title));
    heading.trim().clone_into(&mut entry.heading);
    (entry.date, entry.series) = (page.date, page.series.clone());
    entry
}

fn described(mut page: Entry, person: &Person) -> Entry {
    page.say(&person.aliases.join(", "));
    let roles = person.memberships.iter().map(|one| one.role.as_str());
    let all = roles.chain(person.affiliation.as_deref()).chain(person.country.as_deref());
    page.say(&all.collect::<Vec<_>>().join(", "));
    page
}

/// What a page was called before, or is called too.
fn aliases(page: &mut Entry, aliases: &[Spanned<String>]) {
    for alias in aliases {
        page.ids.push(alias.value.clone());
        page.say(&alias.value);
    }
}

fn add_name(names: &mut String, name: &str) {
    if !names.is_empty() {
        names.push_str(", ");
    }
    names.push_str(name);
}

/// The words of a heading that says something.
fn heading(block: &Block<Reference>) -> Option<String> {
    let BlockKind::Heading { content, .. } = &block.kind else { return None };
    (!content.is_empty()).then(|| plain(content))
}
