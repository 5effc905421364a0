//! MB of source per second for each stage of a conversion: the sample's body repeated to the size in MB given.
//!
//! `cargo bench --bench convert`; a figure that stays the same from 2 to 20 MB shows time linear in length.

use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use teiscribe::annotate::{Knowledge, annotate};
use teiscribe::convert::{Request, convert, prove};
use teiscribe::model::{Ledger, Transcript, Weave};
use teiscribe::read::read;
use teiscribe::source::Source;
use teiscribe::write::tei::Tei;
use teiscribe::write::{Edition, Options, WRITERS, Writer};

const SIZES: &[usize] = &[2, 20];
const SAMPLE: &str = include_str!("../tests/fixtures/khrushchev-belgrade-1956/source.txt");

fn main() {
    divan::main();
}

/// The sample with its body repeated until the text has `megabytes` MB.
fn source(megabytes: usize) -> Arc<Source> {
    let start = SAMPLE.find("I am reporting about").expect("the body's first words");
    let end = SAMPLE.rfind("6 October 1956").expect("the date behind the body");
    let body = &SAMPLE[start..end];
    let times = (megabytes * 1_000_000).div_ceil(body.len());
    Arc::new(Source::from_text("sample.txt", format!("{}{}{}", &SAMPLE[..start], body.repeat(times), &SAMPLE[end..])))
}

fn annotated(megabytes: usize) -> Transcript {
    let mut transcript = read(source(megabytes), "sample", None).expect("a document");
    annotate(&mut transcript, &Knowledge::default());
    transcript
}

fn bytes(source: &Source) -> BytesCount {
    BytesCount::new(source.text().len())
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn reading(bencher: Bencher<'_, '_>, megabytes: usize) {
    let source = source(megabytes);
    bencher.counter(bytes(&source)).bench(|| read(Arc::clone(&source), "sample", None));
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn annotating(bencher: Bencher<'_, '_>, megabytes: usize) {
    let transcript = read(source(megabytes), "sample", None).expect("a document");
    bencher.counter(bytes(&transcript.source)).with_inputs(|| transcript.clone()).bench_values(|mut transcript| {
        annotate(&mut transcript, &Knowledge::default());
        transcript
    });
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn weaving(bencher: Bencher<'_, '_>, megabytes: usize) {
    let transcript = annotated(megabytes);
    bencher.counter(bytes(&transcript.source)).bench(|| Weave::new(&transcript).all_pieces().len());
}

#[divan::bench(args = WRITERS.iter().map(|writer| writer.format()), sample_count = 3)]
fn writing(bencher: Bencher<'_, '_>, format: &str) {
    let writer = WRITERS.iter().find(|writer| writer.format() == format).expect("a format");
    let transcript = annotated(2);
    let weave = Weave::new(&transcript);
    let options = Options::default();
    bencher.counter(bytes(&transcript.source)).bench(|| writer.write(&Edition { weave: &weave, options: &options }));
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn proving(bencher: Bencher<'_, '_>, megabytes: usize) {
    let transcript = annotated(megabytes);
    let weave = Weave::new(&transcript);
    let tei = String::from_utf8(Tei.write(&Edition { weave: &weave, options: &Options::default() })).expect("UTF-8");
    let ledger = Ledger::of(&weave);
    bencher.counter(bytes(&transcript.source)).bench(|| prove(&transcript, &tei, &ledger));
}

/// A whole conversion: read, annotate, weave, write, prove, check.
fn converting(bencher: Bencher<'_, '_>, megabytes: usize, formats: &[&str]) {
    let source = source(megabytes);
    let writers = WRITERS.iter().copied().filter(|writer| formats.contains(&writer.format())).collect();
    let request = Request { writers, ..Request::default() };
    bencher.counter(bytes(&source)).bench(|| convert(Arc::clone(&source), "sample", &request));
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn converting_to_tei(bencher: Bencher<'_, '_>, megabytes: usize) {
    converting(bencher, megabytes, &["tei"]);
}

/// The check of JSON-LD parses it as linked data, which takes most of the time; 20 MB would need minutes.
#[divan::bench(args = [1, 2], sample_count = 2)]
fn converting_to_tei_and_jsonld(bencher: Bencher<'_, '_>, megabytes: usize) {
    converting(bencher, megabytes, &["tei", "jsonld"]);
}
