//! Name classes: `p`, `tei:p`, `tei:*`, `* - xml:*`, `a | b`.

use super::super::syntax::{Annotations, NameClass, NameClassKind, Ns};
use super::Parser;
use super::lexer::{Fault, Kind};

impl Parser<'_> {
    /// A name class of an element, or of an attribute, whose names without prefix are in no namespace.
    pub(super) fn name_class(&mut self, attribute: bool) -> Result<NameClass, Fault> {
        self.nested(|parser| {
            let start = parser.at;
            let annotations = parser.lead_annotations()?;
            let first = parser.basic_name_class(attribute, annotations)?;
            let first = parser.with_following_names(first)?;
            let mut all = vec![first];
            while parser.take_mark("|") {
                let annotations = parser.lead_annotations()?;
                let next = parser.basic_name_class(attribute, annotations)?;
                all.push(parser.with_following_names(next)?);
            }
            let only = if all.len() == 1 { all.pop() } else { None };
            let span = parser.span_from(start);
            Ok(only.unwrap_or_else(|| NameClass { kind: NameClassKind::Choice(all), span, annotations: Annotations::default() }))
        })
    }

    fn with_following_names(&mut self, mut class: NameClass) -> Result<NameClass, Fault> {
        class.annotations.elements.extend(self.following_annotations()?);
        Ok(class)
    }

    fn basic_name_class(&mut self, attribute: bool, mut annotations: Annotations) -> Result<NameClass, Fault> {
        let start = self.at;
        let kind = match self.kind().clone() {
            Kind::Mark("(") => {
                self.advance();
                let mut class = self.name_class(attribute)?;
                self.expect_mark(")")?;
                annotations.attributes.append(&mut class.annotations.attributes);
                annotations.elements.append(&mut class.annotations.elements);
                class.annotations = annotations;
                return Ok(class);
            }
            Kind::Mark("*") => {
                self.advance();
                NameClassKind::AnyName(self.except_names(attribute)?)
            }
            Kind::Namespace(prefix) => {
                let ns = self.namespace_of(&prefix)?;
                self.advance();
                NameClassKind::NsName(ns, self.except_names(attribute)?)
            }
            Kind::Prefixed(prefix, local) => {
                let ns = self.namespace_of(&prefix)?;
                self.advance();
                NameClassKind::Name { ns, local, prefix: Some(prefix) }
            }
            Kind::Word(local) | Kind::Quoted(local) => {
                self.advance();
                let ns = if attribute { Some("".into()) } else { self.declarations.default.clone().unwrap_or_default() };
                NameClassKind::Name { ns, local, prefix: None }
            }
            _ => return Err(self.unexpected("a name")),
        };
        Ok(NameClass { kind, span: self.span_from(start), annotations })
    }

    /// `- x`, where it stands.
    fn except_names(&mut self, attribute: bool) -> Result<Option<Box<NameClass>>, Fault> {
        if !self.take_mark("-") {
            return Ok(None);
        }
        self.nested(|parser| {
            let annotations = parser.lead_annotations()?;
            parser.basic_name_class(attribute, annotations).map(|class| Some(Box::new(class)))
        })
    }

    /// The namespace of a prefix.
    pub(super) fn namespace_of(&self, prefix: &str) -> Result<Ns, Fault> {
        self.declarations.namespace(prefix).ok_or_else(|| self.fault(self.span(), format!("the prefix `{prefix}` is not declared")))
    }
}
