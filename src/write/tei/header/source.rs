//! `sourceDesc`: the page, the recording, where the document was printed and where the original is kept.

use crate::model::{Archival, Field, Header, Mark, Recording, RecordingKind, SOURCE_ID, Transcript, level_ids, original_id, repository_id};
use crate::write::tei::marks::responsible;
use crate::write::tei::values::{seconds, word};
use crate::xml::emit::Emitter;

use super::file::title;
use super::{agent, publications};

/// Writes `sourceDesc`.
pub(super) fn write(xml: &mut Emitter, transcript: &Transcript) {
    let header = &transcript.header;
    xml.open("sourceDesc").line();
    page(xml, transcript);
    for publication in &header.publications {
        publications::write(xml, transcript, publication);
    }
    for index in 0..header.archival.len() {
        manuscript(xml, transcript, index);
    }
    recordings(xml, header);
    xml.close().line();
}

fn page(xml: &mut Emitter, transcript: &Transcript) {
    let header = &transcript.header;
    xml.open("bibl").attribute("xml:id", SOURCE_ID).attribute("type", "digitalSource").line();
    xml.leaf("title", title(transcript)).line();
    for holder in &header.holders {
        xml.open("publisher");
        agent(xml, &transcript.register, holder);
        xml.close().line();
    }
    digest(xml, "sha256", &transcript.source.sha256());
    if let Some(original) = &header.original_sha256 {
        digest(xml, "sha256-original", original);
    }
    if let Some(language) = header.original_language.as_ref().filter(|_| header.archival.is_empty()) {
        xml.leaf("textLang", &language.text).line();
    }
    if !header.rights.is_empty() {
        xml.open("availability").attribute("status", "unknown").line();
        for paragraph in &header.rights {
            xml.leaf("p", &paragraph.text).line();
        }
        xml.close().line();
    }
    xml.close().line();
}

fn digest(xml: &mut Emitter, kind: &str, hexadecimal: &str) {
    xml.open("idno").attribute("type", kind).text(hexadecimal).close().line();
}

fn recordings(xml: &mut Emitter, header: &Header) {
    if header.recordings.is_empty() {
        return;
    }
    xml.open("recordingStmt").line();
    for recording in &header.recordings {
        self::recording(xml, recording);
    }
    xml.close().line();
}

fn recording(xml: &mut Emitter, recording: &Recording) {
    xml.open("recording").attribute_if("type", recording.kind.map(RecordingKind::name));
    xml.attribute_if("dur", recording.duration.map(|duration| format!("PT{}S", seconds(duration))));
    match (&recording.url, &recording.mime_type) {
        (Some(url), Some(mime_type)) => {
            xml.open("media").attribute("mimeType", mime_type).attribute("url", url).close();
        }
        (Some(only), None) | (None, Some(only)) => {
            xml.leaf("p", only);
        }
        (None, None) => {}
    }
    xml.close().line();
}

/// An archival reference: the repository, the levels from the whole to the part, the leaves.
fn manuscript(xml: &mut Emitter, transcript: &Transcript, index: usize) {
    let archival = &transcript.header.archival[index];
    xml.open("msDesc").attribute("xml:id", original_id(index)).line().open("msIdentifier").line();
    if let Some(name) = &archival.repository {
        xml.open("repository").attribute("xml:id", repository_id(index));
        repository(xml, transcript, archival, name);
        xml.close().line();
    }
    xml.open("idno").attribute("type", "archival");
    for ((kind, value), id) in archival.levels.iter().zip(level_ids(archival, index)) {
        xml.open("idno").attribute("xml:id", id).attribute_if("type", word(kind)).text(value).close();
    }
    if archival.levels.is_empty() {
        xml.text(&archival.field.text);
    }
    xml.close().line().close().line();
    contents(xml, archival, transcript.header.original_language.as_ref().filter(|_| index == 0));
    xml.close().line();
}

/// The leaves, the reference as printed and the language the page names.
fn contents(xml: &mut Emitter, archival: &Archival, language: Option<&Field>) {
    xml.open("msContents").open("msItem");
    if let Some((from, to)) = &archival.leaves {
        xml.open("locus").attribute_if("from", word(from)).attribute_if("to", word(to)).text(&archival.leaves_text).close();
    }
    if let Some(language) = language {
        xml.leaf("textLang", &language.text);
    }
    xml.open("note").attribute("type", "reference").text(&archival.field.text).close();
    xml.close().close().line();
}

/// The repository, with its full name where an annotation in the reference gives it.
fn repository(xml: &mut Emitter, transcript: &Transcript, archival: &Archival, name: &str) {
    let inside = |span| archival.field.span.is_some_and(|field| field.contains(span));
    let expansion = transcript.annotations.iter().find_map(|annotation| match &annotation.mark {
        Mark::Expansion(full) if inside(annotation.span) && transcript.source.slice(annotation.span) == name => Some((annotation, full)),
        _ => None,
    });
    match expansion {
        Some((annotation, full)) => {
            xml.open("choice").leaf("abbr", name).open("expan");
            responsible(xml, annotation, None);
            xml.text(full).close().close();
        }
        None => {
            xml.text(name);
        }
    }
}
