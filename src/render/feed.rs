//! What changed, as Atom feeds (RFC 4287).
//!
//! Written here rather than with a crate so that control characters of the record never reach a
//! reader that would refuse the whole feed.

use std::{cell::LazyCell, collections::BTreeMap, fmt::Write};

use chrono::{NaiveDate, NaiveDateTime};

use super::{Context, Output, Wanted, ics::host, messages::Messages, xml::escape};
use crate::{
    derive::{Change, ChangeKind},
    model::{ActionId, ActionStatus, Address, Owner, Target},
    source::prose::{plain, plain_blocks},
};

/// The newest changes that a feed holds.
const N_ENTRIES: usize = 50;

/// `feed.xml`, `actions/feed.xml`, `decisions/feed.xml`, `owners/<id>.xml`.
pub(super) fn outputs(ctx: &Context<'_>, wanted: Wanted<'_>) -> Vec<Output> {
    let site = ctx.archive.site.title.as_str();
    let entries = LazyCell::new(|| entries(ctx));
    let of_kind =
        |is_of: fn(&Target) -> bool| first(entries.iter().filter(move |one| is_of(one.target)));
    let mut outputs =
        vec![wanted.file("feed.xml", || {
            feed(ctx, "feed.xml", site, "index.html", &first(entries.iter()))
        })];
    if !ctx.registers.actions.is_empty() {
        outputs.push(wanted.file("actions/feed.xml", || {
            let actions = of_kind(|target| matches!(target, Target::Action(_)));
            let title = ctx.messages.with("feed.of_actions", &[("site", &site)]);
            feed(ctx, "actions/feed.xml", &title, "actions.html", &actions)
        }));
    }
    if !ctx.registers.decisions.is_empty() {
        outputs.push(wanted.file("decisions/feed.xml", || {
            let decisions = of_kind(|target| matches!(target, Target::Decision(_)));
            let title = ctx.messages.with("feed.of_decisions", &[("site", &site)]);
            feed(ctx, "decisions/feed.xml", &title, "decisions.html", &decisions)
        }));
    }
    let of = LazyCell::new(|| by_owner(ctx, &entries));
    outputs.extend(ctx.registers.owners.keys().map(|owner| {
        let path = format!("owners/{}.xml", owner.as_str().to_lowercase());
        wanted.file(&path, || of_owner(ctx, &path, owner, of.get(owner).map_or(&[], Vec::as_slice)))
    }));
    outputs
}

fn first<'e, 'a>(entries: impl Iterator<Item = &'e Entry<'a>>) -> Vec<&'e Entry<'a>> {
    entries.take(N_ENTRIES).collect()
}

/// What happened to the items of each owner.
fn by_owner<'e, 'a>(
    ctx: &Context<'a>,
    entries: &'e [Entry<'a>],
) -> BTreeMap<&'a Owner, Vec<&'e Entry<'a>>> {
    let mut owners_of: BTreeMap<&ActionId, Vec<&Owner>> = BTreeMap::new();
    for (owner, items) in &ctx.registers.owners {
        for item in items {
            owners_of.entry(item).or_default().push(owner);
        }
    }
    let mut of: BTreeMap<&Owner, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        let Target::Action(item) = entry.target else { continue };
        for owner in owners_of.get(item).into_iter().flatten() {
            of.entry(owner).or_default().push(entry);
        }
    }
    of
}

/// The feed of an owner.
fn of_owner(ctx: &Context<'_>, path: &str, owner: &Owner, entries: &[&Entry<'_>]) -> String {
    let (site, name) = (&ctx.archive.site.title, ctx.archive.owner_name(owner));
    let title = ctx.messages.with("feed.of_owner", &[("site", site), ("owner", &name)]);
    let newest = entries.get(..N_ENTRIES).unwrap_or(entries);
    feed(ctx, path, &title, Address::of_owner(owner).as_str(), newest)
}

/// A change, with an id that stays.
struct Entry<'a> {
    id: String,
    date: NaiveDate,
    target: &'a Target,
    title: String,
    summary: String,
}

/// Every change of the record, newest first.
fn entries<'a>(ctx: &Context<'a>) -> Vec<Entry<'a>> {
    let mut n_of: BTreeMap<String, usize> = BTreeMap::new();
    // Oldest first, so that a later change never takes the number of an earlier one.
    let mut entries: Vec<_> =
        ctx.registers.changes.iter().rev().map(|change| entry(ctx, change, &mut n_of)).collect();
    entries.reverse();
    entries
}

