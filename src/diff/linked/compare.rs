//! Two JSON documents, node by node.

use std::collections::{BTreeMap, BTreeSet};

use super::value::{Reading, Shape, Value, compact};
use crate::diff::align::align;
use crate::diff::change::{Change, Kind, Place, Sigil};
use crate::diff::words;
use crate::render::words::{clip, excerpt, one_line};
use crate::source::Source;

/// Properties that say who speaks.
const SPEAKERS: &[&str] = &["spokenByCharacter", "speaker"];
/// Properties that say where a stretch stands; they move with every word before it.
const POSITIONS: &[&str] = &["start", "end", "prefix", "suffix"];
/// Objects without id that are weighed against each other.
const WEIGHED: usize = 4096;

/// The two documents and what was found so far.
pub(super) struct Comparer<'s> {
    old: (&'s Source, &'s Reading),
    new: (&'s Source, &'s Reading),
    /// Whether values are paired from old to new; the other way, the same pairs come out of a swapped comparison.
    forward: bool,
    changes: Vec<Change>,
    positions: Vec<Change>,
}

/// A node while its properties are compared.
struct Within<'n> {
    block: &'n str,
    path: String,
    speaker: String,
    selector: bool,
}

impl<'s> Comparer<'s> {
    pub(super) fn new(old: (&'s Source, &'s Reading), new: (&'s Source, &'s Reading)) -> Self {
        Self { old, new, forward: true, changes: Vec::new(), positions: Vec::new() }
    }

    pub(super) fn run(mut self, old: &Value, new: &Value) -> Vec<Change> {
        self.forward = old.hash <= new.hash;
        let (from, to) = (&self.old.1.base, &self.new.1.base);
        if from != to {
            let named = |base: &str| if base.is_empty() { "none".to_owned() } else { format!("\"{base}\"") };
            let line = Change::new(Kind::RenamedId, Sigil::Changed, "document", format!("{} -> {}", named(from), named(to)));
            self.add(line, Some(old), Some(new));
        }
        self.pair("", &Within { block: "document", path: String::new(), speaker: String::new(), selector: false }, old, new);
        self.tell_positions();
        self.changes
    }

    fn add(&mut self, mut line: Change, old: Option<&Value>, new: Option<&Value>) {
        line.old = old.map(|value| Place::new(self.old.0, value.span));
        line.new = new.map(|value| Place::new(self.new.0, value.span));
        self.changes.push(line);
    }

    /// Positions that moved are noted where words changed too; alone they are a change.
    fn tell_positions(&mut self) {
        let Some(first) = self.positions.first().cloned() else { return };
        let moved = self.changes.iter().any(|change| change.kind != Kind::RenamedId);
        if !moved {
            self.changes.append(&mut self.positions);
            return;
        }
        let detail = format!("{} positions of selectors moved ({})", self.positions.len(), first.detail);
        self.changes.push(Change { kind: Kind::Renumbered, sigil: Sigil::Noted, detail, words: Vec::new(), ..first });
    }

    fn pair(&mut self, key: &str, within: &Within<'_>, old: &Value, new: &Value) {
        if old.hash == new.hash {
            return;
        }
        match (&old.shape, &new.shape) {
            (Shape::Object { id, members }, Shape::Object { id: other, members: more }) if id == other => {
                self.objects(within, id.as_deref(), members, more);
            }
            (Shape::List(lefts), Shape::List(rights)) => self.lists(key, within, lefts, rights),
            (Shape::Set(_), _) | (_, Shape::Set(_)) => self.sets(key, within, items(old), items(new)),
            (Shape::Object { .. }, _) | (_, Shape::Object { .. }) => self.sets(key, within, std::slice::from_ref(old), std::slice::from_ref(new)),
            _ => self.scalars(key, within, Some(old), Some(new)),
        }
    }

