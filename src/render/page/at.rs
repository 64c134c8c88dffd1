//! Links and names as they stand on a page.

use std::fmt::{self, Display};

use camino::Utf8Path;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::{Action, Address, Due, Name, Origin, Owner, PersonId, Prose, RecId, Target, Wording},
    render::{
        Context,
        html::{self, Base, address_of, address_of_owner, escape, push_escaped, times},
        messages::Given,
    },
    source::prose::plain,
};

/// HTML that is ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct Html(pub(super) String);

impl Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words, and where they lead.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Link {
    /// The words, as plain text.
    pub(super) text: String,
    /// The address, relative to the page; none where the words lead nowhere.
    pub(super) href: Option<String>,
}

/// A page, as the place from which links are made.
pub(super) struct At<'a> {
    pub(super) ctx: Context<'a>,
    pub(super) page: Address,
}

impl<'a> At<'a> {
    pub(super) fn new(ctx: Context<'a>, page: Address) -> Self {
        Self { ctx, page }
    }

    /// What a message says, as plain text.
    pub(super) fn word(&self, key: &'a str) -> &'a str {
        self.ctx.messages.text(key)
    }

    /// What a message says of what is given, as plain text.
    pub(super) fn say(&self, key: &str, given: &Given<'_>) -> String {
        self.ctx.messages.with(key, given)
    }

    /// What a message says of HTML that is given.
    pub(super) fn say_html(&self, key: &str, given: &Given<'_>) -> Html {
        Html(self.ctx.messages.html(key, given))
    }

    /// What a message says of so many, as plain text.
    pub(super) fn count(&self, key: &str, n: usize) -> String {
        self.ctx.messages.count(key, n, &[])
    }

    /// A number, as it is read.
    pub(super) fn number(&self, n: impl TryInto<usize>) -> String {
        self.ctx.messages.number(n.try_into().unwrap_or_default())
    }

    /// Several, as a list in a line.
    pub(super) fn join(&self, items: impl IntoIterator<Item = Html>) -> Html {
        let mut items = items.into_iter();
        let mut all = items.next().unwrap_or_default().0;
        for item in items {
            push_escaped(self.word("list.separator"), &mut all);
            all.push_str(&item.0);
        }
        Html(all)
    }

    /// A day.
    pub(super) fn day(&self, day: NaiveDate) -> Html {
        Html(times::day(self.ctx.messages, day))
    }

    /// A day, or nothing.
    pub(super) fn maybe_day(&self, day: Option<NaiveDate>) -> Html {
        day.map(|day| self.day(day)).unwrap_or_default()
    }

    /// A day, or a dash where there is none.
    pub(super) fn day_or_dash(&self, day: Option<NaiveDate>) -> Html {
        day.map_or_else(|| Html("–".into()), |day| self.day(day))
    }

    /// The link to an address of the site.
    pub(super) fn href(&self, to: &Address) -> String {
        to.relative_from(&self.page)
    }

    /// The link to a file of the site, by its path.
    pub(super) fn file(&self, path: &str) -> String {
        self.href(&Address::new(path))
    }

    /// Words that lead to an address, where there is one.
    pub(super) fn link(&self, text: impl Into<String>, to: Option<&Address>) -> Link {
        Link { text: text.into(), href: to.map(|to| self.href(to)) }
    }

    /// A thing by its title.
    pub(super) fn target(&self, target: &Target) -> Link {
        self.link(self.title(target), address_of(&self.ctx, target).as_ref())
    }

    /// A thing by its title, as HTML.
    pub(super) fn target_html(&self, target: &Target) -> Html {
        anchor(&self.target(target))
    }

    /// What a thing is called.
    pub(super) fn title(&self, target: &Target) -> String {
        let archive = self.ctx.archive;
        let found = match target {
            Target::Meeting(id) => archive.meetings.get(id).map(|one| one.title.clone()),
            Target::Person(id) => archive.people.get(id).map(|one| one.name.clone()),
            Target::Group(id) => archive.groups.get(id).map(|one| one.name.clone()),
            Target::Recommendation(id) => Some(self.rec_name(id)),
            Target::Set(id) => archive.sets.get(id).map(|one| one.title.clone()),
            Target::Team(id) => archive.teams.get(id).map(|one| one.name.clone()),
            Target::Briefing(id) => archive.briefings.get(id).map(|one| one.title.clone()),
            Target::Page(id) => archive.pages.get(id).map(|one| one.title.clone()),
            Target::Action(_) | Target::Decision(_) => None,
        };
        found.unwrap_or_else(|| target.id())
    }

    /// "SSR1 Recommendation 10".
    pub(super) fn rec_name(&self, id: &RecId) -> String {
        let set = self.ctx.archive.sets.get(&id.set).map_or(id.set.as_str(), |set| &set.name);
        self.ctx.messages.recommendation(set, &id.number)
    }

    /// Recommendations by their names, with links.
    pub(super) fn recs(&self, ids: &[RecId]) -> Html {
        let link = |id: &RecId| self.target_html(&Target::Recommendation(id.clone()));
        self.join(ids.iter().map(link))
    }

    /// An owner, leading to the page of their items.
    pub(super) fn owner(&self, owner: &Owner) -> Html {
        let name = self.ctx.archive.owner_name(owner);
        anchor(&self.link(name, address_of_owner(&self.ctx, owner).as_ref()))
    }

    pub(super) fn owners(&self, owners: &[Owner]) -> Html {
        self.join(owners.iter().map(|owner| self.owner(owner)))
    }

    /// Somebody named in the record, leading to their own page.
    pub(super) fn name(&self, name: &Name) -> Html {
        let target = match name {
            Name::Person(id) => Some(Target::Person(id.clone())),
            Name::Group(id) => Some(Target::Group(id.clone())),
            Name::Other(_) => None,
        };
        let address = target.and_then(|target| address_of(&self.ctx, &target));
        anchor(&self.link(self.ctx.archive.name(name), address.as_ref()))
    }

    pub(super) fn names<'n>(&self, names: impl IntoIterator<Item = &'n Name>) -> Html {
        self.join(names.into_iter().map(|name| self.name(name)))
    }

