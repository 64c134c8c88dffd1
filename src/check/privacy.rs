//! `privacy/passcode`, `privacy/phone`: what an invitation holds and a public record must not.

use std::{borrow::Cow, mem, ops::Range, sync::LazyLock};

use hashbrown::HashMap;

use super::lines;
use crate::{
    diagnostic::{Diagnostic, code},
    source::{FileId, SourceFile, Span},
};

/// The secrets of a file.
pub(super) fn of_file(id: FileId, file: &SourceFile) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    for (at, line) in lines(file).filter(|(_, line)| holds_digits(line)) {
        let span = |range: &Range<usize>| Span::new(id, at + range.start..at + range.end);
        let (secrets, phones) = found_in(line);
        said.extend(secrets.iter().map(|range| passcode(span(range))));
        said.extend(phones.into_iter().map(|range| phone(span(&range), &line[range])));
    }
    said
}

/// Whether there is a number at all, as in few lines of prose: all that is looked for has one.
fn holds_digits(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit())
        || !line.is_ascii() && line.contains(|c| plain(c).is_ascii_digit())
}

/// Where passcodes stand in a line, and telephone numbers that are none.
fn found_in(line: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let plain = Plain::of(line);
    let secrets = passcodes(&plain.text);
    let mut phones = phones(&plain.text);
    phones.retain(|phone| !secrets.iter().any(|code| overlap(code, phone)));
    let placed = |found: Vec<Range<usize>>| {
        found.into_iter().map(|range| plain.place(range)).collect::<Vec<_>>()
    };
    (placed(secrets), placed(phones))
}

/// A line with plain spaces, hyphens, quotes and digits in place of those that word processors and
/// other scripts have.
struct Plain<'a> {
    text: Cow<'a, str>,
    /// Of each byte of the text, the byte of the line; empty where they are the same.
    places: Vec<usize>,
}

impl<'a> Plain<'a> {
    fn of(line: &'a str) -> Self {
        if line.is_ascii() {
            return Self { text: Cow::Borrowed(line), places: Vec::new() };
        }
        let (mut text, mut places) = (String::with_capacity(line.len()), Vec::new());
        let mut is_international = false;
        for (at, c) in line.char_indices() {
            is_international = c == '+' || is_international && !c.is_ascii_whitespace();
            let c = match c {
                '–' | '—' if is_international => '-',
                other => plain(other),
            };
            places.extend((0..c.len_utf8()).map(|_| at));
            text.push(c);
        }
        places.push(line.len());
        Self { text: Cow::Owned(text), places }
    }

    /// The place in the line.
    fn place(&self, range: Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.places.get(byte).copied().unwrap_or(byte);
        at(range.start)..at(range.end)
    }
}

fn plain(c: char) -> char {
    match c {
        '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}' | '\u{3000}' => ' ',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '’' | '‘' => '\'',
        '“' | '”' | '„' | '«' | '»' | '「' | '」' => '"',
        '：' | '→' => ':',
        '０'..='９' => digit(c, '０'),
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        other => other,
    }
}

/// The digit of another script, whose zero is given.
fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c).saturating_sub(u32::from(zero)), 10).unwrap_or(c)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn passcode(span: Span) -> Diagnostic {
    Diagnostic::new(code::PRIVACY_PASSCODE, span, "a passcode would be published")
        .help("delete it, and change it where it still opens something")
        .why("whoever reads the record could join the call")
}

fn phone(span: Span, number: &str) -> Diagnostic {
    Diagnostic::new(
        code::PRIVACY_PHONE,
        span,
        format!("`{number}` looks like a telephone number, and would be published"),
    )
    .help("delete it, or link to a page that says how to call in")
}

