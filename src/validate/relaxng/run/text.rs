//! Text in elements: mixed content, values, and blanks between tags (section 9.3.2, "childMatch").

use super::Run;
use crate::source::Span;
use crate::validate::relaxng::automaton::StateId;
use crate::xml::is_space;
use crate::xml::stream::{Reader, Text};

impl<'r> Run<'r> {
    /// Text in `state`; gives the state behind it.
    #[inline]
    pub(super) fn text(&mut self, reader: &Reader<'r>, text: Text<'_>, state: StateId) -> StateId {
        if state == StateId::ANY {
            return state;
        }
        if self.automaton.state(state).has_strings {
            self.keep_text(text);
            return state;
        }
        if is_space(text.text) {
            return state;
        }
        let behind = self.automaton.text(self.grammar, state);
        if behind != state && self.automaton.state(behind).is_dead {
            self.stray_text(reader, text, state);
            return state;
        }
        behind
    }

    fn keep_text(&mut self, text: Text<'_>) {
        self.text.push_str(text.text);
        let start = self.text_span.map_or(text.span.start, |span| span.start);
        self.document.pin(Span::new(start, start));
        self.text_span = Some(Span::new(start, text.span.end));
    }

    /// Text that stands before a child element, where values are looked at: blanks count for nothing.
    #[inline]
    pub(super) fn before_child(&mut self, reader: &Reader<'r>, state: StateId) -> StateId {
        if let Some(level) = self.levels.last_mut() {
            level.had_child = true;
        }
        if self.text_span.is_none() { state } else { self.text_before_child(reader, state) }
    }

    #[cold]
    fn text_before_child(&mut self, reader: &Reader<'r>, state: StateId) -> StateId {
        let text = std::mem::take(&mut self.text);
        let Some(span) = self.text_span.take().filter(|_| !is_space(&text)) else { return state };
        let behind = self.automaton.string_step(self.grammar, state, &text, false, reader);
        if self.automaton.state(behind).is_dead {
            self.stray_text(reader, Text { text: &text, span }, state);
            return state;
        }
        behind
    }

    /// The text of an element that ends, where values are looked at; where it had no child element the text is its whole content.
    #[inline]
    pub(super) fn before_end(&mut self, reader: &Reader<'r>, tag: Span, state: StateId) -> StateId {
        if state == StateId::ANY || !self.automaton.state(state).has_strings { state } else { self.value_before_end(reader, tag, state) }
    }

    fn value_before_end(&mut self, reader: &Reader<'r>, tag: Span, state: StateId) -> StateId {
        let mut text = std::mem::take(&mut self.text);
        let span = self.text_span.take();
        let is_whole = self.levels.last().is_some_and(|level| !level.had_child);
        if !is_whole && is_space(&text) {
            return state;
        }
        let behind = self.automaton.string_step(self.grammar, state, &text, is_whole, reader);
        let fits = !self.automaton.state(behind).is_dead && self.automaton.accepts(behind);
        if !fits {
            self.bad_content(reader, &text, span, tag, state);
        }
        text.clear();
        self.text = text;
        if fits { behind } else { StateId::ANY }
    }
}
