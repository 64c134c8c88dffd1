//! Briefings and ordinary pages: their files go in, linked pages come out.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{Known, Outcome, bundle::Bundle, prose::Scribe};
use crate::{
    content::written::{BriefingFile, PageFile},
    model::{Briefing, BriefingId, Meeting, MeetingId, Page, PageId, Target},
};

/// Every briefing, by id; of two with one id, the first.
pub(super) fn briefings(
    known: &Known<'_>,
    meetings: &BTreeMap<MeetingId, Arc<Meeting>>,
    out: &mut Outcome<'_>,
) -> BTreeMap<BriefingId, Briefing> {
    let files = known.contents.briefings.par_iter();
    let linked: Vec<_> = files.map(|file| briefing(known, meetings, file)).collect();
    let mut briefings = BTreeMap::new();
    for (briefing, scribe) in linked {
        out.take(&scribe.finish());
        briefings.entry(briefing.id.clone()).or_insert(briefing);
    }
    briefings
}

fn briefing<'a>(
    known: &'a Known<'a>,
    meetings: &BTreeMap<MeetingId, Arc<Meeting>>,
    file: &BriefingFile,
) -> (Briefing, Scribe<'a>) {
    let id = BriefingId::new(file.id.as_str());
    let mut scribe = Scribe::new(known, Target::Briefing(id.clone()), file.path.as_str(), None);
    let meeting_id = file.meeting.as_ref().and_then(|text| known.meeting(text, &mut scribe.sink));
    let meeting = meeting_id.as_ref().and_then(|id| meetings.get(id));
    let own_date = file.date.as_ref().map(|date| date.value);
    let date = own_date.or(meeting.map(|meeting| meeting.date));
    scribe.day = date;
    if let Some(meeting) = meeting {
        scribe.zones.insert(0, meeting.zone.clone());
        scribe.field(Target::Meeting(meeting.id.clone()));
    }
    let presenters = known.people.presenters(&file.presenters, known.sources, &mut scribe.sink);
    scribe.names(&presenters);
    let recommendations = known.recommendations(&file.recommendations, &mut scribe.sink);
    scribe.recommendations(&recommendations);
    let records = Bundle::of_briefing(file).records(&file.records, &mut scribe);
    let first_id =
        known.first_id(&file.id, &file.aliases, |id| Target::Briefing(BriefingId::new(id)));
    let briefing = Briefing {
        id,
        first_id: BriefingId::new(first_id),
        file: file.file,
        source: file.path.clone(),
        span: file.title.span,
        title: file.title.value.clone(),
        description: file.description.clone(),
        meeting: meeting_id,
        // Its meeting is not there, as has been said.
        date: date.unwrap_or(NaiveDate::MIN),
        presenters,
        recommendations,
        records,
        aliases: file.aliases.clone(),
        is_draft: file.is_draft,
        body: scribe.blocks(file.body.clone()),
        attachments: Bundle::of_briefing(file).attachments(),
        extra: file.extra.clone(),
    };
    (briefing, scribe)
}

/// Every page, by id; of two with one id, the first.
pub(super) fn pages(known: &Known<'_>, out: &mut Outcome<'_>) -> BTreeMap<PageId, Page> {
    let linked: Vec<_> = known.contents.pages.par_iter().map(|file| page(known, file)).collect();
    let mut pages = BTreeMap::new();
    for (page, scribe) in linked {
        out.take(&scribe.finish());
        pages.entry(page.id.clone()).or_insert(page);
    }
    pages
}

fn page<'a>(known: &'a Known<'a>, file: &PageFile) -> (Page, Scribe<'a>) {
    let id = PageId::new(file.id.as_str());
    let mut scribe = Scribe::new(known, Target::Page(id.clone()), file.path.as_str(), None);
    let first_id = known.first_id(&file.id, &file.aliases, |id| Target::Page(PageId::new(id)));
    let page = Page {
        id,
        first_id: PageId::new(first_id),
        file: file.file,
        source: file.path.clone(),
        span: file.title.span,
        title: file.title.value.clone(),
        nav: file.nav,
        description: file.description.clone(),
        aliases: file.aliases.clone(),
        is_draft: file.is_draft,
        body: scribe.blocks(file.body.clone()),
        attachments: Bundle::of_page(file).attachments(),
        extra: file.extra.clone(),
    };
    (page, scribe)
}
