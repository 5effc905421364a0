//! Titles of works: newspapers ("the newspaper Mill"), what is printed in them, articles and books that bear a title in
//! quotation marks, declarations and treaties with a capital.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Words;
use crate::language::cues::Quotations;
use crate::language::token::{Token, TokenKind};
use crate::model::{Annotation, Certainty, Entity, EntityId, EntityKind, Mark, Rule, Work};
use crate::source::{Source, Span};

use super::tongue::Original;
use super::{Desk, Pass};

/// The pass.
pub struct Works;

static PERIODICAL: Rule = Rule::new("rule.work-periodical", "a capitalised name behind a word like \"newspaper\", and wherever it stands again");
static PRINTED_IN: Rule = Rule::new(
    "rule.work-printed-in",
    "a capitalised name that stands at least twice, and each time behind \"article in\", \"report in\" and the like",
);
static ENTITLED: Rule = Rule::new("rule.work-entitled", "words in quotation marks behind \"entitled\" or behind the kind of work they name");
static ACT: Rule = Rule::new(
    "rule.work-act",
    "a word like Declaration or Treaty with a capital inside a sentence, with the capitalised words before it and what it is about",
);

/// How far before "in" the word for what is printed may stand, in tokens.
const MAX_BACK: usize = 4;
/// How many capitalised words before a declaration belong to its name.
const MAX_MODIFIERS: usize = 6;
/// How long what a declaration is about may be, in words.
const MAX_ABOUT: usize = 10;

impl Pass for Works {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&PERIODICAL, &PRINTED_IN, &ENTITLED, &ACT] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let mut found = titles_in_marks(desk);
        let reading = Shelf { text: desk.transcript.source.text(), cues: &desk.language.quotations };
        let names = periodicals(desk, &reading);
        for (tokens, sentences) in desk.tokens.iter().zip(desk.sentences) {
            let starts: BTreeSet<usize> = sentences.iter().map(|sentence| sentence.start).collect();
            reading.again(tokens, &names, &mut found);
            reading.acts(tokens, &starts, &mut found);
        }
        found.sort_unstable_by_key(|title| title.span);
        found.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
        shelve(desk, &found);
    }
}

/// A title in the text.
#[derive(Clone, Copy)]
struct Title {
    span: Span,
    level: char,
    rule: &'static Rule,
    certainty: Option<Certainty>,
    /// A word like "Declaration" alone, that may mean several.
    bare: bool,
}

struct Shelf<'a> {
    text: &'a str,
    cues: &'a Quotations,
}

/// Names of periodicals, each with the rule that found it.
type Names<'a> = BTreeMap<&'a str, (&'static Rule, Option<Certainty>)>;

fn periodicals<'a>(desk: &'a Desk<'_>, shelf: &Shelf<'a>) -> Names<'a> {
    let mut names = Names::new();
    let mut printed_in: BTreeMap<&str, usize> = BTreeMap::new();
    for tokens in desk.tokens {
        for at in 1..tokens.len() {
            let Some(name) = shelf.name(tokens, at) else { continue };
            if shelf.is_word(&tokens[at - 1], &shelf.cues.periodical) {
                names.insert(name, (&PERIODICAL, None));
            } else if shelf.is_printed_in(tokens, at) {
                *printed_in.entry(name).or_default() += 1;
            }
        }
    }
    if !printed_in.is_empty() {
        let mut all: BTreeMap<&str, usize> = BTreeMap::new();
        for token in desk.tokens.iter().flatten().filter(|token| token.is_capitalised(shelf.text)) {
            if let Some((name, _)) = printed_in.get_key_value(token.text(shelf.text)) {
                *all.entry(*name).or_default() += 1;
            }
        }
        let always = printed_in.iter().filter(|(name, count)| **count >= 2 && all.get(*name) == Some(*count));
        for (name, _) in always {
            names.entry(*name).or_insert((&PRINTED_IN, Some(Certainty::Medium)));
        }
    }
    names
}

impl<'a> Shelf<'a> {
    fn is_word(&self, token: &Token, list: &Words) -> bool {
        let word = token.text(self.text);
        list.contains(word) || (token.is_capitalised(self.text) && list.contains(&word.to_lowercase()))
    }

