//! The template engine: pages' views go in, HTML comes out; what is wrong with a template is told
//! with its file and line.

use serde::Serialize;
use tera::{Context, ErrorKind, ReportError, Tera, Value};

/// The name under which the embedded theme's templates can always be had.
const EMBEDDED: &str = "default/";

/// What is wrong with a file of a theme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    /// The file, from the root of the archive.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// What is wrong, in words that follow the place.
    pub(crate) why: String,
}

impl Fault {
    pub(crate) fn new(file: impl Into<String>, line: usize, why: impl Into<String>) -> Self {
        Self { file: file.into(), line, why: why.into() }
    }
}

/// The templates of a theme, checked.
pub(crate) struct Templates {
    engine: Tera,
    theme: String,
}

impl Templates {
    /// Takes templates by name: the embedded ones, and the theme's own, which come first where a
    /// name is in both.
    pub(crate) fn new(
        embedded: &[(&str, &str)],
        own: &[(&str, &str)],
        theme: &str,
    ) -> Result<Self, Fault> {
        let mut engine = Tera::default();
        let fault = |error: &tera::Error| fault(error, theme, own);
        engine.set_fallback_prefixes([EMBEDDED]).map_err(|error| fault(&error))?;
        let embedded = embedded.iter().map(|(name, text)| (format!("{EMBEDDED}{name}"), *text));
        let own = own.iter().map(|(name, text)| ((*name).to_owned(), *text));
        let all: Vec<(String, &str)> = embedded.chain(own).collect();
        engine.add_raw_templates(all).map_err(|error| fault(&error))?;
        Ok(Self { engine, theme: theme.to_owned() })
    }

    /// Sets what every page is shown with, by its name in templates.
    pub(crate) fn set(&mut self, name: &'static str, value: &impl Serialize) {
        self.engine.global_context().insert_value(name, Value::from_serializable(value));
    }

    /// Shows a page: what frames it, and its view.
    pub(crate) fn show(
        &self,
        template: &str,
        frame: &impl Serialize,
        page: &impl Serialize,
    ) -> Result<Vec<u8>, Fault> {
        let mut context = Context::new();
        context.insert("frame", frame);
        context.insert("page", page);
        let mut out = Vec::with_capacity(16 * 1024);
        self.engine
            .render_to(template, &context, &mut out)
            .map_err(|error| fault(&error, &self.theme, &[]))?;
        Ok(out)
    }
}

fn fault(error: &tera::Error, theme: &str, own: &[(&str, &str)]) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            reported(report, theme)
        }
        ErrorKind::MissingParent { current, parent } => Fault::new(
            path(current, theme),
            line_of(current, own),
            format!("it extends `{parent}`, which is not there"),
        ),
        ErrorKind::CircularExtend { tpl, .. } => Fault::new(
            path(tpl, theme),
            line_of(tpl, own),
            "it extends itself; extend `default/…` to reach the embedded template",
        ),
        ErrorKind::CircularInclude { tpl, .. } => {
            Fault::new(path(tpl, theme), 1, "it includes itself")
        }
        ErrorKind::TemplateNotFound(name) => Fault::new(path(name, theme), 1, "it is not there"),
        _ => drawn(&error.to_string(), theme),
    }
}

/// Blocks, filters and functions that there are not come as drawn reports, `error: …` above
/// ` --> file:line:column`; only the first is told.
fn drawn(text: &str, theme: &str) -> Fault {
    let why = first_line(text.trim_start_matches("error: "));
    let place = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let mut parts = place.unwrap_or_default().rsplitn(3, ':').skip(1);
    match (parts.next().and_then(|line| line.parse().ok()), parts.next()) {
        (Some(line), Some(name)) => Fault::new(path(name, theme), line, why),
        _ => Fault::new(format!("themes/{theme}"), 1, why),
    }
}

fn reported(report: &ReportError, theme: &str) -> Fault {
    let line = report.span().start_line.max(1);
    Fault::new(path(report.filename(), theme), line, first_line(report.message()))
}

/// A template's file, from the root of the archive.
fn path(name: &str, theme: &str) -> String {
    match name.strip_prefix(EMBEDDED) {
        Some(inside) => format!("themes/default/templates/{inside}"),
        None => format!("themes/{theme}/templates/{name}"),
    }
}

/// The line on which a template says what it extends.
fn line_of(name: &str, own: &[(&str, &str)]) -> usize {
    let text = own.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| *text);
    let before = text.split("extends").next().unwrap_or_default();
    1 + before.matches('\n').count()
}

fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let mut letters = line.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
