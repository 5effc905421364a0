//! Entries by the names an editor gives them, two entries made one, and one made two.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::nearest;
use crate::model::{BlockKind, Entity, EntityId, ListKind, Mark, Register, Transcript};
use crate::source::Span;

use super::folded::fold;

/// The name by which decisions call unknown voices.
const UNKNOWN: &str = "unknown";

/// The entries of a register by name, id and form.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_name: HashMap<String, Vec<EntityId>>,
    by_id: HashMap<String, EntityId>,
    by_form: HashMap<String, Vec<EntityId>>,
    /// For entries that became part of others, those others.
    instead: HashMap<EntityId, EntityId>,
}

impl Names {
    /// Reads a register whose ids are given.
    pub(super) fn of(register: &Register) -> Self {
        let mut names = Self::default();
        for (id, entity) in register.iter() {
            names.by_id.insert(entity.id.clone(), id);
            if !register.is_unknown(id) {
                names.by_name.entry(entity.name.clone()).or_default().push(id);
                entity.forms.iter().for_each(|form| names.by_form.entry(form.clone()).or_default().push(id));
            }
        }
        names
    }

    /// Reads the register again, without the entries that became part of others.
    pub(super) fn leave_out(&mut self, register: &Register, gone: &BTreeSet<EntityId>) {
        let instead = std::mem::take(&mut self.instead);
        *self = Self::of(register);
        for entries in self.by_name.values_mut().chain(self.by_form.values_mut()) {
            entries.retain(|id| !gone.contains(id));
        }
        for id in self.by_id.values_mut() {
            while let Some(other) = instead.get(id) {
                *id = *other;
            }
        }
        self.instead = instead;
    }

    /// Says that one entry became part of another.
    pub(super) fn instead(&mut self, gone: EntityId, stays: EntityId) {
        self.instead.insert(gone, stays);
    }

    /// What decisions call the entry: its name, where no other entry has it.
    pub(super) fn call(&self, register: &Register, id: EntityId) -> String {
        let entity = register.get(id);
        if register.is_unknown(id) {
            return UNKNOWN.to_owned();
        }
        let told_apart = self.by_name.get(&entity.name).is_some_and(|all| all.len() == 1) && entity.name != UNKNOWN;
        if told_apart { entity.name.clone() } else { entity.id.clone() }
    }

    /// The entry called `name`: by its name, its id, or a form in which the text names it alone.
    ///
    /// # Errors
    /// Why there is none, as a sentence, and what to do.
    pub(super) fn find(&self, register: &mut Register, name: &str) -> Result<EntityId, (String, String)> {
        if name == UNKNOWN { Ok(register.unknown()) } else { self.look_up(register, name) }
    }

    /// The same for a name that is not the one of unknown voices.
    fn look_up(&self, register: &Register, name: &str) -> Result<EntityId, (String, String)> {
        let named = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        if let [only] = named {
            return Ok(*only);
        }
        if let Some(id) = self.by_id.get(name) {
            return Ok(*id);
        }
        let formed = self.by_form.get(name).map_or(&[][..], Vec::as_slice);
        match (named, formed) {
            ([], [only]) => Ok(*only),
            ([], []) => Err(self.nobody(name)),
            (several, _) if !several.is_empty() => Err(ambiguous(register, name, several)),
            (_, several) => Err(ambiguous(register, name, several)),
        }
    }

    /// Whether decisions may call somebody who speaks, or with `anything` any entry, by this name.
    ///
    /// # Errors
    /// Why not, as a sentence, and what to do.
    pub(super) fn check(&self, register: &Register, name: &str, anything: bool) -> Result<(), (String, String)> {
        if name == UNKNOWN {
            return Ok(());
        }
        let id = self.look_up(register, name)?;
        if anything { Ok(()) } else { speaks(register, id, name) }
    }

    fn nobody(&self, name: &str) -> (String, String) {
        let mut known: Vec<&str> = self.by_name.keys().chain(self.by_form.keys()).chain(self.by_id.keys()).map(String::as_str).collect();
        known.sort_unstable();
        let help = match nearest(name, known) {
            Some(known) => format!("did you mean `{known}`? A new person is declared with [[person]] and name"),
            None => "write a name or an id of the edition, or declare the person with [[person]] and name".to_owned(),
        };
        (format!("nobody and nothing is called `{name}`"), help)
    }
}

