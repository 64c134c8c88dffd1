//! What can be typed, and the options it comes to.

use camino::Utf8PathBuf;
use chrono::{NaiveDate, Utc};
use clap::{
    Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use plenary::{
    Code, Error, Host, NewBriefing, NewMeeting, NewPage, NewPerson, Options, Query, Register,
    Review, editor_schemas,
};

use crate::progress;

/// Publishes the record of a review team: its meetings, attendance, actions, decisions and
/// recommendations.
#[derive(Debug, Parser)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = "Examples:
  plenary init review                 a new archive, with one example of each kind
  plenary new meeting                 the page of the next meeting, ready to be filled in
  plenary serve --open                see the site while you write, and what is wrong with it
  plenary check                       tell every problem of the archive here, or above
  plenary build                       check it, and write the site to public/
  plenary build --as-of 2017-09-01    the registers as they stood on that day
  plenary fix --dry-run               the mends that are safe, as a diff
  plenary check --format json         for programs
  plenary explain time/weekday        what that means, and how to mend it
  plenary list actions --overdue      what should be done by now
  plenary minutes plenary-15          the mail to send after a call
  plenary export --bagit review.zip   all of it in one file, to be kept for good

`plenary help build` tells more of a command."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes a new archive with one example of each kind
    ///
    /// To an archive that is there, --ci and --docs add the workflow and the guide alone.
    #[command(after_help = "Examples:
  plenary init review                 a new folder, review
  plenary init                        the folder you are in
  plenary init review --ci github     with a workflow that checks and publishes it
  plenary init review --docs          with a guide for who publishes: first steps, what to type

Nothing that is there is written over: where content/, a workflow or a page of the guide is in the
way, nothing is done.")]
    Init {
        /// The archive's folder, new or not; the one you are in if not said
        #[arg(value_name = "DIR")]
        folder: Option<Utf8PathBuf>,
        /// A workflow too, that checks every change and publishes the site
        #[arg(long, value_name = "HOST", value_enum)]
        ci: Vec<Ci>,
        /// A guide too, in docs/, for those who will publish with it
        #[arg(long)]
        docs: bool,
    },
    /// Adds a meeting, briefing, page or person to the archive
    #[command(after_help = "Examples:
  plenary new meeting                      the next meeting of the series at work
  plenary new briefing --title \"Contract compliance\" --recommendation ssr1/10
  plenary new page \"How we work\"
  plenary new person \"Žarko Kecić\" --affiliation RNIDS

More of each: plenary new meeting --help")]
    New {
        #[command(subcommand)]
        what: New,
        /// Show it, and write nothing
        #[arg(long, global = true)]
        dry_run: bool,
    },
    /// Makes the site: content → public/
    #[command(after_help = "Examples:
  plenary build                       to public/ of the archive
  plenary build -o /var/www/review    elsewhere
  plenary build --strict --locked     in CI: warnings stop it, and so do new addresses
  plenary build --watch               again at every change")]
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
    #[command(after_help = "Examples:
  plenary check                       of the archive here, or above
  plenary check --root ~/review       of another
  plenary check --deny warnings       warnings are errors
  plenary check --format github       as notes at the lines of a pull request")]
    Check,
    /// Makes the mends that are safe, in the files of content
    #[command(after_help = "Examples:
  plenary fix --dry-run               shows them as a diff
  plenary fix                         makes them; `git diff` shows what it did")]
    Fix {
        /// Show them as a diff, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Gives a meeting, a briefing or a page another id, and mends every link to it
    #[command(after_help = "Examples:
  plenary rename plenary-15 plenary-2017-15
  plenary rename about who-we-are --dry-run     shows it as a diff, and writes nothing
  plenary rename guides/joining joining         a page's id is its path below content/pages/
  plenary rename meeting:madrid f2f-madrid      where a page is called madrid too

Its file moves, or the folder of its bundle with all that lies in it. Wikilinks, links to its file or
address, and values such as `meeting = \"plenary-15\"` name it anew wherever they stand, in drafts too;
ids of action items and decisions stay. Its old id becomes an alias, so that its old address, its
calendar file and the files beside it are found as before. All of it is done, or nothing: where more
would be wrong afterwards than before, that is told, and the status is 2.")]
    Rename {
        /// The id that it has; or a kind, a colon and the id
        old: String,
        /// The id that it is to have
        new: String,
        /// Show it as a diff, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Tells what a reader would notice between two builds, or two revisions of the content
    Diff(Diff),
    /// Prints a register: action items, decisions, meetings, attendance, recommendations
    List(List),
    /// Prints the mail to send after a meeting: attendance, decisions, action items
    #[command(after_help = "Examples:
  plenary minutes plenary-15                        as plain text, in lines of 72 columns
  plenary minutes plenary-15 | mail -s Minutes …    sends it
  plenary minutes plenary-15 --format markdown      for a wiki, an issue or a chat

Items are shown as the meeting left them, whatever later meetings changed. The meeting may be named
by its id or an alias of it. With errors in the archive, what could be read is printed, the errors
are told on standard error, and the status is 1.")]
    Minutes {
        /// The meeting's id, such as plenary-15
        meeting: String,
        /// How it is written
        #[arg(long, default_value = "text", value_parser = format_of(&[Format::Text, Format::Markdown]))]
        format: Format,
    },
    /// Holds a site, or a copy of it, to its manifest: what was changed, lost or added
    #[command(after_help = "Examples:
  plenary verify public                     is it still what was published?
  plenary verify mirror --digest 3e275c4b…  and is it the site whose digest `build` printed?
  plenary verify public --format json       for programs

The status is 1 where anything differs. Nothing is written. Hidden files at the top of the folder,
such as .git, are left out.")]
    Verify {
        /// The folder of the site
        #[arg(value_name = "DIR")]
        folder: Utf8PathBuf,
        /// The digest (SHA-256) that the manifest is to have
        #[arg(long, value_name = "SHA256", value_parser = digest)]
        digest: Option<String>,
        /// How it is told
        #[arg(long, default_value = "text", value_parser = format_of(&[Format::Text, Format::Json]))]
        format: Format,
    },
    /// Makes one file of the site, its minutes and its sources, to be kept for good
    #[command(
        group = clap::ArgGroup::new("forms").required(true).multiple(true),
        after_help = "Examples:
  plenary export --bagit review.zip   a bag (BagIt, RFC 8493), as archives take it
  plenary export --zip review.zip     the site, to be read from disk with no server

Both hold the site as `plenary build` publishes it (site/), with its manifest, and the minutes of each
meeting as plain text (minutes/). A bag holds the sources too (source/): content and themes as they
lie, drafts aside. The same content makes the same bytes. With errors in the archive, they are told,
nothing is written, and the status is 1. A file that is there is replaced only if an export wrote it."
    )]
    Export {
        /// A bag, into this file
        #[arg(long, value_name = "FILE", group = "forms")]
        bagit: Option<Utf8PathBuf>,
        /// The site, into this file
        #[arg(long, value_name = "FILE", group = "forms")]
        zip: Option<Utf8PathBuf>,
    },
    /// Makes a look of one's own
    #[command(
        subcommand,
        after_help = "Example:
  plenary theme export themes/ours    writes the default theme out, to start from"
    )]
    Theme(Theme),
    /// Says what a diagnostic means, with an example and the mend
    #[command(after_help = "Examples:
  plenary explain                     lists the codes
  plenary explain action/no-due       tells one")]
    Explain {
        /// Its code, such as time/weekday; without one, all codes are listed
        #[arg(value_parser = code)]
        code: Option<Code>,
    },
    /// Prints the JSON Schema of a TOML file or front matter, for editors
    #[command(after_help = "Examples:
  plenary schema                      lists the schemas
  plenary schema people               prints one
  plenary schema -o schema            writes all of them into the folder schema/

