//! A tree in the XML syntax: patterns become tags, tags become text.

mod tag;

use std::sync::Arc;

use self::tag::Tag;
use super::prefixes::Prefixes;
use crate::validate::relaxng::datatypes::XML_SCHEMA;
use crate::validate::relaxng::syntax::{
    Annotations, Combine, Component, ComponentKind, Data, Foreign, ForeignElement, NameClass, NameClassKind, Ns, Param, Pattern, PatternKind,
    RELAX_NG, TypeName, Value,
};
use crate::xml::names::XML_NAMESPACE;

/// Writes a tree that stands alone.
pub(super) fn write(tree: &Pattern) -> String {
    let mut writer = Writer { prefixes: Prefixes::of(tree) };
    let around = Around { ns: Arc::clone(&writer.prefixes.usual), library: XML_SCHEMA.into() };
    let mut root = writer.pattern(tree, &around).swap_remove(0);
    let mut head = vec![("xmlns".to_owned(), RELAX_NG.to_owned())];
    head.extend(
        writer
            .prefixes
            .declarations()
            .into_iter()
            .filter(|(_, uri)| !uri.is_empty())
            .map(|(prefix, uri)| (format!("xmlns:{prefix}"), uri.to_owned())),
    );
    // What the root states itself is nearer than what stands around it.
    let states = |name: &str| root.attributes.iter().any(|(known, _)| known == name);
    head.extend(
        [("ns", &around.ns), ("datatypeLibrary", &around.library)]
            .iter()
            .filter(|(name, value)| !value.is_empty() && !states(name))
            .map(|(name, value)| ((*name).to_owned(), value.to_string())),
    );
    root.attributes.splice(0..0, head);
    root.document()
}

/// What the elements around a pattern hand down (section 4.3, 4.8).
#[derive(Clone)]
struct Around {
    ns: Arc<str>,
    library: Arc<str>,
}

struct Writer {
    prefixes: Prefixes,
}

impl Writer {
    /// The elements that a pattern is: itself, and behind a value what is said about the value.
    fn pattern(&mut self, pattern: &Pattern, around: &Around) -> Vec<Tag> {
        let tag = match &pattern.kind {
            PatternKind::Element(class, inner) => self.named("element", class, inner, around),
            PatternKind::Attribute(class, inner) => self.named("attribute", class, inner, around),
            PatternKind::Group(all) => self.all("group", all, around),
            PatternKind::Interleave(all) => self.all("interleave", all, around),
            PatternKind::Choice(all) => self.all("choice", all, around),
            PatternKind::Optional(inner) => self.content(Tag::new("optional"), inner, around),
            PatternKind::ZeroOrMore(inner) => self.content(Tag::new("zeroOrMore"), inner, around),
            PatternKind::OneOrMore(inner) => self.content(Tag::new("oneOrMore"), inner, around),
            PatternKind::List(inner) => self.content(Tag::new("list"), inner, around),
            PatternKind::Mixed(inner) => self.content(Tag::new("mixed"), inner, around),
            PatternKind::Ref(name) => Tag::new("ref").with("name", name),
            PatternKind::ParentRef(name) => Tag::new("parentRef").with("name", name),
            PatternKind::Empty => Tag::new("empty"),
            PatternKind::Text => Tag::new("text"),
            PatternKind::NotAllowed => Tag::new("notAllowed"),
            PatternKind::Value(value) => return self.value(value, &pattern.annotations, around),
            PatternKind::Data(data) => self.data(data, around),
            PatternKind::ExternalRef(reference) => Tag::new("externalRef").with("href", &reference.href),
            PatternKind::Grammar(grammar) => {
                let components = grammar.components.iter().map(|one| self.component(one, around)).collect();
                Tag { children: components, ..Tag::new("grammar") }
            }
        };
        vec![self.annotated(tag, &pattern.annotations)]
    }

    fn all(&mut self, name: &'static str, all: &[Pattern], around: &Around) -> Tag {
        Tag { children: all.iter().flat_map(|one| self.pattern(one, around)).collect(), ..Tag::new(name) }
    }

