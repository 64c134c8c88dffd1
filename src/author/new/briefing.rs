//! `plenary new briefing`: a briefing's page, tied to its meeting.

use camino::Utf8PathBuf;
use chrono::NaiveDate;

use super::{
    desk::{Desk, hold_to_id},
    draft::Draft,
    page::in_words,
    quote,
};
use crate::{
    error::Error,
    model::{Meeting, MeetingStatus},
    options::Options,
    source::Tree,
    text::slug,
    time::long_day,
};

/// A briefing that is to have a page.
#[derive(Clone, Debug, Default)]
pub struct NewBriefing {
    /// Its id, such as `2017-07-11-ssr1-rec-10`; not said: day and title.
    pub id: Option<String>,
    /// Its title; not said: the id in words.
    pub title: Option<String>,
    /// The meeting at which it is given; not said: the one on its day, or else the next.
    pub meeting: Option<String>,
    /// Its day; not said: the one that its id begins with, or else the meeting's.
    pub date: Option<NaiveDate>,
    /// Who gives it.
    pub presenters: Vec<String>,
    /// What it is on, as `ssr1/10`.
    pub recommendations: Vec<String>,
}

impl NewBriefing {
    /// Makes the page, in memory.
    pub fn draft(&self, tree: &Tree, options: &Options) -> Result<Draft, Error> {
        let desk = Desk::open(tree, options);
        let (day_of_id, words) = self.id.as_deref().map(cut_day).unwrap_or_default();
        let day = self.date.or(day_of_id);
        let meeting = if self.meeting.is_some() { None } else { meeting(&desk, day) };
        let day = day.or(meeting.map(|one| one.date)).unwrap_or(desk.today);
        let title = self.title.clone().or(words).unwrap_or_else(|| "Briefing".to_owned());
        let id = self.id.clone().unwrap_or_else(|| format!("{day}-{}", slug(&title)));
        hold_to_id(&id)?;
        if let Some(held) = desk.file_of("briefings", &id) {
            return Err(Error::Exists(held));
        }
        let path = Utf8PathBuf::from(format!("content/briefings/{id}.md"));
        let named = self.meeting.as_deref().or(meeting.map(|one| one.id.as_str()));
        let text = self.text(&title, named, day);
        desk.trial(&path, &text).refuse_errors()?;
        Ok(Draft { path, text, before: None, remarks: vec![remark(&desk, named, day)] })
    }

    fn text(&self, title: &str, meeting: Option<&str>, day: NaiveDate) -> String {
        let when = match meeting {
            Some(meeting) => format!("meeting = {}", quote::toml(meeting)),
            None => format!("date = {day}"),
        };
        format!(
            "+++\ntitle = {}\n{when}\npresenters = {}\nrecommendations = {}            # those it is on, as [\"ssr1/10\"]\n{RECORD}+++\n\n<!-- What was said goes here. -->\n",
            quote::toml(title),
            quote::toml_list(&self.presenters),
            quote::toml_list(&self.recommendations),
        )
    }
}

const RECORD: &str = "
# What it left behind, a table each:
# [[record]]
# kind = \"slides\"                 # recording, audio, transcript, chat, slides, report, document, …
# title = \"Slides\"
# url = \"https://example.org/slides.pdf\"
";

/// The day that an id begins with, and the rest in words.
fn cut_day(id: &str) -> (Option<NaiveDate>, Option<String>) {
    let day = id.get(..10).and_then(|day| day.parse().ok());
    let rest = if day.is_some() { id.get(10..).unwrap_or_default() } else { id };
    (day, Some(in_words(rest)).filter(|words| !words.is_empty()))
}

/// The meeting of a day; where no day is said, the next to come, or else the last.
fn meeting<'a>(desk: &'a Desk<'_>, day: Option<NaiveDate>) -> Option<&'a Meeting> {
    let is_on = |one: &&Meeting| one.stated_status != Some(MeetingStatus::Cancelled);
    let mut meetings = desk.archive.meetings_in_order().filter(is_on);
    match day {
        Some(day) => meetings.find(|one| (one.date..=one.end_date).contains(&day)),
        None => {
            let all: Vec<_> = meetings.collect();
            all.iter().find(|one| one.end_date >= desk.today).or(all.last()).copied()
        }
    }
}

fn remark(desk: &Desk<'_>, meeting: Option<&str>, day: NaiveDate) -> String {
    let found = meeting.and_then(|id| desk.archive.meetings.get(id));
    match (found, meeting) {
        (Some(one), _) => format!("given at {} of {}", one.id, long_day(one.date)),
        (None, Some(id)) => format!("given at {id}"),
        (None, None) => format!("given on {}, at no meeting", long_day(day)),
    }
}
