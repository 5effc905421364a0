//! Where the words stand in the source: code points, bytes, and the words themselves with what stands around them.
//!
//! W3C Web Annotation Data Model, 4.2: one target for each stretch, and in it three selectors of the same stretch.

use serde::Serialize;

use crate::model::SOURCE_ID;
use crate::source::{Offsets, Span};

use super::scope::Scope;
use super::value::{Iri, Many, Ref, Tail};

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
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: &'static str,
    source: Ref<'a>,
    selector: [Selector<'a>; 3],
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type")]
enum Selector<'a> {
    #[serde(rename = "TextPositionSelector")]
    Position {
        #[serde(rename = "@id")]
        id: Iri<'a>,
        start: usize,
        end: usize,
    },
    #[serde(rename = "DataPositionSelector")]
    Data {
        #[serde(rename = "@id")]
        id: Iri<'a>,
        start: usize,
        end: usize,
    },
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        #[serde(rename = "@id")]
        id: Iri<'a>,
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
        let target = spans.iter().zip(1..).map(|(&span, number)| self.target(id, number, span, offsets)).collect();
        Anchor { id: Iri { tail: Tail::Annotation, ..id.clone() }, types: "Annotation", motivation: "identifying", target }
    }

    fn target(&self, id: &Iri<'a>, number: usize, span: Span, offsets: &Offsets<'_>) -> Target<'a> {
        let text = self.transcript.source.text();
        let named = |tail| Iri { tail, ..id.clone() };
        let (start, end) = (span.start, span.end);
        Target {
            id: named(Tail::Stretch(number)),
            types: "SpecificResource",
            source: self.refer(SOURCE_ID),
            selector: [
                Selector::Position { id: named(Tail::Selector(number, "text")), start: offsets.code_points(start), end: offsets.code_points(end) },
                Selector::Data { id: named(Tail::Selector(number, "bytes")), start: offsets.raw(start), end: offsets.raw(end) },
                Selector::Quote {
                    id: named(Tail::Selector(number, "quote")),
                    exact: &text[span.range()],
                    prefix: before(text, start),
                    suffix: after(text, end),
                },
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
