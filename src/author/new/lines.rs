//! A text in lines, some of which can be said more plainly where the archive has something to tell
//! of them: words that were written for another day do not always fit the new one.

use std::collections::BTreeSet;

/// A text to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Vec<Line>);

#[derive(Clone, Debug)]
struct Line {
    text: String,
    /// In its place, if anything is told of it: another line, or none.
    plainer: Plainer,
}

#[derive(Clone, Debug)]
enum Plainer {
    Same,
    Other(String),
    Left,
}

impl Lines {
    /// Adds a line.
    pub(super) fn push(&mut self, text: impl Into<String>) {
        self.0.push(Line { text: text.into(), plainer: Plainer::Same });
    }

    /// Adds a line for which another can stand.
    pub(super) fn push_or(&mut self, text: String, plainer: String) {
        self.0.push(Line { text, plainer: Plainer::Other(plainer) });
    }

    /// Adds a line that can be left out.
    pub(super) fn push_if_quiet(&mut self, text: String) {
        self.0.push(Line { text, plainer: Plainer::Left });
    }

    /// Adds the lines of another text.
    pub(super) fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The same with the lines that something is told of, counted from 1, said more plainly.
    pub(super) fn plainer(self, told: &[usize]) -> Self {
        let told: BTreeSet<usize> = told.iter().copied().collect();
        let say = |(at, line): (usize, Line)| match line.plainer {
            Plainer::Other(text) if told.contains(&(at + 1)) => {
                Some(Line { text, plainer: Plainer::Same })
            }
            Plainer::Left if told.contains(&(at + 1)) => None,
            _ => Some(line),
        };
        Self(self.0.into_iter().enumerate().filter_map(say).collect())
    }

    /// The text, a line end after each line.
    pub(super) fn text(&self) -> String {
        self.0.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_are_told_of_are_said_more_plainly() {
        let mut lines = Lines::default();
        lines.push("a");
        lines.push_or("b".into(), "B".into());
        lines.push_or("c".into(), "C".into());
        lines.push_if_quiet("d".into());
        lines.push_if_quiet("e".into());
        assert_eq!(lines.clone().plainer(&[]).text(), "a\nb\nc\nd\ne\n");
        assert_eq!(lines.plainer(&[1, 3, 4]).text(), "a\nb\nC\ne\n");
    }
}
