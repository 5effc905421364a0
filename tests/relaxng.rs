//! RELAX NG against James Clark's suite: what once passed keeps passing (`tests/suites/relaxng/passing.txt`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use teiscribe::diagnostic::Severity;
use teiscribe::source::{Source, Span};
use teiscribe::validate::relaxng::{Resolver, Schema};
use teiscribe::xml::stream::{Event, Limits, Reader};

fn shared() -> PathBuf {
    std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// An element of the suite, with where its content stands in the file.
#[derive(Debug)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    /// The whole element as written, with the references of the file's own entities replaced.
    inner: String,
    children: Vec<Node>,
}

impl Node {
    fn named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// Reads the suite: a tree down to the schemas and instances, each with its text.
fn read(source: &Source) -> Node {
    let mut reader = Reader::new(source, Limits::default());
    let mut open: Vec<(Node, usize)> = vec![(Node { name: String::new(), attributes: Vec::new(), inner: String::new(), children: Vec::new() }, 0)];
    loop {
        let token = reader.advance().expect("the suite is well-formed");
        match reader.event(token) {
            Event::Start(start) => {
                let name = source.slice(start.name_span).to_owned();
                let attributes = start.attributes.iter().map(|one| (source.slice(one.name_span).to_owned(), one.value.to_owned())).collect();
                open.push((Node { name, attributes, inner: String::new(), children: Vec::new() }, start.tag.end));
            }
            Event::End(end) => {
                let (mut node, start) = open.pop().expect("an open element");
                if end.tag.start >= start {
                    node.inner = source.slice(Span::new(start, end.tag.start)).replace("&dii;", "<\u{E14}\u{E35}/>");
                }
                open.last_mut().expect("a parent").0.children.push(node);
            }
            Event::Eof => return open.swap_remove(0).0,
            Event::Text(_) | Event::Comment(_) | Event::Instruction(_) => {}
        }
    }
}

/// The files of a case.
#[derive(Default)]
struct Files(Vec<(String, String)>);

impl Files {
    fn collect(&mut self, node: &Node, folder: &str) {
        for child in &node.children {
            match child.name.as_str() {
                "resource" => self.0.push((format!("{folder}{}", child.attribute("name")), child.inner.clone())),
                "dir" => self.collect(child, &format!("{folder}{}/", child.attribute("name"))),
                _ => {}
            }
        }
    }
}

impl Resolver for Files {
    fn resolve(&self, base: &str, href: &str) -> Result<Source, String> {
        let folder = base.rfind('/').map_or("", |at| &base[..=at]);
        let name = format!("{folder}{href}");
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(name, text)| Source::from_text(name, text.as_str())).ok_or_else(|| format!("there is no {name}"))
    }
}

fn cases<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    for child in &node.children {
        if child.name == "testCase" { found.push(child) } else { cases(child, found) }
    }
}

/// Runs one case; gives a line for everything that came out as the suite says, and one for everything that did not.
fn run(number: usize, case: &Node, passed: &mut BTreeSet<String>, failed: &mut Vec<String>) {
    let mut files = Files::default();
    files.collect(case, "");
    let mut settle = |id: String, ok: bool, detail: String| {
        if ok {
            passed.insert(id);
        } else {
            failed.push(format!("{id}: {detail}"));
        }
    };
    for incorrect in case.named("incorrect") {
        let result = Schema::load(&Source::from_text("schema", incorrect.inner.trim()), &files);
        settle(format!("{number:03} incorrect"), result.is_err(), format!("was accepted: {}", incorrect.inner.trim()));
    }
    for correct in case.named("correct") {
        let schema = match Schema::load(&Source::from_text("schema", correct.inner.trim()), &files) {
            Ok(schema) => schema,
            Err(found) => {
                settle(format!("{number:03} correct"), false, format!("{} {}", found.message, correct.inner.trim()));
                continue;
            }
        };
        settle(format!("{number:03} correct"), true, String::new());
        let instances = case.children.iter().filter(|child| child.name == "valid" || child.name == "invalid");
        for (at, instance) in instances.enumerate() {
            let findings = schema.validate(&Source::from_text("instance", instance.inner.trim()));
            let is_valid = findings.iter().all(|found| found.severity < Severity::Error);
            let detail =
                format!("{:?}\n{}\n{}", findings.iter().map(|found| &found.message).collect::<Vec<_>>(), instance.inner.trim(), correct.inner.trim());
            settle(format!("{number:03} {} {}", instance.name, at + 1), is_valid == (instance.name == "valid"), detail);
        }
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn james_clarks_suite() {
    let path = shared().join("suites/relaxng/spectest.xml");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is missing", path.display());
        return;
    };
    let suite = read(&Source::from_bytes("spectest.xml", bytes).expect("text"));
    let mut all = Vec::new();
    cases(&suite, &mut all);
    let (mut passed, mut failed) = (BTreeSet::new(), Vec::new());
    for (number, case) in all.iter().enumerate() {
        run(number + 1, case, &mut passed, &mut failed);
    }
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites/relaxng/passing.txt");
    if std::env::var_os("TEISCRIBE_RATCHET").is_some() {
        let lines: Vec<&str> = passed.iter().map(String::as_str).collect();
        std::fs::write(&kept, lines.join("\n") + "\n").expect("the list can be written");
    }
    let list = std::fs::read_to_string(&kept).expect("the list of what passes");
    let missing: Vec<&str> = list.lines().filter(|line| !passed.contains(*line)).collect();
    let is_whole = failed.is_empty() && passed.len() == 385 + 580;
    assert!(
        missing.is_empty() && is_whole,
        "no longer passing: {missing:?}\n{}\n{} passed, {} failed",
        failed.join("\n\n"),
        passed.len(),
        failed.len()
    );
}
