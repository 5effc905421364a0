//! The finding with the line it stands in, a caret, related places and the remedy.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{Source, Span};

use super::{Format, Report, Sources, Style};

/// For people at a terminal.
pub(super) struct Human;

impl Format for Human {
    fn name(&self) -> &'static str {
        "human"
    }

    fn render(&self, report: &Report, style: Style) -> String {
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        let mut text = String::new();
        for finding in &report.findings {
            text.push_str(&renderer.render(&[group(finding, &report.sources)]));
            text.push_str("\n\n");
        }
        text
    }
}

fn group<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = level.primary_title(finding.message.as_str()).id(finding.code.id).elements(places(finding, sources));
    if !finding.context.is_empty() {
        group = group.element(Level::NOTE.message(format!("in {}", finding.context)));
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn places<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Vec<Element<'a>> {
    let primary = finding.place.iter().map(|label| (label, AnnotationKind::Primary));
    let related = finding.related.iter().map(|label| (label, AnnotationKind::Context));
    primary.chain(related).map(|(label, kind)| excerpt(label, kind, sources.get(&label.path))).collect()
}

/// The lines of a place, or its position alone where the text is not kept.
fn excerpt<'a>(label: &'a Label, kind: AnnotationKind, source: Option<&'a Source>) -> Element<'a> {
    match source.and_then(|source| snippet(label, kind, source)) {
        Some(snippet) => snippet.into(),
        None => Origin::path(&*label.path).line(label.start.line).char_column(label.start.column).into(),
    }
}

/// Lines longer than this, in bytes, are not shown: each finding would print, and first measure, all of the line.
const SHOWN: usize = 16_384;

/// The lines the label touches, at most the first three; nothing where they are too long.
fn snippet<'a>(label: &'a Label, kind: AnnotationKind, source: &'a Source) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let first = source.line_span(label.start.line)?;
    let last = source.line_span(label.end.line.min(label.start.line + 2)).unwrap_or(first);
    let shown = Span::new(first.start, last.end.max(first.end));
    if shown.len() > SHOWN {
        return None;
    }
    let start = label.span.start.clamp(shown.start, shown.end) - shown.start;
    let end = label.span.end.clamp(shown.start, shown.end) - shown.start;
    let annotation = kind.span(start..end.max(start)).label((!label.message.is_empty()).then_some(label.message.as_str()));
    Some(Snippet::source(source.slice(shown)).path(&*label.path).line_start(label.start.line).annotation(annotation))
}
