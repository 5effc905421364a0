//! The parsed transcript: whatever the model holds survives, whatever is broken in a file is found with its place.

#[path = "common/arbitrary.rs"]
mod arbitrary;

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use teiscribe::annotate::{Knowledge, annotate};
use teiscribe::convert::{Request, convert};
use teiscribe::interchange;
use teiscribe::json;
use teiscribe::model::{Block, BlockKind, DateValue, Ledger, Mark, Transcript, Turn, Weave};
use teiscribe::read::read;
use teiscribe::source::{Encoding, Source, Span};
use teiscribe::validate;
use teiscribe::write::{Edition, Options, WRITERS};

/// What the model asks of a transcript and the arbitrary ones do not keep: blocks, no empty marks, periods that begin before they end,
/// language tags, levels from 1, a block for each turn.
fn sound(mut transcript: Transcript, encoding: Encoding) -> Option<Transcript> {
    if transcript.blocks.is_empty() {
        return None;
    }
    transcript.source = Arc::new(Source::from_decoded(transcript.source.name(), transcript.source.text(), encoding));
    transcript.annotations.retain(|annotation| !annotation.span.is_empty());
    transcript.annotations.iter_mut().for_each(|annotation| sound_mark(&mut annotation.mark));
    transcript.header.language = transcript.header.language.take().filter(|tag| !tag.contains(' '));
    for date in dates(&mut transcript) {
        (date.not_before, date.not_after) = (None, date.not_before.or(date.not_after));
        (date.from, date.to) = (date.from.or(date.to), None);
    }
    for block in &mut transcript.blocks {
        if let BlockKind::Heading(level) = &mut block.kind {
            *level += 1;
        }
    }
    sound_turns(&mut transcript);
    transcript.evidence = vec!["a reason".to_owned()];
    transcript.settled = true;
    Some(transcript)
}

fn dates(transcript: &mut Transcript) -> impl Iterator<Item = &mut DateValue> {
    let header = &mut transcript.header;
    let settings = header.settings.iter_mut().filter_map(|setting| setting.date.as_mut());
    let publications = header.publications.iter_mut().filter_map(|publication| publication.date.as_mut());
    let printed = header.date.iter_mut().chain(settings).chain(publications).map(|date| &mut date.value);
    printed.chain(
        transcript.annotations.iter_mut().filter_map(|annotation| if let Mark::Date(value) = &mut annotation.mark { Some(value) } else { None }),
    )
}

fn sound_mark(mark: &mut Mark) {
    let tag = |lang: &mut String| {
        if lang.contains(' ') {
            "sr-Latn".clone_into(lang);
        }
    };
    match mark {
        Mark::Work(work) => {
            work.lang.as_mut().map(tag);
            work.level = if work.level == 'x' { 'm' } else { work.level };
        }
        Mark::Term(lang) => {
            lang.as_mut().map(tag);
        }
        Mark::Foreign(lang) => tag(lang),
        _ => {}
    }
}

fn sound_turns(transcript: &mut Transcript) {
    let mut kept: Vec<Turn> = Vec::new();
    let mut numbers = vec![None; transcript.turns.len()];
    for block in &mut transcript.blocks {
        let Some(old) = block.turn else { continue };
        let new = *numbers[old as usize].get_or_insert_with(|| {
            kept.push(transcript.turns[old as usize].clone());
            u32::try_from(kept.len() - 1).expect("few turns")
        });
        block.turn = Some(new);
        if block.kind == BlockKind::SpeakerLabel {
            kept[new as usize].label.get_or_insert(block.span);
        }
    }
    transcript.turns = kept;
}

/// Every file of an edition, and the ledger. RDF is made from the bytes of the JSON-LD, which are compared.
fn editions(transcript: &Transcript) -> Vec<(String, String)> {
    let weave = Weave::new(transcript);
    let options = Options { queries: true, keep_furniture: true, ..Options::default() };
    let edition = Edition { weave: &weave, options: &options };
    let file = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let compared = WRITERS.iter().filter(|writer| !["nquads", "turtle", "rdfxml"].contains(&writer.format()));
    let written = compared.map(|writer| (writer.format().to_owned(), file(writer.write(&edition))));
    written.chain([("ledger".to_owned(), serde_json::to_string(&Ledger::of(&weave)).expect("JSON"))]).collect()
}

fn read_back(transcript: &Transcript, written: &str) -> Transcript {
    let file = Arc::new(Source::from_text("somewhere/else.json", written));
    let found = validate::json::transcript(&file);
    assert!(found.is_empty(), "{found:?}\n{written}");
    let mut back = read(file, &transcript.name, None).expect("a transcript");
    annotate(&mut back, &Knowledge::default());
    back
}

