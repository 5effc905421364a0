//! RELAX NG (ISO/IEC 19757-2:2008): a schema and a document become findings.
//!
//! How a schema becomes a matcher, each step in a module of its own:
//!
//! ```text
//! schema text → xml_syntax | compact → syntax (one tree for both) → simplify (section 4) → restrictions (section 7) → patterns → automaton
//! ```
//!
//! **Seams.** [`syntax`] is the tree that the parsers of both syntaxes give and that writers of both can take. [`datatype`] is what a datatype library
//! offers: a library is one type implementing [`datatype::Library`] and one line in [`datatype::LIBRARIES`].

mod automaton;
pub mod codes;
pub mod compact;
pub mod datatype;
pub mod datatypes;
mod derivative;
mod export;
mod files;
mod grammar;
mod id_types;
mod kept;
mod patterns;
mod restrictions;
mod run;
mod schema;
mod simplify;
mod symbols;
pub mod syntax;
pub mod xml_syntax;

pub use export::{Syntax, export};
pub use files::{NoFiles, Resolver};
pub use schema::{Options, Schema, Validation};
