//! An archive of 5,000 rows of action items for the tests, made by a seed: 4,000 different items
//! of few makes ("Provide the slides on Recommendation 7."), and 1,000 rows that list one of them
//! again, most with small edits.

use std::{collections::BTreeSet, fmt::Write as _};

/// How many items there are, and how many rows list one again.
const ITEMS: usize = 4_000;
const REPEATS: usize = 1_000;

/// How many rows a meeting has.
const ROWS: usize = 50;

/// Makes of items; `{}` is filled from the list that is named after it.
const MAKES: &[&str] = &[
    "Provide the briefing slides on Recommendation {rec}.",
    "Circulate the minutes of plenary call {call}.",
    "Post the recording of plenary call {call} to the wiki.",
    "Share thoughts on the list on {topic}.",
    "Draft the section on {topic} and circulate it to the team.",
    "Review the draft section on {topic} and send comments to {person}.",
    "Draft a work plan for {topic}.",
    "Send written responses to the team's questions on {topic}.",
    "Schedule a briefing on {topic} by {body}.",
    "Ask {body} for the figures on {topic} of {year}.",
    "Invite {body} to present on {topic} at {place}.",
    "Send {body} the team's questions on Recommendation {rec}.",
    "Summarize what {body} said about {topic}.",
    "Prepare the agenda of day {day} in {place}.",
    "Book rooms in {place} for the sub-team on {topic}.",
    "Send the draft agenda for {place} to the e-mail list.",
    "List the open questions on Recommendation {rec} of the CCT report.",
    "Compare the findings on {topic} with those of {body}.",
    "Confirm with {person} who holds the pen on {topic}.",
    "Check whether Recommendation {rec} was implemented, and report to {person}.",
    "Give the team a timeline of the work on {topic} once its next steps and schedules are clear.",
    "Reframe the question on {topic} so that it fits the team's mandate, say how it was rephrased, and answer it.",
    "Send follow-up questions from the briefing of {date}, so that {body} can prepare answers.",
    "Publish a blog on the meeting in {place} on the team's site.",
    "Merge the duplicate items on {topic} and put subheadings to each topic group.",
    "Go through the findings on {topic} with the legal counsel, and tell the rapporteur of any risk to the timeline of the final report before the public comment period opens.",
    "Collect every publicly available document about {topic} that the earlier review cited, store copies in the shared folder, and note which of them were replaced since.",
];

const TOPICS: &[&str] = &[
    "key rollover",
    "root zone scaling",
    "name collisions",
    "data escrow",
    "abuse reporting",
    "trademark clearing",
    "registrar accreditation",
    "incident response",
    "access control",
    "vulnerability disclosure",
    "change management",
    "risk assessment",
    "business continuity",
    "disaster recovery",
    "supply chains",
    "budget transparency",
    "capacity building",
    "outreach",
    "threat intelligence",
    "compliance audits",
    "root server operations",
    "internationalized names",
    "cryptographic algorithms",
    "zone file access",
    "registration data",
    "privacy",
    "domain hijacking",
    "phishing",
    "botnets",
    "anycast",
    "monitoring",
    "penetration tests",
    "interim findings",
    "strategic planning",
    "service levels",
    "performance indicators",
    "DNSSEC",
    "IPv6",
    "ITHI",
    "DAAR",
];

const BODIES: &[&str] = &[
    "SSAC",
    "RSSAC",
    "OCTO",
    "PTI",
    "GDD",
    "the Board",
    "Contractual Compliance",
    "ICANN Legal",
    "ICANN Finance",
    "the ccNSO",
    "the GAC",
    "the RIRs",
];

const PEOPLE: &[&str] =
    &["Emily Taylor", "James Gannon", "Alain Aina", "Boban Krsic", "Denise Michel", "Geoff Huston"];

const PLACES: &[&str] = &[
    "Madrid",
    "Johannesburg",
    "Abu Dhabi",
    "San Juan",
    "Panama City",
    "Barcelona",
    "Kobe",
    "Marrakech",
    "Montreal",
    "Brussels",
    "Washington",
    "Los Angeles",
];

const MONTHS: &[&str] =
    &["January", "March", "April", "June", "July", "September", "October", "November"];

/// Verbs with another that says the same.
const VERBS: &[(&str, &str)] = &[
    ("Provide", "Send"),
    ("Circulate", "Distribute"),
    ("Post", "Publish"),
    ("Draft", "Write"),
    ("Review", "Check"),
    ("Send", "Share"),
    ("Schedule", "Arrange"),
    ("Prepare", "Draft"),
    ("Merge", "Consolidate"),
    ("Ask", "Request"),
    ("Confirm", "Verify"),
    ("Give", "Provide"),
];

/// The archive: meetings in Markdown; and of each row that lists an item again, that item.
pub(super) struct Generated {
    pub(super) bodies: Vec<String>,
    /// By the place of each row, counted through all meetings.
    pub(super) repeats: Vec<Option<usize>>,
}

