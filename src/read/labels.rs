//! Speakers' labels: `M.S. GORBACHEV.`, `Suslov:`, `Mao Zedong (laughing):`, `[BREZHNEV.]`, `Q:`, `[00:12:41] INTERVIEWER:`.
//!
//! A label is recognised by recurring, or by standing in the list of those present; never from a list of names. A proverb, a
//! heading, a field of the page or a time has a colon too and is none.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Language;
use crate::language::page::FieldRole;
use crate::source::Span;

use super::page::shape;
use super::people;
use super::times::{self, Times};
use super::units::Unit;

/// Longest label, in bytes, remark included.
const LONGEST: usize = 140;

/// Most words of a name in a label.
const WORDS: usize = 7;

/// A line that looks as if it began with a speaker's label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Index of its unit.
    pub unit: usize,
    /// The label as printed: name, remark, punctuation, brackets.
    pub printed: Span,
    /// The name in it.
    pub name: Span,
    /// The remark in parentheses.
    pub remark: Option<Span>,
    /// The brackets around it and the name in them, where an editor restored it.
    pub restored: bool,
    /// A time code before or right behind it.
    pub times: Option<(Span, Times)>,
    /// Where the words of the turn begin on the same line.
    pub words: usize,
    style: Style,
}

/// How a label is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// `Suslov:`
    Colon,
    /// `SUSLOV.`, `SUSLOV –`
    Capitals,
    /// `Mr. Rusk.`, `The Chairman.`
    Stop,
    /// `Rusk.`
    Bare,
}

/// The labels of a text.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Those that are labels, in text order.
    pub accepted: Vec<Candidate>,
}

impl Labels {
    /// The label with which the unit `unit` begins.
    pub fn of_unit(&self, unit: usize) -> Option<&Candidate> {
        let at = self.accepted.binary_search_by_key(&unit, |candidate| candidate.unit).ok()?;
        Some(&self.accepted[at])
    }

    /// How many different names there are.
    pub fn names(&self, text: &str) -> BTreeSet<String> {
        self.accepted.iter().map(|candidate| key(text, candidate)).collect()
    }
}

/// Finds the labels of a text.
pub(super) fn find(text: &str, units: &[Unit], language: &Language) -> Labels {
    let candidates: Vec<Candidate> = units.iter().enumerate().filter_map(|(index, unit)| candidate(text, index, unit.span, language)).collect();
    if candidates.is_empty() {
        return Labels::default();
    }
    let mut counts: BTreeMap<(Style, String), usize> = BTreeMap::new();
    for candidate in &candidates {
        *counts.entry((candidate.style, key(text, candidate))).or_default() += 1;
    }
    let listed = listed_words(text, units, language);
    let recurs = |candidate: &Candidate| {
        let count = counts[&(candidate.style, key(text, candidate))];
        match candidate.style {
            Style::Colon | Style::Capitals => count >= 2,
            Style::Stop => count >= 3,
            Style::Bare => false,
        }
    };
    let listed_here = |candidate: &Candidate| candidate.style != Style::Bare && is_listed(text, candidate, &listed, language);
    let known = |candidate: &Candidate| recurs(candidate) || listed_here(candidate);
    let sure: BTreeSet<Style> = styles_in_use(&candidates, units.len(), &known);
    let surnames: BTreeSet<String> =
        candidates.iter().filter(|candidate| known(candidate)).filter_map(|candidate| surname(text, candidate)).collect();
    let fits = |candidate: &Candidate| match candidate.style {
        Style::Colon | Style::Capitals => known(candidate) || sure.contains(&candidate.style),
        Style::Stop => known(candidate),
        Style::Bare => surname(text, candidate).is_some_and(|surname| surnames.contains(&surname)),
    };
    Labels { accepted: candidates.into_iter().filter(|candidate| fits(candidate)).collect() }
}

/// The last word of a label's name, in upper case.
fn surname(text: &str, candidate: &Candidate) -> Option<String> {
    key(text, candidate).split(' ').next_back().map(str::to_owned)
}

