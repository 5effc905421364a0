//! Archival references: `APRF, Fond 52, Opis 1, Delo 349, List 64-113`, `f. 52, op. 1, d. 499, ll. 1-33`, `РГАНИ, ф. 2, оп. 1, д. 26, л. 5`,
//! and undivided shelfmarks: `National Archives, RG 59, Box 12`.

use std::borrow::Cow;

use crate::language::archives::{self, Level};
use crate::model::Archival;
use crate::source::Span;

use super::sheet::field;

/// Furthest, in bytes, that two levels of one reference stand apart.
const APART: usize = 12;

/// A reference that is divided into levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) struct Found {
    /// Its levels: what each is, its name and value, its value.
    levels: Vec<(Level, Span, Span)>,
}

impl Found {
    /// From the first level to the last.
    pub(in crate::read) fn span(&self) -> Span {
        let ends = |index: usize| self.levels[index].1;
        Span::new(ends(0).start, ends(self.levels.len() - 1).end)
    }
}

/// The first reference in `span` that has at least two levels.
pub(in crate::read) fn find(text: &str, span: Span) -> Option<Found> {
    let mut levels: Vec<(Level, Span, Span)> = Vec::new();
    let mut at = span.start;
    while let Some(word) = next_word(text, Span::new(at, span.end)) {
        at = word.end;
        let Some((level, value)) = level_at(text, word, span.end) else { continue };
        let near = levels.last().is_none_or(|(_, last, _)| word.start - last.end <= APART);
        let again = levels.iter().any(|(known, _, _)| *known == level);
        if !near || again {
            if levels.len() > 1 {
                break;
            }
            levels.clear();
        }
        levels.push((level, Span::new(word.start, value.end), value));
        at = value.end;
    }
    (levels.len() > 1).then_some(Found { levels })
}

fn next_word(text: &str, span: Span) -> Option<Span> {
    let rest = &text[span.range()];
    let start = rest.find(char::is_alphabetic)?;
    let length = rest[start..].find(|character: char| !character.is_alphabetic() && character != '\'').unwrap_or(rest.len() - start);
    Some(Span::new(span.start + start, span.start + start + length))
}

/// The level that `word` names, if a number follows it.
fn level_at(text: &str, word: Span, end: usize) -> Option<(Level, Span)> {
    let name = &text[word.range()];
    if name.chars().count() > 6 {
        return None;
    }
    let level = archives::level(name)?;
    let rest = &text[word.end..end];
    let behind = rest.strip_prefix('.').unwrap_or(rest);
    let short = name.chars().count() <= 2;
    if short && behind.len() == rest.len() {
        return None;
    }
    let value = behind.trim_start();
    let length = value.find(|character: char| !is_value(character)).unwrap_or(value.len());
    let start = end - value.len();
    let digits = value[..length].bytes().any(|byte| byte.is_ascii_digit());
    let trimmed = value[..length].trim_end_matches(['-', '–', '—', '/']);
    (digits && start - word.end <= 3).then(|| (level, Span::new(start, start + trimmed.len())))
}

fn is_value(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '–' | '—' | '/')
}

/// The reference at `whole` as the header holds it.
pub(super) fn divided(text: &str, whole: Span, found: &Found, cited: bool) -> Archival {
    let prefix = repository(text, Span::new(whole.start, found.span().start), cited);
    let mut archival = Archival { field: field(text, whole), ..Archival::default() };
    archival.repository = (!prefix.is_empty()).then(|| prefix.to_owned());
    for &(level, printed, value) in &found.levels {
        let value = &text[value.range()];
        if level == Level::Leaves {
            archival.leaves = Some(first_and_last(value));
            text[printed.range()].clone_into(&mut archival.leaves_text);
        } else {
            archival.levels.push((Cow::Borrowed(level.name()), value.to_owned()));
        }
    }
    archival
}

/// The repository before the first level; a citation names date and publisher before it.
fn repository(text: &str, before: Span, cited: bool) -> &str {
    let prefix = text[before.range()].trim().trim_end_matches([',', ';', ':']).trim_end();
    if cited { prefix.rsplit(", ").next().unwrap_or(prefix) } else { prefix }
}

fn first_and_last(leaves: &str) -> (String, String) {
    let (first, last) = leaves.split_once(['-', '–', '—']).unwrap_or((leaves, leaves));
    (first.to_owned(), last.to_owned())
}

/// A reference that is not divided into levels: the repository, as far as no number stands in it, and the shelfmark.
pub(super) fn undivided(text: &str, whole: Span) -> Archival {
    let printed = &text[whole.range()];
    let mut at = 0;
    for piece in printed.split_inclusive([',', ';']) {
        if is_shelfmark(piece) {
            break;
        }
        at += piece.len();
    }
    let repository = printed[..at].trim().trim_end_matches([',', ';']);
    let mut archival = Archival { field: field(text, whole), ..Archival::default() };
    archival.repository = (!repository.is_empty()).then(|| repository.to_owned());
    if at < printed.len() {
        archival.levels.push((Cow::Borrowed("shelfmark"), printed[at..].trim().to_owned()));
    }
    archival
}

/// Whether a line reads as an undivided reference: several parts, of which one is a shelfmark.
pub(super) fn is_undivided(line: &str) -> bool {
    line.contains(',') && line.split(',').skip(1).any(is_shelfmark)
}

fn is_shelfmark(piece: &str) -> bool {
    let word = piece.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ':', ';']);
    piece.bytes().any(|byte| byte.is_ascii_digit()) || archives::is_shelfmark_word(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Archival {
        let whole = Span::new(0, text.len());
        divided(text, whole, &find(text, whole).expect("a reference"), false)
    }

    #[test]
    fn levels_are_read_in_full_in_short_and_in_russian() {
        for text in
            ["APRF, Fond 52, Opis 1, Delo 349, List 64-113", "APRF, f. 52, op. 1, d. 349, ll. 64-113", "APRF, ф. 52, оп. 1, д. 349, л. 64-113"]
        {
            let archival = read(text);
            assert_eq!(archival.repository.as_deref(), Some("APRF"));
            let levels: Vec<_> = archival.levels.iter().map(|(kind, value)| (&**kind, value.as_str())).collect();
            assert_eq!(levels, [("fond", "52"), ("opis", "1"), ("delo", "349")]);
            assert_eq!(archival.leaves, Some(("64".to_owned(), "113".to_owned())));
        }
    }

    #[test]
    fn prose_and_initials_are_no_reference() {
        let text = "On 5 May F. Adams and D. 5 men went; see p. 3.";
        assert_eq!(find(text, Span::new(0, text.len())), None);
    }

    #[test]
    fn an_undivided_shelfmark_has_its_repository() {
        let text = "Town Archives, Mill Papers, Box 12, Folder 3";
        let archival = undivided(text, Span::new(0, text.len()));
        assert_eq!(archival.repository.as_deref(), Some("Town Archives, Mill Papers"));
        assert_eq!(archival.levels, [(Cow::Borrowed("shelfmark"), "Box 12, Folder 3".to_owned())]);
    }
}
