//! What a line of the page looks like on its own: a date, a secrecy marking, a labelled field, a heading, prose.

use crate::language::Language;
use crate::language::page::{FieldRole, PageWords, Statement};
use crate::read::people;
use crate::read::units::Unit;
use crate::source::Span;

use super::{archival, date_line};

/// Longest line, in bytes, that can be a label, a marking or a date.
const SHORT: usize = 120;

/// Units of the head among which a second column is looked for.
const HEAD: usize = 16;

/// Blanks that part two columns.
pub(in crate::read) const COLUMN: &str = "   ";

/// Longest paragraph, in bytes, that states where the original is kept rather than mentions it.
const STATEMENT: usize = 700;

/// What a unit looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Shape {
    /// A part of the web page.
    Furniture,
    /// A date, perhaps with a place.
    Date,
    /// A secrecy marking.
    Classification,
    /// A label, perhaps with its value.
    Field(Label),
    /// Statements about the document: archive, publication, translator.
    Statement,
    /// A paragraph on rights.
    Rights,
    /// A line that is no sentence.
    Heading,
    /// Sentences.
    Prose,
}

/// A label of the page with what it says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Label {
    /// What the value states.
    pub role: FieldRole,
    /// The label, colon included.
    pub span: Span,
    /// The value on the same line; empty if there is none.
    pub value: Span,
}

/// The shape of the unit at `span`.
pub(in crate::read) fn of(text: &str, span: Span, language: &Language) -> Shape {
    let words = &language.page;
    let line = &text[span.range()];
    if line.len() <= SHORT {
        let folded = fold(line);
        if words.is_furniture(&folded) {
            return Shape::Furniture;
        }
        if words.is_classification(&folded) {
            return Shape::Classification;
        }
    }
    if let Some(label) = label(text, span, language) {
        return Shape::Field(label);
    }
    if line.len() <= SHORT && date_line::is_date_line(text, span, language) {
        return Shape::Date;
    }
    if is_rights(line, words) {
        return Shape::Rights;
    }
    if is_statement(text, span, words) {
        return Shape::Statement;
    }
    if is_prose(line) && !is_ended_title(line, words) { Shape::Prose } else { Shape::Heading }
}

/// Whether a line is never joined with its neighbours.
pub(in crate::read) fn stands_alone(line: &str, language: &Language) -> bool {
    line.len() <= SHORT && !line.starts_with(char::is_lowercase) && {
        let span = Span::new(0, line.len());
        let labelled = label(line, span, language).is_some();
        labelled || matches!(of(line, span, language), Shape::Furniture | Shape::Classification | Shape::Date)
    }
}

/// A short line in lower case, its blanks collapsed, without a colon at its end.
pub(in crate::read) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.trim_end_matches(':').split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// The label with which `span` begins, or which it is.
pub(in crate::read) fn label(text: &str, span: Span, language: &Language) -> Option<Label> {
    let line = &text[span.range()];
    let head = &line[..line.floor_char_boundary(SHORT)];
    if line.starts_with(char::is_lowercase) {
        return None;
    }
    let (label, value) = match head.find(':') {
        Some(colon) => (&line[..colon], &line[colon + 1..]),
        None if line.len() <= SHORT => without_colon(line, language).unwrap_or((line, "")),
        None => return None,
    };
    let role = language.page.role(&fold(label))?;
    let end = span.start + label.len() + usize::from(label.len() < line.len());
    let start = span.end - value.trim_start().len();
    let named = match role {
        FieldRole::Interviewer | FieldRole::Interviewee => is_name_line(value.trim()),
        FieldRole::Attendant => people::names_somebody(value.trim(), language),
        _ => true,
    };
    if !named {
        return None;
    }
    Some(Label { role, span: Span::new(span.start, end), value: Span::new(start.min(span.end), span.end) })
}

/// "Chaired by Cde. Adams", "Minutes taken by B. Cole": the label goes as far as "by", and a name follows.
fn without_colon<'t>(line: &'t str, language: &Language) -> Option<(&'t str, &'t str)> {
    let mut by = line.match_indices(char::is_whitespace).map(|(at, _)| line.split_at(at)).skip(1).take(3);
    by.find(|(label, value)| language.page.attends_without_colon(&fold(label)) && people::names_somebody(value.trim(), language))
}

/// Whether a line is one to five words, each with a capital: a name, an office.
pub(in crate::read) fn is_name_line(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (1..=5).contains(&words.len())
        && !line.ends_with([':', ',', ';', '?', '!'])
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && words.last().is_some_and(|word| word.chars().filter(|character| character.is_alphabetic()).count() > 1 && !word.ends_with('.'))
}

fn is_rights(line: &str, words: &PageWords) -> bool {
    if line.len() < 30 || line.len() > 3_000 {
        return line.starts_with('©');
    }
    let folded = fold(line);
    words.rights.cues.iter().filter(|cue| folded.contains(cue.as_str())).count() >= 2 || folded.starts_with("copyright") || line.starts_with('©')
}

