//! A TEI edition edited by hand, read back: the decisions that turn the tool's own edition of the source into it, and the
//! differences that no decision makes (changed words, header fields, moved blocks).

mod codes;
mod derive;
mod differences;
mod extract;
mod marks;
mod tokens;

use std::sync::Arc;

use crate::annotate::decisions::Decisions;
use crate::diagnostic::Diagnostic;
use crate::model::Editor;
use crate::source::Source;
use crate::write::WRITERS;

use super::{Converted, Refusal, Request, convert_decided, weave};

pub use codes::CODES;

/// What was read back.
#[derive(Debug)]
pub struct ReadBack {
    /// The decisions.
    pub decisions: Decisions,
    /// What they do not express, in the order of the edited document.
    pub findings: Vec<Diagnostic>,
}

/// Why nothing could be read back.
#[derive(Debug)]
pub enum Unread {
    /// The source gives no edition.
    Source(Refusal),
    /// The edited document is not well-formed.
    Edited(Box<Diagnostic>),
    /// Nobody is named who decided, or several are; their ids.
    Editor(Vec<String>),
}

/// Reads `edited` back, an edition of `source` called `name` that was made as `request` says; `editor` decided, or whom the document names.
///
/// # Errors
/// The source gives no edition, the document is not well-formed, or nobody is known who decided.
pub fn read_back(source: &Arc<Source>, name: &str, edited: &Source, editor: Option<Editor>, request: &Request) -> Result<ReadBack, Unread> {
    let edited_tokens = tokens::tokens(edited).map_err(Unread::Edited)?;
    let found = extract::extract(&edited_tokens);
    let editor = match (editor, found.editors.as_slice()) {
        (Some(editor), _) => editor,
        (None, [only]) => only.clone(),
        (None, several) => return Err(Unread::Editor(several.iter().map(|editor| editor.id.clone()).collect())),
    };
    let mut decisions =
        Decisions { source: Arc::new(Source::from_text("decisions", "")), editor, declared: Vec::new(), people: Vec::new(), marks: Vec::new() };
    let plain = made(source, name, None, request)?;
    let plain_tokens = tokens_of(&plain)?;
    derive::people(&extract::extract(&plain_tokens), &found, &plain.transcript, &mut decisions);
    let base = if decisions.people.is_empty() && decisions.declared.is_empty() { plain } else { made(source, name, Some(&decisions), request)? };
    let base_tokens = tokens_of(&base)?;
    let (of_base, weave) = (extract::extract(&base_tokens), weave(&base.transcript, request).0);
    let mut decided = derive::turns(&of_base, &found, &weave, &mut decisions);
    decided.extend(derive::marks(&of_base, &found, &weave, &mut decisions));
    let findings = match convert_decided(Arc::clone(source), name, Some(&decisions), &tei_of(request)) {
        Ok(made) => differences::differences(&plain_tokens, &tokens_of(&made)?, &edited_tokens, edited, &decided, &decisions.editor),
        Err(Refusal::Decisions(_, findings)) => findings,
        Err(refusal) => return Err(Unread::Source(refusal)),
    };
    Ok(ReadBack { decisions, findings })
}

/// The same request for TEI alone.
fn tei_of(request: &Request) -> Request {
    Request {
        writers: WRITERS.iter().copied().filter(|writer| writer.format() == "tei").collect(),
        genre: request.genre,
        knowledge: request.knowledge.clone(),
        publisher: request.publisher.clone(),
        licence: request.licence.clone(),
        previous: request.previous.clone(),
        options: request.options.clone(),
    }
}

fn made(source: &Arc<Source>, name: &str, decisions: Option<&Decisions>, request: &Request) -> Result<Converted, Unread> {
    convert_decided(Arc::clone(source), name, decisions, &tei_of(request)).map_err(Unread::Source)
}

fn tokens_of(converted: &Converted) -> Result<Vec<tokens::Token>, Unread> {
    let text = converted.files.first().map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default();
    tokens::tokens(&Source::from_text("edition", text)).map_err(Unread::Edited)
}
