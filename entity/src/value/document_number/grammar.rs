//! The grammar of the part from the year to 号, and of the genre that stands beside it.

use super::tidy::is_dash;

const OPEN: [char; 12] = ['〔', '﹝', '［', '[', '(', '（', '【', '〈', '<', '{', '《', '「'];
const CLOSE: [char; 12] = ['〕', '﹞', '］', ']', ')', '）', '】', '〉', '>', '}', '》', '」'];
/// Brackets that stand for nothing but a year: after them 号 may be lost.
const SQUARE: [char; 5] = ['〔', '﹝', '［', '[', '【'];
/// The longest serial that is read; longer ones are not of documents.
const MOST_DIGITS: usize = 9;

/// A genre that numbers its documents under its own name.
#[derive(Clone, Copy)]
pub struct Genre {
    /// Its name.
    pub word: &'static str,
    letters: &'static [char],
}

const GENRES: [Genre; 3] = [
    Genre { word: "令", letters: &['令'] },
    Genre { word: "公告", letters: &['公', '告'] },
    Genre { word: "通告", letters: &['通', '告'] },
];

/// From the year to 号, and the genre beside it.
pub struct Core {
    /// Where it begins, in characters; what issues it ends there.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The year, between brackets or before 年.
    pub year: Option<i32>,
    /// The serial.
    pub number: i32,
    /// Faults.
    pub repairs: Vec<&'static str>,
    /// The brackets, where they are not 〔〕.
    pub bracket: Option<String>,
    /// Both brackets are lost.
    pub bracket_lost: bool,
    /// The year stands between brackets.
    pub is_year_bracketed: bool,
    /// 第四十一号.
    pub chinese_numeral: bool,
    /// The genre beside it.
    pub genre: Option<Genre>,
    /// The genre stands behind: 第162号令.
    pub is_postfix: bool,
    /// Where the name of the body ends: before the genre.
    pub body_end: usize,
}

impl Core {
    /// Whether it can be nothing else than a number of a document.
    pub fn is_plain(&self) -> bool {
        self.is_year_bracketed || self.genre.is_some()
    }
}

/// The year that a text is.
pub fn year_of(text: &str) -> Option<i32> {
    let year = text.parse().ok().filter(|year| (1949..=2100).contains(year))?;
    (text.len() == 4).then_some(year)
}

/// The first number in a text. Looks a bounded way ahead from each character.
pub fn find(chars: &[char]) -> Option<Core> {
    (0..chars.len()).find_map(|at| {
        let within_digits = at > 0 && chars[at].is_ascii_digit() && chars[at - 1].is_ascii_digit();
        if within_digits { None } else { with_year(chars, at).or_else(|| without_year(chars, at)) }
    })
}

/// A reader of characters that goes back to where it was when a part is missing.
struct Reader<'a> {
    chars: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|c| wanted(*c))?;
        self.at += 1;
        Some(c)
    }

    fn year(&mut self) -> Option<i32> {
        let four = self.chars.get(self.at..self.at + 4)?;
        let digits: Option<String> = four.iter().map(|c| digit(*c)).collect();
        let year = year_of(&digits?)?;
        self.at += 4;
        Some(year)
    }

    /// A serial, and whether it began with a zero, and whether it was Chinese.
    fn serial(&mut self) -> Option<(i32, bool, bool)> {
        let rest = self.chars.get(self.at..)?;
        let digits = rest.iter().take(MOST_DIGITS + 1).take_while(|c| c.is_ascii_digit()).count();
        if digits > MOST_DIGITS {
            return None;
        }
        if digits > 0 {
            let text: String = rest[..digits].iter().collect();
            self.at += digits;
            let number = text.parse().ok().filter(|number| *number > 0)?;
            return Some((number, text.starts_with('0'), false));
        }
        let numerals = rest.iter().take(MOST_DIGITS + 1).take_while(|c| is_numeral(**c)).count();
        let number = chinese(&rest[..numerals.min(MOST_DIGITS)]).filter(|number| *number > 0)?;
        self.at += numerals;
        Some((number, false, true))
    }
}

