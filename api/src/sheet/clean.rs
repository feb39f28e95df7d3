//! Text of cells without what nobody sees.

use super::{Cell, CellKind};
use std::borrow::Cow;

/// What spreadsheet programs show for formulas that cannot be worked out.
const ERRORS: [&str; 11] = [
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#DATA!",
];

impl Cell {
    /// Text as written, cleaned: no spaces around it, no-break spaces as spaces, line breaks as one character, and no
    /// characters without width or meaning.
    pub(super) fn text(text: &str) -> Self {
        let text = cleaned(text);
        let kind = if ERRORS.contains(&text.as_ref()) { CellKind::Error } else { CellKind::Text };
        Self { text: text.into_owned(), kind }
    }

    /// A number as people write it: 3, not 3.0, and no digits that only a machine sees.
    pub(super) fn number(number: f64) -> Self {
        // As many digits as spreadsheet programs keep.
        let number = format!("{number:.14e}").parse().unwrap_or(number);
        Self { text: format!("{number}"), kind: CellKind::Number }
    }

    /// A day and time of day, each only where there is one.
    pub(super) fn date((year, month, day): (u16, u8, u8), (hour, minute, second): (u8, u8, u8)) -> Self {
        let date = format!("{year:04}-{month:02}-{day:02}");
        let time = match second {
            0 => format!("{hour:02}:{minute:02}"),
            _ => format!("{hour:02}:{minute:02}:{second:02}"),
        };
        let text = match ((year, month, day), (hour, minute, second)) {
            // Before the first day that there is: only a time.
            ((..1900, ..), _) => time,
            (_, (0, 0, 0)) => date,
            _ => format!("{date} {time}"),
        };
        Self { text, kind: CellKind::Date }
    }
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
        || (letter.is_control() && letter != '\n' && letter != '\t')
}

fn cleaned(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if !trimmed.contains(|it: char| is_invisible(it) || it == '\u{a0}') && !trimmed.contains("_x") {
        return Cow::Borrowed(trimmed);
    }
    let text: String = escaped(trimmed)
        .replace("\r\n", "\n")
        .chars()
        .map(|it| match it {
            '\r' => '\n',
            '\u{a0}' => ' ',
            it => it,
        })
        .filter(|it| !is_invisible(*it))
        .collect();
    Cow::Owned(text.trim().to_owned())
}

/// Excel writes characters that XML cannot hold as `_x000D_`; not every program reads them back.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut left = text;
    while let Some(place) = left.find("_x") {
        let (before, rest) = left.split_at(place);
        out.push_str(before);
        let code = rest.get(2..6).filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(letter) if letter.is_control() => {
                out.push(letter);
                left = &rest[7..];
            }
            _ => {
                out.push_str("_x");
                left = &rest[2..];
            }
        }
    }
    out + left
}

/// A name as it is compared: without spaces and line breaks, letters and brackets narrow, Latin letters small, marks of
/// obligation and colons at its ends gone.
pub fn squeezed(text: &str) -> String {
    let narrow = text.chars().filter(|it| !it.is_whitespace() && !is_invisible(*it)).map(|it| match it {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(it as u32 - 0xfee0).unwrap_or(it),
        '【' | '〔' => '(',
        '】' | '〕' => ')',
        it => it,
    });
    let text: String = narrow.flat_map(char::to_lowercase).collect();
    text.trim_matches(|it| matches!(it, '*' | ':' | '★' | '※')).to_owned()
}
