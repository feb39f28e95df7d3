//! The numbers that stand before norms, and which of them number the outer list.

/// How a number is written. A list keeps to one style; a list within it has another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `1.` `1．` `1、` `⒈`
    Dot,
    /// `1)` `1）`
    RightBracket,
    /// `(1)` `（1）` `⑴`
    Brackets,
    /// `①`
    Circle,
    /// 一、
    Chinese,
    /// （一）
    ChineseBrackets,
    /// 一是
    Is,
    /// 第一,
    Ordinal,
}

/// How many styles there are.
const STYLES: usize = 8;

/// A number before a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, and the words begin.
    pub end: usize,
    /// Its value.
    pub number: i32,
    style: Style,
    /// Nothing but white space stands before it in its line.
    heads_line: bool,
}

/// The numbers of the outer list of a cell.
pub fn outer(cell: &str) -> Vec<Marker> {
    let all = candidates(cell);
    // Where a list within a line may begin: a number 1 that a number 2 follows.
    let mut last_two = [0; STYLES];
    for marker in all.iter().filter(|marker| marker.number == 2) {
        last_two[marker.style as usize] = marker.start;
    }
    let mut outer: Vec<Marker> = Vec::new();
    let mut within = [0; STYLES];
    for marker in all {
        let place = marker.style as usize;
        let is_outer = match outer.last() {
            None => marker.heads_line || marker.number == 1 && last_two[place] > marker.start,
            // The list goes on, or, at the head of a line, begins anew or skips.
            Some(last) if last.style == marker.style => marker.heads_line || marker.number == last.number + 1,
            // Lists change their style by mistake; a list within begins with 1 and goes on from there.
            Some(last) => {
                let goes_on_within = marker.number == 1 || within[place] == marker.number - 1;
                marker.heads_line && marker.number == last.number + 1 && !goes_on_within
            }
        };
        if is_outer {
            within = [0; STYLES];
            outer.push(marker);
        } else {
            within[place] = marker.number;
        }
    }
    outer
}

/// Everything in a cell that has the form of a number before a norm. Looks a bounded way ahead from each character.
fn candidates(cell: &str) -> Vec<Marker> {
    let mut found = Vec::new();
    let (mut heads_line, mut before, mut from) = (true, None, 0);
    for (start, c) in cell.char_indices() {
        if start >= from
            && let Some((style, number, length)) = marker(&cell[start..])
            && (heads_line || stands_after(before, style))
        {
            let end = start + length;
            found.push(Marker { start, end, number, style, heads_line });
            from = end;
        }
        heads_line = c == '\n' || c == '\r' || heads_line && c.is_whitespace();
        before = Some(c);
    }
    found
}

/// Whether a number of a style may stand behind a character within a line.
fn stands_after(before: Option<char>, style: Style) -> bool {
    let Some(before) = before else {
        return true;
    };
    let ends_sentence = matches!(before, '；' | ';' | '。' | ':' | '：' | '!' | '！' | '?' | '？');
    let ends_clause = ends_sentence || matches!(before, ',' | '，');
    match style {
        // Nothing else is written so.
        Style::Circle => true,
        Style::Chinese => ends_sentence || before.is_whitespace(),
        Style::Is | Style::Ordinal => ends_clause || before.is_whitespace(),
        Style::Dot => ends_clause || before.is_whitespace() || matches!(before, ')' | '）' | '》' | '”'),
        _ => ends_clause || before == '、' || before.is_whitespace() || matches!(before, ')' | '）' | '》' | '”'),
    }
}

/// The style, the value and the length of a number at the head of a text.
fn marker(text: &str) -> Option<(Style, i32, usize)> {
    let first = text.chars().next()?;
    let one = |base: char| first as i32 - base as i32 + 1;
    match first {
        '①'..='⑳' => Some((Style::Circle, one('①'), first.len_utf8())),
        '⑴'..='⒇' => Some((Style::Brackets, one('⑴'), first.len_utf8())),
        '⒈'..='⒛' => Some((Style::Dot, one('⒈'), first.len_utf8())),
        '㈠'..='㈩' => Some((Style::ChineseBrackets, one('㈠'), first.len_utf8())),
        '(' | '（' => bracketed(text, first.len_utf8()),
        '0'..='9' | '０'..='９' => digits_first(text),
        '第' => {
            let (number, length) = chinese(&text['第'.len_utf8()..])?;
            let rest = &text['第'.len_utf8() + length..];
            let mark = rest.chars().next().filter(|c| matches!(c, ',' | '，' | '、' | ':' | '：'))?;
            Some((Style::Ordinal, number, '第'.len_utf8() + length + mark.len_utf8()))
        }
        _ => {
            let (number, length) = chinese(text)?;
            let (style, mark) = match text[length..].chars().next()? {
                mark @ ('、' | '．') => (Style::Chinese, mark),
                mark @ '是' if !text[length + mark.len_utf8()..].starts_with('否') => (Style::Is, mark),
                _ => return None,
            };
            Some((style, number, length + mark.len_utf8()))
        }
    }
}

fn bracketed(text: &str, open: usize) -> Option<(Style, i32, usize)> {
    let inner = &text[open..];
    let (style, number, length) = match digits(inner) {
        Some((number, length)) => (Style::Brackets, number, length),
        None => {
            let (number, length) = chinese(inner)?;
            (Style::ChineseBrackets, number, length)
        }
    };
    let close = inner[length..].chars().next().filter(|c| matches!(c, ')' | '）'))?;
    Some((style, number, open + length + close.len_utf8()))
}

fn digits_first(text: &str) -> Option<(Style, i32, usize)> {
    let (number, length) = digits(text)?;
    let mark = text[length..].chars().next()?;
    let end = length + mark.len_utf8();
    match mark {
        ')' | '）' => Some((Style::RightBracket, number, end)),
        '.' | '、' | '．' if !is_measure(&text[end..]) => Some((Style::Dot, number, end)),
        _ => None,
    }
}

/// 1.5米 and 1、2级 are measures and not norms; but 1.2022年 is a norm about a year.
fn is_measure(rest: &str) -> bool {
    let is_digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let digits = rest.chars().take(7).take_while(is_digit).count();
    let year = digits == 4 && rest.chars().nth(4) == Some('年');
    digits > 0 && !year && !rest.starts_with("12345")
}

/// At most two digits, and how long they are.
fn digits(text: &str) -> Option<(i32, usize)> {
    let (mut number, mut length, mut count) = (0, 0, 0);
    for c in text.chars() {
        let value = match c {
            '0'..='9' => c as i32 - '0' as i32,
            '０'..='９' => c as i32 - '０' as i32,
            _ => break,
        };
        number = number * 10 + value;
        length += c.len_utf8();
        count += 1;
        if count > 2 {
            return None;
        }
    }
    (count > 0 && number > 0).then_some((number, length))
}

/// 一 to 九十九, and how long it is.
fn chinese(text: &str) -> Option<(i32, usize)> {
    let value = |c: char| "一二三四五六七八九".chars().position(|it| it == c).map(|at| at as i32 + 1);
    let mut numerals = text.chars().take(4).take_while(|c| *c == '十' || value(*c).is_some());
    let all: Vec<char> = numerals.by_ref().collect();
    let number = match *all.as_slice() {
        ['十'] => 10,
        ['十', ones] => 10 + value(ones)?,
        [tens, '十'] => 10 * value(tens)?,
        [tens, '十', ones] => 10 * value(tens)? + value(ones)?,
        [ones] => value(ones)?,
        _ => return None,
    };
    Some((number, all.iter().map(|c| c.len_utf8()).sum()))
}
