//! Archives of any number of meetings, the same bytes for the same seed; and archives of odd
//! shapes, each of which has very many of one thing.

use std::fmt::Write as _;

/// The files of an archive: paths below its root, and what they hold.
pub(crate) type Files = Vec<(String, String)>;

/// What an archive is made of.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) meetings: usize,
    pub(crate) people: usize,
    pub(crate) recommendations: usize,
    pub(crate) seed: u64,
}

impl Plan {
    /// An ordinary archive: a review team of forty, and a final report of twenty-eight
    /// recommendations.
    pub(crate) fn ordinary(meetings: usize) -> Self {
        Self { meetings, people: 40, recommendations: 28, seed: 1 }
    }
}

/// Numbers that look like chance and are the same each time (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`, which is not 0.
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap_or_default()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const FIRST: [&str; 20] = [
    "Anna", "Žarko", "Noor", "Søren", "Mei", "Kwame", "Élise", "Ravi", "Ines", "Tomás", "Yuki",
    "Olga", "Pedro", "Amina", "Jonas", "Farid", "Lena", "Hugo", "Zoë", "Idris",
];
const LAST: [&str; 20] = [
    "Meyer",
    "Okoro",
    "Lindqvist",
    "Haddad",
    "Tanaka",
    "Costa",
    "Novák",
    "Mensah",
    "Dupont",
    "Silva",
    "Petrov",
    "Nakamura",
    "Iyer",
    "Kowal",
    "Rossi",
    "Bakker",
    "Murphy",
    "Osei",
    "Yılmaz",
    "Fischer",
];
const TOPICS: [&str; 16] = [
    "the signing of the root zone",
    "access to zone files",
    "the budget for security",
    "abuse of the DNS",
    "the continuity plan",
    "the escrow of registry data",
    "collisions of names",
    "the disclosure of incidents",
    "outreach to operators",
    "the measurement of identifiers",
    "terms of reference",
    "the work plan",
    "the management of risks",
    "certification of staff",
    "the advice of counsel",
    "the emergency operator",
];
const ZONES: [&str; 6] = [
    "Europe/Brussels",
    "America/New_York",
    "Asia/Kathmandu",
    "Africa/Accra",
    "Asia/Tokyo",
    "America/Sao_Paulo",
];

/// The name of the n-th person; no two are the same.
fn name(n: usize) -> String {
    let (first, last) = (FIRST[n % FIRST.len()], LAST[n / FIRST.len() % LAST.len()]);
    match n / (FIRST.len() * LAST.len()) {
        0 => format!("{first} {last}"),
        more => format!("{first} {last} {}", word(more)),
    }
}

/// A number in letters, as a name: 1 is `Ba`, 20 `Bababe`.
fn word(mut n: usize) -> String {
    const SYLLABLES: [&str; 8] = ["ba", "ke", "li", "mo", "nu", "ra", "si", "to"];
    let mut word = String::new();
    while n > 0 {
        word.push_str(SYLLABLES[n % SYLLABLES.len()]);
        n /= SYLLABLES.len();
    }
    word[..1].to_uppercase() + &word[1..]
}

/// The ordinary archive of a plan.
pub(crate) fn archive(plan: Plan) -> Files {
    let mut files = head(plan);
    let mut dice = Dice(plan.seed);
    let meetings = (1..=plan.meetings).map(|n| meeting(plan, n, &mut dice));
    files.extend(meetings);
    files
}

/// Everything but meetings.
pub(crate) fn head(plan: Plan) -> Files {
    vec![
        ("content/site.toml".into(), site()),
        ("content/people.toml".into(), people(plan.people)),
        ("content/recommendations/ssr1.toml".into(), recommendations(plan.recommendations)),
    ]
}

fn site() -> String {
    "title = \"Review team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2400-01-01\n\
     default_recommendations = \"ssr1\"\n\n[series.plenary]\nname = \"Plenary call\"\n\n\
     [check]\n\"action/duplicate\" = \"off\"\n\"meeting/order\" = \"off\"\n"
        .into()
}

fn people(n: usize) -> String {
    let person = |n| {
        let (name, zone) = (name(n), ZONES[n % ZONES.len()]);
        format!(
            "[[person]]\nname = \"{name}\"\nid = \"person-{n}\"\nzone = \"{zone}\"\n\
             [[person.membership]]\nrole = \"member\"\nstart = 1999-01-01\n\n"
        )
    };
    (0..n).map(person).collect()
}

fn recommendations(n: usize) -> String {
    let mut text = "title = \"Final report\"\nname = \"SSR1\"\n".to_owned();
    for n in 1..=n {
        let topic = TOPICS[n % TOPICS.len()];
        let _ = write!(
            text,
            "\n[[recommendation]]\nnumber = \"{n}\"\ntitle = \"On {topic}\"\n\
             text = \"ICANN should review {topic} each year.\"\n"
        );
    }
    text
}

