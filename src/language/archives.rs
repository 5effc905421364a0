//! How archives number what they keep: `Fond 52, Opis 1, Delo 349, List 64-113`, `f. 52, op. 1, d. 499, ll. 1-33`, `ф. 52, оп. 1`.
//!
//! One table for all languages: a reference is printed in the language of its archive, not of the page.

use std::sync::LazyLock;

use serde::Deserialize;

/// A level of an archival reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The holdings of one creator.
    Fond,
    /// An inventory of them.
    Opis,
    /// A file.
    Delo,
    /// Leaves of the file.
    Leaves,
}

impl Level {
    /// The word for it in TEI `idno/@type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fond => "fond",
            Self::Opis => "opis",
            Self::Delo => "delo",
            Self::Leaves => "leaves",
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    level: Vec<LevelWords>,
    shelfmark: Shelfmark,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelWords {
    kind: Level,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelfmark {
    labels: Vec<String>,
    words: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| super::table(include_str!("archives.toml")));

/// The level that `word` names; upper and lower case alike, without full stop.
pub fn level(word: &str) -> Option<Level> {
    let word = word.to_lowercase();
    TABLE.level.iter().find(|level| level.words.contains(&word)).map(|level| level.kind)
}

/// Whether `word`, in lower case, stands before a number in references that are not divided into levels.
pub fn is_shelfmark_word(word: &str) -> bool {
    TABLE.shelfmark.words.iter().any(|known| known == word)
}

/// Whether a label, folded, stands before a reference.
pub fn is_label(label: &str) -> bool {
    TABLE.shelfmark.labels.iter().any(|known| known == label)
}
