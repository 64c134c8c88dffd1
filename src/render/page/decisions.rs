//! The register of decisions. Each has its place on one page for ever; where they are very many,
//! that page has the latest in full, and of earlier ones their ids, which lead to a page of their
//! year.

use std::{collections::BTreeMap, iter};

use chrono::Datelike as _;

use super::{
    Made, Scope,
    at::{At, Html, linked},
    each,
    frame::Frame,
    listing::{Listing, Row, Section, state, words},
    part::{DecisionRow, State, decision_row},
};
use crate::{
    model::{Address, Decision, Origin, Target},
    render::{
        html::{self, Base, escape},
        ledger::moved_decisions,
    },
};

/// A page that has all of more decisions than this in full is too heavy for a phone.
const MOST: usize = 4_000;

/// A year's decisions, newest first.
type Year<'a> = (i32, Vec<&'a Decision>);

/// The ids that led to decisions once, by the fragments that they have.
type Moved<'a> = BTreeMap<&'a str, Vec<&'a str>>;

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let (registers, archive) = (scope.ctx.registers, scope.ctx.archive);
    let ids = registers.decisions.iter();
    let all: Vec<&Decision> = ids.filter_map(|id| Some(&**archive.decisions.get(id)?)).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let moved = moved_decisions(archive);
    let (late, early) = all.split_at(n_late(&all, MOST));
    let years = early.chunk_by(|one, other| one.date.year() == other.date.year());
    let years: Vec<Year<'_>> =
        years.filter_map(|year| Some((year.first()?.date.year(), year.to_vec()))).collect();
    let pages = each(&years, |year| of_year(scope, year, &moved));
    iter::once(page(scope, late, &years, &moved)).chain(pages).collect()
}

/// How many of these have their page in common: all where they are not too many, else those of the
/// latest whole years that are not.
fn n_late(all: &[&Decision], most: usize) -> usize {
    let first_early = all.get(most).map(|one| one.date.year());
    first_early.map_or(all.len(), |year| all.partition_point(|one| one.date.year() > year))
}

fn page(scope: &Scope<'_>, late: &[&Decision], years: &[Year<'_>], moved: &Moved<'_>) -> Made {
    let at = scope.at(Address::new("decisions.html"))?;
    let frame = Frame::new(&at, "decisions", at.word("menu.decisions"));
    let n_early: usize = years.iter().map(|(_, year)| year.len()).sum();
    let earlier = years.iter().map(|year| ids_of_year(&at, year, moved)).collect();
    let view = Listing::default()
        .lead(lead(&at, late.len() + n_early))
        .section(register(&at, late, moved))
        .section(Section::new("earlier", at.word("decisions.earlier")).list(earlier));
    scope.show("page/decisions.html", &with_data(frame, &at), &view)
}

fn of_year(scope: &Scope<'_>, (year, decisions): &Year<'_>, moved: &Moved<'_>) -> Made {
    let at = scope.at(page_of(*year))?;
    let frame = Frame::new(&at, "decisions", &at.say("decisions.of_year", &[("year", year)]));
    let frame = frame.below(&at, "decisions", at.word("menu.decisions"), "decisions.html");
    let view = Listing::default().section(register(&at, decisions, moved));
    scope.show("page/decisions.html", &with_data(frame, &at), &view)
}

fn page_of(year: i32) -> Address {
    Address::new(format!("decisions/{year}.html"))
}

fn with_data(frame: Frame, at: &At<'_>) -> Frame {
    frame.data(at, "data/decisions.json").data(at, "data/decisions.csv")
}

/// Decisions in full.
fn register(at: &At<'_>, decisions: &[&Decision], moved: &Moved<'_>) -> Section {
    let columns =
        ["columns.decision", "columns.decided", "columns.day", "columns.from", "columns.state"];
    let rows = decisions.iter().filter_map(|one| row(at, one, moved)).collect();
    let register = Section::new("register", at.word("decisions.register"));
    register.table(at, &columns, rows).choose_by(&["from", "state"]).choose_by_year("day")
}

/// The ids of a year, each at its place, leading to its words.
fn ids_of_year(at: &At<'_>, (year, decisions): &Year<'_>, moved: &Moved<'_>) -> Html {
    let page = page_of(*year);
    let ids = decisions.iter().map(|one| {
        let (anchor, id) = (&*one.anchor, one.id.as_str());
        let href = at.href(&page.with_fragment(anchor));
        let link = format!("<a id=\"{}\" href=\"{}\">", escape(anchor), escape(&href));
        Html(format!("{}{link}{}</a>", other_places(one, moved), escape(id)))
    });
    let link = linked(&at.href(&page), &year.to_string());
    at.say_html("decisions.ids_of_year", &[("year", &link), ("ids", &at.join(ids))])
}

