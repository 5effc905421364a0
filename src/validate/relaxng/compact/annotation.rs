//! Annotations: `## text`, `[ a:note [ "…" ] ]`, `>> a:note [ "…" ]`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::syntax::{ANNOTATIONS, Annotations, Foreign, ForeignAttribute, ForeignElement, ForeignName, RELAX_NG};
use super::Parser;
use super::lexer::{Fault, Kind};
use crate::source::Span;

/// The namespace of namespace declarations, which annotations cannot make.
const XMLNS: &str = "http://www.w3.org/2000/xmlns";

impl Parser<'_> {
    /// What stands before a pattern, a name class or a component.
    pub(super) fn lead_annotations(&mut self) -> Result<Annotations, Fault> {
        let mut annotations = Annotations { elements: self.documentation(), ..Annotations::default() };
        if self.take_mark("[") {
            let start = self.at;
            annotations.attributes = self.annotation_attributes()?;
            if annotations.attributes.iter().any(|attribute| &*attribute.name.ns == RELAX_NG || attribute.name.ns.is_empty()) {
                return Err(self.fault(self.span_from(start), "an attribute of an annotation is in a namespace of its own"));
            }
            while !self.take_mark("]") {
                annotations.elements.push(Foreign::Element(self.annotation_element()?));
            }
        }
        Ok(annotations)
    }

    /// Documentation comments, as elements.
    fn documentation(&mut self) -> Vec<Foreign> {
        let mut found = Vec::new();
        while let Kind::Documentation(text) = self.kind().clone() {
            let name = ForeignName { ns: ANNOTATIONS.into(), local: "documentation".into(), prefix: "a".into() };
            found.push(Foreign::Element(ForeignElement { name, attributes: Vec::new(), children: vec![Foreign::Text(text)], span: self.span() }));
            self.advance();
        }
        found
    }

    /// `>> name [ … ]`, as often as it stands.
    pub(super) fn following_annotations(&mut self) -> Result<Vec<Foreign>, Fault> {
        let mut found = Vec::new();
        while self.take_mark(">>") {
            found.push(Foreign::Element(self.annotation_element()?));
        }
        Ok(found)
    }

    /// Whether an annotation element stands here: a name and `[`.
    pub(super) fn is_annotation_element(&self) -> bool {
        matches!(self.kind(), Kind::Word(_) | Kind::Quoted(_) | Kind::Prefixed(..)) && *self.ahead(1) == Kind::Mark("[")
    }

    /// `name [ attributes children ]`.
    pub(super) fn annotation_element(&mut self) -> Result<ForeignElement, Fault> {
        let start = self.at;
        let name = self.foreign_name()?;
        if &*name.ns == RELAX_NG {
            return Err(self.fault(self.span_from(start), "an annotation cannot be in the namespace of RELAX NG"));
        }
        self.annotation_content(name, start)
    }

    fn annotation_content(&mut self, name: ForeignName, start: usize) -> Result<ForeignElement, Fault> {
        self.nested(|parser| {
            parser.expect_mark("[")?;
            let attributes = parser.annotation_attributes()?;
            let mut children = Vec::new();
            while !parser.take_mark("]") {
                if matches!(parser.kind(), Kind::Literal(_)) {
                    children.push(Foreign::Text(parser.literal()?));
                } else {
                    let start = parser.at;
                    let name = parser.foreign_name()?;
                    children.push(Foreign::Element(parser.annotation_content(name, start)?));
                }
            }
            Ok(ForeignElement { name, attributes, children, span: parser.span_from(start) })
        })
    }

    fn annotation_attributes(&mut self) -> Result<Vec<ForeignAttribute>, Fault> {
        let mut seen = BTreeSet::new();
        let mut attributes = Vec::new();
        while matches!(self.kind(), Kind::Word(_) | Kind::Quoted(_) | Kind::Prefixed(..)) && *self.ahead(1) == Kind::Mark("=") {
            let span = self.span();
            let name = self.foreign_name()?;
            self.advance();
            self.check_attribute(&name, span)?;
            if !seen.insert((name.ns.clone(), name.local.clone())) {
                return Err(self.fault(span, format!("the attribute `{}` stands twice", name.local)));
            }
            attributes.push(ForeignAttribute { name, value: self.literal()? });
        }
        Ok(attributes)
    }

    fn check_attribute(&self, name: &ForeignName, span: Span) -> Result<(), Fault> {
        let declares = name.ns.trim_end_matches(['/', '#']) == XMLNS || (name.prefix.is_empty() && &*name.local == "xmlns");
        if declares { Err(self.fault(span, "an annotation cannot declare a namespace")) } else { Ok(()) }
    }

    fn foreign_name(&mut self) -> Result<ForeignName, Fault> {
        let name = match self.kind().clone() {
            Kind::Word(local) | Kind::Quoted(local) => ForeignName { ns: "".into(), local, prefix: "".into() },
            Kind::Prefixed(prefix, local) => {
                let inherited = || self.fault(self.span(), format!("the prefix `{prefix}` is inherited, and annotations inherit nothing"));
                let ns: Arc<str> = self.namespace_of(&prefix)?.ok_or_else(inherited)?;
                ForeignName { ns, local, prefix }
            }
            _ => return Err(self.unexpected("the name of an annotation")),
        };
        self.advance();
        Ok(name)
    }
}
