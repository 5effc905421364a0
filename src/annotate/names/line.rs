//! One block, word by word: what each can be in a name, and how it is printed.

use crate::language::names::{Kind, Kinds, Names};
use crate::language::token::{Token, TokenKind, lower};
use crate::source::Span;

/// How a word is printed.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations about one word")]
struct Shape {
    capital: bool,
    acronym: bool,
    initial: bool,
    possessive: bool,
    start: bool,
    covered: bool,
}

/// A block with what is known of each of its tokens.
pub(super) struct Line<'a> {
    pub(super) base: &'a str,
    pub(super) tokens: &'a [Token],
    names: &'a Names,
    words: Vec<(Kinds, Shape)>,
    /// Whether most of its words are capitalised, so that a capital says nothing: a heading.
    pub(super) headline: bool,
    /// Whether most of its words are in capitals throughout.
    pub(super) shouted: bool,
}

impl<'a> Line<'a> {
    /// Looks at each token once. `covered` are the stretches, in text order, in which no name is sought.
    pub(super) fn new(base: &'a str, tokens: &'a [Token], sentences: &[std::ops::Range<usize>], covered: &[Span], names: &'a Names) -> Self {
        let mut line = Self { base, tokens, names, words: Vec::with_capacity(tokens.len()), headline: false, shouted: false };
        let mut covered = covered.iter().peekable();
        for (at, token) in tokens.iter().enumerate() {
            while covered.next_if(|span| span.end <= token.span.start).is_some() {}
            let inside = covered.peek().is_some_and(|span| span.overlaps(token.span));
            let word = line.word(at, token, inside);
            line.words.push(word);
        }
        line.mark_starts(sentences);
        line.weigh_capitals();
        line
    }

    fn word(&self, at: usize, token: &Token, covered: bool) -> (Kinds, Shape) {
        let mut shape = Shape { covered, ..Shape::default() };
        if token.kind != TokenKind::Word {
            return (Kinds::default(), shape);
        }
        let text = token.text(self.base);
        let bare = without_possessive(text);
        shape.possessive = bare.len() < text.len();
        shape.capital = text.starts_with(char::is_uppercase) || self.is_behind_particle(text);
        if shape.capital {
            let mut letters = bare.chars();
            letters.next();
            let second = letters.next();
            shape.acronym = second.is_some_and(char::is_uppercase);
            shape.initial = second.is_none() && self.tokens.get(at + 1).is_some_and(|next| !next.spaced && next.text(self.base) == ".");
        }
        (self.names.kinds(&lower(bare)), shape)
    }

    /// Whether a name stands behind a particle and a hyphen: "al-Mansur".
    fn is_behind_particle(&self, word: &str) -> bool {
        let parts = word.split_once('-').filter(|(first, rest)| first.len() < 4 && rest.starts_with(char::is_uppercase));
        parts.is_some_and(|(first, _)| self.names.kinds(first).has(Kind::Particle))
    }

    /// A capital says nothing in the first word of a sentence, behind a colon, and at the beginning of a quotation or parenthesis.
    fn mark_starts(&mut self, sentences: &[std::ops::Range<usize>]) {
        for sentence in sentences {
            let mut fresh = true;
            for at in sentence.clone() {
                if self.tokens[at].kind == TokenKind::Mark {
                    fresh = fresh || matches!(self.text(at), ":" | "“" | "\"" | "„" | "«" | "(" | "[" | "–" | "—");
                    continue;
                }
                self.words[at].1.start = fresh;
                fresh = false;
            }
        }
    }

    fn weigh_capitals(&mut self) {
        let long = |at: &usize| self.tokens[*at].kind == TokenKind::Word && self.tokens[*at].span.len() > 3;
        let (mut words, mut capitals, mut shouts) = (0, 0, 0);
        for at in (0..self.tokens.len()).filter(long) {
            words += 1;
            capitals += usize::from(self.words[at].1.capital);
            shouts += usize::from(self.words[at].1.acronym && !self.text(at).contains(char::is_lowercase));
        }
        let sentence = self.tokens.last().is_some_and(|last| matches!(last.text(self.base), "." | "?" | "!" | ":"));
        self.headline = capitals * 10 > words * 7 && words > 2 && !sentence;
        let numbered = self.tokens.iter().any(|token| token.kind == TokenKind::Number);
        let throughout = (0..self.tokens.len()).all(|at| self.tokens[at].kind != TokenKind::Word || !self.text(at).contains(char::is_lowercase));
        self.shouted = words + capitals > 0 && throughout || shouts * 2 > words && (words > 2 || numbered);
    }

    /// Number of tokens.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The characters of a token; nothing past the end.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text(self.base))
    }

    /// The characters of a token, without a possessive ending.
    pub(super) fn bare(&self, at: usize) -> &'a str {
        without_possessive(self.text(at))
    }

    /// Whether a token can be of a kind.
    pub(super) fn has(&self, at: usize, kind: Kind) -> bool {
        self.words.get(at).is_some_and(|(kinds, _)| kinds.has(kind))
    }

    /// Whether a token can be of one of the kinds.
    pub(super) fn any(&self, at: usize, kinds: &[Kind]) -> bool {
        self.words.get(at).is_some_and(|(own, _)| own.any(kinds))
    }

    /// Whether a token is a word that begins with an upper-case letter, where names are sought.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|(_, shape)| shape.capital && !shape.covered)
    }

    /// Whether a token is a word in lower case.
    pub(super) fn is_lower(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word) && !self.words[at].1.capital
    }

    /// Whether a word begins with two upper-case letters.
    pub(super) fn is_acronym(&self, at: usize) -> bool {
        self.words[at].1.acronym
    }

    /// Whether a token is one letter with its full stop behind it.
    pub(super) fn is_initial(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|(_, shape)| shape.initial)
    }

    /// Whether a word ends in a possessive `'s`.
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|(_, shape)| shape.possessive)
    }

    /// Whether the capital of a word may be owed to its place alone.
    pub(super) fn is_start(&self, at: usize) -> bool {
        self.headline || self.words.get(at).is_some_and(|(_, shape)| shape.start)
    }

    /// Whether a capitalised word names a teaching, its followers, or what is theirs.
    pub(super) fn is_teaching(&self, at: usize) -> bool {
        self.names.ends_as(self.bare(at), Kind::TeachingEnding) && !self.names.ends_as(self.bare(at), Kind::SurnameEnding)
    }

    /// Whether a word ends as adjectives of peoples do, or their plurals.
    pub(super) fn is_demonym(&self, at: usize) -> bool {
        let word = self.bare(at);
        self.names.ends_as(word.strip_suffix('s').unwrap_or(word), Kind::DemonymEnding)
    }

    /// Whether a word has the form of a present participle.
    pub(super) fn is_participle(&self, at: usize) -> bool {
        self.names.ends_as(self.text(at), Kind::ParticipleEnding)
    }

    /// Whether a word has the form of an adverb.
    pub(super) fn is_adverb(&self, at: usize) -> bool {
        self.names.ends_as(self.text(at), Kind::AdverbEnding)
    }

    /// Whether a word has the form of a verb or adverb, so that it is hardly a noun.
    pub(super) fn is_verbal(&self, at: usize) -> bool {
        self.is_participle(at) || self.is_adverb(at) || self.names.ends_as(self.text(at), Kind::PastEnding)
    }

    /// Whether every noun of the language has a capital.
    pub(super) fn nouns_capitalised(&self) -> bool {
        self.names.nouns_capitalised
    }

    /// Whether white space stands before a token.
    pub(super) fn is_spaced(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.spaced)
    }
}

/// A word without `'s` at its end.
pub(super) fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}
