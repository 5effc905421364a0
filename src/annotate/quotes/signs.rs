//! Which quotation mark opens and which closes, inside one block.

use crate::source::Span;

/// A printed quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) span: Span,
    character: char,
}

impl Sign {
    /// Whether it is a mark of a typewriter.
    pub(super) const fn is_straight(self) -> bool {
        self.character == '"'
    }
}

/// The quotation marks of a block.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Opening and closing marks, in the order in which they open.
    pub(super) pairs: Vec<(Sign, Sign)>,
    /// Opening marks that never close in the block.
    pub(super) unclosed: Vec<Sign>,
    /// Closing marks that close nothing in the block.
    pub(super) stray: Vec<Sign>,
}

impl Found {
    /// Whether the block has no quotation marks.
    pub(super) fn is_bare(&self) -> bool {
        self.pairs.is_empty() && self.unclosed.is_empty() && self.stray.is_empty()
    }
}

/// How deep quotations stand in each other; a mark that waits longer has no partner.
const MAX_DEPTH: usize = 16;

/// What a mark does where it stands.
enum Role {
    Open,
    Close,
    /// An apostrophe, a hard sign, inches.
    None,
}

/// Pairs the quotation marks in `block` of `text`.
pub(super) fn pair(text: &str, block: Span) -> Found {
    let mut found = Found::default();
    let mut open: Vec<Sign> = Vec::new();
    for sign in signs(text, block) {
        match role(text, block, sign, &open) {
            Role::None => {}
            Role::Open => {
                open.push(sign);
                if open.len() > MAX_DEPTH {
                    found.unclosed.extend(open.drain(..1).filter(|opening| !is_single(opening.character)));
                }
            }
            Role::Close => match open.iter().rposition(|opening| closes(opening.character, sign.character)) {
                Some(at) => {
                    found.pairs.push((open[at], sign));
                    found.unclosed.extend(open.drain(at..).skip(1).filter(|opening| !is_single(opening.character)));
                }
                None if is_single(sign.character) => {}
                None => found.stray.push(sign),
            },
        }
    }
    found.unclosed.extend(open.into_iter().filter(|opening| !is_single(opening.character)));
    found.unclosed.sort_unstable_by_key(|sign| sign.span);
    found.pairs.sort_unstable_by_key(|(opening, _)| opening.span);
    found
}

fn signs(text: &str, block: Span) -> impl Iterator<Item = Sign> {
    let bytes = &text.as_bytes()[block.range()];
    // Every mark begins with one of three bytes: U+0022, U+00AB and U+00BB, U+2018 to U+203A.
    memchr::memchr3_iter(b'"', 0xC2, 0xE2, bytes).filter_map(move |at| {
        let start = block.start + at;
        let character = text[start..].chars().next()?;
        let is_mark = matches!(character, '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‹' | '›');
        is_mark.then(|| Sign { span: Span::new(start, start + character.len_utf8()), character })
    })
}

const fn is_single(character: char) -> bool {
    matches!(character, '‘' | '’' | '‚' | '‹' | '›')
}

/// Whether `closing` can close what `opening` opened; a typewriter's mark may stand for a curly one.
fn closes(opening: char, closing: char) -> bool {
    match opening {
        '“' | '‟' => matches!(closing, '”' | '"'),
        '"' => matches!(closing, '"' | '”'),
        '„' => matches!(closing, '“' | '”' | '"'),
        '”' => closing == '”',
        '«' => closing == '»',
        '»' => closing == '«',
        '‹' => closing == '›',
        '›' => closing == '‹',
        '‘' => closing == '’',
        '‚' => matches!(closing, '‘' | '’'),
        _ => false,
    }
}

fn role(text: &str, block: Span, sign: Sign, open: &[Sign]) -> Role {
    let before = text[block.start..sign.span.start].chars().next_back();
    let behind = text[sign.span.end..block.end].chars().next();
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_behind = behind.is_some_and(char::is_alphanumeric);
    let opens_here = before.is_none_or(opens_after) && behind.is_some_and(|next| !next.is_whitespace());
    let waits = |opening: char| open.iter().any(|sign| sign.character == opening);
    match sign.character {
        // A hard sign, an apostrophe.
        '"' | '”' | '’' | '‘' | '“' if before.is_some_and(char::is_alphabetic) && behind.is_some_and(char::is_alphabetic) => Role::None,
        '“' if waits('„') => Role::Close,
        '”' if open.is_empty() && opens_here && word_behind => Role::Open,
        '«' if waits('»') && !opens_here => Role::Close,
        '»' if !waits('«') && opens_here => Role::Open,
        '‹' if waits('›') && !opens_here => Role::Close,
        '›' if !waits('‹') && opens_here => Role::Open,
        '“' | '‟' | '„' | '‚' | '«' | '‹' => Role::Open,
        '‘' if waits('‚') => Role::Close,
        '‘' if opens_here && word_behind => Role::Open,
        '"' if opens_here => Role::Open,
        // Inches.
        '"' if !waits('"') && before.is_some_and(char::is_numeric) => Role::None,
        '’' if word_behind || (!word_before && before.is_none_or(char::is_whitespace)) => Role::None,
        '”' | '»' | '›' | '"' | '’' => Role::Close,
        _ => Role::None,
    }
}

/// Whether a mark behind this character opens.
fn opens_after(before: char) -> bool {
    before.is_whitespace() || matches!(before, '(' | '[' | '{' | '-' | '–' | '—' | '“' | '‘' | '«' | '„' | '/')
}