An editor that knows TOML schemas (Taplo, Even Better TOML, Tombi) completes and checks a file whose
first line names its schema, from where the file lies:

  #:schema ../schema/people.json      in content/people.toml")]
    Schema {
        /// Which; without it, they are listed
        #[arg(value_parser = PossibleValuesParser::new(editor_schemas().iter().map(|one| one.name)))]
        name: Option<String>,
    },
    /// Prints completions for a shell
    #[command(after_help = "Examples:
  plenary completions bash > ~/.local/share/bash-completion/completions/plenary
  plenary completions zsh > ~/.zfunc/_plenary
  plenary completions fish > ~/.config/fish/completions/plenary.fish")]
    Completions {
        /// Whose
        shell: Shell,
    },
    /// Prints the manual page
    #[command(after_help = "Examples:
  plenary man | man -l -              reads it
  plenary man > /usr/local/share/man/man1/plenary.1")]
    Man,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  plenary list actions --open --owner \"Emily Taylor\"
  plenary list actions --overdue --format markdown     to paste into a mail or an issue
  plenary list decisions --since 2018-01-01
  plenary list meetings --series plenary
  plenary list attendance --since 2018-01-01           the rates since then
  plenary list recommendations --open --format csv > recommendations.csv
  plenary list actions --as-of 2017-09-01              as it stood on that day

