//! A text that flows by: a window of it at a time, and of the rest the places and lines that were asked for while they stood in the window.
//!
//! Kept are the first window, which has the prolog of a document, the places that were pinned, and the lines around everything that was said.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::{Position, Source, Span};

/// What is known of a text that flows by.
#[derive(Debug)]
pub(super) struct Flow(Mutex<State>);

#[derive(Debug)]
struct State {
    window: Window,
    head: Option<Window>,
    /// Places by their offset.
    pins: FxHashMap<usize, Position>,
    lines: BTreeMap<Span, KeptLines>,
}

/// A stretch of the text.
#[derive(Clone, Debug)]
struct Window {
    text: Source,
    start: Start,
}

/// Where a window starts.
#[derive(Clone, Copy, Debug)]
struct Start {
    offset: usize,
    position: Position,
    /// Code units of UTF-16 in its line before it.
    units: usize,
}

/// The lines around a place of a text that has flowed by.
#[derive(Clone, Debug)]
pub struct KeptLines {
    /// The lines, the first and the last perhaps cut.
    pub text: Source,
    /// Where they begin in the whole text.
    pub offset: usize,
    /// The number of the first line.
    pub line: usize,
    /// Columns of the place's start and end in UTF-16 code units, from 1.
    pub utf16: (usize, usize),
}

/// Bytes of lines that are kept before a place, and in all.
const BEFORE: usize = 120;
const LENGTH: usize = 2048;
/// Lines that are kept.
const LINES: usize = 3;

impl Flow {
    pub(super) fn new(name: &str) -> Self {
        let start = Start { offset: 0, position: Position { line: 1, column: 1 }, units: 0 };
        let window = Window { text: Source::from_text(name, ""), start };
        Self(Mutex::new(State { window, head: None, pins: FxHashMap::default(), lines: BTreeMap::new() }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves the window on: it has the text from byte `offset` of the whole.
    pub(super) fn shift(&self, text: Arc<String>, offset: usize) {
        let mut state = self.state();
        let start = state.window.start_at(offset);
        let text = Source { text, ..Source::from_text(state.window.text.name(), "") };
        let before = std::mem::replace(&mut state.window, Window { text, start });
        if offset > 0 {
            state.head.get_or_insert(before);
        }
    }

    pub(super) fn position(&self, offset: usize) -> Position {
        let state = self.state();
        if let Some(window) = state.holding(offset) {
            return window.position(offset);
        }
        state.pins.get(&offset).copied().unwrap_or(state.window.start.position)
    }

    pub(super) fn pin(&self, span: Span) {
        let mut state = self.state();
        for offset in [span.start, span.end] {
            if let Some(position) = state.holding(offset).map(|window| window.position(offset)) {
                state.pins.insert(offset, position);
            }
        }
    }

    pub(super) fn written(&self, span: Span) -> String {
        let state = self.state();
        state.holding(span.start).and_then(|window| window.text.text.get(window.local(span).range())).unwrap_or_default().to_owned()
    }

    pub(super) fn keep_lines(&self, span: Span) {
        let mut state = self.state();
        if let Some(kept) = state.holding(span.start).map(|window| window.lines(span)) {
            state.lines.insert(span, kept);
        }
    }

    pub(super) fn kept_lines(&self, span: Span) -> Option<KeptLines> {
        self.state().lines.get(&span).cloned()
    }
}

impl State {
    /// The stretch in which a byte stands.
    fn holding(&self, offset: usize) -> Option<&Window> {
        let known = [Some(&self.window), self.head.as_ref()];
        known.into_iter().flatten().find(|window| (window.start.offset..=window.start.offset + window.text.text.len()).contains(&offset))
    }
}

impl Window {
    fn local(&self, span: Span) -> Span {
        let within = |offset: usize| offset.saturating_sub(self.start.offset).min(self.text.text.len());
        Span::new(within(span.start), within(span.end))
    }

    fn position(&self, offset: usize) -> Position {
        let local = self.text.position(offset - self.start.offset);
        let before = if local.line == 1 { self.start.position.column - 1 } else { 0 };
        Position { line: self.start.position.line + local.line - 1, column: before + local.column }
    }

    /// Code units of UTF-16 before a byte of the window, in its line.
    fn units(&self, offset: usize) -> usize {
        let local = offset.saturating_sub(self.start.offset).min(self.text.text.len());
        let line = self.text.position(local).line;
        let start = self.text.line_span(line).map_or(local, |line| line.start);
        let before = if line == 1 { self.start.units } else { 0 };
        before + self.text.text.get(start..local).map_or(0, |text| text.encode_utf16().count())
    }

    fn start_at(&self, offset: usize) -> Start {
        Start { offset, position: self.position(offset), units: self.units(offset) }
    }

    fn lines(&self, span: Span) -> KeptLines {
        let (text, place) = (&*self.text.text, self.local(span));
        let first = self.text.position(place.start).line;
        let line = self.text.line_span(first).unwrap_or(place);
        let last = self.text.line_span(first + LINES - 1).unwrap_or(Span::new(0, text.len()));
        let from = text.floor_char_boundary(place.start.saturating_sub(BEFORE)).max(line.start);
        let to = text.floor_char_boundary(last.end.min(place.start + LENGTH)).max(place.start);
        KeptLines {
            text: Source::from_text(self.text.name(), &text[from..to]),
            offset: self.start.offset + from,
            line: self.start.position.line + first - 1,
            utf16: (self.units(span.start) + 1, self.units(span.end) + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_whole_wherever_the_window_stands() {
        let text = "a“b”\r\n\u{1F600}cd\re\nfgh\n";
        let whole = Source::from_text("t", text);
        for cut in text.char_indices().map(|(at, _)| at).filter(|&at| !text[at..].starts_with('\n')) {
            let flow = Source::flowing("t");
            flow.shift(Arc::new(text[..cut].to_owned()), 0);
            flow.pin(Span::new(1, cut));
            flow.shift(Arc::new(text[cut..].to_owned()), cut);
            for at in text.char_indices().map(|(at, _)| at).filter(|&at| at == 1 || at >= cut) {
                assert_eq!(flow.position(at), whole.position(at), "{at} of {cut}");
            }
        }
    }
}
