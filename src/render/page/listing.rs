//! A page of registers: a lead, facts, and sections with tables, lists or text. Most pages are one;
//! each has a template of its own, so that a theme may show it otherwise.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    at::Html,
    part::State,
    split::{PageLink, Rows},
};
use crate::{
    model::Extra,
    render::html::{escape, times},
    text::number,
};

/// What such a page shows.
#[derive(Default, Serialize, JsonSchema)]
pub(super) struct Listing {
    /// The paragraph below the heading.
    lead: Html,
    /// Facts of the thing that the page is of.
    facts: Vec<Fact>,
    /// The parts of the page, in their order.
    sections: Vec<Section>,
    /// The pages of a long list; none where it is one page.
    pages: Vec<PageLink>,
    /// Which rows of the list are on this page; none where it is one page.
    rows: Option<Rows>,
    /// How many rows a reader may choose among.
    n_choosable: usize,
    /// Whether those are so many that a choice is offered.
    has_tools: bool,
    /// The thing's own keys, for themes.
    extra: Extra,
}

/// A fact of the thing that the page is of.
#[derive(Serialize, JsonSchema)]
struct Fact {
    /// What is told: "Owner".
    name: String,
    /// What there is to tell.
    value: Html,
}

/// A part of the page with a heading.
#[derive(Default, Serialize, JsonSchema)]
pub(super) struct Section {
    /// The id of its heading, without `s.` before it; empty where it has none.
    id: String,
    /// Its heading; empty where it has none.
    heading: String,
    /// Text of the record, or a line of ours.
    html: Html,
    /// Lines, each an item of a list.
    list: Vec<Html>,
    /// Lines that follow, and are folded away as they are many.
    list_rest: Vec<Html>,
    /// A table, where it has one.
    table: Option<Table>,
    /// Whether it is the first whose rows a reader may choose among: the choice is offered above it.
    begins_choice: bool,
    /// What opens the lines or rows that are folded away: "56 more meetings".
    more: String,
}

/// A table; the first cell of a row is its heading.
#[derive(Serialize, JsonSchema)]
struct Table {
    /// The columns.
    columns: Vec<Column>,
    /// Whether a reader may put its rows in another order and choose among them; those who have a
    /// script can.
    has_tools: bool,
    /// The rows; none where all are folded away.
    rows: Vec<Row>,
    /// Rows that follow, and are folded away as they are many.
    rest: Vec<Row>,
    /// Whether it keeps its columns on a phone and is scrolled there: its rows cannot be told one
    /// under another.
    is_wide: bool,
}

/// Of fewer rows than this there is nothing to choose.
const FEWEST_TO_CHOOSE: usize = 8;

/// Fewer rows than this are not folded away: it is as quick to read them.
const FEWEST_TO_FOLD: usize = 5;

/// A column of a table.
#[derive(Serialize, JsonSchema)]
struct Column {
    /// The heading of the column.
    title: String,
    /// Whether rows can be chosen by what they have in it.
    is_choice: bool,
    /// Whether rows can be chosen by the year of the day that stands in it.
    is_year: bool,
}

/// A table with more columns than this is scrolled on a phone.
const MOST_COLUMNS: usize = 7;

/// A row of a table.
#[derive(Default, Serialize, JsonSchema)]
pub(super) struct Row {
    /// The id by which it is linked to.
    id: Option<String>,
    /// A name to style it by; empty where it has none.
    class: String,
    /// What stands in each column; the first is the heading of the row.
    cells: Vec<Html>,
    /// Own keys of what has no page, for themes.
    extra: Extra,
}

impl Listing {
    pub(super) fn lead(mut self, lead: Html) -> Self {
        self.lead = lead;
        self
    }

    /// Adds a fact, unless there is nothing to say.
    pub(super) fn fact(mut self, name: &str, value: Html) -> Self {
        if !value.0.is_empty() {
            self.facts.push(Fact { name: name.to_owned(), value });
        }
        self
    }

    /// Adds a section, unless it is empty.
    pub(super) fn section(mut self, mut section: Section) -> Self {
        if !section.is_empty() {
            let table = section.table.as_ref().filter(|table| table.has_tools);
            let n_rows = table.map_or(0, |table| table.rows.len() + table.rest.len());
            section.begins_choice = self.n_choosable == 0 && n_rows > 0;
            self.n_choosable += n_rows;
            self.has_tools = self.n_choosable >= FEWEST_TO_CHOOSE;
            self.sections.push(section);
        }
        self
    }

    pub(super) fn sections(self, sections: impl IntoIterator<Item = Section>) -> Self {
        sections.into_iter().fold(self, Self::section)
    }

    pub(super) fn pages(mut self, pages: Vec<PageLink>) -> Self {
        self.pages = pages;
        self
    }

    /// Says which rows of a long list the page has.
    pub(super) fn rows(mut self, rows: Option<Rows>) -> Self {
        self.rows = rows;
        self
    }