What the filters go by:
  actions          --open, --overdue; --owner; --series and --since: opened or changed at a meeting
                   of the series, on that day or later
  decisions        --series, --since
  meetings         --series, --since
  attendance       --owner: the person, or the members of the group; --series and --since: only
                   those meetings are counted
  recommendations  --open: neither implemented, not accepted, closed nor superseded; --overdue: open
                   and past its target; --owner; --since: its status or target was told then or later

JSON and CSV have the keys and columns of the site's open data. With errors in the archive, what
could be read is listed, the errors are told on standard error, and the status is 1.")]
pub(crate) struct List {
    /// Which register
    #[arg(value_parser = register())]
    pub(crate) register: Register,
    /// Only what is still to be done
    #[arg(long)]
    pub(crate) open: bool,
    /// Only what is past its day
    #[arg(long)]
    pub(crate) overdue: bool,
    /// Only what this person or group owns; a name, an alias or an id
    #[arg(long, value_name = "NAME")]
    pub(crate) owner: Option<String>,
    /// Only what belongs to meetings of this series; its id or name
    #[arg(long)]
    pub(crate) series: Option<String>,
    /// Only what happened on that day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) since: Option<NaiveDate>,
    /// How it is set
    #[arg(long, default_value = "table", value_parser = format_of(&[Format::Table, Format::Json, Format::Csv, Format::Markdown]))]
    pub(crate) format: Format,
}

