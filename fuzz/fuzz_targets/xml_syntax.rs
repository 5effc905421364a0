//! Any text as a schema in the XML syntax: it loads or is refused with a place; written out again in either syntax it judges the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema, Syntax, export};

fuzz_target!(|text: &str| {
    let source = Source::from_text("fuzz.rng", format!("<{text}"));
    if let Ok(schema) = Schema::load(&source, &NoFiles) {
        let note = Source::from_text("note.xml", "<a b='c'>1961-06-03<b/> d</a>");
        let is_valid = schema.validate(&note).is_empty();
        for syntax in Syntax::ALL {
            let written = match export(&source, &NoFiles, syntax) {
                Err(fault) if fault.message.contains("nests deeper") => continue,
                written => written.expect("a sound schema"),
            };
            let again = Schema::load(&Source::from_text("again", written), &NoFiles).expect("what is written is sound");
            assert_eq!(again.validate(&note).is_empty(), is_valid, "what is written judges otherwise");
        }
    }
});
