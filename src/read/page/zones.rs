//! Where the document begins and ends on its page: the head above it, the foot below it.
//!
//! ```text
//! head   Skip to content · October 6, 1956 · title · 6 October 1956 · Top Secret
//! body   I am reporting …
//! foot   6 October 1956 · summary · Document Information · archive · rights · Record ID
//! ```

use crate::language::Language;
use crate::language::page::FieldRole;
use crate::read::units::Unit;

use super::participants;
use super::shape::{self, Shape};

/// Units of the head and of the foot that are looked at, at most.
const FAR_ENOUGH: usize = 150;

/// Units in a row that the foot may hold without any being recognised.
const UNCLAIMED: usize = 6;

/// Where the zones of a page meet, as indices of its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Zones {
    /// First unit of the body.
    pub body: usize,
    /// First unit of the foot.
    pub foot: usize,
}

/// The zones of a page. `is_turn` tells units that begin a speaker's turn: the body has begun.
pub(in crate::read) fn zones(text: &str, units: &[Unit], language: &Language, is_turn: &dyn Fn(usize) -> bool) -> Zones {
    let body = head_end(text, units, language, is_turn);
    let foot = foot_start(text, units, body, language, is_turn);
    Zones { body, foot }
}

/// How far the head has been read.
#[derive(Default)]
struct Head {
    end: usize,
    /// Paragraphs since its last recognised line.
    prose: usize,
    titled: bool,
    /// Whether anything of the page has been seen.
    framed: bool,
    /// Whether a date or marking stood below the title: the document has begun.
    begun: bool,
    /// A label that waits for its value.
    waiting: Option<FieldRole>,
}

fn head_end(text: &str, units: &[Unit], language: &Language, is_turn: &dyn Fn(usize) -> bool) -> usize {
    let mut head = Head::default();
    let mut at = 0;
    while at < units.len().min(FAR_ENOUGH) && !is_turn(at) {
        let shape = shape::of(text, units[at].span, language);
        if !head.takes(at, shape) {
            let Some(list) = list_ahead(text, units, at, language, is_turn) else { break };
            head.begin_again(list);
            at = list;
            continue;
        }
        at += 1;
        if matches!(shape, Shape::Field(label) if label.role.lists_people()) {
            at = participants::extent(text, units, at - 1, language, is_turn);
            head.end = at;
            head.titled = true;
        }
    }
    head.end
}

/// Units that may stand between the title of a document and the list of those present: where and when they met.
const BEFORE_LIST: usize = 4;

/// The list of those present that stands a few units behind `at` and before the first turn.
fn list_ahead(text: &str, units: &[Unit], at: usize, language: &Language, is_turn: &dyn Fn(usize) -> bool) -> Option<usize> {
    let near = (at..units.len().min(at + BEFORE_LIST)).take_while(|&index| !is_turn(index));
    near.into_iter().find(|&index| matches!(shape::of(text, units[index].span, language), Shape::Field(label) if label.role.lists_people()))
}

impl Head {
    /// Goes on with the list of those present at `index`, whatever stands between.
    fn begin_again(&mut self, index: usize) {
        self.end = index;
        self.prose = 0;
    }

    /// Takes one more unit; `false` where the body has surely begun.
    fn takes(&mut self, index: usize, shape: Shape) -> bool {
        match shape {
            Shape::Furniture | Shape::Date | Shape::Classification | Shape::Statement | Shape::Rights => {
                self.begun |= self.titled && matches!(shape, Shape::Date | Shape::Classification);
                self.claim(index)
            }
            Shape::Field(label) => self.field(index, label),
            Shape::Heading | Shape::Prose if self.waits() => self.value(index),
            Shape::Heading if !self.titled && (self.prose == 0 || self.framed) => {
                self.titled = true;
                self.claim(index)
            }
            Shape::Heading => self.prose < 2 && !(self.begun && self.prose > 0),
            Shape::Prose => {
                self.prose += 1;
                !self.begun && self.prose <= if self.titled { 1 } else { 2 }
            }
        }
    }

    fn waits(&self) -> bool {
        self.waiting.is_some()
    }

    fn claim(&mut self, index: usize) -> bool {
        self.end = index + 1;
        self.prose = 0;
        self.framed = true;
        self.waiting = None;
        true
    }

    fn field(&mut self, index: usize, label: shape::Label) -> bool {
        if self.prose > 0 && self.titled {
            return false;
        }
        self.claim(index);
        let listed = label.role.lists_people();
        self.waiting = (label.value.is_empty() && !listed).then_some(label.role);
        self.begun |= listed;
        label.role != FieldRole::Text
    }

    /// A unit below a label is its value.
    fn value(&mut self, index: usize) -> bool {
        self.end = index + 1;
        self.waiting.take() != Some(FieldRole::Text)
    }
}

fn foot_start(text: &str, units: &[Unit], body: usize, language: &Language, is_turn: &dyn Fn(usize) -> bool) -> usize {
    let mut foot = units.len();
    let mut unclaimed = 0;
    for index in (body..units.len()).rev().take(FAR_ENOUGH) {
        if is_turn(index) || unclaimed > UNCLAIMED {
            break;
        }
        let numbered = participants::bullet(&text[units[index].span.range()]) > 0;
        if !numbered && is_foot(shape::of(text, units[index].span, language)) {
            foot = index;
            unclaimed = 0;
        } else {
            unclaimed += 1;
        }
    }
    summary_start(text, units, Zones { body, foot }, language)
}

fn is_foot(shape: Shape) -> bool {
    match shape {
        Shape::Furniture | Shape::Statement | Shape::Rights => true,
        Shape::Field(label) => {
            matches!(
                label.role,
                FieldRole::Section
                    | FieldRole::Summary
                    | FieldRole::Archive
                    | FieldRole::Translator
                    | FieldRole::Publication
                    | FieldRole::Language
                    | FieldRole::Rights
                    | FieldRole::Holder
                    | FieldRole::Citation
                    | FieldRole::PageDate
                    | FieldRole::Other
            ) || label.role == FieldRole::Sender && label.value.is_empty()
        }
        Shape::Date | Shape::Classification | Shape::Heading | Shape::Prose => false,
    }
}

/// Where the summary begins that stands between the document and the foot: behind a date line or a wider gap.
fn summary_start(text: &str, units: &[Unit], zones: Zones, language: &Language) -> usize {
    let foot = zones.foot;
    if foot == units.len() {
        return foot;
    }
    for above in 1..=3 {
        let Some(index) = foot.checked_sub(above).filter(|&index| index > zones.body) else { break };
        if shape::of(text, units[index].span, language) != Shape::Prose {
            break;
        }
        let dated = shape::of(text, units[index - 1].span, language) == Shape::Date;
        if dated && index - 1 > zones.body {
            return index - 1;
        }
    }
    foot
}
