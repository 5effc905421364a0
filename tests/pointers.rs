//! Ids and pointers: what is wrong is found at its attribute, and nothing else is.

#[path = "common/judges.rs"]
mod judges;

use teiscribe::diagnostic::{Diagnostic, Severity};
use teiscribe::source::Source;
use teiscribe::validate::pointers;

fn found(body: &str) -> Vec<Diagnostic> {
    let text = format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n{body}\n</TEI>");
    pointers::check(&Source::from_text("a.xml", text))
}

/// Code, line, column and path of each finding.
fn brief(body: &str) -> Vec<String> {
    let brief = found(body).into_iter().map(|found| {
        let place = found.place.expect("a place").start;
        let tag_end = found.tag_end.map(|end| format!("–{}:{}", end.line, end.column)).unwrap_or_default();
        format!("{} {}:{}{tag_end} {}", found.code.id, place.line, place.column, found.context)
    });
    brief.collect()
}

#[test]
fn a_pointer_at_nothing() {
    assert_eq!(brief("<p>\n<said\n  who=\"#tito\"\n  direct='true'>No!</said></p>"), ["pointers/dangling 4:3–5:17 TEI/p/said"]);
    assert_eq!(brief("<p ana='#a #b'/><p xml:id='a'/>"), ["pointers/dangling 2:4–2:17 TEI/p"]);
    assert!(brief("<p n='#x' from='1956' ref='https://example.org/#x' target='#range(x)' source='bibl:1'/>").is_empty());
}

#[test]
fn an_id_given_twice() {
    let found = found("<p xml:id='a'/>\n<p xml:id=' a '/>");
    assert_eq!((found.len(), found[0].code.id), (1, "pointers/duplicate-id"));
    assert_eq!(found[0].related[0].start.line, 2);
    assert!(brief("<egXML xmlns='http://www.tei-c.org/ns/Examples'><p xml:id='a' ref='#none'/></egXML><p xml:id='a'/>").is_empty());
}

#[test]
fn a_speaker_must_be_declared() {
    assert!(brief("<person xml:id='a'/><personGrp xml:id='b'/><org xml:id='c'/><said who='#a #b' toWhom='#c'/>").is_empty());
    assert_eq!(brief("<place xml:id='a'/><said who='#a'/>"), ["pointers/not-a-speaker 2:26–2:36 TEI/said"]);
    assert_eq!(brief("<person xml:id='a'/><sp who='a'/><sp who='b'/>"), ["pointers/missing-hash 2:25–2:34 TEI/sp"]);
    assert!(brief("<application xml:id='tool'/><change who='#tool'/>").is_empty());
}

#[test]
fn parts_must_point_at_each_other() {
    assert!(brief("<said xml:id='a' next='#b'/><said xml:id='b' prev='#a'/>").is_empty());
    let silent = found("<said xml:id='a' next='#b'/><said xml:id='b'/>");
    assert_eq!((silent[0].code.id, silent[0].severity), ("pointers/not-reciprocal", Severity::Warning));
    let other = found("<said xml:id='a' next='#b'/><said xml:id='b' prev='#c'/><said xml:id='c' next='#b'/>");
    assert_eq!((other.len(), other[0].severity), (1, Severity::Error));
}

#[test]
fn other_files_are_told_once() {
    let found = found("<persName ref='people.xml#a'/><persName ref='people.xml#b'/><persName ref='works.xml#c'/>");
    assert_eq!(found.iter().map(|found| found.severity).collect::<Vec<_>>(), [Severity::Info; 2]);
}

#[test]
fn an_ill_formed_document_has_that_one_finding() {
    let found = found("<p who='#x'>");
    assert_eq!(found.len(), 1);
    assert!(found[0].code.id.starts_with("xml/"));
}

#[test]
fn plays_are_clean() {
    let folder = judges::shared().join("corpus/plays");
    let Ok(files) = std::fs::read_dir(folder) else {
        judges::skipped("no plays at hand");
        return;
    };
    for file in files.map(|file| file.expect("an entry").path()) {
        let source = Source::from_bytes(&file.to_string_lossy(), std::fs::read(&file).expect("a play")).expect("UTF-8");
        let errors: Vec<_> = pointers::check(&source).into_iter().filter(|found| found.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}
