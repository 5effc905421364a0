//! The author's parentheses: "(that is, the Yugoslavs)" comments, "(he showed this with his fists)" tells what happens.
//!
//! Parentheses that name a sound or say that something cannot be heard are marked as such; an acronym in parentheses behind
//! its full form is explained by it; figures and letters that number a list are no asides.

use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::language::token::{Token, TokenKind};
use crate::model::{Annotation, Aside, BlockKind, Certainty, Entity, GapReason, Genre, Mark, Rule};
use crate::source::Span;

use super::brackets::{initials_match, is_acronym};
use super::codes::UNCLOSED_BRACKET;
use super::covered::{Covered, is_readers};
use super::insertion::{self, Inside};
use super::pairs::{Pair, pairs};
use super::{Desk, Pass};

/// The pass.
pub struct Asides;

static AUTHOR: Rule = Rule::new("rule.aside-author", "a parenthesis: the author comments");
static EVENT: Rule =
    Rule::new("rule.aside-event", "a parenthesis that makes a clause in the past and begins with somebody or a moment: something happens");
static STAGE: Rule = Rule::new("rule.parenthesis-stage", "a short parenthesis that names a sound, a gesture, a pause or an event");
static MISSING: Rule = Rule::new("rule.parenthesis-gap", "a parenthesis that says that something cannot be heard or read");
static ACRONYM: Rule = Rule::new("rule.parenthesis-acronym", "an acronym in parentheses behind the words whose first letters it is made of");

impl Pass for Asides {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&AUTHOR, &EVENT, &STAGE, &MISSING, &ACRONYM] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let blocks = &desk.transcript.blocks;
        let found = pairs(desk.transcript, (0..blocks.len()).filter(|&index| blocks[index].kind.is_prose()), b'(', b')', 0);
        let known = Covered::by(desk.transcript, is_readers);
        let (mut annotations, mut outer) = (Vec::new(), 0);
        for pair in found.closed.iter().filter(|pair| !known.overlaps(pair.span)) {
            // An aside inside an aside is part of it.
            if pair.span.end > outer {
                outer = pair.span.end;
                judge(desk, pair, &mut annotations);
            }
        }
        let source = &desk.transcript.source;
        let unclosed = |at| {
            Diagnostic::warning(&UNCLOSED_BRACKET, "this parenthesis opens and does not close in its paragraph").at(source, Span::new(at, at + 1))
        };
        let queries: Vec<Diagnostic> = found.unclosed.into_iter().map(|at| unclosed(at).help(UNCLOSED_BRACKET.remedy)).collect();
        desk.transcript.annotations.extend(annotations);
        desk.transcript.queries.extend(queries);
    }
}

fn judge(desk: &Desk<'_>, pair: &Pair, annotations: &mut Vec<Annotation>) {
    let text = desk.transcript.source.text();
    let inside = Inside::new(&text[pair.inside().range()]);
    if is_number_of_a_list(&inside) || text[..pair.span.start].ends_with(char::is_alphanumeric) {
        return;
    }
    if let Some((long, short)) = acronym(desk, pair, &inside) {
        annotations.push(Annotation::inferred(short, Mark::Term(None), &ACRONYM, Certainty::High));
        annotations.push(Annotation::inferred(long, Mark::Gloss { of: Some(short) }, &ACRONYM, Certainty::High));
        return;
    }
    if is_acronym(inside.printed) {
        return;
    }
    let unheard =
        insertion::gap(&inside, desk.language).filter(|gap| matches!(gap.reason, GapReason::Inaudible | GapReason::Illegible) && short(&inside));
    if let Some(gap) = unheard {
        annotations.push(Annotation::printed(pair.span, Mark::Gap(gap), &MISSING));
        return;
    }
    let spoken = desk.transcript.genre != Genre::Reported || begins_a_sentence(text, pair.span);
    let stage = || insertion::stage(&inside, &desk.language.insertions).or_else(|| acts_now(&inside, desk));
    if let Some(mark) = spoken.then(stage).flatten() {
        annotations.push(Annotation::printed(pair.span, mark, &STAGE));
        return;
    }
    let block = &desk.transcript.blocks[pair.block];
    if block.kind == BlockKind::Incident && block.span == pair.span {
        return; // the block says already what it is
    }
    annotations.push(if is_event(&inside, desk.language) {
        Annotation::inferred(pair.span, Mark::Aside(Aside::Event), &EVENT, Certainty::Medium)
    } else {
        Annotation::printed(pair.span, Mark::Aside(Aside::Author), &AUTHOR)
    });
}

