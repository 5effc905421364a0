//! A document in the one form that all documents with the same content share: for `git log -p`, for snapshots, for edit scripts.
//!
//! Attributes are ordered, references resolved, comments gone, namespaces declared in one way; each block stands on a line of its own. Of JSON-LD, keys are
//! ordered, and so are values whose order says nothing. The canonical form of a canonical form is itself.

mod xml;

use crate::diagnostic::Diagnostic;
use crate::diff::{codes, linked, tree};
use crate::json;
use crate::source::{Source, Span};
use crate::xml::stream::{Event, Limits, Reader};

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Xml,
    Json,
}

impl Format {
    /// What a document is written in, by its first character.
    ///
    /// # Errors
    /// It is neither.
    pub fn of(source: &Source) -> Result<Self, Box<Diagnostic>> {
        match source.text().trim_start().chars().next() {
            Some('<') => Ok(Self::Xml),
            Some('{' | '[') => Ok(Self::Json),
            _ => {
                let message = format!("`{}` is neither XML nor JSON", source.name());
                Err(Box::new(
                    Diagnostic::error(&codes::UNKNOWN_FORMAT, message).at(source, Span::new(0, 0)).help("compare editions, not their sources"),
                ))
            }
        }
    }

    /// Reads a document to its end.
    ///
    /// # Errors
    /// It is not well-formed.
    pub fn check(self, source: &Source) -> Result<(), Box<Diagnostic>> {
        match self {
            Self::Json => json::parse(source).map(|_| ()),
            Self::Xml => {
                let mut reader = Reader::new(source, Limits::default());
                loop {
                    let token = reader.advance()?;
                    if matches!(reader.event(token), Event::Eof) {
                        return Ok(());
                    }
                }
            }
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Xml => "XML",
            Self::Json => "JSON",
        }
    }
}

/// The canonical form of a document, ending in a line feed.
///
/// # Errors
/// It is not well-formed, or neither XML nor JSON.
///
/// ```
/// use teiscribe::{diff::canonical, source::Source};
/// let text = canonical(&Source::from_text("a.xml", "<p  n='2' a='1'>caf&#233;<!-- checked --></p>"))?;
/// assert_eq!(text, "<p a=\"1\" n=\"2\">café</p>\n");
/// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
/// ```
pub fn canonical(source: &Source) -> Result<String, Box<Diagnostic>> {
    match Format::of(source)? {
        Format::Xml => Ok(xml::write(&tree::read(source, false)?)),
        Format::Json => linked::canonical(source),
    }
}
