//! The text of `teiscribe.lock` into its entries and back.
//!
//! ```toml
//! version = 1
//!
//! [[schema]]
//! url = "https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"
//! file = "schemas/www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"
//! version = "4.12.0"
//! sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Label};
use crate::json::schema::CompiledSchema;
use crate::json::{self, Document, Value};
use crate::source::{Source, Span};
use crate::validate::bundled;

use super::codes::{OUTSIDE, SYNTAX, TWICE, UNKNOWN_KEY, VALUE};
use super::{Entry, Pinned, address};

const ADDRESS: &str = "https://w3id.org/teiscribe/schemas/lock/1.0/lock.schema.json";

const HEAD: &str =
    "# Schemas of this repository, pinned. `teiscribe schema lock` writes this file, `teiscribe schema verify` checks it.\nversion = 1\n";

/// The entries in the text; `depth` is how many folders below the repository's root the file lies.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read(source: &Source, depth: usize) -> Result<Vec<Pinned>, Vec<Diagnostic>> {
    let document =
        json::toml::parse(source).map_err(|(span, reason)| vec![Diagnostic::error(&SYNTAX, reason).at(source, span).help(SYNTAX.remedy)])?;
    let mut findings = judge(&document, source);
    if findings.is_empty() {
        let entries: Vec<Pinned> = tables(&document).iter().filter_map(|table| pinned(table, source)).collect();
        findings = twice(&entries, source);
        findings.extend(entries.iter().filter(|entry| leads_out(&entry.entry.file, depth)).map(|entry| outside(entry, source)));
        if findings.is_empty() {
            return Ok(entries);
        }
    }
    Err(findings)
}

/// What the published schema says against the document.
fn judge(document: &Document<'_>, source: &Source) -> Vec<Diagnostic> {
    let schema = bundled::find(ADDRESS).map_or("{}", |schema| schema.text);
    match CompiledSchema::compile(schema) {
        Ok(schema) => json::schema::check(document, source, &schema).into_iter().map(in_words_of_locks).collect(),
        Err(reason) => vec![Diagnostic::error(&VALUE, reason)],
    }
}

fn in_words_of_locks(mut finding: Diagnostic) -> Diagnostic {
    let context = std::mem::take(&mut finding.context);
    let key = context.rsplit('/').next().unwrap_or_default();
    if finding.code.id == json::codes::UNKNOWN.id {
        finding.code = &UNKNOWN_KEY;
        finding.message =
            if context.matches('/').count() > 1 { format!("`[[schema]]` has no key `{key}`") } else { format!("there is no key `{key}`") };
    } else {
        finding.code = &VALUE;
    }
    finding
}

fn tables<'d, 's>(document: &'d Document<'s>) -> &'d [Value<'s>] {
    document.root().get("schema").and_then(Value::as_array).unwrap_or_default()
}

fn pinned(table: &Value<'_>, source: &Source) -> Option<Pinned> {
    let text = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
    let member = |key: &str| table.as_object()?.member(key).map(|member| Span::new(member.key_span.start, member.value.span.end));
    let file_span = member("file")?;
    let is_part = table.get("part").is_some_and(|part| part.kind == json::Kind::Bool(true));
    let entry = Entry { url: text("url"), file: text("file")?, version: text("version"), sha256: text("sha256")?, part: is_part };
    let span = member("url").unwrap_or(file_span);
    let spans = [Some(file_span), member("sha256"), member("version")].map(|found| found.unwrap_or(span));
    Some(Pinned { entry, place: Label::new(source, span, ""), spans: spans.map(|span| Label::new(source, span, "")) })
}

/// Entries that pin what an earlier one pins.
fn twice(entries: &[Pinned], source: &Source) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<&str, &Pinned> = BTreeMap::new();
    let mut findings = Vec::new();
    for pinned in entries {
        // Two addresses may have one copy; one address, or one file without address, has one entry.
        let key = pinned.entry.url.as_deref().unwrap_or(&pinned.entry.file);
        if let Some(first) = seen.get(key) {
            let message = format!("`{key}` is pinned twice");
            let first = Label { message: "it is pinned here first".to_owned(), ..first.place.clone() };
            findings.push(Diagnostic::error(&TWICE, message).at(source, pinned.place.span).related(first).help(TWICE.remedy));
        }
        seen.entry(key).or_insert(pinned);
    }
    findings
}

/// Whether the path, as seen from a folder so deep in the repository, leads out of it.
pub(super) fn leads_out(file: &str, depth: usize) -> bool {
    let path = address::resolve("", &file.replace('\\', "/"));
    let up = path.split('/').take_while(|part| *part == "..").count();
    path.starts_with('/') || file.get(1..2) == Some(":") || up > depth
}

fn outside(pinned: &Pinned, source: &Source) -> Diagnostic {
    let message = format!("`{}` lies outside the repository", pinned.entry.file);
    Diagnostic::error(&OUTSIDE, message).at(source, pinned.spans[0].span).help(OUTSIDE.remedy)
}

/// The text of the file with these entries, ordered by address and file.
pub(super) fn text(entries: &[Entry]) -> String {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort();
    entries.iter().fold(HEAD.to_owned(), |text, entry| text + &table(entry))
}

fn table(entry: &Entry) -> String {
    let mut text = "\n[[schema]]\n".to_owned();
    let keys = [("url", entry.url.as_ref()), ("file", Some(&entry.file)), ("version", entry.version.as_ref()), ("sha256", Some(&entry.sha256))];
    for (key, value) in keys {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {}", toml::Value::from(value.as_str()));
        }
    }
    if entry.part {
        text.push_str("part = true\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(url: Option<&str>, file: &str) -> Entry {
        Entry { url: url.map(str::to_owned), file: file.to_owned(), version: None, sha256: "0f".repeat(32), part: false }
    }

    #[test]
    fn what_is_written_is_read() {
        let odd = Entry { version: Some("a \"b\" \\c".to_owned()), part: true, ..entry(Some("urn:x:y"), "schemas/é 1.rng") };
        let entries = [entry(None, "a.rng"), odd];
        let source = Source::from_text("teiscribe.lock", text(&entries));
        let read: Vec<Entry> = read(&source, 0).expect("a lock").into_iter().map(|pinned| pinned.entry).collect();
        assert_eq!(read, entries);
        assert_eq!(text(&read), source.text());
    }

    #[test]
    fn paths_may_not_lead_out_of_the_repository() {
        let outside = ["../a.rng", "x/../../a.rng", "/etc/passwd", "C:\\a.rng", "..\\a.rng"];
        assert!(outside.iter().all(|file| leads_out(file, 0)));
        assert!(!leads_out("schemas/../a.rng", 0) && !leads_out("../schemas/a.rng", 1) && leads_out("../../a.rng", 1));
    }
}