    /// Puts a pattern into an element in which several patterns are a group.
    fn content(&mut self, mut tag: Tag, inner: &Pattern, around: &Around) -> Tag {
        match &inner.kind {
            PatternKind::Group(all) if all.len() > 1 && inner.annotations == Annotations::default() => {
                tag.children.extend(all.iter().flat_map(|one| self.pattern(one, around)));
            }
            _ => tag.children.extend(self.pattern(inner, around)),
        }
        tag
    }

    /// `element` or `attribute`: the name where it is one, else the name class as the first child.
    fn named(&mut self, name: &'static str, class: &NameClass, inner: &Pattern, around: &Around) -> Tag {
        let mut tag = Tag::new(name);
        let mut around = around.clone();
        match &class.kind {
            NameClassKind::Name { ns, local, .. } if class.annotations == Annotations::default() => {
                let uri = ns.clone().unwrap_or_default();
                let is_plain = if name == "attribute" { uri.is_empty() } else { uri == around.ns };
                if !is_plain && uri.is_empty() {
                    tag = tag.with("name", local).with("ns", "");
                    around.ns = uri;
                } else {
                    tag = tag.with("name", &if is_plain { local.to_string() } else { format!("{}:{local}", self.prefixes.prefix(&uri)) });
                }
            }
            _ => tag.children.extend(self.name_class(class, &around)),
        }
        if name == "attribute" {
            Tag { children: [tag.children, self.pattern(inner, &around)].concat(), ..tag }
        } else {
            self.content(tag, inner, &around)
        }
    }

    /// A name class; what is said about a name stands behind it.
    fn name_class(&mut self, class: &NameClass, around: &Around) -> Vec<Tag> {
        match &class.kind {
            NameClassKind::Name { ns, local, .. } => {
                let tag = if ns.as_deref() == Some(XML_NAMESPACE) {
                    Tag { text: Some(format!("xml:{local}")), ..Tag::new("name") }
                } else {
                    Tag { text: Some(local.to_string()), ..with_ns(Tag::new("name"), ns, around) }
                };
                self.followed(tag, &class.annotations)
            }
            NameClassKind::AnyName(except) => {
                let tag = self.except(Tag::new("anyName"), except.as_deref(), around);
                vec![self.annotated(tag, &class.annotations)]
            }
            NameClassKind::NsName(ns, except) => {
                let inner = Around { ns: ns.clone().unwrap_or_default(), ..around.clone() };
                let tag = self.except(with_ns(Tag::new("nsName"), ns, around), except.as_deref(), &inner);
                vec![self.annotated(tag, &class.annotations)]
            }
            NameClassKind::Choice(all) => {
                let tag = Tag { children: all.iter().flat_map(|one| self.name_class(one, around)).collect(), ..Tag::new("choice") };
                vec![self.annotated(tag, &class.annotations)]
            }
        }
    }

    fn except(&mut self, mut tag: Tag, except: Option<&NameClass>, around: &Around) -> Tag {
        if let Some(except) = except {
            tag.children.push(Tag { children: self.name_class(except, around), ..Tag::new("except") });
        }
        tag
    }

    fn value(&mut self, value: &Value, annotations: &Annotations, around: &Around) -> Vec<Tag> {
        let (text, bare) = self.prefixes.value(value);
        let mut tag = Tag { text: Some(text), ..Tag::new("value") };
        if !(value.datatype.library.is_empty() && &*value.datatype.name == "token") {
            tag = typed(tag, &value.datatype, around);
        }
        if bare {
            tag = with_ns(tag, &value.ns, around);
        }
        self.followed(tag, annotations)
    }

    fn data(&mut self, data: &Data, around: &Around) -> Tag {
        let mut tag = typed(Tag::new("data"), &data.datatype, around);
        let around = Around { library: Arc::clone(&data.datatype.library), ..around.clone() };
        for param in &data.params {
            tag.children.extend(self.param(param));
        }
        if let Some(except) = &data.except {
            let inner = match &except.kind {
                PatternKind::Choice(all) if except.annotations == Annotations::default() => {
                    all.iter().flat_map(|one| self.pattern(one, &around)).collect()
                }
                _ => self.pattern(except, &around),
            };
            tag.children.push(Tag { children: inner, ..Tag::new("except") });
        }
        tag
    }

