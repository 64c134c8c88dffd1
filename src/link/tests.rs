//! The record as a whole: a few written pages in, what is known of them out.

use chrono::Duration;
use proptest::prelude::*;

use super::samples::{Linked, Sample, day};
use crate::{
    content::written::{Ends, Section},
    model::{ActionStatus, How, ItemKind, Owner, Reference, Target},
    source::prose::{BlockKind, InlineKind, plain},
    time::Zone,
};

fn said(sample: Sample) -> Vec<String> {
    sample.link_all().said
}

/// The references of the last paragraph of Plenary call #15, and what is shown for them.
fn references(linked: &Linked) -> Vec<(String, Reference)> {
    let meeting = linked.archive.meetings.values().next().unwrap();
    let Some(crate::model::Part::Prose(prose)) = meeting.parts.last() else { return Vec::new() };
    let BlockKind::Paragraph(content) = &prose.blocks()[0].kind else { return Vec::new() };
    let found = content.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Reference(reference, content) => Some((plain(content), (**reference).clone())),
        _ => None,
    });
    found.collect()
}

fn targets(linked: &Linked) -> Vec<(String, String)> {
    let targets = references(linked).into_iter().filter_map(|(shown, reference)| match reference {
        Reference::Target { target, fragment, .. } => {
            let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
            Some((shown, format!("{}:{}{fragment}", target.kind(), target.id())))
        }
        _ => None,
    });
    targets.collect()
}

fn wikilinked(text: &str) -> Linked {
    let mut sample = Sample::new();
    let content = vec![sample.wikilink(text)];
    sample.say(content);
    sample.link_all()
}

#[test]
fn the_sample_is_free_of_mistakes() {
    assert_eq!(said(Sample::new()), Vec::<String>::new());
}

#[test]
fn wikilinks_lead_to_everything_that_has_a_name() {
    for (text, shown, target) in [
        ("plenary-15", "Plenary call #15", "meeting:plenary-15"),
        ("zarko kecic", "Žarko Kecić", "person:zarko-kecic"),
        ("p15-1", "P15-1", "action:P15-1"),
        ("ssr1/10", "SSR1 Recommendation 10", "recommendation:ssr1/10"),
        ("rec:10", "SSR1 Recommendation 10", "recommendation:ssr1/10"),
        ("Smith and Sons", "Smith and Sons", "group:smith-and-sons"),
        ("about#contact", "About", "page:about#contact"),
        ("page:about", "About", "page:about"),
        ("plenary-15#p15-1", "Plenary call #15", "meeting:plenary-15#p15-1"),
    ] {
        let linked = wikilinked(text);
        assert_eq!(linked.said, Vec::<String>::new(), "{text}");
        assert_eq!(targets(&linked), [(shown.to_owned(), target.to_owned())], "{text}");
    }
}

#[test]
fn a_wikilink_that_leads_nowhere_names_the_nearest() {
    assert_eq!(
        wikilinked("plenary-16").said,
        ["link/broken: nothing is called `plenary-16` @ plenary-16; write `plenary-15`"]
    );
    assert_eq!(
        wikilinked("about#contcat").said,
        ["link/anchor: `about` has no place `#contcat` @ contcat; write `contact`"]
    );
    assert_eq!(
        wikilinked("ssr1/99").said,
        [
            "rec/unknown: `ssr1` has no recommendation `99` @ ssr1/99; write a number that is there: ssr1 has 1, 4, 5, 10 and 28"
        ]
    );
}

#[test]
fn one_name_with_two_targets_lists_the_ways() {
    let mut sample = Sample::new();
    let page = sample.page("emily-taylor", "Emily");
    sample.contents.pages.push(page);
    let content = vec![sample.wikilink("emily-taylor")];
    sample.say(content);
    assert_eq!(
        said(sample),
        [
            "link/ambiguous: `emily-taylor` is a page and a person @ emily-taylor; write `page:emily-taylor` or `person:emily-taylor`"
        ]
    );
}

#[test]
fn relative_links_follow_the_folders_of_content() {
    let mut sample = Sample::new();
    let content = vec![sample.link("../../pages/about.md#contact"), sample.link("plenary-15.md")];
    sample.say(content);
    let linked = sample.link_all();
    assert_eq!(linked.said, Vec::<String>::new());
    assert_eq!(
        targets(&linked).into_iter().map(|(_, target)| target).collect::<Vec<_>>(),
        ["page:about#contact", "meeting:plenary-15"]
    );
}

