//! The TEI header: what the page says about the document, and what the tool did. Nothing is filled in.

use crate::model::{
    Archival, Basis, EntityId, Field, Header, HeaderDate, Publication, Register, SOURCE_ID, TEI_ID, level_ids, original_id, repository_id,
};
use crate::write::Edition;
use crate::xml::emit::Emitter;

use super::people;

/// Writes `teiHeader`.
pub(super) fn write(xml: &mut Emitter, edition: &Edition<'_>) {
    xml.open("teiHeader").line();
    file_description(xml, edition);
    encoding_description(xml, edition);
    profile_description(xml, edition);
    xml.open("revisionDesc").attribute("status", "draft").line();
    xml.open("change").attribute_if("when", edition.options.date.as_ref()).attribute("who", "#teiscribe");
    xml.text("Converted; no human review yet.").close().line();
    xml.close().line();
    xml.close().line();
}

type Agent = (Field, Option<EntityId>);

fn agents(xml: &mut Emitter, register: &Register, element: &'static str, role: Option<&str>, agents: &[Agent]) {
    for (field, entity) in agents {
        xml.open(element).attribute_if("role", role);
        xml.open("name").attribute_if("ref", entity.map(|id| format!("#{}", register.get(id).id)));
        xml.text(&field.text).close().close().line();
    }
}

fn file_description(xml: &mut Emitter, edition: &Edition<'_>) {
    let transcript = edition.weave.transcript();
    let header = &transcript.header;
    xml.open("fileDesc").attribute("xml:id", TEI_ID).line().open("titleStmt").line();
    xml.leaf("title", header.title.as_ref().map_or(transcript.name.as_str(), |title| &title.text)).line();
    agents(xml, &transcript.register, "author", None, &header.authors);
    agents(xml, &transcript.register, "editor", Some("translator"), &header.translators);
    responsible(xml, "teiscribe", "machine-inferred markup");
    if transcript.annotations.iter().any(|annotation| annotation.basis == Basis::Earlier) {
        responsible(xml, "brackets", "author of the bracketed insertions, whom the page does not name");
    }
    xml.close().line();
    publication_statement(xml, header);
    blank_fields(xml, header);
    source_description(xml, edition);
    xml.close().line();
}

fn responsible(xml: &mut Emitter, id: &str, what: &str) {
    xml.open("respStmt").attribute("xml:id", id).leaf("resp", what).leaf("name", id).close().line();
}

fn publication_statement(xml: &mut Emitter, header: &Header) {
    xml.open("publicationStmt").line();
    match &header.publisher {
        Some(publisher) => {
            xml.leaf("publisher", publisher).line();
            if let Some(licence) = &header.licence {
                xml.open("availability").leaf("licence", licence).close().line();
            }
        }
        None => {
            xml.leaf("p", "No publication of this edition is stated.").line();
        }
    }
    xml.close().line();
}

