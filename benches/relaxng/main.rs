//! How fast documents are read and judged: `cargo bench --bench relaxng`, against plain tokenising of the same bytes by `quick-xml`.
//!
//! First a table of shares, measured in turn so that a busy machine slows all alike; then each alone, with its spread; last the highest memory use of the
//! program on one document of 20 MB. Says so and ends where the shared folder is missing.

mod floor;
mod shares;
mod texts;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema};
use teiscribe::xml::stream::{Event, Limits, Reader};

use texts::{plays, schema, schema_text, tei_all};

/// Our events: names resolved, well-formedness complete.
fn events(bytes: &[u8]) -> usize {
    let source = Source::from_bytes("document", bytes.to_vec()).expect("text");
    let mut reader = Reader::new(&source, Limits::default());
    let mut count = 0;
    while !matches!(black_box(reader.next_event().expect("XML")), Event::Eof) {
        count += 1;
    }
    count
}

/// A document from its bytes to what is wrong with it by all of TEI.
fn findings(bytes: &[u8]) -> usize {
    schema().validate(&Source::from_bytes("document", bytes.to_vec()).expect("text")).len()
}

fn each(bencher: Bencher<'_, '_>, judge: fn(&[u8]) -> usize) {
    let bytes = BytesCount::new(plays().iter().map(Vec::len).sum::<usize>());
    bencher.counter(bytes).bench(|| plays().iter().map(|play| judge(play)).sum::<usize>());
}

#[divan::bench(sample_count = 20)]
fn tokenise_with_quick_xml(bencher: Bencher<'_, '_>) {
    each(bencher, floor::tokens);
}

#[divan::bench(sample_count = 20)]
fn tokenise_names_and_blanks(bencher: Bencher<'_, '_>) {
    each(bencher, floor::tokens_names_and_blanks);
}

#[divan::bench(sample_count = 20)]
fn read_events(bencher: Bencher<'_, '_>) {
    each(bencher, events);
}

#[divan::bench(sample_count = 20)]
fn validate(bencher: Bencher<'_, '_>) {
    each(bencher, findings);
}

/// What a document costs that says next to nothing.
#[divan::bench]
fn validate_small_document(bencher: Bencher<'_, '_>) {
    let schema = schema();
    let source = Source::from_text("small", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/></TEI>");
    bencher.bench(|| schema.validate(black_box(&source)).len());
}

/// The schema of all of TEI from its text.
#[divan::bench(sample_count = 40)]
fn load_tei_all(bencher: Bencher<'_, '_>) {
    let text = schema_text();
    bencher.bench(|| Schema::load(black_box(&text), &NoFiles).is_ok());
}

/// The same from its kept form, its text read and its digest taken.
#[divan::bench]
fn load_tei_all_kept(bencher: Bencher<'_, '_>) {
    let kept = schema().to_kept();
    let file = |_: &str| Source::from_bytes("tei_all.rng", std::fs::read(tei_all()).ok()?).ok();
    bencher.bench(|| Schema::from_kept(black_box(&kept), &file).is_some());
}

#[expect(clippy::print_stderr, reason = "a skipped benchmark says so")]
fn main() {
    if plays().is_empty() {
        eprintln!("skipped: no plays under {}", texts::shared("corpus/plays").display());
        return;
    }
    shares::speed();
    divan::main();
    shares::memory();
}
