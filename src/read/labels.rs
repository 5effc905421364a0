//! Speakers' labels: `M.S. GORBACHEV.`, `Suslov:`, `Mao Zedong (laughing):`, `[BREZHNEV.]`, `Q:`, `[00:12:41] INTERVIEWER:`.
//!
//! A label is recognised by recurring, or by standing in the list of those present; never from a list of names. A proverb, a
//! heading, a field of the page or a time has a colon too and is none.

use std::collections::BTreeSet;

use crate::language::Language;
use crate::source::Span;

use super::label_choice;
use super::label_styles::{self, Parts, Style};
use super::times::{self, Code, Times};
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
    /// Whether an editor restored it: brackets stand around it.
    pub restored: bool,
    /// A time code before or right behind it; one that says no time is a part of what is printed.
    pub code: Option<Code>,
    /// Where the words of the turn begin on the same line.
    pub words: usize,
    /// How it is set off.
    pub style: Style,
    /// Whether the page or the minutes have a field or remark of that name: `Source:`, `Note:`.
    pub reserved: bool,
}

impl Candidate {
    /// The time its code says.
    pub fn times(&self) -> Option<(Span, Times)> {
        self.code.and_then(|code| Some((code.span, code.times?)))
    }

    /// Adds a code that says no time to what is printed.
    fn keep_impossible(mut self) -> Self {
        if let Some(code) = self.code.filter(|code| code.times.is_none()) {
            self.printed = Span::new(self.printed.start.min(code.span.start), self.printed.end.max(code.span.end));
        }
        self
    }
}

/// The labels of a text.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Those that are labels, in text order.
    pub accepted: Vec<Candidate>,
    /// Their names as they are compared.
    names: BTreeSet<String>,
}

impl Labels {
    /// The label with which the unit `unit` begins.
    pub fn of_unit(&self, unit: usize) -> Option<&Candidate> {
        let at = self.accepted.binary_search_by_key(&unit, |candidate| candidate.unit).ok()?;
        Some(&self.accepted[at])
    }

    /// The different names, as they are compared.
    pub fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// Whether a label prints `name`, in whatever letters.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.contains(&folded(name))
    }
}

/// Finds the labels of a text.
pub(super) fn find(text: &str, units: &[Unit], language: &Language) -> Labels {
    let candidates: Vec<Candidate> = units.iter().enumerate().filter_map(|(index, unit)| candidate(text, index, unit.span, language)).collect();
    let accepted = label_choice::choose(text, units, candidates, language);
    let names = accepted.iter().map(|candidate| key(text, candidate)).collect();
    Labels { accepted, names }
}

/// Cuts a paragraph before the labels that are run into it: "On the dam. BRENNER. It holds." A label in capitals is one where the text
/// has it at the beginning of paragraphs too.
pub(super) fn cut_run_in(text: &str, units: Vec<Unit>, language: &Language) -> Vec<Unit> {
    let labels = find(text, &units, language).accepted;
    let known: BTreeSet<String> = labels.iter().filter(|label| label.style == Style::Capitals).map(|label| key(text, label)).collect();
    if known.is_empty() {
        return units;
    }
    let mut cut = Vec::with_capacity(units.len());
    for unit in units {
        let mut rest = unit;
        while let Some(start) = run_in_label(text, rest.span, language, &known) {
            let end = rest.span.start + text[rest.span.start..start].trim_end().len();
            cut.push(Unit { span: Span::new(rest.span.start, end), run_in: true, ..rest });
            rest = Unit { span: Span::new(start, rest.span.end), gap: 0, ..rest };
        }
        cut.push(rest);
    }
    cut
}

