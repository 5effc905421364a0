//! Misprints of frequent words: two letters that changed places, a letter struck twice.
//!
//! A name, or a word made from one, that stands once and can only be a slip for one that stands often is corrected, beside the
//! text as printed; another word is a query.

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::language::spelling::is_slip;
use crate::language::token::{Token, TokenKind};
use crate::model::{Annotation, Certainty, Mark, Rule};

use super::codes::LIKELY_MISPRINT;
use super::covered::Covered;
use super::{Desk, Pass};

/// The pass.
pub struct Misprints;

static SLIP: Rule = Rule::new(
    "rule.misprint",
    "a capitalised word that stands once and differs in one slip from a frequent one: two letters changed places, or one struck twice",
);

/// How often the right form must stand.
const FREQUENT: u32 = 10;
/// Where more frequent words than this begin and end alike, none is the right one for sure.
const MAX_ALIKE: usize = 64;
/// Shorter words are too easily other words.
const MIN_BYTES: usize = 8;

impl Pass for Misprints {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&SLIP] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let known = Covered::by(desk.transcript, |mark| matches!(mark, Mark::Sic | Mark::Foreign(_) | Mark::Term(Some(_)) | Mark::Work(_)));
        let counts = counts(desk);
        let mut frequent: FxHashMap<(&str, &str), Vec<&str>> = FxHashMap::default();
        for (&word, _) in counts.iter().filter(|(_, (count, _))| *count >= FREQUENT) {
            frequent.entry(ends(word)).or_default().push(word);
        }
        frequent.retain(|_, words| words.len() <= MAX_ALIKE);
        let mut once: Vec<(&Token, &str)> = counts.iter().filter(|(_, (count, _))| *count == 1).map(|(word, (_, token))| (*token, *word)).collect();
        once.sort_unstable_by_key(|(token, _)| token.span);
        let (mut annotations, mut queries) = (Vec::new(), Vec::new());
        for (token, word) in once.into_iter().filter(|(token, _)| !known.overlaps(token.span)) {
            let mut right = frequent.get(&ends(word)).into_iter().flatten().filter(|right| is_slip(word, right));
            // Two candidates are none.
            let (Some(right), None) = (right.next(), right.next()) else { continue };
            if token.is_capitalised(desk.transcript.source.text()) {
                annotations.push(Annotation::inferred(token.span, Mark::Correction((*right).to_owned()), &SLIP, Certainty::High));
            } else {
                let message = format!("`{word}` stands once, `{right}` {} times", counts[*right].0);
                queries.push(Diagnostic::warning(&LIKELY_MISPRINT, message).at(&desk.transcript.source, token.span).help(LIKELY_MISPRINT.remedy));
            }
        }
        desk.transcript.annotations.extend(annotations);
        desk.transcript.queries.extend(queries);
    }
}

/// How often each long word stands, with its first place.
fn counts<'t>(desk: &'t Desk<'_>) -> FxHashMap<&'t str, (u32, &'t Token)> {
    let text = desk.transcript.source.text();
    let mut counts = FxHashMap::default();
    let long = |token: &&Token| token.kind == TokenKind::Word && token.span.len() >= MIN_BYTES;
    for token in desk.tokens.iter().flatten().filter(long) {
        counts.entry(token.text(text)).or_insert((0, token)).0 += 1;
    }
    counts
}

/// The beginning and the end that a misprint and the right word share.
fn ends(word: &str) -> (&str, &str) {
    let head = word.char_indices().nth(3).map_or(word, |(at, _)| &word[..at]);
    let tail = word.char_indices().rev().nth(1).map_or(word, |(at, _)| &word[at..]);
    (head, tail)
}
