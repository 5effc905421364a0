//! A summary in GitHub's Markdown, for job summaries and pull requests: the verdict, the findings by document, the schemas.

use std::fmt::Write as _;

use crate::diagnostic::Severity;

use super::{Finding, Format, Report, Style, TOOL, plural};

/// A job summary.
pub(super) struct Markdown;

/// Findings that are listed; a summary that is longer than a megabyte is not shown at all.
const LISTED: usize = 500;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn is_for_machines(&self) -> bool {
        true
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        let mut text = format!("## {}\n\n{}\n", verdict(report), escaped(&report.summary()));
        for failure in &report.failures {
            let _ = writeln!(text, "\n**Not done:** {}", escaped(&failure.to_string()));
        }
        table(&mut text, report);
        text.push_str("\n<details><summary>By what the documents were judged</summary>\n\n");
        for line in report.judged_by() {
            let _ = writeln!(text, "- {}", escaped(&line));
        }
        let _ = writeln!(text, "- {} {}\n\n</details>", TOOL.0, TOOL.1);
        text
    }
}

/// The verdict of a run, in words.
pub(super) fn verdict(report: &Report) -> String {
    let not_known =
        report.documents.iter().filter(|document| matches!(document.verdict, super::Verdict::NotValidated | super::Verdict::NotRead)).count();
    let open = not_known.max(report.failures.len());
    match (report.count(Severity::Error), open) {
        (0, 0) => format!("{} without an error", plural(report.documents.len(), "document")),
        (0, _) => "Not everything was validated".to_owned(),
        (errors, 0) => plural(errors, "error"),
        (errors, _) => format!("{}, and not everything was validated", plural(errors, "error")),
    }
}

fn table(text: &mut String, report: &Report) {
    if report.findings.is_empty() {
        return;
    }
    text.push_str("\n| Where | What | Help |\n|---|---|---|\n");
    for finding in report.findings.iter().take(LISTED) {
        let _ = writeln!(text, "| {} | {} | {} |", escaped(&place(finding)), what(finding), escaped(finding.help()));
    }
    if report.findings.len() > LISTED {
        let _ = writeln!(text, "\n{} more are not listed here.", plural(report.findings.len() - LISTED, "finding"));
    }
}

/// Path, line and column of a finding.
pub(super) fn place(finding: &Finding) -> String {
    match &finding.diagnostic.place {
        Some(place) => format!("{}:{}:{}", place.path, place.start.line, place.start.column),
        None => finding.document.to_string(),
    }
}

fn what(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    format!("**{}** `{}` {}", diagnostic.severity.name(), diagnostic.code.id, escaped(&diagnostic.message))
}

/// Text in which nothing is markup: on one line, signs of Markdown and HTML escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '@' => escaped.extend(['\\', character]),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
