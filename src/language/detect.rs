//! The language of a text, by its function words: "the … of … that" is English, "der … und … nicht" German.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Words;

/// Bytes of a text that are looked at; enough for any prose.
const LOOKED_AT: usize = 65_536;

/// Function words that must be met before a language is stated.
const ENOUGH: usize = 5;

static FUNCTION_WORDS: LazyLock<BTreeMap<String, Words>> = LazyLock::new(|| super::table(include_str!("detect.toml")));

/// BCP 47 tag of the language whose function words are by far the commonest in `text`; `None` where too few are met.
///
/// ```
/// use teiscribe::language::detect::language_of;
/// assert_eq!(language_of("He said that the mill was closed and that it is in the hands of the town."), Some("en"));
/// assert_eq!(language_of("Er sagte, dass die Mühle nicht in den Händen der Stadt ist."), Some("de"));
/// assert_eq!(language_of("1 2 3"), None);
/// ```
pub fn language_of(text: &str) -> Option<&'static str> {
    let start = &text[..text.floor_char_boundary(LOOKED_AT)];
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for word in start.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        for (tag, _) in FUNCTION_WORDS.iter().filter(|(_, words)| words.contains(&word)) {
            *counts.entry(tag).or_default() += 1;
        }
    }
    let (tag, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let rival = counts.iter().filter(|(other, _)| *other != tag).map(|(_, count)| *count).max().unwrap_or(0);
    (*count >= ENOUGH && *count * 2 >= rival * 3).then_some(tag)
}
