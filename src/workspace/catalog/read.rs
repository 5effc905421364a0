//! The text of a catalogue into its entries: `<uri name="https://example.org/tei.rng" uri="schemas/tei.rng"/>`.
//!
//! `group` and `xml:base` hold for what is in them. Elements of other namespaces mean nothing, as the standard says; one of this
//! namespace that it does not know is an error, for it is usually misspelt.

use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{Source, Span};
use crate::xml::names::Names;
use crate::xml::stream::{Attributes, Event, Limits, Reader, Start};

use super::super::address;
use super::codes::{ENTRY, NO_CATALOG};
use super::entry::{About, Entry, FORMS, Form, folded, public_id};

const NAMESPACE: &str = "urn:oasis:names:tc:entity:xmlns:xml:catalog";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The entries of the catalogue, in order.
///
/// # Errors
/// It is ill-formed, no catalogue, or an entry is wrong.
pub(super) fn read(source: &Source) -> Result<Vec<Entry>, Box<Diagnostic>> {
    let mut reader = Reader::new(source, Limits::default());
    let mut entries = Vec::new();
    let mut bases = vec![address::of_path(source.name().as_ref())];
    loop {
        let token = reader.advance()?;
        match reader.event(token) {
            Event::Start(start) => {
                let base = attribute(&start.attributes, reader.names(), XML, "base");
                let outer = bases.last().cloned().unwrap_or_default();
                bases.push(base.map_or_else(|| outer.clone(), |base| address::resolve(&outer, base)));
                let base = bases.last().map_or("", String::as_str);
                entries.extend(element(source, &start, reader.names(), bases.len() == 2, base)?);
            }
            Event::End(_) => {
                bases.pop();
            }
            Event::Eof => return Ok(entries),
            Event::Text(_) | Event::Comment(_) | Event::Instruction(_) => {}
        }
    }
}

fn attribute<'r>(attributes: &Attributes<'r>, names: &Names, namespace: &str, local: &str) -> Option<&'r str> {
    attributes.iter().find(|one| names.local(one.name) == local && names.namespace(one.name) == namespace).map(|one| one.value)
}

fn element(source: &Source, start: &Start<'_>, names: &Names, is_root: bool, base: &str) -> Result<Option<Entry>, Box<Diagnostic>> {
    let local = names.local(start.name);
    let ours = names.namespace(start.name) == NAMESPACE;
    match local {
        "catalog" if ours && is_root => Ok(None),
        _ if is_root => {
            let message = format!("`{local}` is the root, and this is no catalogue");
            Err(Box::new(Diagnostic::error(&NO_CATALOG, message).at(source, start.name_span).help(NO_CATALOG.remedy)))
        }
        "group" if ours => Ok(None),
        _ if !ours => Ok(None),
        _ => match FORMS.iter().find(|form| form.element == local) {
            Some(form) => entry(source, start, names, form, base).map(Some),
            None => Err(unknown(source, start.name_span, local)),
        },
    }
}

fn unknown(source: &Source, span: Span, local: &str) -> Box<Diagnostic> {
    let finding = Diagnostic::error(&ENTRY, format!("catalogues have no entry `{local}`")).at(source, span);
    let meant = nearest(local, FORMS.iter().map(|form| form.element).chain(["group"]));
    Box::new(finding.help(meant.map_or_else(|| ENTRY.remedy.to_owned(), |meant| format!("did you mean `{meant}`?"))))
}

fn entry(source: &Source, start: &Start<'_>, names: &Names, form: &'static Form, base: &str) -> Result<Entry, Box<Diagnostic>> {
    let value = |name: &str| {
        attribute(&start.attributes, names, "", name).ok_or_else(|| {
            let message = format!("the entry `{}` lacks the attribute `{name}`", form.element);
            Box::new(Diagnostic::error(&ENTRY, message).at(source, start.tag).help(ENTRY.remedy))
        })
    };
    let from = if form.from.is_empty() { "" } else { value(form.from)? };
    let to = address::resolve(base, &address::normal(value(form.to)?));
    Ok(Entry { form, from: compared(from, form.about), to, line: source.position(start.tag.start).line })
}

fn compared(from: &str, about: About) -> String {
    match about {
        About::Uri | About::System => address::normal(from.trim()),
        About::Public => public_id(from).unwrap_or_else(|| folded(from)),
    }
}
