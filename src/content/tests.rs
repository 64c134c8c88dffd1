//! Small archives and what reading them says: `file:line:column code message`.

use std::collections::BTreeMap;

use camino::Utf8Path;
use proptest::prelude::*;

use super::{read, written::Contents};
use crate::{
    diagnostic::{Severity, Sink, code},
    source::Tree,
};

const SITE: &str = "title = \"Team\"\nbase_url = \"https://team.example.org\"\n[series.plenary]\n";
const WHEN: &str =
    "title = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n";

/// Reads a tree; what is said, a line a problem.
fn read_tree(tree: &Tree) -> (Contents, Vec<String>) {
    let mut sink = Sink::default();
    let (sources, contents) = read(tree, &mut sink);
    let all = code::ALL.iter().map(|code| (code.name(), Severity::Warning)).collect();
    let said = sink.finish(&all).diagnostics.into_iter().map(|one| {
        let one = one.diagnostic;
        let file = sources.get(one.span.file);
        let place = file.position(one.span.start);
        let path = file.path.strip_prefix("content").unwrap_or(&file.path);
        format!("{path}:{}:{} {:?} {}", place.line, place.column, one.code, one.message)
    });
    (contents, said.collect())
}

/// Reads files of `content/` beside a small `site.toml`, unless they hold their own.
fn read_files(files: &[(&str, &str)]) -> (Contents, Vec<String>) {
    let mut all = BTreeMap::from([("content/site.toml".to_owned(), SITE)]);
    all.extend(files.iter().map(|(path, text)| (format!("content/{path}"), *text)));
    read_tree(&Tree::in_memory(all))
}

fn said(files: &[(&str, &str)]) -> Vec<String> {
    read_files(files).1
}

/// A meeting with more keys than it needs.
fn meeting(more: &str) -> (Contents, Vec<String>) {
    read_files(&[("meetings/m.md", &format!("+++\n{WHEN}{more}+++\n"))])
}

/// A meeting with other times.
fn timed(keys: &str) -> Vec<String> {
    let text = format!("+++\ntitle = \"Call\"\nseries = \"plenary\"\n{keys}+++\n");
    said(&[("meetings/m.md", &text)])
}

const NOTHING: [&str; 0] = [];

#[test]
fn the_sample_archive_says_nothing() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let (contents, said) = read_tree(&Tree::on_disk(root).unwrap());
    assert_eq!(said, NOTHING);
    assert_eq!(contents.meetings.len(), 6);
    let madrid = contents.meetings.iter().find(|meeting| meeting.id == "f2f-2-madrid").unwrap();
    assert!(madrid.has_agenda_file);
    assert_eq!(madrid.agenda.len(), 2);
}

#[test]
fn an_archive_without_its_own_file_is_told_once() {
    let tree = Tree::in_memory([("content/meetings/m.md", format!("+++\n{WHEN}+++\n"))]);
    let (contents, said) = read_tree(&tree);
    assert_eq!(said, ["site.toml:1:1 key/missing the archive has no `content/site.toml`"]);
    assert_eq!(contents.site.title, "Untitled archive");
    assert_eq!(contents.site.series[0].id.as_str(), "plenary", "known from its meetings");
}

#[test]
fn a_broken_site_is_told_with_all_else() {
    let said = said(&[("site.toml", "title = Team\n"), ("pages/a.md", "Text.\n")]);
    let expected = [
        "pages/a.md:1:1 front-matter/missing this page does not begin with front matter",
        "site.toml:1:9 toml/syntax `Team` is text without quotes",
    ];
    assert_eq!(said, expected);
}

#[test]
fn the_site_is_read() {
    let text = "title = \"Team\"\nbase_url = \"https://team.example.org/wiki\"\nzone = \"Europe/Madrid\"\n[series.plenary]\nname = \"Plenary call\"\n[sections]\nactions = [\"Open Requests\"]\n[check]\n\"action/no-due\" = \"off\"\n[redirects]\n\"/a.html?b=1#c\" = \"/b.html\"\n[autolink]\npeople = true\n[extra]\nday = 2017-06-13\n";
    let (contents, said) = read_files(&[("site.toml", text)]);
    assert_eq!(said, NOTHING);
    let site = contents.site;
    assert_eq!(site.base_url, "https://team.example.org/wiki/");
    assert_eq!(site.series[0].name, "Plenary call");
    assert_eq!(site.sections.actions, ["open requests"]);
    assert_eq!(site.check["action/no-due"], Severity::Off);
    assert_eq!(site.redirects[0].from.value, "/a.html?b=1#c");
    assert!(site.autolink.people && site.autolink.glossary);
    assert_eq!(site.extra["day"], "2017-06-13");
}

