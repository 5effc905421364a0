//! Characters of the compact syntax become tokens: names, literals, marks and documentation comments.
//!
//! `\x{2014}` is a character wherever it stands; a line feed written so is no end of a line and may stand in any literal.

use super::super::codes::SCHEMA_SYNTAX;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::xml::is_nc_name;

pub(super) type Fault = Box<Diagnostic>;

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A word that is a keyword where one may stand.
    Word(Box<str>),
    /// `\element`: never a keyword.
    Quoted(Box<str>),
    /// `a:documentation`.
    Prefixed(Box<str>, Box<str>),
    /// `a:*`.
    Namespace(Box<str>),
    /// One segment of a literal.
    Literal(Box<str>),
    /// `=`, `|=`, `{`, …
    Mark(&'static str),
    /// The lines of a documentation comment that belong together.
    Documentation(Box<str>),
    /// Nothing more.
    End,
}

impl Kind {
    /// The token as a message quotes it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(word) => format!("`{word}`"),
            Self::Quoted(word) => format!("`\\{word}`"),
            Self::Prefixed(prefix, local) => format!("`{prefix}:{local}`"),
            Self::Namespace(prefix) => format!("`{prefix}:*`"),
            Self::Literal(_) => "a literal".to_owned(),
            Self::Mark(mark) => format!("`{mark}`"),
            Self::Documentation(_) => "a documentation comment".to_owned(),
            Self::End => "the end of the schema".to_owned(),
        }
    }
}

/// Marks, the longer ones first.
const MARKS: &[&str] = &["|=", "&=", ">>", "=", "{", "}", "[", "]", "(", ")", ",", "|", "&", "?", "*", "+", "-", "~"];

/// A character after escapes are resolved.
#[derive(Clone, Copy)]
struct Unit {
    character: char,
    at: usize,
    /// Whether it ends a line of the file.
    ends_line: bool,
}

/// All tokens of a schema, the last one [`Kind::End`].
///
/// # Errors
/// The first stretch that is no token.
pub(super) fn tokens(source: &Source) -> Result<Vec<Token>, Fault> {
    let units = units(source)?;
    let mut lexer = Lexer { source, units: &units, at: 0, tokens: Vec::new() };
    while lexer.token()? {}
    Ok(lexer.tokens)
}

fn fault(source: &Source, span: Span, message: &str) -> Fault {
    Box::new(Diagnostic::error(&SCHEMA_SYNTAX, format!("{message} (RELAX NG compact syntax)")).at(source, span))
}

fn units(source: &Source) -> Result<Vec<Unit>, Fault> {
    let text = source.text();
    let mut units = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let (character, length, escaped) = match escape(&text[at..]) {
            Some((character, length)) => {
                let message = "the escape names no character that XML admits";
                (character.ok_or_else(|| fault(source, Span::new(at, at + length), message))?, length, true)
            }
            None if text[at..].starts_with("\r\n") => ('\n', 2, false),
            None if first == '\r' => ('\n', 1, false),
            None => (first, first.len_utf8(), false),
        };
        units.push(Unit { character, at, ends_line: character == '\n' && !escaped });
        at += length;
    }
    Ok(units)
}

/// The character of `\x{…}` at the front, and the escape's length; `None` inside where it names none.
/// A carriage return written so is no white space between tokens: those of the file are line feeds by now.
fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let digits = text.strip_prefix("\\x")?.trim_start_matches('x');
    let skipped = text.len() - digits.len();
    let digits = digits.strip_prefix('{')?;
    let length = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
    if length == 0 || !digits[length..].starts_with('}') {
        return Some((None, skipped + 1 + length));
    }
    let code = u32::from_str_radix(&digits[..length], 16).ok();
    let fits = |character: &char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    Some((code.and_then(char::from_u32).filter(fits), skipped + length + 2))
}

