//! The automaton that matching runs on, built as documents ask for it.
//!
//! A state is what is left to match inside one open element: one pattern for each declaration that the element may be an instance of, nearly always one.
//! Steps are computed by [`Derivatives`] once and looked up from then on. An automaton belongs to one run at a time; a schema keeps those that are free,
//! so that later documents find the steps of earlier ones, and throws away one that has grown too large.

mod renew;
mod step;
mod values;

use hashbrown::HashTable;
use rustc_hash::FxHashMap;

pub(super) use self::renew::Renewal;
pub(super) use self::step::{AttributeStep, Open};
use self::values::Values;
use super::derivative::Derivatives;
use super::grammar::Grammar;
use super::patterns::{ElementId, PatternId, Patterns};

/// A state of one [`Automaton`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct StateId(u32);

impl StateId {
    /// Stands for a place where nothing is known and everything is let pass.
    pub(super) const ANY: Self = Self(u32::MAX);
}

/// An element that was opened from a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct OpenId(u32);

/// A step over an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct AttributeStepId(u32);

/// What is left to match in an open element.
#[derive(Debug)]
pub(super) struct State {
    /// One pattern for each declaration, in the order of the opening.
    pub slots: Box<[PatternId]>,
    /// Whether no slot allows anything any more.
    pub is_dead: bool,
    /// Whether the element may end here, for every declaration.
    pub accepts_all: bool,
    /// Whether `data`, `value` or `list` stands in a slot, so that text must be looked at.
    pub has_strings: bool,
    closed: Option<StateId>,
    text: Option<StateId>,
}

/// Patterns, states and steps so far.
#[derive(Debug)]
pub(super) struct Automaton {
    pub patterns: Patterns,
    states: Vec<State>,
    index: HashTable<u32>,
    opens: Vec<Open>,
    open_index: FxHashMap<u64, Option<OpenId>>,
    /// Elements opened where nothing allows them.
    loose: FxHashMap<Box<[ElementId]>, OpenId>,
    attribute_steps: Vec<AttributeStep>,
    attribute_index: FxHashMap<u64, Option<AttributeStepId>>,
    partial: FxHashMap<(OpenId, StateId), StateId>,
    values: Values,
}

/// How many patterns, states and steps an automaton may hold and still be kept.
const LIMIT: usize = if cfg!(test) { 1 << 10 } else { 1 << 17 };

impl Automaton {
    pub(super) fn new(grammar: &Grammar) -> Self {
        Self {
            patterns: grammar.patterns.clone(),
            states: Vec::new(),
            index: HashTable::new(),
            opens: Vec::new(),
            open_index: FxHashMap::default(),
            loose: FxHashMap::default(),
            attribute_steps: Vec::new(),
            attribute_index: FxHashMap::default(),
            partial: FxHashMap::default(),
            values: Values::default(),
        }
    }

    /// Whether it is small enough to be kept for the next document.
    pub(super) fn is_small(&self, grammar: &Grammar) -> bool {
        self.size(grammar) < LIMIT
    }

    /// How many patterns, states and steps it has beside those of the schema.
    pub(super) fn size(&self, grammar: &Grammar) -> usize {
        let grown = self.patterns.len() - grammar.patterns.len();
        grown + self.states.len() + self.open_index.len() + self.attribute_index.len() + self.partial.len()
    }

    #[inline]
    pub(super) fn state(&self, id: StateId) -> &State {
        &self.states[id.0 as usize]
    }

    /// The state with these slots.
    pub(super) fn enter(&mut self, slots: &[PatternId]) -> StateId {
        let hash = hash(slots);
        let states = &self.states;
        if let Some(&known) = self.index.find(hash, |&id| *states[id as usize].slots == *slots) {
            return StateId(known);
        }
        let id = u32::try_from(self.states.len()).unwrap_or(u32::MAX - 1);
        self.states.push(State {
            slots: slots.into(),
            is_dead: slots.iter().all(|&slot| slot == PatternId::NOT_ALLOWED),
            accepts_all: slots.iter().all(|&slot| self.patterns.is_nullable(slot)),
            has_strings: slots.iter().any(|&slot| self.patterns.has_strings(slot)),
            closed: None,
            text: None,
        });
        let states = &self.states;
        self.index.insert_unique(hash, id, |&id| self::hash(&states[id as usize].slots));
        StateId(id)
    }

    /// Whether the element may end in this state, for one declaration at least.
    pub(super) fn accepts(&self, id: StateId) -> bool {
        let state = self.state(id);
        state.accepts_all || state.slots.iter().any(|&slot| self.patterns.is_nullable(slot))
    }

    /// The state where the start tag is complete.
    #[inline]
    pub(super) fn closed(&mut self, grammar: &Grammar, id: StateId) -> StateId {
        match self.state(id).closed {
            Some(known) => known,
            None => self.close(grammar, id),
        }
    }

    #[cold]
    fn close(&mut self, grammar: &Grammar, id: StateId) -> StateId {
        let found = self.each_slot(grammar, id, |derivatives, slot| derivatives.start_tag_close_deriv(slot, false));
        self.states[id.0 as usize].closed = Some(found);
        found
    }

    /// The state where the start tag is complete and what attributes it lacked is forgiven.
    pub(super) fn closed_forgiving(&mut self, grammar: &Grammar, id: StateId) -> StateId {
        self.each_slot(grammar, id, |derivatives, slot| derivatives.start_tag_close_deriv(slot, true))
    }

    /// Whether a pattern cannot match once the start tag is complete.
    pub(super) fn cannot_close(&mut self, grammar: &Grammar, pattern: PatternId) -> bool {
        let mut derivatives = Derivatives { grammar, patterns: &mut self.patterns };
        derivatives.start_tag_close_deriv(pattern, false) == PatternId::NOT_ALLOWED
    }

    /// The state behind text, where no slot looks at what the text is.
    #[inline]
    pub(super) fn text(&mut self, grammar: &Grammar, id: StateId) -> StateId {
        match self.state(id).text {
            Some(known) => known,
            None => self.plain_text(grammar, id),
        }
    }

    #[cold]
    fn plain_text(&mut self, grammar: &Grammar, id: StateId) -> StateId {
        let found = self.each_slot(grammar, id, |derivatives, slot| derivatives.text_deriv(slot, &mut |_| false));
        self.states[id.0 as usize].text = Some(found);
        found
    }

    fn each_slot(&mut self, grammar: &Grammar, id: StateId, mut step: impl FnMut(&mut Derivatives<'_, '_>, PatternId) -> PatternId) -> StateId {
        let slots = self.state(id).slots.clone();
        let mut derivatives = Derivatives { grammar, patterns: &mut self.patterns };
        let slots: Vec<PatternId> = slots.iter().map(|&slot| step(&mut derivatives, slot)).collect();
        self.enter(&slots)
    }
}

fn hash(slots: &[PatternId]) -> u64 {
    let state = slots.iter().fold(slots.len() as u64, |state, slot| (state.rotate_left(5) ^ u64::from(slot.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    state ^ (state >> 32)
}
