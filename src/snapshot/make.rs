//! One source into the texts of its outputs, in the form in which they are locked.
//!
//! Line ends count as LF, so that a checkout with CR LF gives the same. The digest of the source, which changes with
//! its every byte, stands as zeros, and so does the `urn:uuid:` made from it: the change itself is seen without them.

use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::annotate::decisions::{self, Decisions};
use crate::convert::{Converted, Fault, Refusal, convert_decided, decisions_beside, edition_name};
use crate::diagnostic::Diagnostic;
use crate::report::{Concise, Format as _, Report, Style};
use crate::source::Source;
use crate::write::jsonld::document_iri;

use super::Corpus;
use super::compare::canonical;
use super::output::{FINDINGS, Output};
use super::place::Place;
use super::redact::{Redacted, redact};

/// The outputs of one source, in the order of the corpus's outputs.
pub(super) type Made = Vec<(Place, Redacted)>;

/// Why a source gives no outputs.
#[derive(Debug)]
pub enum Trouble {
    /// It cannot be read, or is no text.
    Unreadable(String),
    /// It is no document, or what was decided about it has no place; what is wrong, and the texts that this is about.
    Refused(Vec<Arc<Source>>, Vec<Diagnostic>),
    /// The tool is at fault.
    Fault(Fault),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => f.write_str(reason),
            Self::Refused(_, findings) => f.write_str(findings.first().map_or("it is no document", |finding| &finding.message)),
            Self::Fault(fault) => write!(f, "internal error: {fault}"),
        }
    }
}

/// Makes the outputs of a source.
pub(super) fn make(corpus: &Corpus, input: &str) -> Result<Made, Trouble> {
    let source = read(corpus, input)?;
    let decisions = decisions(corpus, input)?;
    let mut texts = vec![Arc::clone(&source)];
    texts.extend(decisions.as_ref().map(|decisions| Arc::clone(&decisions.source)));
    let converted = convert_decided(source, &name(input), decisions.as_ref(), &corpus.request).map_err(|refusal| match refusal {
        Refusal::Source(findings) => Trouble::Refused(texts, findings),
        Refusal::Decisions(text, findings) => Trouble::Refused(texts.into_iter().chain([text]).collect(), findings),
        Refusal::Fault(fault) => Trouble::Fault(fault),
    })?;
    let digests = Digests::of(&converted);
    let made = corpus.outputs.iter().map(|&output| {
        let place = Place { input: input.to_owned(), output };
        let text = digests.hidden(text(output, &converted));
        let text = canonical(output, &text).unwrap_or(text);
        let redacted = redact(&place, text, &corpus.redactions);
        (place, redacted)
    });
    Ok(made.collect())
}

fn read(corpus: &Corpus, input: &str) -> Result<Arc<Source>, Trouble> {
    let bytes = fs::read(corpus.root.join(input)).map_err(|reason| Trouble::Unreadable(reason.to_string()))?;
    let source = Source::from_bytes(input, bytes)
        .map_err(|error| Trouble::Unreadable(format!("line {}, column {}: {error}", error.position.line, error.position.column)))?;
    if !source.text().contains('\r') {
        return Ok(Arc::new(source));
    }
    Ok(Arc::new(Source::from_decoded(input, source.text().replace("\r\n", "\n"), source.encoding())))
}

/// How the edition of a source is called; the folder's name is that within the corpus, so that the corpus may lie anywhere.
fn name(input: &str) -> String {
    let path = Path::new(input);
    edition_name(path, || Some(path.parent()?.file_name()?.to_string_lossy().into_owned()))
}

/// What an editor decided about a source, in the file beside it.
fn decisions(corpus: &Corpus, input: &str) -> Result<Option<Decisions>, Trouble> {
    let Some(beside) = decisions_beside(Path::new(input)).filter(|beside| corpus.root.join(beside).is_file()) else { return Ok(None) };
    let source = read(corpus, &beside.to_string_lossy().replace('\\', "/"))?;
    decisions::read(&source).map(Some).map_err(|findings| Trouble::Refused(vec![source], findings))
}

fn text(output: &Output, converted: &Converted) -> String {
    if output.name == FINDINGS {
        return findings(converted);
    }
    let file = converted.files.iter().find(|file| file.format == output.name);
    file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
}

/// What an editor should look at, one line a finding, without the name of the source, in whose folder the file lies.
fn findings(converted: &Converted) -> String {
    let mut findings = converted.transcript.queries.clone();
    findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span));
    findings.extend(converted.notices.iter().cloned());
    let report = Report::about(converted.transcript.source.name(), findings, None);
    let lines = Concise.render(&report, Style::default());
    let name = format!("{}:", converted.transcript.source.name());
    lines.lines().fold(String::new(), |text, line| text + line.strip_prefix(&name).unwrap_or(line) + "\n")
}

/// What an output says of the bytes of its source.
struct Digests {
    sha256: String,
    uuid: Option<String>,
}

impl Digests {
    fn of(converted: &Converted) -> Self {
        let uuid = document_iri(&converted.transcript, None);
        Self { sha256: converted.transcript.source.sha256(), uuid: uuid.strip_prefix("urn:uuid:").map(str::to_owned) }
    }

    /// The text with zeros for them.
    fn hidden(&self, mut text: String) -> String {
        for digest in std::iter::once(&self.sha256).chain(&self.uuid) {
            if text.contains(digest.as_str()) {
                text = text.replace(digest.as_str(), &zeros(digest));
            }
        }
        text
    }
}

fn zeros(digest: &str) -> String {
    digest.chars().map(|character| if character == '-' { '-' } else { '0' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_called_by_its_file_or_its_folder_in_the_corpus() {
        for (input, expected) in [
            ("src/talk.txt", "talk"),
            ("a/b/source.txt", "b"),
            ("source.txt", "source"),
            ("x/note.transcript.json", "note"),
            ("x/.hidden", ".hidden"),
            ("x/note.2.txt", "note.2"),
        ] {
            assert_eq!(name(input), expected, "{input}");
        }
    }
}
