//! Files that are made when they are asked for: an address in, the file out.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use super::{
    Context, Look, Output, Record, Wanted, others,
    page::{pages, search_scripts},
};
use crate::{derive::Registers, diagnostic::Sink, model::Archive};

/// All that a file may be made of.
pub(crate) struct Demand {
    archive: Arc<Archive>,
    registers: Arc<Registers>,
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
        archive: Arc<Archive>,
        registers: Arc<Registers>,
        base_url: String,
        look: Look,
    ) -> Self {
        Self { archive, registers, base_url, look, search: OnceLock::new() }
    }

    /// The file at an address; none where none is made on demand there.
    pub(crate) fn file(&self, address: &str) -> Option<Output> {
        let at = |one: &Output| one.address.as_str() == address;
        if address.ends_with(".js") {
            return self.search().iter().find(|one| at(one)).cloned();
        }
        let (context, wanted) = (self.context(), Wanted::one(address));
        if !address.ends_with(".html") {
            return others(&context, wanted).into_iter().find(at);
        }
        // the templates are the program's own, so that there is nothing to say of them
        let all = pages(&context, &self.look.theme, wanted, &mut Sink::default())?;
        all.made.into_iter().find(at)
    }

    fn search(&self) -> &[Output] {
        self.search.get_or_init(|| search_scripts(&self.context(), Wanted::ALL))
    }

    /// All files that are made on demand.
    pub(crate) fn all(&self) -> Vec<Output> {
        let context = self.context();
        let pages = pages(&context, &self.look.theme, Wanted::ALL, &mut Sink::default());
        let pages = pages.map(|all| all.made).unwrap_or_default();
        let others = others(&context, Wanted::ALL);
        pages.into_iter().chain(others).chain(self.search().iter().cloned()).collect()
    }

    fn context(&self) -> Context<'_> {
        let Self { archive, registers, base_url, look, .. } = self;
        Record { archive, registers, base_url }.told_in(&look.messages)
    }
}
