//! The head and the foot of a page into blocks and header facts, unit by unit.

use crate::diagnostic::Diagnostic;
use crate::language::page::FieldRole;
use crate::model::{BlockKind, NotePlace, Part, Setting};
use crate::read::codes::UNPLACED;
use crate::read::people;
use crate::read::units::Unit;
use crate::source::Span;

use super::shape::{self, Label, Shape};
use super::sheet::{Sheet, field};
use super::{archival, date_line, participants, paths, statements, title};

/// Words of a summary, at least.
const SUMMARY: usize = 6;

/// Which part of the page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Above the document.
    Head,
    /// Below it.
    Foot,
}

/// Reads one zone.
pub(super) struct Fields<'a, 's> {
    sheet: &'a mut Sheet<'s>,
    zone: Zone,
    /// The label whose value is read, and whether it has one yet.
    label: Option<(Label, bool)>,
    /// Whether the last value was a paragraph: a short line behind it is a label.
    after_prose: bool,
    /// Dates without label, in text order.
    dates: Vec<Span>,
    /// The title, if the zone holds it.
    title: Option<Span>,
    /// The date in a citation.
    cited: Option<Span>,
}

/// What a zone says that is decided by looking at the whole page.
#[derive(Debug, Default)]
pub(super) struct Loose {
    /// Dates without label, in text order.
    pub dates: Vec<Span>,
    /// The title.
    pub title: Option<Span>,
    /// The date in a citation.
    pub cited: Option<Span>,
}

impl<'a, 's> Fields<'a, 's> {
    /// Reads `units`.
    pub(super) fn read(sheet: &'a mut Sheet<'s>, units: &[Unit], zone: Zone) -> Loose {
        let title = if zone == Zone::Head { find_title(sheet, units) } else { None };
        let mut fields = Self { sheet, zone, label: None, after_prose: false, dates: Vec::new(), title, cited: None };
        let mut at = 0;
        while at < units.len() {
            let shape = shape::of(fields.sheet.text(), units[at].span, fields.sheet.language());
            at = match shape {
                Shape::Field(label) if label.role == FieldRole::Participants => fields.participants(units, at, label),
                _ => {
                    fields.unit(units[at].span, shape);
                    at + 1
                }
            };
        }
        fields.close_label();
        Loose { dates: fields.dates, title: fields.title, cited: fields.cited }
    }

    fn unit(&mut self, span: Span, shape: Shape) {
        if self.title.is_some_and(|title| title.overlaps(span)) {
            return self.close_label();
        }
        match shape {
            Shape::Furniture => self.sheet.furniture(span),
            Shape::Field(label) => self.field(label),
            Shape::Rights if self.expects(FieldRole::Rights) => self.labelled(span),
            Shape::Rights => self.value(FieldRole::Rights, span),
            Shape::Date if self.expects(FieldRole::Date) => self.labelled(span),
            Shape::Date => self.dates.push(span),
            Shape::Classification => self.classification(span),
            Shape::Statement => {
                let label = self.label_text();
                self.taken();
                if self.sheet.slice(span).starts_with(['“', '"', '«', '„']) {
                    self.citation(span);
                } else {
                    statements::read(self.sheet, span, &label);
                }
            }
            Shape::Heading | Shape::Prose => self.loose(span, shape),
        }
        self.after_prose = matches!(shape, Shape::Prose | Shape::Rights | Shape::Statement);
    }

    /// A list of those present; one past its last unit.
    fn participants(&mut self, units: &[Unit], at: usize, label: Label) -> usize {
        self.close_label();
        let end = participants::extent(self.sheet.text(), units, at, self.sheet.language(), &|_| false);
        participants::read(self.sheet, label, &units[at + 1..end]);
        end
    }

    fn expects(&self, role: FieldRole) -> bool {
        self.label.is_some_and(|(label, taken)| label.role == role && !taken)
    }

