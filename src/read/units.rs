//! A text into units: its lines that are not blank, each joined with the lines that carry it on.
//!
//! A transcript prints one paragraph a line, or wraps its paragraphs at a fixed width; both come out as one unit a paragraph.

use crate::source::Span;

/// A paragraph, heading or label: a line, or several that were wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its place, without blanks at either end.
    pub span: Span,
    /// Blank lines before it.
    pub gap: u32,
    /// Columns by which its first line is indented; a tab counts as four.
    pub indent: u32,
    /// Number of lines it stands on.
    pub lines: u32,
    /// Whether the next unit goes on with the same line.
    pub run_in: bool,
}

/// The lines that are not blank, one unit each.
pub(super) fn lines(text: &str) -> Vec<Unit> {
    let bytes = text.as_bytes();
    let mut units = Vec::with_capacity(text.len() / 200 + 8);
    let (mut start, mut gap) = (0, 0);
    while start < text.len() {
        let end = memchr::memchr3(b'\n', b'\r', b'\x0C', &bytes[start..]).map_or(text.len(), |at| start + at);
        match line(text, start, end, gap) {
            Some(unit) => {
                units.push(unit);
                gap = 0;
            }
            None => gap += 1,
        }
        start = end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
    }
    units
}

fn line(text: &str, start: usize, end: usize, gap: u32) -> Option<Unit> {
    let whole = &text[start..end];
    let rest = whole.trim_start();
    let trimmed = rest.trim_end();
    if trimmed.is_empty() {
        return None;
    }
    let blank = &whole[..whole.len() - rest.len()];
    let indent = blank.chars().map(|character| if character == '\t' { 4 } else { 1 }).sum();
    let first = start + blank.len();
    Some(Unit { span: Span::new(first, first + trimmed.len()), gap, indent, lines: 1, run_in: false })
}

/// Joins lines that carry on the line before. `stands_alone` keeps labels, dates and the like apart; `is_small` tells the words in lower
/// case with which no line ends that is a whole one: "of", "the".
pub(super) fn join(text: &str, lines: &[Unit], stands_alone: &dyn Fn(&str) -> bool, is_small: &dyn Fn(&str) -> bool) -> Vec<Unit> {
    let width = wrap_width(text, lines);
    let mut units: Vec<Unit> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let broken = |before: &Unit| text[before.span.range()].rsplit(char::is_whitespace).next().is_some_and(is_small);
        let carried_on = index > 0 && line.gap == 0 && (carries_on(text, &lines[index - 1], line, width) || broken(&lines[index - 1]));
        match units.last_mut() {
            Some(unit) if carried_on && !alone(text, line, stands_alone) && !alone(text, &lines[index - 1], stands_alone) => {
                unit.span.end = line.span.end;
                unit.lines += 1;
            }
            _ => units.push(*line),
        }
    }
    units
}

fn alone(text: &str, line: &Unit, stands_alone: &dyn Fn(&str) -> bool) -> bool {
    stands_alone(&text[line.span.range()])
}

/// The width at which the text is wrapped, in bytes; `None` where each paragraph is one line.
fn wrap_width(text: &str, lines: &[Unit]) -> Option<usize> {
    let pairs = lines.windows(2).filter(|pair| pair[1].gap == 0);
    let (mut all, mut broken, mut lower) = (0, 0, 0);
    let mut lengths = Vec::new();
    for pair in pairs {
        all += 1;
        if (30..=160).contains(&pair[0].span.len()) && is_broken(text, &pair[0], &pair[1]) {
            broken += 1;
            lower += usize::from(text[pair[1].span.range()].starts_with(char::is_lowercase));
            lengths.push(pair[0].span.len());
        }
    }
    // Lines of a list end without a full stop too, but in wrapped prose many a line begins inside a sentence.
    if broken < 3 || broken * 2 < all || lower * 3 < broken {
        return None;
    }
    lengths.sort_unstable();
    Some(lengths[lengths.len() * 9 / 10])
}

/// Whether the line end between the two stands inside a sentence.
fn is_broken(text: &str, first: &Unit, second: &Unit) -> bool {
    let begins_lower = text[second.span.range()].starts_with(char::is_lowercase);
    begins_lower || !text[first.span.range()].ends_with(ends_sentence)
}

fn ends_sentence(character: char) -> bool {
    matches!(character, '.' | '?' | '!' | ':' | '…' | '”' | '"' | '»' | ')' | ']')
}

fn carries_on(text: &str, before: &Unit, line: &Unit, width: Option<usize>) -> bool {
    let first = &text[before.span.range()];
    if is_broken_bracket(first, &text[line.span.range()]) {
        return true;
    }
    let Some(width) = width else {
        return text[line.span.range()].starts_with(char::is_lowercase) && !first.ends_with(ends_sentence);
    };
    if line.indent > before.indent + 1 && first.ends_with(ends_sentence) {
        return false;
    }
    is_broken(text, before, line) && before.span.len() * 10 >= width * 4 || before.span.len() * 10 >= width * 8
}

/// Whether a short bracket opens at the end of a line and closes at the beginning of the next: `[Page` / `79]`.
fn is_broken_bracket(first: &str, second: &str) -> bool {
    const SHORT: usize = 12;
    let open = first.rfind('[').is_some_and(|open| first.len() - open <= SHORT && !first[open..].contains(']'));
    open && second.find(']').is_some_and(|close| close <= SHORT && !second[..close].contains('['))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<&str> {
        join(text, &lines(text), &|_| false, &|word| word == "of").iter().map(|unit| &text[unit.span.range()]).collect()
    }

    #[test]
    fn one_paragraph_a_line_stays_so() {
        assert_eq!(joined("One is here.\r\nTwo is there.\r\r  Three\u{A0}\n"), ["One is here.", "Two is there.", "Three"]);
        assert_eq!(joined("A title that\nruns on"), ["A title that\nruns on"]);
        assert_eq!(joined("There is the letter of\nMr. Adams. He is ill."), ["There is the letter of\nMr. Adams. He is ill."]);
        assert_eq!(joined("I moved [Page\n79] to York.\nI stayed."), ["I moved [Page\n79] to York.", "I stayed."]);
    }

    #[test]
    fn the_lines_of_a_list_are_not_wrapped_prose() {
        let list = "PRESENT:\nThe Secretary, Mr. Harlan Whitcombe\nMr. Lewis Darrow, Assistant Secretary\nMr. Pavel Ursu, First Secretary of the Embassy\nMr. John Alder, Interpreter for the guests";
        assert_eq!(joined(list).len(), 5);
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let text = "He came to the house in the morning and\nasked whether the mill would be closed\nbefore the winter or after it, as the\nminister had told them.\n\nThey did not know.\n";
        assert_eq!(joined(text).len(), 2);
    }
}
