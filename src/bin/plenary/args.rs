//! What can be typed, and the options it comes to.

use camino::Utf8PathBuf;
use chrono::{NaiveDate, Utc};
use clap::{Parser, Subcommand, ValueEnum};
use plenary::{Code, Error, Options};

/// Publishes the record of a review team: its meetings, attendance, actions, decisions and
/// recommendations.
#[derive(Debug, Parser)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = "Examples:
  plenary serve --open                see the site while you write, and what is wrong with it
  plenary check                       tell every problem of the archive here, or above
  plenary build                       check it, and write the site to public/
  plenary build --as-of 2017-09-01    the registers as they stood on that day
  plenary fix --dry-run               the mends that are safe, as a diff
  plenary check --format json         for programs
  plenary explain time/weekday        what that means, and how to mend it"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes the site: content → public/
    Build {
        /// Make it again at every change of content or theme, until interrupted
        #[arg(long)]
        watch: bool,
        /// Fail where content/.addresses lacks an address of the site, instead of adding it
        #[arg(long, conflicts_with = "watch")]
        locked: bool,
    },
    /// Shows the site in a browser, and every change of content or theme as it is saved
    #[command(after_help = "Example:
  plenary serve --open                then edit; the page follows, and says what is wrong

Pages come from memory: nothing is written, and nothing is published.")]
    Serve(Preview),
    /// Tells every problem, and writes nothing
    Check,
    /// Makes the mends that are safe, in the files of content
    Fix {
        /// Show them as a diff, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Makes a look of one's own
    #[command(subcommand)]
    Theme(Theme),
    /// Says what a diagnostic means, with an example and the mend
    Explain {
        /// Its code, such as time/weekday; without one, all codes are listed
        #[arg(value_parser = code)]
        code: Option<Code>,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Preview {
    /// The port; 0 takes any that is free
    #[arg(long, default_value_t = 8000, value_name = "N")]
    pub(crate) port: u16,
    /// Who can ask: this machine alone unless told otherwise; 0.0.0.0 is everybody
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub(crate) host: String,
    /// Open it in the browser
    #[arg(long)]
    pub(crate) open: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Theme {
    /// Writes the default theme out, to start one's own from
    #[command(after_help = "Example:
  plenary theme export themes/ours    then write theme = \"ours\" in content/site.toml

A theme needs only the files that differ from the default: delete the others.")]
    Export {
        /// The theme's folder, in the folder themes/ of the archive
        #[arg(value_name = "DIR")]
        folder: Utf8PathBuf,
        /// Replace files that are there
        #[arg(long)]
        force: bool,
    },
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Common {
    /// The archive's folder; found by walking up to one that holds content/site.toml
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) root: Option<Utf8PathBuf>,
    /// Where the site goes
    #[arg(short, long, global = true, value_name = "DIR", visible_alias = "output-dir")]
    pub(crate) output: Option<Utf8PathBuf>,
    /// Where the site will be served, in place of the `base_url` of site.toml
    #[arg(long, global = true, value_name = "URL", value_parser = base_url)]
    pub(crate) base_url: Option<String>,
    /// The day that registers are shown as of
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<NaiveDate>,
    /// Drafts too
    #[arg(long, global = true)]
    pub(crate) drafts: bool,
    /// Treat warnings as errors
    #[arg(long, global = true, value_name = "WHAT")]
    pub(crate) deny: Option<Deny>,
    /// The same as --deny warnings
    #[arg(long, global = true)]
    pub(crate) strict: bool,
    /// How problems are told
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub(crate) format: Format,
    /// How many threads work; as many as there are processors if not said
    #[arg(long, global = true, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
    /// Say nothing but problems
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what took how long
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// When to colour; `NO_COLOR` is kept
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    Warnings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the line, what is wrong with it, what to type instead
    Human,
    /// For programs: one JSON object
    Json,
    /// For GitHub Actions: a workflow command a problem
    Github,
    /// For code scanning and editors: SARIF 2.1.0
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

fn base_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !text.contains(['?', '#', ' ', '"', '<', '>']) => {
            Ok(format!("{}/", text.trim_end_matches('/')))
        }
        _ => Err("write an absolute URL, as https://review.example.org/wiki/".into()),
    }
}

fn code(text: &str) -> Result<Code, String> {
    Code::named(text).ok_or_else(|| match Code::nearest(text) {
        Some(near) => format!("there is no such code; write `{}`", near.name()),
        None => "there is no such code; `plenary explain` lists them all".into(),
    })
}

impl Common {
    /// Sets colour and the number of threads for the whole process.
    pub(crate) fn set_up(&self) {
        match self.color {
            Color::Auto => {}
            Color::Always => anstream::ColorChoice::Always.write_global(),
            Color::Never => anstream::ColorChoice::Never.write_global(),
        }
        if let Some(jobs) = self.jobs {
            // fails only where threads run already, and none do before a command begins
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
        }
    }

    /// Whether warnings are as grave as errors.
    pub(crate) fn denies_warnings(&self) -> bool {
        self.strict || self.deny == Some(Deny::Warnings)
    }

    /// What the library is asked to do.
    pub(crate) fn options(&self) -> Options {
        Options {
            as_of: self.as_of,
            source_date_epoch: std::env::var("SOURCE_DATE_EPOCH")
                .ok()
                .and_then(|text| text.trim().parse().ok()),
            now: Utc::now(),
            drafts: self.drafts,
            base_url: self.base_url.clone(),
        }
    }

    /// The archive's folder.
    pub(crate) fn root(&self) -> Result<Utf8PathBuf, Error> {
        match &self.root {
            Some(root) if is_archive(root) => Ok(root.clone()),
            Some(root) => Err(Error::NoArchive(root.clone())),
            None => find_root(),
        }
    }

    /// Where the site goes; a relative folder is one of the archive unless it was typed.
    pub(crate) fn output(&self, root: &camino::Utf8Path) -> Utf8PathBuf {
        self.output.clone().unwrap_or_else(|| root.join("public"))
    }
}

fn is_archive(folder: &camino::Utf8Path) -> bool {
    folder.join("content/site.toml").exists()
}

fn find_root() -> Result<Utf8PathBuf, Error> {
    let here =
        std::env::current_dir().map_err(|source| Error::Read { path: ".".into(), source })?;
    let here = Utf8PathBuf::from_path_buf(here).map_err(Error::PathEncoding)?;
    let found = here.ancestors().find(|folder| is_archive(folder)).map(ToOwned::to_owned);
    found.ok_or(Error::NoArchive(here))
}