#[test]
fn mistakes_of_the_site_are_told() {
    let text = "base_url = \"team.example.org\"\nrepository = \"blob/main\"\nzone = \"Madrid\"\ncolour = 1\n[series.F2F]\n[check]\n\"action/nodue\" = \"off\"\n\"toml/syntax\" = \"off\"\n\"link/file\" = \"no\"\n\"link/broken\" = true\n[redirects]\n\"a.html\" = \"/b.html\"\n\"/c.html\" = \"javascript:x\"\n[[nav]]\ntitle = \"List\"\n";
    let expected = [
        "site.toml:1:1 key/missing the site needs `title`",
        "site.toml:1:12 key/value `team.example.org` is not an absolute web address",
        "site.toml:2:14 key/value `blob/main` is not an absolute web address",
        "site.toml:3:8 time/zone `Madrid` is not a zone of the IANA time zone database",
        "site.toml:4:1 key/unknown the site has no key `colour`",
        "site.toml:5:9 id/invalid `F2F` is no id for a series: ids are lower-case letters a to z, digits and hyphens",
        "site.toml:7:1 key/unknown there is no diagnostic `action/nodue`",
        "site.toml:8:17 key/value `toml/syntax` is always an error",
        "site.toml:9:15 key/value `no` is no severity",
        "site.toml:10:17 key/type `link/broken` must be a text, and this is true or false",
        "site.toml:12:1 key/value `a.html` is not an address of this site",
        "site.toml:13:13 link/scheme `javascript:x` has a scheme that is not allowed",
        "site.toml:14:1 key/missing an entry of the menu needs `url`",
    ];
    assert_eq!(said(&[("site.toml", text)]), expected);
}

#[test]
fn the_roster_is_read() {
    let text = "[[person]]\nname = \"Žarko Kecić\"\ncountry = \"RS\"\nlinks = [{ title = \"Statement\", url = \"https://a.example\" }]\n[[person.membership]]\nrole = \"Co-Chair\"\n[[group]]\nname = \"ICANN Org\"\n";
    let (contents, said) = read_files(&[("people.toml", text)]);
    assert_eq!(said, NOTHING);
    let person = &contents.people[0];
    assert_eq!(person.id.value, "zarko-kecic");
    assert_eq!(person.memberships[0].role, "co-chair");
    assert_eq!(contents.groups[0].id.value, "icann-org");
    assert!(!contents.unreadable.people);
}

#[test]
fn mistakes_of_the_roster_are_told() {
    let text = "[[person]]\nname = \"A\"\ncountry = \"rs\"\nid = \"Big\"\nlinks = [{ title = \"x\", url = \"javascript:x\" }]\n[[person]]\naffilation = \"X\"\n[[person]]\nname = \"B\"\n[[person.membership]]\nstart = 2018-01-01\nend = 2017-01-01\n";
    let (contents, said) = read_files(&[("people.toml", text)]);
    let expected = [
        "people.toml:3:11 key/value `rs` is not a country's two letters",
        "people.toml:4:6 id/invalid `Big` is no id for a person: ids are lower-case letters a to z, digits and hyphens",
        "people.toml:5:31 link/scheme `javascript:x` has a scheme that is not allowed",
        "people.toml:6:1 key/missing a person needs `name`",
        "people.toml:7:1 key/unknown a person has no key `affilation`",
        "people.toml:12:7 time/backwards this membership ends on 2017-01-01, before it begins on 2018-01-01",
    ];
    assert_eq!(said, expected);
    assert!(contents.unreadable.people, "some of the roster is not known");
}

#[test]
fn teams_and_terms_are_read() {
    let teams = "[[team]]\nname = \"DNS Security\"\nrapporteur = [\"G\"]\n[[team]]\nid = \"x\"\n";
    let glossary = "[terms]\nOCTO = \"Office\"\nRT = { text = \"Team\", page = \"about\" }\nX = 1\n[terms.Y]\npage = \"about\"\n";
    let (contents, said) = read_files(&[("teams.toml", teams), ("glossary.toml", glossary)]);
    let expected = [
        "glossary.toml:4:5 key/type `X` must be a text, and this is a number",
        "glossary.toml:5:1 key/missing a term needs `text`",
        "teams.toml:4:1 key/missing a team needs `name`",
    ];
    assert_eq!(said, expected);
    assert_eq!(contents.teams[0].id.value, "dns-security");
    assert_eq!(contents.terms[1].page.as_ref().unwrap().value, "about");
}

