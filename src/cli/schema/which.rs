//! `teiscribe schema which`: by which schemas documents would be judged, where each comes from, and why.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::validate::associations::{Association, Language, associations};
use crate::workspace::schemas::{Located, Shelf};
use crate::workspace::walk;
use crate::xml;
use crate::xml::stream::Limits;

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::super::{files, shelving::Shelving};
use super::Listing;

/// Arguments of `schema which`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Documents or folders of them; `-` is standard input
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<PathBuf>,
    /// Schema of `validate --schema`, which counts instead of what documents name
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,
    /// How to print the answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Listing::Human)]
    listing: Listing,
    #[command(flatten)]
    pub(super) shelving: Shelving,
}

/// A schema, or something else that would judge a document.
struct Judging {
    language: String,
    /// As the document or the user names it.
    name: String,
    why: String,
    found: Result<Option<Located>, String>,
}

/// What is known of a document.
enum Answer {
    Judging(Vec<Judging>),
    Unreadable(String),
}

/// Answers for each document.
pub(super) fn run(arguments: &Arguments, shelf: &Shelf, streams: &mut Streams) -> io::Result<Exit> {
    let found = walk(&arguments.documents, false);
    let mut answers: Vec<(String, Answer)> = found.files.iter().map(|path| (path.display().to_string(), answer(path, arguments, shelf))).collect();
    answers.extend(found.missing.into_iter().map(|missing| (missing.path.display().to_string(), Answer::Unreadable(missing.reason))));
    let text = match arguments.listing {
        Listing::Human => answers.iter().map(|(path, answer)| for_people(path, answer)).collect(),
        Listing::Json => format!("{:#}\n", document(&answers)),
    };
    streams.out(text.as_bytes())?;
    let open = answers.iter().filter(|(_, answer)| !answer.is_whole()).count();
    if open > 0 {
        streams.err(&format!("error: of {open} of {} documents it is not known what judges them\n", answers.len()))?;
    }
    Ok(if open > 0 { Exit::Failed } else { Exit::Clean })
}

impl Answer {
    fn is_whole(&self) -> bool {
        match self {
            Self::Unreadable(_) => false,
            Self::Judging(all) => {
                all.iter().any(|one| matches!(one.found, Ok(Some(_))) || one.language == "JSON") && all.iter().all(|one| one.found.is_ok())
            }
        }
    }
}

fn answer(path: &Path, arguments: &Arguments, shelf: &Shelf) -> Answer {
    let source = files::read(path)
        .map_err(|failure| failure.reason)
        .and_then(|bytes| xml::decode(&path.to_string_lossy(), bytes).map_err(|fault| fault.message));
    match source {
        Ok(source) if source.text().trim_start().starts_with(['{', '[']) => Answer::Judging(vec![own_checks()]),
        Ok(source) if arguments.schema.is_empty() => named(&source, shelf),
        Ok(_) => Answer::Judging(arguments.schema.iter().map(|name| given(name, shelf)).collect()),
        Err(reason) => Answer::Unreadable(reason),
    }
}

fn own_checks() -> Judging {
    let why = "JSON-LD and parsed transcripts are judged by checks of the program's own".to_owned();
    Judging { language: "JSON".to_owned(), name: "the program's own checks".to_owned(), why, found: Ok(None) }
}

fn given(name: &Path, shelf: &Shelf) -> Judging {
    let found = shelf.named(name).map(Some).map_err(|failure| failure.to_string());
    Judging { language: Language::RelaxNg.name().to_owned(), name: name.display().to_string(), why: "given with --schema".to_owned(), found }
}

fn named(source: &Source, shelf: &Shelf) -> Answer {
    match associations(source, Limits::default()) {
        Ok(found) => {
            let faults = found.faults.into_iter().map(fault);
            Answer::Judging(found.named.iter().map(|association| associated(source, association, shelf)).chain(faults).collect())
        }
        Err(fault) => Answer::Unreadable(fault.message),
    }
}

fn fault(fault: Diagnostic) -> Judging {
    let line = fault.place.as_ref().map_or(1, |place| place.start.line);
    Judging { language: "no schema".to_owned(), name: "<?xml-model?>".to_owned(), why: format!("in line {line}"), found: Err(fault.message) }
}

fn associated(source: &Source, association: &Association, shelf: &Shelf) -> Judging {
    let line = source.position(association.span.start).line;
    let is_evaluated = association.language == Language::RelaxNg;
    let why = format!("named by <?xml-model?> in line {line}{}", if is_evaluated { "" } else { "; it is not evaluated" });
    let found =
        if is_evaluated { shelf.named_by(source.name(), &association.href).map(Some).map_err(|failure| failure.to_string()) } else { Ok(None) };
    Judging { language: association.language.name().to_owned(), name: association.href.clone(), why, found }
}

fn for_people(path: &str, answer: &Answer) -> String {
    let told = match answer {
        Answer::Unreadable(reason) => format!("  {reason}\n"),
        Answer::Judging(all) if all.is_empty() => "  it names no schema; give one with --schema FILE\n".to_owned(),
        Answer::Judging(all) => all.iter().map(lines).collect(),
    };
    format!("{path}\n{told}")
}

fn lines(judging: &Judging) -> String {
    match &judging.found {
        Ok(Some(located)) => {
            let file = if located.source.name() == located.address { String::new() } else { format!(", file {}", located.source.name()) };
            format!("  {}: {}\n    {}\n    {}{file}\n", judging.language, located.judge(), judging.why, located.way)
        }
        Ok(None) => format!("  {}: {}\n    {}\n", judging.language, judging.name, judging.why),
        Err(reason) => format!("  {}: {} cannot be used\n    {}\n    {reason}\n", judging.language, judging.name, judging.why),
    }
}

fn document(answers: &[(String, Answer)]) -> Value {
    let documents = answers.iter().map(|(path, answer)| match answer {
        Answer::Unreadable(reason) => json!({"path": path, "error": reason}),
        Answer::Judging(all) => json!({"path": path, "schemas": all.iter().map(entry).collect::<Vec<_>>()}),
    });
    json!({"version": 1, "documents": documents.collect::<Vec<_>>()})
}

fn entry(judging: &Judging) -> Value {
    let mut entry = json!({"language": judging.language, "name": judging.name, "why": judging.why});
    match &judging.found {
        Ok(Some(located)) => {
            entry["url"] = json!(located.address);
            entry["version"] = json!(located.version());
            entry["sha256"] = json!(located.source.sha256());
            entry["file"] = json!(located.source.name());
            entry["found"] = json!(located.way.to_string());
        }
        Ok(None) => {}
        Err(reason) => entry["error"] = json!(reason),
    }
    entry
}
