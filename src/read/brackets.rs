//! A whole paragraph in brackets or parentheses: something is missing, a note of an editor, an action.
//!
//! `[Next two pages omitted in the original.]`, `[Translator's note: …]`, `[faded stamp: …]`, `(Laughter.)`

use crate::language::Language;
use crate::model::{BlockKind, NoteKind};
use crate::source::Span;

use super::narration;

/// Longest remark that something is missing, in words.
const GAP: usize = 40;

/// Longest action, in words.
const ACTION: usize = 12;

/// Where the bracket closes with which `span` begins, behind it; brackets inside are skipped.
pub(super) fn close(text: &str, span: Span) -> Option<usize> {
    let words = &text[span.range()];
    let (open, close) = if words.starts_with('[') { ('[', ']') } else { ('(', ')') };
    let mut depth = 0_usize;
    for (at, character) in words.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(span.start + at + 1);
            }
        }
    }
    None
}

/// What the paragraph `printed`, brackets included, is; `None` for one that reads as any other.
pub(super) fn kind(printed: &str, language: &Language) -> Option<BlockKind> {
    let square = printed.starts_with('[');
    let inside = printed.trim_matches(['[', ']', '(', ')', ' ', '.']).to_lowercase();
    if !inside.contains(char::is_alphanumeric) {
        return Some(BlockKind::Gap);
    }
    let cues = &language.insertions;
    let begins = |list: &[String]| list.iter().any(|cue| begins_with(&inside, cue));
    let notes = [
        (&cues.translator, NoteKind::Translator),
        (&cues.handwriting, NoteKind::Handwriting),
        (&cues.stamp, NoteKind::Stamp),
        (&cues.archival, NoteKind::Archival),
        (&cues.editor, NoteKind::Editor),
    ];
    if let Some((_, note)) = notes.into_iter().find(|(list, _)| square && begins(list)) {
        return Some(BlockKind::Editorial(note));
    }
    let words: Vec<&str> = inside.split(|character: char| !character.is_alphanumeric() && character != '-').filter(|word| !word.is_empty()).collect();
    let missing = [&cues.classified, &cues.illegible, &cues.inaudible, &cues.missing, &cues.omitted];
    if words.len() <= GAP && missing.into_iter().flatten().any(|cue| holds(&inside, cue)) {
        return Some(BlockKind::Gap);
    }
    let actions = [&cues.vocal, &cues.kinesic, &cues.incident, &cues.pause];
    let first = words.iter().find(|word| !cues.before_sound.contains(**word));
    let acts = first.into_iter().chain(words.last()).any(|word| actions.iter().any(|list| list.contains(*word)));
    if words.len() <= ACTION && acts && (square || !narration::is_in_own_person(&inside, language)) {
        return Some(BlockKind::Incident);
    }
    let told = words.len() <= GAP && cues.tells_what_happened(&words) && !narration::is_in_own_person(&inside, language);
    if told && printed.contains(char::is_uppercase) {
        return Some(BlockKind::Incident);
    }
    square.then_some(BlockKind::Editorial(NoteKind::Bracket))
}

fn begins_with(inside: &str, cue: &str) -> bool {
    inside.strip_prefix(cue).is_some_and(|rest| !cue.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
}

fn holds(inside: &str, cue: &str) -> bool {
    inside.match_indices(cue).any(|(at, _)| !inside[..at].ends_with(char::is_alphanumeric) && begins_with(&inside[at..], cue))
}
