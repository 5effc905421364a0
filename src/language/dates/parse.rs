//! From tokens to dates: one date, two joined by "to" or a dash, and the words before them.

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

    // ——— two dates ———

    fn range(&self, at: usize) -> Read<Shape> {
        self.days(at).or_else(|| self.years(at)).or_else(|| self.dates(at))
    }

    /// "5-7 May 1956", "May 5 to 7, 1956".
    fn days(&self, at: usize) -> Read<Shape> {
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
    fn years(&self, at: usize) -> Read<Shape> {
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
    fn dates(&self, at: usize) -> Read<Shape> {
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
    fn joint(&self, at: usize, start: usize) -> Option<usize> {
        if self.is(at, &["-", "–", "—", "\u{2011}", "\u{2012}"]) {
            return Some(at + 1);
        }
        let lists = &self.words.lists;
        self.phrase_at(at, &lists.to).or_else(|| self.phrase_at(at, &lists.and).filter(|_| self.phrase_before(start, &lists.between).is_some()))
    }

    // ——— one date ———

    fn date(&self, at: usize) -> Read<Partial> {
        self.numeric(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_first(at))
            .or_else(|| Some((Partial { year: self.year(at)?.0, ..Partial::default() }, self.year(at)?.1)))
    }

    /// "6 October 1956", "6th of October, 1956", "6 October".
    fn day_month(&self, at: usize) -> Read<Partial> {
        let (day, next) = self.day(at)?;
        let next = next + usize::from(self.in_list(next, |word| self.words.lists.of.contains(word)));
        let (month, next) = self.month(next)?;
        let (year, end) = self.optional_year(next);
        Some((Partial { year, month: Some(month), day: Some(day) }, end))
    }

    /// "October 6, 1956", "October 1956", "October".
    fn month_first(&self, at: usize) -> Read<Partial> {
        let (month, next) = self.month(at)?;
        if let Some((day, behind)) = self.day(next).filter(|_| self.year(next).is_none()) {
            let (year, end) = self.optional_year(behind);
            return Some((Partial { year, month: Some(month), day: Some(day) }, end));
        }
        let (year, end) = self.optional_year(next);
        Some((Partial { year, month: Some(month), day: None }, end))
    }

    /// "1956-10-06", "6.10.1956", "13/10/56", "6.X.1956".
    fn numeric(&self, at: usize) -> Read<Partial> {
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

    fn ambiguous(&self, at: usize) -> Read<Shape> {
        let (first, second, _, end) = self.slashed(at)?;
        (first <= 12 && second <= 12 && first != second).then_some((Shape::Ambiguous, end))
    }

    fn iso(&self, at: usize) -> Read<Partial> {
        let year = self.full_year(at)?;
        let month = self.glued(at + 1, "-").then(|| self.digits(at + 2, 2))??;
        let day = self.glued(at + 3, "-").then(|| self.digits(at + 4, 2))??;
        Some((Partial { year: Year::Full(year), month: Some(month), day: Some(day) }, at + 5))
    }

    fn dotted(&self, at: usize) -> Read<Partial> {
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

    fn roman(&self, at: usize) -> Read<Partial> {
        const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let day = self.digits(at, 2)?;
        let mark = [".", "/", "-"].into_iter().find(|mark| self.glued(at + 1, mark) && self.glued(at + 3, mark))?;
        let month = self.tokens.get(at + 2).filter(|token| mark == "." || !token.spaced)?.text(self.text);
        let month = MONTHS.iter().position(|roman| *roman == month)?;
        let year = self.full_year(at + 4).map(Year::Full).or_else(|| self.digits(at + 4, 2).map(Year::Short))?;
        Some((Partial { year, month: u8::try_from(month + 1).ok(), day: Some(day) }, at + 5))
    }

    fn slashed(&self, at: usize) -> Option<(u8, u8, Year, usize)> {
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
    fn period(&self, at: usize) -> Read<Shape> {
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
    fn relative(&self, at: usize) -> Option<Core> {
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

    // ——— parts ———

    fn day(&self, at: usize) -> Read<u8> {
        let day = self.digits(at, 2).filter(|&day| day > 0)?;
        let next = at + 1;
        let glued = self.tokens.get(next).is_some_and(|token| !token.spaced);
        let suffix = self.in_list(next, |word| self.words.lists.ordinals.contains(word)) || (self.words.day_dot && self.is(next, &["."]));
        Some((day, next + usize::from(glued && suffix)))
    }

    fn month(&self, at: usize) -> Read<u8> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        let (month, short) = self.words.known(token.text(self.text))?.month?;
        Some((month, at + 1 + usize::from(short && self.glued(at + 1, "."))))
    }

    fn year(&self, at: usize) -> Read<Year> {
        if let Some(year) = self.full_year(at) {
            return Some((Year::Full(year), at + 1));
        }
        let apostrophe = self.is(at, &["'", "’"]) && self.tokens.get(at + 1).is_some_and(|token| !token.spaced && token.span.len() == 2);
        let short = apostrophe.then(|| self.digits(at + 1, 2))??;
        Some((Year::Short(short), at + 2))
    }

    /// The year at `at`, after a comma or "of" too; else none.
    fn optional_year(&self, at: usize) -> (Year, usize) {
        if let Some((year, end)) = self.year(at) {
            return (year, end);
        }
        let joined = self.is(at, &[","]) || self.in_list(at, |word| self.words.lists.of.contains(word));
        joined.then(|| self.full_year(at + 1)).flatten().map_or((Year::Missing, at), |year| (Year::Full(year), at + 2))
    }

    fn full_year(&self, at: usize) -> Option<i32> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number && token.span.len() == 4)?;
        token.text(self.text).parse().ok().filter(|year| (1000..2200).contains(year))
    }

    /// The number of at most `length` digits at `at`.
    fn digits(&self, at: usize, length: usize) -> Option<u8> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number && token.span.len() <= length)?;
        token.text(self.text).parse().ok()
    }

    // ——— surroundings ———

    /// Whether a year or a month that stands alone is a date here.
    fn bare_counts(&self, at: usize, end: usize, date: Partial, year_end: Option<usize>) -> bool {
        let lists = &self.words.lists;
        if self.phrase_before(at, &lists.not_before).or_else(|| self.phrase_before(at, &lists.not_after)).is_some() {
            return true;
        }
        if let Some(month) = date.month {
            let sure = self.before(at, |word| lists.surely_before.contains(word));
            return sure || (!self.words.is_also_word(month) && self.before(at, |word| lists.before.contains(word)));
        }
        let cue = self.before(at, |word| lists.before.contains(word));
        let listed = year_end.is_some_and(|year_end| {
            year_end + 1 == at && (self.is(year_end, &[","]) || self.in_list(year_end, |word| lists.and.iter().any(|and| and == word)))
        });
        let alone = at > 0 && self.is(at - 1, &["("]) && self.is(end, &[")"]);
        let last = at > 0 && self.is(at - 1, &[","]) && end == self.tokens.len();
        let only = at == 0 && end == self.tokens.len();
        cue || listed || alone || last || only
    }

    fn is(&self, at: usize, marks: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| marks.contains(&token.text(self.text)))
    }

    fn glued(&self, at: usize, mark: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced && token.text(self.text) == mark)
    }

    /// Whether the word at `at` is in the list, as printed or in lower case.
    fn in_list(&self, at: usize, list: impl Fn(&str) -> bool) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else { return false };
        let word = token.text(self.text);
        list(word) || (word.starts_with(char::is_uppercase) && list(&word.to_lowercase()))
    }

    fn before(&self, at: usize, list: impl Fn(&str) -> bool) -> bool {
        at > 0 && self.in_list(at - 1, list)
    }

    fn words_follow(&self, at: usize, words: &[String]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.in_list(at + offset, |printed| printed == word))
    }

    /// Behind the phrase that begins at `at`; the longest counts.
    fn phrase_at(&self, at: usize, phrases: &[String]) -> Option<usize> {
        phrases.iter().filter_map(|phrase| self.matches(at, phrase)).max()
    }

    /// Where the phrase that ends before `at` begins; the longest counts.
    fn phrase_before(&self, at: usize, phrases: &[String]) -> Option<usize> {
        let starts = phrases.iter().filter_map(|phrase| {
            let start = at.checked_sub(phrase.split(' ').count())?;
            self.matches(start, phrase).map(|_| start)
        });
        starts.min()
    }

    fn matches(&self, at: usize, phrase: &str) -> Option<usize> {
        let length = phrase.split(' ').count();
        phrase.split(' ').enumerate().all(|(offset, word)| self.in_list(at + offset, |printed| printed == word)).then_some(at + length)
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
