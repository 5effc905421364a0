//! Quantities: "250,000 tons of wheat", "200-300,000 tons", "about 1.5 million people", "sixteen people", "$5 million".
//!
//! An elliptic range is completed and says so: in "200-300,000 tons" the first number is 200,000.

use crate::language::quantity::{Decimal, Quantities};
use crate::language::shape::Shape;
use crate::language::token::{Token, TokenKind, lower};
use crate::model::{Annotation, Certainty, Mark, Measure, Rule};
use crate::source::Span;

use super::covered::{Covered, is_readers};
use super::{Desk, Pass};

/// The pass.
pub struct Measures;

static PRINTED: Rule = Rule::new("rule.measure", "a number with a unit, or figures with what they count");
static ELLIPTIC: Rule = Rule::new("rule.measure-elliptic", "a range whose first number leaves out the thousands that the second prints");

impl Pass for Measures {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&PRINTED, &ELLIPTIC] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let known = Covered::by(desk.transcript, |mark| is_readers(mark) || matches!(mark, Mark::Date(_) | Mark::Time(_) | Mark::Gap(_)));
        let mut annotations = Vec::new();
        for tokens in desk.tokens {
            let scale = Scale { text: desk.transcript.source.text(), tokens, words: &desk.language.quantities, shape: &desk.language.shape };
            let mut at = 0;
            while at < tokens.len() {
                let Some((annotation, end)) = scale.measure(at).filter(|(annotation, _)| !known.overlaps(annotation.span)) else {
                    at += 1;
                    continue;
                };
                annotations.push(annotation);
                at = end;
            }
        }
        desk.transcript.annotations.extend(annotations);
    }
}

/// Finds quantities among tokens.
struct Scale<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a Quantities,
    shape: &'a Shape,
}

/// One number, or the two of a range.
#[derive(Clone, Copy)]
struct Amount {
    first: Decimal,
    last: Option<Decimal>,
    elliptic: bool,
    /// Whether it is printed in figures.
    figures: bool,
    /// The index of the token behind it.
    end: usize,
}

