//! What a reader tells: tags with their attributes, text, instructions. Everything borrows from the document or from the reader.

use crate::source::Span;
use crate::xml::names::NameId;

/// One thing met in a document, in document order.
#[derive(Clone, Copy, Debug)]
pub enum Event<'r> {
    /// A start tag, or an empty-element tag, which an end follows at once.
    Start(Start<'r>),
    /// An end tag.
    End(End),
    /// Characters inside the root element; what stands between two tags may come in several pieces.
    Text(Text<'r>),
    /// A comment.
    Comment(Span),
    /// A processing instruction.
    Instruction(Instruction<'r>),
    /// The end of the document.
    Eof,
}

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub struct Start<'r> {
    /// The element's name.
    pub name: NameId,
    /// The whole tag, from `<` to `>`.
    pub tag: Span,
    /// The name as written.
    pub name_span: Span,
    /// The attributes, namespace declarations left out, defaults of the document type declaration added at the end.
    pub attributes: Attributes<'r>,
}

/// An end tag.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// The element's name.
    pub name: NameId,
    /// The whole tag; of an empty-element tag, that tag.
    pub tag: Span,
}

/// Characters, with references replaced and line ends normalised.
#[derive(Clone, Copy, Debug)]
pub struct Text<'r> {
    /// The characters.
    pub text: &'r str,
    /// Where they stand.
    pub span: Span,
}

/// A processing instruction.
#[derive(Clone, Copy, Debug)]
pub struct Instruction<'r> {
    /// Its target: `xml-model`.
    pub target: &'r str,
    /// What follows the target and its white space.
    pub data: &'r str,
    /// The whole instruction.
    pub span: Span,
}

/// An attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'r> {
    /// Its name.
    pub name: NameId,
    /// Its value, normalised (XML 1.0, section 3.3.3).
    pub value: &'r str,
    /// Its name as written; of a default, the name of the element.
    pub name_span: Span,
    /// What stands between the quotation marks; of a default, the name of the element.
    pub value_span: Span,
    /// Whether the document type declaration gave it.
    pub defaulted: bool,
}

impl Attribute<'_> {
    /// Name, sign and value: `n="1"`.
    pub fn span(&self) -> Span {
        if self.defaulted { self.name_span } else { Span::new(self.name_span.start, self.value_span.end + 1) }
    }
}

/// The attributes of a start tag, in document order.
#[derive(Clone, Copy, Debug)]
pub struct Attributes<'r> {
    pub(super) list: &'r [RawAttribute],
    pub(super) document: &'r str,
    pub(super) scratch: &'r str,
}

impl<'r> Attributes<'r> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One after the other.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Attribute<'r>> + use<'r> {
        let (document, scratch) = (self.document, self.scratch);
        self.list.iter().map(move |raw| Attribute {
            name: raw.name,
            value: raw.value.of(document, scratch),
            name_span: raw.name_span,
            value_span: raw.value_span,
            defaulted: raw.defaulted,
        })
    }
}

/// A stretch of the document or of the reader's own text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece {
    Document(usize, usize),
    Scratch(usize, usize),
}

impl Piece {
    #[inline]
    pub(super) fn of<'r>(self, document: &'r str, scratch: &'r str) -> &'r str {
        match self {
            Self::Document(start, end) => &document[start..end],
            Self::Scratch(start, end) => &scratch[start..end],
        }
    }
}

/// An attribute as the reader keeps it.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawAttribute {
    pub name: NameId,
    pub qname: super::QNameId,
    pub value: Piece,
    pub name_span: Span,
    pub value_span: Span,
    pub defaulted: bool,
}

/// An event that does not borrow yet; [`Reader::event`](super::Reader::event) shows it until the next one.
#[derive(Clone, Copy, Debug)]
pub struct Token(pub(super) Kind);

/// Which event; what there is to say of it is kept by the reader, so that little is passed on for each.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Start,
    End,
    Text,
    Comment,
    Instruction,
    Eof,
}

/// What there is to say of the present event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// Name of a tag.
    pub name: NameId,
    /// The whole event.
    pub span: Span,
    /// The name of a start tag as written.
    pub name_span: Span,
    /// Characters, or the data of an instruction.
    pub text: Piece,
    /// The target of an instruction.
    pub target: Piece,
}

impl Default for Now {
    fn default() -> Self {
        let nothing = Piece::Document(0, 0);
        Self { name: NameId::UNRESOLVED, span: Span::default(), name_span: Span::default(), text: nothing, target: nothing }
    }
}
