//! What passes find and an editor should look at.

use crate::diagnostic::Code;

/// All codes of this stage.
pub const CODES: &[&Code] = &[&super::names::AMBIGUOUS_NAME];
