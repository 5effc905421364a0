//! Printed marks inside and between paragraphs: `[Page 79]`, note marks glued to words (`Conversation1`), time codes.

use std::collections::BTreeMap;

use crate::language::talk::TalkWords;
use crate::model::{Annotation, Mark, Rule};
use crate::source::Span;

use super::times;

static PAGE_MARK: Rule = Rule::new("rule.page-mark", "the number of a page in brackets, printed where the page begins");
static NOTE_MARK: Rule = Rule::new("rule.note-mark", "a number glued to a word or in brackets, for which there is a numbered note");
static TIME_CODE: Rule = Rule::new("rule.time-code", "a time in brackets, counted from the start of the recording");
static RESTORED_LABEL: Rule = Rule::new("rule.restored-label", "a speaker's label in brackets, restored by an editor");

/// The rules of the marks that readers find; listed by `explain`.
pub const RULES: &[&Rule] = &[&PAGE_MARK, &NOTE_MARK, &TIME_CODE, &RESTORED_LABEL];

/// The page whose mark is the whole of `line`: `[Page 79]`, `Page 79`, `- 79 -`.
pub(super) fn page_line(line: &str, words: &TalkWords) -> Option<String> {
    if line.len() > 24 {
        return None;
    }
    if let Some((length, number)) = page_mark(line, words).filter(|(length, _)| *length == line.len()) {
        debug_assert!(length > 0);
        return Some(number);
    }
    let dashed = line.strip_prefix(['-', '–', '—']).and_then(|rest| rest.strip_suffix(['-', '–', '—'])).map(str::trim);
    if let Some(number) = dashed.filter(|number| is_page_number(number)) {
        return Some(number.to_owned());
    }
    let (word, number) = line.split_once(' ')?;
    (words.is_page(&word.to_lowercase()) && is_page_number(number.trim())).then(|| number.trim().to_owned())
}

/// The mark in brackets with which `text` begins: its length and the number of the page.
fn page_mark(text: &str, words: &TalkWords) -> Option<(usize, String)> {
    let close = text.get(..text.floor_char_boundary(24))?.find(']')?;
    let inside = text.strip_prefix('[')?.get(..close - 1)?.trim();
    let (word, number) = inside.split_once([' ', '\u{A0}'])?;
    (words.is_page(&word.to_lowercase()) && is_page_number(number.trim())).then(|| (close + 1, number.trim().to_owned()))
}

fn is_page_number(number: &str) -> bool {
    let arabic =
        number.len() <= 6 && number.starts_with(|first: char| first.is_ascii_digit()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    arabic || (!number.is_empty() && number.len() <= 8 && number.bytes().all(|byte| b"ivxlcIVXLC".contains(&byte)))
}

/// The marks of pages in the stretch `span`.
pub(super) fn page_marks(text: &str, span: Span, words: &TalkWords, found: &mut Vec<Annotation>) {
    for at in memchr::memchr_iter(b'[', &text.as_bytes()[span.range()]) {
        let start = span.start + at;
        if let Some((length, number)) = page_mark(&text[start..span.end], words) {
            found.push(Annotation::printed(Span::new(start, start + length), Mark::PageMark(number), &PAGE_MARK));
        }
    }
}

/// The time codes in brackets in the stretch `span`.
pub(super) fn time_codes(text: &str, span: Span, found: &mut Vec<Annotation>) {
    found.extend(times::inside(text, span).into_iter().map(|(code, (start, _))| Annotation::printed(code, Mark::TimeCode(start), &TIME_CODE)));
}

/// A label in brackets.
pub(super) fn restored_label(span: Span) -> Annotation {
    Annotation::earlier(span, Mark::RestoredLabel, &RESTORED_LABEL)
}

/// The marks in the stretch `span` for which there is a note: a number glued to a word (`Conversation1`) or in brackets (`[1]`).
pub(super) fn note_marks(text: &str, span: Span, notes: &BTreeMap<u32, Span>, found: &mut Vec<Annotation>) {
    let bytes = text.as_bytes();
    let mut at = span.start;
    while at < span.end {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let length = bytes[at..span.end].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = Span::new(at, at + length);
        let number = text[digits.range()].parse().ok().filter(|number| notes.contains_key(number));
        if let Some((number, mark)) = number.and_then(|number: u32| Some((number, glued(text, span, digits)?))) {
            found.push(Annotation::printed(mark, Mark::NoteMark(number.to_string()), &NOTE_MARK));
        }
        at += length;
    }
}

/// The mark whose number is `digits`, if it stands as a mark does.
fn glued(text: &str, span: Span, digits: Span) -> Option<Span> {
    let before = &text[span.start..digits.start];
    let behind = text[digits.end..span.end].chars().next();
    if before.ends_with('[') && behind == Some(']') {
        return Some(Span::new(digits.start - 1, digits.end + 1));
    }
    if behind.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let word = before.trim_end_matches(['.', ',', ';', ':', '?', '!', '”', '"', '’', ')', '»']);
    let letters = word.chars().rev().take_while(|character| character.is_alphabetic()).take(3).count();
    (letters == 3).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn marks_of_pages_and_notes_are_told_from_other_numbers() {
        let words = &Language::of(Some("en")).talk;
        assert_eq!(page_line("[Page 79]", words).as_deref(), Some("79"));
        assert_eq!(page_line("- 12 -", words).as_deref(), Some("12"));
        assert_eq!(page_line("Page 5 of the report says so.", words), None);
        let text = "the Conversation1 of 1956 in U2 planes.2 and [3]";
        let notes = (1..4).map(|number| (number, Span::default())).collect();
        let mut found = Vec::new();
        note_marks(text, Span::new(0, text.len()), &notes, &mut found);
        assert_eq!(found.iter().map(|mark| &text[mark.span.range()]).collect::<Vec<_>>(), ["1", "2", "[3]"]);
    }
}
