//! Character data, CDATA sections and references in content (XML 1.0, section 2.4, 2.7, 4.4).

use std::sync::Arc;

use super::event::{Piece, Token};
use super::reference::Reference;
use super::{Fault, Frame, Reader};
use crate::source::Span;
use crate::xml::codes::{ENTITY, LIMIT, SYNTAX};
use crate::xml::dtd::{Entity, Replacement};

impl Reader<'_> {
    /// Text up to the next markup; `None` where an entity begins at once.
    #[inline]
    pub(super) fn text(&mut self, text: &str) -> Result<Option<Token>, Fault> {
        let bytes = text.as_bytes();
        let start = self.at;
        let mut from = start;
        loop {
            let Some(offset) = memchr::memchr3(b'<', b'&', b']', &bytes[from..]) else { return self.plain_text(text, start, bytes.len()) };
            let at = from + offset;
            match bytes[at] {
                b'<' => return self.plain_text(text, start, at),
                b'&' => return self.text_with_references(text, start, at),
                _ if bytes[at..].starts_with(b"]]>") => return Err(self.cdata_end(at)),
                _ => from = at + 1,
            }
        }
    }

    #[inline]
    fn plain_text(&mut self, text: &str, start: usize, end: usize) -> Result<Option<Token>, Fault> {
        self.at = end;
        if end > self.illegal && self.frames.is_empty() {
            return Err(self.illegal_character());
        }
        let piece = if self.has_carriage_return { self.line_ends(text, start, end) } else { self.plain(text, start, end) };
        let span = self.span(start, end);
        Ok(Some(self.tell_text(piece, span)))
    }

    #[cold]
    fn cdata_end(&self, at: usize) -> Fault {
        Box::new(self.fault(&SYNTAX, self.span(at, at + 3), "`]]>` cannot stand in text".to_owned()).help("write `]]&gt;`"))
    }

    /// The stretch with CR LF and lone CR as LF (XML 1.0, section 2.11).
    fn line_ends(&mut self, text: &str, start: usize, end: usize) -> Piece {
        if !self.frames.is_empty() || memchr::memchr(b'\r', &text.as_bytes()[start..end]).is_none() {
            return self.plain(text, start, end);
        }
        let from = self.scratch.len();
        self.push_normalised(&text[start..end]);
        Piece::Scratch(from, self.scratch.len())
    }

    fn push_normalised(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
            self.scratch.push_str(&rest[..at]);
            self.scratch.push('\n');
            rest = rest[at + 1..].strip_prefix('\n').unwrap_or(&rest[at + 1..]);
        }
        self.scratch.push_str(rest);
    }

    /// Text whose first reference stands at `reference`: characters are put in, a general entity ends the piece.
    fn text_with_references(&mut self, text: &str, start: usize, reference: usize) -> Result<Option<Token>, Fault> {
        let bytes = text.as_bytes();
        let (mut from, mut at) = (start, reference);
        let begin = self.scratch.len();
        loop {
            self.push_text(&text[from..at]);
            match bytes.get(at) {
                Some(b'&') => {
                    self.ran_out = self.frames.is_empty() && is_open_reference(&bytes[at + 1..]);
                    let (found, end) = self.reference(text, at)?;
                    match found {
                        Reference::Character(character) => self.scratch.push(character),
                        Reference::Entity if at > start => break,
                        Reference::Entity => return self.enter_entity(text, at, end),
                    }
                    from = end;
                }
                Some(b']') if bytes[at..].starts_with(b"]]>") => return Err(self.cdata_end(at)),
                Some(b']') => {
                    self.scratch.push(']');
                    from = at + 1;
                }
                _ => break,
            }
            at = memchr::memchr3(b'<', b'&', b']', &bytes[from..]).map_or(bytes.len(), |offset| from + offset);
        }
        self.at = at;
        if at > self.illegal && self.frames.is_empty() {
            return Err(self.illegal_character());
        }
        let (piece, span) = (Piece::Scratch(begin, self.scratch.len()), self.span(start, at));
        Ok(Some(self.tell_text(piece, span)))
    }

    fn push_text(&mut self, text: &str) {
        if self.has_carriage_return && self.frames.is_empty() { self.push_normalised(text) } else { self.scratch.push_str(text) }
    }

    /// Begins to read the replacement text of the entity referred to between `at` and `end`.
    fn enter_entity(&mut self, text: &str, at: usize, end: usize) -> Result<Option<Token>, Fault> {
        let name = &text[at + 1..end - 1];
        let span = self.span(at, end);
        let Some(entity) = self.dtd.entities.get(name).cloned() else {
            return self.unknown_entity(text, at, end);
        };
        let Replacement::Internal(replacement) = &entity.value else { return self.unread_entity(text, at, end, &entity) };
        self.may_enter(name, replacement.len(), span, entity.span)?;
        let (name, depth) = (name.into(), self.open.len());
        self.frames.push(Frame { name, text: Arc::clone(replacement), return_to: end, depth, reference: span, declared: entity.span });
        self.at = 0;
        Ok(None)
    }

    /// Whether the entity may be expanded here: it is not open already and within the limits.
    pub(super) fn may_enter(&mut self, name: &str, length: usize, span: Span, declared: Span) -> Result<(), Fault> {
        self.expanded += length.max(1);
        if self.frames.iter().any(|frame| &*frame.name == name) {
            return Err(self.declared_fault(&ENTITY, span, format!("the entity `{name}` contains itself"), declared));
        }
        if self.frames.len() >= self.limits.entity_depth || self.expanded > self.limits.expansion {
            let message = format!("entities expand beyond the limit of {} bytes or {} levels", self.limits.expansion, self.limits.entity_depth);
            return Err(self.declared_fault(&LIMIT, span, message, declared));
        }
        Ok(())
    }

    /// An entity that is a file: left as written, with a warning; a file that is no XML cannot stand in text.
    fn unread_entity(&mut self, text: &str, at: usize, end: usize, entity: &Entity) -> Result<Option<Token>, Fault> {
        let (name, span) = (&text[at + 1..end - 1], self.span(at, end));
        if matches!(entity.value, Replacement::Unparsed) {
            return Err(self.declared_fault(&ENTITY, span, format!("the entity `{name}` is no XML and cannot stand in text"), entity.span));
        }
        self.warn_unread(span, format!("the entity `{name}` is another file, which is not read"));
        self.at = end;
        let piece = self.plain(text, at, end);
        Ok(Some(self.tell_text(piece, span)))
    }

    fn unknown_entity(&mut self, text: &str, at: usize, end: usize) -> Result<Option<Token>, Fault> {
        self.undeclared_entity(&text[at + 1..end - 1], self.span(at, end))?;
        self.at = end;
        let (piece, span) = (self.plain(text, at, end), self.span(at, end));
        Ok(Some(self.tell_text(piece, span)))
    }

    /// `<![CDATA[…]]>`.
    pub(super) fn cdata(&mut self, text: &str) -> Result<Option<Token>, Fault> {
        let start = self.at;
        let inner = start + "<![CDATA[".len();
        let Some(length) = memchr::memmem::find(&text.as_bytes()[inner..], b"]]>") else {
            self.ran_out = self.frames.is_empty();
            return Err(self.fault(&SYNTAX, self.span(start, inner), "the CDATA section that begins here is never closed".to_owned()));
        };
        let piece = self.line_ends(text, inner, inner + length);
        self.at = inner + length + 3;
        let span = self.span(start, self.at);
        Ok(Some(self.tell_text(piece, span)))
    }
}

/// Whether the text ends before the reference does that begins it.
fn is_open_reference(bytes: &[u8]) -> bool {
    bytes.iter().all(|&byte| byte > b' ' && !matches!(byte, b';' | b'<' | b'&'))
}
