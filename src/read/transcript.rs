//! Reads a parsed transcript in JSON, `{"format": "teiscribe-transcript/1.0", …}`; any other JSON is named and refused.

use crate::diagnostic::Diagnostic;
use crate::interchange::{self, FORMAT, SCHEMA_ID};
use crate::json::{self, Document, Kind, Value};
use crate::language::detect;
use crate::model::{Genre, Transcript};
use crate::source::{Source, Span};

use super::codes::NO_TRANSCRIPT;
use super::{Evidence, Reader, Survey};

/// Reads [`interchange`], the published format.
pub struct Parsed;

impl Reader for Parsed {
    fn genre(&self) -> Option<Genre> {
        None
    }

    fn evidence(&self, survey: &Survey) -> Evidence {
        if is_json(survey.source()) { Evidence { weight: 100, reasons: vec!["the file is JSON".to_owned()] } } else { Evidence::default() }
    }

    fn read(&self, survey: &Survey, name: &str) -> Result<Transcript, Vec<Diagnostic>> {
        let source = survey.source();
        let document = json::parse(source).map_err(|fault| vec![*fault])?;
        if !interchange::claims(&document) {
            return Err(vec![refusal(source, &document)]);
        }
        let mut transcript = interchange::read_document(source, &document, name)?;
        if !transcript.settled && transcript.header.language.is_none() {
            transcript.header.language = detect::language_of(transcript.source.text()).map(str::to_owned);
        }
        Ok(transcript)
    }
}

/// Whether the source is meant to be JSON: by its name, by a key at its beginning, or because all of it is JSON.
fn is_json(source: &Source) -> bool {
    let text = source.text().trim_start();
    if !text.starts_with(['{', '[']) {
        return json::parse(source).is_ok();
    }
    let named = source.name().get(source.name().len().saturating_sub(5)..).is_some_and(|end| end.eq_ignore_ascii_case(".json"));
    named || begins_with_key(text) || json::parse(source).is_ok()
}

/// Whether a text begins `{"key":`.
fn begins_with_key(text: &str) -> bool {
    let key = text.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('"')).and_then(|rest| rest.split_once('"'));
    key.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

fn refusal(source: &Source, document: &Document<'_>) -> Diagnostic {
    let (what, remedy) = kind(document.root());
    let place = Span::new(document.root().span.start, document.root().span.start + 1);
    Diagnostic::error(&NO_TRANSCRIPT, format!("{} is {what}, not a parsed transcript", source.name())).at(source, place).help(remedy)
}

/// What a JSON document is, and how to come from it to a transcript.
fn kind(root: &Value<'_>) -> (&'static str, String) {
    let has = |key| root.get(key).is_some();
    let format = format!("a parsed transcript says \"format\": \"{FORMAT}\"; its schema is {SCHEMA_ID}");
    if has("@context") {
        ("JSON-LD", "convert the text itself; `validate` judges JSON-LD".to_owned())
    } else if has("rows") && has("sha256") {
        ("the ledger of an edition", "convert the text itself".to_owned())
    } else if has("segments") {
        ("JSON with segments", format!("write each segment as a turn; {format}"))
    } else if has("turns") || has("text") {
        ("JSON without `format`", format!("add it at the top: {format}"))
    } else if !matches!(root.kind, Kind::Object(_) | Kind::Array(_)) {
        ("a single JSON value", format!("give the transcript itself; {format}"))
    } else if root.as_array().is_some() {
        ("a JSON list", format!("make it an object whose `turns` are the entries of the list; {format}"))
    } else {
        ("some other JSON", format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_claimed(name: &str, text: &str) -> bool {
        is_json(&Source::from_text(name, text))
    }

    #[test]
    fn json_is_known_by_name_or_by_what_it_is() {
        assert!(is_claimed("a.json", "[Page 3]"));
        assert!(is_claimed("notes.JSON", "{,}"));
        assert!(is_claimed("-", "\n{ \"format\" : \"teiscribe"));
        assert!(is_claimed("-", "[{\"speaker\": \"A\"}]"));
        assert!(["null", "[]", "42", "\"x\"", "true"].iter().all(|text| is_claimed("note.txt", text)));
        assert!(!is_claimed("note.txt", "\"Good day\", he said"));
        assert!(!is_claimed("note.txt", "[Page 3]\n\nHe said {“no”}."));
        assert!(!is_claimed("note.txt", "{\"Good day\", he said}"));
        assert!(!is_claimed("a.json", "He said no."));
    }

    #[test]
    fn other_json_is_named() {
        let refused = |text: &str| {
            let source = Source::from_text("a.json", text);
            refusal(&source, &json::parse(&source).expect("JSON")).message
        };
        assert_eq!(refused("{\"@context\": {}}"), "a.json is JSON-LD, not a parsed transcript");
        assert_eq!(refused("{\"turns\": []}"), "a.json is JSON without `format`, not a parsed transcript");
        assert_eq!(refused("[]"), "a.json is a JSON list, not a parsed transcript");
        assert_eq!(refused("{}"), "a.json is some other JSON, not a parsed transcript");
        assert_eq!(refused("3"), "a.json is a single JSON value, not a parsed transcript");
    }
}
