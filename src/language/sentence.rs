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
    mark != "." || !is_abbreviation(base, tokens, at, language)
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
