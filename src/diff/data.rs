//! The open data of a site, as far as it is compared. A key that an older build did not write is
//! empty.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, de::DeserializeOwned};

use super::{differences::Figure, site::Site};
use crate::error::Error;

const ARCHIVE: &str = "data/archive.json";

#[derive(Debug, Default)]
pub(super) struct Data {
    pub archive: Archive,
    pub meetings: Vec<Meeting>,
    pub actions: Vec<Action>,
    pub decisions: Vec<Decision>,
    pub recommendations: Vec<Recommendation>,
    pub attendance: Attendance,
    pub briefings: Vec<Named>,
    pub teams: Vec<Named>,
    pub people: People,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Archive {
    pub as_of: Option<NaiveDate>,
    pub sets: Vec<Named>,
    pub pages: Vec<Named>,
}

/// Anything that has a page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Named {
    pub url: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Meeting {
    pub id: String,
    pub url: String,
    pub title: String,
    pub status: String,
    pub zone: String,
    pub start: String,
    pub start_local: String,
    pub end_local: String,
    pub approved: Option<Approval>,
    pub amendments: Vec<Amendment>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Approval {
    pub date: Option<NaiveDate>,
    pub meeting: Option<String>,
}

#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Amendment {
    pub date: Option<NaiveDate>,
    pub what: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Action {
    pub id: String,
    pub url: String,
    pub title: String,
    pub owners: Vec<String>,
    pub status: String,
    pub merged_into: Option<String>,
    pub due: Due,
    pub opened: Opened,
    pub closed: Option<NaiveDate>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Due {
    pub text: Option<String>,
    pub date: Option<NaiveDate>,
}

#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(default)]
pub(super) struct Opened {
    pub date: Option<NaiveDate>,
    pub meeting: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Decision {
    pub id: String,
    pub url: String,
    pub meeting: Option<String>,
    pub date: Option<NaiveDate>,
    pub text: String,
    pub replaced_by: Option<String>,
    pub amended_by: Vec<String>,
    pub clarified_by: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Recommendation {
    pub set: String,
    pub number: String,
    pub url: String,
    pub title: String,
    pub status: Option<String>,
    pub target: Option<NaiveDate>,
    pub briefing: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Attendance {
    pub people: Vec<PersonRate>,
    pub months: Vec<MonthRate>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PersonRate {
    pub id: String,
    #[serde(flatten)]
    pub figure: Figure,
}

#[derive(Debug, Deserialize)]
pub(super) struct MonthRate {
    pub month: String,
    #[serde(flatten)]
    pub figure: Figure,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct People {
    pub people: Vec<Person>,
    pub groups: Vec<Person>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Person {
    pub id: String,
    pub name: String,
    pub url: String,
}

impl Data {
    /// Reads the open data of a site; a file that it does not have is empty.
    pub(super) fn read(site: &Site) -> Result<Self, Error> {
        Ok(Self {
            archive: read(site, ARCHIVE)?,
            meetings: read(site, "data/meetings.json")?,
            actions: read(site, "data/actions.json")?,
            decisions: read(site, "data/decisions.json")?,
            recommendations: read(site, "data/recommendations.json")?,
            attendance: read(site, "data/attendance.json")?,
            briefings: read(site, "data/briefings.json")?,
            teams: read(site, "data/teams.json")?,
            people: read(site, "data/people.json")?,
        })
    }

    /// The names of people and groups by id.
    pub(super) fn names(&self) -> BTreeMap<&str, &str> {
        let all = self.people.people.iter().chain(&self.people.groups);
        all.map(|one| (one.id.as_str(), one.name.as_str())).collect()
    }
}

/// The day that a site's registers are as of.
pub(crate) fn as_of(site: &Site) -> Result<Option<NaiveDate>, Error> {
    Ok(read::<Archive>(site, ARCHIVE)?.as_of)
}

fn read<T: Default + DeserializeOwned>(site: &Site, path: &str) -> Result<T, Error> {
    let Some(bytes) = site.bytes(path)? else { return Ok(T::default()) };
    serde_json::from_slice(&bytes).map_err(|source| Error::Data { path: path.into(), source })
}
