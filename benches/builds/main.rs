//! `cargo bench`: what a build takes, of archives of any size and of odd shapes.
//!
//! `cargo bench` builds 100 and 1,000 meetings; `cargo bench -- 10000 100000` those; `cargo bench --
//! shapes` the odd ones; `--runs 5` each so many times (three else), of which medians are told;
//! `--program PATH` with another build of the program. Archives and sites lie in `/dev/shm`, which is
//! memory, where there is one: a disk would be measured else.
#![expect(clippy::print_stdout, reason = "what was measured is for people to read")]

#[cfg(unix)]
mod archive;
#[cfg(unix)]
mod build;
#[cfg(unix)]
mod measure;
#[cfg(unix)]
mod shapes;

#[cfg(unix)]
fn main() -> std::io::Result<()> {
    build::main()
}

#[cfg(not(unix))]
fn main() {
    println!("what a program takes can be asked of Unix systems alone");
}