/// Styles that so many lines use that a name met once is a label too.
fn styles_in_use(candidates: &[Candidate], units: usize, known: &dyn Fn(&Candidate) -> bool) -> BTreeSet<Style> {
    let mut counts: BTreeMap<Style, usize> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| known(candidate)) {
        *counts.entry(candidate.style).or_default() += 1;
    }
    counts.into_iter().filter(|&(_, count)| count >= 2 && count * 8 >= units).map(|(style, _)| style).collect()
}

/// The name of a label as it is compared: letters and digits in upper case.
pub(super) fn key(text: &str, candidate: &Candidate) -> String {
    let mut key = String::new();
    for word in text[candidate.name.range()].split(|character: char| !character.is_alphanumeric() && character != '\'' && character != '-') {
        if !word.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.extend(word.chars().flat_map(char::to_uppercase));
        }
    }
    key
}

/// Words of the lists of those present, in upper case.
fn listed_words(text: &str, units: &[Unit], language: &Language) -> BTreeSet<String> {
    const NEAR_THE_TOP: usize = 80;
    const LIST: usize = 30;
    let mut words = BTreeSet::new();
    let mut left = 0;
    for unit in units.iter().take(NEAR_THE_TOP) {
        if let Some(label) = shape::label(text, unit.span, &language.page) {
            left = if label.role == FieldRole::Participants { LIST } else { 0 };
        }
        if left > 0 && unit.span.len() < 1_500 {
            left -= 1;
            let capitalised =
                text[unit.span.range()].split(|character: char| !character.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase));
            words.extend(capitalised.filter(|word| word.chars().count() > 2).map(str::to_uppercase));
        }
    }
    words
}

/// Whether the last word of the name, the surname, stands in a list of those present, or the label is that of a voice or a chair.
fn is_listed(text: &str, candidate: &Candidate, listed: &BTreeSet<String>, language: &Language) -> bool {
    let folded = shape::fold(&text[candidate.name.range()]);
    if language.talk.is_voice(&folded) || language.talk.chairs(&folded) {
        return !listed.is_empty() || candidate.style == Style::Colon && language.talk.is_voice(&folded);
    }
    surname(text, candidate).is_some_and(|surname| listed.contains(&surname))
}

/// The label with which the unit at `span` may begin.
fn candidate(text: &str, unit: usize, span: Span, language: &Language) -> Option<Candidate> {
    let mut start = span.start;
    let mut times = None;
    if let Some((code, value)) = times::leading(text, span) {
        times = Some((code, value));
        start = code.end + (text[code.end..span.end].len() - text[code.end..span.end].trim_start().len());
    }
    let line = first_line(text, Span::new(start, span.end));
    let opened = text[line.range()].strip_prefix('[').map_or(0, |_| 1);
    let inner = Span::new(line.start + opened, line.end);
    let parts = colon(text, inner, language).or_else(|| capitals(text, inner, language)).or_else(|| stop(text, inner, language))?;
    let mut printed = Span::new(line.start, parts.end);
    let restored = opened == 1 && text[parts.end..line.end].starts_with(']');
    if restored {
        printed.end += 1;
        if text[printed.end..line.end].starts_with([':', '.']) {
            printed.end += 1;
        }
    }
    let mut words = printed.end + (text[printed.end..span.end].len() - text[printed.end..span.end].trim_start().len());
    if let Some((code, value)) = times::leading(text, Span::new(words, span.end)).filter(|_| times.is_none()) {
        times = Some((code, value));
        words = code.end;
    }
    Some(Candidate { unit, printed, name: parts.name, remark: parts.remark, restored, times, words, style: parts.style })
}

fn first_line(text: &str, span: Span) -> Span {
    let line = &text[span.start..text.floor_char_boundary(span.end.min(span.start + LONGEST))];
    Span::new(span.start, span.start + line.find(['\n', '\r']).unwrap_or(line.len()))
}

/// A label taken apart.
struct Parts {
    name: Span,
    remark: Option<Span>,
    /// Behind its punctuation.
    end: usize,
    style: Style,
}

