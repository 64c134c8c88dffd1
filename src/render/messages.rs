//! The words of the interface, in the language of the site.
//!
//! A message is known by its key, `section.name`. What it tells of stands in braces, `{name}`; a
//! message that counts has a form for each plural that its language has, by the names of CLDR:
//! `one`, `other`, and in some languages `zero`, `two`, `few` or `many`.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt::{self, Display},
};

use chrono::{Datelike, NaiveDate, Weekday};
use hashbrown::HashMap;
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use serde_json::{Map, Value, json};
use unic_langid::LanguageIdentifier;

use super::html::escape;
pub(crate) use crate::text::Given;
use crate::text::{filled, primary};

/// The form that every counting message has.
pub(super) const OTHER: &str = "other";

/// The forms of a counting message, by the names of CLDR.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", OTHER];

/// The sections that scripts ask for.
const OF_SCRIPTS: [&str; 6] = ["clock", "tools", "results", "days", "months", "weekdays"];

/// By which scripts ask for them.
const SCRIPT: &str = include_str!("messages.js");

/// A message as its catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// The same whatever it tells of.
    Text(String),
    /// A form for each plural: "one", "other".
    Counted(BTreeMap<String, String>),
}

impl Message {
    /// Its forms: one, or one for each plural.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        let (text, forms) = match self {
            Self::Text(text) => (Some(text), None),
            Self::Counted(forms) => (None, Some(forms.values())),
        };
        text.into_iter().chain(forms.into_iter().flatten()).map(String::as_str)
    }
}

/// The words of the interface in one language.
pub(crate) struct Messages {
    messages: HashMap<String, Message>,
    /// None where not even English has any, which the tests see to: all counts then read as many.
    plurals: Option<PluralRules>,
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages").field("messages", &self.in_order()).finish_non_exhaustive()
    }
}

impl Messages {
    /// The messages of a language; one that has no rules of plurals counts as English does.
    pub(super) fn new(language: &str, messages: BTreeMap<String, Message>) -> Self {
        let known = [language, language.split('-').next().unwrap_or_default(), "en"];
        let plurals = known.into_iter().find_map(|language| {
            let language: LanguageIdentifier = language.parse().ok()?;
            PluralRules::create(language, PluralRuleType::CARDINAL).ok()
        });
        Self { messages: messages.into_iter().collect(), plurals }
    }

    /// Whether there is such a message.
    pub(super) fn has(&self, key: &str) -> bool {
        self.messages.contains_key(key)
    }

    /// What a message says, as plain text. Its key stands for a message that there is not, which
    /// the tests see to for the program's own.
    pub(crate) fn text<'m>(&'m self, key: &'m str) -> &'m str {
        match self.messages.get(key) {
            Some(Message::Text(text)) => text,
            Some(Message::Counted(forms)) => forms.get(OTHER).map_or(key, String::as_str),
            None => key,
        }
    }

    /// What a message says of what is given.
    pub(crate) fn with(&self, key: &str, given: &Given<'_>) -> String {
        filled(self.text(key), given, Cow::Borrowed)
    }

    /// As [`Messages::with`], as HTML: what is given is HTML already.
    pub(crate) fn html(&self, key: &str, given: &Given<'_>) -> String {
        filled(self.text(key), given, |text| Cow::Owned(escape(text)))
    }

    /// What a message says of so many, `{n}`, and of what else is given.
    pub(crate) fn count(&self, key: &str, n: usize, given: &Given<'_>) -> String {
        let number = self.number(n);
        let mut all: Vec<(&str, &dyn Display)> = vec![("n", &number)];
        all.extend_from_slice(given);
        filled(self.form(key, n), &all, Cow::Borrowed)
    }

    /// The form of a message for so many.
    fn form<'m>(&'m self, key: &'m str, n: usize) -> &'m str {
        let Some(Message::Counted(forms)) = self.messages.get(key) else { return self.text(key) };
        let form = forms.get(self.plural(n)).or_else(|| forms.get(OTHER));
        form.map_or(key, String::as_str)
    }