/// The day of the n-th meeting: weekly, from 2001 on, in years of 336 days that are easy to count.
fn day(n: usize) -> String {
    let (year, week) = (2001 + n / 48, n % 48);
    format!("{year}-{:02}-{:02}", week / 4 + 1, week % 4 * 7 + 3)
}

/// The front matter of the n-th meeting, with whom it lists.
pub(crate) fn front(n: usize, members: &[String]) -> String {
    let members: Vec<String> = members.iter().map(|name| format!("\"{name}\"")).collect();
    format!(
        "+++\ntitle = \"Plenary call #{n}\"\nseries = \"plenary\"\nnumber = {n}\ndate = {}\n\
         start = \"14:00\"\nduration = \"90m\"\n\n[attendance]\nmembers = [{}]\n+++\n\n",
        day(n),
        members.join(", ")
    )
}

/// The path of the n-th meeting.
pub(crate) fn path(n: usize) -> String {
    format!("content/meetings/{}/plenary-{n}.md", 2001 + n / 48)
}

fn meeting(plan: Plan, n: usize, dice: &mut Dice) -> (String, String) {
    let there = plan.people.min(40);
    let members: Vec<String> = (0..there)
        .filter(|_| dice.below(2) == 0)
        .map(|at| name(at + n % (plan.people - there + 1)))
        .collect();
    let mut text = front(n, &members);
    agenda(dice, plan, &mut text);
    text.push_str("## Notes\n\n");
    for topic in 1..=5 {
        notes(dice, plan, n, topic, &mut text);
    }
    let _ = write!(
        text,
        "## Decisions\n\n- The team goes on with {}. {{#D{n}-1}}\n\n",
        dice.one(&TOPICS)
    );
    actions(dice, plan, n, &mut text);
    (path(n), text)
}

fn agenda(dice: &mut Dice, plan: Plan, text: &mut String) {
    text.push_str("## Agenda\n\n");
    for item in 0..6 {
        let (from, to) = (item * 15, item * 15 + 15);
        let _ = write!(
            text,
            "1. On {} ({:02}:{:02}–{:02}:{:02})\n   Presenter: {}\n",
            dice.one(&TOPICS),
            14 + from / 60,
            from % 60,
            14 + to / 60,
            to % 60,
            name(dice.below(plan.people)),
        );
    }
    text.push('\n');
}

/// A heading, a paragraph and a list, as notes are.
fn notes(dice: &mut Dice, plan: Plan, n: usize, topic: usize, text: &mut String) {
    let _ = write!(text, "### {topic}. On {}\n\n", dice.one(&TOPICS));
    for _ in 0..2 {
        sentence(dice, plan, n, text);
    }
    text.push_str("\n\n");
    for line in 0..4 {
        text.push_str(if line % 2 == 0 { "- " } else { "  - " });
        sentence(dice, plan, n, text);
        text.push('\n');
    }
    text.push('\n');
}

fn sentence(dice: &mut Dice, plan: Plan, n: usize, text: &mut String) {
    let (somebody, topic) = (name(dice.below(plan.people)), dice.one(&TOPICS));
    let rec = dice.below(plan.recommendations) + 1;
    let _ = match dice.below(6) {
        0 => write!(text, "{somebody} spoke on {topic}, as *many* had asked. "),
        1 => write!(text, "Recommendation {rec} was read out by {somebody}, and {topic} put off. "),
        2 => write!(text, "On {topic}, [[ssr1/{rec}]] stands as it was. "),
        3 => write!(text, "The next slot is at 14:00 UTC; **{topic}** comes first. "),
        4 if n > 1 => {
            let other = dice.below(n - 1) + 1;
            write!(text, "What [[plenary-{other}|call {other}]] left of {topic} stays open. ")
        }
        _ => write!(text, "{somebody} asked whether `AS{rec}` bears on {topic}, and by when. "),
    };
}

/// Four new items, and an update of one of the last meeting.
fn actions(dice: &mut Dice, plan: Plan, n: usize, text: &mut String) {
    text.push_str(
        "## Action items\n\n| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n",
    );
    for item in 1..=4 {
        let (topic, owner) = (dice.one(&TOPICS), name(dice.below(plan.people)));
        let due = day(n + 1 + dice.below(4));
        let _ = writeln!(
            text,
            "| P{n}-{item} | Write down what is known of {topic}. | {owner} | {due} | |"
        );
    }
    if n > 1 {
        let (before, item) = (n - 1, dice.below(4) + 1);
        let _ = writeln!(text, "| P{before}-{item} | | | | completed |");
    }
}
