//! The table of diagnostics: a row a code. Codes are stable; people silence them, programs count
//! them.

use std::fmt;

use crate::text::nearest;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Not told.
    Off,
    /// Told; the site is published all the same.
    Warning,
    /// Nothing is published.
    Error,
}

impl Severity {
    /// The word for it: `error`, `warning`, `off`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// `family/name`.
    pub name: &'static str,
    /// How grave it is unless `[check]` says otherwise.
    pub severity: Severity,
    /// Whether it stays an error whatever `[check]` says.
    pub locked: bool,
}

/// A code: a row of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(&'static Row);

impl Code {
    /// `time/weekday`
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// How grave it is unless `[check]` says otherwise.
    pub const fn severity(self) -> Severity {
        self.0.severity
    }

    /// Whether it can never be lowered.
    pub const fn is_locked(self) -> bool {
        self.0.locked
    }

    /// Every code, by family.
    pub const fn all() -> &'static [Self] {
        ALL
    }

    /// The code of that name.
    pub fn named(name: &str) -> Option<Self> {
        ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The code that was most likely meant by a name that is none: `time/wekday` is near
    /// `time/weekday`, and so is `weekday`.
    pub fn nearest(name: &str) -> Option<Self> {
        let whole = nearest(name, ALL.iter().map(|code| code.name()));
        whole.and_then(Self::named).or_else(|| Self::nearest_without_family(name))
    }

    fn nearest_without_family(name: &str) -> Option<Self> {
        let near = nearest(name, ALL.iter().map(|code| code.name_in_family()))?;
        ALL.iter().copied().find(|code| code.name_in_family() == near)
    }

    /// `weekday` of `time/weekday`.
    fn name_in_family(self) -> &'static str {
        self.name().split_once('/').map_or(self.name(), |(_, name)| name)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

macro_rules! codes {
    ($($constant:ident = $name:literal, $severity:ident $(, $locked:ident)?;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub(crate) const $constant: Code =
                Code(&Row { name: $name, severity: Severity::$severity, locked: codes!(@ $($locked)?) });
        )*
        /// Every code, by family.
        pub(crate) const ALL: &[Code] = &[$($constant),*];
    };
    (@ locked) => { true };
    (@) => { false };
}

codes! {
    TOML_SYNTAX = "toml/syntax", Error, locked;
    FRONT_MATTER_MISSING = "front-matter/missing", Error, locked;
    FILE_ENCODING = "file/encoding", Error, locked;
    FILE_MISPLACED = "file/misplaced", Error;
    FILE_UNREADABLE = "file/unreadable", Error, locked;
    KEY_UNKNOWN = "key/unknown", Error;
    KEY_TYPE = "key/type", Error, locked;
    KEY_MISSING = "key/missing", Error, locked;
    KEY_VALUE = "key/value", Error, locked;
    ID_INVALID = "id/invalid", Error, locked;
    ID_DUPLICATE = "id/duplicate", Error, locked;
    TIME_ZONE = "time/zone", Error, locked;
    TIME_GAP = "time/gap", Error, locked;
    TIME_FOLD = "time/fold", Error, locked;
    TIME_BACKWARDS = "time/backwards", Error, locked;
    TIME_WEEKDAY = "time/weekday", Warning;
    TIME_UTC_MISMATCH = "time/utc-mismatch", Warning;
    TIME_ABBREVIATION = "time/abbreviation", Warning;
    AGENDA_OVERLAP = "agenda/overlap", Warning;
    AGENDA_OUTSIDE_DAY = "agenda/outside-day", Warning;
    AGENDA_BACKWARDS = "agenda/backwards", Warning;
    AGENDA_TIME = "agenda/time", Warning;
    AGENDA_NUMBERING = "agenda/numbering", Warning;
    AGENDA_TWICE = "agenda/twice", Error;
    MEETING_NUMBER = "meeting/number", Warning;
    MEETING_ORDER = "meeting/order", Warning;
    PEOPLE_UNKNOWN = "people/unknown", Error;
    PEOPLE_AMBIGUOUS = "people/ambiguous", Error;
    ATTENDANCE_CONFLICT = "attendance/conflict", Error;
    ATTENDANCE_REPEATED = "attendance/repeated", Warning;
    ATTENDANCE_NOT_A_MEMBER = "attendance/not-a-member", Warning;
    ACTION_OWNER = "action/owner", Error;
    ACTION_STATUS = "action/status", Error;
    ACTION_DATE = "action/date", Error;
    ACTION_ID = "action/id", Error, locked;
    ACTION_NO_OWNER = "action/no-owner", Warning;
    ACTION_NO_DUE = "action/no-due", Warning;
    ACTION_NO_ID = "action/no-id", Warning;
    ACTION_EARLY_DUE = "action/early-due", Warning;
    ACTION_DUPLICATE = "action/duplicate", Warning;
    ACTION_REOPENED = "action/reopened", Warning;
    ACTION_MERGED = "action/merged", Error;
    DECISION_NO_ID = "decision/no-id", Warning;
    DECISION_TARGET = "decision/target", Error;
    RECORD_UNAPPROVED = "record/unapproved", Off;
    REC_UNKNOWN = "rec/unknown", Error;
    REC_MENTION = "rec/mention", Warning;
    REC_DUPLICATE = "rec/duplicate", Error, locked;
    MEETING_UNKNOWN = "meeting/unknown", Error;
    LINK_BROKEN = "link/broken", Error;
    LINK_AMBIGUOUS = "link/ambiguous", Error;
    LINK_ANCHOR = "link/anchor", Error;
    LINK_FILE = "link/file", Error;
    LINK_SCHEME = "link/scheme", Error;
    ATTACHMENT_UNLINKED = "attachment/unlinked", Warning;
    TEXT_RAW_HTML = "text/raw-html", Warning;
    TEXT_LOOKALIKE = "text/lookalike", Warning;
    TEXT_CONTROL = "text/control", Warning;
    TEXT_CELLS = "text/cells", Warning;
    TEXT_HEADING = "text/heading", Warning;
    PRIVACY_PASSCODE = "privacy/passcode", Warning;
    PRIVACY_PHONE = "privacy/phone", Warning;
    REDACT_LEFT = "redact/left", Error, locked;
    REDACT_UNUSED = "redact/unused", Warning;
    ADDRESS_VANISHED = "address/vanished", Error;
    ADDRESS_COLLISION = "address/collision", Error, locked;
    CHECK_UNKNOWN = "check/unknown", Warning;
    CHECK_UNUSED = "check/unused", Warning;
    THEME_TEMPLATE = "theme/template", Error, locked;
    THEME_MISSING = "theme/missing", Error, locked;
    THEME_CONTRAST = "theme/contrast", Warning;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_stands_twice() {
        let names: std::collections::BTreeSet<_> = ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn a_code_is_found_by_its_name() {
        assert_eq!(Code::named("time/weekday"), Some(TIME_WEEKDAY));
        assert_eq!(Code::named("time/nonsense"), None);
    }

    #[test]
    fn a_slip_and_a_name_without_its_family_are_near_a_code() {
        assert_eq!(Code::nearest("time/wekday"), Some(TIME_WEEKDAY));
        assert_eq!(Code::nearest("weekday"), Some(TIME_WEEKDAY));
        assert_eq!(Code::nearest("nonsense"), None);
    }
}
