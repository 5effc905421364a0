//! The file as linked data: a JSON-LD processor reads it, and everything it describes arrives in the graph.
//!
//! The web profile is read under our own context, which holds the terms it uses: nothing is fetched.

use std::panic::{RefUnwindSafe, UnwindSafe};

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::NamedOrBlankNode;
use rustc_hash::FxHashSet;

use crate::source::Span;

use super::references::Node;
use super::{CONTEXT, Findings, RDF};

/// Reads the file and looks for every node of `nodes` in the graph.
pub(super) fn check(findings: &mut Findings<'_>, nodes: &[Node<'_>]) {
    let parser = JsonLdParser::new().for_slice(findings.source.text()).with_load_document_callback(loader());
    let mut subjects = FxHashSet::default();
    for quad in parser {
        match quad {
            Ok(quad) => {
                if let NamedOrBlankNode::NamedNode(node) = quad.subject {
                    subjects.insert(node.into_string());
                }
            }
            Err(fault) => {
                let start = findings.root().span.start;
                findings.add(&RDF, Span::new(start, start + 1), format!("no JSON-LD: {fault}"));
                return;
            }
        }
    }
    // Most lost nodes have an address that the schema refused already.
    let refused: FxHashSet<Span> = findings.list.iter().filter_map(|finding| finding.place.as_ref().map(|place| place.span)).collect();
    for node in nodes.iter().filter(|node| !subjects.contains(node.id) && !refused.contains(&node.span)) {
        findings.add(&RDF, node.span, format!("{:?} is no absolute IRI; as linked data, all that is said of it is lost", node.id));
    }
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
