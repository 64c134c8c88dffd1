//! Standard output and standard error.

use std::{
    io::{ErrorKind, Write as _},
    sync::OnceLock,
};

/// Why results could not be written.
static FAILURE: OnceLock<std::io::Error> = OnceLock::new();

/// Writes results to standard output. A reader that has gone away (`plenary check | head`) is no
/// failure of ours; anything else, such as a full disk, is kept for [`failure`].
pub(crate) fn print(text: &str) {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            // the first is the one to tell
            let _ = FAILURE.set(error);
        }
        _ => {}
    }
}

/// Why what was printed is not all there.
pub(crate) fn failure() -> Option<&'static std::io::Error> {
    FAILURE.get()
}

/// Writes a line to standard error: everything that is not a result.
pub(crate) fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Whether what is printed on standard output may be coloured.
pub(crate) fn is_styled() -> bool {
    is_coloured(&std::io::stdout())
}

/// Whether what is said on standard error may be coloured.
pub(crate) fn is_error_styled() -> bool {
    is_coloured(&std::io::stderr())
}

fn is_coloured(stream: &impl std::io::IsTerminal) -> bool {
    match anstream::ColorChoice::global() {
        anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi => true,
        anstream::ColorChoice::Never => false,
        anstream::ColorChoice::Auto => {
            stream.is_terminal() && std::env::var_os("NO_COLOR").is_none()
        }
    }
}

/// How many columns a table on standard output may take: those that `COLUMNS` says, else those of
/// the terminal, else what fits on most screens and on paper laid across.
pub(crate) fn columns() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse().ok());
    let shown = || terminal_size::terminal_size_of(std::io::stdout());
    let shown = || shown().map(|(width, _)| usize::from(width.0));
    said.or_else(shown).filter(|columns| *columns > 0).unwrap_or(100)
}
