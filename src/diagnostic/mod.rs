//! The one type in which anything is reported about a text.
//!
//! A [`Diagnostic`] states a fact, where it was seen, and the remedy. Its [`Code`] can be explained.

mod judge;
mod nearest;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::source::{Position, Source, Span};

pub use judge::Judge;
pub(crate) use nearest::distance;
pub use nearest::nearest;

/// A kind of finding, with what `explain` prints about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `stage/condition`, stable for ever: `annotate/doubtful-speaker`.
    pub id: &'static str,
    /// What was found, in one sentence.
    pub what: &'static str,
    /// Why an editor should care.
    pub why: &'static str,
    /// A piece of text or markup that shows it.
    pub example: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

impl Code {
    /// The code of a finding that a document brings along, of which only the id is known.
    ///
    /// Each id is kept once for the life of the program; beyond a thousand ids all are called `json/carried`.
    pub fn carried(id: &str) -> &'static Self {
        static KNOWN: Mutex<BTreeMap<String, &'static Code>> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = known.get(id) {
            return code;
        }
        if known.len() >= 1000 || id.len() > 128 {
            return &CARRIED;
        }
        let code: &'static Self = Box::leak(Box::new(Self { id: id.to_owned().leak(), ..CARRIED }));
        known.insert(id.to_owned(), code);
        code
    }
}

/// What is known of a code that a document brings along.
pub static CARRIED: Code = Code {
    id: "json/carried",
    what: "A query that came with the parsed transcript.",
    why: "It was found when the transcript was made, and nobody has settled it since.",
    example: "{\"queries\": [{\"code\": \"annotate/doubtful-speaker\", \"severity\": \"warning\", \"message\": \"…\"}]}",
    remedy: "Settle it in the source, or delete it from `queries`.",
};

/// Declares the codes of a stage and the table that `explain` reads.
macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $id:literal: $what:literal, $why:literal, $example:literal, $remedy:literal;)*) => {
        $($(#[$meta])* pub static $name: $crate::diagnostic::Code =
            $crate::diagnostic::Code { id: $id, what: $what, why: $why, example: $example, remedy: $remedy };)*
        /// All codes of the stage.
        pub static CODES: &[&$crate::diagnostic::Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Worth a look: a query to the editor.
    Warning,
    /// Wrong: the document is not valid, or the job could not be done.
    Error,
}

impl Severity {
    /// The word a report prints.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a named text, with what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The text's name.
    pub path: Arc<str>,
    /// The place in bytes of the decoded text.
    pub span: Span,
    /// Where it starts.
    pub start: Position,
    /// Where it ends, exclusive.
    pub end: Position,
    /// What is to be said of it; empty for the place of the finding itself.
    pub message: String,
}

impl Label {
    /// The place `span` of `source`.
    pub fn new(source: &Source, span: Span, message: impl Into<String>) -> Self {
        source.keep_lines(span);
        Self { path: source.shared_name(), span, start: source.position(span.start), end: source.position(span.end), message: message.into() }
    }
}

/// Something found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: &'static Code,
    /// How grave it is.
    pub severity: Severity,
    /// The fact, as a sentence without full stop.
    pub message: String,
    /// The remedy, if one is known.
    pub help: Option<String>,
    /// Where it was seen; `None` when it concerns a whole run.
    pub place: Option<Label>,
    /// Other places that belong to it: the other end of a pointer, the line of the schema.
    pub related: Vec<Label>,
    /// Path of the element or JSON value, root first: `TEI/text/body/p`; empty for plain text.
    pub context: String,
    /// Where the tag ends, for a finding on a tag or an attribute of it.
    pub tag_end: Option<Position>,
}

impl Diagnostic {
    /// A finding of the given severity.
    pub fn new(code: &'static Code, severity: Severity, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), help: None, place: None, related: Vec::new(), context: String::new(), tag_end: None }
    }

    /// Something wrong.
    pub fn error(code: &'static Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A query to the editor.
    pub fn warning(code: &'static Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A remark.
    pub fn info(code: &'static Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }

    /// The same finding, seen at `span` of `source`.
    #[must_use]
    pub fn at(mut self, source: &Source, span: Span) -> Self {
        self.place = Some(Label::new(source, span, ""));
        self
    }

    /// The same finding with its remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same finding with a further place.
    #[must_use]
    pub fn related(mut self, label: Label) -> Self {
        self.related.push(label);
        self
    }

    /// The same finding with the path of the element or value it concerns.
    #[must_use]
    pub fn within(mut self, context: impl Into<String>) -> Self {
        self.context = context.into();
        self
    }
}

/// How a run ended; the exit code of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Everything asked for was done and nothing is wrong.
    Clean,
    /// Everything asked for was done and something was found.
    Findings,
    /// Something asked for could not be done.
    Failed,
}

impl Outcome {
    /// The exit code: 0, 1 or 2.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}
