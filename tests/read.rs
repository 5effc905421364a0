//! Readers: what each page layout becomes. The point of every fixture is stated here in words.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use teiscribe::model::{Block, BlockKind, Genre, HeaderDate, Transcript};
use teiscribe::read::read;
use teiscribe::source::{Source, Span};

fn fixture(case: &str) -> Transcript {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(case).join("source.txt");
    let bytes = std::fs::read(&path).expect("a fixture");
    let source = Source::from_bytes("source.txt", bytes).expect("text");
    read(Arc::new(source), case, None).expect("the fixture is no refusal")
}

/// Kind and words of each block, one a line.
fn outline(transcript: &Transcript) -> Vec<String> {
    transcript.blocks.iter().map(|block| format!("{}: {}", kind(block), transcript.text_of(block))).collect()
}

fn kind(block: &Block) -> String {
    match &block.kind {
        BlockKind::Furniture => "furniture".to_owned(),
        BlockKind::Metadata(path) => path.rsplit('/').next().unwrap_or_default().to_owned(),
        BlockKind::Note { number, .. } => format!("note {}", number.as_deref().unwrap_or("-")),
        BlockKind::PageMark(number) => format!("page {number}"),
        other => format!("{other:?}").to_lowercase(),
    }
}

#[test]
fn the_sample_is_read_in_full() {
    let transcript = fixture("khrushchev-belgrade-1956");
    let lines = outline(&transcript);
    let title = "Note from N. Khrushchev to the CPSU CC Presidium regarding conversations with Yugoslav leaders in Belgrade";
    assert_eq!(
        lines[..5],
        [
            "furniture: Skip to content",
            "furniture: October 6, 1956",
            &format!("title: {title}"),
            "dateline: 6 October 1956",
            "classification: Top Secret"
        ]
    );
    let paragraphs = lines.iter().filter(|line| line.starts_with("paragraph: ")).count();
    assert_eq!(paragraphs, 128);
    assert!(lines[4 + paragraphs].ends_with("during their visit to the Crimea will be sent separately."));
    let foot: Vec<_> = lines[5 + paragraphs..].iter().map(|line| line.chars().take(60).collect::<String>()).collect();
    assert_eq!(
        foot,
        [
            "furniture: 6 October 1956",
            "abstract: Khrushchev reports on his conversations with Tito ",
            "furniture: Document Information",
            "msDesc: APRF, Fond 52, Opis 1, Delo 349, List 64-113",
            "furniture: .",
            "bibl: Published in \"Istochnik\" no earlier than 24 September ",
            "furniture: .",
            "furniture: Translated by",
            "editor: Gary Goldberg",
            "furniture: .",
            "availability: The History and Public Policy Program welcomes",
            "availability: To enquire about this document's rights status",
            "furniture: [email\u{a0}protected]",
            "availability: .",
            "note: Original Uploaded Date",
            "note: Record ID",
        ]
    );
    let header = &transcript.header;
    assert_eq!(header.language.as_deref(), Some("en"));
    assert_eq!((header.authors[0].0.text.as_str(), header.addressees[0].0.text.as_str()), ("N. Khrushchev", "CPSU CC Presidium"));
    assert_eq!(header.archival[0].leaves_text, "List 64-113");
    assert_eq!(header.publications[0].title.as_ref().map(|title| title.text.as_str()), Some("Istochnik"));
    assert_eq!(header.translators[0].0.text, "Gary Goldberg");
    assert_eq!(header.holders[0].0.text, "History and Public Policy Program");
    assert_eq!(header.blank_fields.iter().map(|field| field.text.as_str()).collect::<Vec<_>>(), ["Original Uploaded Date", "Record ID"]);
    assert_eq!((header.summaries.len(), header.rights.len(), header.other.len()), (1, 2, 0));
    assert_eq!(header.date.as_ref().and_then(HeaderDate::when).map(|date| date.to_string()).as_deref(), Some("1956-10-06"));
    let published = header.publications[0].date.as_ref().expect("a date");
    assert_eq!(published.value.not_before.map(|date| date.to_string()).as_deref(), Some("1956-09-24"));
    assert!(header.publications[0].doubt.is_some());
    assert_eq!(transcript.queries.iter().map(|query| query.code.id).collect::<Vec<_>>(), ["read/impossible-publication-date"]);
}

