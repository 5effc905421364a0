//! The head and the foot of a page into blocks and header facts, unit by unit.

use crate::diagnostic::Diagnostic;
use crate::language::page::FieldRole;
use crate::model::BlockKind;
use crate::read::codes::UNPLACED;
use crate::read::units::Unit;
use crate::source::Span;

use super::shape::{self, Label, Shape};
use super::sheet::{Sheet, field};
use super::{archival, participants, paths, statements, title};

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
    pub(super) sheet: &'a mut Sheet<'s>,
    pub(super) zone: Zone,
    /// The label whose value is read, and whether it has one yet.
    label: Option<(Label, bool)>,
    /// Whether the last value was a paragraph: a short line behind it is a label.
    after_prose: bool,
    /// Dates without label, in text order.
    dates: Vec<Span>,
    /// The title, if the zone holds it.
    title: Option<Span>,
    /// The date in a citation.
    pub(super) cited: Option<Span>,
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
        let title = if zone == Zone::Head { title::find(sheet, units) } else { None };
        let mut fields = Self { sheet, zone, label: None, after_prose: false, dates: Vec::new(), title, cited: None };
        let mut at = 0;
        while at < units.len() {
            let shape = shape::of(fields.sheet.text(), units[at].span, fields.sheet.language());
            at = match shape {
                Shape::Field(label) if label.role.lists_people() => fields.participants(units, at, label),
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
            Shape::Date if self.expects(FieldRole::Date) || self.expects(FieldRole::PageDate) => self.labelled(span),
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

    pub(super) fn taken(&mut self) {
        if let Some((_, taken)) = &mut self.label {
            *taken = true;
        }
    }

    pub(super) fn label_text(&self) -> String {
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
            Some((label, true)) if shape == Shape::Prose && self.zone == Zone::Foot && takes_names(label.role) && self.is_summary(span) => {
                self.close_label();
                self.value(FieldRole::Summary, span);
            }
            Some((label, taken)) if label.role != FieldRole::Section && !(taken && self.after_prose && shape == Shape::Heading) => {
                self.labelled(span);
            }
            Some((_, taken)) if taken && shape == Shape::Heading => self.unknown_label(span),
            Some((_, false)) if archival::is_undivided(self.sheet.slice(span)) && span.len() < 300 => self.archive(span),
            _ if self.zone == Zone::Head && title::is_file_number(self.sheet.slice(span)) => self.archive(span),
            _ if self.zone == Zone::Head && self.sheet.slice(span).starts_with(char::is_lowercase) => self.sheet.block(span, BlockKind::Paragraph),
            _ if shape == Shape::Prose && self.is_summary(span) => self.value(FieldRole::Summary, span),
            _ if self.zone == Zone::Head && self.title.is_some_and(|title| title.start < span.start) => self.sheet.block(span, BlockKind::Paragraph),
            _ => self.unplaced(span),
        }
    }

    /// Whether a paragraph has the words of a summary.
    fn is_summary(&self, span: Span) -> bool {
        self.sheet.slice(span).split_whitespace().count() >= SUMMARY
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
}

/// Whether the values of a label are names and numbers: a paragraph of sentences behind them is none.
const fn takes_names(role: FieldRole) -> bool {
    matches!(
        role,
        FieldRole::Other
            | FieldRole::PageDate
            | FieldRole::Holder
            | FieldRole::Language
            | FieldRole::Sender
            | FieldRole::Addressee
            | FieldRole::Translator
    )
}