/// Words that come before a secret, lower case; a space stands for any or no space or hyphen.
const SECRETS: &[&str] = &[
    // English
    "pass code",
    "pass key",
    "pass phrase",
    "pass word",
    "passwd",
    "pwd",
    "pw",
    "pin",
    "pin code",
    "access code",
    "attendee code",
    "bridge code",
    "chair code",
    "chairperson code",
    "conference code",
    "conference id",
    "dial in code",
    "guest code",
    "host code",
    "host key",
    "leader code",
    "moderator code",
    "participant code",
    "participants code",
    "security code",
    // French, Spanish, Portuguese, Italian, Romanian
    "code d'accès",
    "code d'acces",
    "code secret",
    "code de conférence",
    "code de participant",
    "code participant",
    "id de conférence",
    "mot de passe",
    "numéro de conférence",
    "clave",
    "clave de acceso",
    "contraseña",
    "código de acceso",
    "codigo de acceso",
    "código de acesso",
    "código de conferencia",
    "código de participante",
    "palavra passe",
    "senha",
    "codice d'accesso",
    "codice di accesso",
    "cod de acces",
    "parolă",
    // German, Dutch, the Nordic languages
    "kenncode",
    "kennwort",
    "passwort",
    "teilnehmercode",
    "zugangscode",
    "toegangscode",
    "wachtwoord",
    "adgangskode",
    "lösenord",
    "passord",
    "salasana",
    "tilgangskode",
    "åtkomstkod",
    // Slavic languages, Hungarian, Greek, Turkish
    "hasło",
    "heslo",
    "kod dostępu",
    "код доступа",
    "код доступу",
    "код конференции",
    "код участника",
    "секретный код",
    "пароль",
    "пин",
    "пин код",
    "jelszó",
    "κωδικός",
    "erişim kodu",
    "parola",
    "şifre",
    // Arabic, Hebrew, Indonesian, Vietnamese
    "الرقم السري",
    "الرمز السري",
    "رقم التعريف الشخصي",
    "رمز الدخول",
    "رمز المرور",
    "رمز المشاركة",
    "رمز الوصول",
    "كلمة السر",
    "كلمة المرور",
    "סיסמה",
    "kata sandi",
    "mật khẩu",
    // Chinese, Japanese, Korean
    "主持人密钥",
    "主持人金鑰",
    "口令",
    "密码",
    "密碼",
    "接入码",
    "访问代码",
    "访问码",
    "訪問碼",
    "通行码",
    "通行碼",
    "パスコード",
    "パスワード",
    "暗証番号",
    "비밀번호",
    "암호",
    "패스코드",
];

/// Words for a code of any kind: of a call only where the line says so.
const CODES: &[&str] = &["code", "codice", "código", "codigo", "kod", "код"];

/// What a word that is looked for stands before.
#[derive(Clone, Copy)]
enum Kind {
    Secret,
    Code,
}

/// Words by their first two letters: few words of a line begin like one of ours.
type ByLetters = HashMap<[char; 2], Vec<(&'static str, Kind)>>;

/// All these words.
static WORDS: LazyLock<ByLetters> = LazyLock::new(|| {
    let secrets = SECRETS.iter().map(|word| (*word, Kind::Secret));
    let mut words = ByLetters::new();
    for (word, kind) in secrets.chain(CODES.iter().map(|word| (*word, Kind::Code))) {
        let mut letters = word.chars();
        let two = [letters.next(), letters.next()].map(Option::unwrap_or_default);
        words.entry(two).or_default().push((word, kind));
    }
    words
});

/// Where secrets stand: after such a word and `:`, `=`, `is` or a space, a word that holds a digit
/// (after a colon, `=` or a quotation mark, any word of four letters or more), or a number before
/// it: `Enter 7788 as the passcode`.
fn passcodes(line: &str) -> Vec<Range<usize>> {
    let lower = if line.is_ascii() {
        line.to_ascii_lowercase()
    } else {
        line.chars().map(lower_case).collect()
    };
    let mut found = Vec::new();
    each_word(&lower, |word, kind| {
        found.extend(match kind {
            Kind::Secret => secret(line, word.end).or_else(|| number_before(&lower, &word)),
            Kind::Code => number_after(&lower, &word),
        });
    });
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|one, other| overlap(one, other));
    found
}

