//! The meetings a document reports: what each was, who attended, where it begins and ends in the text, when and where it was.
//!
//! "The conversation with X, at which Y was present, was held …", "Sixteen people were present at the dinner." A meeting has
//! a date and a place only where a sentence plans it: "X invited me to a conversation at 6:30 P.M." in a paragraph that names them.

use crate::model::{BlockKind, Date, DateValue, EntityId, EntityKind, Field, HeaderDate, Mark, Rule, Setting};
use crate::source::Span;

use super::named::Named;
use super::presence::{Statement, statements};
use super::{Desk, Pass};

/// How many paragraphs before its beginning a meeting may be planned.
const NEAR: usize = 10;

/// How many sentences, dates or places are looked at, so that a file of one line takes no longer than others.
const FEW: usize = 60;

/// The pass.
pub struct Meetings;

impl Pass for Meetings {
    fn rules(&self) -> &'static [&'static Rule] {
        &[]
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let named = Named::of(desk.transcript);
        let found = statements(desk, &named);
        if desk.transcript.header.settings.is_empty() {
            desk.transcript.header.settings = settings(desk, &named, &found);
            return;
        }
        let present: Vec<EntityId> = desk.transcript.register.iter().filter(|(_, entity)| entity.present).map(|(id, _)| id).collect();
        if let [setting] = &mut desk.transcript.header.settings[..]
            && setting.attendees.is_empty()
        {
            setting.attendees = present;
        }
    }
}

/// One meeting for each statement of presence that names a kind of meeting; a second statement on the same adds to it.
fn settings(desk: &Desk<'_>, named: &Named, found: &[Statement]) -> Vec<Setting> {
    let times = Times::of(desk);
    let mut settings: Vec<(Setting, usize)> = Vec::new();
    for statement in found {
        let Some(activity) = activity(desk, statement) else { continue };
        let attendees = desk.transcript.register.narrator().into_iter().chain(statement.persons.iter().copied());
        match settings.last_mut() {
            Some((last, _)) if last.activity.as_ref().is_some_and(|field| field.text.eq_ignore_ascii_case(&activity.text)) => {
                let more: Vec<EntityId> = attendees.filter(|person| !last.attendees.contains(person)).collect();
                last.attendees.extend(more);
            }
            _ => {
                let (date, place) = planned(desk, named, &times, statement, &activity.text);
                let attendees = attendees.collect();
                settings.push((Setting { activity: Some(activity), attendees, date, place, ..Setting::default() }, statement.block));
            }
        }
    }
    extents(desk, settings)
}

/// The kind of meeting that a sentence names.
fn activity(desk: &Desk<'_>, statement: &Statement) -> Option<Field> {
    let base = desk.transcript.source.text();
    let tokens = &desk.tokens[statement.block][statement.tokens.clone()];
    let token = tokens.iter().find(|token| desk.language.meetings.activity.contains(token.text(base)))?;
    Some(Field { text: token.text(base).to_owned(), span: Some(token.span) })
}

/// A meeting goes on to the next one, the last one to the end of the text.
fn extents(desk: &Desk<'_>, settings: Vec<(Setting, usize)>) -> Vec<Setting> {
    let blocks = &desk.transcript.blocks;
    let last = blocks.iter().rposition(|block| block.kind == BlockKind::Paragraph).unwrap_or(0);
    let starts: Vec<usize> = settings.iter().map(|(_, block)| *block).collect();
    let with_extent = settings.into_iter().enumerate().map(|(number, (mut setting, first))| {
        let end = starts.get(number + 1).map_or(last, |next| next.saturating_sub(1).max(first));
        setting.extent = Some(Span::new(blocks[first].span.start, blocks[end].span.end));
        setting
    });
    with_extent.collect()
}

/// Date and place from the nearest sentence that names the meeting together with a time or a date.
fn planned(desk: &Desk<'_>, named: &Named, times: &Times, statement: &Statement, activity: &str) -> (Option<HeaderDate>, Option<EntityId>) {
    let base = desk.transcript.source.text();
    let near = (statement.block.saturating_sub(NEAR)..=statement.block).rev();
    let own = desk.sentences[statement.block].partition_point(|sentence| sentence.start <= statement.tokens.start);
    let until = |block: usize| if block == statement.block { own } else { desk.sentences[block].len() };
    let earlier = near.flat_map(|block| desk.sentences[block][..until(block)].iter().rev().map(move |sentence| (block, sentence)));
    for (block, sentence) in earlier.take(FEW) {
        let tokens = &desk.tokens[block][sentence.clone()];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
        let span = Span::new(first.span.start, last.span.end);
        let names_it = tokens.iter().any(|token| token.text(base).eq_ignore_ascii_case(activity));
        if names_it && !times.within(span).is_empty() {
            let before = Span::new(desk.transcript.blocks[block].span.start, span.end);
            return (times.last_day(desk, before), place_in(desk, named, before));
        }
    }
    (None, None)
}

/// Dates and times of day as they are marked, in text order.
struct Times(Vec<(Span, Option<Date>)>);

impl Times {
    fn of(desk: &Desk<'_>) -> Self {
        let day = |mark: &Mark| match mark {
            Mark::Date(DateValue { when: Some(date @ Date { day: Some(_), .. }), .. }) => Some(Some(*date)),
            Mark::Date(_) | Mark::Time(_) => Some(None),
            _ => None,
        };
        let mut times: Vec<(Span, Option<Date>)> =
            desk.transcript.annotations.iter().filter_map(|one| day(&one.mark).map(|date| (one.span, date))).collect();
        times.sort_by_key(|(span, _)| *span);
        Self(times)
    }

    fn within(&self, stretch: Span) -> &[(Span, Option<Date>)] {
        let start = self.0.partition_point(|(span, _)| span.start < stretch.start);
        let end = self.0.partition_point(|(span, _)| span.end <= stretch.end);
        &self.0[start.min(end)..end]
    }

    /// The last single day in a stretch; its year is inferred where it is not printed.
    fn last_day(&self, desk: &Desk<'_>, stretch: Span) -> Option<HeaderDate> {
        let (span, date) = self.within(stretch).iter().rev().take(FEW).find_map(|(span, date)| date.map(|date| (*span, date)))?;
        let text = desk.transcript.source.slice(span).to_owned();
        let inferred = !text.contains(&date.year.to_string());
        Some(HeaderDate { field: Field { text, span: Some(span) }, value: DateValue::when(date), inferred })
    }
}

/// The last place in a stretch in or to which something happens.
fn place_in(desk: &Desk<'_>, named: &Named, stretch: Span) -> Option<EntityId> {
    let base = desk.transcript.source.text();
    let led =
        |start: usize| base[stretch.start..start].split_whitespace().next_back().is_some_and(|word| desk.language.meetings.r#where.contains(word));
    named.within(stretch).iter().rev().take(FEW).find(|name| name.class == EntityKind::Place && led(name.span.start)).and_then(|name| name.entity)
}
