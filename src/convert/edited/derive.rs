//! Decisions from the statements of two editions of the same text: the tool's own, and the one that was edited.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::annotate::decisions::{Clerk, Decision, Decisions, Declared, Fields, Kind, OfPeople, Value, Verb};
use crate::model::{Event, Transcript, Weave};
use crate::source::Span;

use super::extract::{Element, Extract};

/// One statement: one element, or several that carry it on.
struct Statement {
    kind: Kind,
    /// Its words, in [`Extract::text`] of the tool's edition.
    span: Span,
    fields: Fields,
    decided: bool,
    tags: Vec<Span>,
}

/// The entries by whose ids two statements about the same words differ.
fn pointers(fields: &Fields) -> Vec<&str> {
    let lists =
        ["who", "to"].into_iter().filter_map(|key| fields.get(key)).filter_map(|value| if let Value::List(ids) = value { Some(ids) } else { None });
    let single = fields.get("ref").and_then(|value| if let Value::Text(id) = value { Some(id) } else { None });
    lists.flatten().chain(single).map(String::as_str).collect()
}

/// People who became one, or two, and entries that are new.
pub(super) fn people(plain: &Extract, edited: &Extract, transcript: &Transcript, decisions: &mut Decisions) {
    let clerk = Clerk::new(transcript);
    let ids: HashMap<&str, crate::model::EntityId> = transcript.register.iter().map(|(id, entity)| (entity.id.as_str(), id)).collect();
    let name = |id: &str| ids.get(id).map_or_else(|| id.to_owned(), |id| clerk.name(*id));
    let moved = moves(plain, edited);
    for (gone, _) in plain.entries.iter().filter(|(id, _)| !edited.entries.contains_key(*id)) {
        if let Some(stays) = moved.get(gone.as_str()).filter(|stays| edited.entries.contains_key(**stays) && plain.entries.contains_key(**stays)) {
            let names = [name(stays), name(gone)].map(|name| (name, Span::default())).to_vec();
            decisions.people.push(OfPeople { merges: true, names, place: Span::default() });
        }
    }
    for (id, (class, called)) in edited.entries.iter().filter(|(id, _)| !plain.entries.contains_key(*id)) {
        let from = moved.iter().find(|(_, to)| **to == id.as_str()).map(|(from, _)| *from);
        let parted = from.filter(|from| ids.get(from).is_some_and(|from| transcript.register.get(*from).forms.contains(called)));
        match parted {
            Some(from) if edited.entries.contains_key(from) => {
                let names = [name(from), called.clone()].map(|name| (name, Span::default())).to_vec();
                decisions.people.push(OfPeople { merges: false, names, place: Span::default() });
            }
            _ => decisions.declared.push(Declared { class, name: called.clone(), id: Some(id.clone()), place: Span::default() }),
        }
    }
}

/// For ids, the other id that a name has in the edited edition at the same place.
fn moves<'e>(plain: &'e Extract, edited: &'e Extract) -> BTreeMap<&'e str, &'e str> {
    let names = |extract: &'e Extract| {
        let named = extract.elements.iter().filter(|one| matches!(one.kind, Kind::Name | Kind::Reference | Kind::Speech));
        named
            .map(|one| {
                ((one.kind, extract.blocks[one.block].id.as_str(), one.span.start - extract.blocks[one.block].span.start, one.span.len()), one)
            })
            .collect::<HashMap<_, _>>()
    };
    let new = names(edited);
    let mut moved = BTreeMap::new();
    for (key, old) in names(plain) {
        let Some(now) = new.get(&key) else { continue };
        // What an editor decided about one speech says nothing of the entry.
        if now.kind == Kind::Speech && now.decided {
            continue;
        }
        let (before, after) = (pointers(&old.fields), pointers(&now.fields));
        if before.len() == after.len() {
            for (from, to) in before.into_iter().zip(after).filter(|(from, to)| from != to) {
                // A decision about one speech moves nobody; a name says who is meant.
                if old.kind != Kind::Speech || !moved.contains_key(from) {
                    moved.insert(from, to);
                }
            }
        }
    }
    moved
}

/// Decisions about who speaks in turns; gives the tags of the edited document that they are about.
pub(super) fn turns(base: &Extract, edited: &Extract, weave: &Weave<'_>, decisions: &mut Decisions) -> HashSet<Span> {
    let transcript = weave.transcript();
    let clerk = Clerk::new(transcript);
    let mut tags = HashSet::new();
    for index in 0..transcript.turns.len() {
        let id = u32::try_from(index).map(|number| weave.turn_id(number)).unwrap_or_default();
        let (Some(old), Some(new)) = (base.turns.get(&id), edited.turns.get(&id)) else { continue };
        let verb = if old.who == new.who { Verb::Confirm } else { Verb::Change };
        let made = clerk.turn(verb, index).filter(|_| verb == Verb::Change || (new.decided && !old.decided));
        let Some(mut decision) = made else { continue };
        let who = new.who.iter().map(|id| called(transcript, &clerk, id)).collect();
        decision.fields.insert("who", Value::List(who));
        decisions.marks.push(decision);
        tags.extend(&new.tags);
    }
    tags
}

