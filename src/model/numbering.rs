//! The ids of blocks and turns: counted in order, or carried over from a previous edition.
//!
//! `p25`, `sp3`; a paragraph inserted behind `p25` of a previous edition becomes `p25_1`, and all others keep their ids.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::Transcript;
use super::block::BlockKind;

/// Ids of a previous edition, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviousIds {
    /// Each block's id with its characters.
    pub blocks: Vec<(String, String)>,
    /// Each turn's id with the id of the first block in it.
    pub turns: Vec<(String, String)>,
}

impl PreviousIds {
    /// Whether some paragraph of the previous edition stands in `transcript` as it was: if not, it is the edition of another text.
    pub(crate) fn share_text_with(&self, transcript: &Transcript) -> bool {
        let texts: HashSet<String> = self.blocks.iter().map(|(_, text)| key(text)).collect();
        transcript.blocks.iter().filter(|block| is_counted(&block.kind)).any(|block| texts.contains(&key(transcript.text_of(block))))
    }
}

/// The ids of a transcript's blocks and turns.
#[derive(Debug)]
pub(super) struct Numbering {
    /// For each block; `None` where it is not in the text. A label's is only the beginning of the ids inside it.
    pub(super) blocks: Vec<Option<String>>,
    /// For each turn.
    pub(super) turns: Vec<String>,
}

impl Numbering {
    /// Counts blocks and turns, or keeps the ids they had in `previous`.
    pub(super) fn new(transcript: &Transcript, previous: Option<&PreviousIds>) -> Self {
        let counted: Vec<usize> = (0..transcript.blocks.len()).filter(|&index| is_counted(&transcript.blocks[index].kind)).collect();
        let ids = match previous {
            None => (1..=counted.len()).map(|number| format!("p{number}")).collect(),
            Some(previous) => carried(transcript, &counted, &previous.blocks),
        };
        let mut blocks = vec![None; transcript.blocks.len()];
        for (index, id) in counted.into_iter().zip(ids) {
            blocks[index] = Some(id);
        }
        let turns = match previous {
            None => (1..=transcript.turns.len()).map(|number| format!("sp{number}")).collect(),
            Some(previous) => carried_turns(transcript, &blocks, &previous.turns),
        };
        let mut numbering = Self { blocks, turns };
        numbering.labels(transcript);
        numbering
    }

    /// Gives each label the id of its turn to begin with, or a number of its own where the turn has another label or there is none.
    fn labels(&mut self, transcript: &Transcript) {
        let mut labelled = BTreeSet::new();
        let mut odd = 0;
        for (index, block) in transcript.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::SpeakerLabel) {
            let turn = block.turn.filter(|&turn| labelled.insert(turn)).and_then(|turn| self.turns.get(turn as usize));
            self.blocks[index] = Some(turn.cloned().unwrap_or_else(|| {
                odd += 1;
                format!("l{odd}")
            }));
        }
    }
}

fn is_counted(kind: &BlockKind) -> bool {
    kind.is_text() && *kind != BlockKind::SpeakerLabel
}

