//! References: `&amp;`, `&#xE9;`, `&hello;`, in text and in attribute values (XML 1.0, section 4.1, 4.4.5).

use super::{Fault, Reader};
use crate::source::Span;
use crate::xml::chars::{is_nc_name, predefined};
use crate::xml::codes::{CHARACTER, ENTITY, LIMIT, SYNTAX, UNDECLARED_ENTITY};
use crate::xml::dtd::{Replacement, cursor::character};

/// What a reference stands for.
pub(super) enum Reference {
    Character(char),
    Entity,
}

impl Reader<'_> {
    /// The reference at `at`, with the offset behind its semicolon.
    pub(super) fn reference(&self, text: &str, at: usize) -> Result<(Reference, usize), Fault> {
        let rest = &text[at + 1..];
        let end = rest.bytes().take_while(|&byte| byte != b';' && byte > b' ' && byte != b'<' && byte != b'&').count();
        let name = &rest[..end];
        if !rest[end..].starts_with(';') {
            let fault = self.fault(&SYNTAX, self.span(at, at + 1), "`&` begins a reference and no `;` follows".to_owned());
            return Err(Box::new(fault.help("a `&` that is no reference is written `&amp;`")));
        }
        let span = self.span(at, at + end + 2);
        let found = match (predefined(name), name.strip_prefix('#')) {
            (Some(found), _) => Reference::Character(found),
            (None, Some(number)) => match character(number) {
                Some(found) => Reference::Character(found),
                None => return Err(self.fault(&CHARACTER, span, format!("`&{name};` is no character that XML allows"))),
            },
            _ if is_nc_name(name) => Reference::Entity,
            _ => return Err(self.fault(&SYNTAX, span, format!("`{name}` is no name of an entity"))),
        };
        Ok((found, at + end + 2))
    }

    /// Appends an attribute value to the scratch text with references replaced and white space as blanks (XML 1.0, section 3.3.3).
    ///
    /// `at` is where the text stands in the current one, for messages; `depth` counts the entities it stands in.
    pub(super) fn normalise(&mut self, value: &str, at: usize, depth: usize) -> Result<(), Fault> {
        let mut rest = value;
        while let Some(found) = rest.find(['&', '<', '\t', '\n', '\r']) {
            self.scratch.push_str(&rest[..found]);
            let place = at + if depth == 0 { value.len() - rest.len() + found } else { 0 };
            let consumed = match rest.as_bytes()[found] {
                b'<' => return Err(self.less_than(place, depth)),
                b'&' => self.normalise_reference(rest, found, place, depth)?,
                b'\r' if depth == 0 && rest[found..].starts_with("\r\n") => {
                    self.scratch.push(' ');
                    found + 2
                }
                _ => {
                    self.scratch.push(' ');
                    found + 1
                }
            };
            rest = &rest[consumed..];
        }
        self.scratch.push_str(rest);
        Ok(())
    }

    #[cold]
    pub(super) fn less_than(&self, place: usize, depth: usize) -> Fault {
        if depth > 0 {
            return self.fault(&ENTITY, self.span(place, place + 1), "this value has an entity with `<` in it".to_owned());
        }
        let fault = self.fault(&SYNTAX, self.span(place, place + 1), "`<` cannot stand in an attribute value".to_owned());
        Box::new(fault.help("write `&lt;`, or close the value before it with a quotation mark"))
    }

    /// The reference at `found` of `rest`; gives the offset behind it.
    fn normalise_reference(&mut self, rest: &str, found: usize, place: usize, depth: usize) -> Result<usize, Fault> {
        let (reference, end) = match self.reference(rest, found) {
            Ok(reference) => reference,
            Err(fault) => return Err(self.moved(*fault, place)),
        };
        match reference {
            Reference::Character(character) => self.scratch.push(character),
            Reference::Entity => self.entity_in_value(&rest[found + 1..end - 1], place, depth)?,
        }
        Ok(end)
    }

    /// A fault found in a part of the text, at its place in the whole.
    fn moved(&self, mut fault: crate::diagnostic::Diagnostic, place: usize) -> Fault {
        if let Some(label) = &fault.place
            && self.frames.is_empty()
        {
            let length = label.span.len();
            fault = fault.at(self.source, Span::new(place, (place + length).min(self.document.text().len())).shifted(self.base));
        }
        Box::new(fault)
    }

    fn entity_in_value(&mut self, name: &str, place: usize, depth: usize) -> Result<(), Fault> {
        let span = self.span(place, place + if depth == 0 { name.len() + 2 } else { 1 });
        let Some(entity) = self.dtd.entities.get(name).cloned() else {
            self.undeclared_entity(name, span)?;
            self.scratch.push('&');
            self.scratch.push_str(name);
            self.scratch.push(';');
            return Ok(());
        };
        let Replacement::Internal(replacement) = &entity.value else {
            return Err(self.declared_fault(&ENTITY, span, format!("the entity `{name}` is a file and cannot stand in a value"), entity.span));
        };
        self.may_enter(name, replacement.len(), span, entity.span)?;
        if self.in_value.iter().any(|open| **open == *name) {
            return Err(self.declared_fault(&ENTITY, span, format!("the entity `{name}` contains itself"), entity.span));
        }
        if depth >= self.limits.entity_depth {
            return Err(self.declared_fault(&LIMIT, span, "entities nest beyond the limit".to_owned(), entity.span));
        }
        self.in_value.push(name.into());
        self.normalise(replacement, place, depth + 1)?;
        self.in_value.pop();
        Ok(())
    }

    /// A reference to nothing: a fault, or a warning where a DTD that was not read may declare it (XML 1.0, section 4.1, "Entity Declared").
    pub(super) fn undeclared_entity(&mut self, name: &str, span: Span) -> Result<(), Fault> {
        if self.dtd.unread && !self.standalone {
            self.warn_unread(span, format!("the entity `{name}` is declared nowhere in this file and is left as written"));
            return Ok(());
        }
        let help = html_entity(name).map_or_else(
            || "declare it in the document type declaration, or write the character itself".to_owned(),
            |found| format!("write `{found}`: XML knows no entities of HTML"),
        );
        Err(Box::new(self.fault(&UNDECLARED_ENTITY, span, format!("the entity `{name}` is not declared")).help(help)))
    }
}

/// What the entities of HTML that are met most in texts stand for.
fn html_entity(name: &str) -> Option<&'static str> {
    const KNOWN: &[(&str, &str)] = &[
        ("nbsp", "&#160;"),
        ("mdash", "—"),
        ("ndash", "–"),
        ("hellip", "…"),
        ("lsquo", "‘"),
        ("rsquo", "’"),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("eacute", "é"),
        ("egrave", "è"),
        ("agrave", "à"),
        ("ccedil", "ç"),
        ("auml", "ä"),
        ("ouml", "ö"),
        ("uuml", "ü"),
        ("szlig", "ß"),
        ("copy", "©"),
        ("sect", "§"),
        ("para", "¶"),
        ("middot", "·"),
        ("laquo", "«"),
        ("raquo", "»"),
    ];
    KNOWN.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)
}
