//! The run as JSON: one document (`json`), or one finding a line and the run on the last (`jsonl`).
//!
//! The form is published: `schemas/report/1.0/report.schema.json`. Columns count characters.

use serde::Serialize;

use crate::diagnostic::{Judge, Label, Severity};

use super::{Finding, Format, Report, Style, TOOL, Verdict};

/// One JSON document.
pub(super) struct Json;

/// One finding a line.
pub(super) struct JsonLines;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    #[serde(flatten)]
    run: Run<'a>,
    documents: Vec<Judged<'a>>,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
enum Line<'a> {
    Finding(Entry<'a>),
    Run(Run<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    summary: Summary,
    judged_by: Vec<JudgedBy<'a>>,
    failures: Vec<String>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    documents: usize,
    valid: usize,
    accepted: usize,
    invalid: usize,
    not_validated: usize,
    not_read: usize,
    errors: usize,
    warnings: usize,
    rules_skipped: usize,
    suppressed: usize,
    known: usize,
    gone: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JudgedBy<'a> {
    name: &'a str,
    version: Option<&'a str>,
    sha256: Option<&'a str>,
    documents: usize,
}

#[derive(Serialize)]
struct Judged<'a> {
    path: &'a str,
    verdict: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag_end_line: Option<usize>,
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    help: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    context: &'a str,
    related: Vec<Place<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
}

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn is_for_machines(&self) -> bool {
        true
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        let documents = report.documents.iter().map(|document| Judged { path: &document.path, verdict: document.verdict.name() }).collect();
        let document = Document { version: 1, run: run(report), documents, findings: report.findings.iter().map(entry).collect() };
        serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
    }
}

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn is_for_machines(&self) -> bool {
        true
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        let findings = report.findings.iter().map(|finding| Line::Finding(entry(finding)));
        let lines = findings.chain(std::iter::once(Line::Run(run(report))));
        lines.filter_map(|line| serde_json::to_string(&line).ok()).fold(String::new(), |text, line| text + &line + "\n")
    }
}

fn run(report: &Report) -> Run<'_> {
    let summary = Summary {
        documents: report.documents.len(),
        valid: report.count_of(Verdict::Valid),
        accepted: report.count_of(Verdict::Accepted),
        invalid: report.count_of(Verdict::Invalid),
        not_validated: report.count_of(Verdict::NotValidated),
        not_read: report.count_of(Verdict::NotRead),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        rules_skipped: report.rules_skipped,
        suppressed: report.suppressed(),
        known: report.known(),
        gone: report.gone.unwrap_or_default(),
    };
    let judged_by = report.judges.iter().map(|(judge, documents)| judged_by(judge, *documents)).collect();
    Run { tool: Tool { name: TOOL.0, version: TOOL.1 }, summary, judged_by, failures: report.failures.iter().map(ToString::to_string).collect() }
}

fn judged_by(judge: &Judge, documents: usize) -> JudgedBy<'_> {
    JudgedBy { name: &judge.name, version: judge.version.as_deref(), sha256: judge.sha256.as_deref(), documents }
}

fn entry(finding: &Finding) -> Entry<'_> {
    let diagnostic = &finding.diagnostic;
    let nowhere = Place { path: &finding.document, line: None, column: None, end_line: None, end_column: None, label: "" };
    Entry {
        place: diagnostic.place.as_ref().map_or(nowhere, place),
        tag_end_line: diagnostic.tag_end.map(|position| position.line),
        severity: diagnostic.severity.name(),
        code: diagnostic.code.id,
        message: &diagnostic.message,
        help: finding.help(),
        context: &diagnostic.context,
        related: diagnostic.related.iter().map(place).collect(),
        fingerprint: &finding.fingerprint,
    }
}

fn place(label: &Label) -> Place<'_> {
    Place {
        path: &label.path,
        line: Some(label.start.line),
        column: Some(label.start.column),
        end_line: Some(label.end.line),
        end_column: Some(label.end.column),
        label: &label.message,
    }
}
