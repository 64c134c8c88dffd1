//! Tests of the open data as a whole.
