//! What a run is asked to do: plain data, made by the binary, read by the pipeline.

use chrono::{DateTime, NaiveDate, Utc};

/// How to make a site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The as-of day that is asked for outright.
    pub as_of: Option<NaiveDate>,
    /// `SOURCE_DATE_EPOCH`: seconds since 1970.
    pub source_date_epoch: Option<i64>,
    /// The time of the run, for the as-of day alone, and only where nothing else says it.
    pub now: DateTime<Utc>,
    /// Whether drafts are published.
    pub drafts: bool,
    /// A base URL in place of the site's; ends in `/`.
    pub base_url: Option<String>,
    /// Told the name of each stage as it begins, for who waits.
    pub on_stage: Option<fn(&'static str)>,
}

impl Options {
    /// Whether it shows another day or what is not public yet: a view adds nothing to the
    /// addresses that are kept for ever, and is not held to them.
    pub(crate) const fn is_view(&self) -> bool {
        self.as_of.is_some() || self.drafts
    }
}
