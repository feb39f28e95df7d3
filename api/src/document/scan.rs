//! The first look at a text, before anything parses it: how many tokens it has and how deep its brackets nest. One linear
//! pass, which stops at the first limit that is passed. Every parser recurses into brackets and takes memory by the token,
//! so both must be bounded here.

/// How deep brackets of any kind may stand within each other: what recursion over the document can bear, many times over.
pub const MAX_NESTING: usize = 64;

/// Why a text is not worth parsing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// Its brackets nest deeper than [`MAX_NESTING`].
    Nesting,
    /// It has more tokens than the limit.
    Tokens,
}

/// Counts the tokens of a text; commas and comments count as well, since they cost a parser as much as any other.
pub fn tokens(text: &str, max_tokens: usize) -> Result<usize, Excess> {
    let (mut depth, mut tokens) = (0usize, 0usize);
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if matches!(first, b' ' | b'\t' | b'\n' | b'\r' | 0xEF | 0xBB | 0xBF) {
            continue;
        }
        tokens += 1;
        match first {
            b'{' | b'[' | b'(' => {
                depth += 1;
                if depth > MAX_NESTING {
                    return Err(Excess::Nesting);
                }
            }
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'#' => rest = &rest[rest.iter().position(|it| matches!(it, b'\n' | b'\r')).unwrap_or(rest.len())..],
            b'"' if rest.starts_with(b"\"\"") => rest = behind_block_string(&rest[2..]),
            b'"' => rest = behind_string(rest),
            b'.' if rest.starts_with(b"..") => rest = &rest[2..],
            b'-' | b'0'..=b'9' => rest = behind_number(rest),
            it if is_word(*it) => rest = &rest[rest.iter().position(|it| !is_word(*it)).unwrap_or(rest.len())..],
            _ => {}
        }
        if tokens > max_tokens {
            return Err(Excess::Tokens);
        }
    }
    Ok(tokens)
}

/// Part of a name, or of what is none.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn behind_number(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = match rest {
            [b'e' | b'E', b'+' | b'-', tail @ ..] | [b'.', b'0'..=b'9', tail @ ..] => tail,
            [first, tail @ ..] if is_word(*first) => tail,
            _ => return rest,
        }
    }
}

fn behind_string(mut rest: &[u8]) -> &[u8] {
    while let [first, tail @ ..] = rest {
        rest = tail;
        match first {
            b'\\' => rest = rest.get(1..).unwrap_or_default(),
            // A string ends with its line, closed or not.
            b'"' | b'\n' | b'\r' => break,
            _ => {}
        }
    }
    rest
}

fn behind_block_string(mut rest: &[u8]) -> &[u8] {
    while let [_, tail @ ..] = rest {
        if let Some(after) = rest.strip_prefix(b"\"\"\"") {
            return after;
        }
        rest = rest.strip_prefix(b"\\\"\"\"").unwrap_or(tail);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of a text that nests within the limit.
    fn count(text: &str) -> usize {
        tokens(text, usize::MAX).unwrap()
    }

    #[test]
    fn tokens_are_counted() {
        for (text, expected) in [
            ("", 0),
            (" \n\t", 0),
            ("{ a }", 3),
            ("{a,b}", 5),
            ("{ a(b: [1, -2.5e+3, \"x y\"]) ...F }", 16),
            ("{ a } # one comment { { {", 4),
            ("\"\"\"{{{ \\\"\"\" \"x\" \"\"\" }", 2),
            ("\"\\\"{{\" a", 2),
            ("\"open\n{", 2),
            ("query($名: Int)", 7),
            ("...a...b...1.5...", 7),
        ] {
            assert_eq!(count(text), expected, "{text:?}");
        }
    }

    #[test]
    fn brackets_nest_outside_strings_and_comments_only() {
        let deep = "{".repeat(MAX_NESTING + 1);
        assert_eq!(tokens(&deep, usize::MAX), Err(Excess::Nesting));
        assert_eq!(tokens(&deep[1..], usize::MAX), Ok(MAX_NESTING));
        assert_eq!(tokens(&"[]".repeat(1_000), usize::MAX), Ok(2_000));
        for text in [format!("# {deep}"), format!("\"{deep}\""), format!("\"\"\"{deep}\"\"\""), format!("\"\\\"{deep}")]
        {
            assert!(tokens(&text, usize::MAX).is_ok(), "{text}");
        }
        // What stands behind them counts again.
        for text in [format!("# \n{deep}"), format!("\"\"{deep}"), format!("\"\"\"\"\"\"{deep}"), format!("\"\n{deep}")]
        {
            assert_eq!(tokens(&text, usize::MAX), Err(Excess::Nesting), "{text}");
        }
    }

    #[test]
    fn the_pass_stops_at_the_limit() {
        assert_eq!(tokens("a b c", 3), Ok(3));
        assert_eq!(tokens("a b c d", 3), Err(Excess::Tokens));
    }
}