/// What decisions call the entry with an id of the edition.
fn called(transcript: &Transcript, clerk: &Clerk<'_>, id: &str) -> String {
    let known = transcript.register.iter().find(|(_, entity)| entity.id == id);
    known.map_or_else(|| id.to_owned(), |(id, _)| clerk.name(id))
}

/// Decisions about words; gives the tags of the edited document that they are about.
pub(super) fn marks(base: &Extract, edited: &Extract, weave: &Weave<'_>, decisions: &mut Decisions) -> HashSet<Span> {
    let clerk = Clerk::new(weave.transcript());
    let whole: HashMap<String, usize> = weave.all_pieces().iter().map(|piece| (piece.id.clone(), piece.index)).collect();
    let shared = Shared::of(base, edited);
    let old = statements(base, |element| shared.in_base(base, element), &whole);
    let new = statements(edited, |element| shared.in_edited(edited, base, element), &whole);
    let deriving = Deriving { clerk: &clerk, places: places(base, weave), transcript: weave.transcript(), old: &old, text: &base.text };
    deriving.compare(new, decisions)
}

/// The blocks whose words both editions have.
struct Shared {
    /// For each block of the edited edition, the block of the tool's.
    blocks: Vec<Option<usize>>,
    base: HashSet<usize>,
}

impl Shared {
    fn of(base: &Extract, edited: &Extract) -> Self {
        let known: HashMap<&str, usize> = base.blocks.iter().enumerate().map(|(index, block)| (block.id.as_str(), index)).collect();
        let same = |block: &super::extract::Block| {
            let index = *known.get(block.id.as_str())?;
            (base.text[base.blocks[index].span.range()] == edited.text[block.span.range()]).then_some(index)
        };
        let blocks: Vec<Option<usize>> = edited.blocks.iter().map(same).collect();
        Self { base: blocks.iter().flatten().copied().collect(), blocks }
    }

    fn in_base(&self, _: &Extract, element: &Element) -> Option<Span> {
        self.base.contains(&element.block).then_some(element.span)
    }

    fn in_edited(&self, edited: &Extract, base: &Extract, element: &Element) -> Option<Span> {
        let block = self.blocks[element.block]?;
        let (from, to) = (edited.blocks[element.block].span.start, base.blocks[block].span.start);
        Some(Span::new(element.span.start - from + to, element.span.end - from + to))
    }
}

/// Joins elements that carry each other on without a gap; `whole` tells which pieces are one annotation.
fn statements(extract: &Extract, place: impl Fn(&Element) -> Option<Span>, whole: &HashMap<String, usize>) -> Vec<Statement> {
    let by_id: HashMap<&str, usize> = extract.elements.iter().enumerate().map(|(index, one)| (one.id.as_str(), index)).collect();
    let joined = |one: &Element| {
        let next = *by_id.get(one.next.as_deref()?)?;
        let other = &extract.elements[next];
        let same = match (whole.get(&one.id), whole.get(&other.id)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        (same && other.kind == one.kind && other.fields == one.fields && other.decided == one.decided && other.span.start == one.span.end)
            .then_some(next)
    };
    let carried: HashSet<usize> = extract.elements.iter().filter_map(joined).collect();
    let mut statements = Vec::new();
    for (index, one) in extract.elements.iter().enumerate().filter(|(index, one)| !carried.contains(index) && !one.span.is_empty()) {
        let Some(mut span) = place(one) else { continue };
        let (mut tags, mut last) = (vec![one.tag], index);
        while let Some(next) = joined(&extract.elements[last]) {
            span.end = place(&extract.elements[next]).map_or(span.end, |span| span.end);
            tags.push(extract.elements[next].tag);
            last = next;
        }
        statements.push(Statement { kind: one.kind, span, fields: one.fields.clone(), decided: one.decided, tags });
    }
    statements
}

/// Where the words of the tool's edition stand in the source: each run with its first byte here, there, and its length.
fn places(base: &Extract, weave: &Weave<'_>) -> Vec<(usize, usize, usize)> {
    let ids: HashMap<&str, usize> = (0..weave.transcript().blocks.len()).filter_map(|index| Some((weave.block_id(index)?, index))).collect();
    let mut places = Vec::new();
    for block in &base.blocks {
        let mut at = block.span.start;
        let Some(&index) = ids.get(block.id.as_str()) else { continue };
        for event in weave.block(index) {
            if let Event::Text(span) = event {
                places.push((at, span.start, span.len()));
                at += span.len();
            }
        }
    }
    places
}

struct Deriving<'d> {
    clerk: &'d Clerk<'d>,
    places: Vec<(usize, usize, usize)>,
    transcript: &'d Transcript,
    old: &'d [Statement],
    /// The words of the tool's edition.
    text: &'d str,
}