/// "4 decisions, newest first; 3 of them stand."
fn lead(at: &At<'_>, n_all: usize) -> Html {
    let fates = at.ctx.registers.decision_fates.values();
    let n_standing = fates.filter(|fate| fate.replaced_by.is_none()).count();
    let decisions = at.count("decisions.n", n_all);
    let standing = match n_standing {
        n if n == n_all && n_all > 1 => at.word("decisions.all_of_them_stand").to_owned(),
        n => at.count("decisions.n_of_them_stand", n),
    };
    words(&at.say("decisions.lead", &[("decisions", &decisions), ("standing", &standing)]))
}

fn row(at: &At<'_>, decision: &Decision, moved: &Moved<'_>) -> Option<Row> {
    let home = match &decision.origin {
        Origin::Meeting(meeting) => Address::of(&Target::Meeting(meeting.clone())),
        Origin::Other(_) => at.page.clone(),
    };
    let text = html::prose(&at.ctx, &decision.text, &Base::Quoted { on: &at.page, home: &home });
    let view = decision_row(at, &decision.id, text)?;
    let anchor = &*decision.anchor;
    let name = other_places(decision, moved) + &linked(&format!("#{anchor}"), &view.id).0;
    let (day, from) = (view.date.clone(), view.origin.clone());
    let cells = [Html(name), view.text.clone(), day, from, standing(at, &view)];
    Some(Row::new(cells).id(anchor).extra(&decision.extra))
}

/// The other places at which a decision is found: its id as it was written, and those that it had.
fn other_places(decision: &Decision, moved: &Moved<'_>) -> String {
    let id = decision.id.as_str();
    let written = (id != &*decision.anchor).then_some(id);
    let old = moved.get(&*decision.anchor).map(Vec::as_slice).unwrap_or_default();
    let others = written.into_iter().chain(old.iter().copied());
    others.map(|other| format!("<span id=\"{}\"></span>", escape(other))).collect()
}

/// Whether it stands, and what it has to do with others.
fn standing(at: &At<'_>, view: &DecisionRow) -> Html {
    let (class, key) =
        if view.stands { ("stands", "states.stands") } else { ("replaced", "states.replaced") };
    let word = state(&State::new(class, at.word(key)));
    let told = iter::once(word).chain(view.ties.iter().cloned());
    Html(told.map(|one| one.0).collect::<Vec<_>>().join("<br>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Run, Tree, render::fixture, run};

    #[test]
    fn what_is_too_much_for_a_page_is_told_by_whole_years() {
        let record = fixture::record();
        let one = record.ctx().archive.decisions.values().next().unwrap();
        let of = |year: i32| Decision {
            date: one.date.with_year(year).unwrap(),
            ..Decision::clone(one)
        };
        let all: Vec<Decision> = [2019, 2019, 2018, 2018, 2017].map(of).into();
        let all: Vec<&Decision> = all.iter().collect();
        let cut = [5, 4, 3, 2, 1].map(|most| n_late(&all, most));
        assert_eq!(cut, [5, 4, 2, 2, 0]);
    }

    fn site(n_early: usize) -> Run {
        let meeting = |n: usize, year: u32, decided: &str| {
            format!(
                "+++\ntitle = \"Call {n}\"\nseries = \"plenary\"\nnumber = {n}\ndate = {year}-03-01\n\
                 start = \"06:00\"\nduration = \"60m\"\n+++\n\n## Decisions\n\n{decided}"
            )
        };
        let early: String = (1..=n_early).map(|n| format!("- We agree. {{#D1-{n}}}\n")).collect();
        let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n\
                    as_of = 2020-01-01\n[series.plenary]\nname = \"Call\"\n";
        let files = [
            ("content/site.toml".to_owned(), site.to_owned()),
            ("content/meetings/plenary-1.md".to_owned(), meeting(1, 2018, &early)),
            ("content/meetings/plenary-2.md".to_owned(), meeting(2, 2019, "- We go on. {#D2-1}\n")),
        ];
        let run = run(&Tree::in_memory(files), &Options::default());
        assert!(!run.report.has_errors());
        run
    }

    #[test]
    fn every_decision_keeps_its_place_when_its_words_go_to_a_page_of_their_year() {
        let run = site(MOST);
        let register = fixture::text(&run.outputs, "decisions.html");
        let place = "<a id=\"d1-7\" href=\"decisions/2018.html#d1-7\">D1-7</a>";
        assert!(register.contains(place) && register.contains("<span id=\"D1-7\"></span>"));
        assert!(register.contains("We go on.") && !register.contains("We agree."));
        let year = fixture::text(&run.outputs, "decisions/2018.html");
        assert!(year.contains("<tr id=\"d1-7\"") && year.matches("We agree.").count() == MOST);
    }

    #[test]
    fn decisions_that_are_not_too_many_stand_on_one_page() {
        let run = site(3);
        let register = fixture::text(&run.outputs, "decisions.html");
        assert!(register.contains("<tr id=\"d1-3\"") && register.contains("We agree."));
        assert!(run.outputs.iter().all(|one| one.address.as_str() != "decisions/2018.html"));
    }
}
