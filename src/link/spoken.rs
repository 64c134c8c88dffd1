//! Items of a list that are read the way they are said: "Denise Michel to circulate the draft by
//! 23 June (complete)" goes in; its wording, owners, due date and status come out.

use chrono::NaiveDate;

use super::{people::People, place, status};
use crate::{
    content::written::Text,
    model::Owner,
    source::{
        Sources, Span,
        prose::{Inline, InlineKind, Written, plain},
    },
    time::{Due, read_due},
};

/// What is said in an item of a list.
#[derive(Debug)]
pub(super) struct Spoken {
    /// The wording, without the brackets that were read.
    pub(super) title: Vec<Inline<Written>>,
    /// The names before " to ", if all of them are known.
    pub(super) owners: Option<Vec<Owner>>,
    /// `23 June`, of "by 23 June" or "(due 23 June)" at the end.
    pub(super) due: Option<Text>,
    /// A status in brackets at the end.
    pub(super) status: Option<Text>,
}

/// Reads an item.
pub(super) fn read(
    title: &[Inline<Written>],
    span: Span,
    day: NaiveDate,
    people: &People,
    sources: &Sources,
) -> Spoken {
    let mut spoken =
        Spoken { title: merged(title, sources), owners: None, due: None, status: None };
    spoken.drop_lead();
    while spoken.read_brackets(day, sources) {}
    let words = plain(&spoken.title);
    spoken.owners = owners(&words, people);
    if spoken.due.is_none() {
        spoken.due = due_at_end(&words, day).map(|text| Text::new(text, span));
        spoken.place_due(sources);
    }
    spoken
}

impl Spoken {
    /// Drops `ACTION ITEM:` and `Action:`.
    fn drop_lead(&mut self) {
        let Some(InlineKind::Text(text)) = self.title.first_mut().map(|first| &mut first.kind)
        else {
            return;
        };
        for lead in ["action items:", "action item:", "action:", "ai:"] {
            if text
                .trim_start()
                .get(..lead.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(lead))
            {
                *text = text.trim_start()[lead.len()..].trim_start().to_owned();
                return;
            }
        }
    }

    /// Takes a bracket at the end that says a status or a due date.
    fn read_brackets(&mut self, day: NaiveDate, sources: &Sources) -> bool {
        let Some(last) = self.title.last_mut() else { return false };
        let InlineKind::Text(text) = &mut last.kind else { return false };
        let whole = Text::new(text.clone(), last.span);
        let end = text.trim_end().trim_end_matches('.').len();
        let Some(open) =
            text[..end].rfind(['(', '[']).filter(|_| text[..end].ends_with([')', ']']))
        else {
            return false;
        };
        let inner = open + 1..end - 1;
        let bracket = text.get(inner.clone()).unwrap_or_default();
        let place = place::piece(sources, &whole, inner.clone());
        if self.status.is_none() && matches!(status::read(bracket, day), status::Read::Status(..)) {
            self.status = Some(place);
        } else if let (None, Some(due)) = (&self.due, after_due(bracket)) {
            let start = inner.end - due.len();
            self.due = Some(place::piece(sources, &whole, start..inner.end));
        } else {
            return false;
        }
        // A full stop after the bracket ends the sentence before it.
        let stop = if text[end..].contains('.') && !text[..open].trim_end().ends_with('.') {
            "."
        } else {
            ""
        };
        *text = text[..open].trim_end().to_owned() + stop;
        if text.is_empty() {
            self.title.pop();
        }
        true
    }

    /// Finds the place of the due date in the last text.
    fn place_due(&mut self, sources: &Sources) {
        let (Some(due), Some(last)) = (&mut self.due, self.title.last()) else { return };
        let InlineKind::Text(text) = &last.kind else { return };
        if let Some(at) = text.rfind(&due.value) {
            let source = sources.slice(last.span);
            // Brackets were cut off behind; what stands before them has kept its place.
            if source.starts_with(text.trim_end_matches('.')) {
                due.span = last.span.part(at..at + due.value.len());
            }
        }
    }
}

/// Neighbouring texts as one, where their places touch.
fn merged(title: &[Inline<Written>], sources: &Sources) -> Vec<Inline<Written>> {
    let mut out: Vec<Inline<Written>> = Vec::with_capacity(title.len());
    for inline in title {
        if let (InlineKind::Text(next), Some(last)) = (&inline.kind, out.last_mut())
            && let InlineKind::Text(text) = &mut last.kind
            && sources.slice(last.span).len() == text.len()
            && last.span.end == inline.span.start
        {
            text.push_str(next);
            last.span.end = inline.span.end;
            continue;
        }
        out.push(inline.clone());
    }
    out
}

/// The due date that a bracket says: `due 23 June`, `due: 23 June`, `by 23 June`.
fn after_due(bracket: &str) -> Option<&str> {
    let bracket = bracket.trim_start();
    let leads = ["due date", "due by", "due", "deadline", "by"];
    let lead = leads.iter().find(|lead| {
        bracket.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead))
            && bracket[lead.len()..].starts_with([' ', ':'])
    })?;
    Some(bracket[lead.len()..].trim_start_matches([' ', ':'])).filter(|due| !due.is_empty())
}

/// The names before the first " to ", if all are known.
fn owners(words: &str, people: &People) -> Option<Vec<Owner>> {
    let (head, _) = words.split_once(" to ")?;
    people.owners_if_known(head.trim().trim_end_matches([':', ',']))
}

/// What follows the last " by " if it is a due date.
fn due_at_end(words: &str, day: NaiveDate) -> Option<String> {
    let words = words.trim_end().trim_end_matches('.');
    let at = words.rfind(" by ")?;
    let due = words[at + 4..].trim();
    match read_due(due, day) {
        Due::Empty | Due::Unreadable => None,
        _ => Some(due.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Sink,
        source::{FileId, SourceFile},
    };
    use proptest::prelude::*;

    fn spoken(text: &str) -> Spoken {
        let sources = Sources::new(vec![SourceFile::new("a.md", text)]);
        let span = Span::new(FileId(0), 0..text.len());
        let contents = super::super::samples::contents();
        let people = People::new(&contents, &mut Sink::default());
        let title = vec![Inline { span, kind: InlineKind::Text(text.into()) }];
        read(&title, span, "2017-06-13".parse().unwrap(), &people, &sources)
    }

    #[test]
    fn an_item_is_read_the_way_it_is_said() {
        let said = spoken(
            "ACTION ITEM: Emily Taylor and James Gannon to circulate it by 23 June (complete)",
        );
        assert_eq!(plain(&said.title), "Emily Taylor and James Gannon to circulate it by 23 June");
        assert_eq!(said.owners.unwrap().len(), 2);
        assert_eq!(said.due.unwrap().value, "23 June");
        assert_eq!(said.status.unwrap().value, "complete");
    }

    #[test]
    fn brackets_at_the_end_are_read_and_others_kept() {
        let said = spoken("Somebody to ask (again) (due: 23 June)");
        assert_eq!(plain(&said.title), "Somebody to ask (again)");
        assert_eq!(said.due.unwrap().value, "23 June");
        assert!(said.owners.is_none(), "an unknown name is no owner");
    }

    #[test]
    fn by_is_not_always_a_date() {
        assert!(spoken("Emily Taylor to answer by e-mail").due.is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC|\\(|\\)|done| by | to |due ){0,20}") {
            let _ = spoken(&text);
        }
    }
}