/// Takes every place where one of the words stands as a whole.
fn each_word(lower: &str, mut take: impl FnMut(Range<usize>, Kind)) {
    let mut is_inside = false;
    for (at, c) in lower.char_indices() {
        // scripts that write no spaces have no bounds of words to look for
        let is_bound = c < '\u{3040}';
        let is_inside = mem::replace(&mut is_inside, c.is_alphanumeric());
        if is_bound && is_inside {
            continue;
        }
        let next = lower[at + c.len_utf8()..].chars().next().unwrap_or_default();
        let words = WORDS.get(&[c, next]);
        for (word, kind) in words.into_iter().flatten() {
            if let Some(end) = end_of_word(lower, at, word, is_bound) {
                take(at..end, *kind);
            }
        }
    }
}

/// A number that is said to be the secret of the word behind it: `7788 as the passcode`, `123456
/// (passcode)`.
fn number_before(lower: &str, word: &Range<usize>) -> Option<Range<usize>> {
    let before = lower[..word.start].trim_end();
    let links = [" as", " is", " comme", " como", " als", " как"];
    let end = match before.strip_suffix('(') {
        Some(before) => before,
        None => {
            let before = without_article(before);
            links.iter().find_map(|link| before.strip_suffix(link))?
        }
    };
    let number = end.trim_end_matches([' ', '#', '*', '_', '`', '"']);
    let start = number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_apart = start == 0 || number[..start].ends_with([' ', '*', '_', '`', '"', '|', ':']);
    let is_code = (4..=12).contains(&number[start..].len()) && !is_year(&number[start..]);
    (is_apart && is_code && !is_named_otherwise(&lower[..start])).then_some(start..number.len())
}

/// Without the words between `is` and the word: `the meeting`.
fn without_article(text: &str) -> &str {
    let articles = ["the", "your", "our", "a", "le", "la", "el", "das", "meeting"];
    let last = text.rfind(' ').map_or(0, |at| at + 1);
    match text.get(..last) {
        Some(before) if articles.contains(&&text[last..]) => without_article(before.trim_end()),
        _ => text,
    }
}

/// The number after a word for any code: where the line begins with it (`Code: 123456`), or it is
/// to be entered (`use code 445566`).
fn number_after(lower: &str, word: &Range<usize>) -> Option<Range<usize>> {
    let before = lower[..word.start].trim_end();
    let verbs = ["use", "enter", "dial", "entrez", "saisissez", "introduzca", "ingrese", "введите"];
    let verb = without_article(before).rsplit(' ').next().unwrap_or_default();
    let is_first = before.trim_matches(|c: char| " \t-*_>|+".contains(c)).is_empty();
    let (length, join) = joined(&lower[word.end..]);
    let start = word.end + length;
    let rest = &lower[start..];
    let digits = leading(rest, "0123456789");
    let end = start + digits + more_groups(&rest[digits..]);
    let n_digits = lower[start..end].bytes().filter(u8::is_ascii_digit).count();
    let is_over = !lower[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let is_entered = verbs.contains(&verb) && n_digits >= 4 && !is_year(&lower[start..end]);
    let is_told = is_first && join == Join::Mark && (6..=12).contains(&n_digits);
    let is_last = lower[end..].trim_matches(|c: char| " \t*_#|.`".contains(c)).is_empty();
    (digits > 0 && is_over && (is_entered || is_told && is_last)).then_some(start..end)
}

/// `2017`: in a sentence a year rather than a secret.
fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// The lower case of a letter, where that takes as many bytes.
fn lower_case(c: char) -> char {
    let mut lower = c.to_lowercase();
    lower.next().filter(|lower| lower.len_utf8() == c.len_utf8()).unwrap_or(c)
}

fn end_of_word(lower: &str, at: usize, word: &str, is_bound: bool) -> Option<usize> {
    let mut rest = &lower[at..];
    for part in word.split(' ') {
        rest = rest.trim_start_matches([' ', '-']).strip_prefix(part)?;
    }
    let end = lower.len() - rest.len();
    (!(is_bound && rest.starts_with(|c: char| c.is_alphanumeric()))).then_some(end)
}

fn secret(line: &str, at: usize) -> Option<Range<usize>> {
    let rest = &line[at..];
    let gap = rest.len() - after_aside(rest).len();
    let gap = gap + leading(&rest[gap..], " \t*_\"'`|#)");
    let (after, join) = joined(&rest[gap..]);
    let start = at + gap + after;
    let is_quoted = line[..start].ends_with(['"', '\'', '`']);
    let value: &str =
        line[start..].split(|c: char| c.is_whitespace() || ",;|)\"'`<>".contains(c)).next()?;
    let value = value.trim_end_matches(['.', '#', '*', '_', ':']);
    if join == Join::Verb && is_year(value) {
        return None;
    }
    let end = start + value.len();
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let whole = start..end + if is_number { more_groups(&line[end..]) } else { 0 };
    let is_stated = join != Join::None || is_quoted;
    is_secret(&line[whole.clone()], is_stated, line[whole.end..].starts_with('#')).then_some(whole)
}

/// Whether a value is a secret; `is_stated` after a colon or in quotation marks, `is_keyed` before
/// a `#`, as telephones want it.
fn is_secret(value: &str, is_stated: bool, is_keyed: bool) -> bool {
    let n_digits = value.bytes().filter(u8::is_ascii_digit).count();
    let has_sign = value.contains(['!', '?', '$', '%', '&', '@', '^', '+']);
    n_digits >= 3
        || (is_stated && n_digits >= 1 && value.len() >= 4)
        || (is_keyed && n_digits >= 2)
        || (has_sign && n_digits >= 1 && value.len() >= 4)
}

/// How many bytes of these characters a text begins with.
fn leading(text: &str, of: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| of.contains(c)).len()
}

