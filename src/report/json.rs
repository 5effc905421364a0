//! Findings as JSON: one document (`json`) or one finding a line (`jsonl`).

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Label};

use super::{Format, Report, Sources, Style};

/// One JSON document.
pub(super) struct Json;

/// One finding a line.
pub(super) struct JsonLines;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    #[serde(flatten)]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag_end_line: Option<usize>,
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    context: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Place<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
}

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        let document = Document { version: 1, findings: findings(report) };
        serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
    }
}

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        findings(report).iter().filter_map(|finding| serde_json::to_string(finding).ok()).fold(String::new(), |text, line| text + &line + "\n")
    }
}

fn findings(report: &Report) -> Vec<Finding<'_>> {
    report.findings.iter().map(|diagnostic| finding(diagnostic, &report.sources)).collect()
}

fn finding<'a>(diagnostic: &'a Diagnostic, sources: &Sources) -> Finding<'a> {
    Finding {
        place: diagnostic.place.as_ref().map(place),
        tag_end_line: diagnostic.tag_end.map(|position| position.line),
        severity: diagnostic.severity.name(),
        code: diagnostic.code.id,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        context: &diagnostic.context,
        related: diagnostic.related.iter().map(place).collect(),
        fingerprint: fingerprint(diagnostic, sources),
    }
}

fn place(label: &Label) -> Place<'_> {
    Place {
        path: &label.path,
        line: label.start.line,
        column: label.start.column,
        end_line: label.end.line,
        end_column: label.end.column,
        label: &label.message,
    }
}

/// What makes the finding the same one after lines were moved: path, code, message and the words of its line.
pub(super) fn fingerprint(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut digest = Sha256::new();
    let line = diagnostic.place.as_ref().and_then(|label| {
        let source = sources.get(&label.path)?;
        Some((&*label.path, source.slice(source.line_span(label.start.line)?).trim()))
    });
    let (path, words) = line.unwrap_or_default();
    for part in [path, diagnostic.code.id, &diagnostic.message, words] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    digest.finalize().iter().take(16).fold(String::with_capacity(32), |hex, byte| hex + &format!("{byte:02x}"))
}
