//! The parsed transcript in JSON: the whole text with blocks and annotations, from which the same editions come again.

use crate::interchange;

use super::{Edition, Writer};

/// Writes [`interchange`], the published format.
pub struct Parsed;

impl Writer for Parsed {
    fn format(&self) -> &'static str {
        "transcript"
    }

    fn extension(&self) -> &'static str {
        ".transcript.json"
    }

    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        interchange::write(edition.weave.transcript()).into_bytes()
    }
}
