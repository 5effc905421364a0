//! Who else may be meant: for a speech those who are named last before it, for a name those who share its last word.

use std::collections::HashMap;

use crate::model::{Annotation, EntityId, Mark, Transcript};
use crate::source::Span;

/// So many are offered.
const MOST: usize = 6;

/// So many names are looked at on the way back.
const NEAR: usize = 40;

/// The names of a transcript, by place and by last word.
pub(super) struct Candidates<'t> {
    transcript: &'t Transcript,
    /// Who is named, in text order.
    named: Vec<(Span, EntityId)>,
    by_word: HashMap<String, Vec<EntityId>>,
}

impl<'t> Candidates<'t> {
    /// Reads the transcript once.
    pub(super) fn of(transcript: &'t Transcript) -> Self {
        let name = |annotation: &Annotation| match &annotation.mark {
            Mark::Name(name) | Mark::Reference(name) => name.entity.map(|id| (annotation.span, id)),
            _ => None,
        };
        let mut named: Vec<(Span, EntityId)> = transcript.annotations.iter().filter_map(name).collect();
        named.sort_unstable();
        let mut by_word: HashMap<String, Vec<EntityId>> = HashMap::new();
        for (id, entity) in transcript.register.iter() {
            for form in entity.forms.iter().chain([&entity.name]) {
                let ids = by_word.entry(last_word(form)).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
        }
        Self { transcript, named, by_word }
    }

    /// Who may be meant by an annotation instead of whom it means.
    pub(super) fn of_mark(&self, annotation: &Annotation) -> Vec<EntityId> {
        match &annotation.mark {
            Mark::Speech(speech) => self.speakers(annotation.span.start, &speech.who),
            Mark::Name(name) => self.namesakes(annotation.span, name.entity),
            _ => Vec::new(),
        }
    }

    /// Who may speak in a turn with this label, instead of `who`: those with the label's last word first, then those present.
    pub(super) fn of_turn(&self, label: Span, who: &[EntityId]) -> Vec<EntityId> {
        let words = self.transcript.source.slice(label).trim_end_matches(|mark: char| !mark.is_alphanumeric());
        let alike = self.by_word.get(&last_word(words)).map_or(&[][..], Vec::as_slice);
        let present = self.transcript.register.iter().filter(|(_, entity)| entity.present).map(|(id, _)| id);
        let mut found = Vec::new();
        for id in alike.iter().copied().chain(present).filter(|id| !who.contains(id)) {
            if self.transcript.register.get(id).kind.can_act() && !found.contains(&id) && found.len() < MOST {
                found.push(id);
            }
        }
        found
    }

    fn speakers(&self, before: usize, who: &[EntityId]) -> Vec<EntityId> {
        let end = self.named.partition_point(|(span, _)| span.start < before);
        let mut found = Vec::new();
        for &(_, id) in self.named[..end].iter().rev().take(NEAR) {
            if self.transcript.register.get(id).kind.can_act() && !who.contains(&id) && !found.contains(&id) && found.len() < MOST {
                found.push(id);
            }
        }
        found
    }

    fn namesakes(&self, span: Span, entity: Option<EntityId>) -> Vec<EntityId> {
        let all = self.by_word.get(&last_word(self.transcript.source.slice(span))).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|&id| Some(id) != entity).take(MOST).collect()
    }
}

fn last_word(name: &str) -> String {
    name.split_whitespace().last().unwrap_or_default().to_lowercase()
}
