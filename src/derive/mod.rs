//! Archive and as-of day in, registers out. Pure and total: nothing is reported here, nothing is
//! looked up elsewhere.

mod registers;

pub use registers::*;
