//! Findings that do not count any more, and why: somebody has looked at them and said so.

use super::{Finding, Report};

/// A finding that does not count.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// What was found.
    pub finding: Finding,
    /// Who accepts it.
    pub by: Acceptance,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// An instruction in the document suppresses it, for this reason.
    Suppressed(String),
    /// It stands in the baseline.
    Known,
}

impl Report {
    /// Number of findings that instructions suppress.
    pub fn suppressed(&self) -> usize {
        self.accepted.iter().filter(|accepted| matches!(accepted.by, Acceptance::Suppressed(_))).count()
    }

    /// Number of findings that the baseline knows.
    pub fn known(&self) -> usize {
        self.accepted.iter().filter(|accepted| accepted.by == Acceptance::Known).count()
    }

    /// `, 2 suppressed, 12 known (3 gone)`; nothing where there is nothing to tell.
    pub(super) fn accepted_in_words(&self) -> String {
        let suppressed = match self.suppressed() {
            0 => String::new(),
            count => format!(", {count} suppressed"),
        };
        match self.gone {
            None => suppressed,
            Some(0) => format!("{suppressed}, {} known", self.known()),
            Some(gone) => format!("{suppressed}, {} known ({gone} gone)", self.known()),
        }
    }
}
