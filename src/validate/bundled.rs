//! The schemas that are part of the program: the canonical address of each, and its text.
//!
//! `https://w3id.org/teiscribe/schemas/tei/1.0/teiscribe.rnc` is answered from here; nothing is ever fetched.

use crate::source::sha256;

/// In what language a schema is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchemaKind {
    /// RELAX NG, compact syntax.
    RelaxNgCompact,
    /// RELAX NG, XML syntax.
    RelaxNgXml,
    /// JSON Schema, draft 2020-12.
    JsonSchema,
    /// A JSON-LD context.
    Context,
    /// Terms, as an ontology in Turtle.
    Terms,
    /// SHACL shapes in Turtle.
    Shapes,
    /// A SPARQL query.
    Query,
}

/// A file of the program's own.
#[derive(Debug)]
pub struct Bundled {
    /// Its place below `schemas/`: `tei/1.0/teiscribe.rnc`.
    pub path: &'static str,
    /// What it is, in one line.
    pub what: &'static str,
    /// Its language.
    pub kind: SchemaKind,
    /// Its version.
    pub version: &'static str,
    /// Its whole text.
    pub text: &'static str,
}

/// Where the canonical addresses begin.
const BASE: &str = "https://w3id.org/teiscribe/schemas/";

impl Bundled {
    /// Its canonical address, the same for ever.
    pub fn url(&self) -> String {
        let (folder, file) = self.path.split_once('/').unwrap_or(("", self.path));
        match file.strip_prefix(self.version) {
            Some(_) => format!("{BASE}{}", self.path),
            None => format!("{BASE}{folder}/{}/{file}", self.version),
        }
    }

    /// Whether it is a RELAX NG schema.
    pub fn is_relax_ng(&self) -> bool {
        match self.kind {
            SchemaKind::RelaxNgCompact | SchemaKind::RelaxNgXml => true,
            SchemaKind::JsonSchema | SchemaKind::Context | SchemaKind::Terms | SchemaKind::Shapes | SchemaKind::Query => false,
        }
    }

    /// SHA-256 of the text, in hexadecimal.
    pub fn sha256(&self) -> String {
        sha256(self.text.as_bytes())
    }
}

/// The file with this canonical address.
///
/// ```
/// use teiscribe::validate::bundled::{SchemaKind, find};
/// let profile = find(teiscribe::write::tei::PROFILE).expect("the TEI profile");
/// assert_eq!((profile.kind, profile.version), (SchemaKind::RelaxNgCompact, "1.0"));
/// assert!(find("https://example.org/other.rnc").is_none());
/// ```
pub fn find(url: &str) -> Option<&'static Bundled> {
    BUNDLED.iter().find(|bundled| bundled.url() == url)
}

/// Declares the files below `schemas/`.
macro_rules! bundled {
    ($($path:literal $version:literal $kind:ident $what:literal;)*) => {
        /// All of them, in the order of their places.
        pub static BUNDLED: &[Bundled] = &[$(Bundled {
            path: $path,
            what: $what,
            kind: SchemaKind::$kind,
            version: $version,
            text: include_str!(concat!("../../schemas/", $path)),
        }),*];
    };
}

bundled! {
    "decisions/1.0/decisions.schema.json" "1.0" JsonSchema "JSON Schema of a decisions file";
    "jsonld/context.jsonld" "1.0" Context "The frozen JSON-LD 1.1 context of the full profile";
    "jsonld/full.schema.json" "1.0" JsonSchema "JSON Schema of the full JSON-LD profile";
    "jsonld/queries/crm.rq" "1.0" Query "SPARQL CONSTRUCT: the full profile as CIDOC CRM";
    "jsonld/queries/who_said_what.rq" "1.0" Query "SPARQL SELECT: who said what, with its place";
    "jsonld/shapes.ttl" "1.0" Shapes "SHACL shapes of the full profile";
    "jsonld/terms.ttl" "1.0" Terms "The terms that no published vocabulary has";
    "jsonld/web.schema.json" "1.0" JsonSchema "JSON Schema of the web profile";
    "lock/1.0/lock.schema.json" "1.0" JsonSchema "JSON Schema of teiscribe.lock, the pinned schemas";
    "report/1.0/report.schema.json" "1.0" JsonSchema "JSON Schema of the reports json and jsonl";
    "review/1.0/review.schema.json" "1.0" JsonSchema "JSON Schema of the statements that are to be decided about";
    "settings/1.0/settings.schema.json" "1.0" JsonSchema "JSON Schema of the settings, teiscribe.toml";
    "tei/1.0/teiscribe.rnc" "1.0" RelaxNgCompact "RELAX NG profile of TEI P5 for transcripts";
    "tei/1.0/teiscribe.rng" "1.0" RelaxNgXml "The same profile in the XML syntax";
    "transcript/1.0/transcript.schema.json" "1.0" JsonSchema "JSON Schema of the parsed transcript";
}
