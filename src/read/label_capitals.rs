//! Labels whose surname is set in capitals: `M.S. GORBACHEV.`, `SUSLOV (from his seat).`, `THE CHAIRMAN –`, `A VOICE.`,
//! `Sir Hugh PELLATT (United Kingdom).`, `БРЕЖНЕВ Л.И.`

use crate::language::Language;
use crate::language::names::Kind;
use crate::source::Span;

use super::label_styles::{Parts, Style, WORDS, is_reserved};
use super::page::shape::fold;
use super::people;

/// The label with which `line` may begin.
pub(super) fn parts(text: &str, line: Span, language: &Language) -> Option<Parts> {
    let words = &text[line.range()];
    let mut length = surname_end(words, language)?;
    let name = &words[..length];
    let longest = name.split([' ', '.']).map(|word| word.chars().count()).max().unwrap_or(0);
    if longest < 3 || name.split_whitespace().count() > WORDS || language.page.is_classification(&fold(name)) {
        return None;
    }
    let initials = initials_behind(&words[length..]);
    let end = match initials {
        Some(initials) => {
            length += initials - 1;
            length + 1
        }
        None => length + closing(&words[length..])?,
    };
    let name = Span::new(line.start, line.start + length);
    Some(Parts { name, end: line.start + end, style: Style::Capitals, reserved: is_reserved(&text[name.range()], language) })
}

/// Where the surname in capitals ends that stands at the beginning of `words`, behind honorifics, initials and given names.
fn surname_end(words: &str, language: &Language) -> Option<usize> {
    let mut at = 0;
    let mut end = None;
    for word in words.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let core = bare.trim_end_matches(['.', ']', ',']);
        let shouted = is_shouted(core) || at == 0 && is_article_of_a_voice(core, words, language);
        if !shouted && !bare.is_empty() && !may_stand_before(bare, end.is_some(), language) {
            break;
        }
        at += word.len();
        if shouted {
            end = Some(at - word.len() + core.len());
            if bare.len() > core.len() {
                break;
            }
        }
    }
    end
}

/// Whether a word may stand before or inside a surname in capitals: an honorific, an initial, a particle, before it a given name too.
fn may_stand_before(word: &str, inside: bool, language: &Language) -> bool {
    let lower = word.to_lowercase();
    let kinds = language.names.kinds(&lower);
    let given = !inside
        && !language.talk.may_stand_in_label(&lower)
        && word.starts_with(char::is_uppercase)
        && word.chars().skip(1).all(|character| character.is_alphabetic() || matches!(character, '-' | '\'' | '’'))
        && !kinds.any(&[Kind::Function, Kind::Calendar, Kind::Organisation, Kind::Place, Kind::Country]);
    given || people::is_initials(word) || people::is_honorific(word, language) || kinds.has(Kind::Particle)
}

/// `A` of "A VOICE", "A DELEGATE FROM THE FLOOR".
fn is_article_of_a_voice(word: &str, words: &str, language: &Language) -> bool {
    let end = words.find(['.', ':', '(']).unwrap_or(words.len());
    word.chars().all(char::is_uppercase) && language.talk.is_voice(&fold(&words[..end])) && !words[..end].contains(char::is_lowercase)
}

/// Length of the two or more initials behind a surname, the last full stop included: `Л.И.`, ` A. A.`
fn initials_behind(rest: &str) -> Option<usize> {
    let mut length = 0;
    let mut count = 0;
    for word in rest.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if !bare.is_empty() && !people::is_initials(bare) {
            break;
        }
        length += word.len();
        count += bare.matches('.').count();
    }
    let initials = rest[..length].trim_end();
    (count >= 2 && rest.starts_with(char::is_whitespace)).then_some(initials.len())
}

/// Length of what closes a label in capitals: remarks, then a full stop or a dash with a blank behind it.
fn closing(rest: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(length) = remark(&rest[at..]) {
        at += length;
    }
    let behind = &rest[at..];
    let stop = behind.starts_with(['.', ':']).then_some(1).or_else(|| {
        let dash = behind.trim_start();
        let gap = behind.len() - dash.len();
        (dash.starts_with(['–', '—']) || gap > 0 && dash.starts_with("- ")).then(|| gap + dash.chars().next().map_or(0, char::len_utf8))
    })?;
    let next = behind[stop..].chars().next();
    next.is_none_or(|next| next.is_whitespace() || next == ']').then_some(at + stop)
}

/// Length of the remark in parentheses or brackets with which `rest` begins, blanks before it included.
fn remark(rest: &str) -> Option<usize> {
    let inner = rest.trim_start();
    let close = if inner.starts_with('(') { ')' } else { ']' };
    let opens = inner.starts_with('(') || inner.starts_with('[') && inner.len() < rest.len();
    let length = inner.find(close).filter(|_| opens)?;
    Some(rest.len() - inner.len() + length + 1)
}

fn is_shouted(word: &str) -> bool {
    let letters = word.chars().filter(|character| character.is_alphabetic());
    letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase) && !word.contains(['.', '/'])
}
