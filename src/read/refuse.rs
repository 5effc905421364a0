//! What is no document at all: named, with the line that shows it, and refused.

use crate::diagnostic::Diagnostic;
use crate::source::Source;

use super::codes::EMPTY;

/// Refuses a source that holds no transcript.
///
/// # Errors
/// Why it is none.
pub(super) fn refuse(source: &Source) -> Result<(), Vec<Diagnostic>> {
    if source.text().trim().is_empty() {
        return Err(vec![
            Diagnostic::error(&EMPTY, format!("{} holds nothing but blanks", source.name())).help("give the file that holds the transcript"),
        ]);
    }
    Ok(())
}
