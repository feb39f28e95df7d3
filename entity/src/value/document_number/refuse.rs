//! Why a text that has digits and perhaps 号 is not the number of a document.

use super::tidy::is_dash;

/// What a text is instead of a document number, where it can be told. The text has no white space.
pub fn reason(text: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["ICP", "icp"]) {
        return Some("ICP filing number");
    }
    if has(&["公网安备"]) {
        return Some("police filing number");
    }
    if has(&["标识码"]) {
        return Some("site id");
    }
    if has(&["邮编", "邮政编码"]) || is_digits(text, 6..=6) {
        return Some("postcode");
    }
    if has(&["提案"]) && has(&["第", "政协"]) && has(&["号"]) {
        return Some("CPPCC proposal number");
    }
    let number = text.rsplit(':').next().unwrap_or(text);
    if has(&["索引号"]) || is_index_number(number) {
        return Some("index number (索引号)");
    }
    if has(&["热线"]) || matches!(text, "12345" | "12315" | "12348" | "12333" | "12388" | "12369") {
        return Some("hotline");
    }
    if has(&["电话", "传真", "手机"]) || is_telephone(number) {
        return Some("telephone");
    }
    if let Some(standard) = standard(number) {
        return Some(standard);
    }
    if is_date(text) {
        return Some("date");
    }
    if has(&["会议"]) && has(&["次", "届"]) && !has(&["号"]) {
        return Some("meeting number");
    }
    is_address(text).then_some("street address")
}

/// Why a text that looks like the beginning of a number has no end.
pub fn cut_off(text: &str) -> Option<&'static str> {
    let is_mark = |c: char| !c.is_alphanumeric();
    let text = text.trim_end_matches(is_mark);
    let code = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - code.len();
    let code = code.trim_end_matches(is_mark);
    let is_code = (2..=15).contains(&code.chars().count())
        && code.chars().all(|c| ('一'..='鿿').contains(&c))
        && code.ends_with(['发', '函', '办', '字', '规', '文', '电', '通', '复', '批', '告', '令', '政', '报', '组']);
    match digits {
        0..=3 if is_code => Some("document number cut off before the year"),
        4 if is_code => Some("document number cut off before the serial"),
        _ => None,
    }
}

/// Whether what follows a number shows that it is a proposal's: 〔2022〕第15号提案.
pub fn goes_on_otherwise(after: &str) -> bool {
    after.starts_with("提案")
}

fn is_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_alphanumeric(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// 000014349/2018-00222, 330803-025/2020-69502, TCXXGK-2020-011721, 01527918X-2020-153077, and groups of them.
fn is_index_number(text: &str) -> bool {
    if is_digits(text, 19..=25) {
        return true;
    }
    if let Some((organ, rest)) = text.split_once('/') {
        let mut rest = rest.split(is_dash);
        let dated = rest.next().is_some_and(|it| is_digits(it, 4..=8));
        return organ.split(is_dash).all(is_alphanumeric)
            && organ.len() >= 6
            && dated
            && rest.next().is_some_and(|it| is_digits(it, 3..=8));
    }
    let parts: Vec<&str> = text.split(is_dash).take(8).collect();
    if !(3..=7).contains(&parts.len()) || !parts.iter().all(|part| is_alphanumeric(part)) {
        return false;
    }
    let by_organ = parts[0].len() >= 8 && parts[0].bytes().take(6).all(|b| b.is_ascii_digit());
    let year = |part: &&str| is_digits(part, 4..=4) || is_digits(part, 6..=6) || is_digits(part, 8..=8);
    parts[0].to_ascii_uppercase().contains("XXGK") || by_organ && parts[1..].iter().any(year)
}

/// 0818-5337333, (0818)5337333, 13800000000, 400-123-4567, 6353****.
fn is_telephone(text: &str) -> bool {
    let of_number =
        |c: char| c.is_ascii_digit() || is_dash(c) || matches!(c, '*' | '+' | '(' | ')' | '（' | '）' | '/' | '、');
    let digits = text.chars().filter(|c| c.is_ascii_digit() || *c == '*').count();
    let begins = text.trim_start_matches(['(', '（', '+']);
    let area =
        (begins.starts_with('0') || begins.starts_with("400") || begins.starts_with("800") || begins.starts_with("86"))
            && digits >= 10;
    let mobile = begins.starts_with('1') && digits == 11;
    let local = (7..=8).contains(&digits) && !text.contains(is_dash) && !text.contains('/');
    !text.is_empty()
        && text.chars().all(of_number)
        && digits <= 40
        && (area || mobile || local && !begins.starts_with("19"))
}

/// GB/T 21063.3, GB 50016-2014, DB51/T 2847-2021.
fn standard(text: &str) -> Option<&'static str> {
    let follows = |rest: &str| rest.trim_start_matches(['/', 'T', 'Z', 't']).starts_with(|c: char| c.is_ascii_digit());
    if text.strip_prefix("GB").or_else(|| text.strip_prefix("gb")).is_some_and(follows) {
        return Some("national standard number");
    }
    if text.strip_prefix("DB").or_else(|| text.strip_prefix("db")).is_some_and(follows) {
        return Some("local standard number");
    }
    None
}

/// 2020年7月28日, 2020-07-28, 2020.7.28, 2020/7/28, 2020年7月.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).take(5).collect();
    let marks: String = text.chars().filter(|c| !c.is_ascii_digit()).take(4).collect();
    let marked = matches!(marks.as_str(), "年月日" | "年月" | "--" | ".." | "//" | "月日" | "——" | "––");
    let month = |it: &&str| it.parse::<u8>().is_ok_and(|month| (1..=31).contains(&month));
    let numbers: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    marked && (2..=3).contains(&numbers.len()) && numbers[1..].iter().all(month)
}

/// 南滨路二段309号: digits and 号 after the kind of a street.
fn is_address(text: &str) -> bool {
    const STREETS: [char; 10] = ['路', '街', '巷', '道', '段', '弄', '胡', '里', '村', '镇'];
    let Some(end) = text.find('号') else {
        return false;
    };
    let street = text[..end].trim_end_matches(|c: char| c.is_ascii_digit() || is_dash(c));
    let rest = &text[end + '号'.len_utf8()..];
    let numbered = street.len() < end;
    numbered && (street.ends_with(STREETS) || rest.starts_with(['楼', '院', '室', '幢', '栋']))
}
