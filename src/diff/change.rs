//! What a comparison finds: one [`Change`] for each thing an editor did.

use crate::render::Piece;
use crate::source::{Position, Source, Span};

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The schema that a document names.
    Schema,
    /// Another processing instruction.
    Instruction,
    /// An id has another name.
    RenamedId,
    /// Pointers that follow a renamed id.
    References,
    /// Ids that count have counted on.
    Renumbered,
    /// Somebody else speaks.
    Speaker,
    /// Other words.
    Text,
    /// Other quotation marks, dashes or blanks only.
    Typography,
    /// The same characters composed in another way.
    Unicode,
    /// An attribute or a property.
    Attribute,
    /// An element on the text.
    Markup,
    /// A block or a mark stands elsewhere.
    Moved,
    /// A block is new.
    Inserted,
    /// A block is gone.
    Deleted,
    /// One block has become several.
    Split,
    /// Several blocks have become one.
    Merged,
    /// Blocks stand in a new one.
    Wrapped,
    /// Blocks stand without the one that was around them.
    Unwrapped,
}

/// All kinds, in the order in which they are counted.
pub const KINDS: &[Kind] = &[
    Kind::Schema,
    Kind::Instruction,
    Kind::RenamedId,
    Kind::References,
    Kind::Renumbered,
    Kind::Speaker,
    Kind::Text,
    Kind::Typography,
    Kind::Unicode,
    Kind::Attribute,
    Kind::Markup,
    Kind::Moved,
    Kind::Inserted,
    Kind::Deleted,
    Kind::Split,
    Kind::Merged,
    Kind::Wrapped,
    Kind::Unwrapped,
];

impl Kind {
    /// The word for it: `renamed-id`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Instruction => "instruction",
            Self::RenamedId => "renamed-id",
            Self::References => "references",
            Self::Renumbered => "renumbered",
            Self::Speaker => "speaker",
            Self::Text => "text",
            Self::Typography => "typography",
            Self::Unicode => "unicode",
            Self::Attribute => "attribute",
            Self::Markup => "markup",
            Self::Moved => "moved",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Wrapped => "wrapped",
            Self::Unwrapped => "unwrapped",
        }
    }

    /// The kind called `name`.
    pub fn named(name: &str) -> Option<Self> {
        KINDS.iter().copied().find(|kind| kind.name() == name)
    }

    /// What it is when the two documents change places.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Inserted => Self::Deleted,
            Self::Deleted => Self::Inserted,
            Self::Split => Self::Merged,
            Self::Merged => Self::Split,
            Self::Wrapped => Self::Unwrapped,
            Self::Unwrapped => Self::Wrapped,
            other => other,
        }
    }
}

/// The sign before a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sigil {
    /// `~`
    Changed,
    /// `+`
    Added,
    /// `-`
    Removed,
    /// `>`
    Moved,
    /// `=`: worth knowing, no difference.
    Noted,
}

impl Sigil {
    /// The character.
    pub const fn character(self) -> char {
        match self {
            Self::Changed => '~',
            Self::Added => '+',
            Self::Removed => '-',
            Self::Moved => '>',
            Self::Noted => '=',
        }
    }
}

/// A place in one of the two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Bytes of the decoded text.
    pub span: Span,
    /// Where it starts.
    pub start: Position,
    /// Where it ends, exclusive.
    pub end: Position,
}

impl Place {
    /// The place `span` of `source`, widened to whole characters.
    pub fn new(source: &Source, span: Span) -> Self {
        let text = source.text();
        let start = text.floor_char_boundary(span.start);
        let end = text.ceil_char_boundary(span.end.max(start));
        Self { span: Span::new(start, end), start: source.position(start), end: source.position(end) }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// The sign before it.
    pub sigil: Sigil,
    /// The block it concerns: `u#u2`, `p[3]`; in JSON-LD the `@id` of the node.
    pub block: String,
    /// The element on the text of the block that it concerns, with its words: `date "27 September"`; empty where it concerns the block.
    pub mark: String,
    /// What an editor would say of it, on one line.
    pub detail: String,
    /// What stood there and what stands there, where that can be shown side by side: two values, a text that came or went.
    pub sides: [String; 2],
    /// Where it stands in the old document.
    pub old: Option<Place>,
    /// Where it stands in the new document.
    pub new: Option<Place>,
    /// The text of the block, word by word, where words changed.
    pub words: Vec<Piece>,
    /// Who speaks in the block, as its `who` has it; empty where nobody is named.
    pub speaker: String,
    /// Whether it stands in the header.
    pub header: bool,
}

impl Change {
    /// A change without places.
    pub(super) fn new(kind: Kind, sigil: Sigil, block: impl Into<String>, detail: impl Into<String>) -> Self {
        let (block, detail) = (block.into(), detail.into());
        let (mark, sides, speaker, words) = (String::new(), Default::default(), String::new(), Vec::new());
        Self { kind, sigil, block, mark, detail, sides, old: None, new: None, words, speaker, header: false }
    }

    /// With what stood there and what stands there.
    pub(super) fn with_sides(self, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self { sides: [old.into(), new.into()], ..self }
    }

    /// With a text that came or went.
    pub(super) fn with_side(self, added: bool, text: impl Into<String>) -> Self {
        if added { self.with_sides("", text) } else { self.with_sides(text, "") }
    }
}

/// What makes changes in many files one group: the sign, the kind, the name of the element, what changed; no id, no number, no context.
///
/// `~ attribute publisher  ref "#a" -> "#b"`
pub fn group_key(change: &Change) -> String {
    let block = change.block.split([',', ' ']).next().unwrap_or_default();
    let name = match block.find(['#', '[']) {
        Some(end) if !block.starts_with("urn:") && !block.contains("://") => &block[..end],
        _ => block,
    };
    let words = change.words.iter().filter(|piece| !matches!(piece, Piece::Same(_)));
    let changed = words.fold(String::new(), |text, piece| match piece {
        Piece::Removed(removed) => format!("{text}[-{}-]", removed.trim()),
        Piece::Added(added) => format!("{text}{{+{}+}}", added.trim()),
        Piece::Same(_) => text,
    });
    let detail = match change.kind {
        Kind::References => &change.block,
        Kind::Renumbered | Kind::Split | Kind::Merged | Kind::Wrapped | Kind::Unwrapped | Kind::Moved => "",
        _ if changed.is_empty() => &change.detail,
        _ => &changed,
    };
    let parts = [change.kind.name(), name, detail].into_iter().filter(|part| !part.is_empty());
    parts.fold(change.sigil.character().to_string(), |key, part| key + " " + part)
}
