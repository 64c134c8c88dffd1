//! The files of a preview, kept so that an edit of words costs none of them: which there are is told
//! by front matter, data files and registers.

use chrono::NaiveDate;

use super::{Look, Output, Record, Site, Wanted, attachments, files};
use crate::{diagnostic::Sink, model::Edition};

/// What a preview listed last.
#[derive(Debug, Default)]
pub(crate) struct Memory(Option<Listed>);

#[derive(Debug)]
struct Listed {
    accounts: Edition,
    as_of: NaiveDate,
    /// The files that are not made of the record.
    given: Vec<Output>,
    outputs: Vec<Output>,
}

impl Listed {
    fn is_of(&self, record: Record<'_>, given: &[Output]) -> bool {
        self.accounts.is(&record.archive.accounts)
            && self.as_of == record.registers.as_of
            && self.given == given
    }
}

/// The files of a site whose pages are made on demand, as [`files`] has them.
pub(crate) fn listed(
    record: Record<'_>,
    look: &Look,
    memory: &mut Memory,
    sink: &mut Sink,
) -> Option<Site> {
    let given = given(record, look);
    if let Some(last) = memory.0.as_ref().filter(|last| last.is_of(record, &given)) {
        return Some(Site { outputs: last.outputs.clone(), ..Site::default() });
    }
    let mut said = Sink::default();
    let site = files(record, look, Wanted::ADDRESSES, &mut said);
    // the place of what is wrong moves with every edit, so that it is looked for again
    memory.0 = site.as_ref().filter(|_| said.is_empty()).map(|site| Listed {
        accounts: record.archive.accounts.clone(),
        as_of: record.registers.as_of,
        given,
        outputs: site.outputs.clone(),
    });
    sink.append(said);
    site
}

fn given(record: Record<'_>, look: &Look) -> Vec<Output> {
    let attached = attachments(&record.told_in(&look.messages));
    look.theme.assets().iter().cloned().chain(attached).collect()
}