    /// Where something comes from: a meeting, or words.
    pub(super) fn origin(&self, origin: &Origin) -> Html {
        match origin {
            Origin::Meeting(id) => self.target_html(&Target::Meeting(id.clone())),
            Origin::Other(words) => Html(escape(words)),
        }
    }

    /// The step of an item at its row on a meeting's page; nothing for `anchor_id` where it has no
    /// row there.
    pub(super) fn origin_at(&self, origin: &Origin, anchor_id: &str) -> Html {
        let Origin::Meeting(id) = origin else { return self.origin(origin) };
        let target = Target::Meeting(id.clone());
        let address = address_of(&self.ctx, &target);
        let address = address.map(|one| match anchor_id {
            "" => one,
            id => one.with_fragment(id),
        });
        anchor(&self.link(self.title(&target), address.as_ref()))
    }

    /// The wording of an item, its marks and links kept.
    pub(super) fn wording(&self, words: &Wording, origin: &Origin) -> Html {
        let home = match origin {
            Origin::Meeting(id) => Address::of(&Target::Meeting(id.clone())),
            Origin::Other(_) => self.page.clone(),
        };
        let base = Base::Quoted { on: &self.page, home: &home };
        Html(html::words(&self.ctx, words, &base))
    }

    /// Text of the record, on its own page.
    pub(super) fn prose(&self, blocks: &Prose) -> Html {
        Html(html::prose(&self.ctx, blocks, &Base::Page(&self.page)))
    }

    /// People of the roster.
    pub(super) fn people(&self, ids: &[PersonId]) -> Html {
        self.join(ids.iter().map(|id| self.person(id)))
    }

    /// A person of the roster.
    pub(super) fn person(&self, id: &PersonId) -> Html {
        self.name(&Name::Person(id.clone()))
    }

    /// A due date: the day, and the words it was said in where they say it otherwise.
    pub(super) fn due(&self, due: Option<&Due>) -> Html {
        let text = due.map(|due| due.text.trim()).unwrap_or_default();
        Html(match due.and_then(|due| due.date) {
            Some(date) if is_plain_day(text, date) => self.day(date).0,
            Some(date) => {
                format!("{} <span class=\"as-said\">({})</span>", self.day(date), escape(text))
            }
            None if text.is_empty() => escape(self.word("actions.no_date")),
            None => escape(text),
        })
    }

    /// When a file of the record was first published and last changed; empty where that is not
    /// known.
    pub(super) fn dates(&self, path: &str) -> Html {
        let known = self.ctx.archive.dates.get(Utf8Path::new(path)).copied();
        let dates = known.unwrap_or_default();
        match (dates.published, dates.changed_after()) {
            (Some(published), Some(changed)) => {
                let [published, changed] = [published, changed].map(|day| self.day(day));
                let given: &Given<'_> = &[("published", &published), ("changed", &changed)];
                self.say_html("frame.published_and_changed", given)
            }
            (Some(day), None) => self.say_html("frame.published", &[("day", &self.day(day))]),
            (None, Some(day)) => self.say_html("frame.changed", &[("day", &self.day(day))]),
            (None, None) => Html::default(),
        }
    }

    /// The place of a file of the record, for its readers.
    pub(super) fn source(&self, path: &str) -> Link {
        let site = &self.ctx.archive.site;
        let url = site.repository.as_ref().and_then(|base| {
            let base = base.trim_end_matches('/');
            html::safe_url(&format!("{base}/{path}"))
        });
        Link { text: path.to_owned(), href: url }
    }
}

/// A link as HTML; words alone where it leads nowhere.
pub(super) fn anchor(link: &Link) -> Html {
    match &link.href {
        Some(href) => linked(href, &link.text),
        None => Html(escape(&link.text)),
    }
}

/// Words that lead to a place.
pub(super) fn linked(href: &str, words: &str) -> Html {
    let mut html = String::with_capacity(href.len() + words.len() + 24);
    html.push_str("<a href=\"");
    push_escaped(href, &mut html);
    html.push_str("\">");
    push_escaped(words, &mut html);
    html.push_str("</a>");
    Html(html)
}

/// The wording in force of an item, without marks.
pub(super) fn wording_of(action: &Action) -> String {
    action
        .events
        .iter()
        .rev()
        .find_map(|event| event.title.as_ref())
        .map(|words| plain(words))
        .unwrap_or_default()
}

/// Whether the words of a due date say nothing that the day does not: `23 June` of 23 June 2017.
fn is_plain_day(text: &str, date: NaiveDate) -> bool {
    let day = crate::time::long_day(date);
    let rest = day.strip_prefix(text);
    text == date.to_string()
        || rest.is_some_and(|rest| rest.is_empty() || text.is_empty() || rest.starts_with(' '))
}
