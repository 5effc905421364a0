//! Two texts, word by word: which stretches are the same, which are gone, which are new.
//!
//! A word with its accents is one item, and so is a run of blanks, and every other character. "half past seven and we agreed" and "half past seven and
//! we all agreed" differ by `{+all+}`.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::align::align;
use super::change::Kind;
use super::tree::hash_of;
use crate::render::Piece;
use crate::source::Span;

/// A stretch of both texts; one that is not the same may be empty on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Op {
    pub old: Span,
    pub new: Span,
    pub same: bool,
}

impl Op {
    pub fn swapped(self) -> Self {
        Self { old: self.new, new: self.old, same: self.same }
    }
}

/// The stretches of two texts, in order, covering both.
pub(super) fn compare(old: &str, new: &str) -> Vec<Op> {
    let (lefts, rights) = (tokens(old), tokens(new));
    let keys = |text: &str, tokens: &[Span]| tokens.iter().map(|span| hash_of(text[span.range()].as_bytes())).collect::<Vec<_>>();
    let pairs = align(&keys(old, &lefts), &keys(new, &rights));
    let mut ops: Vec<Op> = Vec::new();
    let (mut left, mut right) = (0, 0);
    for (one, other) in pairs {
        let (one, other) = (lefts[one], rights[other]);
        change(&mut ops, Span::new(left, one.start), Span::new(right, other.start));
        match ops.last_mut() {
            Some(last) if last.same => (last.old.end, last.new.end) = (one.end, other.end),
            _ => ops.push(Op { old: one, new: other, same: true }),
        }
        (left, right) = (one.end, other.end);
    }
    change(&mut ops, Span::new(left, old.len()), Span::new(right, new.len()));
    slide(&mut ops, old, new);
    join(ops, old)
}

fn change(ops: &mut Vec<Op>, old: Span, new: Span) {
    if !old.is_empty() || !new.is_empty() {
        ops.push(Op { old, new, same: false });
    }
}

fn tokens(text: &str) -> Vec<Span> {
    let mut tokens: Vec<Span> = Vec::new();
    let mut last = Class::Sign;
    for (at, character) in text.char_indices() {
        let class = class(character, last);
        let end = at + character.len_utf8();
        match tokens.last_mut() {
            Some(token) if class == last && class != Class::Sign => token.end = end,
            _ => tokens.push(Span::new(at, end)),
        }
        last = class;
    }
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Blank,
    Sign,
}

fn class(character: char, before: Class) -> Class {
    if character.is_alphanumeric() || (is_combining_mark(character) && before == Class::Word) {
        Class::Word
    } else if character.is_whitespace() {
        Class::Blank
    } else {
        Class::Sign
    }
}

/// Moves a stretch that is new or gone, and could as well stand a little before or behind, to where a sentence or a word begins.
fn slide(ops: &mut [Op], old: &str, new: &str) {
    for at in 1..ops.len().saturating_sub(1) {
        let [before, here, behind] = [ops[at - 1], ops[at], ops[at + 1]];
        if here.same || !before.same || !behind.same || (!here.old.is_empty() && !here.new.is_empty()) {
            continue;
        }
        let gone = here.new.is_empty();
        let (text, span) = if gone { (old, here.old) } else { (new, here.new) };
        let start = best_start(text, span, before.old.len(), behind.old.len());
        ops[at - 1] = Op {
            old: Span::new(before.old.start, ops_end(before.old, span.start, start)),
            new: Span::new(before.new.start, ops_end(before.new, span.start, start)),
            same: true,
        };
        ops[at] = Op { old: moved(here.old, span.start, start), new: moved(here.new, span.start, start), same: false };
        ops[at + 1] = Op { old: Span::new(ops[at].old.end, behind.old.end), new: Span::new(ops[at].new.end, behind.new.end), same: true };
    }
}

fn ops_end(span: Span, from: usize, to: usize) -> usize {
    span.end + to - from
}

fn moved(span: Span, from: usize, to: usize) -> Span {
    Span::new(span.start + to - from, span.end + to - from)
}

/// How far a stretch is moved.
const REACH: usize = 64;

/// Where a stretch of `text` begins best, if it may move back by `back` bytes and on by `on`, as long as what it passes is the same at both its ends.
fn best_start(text: &str, span: Span, back: usize, on: usize) -> usize {
    let mut best = (fit(text, span), span.start);
    let mut consider = |start: usize| {
        let fit = fit(text, moved(span, span.start, start));
        if fit > best.0 {
            best = (fit, start);
        }
    };
    let bytes = text.as_bytes();
    for step in 1..=back.min(REACH) {
        if bytes[span.start - step] != bytes[span.end - step] {
            break;
        }
        if text.is_char_boundary(span.start - step) && text.is_char_boundary(span.end - step) {
            consider(span.start - step);
        }
    }
    for step in 1..=on.min(REACH) {
        if bytes[span.start + step - 1] != bytes[span.end + step - 1] {
            break;
        }
        if text.is_char_boundary(span.start + step) && text.is_char_boundary(span.end + step) {
            consider(span.start + step);
        }
    }
    best.1
}

