//! One date: "6 October 1956", "October 6", "6.X.1956"; a period that is one word: "the 1920s", "next year".

use crate::language::dates::value::{Partial, Shape, Year};
use crate::language::token::TokenKind;

use super::{Core, Parser, Read};

impl Parser<'_> {
    pub(super) fn date(&self, at: usize) -> Read<Partial> {
        self.numeric(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_first(at))
            .or_else(|| Some((Partial { year: self.year(at)?.0, ..Partial::default() }, self.year(at)?.1)))
    }

    /// "6 October 1956", "6th of October, 1956", "6 October".
    pub(super) fn day_month(&self, at: usize) -> Read<Partial> {
        let (day, next) = self.day(at)?;
        let next = next + usize::from(self.in_list(next, |word| self.words.lists.of.contains(word)));
        let (month, next) = self.month(next)?;
        let (year, end) = self.optional_year(next);
        Some((Partial { year, month: Some(month), day: Some(day) }, end))
    }

    /// "October 6, 1956", "October 1956", "October".
    pub(super) fn month_first(&self, at: usize) -> Read<Partial> {
        let (month, next) = self.month(at)?;
        if let Some((day, behind)) = self.day(next).filter(|_| self.year(next).is_none()) {
            let (year, end) = self.optional_year(behind);
            return Some((Partial { year, month: Some(month), day: Some(day) }, end));
        }
        let (year, end) = self.optional_year(next);
        Some((Partial { year, month: Some(month), day: None }, end))
    }

    /// "1956-10-06", "6.10.1956", "13/10/56", "6.X.1956".
    pub(super) fn numeric(&self, at: usize) -> Read<Partial> {
        self.iso(at).or_else(|| self.dotted(at)).or_else(|| self.roman(at)).or_else(|| {
            let (first, second, year, end) = self.slashed(at)?;
            let (day, month) = match (first > 12, second > 12) {
                (true, _) => (first, second),
                (false, true) => (second, first),
                (false, false) if first == second => (first, second),
                (false, false) => return None,
            };
            Some((Partial { year, month: Some(month), day: Some(day) }, end))
        })
    }

    pub(super) fn ambiguous(&self, at: usize) -> Read<Shape> {
        let (first, second, _, end) = self.slashed(at)?;
        (first <= 12 && second <= 12 && first != second).then_some((Shape::Ambiguous, end))
    }

    pub(super) fn iso(&self, at: usize) -> Read<Partial> {
        let year = self.full_year(at)?;
        let month = self.glued(at + 1, "-").then(|| self.digits(at + 2, 2))??;
        let day = self.glued(at + 3, "-").then(|| self.digits(at + 4, 2))??;
        Some((Partial { year: Year::Full(year), month: Some(month), day: Some(day) }, at + 5))
    }

    pub(super) fn dotted(&self, at: usize) -> Read<Partial> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number)?;
        let parts: Vec<&str> = token.text(self.text).split('.').collect();
        let [day, month, year] = parts[..] else { return None };
        if day.len() > 2 || month.len() > 2 {
            return None;
        }
        let year = match year.len() {
            4 => Year::Full(year.parse().ok()?),
            2 if self.words.day_dot => Year::Short(year.parse().ok()?),
            _ => return None,
        };
        Some((Partial { year, month: Some(month.parse().ok()?), day: Some(day.parse().ok()?) }, at + 1))
    }

    pub(super) fn roman(&self, at: usize) -> Read<Partial> {
        const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let day = self.digits(at, 2)?;
        let mark = [".", "/", "-"].into_iter().find(|mark| self.glued(at + 1, mark) && self.glued(at + 3, mark))?;
        let month = self.tokens.get(at + 2).filter(|token| mark == "." || !token.spaced)?.text(self.text);
        let month = MONTHS.iter().position(|roman| *roman == month)?;
        let year = self.full_year(at + 4).map(Year::Full).or_else(|| self.digits(at + 4, 2).map(Year::Short))?;
        Some((Partial { year, month: u8::try_from(month + 1).ok(), day: Some(day) }, at + 5))
    }

    pub(super) fn slashed(&self, at: usize) -> Option<(u8, u8, Year, usize)> {
        let first = self.digits(at, 2)?;
        if !self.glued(at + 1, "/") || !self.glued(at + 3, "/") {
            return None;
        }
        let second = self.digits(at + 2, 2)?;
        let two_digits = || self.tokens.get(at + 4).filter(|token| token.span.len() == 2).and_then(|_| self.digits(at + 4, 2));
        let year = self.full_year(at + 4).map(Year::Full).or_else(|| two_digits().map(Year::Short))?;
        (first > 0 && second > 0 && (first <= 12 || second <= 12)).then_some((first, second, year, at + 5))
    }

    /// "the 1920s", "the 19th century".
    pub(super) fn period(&self, at: usize) -> Read<Shape> {
        if let Some(year) = self.full_year(at) {
            let suffix = at + 1 + usize::from(self.glued(at + 1, "'") || self.glued(at + 1, "’"));
            let decade = year % 10 == 0 && self.tokens.get(suffix).is_some_and(|token| !token.spaced);
            return (decade && self.in_list(suffix, |word| self.words.lists.decade.contains(word)))
                .then_some((Shape::Range(Partial::of_year(year), Partial::of_year(year + 9)), suffix + 1));
        }
        let (number, next) = self.day(at).filter(|&(number, next)| next > at + 1 && number <= 21)?;
        let first = (i32::from(number) - 1) * 100 + 1;
        self.in_list(next, |word| self.words.lists.century.contains(word))
            .then_some((Shape::Range(Partial::of_year(first), Partial::of_year(first + 99)), next + 1))
    }

    /// "next year", "end of this year".
    pub(super) fn relative(&self, at: usize) -> Option<Core> {
        let known = self.words.known(self.tokens[at].text(self.text))?;
        let (words, part, shift) = known.relative.iter().find(|(words, ..)| self.words_follow(at + 1, &words[1..]))?;
        let end = at + words.len();
        let lists = &self.words.lists;
        let counts = words.len() > 2 || !self.before(at, |word| lists.unless_after.contains(word));
        (counts && !self.in_list(end, |word| lists.unless_before.contains(word))).then_some(Core {
            shape: Shape::Relative(*part, *shift),
            weekday: None,
            end,
        })
    }
}
