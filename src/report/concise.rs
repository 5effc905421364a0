//! One line a finding: `path:line:col: severity[code] message (in TEI/text/body/p)`.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;

use super::{Format, Report, Style};

/// One line a finding.
pub(super) struct Concise;

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

fn line(text: &mut String, finding: &Diagnostic) {
    if let Some(place) = &finding.place {
        let _ = write!(text, "{}:{}:{}: ", place.path, place.start.line, place.start.column);
    }
    let _ = write!(text, "{}[{}] {}", finding.severity.name(), finding.code.id, one_line(&finding.message));
    if !finding.context.is_empty() {
        let _ = write!(text, " (in {})", finding.context);
    }
    text.push('\n');
}

/// A message on one line, whatever a document put into it.
fn one_line(message: &str) -> String {
    message.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
