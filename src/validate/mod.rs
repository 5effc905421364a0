//! Documents against schemas: each check reads a document and says what is wrong with it.
//!
//! Nothing here opens a file: a schema reaches a check as text, and what it includes through a resolver.

pub mod associations;
pub mod bundled;
pub mod document;
pub mod json;
pub mod jsonld;
pub mod pointers;
pub mod relaxng;
pub mod suppression;

use crate::diagnostic::Code;
use crate::{interchange, json as json_text, xml};

/// Every code that judging a document can give.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let xml = [xml::CODES, relaxng::codes::CODES, pointers::CODES, document::CODES, suppression::CODES];
    let json = [json_text::codes::CODES, interchange::codes::CODES, jsonld::CODES];
    xml.into_iter().chain(json).flatten().copied()
}
