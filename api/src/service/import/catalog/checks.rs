//! What a cell should not hold.

/// The citizen's number (公民身份号码) that a text holds: eighteen digits whose last is the check digit of the others.
pub(super) fn identity_number(text: &str) -> Option<&str> {
    let is_part = |it: char| it.is_ascii_digit() || matches!(it, 'x' | 'X');
    text.split(|it| !is_part(it)).find(|it| it.len() == 18 && is_identity_number(it.as_bytes()))
}

fn is_identity_number(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let Some((last, digits)) = digits.split_last() else { return false };
    if !digits.iter().all(u8::is_ascii_digit) || !matches!(digits[6..8], [b'1', b'9'] | [b'2', b'0']) {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    b"10X98765432"[(sum % 11) as usize] == last.to_ascii_uppercase()
}

/// The part of a text that is meant as a telephone number and cannot be one. Masked digits (6353****) are let be.
pub(super) fn impossible_phone(text: &str) -> Option<&str> {
    let separators = ['、', ',', '，', ';', '；', '\n', ' ', '/'];
    text.split(separators).map(str::trim).find(|part| {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        let is_number = part.chars().all(|it| it.is_ascii_digit() || "-－—()（）+转*×xX".contains(it));
        let is_masked = part.contains(['*', '×', 'x', 'X']);
        is_number && !is_masked && !digits.is_empty() && !is_phone(part, &digits)
    })
}

fn is_phone(part: &str, digits: &str) -> bool {
    if let Some((number, _)) = part.split_once('转') {
        return impossible_phone(number).is_none();
    }
    let digits = digits.strip_prefix("86").filter(|_| part.starts_with('+')).unwrap_or(digits);
    match digits.len() {
        // China's own code, before a space.
        0 => true,
        // 110, 12345, 96116
        3 | 5 => digits.starts_with('1') || digits.starts_with('9'),
        // Within one's own area, or within the house.
        4 | 6..=8 => !digits.starts_with('0'),
        10 => digits.starts_with("400") || digits.starts_with("800") || digits.starts_with('0'),
        11 if digits.starts_with('1') => matches!(digits.as_bytes()[1], b'3'..=b'9'),
        11 | 12 => digits.starts_with('0'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_have_a_check_digit() {
        assert_eq!(identity_number("经办人11010519491231002X。"), Some("11010519491231002X"));
        assert_eq!(identity_number("110105194912310021"), None);
        assert_eq!(identity_number("索引号 000014349202200222"), None);
    }

    #[test]
    fn telephone_numbers_are_possible_or_not() {
        for good in [
            "63530000",
            "6353****",
            "0551-63530000",
            "（0551）6353000转801",
            "13900000000",
            "12345",
            "400-800-1234",
            "张某 63530000、63530001",
            "+86 13900000000",
            "",
        ] {
            assert_eq!(impossible_phone(good), None, "{good}");
        }
        for bad in ["123456789", "12000000000", "05", "0551-635300001234"] {
            assert!(impossible_phone(bad).is_some(), "{bad}");
        }
    }
}
