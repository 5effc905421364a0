//! Words, numbers and strings of JSON: `null`, `-1.5e3`, `"caf\u00E9"`.

use std::borrow::Cow;

use crate::source::Span;

use super::Kind;
use super::parse::{Fault, Parsed, Parser};

impl<'s> Parser<'s> {
    pub(super) fn word(&mut self) -> Parsed<Kind<'s>> {
        let rest = &self.text[self.at..];
        let length = rest.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let kind = match &rest[..length] {
            "null" => Kind::Null,
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            word => return Err(self.no_value(word)),
        };
        self.at += length;
        Ok(kind)
    }

    fn no_value(&self, word: &str) -> Fault {
        let mut fault = self.fault(format!("a value is wanted, not {}", self.found()));
        if !word.is_empty() {
            fault.span = Span::new(self.at, self.at + word.len());
            let shown: String = word.chars().take(24).collect();
            fault.message = format!("a value is wanted, not `{shown}`");
        }
        fault.help = match word {
            "None" | "nil" | "undefined" | "NULL" | "Null" => Some("write `null`, or leave the property out"),
            "True" | "TRUE" => Some("write `true`"),
            "False" | "FALSE" => Some("write `false`"),
            "NaN" | "Infinity" => Some("JSON has finite numbers only"),
            _ => match self.text[self.at..].chars().next() {
                Some('\'' | '“' | '”' | '„') => Some("strings stand in straight double quotation marks"),
                Some('/' | '#') => Some("JSON has no comments"),
                Some('+' | '.') => Some("a number begins with a digit or `-`"),
                Some(',') => Some("delete the comma, or write the value before it"),
                _ if !word.is_empty() => Some("a string stands in double quotation marks"),
                _ => None,
            },
        };
        fault
    }

    /// RFC 8259 section 6.
    pub(super) fn number(&mut self) -> Parsed<Kind<'s>> {
        let start = self.at;
        self.take(b'-');
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits()?;
        if leading_zero && whole > 1 {
            return Err(self.bad_number(start, "a number may not begin with `0` and another digit", "delete the zeros before the number"));
        }
        let mut is_whole = true;
        if self.take(b'.') {
            is_whole = false;
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            is_whole = false;
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let lexical = &self.text[start..self.at];
        let number = if is_whole { whole_number(lexical) } else { None }.or_else(|| serde_json::Number::from_f64(lexical.parse().ok()?));
        number.map(Kind::Number).ok_or_else(|| self.bad_number(start, "the number is too large", "JSON numbers reach to about 1.8e308"))
    }

    /// Takes one or more digits; how many.
    fn digits(&mut self) -> Parsed<usize> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.fault(format!("a digit is wanted, not {}", self.found())));
        }
        Ok(self.at - start)
    }

    fn bad_number(&self, start: usize, message: &str, help: &'static str) -> Fault {
        Fault { span: Span::new(start, self.at), message: message.to_owned(), help: Some(help), opened: None }
    }

    /// RFC 8259 section 7.
    pub(super) fn string(&mut self) -> Parsed<Cow<'s, str>> {
        let opened = self.at;
        self.at += 1;
        let mut unescaped = String::new();
        loop {
            let start = self.at;
            let bytes = &self.text.as_bytes()[start..];
            let plain = bytes.iter().position(|&byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).unwrap_or(bytes.len());
            self.at += plain;
            let run = &self.text[start..self.at];
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(if unescaped.is_empty() { Cow::Borrowed(run) } else { Cow::Owned(unescaped + run) });
                }
                Some(b'\\') => {
                    unescaped.push_str(run);
                    unescaped.push(self.escape()?);
                }
                Some(_) => {
                    return Err(self.fault("a control character stands bare in a string").with_help("write a line break as \\n, a tab as \\t"));
                }
                None => {
                    let mut fault = self.fault("the text ends before the string is closed with `\"`");
                    fault.opened = Some(opened);
                    return Err(fault);
                }
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        let start = self.at;
        self.at += 1;
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start),
            _ => return Err(self.fault(format!("there is no escape `\\` with {}", self.found())).with_help("write a backslash as \\\\")),
        };
        self.at += 1;
        Ok(character)
    }

    /// `\u00E9`, or the two halves of a surrogate pair.
    fn unicode_escape(&mut self, start: usize) -> Parsed<char> {
        self.at += 1;
        let mut units = vec![self.hex4()?];
        if (0xD800..0xDC00).contains(&units[0]) && self.text[self.at..].starts_with("\\u") {
            self.at += 2;
            units.push(self.hex4()?);
        }
        let mut decoded = char::decode_utf16(units);
        match (decoded.next(), decoded.next()) {
            (Some(Ok(character)), None) => Ok(character),
            _ => Err(Fault {
                span: Span::new(start, self.at),
                message: "half of a surrogate pair is no character".to_owned(),
                help: Some("write both halves, or the character itself"),
                opened: None,
            }),
        }
    }

    fn hex4(&mut self) -> Parsed<u16> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let Some(digits) = digits else {
            return Err(self.fault("four hexadecimal digits are wanted behind `\\u`"));
        };
        let unit = digits.iter().fold(0, |unit, &digit| unit * 16 + char::from(digit).to_digit(16).unwrap_or_default());
        self.at += 4;
        Ok(u16::try_from(unit).unwrap_or_default())
    }
}

/// A number without fraction and exponent, if it fits 64 bits; `-0` is no integer.
fn whole_number(lexical: &str) -> Option<serde_json::Number> {
    match lexical.parse::<u64>() {
        Ok(number) => Some(number.into()),
        Err(_) => lexical.parse::<i64>().ok().filter(|&number| number != 0).map(Into::into),
    }
}
