//! Archives that have very many of one thing, in which nothing may cost more than its share.

use std::fmt::Write as _;

use crate::archive::{Files, Plan, archive, front, head, path};

/// What an archive has very many of, and the archive.
pub(crate) type Shape = (&'static str, fn() -> Files);

/// All of them, the ordinary one first.
pub(crate) const SHAPES: [Shape; 6] = [
    ("1,000 ordinary meetings", || archive(Plan::ordinary(1_000))),
    ("5,000 people", || archive(Plan { people: 5_000, ..Plan::ordinary(1_000) })),
    ("a meeting of 5,000 items", meeting_of_items),
    ("2,000 recommendations in each meeting", all_recommendations_each_time),
    ("50,000 links to one page", links_to_one_page),
    ("an item updated 5,000 times", item_updated_each_time),
];

fn with_meetings(plan: Plan, n: usize, body: impl Fn(usize) -> String) -> Files {
    let meetings = (1..=n).map(|n| (path(n), front(n, &[]) + &body(n)));
    head(plan).into_iter().chain(meetings).collect()
}

const TABLE: &str = "## Action items\n\n| ID | Action | Due | Status |\n|---|---|---|---|\n";

fn meeting_of_items() -> Files {
    with_meetings(Plan::ordinary(1), 1, |_| {
        let row =
            |n| format!("| P1-{n} | Write down what is known of matter {n}. | 2002-02-03 | |\n");
        TABLE.to_owned() + &(1..=5_000).map(row).collect::<String>()
    })
}

fn all_recommendations_each_time() -> Files {
    let plan = Plan { recommendations: 2_000, ..Plan::ordinary(20) };
    with_meetings(plan, 20, |_| {
        let line = |n| format!("- Of [[ssr1/{n}]] there was nothing new to be said.\n");
        "## Notes\n\n".to_owned() + &(1..=2_000).map(line).collect::<String>()
    })
}

fn links_to_one_page() -> Files {
    with_meetings(Plan::ordinary(100), 100, |_| {
        "## Notes\n\n".to_owned()
            + &"- As [[plenary-1|the first call]] had it, we go on.\n".repeat(500)
    })
}

fn item_updated_each_time() -> Files {
    with_meetings(Plan::ordinary(5_000), 5_000, |n| {
        let mut text = TABLE.to_owned();
        let wording = if n == 1 { "Write down what is known." } else { "" };
        let _ = writeln!(text, "| P1-1 | {wording} | {}-02-03 | in progress |", 2002 + n / 48);
        text
    })
}