    fn taken(&mut self) {
        if let Some((_, taken)) = &mut self.label {
            *taken = true;
        }
    }

    fn label_text(&self) -> String {
        let printed = self.label.map_or("", |(label, _)| self.sheet.slice(label.span));
        let printed = printed.trim_end_matches(':').trim_end();
        if printed.is_empty() { "Page".to_owned() } else { printed.to_owned() }
    }

    /// A label opens; the one before it ends, blank if it has no value.
    fn field(&mut self, label: Label) {
        self.close_label();
        self.label = Some((label, false));
        if !label.value.is_empty() {
            self.labelled(label.value);
        }
    }

    /// The label ends: furniture if it has a value, a blank field if it has none.
    fn close_label(&mut self) {
        let Some((label, taken)) = self.label.take() else { return };
        if taken || matches!(label.role, FieldRole::Section | FieldRole::Text | FieldRole::Notes) {
            return self.sheet.furniture(label.span);
        }
        let colon = self.sheet.slice(label.span).trim_end_matches(':').trim_end().len();
        let words = Span::new(label.span.start, label.span.start + colon);
        let blank = self.sheet.metadata(words, paths::NOTE);
        self.sheet.furniture(Span::new(words.end, label.span.end));
        self.sheet.transcript.header.blank_fields.push(blank);
    }

    /// A value of the open label.
    fn labelled(&mut self, span: Span) {
        let Some((label, _)) = self.label else { return };
        self.taken();
        self.value(label.role, span);
    }

    /// A line or paragraph that says nothing of itself.
    fn loose(&mut self, span: Span, shape: Shape) {
        match self.label {
            Some((label, taken)) if label.role != FieldRole::Section && !(taken && self.after_prose && shape == Shape::Heading) => {
                self.labelled(span);
            }
            Some((_, taken)) if taken && shape == Shape::Heading => self.unknown_label(span),
            Some((_, false)) if archival::is_undivided(self.sheet.slice(span)) && span.len() < 300 => self.archive(span),
            _ if shape == Shape::Prose && self.sheet.slice(span).split_whitespace().count() >= SUMMARY => self.value(FieldRole::Summary, span),
            _ if self.zone == Zone::Head && self.title.is_some_and(|title| title.start < span.start) => self.sheet.block(span, BlockKind::Paragraph),
            _ => self.unplaced(span),
        }
    }

    /// A short line behind a paragraph: a label the tables do not know.
    fn unknown_label(&mut self, span: Span) {
        self.field(Label { role: FieldRole::Other, span, value: Span::new(span.end, span.end) });
    }

    fn unplaced(&mut self, span: Span) {
        let label = self.label_text();
        let value = self.sheet.metadata(span, paths::NOTE);
        let message = format!("the page prints “{}”, and nothing says what it means", value.text);
        self.sheet.transcript.header.other.push((label, value));
        let query = Diagnostic::warning(&UNPLACED, message).at(self.sheet.survey.source(), span);
        self.sheet.transcript.queries.push(query.help("it is kept as a field of the header; say there what it is"));
    }

    fn classification(&mut self, span: Span) {
        if self.expects(FieldRole::Classification) {
            return self.labelled(span);
        }
        self.sheet.block(span, BlockKind::Classification);
        let printed = field(self.sheet.text(), span);
        self.sheet.transcript.header.classification.get_or_insert(printed);
    }

