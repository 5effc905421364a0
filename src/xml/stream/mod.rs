//! A document as namespace-resolved events: tags, text, processing instructions, each with its byte span.
//!
//! `<p n="1">Good &amp; well</p>` becomes `Start(p, n="1")`, `Text("Good & well")`, `End(p)`. The reader checks everything that XML 1.0 (fifth edition)
//! and Namespaces in XML 1.0 call well-formed, and stops at the first fault with one diagnostic. Entities of the internal subset are expanded within
//! [`Limits`]; what stands in them has the span of the reference. Nothing outside the document is read: a missing DTD is a warning.
//!
//! The scanner is our own: a tokeniser that cuts tags apart leaves names, characters, references and attribute values to be read a second time for their
//! well-formedness, and that second look costs more than the cutting.
//!
//! ```
//! use teiscribe::source::Source;
//! use teiscribe::xml::stream::{Event, Limits, Reader};
//! let source = Source::from_text("a.xml", "<p xmlns='http://www.tei-c.org/ns/1.0' n='1'>Good &amp; well</p>");
//! let mut reader = Reader::new(&source, Limits::default());
//! let mut text = String::new();
//! loop {
//!     match reader.next_event()? {
//!         Event::Text(piece) => text.push_str(piece.text),
//!         Event::Start(start) => assert_eq!(start.attributes.iter().next().map(|one| one.value), Some("1")),
//!         Event::End(_) | Event::Instruction(_) | Event::Comment(_) => {}
//!         Event::Eof => break,
//!     }
//! }
//! assert_eq!(text, "Good & well");
//! # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
//! ```

mod attribute;
mod event;
mod fault;
mod flow;
mod misc;
mod namespace;
mod qname;
mod reference;
mod tag;
mod text;

use std::sync::Arc;

pub use self::event::{Attribute, Attributes, End, Event, Instruction, Start, Text, Token};
use self::event::{Kind, Now, Piece, RawAttribute};
pub use self::fault::Fault;
use self::namespace::Bindings;
use self::qname::{QNameId, QNames};
use super::chars::first_illegal;
use super::dtd::Dtd;
use super::input::{Input, Stop};
use super::names::{NameId, Names};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// What a document may ask of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that entities may expand to, over the whole document.
    pub expansion: usize,
    /// How deep entities may stand in each other.
    pub entity_depth: usize,
    /// How deep elements may nest.
    pub element_depth: usize,
}

impl Default for Limits {
    /// 16 MiB of expansion, 64 entities and 1,000,000 elements inside each other.
    fn default() -> Self {
        Self { expansion: 16 << 20, entity_depth: 64, element_depth: 1_000_000 }
    }
}

/// Which part of the document is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Start,
    Prolog,
    Content,
    Epilog,
}

/// An open element.
#[derive(Clone, Copy, Debug)]
struct Open {
    qname: QNameId,
    name: NameId,
    /// Where its start tag stands.
    tag: Span,
    /// Whether it declared namespaces.
    binds: bool,
}

/// An entity whose replacement text is being read; what is kept is where to go on behind it.
#[derive(Debug)]
struct Frame {
    name: Box<str>,
    /// The text that is being read, and where reading goes on in the outer one.
    text: Arc<str>,
    return_to: usize,
    /// How many elements were open at the reference.
    depth: usize,
    /// The reference in the document.
    reference: Span,
    declared: Span,
}

/// The text of a document, or the window of it that is being read.
#[derive(Debug)]
enum Document<'a> {
    Whole(&'a str),
    Window(Arc<String>),
}

impl Document<'_> {
    #[inline]
    fn text(&self) -> &str {
        match self {
            Self::Whole(text) => text,
            Self::Window(text) => text,
        }
    }

    /// The window, shared; of a whole document nothing.
    fn window(&self) -> Arc<String> {
        match self {
            Self::Whole(_) => Arc::default(),
            Self::Window(text) => Arc::clone(text),
        }
    }
}

