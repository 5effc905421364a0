//! The full JSON-LD as N-Quads, Turtle and RDF/XML: made from its very bytes, so that no two formats can disagree.
//!
//! N-Quads are canonical (RDFC-1.0). In the other two, subjects stand in the order in which the JSON-LD names them, and
//! blank nodes are numbered in that order: equal input, equal bytes.

use oxjsonld::JsonLdParser;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{BlankNode, Dataset, Literal, NamedOrBlankNode, Quad, Term};
use oxrdfxml::RdfXmlSerializer;
use oxttl::TurtleSerializer;
use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;

use super::jsonld::{JsonLd, document_iri};
use super::{Edition, Writer};

/// Writes canonical N-Quads.
pub struct NQuads;

/// Writes Turtle.
pub struct Turtle;

/// Writes RDF/XML.
pub struct RdfXml;

/// The vocabularies of the full profile.
const PREFIXES: &[(&str, &str)] = &[
    ("dcterms", "http://purl.org/dc/terms/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rico", "https://www.ica.org/standards/RiC/ontology#"),
    ("schema", "http://schema.org/"),
    ("tsc", "https://w3id.org/teiscribe#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

impl Writer for NQuads {
    fn format(&self) -> &'static str {
        "nquads"
    }

    fn extension(&self) -> &'static str {
        ".nq"
    }

    fn notices(&self, edition: &Edition<'_>) -> Vec<Diagnostic> {
        JsonLd.notices(edition)
    }

    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        let mut dataset: Dataset = quads(edition).into_iter().collect();
        dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
        let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
        lines.sort_unstable();
        lines.concat().into_bytes()
    }
}

impl Writer for Turtle {
    fn format(&self) -> &'static str {
        "turtle"
    }

    fn extension(&self) -> &'static str {
        ".ttl"
    }

    fn notices(&self, edition: &Edition<'_>) -> Vec<Diagnostic> {
        JsonLd.notices(edition)
    }

    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        let document = document_iri(edition.weave.transcript(), edition.options.base.as_deref());
        let own = ("", format!("{document}#"));
        let prefixes = PREFIXES.iter().map(|&(name, iri)| (name, iri.to_owned())).chain([own]);
        let serializer =
            prefixes.fold(TurtleSerializer::new(), |serializer, (name, iri)| serializer.clone().with_prefix(name, iri).unwrap_or(serializer));
        let mut writer = serializer.for_writer(Vec::new());
        for quad in by_subject(quads(edition)) {
            // Writing to memory cannot fail.
            let _ = writer.serialize_triple(quad.as_ref());
        }
        writer.finish().unwrap_or_default()
    }
}

impl Writer for RdfXml {
    fn format(&self) -> &'static str {
        "rdfxml"
    }

    fn extension(&self) -> &'static str {
        ".rdf"
    }

    fn notices(&self, edition: &Edition<'_>) -> Vec<Diagnostic> {
        JsonLd.notices(edition)
    }

    /// Characters XML 1.0 has no place for stand as U+FFFD; the other formats keep them.
    fn write(&self, edition: &Edition<'_>) -> Vec<u8> {
        let serializer =
            PREFIXES.iter().fold(RdfXmlSerializer::new(), |serializer, &(name, iri)| serializer.clone().with_prefix(name, iri).unwrap_or(serializer));
        let mut writer = serializer.for_writer(Vec::new());
        for mut quad in by_subject(quads(edition)) {
            quad.object = fit_for_xml(quad.object);
            // Writing to memory cannot fail, and no predicate of ours is reserved in RDF/XML.
            let _ = writer.serialize_triple(quad.as_ref());
        }
        let mut xml = with_references(&writer.finish().unwrap_or_default());
        xml.push(b'\n');
        xml
    }
}

/// The statements of the JSON-LD, in its order, with blank nodes numbered as they come.
fn quads(edition: &Edition<'_>) -> Vec<Quad> {
    let json = JsonLd.write(edition);
    let mut numbers = Numbers::default();
    // What we wrote ourselves has no fault; `validate` judges it again.
    JsonLdParser::new().for_slice(&json).map_while(Result::ok).map(|quad| numbers.renamed(quad)).collect()
}

/// New names for blank nodes, which the parser names at random.
#[derive(Default)]
struct Numbers(FxHashMap<BlankNode, BlankNode>);

impl Numbers {
    fn renamed(&mut self, mut quad: Quad) -> Quad {
        if let NamedOrBlankNode::BlankNode(node) = &mut quad.subject {
            self.rename(node);
        }
        if let Term::BlankNode(node) = &mut quad.object {
            self.rename(node);
        }
        quad
    }

    fn rename(&mut self, node: &mut BlankNode) {
        let number = self.0.len();
        *node = self.0.entry(node.clone()).or_insert_with(|| BlankNode::new_unchecked(format!("b{number}"))).clone();
    }
}

/// The same statements, those of one subject together, subjects in the order of their first statement.
fn by_subject(mut quads: Vec<Quad>) -> Vec<Quad> {
    let mut order: FxHashMap<NamedOrBlankNode, usize> = FxHashMap::default();
    for quad in &quads {
        let next = order.len();
        order.entry(quad.subject.clone()).or_insert(next);
    }
    quads.sort_by_key(|quad| order[&quad.subject]);
    quads
}

/// Stands for CR until the XML is written: no character of XML, hence in no literal that is fit for it.
const CARRIAGE_RETURN: char = '\u{FFFF}';

/// A literal as XML can carry it; CR is kept apart, since XML 1.0 (section 2.11) would read it as a line feed.
fn fit_for_xml(term: Term) -> Term {
    let Term::Literal(literal) = &term else { return term };
    if !literal.value().contains(unfit) {
        return term;
    }
    let value: String = literal.value().chars().map(|character| if character == '\r' { CARRIAGE_RETURN } else { fit(character) }).collect();
    Term::Literal(match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(value, language),
        None => Literal::new_typed_literal(value, literal.datatype().into_owned()),
    })
}

const fn unfit(character: char) -> bool {
    matches!(character, '\u{0}'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

const fn fit(character: char) -> char {
    if unfit(character) { '\u{FFFD}' } else { character }
}

fn with_references(xml: &[u8]) -> Vec<u8> {
    let mut referenced = Vec::with_capacity(xml.len() + 64);
    let mut from = 0;
    for at in memchr::memmem::find_iter(xml, CARRIAGE_RETURN.encode_utf8(&mut [0; 4])) {
        referenced.extend_from_slice(&xml[from..at]);
        referenced.extend_from_slice(b"&#13;");
        from = at + CARRIAGE_RETURN.len_utf8();
    }
    referenced.extend_from_slice(&xml[from..]);
    referenced
}