impl Generated {
    /// The id of the item that the row of an id is about.
    pub(super) fn item_of(&self, id: &str) -> String {
        let row = (0..self.repeats.len()).find(|row| Self::id(*row) == id).unwrap_or_default();
        Self::id(original(&self.repeats, row))
    }

    /// The id of a row: that which is given, or else the provisional one.
    pub(super) fn id(row: usize) -> String {
        if has_id(row) {
            format!("A-{row}")
        } else {
            format!("p-{}-a{}", row / ROWS + 1, row % ROWS + 1)
        }
    }
}

/// Every other item has an id; rows that list one again have none, whatever their number.
fn has_id(row: usize) -> bool {
    row % 10 < 4
}

/// A sequence that is the same each time.
struct Seed(u64);

impl Seed {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

pub(super) fn generate(seed: u64) -> Generated {
    let mut seed = Seed(seed);
    let mut texts: Vec<String> = Vec::new();
    let mut repeats: Vec<Option<usize>> = Vec::new();
    let mut taken = BTreeSet::new();
    while texts.len() < ITEMS + REPEATS {
        // Rows 8 and 9 of ten list an item of an earlier meeting again.
        let row = texts.len();
        let first_of_meeting = row / ROWS * ROWS;
        let earlier = (row % 10 > 7 && first_of_meeting > 0)
            .then(|| original(&repeats, seed.below(first_of_meeting)));
        let text = match earlier {
            Some(earlier) => edited(&texts[earlier], &mut seed),
            None => item(&mut seed, &mut taken),
        };
        texts.push(text);
        repeats.push(earlier);
    }
    let bodies = texts.chunks(ROWS).enumerate().map(|(at, rows)| body(at * ROWS, rows)).collect();
    Generated { bodies, repeats }
}

/// The item that a row is about.
fn original(repeats: &[Option<usize>], row: usize) -> usize {
    repeats[row].unwrap_or(row)
}

fn body(first: usize, rows: &[String]) -> String {
    let mut body = "## Action items\n\n| ID | Action | Status |\n|---|---|---|\n".to_owned();
    for (at, text) in rows.iter().enumerate() {
        let row = first + at;
        let id = if has_id(row) { Generated::id(row) } else { String::new() };
        let status = if row.is_multiple_of(7) { "completed" } else { "" };
        let _ = writeln!(body, "| {id} | {text} | {status} |");
    }
    body
}

/// An item that no other row is.
fn item(seed: &mut Seed, taken: &mut BTreeSet<String>) -> String {
    loop {
        let text = filled(seed.of(MAKES), seed);
        if taken.insert(text.clone()) {
            return text;
        }
    }
}

fn filled(make: &str, seed: &mut Seed) -> String {
    let date = format!("{} {}", seed.below(28) + 1, seed.of(MONTHS));
    make.replace("{rec}", &(seed.below(120) + 1).to_string())
        .replace("{call}", &(seed.below(400) + 1).to_string())
        .replace("{day}", &(seed.below(4) + 1).to_string())
        .replace("{year}", &(2010 + seed.below(9)).to_string())
        .replace("{date}", &date)
        .replace("{topic}", seed.of(TOPICS))
        .replace("{body}", seed.of(BODIES))
        .replace("{person}", seed.of(PEOPLE))
        .replace("{place}", seed.of(PLACES))
}

/// The item as somebody else types it at a later meeting.
fn edited(text: &str, seed: &mut Seed) -> String {
    let bare = text.trim_end_matches('.');
    let small = || bare[..1].to_lowercase() + &bare[1..];
    match seed.below(12) {
        0 | 1 => text.to_owned(),
        2 => bare.to_lowercase(),
        3 => bare.replace(" the ", " "),
        4 => format!("Staff to {}.", small()),
        5 => format!("{bare} by {} {}.", seed.below(28) + 1, seed.of(MONTHS)),
        6 => other_verb(text),
        7 => slip(text, seed),
        8 => format!("Please {}", small()),
        9 => format!("{bare} (carried over)"),
        10 => format!("ICANN Org will {} by next meeting", small()),
        _ => bare.replace("the team", "the RT").replace(" and ", " & "),
    }
}

fn other_verb(text: &str) -> String {
    let verb = VERBS.iter().find(|(verb, _)| text.starts_with(verb));
    verb.map_or(text.to_owned(), |(verb, other)| text.replacen(verb, other, 1))
}

/// Two letters exchanged within a long word in small letters.
fn slip(text: &str, seed: &mut Seed) -> String {
    let long = |word: &&str| word.len() > 6 && word.bytes().all(|c| c.is_ascii_lowercase());
    let words: Vec<&str> = text.split(' ').filter(long).collect();
    if words.is_empty() {
        return text.to_owned();
    }
    let word = seed.of(&words);
    let at = 2 + seed.below(word.len() - 4);
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(at, at + 1);
    text.replacen(word, &letters.into_iter().collect::<String>(), 1)
}
