//! Builds of archives, and what they took.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    archive::{Files, Plan, archive},
    measure::{Cost, files, median, run, to_f64},
    shapes::SHAPES,
};

/// What is asked for on the command line.
struct Asked {
    sizes: Vec<usize>,
    shapes: bool,
    runs: usize,
    /// The program to be measured.
    program: PathBuf,
}

impl Asked {
    /// Of the words after `--`; `cargo bench` adds a `--bench` of its own.
    fn read(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let program = env!("CARGO_BIN_EXE_plenary").into();
        let mut asked = Self { sizes: Vec::new(), shapes: false, runs: 3, program };
        let mut words = words.filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            match (word.as_str(), word.parse()) {
                ("shapes", _) => asked.shapes = true,
                ("--runs", _) => {
                    let n = words.next().and_then(|n| n.parse().ok()).filter(|n| *n > 0);
                    asked.runs = n.ok_or("--runs is followed by a number")?;
                }
                ("--program", _) => {
                    asked.program = words.next().ok_or("--program is followed by a path")?.into();
                }
                (_, Ok(size)) => asked.sizes.push(size),
                (other, Err(_)) => return Err(format!("`{other}` is no number of meetings")),
            }
        }
        if asked.sizes.is_empty() && !asked.shapes {
            asked.sizes = vec![100, 1_000];
        }
        Ok(asked)
    }
}

pub(crate) fn main() -> io::Result<()> {
    let asked = Asked::read(std::env::args().skip(1)).map_err(io::Error::other)?;
    asked.sizes.iter().try_for_each(|&size| ordinary(&asked, size))?;
    if asked.shapes { shapes(&asked) } else { Ok(()) }
}

/// Builds an archive anew, again without a change, and again after an edit of one meeting.
fn ordinary(asked: &Asked, size: usize) -> io::Result<()> {
    let place = Place::new(&archive(Plan::ordinary(size)))?;
    let (n_files, bytes) = files(&place.root.join("content"))?;
    println!("{size} meetings: {n_files} files, {:.1} MB", megabytes(bytes));
    told("first build", &place.anew(asked)?);
    let (n_files, bytes) = files(&place.output())?;
    println!("  wrote {n_files} files, {:.1} MB", megabytes(bytes));
    told("no change", &place.again(asked, |_| Ok(()))?);
    let edited = place.root.join(crate::archive::path(size));
    let text = fs::read_to_string(&edited)?;
    let edit =
        |n: usize| fs::write(&edited, format!("{text}\n## Afterwards\n\nEdited {n} times.\n"));
    told("one edit", &place.again(asked, edit)?);
    Ok(())
}

/// Builds the odd archives; the time of each for a byte of content and of its site, beside the
/// ordinary one's.
fn shapes(asked: &Asked) -> io::Result<()> {
    let mut usual = None;
    for (name, files_of) in SHAPES {
        let place = Place::new(&files_of())?;
        let cost = place.anew(asked)?;
        told(name, &cost);
        let (content, site) = (bytes_in(&place.root.join("content"))?, bytes_in(&place.output())?);
        let now = [content, content + site].map(|bytes| cost.cpu / to_f64(bytes));
        let before = *usual.get_or_insert(now);
        println!(
            "  {:.1} MB in, {:.1} MB out; for a byte read {:.2} of the ordinary, for a byte read or \
             written {:.2}",
            megabytes(content),
            megabytes(site),
            now[0] / before[0],
            now[1] / before[1],
        );
    }
    Ok(())
}

fn bytes_in(folder: &Path) -> io::Result<u64> {
    files(folder).map(|(_, bytes)| bytes)
}

fn told(what: &str, cost: &Cost) {
    let stages = cost.stages.iter().filter(|(name, _)| name != "history");
    let stages: Vec<String> = stages.map(|(name, took)| format!("{name} {took:.0}")).collect();
    println!(
        "  {what}: {:.2} s, {:.2} CPU s, {:.0} MB ({} ms)",
        cost.wall,
        cost.cpu,
        cost.memory,
        stages.join(", ")
    );
}

fn megabytes(bytes: u64) -> f64 {
    to_f64(bytes) / 1e6
}

/// An archive on a file system in memory, where there is one; gone when it is dropped.
struct Place {
    root: PathBuf,
    _folder: tempfile::TempDir,
}

impl Place {
    fn new(files: &Files) -> io::Result<Self> {
        let memory = Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }?;
        let root = folder.path().to_owned();
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&root))?;
            fs::write(path, text)?;
        }
        Ok(Self { root, _folder: folder })
    }

    fn output(&self) -> PathBuf {
        self.root.join("public")
    }

    /// Builds where no site is yet.
    fn anew(&self, asked: &Asked) -> io::Result<Cost> {
        self.again(asked, |_| match fs::remove_dir_all(self.output()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
    }

    /// Builds over what is there, each time after something was done.
    fn again(&self, asked: &Asked, before: impl Fn(usize) -> io::Result<()>) -> io::Result<Cost> {
        let build = |n| {
            before(n)?;
            run(&mut self.build(&asked.program))
        };
        Ok(median(&(1..=asked.runs).map(build).collect::<io::Result<Vec<Cost>>>()?))
    }

    fn build(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.args(["build", "-v", "--root"]).arg(&self.root);
        command
    }
}
