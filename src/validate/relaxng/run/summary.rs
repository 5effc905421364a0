//! Many names as a person would list them: a few by name, more by the classes of the schema, the rest counted.

use std::collections::BTreeSet;

use super::Run;
use crate::validate::relaxng::automaton::StateId;
use crate::validate::relaxng::patterns::ElementId;
use crate::validate::relaxng::symbols::Symbol;
use crate::xml::stream::Reader;

/// How many names are listed one by one, and how many entries a summary has.
const FEW: usize = 8;
const ENTRIES: usize = 6;
/// How many members make a class worth naming.
const WORTH: usize = 3;

impl<'r> Run<'r> {
    /// What may stand in a state: what must come first, then what may.
    pub(super) fn may_stand(&self, reader: &Reader<'r>, state: StateId) -> String {
        let elements = self.expected_elements(state);
        let required = if state == StateId::ANY { Vec::new() } else { self.required_names(state) };
        let must: Vec<Symbol> = self.expected_names(state).into_iter().filter(|name| required.contains(name)).collect();
        let place = self.levels.last().map_or("the document".to_owned(), |level| format!("`{}`", reader.names().local(level.name)));
        let mut parts = Vec::new();
        if self.allows_text(state) {
            parts.push("text".to_owned());
        }
        if !elements.is_empty() {
            parts.push(self.grouped(&elements));
        }
        if parts.is_empty() {
            return format!("{place} can hold nothing more here");
        }
        let next = parts.join(", ");
        match must.as_slice() {
            [] => format!("{place} can hold here: {next}"),
            [only] if elements.len() == 1 => format!("{place} must hold {} here", self.shown(*only)),
            _ => format!("{place} must still hold {}; here it can hold: {next}", self.summary(&must)),
        }
    }

    /// Names as they are, or their number where there are too many.
    pub(super) fn summary(&self, names: &[Symbol]) -> String {
        let shown: Vec<String> = names.iter().take(FEW).map(|&name| self.shown(name)).collect();
        match names.len().saturating_sub(FEW) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }

    /// Elements by name where they are few, else by the largest classes of the schema that hold nothing else.
    fn grouped(&self, elements: &[ElementId]) -> String {
        let names = |ids: &[ElementId]| self.sorted_names(ids.iter().map(|&id| &self.grammar.element(id).class));
        let any = elements.iter().any(|&id| self.grammar.element(id).class.is_infinite());
        let any = if any { ", elements of any other name" } else { "" };
        if elements.len() <= FEW {
            return format!("{}{any}", self.summary(&names(elements))).trim_start_matches(", ").to_owned();
        }
        let mut left: BTreeSet<ElementId> = elements.iter().copied().collect();
        let mut entries = Vec::new();
        while entries.len() < ENTRIES {
            let Some((name, members)) = self.largest_class(elements, &left) else { break };
            entries.push(format!("{name} ({})", self.brief(&names(&members))));
            left.retain(|member| !members.contains(member));
        }
        let rest: Vec<ElementId> = left.into_iter().collect();
        if !rest.is_empty() {
            entries.push(self.summary(&names(&rest)));
        }
        format!("{}{any}", entries.join("; "))
    }

    /// The class with most elements still to be named, all of whose members are expected.
    fn largest_class(&self, expected: &[ElementId], left: &BTreeSet<ElementId>) -> Option<(&'r str, Vec<ElementId>)> {
        let mut best: Option<(usize, &str, &[ElementId])> = None;
        for class in &self.grammar.classes {
            let fits = class.members.iter().all(|member| expected.binary_search(member).is_ok());
            let new = class.members.iter().filter(|member| left.contains(member)).count();
            let better = best.is_none_or(|(most, name, _)| new > most || (new == most && *class.name < *name));
            if fits && new >= WORTH && better {
                best = Some((new, &class.name, &class.members));
            }
        }
        best.map(|(_, name, members)| (name, members.iter().copied().filter(|member| left.contains(member)).collect()))
    }

    /// Two names and how many more.
    fn brief(&self, names: &[Symbol]) -> String {
        let shown: Vec<String> = names.iter().take(2).map(|&name| self.shown(name)).collect();
        match names.len().saturating_sub(2) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }
}
