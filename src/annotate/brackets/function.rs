//! What a bracketed insertion is for.

use crate::annotate::Desk;
use crate::annotate::insertion::{self, Inside};
use crate::annotate::pairs::Pair;
use crate::language::shape::Look;
use crate::language::token::{Token, TokenKind};
use crate::model::{Certainty, Gap, Genre, Lang, Mark, NoteKind};
use crate::source::Span;

use super::looks::{self, Looks};

/// The function of an insertion.
pub(super) enum Function {
    /// An earlier editor doubted this word.
    Sic(Span),
    /// Something is missing.
    Gap(Gap),
    /// A note.
    Note(NoteKind),
    /// A sound, a gesture, a pause, an event.
    Stage(Mark),
    /// A doubtful reading.
    Reading,
    /// The translation of a foreign term or an acronym.
    Gloss {
        /// The term.
        term: Span,
        /// Its language, if it is foreign.
        lang: Option<(Lang, Certainty)>,
    },
    /// The original word.
    Original {
        /// The translation before it.
        term: Option<Span>,
        /// The word, without brackets.
        words: Span,
        /// Its language.
        lang: (Lang, Certainty),
    },
    /// Words the sentence needs.
    Supplied,
    /// Who or when is meant.
    Clarified,
    /// Nobody knows.
    Unknown,
}

/// How many words a sentence may need.
const MAX_SUPPLIED: usize = 5;
/// How many tokens back a quotation may begin whose words are one term.
const MAX_TERM: usize = 12;

/// An insertion where it stands.
struct Place<'a> {
    text: &'a str,
    pair: &'a Pair,
    /// The tokens of its block.
    tokens: &'a [Token],
    /// The index of the opening bracket among them.
    at: usize,
}

/// The function of the insertion `pair`.
pub(super) fn of(desk: &Desk<'_>, looks: &Looks<'_>, pair: &Pair) -> Function {
    let text = desk.transcript.source.text();
    let cues = &desk.language.insertions;
    let inside = Inside::new(&text[pair.inside().range()]);
    let tokens = desk.tokens[pair.block].as_slice();
    let place = Place { text, pair, tokens, at: tokens.partition_point(|token| token.span.start < pair.span.start) };
    if cues.sic.contains(&inside.lower) {
        return place.word_before().map_or(Function::Unknown, |word| Function::Sic(word.span));
    }
    let note = insertion::note(&inside, cues);
    if let Some(kind) = note.filter(|_| inside.printed.contains(':')) {
        return Function::Note(kind);
    }
    if let Some(gap) = insertion::gap(&inside, desk.language) {
        return Function::Gap(gap);
    }
    if let Some(kind) = note {
        return Function::Note(kind);
    }
    let spoken = desk.transcript.genre != Genre::Reported || place.stands_alone();
    if let Some(mark) = insertion::stage(&inside, cues).filter(|_| spoken) {
        return Function::Stage(mark);
    }
    if let Some(word) = inside.printed.strip_suffix('?') {
        return if word.is_empty() { Function::Note(NoteKind::Editor) } else { Function::Reading };
    }
    if pair.block != pair.last_block {
        return Function::Unknown;
    }
    looks::inside(text, pair.inside()).map_or(Function::Unknown, |words| place.by_looks(desk, looks, &inside, &words))
}

impl<'a> Place<'a> {
    /// The function of an insertion that no cue explains, by its words and the word before it.
    fn by_looks(&self, desk: &Desk<'_>, looks: &Looks<'_>, inside: &Inside<'_>, words: &[Token]) -> Function {
        if words.is_empty() || is_sentence(inside) {
            return Function::Unknown;
        }
        if self.is_glued() {
            return Function::Supplied;
        }
        let look = looks.phrase(words);
        let capital = words[0].is_capitalised(self.text);
        let number = words[0].kind == TokenKind::Number;
        if self.clarifies(desk, words) {
            return Function::Clarified;
        }
        if let Some((term, acronym)) = self.term(looks) {
            return match look {
                Look::Foreign => Function::Unknown,
                Look::Own | Look::Unsure => {
                    let printed = &self.text[term.range()];
                    let own = acronym && initials_match(printed, inside.printed);
                    Function::Gloss { term, lang: (!own).then(|| looks.original.tag_of(printed)) }
                }
            };
        }
        let count = words.iter().filter(|token| token.kind == TokenKind::Word).count();
        match look {
            Look::Foreign => {
                let span = Span::new(words[0].span.start, words[words.len() - 1].span.end);
                Function::Original { term: self.translated(), words: span, lang: looks.original.tag_of(inside.printed) }
            }
            Look::Own if count <= MAX_SUPPLIED && (!capital || is_common_start(desk, self.text, words)) => Function::Supplied,
            Look::Unsure if number && words.len() == 1 => Function::Supplied,
            Look::Own | Look::Unsure => Function::Unknown,
        }
    }

