//! How labels are set off: by a colon, by capitals and a full stop, by a title and a full stop.
//!
//! `Suslov:`, `Mao Zedong (laughing):`, `M.S. GORBACHEV.`, `SUSLOV –`, `Mr. Rusk.`, `The Chairman.`, `Q.`, `A)`

use crate::language::Language;
use crate::language::page::FieldRole;
use crate::source::Span;

use super::label_capitals;
use super::page::shape;
use super::people;

/// Most words of a name in a label.
pub(super) const WORDS: usize = 7;

/// How a label is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// `Suslov:`
    Colon,
    /// `SUSLOV.`, `SUSLOV –`
    Capitals,
    /// `Q.`, `A)`, `Q —`
    Letter,
    /// `Mr. Rusk.`, `The Chairman.`
    Stop,
    /// `Rusk.`, `Rusk —`
    Bare,
}

/// A label taken apart.
pub(super) struct Parts {
    /// The name.
    pub name: Span,
    /// Behind its punctuation.
    pub end: usize,
    /// How it is set off.
    pub style: Style,
    /// Whether the page or the minutes have a field or remark of that name.
    pub reserved: bool,
}

/// The label with which `line` may begin, taken apart.
pub(super) fn parts(text: &str, line: Span, language: &Language) -> Option<Parts> {
    colon(text, line, language)
        .or_else(|| letter(text, line, language))
        .or_else(|| label_capitals::parts(text, line, language))
        .or_else(|| stop(text, line, language))
        .or_else(|| dash(text, line, language))
}

/// `Suslov:`, `The Chairman (from his seat):`, `Voices from the hall:`, `Suslov]:`.
fn colon(text: &str, line: Span, language: &Language) -> Option<Parts> {
    let words = &text[line.range()];
    let colon = words.find(':')?;
    let next = words[colon + 1..].chars().next();
    if next.is_some_and(|next| !next.is_whitespace() && !matches!(next, '"' | '“' | '«' | '„' | '[' | '(' | '—' | '–' | '-' | ']')) {
        return None;
    }
    let before = words[..colon].trim_end();
    let name = without_remarks(before).trim_end_matches(']').trim_end();
    let span = Span::new(line.start, line.start + name.len());
    let behind = &words[colon + 1..];
    let in_column = (behind.starts_with('\t') || behind.starts_with(shape::COLUMN)) && people::names_somebody(behind.trim(), language);
    if in_column || !is_name(name, language) || names_a_part(name, behind, language) {
        return None;
    }
    Some(Parts { name: span, end: line.start + colon + 1, style: Style::Colon, reserved: is_reserved(name, language) })
}

/// Whether the page has a field, or the minutes a remark, that is called so: `Source`, `Date`, `Note`.
pub(super) fn is_reserved(name: &str, language: &Language) -> bool {
    let folded = shape::fold(name);
    let part = language.talk.is_voice(&folded) || language.talk.asks(&folded) || language.talk.answers(&folded);
    !part
        && (language.page.role(&folded).is_some_and(|role| role != FieldRole::Attendant)
            || language.talk.is_no_label(&folded)
            || language.talk.is_remark(&folded))
}

/// Whether the line is a field that names who asks or answers: `Interviewer: Ivo Lenz`.
fn names_a_part(name: &str, value: &str, language: &Language) -> bool {
    let role = language.page.role(&shape::fold(name));
    matches!(role, Some(FieldRole::Interviewer | FieldRole::Interviewee)) && shape::is_name_line(value.trim()) && value.split_whitespace().count() > 1
}

/// The name without the remarks in parentheses and brackets behind it: "K. Rothenau (Austria) [in German]".
fn without_remarks(label: &str) -> &str {
    let mut name = label;
    loop {
        let open = match name.chars().next_back() {
            Some(')') => name.find('('),
            Some(']') => name.rfind(" ["),
            _ => None,
        };
        match open {
            Some(open) if open > 0 => name = name[..open].trim_end(),
            _ => return name,
        }
    }
}

