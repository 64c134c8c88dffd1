//! `plenary list`: the registers on the terminal.

use plenary::{Error, Layout, Listing, Tree};

use super::{answer, refuse, tell_beside};
use crate::{
    args::{Common, Format, List},
    exit::Exit,
    progress::Progress,
    terminal,
};

/// Prints a register, or the part of it that is asked for.
pub(crate) fn list(common: &Common, asked: &List) -> Result<Exit, Error> {
    let Some(layout) = layout(asked.format) else {
        return Ok(refuse(
            &"a list is a `table`, `json`, `csv` or `markdown`; write --format after `list`",
        ));
    };
    let progress = Progress::begin(common, "load");
    let tree = Tree::on_disk(&common.root()?)?;
    let listing = plenary::list(&tree, &common.options(), asked.register, &asked.query(), layout);
    drop(progress);
    let listing = match listing {
        Ok(listing) => listing,
        Err(refusal) => return Ok(answer(&refusal)),
    };
    terminal::print(&listing.text);
    if !common.quiet {
        terminal::say(&summary(asked, &listing));
    }
    Ok(tell_beside(&listing.report, &listing.sources, common))
}

fn layout(format: Format) -> Option<Layout> {
    match format {
        Format::Table => {
            Some(Layout::Table { columns: terminal::columns(), is_styled: terminal::is_styled() })
        }
        Format::Json => Some(Layout::Json),
        Format::Csv => Some(Layout::Csv),
        Format::Markdown => Some(Layout::Markdown),
        Format::Human | Format::Github | Format::Sarif | Format::Text => None,
    }
}

fn summary(asked: &List, listing: &Listing) -> String {
    let (register, as_of) = (asked.register.name(), listing.as_of);
    match listing.n_entries {
        0 => format!("nothing to list: the register of {register} has no such entry as of {as_of}"),
        1 => format!("1 entry as of {as_of}"),
        n => format!("{n} entries as of {as_of}"),
    }
}
