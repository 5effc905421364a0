//! `bibl type="publishedIn"`: the statement as printed, with its title and date inside, and why the date cannot be right.

use crate::model::{Publication, Transcript};
use crate::write::tei::queries;
use crate::xml::emit::Emitter;

use super::field::{Inline, mixed};
use super::header_date;

/// Writes one publication.
pub(super) fn write(xml: &mut Emitter, transcript: &Transcript, publication: &Publication) {
    let mut inside: Vec<Inline<'_>> = Vec::new();
    if let Some(title) = &publication.title {
        let write = move |xml: &mut Emitter| {
            xml.leaf("title", &title.text);
        };
        inside.push((title.span.unwrap_or_default(), Box::new(write)));
    }
    if let Some(date) = &publication.date {
        let write = move |xml: &mut Emitter| header_date(xml, date, None, publication.doubt.is_some());
        inside.push((date.field.span.unwrap_or_default(), Box::new(write)));
    }
    xml.open("bibl").attribute("type", "publishedIn");
    for (_, write) in mixed(xml, transcript, &publication.field, inside) {
        xml.text(" ");
        write(xml);
    }
    if let Some(doubt) = &publication.doubt {
        queries::note(xml, None, doubt);
    }
    xml.close().line();
}
