//! Bracketed insertions by function: "Vneshtorg [Foreign Trade Organization]", "hardening [zakalka]", "[sic]", "[we]".
//!
//! The brackets stay as characters, each insertion becomes one annotation of its function; a function nobody can place is
//! a note with a query, never a guess.

mod function;
mod looks;

use crate::diagnostic::Diagnostic;
use crate::model::{Annotation, BlockKind, Certainty, Mark, NoteKind, Rule};
use crate::source::Span;

use super::codes::{STRAY_BRACKET, UNCLOSED_BRACKET, UNKNOWN_BRACKET};
use super::covered::{Covered, is_readers};
use super::pairs::{Pair, pairs};
use super::{Desk, Pass};
use function::Function;
pub(super) use function::initials_match;
use looks::Looks;
pub(super) use looks::is_acronym;

/// The pass.
pub struct Brackets;

static SIC: Rule = Rule::new("rule.bracket-sic", "a literal sic in brackets: an earlier editor doubted the word before it");
static MISSING: Rule = Rule::new("rule.bracket-gap", "a bracket that says that something is missing, or holds dots only");
static NOTE: Rule = Rule::new("rule.bracket-note", "a bracket that begins like a note of an editor, a translator or an archive");
static STAGE: Rule = Rule::new("rule.bracket-stage", "a short bracket that names a sound, a gesture, a pause or an event");
static READING: Rule = Rule::new("rule.bracket-reading", "a word in brackets with a question mark: the transcriber was not sure");
static GLOSS: Rule = Rule::new("rule.bracket-gloss", "words of the text's language in brackets behind a foreign word or an acronym: its translation");
static ORIGINAL: Rule = Rule::new("rule.bracket-original", "a foreign word in brackets behind a word of the text's language: the original term");
static SUPPLIED: Rule =
    Rule::new("rule.bracket-supplied", "a few words of the text's language in brackets that the sentence needs, or letters that complete a word");
static CLARIFIED: Rule = Rule::new("rule.bracket-clarified", "a name or a date in brackets behind a pronoun: an editor says who or when is meant");
static UNKNOWN: Rule = Rule::new("rule.bracket-unknown", "a bracket that no other rule explains");

/// How many blocks further a bracket may close.
const REACH: usize = 40;

impl Pass for Brackets {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&SIC, &MISSING, &NOTE, &STAGE, &READING, &GLOSS, &ORIGINAL, &SUPPLIED, &CLARIFIED, &UNKNOWN] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let blocks = &desk.transcript.blocks;
        let readable = (0..blocks.len()).filter(|&index| blocks[index].kind.is_prose() || blocks[index].kind == BlockKind::Gap);
        let mut found = pairs(desk.transcript, readable, b'[', b']', REACH);
        let known = Covered::by(desk.transcript, is_readers);
        found.closed.retain(|pair| !known.overlaps(pair.span));
        let (annotations, mut queries) = judge(desk, &found.closed);
        let source = &desk.transcript.source;
        for at in found.unclosed {
            queries.push(
                Diagnostic::warning(&UNCLOSED_BRACKET, "this bracket opens and never closes")
                    .at(source, Span::new(at, at + 1))
                    .help(UNCLOSED_BRACKET.remedy),
            );
        }
        for at in found.stray.into_iter().filter(|&at| !known.overlaps(Span::new(at, at + 1))) {
            queries.push(
                Diagnostic::warning(&STRAY_BRACKET, "this bracket closes and was never opened")
                    .at(source, Span::new(at, at + 1))
                    .help(STRAY_BRACKET.remedy),
            );
        }
        desk.transcript.annotations.extend(annotations);
        desk.transcript.queries.extend(queries);
    }
}

fn judge(desk: &Desk<'_>, pairs: &[Pair]) -> (Vec<Annotation>, Vec<Diagnostic>) {
    let looks = Looks::new(desk, pairs);
    let (mut annotations, mut queries) = (Vec::new(), Vec::new());
    let mut doubled = None;
    for pair in pairs {
        // "[[two names illegible]]" is one insertion.
        if doubled == Some(pair.span) {
            continue;
        }
        doubled = Some(pair.inside());
        if is_number_of_note(desk, pair) {
            continue;
        }
        let function = function::of(desk, &looks, pair);
        if matches!(function, Function::Unknown) {
            let block = &desk.transcript.blocks[pair.block];
            if block.kind == BlockKind::Incident && block.span == pair.span {
                continue; // the block says already what it is
            }
            let text = desk.transcript.source.slice(pair.span);
            queries.push(unknown(text).at(&desk.transcript.source, pair.span));
            if pair.block != pair.last_block {
                continue;
            }
        }
        function.mark(pair.span, &mut annotations);
    }
    (annotations, queries)
}

/// Whether the bracket is the number with which a note begins: "[2] See the tariff."
fn is_number_of_note(desk: &Desk<'_>, pair: &Pair) -> bool {
    let block = &desk.transcript.blocks[pair.block];
    let number = desk.transcript.source.slice(pair.inside());
    matches!(&block.kind, BlockKind::Note { number: Some(printed), .. } if printed == number.trim()) && block.span.start == pair.span.start
}

fn unknown(text: &str) -> Diagnostic {
    let short: Vec<&str> = text[..text.floor_char_boundary(60)].split_whitespace().collect();
    let short = short.join(" ");
    let dots = if text.len() > 60 { "…" } else { "" };
    Diagnostic::warning(&UNKNOWN_BRACKET, format!("the function of `{short}{dots}` is not recognised")).help(UNKNOWN_BRACKET.remedy)
}

impl Function {
    /// Adds the annotations of an insertion at `bracket`.
    fn mark(self, bracket: Span, annotations: &mut Vec<Annotation>) {
        let mut earlier = |span, mark, rule| annotations.push(Annotation::earlier(span, mark, rule));
        match self {
            Self::Sic(word) => {
                earlier(word, Mark::Sic, &SIC);
                earlier(bracket, Mark::SicNote, &SIC);
            }
            Self::Gap(gap) => earlier(bracket, Mark::Gap(gap), &MISSING),
            Self::Note(kind) => earlier(bracket, Mark::Note(kind), &NOTE),
            Self::Stage(mark) => earlier(bracket, mark, &STAGE),
            Self::Reading => earlier(bracket, Mark::Unclear, &READING),
            Self::Clarified => earlier(bracket, Mark::Note(NoteKind::Editor), &CLARIFIED),
            Self::Supplied => earlier(bracket, Mark::Supplied, &SUPPLIED),
            Self::Gloss { term, lang } => {
                earlier(bracket, Mark::Gloss { of: Some(term) }, &GLOSS);
                annotations.push(match lang {
                    Some((lang, certainty)) => Annotation::inferred(term, Mark::Term(Some(lang)), &GLOSS, certainty),
                    None => Annotation::printed(term, Mark::Term(None), &GLOSS),
                });
            }
            Self::Original { term, words, lang: (lang, certainty) } => {
                earlier(bracket, Mark::OriginalTerm, &ORIGINAL);
                annotations.push(Annotation::inferred(words, Mark::Foreign(lang), &ORIGINAL, certainty));
                annotations.extend(term.map(|term| Annotation::printed(term, Mark::Term(None), &ORIGINAL)));
            }
            Self::Unknown => annotations.push(Annotation::inferred(bracket, Mark::Note(NoteKind::Bracket), &UNKNOWN, Certainty::Unknown)),
        }
    }
}
