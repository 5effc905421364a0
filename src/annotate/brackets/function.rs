//! What a bracketed insertion is for.

use crate::annotate::Desk;
use crate::annotate::insertion::{self, Inside};
use crate::annotate::pairs::Pair;
use crate::language::Language;
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
    language: &'static Language,
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
    let place = Place { text, language: desk.language, pair, tokens, at: tokens.partition_point(|token| token.span.start < pair.span.start) };
    if cues.sic.contains(&inside.lower) {
        return place.word_before().map_or(Function::Unknown, |word| Function::Sic(word.span));
    }
    let note = insertion::note(&inside, cues);
    if let Some(kind) = note.filter(|_| inside.introduces()) {
        return Function::Note(kind);
    }
    if let Some(gap) = insertion::gap(&inside, desk.language) {
        return Function::Gap(gap);
    }
    if let Some(kind) = note {
        return Function::Note(kind);
    }
    let spoken = desk.transcript.genre != Genre::Reported || place.stands_alone();
    let stage = || insertion::stage(&inside, cues).or_else(|| insertion::happened(&inside, desk.language));
    if let Some(mark) = spoken.then(stage).flatten() {
        return Function::Stage(mark);
    }
    if let Some(word) = inside.printed.strip_suffix('?') {
        return if word.is_empty() { Function::Note(NoteKind::Editor) } else { Function::Reading };
    }
    if pair.block != pair.last_block {
        return Function::Unknown;
    }
    looks::inside(text, pair.inside()).map_or(Function::Unknown, |words| place.by_looks(looks, &inside, &words))
}

impl<'a> Place<'a> {
    /// The function of an insertion that no cue explains, by its words and the words around it.
    fn by_looks(&self, looks: &Looks<'_>, inside: &Inside<'_>, words: &[Token]) -> Function {
        if words.is_empty() || is_sentence(inside) {
            return Function::Unknown;
        }
        if let [number] = words
            && number.kind == TokenKind::Number
        {
            return self.numeral(*number);
        }
        if self.is_glued() || self.opens_the_sentence() || self.fills(words) {
            return Function::Supplied;
        }
        if self.clarifies(words) {
            return Function::Clarified;
        }
        match (looks.phrase(words), self.term(looks)) {
            (Look::Foreign, None) => {
                let span = Span::new(words[0].span.start, words[words.len() - 1].span.end);
                Function::Original { term: self.translated(), words: span, lang: looks.original.tag_of(inside.printed) }
            }
            (Look::Own | Look::Unsure, Some((term, acronym))) if !self.is_a_frequent_name(looks, term, words) => {
                let printed = &self.text[term.range()];
                let own = acronym && initials_match(printed, inside.printed);
                Function::Gloss { term, lang: (!own).then(|| looks.original.tag_of(printed)) }
            }
            (Look::Own, _) if self.is_needed(looks, words) => Function::Supplied,
            (Look::Foreign | Look::Own | Look::Unsure, _) => Function::Unknown,
        }
    }

    /// A number alone: a year, digits that complete one, or a note mark that nobody explains.
    fn numeral(&self, number: Token) -> Function {
        let digits_touch =
            self.text[..self.pair.span.start].ends_with(char::is_numeric) || self.text[self.pair.span.end..].starts_with(char::is_numeric);
        if digits_touch || number.span.len() == 4 { Function::Supplied } else { Function::Unknown }
    }

    /// Whether the sentence begins with the insertion and goes on in lower case: "[Anders] said …".
    fn opens_the_sentence(&self) -> bool {
        let behind = self.text[self.pair.span.end..].trim_start_matches([' ', '\u{A0}']);
        self.stands_alone() && behind.starts_with(char::is_lowercase)
    }

    /// Whether nothing but small words, verbs in the past and adverbs stands in it: "he [was] there", "Anders [angrily] left".
    fn fills(&self, words: &[Token]) -> bool {
        let small = |token: &Token| {
            let word = token.text(self.text);
            token.kind == TokenKind::Word
                && (self.language.shape.is_common(word) || self.language.insertions.is_past(word) || self.language.insertions.is_adverb(word))
        };
        words.len() <= MAX_SUPPLIED && words.iter().all(small)
    }

    /// Whether the term is rather a name that stands often, and the insertion a word behind it.
    fn is_a_frequent_name(&self, looks: &Looks<'_>, term: Span, words: &[Token]) -> bool {
        let name = &self.text[term.range()];
        name.starts_with(char::is_uppercase) && !words[0].is_capitalised(self.text) && !looks::is_acronym(name) && looks.is_frequent(name)
    }

