//! A place in the text of a document type declaration, with the small productions that declarations are made of.

use super::{Fault, Result, grammar};
use crate::source::Span;
use crate::xml::chars::{CLASS, NAME, is_char, is_name, is_nc_name, is_space_byte};

/// How deep groups of a content model may nest.
const GROUPS: usize = 256;

pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// The reference in the document from which the text came, where it is not the document itself.
    origin: Option<Span>,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, at: usize, origin: Option<Span>) -> Self {
        Self { text, at, origin }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn span_from(&self, start: usize) -> Span {
        self.origin.unwrap_or(Span::new(start, self.at))
    }

    pub(super) fn fault(&self, message: &str) -> Fault {
        let end = self.rest().chars().next().map_or(self.at, |character| self.at + character.len_utf8());
        grammar(message.to_owned(), self.origin.unwrap_or(Span::new(self.at, end)))
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn is_done(&self) -> bool {
        self.at == self.text.len()
    }

    pub(super) fn looks_at(&self, expected: &str) -> bool {
        self.rest().starts_with(expected)
    }

    pub(super) fn eat(&mut self, expected: &str) -> bool {
        let found = self.looks_at(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    pub(super) fn expect(&mut self, expected: &str) -> Result<()> {
        if self.eat(expected) { Ok(()) } else { Err(self.fault(&format!("`{expected}` is expected here"))) }
    }

    /// Skips white space; whether there was any.
    pub(super) fn skip_space(&mut self) -> bool {
        let start = self.at;
        self.at += self.rest().bytes().take_while(|&byte| is_space_byte(byte)).count();
        self.at > start
    }

    pub(super) fn skip_space_at(&mut self) -> usize {
        self.skip_space();
        self.at
    }

    pub(super) fn require_space(&mut self, behind: &str) -> Result<()> {
        if self.skip_space() { Ok(()) } else { Err(self.fault(&format!("white space is missing behind {behind}"))) }
    }

    /// The longest run of name characters.
    pub(super) fn token(&mut self) -> &'t str {
        let length = self.rest().bytes().take_while(|&byte| CLASS[byte as usize] & NAME != 0).count();
        let token = &self.rest()[..length];
        self.at += length;
        token
    }

    pub(super) fn name(&mut self, what: &str) -> Result<&'t str> {
        self.checked(what, is_name)
    }

    pub(super) fn nc_name(&mut self, what: &str) -> Result<&'t str> {
        self.checked(what, is_nc_name)
    }

    fn checked(&mut self, what: &str, is_good: fn(&str) -> bool) -> Result<&'t str> {
        let start = self.at;
        let token = self.token();
        if is_good(token) {
            return Ok(token);
        }
        self.at = start;
        Err(self.fault(&format!("{what} is expected here")))
    }

    fn until(&mut self, end: &str, what: &str) -> Result<&'t str> {
        let length = self.rest().find(end).ok_or_else(|| Fault { is_open: self.origin.is_none(), ..self.fault(&format!("{what} is not closed")) })?;
        let inner = &self.rest()[..length];
        self.at += length + end.len();
        Ok(inner)
    }

    pub(super) fn comment(&mut self) -> Result<()> {
        self.until("--", "a comment")?;
        self.expect(">")
    }

    pub(super) fn instruction(&mut self) -> Result<()> {
        let target = self.nc_name("the target of a processing instruction")?;
        if target.eq_ignore_ascii_case("xml") {
            return Err(self.fault("`<?xml` stands only at the start of a document"));
        }
        if !self.looks_at("?>") {
            self.require_space("the target of a processing instruction")?;
        }
        self.until("?>", "a processing instruction").map(|_| ())
    }

    fn quoted(&mut self, what: &str) -> Result<&'t str> {
        let quote = if self.looks_at("\"") { "\"" } else { "'" };
        if !self.eat(quote) {
            return Err(self.fault(&format!("{what} in quotation marks is expected here")));
        }
        self.until(quote, what)
    }

    /// A quoted attribute value as written; its references are judged when it is used.
    pub(super) fn literal(&mut self, what: &str) -> Result<&'t str> {
        let start = self.at;
        let value = self.quoted(what)?;
        if value.contains('<') {
            self.at = start;
            return Err(self.fault("`<` cannot stand in an attribute value"));
        }
        Ok(value)
    }

    /// The value of an entity: character references are replaced, general entities are left for later (XML 1.0, section 4.4).
    pub(super) fn entity_literal(&mut self) -> Result<String> {
        let start = self.at;
        let written = self.quoted("the value of an entity")?.replace("\r\n", "\n").replace('\r', "\n");
        let end = self.at;
        self.at = start;
        let value = replace_character_references(&written).map_err(|message| self.fault(&message))?;
        self.at = end;
        Ok(value)
    }

    /// `SYSTEM "…"`, `PUBLIC "…" "…"`; whether there was one.
    pub(super) fn external_id(&mut self) -> Result<bool> {
        if self.eat("SYSTEM") {
            self.require_space("`SYSTEM`")?;
        } else if self.eat("PUBLIC") {
            self.require_space("`PUBLIC`")?;
            self.public_literal()?;
            self.require_space("a public identifier")?;
        } else {
            return Ok(false);
        }
        self.quoted("a system identifier").map(|_| true)
    }

    fn public_literal(&mut self) -> Result<()> {
        let start = self.at;
        let literal = self.quoted("a public identifier")?;
        let is_public = |c: char| c.is_ascii_alphanumeric() || " \r\n-'()+,./:=?;!*#@$_%".contains(c);
        if literal.chars().all(is_public) {
            return Ok(());
        }
        self.at = start;
        Err(self.fault("a public identifier holds only letters, digits and some punctuation"))
    }

    pub(super) fn notation_declaration(&mut self) -> Result<()> {
        self.require_space("`<!NOTATION`")?;
        self.nc_name("the name of a notation")?;
        self.require_space("the name of a notation")?;
        let public_only = self.eat("PUBLIC");
        if public_only {
            self.require_space("`PUBLIC`")?;
            self.public_literal()?;
            self.skip_space();
            if !self.looks_at(">") {
                self.quoted("a system identifier")?;
            }
        } else if !self.external_id()? {
            return Err(self.fault("`SYSTEM` or `PUBLIC` is expected here"));
        }
        self.skip_space();
        self.expect(">")
    }

    /// `<!ELEMENT name content>`: read for its grammar only, for the schema is another.
    pub(super) fn element_declaration(&mut self) -> Result<()> {
        self.require_space("`<!ELEMENT`")?;
        self.name("the name of an element")?;
        self.require_space("the name of an element")?;
        if !(self.eat("EMPTY") || self.eat("ANY")) {
            self.expect("(")?;
            self.content_model()?;
        }
        self.skip_space();
        self.expect(">")
    }

    fn content_model(&mut self) -> Result<()> {
        self.skip_space();
        if self.eat("#PCDATA") { self.mixed() } else { self.children() }
    }

    fn mixed(&mut self) -> Result<()> {
        let mut names = 0;
        loop {
            self.skip_space();
            if self.eat(")") {
                return if names == 0 || self.eat("*") {
                    self.eat("*");
                    Ok(())
                } else {
                    Err(self.fault("`*` is expected here"))
                };
            }
            self.expect("|")?;
            self.skip_space();
            self.name("the name of an element")?;
            names += 1;
        }
    }

    /// The inside of a group, whose opening bracket has been read; groups are kept on a stack of their separators.
    fn children(&mut self) -> Result<()> {
        let mut groups: Vec<Option<&str>> = vec![None];
        while !groups.is_empty() {
            self.skip_space();
            if self.eat("(") {
                groups.push(None);
                if groups.len() > GROUPS {
                    return Err(self.fault("groups of a content model nest too deep"));
                }
                continue;
            }
            self.name("the name of an element or a group")?;
            self.after_particle(&mut groups)?;
        }
        Ok(())
    }

    /// Repetition, separators and closing brackets behind a name or a group.
    fn after_particle(&mut self, groups: &mut Vec<Option<&'static str>>) -> Result<()> {
        loop {
            let _ = self.eat("?") || self.eat("*") || self.eat("+");
            let Some(separator) = groups.last_mut() else { return Ok(()) };
            self.skip_space();
            if self.eat(")") {
                groups.pop();
                continue;
            }
            let found = if self.looks_at(",") { "," } else { "|" };
            if *separator.get_or_insert(found) != found {
                return Err(self.fault("`,` and `|` cannot be mixed in one group"));
            }
            return self.expect(found);
        }
    }
}

fn replace_character_references(written: &str) -> std::result::Result<String, String> {
    let mut value = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find(['&', '%']) {
        value.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('%') {
            return Err("a parameter entity cannot be used inside a declaration of the internal subset".to_owned());
        }
        let end = rest.find(';').ok_or("`&` begins a reference and no `;` follows")?;
        let name = &rest[1..end];
        if let Some(number) = name.strip_prefix('#') {
            value.push(character(number).ok_or_else(|| format!("`&{name};` is no character that XML allows"))?);
        } else if is_nc_name(name) {
            value.push_str(&rest[..=end]);
        } else {
            return Err(format!("`{name}` is no name of an entity"));
        }
        rest = &rest[end + 1..];
    }
    value.push_str(rest);
    Ok(value)
}

/// The character that `#…` in a reference stands for: `xE9` or `233`.
pub(in crate::xml) fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix('x') {
        Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok()?,
        None if number.bytes().all(|byte| byte.is_ascii_digit()) => number.parse().ok()?,
        _ => return None,
    };
    char::from_u32(code).filter(|&found| is_char(found))
}
