//! One document against one schema: events step the automaton, and where it cannot step, a finding is made and a way on is found.
//!
//! The first finding is where matching first fails. Behind it the run goes on as if the fault had been mended ([`recover`]), so that one cause makes one finding.

mod attributes;
mod expect;
mod ids;
mod message;
mod near;
mod recover;
mod summary;
mod text;
mod values;

use super::automaton::{Automaton, OpenId, Renewal, StateId};
use super::codes::ELEMENT_NOT_ALLOWED;
use super::datatype::NamespaceContext;
use super::grammar::Grammar;
use super::schema::{Options, Schema};
use super::symbols::Symbol;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Source, Span};
use crate::xml::codes::{MISMATCHED_TAG, UNCLOSED_ELEMENT};
use crate::xml::names::NameId;
use crate::xml::stream::{Event, Reader, Start};

use self::ids::Ids;
use self::recover::Recovery;

/// Where matching goes on once an element has ended.
#[derive(Clone, Copy, Debug)]
enum Resume {
    /// Behind the element, as it was opened.
    Behind(OpenId),
    /// In a given state, because the element stood where it could not.
    At(StateId),
}

/// An open element.
#[derive(Debug)]
struct Level {
    resume: Resume,
    /// How it was opened; `None` where nothing declares it.
    open: Option<OpenId>,
    name: NameId,
    tag: Span,
    had_child: bool,
    /// The child that ended last.
    last: Option<NameId>,
    /// What has gone wrong among its children.
    recovery: Option<Box<Recovery>>,
}

/// A validation under way.
pub(super) struct Run<'r> {
    schema: &'r Schema,
    grammar: &'r Grammar,
    automaton: Automaton,
    document: &'r Source,
    options: Options,
    state: StateId,
    levels: Vec<Level>,
    /// What has gone wrong outside the root element.
    outside: Recovery,
    /// The symbols of the document's names, by number.
    symbols: Vec<Option<Symbol>>,
    /// Namespaces of the document that are taken for one of the schema's.
    aliases: Vec<(Box<str>, Box<str>)>,
    /// Text of the innermost element, where its value is looked at, and where the text stands.
    text: String,
    text_span: Option<Span>,
    ids: Ids,
    /// Start tags so far.
    tags: usize,
    findings: Vec<Diagnostic>,
}

impl NamespaceContext for Reader<'_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        Reader::namespace(self, prefix).filter(|uri| !uri.is_empty())
    }
}

impl<'r> Run<'r> {
    pub(super) fn new(schema: &'r Schema, document: &'r Source, options: Options, mut automaton: Automaton) -> Self {
        Self {
            schema,
            grammar: &schema.grammar,
            state: automaton.enter(&[schema.grammar.start]),
            automaton,
            document,
            options,
            levels: Vec::new(),
            outside: Recovery::default(),
            symbols: Vec::new(),
            aliases: Vec::new(),
            text: String::new(),
            text_span: None,
            ids: Ids::default(),
            tags: 0,
            findings: Vec::new(),
        }
    }

    /// Takes the event that the reader has come to.
    #[inline]
    pub(super) fn take(&mut self, reader: &Reader<'r>, event: &Event<'_>) {
        let state = self.state;
        self.state = match event {
            Event::Start(start) => self.start(reader, start, state),
            Event::End(end) => self.end(reader, end.tag, state),
            Event::Text(text) => self.text(reader, *text, state),
            Event::Comment(_) | Event::Instruction(_) | Event::Eof => state,
        };
    }

    /// What was found, and the automaton for the next run; `fault` is where the document stopped being XML, if it did.
    pub(super) fn finish(mut self, fault: Option<Diagnostic>) -> (Vec<Diagnostic>, Automaton) {
        match fault {
            Some(fault) => self.stop_at(fault),
            None if self.options.ids => self.dangling_references(),
            None => {}
        }
        (self.findings, self.automaton)
    }

    /// The document stops being XML: what was found inside an element that was never closed is a consequence of that.
    fn stop_at(&mut self, mut fault: Diagnostic) {
        if fault.code == &MISMATCHED_TAG || fault.code == &UNCLOSED_ELEMENT {
            let opened = fault.related.first().map_or(usize::MAX, |label| label.span.start);
            let is_inside = |found: &Diagnostic| found.place.as_ref().is_some_and(|place| place.span.start > opened);
            let misplaced =
                self.findings.iter().find(|found| is_inside(found) && found.code == &ELEMENT_NOT_ALLOWED && found.context == fault.context);
            fault.related.extend(misplaced.and_then(end_tag_before));
            self.findings.retain(|found| !is_inside(found));
        }
        self.findings.push(fault);
    }