#[test]
fn links_to_nothing_are_broken() {
    let mut sample = Sample::new();
    let content = vec![
        sample.link("../../pages/abuot.md"),
        sample.link("slides.pdf"),
        sample.link("javascript:alert(1)"),
        sample.link("/meetings/plenary-15.html"),
        sample.link("/actions.html"),
        sample.link("/nothing.html"),
    ];
    sample.say(content);
    let said = said(sample);
    let codes: Vec<&str> = said.iter().filter_map(|one| one.split(':').next()).collect();
    assert_eq!(codes, ["link/broken", "link/file", "link/scheme", "link/broken"]);
    assert!(said[0].ends_with("write `../../pages/about.md`"), "{}", said[0]);
}

#[test]
fn text_links_by_itself_and_each_link_has_its_sentence() {
    let mut sample = Sample::new();
    let text = "We met. James read rec. 4 of SSR1. OCTO and OCTO came at 06:30 UTC.";
    let content = sample.words(text);
    sample.say(content);
    let linked = sample.link_all();
    let shown: Vec<String> = references(&linked).into_iter().map(|(shown, _)| shown).collect();
    assert_eq!(shown, ["rec. 4", "OCTO", "06:30 UTC"]);
    let auto: Vec<&str> = linked
        .archive
        .all_links()
        .filter(|link| link.how == How::Autolink)
        .map(|link| &*link.sentence)
        .collect();
    assert_eq!(auto, ["James read rec. 4 of SSR1."]);
}

#[test]
fn a_bare_number_is_left_alone_where_the_sentence_names_another_set() {
    let mut sample = Sample::new();
    let content = sample.words("The CCT team read Recommendation 4. Then Recommendation 5.");
    sample.say(content);
    assert_eq!(targets(&sample.link_all()).len(), 1);
}

#[test]
fn a_recommendation_that_is_not_there_is_a_warning_in_prose() {
    let mut sample = Sample::new();
    let content = sample.words("See Recommendation 99.");
    sample.say(content);
    assert_eq!(
        said(sample),
        [
            "rec/mention: `ssr1` has no recommendation `99` @ Recommendation 99; write a number that is there: ssr1 has 1, 4, 5, 10 and 28"
        ]
    );
}

#[test]
fn an_abbreviation_that_was_not_in_force_names_the_right_one() {
    let mut sample = Sample::new();
    sample.meeting_at(0).zone = Zone::named("Europe/Madrid").unwrap();
    let content = sample.words("At 14:00 CET.");
    sample.say(content);
    let linked = sample.link_all();
    assert_eq!(
        linked.said,
        [
            "time/abbreviation: `CET` was not in force in `Europe/Madrid` on 13 June 2017 @ CET; write `CEST`"
        ]
    );
    assert_eq!(references(&linked)[0].0, "14:00 CET");
}

#[test]
fn unknown_and_ambiguous_names_are_said() {
    let mut sample = Sample::new();
    let mut twin = sample.person("Emma Taylor");
    twin.aliases = sample.typed_all(&["Emily Taylor"]);
    sample.contents.people.push(twin);
    let log = sample.log(&["Emily Taylor", "Zarko Kecik", "zarko kecic"], &[], &[]);
    sample.meeting_at(0).attendance.push(log);
    sample.meeting_at(0).body.clear();
    assert_eq!(
        said(sample),
        [
            "people/ambiguous: `Emily Taylor` may be Emily Taylor (`emily-taylor`) or Emma Taylor (`emma-taylor`) @ Emily Taylor; write `emily-taylor` or `emma-taylor`",
            "people/unknown: nobody of people.toml is called `Zarko Kecik` @ Zarko Kecik; write `Žarko Kecić`",
        ]
    );
}

#[test]
fn an_unreadable_roster_keeps_silent() {
    let mut sample = Sample::new();
    sample.contents.unreadable.people = true;
    let log = sample.log(&["Nobody Known"], &[], &[]);
    sample.meeting_at(0).attendance.push(log);
    assert_eq!(said(sample), Vec::<String>::new());
}

#[test]
fn ids_of_people_and_groups_share_one_space() {
    let mut sample = Sample::new();
    let twin = sample.person("Smith and Sons");
    sample.contents.people.push(twin);
    assert_eq!(
        said(sample),
        [
            "id/duplicate: the id `smith-and-sons` is used already @ smith-and-sons; choose another id for one of the two"
        ]
    );
}

#[test]
fn members_are_held_to_a_series_that_is_said_alone() {
    let mut sample = Sample::new();
    sample.contents.people[2].memberships.clear();
    let log = sample.log(&["Žarko Kecić"], &[], &[]);
    let meeting = sample.meeting_at(0);
    meeting.attendance.push(log);
    meeting.series.value.clear();
    assert_eq!(said(sample), Vec::<String>::new());
}

