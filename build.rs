//! Tells the program by its sources: a site that an earlier one made may have to be made again.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io,
    path::Path,
};

/// What sites are made by.
const SOURCES: [&str; 3] = ["Cargo.lock", "src", "themes/default"];

/// How the program is asked, which no site shows.
const COMMANDS: &str = "src/bin";

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    env::var("CARGO_PKG_VERSION").unwrap_or_default().hash(&mut hasher);
    for source in SOURCES {
        add(Path::new(source), &mut hasher)?;
    }
    println!("cargo::rerun-if-changed=themes/default"); // what is new there
    println!("cargo::rustc-env=PLENARY_PROGRAM={:016x}", hasher.finish());
    Ok(())
}

/// Adds a file, or all that is in a folder, in order of name; what is not there adds nothing.
fn add(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() && path != Path::new(COMMANDS) {
        let mut inside = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        inside.sort_by_key(fs::DirEntry::file_name);
        inside.iter().try_for_each(|entry| add(&entry.path(), hasher))?;
    } else if path.is_file() {
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read(path)?.hash(hasher);
    }
    Ok(())
}
