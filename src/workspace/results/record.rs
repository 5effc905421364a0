//! A result as one line of JSON, and back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Judge, Label, Severity};
use crate::report::{Excerpt, Finding};
use crate::source::{Position, Span};
use crate::validate::codes;

use super::{Judgement, Need};

#[derive(Serialize, Deserialize)]
struct Record {
    findings: Vec<Found>,
    judged_by: Vec<(String, Option<String>, Option<String>)>,
    rules_skipped: usize,
    needs: Vec<Need>,
}

#[derive(Serialize, Deserialize)]
struct Found {
    code: String,
    severity: Severity,
    message: String,
    help: Option<String>,
    place: Option<Place>,
    related: Vec<Place>,
    context: String,
    tag_end: Option<Position>,
    document: String,
    fingerprint: String,
    within: String,
    reason: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Place {
    path: String,
    span: Span,
    start: Position,
    end: Position,
    message: String,
    excerpt: Option<Excerpt>,
}

/// The line of a result.
pub(super) fn write(judgement: &Judgement) -> Option<String> {
    let record = Record {
        findings: judgement.findings.iter().map(|(finding, reason)| found(finding, reason.clone())).collect(),
        judged_by: judgement.judged_by.iter().cloned().map(|judge| (judge.name, judge.version, judge.sha256)).collect(),
        rules_skipped: judgement.rules_skipped,
        needs: judgement.needs.clone(),
    };
    serde_json::to_string(&record).ok()
}

/// The result of a line, if it is one and all its codes are known.
pub(super) fn read(line: &str) -> Option<Judgement> {
    let record: Record = serde_json::from_str(line).ok()?;
    let judged_by = record.judged_by.into_iter().map(|(name, version, sha256)| Judge { name, version, sha256 });
    Some(Judgement {
        findings: record.findings.into_iter().map(finding).collect::<Option<_>>()?,
        judged_by: judged_by.collect(),
        rules_skipped: record.rules_skipped,
        incomplete: false,
        needs: record.needs,
    })
}

fn found(finding: &Finding, reason: Option<String>) -> Found {
    let diagnostic = &finding.diagnostic;
    Found {
        code: diagnostic.code.id.to_owned(),
        severity: diagnostic.severity,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        place: diagnostic.place.as_ref().map(|label| place(label, finding.excerpt.as_ref())),
        related: diagnostic.related.iter().zip(&finding.related).map(|(label, excerpt)| place(label, excerpt.as_ref())).collect(),
        context: diagnostic.context.clone(),
        tag_end: diagnostic.tag_end,
        document: finding.document.to_string(),
        fingerprint: finding.fingerprint.clone(),
        within: finding.within.clone(),
        reason,
    }
}

fn place(label: &Label, excerpt: Option<&Excerpt>) -> Place {
    let Label { path, span, start, end, message } = label.clone();
    Place { path: path.to_string(), span, start, end, message, excerpt: excerpt.cloned() }
}

fn finding(found: Found) -> Option<(Finding, Option<String>)> {
    let mut diagnostic = Diagnostic::new(codes().find(|code| code.id == found.code)?, found.severity, found.message);
    let (place, excerpt) = found.place.map(label).unzip();
    let (related, excerpts) = found.related.into_iter().map(label).unzip();
    diagnostic.help = found.help;
    diagnostic.place = place;
    diagnostic.related = related;
    diagnostic.context = found.context;
    diagnostic.tag_end = found.tag_end;
    let (document, fingerprint, within) = (Arc::from(found.document), found.fingerprint, found.within);
    Some((Finding { diagnostic, document, excerpt: excerpt.flatten(), related: excerpts, fingerprint, within }, found.reason))
}

fn label(place: Place) -> (Label, Option<Excerpt>) {
    let Place { path, span, start, end, message, excerpt } = place;
    (Label { path: path.into(), span, start, end, message }, excerpt)
}
