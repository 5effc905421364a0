//! What is no document at all: named, with the line that shows it, and refused.
//!
//! An empty file, binary data, a list of search results, the noise of a failed text recognition.

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

use super::codes::{EMPTY, NOT_A_DOCUMENT};
use super::page::shape::{self, Shape};
use super::survey::Survey;

/// Bytes that are looked at, for what the beginning of a text tells.
const BEGINNING: usize = 65_536;

/// Refuses a source that holds no transcript, whatever its format.
///
/// # Errors
/// Why it is none.
pub(super) fn refuse(source: &Source) -> Result<(), Vec<Diagnostic>> {
    if source.text().trim().is_empty() {
        let empty = Diagnostic::error(&EMPTY, format!("{} holds nothing but blanks", source.name()));
        return Err(vec![empty.help("give the file that holds the transcript")]);
    }
    let beginning = &source.text()[..source.text().floor_char_boundary(BEGINNING)];
    match binary(beginning) {
        Some(span) => no_document(source, span, "control characters stand among the text: this is binary data", "save the document as plain text"),
        None => Ok(()),
    }
}

/// Refuses a page that is no document.
///
/// # Errors
/// Why it is none.
pub(super) fn refuse_page(survey: &Survey) -> Result<(), Vec<Diagnostic>> {
    if let Some((span, entries)) = search_results(survey) {
        let message = format!("a list of {entries} entries, each with title, date and summary: this is a page of search results, no document");
        return no_document(survey.source(), span, &message, "open one of the documents and save its text");
    }
    if let Some((span, message)) = noise(survey.text()) {
        return no_document(survey.source(), span, &message, "repeat the text recognition, or take another copy of the text");
    }
    Ok(())
}

fn no_document(source: &Source, span: Span, message: &str, help: &str) -> Result<(), Vec<Diagnostic>> {
    Err(vec![Diagnostic::error(&NOT_A_DOCUMENT, message).at(source, span).help(help)])
}

/// The first of many control characters or replacement characters.
fn binary(text: &str) -> Option<Span> {
    let odd = |character: &char| {
        (character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\x0C' | '\x0B' | '\u{85}')) || *character == '\u{FFFD}'
    };
    let count = text.chars().filter(odd).count();
    if count < 3 || count * 50 < text.chars().count() {
        return None;
    }
    let (at, character) = text.char_indices().find(|(_, character)| odd(character))?;
    Some(Span::new(at, at + character.len_utf8()))
}

/// The first entry of a list of titles with dates and summaries, and how many there are.
///
/// Between two dates such a list has a heading and a few lines, and it has nothing else.
fn search_results(survey: &Survey) -> Option<(Span, usize)> {
    const ENTRIES: usize = 3;
    const LINES: usize = 5;
    const FAR_ENOUGH: usize = 400;
    let units = &survey.units()[..survey.units().len().min(FAR_ENOUGH)];
    let shapes: Vec<Shape> = units.iter().map(|unit| shape::of(survey.text(), unit.span, survey.language())).collect();
    let dates: Vec<usize> = (0..shapes.len()).filter(|&index| shapes[index] == Shape::Date).collect();
    if dates.len() < ENTRIES {
        return None;
    }
    let titled =
        dates.iter().filter(|&&date| date > 0 && shapes[date - 1] == Shape::Heading || shapes.get(date + 1) == Some(&Shape::Heading)).count();
    let close = dates.windows(2).all(|pair| (2..=LINES).contains(&(pair[1] - pair[0])));
    let rest = units.len() - dates[dates.len() - 1];
    let before = dates[0];
    let all_titled = titled == dates.len() && dates.windows(2).all(|pair| shapes[pair[0]..pair[1]].contains(&Shape::Heading));
    (close && all_titled && rest <= LINES + 4 && before <= LINES + 4).then(|| (units[dates[0].saturating_sub(1)].span, dates.len()))
}

/// The noise of a failed text recognition: hardly a punctuation mark, or hardly a word.
fn noise(text: &str) -> Option<(Span, String)> {
    const WORDS: usize = 80;
    let beginning = &text[..text.floor_char_boundary(BEGINNING)];
    let words = beginning.split_whitespace().count();
    if words < WORDS {
        return None;
    }
    let marks = beginning.chars().filter(|character| is_mark(*character)).count();
    let line = beginning.trim_start();
    let start = beginning.len() - line.len();
    let first = Span::new(start, start + line.find(['\n', '\r']).unwrap_or(line.len()));
    if marks * 100 < words {
        return Some((first, format!("{words} words and {marks} punctuation marks: this looks like a failed text recognition")));
    }
    let sound = beginning.split_whitespace().filter(|word| is_sound(word)).count();
    (sound * 2 < words).then(|| (first, format!("of {words} words only {sound} read as words: this looks like a failed text recognition")))
}

fn is_mark(character: char) -> bool {
    matches!(character, '.' | ',' | ';' | ':' | '?' | '!' | '…' | '。' | '，' | '、' | '？' | '！' | '：' | '؟' | '،' | '؛' | '।' | '·')
}

/// Whether a word is letters, or digits, with marks around it only.
fn is_sound(word: &str) -> bool {
    let inner = word.trim_matches(|character: char| !character.is_alphanumeric());
    let letters = inner.chars().filter(|character| character.is_alphabetic()).count();
    let digits = inner.chars().filter(char::is_ascii_digit).count();
    let others = inner.chars().count() - letters - digits;
    !inner.is_empty() && others <= 2 && (letters == 0 || digits == 0 || inner.chars().count() > 8 || letters == 1)
}
