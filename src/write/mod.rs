//! Writers: each turns a woven transcript into one format. All take their text from [`Weave`].

pub mod jsonld;
pub mod rdf;
pub mod tei;
pub mod text;
pub mod transcript;

use crate::diagnostic::Diagnostic;
use crate::model::Weave;

/// What a writer is given.
pub struct Edition<'a> {
    /// The woven transcript.
    pub weave: &'a Weave<'a>,
    /// What the user asked for.
    pub options: &'a Options,
}

/// What the user may ask of writers.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// IRI that is joined with the document's name; without it the document is a `urn:uuid:`.
    pub base: Option<String>,
    /// Writes page furniture to `back` as well.
    pub keep_furniture: bool,
    /// Writes queries as `note type="query"`.
    pub queries: bool,
    /// Date of the run in `revisionDesc`, as `YYYY-MM-DD`; only from the input or `SOURCE_DATE_EPOCH`.
    pub date: Option<String>,
}

/// A writer of one format.
pub trait Writer: Sync {
    /// The name of the format on the command line: `tei`.
    fn format(&self) -> &'static str;

    /// What is put behind the edition's name: `.xml`.
    fn extension(&self) -> &'static str;

    /// What there is to say to the user about the file, beside the queries of the transcript.
    fn notices(&self, _edition: &Edition<'_>) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// The bytes of the file.
    fn write(&self, edition: &Edition<'_>) -> Vec<u8>;
}

/// All writers, in the order in which their files are listed.
pub const WRITERS: &[&dyn Writer] =
    &[&tei::Tei, &jsonld::JsonLd, &jsonld::Web, &rdf::NQuads, &rdf::Turtle, &rdf::RdfXml, &text::Text, &transcript::Parsed];
