//! The tool's own output is checked before anybody sees it: a finding here is a fault of the tool.

use std::sync::{Arc, LazyLock};

use crate::diagnostic::{Diagnostic, Severity};
use crate::interchange;
use crate::model::Transcript;
use crate::source::Source;
use crate::validate::relaxng::{NoFiles, Schema};
use crate::validate::{bundled, jsonld, pointers};
use crate::write::tei::PROFILE;

use super::{Failure, Fault};

/// A check of one format: its sentence for the summary, and what it finds in a file of an edition.
struct Check {
    format: &'static str,
    sentence: &'static str,
    findings: fn(file: &Source, transcript: &Transcript) -> Vec<Diagnostic>,
}

/// The checks, in the order in which they run.
const CHECKS: &[Check] = &[
    Check { format: "tei", sentence: "valid against the bundled RELAX NG profile, every id is unique, every pointer resolves", findings: tei },
    Check {
        format: "jsonld",
        sentence: "valid, every reference resolves, every place holds its quote, and a JSON-LD processor reads it",
        findings: |file, transcript| jsonld::check(file, Some(&transcript.source)),
    },
    Check {
        format: "web",
        sentence: "valid, every reference resolves, and a JSON-LD processor reads it",
        findings: |file, transcript| jsonld::check(file, Some(&transcript.source)),
    },
    Check { format: "transcript", sentence: "valid, and read back", findings: |file, _| interchange::check(file) },
];

/// The bundled profile, compiled once.
static SCHEMA: LazyLock<Option<Schema>> = LazyLock::new(|| Schema::load(&Source::from_text(PROFILE, bundled::find(PROFILE)?.text), &NoFiles).ok());

fn tei(file: &Source, _transcript: &Transcript) -> Vec<Diagnostic> {
    let mut findings = SCHEMA.as_ref().map(|schema| schema.validate(file)).unwrap_or_default();
    findings.extend(pointers::check(file));
    findings
}

/// Checks one file; gives its bytes back, and a sentence for the check it passed, if there is one for its format.
pub(super) fn check(transcript: &Transcript, format: &'static str, extension: &str, bytes: Vec<u8>) -> Result<(Vec<u8>, Option<String>), Fault> {
    let Some(check) = CHECKS.iter().find(|check| check.format == format) else { return Ok((bytes, None)) };
    let name = format!("{}{extension}", transcript.name);
    let text = String::from_utf8(bytes).map_err(|error| Fault::Proof(Failure(format!("{name} is no UTF-8: {error}"))))?;
    let source = Source::from_text(&name, text);
    let findings = (check.findings)(&source, transcript);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(Fault::Invalid { format, findings, source: Arc::new(source) });
    }
    Ok((source.into_text().into_bytes(), Some(format!("{name}: {}", check.sentence))))
}
