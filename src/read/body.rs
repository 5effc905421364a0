//! The document itself into blocks: turns, paragraphs, headings, page marks, gaps, notes, the signature.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Annotation, Block, BlockKind, Genre, Mark, NotePlace, Turn};
use crate::source::Span;

use super::codes::{IMPOSSIBLE_TIME, NOTE_WITHOUT_PARTNER, TIME_RUNS_BACK};
use super::kinds;
use super::labels::{Candidate, Labels};
use super::marks;
use super::narration;
use super::note_marks;
use super::notes::{self, Notes};
use super::page;
use super::page::sheet::{Sheet, trim};
use super::page::zones::Zones;
use super::speakers::Speakers;
use super::times::{self, Code, Times};

/// Reads the units between head and foot; with `labels`, into turns.
pub(super) fn read(sheet: &mut Sheet<'_>, zones: Zones, labels: &Labels) {
    let notes = notes::find(sheet.text(), sheet.survey.units(), zones.body, zones.foot, sheet.language());
    let speakers = Speakers::new(sheet);
    let units = &sheet.survey.units()[zones.body..zones.foot];
    let timed = labels.accepted.iter().any(|label| label.times().is_some())
        || !labels.accepted.is_empty() && units.iter().any(|unit| times::alone(sheet.text(), unit.span).is_some())
        || sheet.transcript.genre == Genre::Interview && units.iter().any(|unit| times::leading(sheet.text(), unit.span).is_some());
    let text_end = (zones.body..zones.foot).rfind(|unit| !notes.by_unit.contains_key(unit));
    let notes_start = text_end.map_or(zones.foot, |last| last + 1);
    let running = marks::running_pages(sheet.text(), Span::new(0, sheet.text().len()), &sheet.language().talk);
    let mut body =
        Body { sheet, zones, labels, notes, speakers, turn: None, timed, notes_start, running, pending: None, codes: Vec::new(), marks: Vec::new() };
    let mut at = zones.body;
    while at < zones.foot {
        at += body.unit(at);
    }
    body.leave_pending();
    body.head_marks();
    body.check_times();
    body.finish();
}

struct Body<'a, 's> {
    sheet: &'a mut Sheet<'s>,
    zones: Zones,
    labels: &'a Labels,
    notes: Notes,
    speakers: Speakers,
    /// The open turn.
    turn: Option<u32>,
    /// Whether labels carry time codes.
    timed: bool,
    /// The first of the notes with which the body ends; its end where it ends otherwise.
    notes_start: usize,
    /// Marks of pages without brackets, in text order.
    running: Vec<Annotation>,
    /// A time code that stands alone, for the turn that follows.
    pending: Option<(Span, Times)>,
    /// The times at which turns begin, with their codes, in text order.
    codes: Vec<(Span, u64)>,
    marks: Vec<Annotation>,
}

impl Body<'_, '_> {
    /// Reads the unit `at`; how many units that took.
    fn unit(&mut self, at: usize) -> usize {
        let span = self.sheet.survey.units()[at].span;
        if let Some(label) = self.labels.of_unit(at) {
            self.labelled(label, span);
            return 1;
        }
        if let Some(number) = self.notes.by_unit.get(&at).copied() {
            self.note(at, span, number);
            return 1;
        }
        if let Some(code) = times::alone(self.sheet.text(), span).filter(|_| self.timed)
            && self.code_alone(code)
        {
            return 1;
        }
        let zones = Zones { foot: self.notes_start.max(at + 1), ..self.zones };
        let (kind, taken) = kinds::of(self.sheet, zones, at, self.labels);
        let end = self.sheet.survey.units()[at + taken - 1].span.end;
        self.plain(Span::new(span.start, end), kind);
        taken
    }

    /// A time code on a line of its own; `false` where it says no time.
    fn code_alone(&mut self, code: Code) -> bool {
        self.leave_pending();
        self.pending = code.times.map(|times| (code.span, times));
        if self.pending.is_none() {
            self.impossible_time(code);
        }
        self.pending.is_some()
    }

    /// A time code for which no turn has come stays where it is printed, as a moment inside the open turn.
    fn leave_pending(&mut self) {
        if let Some((code, (start, _))) = self.pending.take() {
            self.marks.push(marks::time_code(code, start));
            self.sheet.transcript.blocks.push(Block { span: code, kind: BlockKind::Paragraph, turn: self.turn });
        }
    }

    fn impossible_time(&mut self, code: Code) {
        let message = format!("no recording has the time {}", self.sheet.slice(code.span));
        let query = Diagnostic::warning(&IMPOSSIBLE_TIME, message).at(self.sheet.survey.source(), code.span);
        self.sheet.transcript.queries.push(query.help("listen to the recording; the turn has no time, and the code stays as printed"));
    }

    /// A block without label.
    fn plain(&mut self, span: Span, kind: BlockKind) {
        self.leave_pending();
        let turn = self.turn_of(span, &kind);
        if turn.is_none() && matches!(kind, BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Signature) {
            self.turn = None;
        }
        self.put(span, kind, turn);
    }

    /// The turn to which a block without label belongs.
    fn turn_of(&self, span: Span, kind: &BlockKind) -> Option<u32> {
        match kind {
            BlockKind::Paragraph => self.turn.filter(|_| !self.is_narration(span)),
            BlockKind::Incident => self.turn,
            _ => None,
        }
    }

    /// Whether a paragraph between turns tells what happens instead of carrying on the turn.
    fn is_narration(&self, span: Span) -> bool {
        narration::is_narration(self.sheet.slice(span), self.sheet.language(), |word| self.speakers.is_speaker(word))
    }

