//! What surrounds a run: which files it concerns, and where schemas come from.

mod kept;
pub mod schemas;
pub mod settings;
mod walk;

pub use schemas::LocalSchemas;
pub use walk::{Found, Missing, walk};