/// Whether what stands before a colon can be the name of a speaker.
fn is_name(name: &str, language: &Language) -> bool {
    let folded = shape::fold(name);
    if language.talk.is_voice(&folded) || language.talk.asks(&folded) || language.talk.answers(&folded) {
        return !name.contains(['.', ',', ';']) && name.split_whitespace().count() <= WORDS && name.starts_with(char::is_uppercase);
    }
    if language.talk.is_signed(&folded) || name.contains([',', ';', '?', '!', '"', '“', '”', '(', ')', '[', ']', '/']) {
        return false;
    }
    let mut words = name.split_whitespace();
    let whole = is_reserved(name, language);
    let begins = |word: &str| word.starts_with(char::is_uppercase) && (whole || !language.talk.is_no_label(&shape::fold(word).replace('.', "")));
    let first_is_upper =
        words.clone().next().is_some_and(|word| begins(word) || may_begin_lower(word, language) && name.contains(char::is_uppercase));
    let count = words.clone().count();
    let spelled = name.chars().any(char::is_alphabetic);
    let all_fit = words.all(|word| {
        word.starts_with(char::is_uppercase) || may_begin_lower(word, language) || language.talk.may_stand_in_label(word) || is_number(word)
    });
    let ends_as_name = name.chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == '.');
    let last_is_upper = name
        .split_whitespace()
        .next_back()
        .is_some_and(|word| word.starts_with(|first: char| first.is_ascii_digit()) || word.contains(char::is_uppercase));
    first_is_upper && all_fit && spelled && ends_as_name && last_is_upper && count <= WORDS
}

/// Whether a word in lower case may begin a label: a particle, an honorific.
fn may_begin_lower(word: &str, language: &Language) -> bool {
    people::is_particle(word, language) || people::is_honorific(word, language) && word.ends_with('.')
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 2
}

/// `Mr. Rusk.`, `Senator Fulbright.`, `The Chairman.`, `Rusk.`: capitals, a full stop, a sentence.
fn stop(text: &str, line: Span, language: &Language) -> Option<Parts> {
    let words = &text[line.range()];
    let first = words.split(' ').next()?;
    let titled = people::is_title(first, language) || language.page.title.articles.contains(&first.to_lowercase());
    let mut at = 0;
    for (index, word) in words.split_inclusive(' ').enumerate().take(4) {
        let bare = word.trim_end();
        if !bare.starts_with(char::is_uppercase) && !may_begin_lower(bare, language) {
            return None;
        }
        if bare.ends_with('.') && !people::is_honorific(bare, language) && !people::is_initials(bare) {
            let name = words[..at + bare.len()].trim_end_matches('.');
            let sentence = words[at + word.len()..].starts_with(char::is_uppercase);
            let fits = sentence && !language.talk.is_no_label(&shape::fold(name)) && (!titled || index > 0);
            let span = Span::new(line.start, line.start + name.len());
            let style = if titled { Style::Stop } else { Style::Bare };
            return fits.then_some(Parts { name: span, end: span.end + 1, style, reserved: false });
        }
        at += word.len();
    }
    None
}

/// `Q.`, `A)`, `Q —`: the label of who asks or answers, set off otherwise than by a colon.
fn letter(text: &str, line: Span, language: &Language) -> Option<Parts> {
    let words = &text[line.range()];
    let length = words.find(|character: char| !character.is_alphanumeric())?;
    let name = &words[..length];
    let folded = shape::fold(name);
    if !name.starts_with(char::is_uppercase) || !language.talk.asks(&folded) && !language.talk.answers(&folded) {
        return None;
    }
    let mark = words[length..].trim_start();
    let gap = words.len() - length - mark.len();
    let sets_off = mark.starts_with(['–', '—']) || gap == 0 && mark.starts_with(['.', ')']) || gap > 0 && mark.starts_with("- ");
    let end = length + gap + mark.chars().next().map_or(0, char::len_utf8);
    let apart = words[end..].starts_with(char::is_whitespace);
    let name = Span::new(line.start, line.start + length);
    (sets_off && apart).then_some(Parts { name, end: line.start + end, style: Style::Letter, reserved: false })
}

/// `Rusk — I think so.`: a name, a dash, a sentence.
fn dash(text: &str, line: Span, language: &Language) -> Option<Parts> {
    let words = &text[line.range()];
    let at = [" — ", " – ", " - "].iter().filter_map(|dash| words.find(dash)).min()?;
    let (name, behind) = (&words[..at], words[at + 1..].trim_start_matches(['—', '–', '-']).trim_start());
    let sentence = behind.starts_with(|first: char| first.is_uppercase() || matches!(first, '“' | '"' | '«' | '„' | '[' | '('));
    let end = line.start + at + 1 + words[at + 1..].chars().next().map_or(0, char::len_utf8);
    let fits = sentence && is_name(name, language) && !is_reserved(name, language);
    fits.then_some(Parts { name: Span::new(line.start, line.start + at), end, style: Style::Bare, reserved: false })
}
