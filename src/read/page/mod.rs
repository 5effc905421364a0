//! The page around a document: what stands above and below it into furniture, header facts and the document's own head.
//!
//! ```text
//! Skip to content / October 6, 1956 / title / 6 October 1956 / Top Secret / the document / 6 October 1956 / summary /
//! Document Information / archive, publication, translator / rights / labels without values
//! ```

mod archival;
mod date_line;
mod fields;
pub(super) mod participants;
mod paths;
mod publication;
pub(super) mod shape;
pub(super) mod sheet;
mod statements;
mod title;
mod values;
pub(super) mod zones;

use crate::diagnostic::Diagnostic;
use crate::language::page::FieldRole;
use crate::model::{BlockKind, Field, Part};
use crate::source::Span;

use super::codes::DATES_DIFFER;
use super::people;
use fields::{Fields, Loose, Zone};
use sheet::{Sheet, field};
use zones::Zones;

/// Reads head and foot of the page; the body is left to the reader of its genre.
pub(super) fn read(sheet: &mut Sheet<'_>, zones: Zones) {
    let units = sheet.survey.units();
    let head = Fields::read(sheet, &units[..zones.body], Zone::Head);
    let foot = Fields::read(sheet, &units[zones.foot..], Zone::Foot);
    put_title(sheet, head.title);
    put_dates(sheet, &head, &foot.dates, zones.foot < units.len());
    publication::date(sheet);
}

fn put_title(sheet: &mut Sheet<'_>, span: Option<Span>) {
    let Some(span) = span else { return };
    sheet.block(span, BlockKind::Title);
    let printed = field(sheet.text(), span);
    if let Some(other) = sheet.transcript.header.title.replace(printed.clone()).filter(|other| other.text != printed.text) {
        other_title(sheet, other);
    }
    put_interviewee(sheet, span);
    let parties = title::parties(sheet.text(), span, sheet.language());
    let named = |part: Option<Span>| part.map(|part| (field(sheet.text(), part), None));
    let (sender, addressee) = (named(parties.sender), named(parties.addressee));
    if sheet.transcript.header.authors.is_empty() {
        sheet.transcript.header.authors.extend(sender);
    }
    if sheet.transcript.header.addressees.is_empty() {
        sheet.transcript.header.addressees.extend(addressee);
    }
}

/// Another title that the page gives, in a citation: a field of its own.
fn other_title(sheet: &mut Sheet<'_>, title: Field) {
    if let Some(block) = sheet.transcript.blocks.iter_mut().find(|block| Some(block.span) == title.span) {
        block.kind = BlockKind::Metadata(paths::NOTE.into());
    }
    sheet.transcript.header.other.push(("Title in the citation".to_owned(), title));
}

/// "Interview with Eva Brandt": the title names who answers.
fn put_interviewee(sheet: &mut Sheet<'_>, title: Span) {
    let printed = sheet.slice(title);
    let Some((at, _)) = printed.match_indices(' ').nth(1) else { return };
    let end = printed[at..].find([',', ';', ':', '(', '\n']).map_or(printed.len(), |length| at + length);
    let name = Span::new(title.start + at + 1, title.start + end);
    let words = &sheet.language().page;
    if words.role(&shape::fold(&printed[..at])) == Some(FieldRole::Interviewee) && shape::is_name_line(sheet.slice(name)) {
        people::enter_part(sheet, name, Part::Interviewee);
    }
}

/// The date line of the document is the last one above it; the page repeats it elsewhere.
fn put_dates(sheet: &mut Sheet<'_>, head: &Loose, foot: &[Span], framed: bool) {
    let labelled = sheet.transcript.header.date.is_some();
    let own = head.dates.last().copied().filter(|_| !labelled);
    for &span in head.dates.iter().chain(foot).filter(|&&span| Some(span) != own) {
        repeated_date(sheet, span, own);
    }
    let Some(own) = own else {
        let cited = head.cited.map(|span| date_line::header_date(sheet.text(), span, sheet.language()));
        sheet.transcript.header.date = sheet.transcript.header.date.take().or(cited);
        return;
    };
    sheet.transcript.header.date = Some(date_line::header_date(sheet.text(), own, sheet.language()));
    let shown_by_page = head.dates.len() == 1 && head.title.is_some_and(|title| own.start < title.start) && framed;
    sheet.block(own, if shown_by_page { BlockKind::Metadata(paths::DATE.into()) } else { BlockKind::Dateline });
}

/// A date line of the page: furniture where it repeats the document's, a field and a query where it differs.
fn repeated_date(sheet: &mut Sheet<'_>, span: Span, own: Option<Span>) {
    let shown = date_line::header_date(sheet.text(), span, sheet.language());
    let date = own.map(|own| date_line::header_date(sheet.text(), own, sheet.language())).or_else(|| sheet.transcript.header.date.clone());
    let Some(date) = date.filter(|date| date.value != shown.value) else { return sheet.furniture(span) };
    let value = sheet.metadata(span, paths::NOTE);
    let message = format!("the page says “{}”, the document “{}”", value.text, date.field.text);
    sheet.transcript.header.other.push(("Date shown on the page".to_owned(), value));
    let query = Diagnostic::warning(&DATES_DIFFER, message).at(sheet.survey.source(), span);
    sheet.transcript.queries.push(query.help("check the original; the date inside the document is taken"));
}

/// A note that says where the original is kept ("1. Source: Town Archives, Box 3. Secret."): the note stays, the header has the reference too.
pub(super) fn source_note(sheet: &mut Sheet<'_>, span: Span) {
    let text = sheet.text();
    let printed = sheet.slice(span);
    let words = printed.trim_start_matches(|character: char| !character.is_alphabetic());
    let inner = Span::new(span.end - words.len(), span.end);
    if let Some(label) = shape::label(text, inner, sheet.language()).filter(|label| label.role == FieldRole::Archive) {
        let reference = statements::reference(text, label.value);
        sheet.transcript.header.archival.extend(reference);
    }
}
