//! Briefings: the list, and the page of each.

use super::{
    Made, Scope,
    at::Html,
    each,
    frame::{Frame, one_line},
    listing::{Listing, Row, Section},
    part::{self, RecordRow, briefing_row},
};
use crate::{
    model::{Address, Briefing, Target},
    render::html::{self, Base, escape, times},
    source::prose::plain_blocks,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let mut briefings: Vec<&Briefing> = scope.ctx.archive.briefings.values().collect();
    briefings.sort_by(|one, other| (other.date, &other.id).cmp(&(one.date, &one.id)));
    if briefings.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![index(scope, &briefings)];
    let numbered: Vec<(usize, &Briefing)> = briefings.iter().copied().enumerate().collect();
    pages.extend(each(&numbered, |&(n, briefing)| page(scope, &briefings, n, briefing)));
    pages
}

fn index(scope: &Scope<'_>, briefings: &[&Briefing]) -> Made {
    let at = scope.at(Address::new("briefings.html"));
    let frame = Frame::new(&at, "briefings", "Briefings").data(&at, "data/briefings.json");
    let rows = briefings.iter().map(|briefing| {
        let view = briefing_row(&at, briefing);
        let title = format!("<a href=\"{}\">{}</a>", escape(&view.href), escape(&view.title));
        let to_come = if view.is_to_come { " (to come)" } else { "" };
        Row::new([
            Html(title),
            Html(view.date.0 + to_come),
            view.meeting.unwrap_or_default(),
            view.presenters,
            view.recommendations,
        ])
    });
    let view =
        Listing::default().section(Section::new("list", "All briefings").table(
            &["Briefing", "Day", "Meeting", "Presenters", "Recommendations"],
            rows.collect(),
        ));
    scope.show("page/briefings.html", &frame, &view)
}

/// A line of what a page left behind.
pub(super) fn record_line(record: &RecordRow) -> Html {
    let title = escape(&record.title);
    let title = record
        .href
        .as_ref()
        .map_or(title.clone(), |href| format!("<a href=\"{}\">{title}</a>", escape(href)));
    let notes = record.notes.iter().map(|note| escape(note));
    let notes = std::iter::once(record.kind.to_owned()).chain(notes).collect::<Vec<_>>().join(", ");
    Html(format!("{title} ({notes})"))
}

fn page(scope: &Scope<'_>, briefings: &[&Briefing], n: usize, briefing: &Briefing) -> Made {
    let target = Target::Briefing(briefing.id.clone());
    let at = scope.at(Address::of(&target));
    let neighbour = |n: Option<usize>| {
        n.and_then(|n| briefings.get(n)).map(|one| at.target(&Target::Briefing(one.id.clone())))
    };
    let described = briefing.description.clone().unwrap_or_else(|| {
        format!("{}. {}", briefing.title, one_line(&plain_blocks(&briefing.body), 200))
    });
    let mut frame = Frame::new(&at, "briefing", &briefing.title)
        .of_thing(scope, &at, &target)
        .below(&at, "briefings", "Briefings", "briefings.html")
        .described(described)
        .between("briefing", neighbour(Some(n + 1)), neighbour(n.checked_sub(1)))
        .sourced(at.source(briefing.source.as_str()))
        .data(&at, "data/briefings.json");
    if scope.index.is_shared(&briefing.title) {
        frame.full_title =
            format!("{}, {} · {}", briefing.title, briefing.id, scope.ctx.archive.site.title);
    }
    let row = briefing_row(&at, briefing);
    let records = part::records(&at, &briefing.records).into_iter().chain(part::attachments(
        &at,
        &briefing.attachments,
        &briefing.records,
    ));
    let view = Listing::default()
        .extra(&briefing.extra)
        .fact("Day", Html(times::weekday(briefing.date)))
        .fact("Meeting", row.meeting.unwrap_or_default())
        .fact("Presenters", row.presenters)
        .fact("On", row.recommendations)
        .section(Section::new("", "").html(Html(html::prose(
            &at.ctx,
            &briefing.body,
            &Base::Page(&at.page),
        ))))
        .section(
            Section::new("records", "Records")
                .list(records.map(|record| record_line(&record)).collect()),
        );
    scope.show("page/briefing.html", &frame, &view)
}
