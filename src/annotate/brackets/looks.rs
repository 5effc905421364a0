//! What the words in and before brackets look like in this document.

use rustc_hash::FxHashMap;

use crate::annotate::Desk;
use crate::annotate::pairs::Pair;
use crate::annotate::tongue::Original;
use crate::language::shape::{Look, Shape};
use crate::language::token::{self, Token, TokenKind};
use crate::source::Span;

/// Longer insertions are no translations, and their words need no count.
const MAX_WORDS: usize = 12;
/// What it adds to a word's sum that it stands elsewhere in the document.
const FAMILIAR: i32 = 2;
/// How often a word stands that is rather a name than a term.
const FREQUENT: i32 = 3;

/// The judge of words.
pub(super) struct Looks<'a> {
    text: &'a str,
    shape: &'static Shape,
    /// How often the words in and directly before brackets stand in the document, those in brackets not counted.
    outside: FxHashMap<&'a str, i32>,
    /// The language of the original.
    pub(super) original: Original,
}

impl<'a> Looks<'a> {
    pub(super) fn new(desk: &'a Desk<'_>, pairs: &[Pair]) -> Self {
        let text = desk.transcript.source.text();
        let mut outside: FxHashMap<&str, i32> = FxHashMap::default();
        for pair in pairs {
            for token in inside(text, pair.inside()).iter().flatten().filter(|token| token.kind == TokenKind::Word) {
                *outside.entry(token.text(text)).or_default() -= 1;
            }
            let tokens = &desk.tokens[pair.block];
            let before = tokens.partition_point(|token| token.span.start < pair.span.start).checked_sub(1);
            outside.entry(before.map_or("", |before| tokens[before].text(text))).or_default();
        }
        if !outside.is_empty() {
            for token in desk.tokens.iter().flatten() {
                if let Some(count) = outside.get_mut(token.text(text)) {
                    *count += 1;
                }
            }
        }
        Self { text, shape: &desk.language.shape, outside, original: Original::new(&desk.transcript.header, desk.language) }
    }

    /// Whether the word stands often in the document, as names of people do.
    pub(super) fn is_frequent(&self, word: &str) -> bool {
        self.outside.get(word).is_some_and(|&count| count >= FREQUENT)
    }

    /// What the words of an insertion look like together.
    pub(super) fn phrase(&self, tokens: &[Token]) -> Look {
        self.look(tokens.iter().filter(|token| token.kind == TokenKind::Word).map(|token| self.sum(token.text(self.text), true)).sum())
    }

    /// What a word before brackets looks like.
    pub(super) fn word(&self, word: &str) -> Look {
        self.look(self.sum(word, false))
    }

    /// What a sum says; in a translation a word in or before brackets is readily the original's.
    fn look(&self, sum: i32) -> Look {
        if sum < 0 && self.original.is_known() { Look::Foreign } else { Shape::look(sum) }
    }

    fn sum(&self, word: &str, inserted: bool) -> i32 {
        if is_acronym(word) {
            return 0;
        }
        let familiar = inserted && self.outside.get(word).is_some_and(|&count| count > 0);
        self.shape.sum(word) + if familiar { FAMILIAR } else { 0 }
    }
}

/// The tokens of an insertion, if it is short.
pub(super) fn inside(text: &str, span: Span) -> Option<Vec<Token>> {
    // No language needs more than forty bytes a word on average.
    if span.len() > MAX_WORDS * 40 {
        return None;
    }
    let tokens = token::tokens(text, span);
    (tokens.iter().filter(|token| token.kind == TokenKind::Word).count() <= MAX_WORDS).then_some(tokens)
}

/// Whether it is written in capitals like `CPSU` or `SKYu`: two or more, and hardly anything else.
pub(in crate::annotate) fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|character| character.is_uppercase()).count();
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    capitals >= 2 && letters <= 8 && letters - capitals <= 1
}