/// What must be equal for two blocks to be the same: the words, whatever blanks and odd characters stand between them.
fn key(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn carried(transcript: &Transcript, counted: &[usize], previous: &[(String, String)]) -> Vec<String> {
    let old: Vec<String> = previous.iter().map(|(_, text)| key(text)).collect();
    let new: Vec<String> = counted.iter().map(|&index| key(transcript.text_of(&transcript.blocks[index]))).collect();
    let found = matches(&old, &new);
    let mut taken: BTreeSet<String> = previous.iter().map(|(id, _)| id.clone()).collect();
    let mut kept = Kept::new("p0");
    let id = |place: Option<usize>| match place {
        Some(place) => kept.keep(&previous[place].0),
        None => kept.inserted(&mut taken),
    };
    found.into_iter().map(id).collect()
}

fn carried_turns(transcript: &Transcript, blocks: &[Option<String>], previous: &[(String, String)]) -> Vec<String> {
    let known: HashMap<&str, &str> = previous.iter().map(|(turn, block)| (block.as_str(), turn.as_str())).collect();
    let mut first: Vec<Option<&str>> = vec![None; transcript.turns.len()];
    for (block, id) in transcript.blocks.iter().zip(blocks) {
        if let (Some(turn), Some(id)) = (block.turn.and_then(|turn| first.get_mut(turn as usize)), id) {
            turn.get_or_insert(id);
        }
    }
    let mut taken: BTreeSet<String> = previous.iter().map(|(turn, _)| turn.clone()).collect();
    let mut given = BTreeSet::new();
    let mut kept = Kept::new("sp0");
    let ids = first.into_iter().map(|first| {
        let turn = first.and_then(|first| known.get(first)).filter(|&&turn| given.insert(turn.to_owned()));
        match turn {
            Some(turn) => kept.keep(turn),
            None => kept.inserted(&mut taken),
        }
    });
    ids.collect()
}

/// The last id that was kept, and how many were inserted behind it: `p25_1`, `p25_2`.
struct Kept {
    id: String,
    inserted: usize,
}

impl Kept {
    fn new(before_all: &str) -> Self {
        Self { id: before_all.to_owned(), inserted: 0 }
    }

    fn keep(&mut self, id: &str) -> String {
        *self = Self::new(id);
        self.id.clone()
    }

    fn inserted(&mut self, taken: &mut BTreeSet<String>) -> String {
        loop {
            self.inserted += 1;
            let id = format!("{}_{}", self.id, self.inserted);
            if taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// For each new text the place of the old one it is, after Heckel (1978): texts that occur once, then their neighbours,
/// then repeated texts in their order, then texts that were changed in place. Linear in the number of texts.
fn matches(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { old, new, to_old: vec![None; new.len()], to_new: vec![None; old.len()] };
    pairs.unique();
    pairs.neighbours();
    pairs.repeated();
    pairs.changed();
    pairs.to_old
}

struct Pairs<'a> {
    old: &'a [String],
    new: &'a [String],
    to_old: Vec<Option<usize>>,
    to_new: Vec<Option<usize>>,
}

impl Pairs<'_> {
    fn join(&mut self, new: usize, old: usize) {
        self.to_old[new] = Some(old);
        self.to_new[old] = Some(new);
    }

    fn unique(&mut self) {
        let mut places: HashMap<&str, (usize, usize, usize, usize)> = HashMap::new();
        for (place, text) in self.old.iter().enumerate() {
            let entry = places.entry(text).or_default();
            (entry.0, entry.1) = (entry.0 + 1, place);
        }
        for (place, text) in self.new.iter().enumerate() {
            let entry = places.entry(text).or_default();
            (entry.2, entry.3) = (entry.2 + 1, place);
        }
        for (count, old, new_count, new) in places.into_values() {
            if (count, new_count) == (1, 1) {
                self.join(new, old);
            }
        }
    }

    fn neighbours(&mut self) {
        for new in 0..self.new.len() {
            let old = if new == 0 { Some(0) } else { self.to_old[new - 1].map(|old| old + 1) };
            self.join_if_same(new, old);
        }
        for new in (0..self.new.len()).rev() {
            let after = if new + 1 == self.new.len() { Some(self.old.len()) } else { self.to_old[new + 1] };
            self.join_if_same(new, after.and_then(|after| after.checked_sub(1)));
        }
    }

    fn join_if_same(&mut self, new: usize, old: Option<usize>) {
        let Some(old) = old.filter(|&old| old < self.old.len()) else { return };
        if self.to_old[new].is_none() && self.to_new[old].is_none() && self.old[old] == self.new[new] {
            self.join(new, old);
        }
    }

    fn repeated(&mut self) {
        let mut left: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (place, text) in self.old.iter().enumerate().filter(|&(place, _)| self.to_new[place].is_none()) {
            left.entry(text).or_default().push_back(place);
        }
        for new in 0..self.new.len() {
            if self.to_old[new].is_none()
                && let Some(old) = left.get_mut(self.new[new].as_str()).and_then(VecDeque::pop_front)
            {
                self.join(new, old);
            }
        }
    }

    /// Between two texts that stayed neighbours of the same number of texts, each was changed in place.
    fn changed(&mut self) {
        let mut new = 0;
        while new < self.new.len() {
            let end = (new..self.new.len()).find(|&place| self.to_old[place].is_some()).unwrap_or(self.new.len());
            let from = if new == 0 { Some(0) } else { self.to_old[new - 1].map(|old| old + 1) };
            let to = if end == self.new.len() { Some(self.old.len()) } else { self.to_old[end] };
            if let (Some(from), Some(to)) = (from, to)
                && from + (end - new) == to
                && (from..to).all(|old| self.to_new[old].is_none())
            {
                (new..end).zip(from..to).for_each(|(new, old)| self.join(new, old));
            }
            new = end + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    fn found(old: &str, new: &str) -> Vec<Option<usize>> {
        let texts = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        matches(&texts(old), &texts(new))
    }

    #[test]
    fn inserted_texts_move_no_other() {
        assert_eq!(found("a b c", "a x b c"), [Some(0), None, Some(1), Some(2)]);
        assert_eq!(found("no yes no no", "no no yes no no"), [Some(0), None, Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_changed_text_keeps_its_place_and_a_moved_one_its_id() {
        assert_eq!(found("a b c", "a B c"), [Some(0), Some(1), Some(2)]);
        assert_eq!(found("a b c d", "c a b d"), [Some(2), Some(0), Some(1), Some(3)]);
        assert_eq!(found("a b c", "a X Y c"), [Some(0), None, None, Some(2)]);
    }
}
