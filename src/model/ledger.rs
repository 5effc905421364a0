//! The ledger: every stretch of the source that is not in the TEI's `text`, with the reason.

use serde::{Deserialize, Serialize};

use crate::source::Span;

use super::block::BlockKind;
use super::weave::{Event, Weave};

/// Why a stretch is not in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "reason")]
pub enum Reason {
    /// Page furniture, or a printed page mark.
    Furniture,
    /// Its content stands in the TEI header.
    Header {
        /// Path of the element that holds it.
        path: String,
    },
    /// Blanks between blocks.
    Whitespace,
    /// A character XML cannot carry, or a CR that XML would normalise.
    Encoding,
}

/// One stretch of the source, in bytes of the decoded text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// First byte.
    #[serde(rename = "startByte")]
    pub start: usize,
    /// One past the last byte.
    #[serde(rename = "endByte")]
    pub end: usize,
    /// Why it is not in the text.
    #[serde(flatten)]
    pub reason: Reason,
}

impl Row {
    /// The stretch.
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// What is not in the TEI's text; rows in text order, disjoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Name of the source.
    pub source: String,
    /// How its bytes were written; offsets count bytes of the text decoded to UTF-8, without byte order mark.
    pub encoding: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Ledger {
    /// The ledger of a woven transcript.
    pub fn of(weave: &Weave<'_>) -> Self {
        let transcript = weave.transcript();
        let source = &transcript.source;
        let mut rows = Rows::default();
        let mut at = 0;
        for (index, block) in transcript.blocks.iter().enumerate() {
            rows.push(Span::new(at, block.span.start), Reason::Whitespace);
            at = block.span.end;
            match &block.kind {
                BlockKind::Furniture | BlockKind::PageMark(_) => rows.push(block.span, Reason::Furniture),
                BlockKind::Metadata(path) => rows.push(block.span, Reason::Header { path: path.clone().into_owned() }),
                _ => {
                    for event in weave.block(index) {
                        if let Event::Omit(span, reason) = event {
                            rows.push(span, reason);
                        }
                    }
                }
            }
        }
        rows.push(Span::new(at, source.text().len()), Reason::Whitespace);
        Self {
            source: source.name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            encoding: source.encoding().name().to_owned(),
            sha256: source.sha256(),
            rows: rows.0,
        }
    }
}

#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn push(&mut self, span: Span, reason: Reason) {
        if span.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.end == span.start && last.reason == reason => last.end = span.end,
            _ => self.0.push(Row { start: span.start, end: span.end, reason }),
        }
    }
}