struct Lexer<'s> {
    source: &'s Source,
    units: &'s [Unit],
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.units.get(self.at + ahead).map(|unit| unit.character)
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(ahead, character)| self.peek(ahead) == Some(character))
    }

    fn offset(&self, at: usize) -> usize {
        self.units.get(at).map_or(self.source.text().len(), |unit| unit.at)
    }

    fn push(&mut self, start: usize, kind: Kind) {
        let span = Span::new(self.offset(start), self.offset(self.at));
        self.tokens.push(Token { kind, span });
    }

    /// Reads one token; `false` at the end.
    fn token(&mut self) -> Result<bool, Fault> {
        while self.peek(0).is_some_and(|character| matches!(character, ' ' | '\t' | '\n')) {
            self.at += 1;
        }
        let start = self.at;
        let Some(character) = self.peek(0) else {
            self.push(start, Kind::End);
            return Ok(false);
        };
        match character {
            '#' => self.comment(),
            '"' | '\'' => self.literal(character)?,
            '\\' => {
                self.at += 1;
                let name = self.nc_name().ok_or_else(|| self.unexpected(start))?;
                self.push(start, Kind::Quoted(name));
            }
            _ => match MARKS.iter().find(|mark| self.starts_with(mark)) {
                Some(mark) => {
                    self.at += mark.len();
                    self.push(start, Kind::Mark(mark));
                }
                None => self.word(start)?,
            },
        }
        Ok(true)
    }

    fn unexpected(&self, start: usize) -> Fault {
        let character = self.units[start].character;
        fault(self.source, Span::new(self.offset(start), self.offset(start + 1)), &format!("`{character}` begins nothing that a schema can hold"))
    }

    fn nc_name(&mut self) -> Option<Box<str>> {
        let mut name = String::new();
        while let Some(character) = self.peek(0) {
            name.push(character);
            if !is_nc_name(&name) {
                name.pop();
                break;
            }
            self.at += 1;
        }
        (!name.is_empty()).then(|| name.into())
    }

    fn word(&mut self, start: usize) -> Result<(), Fault> {
        let name = self.nc_name().ok_or_else(|| self.unexpected(start))?;
        let kind = if self.starts_with(":*") {
            self.at += 2;
            Kind::Namespace(name)
        } else if self.peek(0) == Some(':') {
            self.at += 1;
            let local = self.nc_name().ok_or_else(|| self.unexpected(start))?;
            Kind::Prefixed(name, local)
        } else {
            Kind::Word(name)
        };
        self.push(start, kind);
        Ok(())
    }

    /// A comment is passed over, unless it begins with `##`; lines of documentation in a row are one token.
    fn comment(&mut self) {
        let start = self.at;
        let line: Vec<char> = self.units[self.at..].iter().take_while(|unit| !unit.ends_line).map(|unit| unit.character).collect();
        self.at += line.len();
        let text: String = line.into_iter().collect();
        let Some(text) = text.strip_prefix("##") else { return };
        let text = text.trim_start_matches('#');
        let text = text.strip_prefix(' ').unwrap_or(text);
        let span = Span::new(self.offset(start), self.offset(self.at));
        match self.tokens.last_mut() {
            Some(Token { kind: Kind::Documentation(before), span: known })
                if only_one_line_end(self.source.slice(Span::new(known.end, span.start))) =>
            {
                *before = format!("{before}\n{text}").into();
                known.end = span.end;
            }
            _ => self.tokens.push(Token { kind: Kind::Documentation(text.into()), span }),
        }
    }

    fn literal(&mut self, quote: char) -> Result<(), Fault> {
        let start = self.at;
        let triple = self.peek(1) == Some(quote) && self.peek(2) == Some(quote);
        let delimiter = quote.to_string().repeat(if triple { 3 } else { 1 });
        self.at += delimiter.len();
        let mut text = String::new();
        while !self.starts_with(&delimiter) {
            match self.units.get(self.at) {
                Some(unit) if triple || !unit.ends_line => text.push(unit.character),
                _ => return Err(fault(self.source, Span::new(self.offset(start), self.offset(self.at)), "the literal does not end on its line")),
            }
            self.at += 1;
        }
        self.at += delimiter.len();
        self.push(start, Kind::Literal(text.into()));
        Ok(())
    }
}

/// Whether two comments stand on neighbouring lines.
fn only_one_line_end(between: &str) -> bool {
    between.replace("\r\n", "\n").matches(['\n', '\r']).count() == 1
}
