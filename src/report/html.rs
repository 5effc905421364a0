//! One HTML file that needs nothing else: verdict, documents, every finding with its lines and its remedy.
//!
//! Light, dark and printed; headings, captions and words say what colours say; a content security policy lets nothing be
//! loaded. It works from a disk and without a script.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::{Label, Severity};
use crate::render::page::{Page, section};
use crate::xml::emit::Emitter;

use super::{Acceptance, Accepted, Document, Excerpt, Finding, Format, Report, Style, TOOL, markdown, plural};

/// A page.
pub(super) struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn is_for_machines(&self) -> bool {
        true
    }

    fn render(&self, report: &Report, _style: Style) -> String {
        let title = format!("{}: {}", TOOL.0, markdown::verdict(report));
        let page = Page { title: &title, style: "", script: None };
        let mut html = page.begin();
        html.open("a").attribute("class", "skip").attribute("href", "#findings").text("To the findings").close().line();
        html.open("header").line();
        html.leaf("h1", &markdown::verdict(report)).line().leaf("p", &report.summary()).line().close().line();
        html.open("main").line();
        failures(&mut html, report);
        documents(&mut html, report);
        findings(&mut html, report);
        accepted(&mut html, report);
        judges(&mut html, report);
        html.close().line();
        html.open("footer").open("p").attribute("class", "soft").text(&format!("{} {}", TOOL.0, TOOL.1)).close().close().line();
        page.end(html)
    }
}

fn failures(html: &mut Emitter, report: &Report) {
    if report.failures.is_empty() {
        return;
    }
    section(html, "not-done", "What could not be done");
    html.open("ul").line();
    for failure in &report.failures {
        html.leaf("li", &failure.to_string()).line();
    }
    html.close().close().line();
}

/// Errors and warnings of each document, in the order of the run; documents without any are counted only.
fn documents(html: &mut Emitter, report: &Report) {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for (number, finding) in report.findings.iter().enumerate() {
        let counts = counts.entry(&finding.document).or_insert(Counts { first: number, errors: 0, others: 0 });
        let of_its_kind = if finding.diagnostic.severity == Severity::Error { &mut counts.errors } else { &mut counts.others };
        *of_its_kind += 1;
    }
    section(html, "documents", "Documents");
    let listed: Vec<&Document> = report.documents.iter().filter(|document| counts.contains_key(&*document.path)).collect();
    let rest = report.documents.len() - listed.len();
    html.leaf("p", &format!("{} without a finding.", plural(rest, "document"))).line();
    if !listed.is_empty() {
        html.open("table").line().leaf("caption", "Documents in which something was found").line();
        html.open("thead").open("tr").leaf_as("th", "scope", "col", "Document").leaf_as("th", "scope", "col", "Verdict");
        for title in ["Errors", "Warnings and remarks"] {
            html.open("th").attribute("scope", "col").attribute("class", "number").text(title).close();
        }
        html.close().close().line();
        html.open("tbody").line();
        for document in listed {
            row(html, document, &counts[&*document.path]);
        }
        html.close().close().line();
    }
    html.close().line();
}

/// What was found in a document.
struct Counts {
    /// The number of the first finding.
    first: usize,
    errors: usize,
    others: usize,
}

fn row(html: &mut Emitter, document: &Document, counts: &Counts) {
    html.open("tr").open("th").attribute("scope", "row");
    html.open("a").attribute("href", format!("#finding-{}", counts.first)).text(&document.path).close().close();
    html.leaf_as("td", "class", "word", document.verdict.name());
    for count in [counts.errors, counts.others] {
        html.leaf_as("td", "class", "number", &count.to_string());
    }
    html.close().line();
}

fn findings(html: &mut Emitter, report: &Report) {
    section(html, "findings", "Findings");
    if report.findings.is_empty() {
        html.leaf("p", "None.").line();
    }
    for (number, finding) in report.findings.iter().enumerate() {
        article(html, number, finding);
    }
    html.close().line();
}

/// What does not count, with who accepts it; what the baseline knows is counted only.
fn accepted(html: &mut Emitter, report: &Report) {
    if report.accepted.is_empty() {
        return;
    }
    section(html, "accepted", "Findings that do not count");
    html.leaf("p", &format!("{} known by the baseline, {} suppressed.", report.known(), report.suppressed())).line();
    if report.suppressed() > 0 {
        html.open("ul").line();
        report.accepted.iter().for_each(|accepted| suppressed(html, accepted));
        html.close().line();
    }
    html.close().line();
}

fn suppressed(html: &mut Emitter, Accepted { finding, by }: &Accepted) {
    if let Acceptance::Suppressed(reason) = by {
        html.open("li").leaf("code", finding.diagnostic.code.id).text(&format!(" {}: {} ", markdown::place(finding), finding.diagnostic.message));
        html.text("— suppressed: ").text(reason).close().line();
    }
}

fn article(html: &mut Emitter, number: usize, finding: &Finding) {
    let diagnostic = &finding.diagnostic;
    html.open("article").attribute("id", format!("finding-{number}")).attribute("class", diagnostic.severity.name()).line().open("h3");
    html.open("span").attribute("class", "severity").text(diagnostic.severity.name()).close().text(" ").leaf("code", diagnostic.code.id);
    html.text(" ").text(&diagnostic.message).close().line();
    for (label, excerpt) in finding.places() {
        place(html, label, excerpt);
    }
    if diagnostic.place.is_none() && !finding.document.is_empty() {
        html.open("p").attribute("class", "place").text(&finding.document).close().line();
    }
    if !diagnostic.context.is_empty() {
        html.open("p").attribute("class", "soft").text("In ").leaf("code", &diagnostic.context).close().line();
    }
    html.leaf("p", finding.help()).line().close().line();
}

fn place(html: &mut Emitter, label: &Label, excerpt: Option<&Excerpt>) {
    let mut position = format!("{}, line {}, column {}", label.path, label.start.line, label.start.column);
    if !label.message.is_empty() {
        let _ = write!(position, ": {}", label.message);
    }
    html.open("p").attribute("class", "place").text(&position).close().line();
    let Some(excerpt) = excerpt.filter(|excerpt| !excerpt.text.is_empty()) else { return };
    // What scrolls can be reached with the keyboard.
    html.open("pre").attribute("tabindex", 0).open("code").text(&excerpt.text[..excerpt.mark.start]);
    html.leaf("mark", &excerpt.text[excerpt.mark.clone()]).text(&excerpt.text[excerpt.mark.end..]).close().close().line();
}

fn judges(html: &mut Emitter, report: &Report) {
    section(html, "judges", "By what the documents were judged");
    html.open("ul").line();
    for (judge, count) in &report.judges {
        html.open("li").text(&format!("{}: {}", plural(*count, "document"), judge.title()));
        if let Some(digest) = &judge.sha256 {
            html.text(", SHA-256 ").leaf("code", digest);
        }
        html.close().line();
    }
    html.close().close().line();
}
