//! Knowledge of languages as data, and what it takes to use it: tokens and sentences.
//!
//! One folder of readable TOML tables for each language, one table for each subject; nothing in them names a person,
//! a place or an organisation. Readers and passes take what they know about words from here.

pub mod archives;
pub mod cues;
pub mod dates;
pub mod detect;
pub mod meetings;
pub mod names;
pub mod page;
pub mod quantity;
pub mod sentence;
pub mod shape;
pub mod speech;
pub mod spelling;
pub mod talk;
pub mod token;

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use token::{Token, TokenKind};

/// A list of words of a table, only ever asked whether it holds a word: its order is never seen.
pub type Words = rustc_hash::FxHashSet<String>;

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
    /// Words by which minutes and interviews print talk.
    pub talk: talk::TalkWords,
    /// Words by which a text says who met.
    pub meetings: meetings::MeetingWords,
    /// Words by which names are recognised.
    pub names: names::Names,
    /// How it reports talk.
    pub speech: speech::SpeechTable,
    /// How its words look.
    pub shape: shape::Shape,
    /// What stands in brackets and parentheses.
    pub insertions: cues::Insertions,
    /// What stands round quotation marks and titles.
    pub quotations: cues::Quotations,
    /// How it writes numbers, quantities and times of day.
    pub quantities: quantity::Quantities,
    /// How it calls languages.
    pub languages: cues::Languages,
}

/// A language with all its tables, from the folder of its name; whether it writes common nouns with a capital.
macro_rules! language {
    ($tag:literal, $capital_nouns:literal) => {
        Language {
            tag: $tag,
            abbreviations: table(include_str!(concat!($tag, "/abbreviations.toml"))),
            dates: table(include_str!(concat!($tag, "/dates.toml"))),
            meetings: table(include_str!(concat!($tag, "/meetings.toml"))),
            names: names::Names::from_tables(
                &[include_str!(concat!($tag, "/names.toml")), include_str!(concat!($tag, "/roles.toml"))],
                $capital_nouns,
            ),
            page: table(include_str!(concat!($tag, "/page.toml"))),
            speech: speech::SpeechTable::read(include_str!(concat!($tag, "/speech.toml"))),
            talk: table(include_str!(concat!($tag, "/talk.toml"))),
            shape: table(include_str!(concat!($tag, "/shape.toml"))),
            insertions: table(include_str!(concat!($tag, "/insertions.toml"))),
            quotations: table(include_str!(concat!($tag, "/quotations.toml"))),
            quantities: table(include_str!(concat!($tag, "/quantities.toml"))),
            languages: table(include_str!(concat!($tag, "/languages.toml"))),
        }
    };
}

/// Words whose full stop ends no sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviations {
    no_sentence_end: Words,
    #[serde(default)]
    sentence_start: Words,
}

impl Abbreviations {
    /// Whether a full stop after `word` ends no sentence; "MRS." in a minute taker's capitals is "Mrs.".
    pub fn contains(&self, word: &str) -> bool {
        self.no_sentence_end.contains(word) || (is_shouted(word) && self.no_sentence_end.contains(&capitalised(word)))
    }

    /// Whether `word` begins a sentence even behind an abbreviation: "at 6:30 P.M. I went".
    pub fn begins_sentence(&self, word: &str) -> bool {
        self.sentence_start.contains(word)
    }
}

/// Whether a word stands in capitals.
fn is_shouted(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// A word in capitals with only its first letter left as one.
fn capitalised(word: &str) -> String {
    word.chars().take(1).chain(word.chars().skip(1).flat_map(char::to_lowercase)).collect()
}

/// All languages with tables; the first is taken where the language is not known.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| vec![language!("en", false), language!("de", true)]);

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
