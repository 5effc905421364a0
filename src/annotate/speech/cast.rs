//! Who a phrase means: names, roles and pronouns resolved to entries of the register.
//!
//! Remembers who was last spoken of, so that "he", "the latter" and "the ambassador" find their person. Descriptions nobody
//! answers to ("the commander of this ship", "those present") become entries of their own, under the words of the text.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::speech::Class;
use crate::model::{Certainty, Entity, EntityId, EntityKind, Part, Register};

use super::phrase::{Phrase, Who};
use super::view::Cell;

/// The people of a document, and who was last spoken of.
pub(super) struct Cast<'r> {
    pub register: &'r mut Register,
    /// Who says "I" in the narration.
    pub narrator: Option<EntityId>,
    /// Whether the narrator is only known by his "I".
    pub nameless_narrator: bool,
    /// Those listed as present.
    present: FxHashSet<EntityId>,
    /// Those who have spoken in the narration.
    spoken: FxHashSet<EntityId>,
    /// The last subjects of narration, the latest last: one person or several.
    subjects: Vec<Vec<EntityId>>,
    /// The person named last, other than a subject.
    other: Option<EntityId>,
    /// Whom the last attribution addressed.
    pub addressed: Vec<EntityId>,
    described: FxHashMap<String, EntityId>,
    /// Roles and honorifics of persons, as lower-case words.
    roles: Vec<(Vec<String>, EntityId)>,
}

/// Somebody found for a phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    pub who: Vec<EntityId>,
    /// How sure; `None` where nobody was found.
    pub certainty: Option<Certainty>,
}

impl Resolved {
    fn sure(who: Vec<EntityId>) -> Self {
        Self { who, certainty: Some(Certainty::High) }
    }

    fn likely(who: Vec<EntityId>) -> Self {
        let certainty = (!who.is_empty()).then_some(Certainty::Medium);
        Self { who, certainty }
    }
}

impl<'r> Cast<'r> {
    /// The people of `register`; `present` are those the document lists.
    pub fn new(register: &'r mut Register, narrator: Option<EntityId>, attendees: impl Iterator<Item = EntityId>) -> Self {
        let persons = || register.iter().filter(|(_, entity)| matches!(entity.kind, EntityKind::Person | EntityKind::Group));
        let mut present: FxHashSet<EntityId> = persons().filter(|(_, entity)| entity.present).map(|(id, _)| id).collect();
        present.extend(attendees);
        present.extend(narrator);
        let words = |text: &String| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
        let printed = persons().flat_map(|(id, entity)| entity.roles.iter().chain(&entity.honorifics).map(move |role| (words(role), id)));
        let roles = printed.map(|(role, id)| (with_chair(role, register.get(id)), id)).collect();
        let described =
            persons().filter(|(_, entity)| entity.kind == EntityKind::Group).map(|(id, entity)| (entity.name.to_lowercase(), id)).collect();
        Self {
            register,
            narrator,
            nameless_narrator: false,
            present,
            spoken: FxHashSet::default(),
            subjects: Vec::new(),
            other: None,
            addressed: Vec::new(),
            described,
            roles,
        }
    }

    /// Whether the document lists those present, beside its narrator.
    pub fn has_list(&self) -> bool {
        self.present.len() > 1 + usize::from(self.narrator.is_some())
    }

    /// Whether `id` is listed as present.
    pub fn is_listed(&self, id: EntityId) -> bool {
        self.present.contains(&id)
    }

    /// Whether somebody took part in the talk: listed as present, or heard before.
    pub fn takes_part(&self, who: &[EntityId]) -> bool {
        who.iter().any(|id| self.present.contains(id) || self.spoken.contains(id))
    }