fn entry<'a>(
    ctx: &Context<'a>,
    change: &'a Change,
    n_of: &mut BTreeMap<String, usize>,
) -> Entry<'a> {
    let mut id = tag(ctx, change);
    let n = n_of.entry(id.clone()).or_default();
    *n += 1;
    if *n > 1 {
        let _ = write!(id, "/{n}");
    }
    let (name, summary) = about(ctx, &change.target);
    let happened = happened(&change.what, ctx.messages);
    let title = ctx.messages.with("feed.entry", &[("what", &name), ("happened", &happened)]);
    Entry { id, date: change.date, target: &change.target, title, summary }
}

/// A `tag:` URI: the site, the day, the thing and what happened to it.
fn tag(ctx: &Context<'_>, change: &Change) -> String {
    let target = &change.target;
    let id = lasting_id(ctx, target).to_lowercase();
    let path = format!("{}/{id}/{}", target.kind(), word(&change.what));
    let host = host(&ctx.archive.site.base_url);
    escape(&format!("tag:{host},{}:{}", change.date, Address::new(path).from_root()))
}

/// The id by which readers of feeds know a thing, whatever it is called now.
fn lasting_id(ctx: &Context<'_>, target: &Target) -> String {
    let archive = ctx.archive;
    let first = match target {
        Target::Meeting(id) => archive.meetings.get(id).map(|one| one.first_id.to_string()),
        Target::Briefing(id) => archive.briefings.get(id).map(|one| one.first_id.to_string()),
        Target::Page(id) => archive.pages.get(id).map(|one| one.first_id.to_string()),
        _ => None,
    };
    first.unwrap_or_else(|| target.id())
}

const fn word(what: &ChangeKind) -> &'static str {
    match what {
        ChangeKind::MeetingHeld => "held",
        ChangeKind::MeetingMoved(_) => "moved",
        ChangeKind::MeetingApproved => "approved",
        ChangeKind::MeetingAmended(_) => "amended",
        ChangeKind::ActionOpened => "opened",
        ChangeKind::ActionClosed(_) => "closed",
        ChangeKind::ActionRedated(..) => "redated",
        ChangeKind::ActionUpdated => "updated",
        ChangeKind::DecisionTaken => "taken",
        ChangeKind::RecommendationStatus(_) => "status",
        ChangeKind::BriefingGiven => "given",
        ChangeKind::PagePublished => "published",
        ChangeKind::PageChanged => "changed",
    }
}

/// What happened, in words.
fn happened(what: &ChangeKind, messages: &Messages) -> String {
    let key = match what {
        ChangeKind::MeetingMoved(Some(from)) => return moved(*from, messages),
        ChangeKind::MeetingAmended(what) => {
            return messages.with("feed.corrected", &[("what", what)]);
        }
        ChangeKind::ActionRedated(before, after) => return redated(*before, *after, messages),
        ChangeKind::ActionClosed(status) => return closed(status, messages),
        ChangeKind::RecommendationStatus(status) => return status.clone(),
        ChangeKind::MeetingHeld => "feed.held",
        ChangeKind::MeetingMoved(None) => "feed.moved",
        ChangeKind::MeetingApproved => "feed.approved",
        ChangeKind::ActionOpened => "feed.opened",
        ChangeKind::ActionUpdated => "feed.updated",
        ChangeKind::DecisionTaken => "feed.decided",
        ChangeKind::BriefingGiven => "feed.briefing_given",
        ChangeKind::PagePublished => "feed.published",
        ChangeKind::PageChanged => "feed.page_changed",
    };
    messages.text(key).to_owned()
}

fn moved(from: NaiveDateTime, messages: &Messages) -> String {
    let (day, time) = (messages.day(from.date()), from.format("%H:%M"));
    messages.with("feed.moved_from", &[("day", &day), ("time", &time)])
}

fn closed(status: &ActionStatus, messages: &Messages) -> String {
    let key = match status {
        ActionStatus::Merged(into) => return messages.with("feed.merged", &[("into", into)]),
        ActionStatus::Open => "feed.open",
        ActionStatus::InProgress => "feed.in_progress",
        ActionStatus::Completed => "feed.completed",
        ActionStatus::Cancelled => "feed.cancelled",
    };
    messages.text(key).to_owned()
}

fn redated(before: Option<NaiveDate>, after: Option<NaiveDate>, messages: &Messages) -> String {
    let [old, new] = [before, after].map(|day| day.map(|day| messages.day(day)));
    let key = match (&old, &new) {
        (Some(_), Some(_)) => "feed.due_instead",
        (None, Some(_)) => "feed.due",
        (Some(_), None) => "feed.no_longer_due",
        (None, None) => "feed.due_changed",
    };
    let [old, new] = [old, new].map(Option::unwrap_or_default);
    messages.with(key, &[("before", &old), ("after", &new)])
}

