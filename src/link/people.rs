//! Names: the roster and the groups go in, a way from every spelling of a name to whom it means
//! comes out.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::OnceLock,
};

use super::{kind_of, place};
use crate::{
    content::written::{Contents, GroupEntry, PersonEntry, Text},
    diagnostic::{Code, Diagnostic, Sink, code},
    model::{Group, GroupId, Name, Owner, Person, PersonId},
    source::{Sources, Span},
    text::{Candidates, lookalike::as_it_looks, name::fold, split_names},
};

/// Everybody who has a name, by every spelling of it.
#[derive(Debug, Default)]
pub(super) struct People {
    by_name: HashMap<String, Vec<Owner>>,
    by_id: HashMap<String, Owner>,
    places: HashMap<String, Span>,
    names: BTreeMap<Owner, String>,
    /// Every spelling, and whom it means, for help lines.
    spellings: Vec<(String, Owner)>,
    /// The same, prepared once somebody is not found.
    candidates: OnceLock<Candidates>,
    /// Whether the roster could be read whole: else nothing is said about who is not in it.
    is_whole: bool,
}

/// Whom a name means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// One.
    One(&'a Owner),
    /// Several, by name or alias.
    Many(&'a [Owner]),
    /// Nobody.
    Nobody,
}

/// Who may stand in a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Owner,
}

/// No name of a body has more commas and "and"s in it.
const MOST_PARTS: usize = 5;

impl People {
    /// Enters the roster and the groups; their ids share one space.
    pub(super) fn new(contents: &Contents, sink: &mut Sink) -> Self {
        let mut people = Self { is_whole: !contents.unreadable.people, ..Self::default() };
        for person in &contents.people {
            let owner = Owner::Person(PersonId::new(person.id.value.as_str()));
            people.enter(owner, &person.id, &person.name, &person.aliases, sink);
        }
        for group in &contents.groups {
            let owner = Owner::Group(GroupId::new(group.id.value.as_str()));
            people.enter(owner, &group.id, &group.name, &group.aliases, sink);
        }
        people
    }

    fn enter(&mut self, owner: Owner, id: &Text, name: &Text, aliases: &[Text], sink: &mut Sink) {
        let key = id.value.to_lowercase();
        if let Some(&first) = self.places.get(&key) {
            sink.push(duplicate_id(&id.value, id.span, first));
            // The spellings of the second lead to the first, so that no more is said about them.
            let first = self.by_id.get(&key).cloned().unwrap_or(owner);
            return self.spell(&first, name, aliases);
        }
        self.places.insert(key.clone(), id.span);
        self.by_id.insert(key, owner.clone());
        self.names.insert(owner.clone(), name.value.clone());
        self.spell(&owner, name, aliases);
    }

    fn spell(&mut self, owner: &Owner, name: &Text, aliases: &[Text]) {
        for spelling in std::iter::once(name).chain(aliases) {
            for key in std::iter::once(spelling.value.clone()).chain(as_it_looks(&spelling.value)) {
                let meant = self.by_name.entry(fold(&key)).or_default();
                if !meant.contains(owner) {
                    meant.push(owner.clone());
                }
            }
            self.spellings.push((spelling.value.clone(), owner.clone()));
        }
    }

