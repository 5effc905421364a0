//! Attributes of a start tag, in any order (section 9.3.4, "attribute sets").

use super::Run;
use crate::validate::relaxng::automaton::{AttributeStepId, OpenId, StateId};
use crate::validate::relaxng::symbols::Symbol;
use crate::xml::stream::{Attribute, Reader, Start};

/// What has gone wrong in one start tag.
#[derive(Debug, Default)]
pub(super) struct TagFaults {
    /// Symbols that misspelt attributes were taken for.
    pub taken_for: Vec<Symbol>,
}

impl<'r> Run<'r> {
    /// The state inside an element without attributes.
    #[inline]
    pub(super) fn without_attributes(&mut self, reader: &Reader<'r>, start: &Start<'_>, open: OpenId) -> StateId {
        let opened = self.automaton.opened(open);
        let (inside, closed) = (opened.inside, opened.inside_closed);
        if self.automaton.state(closed).is_dead { self.lacks_attributes(reader, start, open, inside) } else { closed }
    }

    /// The state inside an element with attributes.
    #[inline]
    pub(super) fn attributes(&mut self, reader: &Reader<'r>, start: &Start<'_>, open: OpenId) -> StateId {
        let mut state = self.automaton.opened(open).inside;
        let mut faults = TagFaults::default();
        for attribute in start.attributes.iter() {
            let name = self.symbol(reader, attribute.name);
            state = match self.automaton.attribute(self.grammar, state, name) {
                Some(step) => self.attribute(reader, start, &attribute, state, name, step),
                None => self.unexpected_attribute(reader, start, &attribute, state, open, &mut faults),
            };
        }
        let closed = self.automaton.closed(self.grammar, state);
        if self.automaton.state(closed).is_dead { self.lacks_attributes(reader, start, open, state) } else { closed }
    }

    /// One attribute that may stand here; gives the state behind it.
    #[inline]
    pub(super) fn attribute(
        &mut self,
        reader: &Reader<'r>,
        start: &Start<'_>,
        attribute: &Attribute<'_>,
        state: StateId,
        name: Symbol,
        step: AttributeStepId,
    ) -> StateId {
        let known = self.automaton.attribute_step(step);
        let all = known.all;
        let fits = match *known.contents {
            [only] => self.automaton.matches(self.grammar, only, attribute.value, reader),
            _ => return self.one_of_several(reader, start, attribute, state, name, step),
        };
        if !fits {
            self.bad_value(reader, start, attribute, state, name, step);
        } else if self.options.ids && self.automaton.attribute_step(step).has_ids {
            self.note_id(reader, start, attribute, step);
        }
        all
    }

    /// An attribute that several declarations describe: those that allow the value remain.
    fn one_of_several(
        &mut self,
        reader: &Reader<'r>,
        start: &Start<'_>,
        attribute: &Attribute<'_>,
        state: StateId,
        name: Symbol,
        step: AttributeStepId,
    ) -> StateId {
        let contents = self.automaton.attribute_step(step).contents.clone();
        let mut allowed = Vec::with_capacity(contents.len());
        for &content in &contents {
            if self.automaton.matches(self.grammar, content, attribute.value, reader) {
                allowed.push(content);
            }
        }
        if self.options.ids && self.automaton.attribute_step(step).has_ids && !allowed.is_empty() {
            self.note_id(reader, start, attribute, step);
        }
        if allowed.len() == contents.len() {
            return self.automaton.attribute_step(step).all;
        }
        let behind = self.automaton.attribute_some(self.grammar, state, name, step, &allowed);
        if self.automaton.state(behind).is_dead {
            self.bad_value(reader, start, attribute, state, name, step);
            return self.automaton.attribute_step(step).all;
        }
        behind
    }
}
