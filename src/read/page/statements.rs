//! Statements about the document, often several in one paragraph:
//! "APRF, Fond 52, Opis 1, Delo 349, List 64-113. Published in "Istochnik" no earlier than …. Translated by …."

use crate::language::page::Statement;
use crate::language::{Language, archives};
use crate::model::{Archival, Publication};
use crate::source::Span;

use super::shape::fold;
use super::sheet::{Sheet, field, trim};
use super::{archival, paths};

/// Reads the statements of `span`; `label` names what is none.
pub(super) fn read(sheet: &mut Sheet<'_>, span: Span, label: &str) {
    statements(sheet, span, label, false);
}

/// Reads what a citation says behind the title.
pub(super) fn cited(sheet: &mut Sheet<'_>, span: Span, label: &str) {
    statements(sheet, span, label, true);
}

fn statements(sheet: &mut Sheet<'_>, span: Span, label: &str, cited: bool) {
    let bare_span = bare(sheet.text(), span);
    let span = without_label(sheet, bare_span);
    let mut at = span.start;
    if let Some(found) = archival::find(sheet.text(), span) {
        let end = found.span().end;
        let start = reference_start(sheet.text(), Span::new(span.start, found.span().start));
        each_sentence(sheet, Span::new(span.start, start), label);
        let whole = bare(sheet.text(), Span::new(start, end));
        let reference = archival::divided(sheet.text(), whole, &found, cited);
        sheet.metadata(whole, paths::ARCHIVE);
        sheet.transcript.header.archival.push(reference);
        at = end;
    }
    each_sentence(sheet, Span::new(at, span.end), label);
}

/// Reads a value that the page labels as the archival reference.
pub(super) fn archive(sheet: &mut Sheet<'_>, span: Span, label: &str) {
    let text = sheet.text();
    if archival::find(text, span).is_some() {
        return read(sheet, span, label);
    }
    let mut pieces = sentences(text, bare(text, span)).into_iter();
    if let Some(first) = pieces.next() {
        let whole = bare(text, first);
        sheet.metadata(whole, paths::ARCHIVE);
        sheet.transcript.header.archival.push(archival::undivided(text, whole));
    }
    for piece in pieces {
        statement(sheet, bare(text, piece), label);
    }
}

/// The reference in the first sentence of `span`, which stays in the text.
pub(super) fn reference(text: &str, span: Span) -> Option<Archival> {
    let whole = bare(text, *sentences(text, span).first()?);
    Some(match archival::find(text, whole) {
        Some(found) => archival::divided(text, whole, &found, false),
        None => archival::undivided(text, whole),
    })
}

fn each_sentence(sheet: &mut Sheet<'_>, span: Span, label: &str) {
    for piece in sentences(sheet.text(), span) {
        statement(sheet, bare(sheet.text(), piece), label);
    }
}

/// A stretch without the label of the reference, in whatever language: `Источник:`.
fn without_label(sheet: &mut Sheet<'_>, span: Span) -> Span {
    let printed = sheet.slice(span);
    let colon = printed[..printed.floor_char_boundary(40)].find(':').filter(|&colon| archives::is_label(&fold(&printed[..colon])));
    let Some(colon) = colon else { return span };
    let behind = Span::new(span.start + colon + 1, span.end);
    sheet.furniture(Span::new(span.start, behind.start));
    bare(sheet.text(), behind)
}

/// A stretch without the blanks, brackets, full stops and commas around it.
fn bare(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let around = |character: char| character.is_whitespace() || matches!(character, '.' | ',' | ';' | '[' | ']');
    let rest = words.trim_start_matches(around);
    let start = span.end - rest.len();
    Span::new(start, start + rest.trim_end_matches(around).len())
}

/// Where the reference begins whose first level stands at the end of `before`: behind the last quotation or sentence.
fn reference_start(text: &str, before: Span) -> usize {
    let words = &text[before.range()];
    let quoted = words.rfind(['”', '"', '»']).map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
    let behind = before.start + quoted;
    let last = sentences(text, Span::new(behind, before.end)).last().map_or(behind, |span| span.start);
    trim(text, Span::new(last.max(behind), before.end)).start
}