    /// Whom a name, an alias or an id means. Letters that only look Latin are told as such, and are
    /// in nobody's way here.
    pub(super) fn find(&self, text: &str) -> Found<'_> {
        match (self.find_as_written(text), as_it_looks(text)) {
            (Found::Nobody, Some(latin)) => self.find_as_written(&latin),
            (found, _) => found,
        }
    }

    fn find_as_written(&self, text: &str) -> Found<'_> {
        match self.by_name.get(&fold(text)).map(Vec::as_slice) {
            Some([one]) => Found::One(one),
            Some(many @ [_, ..]) => Found::Many(many),
            _ => self.by_id.get(&text.trim().to_lowercase()).map_or(Found::Nobody, Found::One),
        }
    }

    /// Every spelling and whom it means, in the order of the file.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&str, &Owner)> {
        self.spellings.iter().map(|(spelling, owner)| (spelling.as_str(), owner))
    }

    /// The name as it is shown.
    pub(super) fn name_of<'a>(&'a self, owner: &'a Owner) -> &'a str {
        self.names.get(owner).map_or(owner.as_str(), String::as_str)
    }

    /// Whom an id means.
    pub(super) fn by_id(&self, id: &str) -> Option<&Owner> {
        self.by_id.get(id)
    }

    /// A person of the roster; that nobody is called so is an error.
    pub(super) fn person(
        &self,
        text: &Text,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Option<PersonId> {
        match self.find(&text.value) {
            Found::One(Owner::Person(id)) => Some(id.clone()),
            Found::One(Owner::Group(_)) => {
                sink.push(not_a_person(text));
                None
            }
            Found::Many(many) => {
                sink.push(self.ambiguous(text, many));
                None
            }
            Found::Nobody => {
                self.say_unknown(code::PEOPLE_UNKNOWN, Kind::Person, text, sources, sink);
                None
            }
        }
    }

    /// Several persons of the roster, each once.
    pub(super) fn persons(
        &self,
        texts: &[Text],
        sources: &Sources,
        sink: &mut Sink,
    ) -> Vec<PersonId> {
        let mut found = Vec::new();
        for person in texts.iter().filter_map(|text| self.person(text, sources, sink)) {
            if !found.contains(&person) {
                found.push(person);
            }
        }
        found
    }

    /// Anybody: known to the roster, or taken as they stand.
    pub(super) fn name(&self, text: &Text, sink: &mut Sink) -> Name {
        match self.find(&text.value) {
            Found::One(Owner::Person(id)) => Name::Person(id.clone()),
            Found::One(Owner::Group(id)) => Name::Group(id.clone()),
            Found::Many(many) => {
                sink.push(self.ambiguous(text, many));
                Name::Other(text.value.clone())
            }
            Found::Nobody => Name::Other(text.value.clone()),
        }
    }

    /// Those who chair: known to the roster, or taken as they stand where no name of it is near.
    pub(super) fn chairs(&self, texts: &[Text], sources: &Sources, sink: &mut Sink) -> Vec<Name> {
        for text in texts.iter().filter(|text| self.is_nobody(&text.value)) {
            if !self.near(&text.value, Kind::Person).is_empty() {
                self.say_unknown(code::PEOPLE_UNKNOWN, Kind::Person, text, sources, sink);
            }
        }
        self.names(texts, sink)
    }

    fn is_nobody(&self, name: &str) -> bool {
        matches!(self.find(name), Found::Nobody)
    }

    /// Somebody of those present, whether or not the roster has them; that neither knows them is an
    /// error.
    pub(super) fn name_among(
        &self,
        text: &Text,
        is_present: impl Fn(&Name) -> bool,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Name {
        let name = self.name(text, sink);
        if self.is_nobody(&text.value) && !is_present(&Name::Other(fold(&text.value))) {
            self.say_unknown(code::PEOPLE_UNKNOWN, Kind::Person, text, sources, sink);
        }
        name
    }

    /// Several of anybody.
    pub(super) fn names(&self, texts: &[Text], sink: &mut Sink) -> Vec<Name> {
        texts.iter().map(|text| self.name(text, sink)).collect()
    }

    /// Those who present: known to the roster, or taken as they stand; a wikilink means somebody of the
    /// roster.
    pub(super) fn presenters(
        &self,
        texts: &[Text],
        sources: &Sources,
        sink: &mut Sink,
    ) -> Vec<Name> {
        let mut presenter = |text: &Text| {
            let Some(target) = wikilink(sources.slice(text.span)) else {
                return self.name(text, sink);
            };
            let linked = Text::new(target.to_owned(), text.span);
            if self.is_nobody(target) {
                self.say_unknown(code::PEOPLE_UNKNOWN, Kind::Person, &linked, sources, sink);
            }
            self.name(&linked, sink)
        };
        texts.iter().map(&mut presenter).collect()
    }

    /// The owners that a cell names: "James and Žarko"; one body whose name holds an "and" is one.
    pub(super) fn owners(&self, cell: &Text, sources: &Sources, sink: &mut Sink) -> Vec<Owner> {
        if let Found::One(owner) = self.find(&cell.value) {
            return vec![owner.clone()];
        }
        let mut owners = Vec::new();
        for range in self.names_in(&cell.value) {
            let one = place::piece(sources, cell, range);
            let owner = self.owner(&one, sources, sink);
            owners.extend(owner.filter(|owner| !owners.contains(owner)));
        }
        owners
    }

    /// The names of a list and where they stand; "Security and Stability Committee" is one where
    /// somebody is called so.
    fn names_in(&self, text: &str) -> Vec<Range<usize>> {
        let pieces: Vec<Range<usize>> =
            split_names(text).into_iter().map(|(range, _)| range).collect();
        let is_known = |range: &Range<usize>| {
            text.get(range.clone()).is_some_and(|name| matches!(self.find(name), Found::One(_)))
        };
        let mut names = Vec::new();
        let mut at = 0;
        while let Some(first) = pieces.get(at) {
            let last = (at + MOST_PARTS).min(pieces.len());
            let whole = |to: usize| first.start..pieces[to].end;
            let length = (at + 1..last).rev().find(|&to| is_known(&whole(to))).unwrap_or(at);
            names.push(whole(length));
            at = length + 1;
        }
        names
    }

    /// The owners that a text names if every one of them is known.
    pub(super) fn owners_if_known(&self, text: &str) -> Option<Vec<Owner>> {
        if let Found::One(owner) = self.find(text) {
            return Some(vec![owner.clone()]);
        }
        let mut owners = Vec::new();
        for range in self.names_in(text) {
            let Found::One(owner) = self.find(text.get(range)?) else { return None };
            if !owners.contains(owner) {
                owners.push(owner.clone());
            }
        }
        Some(owners).filter(|owners| !owners.is_empty())
    }

    fn owner(&self, text: &Text, sources: &Sources, sink: &mut Sink) -> Option<Owner> {
        match self.find(&text.value) {
            Found::One(owner) => return Some(owner.clone()),
            Found::Many(many) => sink.push(self.ambiguous(text, many)),
            Found::Nobody => {
                self.say_unknown(code::ACTION_OWNER, Kind::Owner, text, sources, sink);
            }
        }
        None
    }

    fn say_unknown(&self, code: Code, kind: Kind, text: &Text, sources: &Sources, sink: &mut Sink) {
        if self.is_whole {
            sink.push(self.unknown(code, kind, text, sources));
        }
    }

    fn unknown(&self, code: Code, kind: Kind, text: &Text, sources: &Sources) -> Diagnostic {
        let what = if code == code::ACTION_OWNER { "no owner" } else { "nobody" };
        let message = format!("{what} of people.toml is called `{}`", text.value);
        let otherwise = self
            .parted(&text.value)
            .filter(|_| kind == Kind::Owner)
            .unwrap_or_else(|| format!("add `{}` to people.toml", text.value));
        let near = self.near(&text.value, kind);
        place::suggest(sources, Diagnostic::new(code, text.span, message), text, &near, otherwise)
    }

    /// Help for several names that something else than a comma parts: "A / B", "A + B".
    fn parted(&self, text: &str) -> Option<String> {
        let parts = text.split(['/', '+', '|', '\\']).map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let is_name = |part: &&str| {
            !matches!(self.find(part), Found::Nobody) || !self.near(part, Kind::Owner).is_empty()
        };
        let is_list = parts.len() > 1 && parts.iter().any(is_name);
        is_list.then(|| format!("part the names with commas: `{}`", parts.join(", ")))
    }

    /// The names of those whose spellings are near.
    fn near(&self, wanted: &str, kind: Kind) -> Vec<String> {
        let fits = |owner: &Owner| kind == Kind::Owner || matches!(owner, Owner::Person(_));
        let is_fit = |at: usize| self.spellings.get(at).is_some_and(|(_, owner)| fits(owner));
        let mut names: Vec<String> = Vec::new();
        for near in self.candidates().near(wanted, is_fit) {
            let meant = self.by_name.get(&fold(near)).into_iter().flatten();
            for name in meant.filter(|owner| fits(owner)).map(|owner| self.name_of(owner)) {
                if !names.iter().any(|other| other == name) {
                    names.push(name.to_owned());
                }
            }
        }
        names
    }

    fn candidates(&self) -> &Candidates {
        let spellings = || self.spellings.iter().map(|(spelling, _)| spelling.as_str());
        self.candidates.get_or_init(|| Candidates::new(spellings()))
    }

    fn ambiguous(&self, text: &Text, many: &[Owner]) -> Diagnostic {
        let names: Vec<String> = many
            .iter()
            .map(|owner| format!("{} (`{}`)", self.name_of(owner), owner.as_str()))
            .collect();
        let message = format!("`{}` may be {}", text.value, names.join(" or "));
        let ids: Vec<String> = many.iter().map(|owner| owner.as_str().to_owned()).collect();
        Diagnostic::new(code::PEOPLE_AMBIGUOUS, text.span, message)
            .maybe_help(place::write_one_of(&ids))
    }
}

/// Says that an id is taken, with both places.
pub(super) fn duplicate_id(id: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(code::ID_DUPLICATE, span, format!("the id `{id}` is used already"))
        .help("choose another id for one of the two")
        .related(first, "first used here")
}

fn not_a_person(text: &Text) -> Diagnostic {
    let message = format!("`{}` is a group, not a person", text.value);
    Diagnostic::new(code::PEOPLE_UNKNOWN, text.span, message)
        .help("name a person of the roster here")
}

/// The roster by id; of two with one id, the first.
pub(super) fn roster(contents: &Contents) -> BTreeMap<PersonId, Person> {
    let mut people = BTreeMap::new();
    for entry in &contents.people {
        let id = PersonId::new(entry.id.value.as_str());
        people.entry(id.clone()).or_insert_with(|| person(id, entry));
    }
    people
}

fn person(id: PersonId, entry: &PersonEntry) -> Person {
    Person {
        id,
        span: entry.name.span,
        name: entry.name.value.clone(),
        aliases: values(&entry.aliases),
        affiliation: entry.affiliation.clone(),
        country: entry.country.clone(),
        zone: entry.zone.clone(),
        links: entry.links.clone(),
        memberships: entry.memberships.clone(),
        extra: entry.extra.clone(),
    }
}

/// The groups by id, without those whose id a person has.
pub(super) fn groups(
    contents: &Contents,
    people: &People,
    sources: &Sources,
    sink: &mut Sink,
) -> BTreeMap<GroupId, Group> {
    let mut groups = BTreeMap::new();
    for entry in &contents.groups {
        let id = GroupId::new(entry.id.value.as_str());
        if people.names.contains_key(&Owner::Group(id.clone())) && !groups.contains_key(&id) {
            let members = people.persons(&entry.members, sources, sink);
            groups.insert(id.clone(), group(id, entry, members));
        }
    }
    groups
}

fn group(id: GroupId, entry: &GroupEntry, members: Vec<PersonId>) -> Group {
    Group {
        id,
        span: entry.name.span,
        name: entry.name.value.clone(),
        aliases: values(&entry.aliases),
        members,
        extra: entry.extra.clone(),
    }
}

/// The texts without their places.
pub(super) fn values(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// Whom a wikilink names: `[[person:emily-taylor|Emily]]`.
fn wikilink(text: &str) -> Option<&str> {
    let target = text.strip_prefix("[[")?.strip_suffix("]]")?.split('|').next()?.trim();
    Some(kind_of(target).1)
}
