//! Where redirects lead in the end: chains are followed; those that lead nowhere, or round in a
//! circle, are said.

use std::collections::BTreeMap;

use super::{
    End,
    moves::{Destination, Move},
    rank,
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    render::{Context, addresses::Addresses, typed::Typed},
};

/// The end of each move, in their order; none where it leads nowhere.
pub(super) fn ends(
    moves: &[Move<'_>],
    ctx: &Context<'_>,
    addresses: &Addresses<'_>,
    sink: &mut Sink,
) -> Vec<Option<End>> {
    let mut walk = Walk { moves, next: nexts(moves), states: vec![State::Unseen; moves.len()] };
    for start in 0..moves.len() {
        let (path, meets) = walk.path_from(start);
        if let Some(circle) = meets.and_then(|meets| walk.circle(&path, meets)) {
            sink.push(circle);
        }
        for at in path.into_iter().rev() {
            let end = walk.end(at, |to| here(to, moves[at].stated_to, ctx, addresses, sink));
            walk.states[at] = State::Done(end);
        }
    }
    let end = |state| if let State::Done(end) = state { end } else { None };
    walk.states.into_iter().map(end).collect()
}

/// The move that each move's destination is the old address of.
fn nexts(moves: &[Move<'_>]) -> Vec<Option<usize>> {
    let mut by_path: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, one) in moves.iter().enumerate() {
        by_path.entry(&one.old.path).or_default().push(at);
    }
    for all in by_path.values_mut() {
        all.sort_by_key(|&at| rank(&moves[at].old));
    }
    let next = |one: &Move<'_>| {
        let Destination::Here(to) = &one.to else { return None };
        let all = by_path.get(to.path.as_str())?;
        all.iter().find(|&&at| fits(&moves[at].old, to)).or_else(|| all.first()).copied()
    };
    moves.iter().map(next).collect()
}

/// Whether an old address is the one that is asked for, as the script of the pages has it.
fn fits(old: &Typed, asked: &Typed) -> bool {
    (old.query.is_none() || old.query == asked.query)
        && (old.fragment.is_none() || old.fragment == asked.fragment)
}

#[derive(Clone)]
enum State {
    Unseen,
    OnPath,
    Done(Option<End>),
}

/// The moves while they are followed, each once.
struct Walk<'m, 'a> {
    moves: &'m [Move<'a>],
    next: Vec<Option<usize>>,
    states: Vec<State>,
}

impl Walk<'_, '_> {
    /// The moves from one on that were not seen before, and the one that was, where there is one.
    fn path_from(&mut self, start: usize) -> (Vec<usize>, Option<usize>) {
        let (mut path, mut at) = (Vec::new(), Some(start));
        while let Some(here) = at.filter(|&at| matches!(self.states[at], State::Unseen)) {
            self.states[here] = State::OnPath;
            path.push(here);
            at = self.next[here];
        }
        (path, at)
    }

    /// What there is to say where a path meets itself: at the first redirect of the circle.
    fn circle(&self, path: &[usize], meets: usize) -> Option<Diagnostic> {
        let start = path.iter().position(|&at| at == meets)?;
        let first = path[start..].iter().min().map(|&at| &self.moves[at])?;
        let to = first.stated_to?;
        let message = match path.len() - start {
            1 => format!("`{}` leads to itself", first.from.value),
            _ => format!("`{}` leads back to `{}`", to.value, first.from.value),
        };
        let said = Diagnostic::new(code::LINK_BROKEN, to.span, message);
        Some(said.help("write where the page is now"))
    }

    /// The end of a move whose next one is done. A fragment is kept on the way, unless it was what
    /// chose the next move.
    fn end(&self, at: usize, here: impl FnOnce(&Typed) -> Option<End>) -> Option<End> {
        let to = match &self.moves[at].to {
            Destination::Away(url) => return Some(End::Away(url.clone())),
            Destination::Here(to) => to,
        };
        let Some(next) = self.next[at] else { return here(to) };
        let State::Done(end) = &self.states[next] else { return None };
        let fragment = to.fragment.as_ref().filter(|_| self.moves[next].old.fragment.is_none());
        match (end.clone()?, fragment) {
            (End::Here(end), Some(fragment)) if end.path() == end.as_str() => {
                Some(End::Here(end.with_fragment(fragment)))
            }
            (end, _) => Some(end),
        }
    }
}

/// A place on this site; that nothing is there is said at the redirect's right side.
fn here(
    to: &Typed,
    stated: Option<&crate::source::Spanned<String>>,
    ctx: &Context<'_>,
    addresses: &Addresses<'_>,
    sink: &mut Sink,
) -> Option<End> {
    let found = addresses.find(to);
    if let (None, Some(stated)) = (&found, stated) {
        sink.extend(addresses.broken(ctx, to, stated));
    }
    found.map(End::Here)
}
