//! XML as a stream of tags and text: written by [`emit`], read by [`stream`].
//!
//! Bytes become a [`Source`](crate::source::Source) by [`decode`], which follows the byte order mark and the XML declaration;
//! a [`stream::Reader`] turns the source into namespace-resolved events with byte spans and interned [`names`]. Nothing outside the document is ever read.

mod chars;
pub mod codes;
mod decode;
mod dtd;
pub mod emit;
mod input;
pub mod names;
mod pseudo;
pub mod stream;

pub use chars::{is_name, is_nc_name, is_space};
pub use codes::CODES;
pub use decode::decode;
pub use input::{Input, Stop};
pub use pseudo::{NoPseudo, Pseudo, pseudo_attributes, referenced};
