//! Printed marks inside and between paragraphs: `[Page 79]`, note marks glued to words (`Conversation1`), time codes.

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
    let (word, number) = line.split_once(char::is_whitespace)?;
    (words.is_page(&word.to_lowercase()) && is_page_number(number.trim())).then(|| number.trim().to_owned())
}

/// The mark in brackets with which `text` begins: its length and the number of the page.
fn page_mark(text: &str, words: &TalkWords) -> Option<(usize, String)> {
    let close = text.get(..text.floor_char_boundary(24))?.find(']')?;
    let inside = text.strip_prefix('[')?.get(..close - 1)?.trim();
    let (word, number) = inside.split_once(char::is_whitespace)?;
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

/// The marks of pages without brackets in running text: "Page 2", "Page 3" and so on, each the next, and two at least.
pub(super) fn running_pages(text: &str, span: Span, words: &TalkWords) -> Vec<Annotation> {
    let mut found: Vec<Annotation> = Vec::new();
    let mut next = None;
    for at in memchr::memchr_iter(b' ', &text.as_bytes()[span.range()]).map(|at| span.start + at) {
        let before = &text[span.start..at];
        let start = at - before.rsplit(char::is_whitespace).next().map_or(0, str::len);
        let digits = text[at + 1..span.end].bytes().take_while(u8::is_ascii_digit).count();
        let behind = text[at + 1 + digits..span.end].chars().next();
        let word = &text[start..at];
        let apart = behind.is_none_or(char::is_whitespace) && word.starts_with(char::is_uppercase) && words.is_page(&word.to_lowercase());
        let Some(number) = text[at + 1..at + 1 + digits].parse::<u32>().ok().filter(|_| apart) else { continue };
        if next.is_some_and(|next| next != number) {
            return Vec::new();
        }
        next = Some(number + 1);
        found.push(Annotation::printed(Span::new(start, at + 1 + digits), Mark::PageMark(number.to_string()), &PAGE_MARK));
    }
    if found.len() < 2 { Vec::new() } else { found }
}

/// The time codes in brackets in the stretch `span`.
pub(super) fn time_codes(text: &str, span: Span, found: &mut Vec<Annotation>) {
    found.extend(times::inside(text, span).into_iter().map(|(code, (start, _))| time_code(code, start)));
}

/// A time code that is a moment inside a turn.
pub(super) fn time_code(span: Span, start: u64) -> Annotation {
    Annotation::printed(span, Mark::TimeCode(start), &TIME_CODE)
}

/// A label in brackets.
pub(super) fn restored_label(span: Span) -> Annotation {
    Annotation::earlier(span, Mark::RestoredLabel, &RESTORED_LABEL)
}

/// The mark of a note.
pub(super) fn note_mark(span: Span, number: u32) -> Annotation {
    Annotation::printed(span, Mark::NoteMark(number.to_string()), &NOTE_MARK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn marks_of_pages_are_told_from_other_lines() {
        let words = &Language::of(Some("en")).talk;
        assert_eq!(page_line("[Page 79]", words).as_deref(), Some("79"));
        assert_eq!(page_line("- 12 -", words).as_deref(), Some("12"));
        assert_eq!(page_line("Page 5 of the report says so.", words), None);
        assert_eq!(page_line("[Page\r\n79]", words).as_deref(), Some("79"));
    }
}
