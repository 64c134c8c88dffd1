//! Percent-encoding.

/// Encodes what a path or fragment of a URL cannot hold (RFC 3986); `/` and `#` stay.
pub(crate) fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_percent_encoded(text, &mut out);
    out
}

/// Adds a text as [`percent_encode`] gives it.
pub(crate) fn push_percent_encoded(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if text.bytes().all(stays) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if stays(byte) {
            out.push(char::from(byte));
        } else {
            out.extend([
                '%',
                char::from(HEX[usize::from(byte >> 4)]),
                char::from(HEX[usize::from(byte & 15)]),
            ]);
        }
    }
}

fn stays(byte: u8) -> bool {
    const STAY: [bool; 256] = {
        let (mut all, mut byte) = ([false; 256], 0_u8);
        while byte < 128 {
            all[byte as usize] = byte.is_ascii_alphanumeric()
                || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/' | b'#' | b'!' | b'$' | b'(')
                || matches!(byte, b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@');
            byte += 1;
        }
        all
    };
    STAY[usize::from(byte)]
}

/// Decodes `%41` and the like, once; none where two hexadecimal digits do not follow, or where what
/// comes out is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let (first, rest) = text.split_once('%').map_or((text, None), |(a, b)| (a, Some(b)));
    let mut out = first.as_bytes().to_vec();
    for part in rest.into_iter().flat_map(|rest| rest.split('%')) {
        let digits =
            part.get(..2).filter(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        out.push(u8::from_str_radix(digits, 16).ok()?);
        out.extend(part.bytes().skip(2));
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_once() {
        let name = "meetings/a/Žarko 100% 1?.pdf";
        assert_eq!(percent_decode(&percent_encode(name)).as_deref(), Some(name));
        assert_eq!(percent_decode("%252e").as_deref(), Some("%2e"));
        for wrong in ["%", "%4", "a%zz", "%+1", "%ff", "100%"] {
            assert_eq!(percent_decode(wrong), None, "{wrong}");
        }
    }
}
