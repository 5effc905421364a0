//! Any text as a schema in the compact syntax: it loads or is refused with a place; written out again in either syntax it judges the same.
#![no_main]

mod written_again;

use libfuzzer_sys::fuzz_target;
use teiscribe::source::Source;

fuzz_target!(|text: &str| {
    // What begins with `<` is the other syntax.
    if !text.trim_start().starts_with('<') {
        written_again::judges_the_same_written_again(&Source::from_text("fuzz.rnc", text));
    }
});
