//! The language of a foreign word: never guessed from the word, only from what the page says of the original.

use crate::language::Language;
use crate::language::shape::script;
use crate::model::{Certainty, Header, Lang};

/// What the page says of the original's language.
pub(super) struct Original {
    tag: Option<String>,
    latin: Option<String>,
    certainty: Certainty,
}

/// Levels of a Russian archival reference; other archives use some of them, none all three.
const RUSSIAN_LEVELS: [&str; 3] = ["fond", "opis", "delo"];

impl Original {
    pub(super) fn new(header: &Header, language: &Language) -> Self {
        let named = header.original_language.as_ref().and_then(|field| language.languages.tag(&field.text));
        let archival = || {
            let all =
                |levels: &[(std::borrow::Cow<'static, str>, String)]| RUSSIAN_LEVELS.iter().all(|level| levels.iter().any(|(kind, _)| kind == level));
            header.archival.iter().any(|reference| all(&reference.levels)).then_some("ru")
        };
        let certainty = if named.is_some() { Certainty::High } else { Certainty::Medium };
        let tag = named.or_else(archival).filter(|tag| *tag != language.tag).map(str::to_owned);
        let latin = tag.as_deref().map(|tag| language.languages.in_latin(tag));
        Self { tag, latin, certainty }
    }

    /// Whether the page says of the original that it is in another language than the text.
    pub(super) const fn is_known(&self) -> bool {
        self.tag.is_some()
    }

    /// The tag of a foreign word, and how sure it is: the original's, or `und` with the script.
    pub(super) fn tag_of(&self, word: &str) -> (Lang, Certainty) {
        let fallback = |script: &str| (format!("und-{script}"), Certainty::Medium);
        match word.chars().find_map(script) {
            None => self.latin.clone().map_or_else(|| fallback("Latn"), |tag| (tag, self.certainty)),
            // Only a language known to be written in another script than Latin can be meant.
            Some(script) => match &self.tag {
                Some(tag) if self.latin.as_ref() != Some(tag) => (tag.clone(), self.certainty),
                _ => fallback(script),
            },
        }
    }
}
