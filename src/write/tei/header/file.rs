//! `fileDesc`: title, responsibility, publication of the edition, notes.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Basis, Header, TEI_ID, Transcript};
use crate::write::Edition;
use crate::write::tei::marks::editor_id;
use crate::write::tei::queries::{self, Queries};
use crate::xml::emit::Emitter;

use super::{agent, source};

/// Writes `fileDesc`.
pub(super) fn write(xml: &mut Emitter, edition: &Edition<'_>, queries: &Queries<'_>) {
    let transcript = edition.weave.transcript();
    xml.open("fileDesc").attribute("xml:id", TEI_ID).line();
    title_statement(xml, transcript);
    publication_statement(xml, &transcript.header);
    notes(xml, &transcript.header, queries);
    source::write(xml, transcript);
    xml.close().line();
}

/// The printed title, or the edition's name where none is printed.
pub(super) fn title(transcript: &Transcript) -> &str {
    transcript.header.title.as_ref().map_or(&transcript.name, |title| &title.text)
}

fn title_statement(xml: &mut Emitter, transcript: &Transcript) {
    xml.open("titleStmt").line();
    xml.leaf("title", title(transcript)).line();
    for author in &transcript.header.authors {
        xml.open("author");
        agent(xml, &transcript.register, author);
        xml.close().line();
    }
    for translator in &transcript.header.translators {
        xml.open("editor").attribute("role", "translator");
        agent(xml, &transcript.register, translator);
        xml.close().line();
    }
    responsibility(xml, transcript);
    xml.close().line();
}

/// Those to whom `resp` points: the tool, editors who decided something, whoever inserted the brackets.
fn responsibility(xml: &mut Emitter, transcript: &Transcript) {
    responsible(xml, "teiscribe", "machine-inferred markup", ["teiscribe"]);
    let header = &transcript.header;
    let mut editors: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for editor in &header.editors {
        editors.entry(editor_id(&editor.id)).or_default().insert(&editor.name);
    }
    let of_words = transcript.annotations.iter().filter_map(|annotation| match &annotation.basis {
        Basis::Decided(editor) => Some(editor),
        Basis::Printed | Basis::Inferred(_) | Basis::Earlier => None,
    });
    for editor in of_words.chain(transcript.turns.iter().filter_map(|turn| turn.decided.as_ref())) {
        let known = header.editors.iter().find(|known| known.id == *editor);
        editors.entry(editor_id(editor)).or_default().insert(known.map_or(editor, |known| &known.name));
    }
    for (id, names) in editors {
        responsible(xml, &id, "editorial decisions", names);
    }
    if transcript.annotations.iter().any(|annotation| annotation.basis == Basis::Earlier) {
        responsible(xml, "brackets", "bracketed insertions in the source", ["translator or earlier editor; the page does not say who"]);
    }
}

fn responsible<'a>(xml: &mut Emitter, id: &str, what: &str, names: impl IntoIterator<Item = &'a str>) {
    xml.open("respStmt").attribute("xml:id", id).leaf("resp", what);
    for name in names {
        xml.leaf("name", name);
    }
    xml.close().line();
}

fn publication_statement(xml: &mut Emitter, header: &Header) {
    xml.open("publicationStmt").line();
    if let Some(publisher) = &header.publisher {
        xml.leaf("publisher", publisher).line();
        if let Some(iri) = &header.iri {
            xml.open("idno").attribute("type", "IRI").text(iri).close().line();
        }
        if let Some(licence) = &header.licence {
            xml.open("availability").leaf("licence", licence).close().line();
        }
    } else {
        xml.leaf("p", "No publisher of this edition is stated.").line();
        if let Some(licence) = &header.licence {
            xml.leaf("p", &format!("Licence of this edition: {licence}")).line();
        }
    }
    xml.close().line();
}

fn notes(xml: &mut Emitter, header: &Header, queries: &Queries<'_>) {
    if header.blank_fields.is_empty() && header.other.is_empty() && queries.in_header.is_empty() {
        return;
    }
    xml.open("notesStmt").line();
    for field in &header.blank_fields {
        xml.open("note").attribute("type", "blank-field").attribute("n", &field.text);
        xml.text("Label present in the source, value blank.").close().line();
    }
    for (label, field) in &header.other {
        xml.open("note").attribute("type", "field").attribute("n", label).text(&field.text).close().line();
    }
    for (block, message) in &queries.in_header {
        queries::note(xml, block.as_deref(), message);
        xml.line();
    }
    xml.close().line();
}
