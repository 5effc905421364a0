//! Who tells: whether a narrator says "I" in the document, and which entry of the register that is.
//!
//! A note "from N. Alder", a memorandum "by" somebody, a signature; without "I" outside the words of others, nobody tells.

use crate::language::speech::{Class, Sort};
use crate::model::{BlockKind, EntityId, EntityKind, Part, Transcript};
use crate::source::Span;

use super::frame::{Frame, Place};
use super::phrase::Who;
use super::subject::{Subject, Tense};
use super::view::{Cell, Mention};

/// How a document tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A narrator says "I": what he reports may stand in the speaker's own person.
    FirstPerson,
    /// Nobody says "I": everything is reported.
    ThirdPerson,
}

/// Counts what speaks for each style.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    narrator: usize,
    others: usize,
}

impl Evidence {
    /// Counts the attributions of one sentence.
    pub fn count(&mut self, cells: &[Cell<'_>], frames: &[Frame]) {
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
    }

    /// The style for which more speaks: a narrator shows himself at least once in a dozen attributions.
    pub fn style(self) -> Style {
        if self.narrator > 0 && self.narrator * 12 >= self.others { Style::FirstPerson } else { Style::ThirdPerson }
    }
}

/// The entry of the author: as the register, the header, the title ("Note from …") or the signature gives it.
pub(super) fn author(transcript: &Transcript, mentions: &[Mention]) -> Option<EntityId> {
    let register = &transcript.register;
    let marked = register.iter().find(|(_, entity)| entity.part == Some(Part::Narrator)).map(|(id, _)| id);
    let header = || transcript.header.authors.iter().find_map(|(_, id)| *id).filter(|&id| register.get(id).kind == EntityKind::Person);
    marked.or_else(header).or_else(|| in_title(transcript, mentions)).or_else(|| signed(transcript))
}

/// The first person named in the title after "from" or "by", else the first one at all.
fn in_title(transcript: &Transcript, mentions: &[Mention]) -> Option<EntityId> {
    let title = transcript.blocks.iter().find(|block| block.kind == BlockKind::Title)?;
    let inside = |mention: &&Mention| title.span.contains(mention.span) && mention.kind == EntityKind::Person;
    let introduces = |mention: &Mention| {
        let before = transcript.source.slice(Span::new(title.span.start, mention.span.start)).to_lowercase();
        before.split_whitespace().rev().take(4).any(|word| matches!(word, "from" | "by" | "of" | "von"))
    };
    mentions.iter().filter(inside).find(|mention| introduces(mention)).map(|mention| mention.entity)
}

/// The person whose name the signature holds.
fn signed(transcript: &Transcript) -> Option<EntityId> {
    let signature = transcript.blocks.iter().rev().find(|block| block.kind == BlockKind::Signature)?;
    let text = transcript.text_of(signature).to_lowercase();
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let persons = transcript.register.iter().filter(|(_, entity)| entity.kind == EntityKind::Person);
    persons.filter(|(_, entity)| text.contains(&last(&entity.name))).map(|(id, _)| id).next()
}
