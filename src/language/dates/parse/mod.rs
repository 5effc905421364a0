//! From tokens to dates: one date, two joined by "to" or a dash, and the words before them.

mod around;
mod one;
mod parts;
mod two;

use crate::language::token::{Token, TokenKind};
use crate::model::DateValue;
use crate::source::Span;

use super::value::{Lack, Partial, Shape, Year};
use super::words::DateWords;
use super::{Doubt, FoundDate};

/// A date of these tokens, and the index of the token behind it.
type Read<T> = Option<(T, usize)>;

pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a DateWords,
}

/// What was read, before the words in front of it are looked at.
struct Core {
    shape: Shape,
    weekday: Option<u8>,
    end: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], words: &'a DateWords) -> Self {
        Self { text, tokens, words }
    }

    pub(super) fn run(self) -> Vec<FoundDate> {
        let mut found = Vec::new();
        let (mut at, mut last_year_end) = (0, None);
        while at < self.tokens.len() {
            let Some(core) = self.core(at, last_year_end) else {
                at += 1;
                continue;
            };
            let end = core.end;
            let is_year = matches!(core.shape, Shape::Single(Partial { month: None, .. }));
            found.extend(self.complete(at, &core));
            last_year_end = is_year.then_some(end);
            at = end;
        }
        found
    }

    /// The date that begins at token `at`; `year_end` is the token behind a year found before.
    fn core(&self, at: usize, year_end: Option<usize>) -> Option<Core> {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Mark => None,
            TokenKind::Number => self.dated(at, None, year_end),
            TokenKind::Word => {
                let known = self.words.known(token.text(self.text))?;
                if let Some(weekday) = known.weekday {
                    let next = at + 1 + usize::from(self.is(at + 1, &["."]));
                    let next = next + usize::from(self.is(next, &[","]));
                    let core = self.dated(next, Some(weekday), None).filter(|core| matches!(core.shape, Shape::Single(Partial { day: Some(_), .. })));
                    if core.is_some() {
                        return core;
                    }
                }
                if known.month.is_some() {
                    return self.dated(at, None, year_end);
                }
                self.relative(at)
            }
        }
    }

    fn dated(&self, at: usize, weekday: Option<u8>, year_end: Option<usize>) -> Option<Core> {
        let (shape, end) = self.period(at).or_else(|| self.range(at)).or_else(|| self.ambiguous(at)).or_else(|| {
            let (date, end) = self.date(at)?;
            (!date.is_bare() || self.bare_counts(at, end, date, year_end)).then_some((Shape::Single(date), end))
        })?;
        Some(Core { shape, weekday, end })
    }

    /// Adds the words before the date and settles what it means.
    fn complete(&self, at: usize, core: &Core) -> Option<FoundDate> {
        let (shape, start) = self.qualified(at, core.shape);
        let (value, lack) = match shape.value(None) {
            Ok(value) => (value, None),
            Err(lack) => (DateValue::default(), Some(lack)),
        };
        let doubt = match (shape, lack) {
            (Shape::Ambiguous, _) => Some(Doubt::Ambiguous),
            (_, Some(Lack::Day | Lack::Order)) => Some(Doubt::Impossible),
            (_, Some(Lack::Year) | None) => None,
        };
        if doubt == Some(Doubt::Impossible) && is_no_day(shape) {
            return None;
        }
        Some(FoundDate {
            span: Span::new(self.tokens[start].span.start, self.tokens[core.end - 1].span.end),
            value,
            missing_year: lack == Some(Lack::Year),
            doubt,
            approximate: start == at && self.before(at, |word| self.words.lists.about.contains(word)),
            weekday: core.weekday,
            shape,
        })
    }

    /// The shape with "no earlier than", "from" or "between" taken into account, and where that begins.
    fn qualified(&self, at: usize, shape: Shape) -> (Shape, usize) {
        let lists = &self.words.lists;
        match shape {
            Shape::Single(date) => {
                if let Some(start) = self.phrase_before(at, &lists.not_before) {
                    return (Shape::NotBefore(date), start);
                }
                if let Some(start) = self.phrase_before(at, &lists.not_after) {
                    return (Shape::NotAfter(date), start);
                }
                (shape, at)
            }
            Shape::Range(first, last) => {
                if let Some(start) = self.phrase_before(at, &lists.between) {
                    return (Shape::Between(first, last), start);
                }
                (shape, self.phrase_before(at, &lists.from).unwrap_or(at))
            }
            Shape::Between(..) | Shape::NotBefore(_) | Shape::NotAfter(_) | Shape::Relative(..) | Shape::Ambiguous => (shape, at),
        }
    }
}

/// Whether a number before a month is too large for a day, and no year says that a date is meant.
fn is_no_day(shape: Shape) -> bool {
    let absurd = |date: Partial| date.day.is_some_and(|day| day > 31) && date.year == Year::Missing;
    match shape {
        Shape::Single(date) | Shape::NotBefore(date) | Shape::NotAfter(date) => absurd(date),
        Shape::Range(first, last) | Shape::Between(first, last) => absurd(first) || absurd(last),
        Shape::Relative(..) | Shape::Ambiguous => false,
    }
}