/// Past an aside of a few words: ` (case sensitive)`.
fn after_aside(rest: &str) -> &str {
    let aside = rest.trim_start_matches(' ').strip_prefix('(').and_then(|aside| {
        let (words, after) = aside.split_once(')')?;
        let is_words = words.len() <= 40 && !words.contains(|c: char| c.is_ascii_digit());
        (is_words && !words.contains('(')).then_some(after)
    });
    aside.unwrap_or(rest)
}

/// What stands between a word and its secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    None,
    /// `is`
    Verb,
    /// `:`, `=`
    Mark,
}

const MARKS: [&str; 5] = [":", "=", "–", "—", "- "];
const VERBS: [&str; 9] =
    ["is now ", "is ", "are ", "will be ", "was changed to ", "est ", "es ", "ist ", "это "];

/// Words by which it is said what a secret is for.
const PURPOSES: [&str; 16] = [
    "for",
    "to",
    "de",
    "del",
    "des",
    "du",
    "pour",
    "para",
    "per",
    "für",
    "der",
    "zur",
    "для",
    "к",
    "конференции",
    "للاجتماع",
];

/// How long that is which parts a word from its secret, with the space around it, and what it is.
fn joined(rest: &str) -> (usize, Join) {
    let is_space = |c: char| " \t*_\"'`".contains(c);
    let head = rest.trim_start_matches(is_space);
    let (after, join) =
        after_join(head).or_else(|| after_purpose(head)).unwrap_or((head, Join::None));
    (rest.len() - after.trim_start_matches(is_space).len(), join)
}

fn after_join(head: &str) -> Option<(&str, Join)> {
    let past = |words: &[&str]| words.iter().find_map(|word| head.strip_prefix(word));
    past(&MARKS).map(|after| (after, Join::Mark)).or_else(|| Some((past(&VERBS)?, Join::Verb)))
}

/// Past a few words that say what the secret is for: `for the meeting:`, `to join is`.
fn after_purpose(head: &str) -> Option<(&str, Join)> {
    let first = head.split(' ').next()?.trim_end_matches(':').to_lowercase();
    let end = head.find(|c: char| !(c.is_alphabetic() || c == ' ' || c == '\''))?;
    let (words, rest) = head.split_at(end);
    if !PURPOSES.contains(&first.as_str()) || words.split(' ').count() > MOST_WORDS_OF_PURPOSE {
        return None;
    }
    let is_verb = VERBS.iter().any(|verb| words.ends_with(&format!(" {verb}")));
    if is_verb { Some((rest, Join::Verb)) } else { after_join(rest) }
}

