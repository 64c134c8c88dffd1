//! `content/` read file by file: text in, typed values with their places out.

#[expect(missing_docs, reason = "fields are the keys of the format, which documents them")]
pub mod written;
