//! What a reference can lead to: every name, id, file and address of the archive goes in; ways to
//! look them up come out.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet, hash_map::Entry},
    fmt::Display,
};

use unicode_normalization::UnicodeNormalization;

use super::{
    ENGLISH,
    people::{Found, People, duplicate_id},
    plan::{ActionPlan, DecisionPlan, Timetable},
};
use crate::{
    content::written::{AttachedFile, Contents, Text},
    diagnostic::Sink,
    model::{
        Address, BriefingId, GroupId, MeetingId, Owner, PageId, PersonId, RecId, SetId, Target,
        TeamId,
    },
    source::Span,
    text::{all_near, filled, lookalike::as_it_looks, name::fold},
};

/// Everything that can be linked to.
#[derive(Debug, Default)]
pub(super) struct Targets {
    meetings: HashMap<String, MeetingId>,
    briefings: HashMap<String, BriefingId>,
    pages: HashMap<String, PageId>,
    teams: HashMap<String, TeamId>,
    sets: HashMap<String, SetId>,
    recommendations: HashMap<String, RecId>,
    /// Of each set, its numbers in the order of the file.
    pub(super) numbers: BTreeMap<SetId, Vec<String>>,
    titles: HashMap<String, Vec<Target>>,
    /// What is shown for a target where nothing else is said.
    shown: HashMap<Target, String>,
    /// Ids of the kinds above, as they are typed in a wikilink.
    spellings: Vec<String>,
    files: HashMap<String, Target>,
    /// The file of each page.
    paths: HashMap<Target, String>,
    attached: HashMap<String, Address>,
    addresses: HashMap<String, Target>,
    other_addresses: HashSet<String>,
}

/// The prefixes of wikilinks.
const KINDS: [&str; 9] =
    ["meeting", "person", "action", "decision", "rec", "team", "briefing", "page", "group"];

/// The kind that a wikilink states, and the rest.
pub(crate) fn kind_of(text: &str) -> (Option<&'static str>, &str) {
    let Some((prefix, rest)) = text.split_once(':') else { return (None, text) };
    let prefix = prefix.trim().to_lowercase();
    match KINDS.iter().find(|kind| **kind == prefix) {
        Some(kind) => (Some(kind), rest.trim()),
        None => (None, text),
    }
}

/// How a target is told from others of the same name: `meeting:plenary-15`.
pub(super) fn in_full(target: &Target) -> String {
    let kind = match target {
        Target::Recommendation(_) | Target::Set(_) => "rec",
        other => other.kind(),
    };
    format!("{kind}:{}", target.id())
}

impl Targets {
    /// Enters everything but people, action items and decisions, which have tables of their own.
    pub(super) fn new(
        contents: &Contents,
        table: &Timetable<'_>,
        recommendation: &str,
        sink: &mut Sink,
    ) -> Self {
        let mut targets = Self::default();
        targets.enter_meetings(contents, table, sink);
        targets.enter_briefings(contents, sink);
        targets.enter_pages(contents, sink);
        targets.enter_teams(contents, sink);
        targets.enter_sets(contents, recommendation);
        for redirect in &contents.site.redirects {
            targets.enter_old_address(&redirect.from.value);
        }
        targets.enter_registers();
        targets
    }

    fn enter_meetings(&mut self, contents: &Contents, table: &Timetable<'_>, sink: &mut Sink) {
        let mut spans: HashMap<&str, Span> = HashMap::new();
        for &at in &table.order {
            let meeting = &contents.meetings[at];
            let id = MeetingId::new(meeting.id.as_str());
            spans.insert(&meeting.id, meeting.title.span);
            self.meetings.insert(meeting.id.clone(), id.clone());
            let target = Target::Meeting(id);
            self.enter_page(&target, &meeting.title.value, meeting.path.as_str());
            self.enter_files("meetings", &meeting.id, meeting.path.as_str(), &meeting.attachments);
        }
        for &at in &table.order {
            let meeting = &contents.meetings[at];
            let id = MeetingId::new(meeting.id.as_str());
            for alias in self.names_among(&meeting.aliases) {
                if let Some(&first) = spans.get(alias.value.as_str()) {
                    sink.push(duplicate_id(&alias.value, alias.span, first));
                } else {
                    spans.insert(&alias.value, alias.span);
                    self.meetings.insert(alias.value.clone(), id.clone());
                    self.spellings.push(alias.value.clone());
                }
            }
        }
    }

