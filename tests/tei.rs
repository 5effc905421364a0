//! The TEI of transcripts built by hand: proved against the source in every genre and, where `jing` and the third-party
//! schema are at hand, valid against `tei_all`.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use teiscribe::convert::prove;
use teiscribe::model::{
    Annotation, Aside, Block, BlockKind, Certainty, Date, DateValue, Entity, EntityKind, Field, Genre, HeaderDate, Ledger, Mark, Measure, Mode, Name,
    Quote, Rule, Speech, Transcript, Turn, Weave,
};
use teiscribe::source::{Source, Span};
use teiscribe::write::tei::Tei;
use teiscribe::write::{Edition, Options, Writer};

static RULE: Rule = Rule::new("rule.that", "an attribution verb followed by that");

const TEXT: &str = "Note on a talk\n\n6 May 1950\n\nSecret\n\nAnders said that “the mill [wind] is closed” (he laughed) until 7 May & bought 20 tons.\n\nAnders:\n\nWe [Page 3] go on.\n";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("words of the text");
    Span::new(start, start + words.len())
}

fn transcript(genre: Genre, times: Option<(u64, Option<u64>)>) -> Transcript {
    let mut transcript = Transcript::new(Arc::new(Source::from_text("talk.txt", TEXT)), "talk", genre);
    let mut anders = Entity::new(EntityKind::Person, "Anders");
    anders.present = true;
    let who = transcript.register.add(anders);
    transcript.register.add(Entity::new(EntityKind::Place, "Mill"));
    transcript.register.unknown();
    transcript.register.assign_ids();
    transcript.header.language = Some("en".to_owned());
    transcript.header.title = Some(Field { text: "Note on a talk".to_owned(), span: Some(span("Note on a talk")) });
    transcript.header.classification = Some(Field { text: "Secret".to_owned(), span: Some(span("Secret")) });
    let day = DateValue::when(Date::day(1950, 5, 6).expect("a day"));
    transcript.header.date =
        Some(HeaderDate { field: Field { text: "6 May 1950".to_owned(), span: Some(span("6 May 1950")) }, value: day, inferred: false });
    transcript.turns.push(Turn { who: vec![who], label: Some(span("Anders:")), times, inferred: None });
    transcript.blocks = vec![
        Block::new(span("Note on a talk"), BlockKind::Title),
        Block::new(span("6 May 1950"), BlockKind::Dateline),
        Block::new(span("Secret"), BlockKind::Classification),
        Block::new(Span::new(span("Anders said").start, span("20 tons.").end), BlockKind::Paragraph),
        Block::in_turn(span("Anders:"), BlockKind::SpeakerLabel, 0),
        Block::in_turn(span("We [Page 3] go on."), BlockKind::Paragraph, 0),
    ];
    let speech = Speech {
        who: vec![who],
        to: Vec::new(),
        mode: Mode::Indirect,
        attribution: vec![span("Anders said that")],
        act: None,
        chain: None,
        doubt: None,
    };
    let measure = Measure { quantity: Some("20".to_owned()), unit: Some("t".to_owned()), ..Measure::default() };
    transcript.annotations = vec![
        Annotation::printed(span("Anders"), Mark::Name(Name { class: EntityKind::Person, entity: Some(who) }), &RULE),
        Annotation::inferred(span("“the mill [wind] is closed” (he laughed)"), Mark::Speech(speech), &RULE, Certainty::High),
        Annotation::inferred(span("“the mill [wind] is closed”"), Mark::Quote(Quote::SoCalled), &RULE, Certainty::Medium),
        Annotation::earlier(span("[wind]"), Mark::Supplied, &RULE),
        Annotation::printed(span("(he laughed)"), Mark::Aside(Aside::Event), &RULE),
        Annotation::inferred(span("7 May"), Mark::Date(DateValue::when(Date::day(1950, 5, 7).expect("a day"))), &RULE, Certainty::High),
        Annotation::inferred(span("20 tons"), Mark::Measure(measure), &RULE, Certainty::High),
        Annotation::printed(span("[Page 3]"), Mark::PageMark("3".to_owned()), &RULE),
    ];
    transcript
}

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
    let shared = std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let schema = shared.join("schemas/tei_all-4.12.0.rng");
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
