//! What a short insertion in brackets or parentheses says: something is missing, a note, a sound, a gesture.
//!
//! "[6 lines not declassified]", "[handwriting: seen]", "(Laughter.)", "[inaudible]".

use crate::language::Language;
use crate::language::cues::Insertions;
use crate::model::{Gap, GapReason, GapUnit, Mark, NoteKind};

/// The inside of an insertion, made ready for comparison.
pub(super) struct Inside<'a> {
    /// As printed, without blanks at the ends.
    pub(super) printed: &'a str,
    /// The beginning in lower case, as much as any rule looks at.
    pub(super) lower: String,
}

/// No rule looks further into an insertion.
const MAX_BYTES: usize = 600;
/// A mark of a gesture or sound is short.
const MAX_STAGE_WORDS: usize = 6;
/// A gesture that is described may be longer.
const MAX_GESTURE_WORDS: usize = 12;
/// Longest sentence that tells what happened, in words.
const MAX_TOLD_WORDS: usize = 16;
/// A remark that something is missing is short too.
const MAX_GAP_WORDS: usize = 25;

impl<'a> Inside<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let printed = text.trim();
        Self { printed, lower: printed[..printed.floor_char_boundary(MAX_BYTES)].to_lowercase() }
    }

    /// Its words in lower case, without punctuation.
    pub(super) fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.lower
            .split(|character: char| !(character.is_alphanumeric() || matches!(character, '-' | '\'' | '’' | '½')))
            .filter(|word| !word.is_empty())
    }

    /// Whether it begins with one of `cues`, a whole word.
    pub(super) fn begins(&self, cues: &[String]) -> bool {
        cues.iter().any(|cue| self.lower.strip_prefix(cue.as_str()).is_some_and(|rest| ends_word(cue, rest)))
    }

    fn holds(&self, cues: &[String]) -> bool {
        cues.iter().any(|cue| {
            self.lower.match_indices(cue.as_str()).any(|(at, _)| {
                let (before, behind) = (&self.lower[..at], &self.lower[at + cue.len()..]);
                !before.ends_with(char::is_alphanumeric) && ends_word(cue, behind)
            })
        })
    }

    /// Whether a colon near its beginning introduces what follows.
    pub(super) fn introduces(&self) -> bool {
        self.lower.contains(':')
    }

    /// Whether nothing but dots stands in it: "…", ". . .".
    pub(super) fn is_dots(&self) -> bool {
        !self.printed.is_empty() && self.printed.chars().all(|character| matches!(character, '.' | '…' | ' ' | '\u{A0}'))
    }
}

/// Whether a cue that goes on as `rest` is a whole word; a cue that ends in a mark or a blank always is.
fn ends_word(cue: &str, rest: &str) -> bool {
    !cue.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
}

/// The note it is, if it begins like one.
pub(super) fn note(inside: &Inside<'_>, cues: &Insertions) -> Option<NoteKind> {
    let kinds = [
        (&cues.translator, NoteKind::Translator),
        (&cues.editor, NoteKind::Editor),
        (&cues.handwriting, NoteKind::Handwriting),
        (&cues.stamp, NoteKind::Stamp),
        (&cues.archival, NoteKind::Archival),
    ];
    kinds.into_iter().find(|(list, _)| inside.begins(list)).map(|(_, kind)| kind)
}

/// The gap it reports, if it does.
pub(super) fn gap(inside: &Inside<'_>, language: &Language) -> Option<Gap> {
    let cues = &language.insertions;
    if inside.is_dots() {
        return Some(Gap::default());
    }
    if inside.printed == ".?." {
        return Some(Gap { reason: GapReason::Inaudible, ..Gap::default() });
    }
    if inside.words().nth(MAX_GAP_WORDS).is_some() {
        return None;
    }
    let reasons = [
        (&cues.classified, GapReason::Classified),
        (&cues.illegible, GapReason::Illegible),
        (&cues.inaudible, GapReason::Inaudible),
        (&cues.missing, GapReason::Missing),
        (&cues.omitted, GapReason::Omitted),
    ];
    let (_, reason) = reasons.into_iter().find(|(list, _)| inside.holds(list))?;
    let (unit, extent) = extent(inside, language);
    Some(Gap { reason, unit, extent })
}

/// What is counted, and the number before it: "two pages", "6 lines".
fn extent(inside: &Inside<'_>, language: &Language) -> (Option<GapUnit>, Option<String>) {
    let cues = &language.insertions;
    let mut number = None;
    for word in inside.words() {
        let unit = [(&cues.page, GapUnit::Page), (&cues.line, GapUnit::Line), (&cues.paragraph, GapUnit::Paragraph), (&cues.word, GapUnit::Word)]
            .into_iter()
            .find(|(list, _)| list.contains(word));
        if let Some((_, unit)) = unit {
            // "less than 1 line" counts no line.
            return (Some(unit), number.filter(|_| !inside.holds(&language.quantities.words.at_most)));
        }
        let is_number = word.starts_with(char::is_numeric);
        number = if is_number { Some(word.to_owned()) } else { language.quantities.number(word).map(|number| number.to_string()) };
    }
    (None, None)
}

/// What is told in the past, as a sentence or of somebody who is no more than "he": "Captain Adams indicated dissent.", "the speaker rose".
pub(super) fn happened(inside: &Inside<'_>, language: &Language) -> Option<Mark> {
    let words: Vec<&str> = inside.words().take(MAX_TOLD_WORDS + 1).collect();
    let sentence = inside.printed.starts_with(char::is_uppercase) && inside.printed.ends_with('.');
    let somebody = language.insertions.event.iter().any(|cue| inside.lower.starts_with(cue.as_str()));
    let own = words.iter().any(|word| language.talk.is_own_person(word));
    let told = (2..=MAX_TOLD_WORDS).contains(&words.len()) && (sentence || somebody) && !own && language.insertions.tells_what_happened(&words);
    told.then_some(Mark::Incident)
}

/// The sound, gesture, event or pause it notes.
pub(super) fn stage(inside: &Inside<'_>, cues: &Insertions) -> Option<Mark> {
    let count = inside.words().take(MAX_GESTURE_WORDS + 1).count();
    let first = inside.words().find(|word| !cues.before_sound.contains(*word))?;
    let last = inside.words().next_back()?;
    let kinds = [(&cues.vocal, Mark::Vocal), (&cues.pause, Mark::Pause), (&cues.kinesic, Mark::Kinesic), (&cues.incident, Mark::Incident)];
    kinds
        .into_iter()
        .find(|(list, mark)| {
            let described = matches!(mark, Mark::Kinesic | Mark::Incident) && count <= MAX_GESTURE_WORDS && list.contains(first);
            described || (count <= MAX_STAGE_WORDS && (list.contains(first) || list.contains(last)))
        })
        .map(|(_, mark)| mark)
}
