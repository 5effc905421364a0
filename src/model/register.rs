//! Who and what is named: one entry for each person, group, organisation and place, with every form seen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// Index of an entry in its [`Register`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// What kind of thing has the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// A person.
    Person,
    /// Several people under one description: "the Yugoslavs"; TEI `personGrp`.
    Group,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// A work: a newspaper, a declaration.
    Work,
}

impl EntityKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Person, Self::Group, Self::Organisation, Self::Place, Self::Work];

    /// The word for it in authority and decisions files, and in the TEI's `rs/@type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Work => "work",
        }
    }

    /// Whether it may be said to speak, write or attend.
    pub const fn can_act(self) -> bool {
        match self {
            Self::Person | Self::Group | Self::Organisation => true,
            Self::Place | Self::Work => false,
        }
    }
}

/// What somebody does in the record itself: TEI `person/@role`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Writes the document and says "I" in its narration.
    Narrator,
    /// Chairs the meeting.
    Chair,
    /// Asks.
    Interviewer,
    /// Answers.
    Interviewee,
}

impl Part {
    /// The word for it in TEI and in a parsed transcript.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Narrator => "narrator",
            Self::Chair => "chair",
            Self::Interviewer => "interviewer",
            Self::Interviewee => "interviewee",
        }
    }
}

/// Ids that TEI and JSON-LD use for the document itself, its files, the tool and its lists.
const RESERVED: &[&str] = &[
    "unknown",
    "teiscribe",
    "brackets",
    "rules",
    "acts",
    "classification",
    "rule",
    "source",
    "tei",
    "tool",
    "run",
    "original",
    "fonds",
    "file",
    "web",
    "transcript",
];

/// Whether an id is taken by the document itself, its files and lists, or looks like one that blocks and turns get (`p25`, `sp3`).
pub fn is_reserved_id(id: &str) -> bool {
    RESERVED.contains(&id) || super::ids::is_numbered(id)
}

/// One person, group, organisation, place or work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The name an edition prints for it.
    pub name: String,
    /// The readable id, unique in the document and shared by TEI and JSON-LD; empty until [`Register::assign_ids`].
    pub id: String,
    /// Every form in which the text names it.
    pub forms: BTreeSet<String>,
    /// Honorifics printed before the name.
    pub honorifics: BTreeSet<String>,
    /// Roles and offices printed with the name.
    pub roles: BTreeSet<String>,
    /// Role in the record itself.
    pub part: Option<Part>,
    /// Whether the document says that they were there.
    pub present: bool,
    /// The delegation or organisation they belong to, as the document says.
    pub delegation: Option<EntityId>,
    /// IRIs of the same entity elsewhere; only from the user's authority file.
    pub same_as: Vec<String>,
    /// Forms merged into this entry, each with the reason.
    pub merged: BTreeMap<String, String>,
    /// Number of people, where the text gives it; for groups.
    pub size: Option<u32>,
    /// Where it is first named.
    pub first: Option<Span>,
}

impl Entity {
    /// A new entry under the form in which it was met.
    pub fn new(kind: EntityKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            id: String::new(),
            forms: BTreeSet::from([name.to_owned()]),
            honorifics: BTreeSet::new(),
            roles: BTreeSet::new(),
            part: None,
            present: false,
            delegation: None,
            same_as: Vec::new(),
            merged: BTreeMap::new(),
            size: None,
            first: None,
        }
    }
}

impl Entity {
    /// Adds what is known of the same entity elsewhere; the fuller name stands.
    fn absorb(&mut self, other: &Self) {
        if other.name.len() > self.name.len() {
            self.name.clone_from(&other.name);
        }
        self.forms.extend(other.forms.iter().cloned());
        self.honorifics.extend(other.honorifics.iter().cloned());
        self.roles.extend(other.roles.iter().cloned());
        self.merged.extend(other.merged.iter().map(|(form, reason)| (form.clone(), reason.clone())));
        let new = other.same_as.iter().filter(|address| !self.same_as.contains(address)).cloned();
        self.same_as.extend(new.collect::<Vec<_>>());
    }
}

/// All entries, in order of appearance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    entries: Vec<Entity>,
    unknown: Option<EntityId>,
}

impl Register {
    /// Adds an entry.
    pub fn add(&mut self, entity: Entity) -> EntityId {
        let id = EntityId(self.entries.len());
        self.entries.push(entity);
        id
    }

