//! The tokens round a date: marks and words, and whether a bare year or month counts behind them.

use crate::language::dates::value::Partial;
use crate::language::token::TokenKind;

use super::Parser;

impl Parser<'_> {
    /// Whether a year or a month that stands alone is a date here.
    pub(super) fn bare_counts(&self, at: usize, end: usize, date: Partial, year_end: Option<usize>) -> bool {
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

    pub(super) fn is(&self, at: usize, marks: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| marks.contains(&token.text(self.text)))
    }

    pub(super) fn glued(&self, at: usize, mark: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced && token.text(self.text) == mark)
    }

    /// Whether the word at `at` is in the list, as printed or in lower case.
    pub(super) fn in_list(&self, at: usize, list: impl Fn(&str) -> bool) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else { return false };
        let word = token.text(self.text);
        list(word) || (word.starts_with(char::is_uppercase) && list(&word.to_lowercase()))
    }

    pub(super) fn before(&self, at: usize, list: impl Fn(&str) -> bool) -> bool {
        at > 0 && self.in_list(at - 1, list)
    }

    pub(super) fn words_follow(&self, at: usize, words: &[String]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.in_list(at + offset, |printed| printed == word))
    }

    /// Behind the phrase that begins at `at`; the longest counts.
    pub(super) fn phrase_at(&self, at: usize, phrases: &[String]) -> Option<usize> {
        phrases.iter().filter_map(|phrase| self.matches(at, phrase)).max()
    }

    /// Where the phrase that ends before `at` begins; the longest counts.
    pub(super) fn phrase_before(&self, at: usize, phrases: &[String]) -> Option<usize> {
        let starts = phrases.iter().filter_map(|phrase| {
            let start = at.checked_sub(phrase.split(' ').count())?;
            self.matches(start, phrase).map(|_| start)
        });
        starts.min()
    }

    pub(super) fn matches(&self, at: usize, phrase: &str) -> Option<usize> {
        let length = phrase.split(' ').count();
        phrase.split(' ').enumerate().all(|(offset, word)| self.in_list(at + offset, |printed| printed == word)).then_some(at + length)
    }
}
