//! A schema in the compact syntax, a line `%`, a document: judging ends, judging again with what was learnt says the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema};

fuzz_target!(|text: &str| {
    let Some((schema, document)) = text.split_once("\n%\n") else { return };
    let text = Source::from_text("fuzz.rnc", schema);
    let Ok(schema) = Schema::load(&text, &NoFiles) else { return };
    let document = Source::from_text("fuzz.xml", document);
    let first = schema.validate(&document);
    let again = schema.validate(&document);
    assert_eq!(first.len(), again.len(), "judging depends on what was judged before");
    for (one, other) in first.iter().zip(&again) {
        assert_eq!(one.message, other.message);
    }
    // What is kept judges as what was compiled.
    let kept = Schema::from_kept(&schema.to_kept(), &|_| Some(text.clone())).expect("its own kept form");
    assert_eq!(first, kept.validate(&document), "the kept form judges otherwise");
});
