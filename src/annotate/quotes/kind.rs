//! What a pair of quotation marks does, seen from the words in it and before it.

use crate::annotate::Desk;
use crate::language::cues::Quotations;
use crate::language::token::{Token, TokenKind};
use crate::model::{Annotation, Quote};
use crate::source::Span;

/// How many words a writer keeps at a distance at most.
const MAX_SCARE: usize = 4;
/// How many words may stand between "term" and the mark.
const MAX_BETWEEN: usize = 2;

/// The annotation of the quotation `quote` in block `block`.
pub(super) fn annotation(desk: &Desk<'_>, block: usize, quote: Span) -> Annotation {
    super::as_annotation(quote, kind(desk, block, quote))
}

fn kind(desk: &Desk<'_>, block: usize, quote: Span) -> Quote {
    let text = desk.transcript.source.text();
    let tokens = desk.tokens[block].as_slice();
    let cues = &desk.language.quotations;
    let first = tokens.partition_point(|token| token.span.start <= quote.start);
    let last = tokens.partition_point(|token| token.span.end < quote.end);
    let (before, inside) = (&tokens[..first.saturating_sub(1)], &tokens[first.min(last)..last]);
    if is_clause(text, inside, cues) {
        return Quote::Plain;
    }
    let mut words = before.iter().rev();
    if words.clone().next().is_some_and(|token| cues.so_called.contains(&*token.lower(text))) {
        return Quote::SoCalled;
    }
    if let Some(word) = words.clone().take(MAX_BETWEEN + 1).find(|token| !cues.between.contains(token.text(text)))
        && cues.mentioned.contains(word.text(text))
    {
        return Quote::Mentioned;
    }
    let count = inside.iter().filter(|token| token.kind != TokenKind::Mark).count();
    let introduced = words.next().is_none_or(|token| matches!(token.text(text), ":" | "," | "." | "!" | "?" | ";" | "(" | "”"));
    let name = inside.iter().filter(|token| token.kind == TokenKind::Word).all(|token| token.is_capitalised(text));
    if count == 0 || count > MAX_SCARE || introduced || name { Quote::Plain } else { Quote::SoCalled }
}

/// Whether the words make a clause or a sentence, so that they are rather somebody's.
fn is_clause(text: &str, inside: &[Token], cues: &Quotations) -> bool {
    let inner = inside.split_last().map_or(inside, |(last, rest)| if last.kind == TokenKind::Mark { rest } else { inside });
    let stops = |token: &Token| matches!(token.text(text), "." | "!" | "?" | ";" | ":" | "," | "…");
    let clausal = |token: &Token| token.kind == TokenKind::Word && cues.clause.contains(&*token.lower(text));
    let ends = inside.last().is_some_and(|last| matches!(last.text(text), "!" | "?"));
    ends || inner.iter().any(|token| stops(token) || clausal(token))
}