impl List {
    /// What the library is asked for.
    pub(crate) fn query(&self) -> Query {
        Query {
            open: self.open,
            overdue: self.overdue,
            owner: self.owner.clone(),
            series: self.series.clone(),
            since: self.since,
        }
    }
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

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  plenary diff main                    what is different here from the branch main
  plenary diff main HEAD               between two revisions of git
  plenary diff public /tmp/new         between two built sites
  plenary diff public                  what a build would change in public/
  plenary diff HEAD^1 HEAD --format markdown    to comment on a change in CI

A name is a folder where there is one, else a revision of git, as a branch, a tag or a commit;
`refs/heads/NAME` is always the branch. A revision is read from git and made in memory: nothing is
checked out, and nothing is written. Told are meetings, decisions, action items and recommendations
that changed, attendance rates that moved, pages whose text changed, pages that are gone (without a
redirect first), and, between revisions, diagnostics that came and went.

Registers are compared as of one day: --as-of, else the newer day of the two. A built site keeps its
own, and it is said where two differ.

Status: 0, whether or not there are differences; 2, wrong usage, or something could not be read.")]
pub(crate) struct Diff {
    /// What to compare from: the folder of a built site, or a revision of git
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// What to compare with, likewise; without it, the content as it lies here
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<String>,
    /// How it is set
    #[arg(long, default_value = "text", value_parser = format_of(&[Format::Text, Format::Markdown, Format::Json]))]
    pub(crate) format: Format,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    /// GitHub Actions and Pages
    Github,
    /// GitLab CI and Pages
    Gitlab,
}

impl Ci {
    /// What the library calls it.
    pub(crate) const fn host(self) -> Host {
        match self {
            Self::Github => Host::GitHub,
            Self::Gitlab => Host::GitLab,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// A meeting's page: number, day, hour, roster, agenda and open action items filled in
    #[command(after_help = "Examples:
  plenary new meeting                       the next meeting of the series at work
  plenary new meeting plenary-17            its id says the series and the number
  plenary new meeting --series plenary --date 2017-06-27
  plenary new meeting --dry-run             show it, and write nothing

What is not said is learnt from the last six meetings of the series: the usual weekday and whether
it comes every week, every so many weeks, or at one place of the month (the first Tuesday, the last
Thursday); hour, zone, length and place; the items that stand on more than half of the agendas. The
day is the next that fits, after the last meeting and after the as-of day. On the roster are those
expected on that day, each behind a # that ticking off takes away.

Open action items are put up for review, overdue ones first: all that are open on that day, or, at
a team's own calls, those that a meeting of its series opened or spoke of. --actions says it
otherwise.")]
    Meeting(Meeting),
    /// A briefing's page, tied to its meeting
    #[command(after_help = "Examples:
  plenary new briefing --title \"Contract compliance\" --recommendation ssr1/10
  plenary new briefing 2017-07-11-ssr1-rec-10 --presenter \"Maguy Serad\"
  plenary new briefing --meeting plenary-16 --title \"DNS abuse\"

The meeting is the one that is named, or that of the day; else the next to come, or the last.")]
    Briefing(Briefing),
    /// An ordinary page
    #[command(after_help = "Examples:
  plenary new page call-etiquette
  plenary new page guides/joining --title \"How to join a call\" --nav 3")]
    Page(Page),
    /// A person at the end of content/people.toml
    #[command(after_help = "Examples:
  plenary new person \"Žarko Kecić\" --affiliation RNIDS --country RS --zone Europe/Belgrade
  plenary new person \"Jennifer Bryce\" --role staff --start 2017-03-02")]
    Person(Person),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Meeting {
    /// Its id, such as plenary-17
    id: Option<String>,
    /// Its series, as in site.toml
    #[arg(long)]
    series: Option<String>,
    /// Its day
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// Its title
    #[arg(long)]
    title: Option<String>,
    /// Which open action items it reviews
    #[arg(long, value_name = "WHICH", value_enum)]
    actions: Option<Actions>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Actions {
    /// All that are open
    All,
    /// Those that a meeting of the series opened or spoke of
    Series,
    /// None
    None,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Briefing {
    /// Its id, such as 2017-07-11-ssr1-rec-10; made of day and title if not said
    id: Option<String>,
    /// Its title
    #[arg(long)]
    title: Option<String>,
    /// The id of the meeting at which it is given
    #[arg(long, value_name = "ID")]
    meeting: Option<String>,
    /// Its day
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// Who gives it; may be said several times
    #[arg(long = "presenter", value_name = "NAME")]
    presenters: Vec<String>,
    /// What it is on, such as ssr1/10; may be said several times
    #[arg(long = "recommendation", value_name = "SET/NUMBER")]
    recommendations: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Page {
    /// Its id, such as call-etiquette or guides/joining; or its title, such as "How we work"
    id: String,
    /// Its title, where the id does not say it
    #[arg(long)]
    title: Option<String>,
    /// Its place in the menu
    #[arg(long, value_name = "N")]
    nav: Option<i64>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Person {
    /// The name, as it is to be shown
    name: String,
    /// The id; made of the name if not said
    #[arg(long)]
    id: Option<String>,
    /// Another spelling; may be said several times
    #[arg(long = "alias", value_name = "NAME")]
    aliases: Vec<String>,
    /// Where they come from
    #[arg(long)]
    affiliation: Option<String>,
    /// Two letters, such as RS
    #[arg(long)]
    country: Option<String>,
    /// Their zone, such as Europe/Belgrade
    #[arg(long)]
    zone: Option<String>,
    /// member, co-chair, liaison, staff, observer, facilitator or another word [default: member]
    #[arg(long)]
    role: Option<String>,
    /// The first day in that role [default: the as-of day]
    #[arg(long, value_name = "YYYY-MM-DD")]
    start: Option<NaiveDate>,
}

impl Meeting {
    /// What the library is asked for.
    pub(crate) fn request(&self) -> NewMeeting {
        NewMeeting {
            id: self.id.clone(),
            series: self.series.clone(),
            date: self.date,
            title: self.title.clone(),
            review: self.actions.map(|which| match which {
                Actions::All => Review::All,
                Actions::Series => Review::Series,
                Actions::None => Review::Nothing,
            }),
        }
    }
}

impl Briefing {
    /// What the library is asked for.
    pub(crate) fn request(&self) -> NewBriefing {
        NewBriefing {
            id: self.id.clone(),
            title: self.title.clone(),
            meeting: self.meeting.clone(),
            date: self.date,
            presenters: self.presenters.clone(),
            recommendations: self.recommendations.clone(),
        }
    }
}

impl Page {
    /// What the library is asked for.
    pub(crate) fn request(&self) -> NewPage {
        NewPage { id: self.id.clone(), title: self.title.clone(), nav: self.nav }
    }
}

impl Person {
    /// What the library is asked for.
    pub(crate) fn request(&self) -> NewPerson {
        NewPerson {
            name: self.name.clone(),
            id: self.id.clone(),
            aliases: self.aliases.clone(),
            affiliation: self.affiliation.clone(),
            country: self.country.clone(),
            zone: self.zone.clone(),
            role: self.role.clone(),
            start: self.start,
        }
    }
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
    #[arg(long, global = true, default_value = "human", value_parser = format_of(&[Format::Human, Format::Json, Format::Github, Format::Sarif]))]
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

/// Every form of a result. A command takes those that [`format_of`] gives it: one that prints
/// something else than problems has its own option `--format` in place of the common one, under the
/// same name and of the same type, as clap wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the line, what is wrong with it, what to type instead
    Human,
    /// For programs
    Json,
    /// For GitHub Actions: a workflow command a problem
    Github,
    /// For code scanning and editors: SARIF 2.1.0
    Sarif,
    /// For people: columns, as wide as the terminal
    Table,
    /// For spreadsheets
    Csv,
    /// To paste into a mail, an issue or a page
    Markdown,
    /// Plain text
    Text,
}

/// Takes some of the forms.
fn format_of(some: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    let names = some.iter().filter_map(ValueEnum::to_possible_value);
    PossibleValuesParser::new(names).try_map(|name| Format::from_str(&name, false))
}

const REGISTERS: [Register; 5] = [
    Register::Actions,
    Register::Decisions,
    Register::Meetings,
    Register::Attendance,
    Register::Recommendations,
];

/// Takes a register by its name.
fn register() -> impl TypedValueParser<Value = Register> {
    PossibleValuesParser::new(REGISTERS.map(Register::name)).try_map(|name| {
        let found = REGISTERS.into_iter().find(|register| register.name() == name);
        found.ok_or_else(|| format!("there is no register `{name}`"))
    })
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

/// A SHA-256 digest in hexadecimal.
fn digest(text: &str) -> Result<String, String> {
    let is_digest = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let wrong = "a digest has 64 hexadecimal digits; `plenary build` prints it last";
    if is_digest { Ok(text.to_ascii_lowercase()) } else { Err(wrong.to_owned()) }
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
            on_stage: Some(progress::on_stage),
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
