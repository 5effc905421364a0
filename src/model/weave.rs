//! Block by block, the base text and its annotations as properly nested events, for every writer.
//!
//! Annotations may cross; elements may not. Where two cross, the one that may stand in pieces (speech, quotation) is cut,
//! and its pieces point at each other with `next` and `prev`. This is the only place where that is settled.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::source::Span;

use super::Transcript;
use super::annotation::{Annotation, Mark};
use super::block::{Block, BlockKind};
use super::ledger::Reason;
use super::nesting::{Holder, characterises};
use super::numbering::{Numbering, PreviousIds};

/// A step through a block, in text order and properly nested.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// An element opens.
    Open(&'a Piece<'a>),
    /// The innermost open element closes.
    Close(&'a Piece<'a>),
    /// An empty element stands here; its printed mark follows as [`Event::Omit`]. Where the mark stands in a description, which
    /// holds no empty element, it comes before the element that is described.
    Milestone(&'a Piece<'a>),
    /// Characters of the text; all of them may stand in XML.
    Text(Span),
    /// Characters that are not in the text, with the reason.
    Omit(Span, Reason),
}

/// An annotation, or the part of it that one element can hold.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// The annotation.
    pub annotation: &'a Annotation,
    /// Index of the annotation in `Transcript::annotations`.
    pub index: usize,
    /// The stretch this piece covers.
    pub span: Span,
    /// The piece's id: block, letter, code point at which it begins in the block: `p25.s14`.
    pub id: String,
    /// Id of the piece that carries it on.
    pub next: Option<String>,
    /// Id of the piece that it carries on.
    pub prev: Option<String>,
}

/// A transcript whose annotations are cut and numbered.
#[derive(Debug)]
pub struct Weave<'a> {
    transcript: &'a Transcript,
    pieces: Vec<Piece<'a>>,
    /// For each block, where its pieces begin in `pieces`; one entry more than blocks.
    starts: Vec<usize>,
    numbering: Numbering,
    /// For blocks of action and gaps, the annotation that says what they are.
    characters: BTreeMap<usize, usize>,
    left_out: BTreeSet<usize>,
}

impl<'a> Weave<'a> {
    /// Cuts, orders and numbers the annotations of `transcript`.
    pub fn new(transcript: &'a Transcript) -> Self {
        Self::numbered(transcript, Numbering::new(transcript, None))
    }

    /// The same, with the ids of blocks and turns carried over from a previous edition.
    pub fn carrying_over(transcript: &'a Transcript, previous: &PreviousIds) -> Self {
        Self::numbered(transcript, Numbering::new(transcript, Some(previous)))
    }

    fn numbered(transcript: &'a Transcript, numbering: Numbering) -> Self {
        let mut order: Vec<usize> = (0..transcript.annotations.len()).collect();
        order.sort_by_key(|&index| sort_key(&transcript.annotations[index], transcript.annotations[index].span, index));
        let mut weave = Self {
            transcript,
            pieces: Vec::with_capacity(order.len()),
            starts: Vec::with_capacity(transcript.blocks.len() + 1),
            numbering,
            characters: BTreeMap::new(),
            left_out: BTreeSet::new(),
        };
        let mut waiting = Vec::new();
        let mut rest = order.into_iter().peekable();
        for (number, block) in transcript.blocks.iter().enumerate() {
            weave.starts.push(weave.pieces.len());
            while let Some(index) = rest.next_if(|&index| transcript.annotations[index].span.start < block.span.end) {
                waiting.push(index);
            }
            waiting.retain(|&index| transcript.annotations[index].span.end > block.span.start);
            weave.add_block(number, block, &waiting);
        }
        weave.starts.push(weave.pieces.len());
        weave.link();
        weave
    }

    fn add_block(&mut self, number: usize, block: &Block, indices: &[usize]) {
        let Some(id) = self.numbering.blocks[number].clone() else { return };
        let character = indices.iter().copied().find(|&index| characterises(&self.transcript.annotations[index], block));
        self.characters.extend(character.map(|index| (number, index)));
        let others: Vec<usize> = indices.iter().copied().filter(|&index| Some(index) != character).collect();
        let cut = nest(self.transcript, block, &others, &mut self.left_out);
        self.pieces.extend(number_pieces(self.transcript, block.span, &id, cut));
    }

