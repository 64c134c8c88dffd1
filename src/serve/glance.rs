//! What is shown of a large archive while its first site is being made: the pages of a part of it.

use std::sync::{Arc, Mutex, PoisonError};

use super::site::Site;
use crate::{
    options::Options,
    pipeline::{Memory, preview},
    source::{Inventory, Tree},
};

/// About how many of the latest meetings are in the part: so many that the home page has all that
/// it shows of them, and so few that the page is made at once.
const MEETINGS: usize = 60;

/// An archive whose site takes a while to make, and the site of a part of it.
#[derive(Debug)]
pub(super) struct Glance {
    inventory: Inventory,
    options: Options,
    /// That of no site.
    version: String,
    /// Of the part that was asked for last.
    site: Mutex<Arc<Site>>,
}

impl Glance {
    /// A glance at an archive; none where the whole of it is as soon made.
    pub(super) fn of(inventory: Inventory, options: &Options, version: String) -> Option<Self> {
        let options = Options { on_stage: None, ..options.clone() };
        let site = site(&inventory.part(MEETINGS, None)?, &options, &version);
        Some(Self { inventory, options, version, site: Mutex::new(site) })
    }

    /// Another than that of any site, so that its pages are loaded again when there is one.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// The site of the latest meetings, and perhaps another.
    pub(super) fn site(&self) -> Arc<Site> {
        Arc::clone(&self.site.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The site of the latest meetings and the one of an id.
    pub(super) fn site_with(&self, id: &str) -> Arc<Site> {
        let part = Some(id).filter(|id| self.inventory.has_meeting(id));
        if let Some(part) = part.and_then(|id| self.inventory.part(MEETINGS, Some(id))) {
            let made = apart(|| site(&part, &self.options, &self.version));
            *self.site.lock().unwrap_or_else(PoisonError::into_inner) = made;
        }
        self.site()
    }
}

/// The site of a part. What is wrong with it is told when the whole is read.
fn site(part: &Tree, options: &Options, version: &str) -> Arc<Site> {
    let preview = preview(part, options, &mut Memory::default());
    Arc::new(Site::new(preview, version.to_owned(), false).into_part())
}

/// Does something small on threads of its own: all others are at work on the whole for a while.
pub(super) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
