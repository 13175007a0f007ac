//! JSON as far as a description needs it: a tree that knows where everything stands.
//!
//! A parser that is derived for each type makes the page 9 kB heavier than this one and the tables of [`super::reading`]. A
//! test compares the two.

/// Deeper than this nothing is nested that could be read.
const DEEPEST: usize = 32;

/// A value, and the byte at which it begins.
pub(super) struct Json {
    pub(super) at: usize,
    pub(super) value: Value,
}

pub(super) enum Value {
    Null,
    Bool(bool),
    Whole(u64),
    /// A number with a sign, a fraction or an exponent, or a very large one: nothing has such a value.
    OtherNumber,
    Text(String),
    List(Vec<Json>),
    Object(Vec<Field>),
}

pub(super) struct Field {
    pub(super) name: String,
    pub(super) at: usize,
    pub(super) json: Json,
}

/// What is wrong, and the byte at which it is.
#[derive(Debug)]
pub(super) struct Wrong {
    at: usize,
    what: String,
}

impl Wrong {
    pub(super) fn new(at: usize, what: impl Into<String>) -> Self {
        Self { at, what: what.into() }
    }

    /// The same as words: where it is in this text, too.
    pub(super) fn told(&self, bytes: &[u8]) -> String {
        let before = bytes.get(..self.at).unwrap_or(bytes);
        let line = before.split(|byte| *byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default()).chars().count() + 1;
        format!("{} at line {line} column {column}", self.what)
    }
}

/// Reads the whole of a text.
pub(super) fn parse(bytes: &[u8]) -> Result<Json, Wrong> {
    let text = std::str::from_utf8(bytes).map_err(|error| Wrong::new(error.valid_up_to(), "it is not UTF-8"))?;
    let mut parser = Parser { text, at: 0 };
    let json = parser.value(0)?;
    parser.space();
    if parser.at < text.len() { Err(parser.wrong("trailing characters")) } else { Ok(json) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn wrong(&self, what: &str) -> Wrong {
        Wrong::new(self.at, what)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    /// Passes over bytes of a kind, and says how many.
    fn pass(&mut self, is_of: fn(&u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| is_of(byte)).count();
        self.at += count;
        count
    }

    fn space(&mut self) {
        self.pass(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    fn value(&mut self, depth: usize) -> Result<Json, Wrong> {
        self.space();
        let at = self.at;
        let value = match self.peek() {
            None => return Err(self.wrong("it ends too early")),
            Some(_) if depth > DEEPEST => return Err(self.wrong("it is nested too deeply")),
            Some(b'"') => Value::Text(self.string()?),
            Some(b'[') => {
                let mut list = Vec::new();
                self.items(b']', |parser| {
                    list.push(parser.value(depth + 1)?);
                    Ok(())
                })?;
                Value::List(list)
            }
            Some(b'{') => {
                let mut fields = Vec::new();
                self.items(b'}', |parser| {
                    parser.space();
                    let at = parser.at;
                    let name = parser.string()?;
                    parser.space();
                    if !parser.takes(b':') {
                        return Err(parser.wrong("expected `:`"));
                    }
                    fields.push(Field { name, at, json: parser.value(depth + 1)? });
                    Ok(())
                })?;
                Value::Object(fields)
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => {
                let words = [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
                let rest = self.text.get(self.at..).unwrap_or_default();
                let found = words.into_iter().find(|(word, _)| rest.starts_with(word));
                let (word, value) = found.ok_or_else(|| self.wrong("expected a value"))?;
                self.at += word.len();
                value
            }
        };
        Ok(Json { at, value })
    }

    /// What stands in brackets, divided by commas.
    fn items(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Result<(), Wrong>) -> Result<(), Wrong> {
        self.at += 1;
        self.space();
        if self.takes(end) {
            return Ok(());
        }
        loop {
            item(self)?;
            self.space();
            if self.takes(end) {
                return Ok(());
            }
            if !self.takes(b',') {
                return Err(self.wrong(if self.peek().is_none() { "it ends too early" } else { "expected `,`" }));
            }
        }
    }

    fn number(&mut self) -> Result<Value, Wrong> {
        let from = self.at;
        let mut is_whole = !self.takes(b'-');
        let first = self.peek();
        let digits = self.pass(u8::is_ascii_digit);
        let mut is_number = digits == 1 || digits > 1 && first != Some(b'0');
        if self.takes(b'.') {
            is_whole = false;
            is_number &= self.pass(u8::is_ascii_digit) > 0;
        }
        if self.takes(b'e') || self.takes(b'E') {
            is_whole = false;
            let _ = self.takes(b'+') || self.takes(b'-');
            is_number &= self.pass(u8::is_ascii_digit) > 0;
        }
        if !is_number {
            return Err(Wrong::new(from, "invalid number"));
        }
        let whole = self.text.get(from..self.at).filter(|_| is_whole).and_then(|digits| digits.parse().ok());
        Ok(whole.map_or(Value::OtherNumber, Value::Whole))
    }

    fn string(&mut self) -> Result<String, Wrong> {
        if !self.takes(b'"') {
            return Err(self.wrong("expected a text in double quotes"));
        }
        let mut string = String::new();
        loop {
            let from = self.at;
            self.pass(|byte| !matches!(byte, b'"' | b'\\' | ..=0x1F));
            string.push_str(self.text.get(from..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escaped()?),
                None => return Err(self.wrong("it ends within a text")),
                Some(_) => return Err(self.wrong("control character in a text")),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Wrong> {
        let from = self.at;
        let byte = self.text.as_bytes().get(self.at + 1).copied();
        self.at += 2;
        let letter = match byte {
            Some(b'"' | b'\\' | b'/') => byte.map(char::from),
            Some(b'b') => Some('\u{8}'),
            Some(b'f') => Some('\u{C}'),
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b't') => Some('\t'),
            Some(b'u') => self.unit().and_then(|unit| match unit {
                // The first half of a letter; the second must follow.
                0xD800..=0xDBFF if self.takes(b'\\') && self.takes(b'u') => {
                    let low = self.unit().filter(|low| (0xDC00..=0xDFFF).contains(low))?;
                    char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
                }
                unit => char::from_u32(unit),
            }),
            _ => None,
        };
        letter.ok_or_else(|| Wrong::new(from, "invalid escape in a text"))
    }

    /// The number of four digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        // A sign is no digit, though it may stand in a number.
        let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| are_digits)
    }
}
