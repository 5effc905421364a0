//! Each labelled value into its block and its place in the header: rights, citations, dates, places, parts of an interview.

use crate::language::page::FieldRole;
use crate::model::{BlockKind, NotePlace, Part, Setting};
use crate::read::people;
use crate::source::Span;

use super::fields::{Fields, Zone};
use super::sheet::{Sheet, field};
use super::{date_line, paths, shape, statements};

impl Fields<'_, '_> {
    /// Puts down a value of the given role.
    pub(super) fn value(&mut self, role: FieldRole, span: Span) {
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

    pub(super) fn archive(&mut self, span: Span) {
        let label = self.label_text();
        self.taken();
        statements::archive(self.sheet, span, &label);
    }

    /// Who asks or answers, named above the interview.
    fn interview_part(&mut self, span: Span, part: Part) {
        self.other(span);
        people::enter_part(self.sheet, span, part);
    }

    pub(super) fn other(&mut self, span: Span) {
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
    pub(super) fn citation(&mut self, span: Span) {
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
        let words = &self.sheet.language().page;
        let more = |length: usize| {
            folded.get(length..).and_then(|rest| Some(length + rest.len() - rest.trim_start().len() + words.contents_value(rest.trim_start())?))
        };
        match words.contents_value(&folded).map(|length| more(length).unwrap_or(length)) {
            Some(length)
                if self.sheet.slice(span).get(..length).is_some_and(|value| folded.starts_with(&shape::fold(value))) && length < span.len() =>
            {
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