    fn enter_briefings(&mut self, contents: &Contents, sink: &mut Sink) {
        let mut spans: HashMap<&str, Span> = HashMap::new();
        for briefing in &contents.briefings {
            if let Some(&first) = spans.get(briefing.id.as_str()) {
                sink.push(duplicate_id(&briefing.id, briefing.title.span, first));
                continue;
            }
            spans.insert(&briefing.id, briefing.title.span);
            let id = BriefingId::new(briefing.id.as_str());
            self.briefings.insert(briefing.id.clone(), id.clone());
            let (path, files) = (briefing.path.as_str(), &briefing.attachments);
            self.enter_page(&Target::Briefing(id), &briefing.title.value, path);
            self.enter_files("briefings", &briefing.id, path, files);
        }
        for briefing in &contents.briefings {
            let id = BriefingId::new(briefing.id.as_str());
            for alias in self.names_among(&briefing.aliases) {
                if let Some(&first) = spans.get(alias.value.as_str()) {
                    sink.push(duplicate_id(&alias.value, alias.span, first));
                } else {
                    spans.insert(&alias.value, alias.span);
                    self.briefings.insert(alias.value.clone(), id.clone());
                }
            }
        }
    }

    fn enter_pages(&mut self, contents: &Contents, sink: &mut Sink) {
        let mut spans: HashMap<&str, Span> = HashMap::new();
        for page in &contents.pages {
            if let Some(&first) = spans.get(page.id.as_str()) {
                sink.push(duplicate_id(&page.id, page.title.span, first));
                continue;
            }
            spans.insert(&page.id, page.title.span);
            let id = PageId::new(page.id.as_str());
            self.pages.insert(page.id.clone(), id.clone());
            let path = page.path.as_str();
            self.enter_page(&Target::Page(id), &page.title.value, path);
            self.enter_files("", &page.id, path, &page.attachments);
        }
        for page in &contents.pages {
            let id = PageId::new(page.id.as_str());
            for alias in self.names_among(&page.aliases) {
                if let Some(&first) = spans.get(alias.value.as_str()) {
                    sink.push(duplicate_id(&alias.value, alias.span, first));
                } else {
                    spans.insert(&alias.value, alias.span);
                    self.pages.insert(alias.value.clone(), id.clone());
                }
            }
        }
    }

    fn enter_teams(&mut self, contents: &Contents, sink: &mut Sink) {
        let mut spans: HashMap<&str, Span> = HashMap::new();
        for team in &contents.teams {
            if let Some(&first) = spans.get(team.id.value.as_str()) {
                sink.push(duplicate_id(&team.id.value, team.id.span, first));
                continue;
            }
            spans.insert(&team.id.value, team.id.span);
            let id = TeamId::new(team.id.value.as_str());
            self.teams.insert(team.id.value.clone(), id.clone());
            self.enter_target(&Target::Team(id), &team.name.value);
        }
    }

    fn enter_sets(&mut self, contents: &Contents, name: &str) {
        for set in &contents.sets {
            let id = SetId::new(set.id.as_str());
            self.sets.insert(set.id.to_lowercase(), id.clone());
            self.enter_target(&Target::Set(id.clone()), &set.title.value);
            let mut numbers = Vec::new();
            for one in &set.recommendations {
                let number = one.number.value.as_str();
                let rec = RecId::new(id.clone(), number);
                let key = rec.to_string().to_lowercase();
                if let Entry::Vacant(free) = self.recommendations.entry(key) {
                    free.insert(rec.clone());
                    self.enter_recommendation(rec, &set.name.value, name);
                    numbers.push(number.to_owned());
                }
            }
            self.numbers.insert(id, numbers);
        }
    }

    /// It is shown in the site's language, and answers to its English name in any.
    fn enter_recommendation(&mut self, rec: RecId, set: &str, name: &str) {
        let called = |name: &str| {
            let given: [(&str, &dyn Display); 2] = [("set", &set), ("number", &rec.number)];
            filled(name, &given, Cow::Borrowed)
        };
        let (shown, english) = (called(name), called(ENGLISH));
        let target = Target::Recommendation(rec);
        self.enter_target(&target, &shown);
        if fold(&english) != fold(&shown) {
            self.titles.entry(fold(&english)).or_default().push(target);
        }
    }

    /// The pages that are made of many things, and files that are no page.
    fn enter_registers(&mut self) {
        const PAGES: [&str; 26] = [
            "index.html",
            "meetings.html",
            "actions.html",
            "actions/closed.html",
            "actions/board.html",
            "decisions.html",
            "recommendations.html",
            "briefings.html",
            "attendance.html",
            "people.html",
            "teams.html",
            "glossary.html",
            "search.html",
            "changes.html",
            "404.html",
            "calendar.html",
            "calendar.ics",
            "feed.xml",
            "actions/feed.xml",
            "decisions/feed.xml",
            "sitemap.xml",
            "robots.txt",
            "_redirects",
            "data/archive.json",
            "owners.html",
            "manifest.json",
        ];
        for page in PAGES {
            self.other_addresses.insert(page.to_owned());
        }
    }

