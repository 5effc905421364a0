//! One line a finding: `path:line:col: severity[code] message (in TEI/text/body/p)`.

use std::fmt::Write as _;

use super::{Finding, Format, Report, Style};

/// One line a finding.
pub struct Concise;

impl Format for Concise {
    fn name(&self) -> &'static str {
        "concise"
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        report.findings.iter().fold(String::new(), |mut text, finding| {
            line(&mut text, finding);
            text
        })
    }
}

fn line(text: &mut String, finding: &Finding) {
    let diagnostic = &finding.diagnostic;
    if let Some(place) = &diagnostic.place {
        let _ = write!(text, "{}:{}:{}: ", one_line(&place.path), place.start.line, place.start.column);
    } else if !finding.document.is_empty() {
        let _ = write!(text, "{}: ", one_line(&finding.document));
    }
    let _ = write!(text, "{}[{}] {}", diagnostic.severity.name(), diagnostic.code.id, one_line(&diagnostic.message));
    if !diagnostic.context.is_empty() {
        let _ = write!(text, " (in {})", one_line(&diagnostic.context));
    }
    text.push('\n');
}

/// A message on one line, whatever a document put into it.
fn one_line(message: &str) -> String {
    message.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