    /// A start tag in `state`; gives the state inside the element.
    #[inline]
    fn start(&mut self, reader: &Reader<'r>, start: &Start<'_>, state: StateId) -> StateId {
        let state = self.before_child(reader, state);
        let state = self.keep_small(state);
        let name = self.symbol(reader, start.name);
        let (open, resume) = match self.step_in(state, name) {
            Some(open) => (Some(open), Resume::Behind(open)),
            None => self.unexpected(reader, start, state, name),
        };
        let inside = match open {
            None => StateId::ANY,
            Some(open) if start.attributes.is_empty() => self.without_attributes(reader, start, open),
            Some(open) => self.attributes(reader, start, open),
        };
        self.levels.push(Level { resume, open, name: start.name, tag: start.tag, had_child: false, last: None, recovery: None });
        inside
    }

    /// From time to time, sees to it that the automaton has not grown too large; the states in use move to the new one.
    #[inline]
    fn keep_small(&mut self, state: StateId) -> StateId {
        const EVERY: usize = 256;
        self.tags += 1;
        if self.tags.is_multiple_of(EVERY) && !self.automaton.is_small(self.grammar) { self.renew(state) } else { state }
    }

    #[cold]
    fn renew(&mut self, state: StateId) -> StateId {
        let mut renewal = Renewal::new(&self.automaton, self.grammar);
        let state = renewal.state(state);
        for level in &mut self.levels {
            level.open = level.open.map(|open| renewal.open(open));
            level.resume = match level.resume {
                Resume::Behind(open) => Resume::Behind(renewal.open(open)),
                Resume::At(state) => Resume::At(renewal.state(state)),
            };
            if let Some(recovery) = &mut level.recovery {
                recovery.move_to(&mut renewal);
            }
        }
        self.automaton = renewal.finish();
        state
    }

    #[inline]
    fn step_in(&mut self, state: StateId, name: Symbol) -> Option<OpenId> {
        if state == StateId::ANY { None } else { self.automaton.open(self.grammar, state, name) }
    }

    /// An end tag in `state`; gives the state around the element.
    #[inline]
    fn end(&mut self, reader: &Reader<'r>, tag: Span, state: StateId) -> StateId {
        let state = self.before_end(reader, tag, state);
        let is_known = state != StateId::ANY;
        let ends_well = !is_known || self.automaton.accepts(state);
        if !ends_well {
            self.incomplete(reader, tag, state);
        }
        let Some(level) = self.levels.pop() else { return state };
        if let Some(parent) = self.levels.last_mut() {
            parent.last = Some(level.name);
        }
        match level.resume {
            Resume::At(state) => state,
            Resume::Behind(open) if !ends_well || !is_known || self.automaton.state(state).accepts_all => self.automaton.opened(open).behind,
            Resume::Behind(open) => self.automaton.behind(open, state),
        }
    }

    /// The symbol of a name of the document.
    #[inline]
    fn symbol(&mut self, reader: &Reader<'r>, name: NameId) -> Symbol {
        match self.symbols.get(name.index()) {
            Some(&Some(known)) => known,
            _ => self.new_symbol(reader, name),
        }
    }

    #[cold]
    fn new_symbol(&mut self, reader: &Reader<'r>, name: NameId) -> Symbol {
        let (uri, local) = (reader.names().namespace(name), reader.names().local(name));
        let alias = self.aliases.iter().find(|(from, _)| **from == *uri).map(|(_, to)| to);
        let own = self.grammar.symbols.lookup(uri, local);
        let found = match alias {
            Some(to) if self.grammar.symbols.spelled(own).is_none() => self.grammar.symbols.lookup(to, local),
            _ => own,
        };
        if self.symbols.len() <= name.index() {
            self.symbols.resize(name.index() + 1, None);
        }
        self.symbols[name.index()] = Some(found);
        found
    }
}

/// Where the end tag of an element may be missing: before the first element in it that cannot stand there.
fn end_tag_before(misplaced: &Diagnostic) -> Option<Label> {
    let around = misplaced.context.rsplit('/').next()?;
    let place = misplaced.place.clone()?;
    Some(Label { message: format!("what begins here cannot stand in `{around}`, whose end tag may be missing before it"), ..place })
}
