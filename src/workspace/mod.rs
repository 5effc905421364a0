//! What surrounds a run: which files it concerns, and where schemas come from.

pub mod schemas;
pub mod settings;
mod walk;

pub use schemas::LocalSchemas;
pub use walk::{Found, Missing, walk};
