//! Name classes: `name` attributes, `name`, `anyName`, `nsName`, `choice` (section 3, 4.8, 4.10).

use super::element::Element;
use super::is_nc_name;
use super::{Fault, Inherited, Parser};
use crate::validate::relaxng::syntax::{NameClass, NameClassKind, Ns, RELAX_NG};

impl Parser<'_> {
    /// Whether the element is a name class by its name; `choice` may be either.
    pub(super) fn is_name_class(&self, element: &Element) -> bool {
        matches!(self.local(element), "name" | "anyName" | "nsName" | "choice")
    }

    /// The name in the `name` attribute of an element or attribute pattern (section 4.8).
    pub(super) fn named(&self, element: &Element, written: &str, inherited: &Inherited) -> Result<NameClass, Fault> {
        let is_attribute = self.local(element) == "attribute";
        let ns = if is_attribute && self.attribute(element, "ns").is_none() { Some("".into()) } else { inherited.ns.clone() };
        self.name(element, written, ns).map(|kind| NameClass {
            kind,
            span: element.span,
            annotations: crate::validate::relaxng::syntax::Annotations::default(),
        })
    }

    /// A name as written, with the namespace of its prefix or the one given (section 4.10).
    fn name(&self, element: &Element, written: &str, ns: Ns) -> Result<NameClassKind, Fault> {
        let written = written.trim_matches([' ', '\t', '\n', '\r']);
        let (prefix, local) = written.split_once(':').map_or((None, written), |(prefix, local)| (Some(prefix), local));
        if !is_nc_name(local) || prefix.is_some_and(|prefix| !is_nc_name(prefix)) {
            return Err(self.syntax(element, format!("`{written}` is no name")));
        }
        let ns = match prefix {
            None => ns,
            Some("xml") => Some(crate::xml::names::XML_NAMESPACE.into()),
            Some(prefix) => match element.context.prefixes.get(prefix) {
                Some(found) => Some(found.clone()),
                None => return Err(self.rule(element, format!("the prefix `{prefix}` is not declared"), "4.10")),
            },
        };
        Ok(NameClassKind::Name { ns, local: local.into(), prefix: prefix.map(Into::into) })
    }

    /// A name class.
    pub(super) fn name_class(&self, element: &Element, outer: &Inherited) -> Result<NameClass, Fault> {
        let inherited = self.inherit(element, outer)?;
        let kind = match self.local(element) {
            "name" => {
                self.only(element, &[])?;
                self.no_elements(element)?;
                self.name(element, &element.text(), inherited.ns)?
            }
            "anyName" => {
                self.only(element, &[])?;
                NameClassKind::AnyName(self.except(element, &inherited)?)
            }
            "nsName" => {
                self.only(element, &[])?;
                NameClassKind::NsName(inherited.ns.clone(), self.except(element, &inherited)?)
            }
            "choice" => {
                self.only(element, &[])?;
                NameClassKind::Choice(self.name_classes(element, &inherited)?)
            }
            other => return Err(self.syntax(element, format!("`{other}` is no name class"))),
        };
        Ok(NameClass { kind, span: element.span, annotations: self.annotations(element) })
    }

    fn name_classes(&self, element: &Element, inherited: &Inherited) -> Result<Vec<NameClass>, Fault> {
        self.no_text(element)?;
        let found = self.own(element).map(|child| self.name_class(child, inherited)).collect::<Result<Vec<_>, _>>()?;
        if found.is_empty() { Err(self.syntax(element, format!("`{}` holds no name class", self.local(element)))) } else { Ok(found) }
    }

    fn except(&self, element: &Element, inherited: &Inherited) -> Result<Option<Box<NameClass>>, Fault> {
        self.no_text(element)?;
        let mut children = self.own(element);
        let (first, second) = (children.next(), children.next());
        let Some(except) = first else { return Ok(None) };
        if second.is_some() || self.local(except) != "except" {
            return Err(self.syntax(element, format!("`{}` holds one `except` and nothing else", self.local(element))));
        }
        self.only(except, &[])?;
        let inherited = self.inherit(except, inherited)?;
        let mut classes = self.name_classes(except, &inherited)?;
        let only = if classes.len() == 1 { classes.pop() } else { None };
        let class =
            only.unwrap_or_else(|| NameClass { kind: NameClassKind::Choice(classes), span: except.span, annotations: self.annotations(except) });
        Ok(Some(Box::new(class)))
    }

    /// The RELAX NG elements in an element.
    pub(super) fn own<'e>(&'e self, element: &'e Element) -> impl Iterator<Item = &'e Element> {
        element.elements().filter(|child| self.namespace(child) == RELAX_NG)
    }
}
