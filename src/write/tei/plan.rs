//! The order of blocks as the order of TEI: divisions, the opener, turns, lists, the closer, and what stands between them.
//!
//! A block that TEI does not admit where it stands (a date line between paragraphs, a heading of a list without entries) keeps its
//! place as an anonymous block.

use std::collections::BTreeMap;

use crate::model::{Block, BlockKind, ListKind, Mark, Weave};

/// A division: the document's own (level 0) or one that a heading opens.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) level: u8,
    pub(super) parts: Vec<Part>,
}

/// What stands in a division.
#[derive(Debug)]
pub(super) enum Part {
    /// The block with this index, in the element that belongs to its kind.
    Block(usize),
    /// The block with this index, where that element may not stand.
    Loose(usize),
    /// Several parts in one element.
    Group(Group, Vec<Part>),
}

/// An element that holds several blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Opener,
    Closer,
    List(ListKind),
    /// An entry that is a list of its own.
    Item,
    Turn {
        /// Index of the turn.
        number: u32,
        /// Which part of it, from 1.
        part: u32,
    },
}

/// The whole plan.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) sections: Vec<Section>,
    /// Into how many parts each turn fell.
    pub(super) turn_parts: BTreeMap<u32, u32>,
}

impl Plan {
    /// Plans the text of a woven transcript.
    pub(super) fn of(weave: &Weave<'_>) -> Self {
        let mut planner = Planner { weave, blocks: &weave.transcript().blocks, turn_parts: BTreeMap::new() };
        let cut = planner.cut();
        let levels: Vec<u8> = cut.iter().map(|(level, _)| *level).collect();
        let sections = cut.into_iter().enumerate().map(|(number, (level, indices))| {
            let holds_others = levels.get(number + 1).is_some_and(|&next| next > level);
            Section { level, parts: planner.section(&indices, holds_others) }
        });
        let sections = sections.collect();
        Self { sections, turn_parts: planner.turn_parts }
    }
}

struct Planner<'w, 't> {
    weave: &'w Weave<'t>,
    blocks: &'t [Block],
    turn_parts: BTreeMap<u32, u32>,
}

