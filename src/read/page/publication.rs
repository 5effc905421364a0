//! "Published in "Istochnik" no earlier than 24 September 1956": the date in it, and whether it can be right.

use crate::diagnostic::Diagnostic;
use crate::language::dates;
use crate::model::{Date, DateValue, HeaderDate, Publication};
use crate::read::codes::IMPOSSIBLE_PUBLICATION;

use super::sheet::{Sheet, field};

/// Reads the date of each publication, and doubts one that lies before the document's own.
pub(super) fn date(sheet: &mut Sheet<'_>) {
    let written = sheet.transcript.header.date.as_ref().map(|date| (latest(date.value), date.field.text.clone()));
    let mut publications = std::mem::take(&mut sheet.transcript.header.publications);
    for publication in &mut publications {
        publication.date = printed_date(sheet, publication);
        publication.doubt = doubt(publication, written.as_ref());
        if let (Some(doubt), Some(span)) = (&publication.doubt, publication.field.span) {
            let query = Diagnostic::warning(&IMPOSSIBLE_PUBLICATION, doubt.clone()).at(sheet.survey.source(), span);
            sheet.transcript.queries.push(query.help("the words stay as printed; look for the issue itself"));
        }
    }
    sheet.transcript.header.publications = publications;
}

/// The date behind the title.
fn printed_date(sheet: &Sheet<'_>, publication: &Publication) -> Option<HeaderDate> {
    let mut span = publication.field.span?;
    span.start = publication.title.as_ref().and_then(|title| title.span).map_or(span.start, |title| title.end);
    let found = dates::find(sheet.text(), span, sheet.language()).into_iter().next()?;
    Some(HeaderDate { field: field(sheet.text(), found.span), value: found.value, inferred: false })
}

/// Nothing is published before it is written; a lower bound that early says nothing.
fn doubt(publication: &Publication, written: Option<&(Option<Date>, String)>) -> Option<String> {
    let date = publication.date.as_ref()?;
    let (written, words) = written?;
    let written = (*written)?;
    let bound = latest(date.value).or(date.value.not_before)?;
    is_before(bound, written)
        .then(|| format!("the document of {words} is said to be published “{}”; that cannot date the publication", date.field.text))
}

fn latest(value: DateValue) -> Option<Date> {
    value.when.or(value.to).or(value.not_after)
}

/// Whether `first` lies wholly before `second`, as far as both are given.
fn is_before(first: Date, second: Date) -> bool {
    let month = |date: Date| date.month.unwrap_or(12);
    let day = |date: Date| date.day.unwrap_or(31);
    (first.year, month(first), day(first)) < (second.year, second.month.unwrap_or(1), second.day.unwrap_or(1))
}
