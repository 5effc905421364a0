//! Grammars: `start`, `define`, `div`, `include` (section 3).

use super::element::Element;
use super::{Fault, Inherited, Parser};
use crate::validate::relaxng::syntax::{Combine, Component, ComponentKind, Foreign, Grammar, RELAX_NG};

impl Parser<'_> {
    pub(super) fn grammar(&self, element: &Element, inherited: &Inherited) -> Result<Grammar, Fault> {
        Ok(Grammar { components: self.components(element, inherited, true)? })
    }

    /// What stands in a grammar, a `div`, or (without includes) an `include`.
    fn components(&self, element: &Element, inherited: &Inherited, may_include: bool) -> Result<Vec<Component>, Fault> {
        self.no_text(element)?;
        element.elements().map(|child| self.component(child, inherited, may_include)).collect()
    }

    fn component(&self, element: &Element, outer: &Inherited, may_include: bool) -> Result<Component, Fault> {
        if self.namespace(element) != RELAX_NG {
            let kind = ComponentKind::Foreign(Foreign::Element(self.foreign(element)));
            return Ok(Component { kind, span: element.span, annotations: crate::validate::relaxng::syntax::Annotations::default() });
        }
        let inherited = self.inherit(element, outer)?;
        let kind = match self.local(element) {
            "start" => self.start(element, &inherited)?,
            "define" => {
                self.only(element, &["name", "combine"])?;
                let name = self.nc_name(element, "name")?;
                ComponentKind::Define(name, self.combine(element)?, self.content(element, &inherited)?)
            }
            "div" => {
                self.only(element, &[])?;
                ComponentKind::Div(self.components(element, &inherited, may_include)?)
            }
            "include" if may_include => ComponentKind::Include(self.external(element, &inherited)?, self.components(element, &inherited, false)?),
            other => return Err(self.syntax(element, format!("`{other}` cannot stand here in a grammar"))),
        };
        let annotations = if matches!(kind, ComponentKind::Start(..) | ComponentKind::Define(..)) {
            self.annotations(element)
        } else {
            self.attributes_only(element)
        };
        Ok(Component { kind, span: element.span, annotations })
    }

    /// Annotation attributes; annotation elements of a grammar, a `div` or an `include` stand among its components.
    pub(super) fn attributes_only(&self, element: &Element) -> crate::validate::relaxng::syntax::Annotations {
        crate::validate::relaxng::syntax::Annotations { attributes: self.foreign_attributes(element, false), elements: Vec::new() }
    }

    fn start(&self, element: &Element, inherited: &Inherited) -> Result<ComponentKind, Fault> {
        self.only(element, &["combine"])?;
        let mut patterns = self.patterns(element, inherited)?;
        match patterns.pop() {
            Some(only) if patterns.is_empty() => Ok(ComponentKind::Start(self.combine(element)?, only)),
            _ => Err(self.syntax(element, "`start` holds one pattern")),
        }
    }

    fn combine(&self, element: &Element) -> Result<Option<Combine>, Fault> {
        match self.attribute(element, "combine").map(|written| written.trim_matches([' ', '\t', '\n', '\r'])) {
            None => Ok(None),
            Some("choice") => Ok(Some(Combine::Choice)),
            Some("interleave") => Ok(Some(Combine::Interleave)),
            Some(other) => Err(self.syntax(element, format!("`combine` is `choice` or `interleave`, not `{other}`"))),
        }
    }
}