    /// The entry for voices nobody can name: one `personGrp` called `unknown`.
    pub fn unknown(&mut self) -> EntityId {
        if let Some(id) = self.unknown {
            return id;
        }
        let mut entity = Entity::new(EntityKind::Group, "unknown");
        entity.forms.clear();
        "unknown".clone_into(&mut entity.id);
        let id = self.add(entity);
        self.unknown = Some(id);
        id
    }

    /// Whether `id` is the entry for unknown voices.
    pub fn is_unknown(&self, id: EntityId) -> bool {
        self.unknown == Some(id)
    }

    /// The entry `id`.
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.entries[id.0]
    }

    /// The entry `id`, to change it.
    pub fn get_mut(&mut self, id: EntityId) -> &mut Entity {
        &mut self.entries[id.0]
    }

    /// The person who says "I" in the narration.
    pub fn narrator(&self) -> Option<EntityId> {
        self.iter().find(|(_, entity)| entity.part == Some(Part::Narrator)).map(|(id, _)| id)
    }

    /// The entry of a group under one of its forms; a new one where there is none.
    pub fn group(&mut self, form: &str) -> EntityId {
        let known = self.iter().find(|(_, entity)| entity.kind == EntityKind::Group && entity.forms.contains(form)).map(|(id, _)| id);
        known.unwrap_or_else(|| self.add(Entity::new(EntityKind::Group, form)))
    }

    /// The persons with whose name an office is printed that holds the word `office` ("President", "ambassador").
    pub fn holders_of(&self, office: &str) -> Vec<EntityId> {
        let holds = |role: &String| role.split(|mark: char| !mark.is_alphanumeric() && mark != '-').any(|word| word.eq_ignore_ascii_case(office));
        self.iter().filter(|(_, entity)| entity.kind == EntityKind::Person && entity.roles.iter().any(holds)).map(|(id, _)| id).collect()
    }

    /// All entries with their ids, in order of appearance.
    pub fn iter(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.entries.iter().enumerate().map(|(index, entity)| (EntityId(index), entity))
    }

    /// Takes entries out, whose ids nothing holds any more; `moved` gives the ids of those behind them.
    pub(super) fn drop_entries(&mut self, gone: &BTreeSet<EntityId>, moved: impl Fn(EntityId) -> EntityId) {
        let mut number = 0;
        self.entries.retain(|_| {
            number += 1;
            !gone.contains(&EntityId(number - 1))
        });
        self.unknown = self.unknown.filter(|id| !gone.contains(id)).map(moved);
    }

    /// Visits the entries that others belong to.
    pub(super) fn each_delegation(&mut self, visit: impl FnMut(&mut EntityId)) {
        self.entries.iter_mut().filter_map(|entity| entity.delegation.as_mut()).for_each(visit);
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nobody and nothing is named.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes over the entries of another document's register: those of one kind and id become one entry with all that is known of both.
    ///
    /// Spans and membership belong to one document and stay behind. Entries of two kinds never share an id.
    pub fn absorb(&mut self, other: &Self) {
        let known: BTreeMap<(EntityKind, String), usize> =
            self.entries.iter().enumerate().map(|(place, entity)| ((entity.kind, entity.id.clone()), place)).collect();
        let mut taken: BTreeSet<String> = self.entries.iter().map(|entity| entity.id.clone()).collect();
        for (_, found) in other.iter().filter(|(id, _)| !other.is_unknown(*id)) {
            if let Some(&place) = known.get(&(found.kind, found.id.clone())) {
                self.entries[place].absorb(found);
            } else {
                let id = super::ids::unique(&found.id, &mut taken);
                self.entries.push(Entity { id, delegation: None, first: None, part: None, ..found.clone() });
            }
        }
    }

    /// Gives every entry without an id a readable one, made from what `stem` gives for it; collisions numbered in order.
    pub fn assign_ids(&mut self, stem: impl Fn(&Entity) -> String) {
        let mut taken: BTreeSet<String> = self.entries.iter().map(|entity| entity.id.clone()).collect();
        taken.extend(RESERVED.iter().map(|&id| id.to_owned()));
        for entity in self.entries.iter_mut().filter(|entity| entity.id.is_empty()) {
            entity.id = super::ids::unique(&stem(entity), &mut taken);
        }
    }
}
