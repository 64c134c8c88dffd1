//! `plenary new`: a file with the right front matter, or an entry of the roster.

use plenary::{Draft, Error, Tree};

use crate::{
    args::{Common, New},
    exit::Exit,
    progress::Progress,
    terminal,
};

/// Writes what is new and prints its path, or with `is_dry_run` prints it and writes nothing.
pub(crate) fn new(common: &Common, what: &New, is_dry_run: bool) -> Result<Exit, Error> {
    let root = common.root()?;
    let progress = Progress::begin(common, "load");
    let tree = Tree::on_disk(&root)?;
    let draft = draft(what, &tree, common)?;
    drop(progress);
    if is_dry_run {
        terminal::print(&draft.text);
    } else {
        draft.write(&root)?;
        terminal::print(&format!("{}\n", draft.path));
    }
    if !common.quiet {
        tell(&draft, is_dry_run);
    }
    Ok(Exit::Done)
}

fn draft(what: &New, tree: &Tree, common: &Common) -> Result<Draft, Error> {
    let options = common.options();
    match what {
        New::Meeting(meeting) => meeting.request().draft(tree, &options),
        New::Briefing(briefing) => briefing.request().draft(tree, &options),
        New::Page(page) => page.request().draft(tree, &options),
        New::Person(person) => person.request().draft(tree, &options),
    }
}

/// Says what there is to know, and what to do next.
fn tell(draft: &Draft, is_dry_run: bool) {
    draft.remarks.iter().for_each(|remark| terminal::say(remark));
    terminal::say(&match (is_dry_run, &draft.before) {
        (true, None) => format!("nothing was written; it would be {}", draft.path),
        (true, Some(_)) => format!("nothing was written; it would end {}", draft.path),
        (false, _) => "next: look it over, and run `plenary check`".to_owned(),
    });
}
