//! Forms whose kind is known before the text is read: from the authority file, from labels and lists of those present.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::annotate::Desk;
use crate::language::names::Names;
use crate::model::{EntityKind, slug};

use super::cue::Cue;
use super::person::PersonName;

/// What is known of forms.
#[derive(Debug, Default)]
pub(super) struct Familiar<'k> {
    /// Forms of the authority file.
    forms: FxHashMap<&'k str, EntityKind>,
    /// Surnames, and given names written out, as keys that ignore case and accents.
    persons: FxHashSet<String>,
}

impl<'k> Familiar<'k> {
    /// Collects what the authority file and the register say.
    pub(super) fn new(desk: &Desk<'k>) -> Self {
        let names = &desk.language.names;
        let mut familiar = Self::default();
        for entry in &desk.knowledge.authority.entries {
            familiar.forms.extend(entry.all_forms().map(|form| (form, entry.kind)));
            if entry.kind == EntityKind::Person {
                entry.all_forms().for_each(|form| familiar.enter(form, names));
            }
        }
        for (_, entity) in desk.transcript.register.iter().filter(|(_, entity)| entity.kind == EntityKind::Person) {
            entity.forms.iter().for_each(|form| familiar.enter(form, names));
        }
        familiar
    }

    fn enter(&mut self, form: &str, names: &Names) {
        let Some(name) = PersonName::parse(form, names) else { return };
        let surname_parts = name.surname.split('-').map(str::to_owned);
        self.persons.extend(surname_parts);
        self.persons.extend(name.given.into_iter().filter(|given| given.len() > 2));
        self.persons.insert(name.surname);
    }

    /// The kind of a form that the authority file has.
    pub(super) fn class_of(&self, form: &str) -> Option<(EntityKind, Cue)> {
        self.forms.get(form).map(|kind| (*kind, Cue::Known))
    }

    /// Whether a single word is a part of the name of a known person.
    pub(super) fn person_of(&self, word: &str) -> Option<(EntityKind, Cue)> {
        (!self.persons.is_empty() && self.persons.contains(&slug(word))).then_some((EntityKind::Person, Cue::Known))
    }
}