#[test]
fn items_and_decisions_from_outside_meetings_are_read() {
    let actions = "[[action]]\nid = \"A-1\"\ntitle = \"Do.\"\nopened = 2018-09-06\ndue = 2018-09-20\nowner = [\"ICANN Org\"]\n[[action.update]]\ndate = 2018-09-12\nstatus = \"completed\"\n[[action]]\nid = \"A-2\"\ntitle = \"Do.\"\nowner = \"ICANN Org\"\n[[action.update]]\n";
    let decisions = "[[decision]]\nid = \"L-1\"\ndate = \"16 December 2019\"\n";
    let (contents, said) = read_files(&[("actions.toml", actions), ("decisions.toml", decisions)]);
    let expected = [
        "actions.toml:10:1 key/missing an action item needs `opened`",
        "actions.toml:13:9 key/type `owner` must be a list of texts, and this is a text",
        "actions.toml:14:1 key/missing an update of an action item needs `date`",
        "decisions.toml:1:1 key/missing a decision needs `text`",
        "decisions.toml:3:8 key/value `16 December 2019` is not a date",
    ];
    assert_eq!(said, expected);
    assert_eq!(contents.actions[0].due.as_ref().unwrap().value, "2018-09-20");
    assert_eq!(contents.actions[0].updates.len(), 1);
}

#[test]
fn recommendations_are_read_in_the_sets_own_words() {
    let text = "title = \"Report\"\nname = \"SSR1\"\n[[recommendation]]\nnumber = 10\ntitle = \"A\"\nstatus = \"Implemented\"\n[[recommendation]]\nnumber = \"3.2\"\ntitle = \"B\"\nstatus = \"implmented\"\n[[recommendation.update]]\ndate = 2017-07-11\nstatus = \"done\"\n[[recommendation]]\ntitle = \"C\"\n";
    let (contents, said) = read_files(&[("recommendations/ssr1.toml", text)]);
    let expected = [
        "recommendations/ssr1.toml:10:10 key/value `implmented` is no `status`",
        "recommendations/ssr1.toml:13:10 key/value `done` is no `status`",
        "recommendations/ssr1.toml:14:1 key/missing a recommendation needs `number`",
    ];
    assert_eq!(said, expected);
    let set = &contents.sets[0];
    assert_eq!(set.recommendations[0].number.value, "10");
    assert_eq!(set.recommendations[0].status.as_ref().unwrap().value, "implemented");
    assert!(contents.unreadable.sets);
}

#[test]
fn a_meeting_is_read() {
    let (contents, said) = meeting(
        "number = 15\napproved = \"2017-07-11\"\nfold = 1\n[[moved]]\non = 2017-06-06\nfrom = \"2017-06-13 21:00\"\n[attendance]\nmembers = [\"A\"]\npartial = { \"A\" = \"joined 06:20\" }\n[[record]]\nkind = \"Slides\"\ntitle = \"S\"\nfile = \"s.pdf\"\n[[join]]\nurl = \"tel:+3212345\"\n[extra]\nx = 1\n",
    );
    assert_eq!(said, NOTHING);
    let meeting = &contents.meetings[0];
    assert_eq!(meeting.number.as_ref().unwrap().value, 15);
    assert_eq!(meeting.takes_later_fold, Some(true));
    assert_eq!(meeting.attendance[0].partial[0].1, "joined 06:20");
    assert!(meeting.moved[0].from.is_some());
}

