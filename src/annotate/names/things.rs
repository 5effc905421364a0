//! The entries of organisations, places and peoples: one for each form, but one for an abbreviation and the full name
//! that a parenthesis gives beside it ("the ZTO (Zentari Trade Organization)"), and one for all forms of the authority file.

use rustc_hash::FxHashMap;

use crate::annotate::authority::{Authority, Known};
use crate::model::{Entity, EntityId, EntityKind, Register};
use crate::source::Span;

/// Finds or makes entries.
pub(super) struct Things<'k> {
    known: FxHashMap<(EntityKind, &'k str), &'k Known>,
    entries: FxHashMap<(EntityKind, String), EntityId>,
}

impl<'k> Things<'k> {
    /// Starts with what the register and the authority file have.
    pub(super) fn new(register: &Register, authority: &'k Authority) -> Self {
        let known = authority.entries.iter().flat_map(|entry| entry.all_forms().map(move |form| ((entry.kind, form), entry)));
        let entries = register.iter().flat_map(|(id, entity)| entity.forms.iter().map(move |form| ((entity.kind, form.clone()), id)));
        Self { known: known.collect(), entries: entries.collect() }
    }

    /// The entry of a form; `full` is the name for which the form stands in the text.
    pub(super) fn entry(&mut self, register: &mut Register, class: EntityKind, form: &str, full: Option<&str>, first: Span) -> EntityId {
        let known = self.known.get(&(class, form)).copied();
        let name = known.map_or(full.unwrap_or(form), |known| known.name.as_str());
        let id = *self.entries.entry((class, name.to_owned())).or_insert_with(|| register.add(Entity::new(class, name)));
        let entity = register.get_mut(id);
        if entity.first.is_none() && entity.name != form {
            entity.forms.clear();
        }
        entity.forms.insert(form.to_owned());
        entity.first = entity.first.into_iter().chain([first]).min();
        if full.is_some_and(|full| full != form) {
            entity.merged.insert(form.to_owned(), format!("a parenthesis explains it as {name}"));
        }
        if let Some(known) = known {
            known.apply(entity);
        }
        id
    }
}
