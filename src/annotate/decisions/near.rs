//! The passage that comes nearest to words that are not there any more: where most of their words stand in their order.

use std::collections::HashMap;

use crate::source::Span;

/// The words of a text and where each stands.
#[derive(Debug)]
pub(super) struct Words {
    spans: Vec<Span>,
    places: HashMap<String, Vec<usize>>,
}

/// Words that occur more often say little about a place.
const COMMON: usize = 500;

/// Words that moved apart by so many still belong together.
const SLACK: i64 = 2;

impl Words {
    /// Reads `text` once.
    pub(super) fn new(text: &str) -> Self {
        let spans = words_of(text);
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, span) in spans.iter().enumerate() {
            places.entry(text[span.range()].to_lowercase()).or_default().push(number);
        }
        Self { spans, places }
    }

    /// The stretch of `text` that is most like `quote`; the words around it help.
    pub(super) fn nearest(&self, text: &str, before: &str, quote: &str, after: &str) -> Option<Span> {
        let counts = [before, quote, after].map(|part| words_of(part).len());
        let whole = [before, " ", quote, " ", after].concat();
        let mut votes: HashMap<i64, usize> = HashMap::new();
        for (number, span) in words_of(&whole).into_iter().enumerate() {
            let Some(places) = self.places.get(&whole[span.range()].to_lowercase()).filter(|places| places.len() <= COMMON) else { continue };
            let weight = if (counts[0]..counts[0] + counts[1]).contains(&number) { 2 } else { 1 };
            for &place in places {
                *votes.entry(signed(place) - signed(number)).or_default() += weight;
            }
        }
        let total = |shift: i64| (shift - SLACK..=shift + SLACK).filter_map(|near| votes.get(&near)).sum::<usize>();
        let shift = votes.keys().copied().max_by_key(|&shift| (total(shift), votes[&shift], std::cmp::Reverse(shift)))?;
        let last = self.spans.len().checked_sub(1)?;
        let word = |number: usize| usize::try_from(signed(number) + shift).unwrap_or(0).min(last);
        let (first, end) = (word(counts[0]), word(counts[0] + counts[1].max(1) - 1));
        let span = Span::new(self.spans[first].start, self.spans[end].end);
        text.get(span.range()).map(|_| span)
    }
}

fn signed(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn words_of(text: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
        let end = at + character.len_utf8();
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(Span::new(at, end)),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_passage_is_found_by_the_words_that_stayed() {
        let text = "The mill is closed. Anders said that the wind mill is closed for good. Nobody came.";
        let found = Words::new(text).nearest(text, "Anders said that ", "the old mill is closed for ever", ". Nobody");
        assert_eq!(found.map(|span| &text[span.range()]), Some("the wind mill is closed for good"));
        assert_eq!(Words::new(text).nearest(text, "", "xyz", ""), None);
    }
}
