//! Foreign words in the text: words with a transliterated soft or hard sign (`oblast'`), words in another script.
//!
//! A capitalised one is a name unless it stands in lower case too.

use rustc_hash::FxHashSet;

use crate::language::shape::{Look, Shape, is_hard_or_soft, script};
use crate::language::token::{Token, TokenKind};
use crate::model::{Annotation, Mark, Rule};
use crate::source::Span;

use super::covered::Covered;
use super::tongue::Original;
use super::{Desk, Pass};

/// The pass.
pub struct Foreign;

static SIGN: Rule =
    Rule::new("rule.foreign-sign", "a word with a transliterated soft or hard sign that stands in lower case: a foreign word, no name");
static SCRIPT: Rule = Rule::new("rule.foreign-script", "words in another script than the document's");

/// How many letters decide which script the document is written in.
const SAMPLE: usize = 4000;

impl Pass for Foreign {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&SIGN, &SCRIPT] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let text = desk.transcript.source.text();
        let original = Original::new(&desk.transcript.header, desk.language);
        let known = Covered::by(desk.transcript, |mark| matches!(mark, Mark::Foreign(_) | Mark::Term(Some(_)) | Mark::Work(_)));
        let mut annotations = Vec::new();
        let common = lower_case(desk);
        let latin = is_latin(desk);
        for tokens in desk.tokens {
            for (span, rule) in signed(text, tokens, &common).chain(latin.then(|| other_script(text, tokens)).into_iter().flatten()) {
                if !known.overlaps(span) {
                    let (lang, certainty) = original.tag_of(&text[span.range()]);
                    annotations.push(Annotation::inferred(span, Mark::Foreign(lang), rule, certainty));
                }
            }
        }
        desk.transcript.annotations.extend(annotations);
    }
}

/// Where a word ends that a sign makes foreign: an apostrophe at its end is a mark of its own.
fn printed<'t>(text: &'t str, tokens: &[Token], at: usize) -> (&'t str, Span) {
    let span = tokens[at].span;
    let quoted = text[..span.start].ends_with(['\'', '‘']);
    let sign = tokens.get(at + 1).filter(|next| !quoted && !next.spaced && matches!(next.text(text), "'" | "’" | "ʹ" | "ʼ"));
    let span = sign.map_or(span, |sign| Span::new(span.start, sign.span.end));
    (&text[span.range()], span)
}

/// The words with a sign that stand in lower case.
fn lower_case<'t>(desk: &'t Desk<'_>) -> FxHashSet<&'t str> {
    let text = desk.transcript.source.text();
    let words = desk
        .tokens
        .iter()
        .flat_map(|tokens| (0..tokens.len()).filter(|&at| tokens[at].kind == TokenKind::Word).map(|at| printed(text, tokens, at).0));
    words.filter(|word| has_sign(word) && word.starts_with(char::is_lowercase) && is_hard_or_soft(word) && !is_own(desk, word)).collect()
}

/// Whether the apostrophe at the end of a word is rather a closing quotation mark: the word without it is one of the language.
fn is_own(desk: &Desk<'_>, word: &str) -> bool {
    let bare = word.trim_end_matches(['\'', '’']);
    bare.len() < word.len() && !is_hard_or_soft(bare) && Shape::look(desk.language.shape.sum(bare)) == Look::Own
}

/// A quick look before the thorough one.
fn has_sign(word: &str) -> bool {
    word.bytes().any(|byte| matches!(byte, b'\'' | b'"' | 0x80..))
}

fn signed<'t>(text: &'t str, tokens: &'t [Token], common: &'t FxHashSet<&'t str>) -> impl Iterator<Item = (Span, &'static Rule)> {
    let none = common.is_empty();
    (0..tokens.len()).filter(move |&at| !none && tokens[at].kind == TokenKind::Word).filter_map(move |at| {
        let (word, span) = printed(text, tokens, at);
        if !has_sign(word) {
            return None;
        }
        let known = common.contains(word) || common.contains(word.to_lowercase().as_str());
        known.then_some((span, &SIGN))
    })
}

/// Runs of words in a script that is not Latin.
fn other_script(text: &str, tokens: &[Token]) -> Vec<(Span, &'static Rule)> {
    let mut runs: Vec<(Span, usize)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Word || !token.text(text).chars().any(|character| script(character).is_some()) {
            continue;
        }
        match runs.last_mut() {
            Some((run, last)) if *last + 1 == at => (*run, *last) = (Span::new(run.start, token.span.end), at),
            _ => runs.push((token.span, at)),
        }
    }
    runs.into_iter().map(|(span, _)| (span, &SCRIPT)).collect()
}

/// Whether the document is written in Latin letters.
fn is_latin(desk: &Desk<'_>) -> bool {
    let text = desk.transcript.source.text();
    let words = desk.tokens.iter().flatten().filter(|token| token.kind == TokenKind::Word);
    let letters = words.flat_map(|token| token.text(text).chars()).take(SAMPLE);
    let (other, all) = letters.fold((0, 0), |(other, all), letter| (other + usize::from(script(letter).is_some()), all + 1));
    other * 2 < all
}
