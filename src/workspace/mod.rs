//! What surrounds a run: which files it concerns, and where schemas come from, what is known from earlier runs.

mod above;
mod address;
mod baseline;
pub mod catalog;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod git;
mod kept;
pub mod lock;
mod once;
mod place;
pub mod results;
pub mod schemas;
pub mod settings;
mod since;
mod targets;
mod walk;

pub use baseline::Baseline;
pub use schemas::LocalSchemas;
pub use since::Since;
pub use targets::LocalTargets;
pub use walk::{Found, Missing, files_below, walk};