    /// Whether a name or a number stands behind a pronoun: "he [Ander]".
    fn clarifies(&self, desk: &Desk<'_>, words: &[Token]) -> bool {
        let names = |token: &Token| token.is_capitalised(self.text) && !desk.language.shape.is_common(token.text(self.text));
        self.word_before().is_some_and(|word| desk.language.insertions.pronouns.contains(&word.text(self.text).to_lowercase()))
            && words.iter().any(|token| token.kind == TokenKind::Number || names(token))
    }

    fn token_before(&self) -> Option<&'a Token> {
        self.at.checked_sub(1).and_then(|before| self.tokens.get(before))
    }

    /// The word or number before the bracket, a closing quotation mark between them or not.
    fn word_before(&self) -> Option<&'a Token> {
        let is_word = |token: &&Token| token.kind != TokenKind::Mark;
        self.token_before().filter(is_word).or_else(|| self.tokens.get(self.at.checked_sub(2)?).filter(is_word))
    }

    /// Whether the bracket stands between sentences, or is all there is in its block.
    fn stands_alone(&self) -> bool {
        self.token_before().is_none_or(|token| matches!(token.text(self.text), "." | "!" | "?" | "”" | "\"" | ":" | "]" | ")"))
    }

    /// Whether a letter or digit touches the bracket: `K[ardelj]`, `[19]56`.
    fn is_glued(&self) -> bool {
        let before = self.text[..self.pair.span.start].chars().next_back();
        let behind = self.text[self.pair.span.end..].chars().next();
        before.is_some_and(char::is_alphanumeric) || behind.is_some_and(char::is_alphanumeric)
    }

    /// The foreign term or the acronym that ends before the bracket; whether it is an acronym.
    fn term(&self, looks: &Looks<'_>) -> Option<(Span, bool)> {
        let last = self.token_before()?;
        if last.kind != TokenKind::Word {
            return None;
        }
        if let Some(first) = self.quoted(|token| token.kind == TokenKind::Word && looks.word(token.text(self.text)) != Look::Own) {
            let run = Span::new(first.span.start, last.span.end);
            if self.run_is_foreign(looks, first) {
                return Some((run, false));
            }
        }
        let belongs = |token: &Token| {
            let word = token.text(self.text);
            token.kind == TokenKind::Word
                && match looks.word(word) {
                    Look::Foreign => true,
                    Look::Unsure => looks::is_acronym(word) || token.is_capitalised(self.text),
                    Look::Own => false,
                }
        };
        let run = self.tokens[..self.at].iter().rev().take(MAX_TERM).take_while(|token| belongs(token)).last()?;
        if self.run_is_foreign(looks, run) {
            return Some((Span::new(run.span.start, last.span.end), false));
        }
        looks::is_acronym(last.text(self.text)).then_some((last.span, true))
    }

    fn run_is_foreign(&self, looks: &Looks<'_>, first: &Token) -> bool {
        self.tokens[..self.at]
            .iter()
            .rev()
            .take_while(|token| token.span.start >= first.span.start)
            .any(|token| token.kind == TokenKind::Word && looks.word(token.text(self.text)) == Look::Foreign)
    }

    /// The first word behind the opening quotation mark, if every token from there to the bracket is `fit`.
    fn quoted(&self, fit: impl Fn(&Token) -> bool) -> Option<&'a Token> {
        let mut first = None;
        for token in self.tokens[..self.at].iter().rev().take(MAX_TERM) {
            if matches!(token.text(self.text), "“" | "\"" | "«" | "„") {
                return first;
            }
            if !fit(token) {
                return None;
            }
            first = Some(token);
        }
        None
    }

    /// The words that an original term translates: the whole quotation so far, else the word before the bracket.
    fn translated(&self) -> Option<Span> {
        let last = self.token_before().filter(|token| token.kind == TokenKind::Word)?;
        let first = self.quoted(|token| token.kind == TokenKind::Word).unwrap_or(last);
        Some(Span::new(first.span.start, last.span.end))
    }
}

/// Whether the insertion is a sentence of its own.
fn is_sentence(inside: &Inside<'_>) -> bool {
    inside.printed.starts_with(char::is_uppercase) && inside.printed.ends_with(['.', '!', '?']) && inside.words().nth(2).is_some()
}

/// Whether it begins with a word that is no name, capital or not: "We", "The".
fn is_common_start(desk: &Desk<'_>, text: &str, words: &[Token]) -> bool {
    words.len() == 1 && words[0].is_capitalised(text) && desk.language.shape.is_common(words[0].text(text))
}

/// Whether the acronym is made of the first letters of the phrase, small words left out or not.
pub(in crate::annotate) fn initials_match(acronym: &str, phrase: &str) -> bool {
    let letters: String = acronym.chars().filter(|character| character.is_alphabetic()).collect::<String>().to_uppercase();
    let initials = |capitals_only: bool| -> String {
        let words =
            phrase.split(|character: char| !character.is_alphanumeric() && character != '\'' && character != '’').filter(|word| !word.is_empty());
        words.filter_map(|word| word.chars().next()).filter(|first| !capitals_only || first.is_uppercase()).flat_map(char::to_uppercase).collect()
    };
    letters.chars().count() >= 2 && (letters == initials(true) || letters == initials(false))
}
