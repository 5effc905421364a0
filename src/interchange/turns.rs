//! A transcript of turns: the text of the edition is made of them by a stated rule.
//!
//! Turn after turn its heading, its label and behind one space its words, its notes; between all of these one blank line:
//!
//! ```text
//! Q: When did the mill close?
//!
//! A: In the winter after the flood.
//! ```

use std::sync::Arc;

use crate::model::{self, Block, BlockKind, Genre};
use crate::source::{Source, Span};

use super::codes::{TIME, WORDS};
use super::desk::Desk;
use super::format::{Speakers, Turn, TurnNoteKind};
use super::path::Path;

/// Between two paragraphs of the text.
const BLANK_LINE: &str = "\n\n";

/// The text, its blocks and its turns.
pub(super) struct Composition {
    pub(super) source: Arc<Source>,
    pub(super) blocks: Vec<Block>,
    pub(super) turns: Vec<model::Turn>,
}

/// Makes the text of the edition, called `name`, of the turns.
pub(super) fn compose(turns: Vec<Turn<'_>>, name: &str, desk: &mut Desk<'_>) -> Composition {
    let mut page = Page::default();
    let list = Path::Root.key("turns");
    let mut composed = Vec::with_capacity(turns.len());
    for (index, turn) in turns.into_iter().enumerate() {
        let path = list.index(index);
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let label = page.turn(&turn, number, desk, &path);
        for (note, remark) in turn.notes.iter().enumerate() {
            page.paragraphs(&remark.text, BLANK_LINE, &note_kind(remark.kind), None, desk, &path.key("notes").index(note).key("text"));
        }
        composed.push(model::Turn { label, ..placed(&turn, desk, &path) });
    }
    Composition { source: Arc::new(Source::from_text(name, page.text)), blocks: page.blocks, turns: composed }
}

fn note_kind(kind: TurnNoteKind) -> BlockKind {
    match kind {
        TurnNoteKind::Incident => BlockKind::Incident,
        TurnNoteKind::Gap => BlockKind::Gap,
        TurnNoteKind::Note(kind) => BlockKind::Editorial(kind),
    }
}

/// Speaker and times of a turn; without the label.
pub(super) fn placed(turn: &Turn<'_>, desk: &mut Desk<'_>, path: &Path<'_>) -> model::Turn {
    let speaker = path.key("speaker");
    let who = match &turn.speaker {
        None => vec![desk.register.unknown()],
        Some(Speakers::One(id)) => desk.entity(id, &speaker).into_iter().collect(),
        Some(Speakers::Several(ids)) => desk.entities(ids, &speaker),
    };
    if let Some((start, end)) = turn.start.zip(turn.end)
        && end < start
    {
        desk.report(&TIME, &path.key("end"), "the turn ends before it begins", "both times count from the beginning of the recording".to_owned());
    }
    let times = turn.start.map(|start| (start.0, turn.end.map(|end| end.0)));
    let decided = turn.editor.as_ref().map(|editor| editor.clone().into_owned());
    model::Turn { who, label: None, times, inferred: turn.certainty, decided }
}

/// The genre that the turns speak for, with the reason.
pub(super) fn genre(turns: &[model::Turn]) -> (Genre, String) {
    let timed = turns.iter().filter(|turn| turn.times.is_some()).count();
    match (turns.len(), timed) {
        (0, _) => (Genre::Reported, "the transcript has no turns".to_owned()),
        (all, 0) => (Genre::Minutes, format!("the transcript has {all} turns, none of them with times")),
        (all, timed) => (Genre::Interview, format!("{timed} of {all} turns have times")),
    }
}

/// The text while it is made.
#[derive(Default)]
struct Page {
    text: String,
    blocks: Vec<Block>,
}

impl Page {
    /// Adds heading, label and words; gives the place of the label.
    fn turn(&mut self, turn: &Turn<'_>, number: u32, desk: &mut Desk<'_>, path: &Path<'_>) -> Option<Span> {
        if let Some(heading) = &turn.heading {
            self.paragraphs(heading, BLANK_LINE, &BlockKind::Heading(1), None, desk, &path.key("heading"));
        }
        let first = self.blocks.len();
        if let Some(label) = &turn.label {
            self.block(label, BLANK_LINE, BlockKind::SpeakerLabel, Some(number), desk, &path.key("label"));
        }
        let label = self.blocks.get(first).map(|block| block.span);
        let before = if label.is_some() { " " } else { BLANK_LINE };
        let words = turn.text.as_deref().unwrap_or_default();
        self.paragraphs(words, before, &BlockKind::Paragraph, Some(number), desk, &path.key("text"));
        label
    }

    /// Adds `text` as it is, one block for each of its paragraphs.
    fn paragraphs(&mut self, text: &str, before: &str, kind: &BlockKind, turn: Option<u32>, desk: &mut Desk<'_>, path: &Path<'_>) {
        let start = self.add(text, before);
        let paragraphs = paragraphs(text);
        if paragraphs.is_empty() {
            desk.report(&WORDS, path, "there is nothing but blanks", None);
        }
        self.blocks.extend(paragraphs.into_iter().map(|span| Block { span: span.shifted(start), kind: kind.clone(), turn }));
    }

    /// Adds `text` as it is, as one block.
    fn block(&mut self, text: &str, before: &str, kind: BlockKind, turn: Option<u32>, desk: &mut Desk<'_>, path: &Path<'_>) {
        let start = self.add(text, before) + (text.len() - text.trim_start().len());
        let span = Span::new(start, start + text.trim().len());
        if span.is_empty() {
            desk.report(&WORDS, path, "there is nothing but blanks", None);
        }
        self.blocks.push(Block { span, kind, turn });
    }

    fn add(&mut self, text: &str, before: &str) -> usize {
        if !self.text.is_empty() {
            self.text.push_str(before);
        }
        let start = self.text.len();
        self.text.push_str(text);
        start
    }
}

/// The paragraphs of a text: blank lines lie between them.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        let start = at;
        at += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        if word.is_empty() {
            continue;
        }
        let end = start + word.len();
        match found.last_mut() {
            Some(last) if !has_blank_line(&text[last.end..start]) => last.end = end,
            _ => found.push(Span::new(start, end)),
        }
    }
    found
}

/// Whether white space holds two line ends: LF, CR LF or CR.
fn has_blank_line(space: &str) -> bool {
    let bytes = space.as_bytes();
    let ends = (0..bytes.len()).filter(|&at| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
    ends.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_lie_between_paragraphs() {
        let parts = |text: &'static str| paragraphs(text).into_iter().map(|span| &text[span.range()]).collect::<Vec<_>>();
        assert_eq!(parts("  One\ntwo. \r\n \r\nThree\u{A0}\n"), ["One\ntwo.", "Three"]);
        assert_eq!(parts("One\r\ntwo\r\rthree"), ["One\r\ntwo", "three"]);
        assert_eq!(parts(" \u{85}\n"), [""; 0]);
    }

    #[test]
    fn the_genre_has_a_reason() {
        let turn = |times| model::Turn { times, ..model::Turn::default() };
        assert_eq!(genre(&[turn(Some((0, None))), turn(None)]), (Genre::Interview, "1 of 2 turns have times".to_owned()));
        assert_eq!(genre(&[turn(None)]).0, Genre::Minutes);
        assert_eq!(genre(&[]).0, Genre::Reported);
    }
}
