//! A review step by step: each pending output is decided, alone or with its group, and every step can be undone.
//! Nothing is written here.

use super::choice::Decision;
use super::pending::Pending;
use super::place::Place;

/// A review of pending outputs.
#[derive(Debug)]
pub struct Session<'a> {
    pending: &'a [Pending],
    decided: Vec<Option<Decision>>,
    /// The outputs that each step decided.
    steps: Vec<Vec<usize>>,
}

impl<'a> Session<'a> {
    /// A review in which nothing is decided.
    pub fn new(pending: &'a [Pending]) -> Self {
        Self { pending, decided: vec![None; pending.len()], steps: Vec::new() }
    }

    /// The first output that is not decided, and its number from 1.
    pub fn current(&self) -> Option<(usize, &'a Pending)> {
        let at = self.at()?;
        Some((at + 1, &self.pending[at]))
    }

    fn at(&self) -> Option<usize> {
        self.decided.iter().position(Option::is_none)
    }

    /// Number of undecided outputs, the current one included, that have no changes but those of the current one.
    pub fn group_size(&self) -> usize {
        self.group().len()
    }

    /// Decides the current output.
    pub fn decide(&mut self, decision: Decision) {
        if let Some(at) = self.at() {
            self.step(vec![at], decision);
        }
    }

    /// Decides the current output and all undecided ones that have no other changes; gives their number.
    pub fn decide_group(&mut self, decision: Decision) -> usize {
        let group = self.group();
        let size = group.len();
        self.step(group, decision);
        size
    }

    /// Takes the last step back; gives the number of outputs that are undecided again.
    pub fn undo(&mut self) -> usize {
        let step = self.steps.pop().unwrap_or_default();
        for &at in &step {
            self.decided[at] = None;
        }
        step.len()
    }

    /// Number of outputs of which `decision` was taken.
    pub fn count(&self, decision: Decision) -> usize {
        self.decided.iter().filter(|decided| **decided == Some(decision)).count()
    }

    /// What was decided, in order; the undecided stay pending.
    pub fn decisions(&self) -> impl Iterator<Item = (&'a Place, Decision)> {
        self.pending.iter().zip(&self.decided).filter_map(|(output, decided)| Some((&output.place, (*decided)?)))
    }

    fn step(&mut self, step: Vec<usize>, decision: Decision) {
        for &at in &step {
            self.decided[at] = Some(decision);
        }
        self.steps.push(step);
    }

    fn group(&self) -> Vec<usize> {
        let Some(at) = self.at() else { return Vec::new() };
        let current = &self.pending[at];
        let known = |group: &str| current.changes.iter().any(|change| change.group == group);
        let alike = |other: &Pending| {
            if current.changes.is_empty() {
                other.changes.is_empty() && other.state == current.state && other.place.output == current.place.output
            } else {
                !other.changes.is_empty() && other.changes.iter().all(|change| known(&change.group))
            }
        };
        (at..self.pending.len()).filter(|&other| self.decided[other].is_none() && alike(&self.pending[other])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::check::State;
    use crate::snapshot::compare::Change;
    use crate::snapshot::output::Output;

    fn pending(input: &str, groups: &[&str]) -> Pending {
        let change = |group: &&str| Change {
            kind: "text".to_owned(),
            line: String::new(),
            group: (*group).to_owned(),
            common: String::new(),
            words: Vec::new(),
        };
        Pending {
            place: Place { input: input.to_owned(), output: Output::named("tei").expect("an output") },
            state: if groups.is_empty() { State::Missing } else { State::Changed },
            changes: groups.iter().map(change).collect(),
        }
    }

    #[test]
    fn groups_are_decided_at_once_and_undone_at_once() {
        let outputs = [pending("a", &["x"]), pending("b", &["x", "y"]), pending("c", &["x", "x"]), pending("d", &[]), pending("e", &[])];
        let mut session = Session::new(&outputs);
        assert_eq!(session.decide_group(Decision::Accept), 2, "`b` has another change too");
        assert_eq!(session.current().map(|(number, output)| (number, output.place.input.as_str())), Some((2, "b")));
        session.decide(Decision::Reject);
        assert_eq!(session.decide_group(Decision::Skip), 2, "those that are new");
        assert_eq!(session.current(), None);
        assert_eq!((session.undo(), session.undo()), (2, 1));
        assert_eq!(session.current().map(|(number, _)| number), Some(2));
        assert_eq!(session.decisions().map(|(place, _)| place.input.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!((session.undo(), session.undo()), (2, 0));
        assert_eq!(session.count(Decision::Accept), 0);
    }
}
