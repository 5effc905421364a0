//! What reading a transcript needs at hand: the JSON with its places, the text that places count, the entries by id;
//! and what writing one needs.
//!
//! Each thing that is looked up and not found is a finding at its line and column in the JSON.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::json::Document;
use crate::model::{self, Date, DateValue, EntityId, Register};
use crate::source::{Offsets, Source, Span};

use super::codes::{DATE, OFFSET, REFERENCE};
use super::format::Text;
use super::numbers::{At, Whole};
use super::path::Path;

/// What reading needs.
pub(super) struct Desk<'a> {
    source: &'a Source,
    document: &'a Document<'a>,
    /// The text that places count; none where turns hold the words.
    offsets: Option<&'a Offsets<'a>>,
    entities: HashMap<String, EntityId>,
    pub(super) register: Register,
    findings: Vec<Diagnostic>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(source: &'a Source, document: &'a Document<'a>, offsets: Option<&'a Offsets<'a>>) -> Self {
        Self { source, document, offsets, entities: HashMap::new(), register: Register::default(), findings: Vec::new() }
    }

    /// The register, or everything that is wrong, in text order.
    pub(super) fn finish(mut self) -> Result<Register, Vec<Diagnostic>> {
        self.findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span));
        if self.findings.is_empty() { Ok(self.register) } else { Err(self.findings) }
    }

    /// A finding about the value at `path`.
    pub(super) fn report(&mut self, code: &'static Code, path: &Path<'_>, message: impl Into<String>, help: impl Into<Option<String>>) {
        let pointer = path.pointer();
        let span = self.document.at(&pointer).unwrap_or(self.document.root()).span;
        let finding = Diagnostic::error(code, message).at(self.source, span).within(pointer);
        self.findings.push(match help.into() {
            Some(help) => finding.help(help),
            None => finding,
        });
    }

    /// The bytes of a place in the text; `None`, and a finding, where the text has no such place.
    pub(super) fn span(&mut self, at: At, path: &Path<'_>) -> Option<Span> {
        let Some(offsets) = self.offsets else {
            self.report(
                &OFFSET,
                path,
                "a place counts the characters of `text`, which is not there",
                "delete the place, or give the whole text".to_owned(),
            );
            return None;
        };
        if at.0 > at.1 {
            self.report(&OFFSET, path, format!("the place ends at {}, before its start at {}", at.1.0, at.0.0), None);
            return None;
        }
        let span = offsets.byte(at.0.index()).zip(offsets.byte(at.1.index())).map(|(start, end)| Span::new(start, end));
        if span.is_none() {
            let length = offsets.total();
            let message = format!("the place {}–{} reaches beyond the text, which has {length} characters", at.0.0, at.1.0);
            self.report(&OFFSET, path, message, "places count Unicode code points from 0; the end is exclusive".to_owned());
        }
        span
    }

    /// Like [`Desk::span`], where the place must hold something.
    pub(super) fn filled_span(&mut self, at: At, path: &Path<'_>) -> Option<Span> {
        let span = self.span(at, path)?;
        if span.is_empty() {
            self.report(&OFFSET, path, "the place holds nothing", "the end is exclusive: [4, 5] is one character".to_owned());
            return None;
        }
        Some(span)
    }

    pub(super) fn optional_span(&mut self, at: Option<At>, path: &Path<'_>) -> Option<Span> {
        self.span(at?, path)
    }

    /// Makes an entry known by `key`; false where another one has it.
    pub(super) fn declare(&mut self, key: &str, entity: EntityId) -> bool {
        self.entities.insert(key.to_owned(), entity).is_none()
    }

    /// The entry called `id`; the unknown voice need not be declared.
    pub(super) fn entity(&mut self, id: &str, path: &Path<'_>) -> Option<EntityId> {
        if id == super::entries::UNKNOWN && !self.entities.contains_key(id) {
            return Some(self.register.unknown());
        }
        let found = self.entities.get(id).copied();
        if found.is_none() {
            let mut known: Vec<&str> = self.entities.keys().map(String::as_str).collect();
            known.sort_unstable();
            let help = match nearest(id, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "add an entry to `participants` or `register`".to_owned(),
            };
            self.report(&REFERENCE, path, format!("nobody and nothing called `{id}` is declared"), help);
        }
        found
    }

    pub(super) fn optional_entity(&mut self, id: Option<&Text<'_>>, path: &Path<'_>) -> Option<EntityId> {
        self.entity(id?, path)
    }

    pub(super) fn entities(&mut self, ids: &[Text<'_>], path: &Path<'_>) -> Vec<EntityId> {
        ids.iter().enumerate().filter_map(|(index, id)| self.entity(id, &path.index(index))).collect()
    }

    /// A date that the calendar has.
    pub(super) fn date(&mut self, text: &str, path: &Path<'_>) -> Option<Date> {
        let date = date(text);
        if date.is_none() {
            self.report(
                &DATE,
                path,
                format!("the calendar has no {text}"),
                "write a day, month or year that exists: 1956-09-26, 1956-09, 1956".to_owned(),
            );
        }
        date
    }

    /// Complains where a period ends before it begins.
    pub(super) fn check_period(&mut self, value: &DateValue, path: &Path<'_>) {
        for (first, last, key) in [(value.not_before, value.not_after, "notAfter"), (value.from, value.to, "to")] {
            if let Some((first, last)) = first.zip(last)
                && is_later(first, last)
            {
                self.report(&DATE, &path.key(key), format!("the period ends in {last}, before it begins in {first}"), None);
            }
        }
    }
}

/// `1956-09-26`, `1956-09` or `1956`, if the calendar has it.
fn date(text: &str) -> Option<Date> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let mut parts = digits.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let (month, day) = (parts.next(), parts.next());
    match (month, day) {
        (None, _) => Some(Date::year(sign * year)),
        (Some(month), None) => Date::month(sign * year, month.parse().ok()?),
        (Some(month), Some(day)) => Date::day(sign * year, month.parse().ok()?, day.parse().ok()?),
    }
}

/// Whether `first` lies after `last`, as far as both are known.
fn is_later(first: Date, last: Date) -> bool {
    let months = first.month.zip(last.month).unwrap_or_default();
    let days = first.day.zip(last.day).unwrap_or_default();
    (first.year, months.0, days.0) > (last.year, months.1, days.1)
}

/// What writing needs.
pub(super) struct Scribe<'t> {
    pub(super) transcript: &'t model::Transcript,
    pub(super) offsets: Offsets<'t>,
}

impl<'t> Scribe<'t> {
    pub(super) fn at(&self, span: Span) -> At {
        At(Whole::of(self.offsets.code_points(span.start)), Whole::of(self.offsets.code_points(span.end)))
    }

    pub(super) fn id(&self, entity: EntityId) -> Text<'t> {
        self.transcript.register.get(entity).id.as_str().into()
    }

    pub(super) fn ids(&self, entities: &[EntityId]) -> Vec<Text<'t>> {
        entities.iter().map(|&entity| self.id(entity)).collect()
    }
}
