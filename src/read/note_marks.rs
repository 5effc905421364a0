//! Marks of notes as they are printed: a number glued to a word (`Conversation1`, `said¹`, `in winter.2`) or in brackets (`[1]`).

use crate::language::Abbreviations;
use crate::source::Span;

/// Letters of the word to which a plain number is glued, at least: `m2` is a measure.
const LETTERS: usize = 3;

/// Digits of a year, behind which a sentence may end with a mark: "in 1953.2"
const YEAR: usize = 4;

/// A mark as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoteMark {
    /// Its place, brackets included.
    pub span: Span,
    /// Its number.
    pub number: u32,
    /// Whether it is set in raised figures, which nothing else is but a power.
    pub raised: bool,
}

/// The marks in the stretch `span`, in text order.
pub(super) fn marks<'t>(text: &'t str, span: Span, abbreviations: &'t Abbreviations) -> impl Iterator<Item = NoteMark> + 't {
    let mut at = span.start;
    std::iter::from_fn(move || {
        while at < span.end {
            let found = figures(&text[at..span.end]);
            let (skipped, length, number, raised) = found?;
            let digits = Span::new(at + skipped, at + skipped + length);
            at = digits.end;
            let mark = number.and_then(|number| Some(NoteMark { span: glued(text, span, digits, raised, abbreviations)?, number, raised }));
            if mark.is_some() {
                return mark;
            }
        }
        None
    })
}

/// The first figures in `text`: where they begin, their length, their number if it is small enough for a note, whether they are raised.
fn figures(text: &str) -> Option<(usize, usize, Option<u32>, bool)> {
    let start = text.bytes().position(|byte| byte.is_ascii_digit() || matches!(byte, 0xC2 | 0xE2)).filter(|&start| text.is_char_boundary(start))?;
    let rest = &text[start..];
    let plain = rest.bytes().take_while(u8::is_ascii_digit).count();
    if plain > 0 {
        return Some((start, plain, rest[..plain].parse().ok(), false));
    }
    let (length, number) = raised_number(rest);
    let skipped = rest.chars().next().map_or(1, char::len_utf8);
    Some((start, if length > 0 { length } else { skipped }, (length > 0).then_some(number), length > 0))
}

/// The number in raised figures with which `text` begins, and its length; nothing where there is none.
pub(super) fn raised_number(text: &str) -> (usize, u32) {
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = text.chars().map_while(|character| FIGURES.iter().position(|&figure| figure == character).map(|digit| (character, digit)));
    digits
        .take(3)
        .fold((0, 0), |(length, number), (character, digit)| (length + character.len_utf8(), number * 10 + u32::try_from(digit).unwrap_or(0)))
}

/// The mark whose number is `digits`, if it stands as a mark does.
fn glued(text: &str, span: Span, digits: Span, raised: bool, abbreviations: &Abbreviations) -> Option<Span> {
    let before = &text[span.start..digits.start];
    let behind = &text[digits.end..span.end];
    if before.ends_with('[') && behind.starts_with(']') {
        return Some(Span::new(digits.start - 1, digits.end + 1));
    }
    if behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    let stem = before.trim_end_matches(['.', ',', ';', ':', '?', '!', '”', '"', '’', ')', '»']);
    let letters = stem.chars().rev().take_while(|character| character.is_alphabetic()).map(char::len_utf8).take(12).sum::<usize>();
    let word = &stem[stem.len() - letters..];
    let apart = stem.len() < before.len();
    let enough = if raised { apart || word.chars().count() >= LETTERS } else { is_stem(word, apart, behind) };
    let year = apart && stem.chars().rev().take_while(char::is_ascii_digit).count() == YEAR && is_end(behind);
    if year {
        return Some(digits);
    }
    let abbreviated = before.ends_with('.') && abbreviations.contains(word);
    (enough && !word.is_empty() && !abbreviated).then_some(digits)
}

/// Whether a plain number may be glued to `word`: a long one, or any that ends its sentence before a new one.
fn is_stem(word: &str, apart: bool, behind: &str) -> bool {
    let letters = word.chars().count();
    letters >= LETTERS || apart && is_end(behind) && letters >= 2
}

/// Whether a new sentence begins, or nothing follows.
fn is_end(behind: &str) -> bool {
    behind.trim_start().chars().next().is_none_or(|next| next.is_uppercase() || matches!(next, '“' | '"' | '«'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn marks_are_told_from_other_numbers() {
        let text = "the Conversation1 of 1956 in U2 planes.2 and [3], H2O is 5 m2 or 5 m², he said⁴ that No.5 would go.6 She replied7: “No.”⁸";
        let abbreviations = &Language::of(Some("en")).abbreviations;
        let found: Vec<&str> = marks(text, Span::new(0, text.len()), abbreviations).map(|mark| &text[mark.span.range()]).collect();
        assert_eq!(found, ["1", "2", "[3]", "⁴", "6", "7", "⁸"]);
    }
}
