//! `JUnit` XML, which every CI system shows: the run is a suite, each document a test case.
//!
//! Errors make a failure, a document that could not be judged an error; warnings stand in the suite's output. There is no
//! clock: the time is 0 and the time stamp the epoch. Valid by the schema of the `JUnit` task of Ant.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::Severity;
use crate::xml::emit::Emitter;

use super::{Document, Failure, Finding, Format, Report, Style, TOOL, Verdict};

/// Test results.
pub(super) struct JUnit;

impl Format for JUnit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn is_for_machines(&self) -> bool {
        true
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        let mut xml = Emitter::default();
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").open("testsuites").line();
        suite(&mut xml, report);
        xml.close().line().close().line();
        xml.finish()
    }
}

fn suite(xml: &mut Emitter, report: &Report) {
    let read = report.documents.iter().filter(|document| document.verdict != Verdict::NotRead);
    xml.open("testsuite").attribute("name", TOOL.0).attribute("package", TOOL.0).attribute("id", 0);
    xml.attribute("timestamp", "1970-01-01T00:00:00").attribute("hostname", "localhost").attribute("time", 0);
    xml.attribute("tests", read.clone().count() + report.failures.len()).attribute("failures", report.count_of(Verdict::Invalid));
    xml.attribute("errors", report.count_of(Verdict::NotValidated) + report.failures.len()).attribute("skipped", 0).line();
    properties(xml, report);
    let mut findings: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        findings.entry(&finding.document).or_default().push(finding);
    }
    for document in read {
        case(xml, document, findings.get(&*document.path).map_or(&[], Vec::as_slice));
    }
    for failure in &report.failures {
        failed(xml, failure);
    }
    let warnings = report.findings.iter().filter(|finding| finding.diagnostic.severity < Severity::Error);
    xml.leaf("system-out", &warnings.fold(String::new(), |text, finding| text + &line(finding))).line();
    xml.leaf("system-err", &format!("{}\n", report.summary())).line();
}

/// The tool and by what was judged.
fn properties(xml: &mut Emitter, report: &Report) {
    xml.open("properties").line();
    let judges = report.judges.keys().map(|judge| ("judged by", judge.to_string()));
    for (name, value) in std::iter::once(("version", TOOL.1.to_owned())).chain(judges) {
        xml.open("property").attribute("name", name).attribute("value", value).close().line();
    }
    xml.close().line();
}

fn case(xml: &mut Emitter, document: &Document, findings: &[&Finding]) {
    open_case(xml, &document.path);
    let errors: Vec<&&Finding> = findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).collect();
    let what = match document.verdict {
        Verdict::Valid | Verdict::Accepted => None,
        Verdict::Invalid => Some("failure"),
        Verdict::NotValidated | Verdict::NotRead => Some("error"),
    };
    if let Some(what) = what {
        let first = errors.first().map_or(document.verdict.name(), |finding| finding.diagnostic.message.as_str());
        let code = errors.first().map_or(document.verdict.name(), |finding| finding.diagnostic.code.id);
        xml.open(what).attribute("message", first).attribute("type", code);
        xml.text(&errors.iter().fold(String::new(), |text, finding| text + &line(finding))).close();
    }
    xml.close().line();
}

fn failed(xml: &mut Emitter, failure: &Failure) {
    open_case(xml, &failure.path);
    xml.open("error").attribute("message", &failure.reason).attribute("type", Verdict::NotRead.name()).text(&failure.to_string()).close();
    xml.close().line();
}

fn open_case(xml: &mut Emitter, path: &str) {
    // A token has no white space at its ends and none but single blanks within.
    let name = path.split_whitespace().collect::<Vec<_>>().join(" ");
    xml.open("testcase").attribute("name", name).attribute("classname", TOOL.0).attribute("time", 0);
}

fn line(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let mut line = finding.path().to_owned();
    if let Some(place) = &diagnostic.place {
        let _ = write!(line, ":{}:{}", place.start.line, place.start.column);
    }
    let _ = writeln!(line, ": {}[{}] {}\n  {}", diagnostic.severity.name(), diagnostic.code.id, diagnostic.message, finding.help());
    line
}
