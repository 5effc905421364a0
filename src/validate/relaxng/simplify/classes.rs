//! What a schema says beside its patterns and messages make use of: named sets of elements, and embedded Schematron rules.

use super::Simplifier;
use crate::validate::relaxng::grammar::ElementClass;
use crate::validate::relaxng::patterns::{ElementId, Node, PatternId};
use crate::validate::relaxng::syntax::{Annotations, Component, ComponentKind, Foreign, ForeignElement, Pattern};

/// The namespaces of Schematron, ISO and 1.5.
const SCHEMATRON: [&str; 2] = ["http://purl.oclc.org/dsdl/schematron", "http://www.ascc.net/xml/schematron"];

impl Simplifier<'_> {
    /// Finds the definitions that are nothing but a choice of two or more elements.
    pub(super) fn classes(&mut self) {
        let found: Vec<ElementClass> = self
            .settled()
            .filter_map(|(name, pattern)| {
                let members = self.members(pattern)?;
                Some(ElementClass { name: name.into(), members })
            })
            .collect();
        self.grammar.classes = found;
    }

    fn members(&self, pattern: PatternId) -> Option<Vec<ElementId>> {
        let Node::Choice(all) = self.grammar.patterns.node(pattern) else { return None };
        let member = |&one: &PatternId| match self.grammar.patterns.node(one) {
            Node::Element(id) => Some(*id),
            _ => None,
        };
        let mut members = all.iter().map(member).collect::<Option<Vec<_>>>()?;
        members.sort_unstable();
        Some(members)
    }
}

/// How many `assert` and `report` stand in the annotations of a file.
pub(super) fn embedded_rules(pattern: &Pattern) -> usize {
    let inner: usize = pattern.kind.children().iter().map(embedded_rules).sum();
    inner + pattern.kind.components().iter().map(in_component).sum::<usize>() + in_annotations(&pattern.annotations)
}

fn in_component(component: &Component) -> usize {
    let own = match &component.kind {
        ComponentKind::Foreign(foreign) => in_foreign(foreign),
        other => other.pattern().map_or(0, embedded_rules),
    };
    own + component.kind.components().iter().map(in_component).sum::<usize>() + in_annotations(&component.annotations)
}

fn in_annotations(annotations: &Annotations) -> usize {
    annotations.elements.iter().map(in_foreign).sum()
}

fn in_foreign(foreign: &Foreign) -> usize {
    match foreign {
        Foreign::Element(element) => usize::from(is_test(element)) + element.children.iter().map(in_foreign).sum::<usize>(),
        Foreign::Text(_) => 0,
    }
}

fn is_test(element: &ForeignElement) -> bool {
    SCHEMATRON.contains(&&*element.name.ns) && matches!(&*element.name.local, "assert" | "report")
}
