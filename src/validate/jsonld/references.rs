//! Pointers and what they point at: every address described once, every pointer at something that can stand there.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Label, nearest};
use crate::json::{Kind, Object, Value};
use crate::source::Span;

use super::{DANGLING_REFERENCE, DUPLICATE_ID, Findings, WRONG_REFERENCE};

/// A key whose values are pointers, with the classes of what they point at and the words for them.
struct Reference {
    key: &'static str,
    classes: &'static [&'static str],
    words: &'static str,
}

const ACTORS: &[&str] = &["Person", "Organization", "ArchiveOrganization"];
const FILES: &[&str] = &["MediaObject", "AudioObject", "VideoObject"];

const fn reference(key: &'static str, classes: &'static [&'static str], words: &'static str) -> Reference {
    Reference { key, classes, words }
}

const REFERENCES: &[Reference] = &[
    reference("author", ACTORS, "a person or organisation"),
    reference("recipient", ACTORS, "a person or organisation"),
    reference("translator", ACTORS, "a person or organisation"),
    reference("publisher", ACTORS, "a person or organisation"),
    reference("attendee", ACTORS, "a person or organisation"),
    reference("spokenByCharacter", ACTORS, "a person or organisation"),
    reference("affiliation", &["Organization", "ArchiveOrganization"], "an organisation"),
    reference("holdingArchive", &["ArchiveOrganization"], "an archive"),
    reference("heldBy", &["ArchiveOrganization"], "an archive"),
    reference("location", &["Place"], "a place"),
    reference("recordedAt", &["Event"], "a meeting"),
    reference("recordedIn", &["Conversation"], "the document"),
    reference("isPartOf", &["Quotation", "CreativeWork", "Collection"], "an utterance or a set of records"),
    reference("includedIn", &["RecordSet"], "a set of records"),
    reference("source", FILES, "a file"),
    reference("used", FILES, "a file"),
];

/// Something the document describes.
pub(super) struct Node<'d> {
    pub(super) id: &'d str,
    pub(super) span: Span,
    classes: Vec<&'d str>,
}

struct Pointer<'d> {
    target: &'d str,
    span: Span,
    reference: &'static Reference,
}

/// Checks pointers and ids; gives all that is described, in text order.
pub(super) fn check<'d>(findings: &mut Findings<'d>) -> Vec<Node<'d>> {
    let mut graph = Graph { nodes: Vec::new(), pointers: Vec::new() };
    graph.value(findings.root());
    let described = unique(findings, &graph.nodes);
    for pointer in &graph.pointers {
        resolve(findings, &described, pointer);
    }
    graph.nodes
}

struct Graph<'d> {
    nodes: Vec<Node<'d>>,
    pointers: Vec<Pointer<'d>>,
}

impl<'d> Graph<'d> {
    fn value(&mut self, value: &'d Value<'d>) {
        match &value.kind {
            Kind::Object(object) => self.object(object),
            Kind::Array(items) => items.iter().for_each(|item| self.value(item)),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
        }
    }

    fn object(&mut self, object: &'d Object<'d>) {
        if let Some((id, span)) = address(object)
            && object.len() > 1
        {
            self.nodes.push(Node { id, span, classes: classes(object) });
        }
        for member in object.iter().filter(|member| member.key != "@context") {
            match REFERENCES.iter().find(|reference| reference.key == member.key) {
                Some(reference) => self.targets(&member.value, reference),
                None => self.value(&member.value),
            }
        }
    }

    fn targets(&mut self, value: &'d Value<'d>, reference: &'static Reference) {
        match &value.kind {
            Kind::String(target) => self.pointers.push(Pointer { target, span: value.span, reference }),
            Kind::Array(items) => items.iter().for_each(|item| self.targets(item, reference)),
            Kind::Object(object) => match address(object).filter(|_| object.len() == 1) {
                Some((target, span)) => self.pointers.push(Pointer { target, span, reference }),
                None => self.object(object),
            },
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
        }
    }
}

fn address<'d>(object: &'d Object<'d>) -> Option<(&'d str, Span)> {
    let value = object.get("@id")?;
    Some((value.as_str()?, value.span))
}

fn classes<'d>(object: &'d Object<'d>) -> Vec<&'d str> {
    match object.get("@type").map(|value| &value.kind) {
        Some(Kind::String(class)) => vec![class],
        Some(Kind::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// What is described, by address; whoever takes an address again is reported.
fn unique<'n, 'd>(findings: &mut Findings<'_>, nodes: &'n [Node<'d>]) -> FxHashMap<&'d str, &'n Node<'d>> {
    let mut described: FxHashMap<&str, &Node<'_>> = FxHashMap::default();
    for node in nodes {
        match described.get(node.id) {
            Some(first) => {
                let error = findings.error(&DUPLICATE_ID, node.span, format!("the address {} is taken", node.id)).help(DUPLICATE_ID.remedy);
                let error = error.related(Label::new(findings.source, first.span, "it is given here first"));
                findings.list.push(error);
            }
            None => {
                described.insert(node.id, node);
            }
        }
    }
    described
}

fn resolve(findings: &mut Findings<'_>, described: &FxHashMap<&str, &Node<'_>>, pointer: &Pointer<'_>) {
    let key = pointer.reference.key;
    let Some(node) = described.get(pointer.target) else {
        let error = findings.error(&DANGLING_REFERENCE, pointer.span, format!("`{key}` points at {}, which nothing here describes", pointer.target));
        let help = meant(described, pointer).map_or_else(|| DANGLING_REFERENCE.remedy.to_owned(), |id| format!("did you mean {id}?"));
        findings.list.push(error.help(help));
        return;
    };
    if !node.classes.iter().any(|class| pointer.reference.classes.contains(class)) {
        let class = node.classes.first().copied().unwrap_or("nothing");
        let message = format!("`{key}` points at {}, which is described as {class}; {} is wanted", pointer.target, pointer.reference.words);
        let error = findings.error(&WRONG_REFERENCE, pointer.span, message).help(WRONG_REFERENCE.remedy);
        let error = error.related(Label::new(findings.source, node.span, "it is described here"));
        findings.list.push(error);
    }
}

/// The address that was probably meant: of a fitting class, with a similar part behind the '#'.
fn meant<'d>(described: &FxHashMap<&str, &Node<'d>>, pointer: &Pointer<'_>) -> Option<&'d str> {
    let (document, wanted) = pointer.target.split_once('#')?;
    let fitting = described.values().filter(|node| node.classes.iter().any(|class| pointer.reference.classes.contains(class)));
    let mut fragments: Vec<(&str, &'d str)> = fitting
        .filter_map(|node| node.id.split_once('#').map(|(place, fragment)| (place, fragment, node.id)))
        .filter(|(place, ..)| *place == document)
        .map(|(_, fragment, id)| (fragment, id))
        .collect();
    fragments.sort_unstable();
    let found = nearest(wanted, fragments.iter().map(|&(fragment, _)| fragment))?;
    fragments.iter().find(|(fragment, _)| *fragment == found).map(|&(_, id)| id)
}
