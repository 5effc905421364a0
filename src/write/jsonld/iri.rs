//! The document's IRI: stated, or the base with the document's name, or `urn:uuid:` made from the source's digest.

use oxrdf::NamedNode;
use uuid::Uuid;

use crate::model::Transcript;

/// The IRI every id of the edition hangs on.
///
/// What the transcript states goes first, then `base` joined with the edition's name; without either it is a UUID of
/// version 5 (RFC 9562, 5.5) in the namespace of URLs, of the name `urn:sha256:` and the digest of the source.
/// A stated IRI or a base that is not absolute or holds a fragment counts as none.
pub fn document_iri(transcript: &Transcript, base: Option<&str>) -> String {
    let stated = transcript.header.iri.as_deref().filter(|iri| is_usable(iri));
    match (stated, base.filter(|base| is_usable(base))) {
        (Some(iri), _) => iri.to_owned(),
        (None, Some(base)) => joined(base, &transcript.name),
        (None, None) => from_digest(&transcript.source.sha256()),
    }
}

/// Whether a document, or the folder of documents, may be called so: an absolute IRI without fragment.
pub fn is_usable(iri: &str) -> bool {
    !iri.contains('#') && is_absolute(iri)
}

/// Whether something may be called so.
pub(super) fn is_absolute(iri: &str) -> bool {
    NamedNode::new(iri).is_ok()
}

fn joined(base: &str, name: &str) -> String {
    let mut iri = base.to_owned();
    if !base.ends_with(['/', ':']) {
        iri.push('/');
    }
    for character in name.chars() {
        if character.is_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') {
            iri.push(character);
            continue;
        }
        iri.extend(character.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")));
    }
    iri
}

fn from_digest(sha256: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("urn:sha256:{sha256}").as_bytes()).urn().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_as_path_segments() {
        assert_eq!(joined("https://example.org/talks", "a b/ć?"), "https://example.org/talks/a%20b%2Fć%3F");
        assert_eq!(joined("urn:example:", "talk"), "urn:example:talk");
        assert!(is_usable(&joined("https://example.org/", "“x”#\u{7F}<y>")));
    }

    #[test]
    fn a_relative_base_and_one_with_a_fragment_are_refused() {
        assert!(!is_usable("transcripts/"));
        assert!(!is_usable("https://example.org/#talks"));
        assert!(!is_usable("https://example.org/a b"));
    }
}
