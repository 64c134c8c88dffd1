//! The template engine: pages' views go in, HTML comes out; what is wrong with a template is told
//! with its file and line.

use std::{fmt::Display, sync::Arc};

use serde::Serialize;
use tera::{Context, ErrorKind, Function, Kwargs, ReportError, State, Tera, TeraResult, Value};

use super::messages::Messages;
use crate::text::{join, nearest};

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
    /// What to do, where that is known.
    pub(crate) help: Option<String>,
}

impl Fault {
    pub(crate) fn new(file: impl Into<String>, line: usize, why: impl Into<String>) -> Self {
        Self { file: file.into(), line, why: why.into(), help: None }
    }

    /// What the engine says. Names that there are not come with all that there are, of which the
    /// nearest may have been meant.
    fn said(file: String, line: usize, message: &str) -> Self {
        let why = first_line(message);
        let Some((what, there)) = why.split_once(". Available ") else {
            return Self::new(file, line, why);
        };
        let (what, wanted) = (what.trim_end_matches(" is not defined"), what.split('`').nth(1));
        let there: Vec<&str> =
            there.split_once(": ").map_or("", |(_, names)| names).split(", ").collect();
        let quoted: Vec<String> = there.iter().map(|name| format!("`{name}`")).collect();
        let why = format!("there is no {what}; there are {}", join(&quoted));
        let near = wanted.and_then(|wanted| nearest(wanted, there));
        Self { help: near.map(|near| format!("write `{near}`")), ..Self::new(file, line, why) }
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
        messages: &Arc<Messages>,
    ) -> Result<Self, Fault> {
        let embedded = embedded.iter().map(|(name, text)| (format!("{EMBEDDED}{name}"), *text));
        let all = embedded.chain(own.iter().map(|(name, text)| ((*name).to_owned(), *text)));
        let all: Vec<(String, &str)> = all.collect();
        let fault = |error: &tera::Error| helped(fault(error, theme, own), &all);
        let mut engine = Tera::default();
        for (name, is_html) in [("say", false), ("say_html", true)] {
            engine.register_function(name, Say { messages: Arc::clone(messages), is_html });
        }
        engine.set_fallback_prefixes([EMBEDDED]).map_err(|error| fault(&error))?;
        engine.add_raw_templates(all.clone()).map_err(|error| fault(&error))?;
        let mut templates = Self { engine, theme: theme.to_owned() };
        templates.set("words", &messages.by_section());
        Ok(templates)
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

/// The functions of templates that say a message of what they are given:
/// `say(key="home.more", n=3)`, and `say_html(…)`, which is given HTML. With `n`, the form of the
/// plural is the one for so many.
struct Say {
    messages: Arc<Messages>,
    is_html: bool,
}

impl Function<TeraResult<String>> for Say {
    fn call(&self, given: Kwargs, _: &State<'_>) -> TeraResult<String> {
        let key = given.must_get::<&str>("key")?;
        if !self.messages.has(key) {
            return Err(tera::Error::message(format!("there is no message `{key}`")));
        }
        let all = given.iter();
        let all: Vec<(&str, &dyn Display)> =
            all.filter_map(|(name, value)| Some((name.as_str()?, value as &dyn Display))).collect();
        Ok(match given.get::<usize>("n") {
            _ if self.is_html => self.messages.html(key, &all),
            Ok(Some(n)) => self.messages.count(key, n, &all),
            Ok(None) | Err(_) => self.messages.with(key, &all),
        })
    }

    fn is_safe(&self) -> bool {
        self.is_html
    }
}

fn fault(error: &tera::Error, theme: &str, own: &[(&str, &str)]) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            reported(report, &error.to_string(), theme)
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

/// Adds the name that was likely meant, where a template or block is not there.
fn helped(fault: Fault, templates: &[(String, &str)]) -> Fault {
    let wanted = fault.why.split('`').nth(1).unwrap_or_default();
    let near = if fault.why.starts_with("block ") {
        let embedded = templates.iter().filter(|(name, _)| name.starts_with(EMBEDDED));
        let blocks = embedded.flat_map(|(_, text)| text.split("{% block ").skip(1));
        nearest(wanted, blocks.filter_map(|rest| rest.split(' ').next()))
    } else if fault.why.contains("template `") || fault.why.starts_with("it extends `") {
        let names = templates.iter().map(|(name, _)| name.as_str());
        let bare = names.clone().map(|name| name.strip_prefix(EMBEDDED).unwrap_or(name));
        nearest(wanted, bare.chain(names))
    } else {
        None
    };
    Fault { help: near.map(|near| format!("write `{near}`")), ..fault }
}

/// Blocks, filters and functions that there are not come as drawn reports, `error: …` above
/// ` --> file:line:column`; only the first is told.
fn drawn(text: &str, theme: &str) -> Fault {
    let why = first_line(text.trim_start_matches("error: "));
    let place = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let mut parts = place.unwrap_or_default().rsplitn(3, ':').skip(1);
    match (parts.next().and_then(|line| line.parse().ok()), parts.next()) {
        (Some(line), Some(name)) => Fault::said(path(name, theme), line, &why),
        _ => Fault::new(format!("themes/{theme}"), 1, why),
    }
}

/// What is wrong in an embedded template is told where one of the theme's own calls it: there it
/// can be mended.
fn reported(report: &ReportError, drawn: &str, theme: &str) -> Fault {
    let line = report.span().start_line.max(1);
    let fault = Fault::said(path(report.filename(), theme), line, report.message());
    match caller(drawn).filter(|_| report.filename().starts_with(EMBEDDED)) {
        Some((name, line)) => Fault {
            why: format!("in `{}`, {}", report.filename(), fault.why),
            help: None,
            ..Fault::new(path(name, theme), line, "")
        },
        None => fault,
    }
}

/// The place in a template of the theme's own that led to what went wrong, of the notes of a drawn
/// report: `note: called from file:line:column`.
fn caller(drawn: &str) -> Option<(&str, usize)> {
    let notes = drawn.lines().filter_map(|line| line.strip_prefix("note: "));
    let mut places = notes.filter_map(|note| {
        let mut parts = note.rsplit(' ').next()?.rsplitn(3, ':').skip(1);
        let line = parts.next()?.parse().ok()?;
        Some((parts.next()?, line))
    });
    places.find(|(name, _)| !name.starts_with(EMBEDDED))
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
