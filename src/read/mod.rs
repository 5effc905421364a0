//! From a source to a transcript: which genre it is, and where its blocks are.
//!
//! Each reader knows one genre or format; the ordered table [`READERS`] is asked for evidence, and the reader with the
//! most reads. A source that is no document at all is named and refused.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::{Genre, Transcript};
use crate::source::Source;

/// What speaks for a reader: a weight from 0 (nothing) to 100 (certain), and sentences an editor can check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// How strongly.
    pub weight: u8,
    /// Why: "12 of 14 paragraphs begin with one of 3 labels".
    pub reasons: Vec<String>,
}

/// A reader of one genre or format.
pub trait Reader: Sync {
    /// The genre it reads; `None` for a format that states the genre itself.
    fn genre(&self) -> Option<Genre>;

    /// What in the source speaks for this reader.
    fn evidence(&self, source: &Source) -> Evidence;

    /// Cuts the source into blocks and collects what the page says about the document.
    ///
    /// # Errors
    /// What is wrong with the source, each with its place.
    fn read(&self, source: Arc<Source>, name: &str) -> Result<Transcript, Vec<Diagnostic>>;
}

/// All readers; earlier ones win ties.
pub const READERS: &[&dyn Reader] = &[];
