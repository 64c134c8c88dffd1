//! Pages that are made when they are asked for: an address in, the file out.

use std::{fmt, sync::OnceLock};

use super::{
    Context, Look, Output, Record, Wanted,
    page::{pages, search_scripts},
};
use crate::{derive::Registers, diagnostic::Sink, model::Archive};

/// All that a page may be made of.
pub(crate) struct Demand {
    archive: Archive,
    registers: Registers,
    base_url: String,
    look: Look,
    search: OnceLock<Vec<Output>>,
}

impl fmt::Debug for Demand {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Demand").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl Demand {
    /// Takes what the addresses of the site were found with.
    pub(crate) fn new(
        archive: Archive,
        registers: Registers,
        base_url: String,
        look: Look,
    ) -> Self {
        Self { archive, registers, base_url, look, search: OnceLock::new() }
    }

    /// The page at an address, or the script of the search; none where neither is there.
    pub(crate) fn file(&self, address: &str) -> Option<Output> {
        if address.ends_with(".js") {
            return self.search().iter().find(|one| one.address.as_str() == address).cloned();
        }
        // the templates are the program's own, so that there is nothing to say of them
        let all =
            pages(&self.context(), &self.look.theme, Wanted::One(address), &mut Sink::default())?;
        all.made.into_iter().find(|one| one.address.as_str() == address)
    }

    fn search(&self) -> &[Output] {
        self.search.get_or_init(|| search_scripts(&self.context()))
    }

    /// All pages, and the scripts of the search.
    pub(crate) fn all(&self) -> Vec<Output> {
        let all = pages(&self.context(), &self.look.theme, Wanted::All, &mut Sink::default());
        all.map(|all| all.made).unwrap_or_default()
    }

    fn context(&self) -> Context<'_> {
        let Self { archive, registers, base_url, look, .. } = self;
        Record { archive, registers, base_url }.told_in(&look.messages)
    }
}
