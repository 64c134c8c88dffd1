//! What is asked of a register, with its names looked up in the archive.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{
    model::{Archive, Meeting, MeetingId, Owner, SeriesId},
    redact::Names,
    render::Register,
    text::{join, name, nearest},
};

/// Which entries of a register are asked for; all of them by default.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Only what is still to be done.
    pub open: bool,
    /// Only what is open and past its day.
    pub overdue: bool,
    /// Only what this person or group owns: a name, an alias or an id.
    pub owner: Option<String>,
    /// Only what belongs to meetings of this series: its id or name.
    pub series: Option<String>,
    /// Only what happened on that day or later.
    pub since: Option<NaiveDate>,
}

/// Why a question has no answer: wrong usage, told with what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The register has nothing that the filter could go by.
    #[error("`--{filter}` makes no sense for {register}, which can be narrowed by {takes}")]
    Filter {
        /// The filter without its dashes.
        filter: &'static str,
        /// The register.
        register: &'static str,
        /// What can be asked instead.
        takes: String,
    },
    /// Nobody is called that.
    #[error("no person or group of people.toml is called `{asked}`{}", meant(nearest.as_deref()))]
    Nobody {
        /// The name as typed.
        asked: String,
        /// Who was likely meant.
        nearest: Option<String>,
    },
    /// Several are called that.
    #[error("`{asked}` is the name of several; write the id of one: {ids}")]
    Several {
        /// The name as typed.
        asked: String,
        /// Their ids.
        ids: String,
    },
    /// No series has that id or name.
    #[error("there is no series `{asked}`; {known}")]
    Series {
        /// The series as typed.
        asked: String,
        /// The one that was likely meant, or all.
        known: String,
    },
    /// It is not known which names are withheld.
    #[error(
        "names may be withheld, and `content/site.toml` or `content/people.toml` cannot be read to its end: nothing is printed until `plenary check` has no error there"
    )]
    Withheld,
    /// No meeting has that id.
    #[error("there is no meeting `{asked}`{}", meant(nearest.as_deref()))]
    Meeting {
        /// The id as typed.
        asked: String,
        /// The one that was likely meant.
        nearest: Option<String>,
    },
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// The filters that a register can be narrowed by.
const fn filters(register: Register) -> &'static [&'static str] {
    match register {
        Register::Actions => &["open", "overdue", "owner", "series", "since"],
        Register::Decisions | Register::Meetings => &["series", "since"],
        Register::Attendance => &["owner", "series", "since"],
        Register::Recommendations => &["open", "overdue", "owner", "since"],
    }
}

/// Refuses to show anything of an archive whose names may not be shown.
pub(super) const fn hold_known(archive: &Archive) -> Result<(), Refusal> {
    if archive.unreadable.redact { Err(Refusal::Withheld) } else { Ok(()) }
}

/// Refuses a filter that the register has nothing for.
pub(super) fn hold_filters(register: Register, query: &Query) -> Result<(), Refusal> {
    let asked = [
        ("open", query.open),
        ("overdue", query.overdue),
        ("owner", query.owner.is_some()),
        ("series", query.series.is_some()),
        ("since", query.since.is_some()),
    ];
    let known = filters(register);
    match asked.into_iter().find(|(filter, is_asked)| *is_asked && !known.contains(filter)) {
        None => Ok(()),
        Some((filter, _)) => {
            let takes: Vec<_> = known.iter().map(|filter| format!("`--{filter}`")).collect();
            let register = if register == Register::Attendance {
                "the attendance register"
            } else {
                register.name()
            };
            Err(Refusal::Filter { filter, register, takes: join(&takes) })
        }
    }
}

/// A query with its names looked up.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) open: bool,
    pub(super) overdue: bool,
    pub(super) owner: Option<Owner>,
    pub(super) series: Option<SeriesId>,
    pub(super) since: Option<NaiveDate>,
}

