//! The tokens of a GraphQL text, exactly as the specification has them.

/// What sort of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{`, `:`, `@` and the like; `...` is `.`.
    Mark(u8),
    /// A name.
    Name,
    /// A whole number.
    Int,
    /// Another number.
    Float,
    /// A text, in one pair of quotes or in three.
    Text,
    /// The end.
    End,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What sort of token.
    pub kind: Kind,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Why a text is not GraphQL, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Why.
    pub problem: String,
    /// Where, in bytes.
    pub at: usize,
}

impl Unread {
    /// A text that is not GraphQL at a place.
    pub fn new(problem: impl Into<String>, at: usize) -> Self {
        Self { problem: problem.into(), at }
    }
}

/// The token at or behind a place. White space, commas, comments and byte order marks mean nothing.
pub fn next(text: &str, mut at: usize) -> Result<Token, Unread> {
    let bytes = text.as_bytes();
    loop {
        at += match &bytes[at..] {
            [] => return Ok(Token { kind: Kind::End, start: at, end: at }),
            [b' ' | b'\t' | b'\n' | b'\r' | b',', ..] => 1,
            [0xEF, 0xBB, 0xBF, ..] => 3,
            [b'#', rest @ ..] => 1 + rest.iter().position(|it| matches!(it, b'\n' | b'\r')).unwrap_or(rest.len()),
            _ => break,
        };
    }
    let token = |kind, length| Ok(Token { kind, start: at, end: at + length });
    match &bytes[at..] {
        [b'.', b'.', b'.', ..] => token(Kind::Mark(b'.'), 3),
        [b'"', b'"', b'"', ..] => token(Kind::Text, block_text(text, at)?),
        [b'"', ..] => token(Kind::Text, plain_text(text, at)?),
        [b'-' | b'0'..=b'9', ..] => {
            let (kind, length) = number(text, at)?;
            token(kind, length)
        }
        [it, ..] if b"!$&():=@[]{|}".contains(it) => token(Kind::Mark(*it), 1),
        rest @ [it, ..] if begins_name(*it) => {
            let length = rest.iter().position(|it| !begins_name(*it) && !it.is_ascii_digit()).unwrap_or(rest.len());
            token(Kind::Name, length)
        }
        _ => Err(unexpected(text, at)),
    }
}

fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// The character at a place is not to stand there.
fn unexpected(text: &str, at: usize) -> Unread {
    match text[at..].chars().next() {
        None => Unread::new("Unexpected <EOF>.", at),
        Some(it) if it.is_ascii_graphic() => Unread::new(format!("Unexpected character: {it:?}."), at),
        Some(it) => Unread::new(format!("Unexpected character: U+{:04X}.", u32::from(it)), at),
    }
}

fn number(text: &str, start: usize) -> Result<(Kind, usize), Unread> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let digits =
        |from: usize| match bytes[from..].iter().position(|it| !it.is_ascii_digit()).unwrap_or(bytes.len() - from) {
            0 => Err(unexpected(text, from)),
            count => Ok(from + count),
        };
    let whole = start + usize::from(byte(start) == b'-');
    // No number but 0 begins with 0.
    let mut at = if byte(whole) == b'0' { whole + 1 } else { digits(whole)? };
    let mut kind = Kind::Int;
    if byte(at) == b'.' {
        (kind, at) = (Kind::Float, digits(at + 1)?);
    }
    if matches!(byte(at), b'e' | b'E') {
        (kind, at) = (Kind::Float, digits(at + 1 + usize::from(matches!(byte(at + 1), b'+' | b'-')))?);
    }
    // What follows must not look like more of it.
    match byte(at) {
        it if it == b'.' || begins_name(it) || it.is_ascii_digit() => Err(unexpected(text, at)),
        _ => Ok((kind, at - start)),
    }
}

fn plain_text(text: &str, start: usize) -> Result<usize, Unread> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    loop {
        at += match &bytes[at..] {
            [b'"', ..] => return Ok(at + 1 - start),
            [] | [b'\n' | b'\r', ..] => return Err(Unread::new("Unterminated string.", at)),
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [b'\\', b'u', ..] => unicode(text, at)?,
            [b'\\', ..] => return Err(Unread::new("Invalid character escape sequence.", at)),
            _ => 1,
        };
    }
}

/// The length of `\u0041`, of `\u{41}`, or of a pair of surrogates.
fn unicode(text: &str, at: usize) -> Result<usize, Unread> {
    let bytes = text.as_bytes();
    let invalid = || Unread::new("Invalid Unicode escape sequence.", at);
    let value = |from: usize, to: usize| {
        let digits = bytes.get(from..to).filter(|it| it.iter().all(u8::is_ascii_hexdigit)).ok_or_else(invalid)?;
        // Digits that no 32 bits hold are no character either.
        Ok(digits.iter().fold(0u32, |all, it| {
            all.saturating_mul(16).saturating_add(char::from(*it).to_digit(16).unwrap_or_default())
        }))
    };
    if bytes.get(at + 2) == Some(&b'{') {
        let close = bytes[at..].iter().position(|it| *it == b'}').ok_or_else(invalid)?;
        if close == 3 || char::from_u32(value(at + 3, at + close)?).is_none() {
            return Err(invalid());
        }
        return Ok(close + 1);
    }
    match value(at + 2, at + 6)? {
        0xD800..=0xDBFF => match bytes.get(at + 6..at + 8) {
            Some(b"\\u") if (0xDC00..=0xDFFF).contains(&value(at + 8, at + 12)?) => Ok(12),
            _ => Err(invalid()),
        },
        0xDC00..=0xDFFF => Err(invalid()),
        _ => Ok(6),
    }
}

fn block_text(text: &str, start: usize) -> Result<usize, Unread> {
    let mut rest = &text.as_bytes()[start + 3..];
    while let [_, tail @ ..] = rest {
        if let Some(after) = rest.strip_prefix(b"\"\"\"") {
            return Ok(text.len() - after.len() - start);
        }
        rest = rest.strip_prefix(b"\\\"\"\"").unwrap_or(tail);
    }
    Err(Unread::new("Unterminated string.", text.len()))
}
