//! Publishes the record of a review team. Read this first: how the house is laid out.
//!
//! A meeting page is the record; registers are derived from it, as of a day. [`run`] makes a site
//! in memory, and [`publish()`] puts it on disk; [`run_onto`] and a [`Press`] do both at once, file
//! by file, so that a site of any size takes little memory. Before them is a pipeline (`pipeline`),
//! a type a stage:
//!
//! 1. **load** (`content`): the files of a [`Tree`] become what a person wrote,
//!    `content::written`, by way of `syntax` (TOML, front matter, Markdown: text into shapes that
//!    keep their places);
//! 2. **link** (`link`): names are looked up, rows of action tables become items with a history,
//!    text is linked: `model::Archive`, what the record means;
//! 3. **derive** (`derive`): the archive as of a day becomes `derive::Registers`: attendance, open
//!    items, the briefing board, mentions, changes;
//! 4. **check** (`check`): what a careful reader would find in archive and registers;
//! 5. **render** (`render`): pages by way of a theme's templates, open data, feeds, calendars:
//!    a list of [`Output`]s;
//! 6. **publish** (`publish`): the outputs against what is in the folder; only what differs is
//!    written. [`verify()`] holds the folder to its manifest afterwards.
//!
//! Below them: `text` (names, slugs, sentences) and `time` (days, clocks, zones) know nothing of
//! archives; `source` has files and places in them, and the [`Tree`] that is the door to reading;
//! `diagnostic` is what is said about content, with the table of codes and a page a code; `report`
//! words it for people and programs. Beside the pipeline, `author` writes into `content/` what
//! staff ask it to: [`fix()`] makes the mends that diagnostics offer, [`write_ledger`] remembers what
//! was published, [`export_theme`] writes the default theme out, [`init`] makes an archive to begin
//! with, [`NewMeeting`] and its like make the pages that staff fill in, and [`rename`] gives a page
//! another id.
//! `diff` tells what a reader would notice between two sites, which `editions` finds in folders and
//! in the history of the content ([`compare`]).
//! [`export()`] makes one file of the site, its sources and its minutes, to be kept where nobody has
//! this program.
//! `serve` shows a site that is not published: [`preview()`] goes through the pipeline, but leaves
//! each page to be made when a browser asks for it; a [`Stage`] keeps the last that was good, of a
//! large archive with the pages that were edited since, and a [`Server`] sends it from memory.
//! `desk` prints for staff what they want to see or send: a register ([`list`]), the mail after a
//! call ([`minutes`]).
//!
//! Invariants:
//!
//! - Imports run one way, as `tests/it/tidy.rs` has it: `model` never imports `content`, as
//!   meaning does not know how it was spelt.
//! - Two worlds never mix: what is wrong with the *content* is a [`Diagnostic`], gathered and told
//!   all at once; what is wrong with the *environment* is an [`Error`], returned.
//! - Stages between load and publish are pure: no disk, clock or environment. Nothing of the
//!   machine reaches the output.
//! - The keys of what staff write are told once, in `content::keys`: readers take values by them, and
//!   the schemas for editors ([`editor_schemas`]) are made of them.
//! - Nothing here prints or ends the process; the terminal is `src/bin/plenary`.

mod author;
mod check;
mod content;
mod derive;
mod desk;
mod diagnostic;
mod diff;
mod editions;
mod error;
mod export;
mod git;
mod link;
mod model;
mod options;
mod pipeline;
mod publish;
mod redact;
mod render;
mod report;
mod serve;
mod source;
mod syntax;
mod text;
mod time;
mod watch;

pub use author::{
    Draft, Host, Mended, NewArchive, NewBriefing, NewMeeting, NewPage, NewPerson, Renamed, Review,
    export_theme, fix, init, rename, write_ledger, write_schemas,
};
pub use desk::{
    EditorSchema, Layout, Listing, Mail, Minutes, Query, Refusal, editor_schemas, list, minutes,
};
pub use diagnostic::{Code, Diagnostic, Edit, Fix, Report, Reported, Severity};
pub use diff::{
    Change, Differences, Edition, Field, Figure, Moved, Page, Pages, Problem, Problems,
};
pub use diff::{Site, Told, diff};
pub use editions::{Source, compare};
pub use error::Error;
pub use export::{Export, Exported, Form, export};
pub use git::read_history;
pub use model::Address;
pub use options::Options;
pub use pipeline::{Ledger, Memory, Preview, Run, preview, run, run_onto};
pub use publish::{Origin, Press, Published, Sealed, Verified, publish, seal, sealed, verify};
pub use render::{Output, Register};
pub use report::{github, human, json, sarif};
pub use serve::{Edited, Reading, Server, Stage};
pub use source::{
    Dates, Entry, FileId, History, Inventory, Position, Reader, Revision, SharedBytes, SourceFile,
    Sources, Span, Tree,
};
pub use watch::{Burst, Watch};
