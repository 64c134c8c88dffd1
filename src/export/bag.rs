//! A bag (RFC 8493): the payload goes in; it and the files that say what it holds come out.

use std::fmt::Write as _;

use super::{
    pack::{Pack, Sum},
    payload::{self, About},
};
use crate::{error::Error, source::Entry};

/// The version of the format, and how names are written in it.
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// Puts the payload into a bag, and then what is said of it; what the payload holds comes out.
pub(super) fn put(
    files: &[(String, Entry)],
    about: &About,
    digest: &str,
    pack: &mut Pack,
) -> Result<Vec<(String, Sum)>, Error> {
    let folder = about.folder();
    let sums = payload::put(files, &format!("{folder}/data"), pack)?;
    let listed = sums.iter().map(|(path, sum)| (format!("data/{path}"), sum));
    let tags = [
        ("bag-info.txt", info(about, digest, &sums)),
        ("bagit.txt", DECLARATION.to_owned()),
        ("manifest-sha256.txt", manifest(listed)),
    ];
    let mut tag_sums = Vec::new();
    for (name, text) in tags {
        let entry = Entry::Bytes(text.into_bytes().into());
        tag_sums.push((name.to_owned(), pack.put(&format!("{folder}/{name}"), &entry)?));
    }
    let text = manifest(tag_sums.iter().map(|(name, sum)| (name.clone(), sum)));
    let entry = Entry::Bytes(text.into_bytes().into());
    pack.put(&format!("{folder}/tagmanifest-sha256.txt"), &entry)?;
    Ok(sums)
}

/// A line a file: its digest, and its path.
fn manifest<'s>(files: impl Iterator<Item = (String, &'s Sum)>) -> String {
    files.map(|(path, sum)| format!("{}  {}\n", sum.sha256, encoded(&path))).collect()
}

/// A path as a manifest has it: what would end its line, and the mark of this encoding itself, is
/// encoded, and nothing else is.
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

/// What `bag-info.txt` says. Of days it has the as-of day alone, as all else would differ at each
/// export.
fn info(about: &About, digest: &str, sums: &[(String, Sum)]) -> String {
    let n_bytes: u64 = sums.iter().map(|(_, sum)| sum.n_bytes).sum();
    let mut out = String::new();
    let mut line = |label: &str, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            // writing to a string cannot fail
            let _ = writeln!(out, "{label}: {value}");
        }
    };
    line("Source-Organization", &about.title);
    line("Contact-Email", about.contact.as_deref().unwrap_or_default());
    line("External-Description", &about.description);
    line("External-Identifier", &about.base_url);
    line("Payload-Oxum", &format!("{n_bytes}.{}", sums.len()));
    line("Bag-Software-Agent", concat!("plenary ", env!("CARGO_PKG_VERSION")));
    line("As-Of", &about.as_of.to_string());
    line("Site-Manifest-SHA256", digest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_as_far_as_the_format_wants_it_and_no_further() {
        assert_eq!(encoded("data/100%\r\nŽ a.pdf"), "data/100%25%0D%0AŽ a.pdf");
    }
}
