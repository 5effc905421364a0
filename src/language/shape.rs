//! Whether a word looks as if it belonged to a language: "hardening" does to English, "zakalka" does not.
//!
//! A model of spelling, not a dictionary: words that belong to every sentence, a few whose letters say nothing, and runs of
//! letters that speak for or against.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// How a language's words look; the table `shape.toml`.
#[derive(Debug, Deserialize)]
#[serde(from = "Table")]
pub struct Shape {
    common: FxHashSet<String>,
    nouns: FxHashSet<String>,
    /// Runs of letters with what they add to the sum; `^` and `$` are the ends of a word.
    cues: Vec<(String, i32)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    common: Vec<String>,
    nouns: Vec<String>,
    own: BTreeMap<String, Vec<String>>,
    other: BTreeMap<String, Vec<String>>,
}

impl From<Table> for Shape {
    fn from(table: Table) -> Self {
        let weighed = |cues: BTreeMap<String, Vec<String>>, sign: i32| -> Vec<(String, i32)> {
            cues.into_iter().flat_map(|(weight, cues)| cues.into_iter().map(move |cue| (cue, sign * weight.parse().unwrap_or(1)))).collect()
        };
        let mut cues = weighed(table.own, 1);
        cues.extend(weighed(table.other, -1));
        Self { common: table.common.into_iter().collect(), nouns: table.nouns.into_iter().collect(), cues }
    }
}

/// What a word or phrase looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A word of the language.
    Own,
    /// A word of another one.
    Foreign,
    /// It could be either.
    Unsure,
}

/// The sum of a word that leaves no doubt.
const SURE: i32 = 5;
/// The sum from which a word belongs to the language.
const OWN: i32 = 1;
/// The sum down to which it does not.
const FOREIGN: i32 = -2;

impl Shape {
    /// Whether `word` belongs to every sentence: "the", "was", "they".
    pub fn is_common(&self, word: &str) -> bool {
        self.common.contains(word) || self.common.contains(&word.to_lowercase())
    }

    /// How much speaks for `word` being of this language; below zero, against it.
    pub fn sum(&self, word: &str) -> i32 {
        let lower = word.to_lowercase();
        if self.is_common(word) || self.nouns.contains(word) || self.nouns.contains(&lower) {
            return SURE;
        }
        if lower.chars().any(is_other_script) || is_hard_or_soft(word) {
            return -SURE;
        }
        let bounded: String =
            std::iter::once('^').chain(lower.chars().filter(|character| character.is_alphabetic())).chain(std::iter::once('$')).collect();
        self.cues.iter().filter(|(cue, _)| bounded.contains(cue.as_str())).map(|(_, weight)| weight).sum::<i32>().clamp(-SURE, SURE)
    }

    /// What a sum says.
    pub fn look(sum: i32) -> Look {
        if sum >= OWN {
            Look::Own
        } else if sum <= FOREIGN {
            Look::Foreign
        } else {
            Look::Unsure
        }
    }
}

fn is_other_script(character: char) -> bool {
    script(character).is_some()
}

/// ISO 15924 code of the script of a letter that is not Latin.
pub fn script(character: char) -> Option<&'static str> {
    match character {
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some("Grek"),
        '\u{400}'..='\u{52F}' => Some("Cyrl"),
        '\u{530}'..='\u{58F}' => Some("Armn"),
        '\u{590}'..='\u{5FF}' => Some("Hebr"),
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => Some("Arab"),
        '\u{10A0}'..='\u{10FF}' => Some("Geor"),
        '\u{3040}'..='\u{30FF}' => Some("Jpan"),
        '\u{3400}'..='\u{9FFF}' => Some("Hani"),
        '\u{AC00}'..='\u{D7AF}' => Some("Hang"),
        _ => None,
    }
}

/// Whether a Latin word holds a transliterated soft or hard sign: `Bor'ba`, `oblast'`, `s”yezda`; `workers'`, `don't` and `O'Brien` do not.
pub fn is_hard_or_soft(word: &str) -> bool {
    let characters: Vec<char> = word.chars().collect();
    characters.iter().enumerate().any(|(at, &sign)| match sign {
        '”' | '"' | 'ʺ' => at > 0 && characters.get(at + 1).is_some_and(|next| next.is_alphabetic()),
        'ʹ' | 'ʼ' => at > 0,
        '\'' | '’' => is_soft_sign(&characters[..at], &characters[at + 1..]),
        _ => false,
    })
}

/// An apostrophe behind a consonant: at the end of the word, unless an s goes before; inside it, unless it makes a contraction, a possessive or a name.
fn is_soft_sign(before: &[char], after: &[char]) -> bool {
    let Some(&last) = before.last() else { return false };
    let consonant = last.is_alphabetic() && !matches!(last.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    if !consonant || before.len() < 2 {
        return false;
    }
    let rest: String = after.iter().collect::<String>().to_lowercase();
    match rest.as_str() {
        "" => !matches!(last, 's' | 'S' | 'z' | 'Z' | 'x' | 'n'),
        "s" | "t" | "d" | "m" | "ll" | "re" | "ve" | "em" | "er" | "am" => false,
        _ => true,
    }
}
