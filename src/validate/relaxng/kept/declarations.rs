//! Declarations of elements, attributes, data and values as bytes; datatypes are made again from their names and parameters.

use std::sync::Arc;

use super::bytes::{Reader, Writer};
use super::{Counts, class, pattern};
use crate::source::Span;
use crate::validate::relaxng::datatype::{Datatype, trusted};
use crate::validate::relaxng::grammar::{
    AttributeDeclaration, DataDeclaration, ElementClass, ElementDeclaration, Grammar, Made, Place, ValueDeclaration,
};
use crate::validate::relaxng::syntax::{Annotations, Param, TypeName};

fn write_place(place: Place, out: &mut Writer) {
    for size in [place.file, place.span.start, place.span.end] {
        out.size(size);
    }
}

/// A place that is one: in a file of the schema, between characters.
fn read_place(from: &mut Reader<'_>, grammar: &Grammar) -> Option<Place> {
    let (file, start, end) = (from.size()?, from.size()?, from.size()?);
    let text = grammar.sources.get(file)?.text();
    let is_place = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
    is_place.then(|| Place { file, span: Span::new(start, end) })
}

fn read_text(from: &mut Reader<'_>) -> Option<Box<str>> {
    from.text().map(Into::into)
}

pub(super) fn write_element(one: &ElementDeclaration, out: &mut Writer) {
    class::write(&one.class, out);
    out.number(one.content.0);
    write_place(one.place, out);
    out.optional(one.documentation.as_deref(), Writer::text);
}

pub(super) fn read_element(from: &mut Reader<'_>, grammar: &Grammar, counts: &Counts) -> Option<ElementDeclaration> {
    Some(ElementDeclaration {
        class: class::read(from, &grammar.symbols)?,
        content: pattern(from, counts)?,
        place: read_place(from, grammar)?,
        documentation: from.optional(read_text)?,
    })
}

pub(super) fn write_attribute(one: &AttributeDeclaration, out: &mut Writer) {
    class::write(&one.class, out);
    out.number(one.content.0);
    write_place(one.place, out);
    out.optional(one.documentation.as_deref(), Writer::text);
}

pub(super) fn read_attribute(from: &mut Reader<'_>, grammar: &Grammar, counts: &Counts) -> Option<AttributeDeclaration> {
    Some(AttributeDeclaration {
        class: class::read(from, &grammar.symbols)?,
        content: pattern(from, counts)?,
        place: read_place(from, grammar)?,
        documentation: from.optional(read_text)?,
    })
}

fn write_made(made: &Made, out: &mut Writer) {
    out.text(&made.datatype.library);
    out.text(&made.datatype.name);
    out.list(&made.params, |out, (name, value)| {
        out.text(name);
        out.text(value);
    });
}

fn read_made(from: &mut Reader<'_>) -> Option<(Made, Arc<dyn Datatype>)> {
    let datatype = TypeName { library: from.text()?.into(), name: read_text(from)? };
    let params = from.list(|from| Some((read_text(from)?, read_text(from)?)))?;
    let again = |(name, value): &(Box<str>, Box<str>)| Param {
        name: name.clone(),
        value: value.clone(),
        span: Span::default(),
        annotations: Annotations::default(),
    };
    let found = trusted(&datatype.library, &datatype.name, &params.iter().map(again).collect::<Vec<_>>()).ok()?;
    Some((Made { datatype, params: params.into() }, found))
}

pub(super) fn write_data(one: &DataDeclaration, out: &mut Writer) {
    write_made(&one.made, out);
    out.optional(one.except.as_ref(), |out, except| out.number(except.0));
}

pub(super) fn read_data(from: &mut Reader<'_>, counts: &Counts) -> Option<DataDeclaration> {
    let (made, datatype) = read_made(from)?;
    Some(DataDeclaration { datatype, made, except: from.optional(|from| pattern(from, counts))? })
}

pub(super) fn write_value(one: &ValueDeclaration, out: &mut Writer) {
    write_made(&one.made, out);
    out.text(&one.canonical);
    out.text(&one.text);
    out.optional(one.documentation.as_deref(), Writer::text);
}

pub(super) fn read_value(from: &mut Reader<'_>) -> Option<ValueDeclaration> {
    let (made, datatype) = read_made(from)?;
    Some(ValueDeclaration { datatype, made, canonical: read_text(from)?, text: read_text(from)?, documentation: from.optional(read_text)? })
}

pub(super) fn write_class(out: &mut Writer, one: &ElementClass) {
    out.text(&one.name);
    out.list(&one.members, |out, &id| out.number(id));
}

pub(super) fn read_class(from: &mut Reader<'_>, counts: &Counts) -> Option<ElementClass> {
    Some(ElementClass { name: read_text(from)?, members: from.list(|from| from.below(counts.elements))? })
}
