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
