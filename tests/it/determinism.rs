//! The same bytes from the same content, whatever the machine.

use crate::support::{sample, sample_as_of};

#[test]
fn two_builds_give_the_same_bytes_with_one_thread_or_eight() {
    let site = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let site = sample_as_of("2018-10-01");
            site.0
                .outputs
                .iter()
                .map(|output| (output.address.to_string(), output.bytes().map(<[u8]>::to_vec)))
                .collect::<Vec<_>>()
        })
    };
    let (one, eight) = (site(1), site(8));
    assert!(one.len() > 100);
    for (first, second) in one.iter().zip(&eight) {
        assert_eq!(first.0, second.0);
        assert!(first.1 == second.1, "{} differs", first.0);
    }
    assert_eq!(one.len(), eight.len());
}

#[test]
fn without_an_as_of_day_source_date_epoch_counts() {
    let text =
        std::fs::read_to_string(crate::support::repository().join("content/site.toml")).unwrap();
    let site =
        text.lines().filter(|line| !line.starts_with("as_of")).collect::<Vec<_>>().join("\n");
    let files = sample()
        .files()
        .map(|(path, entry)| {
            let plenary::Entry::Bytes(bytes) = entry else { panic!("{path} is no text") };
            (
                path.to_owned(),
                if path == "content/site.toml" { site.as_bytes().to_vec() } else { bytes.to_vec() },
            )
        })
        .collect::<Vec<_>>();
    let options =
        plenary::Options { source_date_epoch: Some(1_500_508_800), ..plenary::Options::default() };
    assert_eq!(
        plenary::run(&plenary::Tree::in_memory(files), &options).as_of.to_string(),
        "2017-07-20"
    );
}

/// Where a build is made: the variables of its environment, the words before its command, whether
/// its archive is named outright or from a folder above, and in which order its files came to be.
struct Machine {
    variables: &'static [(&'static str, &'static str)],
    umask: &'static str,
    is_relative: bool,
    is_reversed: bool,
}

const MACHINES: [Machine; 4] = [
    Machine {
        variables: &[("TZ", "UTC"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1"), ("TERM", "dumb")],
        umask: "022",
        is_relative: false,
        is_reversed: false,
    },
    Machine {
        variables: &[
            ("TZ", "Pacific/Kiritimati"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "tr_TR.UTF-8"),
            ("RAYON_NUM_THREADS", "8"),
            ("TERM", "xterm-256color"),
            ("COLUMNS", "40"),
            ("SOURCE_DATE_EPOCH", "1"),
        ],
        umask: "077",
        is_relative: true,
        is_reversed: true,
    },
    Machine {
        variables: &[
            ("TZ", "America/St_Johns"),
            ("LC_ALL", "ar_EG.UTF-8"),
            ("LANG", "ja_JP.eucJP"),
            ("HOME", "/nonexistent"),
            ("USER", "somebody"),
            ("LOGNAME", "somebody"),
            ("SOURCE_DATE_EPOCH", "4102444800"),
        ],
        umask: "002",
        is_relative: true,
        is_reversed: false,
    },
    Machine {
        variables: &[
            ("TZ", ":/etc/nowhere"),
            ("LC_COLLATE", "et_EE.UTF-8"),
            ("HOSTNAME", "other"),
            ("CLICOLOR_FORCE", "1"),
        ],
        umask: "022",
        is_relative: false,
        is_reversed: true,
    },
];

#[cfg(unix)]
#[test]
fn the_same_content_gives_the_same_bytes_on_any_machine() {
    let sites = MACHINES.each_ref().map(built_on);
    assert!(sites[0].len() > 100);
    for other in &sites[1..] {
        let names = |site: &Site| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(other), names(&sites[0]));
        for (path, bytes) in other {
            assert!(*bytes == sites[0][path], "{path} differs");
        }
    }
}

type Site = std::collections::BTreeMap<String, Vec<u8>>;

/// The sample built there: every file of it. An as-of day is given, so that the clock and
/// `SOURCE_DATE_EPOCH` have no say.
fn built_on(machine: &Machine) -> Site {
    let folder = crate::support::Folder::new();
    let mut files: Vec<_> =
        sample().files().map(|(path, entry)| (path.to_owned(), entry.clone())).collect();
    if machine.is_reversed {
        files.reverse();
    }
    for (path, entry) in files.iter().filter(|(path, _)| path.starts_with("content")) {
        let copy = folder.path.join("some where").join(path);
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        match entry {
            plenary::Entry::Bytes(bytes) => std::fs::write(copy, bytes).unwrap(),
            plenary::Entry::OnDisk { path, .. } => drop(std::fs::copy(path, copy).unwrap()),
            plenary::Entry::Unreadable(why) => panic!("{path}: {why}"),
        }
    }
    let here = folder.path.join("some where");
    let root = if machine.is_relative { "./some where/../some where" } else { here.as_str() };
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "umask $0; exec \"$@\"", machine.umask, env!("CARGO_BIN_EXE_plenary")]);
    shell.args(["build", "-q", "--as-of", "2018-10-01", "--root", root, "--output", "out"]);
    shell
        .current_dir(&folder.path)
        .env_remove("SOURCE_DATE_EPOCH")
        .envs(machine.variables.iter().copied());
    let done = shell.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = folder.files().into_iter();
    let site =
        files.filter_map(|(path, bytes)| Some((path.strip_prefix("out/")?.to_owned(), bytes)));
    site.filter(|(path, _)| path != ".plenary-lock").collect()
}

#[cfg(unix)]
#[test]
fn published_files_have_the_rights_that_the_umask_leaves() {
    use std::os::unix::fs::PermissionsExt;
    for (umask, file, inside) in
        [("022", 0o644, 0o755), ("002", 0o664, 0o775), ("077", 0o600, 0o700)]
    {
        let folder = crate::support::Folder::archive();
        let mut shell = std::process::Command::new("sh");
        shell.args([
            "-c",
            "umask $0; exec \"$@\"",
            umask,
            env!("CARGO_BIN_EXE_plenary"),
            "build",
            "-q",
        ]);
        assert!(shell.current_dir(&folder.path).status().unwrap().success());
        let rights =
            |path: &str| folder.path.join(path).metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((rights("public/index.html"), rights("public/data")), (file, inside), "{umask}");
    }
}
