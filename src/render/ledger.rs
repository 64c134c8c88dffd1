//! The addresses that are kept for ever: those that were published once are held against the site,
//! and those that it has now come out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Context, addresses::Addresses, redirects::Redirects, typed::Typed};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Address, Archive, Decision, Target},
    source::Spanned,
};

/// The page on which decisions have their addresses.
const DECISIONS: &str = "decisions.html";

/// The addresses of things and the fragments of decisions, of those that the site has and whose ids
/// last.
pub(super) fn lasting(ctx: &Context<'_>, addresses: &Addresses<'_>) -> BTreeSet<String> {
    let decisions = ctx.registers.decisions.iter();
    let given = decisions.filter(|id| {
        let decision: Option<&Arc<Decision>> = ctx.archive.decisions.get(*id);
        decision.is_some_and(|one| one.has_given_id)
    });
    let decisions = given.map(|id| Address::of(&Target::Decision(id.clone())).from_root());
    addresses.lasting().chain(decisions).collect()
}

/// Says each address that was published once and leads nowhere now. The files of a bundle are not
/// said where their page is.
pub(super) fn check(
    ctx: &Context<'_>,
    addresses: &Addresses<'_>,
    redirects: &Redirects,
    sink: &mut Sink,
) {
    let anchors = anchors(ctx.archive);
    let led: BTreeSet<&str> =
        ctx.archive.site.redirects.iter().filter_map(|one| fragment(&one.from)).collect();
    if !ctx.archive.unreadable.decisions {
        say_lost_decisions(ctx.archive, &anchors, sink);
    }
    let is_kept = |text: &str| {
        let Some(typed) = Typed::read(text) else { return false };
        match (typed.path.as_str(), &typed.fragment) {
            (DECISIONS, Some(id)) => {
                // of one that leads nowhere, that has been said
                let is_there = anchors.contains(id.as_str()) || led.contains(id.as_str());
                ctx.archive.unreadable.decisions || is_there
            }
            (path, _) => {
                ctx.archive.unreadable.may_hold(path)
                    || addresses.find(&typed).is_some()
                    || redirects.has(&typed)
            }
        }
    };
    let gone: Vec<_> = ctx.archive.ledger.iter().filter(|one| !is_kept(&one.value)).collect();
    let pages: BTreeSet<&str> =
        gone.iter().filter_map(|one| one.value.strip_suffix(".html")).collect();
    let is_beside_one = |address: &str| {
        let mut folders = address.match_indices('/').map(|(at, _)| &address[..at]);
        !address.ends_with(".html") && folders.any(|folder| pages.contains(folder))
    };
    sink.extend(gone.into_iter().filter(|one| !is_beside_one(&one.value)).map(vanished));
}

/// Says each redirect into the register of decisions whose end is no decision's place: nothing is there
/// to be shown.
fn say_lost_decisions(archive: &Archive, anchors: &BTreeSet<&str>, sink: &mut Sink) {
    let fragments = archive.site.redirects.iter().map(|one| (one, fragment(&one.to)));
    let lost = fragments.filter_map(|(one, at)| Some((one, at?)));
    for (redirect, id) in lost.filter(|(_, id)| !anchors.contains(id)) {
        let message = format!("no decision is called `{id}`");
        let said = Diagnostic::new(code::LINK_ANCHOR, redirect.to.span, message);
        let help = "write the id of the decision that took its place, in lower case";
        sink.push(said.help(help));
    }
}

/// The fragments that decisions answer to, old ones that lead on among them.
fn anchors(archive: &Archive) -> BTreeSet<&str> {
    let now = archive.decisions.values().map(|one| one.anchor.as_ref());
    let now: BTreeSet<&str> = now.collect();
    let old = moved_decisions(archive).into_iter().filter(|(to, _)| now.contains(to));
    let old: Vec<&str> = old.flat_map(|(_, old)| old).collect();
    now.into_iter().chain(old).collect()
}

/// The fragment of an address in the register of decisions.
fn fragment(text: &Spanned<String>) -> Option<&str> {
    let path = text.value.strip_prefix('/').unwrap_or(&text.value);
    path.strip_prefix(DECISIONS)?.strip_prefix('#').filter(|rest| !rest.is_empty())
}

/// The old fragments in the register, by the decision's fragment that `[redirects]` has them lead
/// to in the end. A file cannot redirect a fragment of itself, so that the decision answers to both.
pub(super) fn moved_decisions(archive: &Archive) -> BTreeMap<&str, Vec<&str>> {
    let redirects = archive.site.redirects.iter();
    let steps = redirects.filter_map(|one| fragment(&one.from).zip(fragment(&one.to)));
    let steps: BTreeMap<&str, &str> = steps.collect();
    let mut moved: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in &steps {
        let ends = std::iter::successors(Some(*to), |at| steps.get(at).copied());
        let end = ends.take(MOST_STEPS).find(|at| !steps.contains_key(at));
        moved.entry(end.unwrap_or(to)).or_default().push(from);
    }
    moved
}

/// So often at most one decision took the place of another's place.
const MOST_STEPS: usize = 100;

fn vanished(address: &Spanned<String>) -> Diagnostic {
    let text = &address.value;
    let message = format!("`{text}` was published, and nothing is there now");
    Diagnostic::new(code::ADDRESS_VANISHED, address.span, message).help(help(text))
}

/// Where to say what took its place.
fn help(text: &str) -> String {
    if let Some(fragment) = text.strip_prefix("/decisions.html#") {
        return format!(
            "give the decision its id `{fragment}` again, or write `\"{text}\" = \"/decisions.html#…\"` under `[redirects]` in `site.toml`"
        );
    }
    let redirect = format!("write `\"{text}\" = \"/…\"` under `[redirects]` in `site.toml`");
    match alias(text) {
        Some(id) => {
            format!("write `aliases = [\"{id}\"]` in the page that took its place, or {redirect}")
        }
        None => redirect,
    }
}

/// The alias by which a page of its kind answers to an old address; none where its kind has none.
fn alias(text: &str) -> Option<&str> {
    let id = text.strip_prefix('/')?.strip_suffix(".html")?;
    match id.split_once('/') {
        Some(("meetings" | "briefings", id)) => Some(id),
        Some(("actions" | "owners" | "people" | "teams" | "recommendations" | "attendance", _)) => {
            None
        }
        _ => Some(id),
    }
}
