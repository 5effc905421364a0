//! The TEI of transcripts built by hand: proved against the source in every genre and, where `jing` and the third-party
//! schema are at hand, valid against `tei_all`.

mod common;
#[path = "common/judges.rs"]
mod judges;

use common::transcript;
use teiscribe::convert::prove;
use teiscribe::model::{Genre, Ledger, Transcript, Weave};
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
