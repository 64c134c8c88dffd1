//! What a run of a program takes: time, CPU seconds, memory.

use std::{
    fmt, io,
    process::{Command, Stdio},
    time::Instant,
};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// By which this program runs another one and nothing else, so that the system tells of that alone.
pub(crate) const ONE: &str = "--measure-one";

/// What a run took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cost {
    /// Seconds on the wall.
    pub(crate) wall: f64,
    /// Seconds of processors, of the program and of the system for it.
    pub(crate) cpu: f64,
    /// The most memory that it had, in MB.
    pub(crate) memory: f64,
    /// What it said.
    pub(crate) said: String,
}

/// Runs a program to its end, by [`one`].
pub(crate) fn run(command: &Command) -> io::Result<Cost> {
    let mut measured = Command::new(std::env::current_exe()?);
    measured.arg(ONE).arg(command.get_program()).args(command.get_args());
    let output = measured.output()?;
    let [told, said] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    if !output.status.success() {
        println!("{told}{said}");
        return Err(io::Error::other(format!("{command:?} failed")));
    }
    let last = said.lines().last().unwrap_or_default();
    let figures: Vec<f64> = last.split(' ').filter_map(|figure| figure.parse().ok()).collect();
    let [wall, cpu, memory] = figures[..] else { return Err(io::Error::other(last)) };
    Ok(Cost { wall, cpu, memory, said: format!("{told}{said}") })
}

/// Runs a program, and tells what it took in the last line on standard error.
pub(crate) fn one(mut words: impl Iterator<Item = String>) -> io::Result<()> {
    let mut command = Command::new(words.next().unwrap_or_default());
    let begun = Instant::now();
    let status = command.args(words).stdin(Stdio::null()).status()?;
    let wall = begun.elapsed().as_secs_f64();
    let memory = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss().unsigned_abs();
    eprintln!("\n{wall} {} {}", cpu(UsageWho::RUSAGE_CHILDREN)?, to_f64(memory) / 1e3);
    if status.success() { Ok(()) } else { Err(io::Error::other("it failed")) }
}

/// What something takes that is done here; memory aside.
pub(crate) fn here(act: impl FnOnce() -> io::Result<()>) -> io::Result<Cost> {
    let (before, begun) = (cpu(UsageWho::RUSAGE_SELF)?, Instant::now());
    act()?;
    let wall = begun.elapsed().as_secs_f64();
    Ok(Cost { wall, cpu: cpu(UsageWho::RUSAGE_SELF)? - before, ..Cost::default() })
}

fn cpu(whose: UsageWho) -> io::Result<f64> {
    let used = getrusage(whose)?;
    let micros = used.user_time().num_microseconds() + used.system_time().num_microseconds();
    Ok(to_f64(micros.unsigned_abs()) / 1e6)
}

/// Precise up to nine thousand million million.
#[expect(clippy::cast_precision_loss, reason = "figures for people, of four digits at most")]
pub(crate) fn to_f64(n: u64) -> f64 {
    n as f64
}

/// What several runs took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Costs(pub(crate) Vec<Cost>);

impl Costs {
    pub(crate) fn wall(&self) -> Figures {
        self.figures(|one| one.wall)
    }

    pub(crate) fn cpu(&self) -> Figures {
        self.figures(|one| one.cpu)
    }

    pub(crate) fn memory(&self) -> Figures {
        self.figures(|one| one.memory)
    }

    fn figures(&self, of: impl Fn(&Cost) -> f64) -> Figures {
        let mut all: Vec<f64> = self.0.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        Figures(all)
    }

    /// How often it takes what others take: on the wall, of processors.
    pub(crate) fn times(&self, others: &Self) -> [f64; 2] {
        [self.wall().times(&others.wall()), self.cpu().times(&others.cpu())]
    }

    /// Milliseconds of each stage, from lines as `  render    994.8 ms`.
    pub(crate) fn stages(&self) -> Vec<(String, f64)> {
        let all: Vec<Vec<(String, f64)>> = self.0.iter().map(|one| stages(&one.said)).collect();
        let names = all.first().map_or(&[][..], Vec::as_slice).iter().enumerate();
        let median = |(at, (name, _)): (usize, &(String, f64))| {
            let mut took: Vec<f64> =
                all.iter().filter_map(|run| run.get(at)).map(|(_, took)| *took).collect();
            took.sort_by(f64::total_cmp);
            (name.clone(), Figures(took).median())
        };
        names.map(median).collect()
    }

    /// How many files the last run wrote, of a line as `published 9 files: 2 written, 7 unchanged`.
    pub(crate) fn n_written(&self) -> Option<usize> {
        let said = self.0.last()?.said.split_once(" written,")?.0;
        said.rsplit(' ').next()?.parse().ok()
    }
}

fn stages(said: &str) -> Vec<(String, f64)> {
    let stage = |line: &str| {
        let mut words = line.split_whitespace();
        let (name, took, unit) = (words.next()?, words.next()?, words.next()?);
        (unit == "ms").then(|| Some((name.to_owned(), took.parse().ok()?))).flatten()
    };
    said.lines().filter_map(stage).collect()
}

/// One figure of each run, rising.
#[derive(Clone, Debug)]
pub(crate) struct Figures(Vec<f64>);

impl Figures {
    pub(crate) fn median(&self) -> f64 {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }

    pub(crate) fn times(&self, others: &Self) -> f64 {
        self.median() / others.median()
    }
}

/// The median, and from where to where they go: `1.72 (1.70–1.81)`.
impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = if self.median() < 100.0 { 2 } else { 0 };
        let [first, last] = [self.0.first(), self.0.last()].map(|one| one.copied().unwrap_or(0.0));
        write!(out, "{:.digits$} ({first:.digits$}–{last:.digits$})", self.median())
    }
}
