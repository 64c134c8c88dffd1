//! Written content in, [`Archive`](crate::model::Archive) out: every name looked up.