    /// The capitalised name that begins and ends with token `at`; longer names belong to places and people as well.
    fn name(&self, tokens: &[Token], at: usize) -> Option<&'a str> {
        let token = &tokens[at];
        let alone = tokens.get(at + 1).is_none_or(|next| !next.is_capitalised(self.text));
        let initial = token.text(self.text).chars().nth(1).is_none();
        (token.is_capitalised(self.text) && token.spaced && alone && !initial).then(|| token.text(self.text))
    }

    /// Whether "article … in" or the like stands before token `at`, in the same sentence.
    fn is_printed_in(&self, tokens: &[Token], at: usize) -> bool {
        if at < 2 || !self.is_word(&tokens[at - 1], &self.cues.published_in) {
            return false;
        }
        let before = tokens[..at - 1].iter().rev().take(MAX_BACK).take_while(|token| token.kind == TokenKind::Word);
        before.into_iter().any(|token| self.is_word(token, &self.cues.piece) || self.is_word(token, &self.cues.published))
    }

    /// Every place where a known periodical is named.
    fn again(&self, tokens: &[Token], names: &Names<'_>, found: &mut Vec<Title>) {
        if names.is_empty() {
            return;
        }
        for token in tokens.iter().filter(|token| token.is_capitalised(self.text)) {
            if let Some(&(rule, certainty)) = names.get(token.text(self.text)) {
                found.push(Title { span: token.span, level: 'j', rule, certainty, bare: false });
            }
        }
    }

    /// Declarations, treaties and the like.
    fn acts(&self, tokens: &[Token], starts: &BTreeSet<usize>, found: &mut Vec<Title>) {
        for at in 0..tokens.len() {
            if !tokens[at].is_capitalised(self.text) || !self.cues.act.contains(tokens[at].text(self.text)) {
                continue;
            }
            let modifiers =
                (0..at).rev().take(MAX_MODIFIERS).take_while(|&before| tokens[before].is_capitalised(self.text) && !starts.contains(&before)).count();
            let first = at - modifiers;
            if starts.contains(&at) || first == 0 {
                continue;
            }
            let last = self.about(tokens, at);
            let span = Span::new(tokens[first].span.start, tokens[last].span.end);
            found.push(Title { span, level: 'm', rule: &ACT, certainty: None, bare: first == at && last == at });
        }
    }

    /// The last token of what the act at `at` is about; `at` where nothing is said.
    fn about(&self, tokens: &[Token], at: usize) -> usize {
        if !tokens.get(at + 1).is_some_and(|token| self.cues.about.contains(token.text(self.text))) {
            return at;
        }
        let behind = &tokens[at + 2..];
        let words = behind.iter().take(MAX_ABOUT + 1).take_while(|token| token.kind == TokenKind::Word).count();
        let closed = behind.get(words).is_none_or(|token| token.kind == TokenKind::Mark);
        if closed && (1..=MAX_ABOUT).contains(&words) {
            return at + 1 + words;
        }
        // Where it does not end with the clause, only capitalised words belong to it: "Treaty of Ebenau with …".
        match behind.iter().take_while(|token| token.is_capitalised(self.text)).count() {
            0 => at,
            names => at + 1 + names,
        }
    }
}

/// Titles in quotation marks; the marks are then no quotation of their own.
fn titles_in_marks(desk: &mut Desk<'_>) -> Vec<Title> {
    let glosses: BTreeMap<usize, Span> = desk
        .transcript
        .annotations
        .iter()
        .filter_map(|annotation| if let Mark::Gloss { of: Some(of) } = annotation.mark { Some((of.start, of)) } else { None })
        .collect();
    let mut titles = Vec::new();
    let blocks = &desk.transcript.blocks;
    let (text, cues) = (desk.transcript.source.text(), &desk.language.quotations);
    let mut annotations = std::mem::take(&mut desk.transcript.annotations);
    annotations.retain(|annotation| {
        if !matches!(annotation.mark, Mark::Quote(_)) {
            return true;
        }
        let inner = within_marks(text, annotation.span);
        let block = blocks.partition_point(|block| block.span.end <= annotation.span.start);
        if inner.is_empty() || blocks.get(block).is_none_or(|block| !block.span.contains(annotation.span)) {
            return true;
        }
        let Some(level) = level(text, cues, &desk.tokens[block], annotation.span) else { return true };
        // A translation in brackets is no part of the title.
        let span = glosses.get(&inner.start).copied().unwrap_or(inner);
        titles.push(Title { span, level, rule: &ENTITLED, certainty: None, bare: false });
        false
    });
    desk.transcript.annotations = annotations;
    titles
}

