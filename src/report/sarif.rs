//! SARIF 2.1.0 (OASIS), which code-hosting sites and editors show: rules with their help, results with their places.
//!
//! Columns count UTF-16 code units, as `columnKind` says; schemas, versions and digests stand in the run's `properties`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::diagnostic::{Code, Label, Severity};

use super::{Acceptance, Excerpt, Finding, Format, Report, Style, TOOL};

/// A log of one run.
pub(super) struct Sarif;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

impl Format for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn is_for_machines(&self) -> bool {
        true
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run(report)] });
        serde_json::to_string_pretty(&log).map(|text| text + "\n").unwrap_or_default()
    }
}

fn run(report: &Report) -> Value {
    let all = || report.findings.iter().map(|finding| (finding, None)).chain(report.accepted.iter().map(|one| (&one.finding, Some(&one.by))));
    let codes: BTreeMap<&str, &Code> = all().map(|(finding, _)| (finding.diagnostic.code.id, finding.diagnostic.code)).collect();
    let index: BTreeMap<&str, usize> = codes.keys().enumerate().map(|(number, id)| (*id, number)).collect();
    let results = all().map(|(finding, by)| {
        let mut result = result(finding, index[finding.diagnostic.code.id]);
        accept(&mut result, by, report.gone.is_some());
        result
    });
    let results: Vec<Value> = results.collect();
    let failures: Vec<Value> = report.failures.iter().map(|failure| json!({ "level": "error", "message": text(&failure.to_string()) })).collect();
    let judges = report
        .judges
        .iter()
        .map(|(judge, documents)| json!({ "name": judge.name, "version": judge.version, "sha256": judge.sha256, "documents": documents }));
    json!({
        "tool": { "driver": {
            "name": TOOL.0,
            "version": TOOL.1,
            "semanticVersion": TOOL.1,
            "rules": codes.values().map(|code| rule(code)).collect::<Vec<_>>(),
        } },
        "columnKind": "utf16CodeUnits",
        "invocations": [{ "executionSuccessful": failures.is_empty(), "toolExecutionNotifications": failures }],
        "results": results,
        "properties": { "judgedBy": judges.collect::<Vec<_>>(), "documents": report.documents.len(), "rulesSkipped": report.rules_skipped },
    })
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "shortDescription": text(code.what),
        "fullDescription": text(code.why),
        "help": text(&format!("{}\nExample: {}", code.remedy, code.example)),
    })
}

fn text(text: &str) -> Value {
    json!({ "text": text })
}

fn result(finding: &Finding, rule: usize) -> Value {
    let diagnostic = &finding.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let mut places = finding.places();
    let primary = diagnostic.place.as_ref().and_then(|_| places.next());
    let related: Vec<Value> = places.enumerate().map(|(id, (label, excerpt))| related(id, label, excerpt)).collect();
    let mut result = json!({
        "ruleId": diagnostic.code.id,
        "ruleIndex": rule,
        "level": level,
        "message": text(&format!("{}\n{}", diagnostic.message, finding.help())),
        "locations": location(finding, primary).into_iter().collect::<Vec<_>>(),
        "partialFingerprints": { "teiscribe/v1": finding.fingerprint },
    });
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

/// Says of a result whether it is accepted (SARIF 3.27.23) and, where there is a baseline, whether that knows it (3.27.24).
fn accept(result: &mut Value, by: Option<&Acceptance>, against_baseline: bool) {
    let suppression = match by {
        None => Value::Array(Vec::new()),
        Some(Acceptance::Suppressed(reason)) => json!([{ "kind": "inSource", "status": "accepted", "justification": reason }]),
        Some(Acceptance::Known) => json!([{ "kind": "external", "status": "accepted", "justification": "it stands in the baseline" }]),
    };
    result["suppressions"] = suppression;
    if against_baseline {
        result["baselineState"] = if by == Some(&Acceptance::Known) { "unchanged" } else { "new" }.into();
    }
}

fn location(finding: &Finding, primary: Option<(&Label, Option<&Excerpt>)>) -> Option<Value> {
    let physical = match primary {
        Some((label, excerpt)) => physical(label, excerpt),
        None if finding.document.is_empty() => return None,
        None => json!({ "artifactLocation": { "uri": uri(&finding.document) } }),
    };
    let mut location = json!({ "physicalLocation": physical });
    if !finding.diagnostic.context.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": finding.diagnostic.context, "kind": "element" }]);
    }
    Some(location)
}

fn related(id: usize, label: &Label, excerpt: Option<&Excerpt>) -> Value {
    let mut location = json!({ "id": id, "physicalLocation": physical(label, excerpt) });
    if !label.message.is_empty() {
        location["message"] = text(&label.message);
    }
    location
}

/// Columns are left out where the text is not known: characters are no code units.
fn physical(label: &Label, excerpt: Option<&Excerpt>) -> Value {
    let mut region = json!({ "startLine": label.start.line, "endLine": label.end.line });
    if let Some((start, end)) = excerpt.map(|excerpt| excerpt.utf16) {
        region["startColumn"] = start.into();
        region["endColumn"] = end.into();
    }
    json!({ "artifactLocation": { "uri": uri(&label.path) }, "region": region })
}

/// A path as a URI reference (RFC 3986): relative as the path is, absolute with the scheme `file`.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    if path.contains("://") {
        return path;
    }
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if path.split('/').next().is_some_and(|first| first.contains(':')) {
        uri.push_str("./"); // else the first part would be read as a scheme
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("a b/é.xml"), "a%20b/%C3%A9.xml");
        assert_eq!(uri("/tmp/100%#.xml"), "file:///tmp/100%25%23.xml");
        assert_eq!(uri("a:b.xml"), "./a:b.xml");
        assert_eq!(uri("https://example.org/a.rng"), "https://example.org/a.rng");
    }
}