/// Reads a document event by event.
#[expect(clippy::struct_excessive_bools, reason = "five independent facts about the document")]
#[derive(Debug)]
pub struct Reader<'a> {
    source: &'a Source,
    document: Document<'a>,
    /// Where the window begins in the whole document.
    base: usize,
    /// What is still to come of a document that is read in windows.
    input: Option<Input<'a>>,
    stop: Option<Stop>,
    /// Whether the token that was read last looked for its end and met that of the window.
    ran_out: bool,
    limits: Limits,
    at: usize,
    part: Part,
    frames: Vec<Frame>,
    names: Names,
    qnames: QNames,
    bindings: Bindings,
    open: Vec<Open>,
    attributes: Vec<RawAttribute>,
    scratch: String,
    now: Now,
    dtd: Dtd,
    has_doctype: bool,
    standalone: bool,
    ends_at_once: bool,
    /// Whether the element that ended last declared namespaces, which hold until the next event.
    leaves: bool,
    illegal: usize,
    has_carriage_return: bool,
    expanded: usize,
    /// Number of start tags with attributes so far.
    tags: usize,
    /// Entities that are being put into an attribute value.
    in_value: Vec<Box<str>>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `source`.
    pub fn new(source: &'a Source, limits: Limits) -> Self {
        let document = source.text();
        Self {
            source,
            document: Document::Whole(document),
            base: 0,
            input: None,
            stop: None,
            ran_out: false,
            limits,
            at: 0,
            part: Part::Start,
            frames: Vec::new(),
            names: Names::default(),
            qnames: QNames::default(),
            bindings: Bindings::default(),
            open: Vec::new(),
            attributes: Vec::new(),
            scratch: String::new(),
            now: Now::default(),
            dtd: Dtd::default(),
            has_doctype: false,
            standalone: false,
            ends_at_once: false,
            leaves: false,
            illegal: first_illegal(document).unwrap_or(usize::MAX),
            has_carriage_return: memchr::memchr(b'\r', document.as_bytes()).is_some(),
            expanded: 0,
            tags: 0,
            in_value: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The next event; after [`Event::Eof`] always that.
    ///
    /// # Errors
    /// The document is not well-formed: one diagnostic, after which there is nothing more to read.
    #[inline]
    pub fn next_event(&mut self) -> Result<Event<'_>, Fault> {
        let token = self.advance()?;
        Ok(self.event(token))
    }

    /// Reads the document to its end and shows each event together with the reader.
    ///
    /// # Errors
    /// As [`next_event`](Self::next_event).
    #[inline]
    pub fn each(&mut self, mut show: impl FnMut(&Self, &Event<'_>)) -> Result<(), Fault> {
        loop {
            let token = self.advance()?;
            match self.event(token) {
                Event::Eof => return Ok(()),
                event => show(self, &event),
            }
        }
    }

    /// The names met so far.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The document.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// The namespace bound to `prefix` (empty for the default namespace) at the last start tag.
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        self.bindings.lookup(prefix).map(|namespace| self.names.namespace_uri(namespace))
    }

    /// A number that is the same wherever the same namespace declarations are in force.
    pub fn namespace_state(&self) -> u32 {
        self.bindings.state()
    }

    /// All prefixes in force at the last start tag with their namespaces, in no order; `xml` is left out where nobody declares it.
    pub fn namespaces(&self) -> impl Iterator<Item = (&str, &str)> {
        self.bindings.iter().map(|(prefix, namespace)| (prefix, self.names.namespace_uri(namespace)))
    }

    /// What is worth knowing and no fault, such as a DTD that was not read; taken once.
    pub fn take_warnings(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.warnings)
    }

    /// Goes on to the next event without borrowing for it: [`event`](Self::event) shows it, beside questions about names and namespaces.
    ///
    /// # Errors
    /// As [`next_event`](Self::next_event).
    pub fn advance(&mut self) -> Result<Token, Fault> {
        self.scratch.clear();
        if self.leaves {
            self.leaves = false;
            self.bindings.leave();
        }
        if self.ends_at_once {
            self.ends_at_once = false;
            return Ok(self.close());
        }
        let document = match &self.document {
            Document::Whole(text) => *text,
            Document::Window(_) => return self.advance_flowing(),
        };
        loop {
            let token = match self.frames.last() {
                None => self.token(document)?,
                Some(frame) => {
                    let text = Arc::clone(&frame.text);
                    self.token(&text)?
                }
            };
            if let Some(token) = token {
                return Ok(token);
            }
        }
    }

    /// One token of the current text; `None` where reading goes on elsewhere or nothing is to be told.
    #[inline]
    fn token(&mut self, text: &str) -> Result<Option<Token>, Fault> {
        let bytes = text.as_bytes();
        if self.at > self.illegal && self.frames.is_empty() {
            return Err(self.illegal_character());
        }
        if self.part != Part::Content {
            return self.outside(text);
        }
        match bytes.get(self.at) {
            None => self.end_of_text(),
            Some(b'<') => match bytes.get(self.at + 1) {
                Some(b'/') => self.end_tag(text).map(Some),
                Some(b'!') => self.declaration(text),
                Some(b'?') => self.instruction(text).map(Some),
                _ => self.start_tag(text).map(Some),
            },
            Some(_) => self.text(text),
        }
    }

    /// The event that [`advance`](Self::advance) came to last.
    #[inline]
    pub fn event(&self, token: Token) -> Event<'_> {
        let now = &self.now;
        match token.0 {
            Kind::Start => Event::Start(Start { name: now.name, tag: now.span, name_span: now.name_span, attributes: self.attributes_now() }),
            Kind::End => Event::End(End { name: now.name, tag: now.span }),
            Kind::Text => Event::Text(Text { text: self.piece(now.text), span: now.span }),
            Kind::Comment => Event::Comment(now.span),
            Kind::Instruction => Event::Instruction(Instruction { target: self.piece(now.target), data: self.piece(now.text), span: now.span }),
            Kind::Eof => Event::Eof,
        }
    }

    /// Makes text the present event.
    #[inline]
    fn tell_text(&mut self, text: Piece, span: Span) -> Token {
        self.now.text = text;
        self.now.span = span;
        Token(Kind::Text)
    }

    fn attributes_now(&self) -> Attributes<'_> {
        Attributes { list: &self.attributes, document: self.document.text(), scratch: &self.scratch }
    }

    fn piece(&self, piece: Piece) -> &str {
        piece.of(self.document.text(), &self.scratch)
    }

    /// A stretch of the current text that needs no change: a part of the document, or a copy of a part of an entity.
    #[inline]
    fn plain(&mut self, text: &str, start: usize, end: usize) -> Piece {
        if self.frames.is_empty() {
            return Piece::Document(start, end);
        }
        let from = self.scratch.len();
        self.scratch.push_str(&text[start..end]);
        Piece::Scratch(from, self.scratch.len())
    }

    /// The place in the document of a stretch of the current text.
    #[inline]
    fn span(&self, start: usize, end: usize) -> Span {
        self.frames.first().map_or(Span::new(self.base + start, self.base + end), |frame| frame.reference)
    }

    /// The document or an entity has been read to its end.
    fn end_of_text(&mut self) -> Result<Option<Token>, Fault> {
        let Some(frame) = self.frames.pop() else {
            return Err(self.unclosed());
        };
        if self.open.len() > frame.depth {
            return Err(self.unclosed_in_entity(&frame));
        }
        self.at = frame.return_to;
        Ok(None)
    }
}
