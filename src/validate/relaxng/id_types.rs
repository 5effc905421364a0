//! Attributes that a schema gives an ID-type in one place and another type elsewhere (RELAX NG DTD Compatibility, section 5).
//!
//! Such a schema cannot promise what `ID` means in a DTD; documents are judged by it all the same, so this is a note and never an error.

use rustc_hash::{FxHashMap, FxHashSet};

use super::codes::ID_TYPES;
use super::datatype::IdKind;
use super::grammar::Grammar;
use super::patterns::{AttributeId, ElementId, Node, PatternId};
use super::symbols::{NameClass, Symbol};
use crate::diagnostic::{Diagnostic, Label, Severity};

/// An attribute of an element, as declared.
#[derive(Clone, Copy)]
struct Declared {
    element: ElementId,
    attribute: AttributeId,
    kind: IdKind,
}

/// The first conflict of each pair of names, in the order of the schema.
pub(super) fn conflicts(grammar: &Grammar, met: &[ElementId]) -> Vec<Diagnostic> {
    let all = declared(grammar, met);
    let typed: Vec<Declared> = all.iter().copied().filter(|one| one.kind != IdKind::None).collect();
    let mut search = Search { grammar, first: FxHashMap::default(), found: Vec::new() };
    for one in &typed {
        search.take_typed(*one);
    }
    for one in all.iter().filter(|one| one.kind == IdKind::None) {
        search.compare(*one);
    }
    search.found
}

/// Every attribute with an ID-type, or with a name that another gives an ID-type, of every element that matching can meet.
fn declared(grammar: &Grammar, met: &[ElementId]) -> Vec<Declared> {
    let kinds: Vec<IdKind> = grammar.attributes.iter().map(|one| kind(grammar, one.content)).collect();
    let concerned = concerned(grammar, &kinds);
    let mut all = Vec::new();
    for &element in met {
        grammar.patterns.each_attribute(grammar.element(element).content, |attribute| {
            if concerned[attribute as usize] {
                all.push(Declared { element, attribute, kind: kinds[attribute as usize] });
            }
        });
    }
    all
}

/// For each attribute whether it can be part of a conflict.
fn concerned(grammar: &Grammar, kinds: &[IdKind]) -> Vec<bool> {
    let listed = |class: &NameClass| {
        let mut names = Vec::new();
        class.listed(&mut names);
        names
    };
    let typed = grammar.attributes.iter().zip(kinds).filter(|&(_, &kind)| kind != IdKind::None);
    let names: FxHashSet<Symbol> = typed.flat_map(|(one, _)| listed(&one.class)).collect();
    let is_named = |class: &NameClass| class.is_infinite() || listed(class).iter().any(|name| names.contains(name));
    grammar.attributes.iter().map(|one| !names.is_empty() && is_named(&one.class)).collect()
}

/// What the values of a pattern do with ids.
pub(super) fn kind(grammar: &Grammar, pattern: PatternId) -> IdKind {
    let of = |inner: PatternId| kind(grammar, inner);
    let first = |all: &[PatternId]| all.iter().map(|&one| of(one)).find(|&kind| kind != IdKind::None).unwrap_or_default();
    match grammar.patterns.node(pattern) {
        Node::Data(id) => grammar.datum(*id).datatype.id_kind(),
        Node::Value(id) => grammar.value(*id).datatype.id_kind(),
        Node::Choice(all) => first(all),
        Node::Group(left, right) | Node::Interleave(left, right) => first(&[*left, *right]),
        Node::OneOrMore(inner) | Node::List(inner) => of(*inner),
        Node::Empty | Node::NotAllowed | Node::Text | Node::Attribute(_) | Node::Element(_) => IdKind::None,
    }
}

struct Search<'g> {
    grammar: &'g Grammar,
    /// What gave each attribute of each element its ID-type first, by names.
    first: FxHashMap<(Symbol, Symbol), Declared>,
    found: Vec<Diagnostic>,
}

impl Search<'_> {
    fn classes(&self, one: Declared) -> (&NameClass, &NameClass) {
        (&self.grammar.element(one.element).class, &self.grammar.attribute(one.attribute).class)
    }

    /// The pairs of names that a declaration lists.
    fn names(&self, one: Declared) -> Vec<(Symbol, Symbol)> {
        let (element, attribute) = self.classes(one);
        let (mut elements, mut attributes) = (Vec::new(), Vec::new());
        element.listed(&mut elements);
        attribute.listed(&mut attributes);
        elements.into_iter().flat_map(|element| attributes.iter().map(move |&attribute| (element, attribute))).collect()
    }

    fn take_typed(&mut self, one: Declared) {
        for names in self.names(one) {
            match self.first.get(&names).copied() {
                None => {
                    self.first.insert(names, one);
                }
                Some(other) if other.kind != one.kind => self.report(names, other, one),
                Some(_) => {}
            }
        }
    }

    /// An attribute without ID-type against those that have one.
    fn compare(&mut self, one: Declared) {
        let (element, attribute) = self.classes(one);
        if !element.is_infinite() && !attribute.is_infinite() {
            let conflict = self.names(one).into_iter().find_map(|names| Some((names, *self.first.get(&names)?)));
            return conflict.into_iter().for_each(|(names, typed)| self.report(names, typed, one));
        }
        let symbols = &self.grammar.symbols;
        let clashes = |names: &&(Symbol, Symbol)| symbols.contains(element, names.0) && symbols.contains(attribute, names.1);
        let conflict = self.first.keys().filter(clashes).min().copied();
        if let Some((names, typed)) = conflict.and_then(|names| Some((names, *self.first.get(&names)?))) {
            self.report(names, typed, one);
        }
    }

    fn report(&mut self, (element, attribute): (Symbol, Symbol), typed: Declared, other: Declared) {
        let local = |symbol: Symbol| self.grammar.symbols.spelled(symbol).map_or("", |(_, local)| local);
        let message = format!(
            "the attribute `{}` of `{}` has the type {} in one place and {} in another",
            local(attribute),
            local(element),
            typed.kind.name(),
            other.kind.name()
        );
        if self.found.iter().any(|known| known.message == message) {
            return;
        }
        let places = [typed, other].map(|one| self.grammar.attribute(one.attribute).place);
        let finding = Diagnostic::new(&ID_TYPES, Severity::Info, message)
            .at(&self.grammar.sources[places[1].file], places[1].span)
            .related(Label::new(&self.grammar.sources[places[0].file], places[0].span, "the other place"))
            .help("nothing needs to be done: documents are judged all the same");
        self.found.push(finding);
    }
}
