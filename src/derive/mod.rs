//! Archive and as-of day in, registers out. Pure and total: nothing is reported here, nothing is
//! looked up elsewhere.
//!
//! What was recorded after the as-of day is in no register. Rows stand on their day, not on their
//! meeting's status: what a meeting that was called off nevertheless recorded stays recorded.

mod actions;
mod attendance;
mod board;
mod changes;
mod decisions;
mod expected;
mod mentions;
mod near;
mod registers;
mod statuses;

#[cfg(test)]
mod tests_support;

use std::sync::Arc;

use chrono::NaiveDate;

pub(crate) use expected::People;
pub(crate) use near::near;
pub(crate) use registers::*;

use crate::model::{Archive, Edition, SeriesId};

/// What was derived last, kept so that an edit costs what it changes: most edits are of words that no
/// register is made of, and of the others hardly one is of a log.
#[derive(Debug, Default)]
pub(crate) struct Memory(Option<Derived>);

/// What was derived, and of what.
#[derive(Debug)]
struct Derived {
    edition: Edition,
    accounts: Edition,
    registers: Arc<Registers>,
}

impl Memory {
    /// The registers of the day, where they cannot have changed.
    fn registers(&self, archive: &Archive, as_of: NaiveDate) -> Option<&Arc<Registers>> {
        let last = self.0.as_ref().filter(|last| last.accounts.is(&archive.accounts))?;
        Some(&last.registers).filter(|registers| registers.as_of == as_of)
    }

    /// Participation by the day, where it cannot have changed: logs are front matter.
    fn attendance(&self, archive: &Archive, as_of: NaiveDate) -> Option<Arc<Attendance>> {
        let last = self.0.as_ref().filter(|last| last.edition.is(&archive.edition))?;
        let registers = Some(&last.registers).filter(|registers| registers.as_of == as_of);
        registers.map(|registers| Arc::clone(&registers.attendance))
    }
}

/// The registers of an archive as of a day.
pub(crate) fn derive(archive: &Archive, as_of: NaiveDate) -> Registers {
    registers(archive, as_of, None)
}

/// The registers of an archive as of a day, of which what cannot have changed is not derived again.
pub(crate) fn derive_again(
    archive: &Archive,
    as_of: NaiveDate,
    memory: Option<&mut Memory>,
) -> Arc<Registers> {
    let mut nothing = Memory::default();
    let memory = memory.unwrap_or(&mut nothing);
    if let Some(last) = memory.registers(archive, as_of) {
        return Arc::clone(last);
    }
    let attendance = memory.attendance(archive, as_of);
    let registers = Arc::new(registers(archive, as_of, attendance));
    let (edition, accounts) = (archive.edition.clone(), archive.accounts.clone());
    memory.0 = Some(Derived { edition, accounts, registers: Arc::clone(&registers) });
    registers
}

fn registers(
    archive: &Archive,
    as_of: NaiveDate,
    attendance: Option<Arc<Attendance>>,
) -> Registers {
    let statuses = statuses::statuses(archive, as_of);
    // what takes long, at once: what is made of the archive alone, then what is made of its actions
    let ((actions, decisions), (attendance, (decision_fates, recommendations))) = rayon::join(
        || (actions::actions(archive, as_of), decisions::decisions(archive, as_of)),
        || {
            let derived = || Arc::new(attendance::attendance(archive, &statuses, as_of));
            let recommendations = board::recommendations(archive, &statuses, as_of);
            (
                attendance.unwrap_or_else(derived),
                (decisions::fates(archive, as_of), recommendations),
            )
        },
    );
    let ((mentions, steps), (changes, (open_actions, closed_actions, owners))) = rayon::join(
        || (mentions::mentions(archive, &actions, as_of), actions::steps(&actions)),
        || {
            rayon::join(
                || changes::changes(archive, &statuses, &actions, as_of),
                || actions::lists(&actions),
            )
        },
    );
    Registers {
        as_of,
        statuses,
        actions,
        steps,
        open_actions,
        closed_actions,
        owners,
        decisions,
        decision_fates,
        attendance,
        recommendations,
        mentions,
        changes,
    }
}

/// The people who are expected at a meeting of a series on a day, in order of id; nobody where the
/// series does not count.
pub(crate) fn expected_at(archive: &Archive, series: &SeriesId, day: NaiveDate) -> People {
    if archive.site.series(series).is_some_and(|series| !series.counts_attendance) {
        return People::default();
    }
    expected::Expected::on_days(archive, &[day].into()).at(series, day)
}
