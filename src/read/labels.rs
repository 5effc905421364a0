//! Speakers' labels: `M.S. GORBACHEV.`, `Suslov:`, `Mao Zedong (laughing):`, `[BREZHNEV.]`, `Q:`, `[00:12:41] INTERVIEWER:`.
//!
//! A label is recognised by recurring, or by standing in the list of those present; never from a list of names. A proverb, a
//! heading, a field of the page or a time has a colon too and is none.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Language;
use crate::language::page::FieldRole;
use crate::source::Span;

use super::label_styles::{self, Style};
use super::page::shape;
use super::times::{self, Times};
use super::units::Unit;

/// Longest label, in bytes, remark included.
const LONGEST: usize = 140;

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
    let parts = label_styles::parts(text, inner, language)?;
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
