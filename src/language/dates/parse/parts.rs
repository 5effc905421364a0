//! The parts of a date: day, month, year.

use crate::language::dates::value::Year;
use crate::language::token::TokenKind;

use super::{Parser, Read};

impl Parser<'_> {
    pub(super) fn day(&self, at: usize) -> Read<u8> {
        let day = self.digits(at, 2).filter(|&day| day > 0)?;
        let next = at + 1;
        let glued = self.tokens.get(next).is_some_and(|token| !token.spaced);
        let suffix = self.in_list(next, |word| self.words.lists.ordinals.contains(word)) || (self.words.day_dot && self.is(next, &["."]));
        Some((day, next + usize::from(glued && suffix)))
    }

    pub(super) fn month(&self, at: usize) -> Read<u8> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        let (month, short) = self.words.known(token.text(self.text))?.month?;
        Some((month, at + 1 + usize::from(short && self.glued(at + 1, "."))))
    }

    pub(super) fn year(&self, at: usize) -> Read<Year> {
        if let Some(year) = self.full_year(at) {
            return Some((Year::Full(year), at + 1));
        }
        let apostrophe = self.is(at, &["'", "’"]) && self.tokens.get(at + 1).is_some_and(|token| !token.spaced && token.span.len() == 2);
        let short = apostrophe.then(|| self.digits(at + 1, 2))??;
        Some((Year::Short(short), at + 2))
    }

    /// The year at `at`, after a comma or "of" too; else none.
    pub(super) fn optional_year(&self, at: usize) -> (Year, usize) {
        if let Some((year, end)) = self.year(at) {
            return (year, end);
        }
        let joined = self.is(at, &[","]) || self.in_list(at, |word| self.words.lists.of.contains(word));
        joined.then(|| self.full_year(at + 1)).flatten().map_or((Year::Missing, at), |year| (Year::Full(year), at + 2))
    }

    pub(super) fn full_year(&self, at: usize) -> Option<i32> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number && token.span.len() == 4)?;
        token.text(self.text).parse().ok().filter(|year| (1000..2200).contains(year))
    }

    /// The number of at most `length` digits at `at`.
    pub(super) fn digits(&self, at: usize, length: usize) -> Option<u8> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number && token.span.len() <= length)?;
        token.text(self.text).parse().ok()
    }
}
