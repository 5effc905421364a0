//! Who a phrase means: names, roles and pronouns resolved to entries of the register.
//!
//! Remembers who was last spoken of, so that "he", "the latter" and "the ambassador" find their person. Descriptions nobody
//! answers to ("the commander of this ship", "those present") become entries of their own, under the words of the text.

mod memory;
mod office;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::speech::{Class, SpeechTable};
use crate::model::{Certainty, Entity, EntityId, EntityKind, Part, Register};

use super::phrase::{Phrase, Who};
use super::view::Cell;

use memory::{Inside, Memory, Stranger};
use office::{Offices, name_of};

pub(super) use office::offices;

/// What the verb of an attribution says about its pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Somebody answers: whoever was asked.
    Answers,
    /// Somebody goes on: whoever spoke.
    Continues,
    /// Nothing.
    None,
}

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
    /// Those with whom the talk was held, as the title or the narrator says.
    expected: FxHashSet<EntityId>,
    memory: Memory,
    described: FxHashMap<String, EntityId>,
    offices: Offices,
    /// Men and women, as honorifics and pronouns show.
    male: FxHashSet<EntityId>,
    female: FxHashSet<EntityId>,
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

    fn guessed(who: Vec<EntityId>) -> Self {
        let certainty = (!who.is_empty()).then_some(Certainty::Low);
        Self { who, certainty }
    }

    fn likely(who: Vec<EntityId>) -> Self {
        let certainty = (!who.is_empty()).then_some(Certainty::Medium);
        Self { who, certainty }
    }
}

impl<'r> Cast<'r> {
    /// The people of `register`; `attendees` are those the document lists as present.
    pub fn new(
        register: &'r mut Register,
        narrator: Option<EntityId>,
        attendees: impl Iterator<Item = EntityId>,
        offices: &[(String, EntityId)],
        table: &SpeechTable,
    ) -> Self {
        let persons = || register.iter().filter(|(_, entity)| matches!(entity.kind, EntityKind::Person | EntityKind::Group));
        let mut present: FxHashSet<EntityId> = persons().filter(|(_, entity)| entity.present).map(|(id, _)| id).collect();
        present.extend(attendees);
        present.extend(narrator);
        let mut printed = Offices::new(register, table);
        for (role, id) in offices {
            printed.add(role, *id);
        }
        let described =
            persons().filter(|(_, entity)| entity.kind == EntityKind::Group).map(|(id, entity)| (entity.name.to_lowercase(), id)).collect();
        let addressed_as = |class: Class| {
            let shows = |entity: &Entity| {
                let word = |honorific: &String| table.look_up(honorific.trim_end_matches('.'), &mut String::new()).classes.has(class);
                entity.honorifics.iter().any(word)
            };
            persons().filter(|(_, entity)| shows(entity)).map(|(id, _)| id).collect::<FxHashSet<EntityId>>()
        };
        let (male, female) = (addressed_as(Class::Male), addressed_as(Class::Female));
        Self {
            narrator,
            nameless_narrator: false,
            present,
            spoken: FxHashSet::default(),
            expected: FxHashSet::default(),
            memory: Memory::default(),
            described,
            offices: printed,
            male,
            female,
            register,
        }
    }

    /// The same people, of whom these are met in the talk.
    pub fn expecting(mut self, who: &[EntityId]) -> Self {
        self.expected.extend(who);
        self
    }

    /// The narrator meets these: "I called on the Minister".
    pub fn meets(&mut self, who: &[EntityId]) {
        self.expected.extend(who);
        self.acts(who);
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
        who.iter().any(|&id| self.register.is_unknown(id) || self.present.contains(&id) || self.spoken.contains(&id) || self.expected.contains(&id))
    }

