//! 发文字号: `机关代字〔year〕serial号`, read from the many ways in which it is written.

/// A document number as written, and what could be understood of it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DocumentNumber {
    /// As written, but for white space at its ends.
    pub text: String,
    /// The standard form; null where the text is not understood.
    pub canonical: Option<String>,
    /// 机关代字, such as 云政发.
    pub issuer_code: Option<String>,
    /// Year of issue.
    pub year: Option<i32>,
    /// Serial within the year.
    pub number: Option<i32>,
    /// What had to be repaired to understand it.
    pub repairs: Vec<&'static str>,
}

const OPEN: [char; 7] = ['〔', '﹝', '［', '[', '(', '（', '【'];
const CLOSE: [char; 7] = ['〕', '﹞', '］', ']', ')', '）', '】'];

/// Reads a number. What is not understood keeps its text and nothing else.
pub fn parse(text: &str) -> DocumentNumber {
    let text = text.trim();
    understand(text).unwrap_or_default().with_text(text)
}

impl DocumentNumber {
    fn with_text(mut self, text: &str) -> Self {
        self.text = text.to_owned();
        self
    }
}

fn understand(text: &str) -> Option<DocumentNumber> {
    let mut repairs = Vec::new();
    let plain: String = (text.chars().filter(|c| !c.is_whitespace()))
        .map(|c| match c {
            '０'..='９' => (b'0' + (c as u32 - '０' as u32) as u8) as char,
            c => c,
        })
        .collect();
    if plain != text {
        repairs.push("white_space_or_width");
    }

    let (code, opening, rest) = match plain.char_indices().find(|(_, c)| OPEN.contains(c)) {
        Some((at, c)) => (&plain[..at], Some(c), &plain[at + c.len_utf8()..]),
        None => {
            let at = plain.find(|c: char| c.is_ascii_digit())?;
            (&plain[..at], None, &plain[at..])
        }
    };
    let year: i32 = rest.get(..4)?.parse().ok().filter(|year| (1949..=2100).contains(year))?;
    let rest = &rest[4..];
    let closing = rest.chars().next().filter(|c| CLOSE.contains(c));
    let rest = match (opening, closing) {
        (Some(_), Some(c)) => {
            if (opening, closing) != (Some('〔'), Some('〕')) {
                repairs.push("brackets");
            }
            &rest[c.len_utf8()..]
        }
        (Some(_), None) => {
            repairs.push("missing_close_bracket");
            rest
        }
        (None, Some(_)) => return None,
        (None, None) if rest.starts_with('年') => {
            repairs.push("year_with_nian");
            &rest['年'.len_utf8()..]
        }
        (None, None) => {
            repairs.push("missing_both_brackets");
            rest
        }
    };
    let rest = match rest.strip_prefix('第') {
        Some(rest) => {
            repairs.push("superfluous_di");
            rest
        }
        None => rest,
    };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !rest[digits..].starts_with('号') || code.is_empty() || code.chars().any(|c| c.is_ascii_punctuation()) {
        return None;
    }
    if rest.starts_with('0') {
        repairs.push("leading_zero");
    }
    let number: i32 = rest[..digits].parse().ok().filter(|number| *number > 0)?;
    Some(DocumentNumber {
        text: String::new(),
        canonical: Some(format!("{code}〔{year}〕{number}号")),
        issuer_code: Some(code.to_owned()),
        year: Some(year),
        number: Some(number),
        repairs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_form_needs_no_repair() {
        let number = parse("云政办发〔2024〕12号");
        assert_eq!(number.canonical.as_deref(), Some("云政办发〔2024〕12号"));
        assert_eq!(
            (number.issuer_code.as_deref(), number.year, number.number),
            (Some("云政办发"), Some(2024), Some(12))
        );
        assert!(number.repairs.is_empty());
    }

    #[test]
    fn other_forms_come_out_standard_and_tell_what_was_repaired() {
        for (text, repair) in [
            ("云政发[2022]38号", "brackets"),
            ("云政发（2022）38号", "brackets"),
            ("云政发〔202238号", "missing_close_bracket"),
            ("云政发202238号", "missing_both_brackets"),
            ("云政发2022年38号", "year_with_nian"),
            ("云政发〔2022〕第38号", "superfluous_di"),
            ("云政发〔2022〕038号", "leading_zero"),
            ("云政发〔２０２２〕 38 号", "white_space_or_width"),
        ] {
            let number = parse(text);
            assert_eq!(number.canonical.as_deref(), Some("云政发〔2022〕38号"), "{text}");
            assert_eq!(number.repairs, [repair], "{text}");
            assert_eq!(number.text, text);
        }
    }

    #[test]
    fn what_is_not_a_number_keeps_its_text_only() {
        for text in [
            "",
            "号",
            "〔2022〕38号",
            "云政发〔22〕38号",
            "云政发〔2022〕号",
            "云政发〔2022〕99999999999号",
            "0999-2020001",
            "云",
        ] {
            assert_eq!(parse(text), DocumentNumber { text: text.into(), ..Default::default() });
        }
    }
}
