//! Archive and registers in, the files of the site out; touches no disk.

mod output;

pub use output::Output;