/// How well a stretch is cut: at the beginning of a sentence best, then at the beginning of a word.
fn fit(text: &str, span: Span) -> u8 {
    const ENDS: [char; 6] = ['.', '!', '?', '”', '"', ':'];
    let (before, inside) = (text[..span.start].trim_end(), &text[span.range()]);
    let whole_words = inside.starts_with(char::is_whitespace) || inside.ends_with(char::is_whitespace);
    let sentence = (before.is_empty() || before.ends_with(ENDS)) && inside.trim().ends_with(ENDS);
    u8::from(whole_words) + 2 * u8::from(sentence)
}

/// Joins two changes of words with nothing but a blank between them.
fn join(ops: Vec<Op>, old: &str) -> Vec<Op> {
    let mut joined: Vec<Op> = Vec::with_capacity(ops.len());
    for op in ops {
        let blank = joined.last().is_some_and(|last| last.same && old[last.old.range()].chars().all(char::is_whitespace));
        let bridge = joined.len().checked_sub(2).map(|at| joined[at]).filter(|before| blank && !op.same && !before.same);
        match bridge {
            Some(before) if has_words(old, before) && has_words(old, op) && !before.new.is_empty() && !op.new.is_empty() => {
                joined.truncate(joined.len() - 2);
                joined.push(Op { old: Span::new(before.old.start, op.old.end), new: Span::new(before.new.start, op.new.end), same: false });
            }
            _ => joined.push(op),
        }
    }
    joined
}

fn has_words(old: &str, op: Op) -> bool {
    old[op.old.range()].chars().any(char::is_alphanumeric)
}

/// What is said of texts that differ in their composed and decomposed characters alone.
pub(super) const FORM_ONLY: &str = "NFC/NFD form only";

/// What kind of change lies between two texts that differ.
pub(super) fn kind_of(old: &str, new: &str) -> Kind {
    if old.nfc().eq(new.nfc()) {
        Kind::Unicode
    } else if folded(old).eq(folded(new)) {
        Kind::Typography
    } else {
        Kind::Text
    }
}

/// A text without what typesetters choose: the form of quotation marks, dashes and blanks.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.nfc().flat_map(|character| {
        let plain: &[char] = match character {
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => &['"'],
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' => &['\''],
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => &['-'],
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => &[' '],
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => &[],
            '…' => &['.', '.', '.'],
            'ﬁ' => &['f', 'i'],
            'ﬂ' => &['f', 'l'],
            _ => return Folded::One(Some(character)),
        };
        Folded::Many(plain.iter())
    })
}

enum Folded {
    One(Option<char>),
    Many(std::slice::Iter<'static, char>),
}

impl Iterator for Folded {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(character) => character.take(),
            Self::Many(characters) => characters.next().copied(),
        }
    }
}

/// The stretches as pieces; blanks at the edges of a change stand outside it where the other side keeps them.
pub(super) fn pieces(ops: &[Op], old: &str, new: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(ops.len());
    for op in ops {
        let (removed, added) = (&old[op.old.range()], &new[op.new.range()]);
        if op.same {
            same(&mut pieces, added);
        } else if removed.is_empty() || added.is_empty() {
            one_sided(&mut pieces, removed, added);
        } else {
            pieces.push(Piece::Removed(removed.to_owned()));
            pieces.push(Piece::Added(added.to_owned()));
        }
    }
    pieces
}

fn same(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Same(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Same(text.to_owned())),
    }
}

fn one_sided(pieces: &mut Vec<Piece>, removed: &str, added: &str) {
    let wrap: fn(String) -> Piece = if added.is_empty() { Piece::Removed } else { Piece::Added };
    pieces.push(wrap(format!("{removed}{added}")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        pieces(&compare(old, new), old, new)
            .iter()
            .map(|piece| match piece {
                Piece::Same(text) => text.clone(),
                Piece::Removed(text) => format!("[-{text}-]"),
                Piece::Added(text) => format!("{{+{text}+}}"),
            })
            .collect()
    }

    #[test]
    fn a_new_sentence_is_a_whole_sentence_and_a_phrase_is_one_change() {
        assert_eq!(shown("We agreed. He left.", "We agreed. They ate. He left."), "We agreed. {+They ate. +}He left.");
        assert_eq!(shown("the red fox ran", "the green dog ran"), "the [-red fox-]{+green dog+} ran");
        assert_eq!(shown("cafe\u{301} noir", "cafe\u{301} blanc"), "cafe\u{301} [-noir-]{+blanc+}");
    }

    proptest! {
        #[test]
        fn the_pieces_make_both_texts(old in "[ab .é“]{0,40}", new in "[ab .é“]{0,40}") {
            let pieces = pieces(&compare(&old, &new), &old, &new);
            let left: String = pieces.iter().filter(|piece| !matches!(piece, Piece::Added(_))).map(Piece::text).collect();
            let right: String = pieces.iter().filter(|piece| !matches!(piece, Piece::Removed(_))).map(Piece::text).collect();
            prop_assert_eq!((left, right), (old, new));
        }
    }
}
