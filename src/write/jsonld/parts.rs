//! The parts of the document in order: turns, speeches, and notes of gesture or noise, each with the stretches of text it covers.
//!
//! An interrupted speech ("According to our calculations," said Vukmanovic, "we can …") is one part with two stretches.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::model::{Block, BlockKind, Certainty, EntityId, Mark, Mode, Piece, Speech, Weave};
use crate::source::Span;

/// A part of the document.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// Its id in the TEI; of an interrupted speech the id of its first piece.
    pub(super) id: Cow<'a, str>,
    pub(super) kind: Kind,
    pub(super) who: Vec<EntityId>,
    pub(super) to: Vec<EntityId>,
    /// The attributions as printed.
    pub(super) labels: Vec<Span>,
    pub(super) certainty: Option<Certainty>,
    /// The part around it, an index of the list.
    pub(super) outer: Option<usize>,
    /// Disjoint, in text order.
    stretches: Vec<Stretch>,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Words(Mode),
    /// A gesture, a noise, a pause, an event.
    Stage,
}

/// A run of characters without a break.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    span: Span,
    block: usize,
    /// Whether only a mark that leaves the text parts it from the stretch before.
    after_mark: bool,
}

/// What makes pieces one part: a turn, a chain of speeches, or the annotation they are cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Turn(u32),
    Chain(u32),
    Annotation(usize),
    Block(usize),
}

/// All parts of a woven transcript that hold at least one character, in text order, each before those inside it.
pub(super) fn parts<'a>(weave: &'a Weave<'_>) -> Vec<Part<'a>> {
    let mut gathered = Gathered { weave, parts: Vec::new(), numbers: FxHashMap::default() };
    for (index, block) in weave.transcript().blocks.iter().enumerate() {
        gathered.block(index, block);
    }
    gathered.parts
}

struct Gathered<'w, 't> {
    weave: &'w Weave<'t>,
    parts: Vec<Part<'w>>,
    numbers: FxHashMap<Key, usize>,
}

impl<'w> Gathered<'w, '_> {
    fn block(&mut self, index: usize, block: &Block) {
        let pieces = self.weave.pieces(index);
        let marks: Vec<Span> = pieces.iter().filter(|piece| piece.annotation.mark.leaves_text()).map(|piece| piece.span).collect();
        let mut open: Vec<(usize, usize)> = Vec::new();
        let around = self.whole_block(index, block, &marks);
        for piece in pieces {
            open.retain(|&(end, _)| end > piece.span.start);
            let outer = open.last().map(|&(_, part)| part).or(around);
            if let Some(part) = self.piece(piece, outer) {
                open.push((piece.span.end, part));
                self.cover(part, piece.span, index, &marks);
            }
        }
    }

    /// The part that covers the block as a whole: the turn it belongs to, or the event it notes.
    fn whole_block(&mut self, index: usize, block: &Block, marks: &[Span]) -> Option<usize> {
        let turn = block.turn.filter(|_| is_spoken(&block.kind)).map(|number| self.turn(number));
        if let Some(part) = turn {
            self.cover(part, block.span, index, marks);
        }
        if block.kind != BlockKind::Incident {
            return turn;
        }
        let around = block.turn.and_then(|number| self.numbers.get(&Key::Turn(number)).copied());
        let part = self.enter(Key::Block(index), self.weave.block_id(index)?.into(), Kind::Stage, around);
        self.cover(part, block.span, index, marks);
        Some(part)
    }

    fn turn(&mut self, number: u32) -> usize {
        let part = self.enter(Key::Turn(number), self.weave.turn_id(number).into(), Kind::Words(Mode::Direct), None);
        if self.parts[part].stretches.is_empty() {
            let turn = &self.weave.transcript().turns[number as usize];
            let Part { who, labels, certainty, .. } = &mut self.parts[part];
            who.clone_from(&turn.who);
            labels.extend(turn.label);
            *certainty = turn.inferred;
        }
        part
    }

    fn piece(&mut self, piece: &'w Piece<'_>, outer: Option<usize>) -> Option<usize> {
        let id = Cow::Borrowed(piece.id.as_str());
        match &piece.annotation.mark {
            Mark::Speech(speech) => {
                let key = speech.chain.map_or(Key::Annotation(piece.index), Key::Chain);
                let part = self.enter(key, id, Kind::Words(speech.mode), outer);
                self.speech(part, speech, piece.annotation.certainty());
                Some(part)
            }
            Mark::Kinesic | Mark::Vocal | Mark::Incident | Mark::Pause => Some(self.enter(Key::Annotation(piece.index), id, Kind::Stage, outer)),
            _ => None,
        }
    }

    /// What a piece adds to its speech: further speakers and attributions; the whole is as sure as its least sure piece.
    fn speech(&mut self, part: usize, speech: &Speech, certainty: Option<Certainty>) {
        let part = &mut self.parts[part];
        add_new(&mut part.who, &speech.who);
        add_new(&mut part.to, &speech.to);
        add_new(&mut part.labels, &speech.attribution);
        part.certainty = match (part.certainty, certainty) {
            (Some(known), Some(further)) => Some(known.min(further)),
            (known, further) => known.or(further),
        };
    }

    fn enter(&mut self, key: Key, id: Cow<'w, str>, kind: Kind, outer: Option<usize>) -> usize {
        let next = self.parts.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            let stretches = Vec::with_capacity(1);
            self.parts.push(Part { id, kind, who: Vec::new(), to: Vec::new(), labels: Vec::new(), certainty: None, outer, stretches });
        }
        number
    }

    /// Adds `span` to the part, without the marks that leave the text, and joins what touches.
    fn cover(&mut self, part: usize, span: Span, block: usize, marks: &[Span]) {
        let stretches = &mut self.parts[part].stretches;
        let first = marks.partition_point(|mark| mark.end <= span.start);
        let mut at = span.start;
        for mark in marks[first..].iter().take_while(|mark| mark.start < span.end) {
            add(stretches, Stretch { span: Span::new(at, mark.start), block, after_mark: at > span.start });
            at = mark.end;
        }
        add(stretches, Stretch { span: Span::new(at, span.end), block, after_mark: at > span.start });
    }
}

