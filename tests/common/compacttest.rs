//! James Clark's suite of the compact syntax (`suites/relaxng/compacttest.xml` of the shared folder).

use std::path::{Path, PathBuf};

use teiscribe::source::Source;
use teiscribe::xml::stream::{Event, Limits, Reader};

/// The cases, where the shared folder has them.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn suite() -> Option<Vec<Case>> {
    let shared = std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(bytes) = std::fs::read(shared.join("suites/relaxng/compacttest.xml")) else {
        eprintln!("skipped: the suite of the compact syntax is not at hand");
        return None;
    };
    let found = cases(&Source::from_bytes("compacttest.xml", bytes).expect("a text"));
    assert_eq!(found.len(), 87, "the cases were found");
    Some(found)
}

/// A case of the suite.
#[derive(Debug, Default)]
pub struct Case {
    /// Whether the schema in the compact syntax is correct, and its text.
    pub compact: Option<(bool, String)>,
    /// The same schema in the XML syntax.
    pub xml: Option<String>,
    /// Further files, by name.
    pub resources: Vec<(String, String)>,
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

/// Numbers of the cases, from 1, that are correct and no whole schema.
pub const FRAGMENTS: [usize; 10] = [20, 44, 45, 46, 60, 64, 67, 74, 75, 83];
