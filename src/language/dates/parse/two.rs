//! Two dates joined by "to", a dash, or "and": "5-7 May 1956", "between 1954 and 1956".

use crate::language::dates::value::{Lack, Partial, Shape};

use super::{Parser, Read};

impl Parser<'_> {
    pub(super) fn range(&self, at: usize) -> Read<Shape> {
        self.days(at).or_else(|| self.years(at)).or_else(|| self.dates(at))
    }

    /// "5-7 May 1956", "May 5 to 7, 1956".
    pub(super) fn days(&self, at: usize) -> Read<Shape> {
        if let Some((first, next)) = self.day(at) {
            let joint = self.joint(next, at)?;
            let (last, end) = self.day_month(joint)?;
            return Some((Shape::Range(Partial { day: Some(first), ..last }, last), end));
        }
        let (month, next) = self.month(at)?;
        let (first, next) = self.day(next)?;
        let joint = self.joint(next, at)?;
        let (last, next) = self.day(joint)?;
        if self.month(next).is_some() {
            return None;
        }
        let (year, end) = self.optional_year(next);
        let date = |day| Partial { year, month: Some(month), day: Some(day) };
        Some((Shape::Range(date(first), date(last)), end))
    }

    /// "1954-1956", "1956-57", "1956/57".
    pub(super) fn years(&self, at: usize) -> Read<Shape> {
        let first = self.full_year(at)?;
        let mark = at + 1;
        if !self.is(mark, &["-", "–", "—", "/"]) || self.tokens[mark].spaced || self.tokens.get(mark + 1)?.spaced || self.is(mark + 2, &["-"]) {
            return None;
        }
        let last = match self.full_year(mark + 1) {
            Some(last) => last,
            None => first.div_euclid(100) * 100 + i32::from(self.digits(mark + 1, 2)?),
        };
        (last > first && first >= 1500).then_some((Shape::Range(Partial::of_year(first), Partial::of_year(last)), mark + 2))
    }

    /// "from 5 May to 7 June 1956", "between 1954 and 1956".
    pub(super) fn dates(&self, at: usize) -> Read<Shape> {
        let (first, next) = self.date(at)?;
        let joint = self.joint(next, at)?;
        let (last, end) = self.date(joint)?;
        let led = self.phrase_before(at, &self.words.lists.from).is_some() || self.phrase_before(at, &self.words.lists.between).is_some();
        if first.precision() != last.precision() && !led {
            return None;
        }
        if first.is_bare() && last.is_bare() && !led && !self.bare_counts(at, next, first, None) {
            return None;
        }
        let shape = Shape::Range(first, last);
        (shape.value(None) != Err(Lack::Order)).then_some((shape, end))
    }

    /// Behind the "to" or dash at `at`; "and" joins only what "between" before `start` announces.
    pub(super) fn joint(&self, at: usize, start: usize) -> Option<usize> {
        if self.is(at, &["-", "–", "—", "\u{2011}", "\u{2012}"]) {
            return Some(at + 1);
        }
        let lists = &self.words.lists;
        self.phrase_at(at, &lists.to).or_else(|| self.phrase_at(at, &lists.and).filter(|_| self.phrase_before(start, &lists.between).is_some()))
    }
}