impl Planner<'_, '_> {
    /// The blocks of the text, cut at headings.
    fn cut(&self) -> Vec<(u8, Vec<usize>)> {
        let mut sections = vec![(0, Vec::new())];
        for (index, block) in self.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Furniture | BlockKind::Metadata(_) => continue,
                BlockKind::Heading(level) => sections.push(((*level).max(1), Vec::new())),
                _ => {}
            }
            if let Some((_, indices)) = sections.last_mut() {
                indices.push(index);
            }
        }
        sections
    }

    fn section(&mut self, indices: &[usize], holds_others: bool) -> Vec<Part> {
        let top = indices.iter().position(|&index| !self.is_top(index)).unwrap_or(indices.len());
        let (top, rest) = indices.split_at(top);
        let bottom = if holds_others { rest.len() } else { self.bottom(rest) };
        let (middle, bottom) = rest.split_at(bottom);
        let mut parts = self.ends(top, Group::Opener, |kind| matches!(kind, BlockKind::Dateline | BlockKind::Classification));
        parts.extend(self.middle(middle));
        parts.extend(self.ends(bottom, Group::Closer, |kind| *kind == BlockKind::Signature));
        parts
    }

    fn kind(&self, index: usize) -> &BlockKind {
        &self.blocks[index].kind
    }

    /// TEI `model.global`: may stand anywhere in a division.
    fn is_global(&self, index: usize) -> bool {
        match self.kind(index) {
            BlockKind::PageMark(_) | BlockKind::Note { .. } | BlockKind::Editorial(_) | BlockKind::Gap => true,
            BlockKind::Incident => !is_pause(self.weave, index),
            _ => false,
        }
    }

    /// TEI `model.divTop` and `model.global`: what may come before the first paragraph.
    fn is_top(&self, index: usize) -> bool {
        let kind = self.kind(index);
        let heads = matches!(kind, BlockKind::Title | BlockKind::Heading(_) | BlockKind::Dateline | BlockKind::Classification);
        matches!(kind, BlockKind::Heading(_)) || self.blocks[index].turn.is_none() && (heads || self.is_global(index))
    }

    /// Where the closer begins: the first signature behind which nothing else follows and before which something stands.
    fn bottom(&self, rest: &[usize]) -> usize {
        let closes = |&&index: &&usize| self.blocks[index].turn.is_none() && (*self.kind(index) == BlockKind::Signature || self.is_global(index));
        let from = rest.len() - rest.iter().rev().take_while(closes).count();
        (from.max(1)..rest.len()).find(|&at| *self.kind(rest[at]) == BlockKind::Signature).unwrap_or(rest.len())
    }

    /// Opener or closer around the blocks that belong into it.
    fn ends(&self, indices: &[usize], group: Group, belongs: impl Fn(&BlockKind) -> bool) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for &index in indices {
            match parts.last_mut() {
                Some(Part::Group(_, inside)) if belongs(self.kind(index)) => inside.push(Part::Block(index)),
                _ if belongs(self.kind(index)) => parts.push(Part::Group(group, vec![Part::Block(index)])),
                _ => parts.push(Part::Block(index)),
            }
        }
        parts
    }

    fn middle(&mut self, indices: &[usize]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut at = 0;
        while at < indices.len() {
            let Some(number) = self.blocks[indices[at]].turn else {
                let end = at + self.outside_turns(&indices[at..]);
                parts.extend(self.run(&indices[at..end], None));
                at = end;
                continue;
            };
            let end = at + self.turn_length(&indices[at..], number);
            let part = self.turn_parts.entry(number).and_modify(|part| *part += 1).or_insert(1);
            let group = Group::Turn { number, part: *part };
            let label =
                indices[at..end].iter().copied().find(|&index| !self.is_global(index)).filter(|_| matches!(group, Group::Turn { part: 1, .. }));
            parts.push(Part::Group(group, self.run(&indices[at..end], label)));
            at = end;
        }
        parts
    }

    fn outside_turns(&self, indices: &[usize]) -> usize {
        indices.iter().position(|&index| self.blocks[index].turn.is_some()).unwrap_or(indices.len())
    }

    /// How many blocks belong to the turn, notes and page marks between them included.
    fn turn_length(&self, indices: &[usize], number: u32) -> usize {
        let mut length = 0;
        for (at, &index) in indices.iter().enumerate() {
            match self.blocks[index].turn {
                Some(turn) if turn == number => length = at + 1,
                None if self.is_global(index) => {}
                _ => break,
            }
        }
        length
    }

    /// Lists and single blocks; `label` is the block that may be the turn's `speaker`.
    fn run(&self, indices: &[usize], label: Option<usize>) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut at = 0;
        while at < indices.len() {
            let index = indices[at];
            match self.kind(index) {
                BlockKind::ListHead(kind) | BlockKind::ListItem(kind) => {
                    let end = at + self.list_length(&indices[at..], *kind);
                    self.lists(&indices[at..end], *kind, &mut parts);
                    at = end;
                    continue;
                }
                BlockKind::SpeakerLabel if label == Some(index) => parts.push(Part::Block(index)),
                BlockKind::Title | BlockKind::Dateline | BlockKind::Classification | BlockKind::Signature | BlockKind::SpeakerLabel => {
                    parts.push(Part::Loose(index));
                }
                _ => parts.push(Part::Block(index)),
            }
            at += 1;
        }
        parts
    }

    /// How many blocks belong to lists of one kind, page marks between them included.
    fn list_length(&self, indices: &[usize], wanted: ListKind) -> usize {
        let mut length = 0;
        for (at, &index) in indices.iter().enumerate() {
            match self.kind(index) {
                BlockKind::ListHead(kind) | BlockKind::ListItem(kind) if *kind == wanted => length = at + 1,
                BlockKind::PageMark(_) => {}
                _ => break,
            }
        }
        length
    }

    /// Cuts blocks of one kind of list at their heads. Of two heads in a row the first stands over all ("Present:"), the second over
    /// its own entries ("United States"), and so does every single head that follows.
    fn lists(&self, indices: &[usize], kind: ListKind, parts: &mut Vec<Part>) {
        let is_head = |index: &usize| matches!(self.kind(*index), BlockKind::ListHead(_));
        let is_item = |index: &usize| matches!(self.kind(*index), BlockKind::ListItem(_));
        let mut outer: Option<Vec<Part>> = None;
        let mut rest = indices;
        while !rest.is_empty() {
            let first_item = rest.iter().position(is_item).unwrap_or(rest.len());
            let end = (first_item..rest.len()).find(|&at| is_head(&rest[at])).unwrap_or(rest.len());
            let (segment, others) = rest.split_at(end);
            rest = others;
            if first_item == end {
                close_list(&mut outer, kind, parts);
                parts.extend(segment.iter().map(|index| if is_head(index) { Part::Loose(*index) } else { Part::Block(*index) }));
                continue;
            }
            let heads = segment.iter().filter(|index| is_head(index)).count();
            let inner_head = segment.iter().rposition(is_head).filter(|_| heads > 1);
            let (over, own) = segment.split_at(inner_head.unwrap_or(0));
            let own = Part::Group(Group::List(kind), own.iter().copied().map(Part::Block).collect());
            if heads > 1 {
                close_list(&mut outer, kind, parts);
                outer = Some(over.iter().copied().map(Part::Block).collect());
            }
            match &mut outer {
                Some(list) => list.push(Part::Group(Group::Item, vec![own])),
                None => parts.push(own),
            }
        }
        close_list(&mut outer, kind, parts);
    }
}

fn close_list(outer: &mut Option<Vec<Part>>, kind: ListKind, parts: &mut Vec<Part>) {
    parts.extend(outer.take().map(|list| Part::Group(Group::List(kind), list)));
}

/// Whether the block is a pause, which TEI `incident` does not hold.
pub(super) fn is_pause(weave: &Weave<'_>, index: usize) -> bool {
    weave.character(index).is_some_and(|annotation| annotation.mark == Mark::Pause)
}
