//! Documents made from a schema's own patterns: a walk through RELAX NG that writes whatever the patterns allow.
//!
//! `trang` turns the compact syntax into XML; every element, attribute and value of the schema is met again and again.

#![expect(clippy::panic, reason = "a pattern the walk does not know fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::arbitrary::Random;

/// An element of the schema.
#[derive(Clone, Debug, Default)]
pub struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

/// A schema whose patterns are walked.
pub struct Generator {
    defines: BTreeMap<String, Vec<Node>>,
    start: Node,
    /// Names of the elements and attributes written so far, an attribute as `element/@name`.
    pub written: BTreeSet<String>,
    ids: usize,
}

#[derive(Default)]
struct Content {
    attributes: Vec<(String, String)>,
    inner: String,
}

impl Generator {
    /// The generator for a schema in the XML syntax.
    pub fn new(schema: &str) -> Self {
        let grammar = tree(schema);
        let mut defines: BTreeMap<String, Vec<Node>> = BTreeMap::new();
        let mut start = Node::default();
        for child in grammar.children {
            match child.name.as_str() {
                "define" => defines.entry(child.attributes["name"].clone()).or_default().push(child),
                "start" => start = child,
                _ => {}
            }
        }
        Self { defines, start, written: BTreeSet::new(), ids: 0 }
    }

    /// Names of all elements and attributes the schema declares, an attribute as `element/@name`.
    pub fn declared(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for define in self.defines.values().flatten() {
            self.declare(define, "", &mut names, &mut BTreeSet::new());
        }
        names
    }

    fn declare(&self, node: &Node, element: &str, names: &mut BTreeSet<String>, seen: &mut BTreeSet<String>) {
        match node.name.as_str() {
            "element" => {
                let name = &node.attributes["name"];
                names.insert(name.clone());
                node.children.iter().for_each(|child| self.declare(child, name, names, &mut BTreeSet::new()));
            }
            "attribute" if !element.is_empty() => {
                names.insert(format!("{element}/@{}", node.attributes["name"]));
            }
            "ref" if !element.is_empty() && seen.insert(node.attributes["name"].clone()) => {
                for define in self.defines[&node.attributes["name"]].clone().iter().filter(|define| !is_element(define)) {
                    self.declare(define, element, names, seen);
                }
            }
            _ => node.children.iter().for_each(|child| self.declare(child, element, names, seen)),
        }
    }

    /// The document of a seed.
    pub fn document(&mut self, seed: u64) -> String {
        self.ids = 0;
        let mut random = Random::new(seed);
        let start = self.start.clone();
        self.sequence(&start.children, "", 0, &mut random).inner
    }

    fn sequence(&mut self, nodes: &[Node], element: &str, depth: usize, random: &mut Random) -> Content {
        let mut content = Content::default();
        for node in nodes {
            let part = self.pattern(node, element, depth, random);
            content.attributes.extend(part.attributes);
            content.inner.push_str(&part.inner);
        }
        content
    }

    fn pattern(&mut self, node: &Node, element: &str, depth: usize, random: &mut Random) -> Content {
        match node.name.as_str() {
            "element" => self.element(node, depth, random),
            "attribute" => self.attribute(node, element, depth, random),
            "ref" => {
                let defines = self.defines[&node.attributes["name"]].clone();
                self.sequence(&defines[random.below(defines.len())].children, element, depth, random)
            }
            "choice" => {
                let chosen = &node.children[random.below(node.children.len())];
                self.pattern(chosen, element, depth, random)
            }
            "optional" if random.once_in(2) => Content::default(),
            "zeroOrMore" => {
                let most = if depth > 5 { 2 } else { 4 };
                self.repeat(node, random.below(most), element, depth, random)
            }
            "oneOrMore" => {
                let most = if depth > 5 { 1 } else { 3 };
                self.repeat(node, 1 + random.below(most), element, depth, random)
            }
            "group" | "optional" | "define" => self.sequence(&node.children, element, depth, random),
            "list" => {
                let words = self.sequence(&node.children, element, depth, random).inner;
                Content { inner: words.trim_end().to_owned(), ..Content::default() }
            }
            "text" => text(random.of(&["", "words & <more>", "Tito said", "“no”"])),
            "value" => text(&node.text),
            "data" => text(&format!("{} ", self.data(node, random))),
            "empty" => Content::default(),
            other => panic!("the generator knows no pattern {other}"),
        }
    }

