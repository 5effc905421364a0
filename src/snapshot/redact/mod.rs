//! Values that may differ from run to run, replaced by a placeholder of their type:
//!
//! ```toml
//! redactions = [{ xpath = "//application/@version", type = "version" }, { pointer = "/@graph/*/created", type = "date" }]
//! ```
//!
//! `version="0.1.0"` becomes `version="[version]"`. A value of another type stays, is reported, and so never passes.

mod json;
mod types;
mod xml;
mod xpath;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

use super::codes::{REDACTION_TYPE, REDACTION_UNUSED, SETTINGS};
use super::output::Kind;
use super::place::Place;
use types::Type;
use xpath::XPath;

/// A value that may differ.
#[derive(Clone, Debug)]
pub struct Redaction {
    path: Path,
    value: Type,
}

#[derive(Clone, Debug)]
enum Path {
    /// In XML outputs.
    XPath(XPath),
    /// In JSON outputs: a JSON Pointer (RFC 6901) in which `*` stands for every member or item.
    Pointer(String),
}

/// A redaction as it stands in the settings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    xpath: Option<String>,
    pointer: Option<String>,
    #[serde(rename = "type")]
    value: Type,
}

impl Redaction {
    /// The redaction of a table of the settings.
    ///
    /// # Errors
    /// What is wrong with the table.
    pub fn new(table: &Map<String, Value>) -> Result<Self, Box<Diagnostic>> {
        let wrong = |reason: String| Diagnostic::error(&SETTINGS, format!("a redaction of `[snapshot]` {reason}")).help(SETTINGS.remedy);
        Self::read(table).map_err(|reason| Box::new(wrong(reason)))
    }

    fn read(table: &Map<String, Value>) -> Result<Self, String> {
        let given: Given = serde_json::from_value(Value::Object(table.clone())).map_err(|error| format!("cannot be read: {error}"))?;
        let path = match (given.xpath, given.pointer) {
            (Some(xpath), None) => Path::XPath(XPath::parse(&xpath)?),
            (None, Some(pointer)) if pointer.starts_with('/') => Path::Pointer(pointer),
            (None, Some(pointer)) => return Err(format!("has the pointer `{pointer}`, which does not begin with `/`")),
            _ => return Err("needs either `xpath` or `pointer`".to_owned()),
        };
        Ok(Self { path, value: given.value })
    }

    fn shown(&self) -> &str {
        match &self.path {
            Path::XPath(xpath) => xpath.shown(),
            Path::Pointer(pointer) => pointer,
        }
    }

    /// The places of the values in a text of the kind, in text order, each with the value.
    fn values(&self, kind: Kind, source: &Source) -> Vec<(Span, String)> {
        match (&self.path, kind) {
            (Path::XPath(xpath), Kind::Xml) => xml::values(xpath, source),
            (Path::Pointer(pointer), Kind::Json) => json::values(pointer, source),
            (Path::XPath(_), Kind::Json | Kind::Lines) | (Path::Pointer(_), Kind::Xml | Kind::Lines) => Vec::new(),
        }
    }

    /// The finding that it matches nothing.
    pub(super) fn unused(&self) -> Diagnostic {
        Diagnostic::warning(&REDACTION_UNUSED, format!("the redaction `{}` matches nothing", self.shown())).help(REDACTION_UNUSED.remedy)
    }
}

/// A text with its placeholders.
pub(super) struct Redacted {
    /// The text.
    pub text: String,
    /// How often each redaction matched.
    pub matched: Vec<usize>,
    /// Values of another type than promised.
    pub findings: Vec<Diagnostic>,
}

/// Puts the placeholders into the text of an output.
pub(super) fn redact(place: &Place, text: String, redactions: &[Redaction]) -> Redacted {
    let mut redacted = Redacted { text, matched: vec![0; redactions.len()], findings: Vec::new() };
    for (number, redaction) in redactions.iter().enumerate() {
        let source = Source::from_text(place.output.file, std::mem::take(&mut redacted.text));
        let values = redaction.values(place.output.kind(), &source);
        redacted.matched[number] = values.len();
        let (fitting, others): (Vec<_>, Vec<_>) = values.into_iter().partition(|(_, value)| redaction.value.fits(value));
        redacted.findings.extend(others.iter().map(|(_, value)| misfit(place, redaction, value)));
        redacted.text = spliced(source.text(), &fitting, &redaction.replacement());
    }
    redacted
}