/// "(Adams hands over a paper.)": among turns, what somebody of the register does, in the present.
fn acts_now(inside: &Inside<'_>, desk: &Desk<'_>) -> Option<Mark> {
    const LONGEST: usize = 12;
    let words: Vec<&str> = inside.words().take(LONGEST + 1).collect();
    let [first, verb, ..] = words[..] else { return None };
    let named = |entity: &Entity| entity.name.split_whitespace().next_back().is_some_and(|surname| surname.to_lowercase() == *first);
    let acts =
        words.len() <= LONGEST && desk.language.talk.is_narration_verb(verb) && !words.iter().any(|word| desk.language.talk.is_own_person(word));
    let told = acts && desk.transcript.genre != Genre::Reported && inside.printed.starts_with(char::is_uppercase);
    (told && desk.transcript.register.iter().any(|(_, entity)| named(entity))).then_some(Mark::Incident)
}

/// "(1)", "(a)", "(iv)", an empty pair.
fn is_number_of_a_list(inside: &Inside<'_>) -> bool {
    let printed = inside.printed.trim_end_matches('.');
    let figures = printed.chars().all(|character| character.is_numeric() || character == '*');
    let roman = printed.chars().all(|character| matches!(character, 'i' | 'v' | 'x'));
    printed.chars().count() <= 1 || (printed.chars().count() <= 4 && (figures || roman))
}

fn short(inside: &Inside<'_>) -> bool {
    inside.words().nth(4).is_none()
}

fn begins_a_sentence(text: &str, span: Span) -> bool {
    text[..span.start].trim_end().ends_with(['.', '!', '?', '”', '"', ':', ']', ')'])
        || text[..span.start].trim_end_matches([' ', '\t', '\u{A0}']).ends_with('\n')
}

/// The full form before an acronym in parentheses, and the acronym: "Trade Union Council (TUC)".
fn acronym(desk: &Desk<'_>, pair: &Pair, inside: &Inside<'_>) -> Option<(Span, Span)> {
    if !is_acronym(inside.printed) {
        return None;
    }
    let text = desk.transcript.source.text();
    let tokens = &desk.tokens[pair.block];
    let at = tokens.partition_point(|token| token.span.start < pair.span.start);
    let letters = inside.printed.chars().count();
    let short = Span::new(tokens.get(at + 1)?.span.start, tokens.get(at + 1)?.span.end);
    // Small words between may double the number.
    let words = tokens[..at].iter().rev().take(2 * letters).take_while(|token| token.kind == TokenKind::Word);
    let fits = |first: &&Token| first.is_capitalised(text) && initials_match(inside.printed, &text[first.span.start..pair.span.start]);
    let first = words.filter(fits).last()?;
    Some((Span::new(first.span.start, tokens[at - 1].span.end), short))
}

/// Whether the parenthesis tells what happens: it begins with somebody or a moment, or is a sentence, and speaks of the past.
fn is_event(inside: &Inside<'_>, language: &Language) -> bool {
    let cues = &language.insertions;
    if cues.author.iter().any(|cue| inside.lower.starts_with(cue.as_str())) {
        return false;
    }
    let somebody_did = inside.printed.starts_with(char::is_uppercase) && inside.words().nth(1).is_some_and(|word| cues.is_past(word));
    let acted = inside.begins(&cues.event) || inside.printed.ends_with(['.', '!']);
    somebody_did || (acted && inside.words().skip(1).any(|word| cues.is_past(word)))
}
