//! Whether a text is GraphQL, to the letter. The parser behind this forgives what it should not (`{ title }` for an object,
//! arguments without a colon), and stumbles over commas and comments in places where they may stand. So a text is read here
//! first, and goes on with nothing in it but its tokens, each in its place. What recursion there is, is bounded by the
//! nesting of brackets, which was counted before.

use super::token::{Kind, Token, Unread, next};

/// The same text with spaces for whatever means nothing, descriptions of operations and fragments among it. Definitions of
/// types are left as they are: validation refuses them.
pub fn plain(text: &str) -> Result<String, Unread> {
    let mut reader = Reader { text, token: next(text, 0)?, told: vec![b' '; text.len()] };
    reader.definitions()?;
    // Whole tokens of a text in UTF-8, with spaces between them, are UTF-8.
    String::from_utf8(reader.told).map_err(|_| Unread::new("Unexpected text.", 0))
}

struct Reader<'a> {
    text: &'a str,
    /// The token that comes next.
    token: Token,
    /// The tokens so far, each in its place.
    told: Vec<u8>,
}

type Read<T = ()> = Result<T, Unread>;

impl Reader<'_> {
    fn definitions(&mut self) -> Read {
        loop {
            if self.definition()? || self.token.kind == Kind::End {
                return Ok(());
            }
        }
    }

    /// Reads a definition; says whether everything from here on is left as it is.
    fn definition(&mut self) -> Read<bool> {
        if self.at(b'{') {
            self.selections()?;
            return Ok(false);
        }
        let start = self.token;
        if start.kind == Kind::Text {
            self.token = next(self.text, start.end)?;
        }
        let described = start.kind == Kind::Text;
        match self.word() {
            "query" | "mutation" | "subscription" => self.operation()?,
            "fragment" => self.fragment()?,
            "schema" | "scalar" | "type" | "interface" | "union" | "enum" | "input" | "directive" => {
                return Ok(self.leave(start.start));
            }
            "extend" if !described => return Ok(self.leave(start.start)),
            _ if described => {
                return Err(Unread::new(
                    "Unexpected description, only GraphQL definitions support descriptions.",
                    start.start,
                ));
            }
            _ => return Err(self.unexpected()),
        }
        Ok(false)
    }

    fn leave(&mut self, from: usize) -> bool {
        self.told[from..].copy_from_slice(&self.text.as_bytes()[from..]);
        true
    }

    fn operation(&mut self) -> Read {
        self.advance()?;
        if self.token.kind == Kind::Name {
            self.advance()?;
        }
        if self.at(b'(') {
            self.list(b'(', b')', false, Self::variable_definition)?;
        }
        self.directives(false)?;
        self.selections()
    }

    fn variable_definition(&mut self) -> Read {
        if self.token.kind == Kind::Text {
            self.token = next(self.text, self.token.end)?;
        }
        self.variable()?;
        self.expect(b':')?;
        self.type_reference()?;
        if self.at(b'=') {
            self.advance()?;
            self.value(true)?;
        }
        self.directives(true)
    }

    fn variable(&mut self) -> Read {
        self.expect(b'$')?;
        self.name()
    }

    fn type_reference(&mut self) -> Read {
        if self.at(b'[') {
            self.advance()?;
            self.type_reference()?;
            self.expect(b']')?;
        } else {
            self.name()?;
        }
        if self.at(b'!') {
            self.advance()?;
        }
        Ok(())
    }

    fn fragment(&mut self) -> Read {
        self.advance()?;
        if self.word() == "on" {
            return Err(self.unexpected());
        }
        self.name()?;
        if self.word() != "on" {
            return Err(self.expected("\"on\""));
        }
        self.advance()?;
        self.name()?;
        self.directives(false)?;
        self.selections()
    }

    fn selections(&mut self) -> Read {
        self.list(b'{', b'}', false, Self::selection)
    }

    fn selection(&mut self) -> Read {
        if !self.at(b'.') {
            return self.field();
        }
        self.advance()?;
        if self.word() == "on" {
            self.advance()?;
            self.name()?;
        } else if self.token.kind == Kind::Name {
            self.advance()?;
            return self.directives(false);
        }
        self.directives(false)?;
        self.selections()
    }

    fn field(&mut self) -> Read {
        self.name()?;
        if self.at(b':') {
            self.advance()?;
            self.name()?;
        }
        self.arguments(false)?;
        self.directives(false)?;
        if self.at(b'{') { self.selections() } else { Ok(()) }
    }

    fn arguments(&mut self, constant: bool) -> Read {
        if self.at(b'(') { self.list(b'(', b')', false, |it| it.pair(constant)) } else { Ok(()) }
    }

    /// A name with its value.
    fn pair(&mut self, constant: bool) -> Read {
        self.name()?;
        self.expect(b':')?;
        self.value(constant)
    }

    fn directives(&mut self, constant: bool) -> Read {
        while self.at(b'@') {
            self.advance()?;
            self.name()?;
            self.arguments(constant)?;
        }
        Ok(())
    }

    fn value(&mut self, constant: bool) -> Read {
        match self.token.kind {
            Kind::Mark(b'[') => self.list(b'[', b']', true, |it| it.value(constant)),
            Kind::Mark(b'{') => self.list(b'{', b'}', true, |it| it.pair(constant)),
            Kind::Mark(b'$') if !constant => self.variable(),
            Kind::Int | Kind::Float | Kind::Text | Kind::Name => self.advance(),
            _ => Err(self.unexpected()),
        }
    }

    /// What stands between two brackets, one after the other.
    fn list(&mut self, open: u8, close: u8, may_be_empty: bool, mut item: impl FnMut(&mut Self) -> Read) -> Read {
        self.expect(open)?;
        if !(may_be_empty && self.at(close)) {
            item(self)?;
        }
        while !self.at(close) {
            item(self)?;
        }
        self.advance()
    }

    fn at(&self, mark: u8) -> bool {
        self.token.kind == Kind::Mark(mark)
    }

    /// The name that comes next; nothing where none does.
    fn word(&self) -> &str {
        if self.token.kind == Kind::Name { &self.text[self.token.start..self.token.end] } else { "" }
    }

    fn name(&mut self) -> Read {
        if self.token.kind == Kind::Name { self.advance() } else { Err(self.expected("Name")) }
    }

    fn expect(&mut self, mark: u8) -> Read {
        if self.at(mark) { self.advance() } else { Err(self.expected(&format!("\"{}\"", char::from(mark)))) }
    }

    /// Takes the token.
    fn advance(&mut self) -> Read {
        let Token { start, end, .. } = self.token;
        self.told[start..end].copy_from_slice(&self.text.as_bytes()[start..end]);
        self.token = next(self.text, end)?;
        Ok(())
    }

    fn unexpected(&self) -> Unread {
        Unread::new(format!("Unexpected {}.", self.found()), self.token.start)
    }

    fn expected(&self, what: &str) -> Unread {
        Unread::new(format!("Expected {what}, found {}.", self.found()), self.token.start)
    }

    /// The token in words. What it says is not repeated where it may be long.
    fn found(&self) -> String {
        match self.token.kind {
            Kind::Mark(b'.') => "\"...\"".into(),
            Kind::Mark(mark) => format!("\"{}\"", char::from(mark)),
            Kind::Name => "Name".into(),
            Kind::Int => "Int".into(),
            Kind::Float => "Float".into(),
            Kind::Text => "String".into(),
            Kind::End => "<EOF>".into(),
        }
    }
}