fn add(stretches: &mut Vec<Stretch>, stretch: Stretch) {
    match stretches.last_mut() {
        _ if stretch.span.is_empty() => {}
        Some(last) if last.span.end == stretch.span.start && last.block == stretch.block => last.span.end = stretch.span.end,
        _ => stretches.push(stretch),
    }
}

fn add_new<T: Copy + PartialEq>(list: &mut Vec<T>, more: &[T]) {
    for &item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

/// Whether the block holds words of the turn it stands in; a footnote or an editor's remark does not.
const fn is_spoken(kind: &BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph | BlockKind::ListHead(_) | BlockKind::ListItem(_) => true,
        BlockKind::Furniture
        | BlockKind::Metadata(_)
        | BlockKind::Title
        | BlockKind::Heading(_)
        | BlockKind::Dateline
        | BlockKind::Classification
        | BlockKind::SpeakerLabel
        | BlockKind::Incident
        | BlockKind::Gap
        | BlockKind::Note { .. }
        | BlockKind::Editorial(_)
        | BlockKind::Signature
        | BlockKind::PageMark(_) => false,
    }
}

impl Part<'_> {
    /// Its characters and where they stand: blanks at the ends of a stretch are left out, and between two stretches stands
    /// a line feed where a block ends, nothing where a mark alone cuts a word, else a blank.
    pub(super) fn reading<'s>(&self, text: &'s str) -> (Cow<'s, str>, Vec<Span>) {
        let mut reading = Cow::Borrowed("");
        let mut spans = Vec::with_capacity(self.stretches.len());
        let mut last: Option<(Stretch, Span)> = None;
        for &stretch in &self.stretches {
            let span = trimmed(text, stretch.span);
            if span.is_empty() {
                continue;
            }
            let words = &text[span.range()];
            match last {
                None => reading = Cow::Borrowed(words),
                Some(before) => *reading.to_mut() += &[seam(before, (stretch, span)), words].concat(),
            }
            spans.push(span);
            last = Some((stretch, span));
        }
        (reading, spans)
    }
}

/// What stands between two stretches, each given with its trimmed span.
fn seam((before, words): (Stretch, Span), (after, next): (Stretch, Span)) -> &'static str {
    let blank = words.end < before.span.end || after.span.start < next.start;
    match before.block == after.block {
        false => "\n",
        true if after.after_mark && !blank => "",
        true => " ",
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let start = span.start + slice.len() - slice.trim_start().len();
    Span::new(start, start + slice.trim().len())
}
