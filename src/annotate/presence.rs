//! Who was there: "at which Coms. X and Y were present", "Sixteen people were present. Besides X there were …".
//!
//! Sets `present` of register entries and the number of people said to be present; where the text names another number
//! of people than it says, that is a query. Nothing is marked in the text.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::language::Words;
use crate::language::meetings::MeetingWords;
use crate::model::{BlockKind, EntityId, EntityKind, Mark, Rule};
use crate::source::Span;

use super::named::Named;
use super::{Desk, Pass};

/// The number of people present and the list of them differ.
pub static COUNT_OF_PEOPLE: Code = Code {
    id: "annotate/count-of-people",
    what: "The text says how many people were present, and names another number.",
    why: "A name may have been lost or run together, or two persons may have been taken for one.",
    example: "Three people were present. Besides A there was B.",
    remedy: "compare the list with the original; give the persons in an authority file if two were taken for one",
};

/// The pass.
pub struct Presence;

impl Pass for Presence {
    fn rules(&self) -> &'static [&'static Rule] {
        &[]
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let named = Named::of(desk.transcript);
        let found = statements(desk, &named);
        for statement in &found {
            for &person in &statement.persons {
                desk.transcript.register.get_mut(person).present = true;
            }
        }
        if let Some(narrator) = desk.transcript.register.narrator().filter(|_| !found.is_empty()) {
            desk.transcript.register.get_mut(narrator).present = true;
        }
        for statement in found.iter().filter(|statement| statement.said.is_some()) {
            count(desk, statement);
        }
    }
}

/// A sentence that says who was there, with the list that may follow it.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// Index of its block.
    pub(super) block: usize,
    /// Its tokens in the block.
    pub(super) tokens: Range<usize>,
    /// Those it names, in text order.
    pub(super) persons: Vec<EntityId>,
    /// How many names it has, resolved or not.
    names: usize,
    /// The number it gives, and where.
    said: Option<(u32, Span)>,
}

/// All such sentences, in text order.
pub(super) fn statements(desk: &Desk<'_>, named: &Named) -> Vec<Statement> {
    let counts = counts(desk);
    let mut found: Vec<Statement> = Vec::new();
    for (block, sentences) in desk.sentences.iter().enumerate().filter(|(block, _)| desk.transcript.blocks[*block].kind == BlockKind::Paragraph) {
        let mut waits = false;
        for sentence in sentences {
            let reading = Reading { desk, block, sentence: sentence.clone(), words: &desk.language.meetings };
            if waits && let Some(last) = found.last_mut().filter(|_| reading.goes_on()) {
                (last.persons, last.names) = persons_in(named, reading.span(sentence.clone()));
            }
            waits = false;
            let Some(stretch) = reading.present() else { continue };
            let span = reading.span(sentence.clone());
            let said = counts.get(counts.partition_point(|(_, place)| place.start < span.start)).copied().filter(|(_, place)| span.contains(*place));
            let (persons, count) = persons_in(named, reading.span(stretch));
            waits = said.is_some() && count == 0;
            found.push(Statement { block, tokens: sentence.clone(), persons, names: count, said });
        }
    }
    found
}

/// The numbers of people that are marked, in text order.
fn counts(desk: &Desk<'_>) -> Vec<(u32, Span)> {
    let people = |unit: &Option<String>| unit.as_ref().is_some_and(|unit| desk.language.meetings.people.contains(unit));
    let number = |mark: &Mark| match mark {
        Mark::Measure(measure) if people(&measure.unit) => measure.quantity.as_ref().and_then(|number| number.parse().ok()),
        _ => None,
    };
    let mut counts: Vec<(u32, Span)> =
        desk.transcript.annotations.iter().filter_map(|one| number(&one.mark).map(|number| (number, one.span))).collect();
    counts.sort_by_key(|(_, span)| *span);
    counts
}

/// The persons named in a stretch, each once, and the number of different names.
fn persons_in(named: &Named, span: Span) -> (Vec<EntityId>, usize) {
    let mut persons = Vec::new();
    let mut seen = BTreeSet::new();
    let mut unresolved = 0;
    for name in named.within(span).iter().filter(|name| name.class == EntityKind::Person) {
        match name.entity {
            Some(entity) if seen.insert(entity) => persons.push(entity),
            Some(_) => {}
            None => unresolved += 1,
        }
    }
    let count = persons.len() + unresolved;
    (persons, count)
}

fn count(desk: &mut Desk<'_>, statement: &Statement) {
    let Some((said, place)) = statement.said else { return };
    let header = &mut desk.transcript.header;
    header.said_present = header.said_present.or(Some((said, place)));
    let named = u32::try_from(statement.names).unwrap_or(u32::MAX);
    if named == 0 || named == said {
        return;
    }
    let message = format!("{said} people are said to be present, and {named} are named");
    let query = Diagnostic::warning(&COUNT_OF_PEOPLE, message).at(&desk.transcript.source, place).help("compare the list with the original");
    desk.transcript.queries.push(query);
}

/// One sentence.
struct Reading<'r> {
    desk: &'r Desk<'r>,
    block: usize,
    sentence: Range<usize>,
    words: &'r MeetingWords,
}

impl Reading<'_> {
    fn word(&self, at: usize) -> Cow<'_, str> {
        self.desk.tokens[self.block][at].lower(self.desk.transcript.source.text())
    }

    fn span(&self, tokens: Range<usize>) -> Span {
        let all = &self.desk.tokens[self.block];
        if tokens.is_empty() {
            return Span::new(all[tokens.start].span.start, all[tokens.start].span.start);
        }
        Span::new(all[tokens.start].span.start, all[tokens.end - 1].span.end)
    }

    /// Whether it goes on with the list that the sentence before announced.
    fn goes_on(&self) -> bool {
        self.words.going_on.contains(&*self.word(self.sentence.start))
    }

    /// The tokens in which those present are named; `None` where it says nothing of the kind.
    fn present(&self) -> Option<Range<usize>> {
        let whole = self.sentence.clone();
        let is = |words: &Words, at: usize| whole.contains(&at) && words.contains(&*self.word(at));
        if is(&self.words.listing, whole.start) && (is(&self.words.being, whole.start + 1) || self.word_is_colon(whole.start + 1)) {
            return Some(whole);
        }
        for at in whole.clone() {
            let near = |words: &Words| (at.saturating_sub(2).max(whole.start)..at).any(|before| is(words, before));
            let (present, attending) = (is(&self.words.present, at), is(&self.words.attending, at));
            if !(present || attending) || near(&self.words.negation) {
                continue;
            }
            if present && near(&self.words.being) {
                return Some(whole.start..at);
            }
            if attending {
                return Some(if is(&self.words.by, at + 1) { at + 1..whole.end } else { whole.start..at });
            }
        }
        None
    }

    fn word_is_colon(&self, at: usize) -> bool {
        self.sentence.contains(&at) && self.word(at) == ":"
    }
}
