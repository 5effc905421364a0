//! Which entries of the register a transcript points at; pointing elsewhere; leaving entries out that nothing points at any more.

use std::collections::BTreeSet;

use super::Transcript;
use super::annotation::Mark;
use super::register::EntityId;

impl Transcript {
    /// The entries that anything but the register's own list points at. Changes nothing; it shares the visitor of those who do.
    pub fn referenced(&mut self) -> BTreeSet<EntityId> {
        let mut found = BTreeSet::new();
        self.each_reference(&mut |id| {
            found.insert(*id);
        });
        found
    }

    /// Points everything at `to` that pointed at `from`.
    pub fn redirect(&mut self, from: EntityId, to: EntityId) {
        self.each_reference(&mut |id| {
            if *id == from {
                *id = to;
            }
        });
        self.unite();
    }

    /// Takes entries out of the register; nothing may point at them.
    pub fn drop_entries(&mut self, gone: &BTreeSet<EntityId>) {
        if gone.is_empty() {
            return;
        }
        let moved = |id: EntityId| EntityId(id.0 - gone.range(..id).count());
        self.each_reference(&mut |id| *id = moved(*id));
        self.register.drop_entries(gone, moved);
    }

    /// Somebody who is named twice in one list speaks once.
    fn unite(&mut self) {
        let speeches = self.annotations.iter_mut().filter_map(|annotation| match &mut annotation.mark {
            Mark::Speech(speech) => Some([&mut speech.who, &mut speech.to]),
            _ => None,
        });
        let lists = speeches.flatten().chain(self.turns.iter_mut().map(|turn| &mut turn.who));
        for list in lists.chain(self.header.settings.iter_mut().map(|setting| &mut setting.attendees)) {
            let mut seen = BTreeSet::new();
            list.retain(|&id| seen.insert(id));
        }
    }

    fn each_reference(&mut self, visit: &mut impl FnMut(&mut EntityId)) {
        for annotation in &mut self.annotations {
            match &mut annotation.mark {
                Mark::Speech(speech) => speech.who.iter_mut().chain(&mut speech.to).for_each(&mut *visit),
                Mark::Name(name) | Mark::Reference(name) => name.entity.iter_mut().for_each(&mut *visit),
                Mark::Work(work) => work.entity.iter_mut().for_each(&mut *visit),
                _ => {}
            }
        }
        self.turns.iter_mut().flat_map(|turn| &mut turn.who).for_each(&mut *visit);
        let header = &mut self.header;
        let agents = header.authors.iter_mut().chain(&mut header.addressees).chain(&mut header.translators).chain(&mut header.holders);
        agents.filter_map(|(_, id)| id.as_mut()).for_each(&mut *visit);
        for setting in &mut header.settings {
            setting.place.iter_mut().chain(&mut setting.attendees).for_each(&mut *visit);
        }
        self.register.each_delegation(visit);
    }
}
