//! What stands in and round brackets, parentheses, quotation marks and titles; and the names of languages.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Words;

/// What editors, translators and transcribers insert; the table `insertions.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the table explains each list")]
pub struct Insertions {
    pub sic: Vec<String>,
    pub handwriting: Vec<String>,
    pub stamp: Vec<String>,
    pub translator: Vec<String>,
    pub editor: Vec<String>,
    pub archival: Vec<String>,
    pub classified: Vec<String>,
    pub illegible: Vec<String>,
    pub inaudible: Vec<String>,
    pub missing: Vec<String>,
    pub omitted: Vec<String>,
    pub page: Words,
    pub line: Words,
    pub paragraph: Words,
    pub word: Words,
    pub vocal: Words,
    pub kinesic: Words,
    pub incident: Words,
    pub pause: Words,
    pub before_sound: Words,
    pub pronouns: Words,
    pub author: Vec<String>,
    pub event: Vec<String>,
    pub of_the_document: Words,
    pub past: Words,
    pub past_endings: Vec<String>,
    pub adverb_endings: Vec<String>,
}

impl Insertions {
    /// Whether `word`, in lower case, is an adverb made from an adjective.
    pub fn is_adverb(&self, word: &str) -> bool {
        self.adverb_endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
    }

    /// Whether the words, in lower case, tell in the past what happened, and do not describe the document.
    pub fn tells_what_happened(&self, words: &[&str]) -> bool {
        let told = words.iter().skip(1).any(|word| self.is_past(word));
        told && !words.iter().any(|word| self.of_the_document.contains(*word))
    }

    /// Whether `word`, in lower case, is a past form.
    pub fn is_past(&self, word: &str) -> bool {
        self.past.contains(word) || self.past_endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
    }
}

/// What stands round quotation marks and titles; the table `quotations.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the table explains each list")]
pub struct Quotations {
    pub mentioned: Words,
    pub between: Words,
    pub so_called: Words,
    pub clause: Words,
    pub periodical: Words,
    pub piece: Words,
    pub published: Words,
    pub published_in: Words,
    pub entitled: Words,
    pub book: Words,
    pub act: Words,
    pub about: Words,
}

/// Names of languages; the table `languages.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Languages {
    names: BTreeMap<String, String>,
    scripts: Scripts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scripts {
    other: Words,
}

impl Languages {
    /// The BCP 47 tag of the language called `name`; also of the first language named in a longer phrase ("Russian original").
    pub fn tag(&self, name: &str) -> Option<&str> {
        name.split(|character: char| !character.is_alphabetic() && character != '-').find_map(|word| self.names.get(word)).map(String::as_str)
    }

    /// The tag of text of the language `tag` in Latin letters.
    pub fn in_latin(&self, tag: &str) -> String {
        let primary = tag.split('-').next().unwrap_or(tag);
        if self.scripts.other.contains(primary) { format!("{primary}-Latn") } else { tag.to_owned() }
    }
}