    /// Whether the phrase means somebody who can speak at the occasion itself, without making an entry for it.
    pub fn may_take_part(&self, cells: &[Cell<'_>], phrase: &Phrase) -> bool {
        match phrase.who {
            Who::Named(id) => self.takes_part(&[id]),
            Who::I | Who::We | Who::He | Who::She | Who::They | Who::Latter | Who::Former | Who::Both | Who::Someone | Who::Everybody => true,
            Who::Role(head) => {
                let word = cells[head].text.to_lowercase();
                self.offices.with(&word).any(|(_, id)| self.takes_part(&[id])) || self.has_spoken(cells, phrase)
            }
            Who::Group(_) => {
                let start = phrase.cells.start;
                cells[start].is(Class::Determiner) || (start == 0 && cells[start].is(Class::Collective)) || self.has_spoken(cells, phrase)
            }
            Who::Joint => phrase.parts.iter().any(|part| self.may_take_part(cells, part)),
            Who::You | Who::Relative | Who::Nobody => false,
        }
    }

    fn has_spoken(&self, cells: &[Cell<'_>], phrase: &Phrase) -> bool {
        self.described_as(cells, phrase).is_some_and(|id| self.spoken.contains(&id))
    }

    /// Remembers that `who` spoke in the narration to `addressed`, and whether it was a question.
    pub fn speaks(&mut self, who: &[EntityId], addressed: Vec<EntityId>, asked: bool) {
        self.spoken.extend(who);
        self.memory.answers = self.asker().filter(|asker| asker != who).unwrap_or_default();
        if self.memory.speaker != who {
            self.memory.partner = std::mem::take(&mut self.memory.speaker);
        }
        who.clone_into(&mut self.memory.speaker);
        self.memory.asked = asked;
        self.memory.addressed = addressed;
        self.acts(who);
        if self.narrator.is_some_and(|narrator| who == [narrator]) {
            // "I told the host that …. He replied": the addressee is who is spoken of.
            let addressed = self.memory.addressed.clone();
            self.acts(&addressed);
        }
    }

    /// Remembers that `who` was the subject of a sentence of narration.
    pub fn acts(&mut self, who: &[EntityId]) {
        if !who.iter().all(|&id| Some(id) == self.narrator) {
            self.memory.acts(who);
        }
    }

    /// Remembers that somebody without an entry was the subject: "A young adjutant met me."
    pub fn stranger_acts(&mut self, cells: &[Cell<'_>], phrase: &Phrase) {
        self.memory.stranger = Some(Stranger { name: name_of(cells, phrase), span: cells[phrase.cells.start].span });
    }

    /// Remembers a person named in narration who is no subject.
    pub fn names(&mut self, id: EntityId) {
        if self.register.get(id).kind == EntityKind::Person {
            self.memory.other = Some(id);
        }
    }

    /// The words of `outer` speak of somebody.
    pub fn speaks_of(&mut self, cells: &[Cell<'_>], phrase: &Phrase, outer: &[EntityId]) {
        if self.memory.inside.outer != outer {
            self.memory.inside = Inside { outer: outer.to_vec(), ..Inside::default() };
        }
        let group = matches!(phrase.who, Who::Group(_));
        let known = self.known(cells, phrase).filter(|who| who[..] != *outer);
        if group {
            self.memory.inside.group = Some(Stranger { name: name_of(cells, phrase), span: cells[phrase.cells.start].span });
        } else if let Some(&[id]) = known.as_deref() {
            let woman = self.female.contains(&id);
            self.memory.inside.woman = if woman { Some(id) } else { self.memory.inside.woman };
        }
    }

    /// "he" inside a turn: the last person spoken of who has neither this turn nor the one before.
    pub fn third(&self, phrase: &Phrase, outer: &[EntityId]) -> Option<Resolved> {
        let woman = phrase.who == Who::She;
        let talks = |id: &EntityId| outer.contains(id) || self.memory.addressed.contains(id);
        let third = |who: &&Vec<EntityId>| matches!(who[..], [id] if self.fits(id, woman) && !talks(&id));
        let single = matches!(phrase.who, Who::He | Who::She) && self.memory.stranger.is_none();
        self.memory.latest().find(third).filter(|_| single).map(|who| Resolved::likely(who.clone()))
    }

    /// Who "she" or "they" is that reports something inside the words of `outer`: whom these words speak of.
    pub fn inner(&mut self, phrase: &Phrase, outer: &[EntityId]) -> Option<Resolved> {
        let inside = Some(&self.memory.inside).filter(|inside| inside.outer == outer)?;
        match phrase.who {
            Who::They => {
                let group = inside.group.clone()?;
                Some(Resolved::likely(vec![self.enter(&group.name, group.span, EntityKind::Group)]))
            }
            Who::She => inside.woman.map(|id| Resolved::likely(vec![id])),
            _ => None,
        }
    }

    /// Whoever spoke last, and goes on.
    pub fn goes_on(&self) -> Resolved {
        let own = self.narrator.is_some_and(|narrator| self.memory.speaker == [narrator]);
        Resolved::likely(if own { Vec::new() } else { self.memory.speaker.clone() })
    }

    /// Whether the pronoun may mean whoever spoke last.
    pub fn speaker_fits(&self, phrase: &Phrase) -> bool {
        matches!(phrase.who, Who::He | Who::She) && self.may_mean(phrase.who == Who::She, &self.memory.speaker)
    }

    /// Whoever asked, where the last attribution was a question.
    pub fn asker(&self) -> Option<Vec<EntityId>> {
        Some(self.memory.speaker.clone()).filter(|who| self.memory.asked && !who.is_empty())
    }

    /// The other of the two who talk: of the narrator, whoever was last spoken of.
    pub fn partner_of(&self, who: &[EntityId]) -> Vec<EntityId> {
        let narrator = || self.narrator.into_iter().filter(|id| !who.contains(id)).collect();
        match &self.memory.partner {
            _ if self.narrator.is_some_and(|id| who == [id]) => self.memory.latest().next().cloned().unwrap_or_default(),
            partner if self.memory.speaker == who && !partner.is_empty() && partner != who => partner.clone(),
            _ => narrator(),
        }
    }

    /// Whom the last attribution addressed.
    pub fn addressed(&self) -> &[EntityId] {
        &self.memory.addressed
    }

    /// Sets whom "you" means in what follows.
    pub fn address(&mut self, who: Vec<EntityId>) {
        self.memory.addressed = who;
    }

    /// "him": the person last spoken of who is none of `who`.
    pub fn other_than(&self, who: &[EntityId]) -> Vec<EntityId> {
        self.memory.other_than(who)
    }

    /// Who the phrase means. `outer` is the speaker of the words in which it stands, empty in narration.
    pub fn resolve(&mut self, cells: &[Cell<'_>], phrase: &Phrase, outer: &[EntityId], cue: Cue) -> Resolved {
        match phrase.who {
            Who::Named(id) if self.register.is_unknown(id) => Resolved { who: vec![id], certainty: Some(Certainty::Low) },
            Who::Named(id) => Resolved::sure(vec![id]),
            Who::I if outer.is_empty() => Resolved::sure(vec![self.narrator_entry()]),
            Who::I => Resolved::sure(outer.to_vec()),
            Who::We if outer.is_empty() => Resolved::likely(vec![self.narrator_entry()]),
            Who::We => Resolved::likely(outer.to_vec()),
            Who::You => Resolved::likely(self.spoken_to(outer)),
            Who::He | Who::She => self.pronoun(cue, phrase.who == Who::She),
            Who::They => Resolved::likely(self.several()),
            Who::Latter => Resolved::likely(self.latter()),
            Who::Former => Resolved::likely(self.former()),
            Who::Both => Resolved::likely(self.memory.two()),
            Who::Role(head) => self.role(cells, phrase, head),
            Who::Group(_) => Resolved::sure(vec![self.description(cells, phrase, EntityKind::Group)]),
            Who::Someone => Resolved { who: vec![self.register.unknown()], certainty: Some(Certainty::Low) },
            Who::Relative | Who::Nobody | Who::Everybody => Resolved::default(),
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
            Who::I
            | Who::We
            | Who::You
            | Who::He
            | Who::She
            | Who::They
            | Who::Relative
            | Who::Latter
            | Who::Former
            | Who::Both
            | Who::Someone
            | Who::Everybody
            | Who::Nobody => None,
        }
    }

    fn described_as(&self, cells: &[Cell<'_>], phrase: &Phrase) -> Option<EntityId> {
        self.described.get(&name_of(cells, phrase).to_lowercase()).copied()
    }

    fn joint(&mut self, cells: &[Cell<'_>], phrase: &Phrase, outer: &[EntityId]) -> Resolved {
        let mut all = Resolved::default();
        for part in &phrase.parts {
            let found = self.resolve(cells, part, outer, Cue::None);
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

    /// "the latter": whom the attribution addressed, else whoever was named last and is no subject.
    fn latter(&self) -> Vec<EntityId> {
        let last = self.memory.latest().next();
        let second = self.memory.pair().filter(|pair| last.is_some_and(|last| last == *pair || last[..] == pair[..1])).map(|pair| pair[1]);
        match self.memory.addressed[..] {
            [id] => vec![id],
            _ => second.or(self.memory.other).into_iter().collect(),
        }
    }

    /// "the former": the first of two who spoke together, else the last subject.
    fn former(&self) -> Vec<EntityId> {
        match (self.memory.pair(), self.memory.latest().next()) {
            (Some(pair), Some(last)) if last == pair => vec![pair[0]],
            (_, last) => last.cloned().unwrap_or_default(),
        }
    }

    /// "you" in the words of `outer`: whom the attribution addresses, else the narrator.
    fn spoken_to(&self, outer: &[EntityId]) -> Vec<EntityId> {
        if !self.memory.addressed.is_empty() {
            return self.memory.addressed.clone();
        }
        if outer == self.memory.speaker && !self.memory.answers.is_empty() {
            return self.memory.answers.clone();
        }
        if self.narrator.is_none() && outer == self.memory.speaker && !self.memory.partner.is_empty() {
            return self.memory.partner.clone();
        }
        self.narrator.into_iter().filter(|narrator| !outer.is_empty() && !outer.contains(narrator)).collect()
    }

    /// Whether the pronoun can mean this entry.
    fn fits(&self, id: EntityId, woman: bool) -> bool {
        let entity = self.register.get(id);
        let sex = if woman { !self.male.contains(&id) } else { !self.female.contains(&id) };
        (entity.kind == EntityKind::Person || self.register.is_unknown(id)) && Some(id) != self.narrator && sex
    }

    /// Whether the pronoun can mean these: one person, of no other sex.
    pub fn may_mean(&self, woman: bool, who: &[EntityId]) -> bool {
        matches!(who, [id] if self.fits(*id, woman))
    }

    /// The pronoun means these.
    pub fn means(&mut self, woman: bool, who: Vec<EntityId>) -> Resolved {
        if woman {
            self.female.extend(&who);
        }
        Resolved::likely(who)
    }

    /// "he": whom the last question addressed, where he answers; whoever spoke, where he goes on; else the last single subject.
    ///
    /// Whom no sentence before has for its subject is a guess.
    fn pronoun(&mut self, cue: Cue, woman: bool) -> Resolved {
        let single = |who: &[EntityId]| matches!(who, [id] if self.fits(*id, woman));
        let memory = &self.memory;
        if cue == Cue::Continues && single(&memory.speaker) {
            return Resolved::likely(memory.speaker.clone());
        }
        if (cue == Cue::Answers || memory.asked) && single(&memory.addressed) {
            return Resolved::likely(memory.addressed.clone());
        }
        let asker = |who: &Vec<EntityId>| cue == Cue::Answers && *who == memory.speaker;
        if let Some(stranger) = memory.stranger.clone() {
            return Resolved::likely(vec![self.enter(&stranger.name, stranger.span, EntityKind::Person)]);
        }
        let known = |who: &&Vec<EntityId>| woman && single(who) && self.female.contains(&who[0]);
        let latest = memory
            .latest()
            .take(2)
            .find(known)
            .or_else(|| memory.latest().find(|who| single(who) && !asker(who)))
            .or_else(|| memory.latest().find(|who| single(who)));
        let other = || memory.other.filter(|&id| self.fits(id, woman)).map(|id| vec![id]);
        let found = match latest {
            Some(latest) => Resolved::likely(latest.clone()),
            None => Resolved::guessed(other().unwrap_or_default()),
        };
        if woman {
            self.female.extend(&found.who);
        }
        found
    }

    fn several(&self) -> Vec<EntityId> {
        let several = |who: &&Vec<EntityId>| who.len() > 1 || self.register.get(who[0]).kind != EntityKind::Person;
        self.memory.latest().find(several).cloned().unwrap_or_default()
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
        if !is_definite(cells, phrase, head) {
            return None;
        }
        let words: Vec<String> = name_of(cells, phrase).split(' ').map(str::to_lowercase).collect();
        let part = |cell: &&Cell<'_>| cell.is(Class::OfficePart);
        let parts: Vec<String> = cells[phrase.cells.start..head].iter().filter(part).map(|cell| cell.text.to_lowercase()).collect();
        let head = cells[head].text.trim_end_matches("'s").trim_end_matches("’s").to_lowercase();
        let mut best: Option<(usize, EntityId)> = None;
        let mut tied = false;
        for (role, id) in self.offices.with(&head).filter(|(role, _)| parts.iter().all(|part| role.contains(part)) && !self.is_another(role, &words))
        {
            let score = self.fit(role, &words, id);
            match best {
                Some((found, other)) if found == score => tied |= other != id,
                Some((found, _)) if found > score => {}
                _ => {
                    best = Some((score, id));
                    tied = false;
                }
            }
        }
        best.filter(|_| !tied).map(|(_, id)| id)
    }

    /// "the Secretary of State" is no private secretary: each has a word that the other lacks.
    fn is_another(&self, role: &[String], words: &[String]) -> bool {
        let lacks = role.iter().any(|word| self.offices.is_part(word) && !words.contains(word));
        lacks && words.iter().any(|word| word.len() > 3 && !role.contains(word))
    }

    /// How well a printed role fits a description: the words they share, and whether its bearer is there.
    fn fit(&self, role: &[String], words: &[String], id: EntityId) -> usize {
        let shared = words.iter().filter(|word| role.contains(word)).count();
        let there = 8 * usize::from(self.present.contains(&id)) + 4 * usize::from(self.spoken.contains(&id));
        let other = role.iter().filter(|word| self.offices.is_part(word) && !words.contains(word)).count();
        (16 * shared + there + 24 - (role.len() - 1).min(4)).saturating_sub(10 * other)
    }

    /// The entry for a description, under its words without article.
    fn description(&mut self, cells: &[Cell<'_>], phrase: &Phrase, kind: EntityKind) -> EntityId {
        self.enter(&name_of(cells, phrase), cells[phrase.cells.start].span, kind)
    }

    fn enter(&mut self, name: &str, first: crate::source::Span, kind: EntityKind) -> EntityId {
        if let Some(&id) = self.described.get(&name.to_lowercase()) {
            return id;
        }
        let mut entity = Entity::new(kind, name);
        entity.first = Some(first);
        let id = self.register.add(entity);
        self.described.insert(name.to_lowercase(), id);
        id
    }
}

/// Whether the description means somebody known by his office: no indefinite article, nobody else's man.
fn is_definite(cells: &[Cell<'_>], phrase: &Phrase, head: usize) -> bool {
    let start = &cells[phrase.cells.start];
    let owned = cells[phrase.cells.start..head].iter().any(|cell| cell.is_genitive() || cell.is(Class::Possessive));
    !start.is(Class::Indefinite) && !start.is(Class::One) && !owned
}
