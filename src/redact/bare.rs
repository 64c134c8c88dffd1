//! Files as a reader sees them, or a program that reads them: the text of a file goes in; the forms
//! in which a name may be hidden in it come out.

use std::borrow::Cow;

/// The text as it stands, and with its codes resolved: escapes, entities and percent signs, folded
/// lines of calendars; markup without its tags.
pub(super) fn forms(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let resolved = text.contains(['%', '&', '\\', '\r']);
    let resolved = resolved.then(|| Cow::Owned(resolved_codes(text)));
    let untagged = text.contains('<').then(|| Cow::Owned(entities(&without_tags(text))));
    std::iter::once(Cow::Borrowed(text)).chain(resolved).chain(untagged)
}

/// The texts that may be in bytes: as UTF-8, and where zeros are among them as UTF-16 in either
/// order, from either byte on.
pub(super) fn texts(bytes: &[u8]) -> impl Iterator<Item = Cow<'_, str>> {
    let wide = if bytes.contains(&0) { &WIDE[..] } else { &[] };
    let wide = wide.iter().map(|(start, is_lesser_first)| {
        let units = bytes.get(*start..).unwrap_or_default().chunks_exact(2);
        let unit = if *is_lesser_first { u16::from_le_bytes } else { u16::from_be_bytes };
        let units = units.filter_map(|two| Some(unit(two.try_into().ok()?)));
        Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect())
    });
    std::iter::once(String::from_utf8_lossy(bytes)).chain(wide)
}

/// From which byte on, and whether the lesser byte comes first.
const WIDE: [(usize, bool); 4] = [(0, true), (1, true), (0, false), (1, false)];

fn resolved_codes(text: &str) -> String {
    let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "");
    percents(&entities(&escapes(&unfolded)))
}

/// Resolves what begins with a sign: `read` says what stands there, and how many bytes it takes.
fn resolved(text: &str, sign: char, read: impl Fn(&str) -> Option<(Vec<u8>, usize)>) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(sign) {
        let (before, from) = rest.split_at(at);
        out.extend_from_slice(before.as_bytes());
        let (with, length) = read(from).unwrap_or_else(|| (vec![b' '; 0], 0));
        if length == 0 {
            out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
        }
        out.extend(with);
        rest = from.get(length.max(sign.len_utf8())..).unwrap_or_default();
    }
    out.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&out).into_owned()
}

/// `%C5%BD`
fn percents(text: &str) -> String {
    resolved(text, '%', |from| {
        let digits =
            from.get(1..3).filter(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        Some((vec![u8::from_str_radix(digits, 16).ok()?], 3))
    })
}

/// `\u017d` and `\n` of JSON and scripts, `\,` of calendars.
fn escapes(text: &str) -> String {
    resolved(text, '\\', |from| match from.chars().nth(1)? {
        'u' => {
            let unit = u32::from_str_radix(from.get(2..6)?, 16).ok()?;
            Some((char::from_u32(unit)?.to_string().into_bytes(), 6))
        }
        'n' | 'r' | 't' | 'N' => Some((vec![b' '], 2)),
        other => Some((other.to_string().into_bytes(), 1 + other.len_utf8())),
    })
}

/// `&#381;`, `&Zcaron;` and `&nbsp;`.
fn entities(text: &str) -> String {
    resolved(text, '&', |from| {
        let name = from.get(1..from.bytes().take(12).position(|byte| byte == b';')?)?;
        Some((entity(name)?.into_bytes(), name.len() + 2))
    })
}

/// What an entity stands for, accents aside.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal =
            number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        let code = hexadecimal.unwrap_or_else(|| number.parse()).ok()?;
        return Some(char::from_u32(code)?.to_string());
    }
    let plain = match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" | "Tab" | "NewLine" => " ",
        "shy" | "zwj" | "zwnj" | "lrm" | "rlm" => "",
        "amp" => "&",
        "apos" | "rsquo" | "lsquo" => "'",
        "hyphen" | "dash" | "ndash" => "-",
        "period" => ".",
        "lowbar" => "_",
        "szlig" => "ss",
        "aelig" | "AElig" => "ae",
        "oelig" | "OElig" => "oe",
        "inodot" | "imath" => "i",
        _ => return accented(name),
    };
    Some(plain.to_owned())
}

/// The letter of `Zcaron`, `eacute` and their like.
fn accented(name: &str) -> Option<String> {
    let mut letters = name.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    let is_accent = [
        "acute", "grave", "circ", "uml", "tilde", "caron", "cedil", "ring", "slash", "breve",
        "ogon", "macr", "strok", "dot", "dblac",
    ]
    .contains(&letters.as_str());
    is_accent.then(|| letter.to_string())
}

/// Elements that part no word.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u",
    "var",
];

/// The text between tags; those that begin something new part it.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
        let mut words = inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric());
        let name = words.next().unwrap_or_default();
        if !(INLINE.iter().any(|one| one.eq_ignore_ascii_case(name)) || name == "wbr") {
            out.push('\u{1}');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_resolved() {
        let all = |text: &str| forms(text).collect::<Vec<_>>().join("|");
        assert!(all("a=Ana%20Lima&amp;b").contains("|a=Ana Lima&b"));
        assert!(all("\"\\u017darko\\nKeci\\u0107\"").contains("|\"Žarko Kecić\""));
        assert!(all("SUMMARY:Ana L\r\n ima\\, chair").contains("|SUMMARY:Ana Lima, chair"));
        assert!(all("&Zcaron;arko&nbsp;Keci&#263;").contains("|Zarko Kecić"));
        assert!(all("<p>Ana <em>Li</em>ma</p>").contains("Ana Lima"));
        assert!(!all("<td>Ana</td><td>Lima</td>").contains("AnaLima"));
        for bytes in [&b"A\0n\0a\0"[..], b"\0A\0n\0a", b"xA\0n\0a\0", b"x\0A\0n\0a"] {
            assert!(texts(bytes).any(|text| text.contains("Ana")));
        }
    }

    #[test]
    fn what_is_no_code_stays() {
        for text in ["100% & more", "\\", "%", "&", "&amp", "a%zz\\u12", "%C5"] {
            forms(text).for_each(drop);
        }
        assert_eq!(percents("100% of 5%"), "100% of 5%");
        assert_eq!(entities("Q&A; R&D"), "Q&A; R&D");
    }
}
