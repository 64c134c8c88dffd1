//! What a run is asked to do: plain data, made by the binary, read by the stages.

use chrono::{DateTime, NaiveDate, Utc};

/// How to build.
#[derive(Clone, Debug)]
pub struct Options {
    /// The as-of day asked for outright.
    pub as_of: Option<NaiveDate>,
    /// `SOURCE_DATE_EPOCH`, in seconds.
    pub source_date_epoch: Option<i64>,
    /// The time of the run; used for the as-of day alone, and only where nothing else says it.
    pub now: DateTime<Utc>,
    /// Whether drafts are published.
    pub drafts: bool,
    /// The base URL in place of the site's.
    pub base_url: Option<String>,
}
