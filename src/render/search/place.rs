//! In which file a word or a key is.

use super::pack::Packed;

/// About how many bytes a file of keys has: a search reads one, beside words.
pub(super) const KEYS: usize = 4_000;
/// Keys in files by their [`bucket`]: none has to be told where a key is.
pub(super) fn buckets(keys: &[String]) -> Vec<String> {
    let n_bytes: usize = keys.iter().map(|key| key.len() + 1).sum();
    let mut files = vec![String::new(); n_bytes.div_ceil(KEYS).max(1)];
    let n_files = files.len();
    for one in keys {
        let key = one.split(' ').next().unwrap_or_default();
        if let Some(file) = files.get_mut(bucket(key, n_files)) {
            file.push_str(if file.is_empty() { "" } else { "|" });
            file.push_str(one);
        }
    }
    files
}

/// In which of so many files a key is.
pub(super) fn bucket(key: &str, n_files: usize) -> usize {
    let add = |sum: u32, unit| sum.wrapping_mul(31).wrapping_add(u32::from(unit));
    key.encode_utf16().fold(0, add) as usize % n_files
}

/// What tells in which file a word is: the shortest beginning of the first word of each that comes
/// after the last word of the file before.
pub(super) fn beginnings(shards: &[Packed]) -> Vec<String> {
    let word = |piece: &str| piece.split(' ').next().unwrap_or_default().to_owned();
    let last = |shard: &Packed| word(shard.text.rsplit('|').next().unwrap_or_default());
    let lasts = std::iter::once(String::new()).chain(shards.iter().map(last));
    lasts.zip(shards).map(|(last, shard)| beginning(&word(&shard.text), &last).to_owned()).collect()
}

/// The shortest beginning of a word that comes after another one, which comes before the word.
pub(super) fn beginning<'w>(word: &'w str, after: &str) -> &'w str {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut beginnings = ends.filter_map(|end| word.get(..end));
    beginnings.find(|start| *start > after).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_words_is_told_by_no_more_letters_than_it_takes() {
        assert_eq!(beginning("discussion", "dirt"), "dis");
        assert_eq!(beginning("dirty", "dirt"), "dirty");
        assert_eq!(beginning("abend", ""), "a");
        assert_eq!(beginning("會議", "zone"), "會");
    }

    #[test]
    fn keys_are_spread_over_files_of_about_one_size() {
        let keys: Vec<String> = (0..5_000).map(|n| format!("=p{}-{} A", n / 5, n % 5)).collect();
        let files = buckets(&keys);
        let longest = files.iter().map(String::len).max().unwrap();
        assert!(files.len() > 5 && longest < 2 * KEYS, "{} files, {longest} bytes", files.len());
        assert_eq!(files.iter().flat_map(|file| file.split('|')).count(), keys.len());
        assert_eq!(buckets(&[]), [""], "there is a file to ask, though no key is in it");
    }
}
