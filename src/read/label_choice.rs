//! Which lines that look like a speaker's label begin with one: a label recurs, or names somebody whom the page lists as present.
//!
//! `Suslov:` three times, `BROWN.` once in a text full of such labels, `Q.` among `Q:` and `A:`; `Source:` only where somebody
//! of that name is present, or where it recurs among the turns of others.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::language::Language;
use crate::language::page::FieldRole;

use super::label_styles::Style;
use super::labels::{self, Candidate};
use super::page::participants::{self, bullet};
use super::page::shape;
use super::people;
use super::units::Unit;

/// How the words of a turn end.
const ENDS: [char; 12] = ['-', '.', '?', '!', '…', '”', '"', '»', ')', ']', '–', '—'];

/// The candidates that are labels.
pub(super) fn choose(text: &str, units: &[Unit], candidates: Vec<Candidate>, language: &Language) -> Vec<Candidate> {
    if candidates.is_empty() {
        return candidates;
    }
    let keys = candidates.iter().map(|candidate| labels::key(text, candidate)).collect();
    let choice = Choice { text, units, language, keys, candidates: &candidates, listed: Listed::of(text, units, language) };
    let plain = choice.plain();
    let reserved = choice.reserved(&plain);
    let letters = choice.letters(&plain);
    let chosen: Vec<bool> = (0..plain.len()).map(|at| plain[at] || reserved[at] || letters[at]).collect();
    let attendants = choice.without_attendants(&chosen);
    let mut taken = (0..candidates.len()).map(|at| chosen[at] && attendants.contains(&at));
    candidates.into_iter().filter(|_| taken.next() == Some(true)).collect()
}

struct Choice<'t> {
    text: &'t str,
    units: &'t [Unit],
    language: &'t Language,
    candidates: &'t [Candidate],
    /// The name of each candidate as it is compared.
    keys: Vec<String>,
    listed: Listed,
}

/// A style in which a label is set off for certain; names in such styles are counted together.
const fn is_firm(style: Style) -> bool {
    matches!(style, Style::Colon | Style::Capitals | Style::Letter)
}

