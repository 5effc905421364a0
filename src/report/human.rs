//! The finding with the line it stands in, a caret, related places and the remedy.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Label, Severity};

use super::{Excerpt, Finding, Format, Report, Style};

/// For people at a terminal.
pub struct Human;

impl Format for Human {
    fn name(&self) -> &'static str {
        "human"
    }

    fn render(&self, report: &Report, style: Style) -> String {
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        let mut text = String::new();
        for finding in &report.findings {
            text.push_str(&renderer.render(&[group(finding)]));
            text.push_str("\n\n");
        }
        text
    }
}

fn group(finding: &Finding) -> Group<'_> {
    let diagnostic = &finding.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id).elements(places(finding));
    if !diagnostic.context.is_empty() {
        group = group.element(Level::NOTE.message(format!("in {}", diagnostic.context)));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn places(finding: &Finding) -> Vec<Element<'_>> {
    if finding.diagnostic.place.is_none() && !finding.document.is_empty() {
        return vec![Origin::path(&*finding.document).into()];
    }
    let kinds = std::iter::once(AnnotationKind::Primary).chain(std::iter::repeat(AnnotationKind::Context));
    finding.places().zip(kinds).flat_map(|((label, excerpt), kind)| place(label, excerpt, kind)).collect()
}

/// The position, and the lines where they are known.
fn place<'a>(label: &'a Label, excerpt: Option<&'a Excerpt>, kind: AnnotationKind) -> Vec<Element<'a>> {
    let origin = Origin::path(&*label.path).line(label.start.line).char_column(label.start.column);
    let Some(excerpt) = excerpt else { return vec![origin.into()] };
    let message = (!label.message.is_empty()).then_some(label.message.as_str());
    let snippet = Snippet::source(&*excerpt.text).line_start(label.start.line).annotation(kind.span(excerpt.mark.clone()).label(message));
    if excerpt.cut { vec![origin.into(), snippet.into()] } else { vec![snippet.path(&*label.path).into()] }
}