    fn objects(&mut self, within: &Within<'_>, id: Option<&str>, old: &BTreeMap<String, Value>, new: &BTreeMap<String, Value>) {
        let block = id.map(|id| if id.is_empty() { "document" } else { id });
        let speaker = new.iter().find(|(key, _)| SPEAKERS.contains(&local(key))).map(|(_, value)| Self::shown(self.new.1, value));
        let types = [old.get("@type"), new.get("@type"), new.get("type")].into_iter().flatten().map(compact).collect::<String>();
        for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let inner = Within {
                block: block.unwrap_or(within.block),
                path: if block.is_some() { String::new() } else { within.path.clone() },
                speaker: speaker.clone().unwrap_or_else(|| within.speaker.clone()),
                selector: types.contains("Selector"),
            };
            let step = Within { path: if inner.path.is_empty() { key.clone() } else { format!("{}/{key}", inner.path) }, ..inner };
            match (old.get(key), new.get(key)) {
                (Some(one), Some(other)) => self.pair(key, &step, one, other),
                (one, other) => self.sets(key, &step, one.map_or(&[], items), other.map_or(&[], items)),
            }
        }
    }

    /// Values in order: equal ones first, then those between them one by one.
    fn lists(&mut self, key: &str, within: &Within<'_>, lefts: &[Value], rights: &[Value]) {
        let hashes = |values: &[Value]| values.iter().map(|value| value.hash).collect::<Vec<_>>();
        let pairs = if self.forward { align(&hashes(lefts), &hashes(rights)) } else { swapped(align(&hashes(rights), &hashes(lefts))) };
        let (mut left, mut right) = (0, 0);
        for (one, other) in pairs.into_iter().chain([(lefts.len(), rights.len())]) {
            let (gone, come) = (&lefts[left..one], &rights[right..other]);
            if gone.len() == come.len() {
                for (at, (one, other)) in gone.iter().zip(come).enumerate() {
                    let step = Within {
                        block: within.block,
                        path: format!("{}/{}", within.path, right + at),
                        speaker: within.speaker.clone(),
                        selector: within.selector,
                    };
                    self.pair(key, &step, one, other);
                }
            } else {
                self.sets(key, within, gone, come);
            }
            (left, right) = (one + 1, other + 1);
        }
    }

    /// Values in no order: equal ones go, nodes pair by id, other objects by what they share.
    fn sets(&mut self, key: &str, within: &Within<'_>, lefts: &[Value], rights: &[Value]) {
        let (mut lefts, mut rights) = without_equal(lefts, rights);
        for (one, other) in paired_by_id(&mut lefts, &mut rights) {
            self.pair(key, within, one, other);
        }
        let alike = if self.forward { paired_by_likeness(&mut lefts, &mut rights) } else { swapped(paired_by_likeness(&mut rights, &mut lefts)) };
        for (one, other) in alike {
            self.pair(key, within, one, other);
        }
        if let ([one], [other]) = (&lefts[..], &rights[..])
            && is_scalar(one)
            && is_scalar(other)
        {
            return self.scalars(key, within, Some(one), Some(other));
        }
        for value in lefts {
            self.alone(key, within, value, false);
        }
        for value in rights {
            self.alone(key, within, value, true);
        }
    }

    fn alone(&mut self, key: &str, within: &Within<'_>, value: &Value, added: bool) {
        let (old, new) = if added { (None, Some(value)) } else { (Some(value), None) };
        if is_scalar(value) {
            return self.scalars(key, within, old, new);
        }
        let reading = if added { self.new.1 } else { self.old.1 };
        let (kind, sigil) = if added { (Kind::Inserted, Sigil::Added) } else { (Kind::Deleted, Sigil::Removed) };
        let (block, detail) = match &value.shape {
            Shape::Object { id: Some(id), members } => (id.clone(), summary(reading, members)),
            Shape::Object { id: None, members } => (within.block.to_owned(), format!("{}: {}", within.path, summary(reading, members))),
            _ => (within.block.to_owned(), format!("{}: {}", within.path, clip(&compact(value), 80))),
        };
        let line = Change::new(kind, sigil, block, one_line(&detail)).with_side(added, detail);
        self.add(Change { speaker: within.speaker.clone(), ..line }, old, new);
    }

    fn scalars(&mut self, key: &str, within: &Within<'_>, old: Option<&Value>, new: Option<&Value>) {
        let shown = |side: (&Source, &Reading), value: Option<&Value>| {
            value.map_or("none".to_owned(), |value| format!("\"{}\"", one_line(&clip(&Self::shown(side.1, value), 120))))
        };
        let (from, to) = (shown(self.old, old), shown(self.new, new));
        let mut line = Change::new(Kind::Attribute, Sigil::Changed, within.block, format!("{} {from} -> {to}", within.path));
        line.sides = [(self.old.1, old), (self.new.1, new)].map(|(reading, value)| value.map_or(String::new(), |value| Self::shown(reading, value)));
        if SPEAKERS.contains(&local(key)) {
            line.kind = Kind::Speaker;
            line.detail = format!("{from} -> {to}");
        } else if let (Some(Shape::Text(one)), Some(Shape::Text(other))) = (old.map(|value| &value.shape), new.map(|value| &value.shape))
            && is_prose(one)
            && is_prose(other)
        {
            line.kind = words::kind_of(one, other);
            line.words = words::pieces(&words::compare(one, other), one, other);
            line.detail = if line.kind == Kind::Unicode { words::FORM_ONLY.to_owned() } else { format!("{} {}", within.path, excerpt(&line.words)) };
        }
        line.speaker.clone_from(&within.speaker);
        line.old = old.map(|value| Place::new(self.old.0, value.span));
        line.new = new.map(|value| Place::new(self.new.0, value.span));
        if within.selector && POSITIONS.contains(&local(key)) && old.is_some() && new.is_some() {
            self.positions.push(line);
        } else {
            self.changes.push(line);
        }
    }

    fn shown(reading: &Reading, value: &Value) -> String {
        match &value.shape {
            Shape::Text(text) => reading.relative(text).to_owned(),
            Shape::Object { id: Some(id), members } if members.len() == 1 => id.clone(),
            Shape::Plain(_) | Shape::Object { .. } | Shape::Set(_) | Shape::List(_) => compact(value),
        }
    }
}