/// Where the first known label begins behind the end of a sentence.
fn run_in_label(text: &str, span: Span, language: &Language, known: &BTreeSet<String>) -> Option<usize> {
    let line = &text[span.range()];
    line.match_indices(['.', '?', '!', ']', ')']).find_map(|(at, _)| {
        // The full stop of an initial ends no sentence.
        let initial = line[..at].chars().next_back().is_none_or(char::is_uppercase) && line[at..].starts_with('.');
        let behind = &line[at + 1..];
        let sentence = behind.trim_start();
        let shouted = sentence.trim_start_matches('[').chars().take(2).all(|first| first.is_uppercase() || first == '.');
        if initial || sentence.len() == behind.len() || sentence.is_empty() || !shouted {
            return None;
        }
        let start = span.end - sentence.len();
        let label = candidate(text, 0, Span::new(start, span.end), language)?;
        (label.style == Style::Capitals && label.words < span.end && known.contains(&key(text, &label))).then_some(start)
    })
}

/// The name of a label as it is compared: letters and digits in upper case.
pub(super) fn key(text: &str, candidate: &Candidate) -> String {
    folded(&text[candidate.name.range()])
}

fn folded(name: &str) -> String {
    let mut key = String::new();
    for word in name.split(|character: char| !character.is_alphanumeric() && character != '\'' && character != '-') {
        if !word.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.extend(word.chars().flat_map(char::to_uppercase));
        }
    }
    key
}

/// The label with which the unit at `span` may begin.
fn candidate(text: &str, unit: usize, span: Span, language: &Language) -> Option<Candidate> {
    let mut code = times::leading(text, span);
    let line = first_line(text, behind(text, code.map_or(span.start, |code| code.span.end), span.end));
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
    let mut words = behind(text, printed.end, span.end);
    if code.is_none() {
        code = times::leading(text, words);
        words.start = code.map_or(words.start, |code| code.span.end);
    }
    let Parts { name, style, reserved, .. } = parts;
    Some(Candidate { unit, printed, name, restored, code, words: words.start, style, reserved }.keep_impossible())
}

/// The stretch from `start` to `end` without the blanks at its beginning.
fn behind(text: &str, start: usize, end: usize) -> Span {
    Span::new(end - text[start..end].trim_start().len(), end)
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
            ("Sir Hugh PELLATT (United Kingdom). Yes.", "Sir Hugh PELLATT (United Kingdom)."),
            ("Dr. K. ROTHENAU (Austria) [in German]. Yes.", "Dr. K. ROTHENAU (Austria) [in German]."),
            ("Dr. K. Rothenau (Austria) [in German]: Yes.", "Dr. K. Rothenau (Austria) [in German]:"),
            ("Jan VAN DER BERG: Yes.", "Jan VAN DER BERG:"),
            ("Jan van der BERG. Yes.", "Jan van der BERG."),
            ("A VOICE. Ten!", "A VOICE."),
            ("БРАУН Л.И. Да.", "БРАУН Л.И."),
            ("БРАУН Л. И.  Да.", "БРАУН Л. И."),
            ("БРАУН. Да.", "БРАУН."),
            ("Браун: Да.", "Браун:"),
            ("[00:12:41] INTERVIEWER: Yes.", "INTERVIEWER:"),
            ("Q: When?", "Q:"),
            ("PM Cole: Yes.", "PM Cole:"),
            ("Voices from the hall: Right!", "Voices from the hall:"),
            ("Mr. Rusk. I think so.", "Mr. Rusk."),
            ("Q. And then?", "Q."),
            ("A) In May.", "A)"),
            ("Q — And then?", "Q —"),
            ("Rusk — I think so.", "Rusk —"),
            ("SOURCE. We said so.", "SOURCE."),
            ("[00:01:75] SMITH: Yes.", "[00:01:75] SMITH:"),
            ("SMITH: [00:01:75] Yes.", "SMITH: [00:01:75]"),
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
            "Then he said: yes.",
            "CM/PV. 7",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }

    #[test]
    fn fields_and_remarks_are_candidates_that_must_show_more() {
        for line in ["SUBJECT: Mills", "Note: see below.", "Source: We said so."] {
            let seen = candidate(line, 0, Span::new(0, line.len()), Language::of(Some("en")));
            assert!(seen.is_some_and(|seen| seen.reserved), "{line}");
        }
    }
}