    fn value(&mut self, role: FieldRole, span: Span) {
        let sheet = &mut *self.sheet;
        match role {
            FieldRole::Summary => {
                let value = sheet.metadata(span, paths::SUMMARY);
                sheet.transcript.header.summaries.push(value);
            }
            FieldRole::Title if sheet.transcript.header.title.is_none() => {
                let value = sheet.metadata(span, paths::TITLE);
                sheet.transcript.header.title = Some(value);
            }
            FieldRole::Date => self.date(span),
            FieldRole::Place => {
                let value = sheet.metadata(span, paths::PLACE);
                setting(sheet).place_text.get_or_insert(value);
            }
            FieldRole::Subject if sheet.transcript.header.subject.is_none() => {
                let value = sheet.metadata(span, paths::SUBJECT);
                sheet.transcript.header.subject = Some(value);
            }
            FieldRole::Sender => {
                let value = sheet.metadata(span, paths::AUTHOR);
                sheet.transcript.header.authors.push((value, None));
            }
            FieldRole::Addressee => {
                let value = sheet.metadata(span, paths::ADDRESSEE);
                sheet.transcript.header.addressees.push((value, None));
            }
            FieldRole::Translator => statements::translator(sheet, span),
            FieldRole::Archive => self.archive(span),
            FieldRole::Interviewer => self.interview_part(span, Part::Interviewer),
            FieldRole::Interviewee => self.interview_part(span, Part::Interviewee),
            FieldRole::Publication => statements::publication(sheet, span),
            FieldRole::Language if sheet.transcript.header.original_language.is_none() => {
                let value = sheet.metadata(span, paths::LANGUAGE);
                sheet.transcript.header.original_language = Some(value);
            }
            FieldRole::Classification if sheet.transcript.header.classification.is_none() => {
                let value = sheet.metadata(span, paths::CLASSIFICATION);
                sheet.transcript.header.classification = Some(value);
            }
            FieldRole::Rights => self.rights(span),
            FieldRole::Holder => {
                let value = sheet.metadata(span, paths::HOLDER);
                sheet.transcript.header.holders.push((value, None));
            }
            FieldRole::Citation => self.citation(span),
            FieldRole::Contents => self.contents(span),
            FieldRole::Text => sheet.block(span, BlockKind::Paragraph),
            FieldRole::Notes => sheet.block(span, BlockKind::Note { number: None, place: NotePlace::End }),
            _ => self.other(span),
        }
    }

    fn archive(&mut self, span: Span) {
        let label = self.label_text();
        self.taken();
        statements::archive(self.sheet, span, &label);
    }

    /// Who asks or answers, named above the interview.
    fn interview_part(&mut self, span: Span, part: Part) {
        self.other(span);
        people::enter_part(self.sheet, span, part);
    }

    fn other(&mut self, span: Span) {
        let label = self.label_text();
        let value = self.sheet.metadata(span, paths::NOTE);
        self.sheet.transcript.header.other.push((label, value));
    }

    /// A labelled date: the document's date line, or a fact of the page.
    fn date(&mut self, span: Span) {
        let date = date_line::header_date(self.sheet.text(), span, self.sheet.language());
        if self.zone == Zone::Head {
            self.sheet.block(span, BlockKind::Dateline);
            setting(self.sheet).date.get_or_insert_with(|| date.clone());
            self.sheet.transcript.header.date.get_or_insert(date);
        } else {
            self.other(span);
        }
    }

    /// A paragraph on rights; a placeholder of the web page in it is furniture.
    fn rights(&mut self, span: Span) {
        let text = self.sheet.text();
        let words = &self.sheet.language().page.rights;
        let folded: String = text[span.range()].chars().map(|character| if character == '\u{A0}' { ' ' } else { character }).collect();
        let hole = words.placeholders.iter().find_map(|placeholder| {
            let at = folded.find(placeholder.as_str())?;
            let before = folded[..at].chars().count();
            let start = text[span.range()].char_indices().nth(before).map(|(start, _)| span.start + start)?;
            let length = text[start..span.end].chars().take(placeholder.chars().count()).map(char::len_utf8).sum::<usize>();
            Some(Span::new(start, start + length))
        });
        let mut at = span.start;
        if let Some(hole) = hole {
            self.sheet.metadata(Span::new(at, hole.start), paths::RIGHTS);
            self.sheet.furniture(hole);
            at = hole.end;
        }
        self.sheet.metadata(Span::new(at, span.end), paths::RIGHTS);
        let value = field(text, span);
        self.holder(span);
        self.sheet.transcript.header.rights.push(value);
    }

