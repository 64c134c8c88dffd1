//! `plenary minutes`: the mail that staff send after a call.

use plenary::{Error, Mail, Tree};

use super::{answer, refuse, tell_beside};
use crate::{
    args::{Common, Format},
    exit::Exit,
    progress::Progress,
    terminal,
};

/// Prints the mail of a meeting.
pub(crate) fn minutes(common: &Common, meeting: &str, format: Format) -> Result<Exit, Error> {
    let mail = match format {
        Format::Text => Mail::Text,
        Format::Markdown => Mail::Markdown,
        _ => {
            return Ok(refuse(&"minutes are `text` or `markdown`; write --format after `minutes`"));
        }
    };
    let progress = Progress::begin(common, "load");
    let tree = Tree::on_disk(&common.root()?)?;
    let minutes = plenary::minutes(&tree, &common.options(), meeting, mail);
    drop(progress);
    let minutes = match minutes {
        Ok(minutes) => minutes,
        Err(refusal) => return Ok(answer(&refusal)),
    };
    terminal::print(&minutes.text);
    if minutes.is_to_come && !common.quiet {
        terminal::say("note: this meeting is still to come");
    }
    Ok(tell_beside(&minutes.report, &minutes.sources, common))
}
