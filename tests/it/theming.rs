//! Themes as a stranger makes them: the examples of `docs/theming.md`, `theme.toml`, a theme that
//! was exported, and what is said of mistakes.

use std::{fmt::Write as _, process::Command};

use camino::{Utf8Path, Utf8PathBuf};
use plenary::{Options, Tree, run};

use crate::support::{ArchiveTest, Site, problems, repository};

const SITE: &str = "title = \"Review team\"\nbase_url = \"https://team.example.org/\"\ntheme = \"ours\"\n\
    as_of = 2017-09-01\n[series.plenary]\nname = \"Plenary call\"\n";

/// An archive with a page, a meeting that decided something, and the theme `ours`.
fn archive() -> ArchiveTest {
    let minutes =
        "## Agenda\n\n1. Welcome\n2. Work plan\n\n## Decisions\n\n- Meet in Madrid. {#D15-1}";
    ArchiveTest::new()
        .file("content/site.toml", SITE)
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nWho we are.\n")
        .call(15, "2017-06-13", minutes)
}

/// That archive with files of the theme.
fn with(files: &[(&str, &str)]) -> ArchiveTest {
    files
        .iter()
        .fold(archive(), |archive, (path, text)| archive.file(&format!("themes/ours/{path}"), text))
}

/// What is said of it, without the theme's folder.
fn told(files: &[(&str, &str)]) -> String {
    with(files).check().replace("themes/ours/", "")
}

/// The fenced blocks of a section: the file each names, and its text.
fn blocks(section: &str) -> Vec<(Utf8PathBuf, String)> {
    let (mut found, mut open) = (Vec::new(), None);
    for line in section.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(path), None) => open = Some((Utf8PathBuf::from(path), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some((_, text))) => writeln!(text, "{line}").unwrap(),
            (None, None) => {}
        }
    }
    found
}

#[test]
fn the_examples_of_the_documentation_do_what_they_say() {
    let docs = std::fs::read_to_string(repository().join("docs/theming.md")).unwrap();
    let start = docs.split("\n## In ten minutes\n").nth(1).unwrap();
    let start = start.split("\n## ").next().unwrap();
    let sections = start.split("\n### ").filter(|section| section.contains("```themes/"));
    let mut n_run = 0;
    for section in sections {
        let (out, files): (Vec<_>, Vec<_>) =
            blocks(section).into_iter().partition(|(path, _)| path.starts_with("public"));
        let archive =
            files.iter().fold(archive(), |archive, (path, text)| archive.file(path.as_str(), text));
        let site = archive.build();
        for (path, lines) in out {
            let text = site.text(path.strip_prefix("public").unwrap().as_str());
            for line in lines.lines() {
                assert!(text.contains(line), "{path} has no `{line}`\n{text}");
                n_run += 1;
            }
        }
    }
    assert!(n_run >= 7, "{n_run}");
}

#[test]
fn the_mistake_of_the_documentation_is_told_as_it_says() {
    let docs = std::fs::read_to_string(repository().join("docs/theming.md")).unwrap();
    let section = docs.split("\n## What is wrong is told\n").nth(1).unwrap();
    let blocks = blocks(section.split("\n## ").next().unwrap());
    let [(path, template), (_, said)] = blocks.as_slice() else { panic!("{blocks:?}") };
    let made = archive().file(path.as_str(), template).run();
    let told = plenary::human(&made.report, &made.sources, false);
    assert!(told.starts_with(said.as_str()), "{told}");
}

#[test]
fn the_site_of_the_documentation_is_the_one_of_the_tests() {
    let docs = std::fs::read_to_string(repository().join("docs/theming.md")).unwrap();
    let blocks = blocks(&docs);
    let (_, text) = blocks.iter().find(|(path, _)| path == "content/site.toml").unwrap();
    assert_eq!(text.replace("\n\n", "\n"), SITE);
}

#[test]
fn a_token_of_the_light_leaves_the_dark_as_it_is() {
    let site = with(&[("theme.toml", "[tokens]\naccent = \"#7a1f5c\"\n")]).build();
    let css = site.text("assets/style.css");
    assert!(css.contains(
        "@media not all and (prefers-color-scheme: dark) { :root { --accent: #7a1f5c; } }"
    ));
    let (tokens, print) = (css.find("#7a1f5c").unwrap(), css.find("@media print").unwrap());
    assert!(tokens < print, "what is printed keeps its own colours");
}