/// Whether the unit states where the original is kept, where it was published or who translated it.
fn is_statement(text: &str, span: Span, words: &PageWords) -> bool {
    if span.len() > STATEMENT {
        return false;
    }
    let line = &text[span.range()];
    let head = fold(line[..line.floor_char_boundary(60)].trim_start_matches(['[', '(']));
    let stated = words.statement(&head).is_some_and(|(statement, _)| statement != Statement::Publication || span.len() < 200);
    stated || archival::find(text, span).is_some()
}

/// Whether a line reads as a sentence: it ends as one, or is too long for a heading.
pub(in crate::read) fn is_prose(line: &str) -> bool {
    let words = line.split_whitespace().take(7).count();
    let ended = line.ends_with(['.', '?', '!', '…']) && words >= 3;
    line.len() > 400 || ended || (words > 6 && line.ends_with(['”', '"', ')', ']', ':', ';', ',', '»']))
}

/// Whether a line with a full stop is a title all the same: "Record of a conversation with the miller."
fn is_ended_title(line: &str, words: &PageWords) -> bool {
    let mut first = line.split_whitespace().map(str::to_lowercase);
    let (Some(kind), Some(next)) = (first.next(), first.next()) else { return false };
    line.len() < 250 && words.title.words.contains(&kind) && words.title.links.contains(&next) && !line.trim_end_matches('.').contains(". ")
}

/// Cuts a line that holds several labelled fields ("Citation: … Summary: … Contents: …") before each label.
pub(in crate::read) fn cut_run_in_fields(text: &str, units: Vec<Unit>, language: &Language) -> Vec<Unit> {
    let mut cut = Vec::with_capacity(units.len());
    for (at, unit) in units.into_iter().enumerate() {
        if at < HEAD
            && let Some((left, right)) = columns(text, unit, language)
        {
            cut.extend([left, right]);
            continue;
        }
        let starts = run_in_labels(text, unit.span, language);
        if starts.len() < 2 {
            cut.push(unit);
            continue;
        }
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(unit.span.end);
            let piece = text[start..end].trim_end();
            cut.push(Unit { span: Span::new(start, start + piece.len()), gap: if index == 0 { unit.gap } else { 0 }, ..unit });
        }
    }
    cut
}

/// A line with a date or a secrecy marking in a second column, in two: "From the diary of A. Adams        Secret. Copy 3".
fn columns(text: &str, unit: Unit, language: &Language) -> Option<(Unit, Unit)> {
    let line = &text[unit.span.range()];
    let right = line.rfind(COLUMN).map(|at| line[at..].trim_start()).filter(|right| !right.is_empty() && right.len() < line.len())?;
    let second = Span::new(unit.span.end - right.len(), unit.span.end);
    let first = Span::new(unit.span.start, unit.span.start + line[..line.len() - right.len()].trim_end().len());
    let marked = matches!(of(text, second, language), Shape::Date | Shape::Classification) && !text[first.range()].contains(COLUMN);
    (marked && unit.lines == 1).then_some((Unit { span: first, ..unit }, Unit { span: second, gap: 0, ..unit }))
}

/// Where the labels of a line begin that starts with one; labels are looked for near its beginning only.
fn run_in_labels(text: &str, span: Span, language: &Language) -> Vec<usize> {
    const FAR_ENOUGH: usize = 16_384;
    let Some(first) = label(text, span, language).filter(|label| may_run_in(label.role) || label.role.lists_people()) else { return Vec::new() };
    let joins = |role: FieldRole| if first.role.lists_people() { role.lists_people() } else { may_run_in(role) };
    let line = &text[span.range()];
    let head = &line[..line.floor_char_boundary(FAR_ENOUGH)];
    let mut starts = vec![span.start];
    for (colon, _) in head.match_indices(": ") {
        if let Some(start) =
            label_before(head, colon, &language.page, joins).map(|start| span.start + start).filter(|start| starts.last() < Some(start))
        {
            starts.push(start);
        }
    }
    starts
}

const fn may_run_in(role: FieldRole) -> bool {
    matches!(
        role,
        FieldRole::Citation
            | FieldRole::Summary
            | FieldRole::Title
            | FieldRole::Language
            | FieldRole::Contents
            | FieldRole::Translator
            | FieldRole::Archive
    )
}

/// Where the longest label begins that ends at the colon at `colon`.
fn label_before(head: &str, colon: usize, words: &PageWords, joins: impl Fn(FieldRole) -> bool) -> Option<usize> {
    let before = &head[..colon];
    let mut starts: Vec<usize> = before.rmatch_indices(' ').take(4).map(|(at, _)| at + 1).collect();
    starts.reverse();
    starts.into_iter().find(|&start| {
        let label = &before[start..];
        label.starts_with(char::is_uppercase) && words.role(&fold(label)).is_some_and(&joins)
    })
}