    fn param(&mut self, param: &Param) -> Vec<Tag> {
        let tag = Tag { text: Some(param.value.to_string()), ..Tag::new("param").with("name", &param.name) };
        self.followed(tag, &param.annotations)
    }

    fn component(&mut self, component: &Component, around: &Around) -> Tag {
        let tag = match &component.kind {
            ComponentKind::Start(combine, pattern) => Tag { children: self.pattern(pattern, around), ..combined(Tag::new("start"), *combine) },
            ComponentKind::Define(name, combine, pattern) => {
                let tag = combined(Tag::new("define").with("name", name), *combine);
                self.content(tag, pattern, around)
            }
            ComponentKind::Div(inner) => Tag { children: inner.iter().map(|one| self.component(one, around)).collect(), ..Tag::new("div") },
            ComponentKind::Include(reference, inner) => {
                let children = inner.iter().map(|one| self.component(one, around)).collect();
                Tag { children, ..Tag::new("include").with("href", &reference.href) }
            }
            ComponentKind::Foreign(Foreign::Element(element)) => return self.foreign(element, RELAX_NG),
            ComponentKind::Foreign(Foreign::Text(text)) => Tag::text(text),
        };
        self.annotated(tag, &component.annotations)
    }

    /// What is said about an element, as attributes and first children.
    fn annotated(&mut self, mut tag: Tag, annotations: &Annotations) -> Tag {
        self.foreign_attributes(&mut tag, annotations);
        let said: Vec<Tag> = self.foreign_elements(annotations);
        tag.children.splice(0..0, said);
        tag
    }

    /// What is said about an element that holds text only: its elements stand behind it.
    fn followed(&mut self, mut tag: Tag, annotations: &Annotations) -> Vec<Tag> {
        self.foreign_attributes(&mut tag, annotations);
        let mut all = vec![tag];
        all.extend(self.foreign_elements(annotations));
        all
    }

    /// `xml:base` has done its work: nothing refers to another file any more.
    fn foreign_attributes(&mut self, tag: &mut Tag, annotations: &Annotations) {
        for one in annotations.attributes.iter().filter(|one| !(&*one.name.ns == XML_NAMESPACE && &*one.name.local == "base")) {
            tag.attributes.push((self.prefixes.foreign(&one.name), one.value.to_string()));
        }
    }

    fn foreign_elements(&mut self, annotations: &Annotations) -> Vec<Tag> {
        let elements = annotations.elements.iter();
        elements
            .map(|one| match one {
                Foreign::Element(element) => self.foreign(element, RELAX_NG),
                Foreign::Text(text) => Tag::text(text),
            })
            .collect()
    }

    /// An element of another namespace; `default` is the default namespace around it.
    fn foreign(&mut self, element: &ForeignElement, default: &str) -> Tag {
        let mut tag = Tag { is_inline: true, ..Tag::new(self.prefixes.foreign(&element.name)) };
        let default = if element.name.ns.is_empty() { "" } else { default };
        if element.name.ns.is_empty() {
            tag = tag.with("xmlns", "");
        }
        tag.attributes.extend(element.attributes.iter().map(|one| (self.prefixes.foreign(&one.name), one.value.to_string())));
        tag.children = element
            .children
            .iter()
            .filter(|one| !matches!(one, Foreign::Text(text) if text.is_empty()))
            .map(|one| match one {
                Foreign::Element(inner) => self.foreign(inner, default),
                Foreign::Text(text) => Tag::text(text),
            })
            .collect();
        tag
    }
}

fn combined(tag: Tag, combine: Option<Combine>) -> Tag {
    match combine {
        Some(combine) => tag.with("combine", combine.name()),
        None => tag,
    }
}

fn typed(tag: Tag, datatype: &TypeName, around: &Around) -> Tag {
    let tag = tag.with("type", &datatype.name);
    if datatype.library == around.library { tag } else { tag.with("datatypeLibrary", &datatype.library) }
}

/// States the namespace where it is not the one around.
fn with_ns(tag: Tag, ns: &Ns, around: &Around) -> Tag {
    let uri = ns.clone().unwrap_or_default();
    if uri == around.ns { tag } else { tag.with("ns", &uri) }
}
