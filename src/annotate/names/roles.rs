//! Offices printed behind a name: "X (Chairman of the Y Committee)", "X, Minister of Trade, said".

use std::ops::Range;

use crate::language::names::Kind;

use super::line::Line;
use super::lists::behind_parenthesis;
use super::scan::{Find, Finds, Sort};

/// The longest office between commas, in tokens.
const LONGEST: usize = 14;

/// The tokens of the office printed behind a find, without parentheses or commas.
pub(super) fn office_behind(line: &Line<'_>, found: &Finds, find: &Find) -> Option<Range<usize>> {
    let end = find.tokens.end;
    if !matches!(find.sort, Sort::Plain | Sort::Person) || line.is_possessive(end - 1) {
        return None;
    }
    let close = behind_parenthesis(line, end);
    if close > end {
        return in_parentheses(line, end + 1..close - 1);
    }
    (line.text(end) == ",").then(|| between_commas(line, found, end + 1)).flatten()
}

/// A parenthesis is an office when it names one and has no verb.
fn in_parentheses(line: &Line<'_>, inside: Range<usize>) -> Option<Range<usize>> {
    let office = inside.clone().any(|at| line.has(at, Kind::Office));
    let verb = inside.clone().any(|at| line.is_lower(at) && line.any(at, &[Kind::Auxiliary, Kind::PersonVerb]));
    (office && !verb && !inside.is_empty()).then_some(inside)
}

/// An apposition begins with the words of an office and ends at a comma or with the sentence.
fn between_commas(line: &Line<'_>, found: &Finds, start: usize) -> Option<Range<usize>> {
    let first = start + usize::from(line.any(start, &[Kind::Determiner]));
    let word = |at: &usize| line.any(*at, &[Kind::Office, Kind::OfficeModifier]);
    let words = (first..line.len().min(first + 5)).take_while(word).count();
    let office = (first..first + words).any(|at| line.has(at, Kind::Office));
    let next_title = found.titles.partition_point(|title| title.tokens.start < start);
    let titled = found.titles.get(next_title).is_some_and(|title| title.tokens.start < first + words.max(1));
    if !office || titled {
        return None;
    }
    let end = (first + words..line.len().min(start + LONGEST)).find(|&at| matches!(line.text(at), "," | ";" | "." | ")"))?;
    let verb = (first + words..end).any(|at| line.is_lower(at) && line.any(at, &[Kind::Auxiliary, Kind::PersonVerb]));
    (!verb).then_some(start..end)
}