    /// The transcript that is woven.
    pub fn transcript(&self) -> &'a Transcript {
        self.transcript
    }

    /// The id of block `index`; `None` for a block that is not in the text and for a speaker's label.
    pub fn block_id(&self, index: usize) -> Option<&str> {
        self.numbering.blocks[index].as_deref().filter(|_| self.transcript.blocks[index].kind != BlockKind::SpeakerLabel)
    }

    /// The id of turn `index`: `sp3` for the third.
    pub fn turn_id(&self, index: u32) -> String {
        self.numbering.turns[index as usize].clone()
    }

    /// The annotation that says of the whole of block `index`, an action or a gap, what it is; it is no piece of its own.
    pub fn character(&self, index: usize) -> Option<&'a Annotation> {
        self.characters.get(&index).map(|&annotation| &self.transcript.annotations[annotation])
    }

    /// Annotations that stand, at least in part, where TEI admits no such element ("[laughs (she means it)]" holds no aside): they
    /// become no element there.
    pub fn left_out(&self) -> impl Iterator<Item = &'a Annotation> {
        self.left_out.iter().map(|&index| &self.transcript.annotations[index])
    }

    /// The pieces of block `index`, each before those inside it.
    pub fn pieces(&self, index: usize) -> &[Piece<'a>] {
        &self.pieces[self.starts[index]..self.starts[index + 1]]
    }

    /// All pieces, in text order.
    pub fn all_pieces(&self) -> &[Piece<'a>] {
        &self.pieces
    }

    /// The id of the first piece of the annotation of the kind `letter` that begins at `start`.
    pub fn id_at(&self, letter: char, start: usize) -> Option<&str> {
        let first = self.pieces.partition_point(|piece| piece.span.start < start);
        self.pieces[first..]
            .iter()
            .take_while(|piece| piece.span.start == start)
            .find(|piece| piece.annotation.mark.letter() == letter)
            .map(|piece| piece.id.as_str())
    }

    /// The events of block `index`.
    pub fn block(&self, index: usize) -> Vec<Event<'_>> {
        let block = &self.transcript.blocks[index];
        let pieces = self.pieces(index);
        let mut events = Events { text: self.transcript.source.text(), at: block.span.start, open: Vec::new(), list: Vec::new() };
        let mut hoisted = block.span.start;
        if Holder::Block(&block.kind).is_description() {
            hoisted = events.hoist(pieces, block.span.end);
        }
        for (number, piece) in pieces.iter().enumerate() {
            events.close_until(piece.span.start);
            events.text_until(piece.span.start);
            let mark = &piece.annotation.mark;
            if mark.leaves_text() {
                if piece.span.start >= hoisted {
                    events.list.push(Event::Milestone(piece));
                }
                events.omit_until(piece.span.end);
                continue;
            }
            if Holder::Mark(mark).is_description() && piece.span.start >= hoisted {
                hoisted = events.hoist(&pieces[number + 1..], piece.span.end);
            }
            events.list.push(Event::Open(piece));
            events.open.push(piece);
        }
        events.close_until(usize::MAX);
        events.text_until(block.span.end);
        events.list
    }

    /// Joins the pieces of one annotation, and of one interrupted speech, with `next` and `prev`.
    fn link(&mut self) {
        let mut chains: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
        for (number, piece) in self.pieces.iter().enumerate() {
            let key = match &piece.annotation.mark {
                Mark::Speech(speech) => speech.chain.map_or((false, piece.index), |chain| (true, chain as usize)),
                _ => (false, piece.index),
            };
            chains.entry(key).or_default().push(number);
        }
        for chain in chains.into_values().filter(|chain| chain.len() > 1) {
            for pair in chain.windows(2) {
                self.pieces[pair[0]].next = Some(self.pieces[pair[1]].id.clone());
                self.pieces[pair[1]].prev = Some(self.pieces[pair[0]].id.clone());
            }
        }
    }
}