/// The values of a property.
fn items(value: &Value) -> &[Value] {
    match &value.shape {
        Shape::Set(items) => items,
        Shape::Text(_) | Shape::Plain(_) | Shape::Object { .. } | Shape::List(_) => std::slice::from_ref(value),
    }
}

/// A property's name without prefix or address.
fn local(key: &str) -> &str {
    key.rsplit([':', '/', '#']).next().unwrap_or(key)
}

/// Words that are worth comparing one by one.
fn is_prose(text: &str) -> bool {
    text.trim().contains(' ')
}

/// A text, a number, or a mere reference to a node.
fn is_scalar(value: &Value) -> bool {
    match &value.shape {
        Shape::Text(_) | Shape::Plain(_) => true,
        Shape::Object { id, members } => id.is_some() && members.len() == 1,
        Shape::Set(_) | Shape::List(_) => false,
    }
}

/// What a node is: its type and what it is called or says.
fn summary(reading: &Reading, members: &BTreeMap<String, Value>) -> String {
    let kind = ["@type", "type"].iter().find_map(|key| members.get(*key)).map(|value| compact(value).replace('"', "")).unwrap_or_default();
    let says = ["name", "text", "title", "exact", "label"].iter().find_map(|wanted| {
        let (_, value) = members.iter().find(|(key, _)| local(key) == *wanted)?;
        if let Shape::Text(text) = &value.shape { Some(format!("\"{}\"", clip(reading.relative(text), 48))) } else { None }
    });
    format!("{kind} {}", says.unwrap_or_default()).trim().to_owned()
}