    /// Whether a sentence may need the words: few, in lower case, and behind no capitalised word that they may translate.
    fn is_needed(&self, looks: &Looks<'_>, words: &[Token]) -> bool {
        let count = words.iter().filter(|token| token.kind == TokenKind::Word).count();
        let translates = self.token_before().is_some_and(|token| {
            let word = token.text(self.text);
            token.is_capitalised(self.text) && looks.word(word) != Look::Own && !looks.is_frequent(word)
        });
        count <= MAX_SUPPLIED && !words[0].is_capitalised(self.text) && !translates
    }

    /// Whether a name or a number stands behind a pronoun: "he [Ander]".
    fn clarifies(&self, words: &[Token]) -> bool {
        let names = |token: &Token| token.is_capitalised(self.text) && !self.language.shape.is_common(token.text(self.text));
        self.token_before().is_some_and(|word| self.language.insertions.pronouns.contains(&*word.lower(self.text)))
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
        let closes = |token: &&Token| matches!(token.text(self.text), "”" | "\"" | "»" | "]" | ")");
        let before = self.tokens[..self.at].iter().rev().take(MAX_TERM).find(|token| !closes(token));
        before.is_none_or(|token| matches!(token.text(self.text), "." | "!" | "?" | ":" | "…"))
    }

    /// Whether a letter or digit touches the bracket: `K[ardelj]`, `[19]56`.
    fn is_glued(&self) -> bool {
        let before = self.text[..self.pair.span.start].chars().next_back();
        let behind = self.text[self.pair.span.end..].chars().next();
        before.is_some_and(char::is_alphanumeric) || behind.is_some_and(char::is_alphanumeric)
    }

    /// The foreign term or the acronym that ends before the bracket, a closing quotation mark between them or not; whether it is an acronym.
    fn term(&self, looks: &Looks<'_>) -> Option<(Span, bool)> {
        let marked = self.token_before().is_some_and(|token| matches!(token.text(self.text), "”" | "\"" | "»"));
        let before = &self.tokens[..self.at.checked_sub(usize::from(marked))?];
        let last = before.last().filter(|last| last.kind == TokenKind::Word)?;
        let is_foreign = |run: &[Token]| run.iter().any(|token| token.kind == TokenKind::Word && looks.word(token.text(self.text)) == Look::Foreign);
        let quoted = self.quoted(before, |token| token.kind == TokenKind::Word && looks.word(token.text(self.text)) != Look::Own);
        let run = quoted.filter(|run| is_foreign(run)).or_else(|| Some(self.unknown_run(before, looks)).filter(|run| is_foreign(run)));
        match run {
            Some(run) => Some((Span::new(run[0].span.start, last.span.end), false)),
            None if self.is_periodical(before) => Some((last.span, false)),
            None => looks::is_acronym(last.text(self.text)).then_some((last.span, true)),
        }
    }

    /// Whether a capitalised name behind a word like "newspaper" ends `before`.
    fn is_periodical(&self, before: &[Token]) -> bool {
        let [.., kind, name] = before else { return false };
        name.is_capitalised(self.text) && self.language.quotations.periodical.contains(kind.text(self.text))
    }

    /// The words at the end of `before` that are foreign, capitalised or acronyms, and none of the language.
    fn unknown_run<'t>(&self, before: &'t [Token], looks: &Looks<'_>) -> &'t [Token] {
        let belongs = |token: &&Token| {
            let word = token.text(self.text);
            let may_be = || looks::is_acronym(word) || token.is_capitalised(self.text);
            token.kind == TokenKind::Word
                && match looks.word(word) {
                    Look::Foreign => true,
                    Look::Unsure => may_be(),
                    Look::Own => false,
                }
        };
        let count = before.iter().rev().take(MAX_TERM).take_while(belongs).count();
        &before[before.len() - count..]
    }

    /// The tokens of `before` behind the opening quotation mark, if all of them are `fit`.
    fn quoted<'t>(&self, before: &'t [Token], fit: impl Fn(&Token) -> bool) -> Option<&'t [Token]> {
        let count = before.iter().rev().take(MAX_TERM).take_while(|token| fit(token)).count();
        let start = before.len() - count;
        let opened = start > 0 && matches!(self.tokens[start - 1].text(self.text), "“" | "\"" | "«" | "„");
        (opened && count > 0).then(|| &before[start..])
    }

    /// The words that an original term translates: the whole quotation so far, else the word before the bracket.
    fn translated(&self) -> Option<Span> {
        let before = &self.tokens[..self.at];
        let last = before.last().filter(|token| token.kind == TokenKind::Word)?;
        let first = self.quoted(before, |token| token.kind == TokenKind::Word).map_or(*last, |run| run[0]);
        Some(Span::new(first.span.start, last.span.end))
    }
}

/// Whether the insertion is a sentence of its own.
fn is_sentence(inside: &Inside<'_>) -> bool {
    inside.printed.starts_with(char::is_uppercase) && inside.printed.ends_with(['.', '!', '?']) && inside.words().nth(2).is_some()
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
