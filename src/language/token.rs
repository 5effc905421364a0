//! Words, numbers and marks of a text, each with its place.
//!
//! A word keeps its inner apostrophes and hyphens (`Il'ya`, `Vukmanovic-Tempo`, `s”yezda`): a closing quotation mark
//! between two letters is a hard sign, not a quotation mark.

use std::borrow::Cow;

use crate::source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and hyphens.
    Word,
    /// Digits, with inner separators: `200`, `250,000`, `7:30`, `1.5`.
    Number,
    /// One mark: a punctuation character or any other symbol.
    Mark,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place in the base text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token {
    /// Its characters.
    pub fn text<'t>(&self, base: &'t str) -> &'t str {
        &base[self.span.range()]
    }

    /// Its characters in lower case.
    pub fn lower<'t>(&self, base: &'t str) -> Cow<'t, str> {
        lower(self.text(base))
    }

    /// Whether it is a word that begins with an upper-case letter.
    pub fn is_capitalised(&self, base: &str) -> bool {
        self.kind == TokenKind::Word && self.text(base).starts_with(char::is_uppercase)
    }
}

/// `word` in lower case; borrowed where it is that already, as most words of a text are.
pub fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// The tokens of the stretch `span` of `base`.
pub fn tokens(base: &str, span: Span) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(span.len() / 5);
    let mut rest = base[span.range()].char_indices().map(|(at, character)| (span.start + at, character)).peekable();
    let mut spaced = true;
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            spaced = true;
            continue;
        }
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        if kind != TokenKind::Mark {
            while let Some(&(at, character)) = rest.peek() {
                let follows = base[at + character.len_utf8()..span.end].chars().next();
                if !carries_on(kind, character, follows) {
                    break;
                }
                end = at + character.len_utf8();
                rest.next();
            }
        }
        tokens.push(Token { span: Span::new(start, end), kind, spaced });
        spaced = false;
    }
    tokens
}

fn kind_of(first: char) -> TokenKind {
    if first.is_numeric() {
        TokenKind::Number
    } else if first.is_alphabetic() {
        TokenKind::Word
    } else {
        TokenKind::Mark
    }
}

fn carries_on(kind: TokenKind, character: char, follows: Option<char>) -> bool {
    let letter_follows = follows.is_some_and(char::is_alphabetic);
    match kind {
        TokenKind::Word => {
            is_word_character(character) || (letter_follows && matches!(character, '\'' | '’' | 'ʼ' | '”' | '"' | '-' | '\u{2010}' | '\u{2011}'))
        }
        TokenKind::Number => character.is_numeric() || (follows.is_some_and(char::is_numeric) && matches!(character, ',' | '.' | ':')),
        TokenKind::Mark => false,
    }
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36F}' | '\u{AD}')
}
