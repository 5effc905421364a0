//! Date lines: "6 October 1956", "Belgrade, October 6, 1956", "Monday, May 3, 1972, 4:10 p.m."

use crate::language::token::{self, TokenKind};
use crate::language::{Language, dates};
use crate::model::{DateValue, HeaderDate};
use crate::source::Span;

use super::sheet::field;

/// Words that may stand in a date line beside the date: a place, a day of the week, an hour.
const OTHER_WORDS: usize = 5;

/// Whether the line at `span` is a date with a year, perhaps with a place before it and an hour behind it.
pub(in crate::read) fn is_date_line(text: &str, span: Span, language: &Language) -> bool {
    let line = &text[span.range()];
    if !line.bytes().any(|byte| byte.is_ascii_digit()) || line.ends_with(['?', '!', ':']) {
        return false;
    }
    let tokens = token::tokens(text, span);
    let Some(date) = dates::find_in(text, &tokens, language).into_iter().find(|date| has_day(date.value)) else { return false };
    let mut others = tokens.iter().filter(|token| token.kind == TokenKind::Word && !date.span.contains(token.span));
    let apart = others.clone().all(|token| token.is_capitalised(text) || token.span.start > date.span.end);
    apart && others.by_ref().count() <= OTHER_WORDS
}

fn has_day(value: DateValue) -> bool {
    value.when.or(value.from).or(value.not_before).is_some_and(|date| date.month.is_some())
}

/// The date printed at `span` as the header holds it; its value is that of the first date in it.
pub(super) fn header_date(text: &str, span: Span, language: &Language) -> HeaderDate {
    let value = dates::find(text, span, language).into_iter().next().map(|date| date.value).unwrap_or_default();
    HeaderDate { field: field(text, span), value, inferred: false }
}

/// The first date with a day in `span`.
pub(super) fn first_day(text: &str, span: Span, language: &Language) -> Option<Span> {
    dates::find(text, span, language).into_iter().find(|date| date.value.when.is_some_and(|when| when.day.is_some())).map(|date| date.span)
}
