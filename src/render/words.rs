//! A text compared word by word, as a report shows it.
//!
//! Plain: `…amount of the [-bread-]{+grain+} purchase.`; the signs say what colour says too.

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

/// `[-gone-]`, `{+new+}`; blanks at the edges stand outside.
fn marked(piece: &Piece, show: impl Fn(&str) -> String) -> String {
    let (open, close) = match piece {
        Piece::Same(text) => return text.clone(),
        Piece::Removed(_) => ("[-", "-]"),
        Piece::Added(_) => ("{+", "+}"),
    };
    let (before, inside, behind) = edges(piece.text());
    format!("{before}{open}{}{close}{behind}", show(inside))
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

/// A text that stayed the same beside changes, its middle left out where it is long.
pub fn shortened(text: &str) -> String {
    const AROUND: usize = 160;
    if text.chars().count() <= 2 * AROUND {
        return text.to_owned();
    }
    let tail: Vec<char> = text.chars().rev().take(AROUND).collect();
    format!("{} {}", clip(text, AROUND), tail.into_iter().rev().collect::<String>())
}

/// At most `limit` characters, the end left out.
pub fn clip(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit.saturating_sub(1)).chain(['…']).collect()
}

/// A text on one line, whatever stands in it.
pub fn one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') { ' ' } else { character }).collect()
}