    fn labelled(&mut self, label: &Candidate, unit: Span) {
        let who = self.speakers.resolve(self.sheet, label);
        let times = self.times(label);
        self.open_turn(Turn { who: vec![who.entity], label: Some(label.printed), times, inferred: who.certainty, decided: None });
        if label.restored {
            self.marks.push(marks::restored_label(label.printed));
        }
        self.put(label.printed, BlockKind::SpeakerLabel, self.turn);
        self.put(Span::new(label.words.min(unit.end), unit.end), BlockKind::Paragraph, self.turn);
    }

    /// When the turn of `label` begins: its own time code, or the one on the line above.
    fn times(&mut self, label: &Candidate) -> Option<Times> {
        if let Some(code) = label.code.filter(|code| code.times.is_none()) {
            self.impossible_time(code);
        }
        let own = label.times();
        if own.is_some() {
            self.leave_pending();
        }
        let (code, times) = own.or_else(|| self.pending.take())?;
        self.sheet.furniture(code);
        self.codes.push((code, times.0));
        Some(times)
    }

    fn open_turn(&mut self, turn: Turn) {
        self.turn = u32::try_from(self.sheet.transcript.turns.len()).ok();
        self.sheet.transcript.turns.push(turn);
    }

    fn put(&mut self, span: Span, kind: BlockKind, turn: Option<u32>) {
        let span = trim(self.sheet.text(), span);
        if span.is_empty() {
            return;
        }
        if kind.is_prose() {
            self.inner_marks(span);
        }
        self.sheet.transcript.blocks.push(Block { span, kind, turn });
    }

    /// Marks printed inside a block.
    fn inner_marks(&mut self, span: Span) {
        let text = self.sheet.text();
        marks::page_marks(text, span, &self.sheet.language().talk, &mut self.marks);
        let inside =
            self.running.partition_point(|mark| mark.span.start < span.start)..self.running.partition_point(|mark| mark.span.start < span.end);
        self.marks.extend(self.running[inside].iter().filter(|mark| mark.span.end <= span.end).cloned());
        if self.timed {
            marks::time_codes(text, span, &mut self.marks);
        }
        for mark in note_marks::marks(text, span, &self.sheet.language().abbreviations) {
            if self.notes.by_number.contains_key(&mark.number) {
                self.marks.push(marks::note_mark(mark.span, mark.number));
            } else if self.notes.lacks(&mark) {
                self.ask_for_partner(mark.span, format!("the mark {} has no note", mark.number), "look for its note in the original");
            }
        }
    }

    fn ask_for_partner(&mut self, span: Span, message: String, help: &str) {
        let query = Diagnostic::warning(&NOTE_WITHOUT_PARTNER, message).at(self.sheet.survey.source(), span);
        self.sheet.transcript.queries.push(query.help(help));
    }

    /// Marks in the title and the other blocks of the head; a note mark behind the title is no part of it.
    fn head_marks(&mut self) {
        let start = self.sheet.survey.units().get(self.zones.body).map_or(self.sheet.text().len(), |unit| unit.span.start);
        let blocks = self.sheet.transcript.blocks.iter().filter(|block| block.span.start < start && block.kind.is_prose());
        for span in blocks.map(|block| block.span).collect::<Vec<_>>() {
            self.inner_marks(span);
        }
        let Some(title) = self.sheet.transcript.header.title.as_mut() else { return };
        let end = title.span.map(|span| span.end);
        let mark = self.marks.iter().find(|mark| matches!(mark.mark, Mark::NoteMark(_)) && Some(mark.span.end) == end);
        if let (Some(mark), Some(span)) = (mark, title.span.as_mut()) {
            span.end = mark.span.start;
            title.text.truncate(title.text.len() - mark.span.len());
        }
    }

    /// A note: at the end where only notes follow, else at the foot of its page.
    fn note(&mut self, at: usize, span: Span, number: u32) {
        let last = (at..self.zones.foot).all(|unit| self.notes.by_unit.contains_key(&unit));
        let place = if last { NotePlace::End } else { NotePlace::Foot };
        if last {
            self.turn = None;
        }
        self.put(span, BlockKind::Note { number: Some(number.to_string()), place }, None);
        page::source_note(self.sheet, span);
    }

    /// Asks for the times that are earlier than the one before.
    fn check_times(&mut self) {
        let inside = self.marks.iter().filter_map(|mark| match mark.mark {
            Mark::TimeCode(start) => Some((mark.span, start)),
            _ => None,
        });
        let mut codes: Vec<(Span, u64)> = self.codes.iter().copied().chain(inside).collect();
        codes.sort_by_key(|(span, _)| span.start);
        for pair in codes.windows(2).filter(|pair| pair[1].1 < pair[0].1) {
            let message = format!("the time {} is earlier than {}, the one before it", times::printed(pair[1].1), times::printed(pair[0].1));
            let query = Diagnostic::warning(&TIME_RUNS_BACK, message).at(self.sheet.survey.source(), pair[1].0);
            self.sheet.transcript.queries.push(query.help("listen to the recording; the turns keep the order of the text"));
        }
    }

    /// Keeps the marks that are not the numbers of the notes themselves, and asks for the marks of notes that have none.
    fn finish(mut self) {
        let starts: BTreeSet<usize> = self.notes.by_number.values().map(|span| span.start).collect();
        let mut marks = std::mem::take(&mut self.marks);
        marks.retain(|mark| !matches!(mark.mark, Mark::NoteMark(_)) || !starts.contains(&mark.span.start));
        self.sheet.transcript.annotations.extend(marks);
        for (number, span) in std::mem::take(&mut self.notes.unmarked) {
            self.ask_for_partner(span, format!("note {number} has no mark in the text"), "look for its mark in the original");
        }
    }
}