/// With more words, the sentence is about something else.
const MOST_WORDS_OF_PURPOSE: usize = 8;

/// `380 141 0560`: further groups of digits belong to the same secret.
fn more_groups(rest: &str) -> usize {
    let end = rest
        .char_indices()
        .find(|&(_, c)| !(c == ' ' || c == '-' || c.is_ascii_digit()))
        .map_or(rest.len(), |(at, _)| at);
    let groups = rest[..end].trim_end_matches([' ', '-']);
    if groups.bytes().any(|byte| byte.is_ascii_digit()) { groups.len() } else { 0 }
}

/// Where telephone numbers stand.
fn phones(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(range) = next_number(line, at) {
        at = range.end;
        if is_phone(line, &range) {
            found.push(range);
        }
    }
    found
}

/// The next run of digits and what may stand between them in a telephone number.
fn next_number(line: &str, from: usize) -> Option<Range<usize>> {
    let bytes = line.as_bytes();
    let digit = from + bytes[from..].iter().position(u8::is_ascii_digit)?;
    let lead = line[..digit].trim_end_matches(['+', '(']).len().max(from);
    let mut end = digit;
    let mut at = digit;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => end = at + 1,
            b' ' | b'-' | b'.' | b'(' | b')' | b'/' if at + 1 - end <= 2 => {}
            _ => break,
        }
        at += 1;
    }
    Some(lead..end)
}

fn is_phone(line: &str, range: &Range<usize>) -> bool {
    let number = &line[range.clone()];
    let (before, after) = (&line[..range.start], &line[range.end..]);
    let n_digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_apart = !before.ends_with(|c: char| c.is_alphanumeric() || "/=_#&%-.".contains(c))
        && !after.starts_with(|c: char| c.is_alphabetic() || "_=/%".contains(c));
    if !is_apart
        || !(7..=15).contains(&n_digits)
        || is_in_address(before)
        || is_named_otherwise(before)
    {
        return false;
    }
    number.starts_with('+') || (is_announced(before) && !is_date(number)) || is_domestic(number)
}

/// Whether the text breaks off inside a URL, whose numbers are its own.
fn is_in_address(before: &str) -> bool {
    before
        .rsplit(|c: char| c.is_whitespace() || "<>\"'".contains(c))
        .next()
        .is_some_and(|word| word.contains("://"))
}

/// "ISBN 978-…", "bug 1234567", "AS 64512": numbers that say what they are.
fn is_named_otherwise(before: &str) -> bool {
    let word = last_word(before);
    [
        "isbn", "issn", "doi", "bug", "issue", "ticket", "case", "report", "rfc", "as", "id",
        "pageid", "asn",
    ]
    .contains(&word.as_str())
}

/// "Tel.:", "phone", "dial-in", "call": words that announce a telephone number.
fn is_announced(before: &str) -> bool {
    let word = last_word(before);
    [
        "tel",
        "telephone",
        "phone",
        "mobile",
        "cell",
        "fax",
        "dial",
        "call",
        "toll",
        "free",
        "number",
        "whatsapp",
        "in",
    ]
    .contains(&word.as_str())
        && (word != "in" && word != "free" && word != "number"
            || before.to_ascii_lowercase().contains("dial")
            || before.to_ascii_lowercase().contains("toll"))
}

fn last_word(before: &str) -> String {
    let trimmed = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let gap = &before[trimmed.len()..];
    if gap.len() > 4 {
        return String::new();
    }
    trimmed.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase()
}

/// `2017-05-14`, `14.05.2017`, `2016 – 2020`.
fn is_date(number: &str) -> bool {
    let groups: Vec<&str> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let is_year =
        |group: &&str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    groups.iter().any(is_year) && groups.iter().all(|group| group.len() <= 2 || is_year(group))
}

