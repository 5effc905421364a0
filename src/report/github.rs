//! Workflow commands of GitHub Actions: `::error file=a.xml,line=3,col=5,title=relaxng/value::the message`.
//!
//! They become annotations on the lines of a pull request. `%`, CR and LF are escaped everywhere, `:` and `,` in properties.

use std::fmt::Write as _;

use crate::diagnostic::{Label, Severity};

use super::{Finding, Format, Report, Style};

/// Annotations.
pub struct GitHub;

impl Format for GitHub {
    fn name(&self) -> &'static str {
        "github"
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        let mut text = String::new();
        for finding in &report.findings {
            annotation(&mut text, finding);
        }
        for failure in &report.failures {
            let _ = writeln!(text, "::error title=teiscribe::{}", data(&failure.to_string()));
        }
        let notes = std::iter::once(report.summary()).chain(report.judged_by());
        let notes = notes.map(|note| data(&note)).collect::<Vec<_>>().join("%0A");
        let _ = writeln!(text, "::notice title=teiscribe::{notes}");
        text
    }
}

fn annotation(text: &mut String, finding: &Finding) {
    let diagnostic = &finding.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if !finding.path().is_empty() {
        properties.push(format!("file={}", property(finding.path())));
    }
    properties.extend(diagnostic.place.iter().flat_map(position));
    properties.push(format!("title={}", property(diagnostic.code.id)));
    let _ = writeln!(text, "::{level} {}::{}%0A{}", properties.join(","), data(&diagnostic.message), data(finding.help()));
}

/// Lines, and columns where both are in one line: more is not understood there.
fn position(place: &Label) -> Vec<String> {
    let mut position = vec![format!("line={}", place.start.line), format!("endLine={}", place.end.line)];
    if place.start.line == place.end.line {
        position.extend([format!("col={}", place.start.column), format!("endColumn={}", place.end.column)]);
    }
    position
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
