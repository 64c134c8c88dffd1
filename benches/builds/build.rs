//! Builds of archives, and what they took.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    archive::{Plan, archive},
    floor::{self, below},
    measure::{Costs, run, to_f64},
    place::Place,
    shapes::SHAPES,
};

/// What is asked for on the command line.
struct Asked {
    sizes: Vec<usize>,
    shapes: bool,
    /// Archives that are there already.
    archives: Vec<PathBuf>,
    runs: usize,
    /// The program to be measured.
    program: PathBuf,
    /// The command of another generator, `{out}` in the place of the folder it writes to.
    peer: Option<String>,
}

impl Asked {
    /// Of the words after `--`; `cargo bench` adds a `--bench` of its own.
    fn read(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut asked = Self {
            sizes: Vec::new(),
            shapes: false,
            archives: Vec::new(),
            runs: 3,
            program: env!("CARGO_BIN_EXE_plenary").into(),
            peer: None,
        };
        let mut words = words.filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            asked.take(&word, &mut words)?;
        }
        if asked.sizes.is_empty() && asked.archives.is_empty() && !asked.shapes {
            asked.sizes = vec![100, 1_000];
        }
        Ok(asked)
    }

    fn take(&mut self, word: &str, words: &mut dyn Iterator<Item = String>) -> Result<(), String> {
        let mut next = |what: &str| words.next().ok_or(format!("{word} is followed by {what}"));
        match word {
            "shapes" => self.shapes = true,
            "--runs" => {
                let n = next("a number")?.parse().ok().filter(|n| *n > 0);
                self.runs = n.ok_or("--runs is followed by a number")?;
            }
            "--program" => self.program = next("a path")?.into(),
            "--archive" => self.archives.push(next("a path")?.into()),
            "--peer" => self.peer = Some(next("a command")?),
            size => {
                let size = size.parse().map_err(|_| format!("`{size}` is no number of meetings"));
                self.sizes.push(size?);
            }
        }
        Ok(())
    }
}

pub(crate) fn main(words: impl Iterator<Item = String>) -> io::Result<()> {
    let asked = Asked::read(words).map_err(io::Error::other)?;
    for &size in &asked.sizes {
        ordinary(
            &asked,
            &format!("{size} meetings"),
            &Place::new(&archive(Plan::ordinary(size)))?,
        )?;
    }
    for path in &asked.archives {
        ordinary(&asked, &path.display().to_string(), &Place::copy(path)?)?;
    }
    if asked.shapes { shapes(&asked) } else { Ok(()) }
}

/// What was measured of one archive.
#[derive(Default)]
struct Measured {
    first: Costs,
    peer: Costs,
    /// A bare loop that writes the same files.
    writing: Costs,
    no_change: Costs,
    /// A bare loop that reads content and site.
    reading: Costs,
    one_edit: Costs,
}

/// Builds an archive anew, again without a change, and again after an edit of one meeting; in turn
/// with what they are held against.
fn ordinary(asked: &Asked, name: &str, place: &Place) -> io::Result<()> {
    let files = below(&place.content())?.len();
    println!("{name}: {files} files, {:.1} MB", megabytes(bytes_in(&place.content())?));
    let edited = place.middle()?;
    let text = fs::read_to_string(&edited)?;
    let mut measured = Measured::default();
    for n in 1..=asked.runs {
        fs::write(&edited, &text)?;
        place.forget()?;
        measured.first.0.push(run(&place.build(&asked.program))?);
        if let Some(peer) = &asked.peer {
            measured.peer.0.push(run(&command(peer, &place.fresh()?))?);
        }
        measured.writing.0.push(floor::write(&place.output(), &place.fresh()?)?);
        place.fresh()?;
        measured.no_change.0.push(run(&place.build(&asked.program))?);
        measured.reading.0.push(floor::read(&[&place.content(), &place.output()])?);
        fs::write(&edited, format!("{text}\n## Afterwards\n\nEdited {n} times.\n"))?;
        measured.one_edit.0.push(run(&place.build(&asked.program))?);
    }
    tell(&measured, place)
}

fn tell(measured: &Measured, place: &Place) -> io::Result<()> {
    let Measured { first, peer, writing, no_change, reading, one_edit } = measured;
    told("first build", first);
    if !peer.0.is_empty() {
        let memory = first.memory().times(&peer.memory());
        held("the peer's", first.times(peer), peer);
        println!("    {memory:.2} of its memory, {} MB", peer.memory());
    }
    let (n_files, bytes) = (below(&place.output())?.len(), bytes_in(&place.output())?);
    println!("  the site has {n_files} files, {:.1} MB", megabytes(bytes));
    held("writing them", first.times(writing), writing);
    told("no change", no_change);
    held("reading content and site", no_change.times(reading), reading);
    told("one edit", one_edit);
    println!("    {} files written", one_edit.n_written().unwrap_or_default());
    Ok(())
}

/// A command, its words apart by spaces.
fn command(text: &str, out: &Path) -> Command {
    let mut words = text.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words.map(|word| word.replace("{out}", &out.to_string_lossy())));
    command
}

/// Builds the odd archives; the time of each for a byte of content and of its site, beside the
/// ordinary one's.
fn shapes(asked: &Asked) -> io::Result<()> {
    let mut usual = None;
    for (name, files_of) in SHAPES {
        let place = Place::new(&files_of())?;
        let mut costs = Costs::default();
        for _ in 0..asked.runs {
            place.forget()?;
            costs.0.push(run(&place.build(&asked.program))?);
        }
        told(name, &costs);
        let (content, site) = (bytes_in(&place.content())?, bytes_in(&place.output())?);
        let now = [content, content + site].map(|bytes| costs.cpu().median() / to_f64(bytes));
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
    let bytes = |path: PathBuf| Ok(fs::metadata(folder.join(path))?.len());
    below(folder)?.into_iter().map(bytes).sum()
}

fn told(what: &str, costs: &Costs) {
    let stages = costs.stages().into_iter().filter(|(name, _)| name != "history");
    let stages: Vec<String> = stages.map(|(name, took)| format!("{name} {took:.0}")).collect();
    println!(
        "  {what}: {} s, {} CPU s, {} MB ({} ms)",
        costs.wall(),
        costs.cpu(),
        costs.memory(),
        stages.join(", ")
    );
}

fn held(against: &str, [wall, cpu]: [f64; 2], costs: &Costs) {
    println!(
        "    {wall:.2} of {against} on the wall, {cpu:.2} of its CPU: {} s, {} CPU s",
        costs.wall(),
        costs.cpu()
    );
}

fn megabytes(bytes: u64) -> f64 {
    to_f64(bytes) / 1e6
}
