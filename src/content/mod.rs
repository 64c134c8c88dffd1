//! `content/` read file by file: text in, typed values with their places out. What is wrong with a
//! file is told, and no more is said about what it may have held.

mod agenda_file;
mod body;
mod dates;
pub(crate) mod keys;
mod ledger;
mod meeting;
mod memory;
mod page;
mod people;
mod places;
mod read;
mod recommendations;
mod registers;
mod site;
pub(crate) mod stated_twice;
pub(crate) mod written;

pub(crate) use memory::Memory;
pub(crate) use read::{read, read_again};

#[cfg(test)]
mod tests;
