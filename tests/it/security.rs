//! `SECURITY.md` names the tests that hold its promises; they are there.

use crate::support::repository;

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_test_that_the_promises_name_is_there() {
    let promises = std::fs::read_to_string(repository().join("SECURITY.md")).unwrap();
    let mut n_tests = 0;
    for line in promises.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let mut file = None;
        for name in quoted(line) {
            let path = repository().join(name);
            if name.contains('/') {
                let text = std::fs::read_to_string(&path);
                file = Some((name, text.unwrap_or_else(|_| panic!("there is no {name}"))));
            } else if let Some((file, text)) = &file {
                let is_there = [format!("fn {name}("), format!("test('{name}'")]
                    .iter()
                    .any(|test| text.contains(test));
                assert!(is_there, "{file} has no test `{name}`");
                n_tests += 1;
            }
        }
    }
    assert!(n_tests > 30, "only {n_tests} tests are named");
}

#[test]
fn every_promise_names_a_test() {
    let text = std::fs::read_to_string(repository().join("SECURITY.md")).unwrap();
    let (_, promises) = text.split_once("| Promise | Held by |\n|---|---|\n").unwrap();
    let rows = promises.lines().take_while(|line| line.starts_with("| "));
    for row in rows.filter(|row| !row.starts_with("| **")) {
        assert!(
            quoted(row).any(|name| !name.contains([' ', '/'])) || row.contains(".mjs`: `"),
            "no test is named in: {row}"
        );
    }
}
