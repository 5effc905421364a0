//! N-Quads, Turtle and RDF/XML hold the graph of the JSON-LD, in every processor at hand, with the same bytes each time.

mod common;
#[path = "common/judges.rs"]
mod judges;
#[path = "common/note.rs"]
mod note;

use std::process::Command;
use std::sync::Arc;

use common::transcript;
use judges::{Folder, has_python, skipped};
use note::{NOTE, note};
use oxjsonld::JsonLdParser;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{Dataset, GraphName, Quad, Term, Triple};
use oxrdfxml::RdfXmlParser;
use oxttl::{NQuadsParser, TurtleParser};
use teiscribe::model::{Genre, Transcript, Weave};
use teiscribe::source::{Encoding, Source};
use teiscribe::write::jsonld::JsonLd;
use teiscribe::write::rdf::{NQuads, RdfXml, Turtle};
use teiscribe::write::text::Text;
use teiscribe::write::{Edition, Options, Writer};

fn written(writer: &dyn Writer, transcript: &Transcript) -> Vec<u8> {
    let weave = Weave::new(transcript);
    let options = Options { base: Some("https://example.org/talks".to_owned()), ..Options::default() };
    writer.write(&Edition { weave: &weave, options: &options })
}

fn canonical(quads: impl Iterator<Item = Quad>) -> Vec<String> {
    let mut dataset: Dataset = quads.collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| quad.to_string()).collect();
    lines.sort();
    lines
}

fn in_default_graph(triple: Triple) -> Quad {
    triple.in_graph(GraphName::DefaultGraph)
}

/// XML cannot carry U+0001.
fn as_xml_can_carry(mut quad: Quad) -> Quad {
    if let Term::Literal(literal) = &quad.object
        && literal.value().contains('\u{1}')
    {
        let value = literal.value().replace('\u{1}', "\u{FFFD}");
        quad.object = match literal.language() {
            Some(language) => oxrdf::Literal::new_language_tagged_literal(value, language).expect("a tag").into(),
            None => oxrdf::Literal::new_simple_literal(value).into(),
        };
    }
    quad
}

fn editions() -> Vec<Transcript> {
    vec![transcript(Genre::Minutes, None), note(Encoding::Utf8), note(Encoding::Utf16Be)]
}

#[test]
fn every_format_holds_the_graph_of_the_json() {
    for transcript in editions() {
        let json = written(&JsonLd, &transcript);
        let graph = || JsonLdParser::new().for_slice(&json).map(|quad| quad.expect("JSON-LD"));
        let expected = canonical(graph());
        assert!(expected.len() > 60);
        let nquads = written(&NQuads, &transcript);
        assert_eq!(canonical(NQuadsParser::new().for_slice(&nquads).map(|quad| quad.expect("N-Quads"))), expected);
        let turtle = written(&Turtle, &transcript);
        assert_eq!(canonical(TurtleParser::new().for_slice(&turtle).map(|triple| in_default_graph(triple.expect("Turtle")))), expected);
        let xml = written(&RdfXml, &transcript);
        let expected = canonical(graph().map(as_xml_can_carry));
        assert_eq!(canonical(RdfXmlParser::new().for_slice(&xml).map(|triple| in_default_graph(triple.expect("RDF/XML")))), expected);
    }
}

#[test]
fn equal_input_gives_equal_bytes() {
    for transcript in editions() {
        for writer in [&NQuads as &dyn Writer, &Turtle, &RdfXml] {
            assert_eq!(written(writer, &transcript), written(writer, &transcript), "{}", writer.format());
        }
    }
}

#[test]
fn plain_text_reads_as_printed() {
    let text = String::from_utf8(written(&Text, &transcript(Genre::Minutes, None))).expect("UTF-8");
    assert_eq!(
        text,
        "Note on a talk\n\n6 May 1950\n\nSecret\n\nAnders said that “the mill [wind] is closed” (he laughed) until 7 May & bought 20 tons.\n\nAnders: We  go on.\n"
    );
}

/// Prints `same` for each file whose graph is that of the JSON-LD, in the view of `rdflib`, and for N-Quads whose bytes are those
/// that `pyld` makes.
const JUDGE: &str = r"
import json, sys
from pyld import jsonld
from rdflib import Graph
from rdflib.compare import isomorphic
stem, queries = sys.argv[1:]
canonical = jsonld.normalize(json.load(open(stem + '.jsonld')), {'algorithm': 'URDNA2015', 'format': 'application/n-quads'})
print('same' if canonical == open(stem + '.nq', newline='', encoding='utf-8').read() else 'N-Quads differ')
graph = Graph().parse(data=canonical, format='nt')
for name, kind in (('.ttl', 'turtle'), ('.rdf', 'xml')):
    print('same' if isomorphic(graph, Graph().parse(stem + name, format=kind)) else name + ' differs')
crm = graph.query(open(queries + '/crm.rq').read()).graph
who = [row for row in graph.query(open(queries + '/who_said_what.rq').read())]
print(len(crm), len(who))
";

#[test]
fn independent_processors_read_the_same() {
    if !has_python("pyld, rdflib") {
        return skipped("the Python packages that judge RDF are not at hand");
    }
    let folder = Folder::new("rdf");
    // Without the control character, which RDF/XML cannot carry.
    let mut transcript = note(Encoding::Utf8);
    transcript.source = Arc::new(Source::from_text("note.txt", NOTE.replace('\u{1}', "-")));
    for writer in [&JsonLd as &dyn Writer, &NQuads, &Turtle, &RdfXml] {
        folder.write(&format!("note{}", writer.extension()), written(writer, &transcript));
    }
    let queries = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/jsonld/queries");
    let judged = Command::new("python3").args(["-c", JUDGE]).arg(folder.0.join("note")).arg(&queries).output().expect("python runs");
    let said = String::from_utf8_lossy(&judged.stdout);
    assert_eq!(said, "same\nsame\nsame\n70 8\n", "{}", String::from_utf8_lossy(&judged.stderr));
}