#[test]
fn nobody_is_present_and_excused_or_listed_twice() {
    let mut sample = Sample::new();
    sample.contents.people[2].memberships.clear();
    let members = ["Emily Taylor", "emily taylor", "Žarko Kecić"];
    let log = sample.log(&members, &["James Gannon"], &["James Gannon"]);
    sample.meeting_at(0).attendance.push(log);
    let linked = sample.link_all();
    let codes: Vec<&str> = linked.said.iter().filter_map(|one| one.split(':').next()).collect();
    assert_eq!(codes, ["attendance/repeated", "attendance/not-a-member", "attendance/conflict"]);
    let log = &linked.archive.meetings.values().next().unwrap().attendance[0];
    assert_eq!((log.members.len(), log.partial.len(), log.apologies.len()), (3, 1, 0));
}

#[test]
fn an_item_keeps_its_history() {
    let mut sample = Sample::new();
    let mut meeting = sample.meeting("plenary-16", 16, "2017-06-27");
    let row = sample.row(Some("p15-1"), "", None, Some("Next meeting"), Some("completed 20 June"));
    let other = sample.row(None, "Another", Some("Smith and Sons"), None, None);
    meeting.body.push(Section::Actions(vec![row, other]));
    sample.contents.meetings.insert(0, meeting.into());
    let later = sample.meeting("plenary-17", 17, "2017-07-04");
    sample.contents.meetings.push(later.into());
    let linked = sample.link_all();
    assert_eq!(linked.said, Vec::<String>::new());
    let action = &linked.archive.actions["P15-1"];
    let [first, second] = action.events.as_slice() else { panic!("two events") };
    assert_eq!(first.owners.as_ref().unwrap()[0].as_str(), "emily-taylor");
    let closing = second.status.as_ref().unwrap();
    assert_eq!(closing.status, ActionStatus::Completed);
    assert_eq!(closing.on, Some(day("2017-06-20")));
    assert_eq!(second.due.as_ref().unwrap().date, Some(day("2017-07-04")));
    assert_eq!(&*second.anchor, "p15-1");
    let other = &linked.archive.actions["plenary-16-a2"];
    assert!(!other.has_given_id);
    assert!(matches!(other.events[0].owners.as_deref(), Some([Owner::Group(_)])));
}

#[test]
fn one_id_is_one_row_of_a_meeting_and_one_new_item_of_a_day() {
    let mut sample = Sample::new();
    let twice = sample.row(Some("P15-1"), "Again", None, None, None);
    sample.meeting_at(0).body.push(Section::Actions(vec![twice]));
    let mut same_day = sample.meeting("other-1", 16, "2017-06-13");
    let row = sample.row(Some("P15-1"), "New here too", None, None, None);
    same_day.body.push(Section::Actions(vec![row]));
    sample.contents.meetings.push(same_day.into());
    let said = said(sample);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|one| one.starts_with("action/id")));
}

#[test]
fn entries_of_actions_toml_are_updated_by_meetings() {
    let mut sample = Sample::new();
    let entry = sample.entry("P15-1", "2017-06-12");
    sample.contents.actions.push(entry);
    let linked = sample.link_all();
    assert_eq!(linked.said, Vec::<String>::new());
    assert_eq!(linked.archive.actions["P15-1"].events.len(), 2);
}

#[test]
fn an_entry_and_a_row_of_one_day_are_two_items_with_one_id() {
    let mut sample = Sample::new();
    let entry = sample.entry("P15-1", "2017-06-13");
    sample.contents.actions.push(entry);
    assert_eq!(
        said(sample),
        [
            "action/id: an item of `actions.toml` that was opened on this day has the id `P15-1` @ P15-1; give one of the two another id"
        ]
    );
}

#[test]
fn owners_dates_and_statuses_that_cannot_be_read_are_said() {
    let mut sample = Sample::new();
    let row =
        sample.row(None, "Do", Some("Emily Taylor and Jams Gannon"), Some("6/2"), Some("doen"));
    sample.meeting_at(0).body.push(Section::Actions(vec![row]));
    assert_eq!(
        said(sample),
        [
            "action/owner: no owner of people.toml is called `Jams Gannon` @ Jams Gannon; write `James Gannon`",
            "action/date: `6/2` reads two ways: 6 February 2017 or 2 June 2017 @ 6/2; write `2017-02-06` or `2017-06-02`",
            "action/status: `doen` is no status @ doen; write `done`",
        ]
    );
}