impl Choice<'_> {
    /// Which of the candidates that are no field's name are labels by recurring, by being listed, or by the style of the text.
    fn plain(&self) -> Vec<bool> {
        let known = self.known();
        let sure = self.styles_in_use(&known);
        let firm = |at: usize| {
            let candidate = &self.candidates[at];
            known[at] || is_firm(candidate.style) && !candidate.reserved && sure.contains(&candidate.style) && !self.is_heading(at)
        };
        let surnames: BTreeSet<&str> = (0..known.len()).filter(|&at| firm(at)).map(|at| self.surname(at)).collect();
        let fits = |(at, candidate): (usize, &Candidate)| match candidate.style {
            Style::Colon | Style::Capitals => firm(at),
            Style::Stop => known[at] && self.begins_paragraph(at),
            Style::Letter => false,
            Style::Bare => surnames.contains(self.surname(at)) && self.begins_paragraph(at),
        };
        self.candidates.iter().enumerate().map(fits).collect()
    }

    /// Whether the line does not carry on the sentence of the line right above it.
    fn begins_paragraph(&self, at: usize) -> bool {
        let unit = self.candidates[at].unit;
        let above = || &self.text[self.units[unit - 1].span.range()];
        let ends_small = || above().split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_lowercase));
        unit == 0 || self.units[unit].gap > 0 || above().ends_with(ENDS) || !ends_small()
    }

    /// Whether the line is a heading with a full stop or colon inside it: "I. TOWING DUES (continued): ARTICLE 9", "CM. PV. 7".
    fn is_heading(&self, at: usize) -> bool {
        let candidate = &self.candidates[at];
        let unit = self.units[candidate.unit].span;
        let words = &self.text[candidate.words.min(unit.end)..unit.end];
        !words.is_empty()
            && !words.contains(char::is_lowercase)
            && !words.ends_with(ENDS)
            && !self.text[candidate.name.range()].contains(char::is_lowercase)
    }

    fn known(&self) -> Vec<bool> {
        let mut counts: BTreeMap<(bool, &str), usize> = BTreeMap::new();
        for (at, candidate) in self.candidates.iter().enumerate() {
            *counts.entry((is_firm(candidate.style), self.keys[at].as_str())).or_default() += 1;
        }
        let count = |firm: bool, at: usize| counts.get(&(firm, self.keys[at].as_str())).copied().unwrap_or(0);
        let known = |(at, candidate): (usize, &Candidate)| match candidate.style {
            _ if candidate.reserved => false,
            Style::Colon | Style::Capitals => count(true, at) >= 2 || self.is_listed(at),
            Style::Stop => count(false, at) >= 3 || count(true, at) >= 2 || self.is_listed(at),
            Style::Letter | Style::Bare => false,
        };
        self.candidates.iter().enumerate().map(known).collect()
    }

    /// Styles that so many lines use that a name met once is a label too.
    fn styles_in_use(&self, known: &[bool]) -> BTreeSet<Style> {
        let mut counts: BTreeMap<Style, usize> = BTreeMap::new();
        for (candidate, _) in self.candidates.iter().zip(known).filter(|(_, known)| **known) {
            *counts.entry(candidate.style).or_default() += 1;
        }
        counts.into_iter().filter(|&(_, count)| count >= 2 && count * 8 >= self.units.len()).map(|(style, _)| style).collect()
    }

    /// The last word of a label's name, in upper case.
    fn surname(&self, at: usize) -> &str {
        self.keys[at].rsplit(' ').next().unwrap_or_default()
    }

    /// Whether the surname stands in a list of those present, or the label is that of a voice or a chair.
    fn is_listed(&self, at: usize) -> bool {
        let candidate = &self.candidates[at];
        let folded = shape::fold(&self.text[candidate.name.range()]);
        if self.language.talk.is_voice(&folded) || self.language.talk.chairs(&folded) {
            return !self.listed.words.is_empty() || candidate.style == Style::Colon && self.language.talk.is_voice(&folded);
        }
        self.listed.words.contains(self.surname(at))
    }

    /// The candidates but for those before the first turn and behind the last that name who held an office: `Chairman: Jan van der Berg`.
    fn without_attendants(&self, chosen: &[bool]) -> Range<usize> {
        let attends = |at: usize| {
            let unit = self.units[self.candidates[at].unit].span;
            shape::label(self.text, unit, self.language).is_some_and(|label| label.role == FieldRole::Attendant && !label.value.is_empty())
        };
        let speaks = |at: &usize| chosen[*at] && !attends(*at);
        (0..chosen.len()).find(speaks).unwrap_or(0)..(0..chosen.len()).rfind(speaks).map_or(0, |last| last + 1)
    }

    /// Which candidates that have the name of a field are speakers: people whom the page lists, or who speak among others.
    fn reserved(&self, plain: &[bool]) -> Vec<bool> {
        if !plain.contains(&true) {
            return vec![false; plain.len()];
        }
        let mut among: BTreeMap<&str, usize> = BTreeMap::new();
        for at in (0..plain.len()).filter(|&at| self.stands_among_turns(at)) {
            *among.entry(&self.keys[at]).or_default() += 1;
        }
        let short = |at: usize| (2..=3).contains(&self.keys[at].len()) && self.text[self.candidates[at].name.range()] == self.keys[at];
        let by_initials = (0..plain.len()).any(|at| plain[at] && short(at));
        let recurs = |at: usize| self.keys.iter().filter(|key| **key == self.keys[at]).count() > 1;
        let speaks = |at: usize| {
            self.is_present(at) || by_initials && short(at) && recurs(at) || among.get(self.keys[at].as_str()).is_some_and(|&count| count >= 2)
        };
        (0..plain.len()).map(|at| self.candidates[at].reserved && self.has_words(at) && speaks(at)).collect()
    }

    /// Whether the list of those present names somebody so.
    fn is_present(&self, at: usize) -> bool {
        self.listed.names.contains(&self.keys[at])
    }

    /// Whether words of a turn stand behind the label on the same line.
    fn has_words(&self, at: usize) -> bool {
        let candidate = &self.candidates[at];
        let end = self.units[candidate.unit].span.end;
        self.text[candidate.words.min(end)..end].ends_with(ENDS)
    }

    /// Whether a line that has the name of a field, and of no remark, stands as a turn does: not beside another field.
    fn stands_among_turns(&self, at: usize) -> bool {
        let beside = |other: usize| self.candidates[other].unit.abs_diff(self.candidates[at].unit) == 1 && self.is_field(other);
        let apart = |other: Option<usize>| other.is_none_or(|other| self.keys[other] == self.keys[at] || !beside(other));
        let next = Some(at + 1).filter(|&next| next < self.candidates.len());
        self.is_field(at) && apart(at.checked_sub(1)) && apart(next)
    }

    /// Whether the candidate has the name of a field of the page, and is neither a remark nor somebody present.
    fn is_field(&self, at: usize) -> bool {
        let folded = || shape::fold(&self.text[self.candidates[at].name.range()]);
        let field =
            |folded: String| !self.language.talk.is_no_label(&folded) && self.language.page.role(&folded).is_some_and(|role| !role.lists_people());
        self.candidates[at].reserved && !self.is_present(at) && field(folded())
    }

    /// Which of the labels `Q.`, `A)`, `Q —` are labels: where one asks and another answers, those that change the speaker, or all of
    /// them where most are set off so.
    fn letters(&self, plain: &[bool]) -> Vec<bool> {
        let part = |at: usize| self.candidates[at].style == Style::Letter || plain[at];
        let folded = |at: usize| shape::fold(&self.text[self.candidates[at].name.range()]);
        let parts: Vec<(usize, bool)> = (0..plain.len()).filter(|&at| part(at)).map(|at| (at, self.language.talk.asks(&folded(at)))).collect();
        let letters = parts.iter().filter(|(at, _)| !plain[*at]).count();
        let asked = parts.iter().filter(|(_, asks)| *asks).count();
        let mut chosen = vec![false; plain.len()];
        if letters == 0 || asked == 0 || asked == parts.len() || parts.len() < 3 {
            return chosen;
        }
        let usual = letters * 2 > parts.len();
        let mut before = None;
        for (at, asks) in parts {
            chosen[at] = !plain[at] && (usual || before.is_some_and(|before| before != asks));
            before = if plain[at] || chosen[at] { Some(asks) } else { before };
        }
        chosen
    }
}