    /// Who keeps the page, where a paragraph on rights names it.
    fn holder(&mut self, span: Span) {
        let printed = self.sheet.slice(span);
        let lower = printed.to_lowercase();
        if lower.len() != printed.len() {
            return;
        }
        let cues = &self.sheet.language().page.rights.holders;
        let named = cues.iter().find_map(|(before, behind)| {
            let start = lower.find(before.as_str())? + before.len();
            let length = lower[start..].find(behind.as_str()).filter(|&length| length < 80)?;
            printed[start..].starts_with(char::is_uppercase).then(|| Span::new(span.start + start, span.start + start + length))
        });
        let holders = &mut self.sheet.transcript.header.holders;
        if let Some(named) = named.map(|named| field(self.sheet.survey.text(), named))
            && holders.iter().all(|(known, _)| known.text != named.text)
        {
            holders.push((named, None));
        }
    }

    /// A citation: the title in quotation marks, then archive and translator.
    fn citation(&mut self, span: Span) {
        let printed = self.sheet.slice(span);
        let mut rest = span;
        if let Some(range) = statements::quoted(printed).filter(|range| range.start < 8) {
            let inner = Span::from(range).shifted(span.start);
            let title = Span::new(inner.start, inner.start + self.sheet.slice(inner).trim_end_matches([',', '.']).len());
            let value = self.sheet.metadata(title, paths::TITLE);
            self.sheet.transcript.header.title.get_or_insert(value);
            rest = Span::new(inner.end, span.end);
            let mark = self.sheet.text()[rest.range()].chars().next().map_or(0, char::len_utf8);
            rest.start += mark;
        }
        let label = self.label_text();
        self.cited = self.cited.or_else(|| date_line::first_day(self.sheet.text(), rest, self.sheet.language()));
        statements::cited(self.sheet, rest, &label);
    }

    /// What the page holds; the document may begin on the same line.
    fn contents(&mut self, span: Span) {
        let folded = shape::fold(&self.sheet.slice(span)[..self.sheet.slice(span).floor_char_boundary(60)]);
        match self.sheet.language().page.contents_value(&folded) {
            Some(length) if length < span.len() => {
                self.other(Span::new(span.start, span.start + length));
                self.sheet.block(Span::new(span.start + length, span.end), BlockKind::Paragraph);
            }
            _ => self.other(span),
        }
    }
}

/// The meeting the page is about.
fn setting<'t>(sheet: &'t mut Sheet<'_>) -> &'t mut Setting {
    let settings = &mut sheet.transcript.header.settings;
    if settings.is_empty() {
        settings.push(Setting::default());
    }
    &mut settings[0]
}

/// The title: the first heading that holds a word of titles, or the first heading; lines that carry it on included.
fn find_title(sheet: &Sheet<'_>, units: &[Unit]) -> Option<Span> {
    let (text, language) = (sheet.text(), sheet.language());
    let headings = headings(text, units, language);
    let chosen = headings.iter().copied().find(|&index| title::has_title_word(text, units[index].span, language));
    let first = chosen.or_else(|| headings.first().copied())?;
    let mut span = units[first].span;
    for unit in &units[first + 1..] {
        let carried_on = unit.gap == 0 && shape::of(text, unit.span, language) == Shape::Heading;
        if !carried_on {
            break;
        }
        span.end = unit.span.end;
    }
    Some(span)
}

/// Indices of the headings that are no value of a label.
fn headings(text: &str, units: &[Unit], language: &'static crate::language::Language) -> Vec<usize> {
    let mut waiting = false;
    let mut found = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        match shape::of(text, unit.span, language) {
            Shape::Field(label) => waiting = label.value.is_empty() && label.role != FieldRole::Section,
            Shape::Heading if !waiting => found.push(index),
            _ => waiting = false,
        }
    }
    found
}