#[test]
fn owners_that_no_comma_parts_and_days_of_no_calendar_are_said_with_what_is_wrong() {
    let mut sample = Sample::new();
    let row = sample.row(None, "Do", Some("Emily Taylor / James Gannon"), Some("31 June"), None);
    sample.meeting_at(0).body.push(Section::Actions(vec![row]));
    assert_eq!(
        said(sample),
        [
            "action/owner: no owner of people.toml is called `Emily Taylor / James Gannon` @ Emily Taylor / James Gannon; part the names with commas: `Emily Taylor, James Gannon`",
            "action/date: `31 June` names no day @ 31 June; write a day of the calendar: June has 30 days",
        ]
    );
}

#[test]
fn merging_into_nothing_itself_or_round_is_an_error() {
    let mut sample = Sample::new();
    let rows = [
        ("A-1", "merged into A-2"),
        ("A-2", "merged into A-1"),
        ("A-3", "merged into A-3"),
        ("A-4", "merged into Z-9"),
    ];
    let rows = rows.map(|(id, status)| sample.row(Some(id), "Do", None, None, Some(status)));
    sample.meeting_at(0).body.push(Section::Actions(rows.into()));
    let said = said(sample);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said.iter().all(|one| one.starts_with("action/merged")), "{said:?}");
}

#[test]
fn decisions_are_tied_to_earlier_ones() {
    let mut sample = Sample::new();
    let items = vec![
        sample.decision(Some("D15-1"), &[]),
        sample.decision(None, &["d15-1"]),
        sample.decision(Some("D15-3"), &["D15-9", "D15-3"]),
        sample.decision(Some("D15-4"), &["D15-5"]),
        sample.decision(Some("D15-5"), &["D15-4"]),
    ];
    sample.meeting_at(0).body.push(Section::Decisions(items));
    let linked = sample.link_all();
    let codes: Vec<&str> = linked.said.iter().filter_map(|one| one.split(':').next()).collect();
    assert_eq!(codes, ["decision/target"; 3]);
    let second = &linked.archive.decisions["plenary-15-d2"];
    assert_eq!(second.replaces[0].as_str(), "D15-1");
}

#[test]
fn agenda_items_are_numbered_and_told_apart() {
    let mut sample = Sample::new();
    let nested = sample.agenda_item("On recommendations 4 and 5", Vec::new());
    let items = vec![
        sample.agenda_item("Welcome", Vec::new()),
        sample.agenda_item("Coffee", Vec::new()),
        sample.agenda_item("SSR1 implementation briefing", vec![nested]),
        sample.agenda_item("Team dinner", Vec::new()),
        sample.agenda_item("Welcome", Vec::new()),
    ];
    sample.meeting_at(0).agenda.push(Sample::agenda_day(items));
    let linked = sample.link_all();
    let items = &linked.archive.meetings["plenary-15"].agenda[0].items;
    let kinds: Vec<ItemKind> = items.iter().map(|item| item.kind).collect();
    assert_eq!(
        kinds,
        [
            ItemKind::Session,
            ItemKind::Break,
            ItemKind::Briefing,
            ItemKind::Social,
            ItemKind::Session
        ]
    );
    let numbers: Vec<Option<&str>> = items.iter().map(|item| item.number.as_deref()).collect();
    assert_eq!(numbers, [Some("1"), None, Some("2"), None, Some("3")]);
    assert_eq!(items[2].items[0].number.as_deref(), Some("2.1"));
    let ids: Vec<&str> = items.iter().map(|item| &*item.id).collect();
    assert_eq!(ids[0], "agenda-welcome");
    assert_eq!(ids[4], "agenda-welcome-2");
    let recs: Vec<String> = items[2].recommendations.iter().map(ToString::to_string).collect();
    assert_eq!(recs, ["ssr1/4", "ssr1/5"]);
}

#[test]
fn a_meeting_across_midnight_ends_on_the_next_day() {
    let mut sample = Sample::new();
    let length = sample.at(Duration::minutes(120), "2h");
    let meeting = sample.meeting_at(0);
    meeting.start.value = "23:00:00".parse().unwrap();
    meeting.ends = Ends::After(length);
    let mut item = sample.agenda_item("Late", Vec::new());
    item.start = Some(sample.at("00:30:00".parse().unwrap(), "00:30"));
    sample.meeting_at(0).agenda.push(Sample::agenda_day(vec![item]));
    let linked = sample.link_all();
    let meeting = &linked.archive.meetings["plenary-15"];
    assert_eq!(meeting.end.rfc3339_utc(), "2017-06-14T01:00:00Z");
    let start = meeting.agenda[0].items[0].start.as_ref().unwrap();
    assert_eq!(start.rfc3339_utc(), "2017-06-14T00:30:00Z");
}

