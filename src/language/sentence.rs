//! Sentences, honest about `Com.`, `K.`, `P.M.`, `7:30`, brackets and quotation marks.

use std::ops::Range;

use super::Language;
use super::token::{Token, TokenKind};

/// The sentences of a block, as ranges of indices of its `tokens`; together they cover all tokens.
pub fn sentences(base: &str, tokens: &[Token], language: &Language) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        if !ends_sentence(base, tokens, at, language) {
            at += 1;
            continue;
        }
        at += 1;
        while at < tokens.len() && !tokens[at].spaced && is_closing(tokens[at].text(base)) {
            at += 1;
        }
        sentences.push(start..at);
        start = at;
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

fn is_closing(mark: &str) -> bool {
    matches!(mark, "”" | "\"" | "’" | "'" | ")" | "]" | "»" | "?" | "!" | "." | "…" | "“")
}

fn ends_sentence(base: &str, tokens: &[Token], at: usize, language: &Language) -> bool {
    let mark = tokens[at].text(base);
    if !matches!(mark, "." | "?" | "!" | "…") {
        return false;
    }
    let next = tokens[at + 1..].iter().find(|token| !is_closing(token.text(base)) || token.spaced);
    let Some(next) = next else { return true };
    if !next.spaced || next.text(base).starts_with(char::is_lowercase) {
        return false;
    }
    mark != "."
        || !is_abbreviation(base, tokens, at, language)
        || (ends_initials(base, tokens, at) && language.abbreviations.begins_sentence(next.text(base)))
}

/// Whether the full stop closes a run of initials that is no part of a name: "P.M.", "U.S.".
fn ends_initials(base: &str, tokens: &[Token], at: usize) -> bool {
    let single = |index: usize| tokens[index].kind == TokenKind::Word && tokens[index].text(base).chars().count() == 1;
    at >= 3 && single(at - 1) && !tokens[at - 1].spaced && tokens[at - 2].text(base) == "." && single(at - 3)
}

fn is_abbreviation(base: &str, tokens: &[Token], at: usize, language: &Language) -> bool {
    let Some(before) = at.checked_sub(1).map(|index| &tokens[index]) else { return false };
    if before.kind != TokenKind::Word || tokens[at].spaced {
        return false;
    }
    let word = before.text(base);
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    initial || language.abbreviations.contains(word)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;
    use crate::source::Span;

    fn split(text: &str) -> Vec<&str> {
        let tokens = tokens(text, Span::new(0, text.len()));
        let sentence = |range: &Range<usize>| &text[tokens[range.start].span.start..tokens[range.end - 1].span.end];
        sentences(text, &tokens, Language::of(Some("en"))).iter().map(sentence).collect()
    }

    #[test]
    fn a_full_stop_after_an_abbreviation_ends_nothing() {
        assert_eq!(split("I met Com. Adler and K. Brandt. Mr. Cole left."), ["I met Com. Adler and K. Brandt.", "Mr. Cole left."]);
        assert_eq!(split("He came from the U.S. Embassy at 7:30 P.M. sharp."), ["He came from the U.S. Embassy at 7:30 P.M. sharp."]);
    }

    #[test]
    fn initials_may_end_a_sentence_before_a_word_that_begins_one() {
        assert_eq!(split("We met at 6:30 P.M. I went home."), ["We met at 6:30 P.M.", "I went home."]);
        assert_eq!(split("He lives in the U.S. The others left."), ["He lives in the U.S.", "The others left."]);
    }

    #[test]
    fn marks_after_the_full_stop_belong_to_the_sentence() {
        assert_eq!(split("“Go home,” said Bob, “and rest.” He left."), ["“Go home,” said Bob, “and rest.”", "He left."]);
        assert_eq!(split("“Go!” said Bob. Why? (He laughed.) Then he sat."), ["“Go!” said Bob.", "Why?", "(He laughed.)", "Then he sat."]);
    }

    #[test]
    fn brackets_and_hard_signs_end_nothing() {
        assert_eq!(split("The “s”yezda [Congress]” was long. It ended [sic]."), ["The “s”yezda [Congress]” was long.", "It ended [sic]."]);
    }
}
