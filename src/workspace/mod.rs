//! What surrounds a run: which files it concerns.

mod walk;

pub use walk::{Found, Missing, walk};
