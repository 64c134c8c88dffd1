//! Numbers as people read them.

/// A count with its thousands apart: `1,234`.
pub(crate) fn number(n: impl TryInto<u64>) -> String {
    let digits = n.try_into().unwrap_or_default().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn thousands_stand_apart() {
        let told = [0, 999, 1_000, 12_345, 1_234_567].map(|n: i32| number(n));
        assert_eq!(told, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }
}
