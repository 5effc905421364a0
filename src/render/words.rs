//! A text compared word by word, as a report shows it.
//!
//! Plain: `…amount of the [-bread-]{+grain+} purchase.`; the signs say what colour says too.

use std::borrow::Cow;

/// A stretch of a text that was compared word by word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// It stands in both.
    Same(String),
    /// It stands in the old text only.
    Removed(String),
    /// It stands in the new text only.
    Added(String),
}

impl Piece {
    /// The characters.
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Removed(text) | Self::Added(text) => text,
        }
    }
}

/// Words that are shown beside a change.
const CONTEXT: usize = 3;
/// Characters of a change that an excerpt shows.
const SHOWN: usize = 96;

/// What changed, on one line, with a few words around it.
pub fn excerpt(pieces: &[Piece]) -> String {
    let mut line = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Same(text) => line.push_str(&context(text, at == 0, at + 1 == pieces.len())),
            Piece::Removed(_) | Piece::Added(_) => line.push_str(&marked(piece, |text| middle(text, SHOWN))),
        }
    }
    one_line(&line)
}

/// The whole text with what changed in it, marked by signs.
pub fn plain(pieces: &[Piece]) -> String {
    pieces.iter().fold(String::new(), |text, piece| text + &marked(piece, str::to_owned))
}

/// A stretch that came or went, in which characters that nobody would see stand by their numbers: `‹U+00A0›`.
pub fn visible(text: &str) -> Cow<'_, str> {
    let joins = |character: char| matches!(character, '\u{200C}' | '\u{200D}');
    let only_joins = text.chars().all(joins);
    let hidden = |character: char| is_unseen(character) || turns(character) || (only_joins && joins(character));
    if text.chars().any(hidden) { text.chars().map(|one| if hidden(one) { number(one) } else { one.to_string() }).collect() } else { text.into() }
}

fn number(character: char) -> String {
    format!("‹U+{:04X}›", u32::from(character))
}

/// Blanks that look like the common one, and characters without width.
const fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{A0}' | '\u{AD}' | '\u{180E}' | '\u{2000}'..='\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202F}' | '\u{205F}'..='\u{2064}' | '\u{3000}' | '\u{FEFF}'
    )
}

/// Characters that turn the direction of all that follows, the report around them included.
const fn turns(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `[-gone-]`, `{+new+}`; blanks at the edges stand outside.
fn marked(piece: &Piece, show: impl Fn(&str) -> String) -> String {
    let (open, close) = match piece {
        Piece::Same(text) => return text.clone(),
        Piece::Removed(_) => ("[-", "-]"),
        Piece::Added(_) => ("{+", "+}"),
    };
    let (before, inside, behind) = edges(piece.text());
    format!("{before}{open}{}{close}{behind}", visible(&show(inside)))
}

/// Blanks before, words, blanks behind; a text of blanks only is all words.
pub fn edges(text: &str) -> (&str, &str, &str) {
    let inside = text.trim_matches(' ');
    if inside.is_empty() {
        return ("", text, "");
    }
    let start = text.len() - text.trim_start_matches(' ').len();
    (&text[..start], inside, &text[start + inside.len()..])
}

fn context(text: &str, first: bool, last: bool) -> String {
    let starts = word_starts(text);
    if starts.len() <= CONTEXT + if first || last { 0 } else { CONTEXT } {
        return text.to_owned();
    }
    let tail = &text[starts[starts.len() - CONTEXT]..];
    let head = text[..starts[CONTEXT]].trim_end();
    match (first, last) {
        (true, _) => format!("…{tail}"),
        (false, true) => format!("{head}…"),
        (false, false) => format!("{head} … {tail}"),
    }
}

fn word_starts(text: &str) -> Vec<usize> {
    let mut blank = true;
    let starts = text.char_indices().filter(|&(_, character)| {
        let begins = blank && !character.is_whitespace();
        blank = character.is_whitespace();
        begins
    });
    starts.map(|(at, _)| at).collect()
}

/// At most `limit` characters, the middle left out.
fn middle(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let head: String = characters[..limit / 2].iter().collect();
    let tail: String = characters[characters.len() - limit / 2..].iter().collect();
    format!("{}…{}", head.trim_end(), tail.trim_start())
}

/// A text that stayed the same beside changes, its middle left out where it is long; words stay whole unless one is very long.
pub fn shortened(text: &str) -> String {
    const AROUND: usize = 160;
    if text.chars().count() <= 2 * AROUND {
        return text.to_owned();
    }
    let head = text.char_indices().nth(AROUND - 1).map_or(text, |(at, _)| &text[..at]);
    let tail = text.char_indices().nth_back(AROUND - 1).map_or(text, |(at, _)| &text[at..]);
    let head = head.rfind(char::is_whitespace).filter(|at| head.len() - at <= AROUND / 2).map_or(head, |at| head[..at].trim_end());
    let tail = tail.find(char::is_whitespace).filter(|at| *at <= AROUND / 2).map_or(tail, |at| tail[at..].trim_start());
    format!("{head} … {tail}")
}

/// At most `limit` characters, the end left out.
pub fn clip(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit.saturating_sub(1)).chain(['…']).collect()
}

/// A text on one line, whatever stands in it; what would turn the direction of the line stands by its number.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if turns(character) => line.push_str(&number(character)),
            _ if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => line.push(' '),
            _ => line.push(character),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shortened_between_words() {
        let text = (0..200).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
        let short = shortened(&text);
        assert!(short.starts_with("word0 word1 ") && short.contains("word23 … word180") && short.ends_with(" word199"), "{short}");
        let long = "é".repeat(1000);
        assert_eq!(shortened(&long), format!("{} … {}", "é".repeat(159), "é".repeat(160)));
    }

    #[test]
    fn what_nobody_would_see_is_shown_where_it_changed() {
        let pieces =
            |old: &str, new: &str| [Piece::Same("10".into()), Piece::Removed(old.into()), Piece::Added(new.into()), Piece::Same("km".into())];
        assert_eq!(excerpt(&pieces(" ", "\u{A0}")), "10[- -]{+‹U+00A0›+}km");
        assert_eq!(plain(&pieces("\u{AD}", "\u{200D}")), "10[-‹U+00AD›-]{+‹U+200D›+}km");
        assert_eq!(visible("👩\u{200D}👧"), "👩\u{200D}👧", "a joiner that joins is no mark of its own");
        assert_eq!(one_line("a\u{202E}b\nc"), "a‹U+202E›b c");
    }
}
