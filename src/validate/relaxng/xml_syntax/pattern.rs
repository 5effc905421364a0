//! Patterns, and what all RELAX NG elements share: attributes, inheritance, annotations (section 3, 4.1 to 4.5).

use std::sync::Arc;

use super::element::{Child, Element};
use super::is_nc_name;
use super::{Fault, Inherited, Parser, uri};
use crate::validate::relaxng::codes::SCHEMA_RULE;
use crate::validate::relaxng::syntax::{
    Annotations, Data, Foreign, ForeignAttribute, ForeignElement, ForeignName, Param, Pattern, PatternKind, RELAX_NG, Reference, TypeName, Value,
};
use crate::xml::is_space;

impl Parser<'_> {
    pub(super) fn rule(&self, element: &Element, message: impl AsRef<str>, section: &str) -> Fault {
        self.fault(&SCHEMA_RULE, element.span, format!("{} (RELAX NG {section})", message.as_ref()))
    }

    /// A pattern.
    pub(super) fn pattern(&self, element: &Element, outer: &Inherited) -> Result<Pattern, Fault> {
        let inherited = self.inherit(element, outer)?;
        let kind = self.pattern_kind(element, &inherited)?;
        let annotations = if matches!(kind, PatternKind::Grammar(_)) { self.attributes_only(element) } else { self.annotations(element) };
        Ok(Pattern { kind, span: element.span, annotations })
    }

    fn pattern_kind(&self, element: &Element, inherited: &Inherited) -> Result<PatternKind, Fault> {
        let local = self.local(element);
        match local {
            "element" | "attribute" => return self.named_pattern(element, inherited),
            "ref" | "parentRef" => return self.reference(element),
            "value" => return self.value(element, inherited),
            "data" => return self.data(element, inherited),
            "externalRef" => return self.external(element, inherited).map(PatternKind::ExternalRef),
            _ => self.only(element, &[])?,
        }
        match local {
            "grammar" => self.grammar(element, inherited).map(PatternKind::Grammar),
            "empty" => self.childless(element, PatternKind::Empty),
            "text" => self.childless(element, PatternKind::Text),
            "notAllowed" => self.childless(element, PatternKind::NotAllowed),
            "group" => self.patterns(element, inherited).map(PatternKind::Group),
            "interleave" => self.patterns(element, inherited).map(PatternKind::Interleave),
            "choice" => self.patterns(element, inherited).map(PatternKind::Choice),
            "optional" => self.content(element, inherited).map(|inner| PatternKind::Optional(Box::new(inner))),
            "zeroOrMore" => self.content(element, inherited).map(|inner| PatternKind::ZeroOrMore(Box::new(inner))),
            "oneOrMore" => self.content(element, inherited).map(|inner| PatternKind::OneOrMore(Box::new(inner))),
            "list" => self.content(element, inherited).map(|inner| PatternKind::List(Box::new(inner))),
            "mixed" => self.content(element, inherited).map(|inner| PatternKind::Mixed(Box::new(inner))),
            other => Err(self.syntax(element, format!("`{other}` is no pattern"))),
        }
    }

    fn childless(&self, element: &Element, kind: PatternKind) -> Result<PatternKind, Fault> {
        self.nothing_own(element)?;
        Ok(kind)
    }

    fn nothing_own(&self, element: &Element) -> Result<(), Fault> {
        self.no_text(element)?;
        match self.own(element).next() {
            None => Ok(()),
            Some(child) => Err(self.syntax(child, format!("`{}` cannot hold `{}`", self.local(element), self.local(child)))),
        }
    }

    /// `element` and `attribute`: a name, then the content.
    fn named_pattern(&self, element: &Element, inherited: &Inherited) -> Result<PatternKind, Fault> {
        self.only(element, &["name"])?;
        self.no_text(element)?;
        let mut children: Vec<&Element> = self.own(element).collect();
        let name = if let Some(written) = self.attribute(element, "name") {
            self.named(element, written, inherited)?
        } else {
            let first = children.first().filter(|first| self.is_name_class(first)).copied();
            let first = first.ok_or_else(|| self.syntax(element, format!("`{}` has no name", self.local(element))))?;
            children.remove(0);
            self.name_class(first, inherited)?
        };
        let is_attribute = self.local(element) == "attribute";
        if is_attribute && children.len() > 1 {
            return Err(self.syntax(element, "`attribute` holds one pattern"));
        }
        if is_attribute && children.is_empty() {
            let text = Pattern { kind: PatternKind::Text, span: element.span, annotations: Annotations::default() };
            return Ok(PatternKind::Attribute(name, Box::new(text)));
        }
        let content = Box::new(self.grouped(element, &children, inherited)?);
        Ok(if is_attribute { PatternKind::Attribute(name, content) } else { PatternKind::Element(name, content) })
    }

    fn reference(&self, element: &Element) -> Result<PatternKind, Fault> {
        self.only(element, &["name"])?;
        self.nothing_own(element)?;
        let name = self.nc_name(element, "name")?;
        Ok(if self.local(element) == "ref" { PatternKind::Ref(name) } else { PatternKind::ParentRef(name) })
    }

    /// A required attribute that is a name without colon.
    pub(super) fn nc_name(&self, element: &Element, attribute: &str) -> Result<Box<str>, Fault> {
        let Some(written) = self.attribute(element, attribute) else {
            return Err(self.syntax(element, format!("`{}` lacks the attribute `{attribute}`", self.local(element))));
        };
        let written = written.trim_matches([' ', '\t', '\n', '\r']);
        if is_nc_name(written) { Ok(written.into()) } else { Err(self.syntax(element, format!("`{written}` is no name"))) }
    }

    fn value(&self, element: &Element, inherited: &Inherited) -> Result<PatternKind, Fault> {
        self.only(element, &["type"])?;
        self.no_elements(element)?;
        let datatype = match self.attribute(element, "type") {
            Some(_) => TypeName { library: Arc::clone(&inherited.library), name: self.nc_name(element, "type")? },
            None => TypeName { library: "".into(), name: "token".into() },
        };
        let context = Arc::clone(&element.context);
        Ok(PatternKind::Value(Value { datatype, ns: inherited.ns.clone(), text: element.text().into(), context }))
    }

    fn data(&self, element: &Element, inherited: &Inherited) -> Result<PatternKind, Fault> {
        self.only(element, &["type"])?;
        self.no_text(element)?;
        let datatype = TypeName { library: Arc::clone(&inherited.library), name: self.nc_name(element, "type")? };
        let (mut params, mut except) = (Vec::new(), None);
        for child in self.own(element) {
            match self.local(child) {
                "param" if except.is_none() => params.push(self.param(child, inherited)?),
                "except" if except.is_none() => {
                    self.only(child, &[])?;
                    let inherited = self.inherit(child, inherited)?;
                    let alternatives = self.patterns(child, &inherited)?;
                    except = Some(Box::new(one_of(alternatives, child, self.annotations(child))));
                }
                other => return Err(self.syntax(child, format!("`{other}` cannot stand here in `data`"))),
            }
        }
        Ok(PatternKind::Data(Data { datatype, params, except, context: Arc::clone(&element.context) }))
    }

    fn param(&self, element: &Element, outer: &Inherited) -> Result<Param, Fault> {
        self.inherit(element, outer)?;
        self.only(element, &["name"])?;
        self.no_elements(element)?;
        let name = self.nc_name(element, "name")?;
        Ok(Param { name, value: element.text().into(), span: element.span, annotations: self.annotations(element) })
    }

    /// `href`, resolved against `xml:base` (section 4.5).
    pub(super) fn external(&self, element: &Element, inherited: &Inherited) -> Result<Reference, Fault> {
        self.only(element, &["href"])?;
        if self.local(element) == "externalRef" {
            self.nothing_own(element)?;
        }
        let Some(href) = self.attribute(element, "href") else {
            return Err(self.syntax(element, format!("`{}` lacks the attribute `href`", self.local(element))));
        };
        if href.contains('#') {
            return Err(self.rule(element, format!("the reference `{href}` has a fragment"), "4.5"));
        }
        let href = uri::join(inherited.base.as_deref().unwrap_or_default(), href.trim());
        Ok(Reference { href: href.into(), ns: inherited.ns.clone() })
    }

    /// The patterns in an element, at least one.
    pub(super) fn patterns(&self, element: &Element, inherited: &Inherited) -> Result<Vec<Pattern>, Fault> {
        self.no_text(element)?;
        let children: Vec<&Element> = self.own(element).collect();
        let found = self.in_order(element, &children, inherited)?;
        if found.is_empty() { Err(self.syntax(element, format!("`{}` holds no pattern", self.local(element)))) } else { Ok(found) }
    }

    /// The patterns that `children` of an element are. What stands behind a `value` is said about it, for nothing can stand in it (annex C).
    fn in_order(&self, element: &Element, children: &[&Element], inherited: &Inherited) -> Result<Vec<Pattern>, Fault> {
        let mut found = children.iter().map(|child| self.pattern(child, inherited)).collect::<Result<Vec<_>, _>>()?;
        let (mut met, mut behind_value) = (0, false);
        for child in element.elements() {
            if self.namespace(child) == RELAX_NG {
                met += usize::from(children.get(met).is_some_and(|next| std::ptr::eq(*next, child)));
                behind_value = self.is_value(child);
            } else if let Some(value) = found.get_mut(met.wrapping_sub(1)).filter(|_| behind_value) {
                value.annotations.elements.push(Foreign::Element(self.foreign(child)));
            }
        }
        Ok(found)
    }

    fn is_value(&self, element: &Element) -> bool {
        self.namespace(element) == RELAX_NG && self.local(element) == "value"
    }

    /// The patterns in an element as one (section 4.12).
    pub(super) fn content(&self, element: &Element, inherited: &Inherited) -> Result<Pattern, Fault> {
        self.no_text(element)?;
        let children: Vec<&Element> = self.own(element).collect();
        self.grouped(element, &children, inherited)
    }

    fn grouped(&self, element: &Element, children: &[&Element], inherited: &Inherited) -> Result<Pattern, Fault> {
        let mut group = self.in_order(element, children, inherited)?;
        match group.pop() {
            None => return Err(self.syntax(element, format!("`{}` holds no pattern", self.local(element)))),
            Some(only) if group.is_empty() => return Ok(only),
            Some(last) => group.push(last),
        }
        Ok(Pattern { kind: PatternKind::Group(group), span: element.span, annotations: Annotations::default() })
    }

    /// What the element hands down: its own `ns`, `datatypeLibrary` and `xml:base`, or those around it.
    pub(super) fn inherit(&self, element: &Element, outer: &Inherited) -> Result<Inherited, Fault> {
        let mut inherited = outer.clone();
        if let Some(ns) = self.attribute(element, "ns") {
            inherited.ns = Some(ns.into());
        }
        if let Some(library) = self.attribute(element, "datatypeLibrary") {
            if !library.is_empty() && !uri::is_library(library) {
                return Err(self.rule(element, format!("`{library}` is no URI of a datatype library"), "4.3"));
            }
            inherited.library = library.into();
        }
        let base = element.attributes.iter().find(|one| self.names.local(one.name) == "base" && &*one.prefix == "xml");
        if let Some(base) = base {
            inherited.base = Some(uri::join(outer.base.as_deref().unwrap_or_default(), &base.value).into());
        }
        Ok(inherited)
    }

    /// Refuses attributes other than the common ones, those given, and those of other namespaces.
    pub(super) fn only(&self, element: &Element, allowed: &[&str]) -> Result<(), Fault> {
        let wrong = element.attributes.iter().find(|one| {
            let (ns, local) = (self.names.namespace(one.name), self.names.local(one.name));
            ns == RELAX_NG || (ns.is_empty() && !matches!(local, "ns" | "datatypeLibrary") && !allowed.contains(&local))
        });
        match wrong {
            None => Ok(()),
            Some(one) => Err(self.syntax(element, format!("`{}` has no attribute `{}`", self.local(element), self.names.local(one.name)))),
        }
    }

    pub(super) fn no_text(&self, element: &Element) -> Result<(), Fault> {
        let text = element.children.iter().any(|child| matches!(child, Child::Text(text) if !is_space(text)));
        if text { Err(self.syntax(element, format!("text stands in `{}`", self.local(element)))) } else { Ok(()) }
    }

    pub(super) fn no_elements(&self, element: &Element) -> Result<(), Fault> {
        match element.elements().next() {
            None => Ok(()),
            Some(child) => Err(self.syntax(child, format!("an element stands in `{}`, which holds text only", self.local(element)))),
        }
    }

    /// What elements and attributes of other namespaces say.
    pub(super) fn annotations(&self, element: &Element) -> Annotations {
        let mut elements = Vec::new();
        let mut behind_value = false;
        for child in element.elements() {
            if self.namespace(child) == RELAX_NG {
                behind_value = self.is_value(child);
            } else if !behind_value {
                elements.push(Foreign::Element(self.foreign(child)));
            }
        }
        Annotations { attributes: self.foreign_attributes(element, false), elements }
    }

    pub(super) fn foreign_attributes(&self, element: &Element, all: bool) -> Vec<ForeignAttribute> {
        let found = element.attributes.iter().filter(|one| all || !self.names.namespace(one.name).is_empty());
        let to_foreign = |one: &super::element::Attribute| ForeignAttribute {
            name: ForeignName { ns: self.shared_namespace(one.name), local: self.names.local(one.name).into(), prefix: one.prefix.clone() },
            value: one.value.clone(),
        };
        found.map(to_foreign).collect()
    }

    /// The namespace of an annotation's name, stored once a file.
    fn shared_namespace(&self, name: crate::xml::names::NameId) -> Arc<str> {
        let uri = self.names.namespace(name);
        let mut known = self.namespaces.borrow_mut();
        if let Some(found) = known.iter().find(|found| ***found == *uri) {
            return Arc::clone(found);
        }
        let fresh: Arc<str> = uri.into();
        known.push(Arc::clone(&fresh));
        fresh
    }

    pub(super) fn foreign(&self, element: &Element) -> ForeignElement {
        let written = self.source.slice(element.span).trim_start_matches('<');
        let end = written.find([' ', '\t', '\n', '\r', '/', '>']).unwrap_or(written.len());
        let prefix = written[..end].split_once(':').map_or("", |(prefix, _)| prefix);
        let children = element.children.iter().map(|child| match child {
            Child::Element(inner) => Foreign::Element(self.foreign(inner)),
            Child::Text(text) => Foreign::Text(text.as_str().into()),
        });
        ForeignElement {
            name: ForeignName { ns: self.shared_namespace(element.name), local: self.local(element).into(), prefix: prefix.into() },
            attributes: self.foreign_attributes(element, true),
            children: children.collect(),
            span: element.span,
        }
    }
}

/// Several alternatives as one pattern.
fn one_of(mut alternatives: Vec<Pattern>, element: &Element, annotations: Annotations) -> Pattern {
    match alternatives.pop() {
        Some(only) if alternatives.is_empty() => only,
        last => {
            alternatives.extend(last);
            Pattern { kind: PatternKind::Choice(alternatives), span: element.span, annotations }
        }
    }
}
