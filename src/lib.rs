//! Transcripts of conversations into scholarly TEI P5 XML and JSON-LD, proved against schemas and against the source.
//!
//! The transcript keeps the base text untouched: blocks partition it, annotations stand beside it as byte spans.
//! Readers make blocks, passes add annotations, writers weave both. See `ARCHITECTURE.md` for the layers.

pub mod annotate;
#[cfg(feature = "cli")]
pub mod cli;
pub mod convert;
pub mod diagnostic;
pub mod diff;
pub mod error;
pub mod files;
pub mod interchange;
pub mod json;
pub mod language;
pub mod model;
pub mod read;
pub mod render;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod snapshot;
pub mod source;
pub mod validate;
#[cfg(feature = "cli")]
pub mod workspace;
pub mod write;
pub mod xml;