/// What a thing is called, and what it says.
fn about(ctx: &Context<'_>, target: &Target) -> (String, String) {
    let archive = ctx.archive;
    let named = match target {
        Target::Meeting(id) => archive
            .meetings
            .get(id)
            .map(|one| (one.title.clone(), one.description.clone().unwrap_or_default())),
        Target::Action(id) => {
            ctx.registers.actions.get(id).map(|one| (id.to_string(), plain(&one.title)))
        }
        Target::Decision(id) => {
            archive.decisions.get(id).map(|one| (id.to_string(), plain_blocks(&one.text)))
        }
        Target::Recommendation(id) => archive.recommendation(id).map(|one| {
            let set = archive.sets.get(&id.set).map_or(id.set.as_str(), |set| &set.name);
            (ctx.messages.recommendation(set, &id.number), one.title.clone())
        }),
        Target::Briefing(id) => archive
            .briefings
            .get(id)
            .map(|one| (one.title.clone(), one.description.clone().unwrap_or_default())),
        Target::Page(id) => archive
            .pages
            .get(id)
            .map(|one| (one.title.clone(), one.description.clone().unwrap_or_default())),
        _ => None,
    };
    named.unwrap_or_else(|| (target.id(), String::new()))
}

fn feed(ctx: &Context<'_>, path: &str, title: &str, page: &str, entries: &[&Entry<'_>]) -> String {
    let site = &ctx.archive.site;
    let own = escape(&Address::new(path).absolute(ctx.base_url));
    let page = escape(&Address::new(page).absolute(ctx.base_url));
    let updated = entries.iter().map(|entry| entry.date).max().unwrap_or(ctx.registers.as_of);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let language = escape(&site.language);
    let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">");
    let _ = writeln!(out, "<id>{own}</id>\n<title>{}</title>", escape(title));
    let _ = writeln!(out, "<updated>{updated}T00:00:00Z</updated>");
    let _ = writeln!(out, "<author><name>{}</name></author>", escape(&site.title));
    let _ = writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>");
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>");
    for entry in entries {
        push_entry(ctx, entry, &mut out);
    }
    out.push_str("</feed>\n");
    out
}

fn push_entry(ctx: &Context<'_>, entry: &Entry<'_>, out: &mut String) {
    let link = escape(&Address::of(entry.target).absolute(ctx.base_url));
    let _ = writeln!(out, "<entry>\n<id>{}</id>", entry.id);
    let _ = writeln!(out, "<title>{}</title>", escape(&entry.title));
    let _ = writeln!(out, "<updated>{}T00:00:00Z</updated>", entry.date);
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>");
    if !entry.summary.is_empty() {
        let _ = writeln!(out, "<summary>{}</summary>", escape(&entry.summary));
    }
    out.push_str("</entry>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture::{record, text};

    #[test]
    fn a_decision_is_an_entry_that_leads_to_the_register() {
        let record = record();
        let outputs = outputs(&record.ctx(), Wanted::ALL);
        assert_eq!(
            text(&outputs, "decisions/feed.xml"),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n\
             <id>https://ssr2.example.org/wiki/decisions/feed.xml</id>\n\
             <title>SSR2 &amp; friends: decisions</title>\n\
             <updated>2017-05-14T00:00:00Z</updated>\n\
             <author><name>SSR2 &amp; friends</name></author>\n\
             <link rel=\"self\" type=\"application/atom+xml\" \
             href=\"https://ssr2.example.org/wiki/decisions/feed.xml\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" \
             href=\"https://ssr2.example.org/wiki/decisions.html\"/>\n\
             <entry>\n\
             <id>tag:ssr2.example.org,2017-05-14:/decision/d15-1/taken</id>\n\
             <title>D15-1: decided</title>\n\
             <updated>2017-05-14T00:00:00Z</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" \
             href=\"https://ssr2.example.org/wiki/decisions.html#d15-1\"/>\n\
             <summary>Meet &amp; decide.</summary>\n\
             </entry>\n\
             </feed>\n"
        );
    }

    #[test]
    fn changes_of_one_thing_on_one_day_are_told_apart() {
        let record = record();
        let outputs = outputs(&record.ctx(), Wanted::ALL);
        let feed = text(&outputs, "owners/emily-taylor.xml");
        assert!(feed.contains("/action/p15-1/updated</id>"));
        assert!(feed.contains("/action/p15-1/updated/2</id>"));
    }
}
