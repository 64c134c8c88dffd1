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
mod registers;
mod statuses;

#[cfg(test)]
mod tests_support;

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

pub(crate) use registers::*;

use crate::model::{Archive, Edition, MeetingId, MeetingStatus, PersonId, SeriesId};

/// Participation as it was derived last, kept so that an edit costs what it changes: logs are front
/// matter, and most edits are not.
#[derive(Debug, Default)]
pub(crate) struct Memory(Option<(Edition, NaiveDate, Arc<Attendance>)>);

impl Memory {
    fn attendance(
        &mut self,
        archive: &Archive,
        statuses: &BTreeMap<MeetingId, MeetingStatus>,
        as_of: NaiveDate,
    ) -> Arc<Attendance> {
        let is_same = |(edition, day, _): &&(Edition, NaiveDate, Arc<Attendance>)| {
            edition.is(&archive.edition) && *day == as_of
        };
        let last = self.0.as_ref().filter(is_same).map(|(_, _, last)| Arc::clone(last));
        let attendance =
            last.unwrap_or_else(|| Arc::new(attendance::attendance(archive, statuses, as_of)));
        self.0 = Some((archive.edition.clone(), as_of, Arc::clone(&attendance)));
        attendance
    }
}

/// The registers of an archive as of a day.
pub(crate) fn derive(archive: &Archive, as_of: NaiveDate) -> Registers {
    derive_again(archive, as_of, None)
}

/// The registers of an archive as of a day, of which what cannot have changed is not derived again.
pub(crate) fn derive_again(
    archive: &Archive,
    as_of: NaiveDate,
    memory: Option<&mut Memory>,
) -> Registers {
    let mut nothing = Memory::default();
    let memory = memory.unwrap_or(&mut nothing);
    let statuses = statuses::statuses(archive, as_of);
    // what takes long, at once: what is made of the archive alone, then what is made of its actions
    let ((actions, decisions), (attendance, (decision_fates, recommendations))) = rayon::join(
        || (actions::actions(archive, as_of), decisions::decisions(archive, as_of)),
        || {
            let attendance = memory.attendance(archive, &statuses, as_of);
            let recommendations = board::recommendations(archive, &statuses, as_of);
            (attendance, (decisions::fates(archive, as_of), recommendations))
        },
    );
    let (mentions, (changes, (open_actions, closed_actions, owners))) = rayon::join(
        || mentions::mentions(archive, &actions, as_of),
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
pub(crate) fn expected_at<'a>(
    archive: &'a Archive,
    series: &SeriesId,
    day: NaiveDate,
) -> Vec<&'a PersonId> {
    if archive.site.series(series).is_some_and(|series| !series.counts_attendance) {
        return Vec::new();
    }
    expected::Expected::on_days(archive, &[day].into()).at(series, day).to_vec()
}