/// The sentences of `span`; the full stop of an initial or a short form ends none.
fn sentences(text: &str, span: Span) -> Vec<Span> {
    let words = &text[span.range()];
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in words.match_indices(". ") {
        let last_word = words[start..at].rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
        let next = words[at + 2..].trim_start();
        if last_word.chars().count() > 2 && next.starts_with(|character: char| character.is_uppercase() || character == '[') {
            pieces.push(Span::new(span.start + start, span.start + at + 1));
            start = at + 2;
        }
    }
    pieces.push(Span::new(span.start + start, span.end));
    pieces.into_iter().map(|piece| trim(text, piece)).filter(|piece| !piece.is_empty()).collect()
}

/// Reads one statement, without its full stop.
fn statement(sheet: &mut Sheet<'_>, span: Span, label: &str) {
    let printed = sheet.slice(span);
    if let Some(joint) = joint(printed, sheet.language()) {
        statement(sheet, bare(sheet.text(), Span::new(span.start, span.start + joint.start)), label);
        sheet.furniture(Span::from(joint.clone()).shifted(span.start));
        return statement(sheet, bare(sheet.text(), Span::new(span.start + joint.end, span.end)), label);
    }
    let head = fold(&printed[..printed.floor_char_boundary(60)]);
    match sheet.language().page.statement(&head) {
        Some((Statement::Translator, length)) => {
            let name = printed.char_indices().nth(length).map_or(span.end, |(at, _)| span.start + at);
            sheet.furniture(Span::new(span.start, name));
            translator(sheet, trim(sheet.text(), Span::new(name, span.end)));
        }
        Some((Statement::Publication, _)) => publication(sheet, span),
        Some((Statement::Sponsor, _)) => other(sheet, "Sponsor", span),
        Some((Statement::Obtained, _)) => other(sheet, "Provenance", span),
        None => other(sheet, label, span),
    }
}

/// The "and" that joins two statements: "Obtained by A. Adams and translated by B. Cole".
fn joint(printed: &str, language: &Language) -> Option<std::ops::Range<usize>> {
    let mut blanks = printed.match_indices(' ').map(|(at, _)| at);
    let mut joint = None;
    while let Some(start) = blanks.next().filter(|_| joint.is_none()) {
        let word = printed[start + 1..].split(' ').next().unwrap_or_default();
        let rest = &printed[(start + word.len() + 2).min(printed.len())..];
        let states = || language.page.statement(&fold(&rest[..rest.floor_char_boundary(60)])).is_some();
        joint = (language.talk.joins(word) && states()).then(|| start..start + word.len() + 2);
    }
    joint
}

fn other(sheet: &mut Sheet<'_>, label: &str, span: Span) {
    if sheet.slice(span).contains(char::is_alphanumeric) {
        let value = sheet.metadata(span, paths::NOTE);
        sheet.transcript.header.other.push((label.to_owned(), value));
    } else {
        sheet.furniture(span);
    }
}

/// Reads the name of a translator; what follows it ("for the mill archive") is a statement of its own.
pub(super) fn translator(sheet: &mut Sheet<'_>, span: Span) {
    let printed = sheet.slice(span);
    let end = printed
        .find([',', ';', '('])
        .into_iter()
        .chain(printed.find(" for "))
        .chain(printed.find(" from "))
        .chain(printed.find(". http"))
        .min()
        .unwrap_or(printed.len());
    let name = sheet.metadata(Span::new(span.start, span.start + end), paths::TRANSLATOR);
    if !name.text.is_empty() {
        sheet.transcript.header.translators.push((name, None));
    }
    let rest = bare(sheet.text(), Span::new(span.start + end, span.end));
    if !rest.is_empty() {
        other(sheet, "Translation", rest);
    }
}

/// Reads "Published in "Title" …".
pub(super) fn publication(sheet: &mut Sheet<'_>, span: Span) {
    let statement = sheet.metadata(span, paths::PUBLICATION);
    let title = quoted(sheet.slice(span)).map(|range| field(sheet.text(), Span::from(range).shifted(span.start)));
    sheet.transcript.header.publications.push(Publication { field: statement, title, date: None, doubt: None });
}

/// The first stretch between quotation marks.
pub(super) fn quoted(text: &str) -> Option<std::ops::Range<usize>> {
    let open = text.find(['“', '"', '«', '„'])?;
    let start = open + text[open..].chars().next()?.len_utf8();
    let length = text[start..].find(['”', '"', '»', '“'])?;
    (length > 0).then_some(start..start + length)
}
