//! Annotations of the compact syntax: `## text`, `[ a:note = "…" a:more [ "…" ] ]`.

use super::Writer;
use crate::validate::relaxng::export::literal::{documentation, indented, lines, literal};
use crate::validate::relaxng::export::prefixes::Prefixes;
use crate::validate::relaxng::syntax::{ANNOTATIONS, Annotations, Foreign, ForeignAttribute, ForeignElement};
use crate::xml::is_space;
use crate::xml::names::XML_NAMESPACE;

impl Writer {
    /// An annotation between definitions.
    pub(super) fn foreign(&mut self, foreign: &Foreign) -> String {
        one(&mut self.prefixes, foreign)
    }
}

/// What stands before something that is annotated, with a line end where there is anything.
pub(super) fn lead(prefixes: &mut Prefixes, annotations: &Annotations) -> String {
    let (comment, rest) = match annotations.elements.split_first() {
        Some((first, rest)) if plain(first).is_some() => (plain(first).map(|text| documentation(&text)).unwrap_or_default(), rest),
        _ => (String::new(), &annotations.elements[..]),
    };
    // `xml:base` has done its work: nothing refers to another file any more.
    let attributes = annotations.attributes.iter().filter(|one| !(&*one.name.ns == XML_NAMESPACE && &*one.name.local == "base"));
    let mut parts: Vec<String> = attributes.map(|one| attribute(prefixes, one)).collect();
    parts.extend(rest.iter().map(|foreign| one(prefixes, foreign)));
    if parts.is_empty() { comment } else { format!("{comment}{}\n", bracketed("", &parts)) }
}

/// The text of an `a:documentation` that is nothing but text.
fn plain(foreign: &Foreign) -> Option<String> {
    let Foreign::Element(element) = foreign else { return None };
    let is_documentation = &*element.name.ns == ANNOTATIONS && &*element.name.local == "documentation" && element.attributes.is_empty();
    let text = |child: &Foreign| match child {
        Foreign::Text(text) => Some(text.to_string()),
        Foreign::Element(_) => None,
    };
    is_documentation.then(|| element.children.iter().map(text).collect())?
}

fn attribute(prefixes: &mut Prefixes, one: &ForeignAttribute) -> String {
    format!("{} = {}", prefixes.foreign(&one.name), literal(&one.value))
}

fn one(prefixes: &mut Prefixes, foreign: &Foreign) -> String {
    match foreign {
        Foreign::Element(inner) => element(prefixes, inner),
        Foreign::Text(text) => lines(text),
    }
}

fn element(prefixes: &mut Prefixes, element: &ForeignElement) -> String {
    let name = prefixes.foreign(&element.name);
    let mut parts: Vec<String> = element.attributes.iter().map(|one| attribute(prefixes, one)).collect();
    // Blanks with which an XML file sets its elements out would hide them here.
    let has_elements = element.children.iter().any(|child| matches!(child, Foreign::Element(_)));
    let is_layout = |child: &Foreign| matches!(child, Foreign::Text(text) if has_elements && text.contains('\n') && is_space(text));
    parts.extend(element.children.iter().filter(|child| !is_layout(child)).map(|child| one(prefixes, child)));
    bracketed(&format!("{name} "), &parts)
}

fn bracketed(head: &str, parts: &[String]) -> String {
    if parts.is_empty() {
        return format!("{head}[ ]");
    }
    let is_short = parts.iter().map(String::len).sum::<usize>() <= super::WIDTH && parts.iter().all(|part| !part.contains('\n'));
    if is_short { format!("{head}[ {} ]", parts.join(" ")) } else { format!("{head}[\n{}\n]", indented(&parts.join("\n"))) }
}
