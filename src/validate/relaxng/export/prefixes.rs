//! Prefixes for the namespaces of a tree: one each, as the schema writes it where it can, and only for those that something asks for.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::validate::relaxng::datatype::{NamespaceContext as _, collapse};
use crate::validate::relaxng::datatypes::XML_SCHEMA;
use crate::validate::relaxng::syntax::{
    ANNOTATIONS, Annotations, Component, ComponentKind, Context, Foreign, ForeignName, NameClass, NameClassKind, Pattern, PatternKind, Value,
};
use crate::xml::names::XML_NAMESPACE;

/// The prefix of names without namespace, which the compact syntax can declare.
const NO_NAMESPACE: &str = "local";

/// Prefixes by namespace.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    /// The namespace of most elements; the default of what is written.
    pub usual: Arc<str>,
    /// The first prefix that the schema writes for each namespace.
    written: BTreeMap<Arc<str>, Box<str>>,
    /// Prefixes given so far.
    given: BTreeMap<Arc<str>, Box<str>>,
}

impl Prefixes {
    /// Looks through a tree.
    pub(super) fn of(tree: &Pattern) -> Self {
        let mut seen = Seen::default();
        seen.pattern(tree);
        let most = seen.elements.into_iter().max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)));
        let usual = most.map(|(uri, _)| uri).filter(|_| !seen.names_nothing).unwrap_or_default();
        Self { usual, written: seen.written, given: BTreeMap::new() }
    }

    /// The prefix of a namespace, given to it now if it has none yet.
    pub(super) fn prefix(&mut self, uri: &Arc<str>) -> &str {
        if **uri == *XML_NAMESPACE {
            return "xml";
        }
        if !self.given.contains_key(uri) {
            let prefix = self.fresh(uri);
            self.given.insert(Arc::clone(uri), prefix);
        }
        &self.given[uri]
    }

    fn fresh(&self, uri: &Arc<str>) -> Box<str> {
        let is_free = |prefix: &str| {
            let reserved = self.written.iter().any(|(other, written)| other != uri && **written == *prefix);
            !reserved && self.given.values().all(|given| **given != *prefix)
        };
        let known = match &**uri {
            "" => Some(NO_NAMESPACE),
            ANNOTATIONS => Some("a"),
            _ => self.written.get(uri).map(AsRef::as_ref),
        };
        let numbered = || (1..=u32::MAX).map(|number| format!("ns{number}")).find(|name| is_free(name)).unwrap_or_default().into();
        known.filter(|known| is_free(known)).map_or_else(numbered, Into::into)
    }

    /// What has been given, in order of the prefixes.
    pub(super) fn declarations(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<(&str, &str)> = self.given.iter().map(|(uri, prefix)| (&**prefix, &**uri)).collect();
        all.sort_unstable();
        all
    }

    /// The name of something that is no RELAX NG, as written with the prefixes given here.
    pub(super) fn foreign(&mut self, name: &ForeignName) -> String {
        if name.ns.is_empty() { name.local.to_string() } else { format!("{}:{}", self.prefix(&name.ns), name.local) }
    }

    /// The text of a value, a prefix in it exchanged for the one given here; `true` where the text has no prefix and the namespace of the place counts.
    pub(super) fn value(&mut self, value: &Value) -> (String, bool) {
        if !holds_names(value) {
            return (value.text.to_string(), false);
        }
        let text = collapse(&value.text);
        let Some((prefix, local)) = text.split_once(':') else { return (text.into_owned(), true) };
        let uri: Arc<str> = value.context.namespace(prefix).unwrap_or_default().into();
        (format!("{}:{local}", self.prefix(&uri)), false)
    }
}

/// Whether a value is a name with a namespace.
fn holds_names(value: &Value) -> bool {
    &*value.datatype.library == XML_SCHEMA && matches!(&*value.datatype.name, "QName" | "NOTATION")
}

/// What a tree says of namespaces.
#[derive(Default)]
struct Seen {
    written: BTreeMap<Arc<str>, Box<str>>,
    /// How many elements each namespace has.
    elements: BTreeMap<Arc<str>, usize>,
    /// Whether a value names something without namespace, which only an absent default can say.
    names_nothing: bool,
}

impl Seen {
    fn pattern(&mut self, pattern: &Pattern) {
        self.annotations(&pattern.annotations);
        match &pattern.kind {
            PatternKind::Element(class, _) => self.names(class, true),
            PatternKind::Attribute(class, _) => self.names(class, false),
            PatternKind::Value(value) => {
                let nowhere = holds_names(value) && !value.text.contains(':') && value.ns.as_deref().unwrap_or_default().is_empty();
                self.names_nothing |= nowhere;
                self.context(&value.context);
            }
            PatternKind::Data(data) => self.context(&data.context),
            _ => {}
        }
        pattern.kind.children().iter().for_each(|one| self.pattern(one));
        pattern.kind.components().iter().for_each(|one| self.component(one));
    }

    fn component(&mut self, component: &Component) {
        self.annotations(&component.annotations);
        if let ComponentKind::Foreign(foreign) = &component.kind {
            self.foreign(foreign);
        }
        component.kind.pattern().iter().for_each(|pattern| self.pattern(pattern));
        component.kind.components().iter().for_each(|one| self.component(one));
    }

    fn names(&mut self, class: &NameClass, is_element: bool) {
        self.annotations(&class.annotations);
        match &class.kind {
            NameClassKind::Name { ns, prefix, .. } => {
                let uri = ns.clone().unwrap_or_default();
                if let Some(prefix) = prefix {
                    self.hint(prefix, &uri);
                }
                *self.elements.entry(uri).or_default() += usize::from(is_element);
            }
            NameClassKind::AnyName(except) | NameClassKind::NsName(_, except) => except.iter().for_each(|except| self.names(except, false)),
            NameClassKind::Choice(all) => all.iter().for_each(|one| self.names(one, is_element)),
        }
    }

    fn context(&mut self, context: &Context) {
        context.prefixes.iter().for_each(|(prefix, uri)| self.hint(prefix, uri));
    }

    fn annotations(&mut self, annotations: &Annotations) {
        annotations.attributes.iter().for_each(|one| self.hint(&one.name.prefix, &one.name.ns));
        annotations.elements.iter().for_each(|one| self.foreign(one));
    }

    fn foreign(&mut self, foreign: &Foreign) {
        let Foreign::Element(element) = foreign else { return };
        self.hint(&element.name.prefix, &element.name.ns);
        element.attributes.iter().for_each(|one| self.hint(&one.name.prefix, &one.name.ns));
        element.children.iter().for_each(|one| self.foreign(one));
    }

    /// The first namespace that a prefix has keeps it, and the first prefix of a namespace counts.
    fn hint(&mut self, prefix: &str, uri: &Arc<str>) {
        if prefix.is_empty() || matches!(prefix, "xml" | "xmlns") || uri.is_empty() || self.written.contains_key(uri) {
            return;
        }
        if self.written.values().all(|known| **known != *prefix) {
            self.written.insert(Arc::clone(uri), prefix.into());
        }
    }
}
