//! What a schema says beside its patterns and messages make use of: named sets of elements, and embedded Schematron rules.

use super::Simplifier;
use crate::validate::relaxng::grammar::ElementClass;
use crate::validate::relaxng::patterns::{ElementId, Node, PatternId};
use crate::validate::relaxng::syntax::{Annotations, Component, ComponentKind, Foreign, ForeignElement, Pattern, PatternKind};

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
    let inner = match &pattern.kind {
        PatternKind::Element(_, inner)
        | PatternKind::Attribute(_, inner)
        | PatternKind::Optional(inner)
        | PatternKind::ZeroOrMore(inner)
        | PatternKind::OneOrMore(inner)
        | PatternKind::List(inner)
        | PatternKind::Mixed(inner) => embedded_rules(inner),
        PatternKind::Group(all) | PatternKind::Interleave(all) | PatternKind::Choice(all) => all.iter().map(embedded_rules).sum(),
        PatternKind::Grammar(grammar) => grammar.components.iter().map(in_component).sum(),
        PatternKind::Data(data) => data.except.as_deref().map_or(0, embedded_rules),
        PatternKind::Ref(_)
        | PatternKind::ParentRef(_)
        | PatternKind::Empty
        | PatternKind::Text
        | PatternKind::Value(_)
        | PatternKind::NotAllowed
        | PatternKind::ExternalRef(_) => 0,
    };
    inner + in_annotations(&pattern.annotations)
}

fn in_component(component: &Component) -> usize {
    let inner = match &component.kind {
        ComponentKind::Start(_, pattern) | ComponentKind::Define(_, _, pattern) => embedded_rules(pattern),
        ComponentKind::Div(inner) | ComponentKind::Include(_, inner) => inner.iter().map(in_component).sum(),
        ComponentKind::Foreign(foreign) => in_foreign(foreign),
    };
    inner + in_annotations(&component.annotations)
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