#[test]
fn mistakes_of_a_meeting_are_told() {
    let (_, said) = meeting(
        "number = 0\nstatus = \"canceled\"\nchair = \"A\"\nfold = 2\nzone = \"Europe/Madird\"\n[[moved]]\non = 2017-06-06\nfrom = 2017-06-13\n[[amendment]]\ndate = 2017-06-20\n[attendance]\nmember = [\"A\"]\npartial = { \"A\" = 1 }\n[[record]]\nkind = \"video\"\ntitle = \"S\"\n[[record]]\nkind = \"slides\"\ntitle = \"S\"\nurl = \"https://a.example\"\nfile = \"s.pdf\"\n",
    );
    let expected = [
        "meetings/m.md:7:10 key/value `0` is no number of a meeting",
        "meetings/m.md:8:10 key/value `canceled` is no `status`",
        "meetings/m.md:9:9 key/type `chair` must be a list of texts, and this is a text",
        "meetings/m.md:10:8 key/value `2` is no `fold`",
        "meetings/m.md:11:8 time/zone `Europe/Madird` is not a zone of the IANA time zone database",
        "meetings/m.md:14:8 key/type `from` must be a date and time, and this is a date",
        "meetings/m.md:15:1 key/missing `[[amendment]]` needs `what`",
        "meetings/m.md:18:1 key/unknown `[attendance]` has no key `member`",
        "meetings/m.md:19:19 key/type `partial` must say how `A` was there, and this is a number",
        "meetings/m.md:20:1 key/missing a record needs `url` or `file`",
        "meetings/m.md:21:8 key/value `video` is no `kind`",
        "meetings/m.md:27:8 key/value a record has `url` or `file`, not both",
    ];
    assert_eq!(said, expected);
}

#[test]
fn what_a_meeting_needs_is_told_at_the_opening_line() {
    let (contents, said) = read_files(&[("meetings/m.md", "+++\n+++\n")]);
    let missing = ["a meeting needs `date`", "a meeting needs `end` or `duration`"];
    for line in missing {
        assert!(said.contains(&format!("meetings/m.md:1:1 key/missing {line}")), "{said:?}");
    }
    assert_eq!(said.len(), 5, "{said:?}");
    assert_eq!(contents.unreadable.ids, ["m"]);
    assert!(contents.unreadable.actions);
}

#[test]
fn times_that_run_backwards_are_told_once() {
    assert_eq!(
        timed("date = 2017-06-13\nstart = 23:00\nend = 01:00\n"),
        ["meetings/m.md:6:7 time/backwards the meeting ends at 01:00, before it begins at 23:00"]
    );
    assert_eq!(
        timed("date = 2017-06-13\nend_date = 2017-06-12\nstart = 06:00\nend = 07:00\n"),
        [
            "meetings/m.md:5:12 time/backwards the meeting ends on 2017-06-12, before it begins on 2017-06-13"
        ]
    );
    assert_eq!(timed("date = 2017-06-13\nstart = 23:00\nduration = \"90m\"\n"), NOTHING);
    assert_eq!(
        timed("date = 2017-06-13\nend_date = 2017-06-14\nstart = 23:00\nend = 01:00\n"),
        NOTHING
    );
}

#[test]
fn two_ends_must_agree() {
    let agreeing = "date = 2017-06-13\nstart = 06:00\nend = 07:00\nduration = \"1h\"\n";
    assert_eq!(timed(agreeing), NOTHING);
    assert_eq!(
        timed("date = 2017-06-13\nstart = 06:00\nend = 07:00\nduration = \"2h\"\n"),
        ["meetings/m.md:7:12 key/value `duration` and `end` tell two different ends"]
    );
}

#[test]
fn a_log_is_of_a_day_of_the_meeting() {
    let (_, said) = meeting("[[attendance]]\nday = 2017-06-13\n[[attendance]]\nday = 2017-06-14\n");
    assert_eq!(said, ["meetings/m.md:10:7 key/value 2017-06-14 is no day of the meeting"]);
}

#[test]
fn a_structured_agenda_is_read_with_its_mistakes() {
    let page = format!("+++\n{WHEN}+++\n");
    let agenda = "[[day]]\ndate = 2017-06-13\n[[day.item]]\ntitle = \"A\"\nnumber = 2\nkind = \"pause\"\nstart = 06:00\n[[day.item.item]]\ntitle = \"B\"\n[[day.item.item.item]]\n";
    let (contents, said) =
        read_files(&[("meetings/m/index.md", &page), ("meetings/m/agenda.toml", agenda)]);
    let expected = [
        "meetings/m/agenda.toml:6:8 key/value `pause` is no `kind`",
        "meetings/m/agenda.toml:10:1 key/missing an agenda item needs `title`",
    ];
    assert_eq!(said, expected);
    let item = &contents.meetings[0].agenda[0].items[0];
    assert_eq!(item.number.as_ref().unwrap().value, "2");
    assert_eq!(item.items.len(), 1);
}