    fn plural(&self, n: usize) -> &'static str {
        match self.plurals.as_ref().and_then(|rules| rules.select(n).ok()) {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            Some(PluralCategory::OTHER) | None => OTHER,
        }
    }

    /// A number as it is read: `1,200`.
    pub(crate) fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut out = String::with_capacity(digits.len() + 4);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 3 {
                out.push_str(self.text("numbers.thousands"));
            }
            out.push(digit);
        }
        out
    }

    /// A share of a hundred: `75 %`.
    pub(crate) fn percent(&self, share: u32) -> String {
        self.with("numbers.percent", &[("n", &share)])
    }

    /// Several in a line: `present, remote`.
    pub(crate) fn list<S: AsRef<str>>(&self, items: impl IntoIterator<Item = S>) -> String {
        let items: Vec<S> = items.into_iter().collect();
        let items: Vec<&str> = items.iter().map(S::as_ref).collect();
        items.join(self.text("list.separator"))
    }

    /// The name of a language by its tag: `French` of `fr-CA`; the tag where there is none.
    pub(crate) fn language(&self, tag: &str) -> String {
        let key = format!("languages.{}", primary(tag).to_ascii_lowercase());
        if self.has(&key) { self.text(&key).to_owned() } else { tag.to_owned() }
    }

    /// What a recommendation is called, of the name of its set: `SSR1 Recommendation 10`.
    pub(crate) fn recommendation(&self, set: &str, number: &str) -> String {
        self.with("recommendations.name", &[("set", &set), ("number", &number)])
    }

    /// A day: `13 June 2017`.
    pub(crate) fn day(&self, day: NaiveDate) -> String {
        let month = self.month(day.month());
        self.with("days.day", &[("day", &day.day()), ("month", &month), ("year", &day.year())])
    }

    /// A day with its weekday: `Tuesday 13 June 2017`.
    pub(crate) fn weekday_day(&self, day: NaiveDate) -> String {
        let weekday = self.weekday(day.weekday());
        self.with("days.weekday_day", &[("weekday", &weekday), ("day", &self.day(day))])
    }

    /// A month of a year, which many languages name otherwise than in a day: `June 2017`.
    pub(crate) fn month_of_year(&self, month: u32, year: i32) -> String {
        let month = self.month_alone(month);
        self.with("periods.month", &[("month", &month), ("year", &year)])
    }

    /// The name of a month, 1 to 12, with no day before it.
    pub(crate) fn month_alone(&self, month: u32) -> &str {
        const KEYS: [&str; 12] = [
            "months_alone.january",
            "months_alone.february",
            "months_alone.march",
            "months_alone.april",
            "months_alone.may",
            "months_alone.june",
            "months_alone.july",
            "months_alone.august",
            "months_alone.september",
            "months_alone.october",
            "months_alone.november",
            "months_alone.december",
        ];
        nth(&KEYS, month).map_or("", |key| self.text(key))
    }

    /// The name of a month, 1 to 12, in a day.
    pub(crate) fn month(&self, month: u32) -> &str {
        const KEYS: [&str; 12] = [
            "months.january",
            "months.february",
            "months.march",
            "months.april",
            "months.may",
            "months.june",
            "months.july",
            "months.august",
            "months.september",
            "months.october",
            "months.november",
            "months.december",
        ];
        nth(&KEYS, month).map_or("", |key| self.text(key))
    }

    /// The name of a month, 1 to 12, where there is little room: `Jun`.
    pub(crate) fn short_month(&self, month: u32) -> &str {
        const KEYS: [&str; 12] = [
            "short_months.january",
            "short_months.february",
            "short_months.march",
            "short_months.april",
            "short_months.may",
            "short_months.june",
            "short_months.july",
            "short_months.august",
            "short_months.september",
            "short_months.october",
            "short_months.november",
            "short_months.december",
        ];
        nth(&KEYS, month).map_or("", |key| self.text(key))
    }

    /// The name of a weekday.
    pub(crate) fn weekday(&self, weekday: Weekday) -> &str {
        self.text(match weekday {
            Weekday::Mon => "weekdays.monday",
            Weekday::Tue => "weekdays.tuesday",
            Weekday::Wed => "weekdays.wednesday",
            Weekday::Thu => "weekdays.thursday",
            Weekday::Fri => "weekdays.friday",
            Weekday::Sat => "weekdays.saturday",
            Weekday::Sun => "weekdays.sunday",
        })
    }

    /// The name of a weekday, where there is little room: `Tue`.
    pub(crate) fn short_weekday(&self, weekday: Weekday) -> &str {
        self.text(match weekday {
            Weekday::Mon => "short_weekdays.monday",
            Weekday::Tue => "short_weekdays.tuesday",
            Weekday::Wed => "short_weekdays.wednesday",
            Weekday::Thu => "short_weekdays.thursday",
            Weekday::Fri => "short_weekdays.friday",
            Weekday::Sat => "short_weekdays.saturday",
            Weekday::Sun => "short_weekdays.sunday",
        })
    }

    /// Plain messages by section and name, as templates ask for them: `words.home.overdue`.
    pub(super) fn by_section(&self) -> BTreeMap<&str, BTreeMap<&str, &str>> {
        let mut all: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        for (key, message) in self.in_order() {
            if let (Some((section, name)), Message::Text(text)) = (key.split_once('.'), message) {
                all.entry(section).or_default().insert(name, text);
            }
        }
        all
    }

    fn in_order(&self) -> BTreeMap<&String, &Message> {
        self.messages.iter().collect()
    }

    /// What scripts say, as the head of a script: sections of messages by their names, counting
    /// ones as the table of their forms, and the function by which scripts ask for them.
    pub(super) fn script(&self) -> String {
        let mut all = Map::new();
        for (key, message) in self.in_order() {
            let Some((section, name)) = key.split_once('.') else { continue };
            let section = all.entry(section).or_insert_with(|| json!({}));
            if let Value::Object(section) = section {
                section.insert(name.to_owned(), message.to_json());
            }
        }
        all.retain(|section, _| OF_SCRIPTS.contains(&section.as_str()));
        format!("var plenaryWords = {};\n{SCRIPT}", Value::Object(all))
    }
}

impl Message {
    fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Counted(forms) => json!(forms),
        }
    }
}

/// The key of a month, 1 to 12.
fn nth(keys: &[&'static str; 12], month: u32) -> Option<&'static str> {
    keys.get(usize::try_from(month).ok()?.checked_sub(1)?).copied()
}