type SortKey = (usize, Reverse<usize>, u8, usize);

fn sort_key(annotation: &Annotation, span: Span, index: usize) -> SortKey {
    (span.start, Reverse(span.end), annotation.mark.rank(), index)
}

/// Cuts the annotations `indices` to `block` and to each other; each piece comes before those inside it. What may not stand at its
/// place goes to `left_out`.
fn nest(transcript: &Transcript, block: &Block, indices: &[usize], left_out: &mut BTreeSet<usize>) -> Vec<(Span, usize)> {
    let annotations = &transcript.annotations;
    let mut queue: BinaryHeap<Reverse<(SortKey, Span)>> = BinaryHeap::new();
    let enqueue = |queue: &mut BinaryHeap<_>, span: Span, index: usize| {
        if !span.is_empty() {
            queue.push(Reverse((sort_key(&annotations[index], span, index), span)));
        }
    };
    for &index in indices {
        let span = annotations[index].span;
        enqueue(&mut queue, Span::new(span.start.max(block.span.start), span.end.min(block.span.end)), index);
    }
    let mut done: Vec<(Span, usize)> = Vec::new();
    let mut open: Vec<usize> = Vec::new(); // indices of `done`
    while let Some(Reverse(((_, _, _, index), span))) = queue.pop() {
        open.retain(|&outer| done[outer].0.end > span.start);
        if open.iter().any(|&outer| annotations[done[outer].1].mark.leaves_text()) {
            continue; // inside a printed mark that leaves the text
        }
        let Some(nearest) = open.iter().map(|&outer| done[outer].0.end).min().filter(|&end| end < span.end) else {
            let holder = open.last().map_or(Holder::Block(&block.kind), |&outer| Holder::Mark(&annotations[done[outer].1].mark));
            if holder.admits(&annotations[index].mark) {
                open.push(done.len());
                done.push((span, index));
            } else {
                left_out.insert(index);
            }
            continue;
        };
        let crossed_split = open.iter().filter(|&&outer| done[outer].0.end < span.end).all(|&outer| annotations[done[outer].1].mark.splits());
        if annotations[index].mark.splits() || !crossed_split {
            enqueue(&mut queue, Span::new(span.start, nearest), index);
            enqueue(&mut queue, Span::new(nearest, span.end), index);
            continue;
        }
        for &outer in &open {
            let (cut, cut_index) = done[outer];
            if cut.end >= span.end {
                continue;
            }
            done[outer].0.end = span.start;
            enqueue(&mut queue, Span::new(span.start, cut.end), cut_index);
        }
        enqueue(&mut queue, span, index);
    }
    done
}

fn number_pieces<'a>(transcript: &'a Transcript, block: Span, block_id: &str, cut: Vec<(Span, usize)>) -> Vec<Piece<'a>> {
    let text = transcript.source.text();
    let mut taken = BTreeSet::new();
    let (mut at, mut code_points) = (block.start, 0);
    cut.into_iter()
        .map(|(span, index)| {
            let annotation = &transcript.annotations[index];
            code_points += text[at..span.start].chars().count();
            at = span.start;
            let id = numbered(&format!("{block_id}.{}{code_points}", annotation.mark.letter()), &mut taken);
            Piece { annotation, index, span, id, next: None, prev: None }
        })
        .collect()
}

/// The id, with a number behind it from the second annotation of its kind that begins at the same place.
fn numbered(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.to_owned();
    let mut number = 1;
    while !taken.insert(id.clone()) {
        number += 1;
        id = format!("{wanted}.{number}");
    }
    id
}

struct Events<'e, 't> {
    text: &'t str,
    at: usize,
    open: Vec<&'e Piece<'e>>,
    list: Vec<Event<'e>>,
}