/// Whom the lists of those present name, in upper case.
struct Listed {
    /// Every word of a list that begins with a capital.
    words: BTreeSet<String>,
    /// The names that are entries, and their last words.
    names: BTreeSet<String>,
}

impl Listed {
    fn of(text: &str, units: &[Unit], language: &Language) -> Self {
        const NEAR_THE_TOP: usize = 80;
        let mut listed = Self { words: BTreeSet::new(), names: BTreeSet::new() };
        for (at, unit) in units.iter().enumerate().take(NEAR_THE_TOP) {
            let Some(label) = shape::label(text, unit.span, language).filter(|label| label.role.lists_people()) else { continue };
            listed.line(&text[label.value.range()], language);
            for entry in &units[at + 1..participants::extent(text, units, at, language, &|_| false)] {
                listed.line(&text[entry.span.range()], language);
            }
        }
        listed
    }

    fn line(&mut self, line: &str, language: &Language) {
        let capitalised = line.split(|character: char| !character.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase));
        self.words.extend(capitalised.filter(|word| word.chars().count() > 2).map(str::to_uppercase));
        let hyphened = line.split_whitespace().map(|word| word.trim_matches(|character: char| !character.is_alphanumeric()));
        self.words.extend(hyphened.filter(|word| word.contains('-')).map(str::to_uppercase));
        for entry in line[bullet(line)..].split([',', ';', '(', '\n']).flat_map(|piece| piece.split(" and ")) {
            let words: Vec<String> = entry.trim_end_matches('.').split_whitespace().map(str::to_uppercase).collect();
            if people::names_somebody(entry.trim(), language) {
                self.names.extend(words.last().cloned());
                self.names.insert(words.join(" "));
            }
        }
    }
}