#[test]
fn a_logo_that_says_the_title_has_it_as_its_text() {
    let settings = "logo = \"pics/a b.svg\"\nlogo_dark = \"dark.svg\"\nlogo_says_title = true\n";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
    let site = with(&[("theme.toml", settings), ("pics/a b.svg", svg), ("dark.svg", svg)]).build();
    let page = site.text("meetings/plenary-15.html");
    let wanted = "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"../assets/dark.svg\">\
        <img class=\"logo\" src=\"../assets/pics/a%20b.svg\" alt=\"Review team\" width=\"1\" height=\"1\"></picture>";
    assert!(page.contains(wanted), "{page}");
}

#[test]
fn what_is_wrong_with_theme_toml_is_told_at_its_place() {
    for (text, wanted) in [
        ("lgo = \"a.svg\"\n", "error theme/template theme.toml:1:1 "),
        ("logo = 1\n", "error theme/template theme.toml:1:8 "),
        ("\nlogo = \"a.svg\n", "error theme/template theme.toml:2:8 "),
        ("[tokens]\nacent = \"#123\"\n", "error theme/template theme.toml:2:1 "),
        ("[tokens]\n--accent = \"#123\"\n", "error theme/template theme.toml:2:1 "),
        ("[tokens]\naccent = \"red; color: blue\"\n", "error theme/template theme.toml:2:10 "),
        ("[tokens]\naccent = \"url(//a.example/b)\"\n", "error theme/template theme.toml:2:10 "),
        ("[tokens]\naccent = true\n", "error theme/template theme.toml:2:10 "),
        ("[tokens.dark]\npaper = \"}\"\n", "error theme/template theme.toml:2:9 "),
        ("logo = \"logo.svg\"\n", "error theme/template theme.toml:1:8 "),
        ("stylesheets = [\"css/token.css\"]\n", "error theme/template theme.toml:1:16 "),
        ("[tokens]\nink = \"#999\"\n", "warning theme/contrast theme.toml:2:7 "),
        ("[tokens.dark]\naccent = \"#333\"\n", "warning theme/contrast theme.toml:2:10 "),
    ] {
        let told = told(&[("theme.toml", text)]);
        assert!(told.starts_with(wanted) && told.lines().count() == 1, "{text}\n{told}");
    }
}

#[test]
fn a_name_with_a_slip_is_told_with_the_one_that_was_meant() {
    for (text, help) in [
        ("[tokens]\nacent = \"#123\"\n", "; write `accent`\n"),
        ("[tokens]\n--accent = \"#123\"\n", "; write `accent`\n"),
        ("lgo = \"a.svg\"\n", "; write `logo`\n"),
        ("stylesheets = [\"css/token.css\"]\n", "; write `css/tokens.css`\n"),
        ("logo = \"logo.svg\"\n", "; put the file at `logo.svg`\n"),
    ] {
        let told = told(&[("theme.toml", text)]);
        assert!(told.ends_with(help), "{text}\n{told}");
    }
}

#[test]
fn the_colours_of_the_default_theme_can_be_read() {
    let tokens =
        std::fs::read_to_string(repository().join("themes/default/css/tokens.css")).unwrap();
    let (light, dark) = tokens.split_once("@media").unwrap();
    let given = |css: &str| {
        let lines = css.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
        let colours = lines.filter(|(_, value)| value.starts_with('#') && value.len() == 8);
        let lines = colours.map(|(name, value)| format!("{name} = \"{}\"\n", &value[..7]));
        lines.collect::<String>()
    };
    let text = format!("[tokens]\n{}[tokens.dark]\n{}", given(light), given(dark));
    assert!(text.lines().count() > 30, "{text}");
    assert_eq!(told(&[("theme.toml", &text)]), "");
}

#[test]
fn what_is_wrong_with_a_template_is_told_at_its_line_with_what_there_is() {
    let page = |line: &str| {
        let text = format!(
            "{{% extends \"default/page/page.html\" %}}\n{{% block main %}}\n{line}\n{{% endblock %}}\n"
        );
        told(&[("templates/page/page.html", &text)])
    };
    for (line, wanted) in [
        (
            "{{ nonsense }}",
            "there is no variable `nonsense`; there are `frame`, `page`, `site`, `theme` and `words`",
        ),
        ("{{ frame.titel }}", "and `title`; write `title`"),
        ("{{ frame.title | uper }}", "unknown filter `uper`"),
        ("{{ frame.title | round }}", "expected `f64` but got `string`"),
        ("{% include \"part/agend.html\" %}", "; write `part/agenda.html`"),
        (
            "{% include \"part/agenda.html\" %}",
            "in `default/part/agenda.html`, there is no variable `part`",
        ),
        ("{% if %}", "error theme/template"),
    ] {
        let told = page(line);
        assert!(
            told.starts_with("error theme/template templates/page/page.html:3:1 "),
            "{line}\n{told}"
        );
        assert!(told.contains(wanted) && told.lines().count() == 1, "{line}\n{told}");
    }
}