impl<'e> Events<'e, '_> {
    /// Puts the empty elements of `pieces` that begin before `end` here, and gives `end`.
    fn hoist(&mut self, pieces: &'e [Piece<'e>], end: usize) -> usize {
        let inside = pieces.iter().take_while(|piece| piece.span.start < end);
        self.list.extend(inside.filter(|piece| piece.annotation.mark.leaves_text()).map(Event::Milestone));
        end
    }

    fn close_until(&mut self, start: usize) {
        while let Some(piece) = self.open.pop_if(|piece| piece.span.end <= start) {
            self.text_until(piece.span.end);
            self.list.push(Event::Close(piece));
        }
    }

    /// Emits the text up to `end`, leaving out what XML cannot carry.
    fn text_until(&mut self, end: usize) {
        while self.at < end {
            let text = &self.text[self.at..end];
            let clean = first_unfit(text).unwrap_or(text.len());
            if clean > 0 {
                self.list.push(Event::Text(Span::new(self.at, self.at + clean)));
            }
            self.at += clean;
            if let Some(unfit) = self.text[self.at..end].chars().next() {
                self.list.push(Event::Omit(Span::new(self.at, self.at + unfit.len_utf8()), Reason::Encoding));
                self.at += unfit.len_utf8();
            }
        }
    }

    fn omit_until(&mut self, end: usize) {
        self.list.push(Event::Omit(Span::new(self.at, end), Reason::Furniture));
        self.at = end;
    }
}

/// Where the first character stands that XML 1.0 (section 2.2) does not admit or would normalise (section 2.11).
fn first_unfit(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().find_map(|(at, &byte)| {
        let control = byte < 0x20 && byte != b'\t' && byte != b'\n';
        let noncharacter = byte == 0xEF && bytes[at + 1] == 0xBF && bytes[at + 2] >= 0xBE;
        (control || noncharacter).then_some(at)
    })
}

/// Whether XML 1.0 carries the character unchanged.
pub fn is_fit_for_xml(character: char) -> bool {
    !matches!(character, '\u{0}'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Aside, Gap, Genre, Rule};
    use crate::source::Source;

    static RULE: Rule = Rule::new("rule.test", "a rule for tests");

    fn woven(kind: BlockKind, text: &str, marks: &[(&str, Mark)]) -> Transcript {
        let mut transcript = Transcript::new(Arc::new(Source::from_text("t", text)), "t", Genre::Minutes);
        transcript.blocks.push(Block::new(Span::new(0, text.len()), kind));
        for (words, mark) in marks {
            let start = text.find(words).expect("words of the text");
            transcript.annotations.push(Annotation::printed(Span::new(start, start + words.len()), mark.clone(), &RULE));
        }
        transcript
    }

    #[test]
    fn a_description_holds_no_aside_and_its_page_mark_comes_before_it() {
        let marks = [("[laughs (loud) [Page 2]]", Mark::Vocal), ("(loud)", Mark::Aside(Aside::Event)), ("[Page 2]", Mark::PageMark("2".to_owned()))];
        let transcript = woven(BlockKind::Paragraph, "He [laughs (loud) [Page 2]].", &marks);
        let weave = Weave::new(&transcript);
        assert_eq!(weave.left_out().map(|annotation| &annotation.mark).collect::<Vec<_>>(), [&Mark::Aside(Aside::Event)]);
        let steps: Vec<_> = weave.block(0).iter().map(|event| format!("{event:?}").chars().take(5).collect::<String>()).collect();
        assert_eq!(steps, ["Text(", "Miles", "Open(", "Text(", "Omit(", "Text(", "Close", "Text("]);
    }

    #[test]
    fn both_ways_to_find_what_xml_does_not_carry_agree() {
        for character in (0..=0x1_FFFF).filter_map(char::from_u32) {
            assert_eq!(is_fit_for_xml(character), first_unfit(&character.to_string()).is_none(), "{character:?}");
        }
    }

    #[test]
    fn the_mark_over_a_whole_gap_is_the_gap_itself() {
        let transcript = woven(BlockKind::Gap, "[Two pages missing]", &[("[Two pages missing]", Mark::Gap(Gap::default()))]);
        let weave = Weave::new(&transcript);
        assert!(weave.pieces(0).is_empty() && weave.left_out().next().is_none());
        assert!(weave.character(0).is_some());
    }
}
