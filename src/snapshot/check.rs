//! Makes all outputs of a corpus and says of each what has become of it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::error::Error;

use super::compare::{Change, Verdict, compare};
use super::make::{Trouble, make};
use super::place::Place;
use super::redact::Redacted;
use super::store::{self, Stored};
use super::{Corpus, codes};

/// Whether a check may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// What differs is left as pending files.
    Local,
    /// Nothing is written.
    ReadOnly,
}

/// What has become of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It says something else than what was accepted.
    Changed,
    /// What was accepted cannot be read.
    Damaged,
    /// Nothing was accepted yet.
    Missing,
    /// Nothing makes it any more.
    Obsolete,
    /// It says the same in another form.
    Form,
    /// It is what was accepted.
    Same,
}

impl State {
    /// All but the one of which there is nothing to say, in the order in which they are listed.
    pub const TOLD: [Self; 5] = [Self::Changed, Self::Damaged, Self::Missing, Self::Obsolete, Self::Form];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Damaged => "damaged",
            Self::Missing => "missing",
            Self::Obsolete => "obsolete",
            Self::Form => "form changed",
            Self::Same => "the same",
        }
    }
}

/// An output and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The output.
    pub place: Place,
    /// What has become of it.
    pub state: State,
    /// What differs, in document order.
    pub changes: Vec<Change>,
}

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Every output of every source and the obsolete ones, in order.
    pub entries: Vec<Entry>,
    /// Sources that gave nothing, in order.
    pub troubles: Vec<(String, Trouble)>,
    /// What is to be said of redactions.
    pub redactions: Vec<Diagnostic>,
    /// Files that could not be read or written.
    pub failures: Vec<Error>,
    /// Number of sources.
    pub sources: usize,
}

/// What came of one source.
#[derive(Default)]
struct Done {
    entries: Vec<Entry>,
    matched: Vec<usize>,
    findings: Vec<Diagnostic>,
    failures: Vec<Error>,
}

impl Corpus {
    /// Makes all outputs, on all cores, and compares them with what was accepted; `progress` is told how many sources
    /// of how many are done.
    ///
    /// # Errors
    /// What is wrong with the patterns.
    pub fn check(&self, mode: Mode, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Checked, Vec<Diagnostic>> {
        let sources = self.sources()?;
        let finished = AtomicUsize::new(0);
        let done: Vec<Result<Done, Trouble>> = sources
            .par_iter()
            .map(|input| {
                let done = make(self, input).map(|outputs| self.judge(outputs, mode));
                progress(finished.fetch_add(1, Ordering::Relaxed) + 1, sources.len());
                done
            })
            .collect();
        Ok(self.gathered(&sources, done, mode))
    }

    fn judge(&self, outputs: Vec<(Place, Redacted)>, mode: Mode) -> Done {
        let mut done = Done { matched: vec![0; self.redactions.len()], ..Done::default() };
        for (place, redacted) in outputs {
            done.matched.iter_mut().zip(&redacted.matched).for_each(|(sum, count)| *sum += count);
            done.findings.extend(redacted.findings);
            match judged(place, &redacted.text, &self.root, mode) {
                Ok(entry) => done.entries.push(entry),
                Err(failure) => done.failures.push(failure),
            }
        }
        done
    }

    fn gathered(&self, sources: &[String], done: Vec<Result<Done, Trouble>>, mode: Mode) -> Checked {
        let mut checked = Checked { sources: sources.len(), ..Checked::default() };
        let mut matched = vec![0; self.redactions.len()];
        for (input, done) in sources.iter().zip(done) {
            match done {
                Err(trouble) => checked.troubles.push((input.clone(), trouble)),
                Ok(done) => {
                    matched.iter_mut().zip(&done.matched).for_each(|(sum, count)| *sum += count);
                    checked.entries.extend(done.entries);
                    checked.redactions.extend(done.findings);
                    checked.failures.extend(done.failures);
                }
            }
        }
        let unused = self.redactions.iter().zip(matched).filter(|(_, count)| *count == 0 && checked.troubles.len() < sources.len());
        checked.redactions.extend(unused.map(|(redaction, _)| redaction.unused()));
        self.tidy(sources, &mut checked, mode);
        checked
    }

    /// Finds what is obsolete; pending files of sources that are gone are deleted, since nothing makes them.
    fn tidy(&self, sources: &[String], checked: &mut Checked, mode: Mode) {
        let outcome = Stored::read(&self.root).and_then(|stored| {
            let obsolete = self.unmade(sources, &stored.accepted);
            checked.entries.extend(obsolete.into_iter().map(|place| Entry { place, state: State::Obsolete, changes: Vec::new() }));
            checked.entries.sort_by(|left, right| left.place.cmp(&right.place));
            if mode == Mode::ReadOnly || (stored.accepted.is_empty() && stored.pending.is_empty()) {
                return Ok(());
            }
            let gone = self.unmade(sources, &stored.pending);
            gone.iter().try_for_each(|place| store::delete(&place.pending(&self.root), &self.root))?;
            store::ignore_pending(&self.root)
        });
        checked.failures.extend(outcome.err());
    }

    /// Those of the places that no source and no output of the corpus makes.
    pub(super) fn unmade(&self, sources: &[String], places: &[Place]) -> Vec<Place> {
        let sources: BTreeSet<&str> = sources.iter().map(String::as_str).collect();
        let made = |place: &Place| sources.contains(place.input.as_str()) && self.outputs.contains(&place.output);
        places.iter().filter(|place| !made(place)).cloned().collect()
    }
}

/// Compares one output with what was accepted and leaves or removes its pending file.
fn judged(place: Place, text: &str, root: &Path, mode: Mode) -> Result<Entry, Error> {
    let accepted = store::read(&place.accepted(root))?;
    let (state, changes) = match accepted {
        None => (State::Missing, Vec::new()),
        Some(accepted) => state_of(compare(place.output, &accepted, text)),
    };
    match (mode, state) {
        (Mode::ReadOnly, _) => {}
        (Mode::Local, State::Same) => store::delete(&place.pending(root), root)?,
        (Mode::Local, State::Changed | State::Damaged | State::Missing | State::Obsolete | State::Form) => store::write_pending(&place, root, text)?,
    }
    Ok(Entry { place, state, changes })
}

/// The state that a verdict means, and the changes.
pub(super) fn state_of(verdict: Verdict) -> (State, Vec<Change>) {
    match verdict {
        Verdict::Same => (State::Same, Vec::new()),
        Verdict::Form => (State::Form, Vec::new()),
        Verdict::Changed(changes) => (State::Changed, changes),
        Verdict::Damaged => (State::Damaged, Vec::new()),
    }
}

impl Checked {
    /// Number of outputs in a state.
    pub fn count(&self, state: State) -> usize {
        self.entries.iter().filter(|entry| entry.state == state).count()
    }

    /// Whether anything waits for a decision or is broken.
    pub fn is_clean(&self) -> bool {
        let quiet = |entry: &Entry| matches!(entry.state, State::Same | State::Form);
        self.entries.iter().all(quiet) && self.redactions.iter().all(|finding| finding.code.id == codes::REDACTION_UNUSED.id)
    }
}
