//! The archive's folder in, what git knows of it out: the files of a revision, and the days on
//! which files were published and changed. The only code that runs git; nothing is written.
//!
//! A work tree may come from anybody, and its configuration with it: no pager, no colours, no
//! signatures and no watcher of the file system have a say here, and what git answers is bytes
//! until it is found to be text.

mod history;
mod log;
mod revision;

use std::{
    io::{self, Read as _},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use camino::Utf8Path;

use crate::error::Error;

pub(crate) use history::history_at;
pub use history::read_history;
pub(crate) use revision::read;

/// What a shell or a hook may have set to lead git to another repository, or to read paths and
/// options otherwise.
const LEADING_ASTRAY: [&str; 15] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// Git in the archive's folder: never through a shell, never waiting for a person, and in words
/// that [`failed`] knows.
fn git(root: &Utf8Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    for variable in LEADING_ASTRAY {
        command.env_remove(variable);
    }
    command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    command.args(["--no-pager", "--no-optional-locks", "--no-replace-objects"]);
    command.args(["-c", "core.fsmonitor=false"]).arg("-C").arg(root).args(args);
    command.stdin(Stdio::null());
    command
}

/// What a program said.
struct Answer<T> {
    status: ExitStatus,
    /// What was made of its standard output.
    heard: T,
    /// How its standard error begins.
    complaint: Vec<u8>,
}

/// No program complains at greater length.
const LONGEST_COMPLAINT: u64 = 10_000;

/// Runs a program, and makes something of its standard output as it comes. One that is not done
/// in time is ended.
fn listen<T: Send + 'static>(
    mut command: Command,
    deadline: Instant,
    hear: impl FnOnce(ChildStdout) -> io::Result<T> + Send + 'static,
) -> io::Result<Answer<T>> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (Some(out), Some(err)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let (tell_heard, heard) = mpsc::channel();
    let (tell_complaint, complaint) = mpsc::channel();
    thread::spawn(move || tell_heard.send(hear(out)));
    thread::spawn(move || tell_complaint.send(beginning(err)));
    let said = || -> io::Result<(T, Vec<u8>)> {
        let heard = heard.recv_timeout(until(deadline)).map_err(too_late)?;
        let complaint = complaint.recv_timeout(until(deadline)).map_err(too_late)?;
        Ok((heard?, complaint))
    };
    let said = said().and_then(|said| Ok((said, ended(&mut child, deadline)?)));
    if said.is_err() {
        let _ = child.kill();
        let _ = child.wait();
    }
    let ((heard, complaint), status) = said?;
    Ok(Answer { status, heard, complaint })
}

fn until(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

fn too_late(_: mpsc::RecvTimeoutError) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "git takes too long")
}

/// How a stream begins; the rest is read too, as who writes it would wait for ever.
fn beginning(mut stream: impl io::Read) -> Vec<u8> {
    let mut begins = Vec::new();
    let _ = stream.by_ref().take(LONGEST_COMPLAINT).read_to_end(&mut begins);
    let _ = io::copy(&mut stream, &mut io::sink());
    begins
}

/// The status of a program that has said all it had to say.
fn ended(child: &mut Child, deadline: Instant) -> io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if until(deadline).is_zero() {
            return Err(too_late(mpsc::RecvTimeoutError::Timeout));
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// All that a program says.
fn all(mut out: ChildStdout) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    out.read_to_end(&mut all)?;
    Ok(all)
}

fn is_outside(said: &[u8]) -> bool {
    String::from_utf8_lossy(said).contains("fatal: not a git repository")
}

/// Git's own words, without its "fatal: ".
fn failed(root: &Utf8Path, said: &[u8]) -> Error {
    let all = String::from_utf8_lossy(said);
    let said = all.lines().find(|line| line.starts_with("fatal: ")).unwrap_or(all.trim());
    let why = match said.trim_start_matches("fatal: ") {
        _ if is_outside(all.as_bytes()) => {
            "it is in no work tree of git; compare the folders of two built sites instead"
        }
        "" => "git gives no reason",
        said => said,
    };
    Error::NoHistory { folder: root.to_owned(), why: why.replace(char::is_control, "\u{FFFD}") }
}

fn no_answer(root: &Utf8Path, source: &io::Error) -> Error {
    let why = match source.kind() {
        io::ErrorKind::NotFound => {
            "git is not installed; install it, or compare the folders of two built sites".to_owned()
        }
        _ => source.to_string(),
    };
    Error::NoHistory { folder: root.to_owned(), why }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, patience: Duration) -> io::Result<Answer<Vec<u8>>> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        listen(command, Instant::now() + patience, all)
    }

    const LONG: Duration = Duration::from_mins(1);

    #[test]
    fn what_a_program_says_and_how_it_ends_is_heard() {
        let answer = shell("echo out; echo err >&2; exit 3", LONG).unwrap();
        assert_eq!((&*answer.heard, &*answer.complaint), (&b"out\n"[..], &b"err\n"[..]));
        assert_eq!(answer.status.code(), Some(3));
    }

    #[test]
    fn a_program_that_complains_without_end_is_heard_out() {
        let answer = shell("yes complaint | head -c 1000000 >&2; echo done", LONG).unwrap();
        assert_eq!(answer.heard, b"done\n");
        assert_eq!(answer.complaint.len() as u64, LONGEST_COMPLAINT);
    }

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        for script in ["exec sleep 600", "sleep 600", "exec >&- 2>&-; exec sleep 600"] {
            let answer = shell(script, Duration::from_millis(50));
            assert_eq!(answer.err().unwrap().kind(), io::ErrorKind::TimedOut, "{script}");
        }
    }
}
