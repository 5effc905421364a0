//! What a document may ask of the machine: `--max-expansion`, `--max-depth`, `--max-size`.

use std::path::Path;

use clap::Args;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::xml::codes::TOO_LARGE;
use crate::xml::stream::Limits;

/// Limits on a document.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Limiting {
    /// Most bytes that the entities of a document may expand to
    #[arg(long = "max-expansion", value_name = "BYTES", default_value = "16M", value_parser = bytes)]
    expansion: usize,
    /// How deep elements may nest
    #[arg(long = "max-depth", value_name = "LEVELS", default_value_t = Limits::default().element_depth)]
    depth: usize,
    /// Most bytes that a document may have
    #[arg(long = "max-size", value_name = "BYTES", default_value = "1G", value_parser = bytes)]
    pub size: usize,
}

impl Limiting {
    /// The limits that reading keeps.
    pub(super) fn reading(&self) -> Limits {
        Limits { expansion: self.expansion, element_depth: self.depth, ..Limits::default() }
    }

    /// A document with more bytes than it may have; nothing of it was read.
    pub(super) fn too_large(&self, path: &Path) -> Box<Diagnostic> {
        let nothing = Source::from_text(&path.to_string_lossy(), "");
        let message = format!("the document has more than {} bytes and was not read", self.size);
        Box::new(Diagnostic::error(&TOO_LARGE, message).at(&nothing, Span::new(0, 0)).help(TOO_LARGE.remedy))
    }
}

/// A number of bytes: `4096`, `16K`, `16M`, `1G`.
pub(super) fn bytes(written: &str) -> Result<usize, String> {
    let (digits, factor) = match written.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (&written[..at], 1 << 10),
        Some((at, 'm' | 'M')) => (&written[..at], 1 << 20),
        Some((at, 'g' | 'G')) => (&written[..at], 1 << 30),
        _ => (written, 1),
    };
    let number = digits.parse::<usize>().map_err(|_| "bytes are written 4096, 16K, 16M or 1G".to_owned())?;
    number.checked_mul(factor).ok_or_else(|| "that is more than any machine has".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_units() {
        assert_eq!(["4096", "16k", "2M", "1G"].map(|written| bytes(written).ok()), [Some(4096), Some(16 << 10), Some(2 << 20), Some(1 << 30)]);
        assert!(["", "M", "-1", "1.5M", "99999999999999999999G", "9999999999999G"].iter().all(|written| bytes(written).is_err()));
    }
}
