//! The TEI of transcripts built by hand: proved against the source in every genre and, where `jing` and the third-party
//! schema are at hand, valid against `tei_all`.

mod common;
#[path = "common/judges.rs"]
mod judges;

use std::sync::Arc;

use common::transcript;
use teiscribe::convert::{Request, convert, prove};
use teiscribe::model::{Genre, Ledger, Transcript, Weave};
use teiscribe::source::Source;
use teiscribe::write::tei::Tei;
use teiscribe::write::{Edition, Options, Writer};

fn written(transcript: &Transcript) -> String {
    let weave = Weave::new(transcript);
    let tei = Tei.write(&Edition { weave: &weave, options: &Options::default() });
    let tei = String::from_utf8(tei).expect("UTF-8");
    let proof = prove(transcript, &tei, &Ledger::of(&weave));
    assert!(proof.is_ok(), "{proof:?}\n{tei}");
    tei
}

fn editions() -> Vec<(&'static str, String)> {
    vec![
        ("reported", written(&transcript(Genre::Reported, None))),
        ("minutes", written(&transcript(Genre::Minutes, None))),
        ("interview", written(&transcript(Genre::Interview, Some((12_400, Some(15_900)))))),
    ]
}

#[test]
fn each_genre_has_its_encoding() {
    let editions = editions();
    assert!(editions[0].1.contains("<said xml:id=\"p4.s17\" who=\"#anders\" direct=\"false\" resp=\"#teiscribe\" cert=\"high\" ana=\"#rule.that\">"));
    assert!(
        editions[1]
            .1
            .contains("<sp xml:id=\"sp1\" who=\"#anders\">\n<speaker>Anders:</speaker>\n<p xml:id=\"p5\">We <pb n=\"3\"/> go on.</p>\n</sp>")
    );
    assert!(editions[2].1.contains("<when xml:id=\"T12400\" interval=\"12.4\" since=\"#T0\"/>"));
    assert!(editions[2].1.contains("<annotationBlock xml:id=\"sp1\" who=\"#anders\" start=\"#T12400\" end=\"#T15900\">"));
}

#[test]
fn every_genre_is_valid_against_tei_all() {
    let Some(schema) = judges::tei_all() else {
        judges::skipped("jing or the third-party schema is not at hand");
        return;
    };
    let folder = judges::Folder::new("tei");
    let files: Vec<_> = editions().iter().map(|(name, tei)| folder.write(&format!("{name}.xml"), tei)).collect();
    assert_eq!(judges::jing(&schema, &files), "");
}

/// The TEI of every source below `tests/fixtures`, with all that options add.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let cases = std::fs::read_dir(root).expect("the fixtures").map(|entry| entry.expect("a case").path());
    let sources = cases.flat_map(|case| ["source.txt", "source.json"].map(|file| case.join(file))).filter(|path| path.exists());
    let request = |options| Request { writers: vec![&Tei], options, ..Request::default() };
    let requests = [request(Options::default()), request(Options { keep_furniture: true, queries: true, ..Options::default() })];
    let mut files = Vec::new();
    for path in sources {
        let case = path.parent().and_then(|case| case.file_name()).expect("a name").to_string_lossy().into_owned();
        for (number, request) in requests.iter().enumerate() {
            let source = Source::from_bytes("source", std::fs::read(&path).expect("a source")).expect("a text");
            let converted = convert(Arc::new(source), &case, request).map_err(|refusal| format!("{case}: {refusal:?}")).expect("an edition");
            files.push((format!("{case}-{number}.xml"), converted.files[0].bytes.clone()));
        }
    }
    files
}

#[test]
fn every_fixture_is_valid_against_tei_all_and_the_profile() {
    let Some(schema) = judges::tei_all() else {
        judges::skipped("jing or the third-party schema is not at hand");
        return;
    };
    let folder = judges::Folder::new("tei-fixtures");
    let files: Vec<_> = fixtures().iter().map(|(name, tei)| folder.write(name, tei)).collect();
    assert!(files.len() > 80, "the fixtures were found");
    assert_eq!(judges::jing(&schema, &files), "");
    assert_eq!(judges::jing(&judges::profile(), &files), "");
}
