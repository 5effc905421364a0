//! The compact syntax against James Clark's suite: every correct schema loads, in both syntaxes; every incorrect one is refused.

use std::path::{Path, PathBuf};

use teiscribe::source::Source;
use teiscribe::validate::relaxng::{Resolver, Schema, compact};
use teiscribe::xml::stream::{Event, Limits, Reader};

/// A case of the suite.
#[derive(Debug, Default)]
struct Case {
    compact: Option<(bool, String)>,
    xml: Option<String>,
    /// Further files, by name.
    resources: Vec<(String, String)>,
}

fn cases(source: &Source) -> Vec<Case> {
    let mut reader = Reader::new(source, Limits::default());
    let mut cases: Vec<Case> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let (mut text, mut inner_start, mut name) = (String::new(), 0, String::new());
    loop {
        let token = reader.advance().expect("the suite is well-formed");
        match reader.event(token) {
            Event::Start(start) => {
                let element = source.slice(start.name_span).to_owned();
                if element == "testCase" {
                    cases.push(Case::default());
                }
                if let Some(attribute) = start.attributes.iter().find(|one| source.slice(one.name_span) == "name").filter(|_| element == "resource") {
                    attribute.value.clone_into(&mut name);
                }
                if path.len() < 4 {
                    text.clear();
                    inner_start = start.tag.end;
                }
                path.push(element);
            }
            Event::Text(part) => text.push_str(part.text),
            Event::End(end) => {
                let case = cases.last_mut();
                match (path.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), case) {
                    (["testSuite", "testCase", "compact", verdict @ ("correct" | "incorrect")], Some(case)) => {
                        case.compact = Some((*verdict == "correct", std::mem::take(&mut text)));
                    }
                    (["testSuite", "testCase", "compact", "resource"], Some(case)) => case.resources.push((name.clone(), std::mem::take(&mut text))),
                    (["testSuite", "testCase", "xml", "correct"], Some(case)) => {
                        case.xml = Some(source.text()[inner_start..end.tag.start].trim().to_owned());
                    }
                    _ => {}
                }
                path.pop();
            }
            Event::Eof => return cases,
            Event::Comment(_) | Event::Instruction(_) => {}
        }
    }
}

struct Files<'c>(&'c Case);

impl Resolver for Files<'_> {
    fn resolve(&self, _base: &str, href: &str) -> Result<Source, String> {
        let found = self.0.resources.iter().find(|(name, _)| name == href);
        found.map(|(name, text)| Source::from_text(name, text.clone())).ok_or_else(|| format!("the case has no `{href}`"))
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn every_case_of_the_suite_has_its_verdict() {
    let shared = std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(bytes) = std::fs::read(shared.join("suites/relaxng/compacttest.xml")) else {
        eprintln!("skipped: the suite of the compact syntax is not at hand");
        return;
    };
    let suite = Source::from_bytes("compacttest.xml", bytes).expect("a text");
    let cases = cases(&suite);
    assert_eq!(cases.len(), 87, "the cases were found");
    let mut wrong = Vec::new();
    let mut fragments = 0;
    for (number, case) in cases.iter().enumerate() {
        let (correct, text) = case.compact.as_ref().expect("a schema");
        let source = Source::from_text("case.rnc", text.clone());
        let parsed = compact::parse(&source);
        let loaded = Schema::load(&source, &Files(case));
        match (correct, &parsed, &loaded) {
            (true, Ok(_), Ok(_)) | (false, _, Err(_)) => {}
            (true, Ok(_), Err(fault)) if ["start", "defines", "stands in no grammar"].iter().any(|reason| fault.message.contains(reason)) => {
                fragments += 1;
            }
            _ => wrong.push(format!(
                "{}: {correct} {:?} {:?}\n{text}",
                number + 1,
                parsed.err().map(|fault| fault.message),
                loaded.err().map(|fault| fault.message)
            )),
        }
    }
    assert!(wrong.is_empty(), "{} wrong, {fragments} fragments\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(fragments, 10, "fragments that are no whole schema");
}

#[test]
fn the_bundled_profile_loads() {
    let text = include_str!("../schemas/tei/1.0/teiscribe.rnc");
    let loaded = Schema::load(&Source::from_text("teiscribe.rnc", text), &teiscribe::validate::relaxng::NoFiles);
    assert!(loaded.is_ok(), "{:?}", loaded.err().map(|fault| (fault.message, fault.place)));
}
