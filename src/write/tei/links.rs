//! Which note a note mark means: the next note of that number below it, else the last one above.

use std::collections::BTreeMap;

use crate::model::{BlockKind, Mark, Weave};

/// Note marks and notes, both ways.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// For each mark's id the id of its note.
    notes: BTreeMap<String, String>,
    /// For each note's id the ids of its marks.
    marks: BTreeMap<String, Vec<String>>,
}

impl Links {
    /// Joins the note marks and notes of a woven transcript.
    pub(super) fn of(weave: &Weave<'_>) -> Self {
        let mut places: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
        for (index, block) in weave.transcript().blocks.iter().enumerate() {
            if let (BlockKind::Note { number: Some(number), .. }, Some(id)) = (&block.kind, weave.block_id(index)) {
                places.entry(number).or_default().push((block.span.start, id));
            }
        }
        let mut links = Self::default();
        for piece in weave.all_pieces() {
            let Mark::NoteMark(number) = &piece.annotation.mark else { continue };
            let Some(notes) = places.get(number.as_str()) else { continue };
            let below = notes.partition_point(|&(start, _)| start < piece.span.start);
            let note = notes.get(below).or(notes.last()).map_or("", |&(_, id)| id);
            links.notes.insert(piece.id.clone(), note.to_owned());
            links.marks.entry(note.to_owned()).or_default().push(piece.id.clone());
        }
        links
    }

    /// The id of the note that the mark `id` means.
    pub(super) fn note(&self, id: &str) -> Option<&str> {
        self.notes.get(id).map(String::as_str)
    }

    /// The ids of the marks of the note `id`.
    pub(super) fn marks(&self, id: &str) -> &[String] {
        self.marks.get(id).map_or(&[], Vec::as_slice)
    }
}
