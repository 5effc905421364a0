//! Documents against schemas: each check reads a document and says what is wrong with it.
//!
//! Nothing here opens a file: a schema reaches a check as text, and what it includes through a resolver.

pub mod bundled;
pub mod document;
pub mod json;
pub mod jsonld;
pub mod pointers;
pub mod relaxng;
