//! Differences without the names that an edition withholds, as the other may still have them.

use crate::{
    diff::{Change, Differences, Moved, Page, Problem},
    redact::Names,
};

/// Puts labels in place of the names.
pub(super) fn take_out(names: &Names, differences: &mut Differences) {
    let Differences {
        old,
        new,
        meetings,
        decisions,
        actions,
        recommendations,
        people,
        months: _,
        pages,
        problems,
    } = differences;
    let mut texts: Vec<&mut String> = old.notes.iter_mut().chain(&mut new.notes).collect();
    let changes = meetings.iter_mut().chain(decisions).chain(actions).chain(recommendations);
    texts.extend(changes.flat_map(of_change));
    for Moved { id, name, before: _, after: _ } in people {
        *id = names.asked(id);
        texts.push(name);
    }
    let pages = pages.added.iter_mut().chain(&mut pages.changed).chain(&mut pages.gone);
    texts.extend(pages.flat_map(of_page));
    let problems = problems.iter_mut().flat_map(|all| all.came.iter_mut().chain(&mut all.went));
    texts.extend(problems.flat_map(|Problem { file, message, .. }| [file, message]));
    for text in texts {
        names.text(text).into_iter().for_each(|label| *text = label);
    }
}

fn of_change(change: &mut Change) -> impl Iterator<Item = &mut String> {
    let Change { id, url, title, changes: _, fields } = change;
    let fields =
        fields.iter_mut().flat_map(|field| field.before.iter_mut().chain(&mut field.after));
    [id, url, title].into_iter().chain(fields)
}

fn of_page(page: &mut Page) -> impl Iterator<Item = &mut String> {
    let Page { url, title, title_before, kind: _, redirect } = page;
    [url, title].into_iter().chain(title_before).chain(redirect)
}
