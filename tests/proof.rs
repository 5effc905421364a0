//! The weave nests whatever crosses, and the proof finds every single change of the text.

use std::sync::Arc;

use proptest::prelude::*;
use teiscribe::convert::prove;
use teiscribe::model::{
    Annotation, Block, BlockKind, EntityId, Event, Genre, Ledger, Mark, Mode, Quote, Reason, Row, Rule, Speech, Transcript, Weave,
};
use teiscribe::source::{Source, Span};
use teiscribe::xml::emit::Emitter;

static RULE: Rule = Rule::new("rule.test", "a rule for tests");

fn speech() -> Mark {
    Mark::Speech(Speech { who: vec![EntityId(0)], to: Vec::new(), mode: Mode::Direct, attribution: Vec::new(), act: None, chain: None, doubt: None })
}

/// One paragraph for each line that is not blank.
fn transcript(text: &str, marks: Vec<(Span, Mark)>) -> Transcript {
    let mut transcript = Transcript::new(Arc::new(Source::from_text("t.txt", text)), "t", Genre::Reported);
    let mut at = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.find(trimmed).expect("a part of the line");
            transcript.blocks.push(Block::new(Span::new(start, start + trimmed.len()), BlockKind::Paragraph));
        }
        at += line.len() + 1;
    }
    transcript.annotations = marks.into_iter().map(|(span, mark)| Annotation::printed(span, mark, &RULE)).collect();
    transcript
}

fn written(weave: &Weave<'_>) -> String {
    let mut xml = Emitter::default();
    xml.open("TEI").open("text").line().open("body").line();
    for index in 0..weave.transcript().blocks.len() {
        xml.open("p");
        for event in weave.block(index) {
            match event {
                Event::Open(piece) => {
                    xml.open("seg").attribute("xml:id", &piece.id);
                }
                Event::Close(_) => {
                    xml.close();
                }
                Event::Text(span) => {
                    xml.text(weave.transcript().source.slice(span));
                }
                Event::Milestone(_) => {
                    xml.open("pb").close();
                }
                Event::Omit(..) => {}
            }
        }
        xml.close().line();
    }
    xml.close().line();
    xml.finish()
}

const SAMPLE: &str = "Ana said: go\r\nhome, [Page 7] now.\n\nBob \u{1}laughed.\n";

fn sample() -> Transcript {
    let page = SAMPLE.find("[Page 7]").expect("a page mark");
    transcript(
        SAMPLE,
        vec![
            (Span::new(10, SAMPLE.len() - 1), speech()),
            (Span::new(5, 20), Mark::Quote(Quote::Plain)),
            (Span::new(page, page + 8), Mark::PageMark("7".to_owned())),
        ],
    )
}

#[test]
fn every_character_is_accounted_for() {
    let transcript = sample();
    let weave = Weave::new(&transcript);
    let proof = prove(&transcript, &written(&weave), &Ledger::of(&weave)).expect("the proof holds");
    assert_eq!(proof.total, SAMPLE.chars().count());
    assert_eq!(proof.total, proof.text + proof.furniture + proof.whitespace + proof.encoding + proof.header);
    assert_eq!((proof.furniture, proof.encoding), (8, 1));
}

/// The characters of `tei` that are text, not markup.
fn text_places(tei: &str) -> Vec<usize> {
    let mut in_tag = false;
    let body = tei.find("<text>").expect("a text") + "<text>".len();
    let end = tei.find("</text>").expect("its end");
    let mut places = Vec::new();
    for (at, character) in tei.char_indices() {
        in_tag |= character == '<';
        if !in_tag && at >= body && at < end {
            places.push(at);
        }
        in_tag &= character != '>';
    }
    places
}

#[test]
fn any_single_change_of_the_text_makes_the_proof_fail() {
    let transcript = sample();
    let weave = Weave::new(&transcript);
    let (tei, ledger) = (written(&weave), Ledger::of(&weave));
    let places = text_places(&tei);
    assert!(places.len() > 25);
    for &at in &places {
        let character = tei[at..].chars().next().expect("a character");
        let (before, after) = (&tei[..at], &tei[at + character.len_utf8()..]);
        let changed = if character == 'x' { 'y' } else { 'x' };
        let mut mutants = vec![format!("{before}{after}"), format!("{before}{changed}{after}"), format!("{before}{character}{character}{after}")];
        let upper = character.to_uppercase().to_string();
        if upper != character.to_string() {
            mutants.push(format!("{before}{upper}{after}"));
        }
        if let Some(next) = after.chars().next().filter(|&next| next != character && places.contains(&(at + character.len_utf8()))) {
            mutants.push(format!("{before}{next}{character}{}", &after[next.len_utf8()..]));
        }
        for mutant in mutants {
            assert!(prove(&transcript, &mutant, &ledger).is_err(), "not found: {mutant}");
        }
    }
}

#[test]
fn a_ledger_row_over_a_body_block_makes_the_proof_fail() {
    let transcript = transcript("Ana left.\n\nBob stayed.\n", Vec::new());
    let weave = Weave::new(&transcript);
    let tei = written(&weave);
    let mut ledger = Ledger::of(&weave);
    prove(&transcript, &tei, &ledger).expect("the proof holds");
    let whole = ledger.rows.clone();
    for reason in [Reason::Furniture, Reason::Header { path: "teiHeader".to_owned() }, Reason::Whitespace, Reason::Encoding] {
        ledger.rows = [vec![Row { start: 0, end: 3, reason }], whole.clone()].concat();
        assert!(prove(&transcript, &tei.replacen("Ana", "", 1), &ledger).is_err());
    }
}

#[test]
fn a_speech_that_crosses_a_quotation_is_cut_and_joined() {
    let transcript = transcript("Ana said go home now.", vec![(Span::new(4, 11), Mark::Quote(Quote::Plain)), (Span::new(9, 20), speech())]);
    let weave = Weave::new(&transcript);
    let ids: Vec<_> = weave.all_pieces().iter().map(|piece| (piece.id.as_str(), piece.next.as_deref(), piece.prev.as_deref())).collect();
    assert_eq!(ids, [("p1.q4", None, None), ("p1.s9", Some("p1.s11"), None), ("p1.s11", None, Some("p1.s9"))]);
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        Just(speech()),
        Just(Mark::Quote(Quote::Plain)),
        Just(Mark::Role),
        Just(Mark::Supplied),
        Just(Mark::PageMark("1".to_owned())),
        Just(Mark::Foreign("und".to_owned())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]
    #[test]
    fn arbitrary_text_with_arbitrary_marks_is_proved(text in "[^\\x00]{0,120}", marks in prop::collection::vec((0usize..140, 0usize..60, mark()), 0..12)) {
        let boundary = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let marks = marks.into_iter().map(|(start, length, mark)| (Span::new(boundary(start), boundary(start + length)), mark)).collect();
        let transcript = transcript(&text, marks);
        let weave = Weave::new(&transcript);
        let tei = written(&weave);
        let proved = prove(&transcript, &tei, &Ledger::of(&weave));
        prop_assert!(proved.is_ok(), "{proved:?}\n{tei}");
        let mut ids: Vec<_> = weave.all_pieces().iter().map(|piece| &piece.id).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }
}
