//! What words of action items weigh: a folded word goes in; its stem, the word it stands for, and
//! whether it says anything at all come out. Words of no list here stand for themselves, so that
//! text in any language is compared.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Words that tie others together, or are said out of politeness: they do not count.
const TIES: &str = "a an the of to in on for from with within by at as and or that this these those \
    it its they them their our we us you your he his she her i is are be been being was were will \
    would shall should may might can could must has have had do does did than then so if whether \
    there here into onto upon about regarding re concerning via per which who whom whose when where \
    how what why any all some each every both such please kindly also still again continue ensure \
    during between among through across while up out over";

/// Words that say little of which item is meant.
const VAGUE: &str = "team rt member participant group list mailing possible relevant related \
    available current information info detail item basis regard issue matter way order following \
    follow necessary appropriate additional further need require various several other same \
    accordingly soon asap today now get make put set go use used one next step status open due date \
    new more";

/// Words that turn a sentence round.
const NEGATIONS: &str = "not no never without cannot nor neither less fewer";

/// Words that stand for the first of their line, as people vary them when they list an item again.
const SAME: &[&str] = &[
    "send give provide share supply submit circulate distribute forward deliver",
    "publish post upload",
    "draft write prepare create develop produce compile",
    "review read examine check consider assess evaluate",
    "research investigate explore",
    "arrange schedule organize",
    "complete finalize finish conclude",
    "answer respond response reply",
    "ask request invite",
    "confirm verify",
    "change update revise revision amend amendment edit modify",
    "merge consolidate combine",
    "tell inform notify",
    "comment feedback input",
    "rest remainder remaining outstanding",
    "question query",
    "meeting call teleconference",
    "email mail",
    "document doc",
    "recommendation rec recommend",
    "organization org organisation",
    "timeline timetable",
    "topic subject",
    "duplicate duplicative",
    "before ahead prior",
];

/// Pairs of which one never stands for the other, however long the text.
const OPPOSITES: &[(&str, &str)] = &[
    ("accept", "reject"),
    ("add", "remove"),
    ("approve", "reject"),
    ("before", "after"),
    ("close", "reopen"),
    ("draft", "final"),
    ("exclude", "include"),
    ("external", "internal"),
    ("first", "last"),
    ("increase", "decrease"),
    ("interim", "final"),
    ("maximum", "minimum"),
    ("old", "new"),
    ("public", "private"),
    ("start", "stop"),
];

/// Numbers that are written out.
const COUNTED: &str = "two three four five six seven eight nine ten eleven twelve first second third \
    fourth fifth sixth seventh eighth ninth tenth last previous both half double ii iii iv vi vii \
    viii ix monday tuesday wednesday thursday friday saturday sunday january february march april \
    june july august september october november december daily weekly quarterly annually yearly \
    morning afternoon";

/// Words after which a single letter is a name: `Annex A`.
const LABELS: &str = "annex appendix option part section version room track chapter phase question \
    table figure plan workstream stream party area objective";

/// Words before a subject.
const TO_SUBJECTS: &str = "on about regarding concerning re";

/// Bodies that items are given to, beside those of the roster.
const BODIES: &str = "staff team chair chairs cochair cochairs member members rapporteur rapporteurs \
    board secretariat leadership everyone everybody subteam subteams subgroup subgroups observers rt";

/// Parts of words that are written with a hyphen or without.
const PREFIXES: &str = "re co non pre post sub e un anti multi inter mid";

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident in $list:ident;)*) => {
        $(
            $(#[$doc])*
            pub(super) fn $name(word: &str) -> bool {
                static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| set($list));
                WORDS.contains(word)
            }
        )*
    };
}

questions! {
    /// Whether a word only ties others together.
    is_tie in TIES;
    /// Whether a word turns a sentence round.
    is_negation in NEGATIONS;
    /// Whether a word counts, or names a day or a month.
    is_counted in COUNTED;
    /// Whether a single letter after this word is a name.
    is_label in LABELS;
    /// Whether a subject follows this word.
    leads_to_subject in TO_SUBJECTS;
    /// Whether a word is part of the name of a body that items are given to.
    is_body in BODIES;
    /// Whether a part before a hyphen belongs to the word after it.
    is_prefix in PREFIXES;
}

