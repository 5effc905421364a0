//! Dates in the text: "26 September" takes its year from the document's date and says so; "30 February" is a query.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::language::dates::{self, Doubt, FoundDate, Shape};
use crate::language::token::{Token, TokenKind};
use crate::model::{Annotation, Certainty, Date, DateValue, Mark, Rule};

use super::codes::{AMBIGUOUS_DATE, DATE_AFTER_DOCUMENT, IMPOSSIBLE_DATE, INFERRED_YEAR, WEEKDAY_MISMATCH};
use super::covered::{Covered, is_readers};
use super::{Desk, Pass};

/// The pass.
pub struct Dates;

static PRINTED: Rule = Rule::new("rule.date", "a date as printed");
static APPROXIMATE: Rule = Rule::new("rule.date-about", "a date that a word like \"about\" weakens");
static YEAR: Rule = Rule::new("rule.date-year", "a date without a year: the year that brings it nearest to the date of the document");
static RELATIVE: Rule = Rule::new("rule.date-relative", "a phrase like \"next year\", counted from the date of the document");

/// Nearer to the document's date than this, a day can hardly be in another year.
const SURE_DAYS: i64 = 92;
/// Farther away than this, another year is as likely.
const DOUBTFUL_DAYS: i64 = 150;

impl Pass for Dates {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&PRINTED, &APPROXIMATE, &YEAR, &RELATIVE] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let anchor = desk.transcript.header.date.as_ref().and_then(|date| date.value.when.or(date.value.to).or(date.value.from));
        let known = Covered::by(desk.transcript, is_readers);
        let text = desk.transcript.source.text();
        let (mut annotations, mut queries) = (Vec::new(), Vec::new());
        for (tokens, sentences) in desk.tokens.iter().zip(desk.sentences) {
            for date in dates::find_in(text, tokens, desk.language).into_iter().filter(|date| !known.overlaps(date.span)) {
                queries.extend(doubt(&date).map(|(code, message)| query(desk, code, message, &date)));
                let annotation = annotation(&date, anchor);
                if let Some(after) = anchor.filter(|&anchor| !date.missing_year && is_after(&date.value, anchor)) {
                    let sentence = sentences.get(sentences.partition_point(|sentence| tokens[sentence.end - 1].span.end < date.span.end));
                    if sentence.is_some_and(|sentence| is_past(desk, &tokens[sentence.clone()], &date)) {
                        queries.push(query(
                            desk,
                            &DATE_AFTER_DOCUMENT,
                            format!("the text speaks of the past, and the document is dated {after}"),
                            &date,
                        ));
                    }
                }
                queries.extend(
                    doubtful_year(&annotation).map(|message| Diagnostic { severity: Severity::Info, ..query(desk, &INFERRED_YEAR, message, &date) }),
                );
                annotations.push(annotation);
            }
        }
        desk.transcript.annotations.extend(annotations);
        desk.transcript.queries.extend(queries);
    }
}

fn annotation(date: &FoundDate, anchor: Option<Date>) -> Annotation {
    let relative = matches!(date.shape, Shape::Relative(..));
    let inferred = date.missing_year.then(|| anchor.and_then(|anchor| Some((anchor, date.nearest(anchor)?)))).flatten();
    match inferred {
        Some((_, value)) if relative => Annotation::inferred(date.span, Mark::Date(value), &RELATIVE, Certainty::Medium),
        Some((anchor, value)) => Annotation::inferred(date.span, Mark::Date(value), &YEAR, certainty(date, &value, anchor)),
        None if date.approximate && date.value != DateValue::default() => {
            Annotation::inferred(date.span, Mark::Date(date.value), &APPROXIMATE, Certainty::Low)
        }
        None => Annotation::printed(date.span, Mark::Date(date.value), &PRINTED),
    }
}

/// What there is to say about a year that is inferred and not sure.
fn doubtful_year(annotation: &Annotation) -> Option<String> {
    let doubtful = annotation.rule.as_ref().is_some_and(|rule| rule.id == YEAR.id) && annotation.certainty() < Some(Certainty::High);
    let Mark::Date(value) = &annotation.mark else { return None };
    doubtful.then(|| first_day(value)).flatten().map(|day| format!("the year of this date is not printed; the nearest is {}", day.year))
}

/// How sure the year is: a fitting day of the week settles it, else it grows less sure with the distance.
fn certainty(date: &FoundDate, value: &DateValue, anchor: Date) -> Certainty {
    let day = first_day(value).unwrap_or(anchor);
    if date.weekday.is_some() && day.weekday() == date.weekday {
        return Certainty::High;
    }
    let like = Date { year: anchor.year, month: day.month.and(anchor.month), day: day.day.and(anchor.day) };
    match (day.day_number() - like.day_number()).abs() {
        days if anchor.month.is_none() || days > DOUBTFUL_DAYS => Certainty::Low,
        days if days > SURE_DAYS => Certainty::Medium,
        _ => Certainty::High,
    }
}

fn first_day(value: &DateValue) -> Option<Date> {
    value.when.or(value.from).or(value.not_before).or(value.to).or(value.not_after)
}

/// What is wrong with a date as printed.
fn doubt(date: &FoundDate) -> Option<(&'static Code, String)> {
    match date.doubt {
        Some(Doubt::Impossible) => return Some((&IMPOSSIBLE_DATE, "the calendar has no such day".to_owned())),
        Some(Doubt::Ambiguous) => return Some((&AMBIGUOUS_DATE, "day and month of this date cannot be told apart".to_owned())),
        None => {}
    }
    let day = date.value.when.filter(|when| when.weekday().is_some() && date.weekday.is_some() && when.weekday() != date.weekday)?;
    Some((&WEEKDAY_MISMATCH, format!("{day} is another day of the week")))
}

fn query(desk: &Desk<'_>, code: &'static Code, message: String, date: &FoundDate) -> Diagnostic {
    Diagnostic::warning(code, message).at(&desk.transcript.source, date.span).help(code.remedy)
}

/// Whether all of a printed date lies after `anchor`; a coarser one must begin after it.
fn is_after(value: &DateValue, anchor: Date) -> bool {
    let like = |date: Date| Date { year: anchor.year, month: date.month.and(anchor.month), day: date.day.and(anchor.day) };
    value.when.is_some_and(|when| when.day_number() > like(when).day_number())
}

/// Whether the sentence speaks of the past and names nothing to come.
fn is_past(desk: &Desk<'_>, sentence: &[Token], date: &FoundDate) -> bool {
    let text = desk.transcript.source.text();
    let words = sentence.iter().filter(|token| token.kind == TokenKind::Word && !date.span.contains(token.span)).map(|token| token.lower(text));
    let (mut past, mut to_come) = (false, false);
    for word in words {
        past |= desk.language.insertions.is_past(&word);
        to_come |= desk.language.dates.is_to_come(&word);
    }
    past && !to_come
}
