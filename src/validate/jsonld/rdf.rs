//! The file as linked data: a JSON-LD processor reads it, and everything it describes arrives in the graph.
//!
//! The web profile is read under our own context, which holds the terms it uses: nothing is fetched.

use std::hash::BuildHasher;
use std::panic::{RefUnwindSafe, UnwindSafe};

use oxjsonld::{JsonLdErrorCode, JsonLdParseError, JsonLdParser, JsonLdProfile, JsonLdRemoteDocument};
use oxrdf::{NamedOrBlankNode, Quad};
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::source::Span;

use super::references::Node;
use super::streaming::Streamed;
use super::{CONTEXT, Findings, RDF};

/// Reads the file and looks for every node of `nodes` in the graph.
pub(super) fn check(findings: &mut Findings<'_>, nodes: &[Node<'_>]) {
    let subjects = match subjects(findings) {
        Ok(subjects) => subjects,
        Err(fault) => {
            let start = findings.root().span.start;
            return findings.add(&RDF, Span::new(start, start + 1), format!("no JSON-LD: {fault}"));
        }
    };
    // Most lost nodes have an address that the schema refused already.
    let refused: FxHashSet<Span> = findings.list.iter().filter_map(|finding| finding.place.as_ref().map(|place| place.span)).collect();
    for node in nodes.iter().filter(|node| !subjects.contains(&digest(node.id)) && !refused.contains(&node.span)) {
        findings.add(&RDF, node.span, format!("{:?} is no absolute IRI; as linked data, all that is said of it is lost", node.id));
    }
}

/// Digests of the addresses of which the graph says something.
type Subjects = FxHashSet<u64>;

/// Reads the document in the order that needs no memory; in its own where a context of another hand gives keywords other names.
fn subjects(findings: &Findings<'_>) -> Result<Subjects, JsonLdParseError> {
    let streaming = JsonLdParser::new().with_profile(JsonLdProfile::Streaming);
    match collect(streaming.for_reader(Streamed::new(findings.document)).with_load_document_callback(loader())) {
        Err(JsonLdParseError::Syntax(fault)) if matches!(fault.code(), Some(JsonLdErrorCode::InvalidStreamingKeyOrder)) => {
            let parser = JsonLdParser::new().for_slice(findings.source.text()).with_load_document_callback(loader());
            collect(parser.map(|quad| quad.map_err(JsonLdParseError::from)))
        }
        read => read,
    }
}

fn collect(quads: impl Iterator<Item = Result<Quad, JsonLdParseError>>) -> Result<Subjects, JsonLdParseError> {
    let named = |quad: Quad| match quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(digest(node.as_str())),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    quads.filter_map(|quad| quad.map(named).transpose()).collect()
}

fn digest(address: &str) -> u64 {
    FxBuildHasher.hash_one(address)
}

type Loaded = Result<JsonLdRemoteDocument, Box<dyn std::error::Error + Send + Sync>>;

fn loader() -> impl Fn(&str, &oxjsonld::JsonLdLoadDocumentOptions) -> Loaded + Send + Sync + UnwindSafe + RefUnwindSafe + 'static {
    |address, _| match address.trim_end_matches('/') {
        "https://schema.org" | "http://schema.org" => {
            Ok(JsonLdRemoteDocument { document: CONTEXT.as_bytes().to_vec(), document_url: address.to_owned() })
        }
        _ => Err(format!("the context {address} is not fetched").into()),
    }
}
