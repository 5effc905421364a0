//! Characters an editor should know of: kept as they are, one finding for each kind, with the first place and the number.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

use super::codes::ODD_CHARACTERS;

/// A kind of odd character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Oddity {
    NoBreakSpace,
    SoftHyphen,
    Bidi,
    Invisible,
    Decomposed,
}

const KINDS: usize = 5;

/// For each kind, how many there are and where the first stands.
type Counts = [(usize, Span); KINDS];

/// What is odd in a text.
pub(super) fn report(source: &Source) -> Vec<Diagnostic> {
    let counts = count(source.text());
    let of = |kind: Oddity| counts[kind as usize];
    let mut findings = Vec::new();
    let mut say = |kind: Oddity, what: &str| {
        let (number, span) = of(kind);
        if number > 0 {
            findings.push(Diagnostic::info(&ODD_CHARACTERS, format!("{what}: {number}, the first here")).at(source, span));
        }
    };
    say(Oddity::NoBreakSpace, "no-break spaces");
    say(Oddity::SoftHyphen, "soft hyphens");
    say(Oddity::Bidi, "controls of writing direction");
    say(Oddity::Invisible, "characters that cannot be seen");
    say(Oddity::Decomposed, "accents that stand apart from their letters (text not in Unicode form NFC)");
    findings
}

fn count(text: &str) -> Counts {
    let mut counts: Counts = [(0, Span::default()); KINDS];
    let mut see = |kind: Oddity, start: usize, length: usize| {
        let (number, span) = &mut counts[kind as usize];
        if *number == 0 {
            *span = Span::new(start, start + length);
        }
        *number += 1;
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(skipped) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
        at += skipped;
        let Some(character) = text[at..].chars().next() else { break };
        if let Some(kind) = kind(character) {
            see(kind, at, character.len_utf8());
        }
        at += character.len_utf8();
    }
    count_decomposed(text, &mut see);
    counts
}

const fn kind(character: char) -> Option<Oddity> {
    match character {
        '\u{A0}' | '\u{202F}' | '\u{2007}' => Some(Oddity::NoBreakSpace),
        '\u{AD}' => Some(Oddity::SoftHyphen),
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' => Some(Oddity::Bidi),
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => Some(Oddity::Invisible),
        _ => None,
    }
}

/// Words that are not in Unicode normalization form C.
fn count_decomposed(text: &str, see: &mut impl FnMut(Oddity, usize, usize)) {
    if text.is_ascii() || is_nfc(text) {
        return;
    }
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if !word.is_ascii() && !word.nfc().eq(word.chars()) {
            see(Oddity::Decomposed, start, word.trim_end().len());
        }
        start += word.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_reported_once_with_its_number() {
        let source = Source::from_text("t", "a\u{A0}b\u{A0}c bar\u{AD}rel “x” \"y\" cafe\u{301} \u{202E}z");
        let messages: Vec<_> = report(&source).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages.len(), 4, "{messages:?}");
        assert_eq!(messages[0], "no-break spaces: 2, the first here");
        assert!(report(&Source::from_text("t", "Koča said: “no”.")).is_empty());
    }
}
