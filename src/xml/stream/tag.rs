//! Start tags and end tags (XML 1.0, section 3.1; Namespaces in XML, section 5 and 6).

use super::event::{Kind, Token};
use super::{Fault, Open, QNameId, Reader};
use crate::source::Span;
use crate::xml::chars::{CLASS, NAME, is_space_byte};
use crate::xml::codes::{NAME as BAD_NAME, SYNTAX, TOO_DEEP, UNDECLARED_PREFIX};
use crate::xml::names::NameId;

impl Reader<'_> {
    /// The start tag at the current place.
    #[inline]
    pub(super) fn start_tag(&mut self, text: &str) -> Result<Token, Fault> {
        let start = self.at;
        let (qname, name_end) = self.qname(text, start + 1)?;
        self.attributes.clear();
        self.at = name_end;
        let mut binds = self.attributes(text, start)?;
        let empty = text.as_bytes()[self.at] == b'/';
        self.at += if empty { 2 } else { 1 };
        let tag = self.span(start, self.at);
        if !self.dtd.attributes.is_empty() {
            binds |= self.declared_attributes(qname, tag)?;
        }
        let name = self.resolve(qname, start, binds)?;
        if self.open.len() >= self.limits.element_depth {
            return Err(self.fault(&TOO_DEEP, tag, format!("elements nest more than {} deep", self.limits.element_depth)));
        }
        self.open.push(Open { qname, name, tag, binds });
        self.ends_at_once = empty;
        let name_span = self.span(start + 1, name_end);
        self.now.name = name;
        self.now.span = tag;
        self.now.name_span = name_span;
        Ok(Token(Kind::Start))
    }

    /// Resolves the names of the tag, its own declarations first.
    #[inline]
    fn resolve(&mut self, qname: QNameId, start: usize, binds: bool) -> Result<NameId, Fault> {
        if self.attributes.is_empty() {
            return self.element_name(qname, start);
        }
        self.settle_attributes(binds)?;
        let name = self.element_name(qname, start)?;
        self.resolve_attributes()?;
        Ok(name)
    }

    #[inline]
    fn element_name(&mut self, qname: QNameId, start: usize) -> Result<NameId, Fault> {
        let state = self.bindings.state();
        let entry = self.qnames.get_mut(qname);
        if let Some((known, name)) = entry.element
            && known == state
        {
            return Ok(name);
        }
        let Some(namespace) = self.bindings.lookup(entry.prefix()) else {
            let message = format!("the prefix `{}` of `{}` is not declared", entry.prefix(), entry.written);
            let end = start + 1 + entry.written.len();
            return Err(self.fault(&UNDECLARED_PREFIX, self.span(start + 1, end), message));
        };
        let name = self.names.intern_in(namespace, entry.local());
        entry.element = Some((state, name));
        Ok(name)
    }

    /// The end tag at the current place.
    #[inline]
    pub(super) fn end_tag(&mut self, text: &str) -> Result<Token, Fault> {
        let start = self.at;
        let rest = &text.as_bytes()[start + 2..];
        let outer = self.frames.last().map_or(0, |frame| frame.depth);
        let Some(open) = self.open.last().filter(|_| self.open.len() > outer) else {
            return Err(self.stray_end(text, start));
        };
        let expected = self.qnames.get(open.qname).written.as_bytes();
        if !rest.starts_with(expected) {
            return Err(self.wrong_end(text, start));
        }
        let mut end = expected.len();
        while rest.get(end).is_some_and(|&byte| is_space_byte(byte)) {
            end += 1;
        }
        if rest.get(end) != Some(&b'>') {
            self.ran_out = rest.len() == end && outer == 0;
            return Err(self.wrong_end(text, start));
        }
        self.at = start + 2 + end + 1;
        Ok(self.close_with(self.span(start, self.at)))
    }

    /// Closes the innermost element, whose start tag was an empty-element tag.
    pub(super) fn close(&mut self) -> Token {
        let tag = self.open.last().map_or(Span::default(), |open| open.tag);
        self.close_with(tag)
    }

    #[inline]
    fn close_with(&mut self, tag: Span) -> Token {
        let Some(open) = self.open.pop() else { return Token(Kind::Eof) };
        self.leaves = open.binds;
        if self.open.is_empty() {
            self.part = super::Part::Epilog;
        }
        self.now.name = open.name;
        self.now.span = tag;
        Token(Kind::End)
    }

    /// The qualified name at `start`, with the offset behind it.
    #[inline]
    pub(super) fn qname(&mut self, text: &str, start: usize) -> Result<(QNameId, usize), Fault> {
        let end = name_end(text.as_bytes(), start);
        match self.qnames.intern(&text[start..end]) {
            Some(id) => Ok((id, end)),
            None => Err(self.no_name(text, start, end)),
        }
    }

    #[cold]
    fn no_name(&self, text: &str, start: usize, end: usize) -> Fault {
        if start == end {
            let shown = text[start..].chars().next().map_or("the end of the file".to_owned(), |found| format!("`{found}`"));
            let span = self.span(start, start + text[start..].chars().next().map_or(0, char::len_utf8));
            let help = "a `<` that is no markup is written `&lt;`";
            return Box::new(self.fault(&SYNTAX, span, format!("a name is expected here, and {shown} stands there")).help(help));
        }
        self.fault(&BAD_NAME, self.span(start, end), format!("`{}` is no name", &text[start..end]))
    }
}

/// Where the run of name bytes that begins at `start` ends.
#[inline]
pub(super) fn name_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while bytes.get(end).is_some_and(|&byte| CLASS[byte as usize] & NAME != 0) {
        end += 1;
    }
    end
}
