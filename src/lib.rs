//! Transcripts of conversations into scholarly TEI P5 XML and JSON-LD, proved against schemas and against the source.
//!
//! The transcript keeps the base text untouched: blocks partition it, annotations stand beside it as byte spans.
//! Readers make blocks, passes add annotations, writers weave both. See `ARCHITECTURE.md` for the layers.

pub mod annotate;
pub mod convert;
pub mod diagnostic;
pub mod error;
pub mod json;
pub mod language;
pub mod model;
pub mod read;
pub mod source;
pub mod validate;
pub mod write;
pub mod xml;