    fn names_among<'a>(&mut self, aliases: &'a [Text]) -> Vec<&'a Text> {
        let (old, names): (Vec<_>, Vec<_>) =
            aliases.iter().partition(|alias| alias.value.starts_with('/'));
        for alias in old {
            self.enter_old_address(&alias.value);
        }
        names
    }

    fn enter_old_address(&mut self, from: &str) {
        let path = from.trim_start_matches('/').split(['#', '?']).next().unwrap_or_default();
        self.other_addresses.insert(path.to_owned());
    }

    fn enter_target(&mut self, target: &Target, shown: &str) {
        self.shown.insert(target.clone(), shown.to_owned());
        self.spellings.push(target.id());
        let titled = self.titles.entry(fold(shown)).or_default();
        titled.push(target.clone());
        let address = Address::of(target);
        self.addresses.insert(address.as_str().to_owned(), target.clone());
    }

    fn enter_page(&mut self, target: &Target, title: &str, path: &str) {
        self.enter_target(target, title);
        let path: String = path.nfc().collect();
        // A bundle answers to its folder too.
        if let Some(folder) = path.strip_suffix("/index.md") {
            self.files.insert(folder.to_owned(), target.clone());
        }
        self.paths.insert(target.clone(), path.clone());
        self.files.insert(path, target.clone());
    }

    fn enter_files(&mut self, kind: &str, id: &str, path: &str, files: &[AttachedFile]) {
        let folder: String = path.rsplit_once('/').map_or("", |(folder, _)| folder).nfc().collect();
        for file in files {
            let address = attachment_address(kind, id, &file.name);
            self.other_addresses.insert(address.as_str().to_owned());
            self.attached.insert(format!("{folder}/{}", file.name), address);
        }
    }

    /// The meeting of an id or an alias.
    pub(super) fn meeting(&self, id: &str) -> Option<&MeetingId> {
        self.meetings.get(id.trim())
    }

    /// The page of an id or an alias.
    pub(super) fn page(&self, id: &str) -> Option<&PageId> {
        self.pages.get(id.trim())
    }

    /// The set of an id.
    pub(super) fn set(&self, id: &str) -> Option<&SetId> {
        self.sets.get(&id.trim().to_lowercase())
    }

    /// The recommendation of `ssr1/10`.
    pub(super) fn recommendation(&self, text: &str) -> Option<&RecId> {
        self.recommendations.get(&text.trim().to_lowercase())
    }

    /// The set that a text like `ssr1/99` names, whether or not it has that recommendation.
    pub(super) fn set_of<'t>(&self, text: &'t str) -> Option<(&SetId, &'t str)> {
        let (set, number) = text.split_once('/')?;
        Some((self.set(set)?, number.trim()))
    }

    /// Ids of meetings near to a text.
    pub(super) fn near_meetings(&self, wanted: &str) -> Vec<String> {
        let mut ids: Vec<&str> = self.meetings.keys().map(String::as_str).collect();
        ids.sort_unstable();
        all_near(wanted, ids).into_iter().map(str::to_owned).collect()
    }

    /// Ids of pages near to a text.
    pub(super) fn near_pages(&self, wanted: &str) -> Vec<String> {
        let mut ids: Vec<&str> = self.pages.keys().map(String::as_str).collect();
        ids.sort_unstable();
        all_near(wanted, ids).into_iter().map(str::to_owned).collect()
    }

    /// The page that a file of the archive holds, by its path in NFC.
    pub(super) fn file(&self, path: &str) -> Option<&Target> {
        self.files.get(path)
    }

    /// The file that holds a page, where it is one of the archive's pages.
    pub(super) fn path_of(&self, target: &Target) -> Option<&str> {
        self.paths.get(target).map(String::as_str)
    }

    /// The address of a file of a bundle, by its path in NFC.
    pub(super) fn attachment(&self, path: &str) -> Option<&Address> {
        self.attached.get(path)
    }

    /// Paths of pages and files near to a path.
    pub(super) fn near_paths(&self, wanted: &str) -> Vec<String> {
        let mut paths: Vec<&str> =
            self.files.keys().chain(self.attached.keys()).map(String::as_str).collect();
        paths.sort_unstable();
        all_near(wanted, paths).into_iter().map(str::to_owned).collect()
    }

    /// The thing that lives at an address.
    pub(super) fn address(&self, path: &str) -> Option<&Target> {
        self.addresses.get(path)
    }

    /// Whether an address is one of the site's, though of no single thing.
    pub(super) fn is_other_address(&self, path: &str) -> bool {
        const MADE: [&str; 5] = ["data/", "calendar/", "attendance/", "owners/", "actions/closed-"];
        self.other_addresses.contains(path) || MADE.iter().any(|folder| path.starts_with(folder))
    }

    /// What is shown for a target that has no label.
    pub(super) fn shown(&self, target: &Target, people: &People) -> String {
        match target {
            Target::Person(id) => people.name_of(&Owner::Person(id.clone())).to_owned(),
            Target::Group(id) => people.name_of(&Owner::Group(id.clone())).to_owned(),
            other => self.shown.get(other).cloned().unwrap_or_else(|| other.id()),
        }
    }
}

