//! Attributes: their syntax, the normalisation of their values, uniqueness, namespace declarations and defaults (XML 1.0, section 3.3).

use super::event::{Piece, RawAttribute};
use super::tag::name_end;
use super::{Fault, QNameId, Reader};
use crate::diagnostic::{Diagnostic, Label};
use crate::source::Span;
use crate::xml::chars::{CLASS, DOUBLE, SINGLE, is_space_byte};
use crate::xml::codes::{DUPLICATE_ATTRIBUTE, NAMESPACE, SYNTAX, UNDECLARED_PREFIX};
use crate::xml::dtd::Declared;
use crate::xml::names::{NameId, NamespaceId, XML_NAMESPACE, XMLNS_NAMESPACE};

impl Reader<'_> {
    /// Reads the attributes of the tag that begins at `tag`, up to its `>` or `/>`; whether there were namespace declarations.
    #[inline]
    pub(super) fn attributes(&mut self, text: &str, tag: usize) -> Result<bool, Fault> {
        let bytes = text.as_bytes();
        let mut binds = false;
        loop {
            let before = self.at;
            while bytes.get(self.at).is_some_and(|&byte| is_space_byte(byte)) {
                self.at += 1;
            }
            match bytes.get(self.at) {
                Some(b'>') => return Ok(binds),
                Some(b'/') if bytes.get(self.at + 1) == Some(&b'>') => return Ok(binds),
                Some(_) if self.at > before => binds |= self.attribute(text, tag)?,
                _ => return Err(self.tag_syntax(text, tag)),
            }
        }
    }

    /// One attribute; whether it declares a namespace.
    #[inline]
    fn attribute(&mut self, text: &str, tag: usize) -> Result<bool, Fault> {
        let start = self.at;
        if name_end(text.as_bytes(), start) == start {
            return Err(self.tag_syntax(text, tag));
        }
        let (qname, end) = self.qname(text, start)?;
        self.at = end;
        let quote = self.equals_quote(text, start, end)?;
        let name_span = self.span(start, end);
        let (value, value_span) = self.value(text, quote)?;
        let entry = self.qnames.get_mut(qname);
        let is_declaration = entry.is_declaration();
        self.attributes.push(RawAttribute { name: NameId::UNRESOLVED, qname, value, name_span, value_span, defaulted: false });
        Ok(is_declaration)
    }

    /// `=` and the opening quotation mark.
    #[inline]
    fn equals_quote(&mut self, text: &str, start: usize, end: usize) -> Result<u8, Fault> {
        let bytes = text.as_bytes();
        if bytes.get(self.at) != Some(&b'=') {
            self.skip_space(bytes);
        }
        if bytes.get(self.at) != Some(&b'=') {
            return Err(self.fault(&SYNTAX, self.span(start, end), format!("the attribute `{}` has no value", &text[start..end])));
        }
        self.at += 1;
        self.skip_space(bytes);
        match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                self.at += 1;
                Ok(quote)
            }
            _ => Err(self.fault(&SYNTAX, self.span(start, end), format!("the value of `{}` stands in no quotation marks", &text[start..end]))),
        }
    }

    fn skip_space(&mut self, bytes: &[u8]) {
        while bytes.get(self.at).is_some_and(|&byte| is_space_byte(byte)) {
            self.at += 1;
        }
    }

    /// The value up to its closing quotation mark, which is read too.
    #[inline]
    fn value(&mut self, text: &str, quote: u8) -> Result<(Piece, Span), Fault> {
        let bytes = text.as_bytes();
        let start = self.at;
        let stop = if quote == b'"' { DOUBLE } else { SINGLE };
        let mut end = start;
        while bytes.get(end).is_some_and(|&byte| CLASS[byte as usize] & stop == 0) {
            end += 1;
        }
        if bytes.get(end) == Some(&quote) {
            self.at = end + 1;
            return Ok((self.plain(text, start, end), self.span(start, end)));
        }
        self.odd_value(text, start, quote)
    }

    /// A value with references or line ends in it.
    fn odd_value(&mut self, text: &str, start: usize, quote: u8) -> Result<(Piece, Span), Fault> {
        // A value ends at `<` too, which cannot stand in it: then it is not read further.
        let Some(length) = memchr::memchr2(quote, b'<', &text.as_bytes()[start..]) else {
            self.ran_out = self.frames.is_empty();
            return Err(self.fault(&SYNTAX, self.span(start - 1, start), "the value that begins here is never closed".to_owned()));
        };
        let end = start + length;
        let from = self.scratch.len();
        self.normalise(&text[start..end], start, 0)?;
        if text.as_bytes()[end] == b'<' {
            return Err(self.less_than(end, 0));
        }
        self.at = end + 1;
        Ok((Piece::Scratch(from, self.scratch.len()), self.span(start, end)))
    }

    /// Sees to it that no attribute is written twice, and puts the tag's namespace declarations in force.
    pub(super) fn settle_attributes(&mut self, binds: bool) -> Result<(), Fault> {
        self.tags += 1;
        for at in 0..self.attributes.len() {
            let entry = self.qnames.get_mut(self.attributes[at].qname);
            if std::mem::replace(&mut entry.seen_in, self.tags) == self.tags {
                return Err(self.duplicate(at));
            }
        }
        if binds { self.declare() } else { Ok(()) }
    }

    /// Resolves the names of the attributes; prefixes are those in force now.
    #[inline]
    pub(super) fn resolve_attributes(&mut self) -> Result<(), Fault> {
        for at in 0..self.attributes.len() {
            self.attributes[at].name = self.attribute_name(self.attributes[at].qname, at)?;
        }
        self.same_name_twice()
    }

    /// Takes the namespace declarations out of the attributes and into force.
    fn declare(&mut self) -> Result<(), Fault> {
        let all = std::mem::take(&mut self.attributes);
        self.bindings.enter();
        for raw in &all {
            if self.qnames.get(raw.qname).is_declaration() {
                self.declaration_of(raw)?;
            } else {
                self.attributes.push(*raw);
            }
        }
        Ok(())
    }

    fn declaration_of(&mut self, raw: &RawAttribute) -> Result<(), Fault> {
        let entry = self.qnames.get(raw.qname);
        let prefix = if entry.prefix == 0 { "" } else { entry.local() };
        let uri = raw.value.of(self.document.text(), &self.scratch);
        let wrong = match prefix {
            "xmlns" => Some("the prefix `xmlns` cannot be declared"),
            "xml" if uri != XML_NAMESPACE => Some("the prefix `xml` cannot be declared anew"),
            "xml" => None,
            _ if uri == XML_NAMESPACE || uri == XMLNS_NAMESPACE => Some("this namespace belongs to another prefix"),
            "" => None,
            _ if uri.is_empty() => Some("a prefix cannot be bound to no namespace"),
            _ => None,
        };
        if let Some(message) = wrong {
            return Err(self.fault(&NAMESPACE, raw.name_span, message.to_owned()));
        }
        let namespace = self.names.intern_namespace(uri);
        self.bindings.bind(prefix, namespace);
        Ok(())
    }

    #[inline]
    fn attribute_name(&mut self, qname: QNameId, at: usize) -> Result<NameId, Fault> {
        let state = self.bindings.state();
        let entry = self.qnames.get_mut(qname);
        if let Some((known, name)) = entry.attribute
            && (known == state || entry.prefix == 0)
        {
            return Ok(name);
        }
        let namespace = if entry.prefix == 0 { Some(NamespaceId::NONE) } else { self.bindings.lookup(entry.prefix()) };
        let Some(namespace) = namespace else {
            let message = format!("the prefix `{}` of `{}` is not declared", entry.prefix(), entry.written);
            return Err(self.fault(&UNDECLARED_PREFIX, self.attributes[at].name_span, message));
        };
        let name = self.names.intern_in(namespace, entry.local());
        entry.attribute = Some((state, name));
        Ok(name)
    }

    /// Two prefixes for one namespace can give one name twice (Namespaces in XML, section 6.3).
    fn same_name_twice(&self) -> Result<(), Fault> {
        let prefixed = self.attributes.iter().filter(|raw| self.qnames.get(raw.qname).prefix > 0).count();
        if prefixed < 2 {
            return Ok(());
        }
        let mut seen: Vec<(NameId, usize)> = self.attributes.iter().enumerate().map(|(at, raw)| (raw.name, at)).collect();
        seen.sort_unstable();
        let twice = seen.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1).min();
        twice.map_or(Ok(()), |at| Err(self.duplicate(at)))
    }

    fn duplicate(&self, at: usize) -> Fault {
        let raw = &self.attributes[at];
        let entry = self.qnames.get(raw.qname);
        let first = self.attributes[..at].iter().find(|other| {
            let known = self.qnames.get(other.qname);
            known.written == entry.written || known.local() == entry.local()
        });
        let fault = self.fault(&DUPLICATE_ATTRIBUTE, raw.name_span, format!("the attribute `{}` stands twice in this tag", entry.written));
        match first {
            Some(first) => Box::new(fault.related(Label::new(self.source, first.name_span, "first here"))),
            None => fault,
        }
    }

    /// Adds defaults and normalises values that are no character data, as the document type declaration says; whether a namespace is declared by default.
    pub(super) fn declared_attributes(&mut self, qname: QNameId, tag: Span) -> Result<bool, Fault> {
        let Some(list) = self.dtd.attributes.get(&self.qnames.get(qname).written).cloned() else { return Ok(false) };
        let mut binds = false;
        for declared in &list {
            match self.attributes.iter().position(|raw| self.qnames.get(raw.qname).written == declared.name) {
                Some(at) if !declared.cdata => self.collapse(at),
                Some(_) => {}
                None => binds |= self.add_default(declared, tag)?,
            }
        }
        Ok(binds)
    }

    /// Removes outer blanks and folds inner ones.
    fn collapse(&mut self, at: usize) {
        let value = self.piece(self.attributes[at].value).split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let from = self.scratch.len();
        self.scratch.push_str(&value);
        self.attributes[at].value = Piece::Scratch(from, self.scratch.len());
    }

    /// Adds a default; whether it declares a namespace.
    fn add_default(&mut self, declared: &Declared, tag: Span) -> Result<bool, Fault> {
        let Some(default) = &declared.default else { return Ok(false) };
        let Some(qname) = self.qnames.intern(&declared.name) else {
            return Err(self.fault(&crate::xml::codes::NAME, declared.span, format!("`{}` is no name", declared.name)));
        };
        let from = self.scratch.len();
        self.normalise(default, 0, 0).map_err(|fault| self.in_default(*fault, declared, tag))?;
        let value = Piece::Scratch(from, self.scratch.len());
        let name_span = Span::new(tag.start, tag.start + 1);
        self.attributes.push(RawAttribute { name: NameId::UNRESOLVED, qname, value, name_span, value_span: name_span, defaulted: true });
        if !declared.cdata {
            self.collapse(self.attributes.len() - 1);
        }
        Ok(self.qnames.get(qname).is_declaration())
    }

    /// A fault in a default, at the tag that it is meant for.
    #[cold]
    fn in_default(&self, fault: Diagnostic, declared: &Declared, tag: Span) -> Fault {
        let declared = Label::new(self.source, declared.span, format!("the default of `{}` is declared here", declared.name));
        Box::new(fault.at(self.source, Span::new(tag.start, tag.start + 1)).related(declared))
    }
}
