//! What a code means: one page a code, `explain/<family>/<name>.md`. A page is what
//! `plenary explain` prints and what the tests run: the archive in it gives that code alone, at
//! the marked place, and the mended archive nothing.

use rust_embed::RustEmbed;

use super::{Code, Severity};

/// The pages; debug builds read the folder, as they do the theme.
#[derive(RustEmbed)]
#[folder = "src/diagnostic/explain"]
struct Pages;

impl Code {
    /// What it means, as Markdown: when it is said, why it matters, an archive that shows it, the
    /// same archive mended, and whether it can be silenced.
    pub fn page(self) -> String {
        format!("{}\n## Severity\n\n{}\n", written(self), standing(self))
    }

    /// The first sentence of its page: "A weekday that is not that of the date beside it."
    pub fn summary(self) -> String {
        written(self).lines().nth(2).unwrap_or_default().to_owned()
    }
}

/// The page as it was written; empty where there is none, which a test forbids.
fn written(code: Code) -> String {
    let page = Pages::get(&format!("{}.md", code.name()));
    page.map(|page| String::from_utf8_lossy(&page.data).into_owned()).unwrap_or_default()
}

/// How grave a code is, and what `[check]` may make of it.
fn standing(code: Code) -> String {
    let what = match code.severity() {
        Severity::Error => "An error: nothing is published until it is mended.",
        Severity::Warning => "A warning: the site is published all the same.",
        Severity::Off => "Off: nothing is said unless the archive asks for it.",
    };
    if code.is_locked() {
        return format!("{what}\nNo setting lowers it.");
    }
    format!(
        "{what}\nTo change that, choose \"error\", \"warning\" or \"off\" in `site.toml`:\n\n    \
         [check]\n    \"{}\" = \"{}\"",
        code.name(),
        other(code.severity())
    )
}

/// What a team would most likely choose instead.
const fn other(severity: Severity) -> &'static str {
    match severity {
        Severity::Error | Severity::Off => "warning",
        Severity::Warning => "off",
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::code;

    #[test]
    fn a_page_ends_with_what_its_severity_means() {
        assert!(code::TOML_SYNTAX.page().ends_with("No setting lowers it.\n"));
        assert!(code::TIME_WEEKDAY.page().ends_with("\"time/weekday\" = \"off\"\n"));
        assert!(code::RECORD_UNAPPROVED.page().contains("Off: nothing is said"));
    }
}
