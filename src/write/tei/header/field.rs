//! A printed value with elements inside it: the title and the date in "Published in …", a misprint in a summary.

use crate::model::{Annotation, Field, Mark, Transcript};
use crate::source::Span;
use crate::write::tei::marks::responsible;
use crate::xml::emit::Emitter;

/// An element inside a value: where its characters stand, and what writes it.
pub(super) type Inline<'a> = (Span, Write<'a>);

/// What writes an element.
type Write<'a> = Box<dyn Fn(&mut Emitter) + 'a>;

/// Writes the value with the elements inside it, and gives those that have no place in it.
pub(super) fn mixed<'a>(xml: &mut Emitter, transcript: &Transcript, field: &Field, mut inside: Vec<Inline<'a>>) -> Vec<Inline<'a>> {
    let text = transcript.source.text();
    let Some(span) = field.span.filter(|span| text.get(span.range()) == Some(&*field.text)) else {
        xml.text(&field.text);
        return inside;
    };
    inside.sort_by_key(|(place, _)| *place);
    let mut at = span.start;
    let mut left = Vec::new();
    for (place, write) in inside {
        if place.is_empty() || !Span::new(at, span.end).contains(place) {
            left.push((place, write));
            continue;
        }
        xml.text(&text[at..place.start]);
        write(xml);
        at = place.end;
    }
    xml.text(&text[at..span.end]);
    left
}

/// The misprints and abbreviations that annotations find in a value.
pub(super) fn editorial<'a>(transcript: &'a Transcript, field: &Field) -> Vec<Inline<'a>> {
    let Some(span) = field.span else { return Vec::new() };
    let inside = transcript.annotations.iter().filter(|annotation| span.contains(annotation.span));
    inside.filter_map(|annotation| choice(transcript, annotation).map(|write| (annotation.span, write))).collect()
}

fn choice<'a>(transcript: &'a Transcript, annotation: &'a Annotation) -> Option<Write<'a>> {
    let (printed, added, text) = match &annotation.mark {
        Mark::Correction(right) => ("sic", "corr", right),
        Mark::Expansion(full) => ("abbr", "expan", full),
        _ => return None,
    };
    Some(Box::new(move |xml| {
        xml.open("choice").leaf(printed, transcript.source.slice(annotation.span)).open(added);
        responsible(xml, annotation, None);
        xml.text(text).close().close();
    }))
}
