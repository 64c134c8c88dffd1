//! The terminal: the only place that knows clap, colour, standard output, the clock and the
//! environment.

mod args;
mod command;
mod exit;
mod progress;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use crate::{
    args::{Args, Command, Theme},
    exit::Exit,
};

/// Sites are made of very many short texts, on several threads; the allocators of C libraries, that
/// of musl above all, take a third of the time and more for those.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Memory in pages of 4 kB. Those of 2 MB have to be gathered and cleared as a whole before a byte is
/// in them: 3 seconds of the system's in a build of 10,000 meetings, for half a one of the program's.
#[cfg(target_os = "linux")]
fn take_small_pages() {
    // a system that has no others says so, and all is as it is to be
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    take_small_pages();
    let args = Args::parse();
    args.common.set_up();
    let done = match &args.command {
        Command::Init { folder, ci, docs } => {
            command::init(&args.common, folder.as_deref(), ci, *docs)
        }
        Command::New { what, dry_run } => command::new(&args.common, what, *dry_run),
        Command::Build { watch: true, .. } => command::build_at_every_change(&args.common),
        Command::Build { locked, .. } => command::build(&args.common, *locked),
        Command::Serve(preview) => command::serve(&args.common, preview),
        Command::Check => command::check(&args.common),
        Command::Fix { dry_run } => command::fix(&args.common, *dry_run),
        Command::Rename { old, new, dry_run } => command::rename(&args.common, old, new, *dry_run),
        Command::Diff(diff) => command::diff(&args.common, diff),
        Command::List(list) => command::list(&args.common, list),
        Command::Minutes { meeting, format } => command::minutes(&args.common, meeting, *format),
        Command::Verify { folder, digest, format } => {
            command::verify(&args.common, folder, digest.as_deref(), *format)
        }
        Command::Export { bagit, zip } => {
            command::export(&args.common, bagit.as_ref(), zip.as_ref())
        }
        Command::Theme(Theme::Export { folder, force }) => {
            command::export_theme(&args.common, folder, *force)
        }
        Command::Schema { name } => command::schema(&args.common, name.as_deref()),
        Command::Completions { shell } => Ok(command::completions(*shell)),
        Command::Man => command::man(),
        Command::Explain { code } => Ok(command::explain(*code)),
    };
    let exit = done.unwrap_or_else(|error| {
        terminal::say(&format!("error: {error}"));
        Exit::Environment
    });
    heard(exit).into()
}

/// How a command ended whose results were to be written somewhere.
fn heard(exit: Exit) -> Exit {
    match terminal::failure() {
        Some(error) => {
            terminal::say(&format!("error: cannot write to standard output: {error}"));
            Exit::Environment
        }
        None => exit,
    }
}