impl Redaction {
    fn replacement(&self) -> String {
        let placeholder = self.value.placeholder();
        match self.path {
            Path::XPath(_) => placeholder,
            Path::Pointer(_) => format!("\"{placeholder}\""),
        }
    }
}

fn misfit(place: &Place, redaction: &Redaction, value: &str) -> Diagnostic {
    let message = format!("{place}: `{}` is `{value}`, which is no {}", redaction.shown(), redaction.value.name());
    Diagnostic::error(&REDACTION_TYPE, message).help(REDACTION_TYPE.remedy)
}

/// `text` with `replacement` at each of the places, which stand in text order and do not touch.
fn spliced(text: &str, places: &[(Span, String)], replacement: &str) -> String {
    let mut spliced = String::with_capacity(text.len());
    let mut from = 0;
    for (span, _) in places {
        spliced.push_str(&text[from..span.start]);
        spliced.push_str(replacement);
        from = span.end;
    }
    spliced.push_str(&text[from..]);
    spliced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::output::Output;
    use serde_json::json;

    fn redaction(table: &Value) -> Result<Redaction, Box<Diagnostic>> {
        Redaction::new(table.as_object().expect("a table"))
    }

    fn redacted(output: &str, text: &str, table: &Value) -> Redacted {
        let place = Place { input: "a.txt".to_owned(), output: Output::named(output).expect("an output") };
        redact(&place, text.to_owned(), &[redaction(table).expect("a redaction")])
    }

    const TEI: &str =
        "<TEI><change when=\"2026-01-02\" who=\"#a\"/><change when='soon'/><idno type=\"x\">a</idno><idno type=\"y\">1<b>2</b></idno></TEI>";

    #[test]
    fn values_of_the_type_become_placeholders_and_others_are_reported() {
        let done = redacted("tei", TEI, &json!({"xpath": "//change/@when", "type": "date"}));
        assert!(done.text.contains("when=\"[date]\"") && done.text.contains("when='soon'"), "{}", done.text);
        assert_eq!((done.matched, done.findings.len()), (vec![2], 1));
    }

    #[test]
    fn predicates_choose_and_element_content_is_replaced_whole() {
        let done = redacted("tei", TEI, &json!({"xpath": "/TEI/idno[@type='y']", "type": "number"}));
        assert!(done.text.contains("<idno type=\"x\">a</idno><idno type=\"y\">[number]</idno>"), "{}", done.text);
        assert_eq!(redacted("tei", TEI, &json!({"xpath": "/idno", "type": "text"})).matched, [0]);
        assert_eq!(redacted("jsonld", "{}", &json!({"xpath": "//idno", "type": "text"})).matched, [0]);
    }

    #[test]
    fn pointers_reach_members_and_items() {
        let text = "{\"@graph\": [{\"date\": \"2026-01-02\"}, {\"date\": 7}, {}]}";
        let done = redacted("jsonld", text, &json!({"pointer": "/@graph/*/date", "type": "date"}));
        assert_eq!(done.text, "{\"@graph\": [{\"date\": \"[date]\"}, {\"date\": 7}, {}]}");
        assert_eq!(done.findings.len(), 1);
    }

    #[test]
    fn a_table_that_says_too_little_or_too_much_is_refused() {
        for table in [
            json!({"type": "date"}),
            json!({"xpath": "//a", "pointer": "/a", "type": "date"}),
            json!({"xpath": "//a", "type": "moment"}),
            json!({"xpath": "//a", "type": "date", "why": "x"}),
            json!({"pointer": "a", "type": "date"}),
            json!({"xpath": "a//", "type": "date"}),
        ] {
            assert!(redaction(&table).is_err(), "{table}");
        }
    }
}