    /// Adds the own keys of the thing that the page is of.
    pub(super) fn extra<'e>(mut self, extra: impl Into<Option<&'e Extra>>) -> Self {
        self.extra = extra.into().cloned().unwrap_or_default();
        self
    }
}

impl Section {
    pub(super) fn new(id: &str, heading: &str) -> Self {
        Self { id: id.to_owned(), heading: heading.to_owned(), ..Self::default() }
    }

    /// Text of the record without a heading of ours.
    pub(super) fn text(html: Html) -> Self {
        Self::new("", "").html(html)
    }

    pub(super) fn html(mut self, html: Html) -> Self {
        self.html = html;
        self
    }

    pub(super) fn list(mut self, list: Vec<Html>) -> Self {
        self.list = list;
        self
    }

    pub(super) fn table(mut self, columns: &[&str], rows: Vec<Row>) -> Self {
        if !rows.is_empty() {
            let column = |title: &&str| Column {
                title: (*title).to_owned(),
                is_choice: false,
                is_year: false,
            };
            let columns: Vec<Column> = columns.iter().map(column).collect();
            let is_wide = columns.len() > MOST_COLUMNS;
            self.table = Some(Table { is_wide, has_tools: false, columns, rows, rest: Vec::new() });
        }
        self
    }

    /// Folds away what comes after the first lines or rows, where that is much: a printed page has
    /// it, and so has one without JavaScript.
    pub(super) fn fold(mut self, n_first: usize, one: &str, many: &str) -> Self {
        let rest = fold_away(&mut self.list, n_first);
        let mut n_rest = rest.len();
        self.list_rest = rest;
        if let Some(table) = &mut self.table {
            table.rest = fold_away(&mut table.rows, n_first);
            n_rest += table.rest.len();
        }
        let more = if n_first == 0 { "" } else { "more " };
        let noun = if n_rest == 1 { one } else { many };
        self.more = format!("{} {more}{noun}", number(n_rest));
        self
    }

    /// Leaves out columns that have nothing in them.
    pub(super) fn without_empty_columns(mut self) -> Self {
        if let Some(table) = &mut self.table {
            for place in (1..table.columns.len()).rev() {
                let says = |row: &Row| row.cells.get(place).is_some_and(Html::says_something);
                if !table.rows.iter().any(says) {
                    table.columns.remove(place);
                    let rows = table.rows.iter_mut().filter(|row| place < row.cells.len());
                    rows.for_each(|row| drop(row.cells.remove(place)));
                }
            }
        }
        self
    }

    /// Lets a reader order the table's rows, and choose among them by these columns.
    pub(super) fn choose_by(mut self, choices: &[&str]) -> Self {
        if let Some(table) = &mut self.table {
            table.has_tools = true;
            for column in &mut table.columns {
                column.is_choice = choices.contains(&column.title.as_str());
            }
        }
        self
    }

    /// Lets a reader choose by the years of this column too.
    pub(super) fn choose_by_year(mut self, choice: &str) -> Self {
        let columns = self.table.iter_mut().flat_map(|table| &mut table.columns);
        columns.for_each(|column| column.is_year = column.title == choice);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.html.0.is_empty() && self.list.is_empty() && self.table.is_none()
    }
}

/// Takes what comes after the first, where that is much.
fn fold_away<T>(all: &mut Vec<T>, n_first: usize) -> Vec<T> {
    if all.len() < n_first + FEWEST_TO_FOLD { Vec::new() } else { all.split_off(n_first) }
}

impl Html {
    /// Whether it is more than a dash.
    fn says_something(&self) -> bool {
        !matches!(self.0.as_str(), "" | "–")
    }
}

impl Row {
    pub(super) fn new(cells: impl IntoIterator<Item = Html>) -> Self {
        Self { cells: cells.into_iter().collect(), ..Self::default() }
    }

    pub(super) fn id(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned());
        self
    }

    pub(super) fn class(mut self, class: &str) -> Self {
        class.clone_into(&mut self.class);
        self
    }

    pub(super) fn extra(mut self, extra: &Extra) -> Self {
        self.extra.clone_from(extra);
        self
    }
}

/// A state as a word with a class.
pub(super) fn state(state: &State) -> Html {
    Html(format!(
        "<span class=\"state state-{}\">{}</span>",
        escape(&state.class),
        escape(&state.word)
    ))
}

/// Words as they are.
pub(super) fn words(words: &str) -> Html {
    Html(escape(words))
}

/// Words, or nothing.
pub(super) fn maybe(text: Option<&str>) -> Html {
    text.map(words).unwrap_or_default()
}

/// A day, or nothing.
pub(super) fn maybe_day(day: Option<NaiveDate>) -> Html {
    day.map(|day| Html(times::day(day))).unwrap_or_default()
}

/// A day, or a dash where there is none.
pub(super) fn day_or_dash(day: Option<NaiveDate>) -> Html {
    Html(day.map_or_else(|| "–".into(), times::day))
}

/// Words, or a dash where there are none.
pub(super) fn or_dash(words: Option<&str>) -> Html {
    Html(words.filter(|words| !words.is_empty()).map_or_else(|| "–".into(), escape))
}
