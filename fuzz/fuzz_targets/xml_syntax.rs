//! Any text as a schema in the XML syntax: it loads or is refused with a place; written out again in either syntax it judges the same.
#![no_main]

mod written_again;

use libfuzzer_sys::fuzz_target;
use teiscribe::source::Source;

fuzz_target!(|text: &str| {
    written_again::judges_the_same_written_again(&Source::from_text("fuzz.rng", format!("<{text}")));
});