/// `Suslov:`, `The Chairman (from his seat):`, `Voices from the hall:`, `Suslov]:`.
fn colon(text: &str, line: Span, language: &Language) -> Option<Parts> {
    let words = &text[line.range()];
    let colon = words.find(':')?;
    let behind = words[colon + 1..].chars().next();
    if behind.is_some_and(|next| !next.is_whitespace() && !matches!(next, '"' | '“' | '«' | '„' | '[' | '(' | '—' | '–' | '-' | ']')) {
        return None;
    }
    let before = words[..colon].trim_end();
    let (name, remark) = split_remark(before);
    let name = name.trim_end_matches(']').trim_end();
    let span = Span::new(line.start, line.start + name.len());
    if !is_name(name, language) || names_a_part(name, &words[colon + 1..], language) {
        return None;
    }
    let remark = remark.map(|range| Span::from(range).shifted(line.start));
    Some(Parts { name: span, remark, end: line.start + colon + 1, style: Style::Colon })
}

/// Whether the line is a field that names who asks or answers: `Interviewer: Ivo Lenz`.
fn names_a_part(name: &str, value: &str, language: &Language) -> bool {
    let role = language.page.role(&shape::fold(name));
    matches!(role, Some(FieldRole::Interviewer | FieldRole::Interviewee)) && shape::is_name_line(value.trim()) && value.split_whitespace().count() > 1
}

/// The name and the place of the remark in parentheses behind it.
fn split_remark(label: &str) -> (&str, Option<std::ops::Range<usize>>) {
    let open = match label.chars().next_back() {
        Some(')') => label.find('('),
        Some(']') => label.find(" ["),
        _ => None,
    };
    match open {
        Some(open) if open > 0 => {
            let start = open + usize::from(label[open..].starts_with(' '));
            (label[..open].trim_end(), Some(start..label.len()))
        }
        _ => (label, None),
    }
}

/// Whether what stands before a colon can be the name of a speaker.
fn is_name(name: &str, language: &Language) -> bool {
    let folded = shape::fold(name);
    if language.talk.is_voice(&folded) || language.talk.asks(&folded) || language.talk.answers(&folded) {
        return !name.contains(['.', ',', ';']) && name.split_whitespace().count() <= WORDS && name.starts_with(char::is_uppercase);
    }
    if language.talk.is_no_label(&folded)
        || language.talk.is_signed(&folded)
        || language.page.role(&folded).is_some()
        || name.contains([',', ';', '?', '!', '"', '“', '”', '(', ')', '[', ']', '/'])
    {
        return false;
    }
    let mut words = name.split_whitespace();
    let first_is_upper = words
        .clone()
        .next()
        .is_some_and(|word| word.starts_with(char::is_uppercase) && !language.talk.is_no_label(&shape::fold(word).replace('.', "")));
    let count = words.clone().count();
    let spelled = name.chars().any(char::is_alphabetic);
    let all_fit = words.all(|word| word.starts_with(char::is_uppercase) || language.talk.may_stand_in_label(word) || is_number(word));
    let ends_as_name = name.chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == '.');
    let last_is_upper =
        name.split_whitespace().next_back().is_some_and(|word| word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit()));
    first_is_upper && all_fit && spelled && ends_as_name && last_is_upper && count <= WORDS
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 2
}

/// `M.S. GORBACHEV.`, `SUSLOV (from his seat).`, `THE CHAIRMAN –`.
fn capitals(text: &str, line: Span, language: &Language) -> Option<Parts> {
    let words = &text[line.range()];
    let mut at = 0;
    let mut last_upper = 0;
    for word in words.split_inclusive(' ') {
        let bare = word.trim_end();
        let shouted = is_shouted(bare.trim_end_matches(['.', ']', ',']));
        if !shouted && !is_initials(bare) && !people::is_honorific(bare, language) {
            break;
        }
        at += word.len();
        if shouted {
            last_upper = at - word.len() + bare.trim_end_matches(['.', ']', ',']).len();
            if bare.ends_with(['.', ']', ',']) {
                break;
            }
        }
    }
    let name = &words[..last_upper];
    let longest = name.split([' ', '.']).map(|word| word.chars().count()).max().unwrap_or(0);
    if longest < 3
        || name.split_whitespace().count() > WORDS
        || language.page.role(&shape::fold(name)).is_some()
        || language.page.is_classification(&shape::fold(name))
    {
        return None;
    }
    let rest = &words[last_upper..];
    let (remark, end) = closing(rest)?;
    let remark = remark.map(|range| Span::from(range).shifted(line.start + last_upper));
    Some(Parts { name: Span::new(line.start, line.start + last_upper), remark, end: line.start + last_upper + end, style: Style::Capitals })
}