/// Whether a stem says little of which item is meant.
pub(super) fn is_vague(stem: &str) -> bool {
    static STEMS: LazyLock<HashSet<String>> =
        LazyLock::new(|| VAGUE.split_whitespace().map(self::stem).collect());
    STEMS.contains(stem)
}

/// The word that a stem stands for: that of `distribute` for `send`.
pub(super) fn meaning(stem: &str) -> String {
    static MEANINGS: LazyLock<HashMap<String, String>> = LazyLock::new(meanings);
    MEANINGS.get(stem).map_or(stem, String::as_str).to_owned()
}

fn meanings() -> HashMap<String, String> {
    let mut meanings = HashMap::new();
    for line in SAME {
        let first = line.split(' ').next().unwrap_or_default();
        meanings.extend(line.split(' ').map(|word| (stem(word), first.to_owned())));
    }
    meanings
}

/// Whether two words say opposite things.
pub(super) fn are_opposite(one: &str, other: &str) -> bool {
    let is = |stem: &str, word: &str| stem == word || stem == self::stem(word);
    OPPOSITES.iter().any(|(a, b)| (is(one, a) && is(other, b)) || (is(one, b) && is(other, a)))
}

/// A folded English word without its ending: `briefings`, `briefing` and `briefed` are one.
/// Anything else stays as it is.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 4 || !word.bytes().all(|c| c.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = word.replace("isation", "ization");
    cut_plural(&mut stem);
    cut_verb(&mut stem);
    for (ending, least) in [("ly", 4), ("ion", 4), ("ive", 5)] {
        cut(&mut stem, ending, least);
    }
    cut(&mut stem, "e", 3);
    if cut(&mut stem, "ificat", 2) {
        stem.push_str("ify");
    }
    if stem.ends_with("is") && stem.len() > 5 {
        stem.replace_range(stem.len() - 1.., "z");
    }
    stem
}

/// Cuts an ending off where at least so many letters stay.
fn cut(stem: &mut String, ending: &str, least: usize) -> bool {
    let rest = stem.strip_suffix(ending).map_or(0, str::len);
    let is_cut = rest >= least;
    if is_cut {
        stem.truncate(rest);
    }
    is_cut
}

fn cut_plural(stem: &mut String) {
    if cut(stem, "ies", 2) {
        stem.push('y');
    } else if ["shes", "ches", "xes", "zes", "sses"].iter().any(|ending| stem.ends_with(ending)) {
        cut(stem, "es", 2);
    } else if !["ss", "us", "is"].iter().any(|ending| stem.ends_with(ending)) {
        cut(stem, "s", 3);
    }
}

fn cut_verb(stem: &mut String) {
    let has_vowel = |text: &str| text.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let ending = ["ing", "ed"].into_iter().find(|ending| {
        stem.strip_suffix(ending).is_some_and(|rest| rest.len() > 2 && has_vowel(rest))
    });
    let Some(ending) = ending else { return };
    cut(stem, ending, 3);
    let last = stem.chars().next_back().filter(|c| !matches!(c, 'l' | 's' | 'z' | 'e'));
    if last.is_some_and(|c| stem.len() > 3 && stem.ends_with(&format!("{c}{c}"))) {
        stem.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn endings_do_not_make_another_word() {
        for forms in [
            "briefing briefings briefed brief",
            "plan plans planned planning",
            "schedule schedules scheduled scheduling",
            "public publicly",
            "duplicate duplicative",
            "consolidate consolidation",
            "organise organize organising",
            "reply replies",
            "classify classification",
            "month monthly",
            "process processes",
        ] {
            let stems: Vec<_> = forms.split(' ').map(stem).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{stems:?}");
        }
        assert_ne!(stem("registry"), stem("registrar"));
        assert_eq!(stem("ssr1"), "ssr1");
    }

    #[test]
    fn words_that_people_vary_stand_for_one() {
        let of = |word| meaning(&stem(word));
        assert_eq!(of("distributed"), of("send"));
        assert_eq!(of("finalise"), of("complete"));
        assert_ne!(of("draft"), of("review"));
    }

    proptest! {
        #[test]
        fn any_word_has_a_stem(word in "\\PC{0,12}|[a-z]{0,8}(ies|ing|ed|s|ly|ion|ise)") {
            prop_assert!(stem(&word).len() <= word.len() + 1);
        }
    }
}