fn with_year(chars: &[char], start: usize) -> Option<Core> {
    let mut it = Reader { chars, at: start };
    let open = it.take(|c| OPEN.contains(&c));
    let year = it.year()?;
    let mut repairs = Vec::new();
    let mut nian = it.take(|c| c == '年').is_some();
    let close = it.take(|c| CLOSE.contains(&c));
    nian |= it.take(|c| c == '年').is_some();
    let is_year_bracketed = open.is_some() || close.is_some();
    let dash = it.take(is_dash).is_some();
    while it.take(is_dash).is_some() {}
    let before_serial = it.at;
    let di = it.take(|c| c == '第').is_some();
    let (number, zero, chinese_numeral) = it.serial()?;
    let hao = it.take(|c| c == '号').is_some();
    let sure = open.is_some_and(|open| SQUARE.contains(&open)) && close.is_some();
    let may_lack_hao = sure && it.at == chars.len();
    if !hao && !may_lack_hao {
        return None;
    }
    // 12345678号 begins with no year: without brackets the serial is short, unless something stands between.
    if !is_year_bracketed && !nian && !dash && !di && it.at - before_serial > 6 {
        return None;
    }
    let (genre, is_postfix, body_end, end) = beside(chars, start, it.at);
    match (open, close) {
        (Some(_), None) => repairs.push("missing_close_bracket"),
        (None, Some(_)) => repairs.push("missing_open_bracket"),
        (None, None) if genre.is_some() => {}
        (None, None) if nian => repairs.push("year_with_nian"),
        (None, None) => repairs.push("missing_both_brackets"),
        (Some(_), Some(_)) if nian => repairs.push("year_with_nian"),
        (Some(_), Some(_)) => {}
    }
    if di && genre.is_none() {
        repairs.push("superfluous_di");
    }
    if zero {
        repairs.push("leading_zero");
    }
    if !hao {
        repairs.push("missing_hao");
    }
    let pair: String = open.into_iter().chain(close).collect();
    Some(Core {
        start,
        end,
        year: Some(year),
        number,
        repairs,
        bracket: (is_year_bracketed && !matches!(pair.as_str(), "〔〕" | "〔" | "〕")).then_some(pair),
        bracket_lost: !is_year_bracketed,
        is_year_bracketed,
        chinese_numeral,
        genre,
        is_postfix,
        body_end,
    })
}

/// 令第711号, 令711号, 通告（第178号）, 第162号令: only beside a genre.
fn without_year(chars: &[char], start: usize) -> Option<Core> {
    let mut it = Reader { chars, at: start };
    it.take(|c| c == '第');
    let (number, zero, chinese_numeral) = it.serial()?;
    it.take(|c| c == '号')?;
    let (genre, is_postfix, body_end, end) = beside(chars, start, it.at);
    genre?;
    Some(Core {
        start,
        end,
        year: None,
        number,
        repairs: if zero { vec!["leading_zero"] } else { Vec::new() },
        bracket: None,
        bracket_lost: false,
        is_year_bracketed: false,
        chinese_numeral,
        genre,
        is_postfix,
        body_end,
    })
}

/// The genre behind or before a number, whether it is behind, where the body's name ends, and where all of it ends.
fn beside(chars: &[char], start: usize, end: usize) -> (Option<Genre>, bool, usize, usize) {
    let behind = GENRES.into_iter().find(|genre| chars[end..].starts_with(genre.letters));
    if let Some(genre) = behind {
        return (Some(genre), true, start, end + genre.letters.len());
    }
    let mut at = start;
    while at > 0 && (OPEN.contains(&chars[at - 1]) || chars[at - 1] == '第') {
        at -= 1;
    }
    match GENRES.into_iter().find(|genre| chars[..at].ends_with(genre.letters)) {
        Some(genre) => (Some(genre), false, at - genre.letters.len(), end),
        None => (None, false, start, end),
    }
}

fn digit(c: char) -> Option<char> {
    let value = "〇一二三四五六七八九".chars().position(|it| it == c || (c == '○' || c == '零') && it == '〇');
    if c.is_ascii_digit() { Some(c) } else { char::from_digit(value? as u32, 10) }
}

fn is_numeral(c: char) -> bool {
    matches!(c, '十' | '百' | '千') || !c.is_ascii_digit() && digit(c).is_some()
}

/// 四十一, 一百零三, 七一一.
fn chinese(numerals: &[char]) -> Option<i32> {
    if numerals.is_empty() {
        return None;
    }
    if !numerals.iter().any(|c| matches!(c, '十' | '百' | '千')) {
        return numerals.iter().map(|c| digit(*c)).collect::<Option<String>>()?.parse().ok();
    }
    let (mut total, mut pending) = (0_i32, None);
    for c in numerals {
        let weight = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            c => {
                pending = digit(*c)?.to_digit(10);
                continue;
            }
        };
        total = total.checked_add(weight * pending.take().unwrap_or(1) as i32)?;
    }
    total.checked_add(pending.unwrap_or(0) as i32)
}
