//! `plenary completions` and `plenary man`: what shells and readers of manuals need to know of the
//! command line.

use std::io;

use clap::{Command, CommandFactory as _};
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use plenary::Error;

use crate::{args::Args, exit::Exit, terminal};

/// Prints the completions of a shell.
pub(crate) fn completions(shell: Shell) -> Exit {
    let mut text = Vec::new();
    generate(shell, &mut Args::command(), "plenary", &mut text);
    terminal::print(&String::from_utf8_lossy(&text));
    Exit::Done
}

/// Prints the manual page: the program, its commands, what it answers to.
pub(crate) fn man() -> Result<Exit, Error> {
    let mut text = Vec::new();
    page(&mut text).map_err(|source| Error::Write { path: "the manual page".into(), source })?;
    terminal::print(&String::from_utf8_lossy(&text));
    Ok(Exit::Done)
}

fn page(text: &mut Vec<u8>) -> io::Result<()> {
    let mut program = Args::command();
    program.build();
    let man = Man::new(program.clone());
    man.render_title(text)?;
    man.render_name_section(text)?;
    man.render_synopsis_section(text)?;
    man.render_options_section(text)?;
    text.extend(b".SH COMMANDS\n");
    for command in shown(&program) {
        push_command(command, "plenary", text)?;
    }
    text.extend(b".SH EXAMPLES\n");
    text.extend(as_it_stands(&program).as_bytes());
    text.extend(ANSWERS.as_bytes());
    Ok(())
}

/// What the command line alone does not say.
const ANSWERS: &str = r#".SH "EXIT STATUS"
.TP
0
Done.
.TP
1
The content has errors; or warnings, under \-\-deny warnings.
.TP
2
Wrong usage, or the environment failed.
.SH ENVIRONMENT
.TP
NO_COLOR
Nothing is coloured.
.TP
COLUMNS
How wide tables are set; else as wide as the terminal.
.TP
SOURCE_DATE_EPOCH
The day that registers are shown as of, in seconds since 1970, where neither \-\-as\-of nor site.toml says it.
"#;

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|one| !one.is_hide_set() && one.get_name() != "help")
}

/// A command under its own heading, and those within it; options that all commands share are told
/// once, with the program.
fn push_command(command: &Command, above: &str, text: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("{above} {}", command.get_name());
    let own = command.clone().bin_name(&name).mut_args(|arg| {
        let is_common = arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version");
        arg.hide(is_common)
    });
    if shown(command).next().is_none() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let examples = as_it_stands(command);
        let man = Man::new(own);
        text.extend(format!(".SS {}\n{}.\n.PP\n", escaped(&name), escaped(&about)).as_bytes());
        push_section(text, |out| man.render_synopsis_section(out))?;
        push_section(text, |out| man.render_options_section(out))?;
        text.extend(examples.as_bytes());
    }
    shown(command).try_for_each(|inner| push_command(inner, &name, text))
}

/// A section without its heading.
fn push_section(
    text: &mut Vec<u8>,
    render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    let mut section = Vec::new();
    render(&mut section)?;
    let lines = section.split_inclusive(|byte| *byte == b'\n');
    lines.filter(|line| !line.starts_with(b".SH")).for_each(|line| text.extend(line));
    Ok(())
}

/// What is said after the help of a command, its lines as they are.
fn as_it_stands(command: &Command) -> String {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let help = help.strip_prefix("Examples:\n").unwrap_or(&help).trim_end().to_owned();
    if help.is_empty() {
        return help;
    }
    format!(".PP\n.nf\n{}\n.fi\n", escaped(&help))
}

/// The text in roff: its signs are letters.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    text.lines()
        .map(|line| if line.starts_with('.') { format!("\\&{line}") } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\n")
}
