//! Words by which names are recognised: `Com.` before a person, `Committee` at the end of an organisation, `Islands` of a place.
//!
//! A table gives each kind of word a list; here every word gets the set of its kinds, so that a pass looks each token up once.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a word can be in or beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Before a person's name: `Com`, `Mr`, `General`.
    Honorific,
    /// Before the names of several: `Coms`, `Generals`.
    HonorificPlural,
    /// An honorific that may stand in lower case: `comrade`.
    HonorificLower,
    /// Inside a person's name, in lower case: `van`.
    Particle,
    /// After a person's name: `Jr`.
    Suffix,
    /// The noun of an office: `Chairman`.
    Office,
    /// Before the noun of an office: `Prime`.
    OfficeModifier,
    /// After "of" in an office: `State`.
    OfficeMatter,
    /// The last word of an organisation's name: `Committee`.
    Organisation,
    /// An organisation known by that one word: `Politburo`.
    OrganisationAlone,
    /// A general abbreviation inside names: `CC`.
    OrganisationAbbreviation,
    /// A general word that makes the last word of an organisation's name a name: `Central`.
    OrganisationModifier,
    /// A meeting whose word may be in lower case: "Party conference".
    OrganisationMeeting,
    /// A possessive inside a name: `People's`.
    NamePossessive,
    /// Who joins or leaves an organisation: `joining`.
    Joining,
    /// What a maker's name stands before: `tractors`.
    Product,
    /// What a place's name stands before: "the X question".
    Matter,
    /// Those who belong to an organisation: "former X people".
    Belonging,
    /// The last word of a country's name: `Republic`.
    Country,
    /// A word for a country that may also unite people: `Union`.
    Union,
    /// The last word of a place's name: `Islands`.
    Place,
    /// The first word of a place's name: `Lake`.
    PlaceFirst,
    /// A part of the world: `West`.
    Compass,
    /// Before "of" and a place: `city`.
    PlaceOf,
    /// After which "to" leads to a place: `trip`.
    Movement,
    /// What countries have with each other: `relations`.
    Bond,
    /// After which "in" leads to no place: `confidence`.
    Trust,
    /// Turns to a person with "to": `turning`.
    Addressing,
    /// A verb before a person: `interrupted`.
    PersonObject,
    /// What a person has: `speech`.
    PersonNoun,
    /// What a person does: `said`.
    PersonVerb,
    /// The title of a document: `Declaration`.
    Document,
    /// A month, a weekday, a feast.
    Calendar,
    /// A preposition of place: `in`.
    InWord,
    /// Introduces examples: "such as".
    SuchAs,
    /// No name even at the beginning of a sentence: `the`, `then`.
    Function,
    /// Before an office in apposition: "the".
    Determiner,
    /// Before the plural name of a people: "the", "we".
    Many,
    /// Between a name and its verb: `then`.
    Adverb,
    /// A verb that may follow a name: `was`.
    Auxiliary,
    /// `the`.
    Article,
    /// `of`.
    OfWord,
    /// `for`.
    ForWord,
    /// `to`.
    ToWord,
    /// `from`.
    FromWord,
    /// `at`.
    AtWord,
    /// "with", where it binds countries.
    WithWord,
    /// "with", "by", where a person follows.
    ByWord,
    /// `and`.
    Conjunction,
    /// `such`.
    Such,
    /// `who`.
    Relative,
    /// `where`.
    RelativePlace,
    /// `former`.
    Former,
    /// `I`.
    FirstPerson,
    /// Ending of an adjective of a people or country: `ian`.
    DemonymEnding,
    /// Ending of a teaching or its followers: `ist`.
    TeachingEnding,
    /// Ending of a present participle: `ing`.
    ParticipleEnding,
    /// Ending of a past tense: `ed`.
    PastEnding,
    /// Ending of an adverb: `ly`.
    AdverbEnding,
    /// Ending of surnames that looks like that of a teaching: `qvist`.
    SurnameEnding,
}

impl Kind {
    /// Whether its entries are endings rather than whole words.
    const fn is_ending(self) -> bool {
        matches!(
            self,
            Self::DemonymEnding | Self::TeachingEnding | Self::SurnameEnding | Self::ParticipleEnding | Self::PastEnding | Self::AdverbEnding
        )
    }
}

/// A set of [`Kind`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u128);

impl Kinds {
    /// Whether `kind` is among them.
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u64) != 0
    }

    /// Whether one of `kinds` is among them.
    pub fn any(self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|&kind| self.has(kind))
    }

    fn add(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u64;
    }
}

/// The words of one language by which names are recognised.
#[derive(Debug, Default)]
pub struct Names {
    words: FxHashMap<String, Kinds>,
    endings: Vec<(String, Kind)>,
    /// Whether every noun has a capital, so that a capital alone is no sign of a name.
    pub nouns_capitalised: bool,
}

impl Names {
    /// Reads tables that give each kind of word a list.
    pub(super) fn from_tables(tables: &[&'static str], nouns_capitalised: bool) -> Self {
        let mut names = Self { nouns_capitalised, ..Self::default() };
        for table in tables {
            for (kind, words) in super::table::<BTreeMap<Kind, Vec<String>>>(table) {
                names.insert(kind, words);
            }
        }
        names
    }

    fn insert(&mut self, kind: Kind, words: Vec<String>) {
        for word in words {
            if kind.is_ending() {
                self.endings.push((word, kind));
            } else {
                self.words.entry(word.to_lowercase()).or_default().add(kind);
            }
        }
    }

    /// The kinds of a word given in lower case.
    pub fn kinds(&self, lower: &str) -> Kinds {
        self.words.get(lower).copied().unwrap_or_default()
    }

    /// Whether a word has one of the endings of `kind`, with at least three letters before it.
    pub fn ends_as(&self, word: &str, kind: Kind) -> bool {
        self.endings.iter().any(|(ending, of)| *of == kind && word.len() >= ending.len() + 3 && word.ends_with(ending.as_str()))
    }
}