    /// Whether the phrase means somebody who can speak at the occasion itself, without making an entry for it.
    pub fn may_take_part(&self, cells: &[Cell<'_>], phrase: &Phrase) -> bool {
        match phrase.who {
            Who::Named(id) => self.takes_part(&[id]),
            Who::I | Who::We | Who::He | Who::She | Who::They | Who::Latter | Who::Former | Who::Someone => true,
            Who::Role(head) => {
                let word = cells[head].text.to_lowercase();
                let bears = |(role, id): &(Vec<String>, EntityId)| role.contains(&word) && self.takes_part(&[*id]);
                self.roles.iter().any(bears) || self.has_spoken(cells, phrase)
            }
            Who::Group(_) => cells[phrase.cells.start].is(Class::Determiner) || self.has_spoken(cells, phrase),
            Who::Joint => phrase.parts.iter().any(|part| self.may_take_part(cells, part)),
            Who::You | Who::Relative | Who::Nobody => false,
        }
    }

    fn has_spoken(&self, cells: &[Cell<'_>], phrase: &Phrase) -> bool {
        self.described_as(cells, phrase).is_some_and(|id| self.spoken.contains(&id))
    }

    /// Remembers that `who` spoke in the narration.
    pub fn speaks(&mut self, who: &[EntityId]) {
        self.spoken.extend(who);
        self.acts(who);
    }

    /// Remembers that `who` was the subject of a sentence of narration.
    pub fn acts(&mut self, who: &[EntityId]) {
        if who.is_empty() || who.iter().all(|&id| Some(id) == self.narrator) || self.subjects.last().is_some_and(|last| last == who) {
            return;
        }
        self.subjects.push(who.to_vec());
        if self.subjects.len() > 8 {
            self.subjects.remove(0);
        }
    }

    /// Remembers a person named in narration who is no subject.
    pub fn names(&mut self, id: EntityId) {
        if self.register.get(id).kind == EntityKind::Person {
            self.other = Some(id);
        }
    }

    /// Who the phrase means. `outer` is the speaker of the words in which it stands, empty in narration.
    pub fn resolve(&mut self, cells: &[Cell<'_>], phrase: &Phrase, outer: &[EntityId], answers: bool) -> Resolved {
        match phrase.who {
            Who::Named(id) => Resolved::sure(vec![id]),
            Who::I if outer.is_empty() => Resolved::sure(vec![self.narrator_entry()]),
            Who::I => Resolved::sure(outer.to_vec()),
            Who::We if outer.is_empty() => Resolved::likely(vec![self.narrator_entry()]),
            Who::We => Resolved::likely(outer.to_vec()),
            Who::You => Resolved::likely(self.spoken_to(outer)),
            Who::He | Who::She => Resolved::likely(self.last_single(answers, phrase.who == Who::She)),
            Who::They => Resolved::likely(self.last_several()),
            Who::Latter => Resolved::likely(self.latter()),
            Who::Former => Resolved::likely(self.subjects.last().cloned().unwrap_or_default()),
            Who::Role(head) => self.role(cells, phrase, head),
            Who::Group(_) => Resolved::sure(vec![self.description(cells, phrase, EntityKind::Group)]),
            Who::Someone => Resolved { who: vec![self.register.unknown()], certainty: Some(Certainty::Low) },
            Who::Relative | Who::Nobody => Resolved::default(),
            Who::Joint => self.joint(cells, phrase, outer),
        }
    }

    /// Whom a name or description means, if the register already holds an entry for it.
    pub fn known(&self, cells: &[Cell<'_>], phrase: &Phrase) -> Option<Vec<EntityId>> {
        match phrase.who {
            Who::Named(id) => Some(vec![id]),
            Who::Joint => phrase.parts.iter().map(|part| self.known(cells, part)).collect::<Option<Vec<_>>>().map(|all| all.concat()),
            Who::Role(head) => self.bearer(cells, phrase, head).or_else(|| self.described_as(cells, phrase)).map(|id| vec![id]),
            Who::Group(_) => self.described_as(cells, phrase).map(|id| vec![id]),
            Who::I | Who::We | Who::You | Who::He | Who::She | Who::They | Who::Relative | Who::Latter | Who::Former | Who::Someone | Who::Nobody => {
                None
            }
        }
    }

    fn described_as(&self, cells: &[Cell<'_>], phrase: &Phrase) -> Option<EntityId> {
        self.described.get(&name_of(cells, phrase).to_lowercase()).copied()
    }

    fn joint(&mut self, cells: &[Cell<'_>], phrase: &Phrase, outer: &[EntityId]) -> Resolved {
        let mut all = Resolved::default();
        for part in &phrase.parts {
            let found = self.resolve(cells, part, outer, false);
            all.certainty = all.certainty.max(found.certainty);
            all.who.extend(found.who.into_iter().filter(|id| !all.who.contains(id)).collect::<Vec<_>>());
        }
        all
    }

    fn narrator_entry(&mut self) -> EntityId {
        if let Some(id) = self.narrator {
            return id;
        }
        let mut entity = Entity::new(EntityKind::Person, "narrator");
        entity.forms.clear();
        entity.part = Some(Part::Narrator);
        let id = self.register.add(entity);
        self.narrator = Some(id);
        self.nameless_narrator = true;
        id
    }

    /// "the latter": whoever was named last and is no subject.
    fn latter(&self) -> Vec<EntityId> {
        match self.addressed[..] {
            [id] => vec![id],
            _ => self.other.into_iter().collect(),
        }
    }

    /// "you" in the words of `outer`: whom the attribution addresses, else the narrator.
    fn spoken_to(&self, outer: &[EntityId]) -> Vec<EntityId> {
        if !self.addressed.is_empty() {
            return self.addressed.clone();
        }
        self.narrator.into_iter().filter(|narrator| !outer.is_empty() && !outer.contains(narrator)).collect()
    }

    /// "he": whom the last question addressed, where he answers; else the last single subject.
    fn last_single(&self, answers: bool, woman: bool) -> Vec<EntityId> {
        let fits = |id: EntityId| {
            let entity = self.register.get(id);
            entity.kind == EntityKind::Person && Some(id) != self.narrator && !(woman && is_man(entity))
        };
        if answers
            && let [id] = self.addressed[..]
            && fits(id)
        {
            return vec![id];
        }
        let single = self.subjects.iter().rev().find(|who| matches!(who[..], [id] if fits(id)));
        single.cloned().or_else(|| self.other.filter(|&id| fits(id)).map(|id| vec![id])).unwrap_or_default()
    }

    /// "him": the person last spoken of who is none of `who`.
    pub fn other_than(&self, who: &[EntityId]) -> Vec<EntityId> {
        self.subjects.iter().rev().find(|subject| subject.iter().all(|id| !who.contains(id))).cloned().unwrap_or_default()
    }

    fn last_several(&self) -> Vec<EntityId> {
        let several = |who: &&Vec<EntityId>| who.len() > 1 || self.register.get(who[0]).kind != EntityKind::Person;
        self.subjects.iter().rev().find(several).cloned().unwrap_or_default()
    }

    /// An office: the person who bears it in this document, or an entry of its own.
    fn role(&mut self, cells: &[Cell<'_>], phrase: &Phrase, head: usize) -> Resolved {
        match self.bearer(cells, phrase, head) {
            Some(id) => Resolved::likely(vec![id]),
            None => Resolved::likely(vec![self.description(cells, phrase, EntityKind::Person)]),
        }
    }

    /// The one person whose printed roles fit the description best; `None` where nobody's or several people's do.
    fn bearer(&self, cells: &[Cell<'_>], phrase: &Phrase, head: usize) -> Option<EntityId> {
        let words: Vec<String> = name_of(cells, phrase).split(' ').map(str::to_lowercase).collect();
        let head = cells[head].text.to_lowercase();
        let mut best: Option<(usize, EntityId)> = None;
        let mut tied = false;
        for (role, id) in self.roles.iter().filter(|(role, _)| role.contains(&head)) {
            let score = self.fit(role, &words, *id);
            match best {
                Some((found, other)) if found == score => tied |= other != *id,
                Some((found, _)) if found > score => {}
                _ => {
                    best = Some((score, *id));
                    tied = false;
                }
            }
        }
        best.filter(|_| !tied).map(|(_, id)| id)
    }

    /// How well a printed role fits a description: the words they share, and whether its bearer is there.
    fn fit(&self, role: &[String], words: &[String], id: EntityId) -> usize {
        let shared = words.iter().filter(|word| role.contains(word)).count();
        16 * shared + 8 * usize::from(self.present.contains(&id)) + 4 * usize::from(self.spoken.contains(&id)) + 4 - (role.len() - 1).min(4)
    }

    /// The entry for a description, under its words without article.
    fn description(&mut self, cells: &[Cell<'_>], phrase: &Phrase, kind: EntityKind) -> EntityId {
        if let Some(id) = self.described_as(cells, phrase) {
            return id;
        }
        let name = name_of(cells, phrase);
        let mut entity = Entity::new(kind, &name);
        entity.first = cells.get(phrase.cells.start).map(|cell| cell.span);
        let id = self.register.add(entity);
        self.described.insert(name.to_lowercase(), id);
        id
    }
}

/// Whoever is "in the chair" is also called chairman.
fn with_chair(mut role: Vec<String>, entity: &Entity) -> Vec<String> {
    const CHAIR: [&str; 4] = ["chair", "chairman", "chairwoman", "chairperson"];
    if entity.part == Some(Part::Chair) || role.iter().any(|word| CHAIR.contains(&word.trim_matches(['(', ')', '.']))) {
        role.extend(CHAIR.map(str::to_owned));
    }
    role
}

/// The words of a description without its article: "commander of this ship".
fn name_of(cells: &[Cell<'_>], phrase: &Phrase) -> String {
    let article = |cell: &Cell<'_>| matches!(cell.text, "the" | "The");
    let words: Vec<&str> =
        cells[phrase.cells.clone()].iter().filter(|cell| cell.is_word()).skip_while(|cell| article(cell)).map(|cell| cell.text).collect();
    words.join(" ")
}

/// Whether the honorifics printed before the name are those of a man.
fn is_man(entity: &Entity) -> bool {
    entity.honorifics.iter().any(|honorific| matches!(honorific.trim_end_matches('.'), "Mr" | "Sir" | "Lord" | "Herr"))
}
