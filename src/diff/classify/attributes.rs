//! The attributes of a pair: who speaks, what points elsewhere, what else changed.

use super::{Classifier, change, place};
use crate::diff::change::{Kind, Sigil};
use crate::diff::tree::{Attribute, Kind as NodeKind, Tree};
use crate::diff::words::{FORM_ONLY, kind_of};
use crate::render::words::{clip, one_line};
use crate::source::Span;

/// A difference of one attribute.
struct Difference {
    name: String,
    old: Option<(String, Span)>,
    new: Option<(String, Span)>,
}

impl Classifier<'_> {
    /// What changed in the tag of a pair; `block` is the block that an element inside running text belongs to. Whether anything did.
    pub(super) fn own(&mut self, old: usize, new: usize, block: Option<(usize, &str)>) -> bool {
        let (one, other) = (self.old.tree.node(old), self.new.tree.node(new));
        if one.kind == NodeKind::Instruction {
            return one.full != other.full && self.instruction(old, new);
        }
        let label = block.map_or_else(|| self.new.tree.label(new), |(block, _)| self.new.tree.label(block));
        let order = self.at_new(new, 1);
        let mut told = false;
        if one.key != other.key && block.is_none() {
            self.renamed(old, new, label.clone());
            told = true;
        }
        if one.own == other.own {
            return told;
        }
        for difference in self.differences(old, new) {
            let (kind, detail) = words_for(&difference, block.map(|(_, what)| what));
            let [before, after] = [&difference.old, &difference.new].map(|side| side_of(kind, &difference.name, side.as_ref()));
            let mut found = change(kind, Sigil::Changed, label.clone(), detail).with_sides(before, after);
            found.mark = block.map_or(String::new(), |(_, what)| what.to_owned());
            found.old = difference.old.map(|(_, span)| place(self.old, span));
            found.new = difference.new.map(|(_, span)| place(self.new, span));
            self.add(order, found, Some(old), Some(new));
            told = true;
        }
        told
    }

    /// The name of a block; another namespace, which a whole document has, is told of the outermost block alone.
    fn renamed(&mut self, old: usize, new: usize, label: String) {
        let namespaces = self.namespaces(old, new);
        let (around, new_around) = (self.old.tree.node(old).parent, self.new.tree.node(new).parent);
        if namespaces.is_some() && self.pairing.to_new[around] == new_around && namespaces == self.namespaces(around, new_around) {
            return;
        }
        let names = [self.old.tree.name_of(old), self.new.tree.name_of(new)].map(|name| format!("<{name}>"));
        let (detail, [one, other]) =
            namespaces.map_or_else(|| (names.join(" -> "), names.clone()), |both| (namespace_words(both), [both.0, both.1].map(str::to_owned)));
        let line = change(Kind::Markup, Sigil::Changed, label, detail).with_sides(one, other);
        self.add(self.at_new(new, 1), line, Some(old), Some(new));
    }

    /// The namespaces of two elements of one local name, where they differ.
    pub(super) fn namespaces(&self, old: usize, new: usize) -> Option<(&str, &str)> {
        let (one, other) = (self.old.tree.namespace_of(old), self.new.tree.namespace_of(new));
        (one != other && self.old.tree.name_of(old) == self.new.tree.name_of(new)).then_some((one, other))
    }

    fn instruction(&mut self, old: usize, new: usize) -> bool {
        let data = |tree: &Tree, node: usize| tree.attributes_of(node).first().map_or(String::new(), |one| tree.value(one).to_owned());
        let (one, other) = (data(self.old.tree, old), data(self.new.tree, new));
        let (kind, one, other) = schema_or_not(self.new.tree.name_of(new), one, other);
        let detail = format!("\"{}\" -> \"{}\"", one_line(&one), one_line(&other));
        let order = (0, 0, 0, new);
        let line = change(kind, Sigil::Changed, self.new.tree.label(new), detail).with_sides(one, other);
        self.add(order, line, Some(old), Some(new));
        true
    }

    fn differences(&mut self, old: usize, new: usize) -> Vec<Difference> {
        let (lefts, rights) = (self.old.tree.attributes_of(old), self.new.tree.attributes_of(new));
        let is_id = |tree: &Tree, node: usize, one: &Attribute| tree.is_id(node, one);
        let mut found = Vec::new();
        for left in lefts.iter().filter(|left| !is_id(self.old.tree, old, left)) {
            let right = rights.iter().find(|right| right.key == left.key && !is_id(self.new.tree, new, right));
            let (one, other) = (self.old.tree.value(left), right.map(|right| self.new.tree.value(right)));
            if other == Some(one) || other.is_some_and(|other| self.ids.follows(one, other)) {
                continue;
            }
            let new = right.map(|right| (self.new.tree.value(right).to_owned(), right.source));
            found.push(Difference { name: self.old.tree.attribute_name(left), old: Some((one.to_owned(), left.source)), new });
        }
        for right in rights.iter().filter(|right| !is_id(self.new.tree, new, right) && !lefts.iter().any(|left| left.key == right.key)) {
            let new = Some((self.new.tree.value(right).to_owned(), right.source));
            found.push(Difference { name: self.new.tree.attribute_name(right), old: None, new });
        }
        found
    }
}

/// `namespace "http://www.tei-c.org/ns/1.0" -> none`
pub(super) fn namespace_words((old, new): (&str, &str)) -> String {
    let [old, new] = [old, new].map(|name| if name.is_empty() { "none".to_owned() } else { format!("\"{}\"", one_line(&clip(name, 120))) });
    format!("namespace {old} -> {new}")
}

/// A value as it stands beside the other one; who speaks needs no name of an attribute.
fn side_of(kind: Kind, name: &str, value: Option<&(String, Span)>) -> String {
    match value {
        None => String::new(),
        Some((value, _)) if kind == Kind::Speaker => value.clone(),
        Some((value, _)) => format!("{name}=\"{value}\""),
    }
}

/// The kind of a difference and what is said of it.
fn words_for(difference: &Difference, inside: Option<&str>) -> (Kind, String) {
    let shown = |side: &Option<(String, Span)>| side.as_ref().map_or("none".to_owned(), |(value, _)| format!("\"{}\"", one_line(&clip(value, 120))));
    let values = format!("{} -> {}", shown(&difference.old), shown(&difference.new));
    let before = inside.map_or(String::new(), |what| format!("{what}: "));
    if let (Some((old, _)), Some((new, _))) = (&difference.old, &difference.new)
        && kind_of(old, new) == Kind::Unicode
    {
        return (Kind::Unicode, format!("{before}{} {FORM_ONLY}", difference.name));
    }
    if difference.name == "who" {
        return (Kind::Speaker, format!("{before}{values}"));
    }
    (Kind::Attribute, format!("{before}{} {values}", difference.name))
}

/// What an instruction is, and what of it is shown: of a schema its address where nothing else changed.
pub(super) fn schema_or_not(name: &str, old: String, new: String) -> (Kind, String, String) {
    if name != "?xml-model" {
        return (Kind::Instruction, old, new);
    }
    match (href(&old), href(&new)) {
        (Some((one, rest)), Some((other, more))) if rest == more => (Kind::Schema, one, other),
        _ => (Kind::Schema, old, new),
    }
}

/// The address that an instruction names, and the rest of it.
pub(super) fn href(data: &str) -> Option<(String, String)> {
    let at = data.find("href=")?;
    let quote = data[at + 5..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, rest) = data[at + 6..].split_once(quote)?;
    Some((value.to_owned(), format!("{}{rest}", &data[..at])))
}