/// `(310) 555-0199`, `310-555-0199`, `1-800-555-0199`, `0034 91 353 73 00`: groups as telephones
/// have them, that are neither a date nor an address of the internet.
fn is_domestic(number: &str) -> bool {
    let lengths: Vec<usize> =
        number.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|&len| len > 0).collect();
    let is_american =
        matches!(lengths.as_slice(), [3, 3, 4] | [1, 3, 3, 4]) && !number.contains('/');
    let is_international =
        number.starts_with("00") && lengths.len() >= 3 && lengths.iter().sum::<usize>() >= 10;
    let is_area = number.starts_with('(') && lengths.len() >= 2 && !is_date(number);
    is_american || is_international || is_area
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone_in(line: &str) -> Vec<&str> {
        found_in(line).1.into_iter().map(|range| &line[range]).collect()
    }

    fn passcode_in(line: &str) -> Vec<&str> {
        found_in(line).0.into_iter().map(|range| &line[range]).collect()
    }

    #[test]
    fn passcodes_are_found_in_the_languages_of_invitations() {
        for (line, secret) in [
            ("Code d’accès : 123456", "123456"),
            ("Mot de passe : abc123", "abc123"),
            ("Código de acceso: 123456", "123456"),
            ("Contraseña: abc123", "abc123"),
            ("Senha: 123456", "123456"),
            ("Zugangscode: 123456", "123456"),
            ("Kennwort: abc123", "abc123"),
            ("Wachtwoord: abc123", "abc123"),
            ("Пароль: abc123", "abc123"),
            ("КОД ДОСТУПА: 123456", "123456"),
            ("会议密码：123456", "123456"),
            ("パスコード: 123456", "123456"),
            ("비밀번호: 123456", "123456"),
            ("كلمة المرور: 123456", "123456"),
            ("Code : 123456", "123456"),
            ("Código: 123456", "123456"),
            ("Код: 123456", "123456"),
            ("Введите код 123456", "123456"),
            ("Mot de passe de la réunion : 123456", "123456"),
            ("Code de participant : 123456", "123456"),
            ("La contraseña es abc123", "abc123"),
            ("Contraseña de la reunión: 123456", "123456"),
            ("Пароль конференции: 123456", "123456"),
            ("Код доступа к конференции: 123456", "123456"),
            ("الرقم السري: 123456", "123456"),
            ("كلمة المرور للاجتماع: 123456", "123456"),
            ("访问代码：123456", "123456"),
            ("主持人密钥: １２３４５６", "１２３４５６"),
            ("Passcode: ١٢٣٤٥٦", "١٢٣٤٥٦"),
        ] {
            assert_eq!(passcode_in(line), [secret], "{line}");
        }
    }

    #[test]
    fn passcodes_are_found_however_they_are_set() {
        for (line, secret) in [
            ("Meeting password Xy7!q", "Xy7!q"),
            ("PW: abc123", "abc123"),
            ("Passcode – a1B2c3", "a1B2c3"),
            ("Passcode:\u{A0}1234", "1234"),
            ("passcode “SSR2”", "SSR2"),
            ("passcode \"SSR2\"", "SSR2"),
            ("Passcode (case sensitive): SSR2x", "SSR2x"),
            ("Room password → ssr2", "ssr2"),
            ("Participants code: 1234567#", "1234567"),
            ("Chairperson code: 998877", "998877"),
            ("Leader code 123456#", "123456"),
            ("Attendee code: 99 88 77", "99 88 77"),
            ("Guest PIN: 1 2 3 4", "1 2 3 4"),
            ("Audio PIN: 12#", "12"),
            ("Enter 7788 as the passcode.", "7788"),
            ("When prompted enter 4711# as PIN.", "4711"),
            ("123456 (passcode)", "123456"),
            ("123456 is the meeting password.", "123456"),
            ("Use code 445566 to join.", "445566"),
            ("The passcode for the call is 123456.", "123456"),
            ("Passcode to join: a1b2c3", "a1b2c3"),
            ("The meeting passcode was changed to 123456.", "123456"),
            ("Meeting number (access code): 160 123 4567", "160 123 4567"),
        ] {
            assert_eq!(passcode_in(line), [secret], "{line}");
            assert_eq!(phone_in(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn telephone_numbers_are_found_as_word_processors_set_them() {
        for number in ["+1\u{A0}650\u{A0}555\u{A0}0123", "+1‑650‑555‑0123", "+1–650–555–0123"]
        {
            assert_eq!(phone_in(&format!("Dial {number}.")), [number]);
        }
        assert_eq!(phone_in("pages 100–2000, 2016–2020, 08:30–09:00"), [""; 0]);
    }

    #[test]
    fn telephone_numbers_of_the_world_are_found() {
        assert_eq!(phone_in("Tel.: +00 12 3456789"), ["+00 12 3456789"]);
        assert_eq!(phone_in("call (310) 555-0199 now"), ["(310) 555-0199"]);
        assert_eq!(
            phone_in("US: 1-800-555-0199, UK +44 20 7946 0958"),
            ["1-800-555-0199", "+44 20 7946 0958"]
        );
        assert_eq!(phone_in("0044 20 7946 0958"), ["0044 20 7946 0958"]);
        assert_eq!(phone_in("phone 020 7946 0958"), ["020 7946 0958"]);
        assert_eq!(phone_in("Dial-in: 5550 1990"), ["5550 1990"]);
    }

    #[test]
    fn other_numbers_are_none() {
        for line in [
            "2017-05-14",
            "14.05.2017 08:30",
            "the years 2016 - 2020",
            "pageId=64082359",
            "https://example.org/a/3101112222",
            "bug 1234567",
            "ISBN 978-3-16-148410-0",
            "call on 2017-06-13",
            "192.168.100.200",
            "P15-1",
            "12,345,678",
            "28013 Madrid",
            "AS 4200000000",
            "length 1:02:03",
            "RFC 5545, 4180",
            "#12345678",
            "pages 100-200, 300-400",
        ] {
            assert_eq!(phone_in(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn passcodes_are_found_as_invitations_print_them() {
        assert_eq!(passcode_in("Participant Passcode: 0123456789"), ["0123456789"]);
        assert_eq!(passcode_in("| Access code | 123 456# |"), ["123 456"]);
        assert_eq!(passcode_in("PIN is 4711."), ["4711"]);
        assert_eq!(passcode_in("Password: tr0ub4dor"), ["tr0ub4dor"]);
        assert_eq!(passcode_in("https://zoom.example/j/1?pwd=QmFzZTY0"), ["QmFzZTY0"]);
        assert_eq!(passcode_in("**Passcode:** 1234"), ["1234"]);
    }

    #[test]
    fn talk_of_passcodes_is_none() {
        for line in [
            "The passcode is sent by e-mail.",
            "PIN codes were discussed",
            "opinion 2017",
            "password: to be sent",
            "Spin 1234",
            "The passcode (see page 4) is sent by e-mail.",
            "Password rules – 3 of them – were read.",
            "La clave está en la sección 3.",
            "La clave es 2020 para el plan.",
            "Rule 12 of the password policy 2017",
            "The passcode was changed on 13 June 2017.",
            "In 2017 the passcode was changed.",
            "The PIN is 4 digits long.",
            "7788 passwords were leaked.",
            "We read report 7788 as the password policy.",
            "Postal code: 280130",
            "Код страны: 643000",
            "Code: 404",
            "Code: 123456 lines were read",
            "Use code 2 of the charter, as in the code of 2017.",
            "Password rules for staff: RFC5545",
        ] {
            assert_eq!(passcode_in(line), [""; 0], "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read(line in "\\PC{0,80}") {
            let (secrets, phones) = found_in(&line);
            for range in phones.into_iter().chain(secrets) {
                let _ = &line[range];
            }
        }
    }
}
