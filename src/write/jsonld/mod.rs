//! JSON-LD 1.1 in two profiles, from the same weave and with the same ids as the TEI.
//!
//! *Full* (`.jsonld`): schema.org for the core, Web Annotation for the places, RiC-O for the archive, PROV for the run, under
//! our frozen context. *Web* (`.web.jsonld`): schema.org alone, for `<script type="application/ld+json">`.

mod anchor;
mod archive;
mod document;
mod iri;
mod meeting;
mod notices;
mod parts;
mod people;
mod scope;
mod utterance;
mod value;

use serde::Serialize;

use crate::diagnostic::Diagnostic;

use super::{Edition, Writer};

pub use iri::{document_iri, is_usable as is_document_iri};
pub use notices::{CODES, DEFAULT_IRI, UNUSABLE_IRI, UNUSABLE_SAME_AS, notices};
use scope::Scope;

/// The frozen context of the full profile, as a JSON-LD context document.
pub const CONTEXT: &str = include_str!("../../../schemas/jsonld/context.jsonld");

/// Which vocabularies are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// All four layers.
    Full,
    /// schema.org alone.
    Web,
}

/// Writes the full profile.
pub struct JsonLd;

/// Writes the web profile.
pub struct Web;

impl Writer for JsonLd {
    fn format(&self) -> &'static str {
        "jsonld"
    }

    fn extension(&self) -> &'static str {
        ".jsonld"
    }

    fn notices(&self, edition: &Edition<'_>) -> Vec<Diagnostic> {
        notices::notices(edition)
    }

    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        render(edition, Profile::Full)
    }
}

impl Writer for Web {
    fn format(&self) -> &'static str {
        "web"
    }

    fn extension(&self) -> &'static str {
        ".web.jsonld"
    }

    fn notices(&self, edition: &Edition<'_>) -> Vec<Diagnostic> {
        notices::notices(edition)
    }

    /// `<` is escaped, so that the text can stand in an HTML `script`.
    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        let json = render(edition, Profile::Web);
        let mut escaped = Vec::with_capacity(json.len() + 64);
        for piece in json.split_inclusive(|&byte| byte == b'<') {
            match piece.split_last() {
                Some((b'<', before)) => escaped.extend_from_slice(&[before, br"\u003c"].concat()),
                _ => escaped.extend_from_slice(piece),
            }
        }
        escaped
    }
}

/// The value of `@context` in the context document.
fn frozen_context() -> &'static str {
    let inner = CONTEXT.split_once(':').map_or("", |(_, value)| value);
    inner.trim_end().strip_suffix('}').unwrap_or_default().trim()
}

fn render(edition: &Edition<'_>, profile: Profile) -> Vec<u8> {
    let transcript = edition.weave.transcript();
    let iri = document_iri(transcript, edition.options.base.as_deref());
    let scope = Scope::new(&iri, profile, transcript);
    let mut json = format!("{{\n  \"@context\": {},", context(profile, scope.language())).into_bytes();
    let body = pretty(&scope.describe(edition.weave), transcript.source.text().len());
    json.extend_from_slice(body.strip_prefix(b"{").unwrap_or(&body));
    json.push(b'\n');
    json
}

fn context(profile: Profile, language: &str) -> String {
    match profile {
        Profile::Full => format!("[\n    {},\n    {{ \"@language\": \"{language}\" }}\n  ]", frozen_context().replace('\n', "\n  ")),
        Profile::Web => "\"https://schema.org\"".to_owned(),
    }
}

fn pretty(document: &impl Serialize, size: usize) -> Vec<u8> {
    let mut body = Vec::with_capacity(size * 2);
    // Writing to memory cannot fail, and no map here has a key that is not a string.
    let written = serde_json::to_writer_pretty(&mut body, document);
    debug_assert!(written.is_ok(), "{written:?}");
    body
}