impl Question {
    /// Looks the names of a query up; those that are withheld are known by their labels.
    pub(super) fn of(query: &Query, archive: &Archive, withheld: &Names) -> Result<Self, Refusal> {
        let asked = |name: &Option<String>| name.as_deref().map(|name| withheld.asked(name));
        Ok(Self {
            open: query.open,
            overdue: query.overdue,
            owner: asked(&query.owner).map(|name| owner(archive, &name)).transpose()?,
            series: asked(&query.series).map(|name| series(archive, &name)).transpose()?,
            since: query.since,
        })
    }
}

/// The person or group of a name, an alias or an id, read as names are in the record.
fn owner(archive: &Archive, asked: &str) -> Result<Owner, Refusal> {
    let found: Vec<Owner> = owners(archive)
        .filter(|(_, spellings)| spellings.iter().any(|spelling| name::same(spelling, asked)))
        .map(|(owner, _)| owner)
        .collect();
    let by_id = found.iter().find(|owner| owner.as_str() == asked);
    match (by_id, found.as_slice()) {
        (Some(one), _) | (None, [one]) => Ok(one.clone()),
        (None, []) => Err(nobody(archive, asked)),
        (None, several) => {
            let ids: Vec<_> = several.iter().map(Owner::as_str).collect();
            Err(Refusal::Several { asked: asked.to_owned(), ids: join(&ids) })
        }
    }
}

/// Everybody of the roster and every group, with all they are called.
fn owners(archive: &Archive) -> impl Iterator<Item = (Owner, Vec<&str>)> {
    let people = archive.people.iter().map(|(id, one)| {
        (Owner::Person(id.clone()), spellings(id.as_str(), &one.name, &one.aliases))
    });
    let groups = archive.groups.iter().map(|(id, one)| {
        (Owner::Group(id.clone()), spellings(id.as_str(), &one.name, &one.aliases))
    });
    people.chain(groups)
}

fn spellings<'a>(id: &'a str, name: &'a str, aliases: &'a [String]) -> Vec<&'a str> {
    [name, id].into_iter().chain(aliases.iter().map(String::as_str)).collect()
}

fn nobody(archive: &Archive, asked: &str) -> Refusal {
    let all: Vec<_> = owners(archive).flat_map(|(_, spellings)| spellings).collect();
    let near = nearest(asked, all.iter().copied()).map(ToOwned::to_owned);
    Refusal::Nobody { asked: asked.to_owned(), nearest: near }
}

fn series(archive: &Archive, asked: &str) -> Result<SeriesId, Refusal> {
    let all = &archive.site.series;
    let is_asked = |spelling: &str| name::same(spelling, asked);
    let found = all.iter().find(|one| is_asked(one.id.as_str()));
    if let Some(one) = found.or_else(|| all.iter().find(|one| is_asked(&one.name))) {
        return Ok(one.id.clone());
    }
    let ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
    let spellings = all.iter().flat_map(|one| [one.id.as_str(), one.name.as_str()]);
    let known = match nearest(asked, spellings) {
        Some(near) => format!("did you mean `{near}`?"),
        None if ids.is_empty() => "site.toml has none".to_owned(),
        None => format!("site.toml has {}", join(&ids)),
    };
    Err(Refusal::Series { asked: asked.to_owned(), known })
}

/// The meeting of an id or another id that it answers to.
pub(super) fn meeting<'a>(archive: &'a Archive, asked: &str) -> Result<&'a Meeting, Refusal> {
    let asked = asked.trim();
    let is_alias =
        |one: &&Arc<Meeting>| one.aliases.iter().any(|alias| name::same(&alias.value, asked));
    let found = archive.meetings.values().find(|one| name::same(one.id.as_str(), asked));
    let found = found.or_else(|| archive.meetings.values().find(is_alias));
    found.map(|one| &**one).ok_or_else(|| {
        let ids = archive.meetings.keys().map(MeetingId::as_str);
        let nearest = nearest(asked, ids).map(ToOwned::to_owned);
        Refusal::Meeting { asked: asked.to_owned(), nearest }
    })
}