#[test]
fn a_block_or_template_that_the_default_does_not_have_is_told() {
    let block = "{% extends \"default/base.html\" %}\n{% block footr %}{% endblock %}\n";
    let told_block = told(&[("templates/base.html", block)]);
    assert!(
        told_block.contains("templates/base.html:2:1 ")
            && told_block.ends_with("; write `footer`\n"),
        "{told_block}"
    );
    let parent = "{% extends \"defalt/base.html\" %}\n";
    let told_parent = told(&[("templates/base.html", parent)]);
    assert!(told_parent.ends_with("; write `default/base.html`\n"), "{told_parent}");
    let page = told(&[("templates/page/meting.html", "<p>")]);
    assert!(page.ends_with("; rename it to `templates/page/meeting.html`\n"), "{page}");
}

#[test]
fn a_block_of_a_page_and_one_of_the_frame_are_changed_apart() {
    let site = with(&[
        ("templates/base.html", "{% extends \"default/base.html\" %}{% block footer %}<footer>Ours</footer>{% endblock %}"),
        ("templates/page/meeting.html", "{% extends \"default/page/meeting.html\" %}{% block zones %}{% endblock %}"),
        ("templates/part/agenda.html", "<ol>{% for day in part.days %}{% for item in day.items %}<li>{{ item.title | safe }}</li>{% endfor %}{% endfor %}</ol>"),
    ])
    .build();
    let page = site.text("meetings/plenary-15.html");
    assert!(page.contains("<footer>Ours</footer>") && !page.contains("s.local-times"));
    assert!(page.contains("<ol><li>Welcome</li><li>Work plan</li></ol>"));
    assert!(site.text("about.html").contains("<footer>Ours</footer>"));
}

fn plenary(folder: &Utf8Path, args: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(dir.path().canonicalize().unwrap()).unwrap();
    (dir, path)
}

#[test]
fn a_site_with_the_exported_theme_is_that_of_the_default() {
    let (_dir, root) = folder();
    let (status, said) = plenary(&root, &["theme", "export", "themes/ours"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.ends_with("next: write theme = \"ours\" in content/site.toml\n"), "{said}");
    let exported = Tree::on_disk(&root).unwrap();
    let files = |site: &str| {
        let archive = archive().file("content/site.toml", site).tree();
        let all = archive.files().chain(exported.files());
        let all = all.filter_map(|(path, entry)| match entry {
            plenary::Entry::Bytes(bytes) => Some((path.to_owned(), bytes.to_vec())),
            _ => None,
        });
        let site = Site(run(&Tree::in_memory(all), &Options::default()));
        assert_eq!(problems(&site.0), "");
        let files =
            site.0.outputs.iter().map(|one| (one.address.clone(), one.bytes().map(<[u8]>::to_vec)));
        files.collect::<Vec<_>>()
    };
    let (ours, default) = (files(SITE), files(&SITE.replace("\"ours\"", "\"default\"")));
    assert!(ours == default);
}

#[test]
fn a_theme_is_not_written_over_what_is_there_unless_asked() {
    let (_dir, root) = folder();
    let kept = root.join("themes/ours/templates/base.html");
    std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
    std::fs::write(&kept, "mine").unwrap();
    let (status, said) = plenary(&root, &["theme", "export", "themes/ours"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("`themes/ours` is not empty") && said.contains("--force"), "{said}");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "mine");
    let (status, _) = plenary(&root, &["theme", "export", "themes/ours", "--force"]);
    assert_eq!(status, Some(0));
    assert!(std::fs::read_to_string(&kept).unwrap().starts_with("<!doctype html>"));
}

#[test]
fn a_theme_cannot_be_called_default_and_one_elsewhere_is_to_be_moved() {
    let (_dir, root) = folder();
    let (status, said) = plenary(&root, &["theme", "export", "themes/default"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("name another folder"), "{said}");
    let (status, said) = plenary(&root, &["theme", "export", "river"]);
    assert_eq!(status, Some(0));
    assert!(said.contains("move it to `themes/river` of the archive"), "{said}");
}
