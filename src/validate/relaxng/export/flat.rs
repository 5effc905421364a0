//! All files of a schema as one tree: what a reference leads to stands in its place, and every namespace is stated (section 4.6 to 4.8).

use std::collections::HashSet;

use crate::validate::relaxng::files::Files;
use crate::validate::relaxng::syntax::{
    Component, ComponentKind, Data, Grammar, NameClass, NameClassKind, Ns, Pattern, PatternKind, Reference, Value,
};

/// The name of a definition; `None` is `start`.
type Key<'f> = Option<&'f str>;

/// Where a pattern stands: in which file, and which namespace that file inherits.
#[derive(Clone)]
struct Env {
    file: usize,
    ns: Ns,
}

/// The schema as one tree without references to files.
pub(super) fn flatten(files: &Files) -> Pattern {
    let env = Env { file: 0, ns: Some("".into()) };
    Flattener { files }.pattern(&files.list[0].root, &env)
}

struct Flattener<'f> {
    files: &'f Files,
}

impl<'f> Flattener<'f> {
    fn pattern(&self, pattern: &'f Pattern, env: &Env) -> Pattern {
        let one = |inner: &'f Pattern| Box::new(self.pattern(inner, env));
        let all = |all: &'f [Pattern]| all.iter().map(|one| self.pattern(one, env)).collect();
        let kind = match &pattern.kind {
            PatternKind::Element(class, inner) => PatternKind::Element(names(class, env), one(inner)),
            PatternKind::Attribute(class, inner) => PatternKind::Attribute(names(class, env), one(inner)),
            PatternKind::Group(inner) => PatternKind::Group(all(inner)),
            PatternKind::Interleave(inner) => PatternKind::Interleave(all(inner)),
            PatternKind::Choice(inner) => PatternKind::Choice(all(inner)),
            PatternKind::Optional(inner) => PatternKind::Optional(one(inner)),
            PatternKind::ZeroOrMore(inner) => PatternKind::ZeroOrMore(one(inner)),
            PatternKind::OneOrMore(inner) => PatternKind::OneOrMore(one(inner)),
            PatternKind::List(inner) => PatternKind::List(one(inner)),
            PatternKind::Mixed(inner) => PatternKind::Mixed(one(inner)),
            PatternKind::Value(value) => PatternKind::Value(Value { ns: stated(&value.ns, env), ..value.clone() }),
            PatternKind::Data(data) => PatternKind::Data(Data { except: data.except.as_deref().map(one), ..data.clone() }),
            PatternKind::Grammar(grammar) => PatternKind::Grammar(self.grammar(grammar, env)),
            PatternKind::ExternalRef(reference) => return self.external(reference, pattern, env),
            PatternKind::Ref(_) | PatternKind::ParentRef(_) | PatternKind::Empty | PatternKind::Text | PatternKind::NotAllowed => {
                pattern.kind.clone()
            }
        };
        Pattern { kind, span: pattern.span, annotations: pattern.annotations.clone() }
    }

    /// The root of another file, with the annotations of the reference before its own.
    fn external(&self, reference: &'f Reference, from: &Pattern, env: &Env) -> Pattern {
        let env = self.target(reference, env);
        let mut found = self.pattern(&self.files.list[env.file].root, &env);
        found.annotations.elements.splice(0..0, from.annotations.elements.iter().cloned());
        found
    }

    fn target(&self, reference: &Reference, env: &Env) -> Env {
        Env { file: self.files.target(env.file, reference), ns: stated(&reference.ns, env) }
    }

    fn grammar(&self, grammar: &'f Grammar, env: &Env) -> Grammar {
        Grammar { components: self.components(&grammar.components, env, &mut Vec::new()) }
    }

    /// Components without those that includes around them replace.
    fn components(&self, components: &'f [Component], env: &Env, replaced: &mut Vec<HashSet<Key<'f>>>) -> Vec<Component> {
        components.iter().filter_map(|component| self.component(component, env, replaced)).collect()
    }

    fn component(&self, component: &'f Component, env: &Env, replaced: &mut Vec<HashSet<Key<'f>>>) -> Option<Component> {
        let is_replaced = |key: Key<'f>| replaced.iter().any(|names| names.contains(&key));
        let kind = match &component.kind {
            ComponentKind::Start(..) if is_replaced(None) => return None,
            ComponentKind::Define(name, ..) if is_replaced(Some(name)) => return None,
            ComponentKind::Start(combine, pattern) => ComponentKind::Start(*combine, self.pattern(pattern, env)),
            ComponentKind::Define(name, combine, pattern) => ComponentKind::Define(name.clone(), *combine, self.pattern(pattern, env)),
            ComponentKind::Div(inner) => ComponentKind::Div(self.components(inner, env, replaced)),
            ComponentKind::Include(reference, inner) => ComponentKind::Div(self.included(reference, inner, env, replaced)),
            ComponentKind::Foreign(foreign) => ComponentKind::Foreign(foreign.clone()),
        };
        Some(Component { kind, span: component.span, annotations: component.annotations.clone() })
    }

    /// The grammar of another file without what the include replaces, then what it puts in place (section 4.7).
    fn included(&self, reference: &'f Reference, inner: &'f [Component], env: &Env, replaced: &mut Vec<HashSet<Key<'f>>>) -> Vec<Component> {
        let target = self.target(reference, env);
        let mut names = HashSet::new();
        defined_in(inner, &mut names);
        replaced.push(names);
        let mut found = self.components(self.files.list[target.file].root.kind.components(), &target, replaced);
        replaced.pop();
        found.extend(self.components(inner, env, replaced));
        found
    }
}

/// The names that components define, those in a `div` included.
fn defined_in<'f>(components: &'f [Component], names: &mut HashSet<Key<'f>>) {
    for component in components {
        match &component.kind {
            ComponentKind::Start(..) => {
                names.insert(None);
            }
            ComponentKind::Define(name, ..) => {
                names.insert(Some(name));
            }
            ComponentKind::Div(inner) => defined_in(inner, names),
            ComponentKind::Include(..) | ComponentKind::Foreign(_) => {}
        }
    }
}

/// The namespace stated, or the one inherited.
fn stated(ns: &Ns, env: &Env) -> Ns {
    ns.clone().or_else(|| env.ns.clone())
}

fn names(class: &NameClass, env: &Env) -> NameClass {
    let except = |except: &Option<Box<NameClass>>| except.as_ref().map(|except| Box::new(names(except, env)));
    let kind = match &class.kind {
        NameClassKind::Name { ns, local, prefix } => NameClassKind::Name { ns: stated(ns, env), local: local.clone(), prefix: prefix.clone() },
        NameClassKind::AnyName(inner) => NameClassKind::AnyName(except(inner)),
        NameClassKind::NsName(ns, inner) => NameClassKind::NsName(stated(ns, env), except(inner)),
        NameClassKind::Choice(all) => NameClassKind::Choice(all.iter().map(|one| names(one, env)).collect()),
    };
    NameClass { kind, span: class.span, annotations: class.annotations.clone() }
}