    fn repeat(&mut self, node: &Node, times: usize, element: &str, depth: usize, random: &mut Random) -> Content {
        let children: Vec<Node> = (0..times).flat_map(|_| node.children.iter().cloned()).collect();
        self.sequence(&children, element, depth, random)
    }

    fn element(&mut self, node: &Node, depth: usize, random: &mut Random) -> Content {
        let name = &node.attributes["name"];
        self.written.insert(name.clone());
        let children: Vec<Node> = node.children.clone();
        let content = self.sequence(&children, name, depth + 1, random);
        let mut inner = format!("<{name}");
        if depth == 0 {
            inner.push_str(" xmlns=\"http://www.tei-c.org/ns/1.0\"");
        }
        for (attribute, value) in &content.attributes {
            let _ = write!(inner, " {attribute}=\"{}\"", value.replace('"', "&quot;"));
        }
        let _ = write!(inner, ">{}</{name}>", content.inner);
        Content { attributes: Vec::new(), inner }
    }

    fn attribute(&mut self, node: &Node, element: &str, depth: usize, random: &mut Random) -> Content {
        let name = node.attributes["name"].clone();
        self.written.insert(format!("{element}/@{name}"));
        let value = if node.children.is_empty() {
            random.of(&["", "a value"]).to_owned()
        } else {
            self.sequence(&node.children, element, depth, random).inner.trim_end().to_owned()
        };
        Content { attributes: vec![(name, value)], inner: String::new() }
    }

    /// A value of a datatype, by its name and pattern; a new pattern in the schema needs a line here.
    fn data(&mut self, node: &Node, random: &mut Random) -> String {
        let pattern = node.children.iter().find(|child| child.name == "param").map_or("", |param| &param.text);
        let values: &[&str] = match (node.attributes["type"].as_str(), pattern) {
            ("ID", "") => {
                self.ids += 1;
                return format!("id{}", self.ids);
            }
            ("anyURI", r"#\S+") => &["#id1", "#p25.s14", "#дом"],
            ("anyURI", r"\S+") => &["https://example.org/a?b=1", "tape.wav"],
            ("language", "") => &["en", "ru-Latn", "zh-Hant-TW"],
            ("date", "") => &["1956-09-26", "2024-02-29"],
            ("gYearMonth", "") => &["1956-09"],
            ("gYear", "") => &["1956", "0988"],
            ("time", "") => &["19:30:00"],
            ("duration", "") => &["PT3725S", "PT1H2M", "P1DT2H"],
            ("nonNegativeInteger", "") => &["0", "16"],
            ("decimal", r"-?\d+(\.\d+)?") => &["20", "-1.5", "150000"],
            ("token", r"[^\p{C}\p{Z}]+") => &["t", "fond", "м²", "audio/wav"],
            ("token", "[0-9a-f]{64}") => &["f210358c96b6949b6255f81be500f2c089e58bfe5f9713b396026883253cb825"],
            ("token", r"\d+\.\d+\.\d+") => &["1.0.0", "12.3.10"],
            other => panic!("the generator knows no value of {other:?}"),
        };
        random.of(values).to_owned()
    }
}

fn is_element(define: &Node) -> bool {
    matches!(define.children.as_slice(), [only] if only.name == "element")
}

fn text(value: &str) -> Content {
    Content { attributes: Vec::new(), inner: value.replace('&', "&amp;").replace('<', "&lt;") }
}

/// The document as a tree; names without prefix, text where there is no element.
fn tree(xml: &str) -> Node {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(node(&start)),
            Event::Empty(start) => {
                let node = node(&start);
                open.last_mut().expect("an open element").children.push(node);
            }
            Event::End(_) => {
                let node = open.pop().expect("an open element");
                if node.name != "documentation" {
                    open.last_mut().expect("its parent").children.push(node);
                }
            }
            Event::Text(text) => open.last_mut().expect("an open element").text.push_str(text.trim()),
            Event::Eof => return open.pop().and_then(|mut root| root.children.pop()).expect("a root element"),
            _ => {}
        }
    }
}

fn node(start: &BytesStart<'_>) -> Node {
    let attributes = start.attributes().map(|attribute| attribute.expect("an attribute"));
    let attributes = attributes.map(|attribute| (attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
    Node { name: start.local_name().as_ref().to_owned(), attributes: attributes.collect(), ..Node::default() }
}
