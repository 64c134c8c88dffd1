//! What a run of a program takes: time, CPU seconds, memory.

use std::{fs, io, path::Path, process::Command, time::Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// What a run took, or what several took at the median.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cost {
    /// Seconds on the wall.
    pub(crate) wall: f64,
    /// Seconds of processors, of the program and of the system for it.
    pub(crate) cpu: f64,
    /// The most memory that any run of this process's children had so far, in MB.
    pub(crate) memory: f64,
    /// Milliseconds that the program says its stages took.
    pub(crate) stages: Vec<(String, f64)>,
}

/// Runs a program to its end; what it says on standard error is read for its stages.
pub(crate) fn run(command: &mut Command) -> io::Result<Cost> {
    let (before, begun) = (cpu()?, Instant::now());
    let output = command.output()?;
    let wall = begun.elapsed().as_secs_f64();
    let [told, said] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    if !output.status.success() {
        println!("{told}{said}");
        return Err(io::Error::other(format!("{command:?} failed")));
    }
    Ok(Cost { wall, cpu: cpu()? - before, memory: memory()?, stages: stages(&said) })
}

/// Lines as `  render    994.8 ms`.
fn stages(said: &str) -> Vec<(String, f64)> {
    let stage = |line: &str| {
        let mut words = line.split_whitespace();
        let (name, took, unit) = (words.next()?, words.next()?, words.next()?);
        (unit == "ms").then(|| Some((name.to_owned(), took.parse().ok()?))).flatten()
    };
    said.lines().filter_map(stage).collect()
}

fn cpu() -> io::Result<f64> {
    let used = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = used.user_time().num_microseconds() + used.system_time().num_microseconds();
    Ok(to_f64(micros.unsigned_abs()) / 1e6)
}

fn memory() -> io::Result<f64> {
    let kilobytes = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss().unsigned_abs();
    Ok(to_f64(kilobytes) / 1e3)
}

/// Precise up to nine thousand million million.
#[expect(clippy::cast_precision_loss, reason = "figures for people, of four digits at most")]
pub(crate) fn to_f64(n: u64) -> f64 {
    n as f64
}

/// The median of each figure.
pub(crate) fn median(runs: &[Cost]) -> Cost {
    let of = |figure: &dyn Fn(&Cost) -> f64| {
        let mut all: Vec<f64> = runs.iter().map(figure).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    let names = runs.first().map(|run| run.stages.clone()).unwrap_or_default();
    let stage = |(at, (name, _)): (usize, (String, f64))| {
        (name, of(&|run| run.stages.get(at).map_or(0.0, |(_, took)| *took)))
    };
    Cost {
        wall: of(&|run| run.wall),
        cpu: of(&|run| run.cpu),
        memory: of(&|run| run.memory),
        stages: names.into_iter().enumerate().map(stage).collect(),
    }
}

/// How many files lie below a folder, and how many bytes they have.
pub(crate) fn files(folder: &Path) -> io::Result<(u64, u64)> {
    let mut all = (0, 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (n, bytes) = match entry.metadata()? {
            found if found.is_dir() => files(&entry.path())?,
            found => (1, found.len()),
        };
        all = (all.0 + n, all.1 + bytes);
    }
    Ok(all)
}
