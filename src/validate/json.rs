//! JSON documents against their schemas, and parsed transcripts against all that the schema cannot say.

use crate::diagnostic::Diagnostic;
use crate::interchange;
use crate::source::Source;

pub use crate::json::schema::{CompiledSchema, check};

/// Everything that is wrong with a parsed transcript: its JSON, else its schema, else places, references and dates.
///
/// ```
/// use teiscribe::{source::Source, validate::json};
/// let text = r#"{"format": "teiscribe-transcript/1.0", "turns": [{"speaker": "ana", "text": "Yes."}]}"#;
/// let found = json::transcript(&Source::from_text("talk.json", text));
/// assert_eq!(found[0].message, "nobody and nothing called `ana` is declared");
/// ```
pub fn transcript(source: &Source) -> Vec<Diagnostic> {
    interchange::check(source)
}
