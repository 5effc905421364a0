//! The proof of an edition against its source. Nothing is written to disk here.

pub mod proof;

pub use proof::{Failure, Proof, prove};
