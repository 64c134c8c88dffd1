//! `cargo bench`: what a build takes, of archives of any size and of odd shapes.
//!
//! `cargo bench` builds 100 and 1,000 meetings; `cargo bench -- 10000 100000` those; `cargo bench --
//! shapes` the odd ones; `--archive PATH` one that is there already, in a copy. `--runs 5` does each
//! so many times (three else), in turn, of which medians and ranges are told; `--program PATH` with
//! another build of the program; `--peer 'hugo --source ../peer --destination {out}'` beside another
//! generator. Archives and sites lie in `/dev/shm`, which is memory, where there is one: a disk would
//! be measured else.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what was measured is for people to read"
)]

#[cfg(unix)]
mod archive;
#[cfg(unix)]
mod build;
#[cfg(unix)]
mod floor;
#[cfg(unix)]
mod measure;
#[cfg(unix)]
mod place;
#[cfg(unix)]
mod shapes;

#[cfg(unix)]
fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        Some(measure::ONE) => measure::one(words),
        first => build::main(first.map(str::to_owned).into_iter().chain(words)),
    }
}

#[cfg(not(unix))]
fn main() {
    println!("what a program takes can be asked of Unix systems alone");
}
