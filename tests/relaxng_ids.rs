//! ID-types (RELAX NG DTD Compatibility, section 5): conflicts are notes, ids of documents are judged.

use teiscribe::diagnostic::Severity;
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Options, Schema};

fn schema(text: &str) -> Schema {
    Schema::load(&Source::from_text("schema.rnc", text), &NoFiles).expect("a schema")
}

fn notes(text: &str) -> Vec<String> {
    let found = schema(text).notes();
    assert!(found.iter().all(|note| note.severity == Severity::Info && note.code.id == "relaxng/id-types"));
    found.into_iter().map(|note| note.message).collect()
}

#[test]
fn conflicts_are_noted_once() {
    let twice = "start = element a { attribute id { xsd:ID }, b* }  b = element b { a2 | a3 }  a2 = element a { attribute id { text } }  a3 = element a { attribute id { xsd:IDREF } }";
    assert_eq!(
        notes(twice),
        [
            "the attribute `id` of `a` has the type ID in one place and IDREF in another",
            "the attribute `id` of `a` has the type ID in one place and no ID-type in another"
        ]
    );
    let any = "start = element a { attribute id { xsd:ID }, any* }  any = element * { attribute * { text }* }";
    assert_eq!(notes(any), ["the attribute `id` of `a` has the type ID in one place and no ID-type in another"]);
}

#[test]
fn sound_schemas_have_no_notes() {
    assert!(notes("start = element a { attribute id { xsd:ID }, element b { attribute id { text } } }").is_empty());
    assert!(notes("start = element a { attribute id { xsd:ID }, any* }  any = element * - a { attribute * { text }* }").is_empty());
    assert!(notes("start = element a { attribute id { text } }").is_empty());
}

#[test]
fn the_check_of_ids_can_be_left_out() {
    let schema = schema("start = element a { attribute id { xsd:ID }, attribute to { xsd:IDREFS }?, element b { attribute id { xsd:ID } }* }");
    let document = Source::from_text("a.xml", "<a id='x' to='x y z'><b id='x'/></a>");
    let codes: Vec<&str> = schema.validate(&document).iter().map(|one| one.code.id).collect();
    assert_eq!(codes, ["relaxng/duplicate-id", "relaxng/dangling-idref", "relaxng/dangling-idref"]);
    assert!(schema.validate_with(&document, &Options { ids: false, ..Options::default() }).is_empty());
}
