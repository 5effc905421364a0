//! Paragraphs behind a turn that tell what happens instead of carrying on the speaker's words.
//!
//! "The meeting adjourned at 5 p.m.", "The delegates rose and left the hall.", "Adams and Brown turn to Cole."; "The delegates
//! of our valley left you in 1953" is in the speaker's own person and stays the speaker's.

use crate::language::Language;

use super::page::shape::fold;

/// Bytes at the beginning of a paragraph that are looked at.
const BEGINNING: usize = 400;

/// Longest paragraph, in bytes, that states what became of a proposal.
const OUTCOME: usize = 300;

/// Words of a subject, at most.
const SUBJECT: usize = 9;

/// Whether a paragraph behind a turn is narration; `is_speaker` tells the surnames of those present, in lower case.
pub(super) fn is_narration(paragraph: &str, language: &Language, is_speaker: impl Fn(&str) -> bool) -> bool {
    let beginning = &paragraph[..paragraph.floor_char_boundary(BEGINNING)];
    let remark = beginning.find(':').is_some_and(|colon| language.talk.is_remark(&fold(&beginning[..colon])));
    if remark || names_who_acts(beginning, language, is_speaker) {
        return true;
    }
    let told = language.talk.is_narration(&fold(&beginning[..beginning.floor_char_boundary(120)]))
        || group_acts(beginning, language)
        || paragraph.len() < OUTCOME && states_an_outcome(beginning, language);
    told && !is_in_own_person(beginning, language)
}

/// Whether a text has somebody say "I", "we" or "you" outside quotation marks.
pub(super) fn is_in_own_person(text: &str, language: &Language) -> bool {
    let mut quoted = false;
    text.split_inclusive(|character: char| !character.is_alphanumeric()).any(|piece| {
        let word = piece.trim_end_matches(|character: char| !character.is_alphanumeric());
        let own = !quoted && language.talk.is_own_person(&word.to_lowercase());
        match piece[word.len()..].chars().next() {
            Some('“' | '«' | '„') => quoted = true,
            Some('”' | '»') => quoted = false,
            Some('"') => quoted = !quoted,
            _ => {}
        }
        own
    })
}

/// "Adams turns to Brown", "Adams and Brown left the room".
fn names_who_acts(paragraph: &str, language: &Language, is_speaker: impl Fn(&str) -> bool) -> bool {
    let words: Vec<&str> = paragraph.split_whitespace().take(SUBJECT).collect();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with([';', ':', '!', '?']);
    let length = words.iter().take_while(|word| is_name(word) || language.talk.joins(word)).count();
    let (subject, behind) = words.split_at(length);
    let named = subject.iter().any(|word| is_speaker(&word.trim_end_matches(',').to_lowercase()));
    let closed = subject.last().is_some_and(|last| !last.ends_with(','));
    let verb = |word: &&str| language.talk.is_narration_verb(word.trim_end_matches(|character: char| !character.is_alphabetic()));
    let (first, second) = (behind.first(), behind.get(1));
    named && closed && (first.is_some_and(verb) || first.is_some_and(|word| language.talk.is_adverb(word)) && second.is_some_and(verb))
}

/// "The delegates rose", "All those present then applauded".
fn group_acts(paragraph: &str, language: &Language) -> bool {
    let head = fold(paragraph);
    let words: Vec<&str> = head.split(' ').take(SUBJECT).map(|word| word.trim_end_matches(['.', ',', ';'])).collect();
    let acts = |at: usize| {
        let verb = words[at + 1..].iter().find(|word| !language.talk.is_adverb(word));
        language.talk.is_group(words[at]) && verb.is_some_and(|verb| language.talk.is_group_verb(verb))
    };
    (0..words.len().min(SUBJECT / 2 + 1)).any(acts)
}

/// "Article 9 was adopted unanimously.", "It was so decided.", in the first sentence.
fn states_an_outcome(paragraph: &str, language: &Language) -> bool {
    let sentence = &paragraph[..paragraph.find(". ").unwrap_or(paragraph.len())];
    let folded = fold(sentence);
    let words: Vec<&str> = folded.split(' ').map(|word| word.trim_matches(|character: char| !character.is_alphanumeric())).collect();
    let voted = words.iter().any(|word| language.talk.counts_votes(word));
    !sentence.ends_with(['?', '!']) && (voted || words.windows(2).any(|pair| language.talk.is_outcome(pair[0], pair[1])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(paragraph: &str) -> bool {
        is_narration(paragraph, Language::of(Some("en")), |word| matches!(word, "adams" | "brown"))
    }

    #[test]
    fn what_happens_is_told_from_what_is_said() {
        for paragraph in [
            "The meeting adjourned at 5 p.m.",
            "The delegates rose and left the hall.",
            "Those present applauded.",
            "Both delegations then shook hands.",
            "Adams turns to Brown.",
            "Adams and Brown left the room. Brown asked if it was over.",
            "Adams then shows the map.",
            "The conversation lasted two hours.",
            "Decision: The mill stays closed.",
            "Brown replied2: nobody had asked him.",
            "Article 9 was adopted unanimously, subject to confirmation.",
            "The amendment was rejected by 7 votes to 2, with 3 abstentions.",
            "It was so decided.",
            "Five in favour, none against, one abstention (Adams).",
        ] {
            assert!(told(paragraph), "{paragraph}");
        }
        for paragraph in [
            "The meeting was of great use to us.",
            "The delegates of the valley left us in 1953.",
            "I rose and left the hall.",
            "The delegates are elected for a year.",
            "Brown is right.",
            "Cole turns to Brown.",
            "The mill is closed.",
            "The plan was adopted without us.",
            "Was the plan adopted?",
        ] {
            assert!(!told(paragraph), "{paragraph}");
        }
    }
}