impl Scale<'_> {
    /// The quantity that begins at token `at`, and the index of the token behind it.
    fn measure(&self, at: usize) -> Option<(Annotation, usize)> {
        let sign = self.words.sign(self.printed(at));
        let number_at = at + usize::from(sign.is_some());
        let amount = self.amount(number_at)?;
        let (unit, commodity, end) = match sign {
            Some(sign) => (sign.to_owned(), None, amount.end),
            None => self.counted(&amount)?,
        };
        let mut measure = Measure { unit: Some(unit), commodity, ..Measure::default() };
        self.bounds(at, &amount, &mut measure);
        let span = Span::new(self.tokens[at].span.start, self.tokens[end - 1].span.end);
        let mark = Mark::Measure(measure);
        let annotation =
            if amount.elliptic { Annotation::inferred(span, mark, &ELLIPTIC, Certainty::High) } else { Annotation::printed(span, mark, &PRINTED) };
        Some((annotation, end))
    }

    /// Unit, commodity and end of what the amount counts.
    fn counted(&self, amount: &Amount) -> Option<(String, Option<String>, usize)> {
        let unit_at = amount.end;
        if let Some((unit, end)) = self.words.unit(self.text, self.tokens, unit_at) {
            let (commodity, end) = self.commodity(end);
            return Some((unit.to_owned(), commodity, end));
        }
        // Figures before a plural noun: "1,500 tractors".
        let plain = amount.figures && self.tokens.get(unit_at).is_some_and(|token| token.spaced) && self.is_plural(self.printed(unit_at));
        plain.then(|| ("count".to_owned(), Some(self.printed(unit_at).to_owned()), unit_at + 1))
    }

    /// The number or range at `at`.
    fn amount(&self, at: usize) -> Option<Amount> {
        if at > 0 && !self.tokens.get(at)?.spaced && matches!(self.printed(at - 1), "-" | "–" | "/" | "." | ",") {
            return None;
        }
        let figures = self.tokens.get(at)?.kind == TokenKind::Number;
        let (first, next, scaled) = self.number(at)?;
        let single = Amount { first, last: None, elliptic: false, figures, end: next };
        let Some(joint) = self.joint(next, at) else { return Some(single) };
        let Some((last, end, last_scale)) = self.number(joint) else { return Some(single) };
        // "5-6 million": the power of ten belongs to both.
        let first = if scaled == 0 { first.scaled(last_scale)? } else { first };
        let completed = first.completed_by(last);
        let first = completed.unwrap_or(first);
        Some(if first.is_less_than(last) { Amount { first, last: Some(last), elliptic: completed.is_some(), figures, end } } else { single })
    }

    /// A number with its power of ten: value, index behind it, the power.
    fn number(&self, at: usize) -> Option<(Decimal, usize, u32)> {
        let (value, mut end) = match self.words.digits(self.text, self.tokens, at) {
            Some(found) if self.tokens.get(found.1).is_none_or(|next| next.spaced || next.kind == TokenKind::Mark) => found,
            Some(_) => return None,
            None => {
                let (whole, end, power) = self.words.in_words(self.text, self.tokens, at)?;
                return Some((Decimal::whole(whole), end, power));
            }
        };
        let mut power = 0;
        while let Some(more) = self.words.scale(self.printed(end)) {
            power += more;
            end += 1;
        }
        Some((value.scaled(power)?, end, power))
    }

    /// Behind the dash or "to" at `at`; "and" joins what "between" announces.
    fn joint(&self, at: usize, start: usize) -> Option<usize> {
        let printed = self.printed(at);
        let between = start > 0 && self.words.words.between.contains(&*lower(self.printed(start - 1)));
        let joins = matches!(printed, "-" | "–" | "—")
            || self.words.words.to.contains(printed)
            || (between && self.words.words.between_and.contains(printed));
        joins.then_some(at + 1)
    }

    /// What is measured, behind "of": "wheat"; with the adjective before it.
    fn commodity(&self, at: usize) -> (Option<String>, usize) {
        let words = &self.words.words;
        let start = at + usize::from(!words.of.is_empty());
        let led = words.of.is_empty() || words.of.contains(self.printed(at));
        let noun = |at: usize| self.tokens.get(at).filter(|token| token.kind == TokenKind::Word && self.is_noun(token.text(self.text)));
        let Some(first) = noun(start).filter(|_| led && !words.of.is_empty()) else { return (None, at) };
        let describes = words.adjective_endings.iter().any(|ending| first.text(self.text).ends_with(ending.as_str()));
        let end = start + 1 + usize::from(describes && noun(start + 1).is_some());
        let span = Span::new(first.span.start, self.tokens[end - 1].span.end);
        (Some(self.text[span.range()].to_owned()), end)
    }

    /// Whether the word can be what is measured.
    fn is_noun(&self, word: &str) -> bool {
        word.starts_with(char::is_lowercase) && !self.shape.is_common(word)
    }

    fn is_plural(&self, word: &str) -> bool {
        let words = &self.words.words;
        let ending = word.ends_with(&words.plural_ending) && word.len() > 3 && word.starts_with(char::is_lowercase) && !word.contains(['\'', '’']);
        words.plurals.contains(word) || (ending && !word.ends_with("ss") && !words.no_plurals.contains(word))
    }

    /// Quantity, or bounds where a range or a word like "more than" gives them.
    fn bounds(&self, at: usize, amount: &Amount, measure: &mut Measure) {
        let first = Some(amount.first.to_string());
        if let Some(last) = amount.last {
            measure.at_least = first;
            measure.at_most = Some(last.to_string());
        } else if self.phrase_before(at, &self.words.words.at_most) {
            measure.at_most = first;
        } else if self.phrase_before(at, &self.words.words.at_least) {
            measure.at_least = first;
        } else {
            measure.quantity = first;
        }
    }

    fn phrase_before(&self, at: usize, phrases: &[String]) -> bool {
        phrases.iter().any(|phrase| {
            let count = phrase.split(' ').count();
            at >= count && phrase.split(' ').zip(at - count..).all(|(word, at)| lower(self.printed(at)) == word)
        })
    }

    /// The characters of token `at`; none past the end.
    fn printed(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }
}
