//! The way on behind an element that cannot stand where it stands.
//!
//! The fault is mended in thought: a misspelt name is read as the one meant, a missing element as put in, anything else is passed over while its own
//! content is still judged. What was put in may come later without a second finding, and so may the lack of what was passed over.

use super::{Resume, Run};
use crate::validate::relaxng::automaton::{OpenId, Renewal, StateId};
use crate::validate::relaxng::patterns::ElementId;
use crate::validate::relaxng::symbols::Symbol;
use crate::xml::stream::{Reader, Start};

/// What has gone wrong among the children of an element.
#[derive(Debug, Default)]
pub(super) struct Recovery {
    /// Names that were missed and may still come.
    owed: Vec<Symbol>,
    /// Names that stood where they cannot.
    passed: Vec<Symbol>,
    /// The state in which something unknown was passed over.
    stuck: Option<StateId>,
    /// Whether stray text has been reported.
    text: bool,
}

impl Recovery {
    /// Follows the states to a new automaton.
    pub(super) fn move_to(&mut self, renewal: &mut Renewal<'_>) {
        self.stuck = self.stuck.map(|state| renewal.state(state));
    }
}

/// How many elements are tried to find what is missing, and how many may be missing in a row.
const TRIES: usize = 600;
const ROW: usize = 3;

/// What would have to stand before an element: the alternatives, each a row of names, and the state behind the first of them.
struct Insertion {
    rows: Vec<Vec<Symbol>>,
    state: StateId,
}

impl<'r> Run<'r> {
    /// An element called `name` where `state` allows none: reports it, and gives how to judge its content and where to go on behind it.
    #[cold]
    pub(super) fn unexpected(&mut self, reader: &Reader<'r>, start: &Start<'_>, state: StateId, name: Symbol) -> (Option<OpenId>, Resume) {
        let stay = Resume::At(state);
        if state == StateId::ANY || self.is_owed(name) {
            return (self.as_declared(name), stay);
        }
        if let Some(meant) = self.other_namespace(reader, start, state, name).or_else(|| self.misspelt(reader, start, state, name)) {
            let open = self.automaton.open(self.grammar, state, meant);
            return (open, open.map_or(stay, Resume::Behind));
        }
        if !self.schema.declared.contains_key(&name) {
            self.report_unknown(reader, start, state);
            self.recovery().stuck = Some(state);
            return (None, stay);
        }
        if let Some(insertion) = self.missing_before(state, name) {
            self.report_missing(reader, start, &insertion.rows);
            let owed = insertion.rows.into_iter().flatten();
            self.recovery().owed.extend(owed);
            let open = self.automaton.open(self.grammar, insertion.state, name);
            return (open, open.map_or(stay, Resume::Behind));
        }
        self.report_not_allowed(reader, start, state, name);
        self.recovery().passed.push(name);
        (self.as_declared(name), stay)
    }

    /// An element of a name that the schema declares somewhere.
    fn as_declared(&mut self, name: Symbol) -> Option<OpenId> {
        let declared: &[ElementId] = self.schema.declared.get(&name)?;
        Some(self.automaton.open_as(self.grammar, declared))
    }

    fn recovery(&mut self) -> &mut Recovery {
        let outside = &mut self.outside;
        self.levels.last_mut().map_or(outside, |level| level.recovery.get_or_insert_default())
    }

    fn known_recovery(&self) -> Option<&Recovery> {
        self.levels.last().and_then(|level| level.recovery.as_deref())
    }

    /// Whether the element was missed before; it then counts as come.
    fn is_owed(&mut self, name: Symbol) -> bool {
        if self.known_recovery().is_none() {
            return false;
        }
        let owed = &mut self.recovery().owed;
        match owed.iter().position(|&one| one == name) {
            Some(at) => {
                owed.swap_remove(at);
                true
            }
            None => false,
        }
    }

    /// Whether what an element lacks at its end has been reported in another way: it stood elsewhere in it, or something unknown stood in its place.
    pub(super) fn is_excused(&self, state: StateId, lacking: &[Symbol]) -> bool {
        let Some(recovery) = self.known_recovery() else { return false };
        let elsewhere = !lacking.is_empty() && lacking.iter().all(|name| recovery.passed.contains(name));
        elsewhere || recovery.stuck == Some(state)
    }

    /// Whether stray text is met for the first time among these children.
    pub(super) fn is_first_text(&mut self) -> bool {
        !std::mem::replace(&mut self.recovery().text, true)
    }

    /// An expected element of the same local name in another namespace, which the document probably means.
    fn other_namespace(&mut self, reader: &Reader<'r>, start: &Start<'_>, state: StateId, name: Symbol) -> Option<Symbol> {
        let grammar = self.grammar;
        if grammar.symbols.spelled(name).is_some() {
            return None;
        }
        let (uri, local) = (reader.names().namespace(start.name), reader.names().local(start.name));
        let expected = self.expected_names(state);
        let meant = expected.into_iter().find(|&one| grammar.symbols.spelled(one).is_some_and(|spelled| spelled.1 == local))?;
        let (right, _) = grammar.symbols.spelled(meant)?;
        self.report_namespace(reader, start, right);
        if uri.is_empty() || self.levels.is_empty() {
            self.aliases.push((uri.into(), right.into()));
            self.symbols.clear();
        }
        Some(meant)
    }

    /// An expected element whose name is nearly the one written, which no schema name is.
    fn misspelt(&mut self, reader: &Reader<'r>, start: &Start<'_>, state: StateId, name: Symbol) -> Option<Symbol> {
        if self.schema.declared.contains_key(&name) {
            return None;
        }
        let grammar = self.grammar;
        let local = reader.names().local(start.name);
        let expected: Vec<(&str, Symbol)> =
            self.expected_names(state).into_iter().filter_map(|one| Some((grammar.symbols.spelled(one)?.1, one))).collect();
        let near = super::near::nearest(local, expected.iter().map(|(local, _)| *local))?;
        let meant = expected.iter().find(|(local, _)| *local == near)?.1;
        self.report_misspelt(reader, start, near);
        Some(meant)
    }

    /// What would have to come before `name` for it to be allowed, if little.
    fn missing_before(&mut self, state: StateId, name: Symbol) -> Option<Insertion> {
        let mut seen = vec![state];
        let mut layer = vec![(state, Vec::new())];
        let mut tries = 0;
        for _ in 0..ROW {
            let mut found: Vec<(Vec<Symbol>, StateId)> = Vec::new();
            let mut next = Vec::new();
            for (from, row) in layer {
                for inserted in self.expected_names(from) {
                    tries += 1;
                    let Some(open) = self.automaton.open(self.grammar, from, inserted).filter(|_| tries < TRIES) else { continue };
                    let behind = self.automaton.opened(open).behind;
                    let row: Vec<Symbol> = row.iter().copied().chain([inserted]).collect();
                    if self.automaton.open(self.grammar, behind, name).is_some() {
                        found.push((row.clone(), behind));
                    }
                    if !seen.contains(&behind) {
                        seen.push(behind);
                        next.push((behind, row));
                    }
                }
            }
            if let Some(&(_, state)) = found.first() {
                return Some(Insertion { rows: found.into_iter().map(|(row, _)| row).collect(), state });
            }
            layer = next;
        }
        None
    }
}