/// What closes a label in capitals: a remark, then a full stop or a dash with a blank behind it.
fn closing(rest: &str) -> Option<(Option<std::ops::Range<usize>>, usize)> {
    let blank = rest.len() - rest.trim_start().len();
    let (remark, at) = match rest[blank..].strip_prefix('(').and_then(|inner| inner.find(')')) {
        Some(close) => (Some(blank..blank + close + 2), blank + close + 2),
        None => (None, 0),
    };
    let behind = &rest[at..];
    let stop = behind.starts_with(['.', ':']).then_some(1).or_else(|| {
        let dash = behind.trim_start();
        let gap = behind.len() - dash.len();
        dash.starts_with(['–', '—']).then(|| gap + dash.chars().next().map_or(0, char::len_utf8))
    })?;
    let next = behind[stop..].chars().next();
    next.is_none_or(|next| next.is_whitespace() || next == ']').then_some((remark, at + stop))
}

fn is_shouted(word: &str) -> bool {
    let letters = word.chars().filter(|character| character.is_alphabetic());
    letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase) && !word.contains('.')
}

/// `M.`, `M.S.`
fn is_initials(word: &str) -> bool {
    !word.is_empty() && word.ends_with('.') && word.split('.').all(|piece| piece.chars().count() <= 1 && piece.chars().all(char::is_uppercase))
}

/// `Mr. Rusk.`, `Senator Fulbright.`, `The Chairman.`, `Rusk.`: capitals, a full stop, a sentence.
fn stop(text: &str, line: Span, language: &Language) -> Option<Parts> {
    let words = &text[line.range()];
    let first = words.split(' ').next()?;
    let titled = people::is_title(first, language) || language.page.title.articles.contains(&first.to_lowercase());
    let mut at = 0;
    for (index, word) in words.split_inclusive(' ').enumerate().take(4) {
        let bare = word.trim_end();
        if !bare.starts_with(char::is_uppercase) {
            return None;
        }
        if bare.ends_with('.') && !people::is_honorific(bare, language) && !is_initials(bare) {
            let name = words[..at + bare.len()].trim_end_matches('.');
            let sentence = words[at + word.len()..].starts_with(char::is_uppercase);
            let fits = sentence && !language.talk.is_no_label(&shape::fold(name)) && (!titled || index > 0);
            let span = Span::new(line.start, line.start + name.len());
            let style = if titled { Style::Stop } else { Style::Bare };
            return fits.then_some(Parts { name: span, remark: None, end: span.end + 1, style });
        }
        at += word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Option<&str> {
        candidate(line, 0, Span::new(0, line.len()), Language::of(Some("en"))).map(|candidate| &line[candidate.printed.range()])
    }

    #[test]
    fn every_style_of_label_is_seen() {
        for (line, printed) in [
            ("M.S. ADAMS.  I am glad.", "M.S. ADAMS."),
            ("[M.S. ADAMS.] I am glad.", "[M.S. ADAMS.]"),
            ("Suslov: No.", "Suslov:"),
            ("N.S. Brown (after the translation ended): No.", "N.S. Brown (after the translation ended):"),
            ("The Chairman (from his seat): No.", "The Chairman (from his seat):"),
            ("THE CHAIRMAN. Yes.", "THE CHAIRMAN."),
            ("БРАУН. Да.", "БРАУН."),
            ("Браун: Да.", "Браун:"),
            ("[00:12:41] INTERVIEWER: Yes.", "INTERVIEWER:"),
            ("Q: When?", "Q:"),
            ("PM Cole: Yes.", "PM Cole:"),
            ("Voices from the hall: Right!", "Voices from the hall:"),
            ("Mr. Rusk. I think so.", "Mr. Rusk."),
        ] {
            assert_eq!(label(line), Some(printed), "{line}");
        }
    }

    #[test]
    fn proverbs_headings_fields_and_times_are_no_labels() {
        for line in [
            "The Russians have a saying about this: When you tell a soldier.",
            "7:30 P.M. was set.",
            "To this, Brown noted: Not we.",
            "SUBJECT: Mills",
            "Note: see below.",
            "Then he said: yes.",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
