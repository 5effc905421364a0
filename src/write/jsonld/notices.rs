//! What an editor should know about the IRIs of an edition before it is published.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Transcript;
use crate::write::Edition;

use super::iri;

/// The document has no IRI of its own.
pub static DEFAULT_IRI: Code = Code {
    id: "jsonld/default-iri",
    what: "The document is called by a urn:uuid made from the digest of its source.",
    why: "Others cannot look such a name up; and it changes when one byte of the source does.",
    example: "\"@id\": \"urn:uuid:0b1c…\"",
    remedy: "Give the folder where the edition will be published: --base https://example.org/transcripts/",
};

/// A stated IRI cannot be used.
pub static UNUSABLE_IRI: Code = Code {
    id: "jsonld/unusable-iri",
    what: "An IRI that was given for the document, or as the base of documents, is not absolute or holds a fragment.",
    why: "Relative IRIs are resolved differently by different processors, and ids of the edition stand behind the '#'.",
    example: "--base transcripts/",
    remedy: "Give an absolute IRI without '#': https://example.org/transcripts/",
};

/// An IRI of the authority file is none.
pub static UNUSABLE_SAME_AS: Code = Code {
    id: "jsonld/unusable-same-as",
    what: "An entry's sameAs is no absolute IRI and was left out of the JSON-LD.",
    why: "A relative IRI would point at something else than the authority's record.",
    example: "sameAs = [\"Q9161\"]",
    remedy: "Write the whole IRI in the authority file: http://www.wikidata.org/entity/Q9161",
};

/// Codes of this writer.
pub const CODES: &[&Code] = &[&DEFAULT_IRI, &UNUSABLE_IRI, &UNUSABLE_SAME_AS];

/// What there is to say about the IRIs of `edition`: whenever a format of linked data is written, once.
pub fn notices(edition: &Edition<'_>) -> Vec<Diagnostic> {
    let transcript = edition.weave.transcript();
    let given: Vec<&str> = transcript.header.iri.iter().chain(&edition.options.base).map(String::as_str).collect();
    let mut notices: Vec<Diagnostic> = given.iter().filter(|iri| !iri::is_usable(iri)).map(|iri| unusable(iri)).collect();
    if !given.iter().any(|iri| iri::is_usable(iri)) {
        let message = format!("{} has no address of its own and is called {}", transcript.name, iri::document_iri(transcript, None));
        notices.push(Diagnostic::warning(&DEFAULT_IRI, message).help(DEFAULT_IRI.remedy));
    }
    notices.extend(same_as(transcript));
    notices
}

fn unusable(iri: &str) -> Diagnostic {
    Diagnostic::error(&UNUSABLE_IRI, format!("'{iri}' is no absolute IRI without a fragment")).help(UNUSABLE_IRI.remedy)
}

fn same_as(transcript: &Transcript) -> impl Iterator<Item = Diagnostic> {
    let entries = transcript.register.iter().flat_map(|(_, entity)| entity.same_as.iter().map(move |iri| (entity, iri)));
    entries.filter(|(_, iri)| !iri::is_absolute(iri)).map(|(entity, iri)| {
        Diagnostic::warning(&UNUSABLE_SAME_AS, format!("'{iri}', given for {}, is no absolute IRI", entity.name)).help(UNUSABLE_SAME_AS.remedy)
    })
}
