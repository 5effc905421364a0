//! Where the words stand in the source: code points, bytes, and the words themselves with what stands around them.
//!
//! W3C Web Annotation Data Model, 4.2: one target for each stretch, and in it three selectors of the same stretch.

use serde::Serialize;

use crate::model::SOURCE_ID;
use crate::source::{Offsets, Span};

use super::scope::Scope;
use super::value::{Iri, Many, Ref};

/// Code points of context on either side of a quote.
const CONTEXT: usize = 32;

/// An annotation that identifies an utterance with stretches of the source.
#[derive(Debug, Serialize)]
pub(super) struct Anchor<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: &'static str,
    motivation: &'static str,
    target: Many<Target<'a>>,
}

#[derive(Debug, Serialize)]
struct Target<'a> {
    #[serde(rename = "@type")]
    types: &'static str,
    source: Ref<'a>,
    selector: [Selector<'a>; 3],
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type")]
enum Selector<'a> {
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
    #[serde(rename = "DataPositionSelector")]
    Data { start: usize, end: usize },
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        prefix: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        suffix: &'a str,
    },
}

impl<'a> Scope<'a> {
    /// The anchor of the part `id`, which covers `spans`.
    pub(super) fn anchor(&self, id: &Iri<'a>, spans: &[Span], offsets: &Offsets<'_>) -> Anchor<'a> {
        Anchor {
            id: Iri { suffix: "-anchor", ..id.clone() },
            types: "Annotation",
            motivation: "identifying",
            target: spans.iter().map(|&span| self.target(span, offsets)).collect(),
        }
    }

    fn target(&self, span: Span, offsets: &Offsets<'_>) -> Target<'a> {
        let text = self.transcript.source.text();
        Target {
            types: "SpecificResource",
            source: self.refer(SOURCE_ID),
            selector: [
                Selector::Position { start: offsets.code_points(span.start), end: offsets.code_points(span.end) },
                Selector::Data { start: offsets.raw(span.start), end: offsets.raw(span.end) },
                Selector::Quote { exact: &text[span.range()], prefix: before(text, span.start), suffix: after(text, span.end) },
            ],
        }
    }
}

fn before(text: &str, at: usize) -> &str {
    let start = text[..at].char_indices().rev().take(CONTEXT).last().map_or(at, |(start, _)| start);
    &text[start..at]
}

fn after(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest.char_indices().nth(CONTEXT).map_or(rest.len(), |(end, _)| end);
    &rest[..end]
}