/// The level of the work whose title the quotation is, if a word before it says that it is one.
fn level(text: &str, cues: &Quotations, tokens: &[Token], quote: Span) -> Option<char> {
    let at = tokens.partition_point(|token| token.span.start < quote.start);
    let word = at.checked_sub(1).map(|before| tokens[before].text(text))?;
    if cues.periodical.contains(word) {
        return Some('j');
    }
    if cues.piece.contains(word) {
        return Some('a');
    }
    if cues.book.contains(word) {
        return Some('m');
    }
    let entitled = cues.entitled.contains(word);
    let of_book = || tokens[at.saturating_sub(12)..at].iter().any(|token| cues.book.contains(token.text(text)));
    entitled.then(|| if of_book() { 'm' } else { 'a' })
}

/// The stretch without its marks and without the punctuation before the closing one.
fn within_marks(text: &str, quote: Span) -> Span {
    let printed = &text[quote.range()];
    let first = printed.chars().next().map_or(0, char::len_utf8);
    let body = printed[first..].trim_end_matches(|character: char| !character.is_alphanumeric() && !matches!(character, ')' | ']' | '\'' | '’'));
    Span::new(quote.start + first, quote.start + first + body.len())
}

/// Adds the annotations and the entries of the register; a term that is a title is one no longer.
fn shelve(desk: &mut Desk<'_>, titles: &[Title]) {
    let original = Original::new(&desk.transcript.header, desk.language);
    let mut languages: BTreeMap<Span, String> = BTreeMap::new();
    let spans: BTreeSet<Span> = titles.iter().map(|title| title.span).collect();
    desk.transcript.annotations.retain(|annotation| match &annotation.mark {
        Mark::Term(lang) if spans.contains(&annotation.span) => {
            languages.extend(lang.clone().map(|lang| (annotation.span, lang)));
            false
        }
        _ => true,
    });
    let mut entries: BTreeMap<String, EntityId> = BTreeMap::new();
    let full: Vec<&Title> = titles.iter().filter(|title| !title.bare).collect();
    for title in titles {
        let name = desk.transcript.source.slice(title.span).to_owned();
        let lang = languages.get(&title.span).cloned().or_else(|| {
            let looks_foreign = crate::language::shape::is_hard_or_soft(&name);
            looks_foreign.then(|| original.tag_of(&name).0)
        });
        let entity = entity(desk, title, &name, &full, &mut entries);
        let mark = Mark::Work(Work { level: title.level, lang, entity });
        desk.transcript.annotations.push(match title.certainty {
            Some(certainty) => Annotation::inferred(title.span, mark, title.rule, certainty),
            None => Annotation::printed(title.span, mark, title.rule),
        });
    }
}

/// The entry of a title; a bare "Declaration" means the only fuller title with that word, if there is only one.
fn entity(desk: &mut Desk<'_>, title: &Title, name: &str, full: &[&Title], entries: &mut BTreeMap<String, EntityId>) -> Option<EntityId> {
    let source = std::sync::Arc::clone(&desk.transcript.source);
    let named = if title.bare { only_fuller(&source, name, full)? } else { name };
    let register = &mut desk.transcript.register;
    Some(*entries.entry(named.to_owned()).or_insert_with_key(|name| {
        let mut entity = Entity::new(EntityKind::Work, name);
        entity.first = Some(title.span);
        register.add(entity)
    }))
}

/// The one fuller title that holds the word, the word itself if there is none, nothing if there are several.
fn only_fuller<'s>(source: &'s Source, word: &'s str, full: &[&Title]) -> Option<&'s str> {
    let fuller: BTreeSet<&str> =
        full.iter().map(|title| source.slice(title.span)).filter(|fuller| fuller.split(' ').any(|part| part == word)).collect();
    match fuller.len() {
        0 => Some(word),
        1 => fuller.into_iter().next(),
        _ => None,
    }
}
