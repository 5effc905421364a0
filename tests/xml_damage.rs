//! Damaged documents and schemas: whatever the damage, reading ends with findings and never with a panic.

use proptest::prelude::*;
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema};
use teiscribe::xml::stream::{Event, Limits, Reader};

const DOCUMENT: &str = "<?xml version='1.0' encoding='UTF-8' standalone='no'?>\r\n<!DOCTYPE p [<!ENTITY % m \"<!ENTITY who 'Tito &#38;amp; <hi>you</hi>'>\"> %m;\n\
    <!ATTLIST p kind NMTOKENS #IMPLIED url CDATA 'a&amp;.png'><!ELEMENT p (#PCDATA|hi)*><!NOTATION n SYSTEM 'x'>]>\n\
    <?pi data?><!-- note -->\n<p xmlns='urn:p' xmlns:a='urn:a' a:n=\"1 é\" n='&lt;&#xE9;'>said &who; \u{1F600}<![CDATA[<x>]]>\n<a:hi/>ž</p>\n";

const SCHEMA: &str = "<grammar xmlns='http://relaxng.org/ns/structure/1.0' ns='urn:p' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>\
    <start><ref name='p'/></start><define name='p'><element name='p'><interleave><zeroOrMore><attribute><anyName/></attribute></zeroOrMore>\
    <text/><zeroOrMore><choice><element><nsName ns='urn:a'><except><name>é</name></except></nsName><empty/></element>\
    <element name='hi'><mixed><optional><ref name='p'/></optional></mixed></element>\
    <element name='when'><attribute name='n'><list><oneOrMore><data type='date'><param name='pattern'>\\d+.*</param></data></oneOrMore></list></attribute></element>\
    </choice></zeroOrMore></interleave></element></define></grammar>";

/// Pieces that often decide how a parser goes on.
const PIECES: [&str; 24] = [
    "<",
    ">",
    "&",
    ";",
    "\"",
    "'",
    "/",
    "!",
    "?",
    "]]>",
    "--",
    "<!--",
    "&who;",
    "&#x1F600;",
    "%m;",
    "\u{1F600}",
    "é",
    "\u{301}",
    "\u{FFFE}",
    "\u{1}",
    " ",
    "\r",
    ":",
    "<p>",
];

/// The text with some characters cut out and pieces put in.
fn damaged(text: &str, edits: &[(usize, usize, usize)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for &(at, cut, piece) in edits {
        let at = at % (characters.len() + 1);
        let end = (at + cut % 12).min(characters.len());
        characters.splice(at..end, PIECES[piece % PIECES.len()].chars());
    }
    characters.into_iter().collect()
}

fn read(text: &str) {
    let source = Source::from_text("damaged.xml", text);
    let mut reader = Reader::new(&source, Limits { expansion: 10_000, ..Limits::default() });
    while !matches!(reader.next_event(), Ok(Event::Eof) | Err(_)) {}
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_is_reported(edits in proptest::collection::vec(any::<(usize, usize, usize)>(), 1..5)) {
        let document = damaged(DOCUMENT, &edits);
        read(&document);
        let schema = Schema::load(&Source::from_text("p.rng", SCHEMA), &NoFiles).expect("a sound schema");
        schema.validate(&Source::from_text("damaged.xml", document.as_str()));
        if let Ok(schema) = Schema::load(&Source::from_text("damaged.rng", damaged(SCHEMA, &edits).as_str()), &NoFiles) {
            schema.validate(&Source::from_text("sound.xml", DOCUMENT));
        }
    }
}

#[test]
fn what_the_damage_starts_from_is_sound() {
    let schema = Schema::load(&Source::from_text("p.rng", SCHEMA), &NoFiles).expect("a sound schema");
    let findings = schema.validate(&Source::from_text("sound.xml", DOCUMENT));
    assert!(findings.is_empty(), "{findings:?}");
}

/// A fault in the default of an attribute stands at the tag that lacks the attribute, however long the default is.
#[test]
fn a_default_that_is_broken_is_reported_at_the_tag() {
    let text = format!("<!DOCTYPE p [<!ATTLIST p n CDATA '{}& x'>]><p/>", " ".repeat(500));
    let source = Source::from_text("a.xml", text.as_str());
    let mut reader = Reader::new(&source, Limits::default());
    let place = reader.next_event().expect_err("a broken default").place.expect("a place");
    assert_eq!((place.span.start, place.span.len()), (text.len() - 4, 1));
}