#[test]
fn an_agenda_stands_once() {
    let page = format!("+++\n{WHEN}+++\n\n## Agenda\n\n- Roll call\n");
    let agenda = "[[day]]\n[[day.item]]\ntitle = \"A\"\n";
    let said = |agenda| {
        said(&[("meetings/m/index.md", page.as_str()), ("meetings/m/agenda.toml", agenda)])
    };
    assert_eq!(
        said(agenda),
        ["meetings/m/index.md:9:1 agenda/twice the agenda stands here and in `agenda.toml`"]
    );
    assert_eq!(said(""), NOTHING);
}

#[test]
fn briefings_and_pages_say_what_they_need() {
    let said = said(&[
        ("briefings/b.md", "+++\ntitle = \"B\"\n+++\n"),
        ("pages/p.md", "+++\nnav = \"1\"\naliases = [\"Old page\"]\n+++\n"),
    ]);
    let expected = [
        "briefings/b.md:1:1 key/missing a briefing needs `meeting` or `date`",
        "pages/p.md:1:1 key/missing a page needs `title`",
        "pages/p.md:2:7 key/type `nav` must be a whole number, and this is a text",
        "pages/p.md:3:12 key/value `Old page` is neither an id nor an old address",
    ];
    assert_eq!(said, expected);
}

#[test]
fn files_are_told_that_are_misplaced_misnamed_or_twice_there() {
    let page = format!("+++\n{WHEN}+++\n");
    let (contents, said) = read_files(&[
        ("meetings/2017/m.md", &page),
        ("meetings/2018/m/index.md", &page),
        ("meetings/Plenary_15.md", &page),
        ("notes.txt", ""),
        ("pages/Über uns.md", "+++\ntitle = \"A\"\n+++\n"),
    ]);
    let expected = [
        "meetings/2018/m/index.md:1:1 id/duplicate `m` is the id of `content/meetings/2017/m.md` too",
        "meetings/Plenary_15.md:1:1 id/invalid `Plenary_15` is no id for a meeting: ids are lower-case letters a to z, digits and hyphens",
        "notes.txt:1:1 file/misplaced `content/notes.txt` is no kind of file that belongs here",
        "pages/Über uns.md:1:1 id/invalid `Über uns` is no id for a page: ids are lower-case letters a to z, digits and hyphens",
    ];
    assert_eq!(said, expected);
    assert_eq!(contents.meetings.len(), 2);
}

#[test]
fn a_mark_before_the_text_and_windows_line_ends_do_no_harm() {
    let page = format!("\u{FEFF}+++\n{WHEN}numbr = 1\n+++\n").replace('\n', "\r\n");
    assert_eq!(
        said(&[("meetings/m.md", &page), ("people.toml", "\u{FEFF}x = 1\n")]),
        [
            "meetings/m.md:7:1 key/unknown a meeting has no key `numbr`",
            "people.toml:1:1 key/unknown `people.toml` has no key `x`"
        ]
    );
}

#[test]
fn what_is_not_utf8_is_told_at_its_first_bad_byte() {
    let tree = Tree::in_memory([
        ("content/site.toml", SITE.as_bytes().to_vec()),
        ("content/meetings/m.md", b"+++\ntitle = \"Ren\xe9\"\n".to_vec()),
    ]);
    let (contents, said) = read_tree(&tree);
    assert_eq!(said, ["meetings/m.md:2:13 file/encoding this file is not UTF-8"]);
    assert_eq!(contents.unreadable.ids, ["m"]);
}

#[test]
fn a_slip_of_syntax_in_front_matter_is_told_in_the_files_own_lines() {
    assert_eq!(
        timed("date = 2017-06-13\nstart = 8:30\nend = 09:00\n"),
        ["meetings/m.md:5:9 toml/syntax `8:30` is not a time of day"]
    );
}

proptest! {
    #[test]
    fn any_meeting_is_read(
        text in "(title|start|end|date|\\[\\[?[a-z]{1,9}\\]?\\]|[ =\"0-9:.{},-]|\n|é){0,24}",
        body in "\\PC{0,40}",
    ) {
        said(&[("meetings/m.md", &format!("+++\n{WHEN}{text}\n+++\n{body}"))]);
        said(&[("meetings/m.md", &format!("+++\n{text}\n+++\n{body}"))]);
    }

    #[test]
    fn any_site_is_read(text in "(title|zone|check|series|\\[\\[?[a-z]{1,9}\\]?\\]|[ =\"0-9:.{},-]|\n|é){0,24}") {
        said(&[("site.toml", &text), ("people.toml", &text), ("recommendations/s.toml", &text)]);
    }
}
