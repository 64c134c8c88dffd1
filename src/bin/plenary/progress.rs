//! A line on the terminal that says what is being done, while that takes long: rewritten as the
//! work goes on, and gone when it ends. Nothing of it where nobody looks on.

use std::{
    env,
    io::{self, IsTerminal as _, Write},
    sync::{
        Mutex,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::args::{Common, Format};

/// What takes no longer needs no word.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it is seen whether there is something new to say.
const BEAT: Duration = Duration::from_millis(100);

/// The stage that is at work.
static STAGE: Mutex<&str> = Mutex::new("");

/// Hears of a stage as it begins.
pub(crate) fn on_stage(stage: &'static str) {
    if let Ok(mut now) = STAGE.lock() {
        *now = stage;
    }
}

/// Work that somebody may wait for, until it is dropped.
pub(crate) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Says what goes on from here, once it takes long, where somebody looks on.
    pub(crate) fn begin(common: &Common, stage: &'static str) -> Self {
        on_stage(stage);
        let is_wanted = !common.quiet && common.format == Format::Human;
        if !(is_wanted && is_seen(&Surroundings::here())) {
            return Self(None);
        }
        let (sender, receiver) = channel();
        Self(Some((sender, thread::spawn(move || keep(&receiver)))))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.0.take() {
            drop(sender);
            // nothing of the line stays when the next thing is said
            let _ = thread.join();
        }
    }
}

/// What decides whether a line can be rewritten before somebody's eyes.
struct Surroundings {
    is_terminal: bool,
    /// `TERM`; systems without it have terminals that can.
    term: Option<String>,
    is_ci: bool,
}

impl Surroundings {
    fn here() -> Self {
        Self {
            is_terminal: io::stderr().is_terminal(),
            term: env::var("TERM").ok(),
            is_ci: env::var_os("CI").is_some(),
        }
    }
}

fn is_seen(here: &Surroundings) -> bool {
    let is_able = here.term.as_ref().map_or(cfg!(windows), |term| term != "dumb");
    here.is_terminal && is_able && !here.is_ci
}

/// Keeps the line as the work is, until there is nobody at the other end.
fn keep(work: &Receiver<()>) {
    let begun = Instant::now();
    let mut line = Line { out: io::stderr(), shown: String::new() };
    let mut wait = PATIENCE;
    while work.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        wait = BEAT;
        let stage = STAGE.lock().map(|stage| *stage).unwrap_or_default();
        line.show(&words(stage, begun.elapsed()), columns());
    }
    line.erase();
}

/// A stage in words, with how long the work has taken.
fn words(stage: &str, took: Duration) -> String {
    let doing = match stage {
        "load" => "reading",
        "link" => "looking up names",
        "derive" => "keeping the registers",
        "check" => "checking",
        "search" => "making the search",
        "render" => "making pages",
        "publish" => "writing files",
        other => other,
    };
    format!("{doing} … {} s", took.as_secs())
}

fn columns() -> usize {
    let size = terminal_size::terminal_size_of(io::stderr());
    size.map_or(80, |(width, _)| usize::from(width.0))
}

/// A line that is written over. Spaces take away what stood there, as not every terminal knows
/// another way.
struct Line<W> {
    out: W,
    shown: String,
}

impl<W: Write> Line<W> {
    /// Puts words in the place of those that stand there, as far as the terminal is wide; in its
    /// last column some would begin a new line.
    fn show(&mut self, words: &str, columns: usize) {
        let words: String = words.chars().take(columns.saturating_sub(1)).collect();
        if words != self.shown {
            self.write(&format!("\r{words}{}", self.blank(words.chars().count())));
            self.shown = words;
        }
    }

    fn erase(&mut self) {
        if !self.shown.is_empty() {
            self.write(&format!("\r{}\r", self.blank(0)));
            self.shown.clear();
        }
    }

    /// What covers the rest of what is shown.
    fn blank(&self, from: usize) -> String {
        " ".repeat(self.shown.chars().count().saturating_sub(from))
    }

    fn write(&mut self, text: &str) {
        // a terminal that has gone away is no failure of the work
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a terminal shows of a line.
    fn seen(bytes: &[u8]) -> String {
        let mut cells: Vec<char> = Vec::new();
        let mut at = 0;
        for c in String::from_utf8_lossy(bytes).chars() {
            if c == '\r' {
                at = 0;
                continue;
            }
            cells.resize(cells.len().max(at + 1), ' ');
            cells[at] = c;
            at += 1;
        }
        cells.into_iter().collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn the_line_shows_the_last_words_and_nothing_when_it_is_over() {
        let mut line = Line { out: Vec::new(), shown: String::new() };
        line.erase();
        assert_eq!(line.out, b"", "work that was soon done leaves no trace");
        line.show(&words("derive", Duration::from_secs(9)), 80);
        line.show(&words("render", Duration::from_secs(10)), 80);
        assert_eq!(seen(&line.out), "making pages … 10 s");
        line.erase();
        assert_eq!(seen(&line.out), "");
    }

    #[test]
    fn a_narrow_terminal_gets_no_second_line() {
        let mut line = Line { out: Vec::new(), shown: String::new() };
        line.show("making pages … 10 s", 10);
        assert_eq!(seen(&line.out), "making pa");
    }

    #[test]
    fn it_is_for_eyes_alone() {
        let here = |is_terminal, term: Option<&str>, is_ci| {
            is_seen(&Surroundings { is_terminal, term: term.map(ToOwned::to_owned), is_ci })
        };
        assert!(here(true, Some("xterm-256color"), false));
        assert!(!here(false, Some("xterm-256color"), false), "a pipe");
        assert!(!here(true, Some("dumb"), false));
        assert!(!here(true, Some("xterm-256color"), true), "CI");
        assert_eq!(here(true, None, false), cfg!(windows));
    }
}
