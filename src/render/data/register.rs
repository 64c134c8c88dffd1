//! The registers one by one, as the open data has them.

use super::{Context, actions, attendance, csv, decisions, meetings, pretty, recommendations};

/// A register of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    /// Action items.
    Actions,
    /// Decisions.
    Decisions,
    /// Meetings.
    Meetings,
    /// Participation.
    Attendance,
    /// Recommendations.
    Recommendations,
}

impl Register {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Actions, Self::Decisions, Self::Meetings, Self::Attendance, Self::Recommendations];

    /// Its name, which is its file's in the open data: `actions`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actions => "actions",
            Self::Decisions => "decisions",
            Self::Meetings => "meetings",
            Self::Attendance => "attendance",
            Self::Recommendations => "recommendations",
        }
    }

    /// The JSON of its file in the open data, an entry's key a line.
    pub(crate) fn json(self, ctx: &Context<'_>) -> Vec<u8> {
        match self {
            Self::Actions => pretty(&actions::actions(ctx).collect::<Vec<_>>()),
            Self::Decisions => pretty(&decisions::decisions(ctx).collect::<Vec<_>>()),
            Self::Meetings => pretty(&meetings::meetings(ctx).collect::<Vec<_>>()),
            Self::Attendance => pretty(&attendance::attendance(ctx)),
            Self::Recommendations => pretty(&recommendations::recommendations(ctx)),
        }
    }

    /// The same as CSV.
    pub(crate) fn csv(self, ctx: &Context<'_>) -> Vec<u8> {
        match self {
            Self::Actions => csv::actions(ctx),
            Self::Decisions => csv::decisions(ctx),
            Self::Meetings => csv::meetings(ctx),
            Self::Attendance => csv::attendance(ctx),
            Self::Recommendations => csv::recommendations(ctx),
        }
    }
}
