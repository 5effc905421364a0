//! XML as a stream of tags and text.

pub mod emit;
