//! What a title says: "Note from N. Adams to the Town Council regarding the mill", "Memorandum of Conversation, by the Ambassador".

use std::borrow::Cow;

use crate::language::page::{FieldRole, TitleWords};
use crate::language::token::{self, Token, TokenKind};
use crate::language::{Language, Words};
use crate::read::units::Unit;
use crate::source::Span;

use super::shape::{self, Shape};
use super::sheet::Sheet;

/// Who wrote the document and to whom, as its title says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parties {
    /// Who wrote or sent it.
    pub sender: Option<Span>,
    /// To whom.
    pub addressee: Option<Span>,
}

/// The parties that the title at `span` names.
pub(super) fn parties(text: &str, span: Span, language: &Language) -> Parties {
    let title = Title { text, tokens: token::tokens(text, span), words: &language.page.title };
    title.sent().or_else(|| title.written()).unwrap_or_default()
}

/// Whether a line holds a word of titles.
fn has_title_word(text: &str, span: Span, language: &Language) -> bool {
    let title = Title { text, tokens: token::tokens(text, span), words: &language.page.title };
    (0..title.tokens.len()).any(|at| title.words.words.contains(&*title.word(at)))
}

/// The title: the first heading that holds a word of titles, or the first heading; lines that carry it on included.
pub(super) fn find(sheet: &Sheet<'_>, units: &[Unit]) -> Option<Span> {
    let (text, language) = (sheet.text(), sheet.language());
    let headings = headings(text, units, language);
    let chosen = headings.iter().copied().find(|&index| has_title_word(text, units[index].span, language));
    let first = chosen.or_else(|| headings.first().copied())?;
    let mut span = units[first].span;
    for unit in &units[first + 1..] {
        let line = &text[unit.span.range()];
        let carried_on = unit.gap == 0 && shape::of(text, unit.span, language) == Shape::Heading && !is_file_number(line);
        if !carried_on {
            break;
        }
        span.end = unit.span.end;
    }
    Some(span)
}

/// Whether a line is the number of a file: `No. 4/1952`, `611.61/3-362`.
pub(super) fn is_file_number(line: &str) -> bool {
    let code = |word: &str| word.contains(|character: char| character.is_ascii_digit()) && word.contains(['/', '-', '.', '№']);
    let words = || line.split_whitespace();
    let numbered = line.len() <= 5 && line.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit());
    if numbered {
        return true;
    }
    let sign = words().any(|word| word.contains('/')) && line.contains(|character: char| character.is_ascii_digit());
    words().count() <= 4
        && (sign || words().any(|word| code(word.trim_end_matches('.'))))
        && words().all(|word| word.chars().count() <= 4 || !word.contains(char::is_lowercase))
}

/// Indices of the headings that are no value of a label; behind the list of those present the document has begun.
fn headings(text: &str, units: &[Unit], language: &'static Language) -> Vec<usize> {
    let mut waiting = false;
    let mut found = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        match shape::of(text, unit.span, language) {
            Shape::Field(label) if label.role.lists_people() => break,
            Shape::Field(label) => waiting = label.value.is_empty() && label.role != FieldRole::Section,
            Shape::Heading if !waiting && !is_file_number(&text[unit.span.range()]) => found.push(index),
            _ => waiting = false,
        }
    }
    found
}

struct Title<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    words: &'t TitleWords,
}

impl Title<'_> {
    fn word(&self, at: usize) -> Cow<'_, str> {
        self.tokens[at].lower(self.text)
    }

    fn position(&self, from: usize, words: &Words) -> Option<usize> {
        (from..self.tokens.len()).find(|&at| words.contains(&*self.word(at)))
    }

    /// "Note from A to B regarding C".
    fn sent(&self) -> Option<Parties> {
        let kind = self.position(0, &self.words.sent)?;
        let from = self.position(kind + 1, &self.words.from)?;
        let to = self.position(from + 1, &self.words.to)?;
        let sender = self.name(from + 1, to)?;
        let end = (to + 1..self.tokens.len()).find(|&at| self.words.until.contains(&*self.word(at)) || self.is_stop(at)).unwrap_or(self.tokens.len());
        Some(Parties { sender: Some(sender), addressee: self.name(to + 1, end) })
    }

    /// "Memorandum of Conversation, by A".
    fn written(&self) -> Option<Parties> {
        let by = self.position(1, &self.words.by)?;
        let end = (by + 1..self.tokens.len()).find(|&at| self.is_stop(at)).unwrap_or(self.tokens.len());
        Some(Parties { sender: Some(self.name(by + 1, end)?), addressee: None })
    }

    fn is_stop(&self, at: usize) -> bool {
        matches!(self.tokens[at].text(self.text), "," | ";" | ":")
    }

    /// The tokens from `start` to `end` as a name, without article; a name begins with a capital.
    fn name(&self, start: usize, end: usize) -> Option<Span> {
        let start = start + usize::from(start < end && self.words.articles.contains(&*self.word(start)));
        let first = self.tokens.get(start).filter(|_| start < end)?;
        let capital = first.kind == TokenKind::Word && first.is_capitalised(self.text);
        capital.then(|| Span::new(first.span.start, self.tokens[end - 1].span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(title: &str) -> (Option<&str>, Option<&str>) {
        let parties = parties(title, Span::new(0, title.len()), Language::of(Some("en")));
        (parties.sender.map(|span| &title[span.range()]), parties.addressee.map(|span| &title[span.range()]))
    }

    #[test]
    fn sender_and_addressee_are_read() {
        assert_eq!(read("Note from N. Adams to the Town Council regarding the mill"), (Some("N. Adams"), Some("Town Council")));
        assert_eq!(
            read("Memorandum of Conversation, by the Ambassador in the Upper Valley (Brown)"),
            (Some("Ambassador in the Upper Valley (Brown)"), None)
        );
        assert_eq!(read("Notes on a journey from Oldtown to Newtown"), (None, None));
        assert_eq!(read("Record of a conversation on 5 May"), (None, None));
    }
}
