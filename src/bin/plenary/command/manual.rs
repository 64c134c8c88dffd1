//! `plenary completions` and `plenary man`: what shells and readers of manuals need to know of the
//! command line.

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

/// Prints the manual page: the program's, then a section a command.
pub(crate) fn man() -> Result<Exit, Error> {
    let failed = |source| Error::Write { path: "the manual page".into(), source };
    let mut text = Vec::new();
    let mut program = Args::command();
    program.build();
    Man::new(program.clone()).render(&mut text).map_err(failed)?;
    for command in program.get_subcommands().filter(|command| !is_left_out(command)) {
        render_command(command, "plenary", &mut text).map_err(failed)?;
    }
    terminal::print(&String::from_utf8_lossy(&text));
    Ok(Exit::Done)
}

fn is_left_out(command: &Command) -> bool {
    command.is_hide_set() || command.get_name() == "help"
}

/// A command under its own heading, and the commands within it; options that all commands share
/// are told once, with the program.
fn render_command(command: &Command, above: &str, text: &mut Vec<u8>) -> std::io::Result<()> {
    let name = format!("{above} {}", command.get_name());
    let own = command.clone().mut_args(|arg| {
        let is_common = arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version");
        arg.hide(is_common)
    });
    text.extend(format!(".SH \"{}\"\n", name.to_uppercase()).as_bytes());
    let man = Man::new(own.bin_name(&name));
    man.render_description_section(text)?;
    let mut sections = Vec::new();
    man.render_synopsis_section(&mut sections)?;
    man.render_options_section(&mut sections)?;
    man.render_extra_section(&mut sections)?;
    text.extend(String::from_utf8_lossy(&sections).replace(".SH ", ".SS ").as_bytes());
    let inner = command.get_subcommands().filter(|command| !is_left_out(command));
    inner.into_iter().try_for_each(|command| render_command(command, &name, text))
}
