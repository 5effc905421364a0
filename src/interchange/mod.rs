//! The published format of a parsed transcript, `schemas/transcript/1.0/transcript.schema.json`: JSON into a transcript and back.
//!
//! A script at an archive writes turns; `convert --to transcript` writes the whole text with blocks and annotations:
//!
//! ```json
//! {"format": "teiscribe-transcript/1.0", "participants": [{"id": "holt", "name": "Mara Holt"}],
//!  "turns": [{"speaker": "holt", "start": 3.2, "text": "When did the mill close?"}]}
//! ```
//!
//! First the schema judges, then this module: places lie in the text, blocks partition it, references lead somewhere,
//! dates exist. Whoever reads and whoever validates asks here, so that both find the same.

mod blocks;
pub mod codes;
mod desk;
mod entries;
mod fields;
mod format;
mod header;
mod marks;
mod numbers;
mod parts;
mod path;
mod placed;
mod turns;
mod written;

use std::sync::{Arc, LazyLock};

use crate::diagnostic::Diagnostic;
use crate::json::schema::{self, CompiledSchema};
use crate::json::{self, Document, emit};
use crate::model::{self, Genre};
use crate::source::{Offsets, Source};

use desk::{Desk, Scribe};
use path::Path;

/// The schema of the format.
pub const SCHEMA_TEXT: &str = include_str!("../../schemas/transcript/1.0/transcript.schema.json");

/// Its address; it resolves to the bundled copy.
pub const SCHEMA_ID: &str = "https://w3id.org/teiscribe/schemas/transcript/1.0/transcript.schema.json";

/// The value of `format` by which a transcript is recognised.
pub const FORMAT: &str = "teiscribe-transcript/1.0";

static SCHEMA: LazyLock<CompiledSchema> = LazyLock::new(|| CompiledSchema::compile(SCHEMA_TEXT).expect("a bundled schema is well formed"));

/// Whether a JSON document says that it is a parsed transcript, of whatever version.
pub fn claims(document: &Document<'_>) -> bool {
    let begins = |key, start| document.root().get(key).and_then(json::Value::as_str).is_some_and(|value| value.starts_with(start));
    begins("format", "teiscribe-transcript") || begins("$schema", "https://w3id.org/teiscribe/schemas/transcript/")
}

/// Everything that is wrong with a parsed transcript, in text order: its JSON, else its schema, else what only a reader can see.
pub fn check(source: &Source) -> Vec<Diagnostic> {
    read(source, "").err().unwrap_or_default()
}

/// Reads a parsed transcript; the edition is called `name`.
///
/// # Errors
/// What [`check`] finds.
pub fn read(source: &Source, name: &str) -> Result<model::Transcript, Vec<Diagnostic>> {
    let document = json::parse(source).map_err(|fault| vec![*fault])?;
    read_document(source, &document, name)
}

/// Reads a parsed transcript whose JSON is parsed already.
///
/// # Errors
/// What [`check`] finds.
pub fn read_document(source: &Source, document: &Document<'_>, name: &str) -> Result<model::Transcript, Vec<Diagnostic>> {
    let found = schema::check(document, source, &SCHEMA);
    if !found.is_empty() {
        return Err(found);
    }
    let parsed: format::Transcript<'_> = serde_json::from_value(document.root().to_serde()).map_err(|error| {
        let fault = Diagnostic::error(&json::codes::SCHEMA, error.to_string()).at(source, document.root().span);
        vec![fault]
    })?;
    if parsed.text.is_some() { read_placed(parsed, source, document, name) } else { read_turns(parsed, source, document, name) }
}

/// The name of the text that a JSON file holds, where it states no other.
fn name_of_text(source: &Source) -> String {
    format!("{}#text", source.name())
}

fn read_turns(parsed: format::Transcript<'_>, source: &Source, document: &Document<'_>, name: &str) -> Result<model::Transcript, Vec<Diagnostic>> {
    let mut desk = Desk::new(source, document, None);
    entries::read(parsed.participants, parsed.register, &mut desk);
    let composed = turns::compose(parsed.turns, &name_of_text(source), &mut desk);
    let mut transcript = model::Transcript::new(composed.source, name, Genre::Minutes);
    (transcript.blocks, transcript.turns) = (composed.blocks, composed.turns);
    transcript.header = header(parsed.header, parsed.original, &mut desk);
    finish(transcript, parsed.genre, parsed.evidence, desk)
}

fn read_placed(parsed: format::Transcript<'_>, source: &Source, document: &Document<'_>, name: &str) -> Result<model::Transcript, Vec<Diagnostic>> {
    let text = parsed.text.map(format::Text::into_owned).unwrap_or_default();
    let base = Arc::new(placed::source(text, parsed.source.as_ref(), &name_of_text(source)));
    let offsets = Offsets::new(&base);
    let mut desk = Desk::new(source, document, Some(&offsets));
    placed::check_digest(parsed.source.as_ref(), &base, &mut desk);
    entries::read(parsed.participants, parsed.register, &mut desk);
    let mut transcript = model::Transcript::new(Arc::clone(&base), name, Genre::Reported);
    let (blocks, sound) = placed::blocks(parsed.blocks, parsed.turns.len(), &base, &mut desk);
    transcript.turns = placed::turns(&parsed.turns, &blocks, &mut desk);
    if sound {
        placed::check_turns(transcript.turns.len(), &blocks, &mut desk);
    }
    transcript.blocks = blocks;
    let rules = placed::rules(parsed.rules, &mut desk);
    transcript.settled = parsed.annotations.is_some();
    let path = Path::Root.key("annotations");
    let annotations = parsed.annotations.into_iter().flatten().enumerate();
    transcript.annotations = annotations.filter_map(|(index, annotation)| annotation.read(&mut desk, &rules, &path.index(index))).collect();
    transcript.queries = placed::queries(parsed.queries, &base, &mut desk);
    transcript.header = header(parsed.header, parsed.original, &mut desk);
    finish(transcript, parsed.genre, parsed.evidence, desk)
}

fn header(header: header::Header<'_>, original: Option<format::Original<'_>>, desk: &mut Desk<'_>) -> model::Header {
    let original_sha256 = original.map(|original| original.sha256.into_owned());
    model::Header { original_sha256, ..header.read(desk, &Path::Root.key("header")) }
}

fn finish(
    mut transcript: model::Transcript,
    genre: Option<Genre>,
    evidence: Vec<format::Text<'_>>,
    desk: Desk<'_>,
) -> Result<model::Transcript, Vec<Diagnostic>> {
    let (inferred, reason) = turns::genre(&transcript.turns);
    transcript.genre = genre.unwrap_or(inferred);
    transcript.evidence = evidence.into_iter().map(Into::into).collect();
    if transcript.evidence.is_empty() {
        transcript.evidence.push(if genre.is_some() { "the transcript states its genre".to_owned() } else { reason });
    }
    transcript.register = desk.finish()?;
    Ok(transcript)
}

/// A transcript as JSON: its text with blocks and annotations. Its register has ids.
///
/// Reading it back gives a transcript that writers cannot tell from this one.
#[expect(clippy::missing_panics_doc, reason = "only keys that are no strings have no JSON, and there are none")]
pub fn write(transcript: &model::Transcript) -> String {
    let scribe = Scribe { transcript, offsets: Offsets::new(&transcript.source) };
    emit::to_string(&format::Transcript::of(&scribe), 2).expect("a transcript has no keys but strings")
}