#[test]
fn briefings_have_their_meetings_day() {
    let mut sample = Sample::new();
    let briefing = sample.briefing("b", "plenary-15");
    sample.contents.briefings.push(briefing);
    let lost = sample.briefing("c", "plenary-51");
    sample.contents.briefings.push(lost);
    let linked = sample.link_all();
    assert_eq!(
        linked.said,
        ["meeting/unknown: no meeting is called `plenary-51` @ plenary-51; write `plenary-15`"]
    );
    assert_eq!(linked.archive.briefings["b"].date, day("2017-06-13"));
    let mut fields = linked.archive.all_links().filter(|link| link.how == How::Field);
    assert!(fields.any(|link| matches!(link.to, Target::Recommendation(_))));
}

#[test]
fn nothing_of_its_own_is_offered_in_place_of_a_decision_that_is_not_there() {
    let mut sample = Sample::new();
    let items = vec![sample.decision(Some("D15-1"), &["D15-2"])];
    sample.meeting_at(0).body.push(Section::Decisions(items));
    assert_eq!(
        said(sample),
        [
            "decision/target: no decision is called `D15-2` @ D15-2; name an earlier decision by its id"
        ]
    );
}

#[test]
fn a_briefing_on_a_range_is_on_all_of_it() {
    let mut sample = Sample::new();
    let items = vec![sample.agenda_item("Briefing on recommendations 1 to 5", Vec::new())];
    sample.meeting_at(0).agenda.push(Sample::agenda_day(items));
    let linked = sample.link_all();
    let item = &linked.archive.meetings["plenary-15"].agenda[0].items[0];
    let recs: Vec<&str> = item.recommendations.iter().map(|id| &*id.number).collect();
    assert_eq!(recs, ["1", "4", "5"]);
}

#[test]
fn an_alias_that_is_an_id_is_a_duplicate() {
    let mut sample = Sample::new();
    let mut meeting = sample.meeting("plenary-16", 16, "2017-06-27");
    meeting.aliases = sample.typed_all(&["plenary-15", "/old.html"]);
    sample.contents.meetings.push(meeting.into());
    let said = said(sample);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("id/duplicate"));
}

#[test]
fn spoken_items_have_their_owners_and_no_guess() {
    let mut sample = Sample::new();
    let text = "Emily Taylor and James Gannon to circulate the draft by 23 June (complete)";
    let mut row = sample.row(Some("P15-2"), text, None, None, None);
    row.is_spoken = true;
    let mut unknown = sample.row(Some("P15-3"), "Somebody to circulate it", None, None, None);
    unknown.is_spoken = true;
    sample.meeting_at(0).body.push(Section::Actions(vec![row, unknown]));
    let linked = sample.link_all();
    assert_eq!(linked.said, Vec::<String>::new());
    let event = &linked.archive.actions["P15-2"].events[0];
    assert_eq!(event.owners.as_ref().unwrap().len(), 2);
    assert_eq!(event.due.as_ref().unwrap().date, Some(day("2017-06-23")));
    assert_eq!(event.status.as_ref().unwrap().status, ActionStatus::Completed);
    assert_eq!(linked.archive.actions["P15-3"].events[0].owners, None);
}

proptest! {
    #[test]
    fn any_text_is_linked(text in "(\\PC|\\. |Rec\\. 4|, 5| CCT|06:30 UTC|OCTO |P15-1 |\\n){0,20}", link in "\\PC{0,12}") {
        let mut sample = Sample::new();
        let mut content = sample.words(&text);
        content.push(crate::source::prose::Inline { span: content[0].span, kind: InlineKind::SoftBreak });
        content.extend(sample.words("10 and on"));
        content.push(sample.wikilink(&link));
        content.push(sample.link(&link));
        sample.say(content);
        let linked = sample.link_all();
        let meeting = linked.archive.meetings.values().next().unwrap();
        let Some(crate::model::Part::Prose(prose)) = meeting.parts.last() else { panic!("prose") };
        let shown = crate::source::prose::plain_blocks(&prose.blocks());
        let start = format!("{text} 10 and on");
        prop_assert!(shown.starts_with(&start), "{shown}");
    }

    #[test]
    fn any_cell_is_read(text in "(\\PC|done|, | and |by |/){0,12}") {
        let mut sample = Sample::new();
        let mut row = sample.row(Some("P15-9"), &text, Some(&text), Some(&text), Some(&text));
        row.is_spoken = true;
        sample.meeting_at(0).body.push(Section::Actions(vec![row]));
        sample.link_all();
    }
}
