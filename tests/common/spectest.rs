//! James Clark's suite of the XML syntax (`suites/relaxng/spectest.xml` of the shared folder): cases, schemas, instances and the files they refer to.

use std::path::{Path, PathBuf};

use teiscribe::source::{Source, Span};
use teiscribe::validate::relaxng::Resolver;
use teiscribe::xml::stream::{Event, Limits, Reader};

/// The shared folder.
pub fn shared() -> PathBuf {
    std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// The suite, where the shared folder has it.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn suite() -> Option<Node> {
    let path = shared().join("suites/relaxng/spectest.xml");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is missing", path.display());
        return None;
    };
    Some(read(&Source::from_bytes("spectest.xml", bytes).expect("text")))
}

/// An element of the suite, with where its content stands in the file.
#[derive(Debug)]
pub struct Node {
    /// Its name as written.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The whole element as written, with the references of the file's own entities replaced.
    pub inner: String,
    /// The elements in it.
    pub children: Vec<Node>,
}

impl Node {
    /// Its children of a name.
    pub fn named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The value of an attribute, empty where it has none.
    pub fn attribute(&self, name: &str) -> &str {
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
#[derive(Debug, Default)]
pub struct Files(pub Vec<(String, String)>);

impl Files {
    /// The files of a case.
    pub fn of(case: &Node) -> Self {
        let mut files = Self::default();
        files.collect(case, "");
        files
    }

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

/// All cases below `node`.
pub fn cases<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    for child in &node.children {
        if child.name == "testCase" { found.push(child) } else { cases(child, found) }
    }
}