/// Whether an entry may speak.
///
/// # Errors
/// Why not, as a sentence, and what to do.
pub(super) fn speaks(register: &Register, id: EntityId, name: &str) -> Result<(), (String, String)> {
    let kind = register.get(id).kind;
    if kind.can_act() {
        return Ok(());
    }
    Err((format!("`{name}` is a {} and cannot speak", kind.name()), "name a person, a group or an organisation".to_owned()))
}

fn ambiguous(register: &Register, name: &str, several: &[EntityId]) -> (String, String) {
    let ids: Vec<String> = several.iter().map(|&id| format!("`{}` ({})", register.get(id).id, register.get(id).name)).collect();
    (format!("`{name}` is called more than one: {}", ids.join(", ")), "write the id of the one that is meant".to_owned())
}

/// Makes one entry of several: the first stays and takes over what the others have.
pub(super) fn merge(transcript: &mut Transcript, first: EntityId, others: &[EntityId]) {
    for &other in others.iter().filter(|&&other| other != first) {
        let Entity { forms, honorifics, roles, part, present, delegation, same_as, merged, .. } = transcript.register.get(other).clone();
        let entity = transcript.register.get_mut(first);
        entity.forms.extend(forms);
        entity.honorifics.extend(honorifics);
        entity.roles.extend(roles);
        entity.merged.extend(merged);
        entity.part = entity.part.or(part);
        entity.present |= present;
        entity.delegation = entity.delegation.or(delegation).filter(|&id| id != first && id != other);
        let unseen: Vec<String> = same_as.into_iter().filter(|address| !entity.same_as.contains(address)).collect();
        entity.same_as.extend(unseen);
        transcript.redirect(other, first);
    }
}

/// Gives a form of an entry an entry of its own, with its mentions and the speeches they introduce.
pub(super) fn part(transcript: &mut Transcript, from: EntityId, form: &str) -> EntityId {
    let kind = transcript.register.get(from).kind;
    let to = transcript.register.add(Entity::new(kind, form));
    let entity = transcript.register.get_mut(from);
    entity.forms.remove(form);
    entity.merged.remove(form);
    let moved = move_mentions(transcript, from, to, form);
    let listed = |span: &Span| {
        let block = transcript.blocks.partition_point(|block| block.span.end <= span.start);
        transcript.blocks.get(block).is_some_and(|block| matches!(block.kind, BlockKind::ListItem(ListKind::Participants)))
    };
    let present = moved.iter().any(listed);
    let entity = transcript.register.get_mut(to);
    entity.present = present;
    entity.first = moved.first().copied();
    move_speeches(transcript, from, to, &moved);
    move_turns(transcript, from, to, form);
    to
}

fn move_mentions(transcript: &mut Transcript, from: EntityId, to: EntityId, form: &str) -> BTreeSet<Span> {
    let Transcript { source, annotations, .. } = transcript;
    let mut moved = BTreeSet::new();
    for annotation in annotations {
        if let Mark::Name(name) | Mark::Reference(name) = &mut annotation.mark
            && name.entity == Some(from)
            && fold(source.slice(annotation.span)) == form
        {
            name.entity = Some(to);
            moved.insert(annotation.span);
        }
    }
    moved
}

fn move_speeches(transcript: &mut Transcript, from: EntityId, to: EntityId, moved: &BTreeSet<Span>) {
    for annotation in &mut transcript.annotations {
        let Mark::Speech(speech) = &mut annotation.mark else { continue };
        let named = |phrase: &Span| moved.range(Span::new(phrase.start, 0)..Span::new(phrase.end, 0)).next().is_some();
        if speech.attribution.iter().any(named) {
            speech.who.iter_mut().filter(|id| **id == from).for_each(|id| *id = to);
        }
    }
}

/// Turns whose label names the form, and no longer form of the entry they were given to.
fn move_turns(transcript: &mut Transcript, from: EntityId, to: EntityId, form: &str) {
    let Transcript { source, register, turns, .. } = transcript;
    let longer: Vec<&String> = register.get(from).forms.iter().filter(|other| other.contains(form)).collect();
    for turn in turns {
        let Some(label) = turn.label.map(|span| source.slice(span)) else { continue };
        if label.contains(form) && !longer.iter().any(|longer| label.contains(longer.as_str())) {
            turn.who.iter_mut().filter(|id| **id == from).for_each(|id| *id = to);
        }
    }
}
