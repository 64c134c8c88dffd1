//! The addresses that are kept for ever: those that were published once are held against the site,
//! and those that it has now come out.

use std::collections::{BTreeMap, BTreeSet};

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
        let decision: Option<&Decision> = ctx.archive.decisions.get(*id);
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
    let is_kept = |text: &str| {
        let Some(typed) = Typed::read(text) else { return false };
        match (typed.path.as_str(), &typed.fragment) {
            (DECISIONS, Some(id)) => {
                ctx.archive.unreadable.decisions || anchors.contains(id.as_str())
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

/// The fragments that decisions answer to, old ones that lead on among them.
fn anchors(archive: &Archive) -> BTreeSet<&str> {
    let now = archive.decisions.values().map(|one| one.anchor.as_ref());
    let now: BTreeSet<&str> = now.collect();
    let old = moved_decisions(archive).into_iter().filter(|(to, _)| now.contains(to));
    let old: Vec<&str> = old.flat_map(|(_, old)| old).collect();
    now.into_iter().chain(old).collect()
}

/// The old fragments in the register, by the decision's fragment that `[redirects]` has them lead
/// to. A file cannot redirect a fragment of itself, so that the decision answers to both.
pub(super) fn moved_decisions(archive: &Archive) -> BTreeMap<&str, Vec<&str>> {
    let fragment = |text: &'_ Spanned<String>| -> Option<usize> {
        let prefix = text.value.strip_prefix('/').unwrap_or(&text.value);
        let rest = prefix.strip_prefix(DECISIONS)?.strip_prefix('#')?;
        (!rest.is_empty()).then(|| text.value.len() - rest.len())
    };
    let mut moved: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for redirect in &archive.site.redirects {
        if let Some((from, to)) = fragment(&redirect.from).zip(fragment(&redirect.to)) {
            moved.entry(&redirect.to.value[to..]).or_default().push(&redirect.from.value[from..]);
        }
    }
    moved
}

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
