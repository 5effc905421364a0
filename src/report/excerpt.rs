//! What reports show of a text: the lines of a place, cut around it, and its columns in UTF-16.
//!
//! `…in the [room] of the…` — a line of a megabyte gives an excerpt of some hundred bytes, so that as many findings as a
//! line has letters are reported in linear time, and no text has to be kept.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Label;
use crate::source::{KeptLines, Source, Span};

/// The lines of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// At most three lines, each cut where it is long; `…` stands where something was left out.
    pub text: String,
    /// The place in `text`, in bytes.
    pub mark: Range<usize>,
    /// Whether the first line begins with `…`, so that columns in `text` are not those of the line.
    pub cut: bool,
    /// Columns of start and end in UTF-16 code units, from 1, as SARIF and most editors' protocols count them.
    pub utf16: (usize, usize),
    /// The characters of the place itself, at most the first 200 bytes.
    pub words: String,
}

/// Texts in which something was found, by name.
#[derive(Default)]
pub struct Texts<'s>(BTreeMap<&'s str, Text<'s>>);

struct Text<'s> {
    source: &'s Source,
    /// Offsets of the characters that are two code units in UTF-16.
    astral: OnceCell<Vec<usize>>,
}

impl<'s> FromIterator<&'s Source> for Texts<'s> {
    fn from_iter<I: IntoIterator<Item = &'s Source>>(sources: I) -> Self {
        Self(sources.into_iter().map(|source| (source.name(), Text { source, astral: OnceCell::new() })).collect())
    }
}

/// Bytes of a line that are shown before a place, and behind it.
const AROUND: usize = 100;
/// Bytes of a place that are shown in one line.
const WITHIN: usize = 200;
/// Lines of a place that are shown.
const LINES: usize = 3;

impl Texts<'_> {
    /// What there is to show of a place, if its text is known.
    pub fn excerpt(&self, label: &Label) -> Option<Excerpt> {
        let text = self.0.get(&*label.path)?;
        if text.source.is_flowing() { flowed(&text.source.kept_lines(label.span)?, label) } else { text.excerpt(label) }
    }
}

/// What there is to show of a place of a text that has flowed by: its lines were kept.
fn flowed(kept: &KeptLines, label: &Label) -> Option<Excerpt> {
    let mut moved = label.clone();
    moved.span = Span::new(label.span.start - kept.offset, label.span.end - kept.offset);
    (moved.start.line, moved.end.line) = (label.start.line + 1 - kept.line, label.end.line + 1 - kept.line);
    let text = Text { source: &kept.text, astral: OnceCell::new() };
    Some(Excerpt { utf16: kept.utf16, ..text.excerpt(&moved)? })
}

impl Text<'_> {
    fn excerpt(&self, label: &Label) -> Option<Excerpt> {
        let mut excerpt = Excerpt { text: String::new(), mark: 0..0, cut: false, utf16: self.utf16(label), words: self.words(label.span) };
        let last = label.end.line.clamp(label.start.line, label.start.line + LINES - 1);
        for line in label.start.line..=last {
            if line > label.start.line {
                excerpt.text.push('\n');
            }
            let (before, shown) = excerpt.add_line(self.source, self.source.line_span(line)?, label.span);
            if line == label.start.line {
                excerpt.mark.start = before;
                excerpt.cut = excerpt.text.starts_with('…') && label.start.column > 1;
            }
            excerpt.mark.end = shown;
        }
        Some(excerpt)
    }
}

impl Excerpt {
    /// Adds a line; gives where the part of it that belongs to the place begins and ends in the excerpt.
    fn add_line(&mut self, source: &Source, line: Span, place: Span) -> (usize, usize) {
        let text = source.text();
        let start = place.start.clamp(line.start, line.end);
        let end = place.end.clamp(start, line.end);
        let from = text.floor_char_boundary(start.saturating_sub(AROUND)).max(line.start);
        let to = text.ceil_char_boundary(end.min(start + WITHIN) + AROUND).min(line.end);
        self.ellipsis(from > line.start);
        let shown = self.text.len();
        self.text.push_str(&text[from..to]);
        self.ellipsis(to < line.end);
        (shown + start - from, shown + end.min(to) - from)
    }

    fn ellipsis(&mut self, left_out: bool) {
        if left_out {
            self.text.push('…');
        }
    }
}

impl Text<'_> {
    fn words(&self, span: Span) -> String {
        let text = self.source.text();
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.floor_char_boundary(span.end.min(start + WITHIN).min(text.len())).max(start);
        text[start..end].to_owned()
    }

    fn utf16(&self, label: &Label) -> (usize, usize) {
        let column = |offset: usize, line: usize, column: usize| {
            let start = self.source.line_span(line).map_or(offset, |span| span.start);
            column + self.astral_before(offset) - self.astral_before(start)
        };
        let start = column(label.span.start, label.start.line, label.start.column);
        (start, column(label.span.end, label.end.line, label.end.column))
    }

    fn astral_before(&self, offset: usize) -> usize {
        let text = self.source.text().as_bytes();
        let leads = || text.iter().enumerate().filter(|(_, byte)| **byte >= 0xF0).map(|(at, _)| at).collect();
        self.astral.get_or_init(leads).partition_point(|&at| at < offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, span: Range<usize>) -> (String, String) {
        let source = Source::from_text("t", text);
        let texts: Texts<'_> = std::iter::once(&source).collect();
        let excerpt = texts.excerpt(&Label::new(&source, Span::from(span), "")).expect("a text");
        let marked = excerpt.text[excerpt.mark.clone()].to_owned();
        (excerpt.text, marked)
    }

    #[test]
    fn a_short_line_is_shown_whole_and_a_long_one_around_the_place() {
        assert_eq!(excerpt("one\ntwo words\n", 8..13), ("two words".to_owned(), "words".to_owned()));
        let long = format!("{}HERE{}", "é".repeat(5000), "ü".repeat(5000));
        let (text, marked) = excerpt(&long, 10_000..10_004);
        assert_eq!((text.len() < 250, text.starts_with('…'), text.ends_with('…'), marked.as_str()), (true, true, true, "HERE"));
        assert_eq!(excerpt("abc", 3..3), ("abc".to_owned(), String::new()));
        assert_eq!(excerpt("", 0..0), (String::new(), String::new()));
    }

    #[test]
    fn a_place_over_lines_is_cut_after_three() {
        assert_eq!(excerpt("a b\nc\nd\ne", 2..9), ("a b\nc\nd".to_owned(), "b\nc\nd".to_owned()));
        assert_eq!(excerpt("\n\nx", 0..3), ("\n\nx".to_owned(), "\n\nx".to_owned()));
    }

    #[test]
    fn utf_16_counts_an_emoji_twice() {
        let source = Source::from_text("t", "\u{1F600}\na\u{1F600}b\u{1F600}c");
        let texts: Texts<'_> = std::iter::once(&source).collect();
        let label = Label::new(&source, Span::new(10, 15), "");
        assert_eq!((source.slice(label.span), label.start.column), ("b\u{1F600}", 3));
        assert_eq!(texts.excerpt(&label).expect("a text").utf16, (4, 7));
    }
}
