//! Who tells: whether a narrator says "I" in the document, and which entry of the register that is.
//!
//! A note "from N. Alder", a memorandum "by" somebody, a signature; without "I" outside the words of others, nobody tells.

use crate::language::speech::{Class, Link, Sort, SpeechTable};
use crate::model::{Block, BlockKind, EntityId, EntityKind, Part, Transcript};
use crate::source::Span;

use super::frame::{Frame, Place};
use super::phrase::{Phrases, Who};
use super::subject::{Subject, Tense};
use super::view::{Cell, Mention};

/// How a document tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    /// Whether a narrator says "I". Where nobody does, everything is reported.
    narrated: bool,
    /// Whether reported words are shifted into the past: "He said that he would come" for "I shall come".
    pub shifts: bool,
}

impl Manner {
    /// Whether a narrator says "I": what he reports may stand in the speaker's own person.
    pub const fn is_first_person(self) -> bool {
        self.narrated
    }

    /// Whether "he felt that" reports a statement, as in minutes, rather than a thought.
    pub const fn reports_opinions(self) -> bool {
        self.shifts || !self.narrated
    }
}

/// Counts what speaks for each manner.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    narrator: usize,
    others: usize,
    shifted: usize,
    unshifted: usize,
}

impl Evidence {
    /// Counts the attributions of one sentence.
    pub fn count(&mut self, cells: &[Cell<'_>], phrases: &Phrases, frames: &[Frame]) {
        let subject = phrases.first_subject(0..cells.len()).filter(|phrase| phrase.who == Who::I && phrase.cells.start <= 2);
        let acts = subject.and_then(|phrase| cells.get(phrase.cells.end)).is_some_and(Cell::is_past);
        self.narrator += usize::from(acts && frames.first().is_none_or(|frame| frame.place == Place::Act || frame.sort == Sort::Hold));
        let Some(frame) = frames.iter().find(|frame| frame.tense == Tense::Past) else { return };
        if cells[..frame.start].iter().any(|cell| cell.quote.is_some()) {
            return;
        }
        let Subject::Phrase(phrase) = &frame.subject else { return };
        let says = frame.place != Place::Act && frame.sort != Sort::Hold;
        let to_me = frame.hearer.as_ref().is_some_and(|hearer| cells[hearer.cells.clone()].iter().any(|cell| cell.is(Class::FirstObject)));
        if (phrase.who == Who::I && says && frame.start <= 6) || to_me {
            self.narrator += 1;
        } else {
            self.others += 1;
        }
        if matches!(frame.link, Some(Link::That | Link::Question)) {
            self.count_time(&cells[frame.words..]);
        }
    }

    /// Counts the time of one reported clause by its first verb; "could" and "should" stand in either.
    fn count_time(&mut self, words: &[Cell<'_>]) {
        let shifted = |cell: &Cell<'_>| cell.is(Class::Had) || cell.is(Class::Would) || cell.is(Class::Was);
        match words.iter().find(|cell| shifted(cell) || cell.is(Class::Present) || cell.is(Class::Modal)) {
            Some(cell) if shifted(cell) => self.shifted += 1,
            Some(cell) => self.unshifted += usize::from(cell.is(Class::Present)),
            None => {}
        }
    }

    /// The manner for which more speaks: a narrator shows himself at least once in a dozen attributions.
    pub fn manner(self) -> Manner {
        let narrated = self.narrator > 0 && self.narrator * 12 >= self.others;
        Manner { narrated, shifts: !narrated || (self.shifted > 2 && self.shifted > 4 * self.unshifted) }
    }
}

/// The author of a document, as far as the page tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// An entry of the register.
    Entry(EntityId),
    /// A name that has no entry yet, with its place.
    Name(Span),
}

/// The author: as the register, the header, the title ("Note from …", "Memorandum by the Ambassador (Alder)") or the signature gives it.
pub(super) fn author(transcript: &Transcript, mentions: &[Mention], table: &SpeechTable) -> Option<Author> {
    let register = &transcript.register;
    let marked = register.iter().find(|(_, entity)| entity.part == Some(Part::Narrator)).map(|(id, _)| id);
    let header = || transcript.header.authors.iter().find_map(|(_, id)| *id).filter(|&id| register.get(id).kind == EntityKind::Person);
    let heading = || transcript.blocks.iter().filter(|block| block.kind.is_text()).take(3);
    let entry = signature(transcript, mentions)
        .or_else(|| marked.map(Author::Entry))
        .or_else(|| heading().find_map(|block| in_parentheses(transcript, mentions, block, table)));
    let entry = entry.or_else(|| header().map(Author::Entry));
    entry.or_else(|| heading().find_map(|block| behind_from(transcript, mentions, block, table)))
}

/// "Memorandum by the Ambassador in Calderra (Thornbury)".
fn in_parentheses(transcript: &Transcript, mentions: &[Mention], block: &Block, table: &SpeechTable) -> Option<Author> {
    let text = transcript.text_of(block).trim_end_matches('.');
    let open = text.strip_suffix(')')?.rfind('(')?;
    let by = text[..open].split_whitespace().any(|word| table.look_up(word, &mut String::new()).classes.has(Class::Author));
    let span = Span::new(block.span.start + open + 1, block.span.start + text.len() - 1);
    (by && is_name(transcript.source.slice(span))).then(|| named(transcript, mentions, span))
}

/// The first person named in the heading behind "from" or "by", whatever office stands between; or whose diary it is.
fn behind_from(transcript: &Transcript, mentions: &[Mention], block: &Block, table: &SpeechTable) -> Option<Author> {
    let inside = |mention: &&Mention| block.span.contains(mention.span) && mention.kind == EntityKind::Person;
    let is = |word: &str, class: Class| table.look_up(word.trim_matches([',', '.', '(', ')']), &mut String::new()).classes.has(class);
    let introduces = |mention: &&Mention| {
        let before = transcript.source.slice(Span::new(block.span.start, mention.span.start));
        let leads = |word: &&str| is(word, Class::Author) || (is(word, Class::Preposition) && !is(word, Class::Of));
        let word = before.split_whitespace().rev().find(leads);
        word.is_some_and(|word| is(word, Class::Author)) || before.split_whitespace().any(|word| is(word, Class::Diary))
    };
    mentions.iter().filter(inside).find(introduces).map(|mention| Author::Entry(mention.entity))
}

/// A signature: a block of that kind, or a last paragraph that is nothing but a name.
fn signature(transcript: &Transcript, mentions: &[Mention]) -> Option<Author> {
    let prose = |block: &&Block| block.kind == BlockKind::Paragraph || block.kind == BlockKind::Signature;
    let block = transcript.blocks.iter().rev().find(prose)?;
    let text = transcript.text_of(block);
    is_name(text).then(|| named(transcript, mentions, block.span))
}

/// One to four capitalised words without a full stop at the end.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital =
        |word: &&str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase) || word.ends_with('.') && word.len() <= 3;
    (1..=4).contains(&words.len()) && !text.ends_with(['.', ':', '!', '?']) && words.iter().all(capital)
}

/// The entry under which the name at `span` is known, or the name itself.
fn named(transcript: &Transcript, mentions: &[Mention], span: Span) -> Author {
    let marked = mentions.iter().find(|mention| span.contains(mention.span) && mention.kind == EntityKind::Person).map(|mention| mention.entity);
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let wanted = last(transcript.source.slice(span));
    let persons = transcript.register.iter().filter(|(_, entity)| entity.kind == EntityKind::Person);
    let alike = || persons.into_iter().find(|(_, entity)| last(&entity.name) == wanted).map(|(id, _)| id);
    marked.or_else(alike).map_or(Author::Name(span), Author::Entry)
}
