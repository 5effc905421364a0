//! What a comparison leaves out.

use std::collections::BTreeSet;

use super::change::{Change, Kind};

/// What to compare and what to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What is not reported.
    pub ignore: BTreeSet<Ignore>,
    /// The kinds that are reported; all where it is empty.
    pub only: BTreeSet<Kind>,
    /// Whether every white space in running text counts.
    pub strict_whitespace: bool,
}

/// What `--ignore` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ignore {
    /// Quotation marks, dashes, blanks.
    Typography,
    /// Composed and decomposed characters.
    Unicode,
    /// The header of a TEI document.
    Header,
    /// Comments, which are never compared.
    Comments,
    /// Ids that have counted on, and pointers that follow a renamed id.
    Renumbered,
}

/// All that `--ignore` takes.
pub const IGNORABLE: &[Ignore] = &[Ignore::Typography, Ignore::Unicode, Ignore::Header, Ignore::Comments, Ignore::Renumbered];

impl Ignore {
    /// Its word on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Typography => "typography",
            Self::Unicode => "unicode",
            Self::Header => "header",
            Self::Comments => "comments",
            Self::Renumbered => "renumbered",
        }
    }

    fn covers(self, change: &Change) -> bool {
        match self {
            Self::Typography => change.kind == Kind::Typography,
            Self::Unicode => change.kind == Kind::Unicode,
            Self::Header => change.header,
            Self::Comments => false,
            Self::Renumbered => matches!(change.kind, Kind::Renumbered | Kind::References),
        }
    }
}

impl Options {
    /// Whether a change is reported.
    pub(super) fn keeps(&self, change: &Change) -> bool {
        (self.only.is_empty() || self.only.contains(&change.kind)) && !self.ignore.iter().any(|ignore| ignore.covers(change))
    }
}
