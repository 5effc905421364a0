//! Knowledge of a language as data: one folder of readable tables for each language.
//!
//! A table is a TOML file of word lists; nothing in it names a person, place or organisation.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

/// What is known of one language.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    abbreviations: BTreeSet<String>,
}

impl Language {
    /// The language of the tag; English where it is absent or unknown.
    pub fn of(_tag: Option<&str>) -> &'static Self {
        static ENGLISH: OnceLock<Language> = OnceLock::new();
        ENGLISH.get_or_init(|| Language::load("en", include_str!("en/abbreviations.toml")))
    }

    /// Whether a full stop after `word` ends no sentence.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    fn load(tag: &'static str, abbreviations: &str) -> Self {
        #[derive(Deserialize)]
        struct Table {
            no_sentence_end: BTreeSet<String>,
        }
        let table: Table = toml::from_str(abbreviations).expect("a bundled table is well formed");
        Self { tag, abbreviations: table.no_sentence_end }
    }
}
