//! The staff's desk: an archive goes in, what staff want to see or send of it comes out as text:
//! a register narrowed and set ([`list`]), the mail after a call ([`minutes()`]), and what their editors
//! need to know of the files ([`editor_schemas`]).
//!
//! Nothing here prints: the terminal's width and colours are told from outside.

mod ask;
mod mail;
mod markdown;
mod minutes;
mod narrow;
mod schema;
mod sheet;
mod table;

pub use ask::{Query, Refusal};
pub(crate) use minutes::all_minutes;
pub use minutes::{Mail, Minutes, minutes};
pub use schema::{EditorSchema, editor_schemas};

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{
    diagnostic::Report,
    options::Options,
    pipeline::{Gathered, gather},
    render::{Context, Record, Register},
    source::{Sources, Tree},
};

/// How a register is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// For people, in so many columns of a terminal.
    Table {
        /// How many columns there are.
        columns: usize,
        /// Whether the head and what is overdue are coloured.
        is_styled: bool,
    },
    /// As the site's open data.
    Json,
    /// As the site's open data.
    Csv,
    /// A table to paste into a mail, an issue or a page.
    Markdown,
}

/// A register, narrowed and set.
#[derive(Debug)]
pub struct Listing {
    /// The register as asked for; a table of nothing is empty.
    pub text: String,
    /// How many entries it has.
    pub n_entries: usize,
    /// The day that it is as of.
    pub as_of: NaiveDate,
    /// What is wrong with the archive, so that something may be missing from the register.
    pub report: Report,
    /// The text files, to show places in.
    pub sources: Sources,
}

/// Sets a register of an archive, or the part of it that is asked for. What could be read of an
/// archive with errors is listed all the same.
///
/// ```
/// use plenary::{Layout, Options, Query, Register, Tree, list};
/// let tree = Tree::in_memory([
///     ("content/site.toml", "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n"),
///     ("content/actions.toml", "[[action]]\nid = \"A-1\"\ntitle = \"Book rooms\"\nopened = 2017-06-01\n"),
/// ]);
/// let options = Options { as_of: "2017-07-01".parse().ok(), ..Options::default() };
/// let listing = list(&tree, &options, Register::Actions, &Query::default(), Layout::Markdown)?;
/// assert_eq!(listing.n_entries, 1);
/// assert!(listing.text.contains("| A-1 | open | Book rooms |"));
/// # Ok::<(), plenary::Refusal>(())
/// ```
pub fn list(
    tree: &Tree,
    options: &Options,
    register: Register,
    query: &Query,
    layout: Layout,
) -> Result<Listing, Refusal> {
    ask::hold_filters(register, query)?;
    let Gathered { sources, mut archive, mut registers, withheld, messages, sink, .. } =
        gather(tree, options);
    ask::hold_known(&archive)?;
    let question = ask::Question::of(query, &archive, &withheld.names)?;
    narrow::narrow(&mut archive, Arc::make_mut(&mut registers), register, &question);
    let base_url = options.base_url.as_deref().unwrap_or(&archive.site.base_url);
    let record = Record { archive: &archive, registers: &registers, base_url };
    let sheet = sheet::sheet(record, register);
    let data =
        |of: fn(Register, &Context<'_>) -> Vec<u8>| text(of(register, &record.told_in(&messages)));
    let text = match layout {
        Layout::Table { columns, is_styled } => table::set(&sheet, columns, is_styled),
        Layout::Markdown => markdown::table(&sheet),
        Layout::Json => data(Register::json),
        Layout::Csv => data(Register::csv),
    };
    let n_entries = sheet.rows.len();
    let report = sink.finish(&archive.site.check);
    Ok(Listing { text, n_entries, as_of: registers.as_of, report, sources })
}

/// Our own writers make UTF-8.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}