fn blank_fields(xml: &mut Emitter, header: &Header) {
    if header.blank_fields.is_empty() && header.other.is_empty() {
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
    xml.close().line();
}

fn source_description(xml: &mut Emitter, edition: &Edition<'_>) {
    let transcript = edition.weave.transcript();
    let header = &transcript.header;
    xml.open("sourceDesc").line();
    xml.open("bibl").attribute("xml:id", SOURCE_ID).attribute("type", "digitalSource").line();
    xml.leaf("title", header.title.as_ref().map_or(transcript.name.as_str(), |title| &title.text)).line();
    agents(xml, &transcript.register, "publisher", None, &header.holders);
    xml.open("idno").attribute("type", "sha256").text(&transcript.source.sha256()).close().line();
    if !header.rights.is_empty() {
        xml.open("availability").attribute("status", "unknown").line();
        for paragraph in &header.rights {
            xml.leaf("p", &paragraph.text).line();
        }
        xml.close().line();
    }
    xml.close().line();
    for publication in &header.publications {
        published_in(xml, publication);
    }
    for (index, archival) in header.archival.iter().enumerate() {
        manuscript(xml, archival, index);
    }
    xml.close().line();
}

fn published_in(xml: &mut Emitter, publication: &Publication) {
    xml.open("bibl").attribute("type", "publishedIn").text(&publication.field.text);
    if let Some(date) = &publication.date {
        xml.text(" ");
        header_date(xml, date, publication.doubt.is_some());
    }
    if let Some(doubt) = &publication.doubt {
        xml.open("note").attribute("type", "query").attribute("resp", "#teiscribe").attribute("cert", "low").text(doubt).close();
    }
    xml.close().line();
}

fn header_date(xml: &mut Emitter, date: &HeaderDate, doubted: bool) {
    xml.open("date").attribute_if("when", date.value.when);
    xml.attribute_if("notBefore", date.value.not_before).attribute_if("notAfter", date.value.not_after);
    if date.inferred || doubted {
        xml.attribute("resp", "#teiscribe").attribute("cert", if doubted { "low" } else { "high" });
    }
    xml.text(&date.field.text).close();
}

fn manuscript(xml: &mut Emitter, archival: &Archival, index: usize) {
    xml.open("msDesc").attribute("xml:id", original_id(index)).line().open("msIdentifier").line();
    if let Some(repository) = &archival.repository {
        xml.open("repository").attribute("xml:id", repository_id(index)).text(repository).close().line();
    }
    xml.open("idno").attribute("type", "archival");
    for ((kind, value), id) in archival.levels.iter().zip(level_ids(archival, index)) {
        xml.open("idno").attribute("xml:id", id).attribute("type", kind).text(value).close();
    }
    if archival.levels.is_empty() {
        xml.text(&archival.field.text);
    }
    xml.close().line().close().line();
    if let Some((from, to)) = &archival.leaves {
        xml.open("msContents").open("msItem");
        xml.open("locus").attribute("from", from).attribute("to", to).text(&archival.leaves_text).close();
        xml.leaf("p", &archival.field.text).close().close().line();
    }
    xml.close().line();
}

fn encoding_description(xml: &mut Emitter, edition: &Edition<'_>) {
    xml.open("encodingDesc").line().open("appInfo").line();
    xml.open("application").attribute("ident", "teiscribe").attribute("version", env!("CARGO_PKG_VERSION"));
    xml.leaf("label", "teiscribe").close().line().close().line();
    xml.open("editorialDecl").line();
    xml.open("quotation").attribute("marks", "all");
    xml.leaf("p", "Quotation marks are kept as characters inside the element they delimit.").close().line();
    xml.open("normalization").attribute("method", "markup");
    xml.leaf("p", "No character of the text is changed. Brackets and parentheses are kept as characters inside the element.").close().line();
    xml.open("interpretation");
    xml.leaf("p", "An inferred element carries resp, cert and ana; ana names the rule. An element without resp marks what is printed.")
        .close()
        .line();
    xml.close().line();
    taxonomies(xml, edition);
    xml.close().line();
}

fn taxonomies(xml: &mut Emitter, edition: &Edition<'_>) {
    xml.open("classDecl").line();
    xml.open("taxonomy").attribute("xml:id", "rules").line();
    category(xml, "rule", "a rule by which an element was inferred");
    for rule in edition.weave.transcript().rules() {
        category(xml, &rule.id, &rule.what);
    }
    xml.close().line();
    xml.open("taxonomy").attribute("xml:id", "acts").line();
    category(xml, "act.toast", "a toast");
    xml.close().line();
    if let Some(marking) = &edition.weave.transcript().header.classification {
        xml.open("taxonomy").attribute("xml:id", "classification").line();
        category(xml, "classification.printed", &marking.text);
        xml.close().line();
    }
    xml.close().line();
}

fn category(xml: &mut Emitter, id: &str, what: &str) {
    xml.open("category").attribute("xml:id", id).leaf("catDesc", what).close().line();
}

fn profile_description(xml: &mut Emitter, edition: &Edition<'_>) {
    let transcript = edition.weave.transcript();
    let header = &transcript.header;
    xml.open("profileDesc").line();
    if let Some(date) = &header.date {
        xml.open("creation");
        header_date(xml, date, false);
        xml.close().line();
    }
    for summary in &header.summaries {
        xml.open("abstract").leaf("p", &summary.text).close().line();
    }
    people::participants(xml, &transcript.register);
    people::places(xml, &transcript.register);
    if header.classification.is_some() {
        xml.open("textClass").open("catRef").attribute("scheme", "#classification").attribute("target", "#classification.printed");
        xml.close().close().line();
    }
    correspondence(xml, &transcript.register, header);
    xml.close().line();
}

fn correspondence(xml: &mut Emitter, register: &Register, header: &Header) {
    if header.addressees.is_empty() {
        return;
    }
    xml.open("correspDesc").line();
    for (kind, people) in [("sent", &header.authors), ("received", &header.addressees)] {
        if !people.is_empty() {
            xml.open("correspAction").attribute("type", kind).line();
            for (field, entity) in people {
                xml.open("name").attribute_if("ref", entity.map(|id| format!("#{}", register.get(id).id))).text(&field.text).close().line();
            }
            xml.close().line();
        }
    }
    xml.close().line();
}