impl Deriving<'_> {
    fn compare(&self, new: Vec<Statement>, decisions: &mut Decisions) -> HashSet<Span> {
        let mut at: HashMap<(Kind, Span), Vec<usize>> = HashMap::new();
        for (index, one) in self.old.iter().enumerate() {
            at.entry((one.kind, one.span)).or_default().push(index);
        }
        let marked: HashSet<Span> = new.iter().map(|one| one.span).collect();
        let mut left: HashSet<usize> = (0..self.old.len()).collect();
        let (mut tags, mut unmatched) = (HashSet::new(), Vec::new());
        for one in new {
            let same = at.get(&(one.kind, one.span)).into_iter().flatten().copied().filter(|index| left.contains(index));
            let Some(index) = same.min_by_key(|&index| self.old[index].fields != one.fields) else {
                unmatched.push(one);
                continue;
            };
            left.remove(&index);
            let old = &self.old[index];
            let verb = if old.fields == one.fields || self.only_lost_its_word(old, &one, &marked) { Verb::Confirm } else { Verb::Change };
            if verb == Verb::Change || (one.decided && !old.decided) {
                decisions.marks.extend(self.decision(verb, one.span, None, &one, Some(old)));
                tags.extend(one.tags);
            }
        }
        for one in unmatched {
            let overlap = |index: &usize| {
                let other = self.old[*index].span;
                (self.old[*index].fields == one.fields, other.end.min(one.span.end).saturating_sub(other.start.max(one.span.start)))
            };
            let near = left.iter().copied().filter(|&index| self.old[index].kind == one.kind && self.old[index].span.overlaps(one.span));
            let near = near.max_by_key(|index| (overlap(index), std::cmp::Reverse(*index)));
            let made = match near {
                Some(index) => {
                    left.remove(&index);
                    let old = &self.old[index];
                    self.decision(Verb::Change, old.span, Some(one.span), &one, Some(old))
                }
                None => self.decision(Verb::Add, one.span, None, &one, None),
            };
            decisions.marks.extend(made);
            tags.extend(one.tags);
        }
        let mut rejected: Vec<usize> = left.into_iter().collect();
        rejected.sort_unstable();
        for index in rejected {
            let old = &self.old[index];
            decisions.marks.extend(self.decision(Verb::Reject, old.span, None, old, None));
        }
        decisions.marks.sort_by_key(|decision| decision.anchor.at);
        tags
    }

    /// Whether two glosses differ only because the word that the old one explains is no longer marked, and nothing is left to point at.
    fn only_lost_its_word(&self, old: &Statement, new: &Statement, marked: &HashSet<Span>) -> bool {
        let (Some(Value::Text(word)), None) = (old.fields.get("of"), new.fields.get("of")) else { return false };
        let mut rest = old.fields.clone();
        rest.remove("of");
        let explained = self.old.iter().filter(|one| one.span.end <= old.span.start && self.text[one.span.range()] == **word);
        rest == new.fields && explained.max_by_key(|one| one.span.start).is_none_or(|one| !marked.contains(&one.span))
    }

    fn decision(&self, verb: Verb, span: Span, extent: Option<Span>, one: &Statement, old: Option<&Statement>) -> Option<Decision> {
        let span = self.in_source(span)?;
        let extent = extent.and_then(|extent| self.in_source(extent)).map(|extent| self.clerk.quote(extent));
        let mut fields = if verb == Verb::Reject { Fields::new() } else { self.named(&one.fields) };
        for key in old.into_iter().flat_map(|old| old.fields.keys()).filter(|_| verb == Verb::Change) {
            let list = matches!(old.and_then(|old| old.fields.get(key)), Some(Value::List(_)));
            fields.entry(key).or_insert(if list { Value::List(Vec::new()) } else { Value::Text(String::new()) });
        }
        Some(Decision { verb, kind: one.kind, anchor: self.clerk.anchor(span), extent, fields, place: Span::default() })
    }

    /// What is said, with the names of entries instead of their ids.
    fn named(&self, fields: &Fields) -> Fields {
        let entry = |id: &String| called(self.transcript, self.clerk, id);
        let mut named = fields.clone();
        for (key, value) in &mut named {
            match value {
                Value::List(ids) => ids.iter_mut().for_each(|id| *id = entry(id)),
                Value::Text(id) if *key == "ref" => *id = entry(id),
                Value::Text(_) => {}
            }
        }
        named
    }

    fn in_source(&self, span: Span) -> Option<Span> {
        let place = |at: usize| {
            let (here, there, length) = *self.places.get(self.places.partition_point(|(here, ..)| *here <= at).checked_sub(1)?)?;
            (at - here <= length).then(|| there + (at - here))
        };
        let last = self.transcript.source.text();
        let end = place(span.end.checked_sub(1)?)? + 1;
        Some(Span::new(place(span.start)?, last.ceil_char_boundary(end)))
    }
}
