//! Who was last spoken of: what "he", "they", "the latter" and "both" can mean.

use crate::model::EntityId;
use crate::source::Span;

/// How many subjects are remembered.
const LENGTH: usize = 8;

/// Somebody described who has no entry yet: "A young adjutant met me."
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stranger {
    pub name: String,
    pub span: Span,
}

/// Of whom the words of one speaker speak.
#[derive(Debug, Default)]
pub(super) struct Inside {
    pub outer: Vec<EntityId>,
    /// The last woman.
    pub woman: Option<EntityId>,
    /// The last group, by its words.
    pub group: Option<Stranger>,
}

/// The people last spoken of, the latest last.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The subjects of narration and the speakers: one person or several.
    subjects: Vec<Vec<EntityId>>,
    /// Who spoke last.
    pub speaker: Vec<EntityId>,
    /// The person named last, other than a subject.
    pub other: Option<EntityId>,
    /// Whom the last attribution addressed.
    pub addressed: Vec<EntityId>,
    /// Who spoke before whoever spoke last.
    pub partner: Vec<EntityId>,
    /// Whether the last attribution asked something.
    pub asked: bool,
    /// Whom the last attribution answers.
    pub answers: Vec<EntityId>,
    /// Of whom the words of the last speaker speak.
    pub inside: Inside,
    /// The last subject, where it is somebody without an entry.
    pub stranger: Option<Stranger>,
}

impl Memory {
    /// `who` is the subject of a sentence.
    pub fn acts(&mut self, who: &[EntityId]) {
        self.stranger = None;
        if who.is_empty() || self.subjects.last().is_some_and(|last| last == who) {
            return;
        }
        self.subjects.push(who.to_vec());
        if self.subjects.len() > LENGTH {
            self.subjects.remove(0);
        }
    }

    /// The subjects, the latest first.
    pub fn latest(&self) -> impl Iterator<Item = &Vec<EntityId>> {
        self.subjects.iter().rev()
    }

    /// The last subject that is none of `who`.
    pub fn other_than(&self, who: &[EntityId]) -> Vec<EntityId> {
        self.latest().find(|subject| subject.iter().all(|id| !who.contains(id))).cloned().unwrap_or_default()
    }

    /// The two who were last spoken of together.
    pub fn pair(&self) -> Option<&Vec<EntityId>> {
        self.latest().find(|who| who.len() == 2)
    }

    /// The two single persons last spoken of.
    pub fn two(&self) -> Vec<EntityId> {
        let mut two: Vec<EntityId> = Vec::new();
        for id in self.latest().filter(|who| who.len() == 1).map(|who| who[0]) {
            if two.len() < 2 && !two.contains(&id) {
                two.push(id);
            }
        }
        if two.len() == 2 { two } else { Vec::new() }
    }
}
