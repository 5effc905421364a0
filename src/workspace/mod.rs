//! What surrounds a run: which files it concerns, and where schemas come from.

mod schemas;
mod walk;

pub use schemas::LocalSchemas;
pub use walk::{Found, Missing, walk};
