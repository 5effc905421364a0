//! A source as readers look at it: its units, its language and its speakers' labels, each found once, when first asked for.

use std::sync::{Arc, OnceLock};

use crate::language::{Language, detect};
use crate::source::Source;

use super::labels::{self, Labels};
use super::page::shape;
use super::units::{self, Unit};

/// A source and what readers ask about it before they read it.
pub struct Survey {
    source: Arc<Source>,
    units: OnceLock<Vec<Unit>>,
    tag: OnceLock<Option<&'static str>>,
    labels: OnceLock<Labels>,
}

impl Survey {
    /// A source of which nothing is known yet.
    pub fn new(source: Arc<Source>) -> Self {
        Self { source, units: OnceLock::new(), tag: OnceLock::new(), labels: OnceLock::new() }
    }

    /// The source.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Its text.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// BCP 47 tag of its language, where its function words tell.
    pub fn tag(&self) -> Option<&'static str> {
        *self.tag.get_or_init(|| detect::language_of(self.text()))
    }

    /// What is known of its language.
    pub fn language(&self) -> &'static Language {
        Language::of(self.tag())
    }

    /// Its paragraphs, headings and labels.
    pub(super) fn units(&self) -> &[Unit] {
        self.units.get_or_init(|| {
            let lines = units::lines(self.text());
            let joined = units::join(self.text(), &lines, &|line| shape::stands_alone(line, self.language()), &|word| {
                self.language().talk.may_stand_in_label(word)
            });
            let cut = shape::cut_run_in_fields(self.text(), joined, self.language());
            labels::cut_run_in(self.text(), cut, self.language())
        })
    }

    /// Its speakers' labels.
    pub(super) fn labels(&self) -> &Labels {
        self.labels.get_or_init(|| labels::find(self.text(), self.units(), self.language()))
    }
}