/// Where a file of a bundle lives on the site.
pub(super) fn attachment_address(kind: &str, id: &str, name: &str) -> Address {
    let folder = if kind.is_empty() { String::new() } else { format!("{kind}/") };
    Address::new(format!("{folder}{id}/{name}"))
}

/// All tables in which a wikilink is looked up.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a> {
    pub(super) targets: &'a Targets,
    pub(super) people: &'a People,
    pub(super) actions: &'a ActionPlan<'a>,
    pub(super) decisions: &'a DecisionPlan,
    pub(super) default_set: Option<&'a SetId>,
}

impl Lookup<'_> {
    /// What a wikilink's words mean, without its fragment: every target of that name.
    /// Letters that only look Latin are told as such, and are in no way here.
    pub(super) fn find(&self, kind: Option<&str>, text: &str) -> Vec<Target> {
        match (self.find_as_written(kind, text), as_it_looks(text)) {
            (found, Some(text)) if found.is_empty() => self.find_as_written(kind, &text),
            (found, _) => found,
        }
    }

    fn find_as_written(&self, kind: Option<&str>, text: &str) -> Vec<Target> {
        let wants = |one: &str| kind.is_none_or(|kind| kind == one);
        let mut found = Vec::new();
        let id = text.trim();
        let lower = id.to_lowercase();
        if wants("meeting") {
            found.extend(self.targets.meetings.get(&lower).cloned().map(Target::Meeting));
        }
        if wants("briefing") {
            found.extend(self.targets.briefings.get(&lower).cloned().map(Target::Briefing));
        }
        if wants("page") {
            found.extend(self.targets.pages.get(&lower).cloned().map(Target::Page));
        }
        if wants("team") {
            found.extend(self.targets.teams.get(&lower).cloned().map(Target::Team));
        }
        if wants("action") {
            found.extend(self.actions.find(id).cloned().map(Target::Action));
        }
        if wants("decision") {
            found.extend(self.decisions.find(id).cloned().map(Target::Decision));
        }
        if wants("rec") {
            found.extend(self.recommendation(kind.is_some(), &lower));
        }
        self.push_people(kind, id, &mut found);
        if found.is_empty() {
            found = self.titled(kind, id);
        }
        found
    }

    fn recommendation(&self, is_stated: bool, text: &str) -> Option<Target> {
        let by_default = || {
            let set = self.default_set.filter(|_| is_stated)?;
            self.targets.recommendation(&format!("{set}/{text}"))
        };
        let recommendation = self.targets.recommendation(text).or_else(by_default);
        let set = || self.targets.set(text).cloned().map(Target::Set);
        recommendation.cloned().map(Target::Recommendation).or_else(set)
    }

    fn push_people(&self, kind: Option<&str>, text: &str, found: &mut Vec<Target>) {
        let owners: Vec<&Owner> = match self.people.find(text) {
            Found::One(owner) => vec![owner],
            Found::Many(many) => many.iter().collect(),
            Found::Nobody => Vec::new(),
        };
        let wants = |one: &str| kind.is_none_or(|kind| kind == one);
        for owner in owners {
            match owner {
                Owner::Person(id) if wants("person") => found.push(Target::Person(id.clone())),
                Owner::Group(id) if wants("group") => found.push(Target::Group(id.clone())),
                _ => {}
            }
        }
    }

    fn titled(&self, kind: Option<&str>, text: &str) -> Vec<Target> {
        let titled = self.targets.titles.get(&fold(text)).into_iter().flatten();
        let fits = |target: &&Target| {
            kind.is_none_or(|kind| in_full(target).split(':').next() == Some(kind))
        };
        titled.filter(fits).cloned().collect()
    }

    /// The names of all targets that are near to a text.
    pub(super) fn near(&self, wanted: &str) -> Vec<String> {
        let ids = self.targets.spellings.iter().map(String::as_str);
        let actions = self.actions.items.iter().map(|item| item.id.as_str());
        let decisions = self.decisions.ids().map(crate::model::DecisionId::as_str);
        let people = self.people.spellings().map(|(spelling, _)| spelling);
        let all = ids.chain(actions).chain(decisions).chain(people);
        all_near(wanted, all).into_iter().map(str::to_owned).collect()
    }
}

/// The target of an owner.
pub(super) fn of_owner(owner: &Owner) -> Target {
    match owner {
        Owner::Person(id) => Target::Person(PersonId::new(id.as_str())),
        Owner::Group(id) => Target::Group(GroupId::new(id.as_str())),
    }
}
