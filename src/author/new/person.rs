//! `plenary new person`: an entry at the end of `people.toml`, every other byte of which stays.

use camino::Utf8PathBuf;
use chrono::NaiveDate;

use super::{
    desk::{Desk, hold_to_id},
    draft::Draft,
    quote,
};
use crate::{
    error::Error,
    options::Options,
    source::{Span, Tree},
    text::{name::same, slug},
    time::long_day,
};

/// Somebody who joins the roster.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// The name.
    pub name: String,
    /// The id; not said: made of the name.
    pub id: Option<String>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Where they come from.
    pub affiliation: Option<String>,
    /// Two letters of ISO 3166-1.
    pub country: Option<String>,
    /// Their zone.
    pub zone: Option<String>,
    /// `member`, `co-chair`, `liaison`, `staff`, …; not said: `member`.
    pub role: Option<String>,
    /// The first day; not said: today.
    pub start: Option<NaiveDate>,
}

/// Where the roster is.
const PEOPLE: &str = "content/people.toml";

impl NewPerson {
    /// Makes the entry, in memory.
    pub fn draft(&self, tree: &Tree, options: &Options) -> Result<Draft, Error> {
        let desk = Desk::open(tree, options);
        let id = self.id.clone().unwrap_or_else(|| slug(&self.name));
        hold_to_id(&id)?;
        self.hold_new(&desk, &id)?;
        let path = Utf8PathBuf::from(PEOPLE);
        let before = desk.text(&path);
        let start = self.start.unwrap_or(desk.today);
        let text = entry_after(before.as_deref().unwrap_or_default(), &self.entry(&id, start));
        let whole = format!("{}{text}", before.as_deref().unwrap_or_default());
        desk.trial(&path, &whole).refuse_errors()?;
        let remark = format!("{id}, {} from {}", self.role(), long_day(start));
        Ok(Draft { path, text, before, remarks: vec![remark] })
    }

    fn role(&self) -> &str {
        self.role.as_deref().unwrap_or("member")
    }

    fn entry(&self, id: &str, start: NaiveDate) -> String {
        let mut entry = format!(
            "[[person]]\nname = {}\nid = {}\n",
            quote::toml(self.name.trim()),
            quote::toml(id)
        );
        if !self.aliases.is_empty() {
            entry.extend(["aliases = ", &quote::toml_list(&self.aliases), "\n"]);
        }
        let facts =
            [("affiliation", &self.affiliation), ("country", &self.country), ("zone", &self.zone)];
        for (key, value) in facts {
            if let Some(value) = value {
                entry.extend([key, " = ", &quote::toml(value), "\n"]);
            }
        }
        let role = quote::toml(self.role());
        entry + &format!("[[person.membership]]\nrole = {role}\nstart = {start}\n")
    }

    /// Refuses a name, another spelling or an id that somebody has.
    fn hold_new(&self, desk: &Desk<'_>, id: &str) -> Result<(), Error> {
        let names: Vec<&String> = std::iter::once(&self.name).chain(&self.aliases).collect();
        for (known, spellings, span) in everybody(desk) {
            let is_known = |name: &&&String| spellings.iter().any(|one| same(one, name));
            let name = names.iter().find(is_known).map(|name| name.as_str());
            if let Some(name) = name.or((known == id).then_some(id)) {
                return Err(Error::PersonKnown { name: name.to_owned(), line: desk.line(span) });
            }
        }
        Ok(())
    }
}

/// People and groups: their ids, what they are called, and where they stand.
fn everybody<'a>(desk: &'a Desk<'_>) -> impl Iterator<Item = (&'a str, Vec<&'a String>, Span)> {
    let people = desk.archive.people.values().map(|one| {
        (one.id.as_str(), std::iter::once(&one.name).chain(&one.aliases).collect(), one.span)
    });
    let groups = desk.archive.groups.values().map(|one| {
        (one.id.as_str(), std::iter::once(&one.name).chain(&one.aliases).collect(), one.span)
    });
    people.chain(groups)
}

/// An entry as it is added to a text: an empty line apart, with the text's own line ends.
fn entry_after(before: &str, entry: &str) -> String {
    let apart = match before {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let text = format!("{apart}{entry}");
    if before.contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_stands_apart_and_keeps_the_line_ends() {
        assert_eq!(entry_after("", "a\n"), "a\n");
        assert_eq!(entry_after("x\n", "a\n"), "\na\n");
        assert_eq!(entry_after("x", "a\n"), "\n\na\n");
        assert_eq!(entry_after("x\r\n", "a\nb\n"), "\r\na\r\nb\r\n");
    }
}