const ENCODINGS: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn everything_survives(seed in any::<u64>(), encoding in 0..ENCODINGS.len()) {
        let Some(mut transcript) = sound(arbitrary::transcript(seed), ENCODINGS[encoding]) else { return Ok(()) };
        annotate(&mut transcript, &Knowledge::default());
        let back = read_back(&transcript, &interchange::write(&transcript));
        prop_assert_eq!(&back.header, &transcript.header);
        prop_assert_eq!(&back.blocks, &transcript.blocks);
        prop_assert_eq!(&back.turns, &transcript.turns);
        prop_assert_eq!(&back.annotations, &transcript.annotations);
        prop_assert_eq!(&back.register, &transcript.register);
        prop_assert_eq!((back.genre, &back.evidence), (transcript.genre, &transcript.evidence));
        prop_assert_eq!((back.source.text(), back.source.sha256()), (transcript.source.text(), transcript.source.sha256()));
        prop_assert_eq!(back.queries.len(), transcript.queries.len());
        for (back, query) in back.queries.iter().zip(&transcript.queries) {
            let place = |query: &teiscribe::diagnostic::Diagnostic| query.place.as_ref().map(|place| (place.span, place.start));
            prop_assert_eq!((back.code.id, back.severity, &back.message, place(back)), (query.code.id, query.severity, &query.message, place(query)));
        }
        for (back, file) in editions(&back).into_iter().zip(editions(&transcript)) {
            prop_assert_eq!(back, file);
        }
    }

    /// Damage done to the bytes of a valid file is found with a place, or leaves a file that is read: never a panic.
    #[test]
    fn damage_has_a_place(seed in any::<u64>(), damage in proptest::collection::vec((any::<prop::sample::Index>(), 0..SCRAPS.len(), 0_usize..6), 1..4)) {
        let Some(transcript) = sound(arbitrary::transcript(seed), Encoding::Utf8) else { return Ok(()) };
        let mut text = interchange::write(&transcript);
        for (at, scrap, cut) in damage {
            let start = text.floor_char_boundary(at.index(text.len()));
            let end = text.floor_char_boundary((start + cut).min(text.len()));
            text.replace_range(start..end.max(start), SCRAPS[scrap]);
        }
        findings_have_places(&text);
    }

    /// A value put in the place of another is found with a place, or is a valid one.
    #[test]
    fn exchanged_values_have_a_place(seed in any::<u64>(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let Some(transcript) = sound(arbitrary::transcript(seed), Encoding::Utf8) else { return Ok(()) };
        let text = interchange::write(&transcript);
        let source = Source::from_text("t.json", text.as_str());
        let document = json::parse(&source).expect("JSON");
        let mut spans = Vec::new();
        collect(document.root(), &mut spans);
        let (from, to) = (spans[from.index(spans.len())], spans[to.index(spans.len())]);
        findings_have_places(&format!("{}{}{}", &text[..to.start], &text[from.range()], &text[to.end..]));
    }

    /// What readers and passes make of a text is a valid transcript.
    #[test]
    fn what_is_found_in_a_text_is_valid(scraps in proptest::collection::vec((0..PHRASES.len(), 0..GLUE.len()), 1..60)) {
        let text: String = scraps.into_iter().flat_map(|(phrase, glue)| [PHRASES[phrase], GLUE[glue]]).collect();
        let Ok(mut transcript) = read(Arc::new(Source::from_text("t.txt", text.as_str())), "t", None) else { return Ok(()) };
        annotate(&mut transcript, &Knowledge::default());
        read_back(&transcript, &interchange::write(&transcript));
    }

    /// Turns of any words become a text that holds them all; replacement characters are left out, many of them are refused as binary data.
    #[test]
    fn turns_keep_their_words(words in proptest::collection::vec(("[\\PC--\u{FFFD}]*[a-z][\\PC--\u{FFFD}]{0,9}(\r?\n){0,3}[\\PC--\u{FFFD}]{0,9}", proptest::option::of("[A-Z]{1,3}:")), 1..6)) {
        let turns: Vec<_> = words.iter().map(|(text, label)| match label {
            Some(label) => serde_json::json!({"text": text, "label": label}),
            None => serde_json::json!({"text": text}),
        }).collect();
        let file = serde_json::json!({"format": "teiscribe-transcript/1.0", "turns": turns}).to_string();
        let converted = convert(Arc::new(Source::from_text("t.json", file)), "t", &Request::default()).expect("an edition, proved");
        let expected: Vec<String> = words.into_iter().map(|(text, label)| label.map(|label| format!("{label} ")).unwrap_or_default() + &text).collect();
        prop_assert_eq!(converted.transcript.source.text(), expected.join("\n\n"));
        prop_assert_eq!(converted.transcript.turns.len(), expected.len());
    }
}

