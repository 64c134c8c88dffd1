//! The files of a preview, kept so that an edit costs only what it changes: which files there are is
//! told by front matter, data files and registers, and hardly ever by words.

use chrono::NaiveDate;

use super::{Context, Look, Made, Output, Record, Site, Wanted, attachments, listed, made};
use crate::{diagnostic::Sink, model::Edition};

/// What a preview listed last.
#[derive(Debug, Default)]
pub(crate) struct Memory(Option<Listed>);

#[derive(Debug)]
struct Listed {
    of: Grounds,
    made: Made,
    outputs: Vec<Output>,
}

/// What the files are told by.
#[derive(Debug)]
struct Grounds {
    edition: Edition,
    accounts: Edition,
    as_of: NaiveDate,
    /// The files that are not made of the record.
    given: Vec<Output>,
}

impl Grounds {
    fn new(context: &Context<'_>, look: &Look) -> Self {
        let given = look.theme.assets().iter().cloned().chain(attachments(context));
        Self {
            edition: context.archive.edition.clone(),
            accounts: context.archive.accounts.clone(),
            as_of: context.registers.as_of,
            given: given.collect(),
        }
    }

    /// Whether there are the same files for sure.
    fn are(&self, last: &Self) -> bool {
        self.accounts.is(&last.accounts) && self.as_of == last.as_of && self.given == last.given
    }

    /// Whether there are the same files where the same are made of the record.
    fn may_be(&self, last: &Self) -> bool {
        self.edition.is(&last.edition) && self.given == last.given
    }
}

/// The files of a site whose pages are made on demand, as [`files`](super::files) has them.
pub(crate) fn files_again(
    record: Record<'_>,
    look: &Look,
    memory: &mut Memory,
    sink: &mut Sink,
) -> Option<Site> {
    let context = &record.told_in(&look.messages);
    let of = Grounds::new(context, look);
    if let Some(last) = memory.0.as_ref().filter(|last| of.are(&last.of)) {
        return Some(last.site());
    }
    let made = made(context, look, Wanted::ADDRESSES, sink)?;
    if let Some(last) = memory.0.as_mut().filter(|last| of.may_be(&last.of) && last.made == made) {
        last.of = of;
        return Some(last.site());
    }
    let mut said = Sink::default();
    let site = listed(context, made.clone(), Wanted::ADDRESSES, &mut said);
    // the place of what is wrong moves with every edit, so that it is looked for again
    memory.0 = said.is_empty().then(|| Listed { of, made, outputs: site.outputs.clone() });
    sink.append(said);
    Some(site)
}

impl Listed {
    fn site(&self) -> Site {
        Site { outputs: self.outputs.clone(), ..Site::default() }
    }
}
