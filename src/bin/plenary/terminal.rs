//! Standard output and standard error.

use std::io::{IsTerminal as _, Write as _};

/// Writes results to standard output. A reader that has gone away (`plenary check | head`) is no
/// failure of ours.
pub(crate) fn print(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Writes a line to standard error: everything that is not a result.
pub(crate) fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Whether diagnostics on standard output may be coloured.
pub(crate) fn is_styled() -> bool {
    match anstream::ColorChoice::global() {
        anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi => true,
        anstream::ColorChoice::Never => false,
        anstream::ColorChoice::Auto => {
            std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
        }
    }
}
