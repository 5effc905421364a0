//! The TEI of transcripts built by hand: proved against the source in every genre and, where `jing` and the third-party
//! schema are at hand, valid against `tei_all`.

mod common;

use std::process::Command;

use common::{shared, transcript};
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
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn every_genre_is_valid_against_tei_all() {
    let schema = shared().join("schemas/tei_all-4.12.0.rng");
    if !schema.exists() || Command::new("jing").output().is_err() {
        eprintln!("skipped: jing or the third-party schema is not at hand");
        return;
    }
    let folder = std::env::temp_dir().join(format!("teiscribe-tei-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    for (name, tei) in editions() {
        let file = folder.join(format!("{name}.xml"));
        std::fs::write(&file, &tei).expect("a file for the test");
        let judged = Command::new("jing").arg(&schema).arg(&file).output().expect("jing runs");
        assert!(judged.status.success(), "{name}: {}\n{tei}", String::from_utf8_lossy(&judged.stdout));
    }
    std::fs::remove_dir_all(&folder).expect("the test's own folder");
}