const PHRASES: [&str; 48] = [
    "Anders",
    "Com. Holt",
    "Mara Holt",
    "he",
    "said that",
    "said:",
    "replied:",
    "asked Holt",
    "the mill was closed",
    "“we can sleep",
    "”",
    "\"no\"",
    "'it is'",
    "26-24 May 1956",
    "from 7 to 3 May",
    "between 1955 and 1950",
    "31 February 1956",
    "in the 1950s",
    "6 October 1956",
    "at 7:30 P.M.",
    "200-300,000 tons",
    "[Page 3]",
    "[Next two pages omitted in the original.]",
    "[sic]",
    "[laughs]",
    "[handwriting: seen]",
    "[zadruga]",
    "[",
    "]",
    "(he laughed)",
    "Q:",
    "A:",
    "M.S. HOLT:",
    "The Chairman (from his seat):",
    "[00:01:02]",
    "00:03",
    "Present:",
    "TOP SECRET",
    "Record ID",
    "APRF, Fond 52, Opis 1, List 64-113",
    "1.",
    "*",
    "From:",
    "To:",
    "Date: 6 May 1950",
    "Title",
    "the Yugoslav comrades",
    "Bor'ba [struggle]",
];

const GLUE: [&str; 8] = [" ", " ", " ", ", ", ". ", "\n", "\n\n", "\r\n\r\n"];

const SCRAPS: [&str; 20] =
    ["", "\"", "{", "}", "[", "]", ",", ":", "0", "9", "-", "e", "null", "\\", "\u{1F600}", "unknown", "\"kind\": 1,", "true", "999999999999", "\n"];

fn collect(value: &json::Value<'_>, spans: &mut Vec<Span>) {
    spans.push(value.span);
    match &value.kind {
        json::Kind::Array(items) => items.iter().for_each(|item| collect(item, spans)),
        json::Kind::Object(object) => object.iter().for_each(|member| collect(&member.value, spans)),
        _ => {}
    }
}

fn findings_have_places(text: &str) {
    let file = Source::from_text("t.json", text);
    for finding in validate::json::transcript(&file) {
        let place = finding.place.expect("a place");
        assert!(place.span.end <= text.len() && place.start.line >= 1 && !finding.message.is_empty());
        assert!(finding.message.len() < 400, "a message is one line: {}", finding.message);
    }
    if let Ok(mut transcript) = read(Arc::new(file), "t", None) {
        annotate(&mut transcript, &Knowledge::default());
        Weave::new(&transcript);
    }
}

#[test]
fn the_encoding_of_the_original_is_kept() {
    for encoding in ENCODINGS {
        let mut transcript = Transcript::new(Arc::new(Source::from_decoded("a.txt", "“Ж”\r\n", encoding)), "a", teiscribe::model::Genre::Reported);
        transcript.blocks.push(Block::new(Span::new(0, 8), BlockKind::Paragraph));
        let written = interchange::write(&transcript);
        let back = read_back(&transcript, &written);
        assert_eq!((back.source.encoding(), back.source.bytes()), (encoding, transcript.source.bytes()));
        let changed = Source::from_text("a.json", written.replace('Ж', "З"));
        assert_eq!(validate::json::transcript(&changed).iter().map(|found| found.code.id).collect::<Vec<_>>(), ["json/digest"]);
    }
}

#[test]
fn the_fixtures_come_back_as_the_same_editions() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut cases = 0;
    for folder in std::fs::read_dir(root).expect("the fixtures").flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        for file in ["source.txt", "source.json"].map(|file| folder.path().join(file)).into_iter().filter(|file| file.exists()) {
            let source = Source::from_bytes(&file.to_string_lossy(), std::fs::read(&file).expect("a source")).expect("text");
            let mut transcript = read(Arc::new(source), &name, None).expect("a transcript");
            annotate(&mut transcript, &Knowledge::default());
            let back = read_back(&transcript, &interchange::write(&transcript));
            assert_eq!(editions(&back), editions(&transcript), "{name}");
            cases += 1;
        }
    }
    assert!(cases > 0, "fixtures were found");
}