/// Every stretch the edition takes out of the text for the header is in a field of the header, as printed.
fn header_keeps_its_words(transcript: &Transcript) -> Result<(), String> {
    let fields = header_fields(transcript);
    for block in transcript.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Metadata(_))) {
        if !fields.iter().any(|span| span.contains(block.span)) {
            return Err(format!("{:?} is in no field of the header", transcript.text_of(block)));
        }
    }
    Ok(())
}

fn header_fields(transcript: &Transcript) -> Vec<Span> {
    let header = &transcript.header;
    let agents = [&header.authors, &header.addressees, &header.translators, &header.holders].into_iter().flatten().map(|(field, _)| field);
    let single = [&header.title, &header.original_language, &header.classification, &header.subject].into_iter().flatten();
    let many = header.summaries.iter().chain(&header.rights).chain(&header.blank_fields).chain(header.other.iter().map(|(_, field)| field));
    let dated = header.date.iter().chain(header.settings.iter().filter_map(|setting| setting.date.as_ref())).map(|date| &date.field);
    let places = header.settings.iter().filter_map(|setting| setting.place_text.as_ref());
    let archive = header.archival.iter().map(|archival| &archival.field).chain(header.publications.iter().map(|publication| &publication.field));
    agents.chain(single).chain(many).chain(dated).chain(places).chain(archive).filter_map(|field| field.span).collect()
}

/// Blocks are disjoint, ordered, on character boundaries, without blanks at their ends, and only blanks lie between them.
fn blocks_partition(transcript: &Transcript) -> Result<(), String> {
    let text = transcript.source.text();
    let mut at = 0;
    for block in &transcript.blocks {
        let span = block.span;
        if span.start < at || span.is_empty() || !text.is_char_boundary(span.start) || !text.is_char_boundary(span.end) {
            return Err(format!("{block:?} after {at}"));
        }
        if !text[at..span.start].trim().is_empty() || text[span.range()].trim() != &text[span.range()] {
            return Err(format!("{block:?}: blanks are not where they belong"));
        }
        at = span.end;
    }
    if text[at..].trim().is_empty() { Ok(()) } else { Err(format!("{:?} is in no block", &text[at..])) }
}

/// Lines of page and talk in any order, with every kind of line end and odd characters.
fn page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[^\\x00]{0,40}",
        prop::sample::select(vec![
            "Skip to content",
            "6 October 1956",
            "Note from A. Adams to the Council regarding mills",
            "Top Secret",
            "PARTICIPANTS:",
            "SUBJECT: Mills",
            "Summary: They talk. Contents: English Translation He said that the mill is closed.",
            "Document Information",
            "Record ID",
            "- Mr. Adams",
            "Mr. Adams          Mr. Brown",
            "ADAMS. I agree.",
            "Brown (laughs):",
            "Q: When?",
            "A: Then.",
            "[00:01:02] INTERVIEWER: Yes.",
            "[Page 7]",
            "APRF, f. 5, op. 1, d. 2, ll. 3-4. Translated by C. Cole.",
            "[Adams:] No.",
            "Notes",
            "1. A note.",
            "He said: go [Page 8] home1 now.",
            "This document’s copyright and rights status: write to [email\u{a0}protected].",
            "[Here follow two pages",
            "on mills.]",
            "(Laughter.)",
        ])
        .prop_map(str::to_owned),
    ];
    let end = prop::sample::select(vec!["\n", "\n\n", "\r\n", "\r", "\n\n\n", "\u{C}", "\u{2028}", " "]);
    prop::collection::vec((line, end), 0..24).prop_map(|lines| lines.into_iter().fold(String::new(), |text, (line, end)| text + &line + end))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]
    #[test]
    fn nothing_of_any_page_is_lost(text in page(), genre in prop::option::of(prop::sample::select(vec![Genre::Reported]))) {
        if let Ok(transcript) = read(Arc::new(Source::from_text("page.txt", text)), "page", genre) {
            prop_assert_eq!(blocks_partition(&transcript), Ok(()));
            prop_assert_eq!(header_keeps_its_words(&transcript), Ok(()));
        }
    }
}
