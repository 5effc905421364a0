//! From attributions to speeches: which words are whose, how far they reach, what carries on, what is nested.
//!
//! Goes through the document sentence by sentence and remembers who speaks: "Tito said that … . We cannot … . (Laughter.)
//! During the dinner …" – the second sentence is still his, the last is the narrator's.

mod carry;
mod extent;
mod found;
mod mode;
mod nested;
mod tops;

use crate::language::speech::SpeechTable;
use crate::model::{Act, Annotation, EntityId, Mode};
use crate::source::Span;

use super::cast::Cast;
use super::frame::Frame;
use super::narrator::Manner;
use super::phrase::Phrases;
use super::view::{BlockView, Cell, QuoteMark};

/// What may carry on without further evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Words were reported: the next sentence may be his as well.
    Open,
    /// An act of speech without words: words may follow.
    Expected,
    /// After a quotation: another may follow in the same paragraph.
    Quoted,
    /// After a gesture: a quotation may follow.
    Acting,
    /// After the narrator's own sentence, a paragraph's end.
    Closed,
}

/// Whoever has the word.
#[derive(Clone, Debug)]
struct Floor {
    who: Vec<EntityId>,
    to: Vec<EntityId>,
    mode: Mode,
    act: Option<Act>,
    /// The token of the block that closes the quotation in which the words stand.
    quoted: Option<usize>,
    state: State,
    /// Whether a quotation without attribution would be somebody else's.
    alternates: bool,
}

impl Floor {
    fn new(who: Vec<EntityId>, mode: Mode) -> Self {
        Self { who, to: Vec::new(), mode, act: None, quoted: None, state: State::Open, alternates: false }
    }
}

/// A sentence and what was found in it.
pub(super) struct Sentence<'a, 't> {
    pub cells: &'a [Cell<'t>],
    pub phrases: &'a Phrases,
    pub frames: &'a [Frame],
    /// The whole block, parentheses included.
    pub block: &'a BlockView<'t>,
}

impl Sentence<'_, '_> {
    /// Its place in the base text.
    fn span(&self) -> Span {
        Span::new(self.cells[0].span.start, self.cells[self.cells.len() - 1].span.end)
    }
}

/// The state of the analysis between sentences.
pub(super) struct Teller<'r, 'l> {
    pub cast: Cast<'r>,
    pub manner: Manner,
    pub table: &'l SpeechTable,
    floor: Option<Floor>,
    /// The speaker of the turn in which the sentence stands.
    turn: Option<Vec<EntityId>>,
    /// A colon ended the paragraph before: the words follow in this one.
    announced: bool,
    /// No sentence of the paragraph was looked at yet.
    fresh: bool,
    /// The sentence before, where it ends with a question mark.
    asked: Option<Span>,
    /// Whoever asked what the sentence before answered.
    answered: Option<Vec<EntityId>>,
    /// Whoever did something in the sentence before, a narrator's.
    actor: Option<Vec<EntityId>>,
    chains: u32,
    pub found: Vec<Annotation>,
    /// Attributions whose speaker an editor should look at.
    pub doubtful: Vec<Span>,
    pub guessed: Vec<(Span, EntityId)>,
    /// The verb, and the name where several persons have it.
    pub unresolved: Vec<(Span, Option<Span>)>,
    pub absent: Vec<(Span, EntityId)>,
}

impl<'r, 'l> Teller<'r, 'l> {
    pub fn new(cast: Cast<'r>, manner: Manner, table: &'l SpeechTable) -> Self {
        Self {
            cast,
            manner,
            table,
            floor: None,
            turn: None,
            announced: false,
            fresh: false,
            asked: None,
            answered: None,
            actor: None,
            chains: 0,
            found: Vec::new(),
            doubtful: Vec::new(),
            guessed: Vec::new(),
            unresolved: Vec::new(),
            absent: Vec::new(),
        }
    }

    /// A paragraph of narration begins.
    pub fn begin_paragraph(&mut self) {
        self.fresh = true;
        self.asked = None;
        self.answered = None;
        self.actor = None;
        self.turn = None;
        let announced = std::mem::take(&mut self.announced);
        let closes = self.manner.is_first_person();
        if let Some(floor) = &mut self.floor {
            floor.quoted = None;
            floor.state = match floor.state {
                _ if announced => State::Open,
                State::Quoted | State::Acting => State::Closed,
                State::Open | State::Expected if closes => State::Closed,
                state => state,
            };
        }
    }

    /// A paragraph of a labelled turn begins; the turn's words are `who`'s.
    pub fn begin_turn_paragraph(&mut self, who: &[EntityId]) {
        if self.turn.as_deref().is_some_and(|last| last != who) {
            // "you" in a turn is, as a rule, whoever spoke before.
            let before = self.turn.take().unwrap_or_default();
            self.cast.address(before);
        }
        self.turn = Some(who.to_vec());
        self.floor = None;
    }

    /// Something other than a paragraph stands here: nobody's words carry on over it.
    pub fn interrupt(&mut self) {
        self.floor = None;
        self.announced = false;
    }

    /// Finds the words in one sentence.
    pub fn sentence(&mut self, sentence: &Sentence<'_, '_>) {
        if !sentence.cells.iter().any(Cell::is_word) {
            return; // "15."
        }
        if let Some(speaker) = self.turn.clone() {
            self.nested(sentence, 0..sentence.cells.len(), &speaker);
            return self.mentions_in_turn(sentence);
        }
        if self.carry_quotation(sentence) {
            return;
        }
        if self.fresh && is_item(sentence) {
            self.close();
        }
        if self.attributes_the_last(sentence) {
            return;
        }
        let tops = self.top_frames(sentence);
        if tops.is_empty() {
            self.without_attribution(sentence);
        } else {
            self.with_attributions(sentence, &tops);
        }
        self.fresh = false;
        self.asked = Some(sentence.span()).filter(|_| sentence.cells[sentence.cells.len() - 1].is_mark("?"));
    }

    /// Whether the sentence stands in a labelled turn.
    fn is_turn(&self) -> bool {
        self.turn.is_some()
    }

    /// Whether the floor is somebody's and open.
    fn open_floor(&self) -> Option<&Floor> {
        self.floor.as_ref().filter(|floor| floor.state == State::Open)
    }

    fn close(&mut self) {
        if let Some(floor) = &mut self.floor {
            floor.quoted = None;
            floor.state = State::Closed;
        }
    }
}

/// Whether the sentence opens an item of a list: "(a) took note of the report".
fn is_item(sentence: &Sentence<'_, '_>) -> bool {
    let mark = |at: usize, mark: &str| sentence.block.cells.get(at).is_some_and(|cell| cell.is_mark(mark));
    sentence.cells[0].token == 3 && mark(0, "(") && mark(2, ")")
}

/// The token that closes the quotation which this mark opens.
fn closing(cell: &Cell<'_>) -> Option<usize> {
    match cell.quote {
        Some(QuoteMark::Open(close)) => Some(close),
        Some(QuoteMark::Close) | None => None,
    }
}
