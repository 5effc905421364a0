//! A JSON-LD file judged as a whole: JSON Schema, references, ids, positions, places in the source, then as linked data.
//!
//! `{"spokenByCharacter": "…#andres"}` passes every schema; that nobody is called so is found here, at its line and column.
//! The document itself says which profile it follows. Nothing is fetched.

mod codes;
mod parts;
mod places;
mod rdf;
mod references;
mod streaming;

use std::sync::LazyLock;

use crate::diagnostic::{Code, Diagnostic};
use crate::json::schema::{self, CompiledSchema};
use crate::json::{self, Document, Kind, Value, pointer_to};
use crate::source::{Source, Span};

pub use codes::{
    ANOTHER_CONTEXT, ANOTHER_SOURCE, CODES, DANGLING_REFERENCE, DUPLICATE_ID, OFFSET, POSITION, QUOTE_CONTEXT, RDF, STRETCH, TEXT, UNKNOWN_PROFILE,
    WRONG_REFERENCE,
};

/// The frozen context.
const CONTEXT: &str = include_str!("../../../schemas/jsonld/context.jsonld");

static FULL: LazyLock<Option<CompiledSchema>> =
    LazyLock::new(|| CompiledSchema::compile(include_str!("../../../schemas/jsonld/full.schema.json")).ok());
static WEB: LazyLock<Option<CompiledSchema>> =
    LazyLock::new(|| CompiledSchema::compile(include_str!("../../../schemas/jsonld/web.schema.json")).ok());

/// A profile of our JSON-LD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// All four layers under our own context.
    Full,
    /// schema.org alone.
    Web,
}

impl Profile {
    /// The profile a document's context names.
    fn of(document: &Document<'_>) -> Option<Self> {
        match &document.root().get("@context")?.kind {
            Kind::Array(_) => Some(Self::Full),
            Kind::String(context) if matches!(context.trim_end_matches('/'), "https://schema.org" | "http://schema.org") => Some(Self::Web),
            _ => None,
        }
    }

    fn schema(self) -> Option<&'static CompiledSchema> {
        match self {
            Self::Full => FULL.as_ref(),
            Self::Web => WEB.as_ref(),
        }
    }
}

/// Everything that is wrong with the JSON-LD in `source`, in text order; `text` is the source of the edition, if it is at hand.
pub fn check(source: &Source, text: Option<&Source>) -> Vec<Diagnostic> {
    let document = match json::parse(source) {
        Ok(document) => document,
        Err(fault) => return vec![*fault],
    };
    let mut findings = Findings { source, document: &document, list: Vec::new() };
    match Profile::of(&document) {
        None => findings.unknown_profile(),
        Some(profile) => {
            findings.list.extend(profile.schema().map(|compiled| schema::check(&document, source, compiled)).unwrap_or_default());
            if profile == Profile::Full {
                findings.context();
            }
            let nodes = references::check(&mut findings);
            parts::check(&mut findings, text);
            rdf::check(&mut findings, &nodes);
        }
    }
    findings.list.sort_by_key(|finding| finding.place.as_ref().map_or(0, |place| place.span.start));
    findings.list
}

/// What was found so far in a document.
struct Findings<'d> {
    source: &'d Source,
    document: &'d Document<'d>,
    list: Vec<Diagnostic>,
}

impl<'d> Findings<'d> {
    fn root(&self) -> &'d Value<'d> {
        self.document.root()
    }

    /// An error at `span`, with the JSON Pointer of the value there.
    fn error(&self, code: &'static Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(self.source, span).within(pointer_at(self.root(), span))
    }

    fn add(&mut self, code: &'static Code, span: Span, message: impl Into<String>) {
        let error = self.error(code, span, message).help(code.remedy);
        self.list.push(error);
    }

    fn unknown_profile(&mut self) {
        let root = self.root();
        let (span, message) = match root.get("@context") {
            Some(context) => (context.span, "the context is neither that of the full nor that of the web profile"),
            None => (Span::new(root.span.start, root.span.start + 1), "there is no context: this is no JSON-LD of a transcript"),
        };
        self.add(&UNKNOWN_PROFILE, span, message);
    }

    /// The first context must be the frozen one.
    fn context(&mut self) {
        let Some(context) = self.root().get("@context").and_then(Value::as_array).and_then(<[_]>::first) else { return };
        let frozen: Option<serde_json::Value> = serde_json::from_str(CONTEXT).ok();
        if frozen.as_ref().and_then(|frozen| frozen.get("@context")) != Some(&context.to_serde()) {
            self.add(&ANOTHER_CONTEXT, context.span, "this is not the frozen context of the format");
        }
    }
}

/// The JSON Pointer of the innermost value that holds `span`.
fn pointer_at(root: &Value<'_>, span: Span) -> String {
    let mut pointer = String::new();
    let mut value = root;
    loop {
        let inner = match &value.kind {
            Kind::Object(object) => {
                let mut members = object.iter();
                members.find(|member| member.value.span.contains(span)).map(|member| (pointer_to(&pointer, &member.key), &member.value))
            }
            Kind::Array(items) => {
                let number = items.partition_point(|item| item.span.end <= span.start);
                items.get(number).filter(|item| item.span.contains(span)).map(|item| (format!("{pointer}/{number}"), item))
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => None,
        };
        match inner {
            Some((longer, next)) => (pointer, value) = (longer, next),
            None => return pointer,
        }
    }
}