/// Both lists without what they share.
fn without_equal<'v>(lefts: &'v [Value], rights: &'v [Value]) -> (Vec<&'v Value>, Vec<&'v Value>) {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for value in rights {
        *counts.entry(value.hash).or_default() += 1;
    }
    let mut shared: BTreeMap<u64, usize> = BTreeMap::new();
    let gone = lefts.iter().filter(|value| match counts.get_mut(&value.hash).filter(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            *shared.entry(value.hash).or_default() += 1;
            false
        }
        None => true,
    });
    let gone = gone.collect();
    let come = rights.iter().filter(|value| match shared.get_mut(&value.hash).filter(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            false
        }
        None => true,
    });
    (gone, come.collect())
}

fn id_of(value: &Value) -> Option<&str> {
    if let Shape::Object { id: Some(id), members } = &value.shape { (members.len() > 1).then_some(id.as_str()) } else { None }
}

fn swapped<T>(pairs: Vec<(T, T)>) -> Vec<(T, T)> {
    pairs.into_iter().map(|(one, other)| (other, one)).collect()
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// Nodes of one id; where an id stands several times, in their order.
fn paired_by_id<'v>(lefts: &mut Vec<&'v Value>, rights: &mut Vec<&'v Value>) -> Vec<(&'v Value, &'v Value)> {
    let mut by_id: BTreeMap<&str, Vec<&'v Value>> = BTreeMap::new();
    for value in rights.iter().rev() {
        if let Some(id) = id_of(value) {
            by_id.entry(id).or_default().push(value);
        }
    }
    let pairs: Vec<(&Value, &Value)> = lefts.iter().filter_map(|value| Some((*value, by_id.get_mut(id_of(value)?)?.pop()?))).collect();
    keep_unpaired(lefts, rights, &pairs);
    pairs
}

fn keep_unpaired(lefts: &mut Vec<&Value>, rights: &mut Vec<&Value>, pairs: &[(&Value, &Value)]) {
    let paired: BTreeSet<usize> = pairs.iter().flat_map(|pair| [address(pair.0), address(pair.1)]).collect();
    lefts.retain(|value| !paired.contains(&address(value)));
    rights.retain(|value| !paired.contains(&address(value)));
}

/// Objects without id: those that share most go together; of too many, those in the same place.
fn paired_by_likeness<'v>(lefts: &mut Vec<&'v Value>, rights: &mut Vec<&'v Value>) -> Vec<(&'v Value, &'v Value)> {
    let anonymous =
        |values: &[&'v Value]| values.iter().copied().filter(|value| matches!(&value.shape, Shape::Object { id: None, .. })).collect::<Vec<_>>();
    let (ones, others) = (anonymous(lefts), anonymous(rights));
    let mut scored: Vec<(usize, usize, usize)> = Vec::new();
    if ones.len() * others.len() <= WEIGHED {
        for (at, one) in ones.iter().enumerate() {
            scored.extend(others.iter().enumerate().map(|(to, other)| (shared(one, other), at, to)).filter(|&(score, ..)| score > 0));
        }
    } else {
        scored.extend((0..ones.len().min(others.len())).map(|at| (1, at, at)));
    }
    scored.sort_by_key(|&(score, at, to)| (std::cmp::Reverse(score), at.abs_diff(to), at + to, at));
    let (mut used, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, at, to) in scored {
        if !used.contains(&at) && !taken.contains(&to) {
            used.insert(at);
            taken.insert(to);
            pairs.push((ones[at], others[to]));
        }
    }
    keep_unpaired(lefts, rights, &pairs);
    pairs
}

/// How many properties two objects share; none where their types differ.
fn shared(one: &Value, other: &Value) -> usize {
    let (Shape::Object { members, .. }, Shape::Object { members: more, .. }) = (&one.shape, &other.shape) else { return 0 };
    let kind = |members: &BTreeMap<String, Value>| members.get("@type").map(|value| value.hash);
    if kind(members) != kind(more) {
        return 0;
    }
    let equal = members.iter().filter(|(key, value)| more.get(*key).is_some_and(|other| other.hash == value.hash)).count();
    2 * equal + usize::from(members.keys().eq(more.keys()))
}
