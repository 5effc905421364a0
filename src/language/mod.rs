//! Knowledge of languages as data, and what it takes to use it: tokens and sentences.
//!
//! One folder of readable TOML tables for each language, one table for each subject; nothing in them names a person,
//! a place or an organisation. Readers and passes take what they know about words from here.

pub mod archives;
pub mod dates;
pub mod detect;
pub mod names;
pub mod page;
pub mod sentence;
pub mod token;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use token::{Token, TokenKind};

/// What is known of one language.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// Words whose full stop ends no sentence.
    pub abbreviations: Abbreviations,
    /// How it writes dates.
    pub dates: dates::DateWords,
    /// Words of the page around a document.
    pub page: page::PageWords,
    /// Words by which names are recognised.
    pub names: names::Names,
}

/// Words whose full stop ends no sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviations {
    no_sentence_end: BTreeSet<String>,
}

impl Abbreviations {
    /// Whether a full stop after `word` ends no sentence.
    pub fn contains(&self, word: &str) -> bool {
        self.no_sentence_end.contains(word)
    }
}

/// All languages with tables; the first is taken where the language is not known.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    vec![
        Language {
            tag: "en",
            abbreviations: table(include_str!("en/abbreviations.toml")),
            dates: table(include_str!("en/dates.toml")),
            page: table(include_str!("en/page.toml")),
            names: names::Names::from_tables(&[include_str!("en/names.toml"), include_str!("en/roles.toml")], false),
        },
        Language {
            tag: "de",
            abbreviations: table(include_str!("de/abbreviations.toml")),
            dates: table(include_str!("de/dates.toml")),
            page: table(include_str!("de/page.toml")),
            names: names::Names::from_tables(&[include_str!("de/names.toml"), include_str!("de/roles.toml")], true),
        },
    ]
});

impl Language {
    /// The language of a BCP 47 tag, by its primary subtag; English where it is absent or has no tables.
    pub fn of(tag: Option<&str>) -> &'static Self {
        let primary = tag.and_then(|tag| tag.split('-').next()).unwrap_or_default();
        Self::all().iter().find(|language| language.tag == primary).unwrap_or(&Self::all()[0])
    }

    /// All languages with tables.
    pub fn all() -> &'static [Self] {
        &LANGUAGES
    }
}

/// Reads a bundled table.
fn table<T: DeserializeOwned>(text: &'static str) -> T {
    toml::from_str(text).expect("a bundled table is well formed")
}
