//! Readers: what each page layout becomes. The point of every fixture is stated here in words.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use quick_xml::events::Event;
use teiscribe::model::{Block, BlockKind, Entity, Field, Genre, HeaderDate, Mark, Part, Transcript, Weave};
use teiscribe::read::read;
use teiscribe::source::{Source, Span};
use teiscribe::write::tei::Tei;
use teiscribe::write::{Edition, Options, Writer};

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
    assert_eq!(transcript.queries.iter().map(|query| query.code.id).collect::<Vec<_>>(), ["read/impossible-publication-date", "read/odd-characters"]);
}

/// Every stretch the edition takes out of the text for the header is in a field of the header, as printed.
fn header_keeps_its_words(transcript: &Transcript) -> Result<(), String> {
    let fields = header_fields(transcript);
    for block in transcript.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Metadata(_))) {
        let printed = transcript.text_of(block);
        if !fields.iter().any(|&span| span.contains(block.span) || transcript.source.slice(span) == printed) {
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

/// Paths of the elements of a TEI header, and all its text and attribute values.
fn header_of(tei: &str) -> (BTreeSet<String>, String) {
    let mut reader = quick_xml::Reader::from_str(tei);
    let (mut paths, mut open, mut text, mut values) = (BTreeSet::new(), Vec::new(), String::new(), String::new());
    loop {
        let event = reader.read_event().expect("well-formed XML");
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                if start.name().as_ref() == "text" {
                    return (paths, text + &values);
                }
                open.push(start.name().as_ref().to_owned());
                paths.insert(open[1..].join("/"));
                for attribute in start.attributes().flatten() {
                    values.push_str(&attribute.value);
                }
                if matches!(event, Event::Empty(_)) {
                    open.pop();
                }
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(words) => text.push_str(words),
            Event::GeneralRef(name) => text.push_str(quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default()),
            _ => {}
        }
    }
}

#[test]
fn what_the_ledger_gives_to_the_header_stands_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut checked = 0;
    for case in std::fs::read_dir(folder).expect("the fixtures").flatten().filter(|case| case.path().join("source.txt").exists()) {
        let transcript = fixture(&case.file_name().to_string_lossy());
        let weave = Weave::new(&transcript);
        let tei = String::from_utf8(Tei.write(&Edition { weave: &weave, options: &Options::default() })).expect("UTF-8");
        let (paths, text) = header_of(&tei);
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let header = squeezed(&text);
        for block in &transcript.blocks {
            let BlockKind::Metadata(path) = &block.kind else { continue };
            let printed = transcript.text_of(block);
            assert!(paths.contains(&**path), "{:?}: {printed:?} is said to stand in {path}", case.file_name());
            assert!(header.contains(&squeezed(printed)), "{:?}: {printed:?} is not in the header", case.file_name());
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked} stretches were checked");
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
    fn nothing_of_any_page_is_lost(text in page(), genre in prop::option::of(prop::sample::select(vec![Genre::Reported, Genre::Minutes, Genre::Interview]))) {
        if let Ok(transcript) = read(Arc::new(Source::from_text("page.txt", text)), "page", genre) {
            prop_assert_eq!(blocks_partition(&transcript), Ok(()));
            prop_assert_eq!(header_keeps_its_words(&transcript), Ok(()));
        }
    }
}

/// Whether the blocks of `case` have these kinds and words, in this order, others between them.
fn has(case: &str, expected: &[&str]) -> Transcript {
    let transcript = fixture(case);
    assert_eq!(blocks_partition(&transcript), Ok(()), "{case}");
    assert_eq!(header_keeps_its_words(&transcript), Ok(()), "{case}");
    let lines = outline(&transcript);
    let mut rest = lines.iter();
    for line in expected {
        assert!(rest.any(|found| found == line), "{case}: {line:?} is not where it should be in {lines:#?}");
    }
    transcript
}

fn texts<'t>(fields: impl IntoIterator<Item = &'t Field>) -> Vec<&'t str> {
    fields.into_iter().map(|field| field.text.as_str()).collect()
}

#[test]
fn page_layouts_are_read() {
    let page = has("summary-before-title", &["furniture: April 3, 1951", "dateline: 3 April 1951", "classification: Secret", "note: Record ID"]);
    assert!(page.header.summaries[0].text.starts_with("Council members"));
    assert_eq!(texts(&page.header.blank_fields), ["Rights", "Record ID"]);
    let page = has("title-over-three-lines", &["furniture: 9 May 1953", "abstract: The chairman promises the fishing villages a new pier."]);
    let title = "Memorandum of a conversation between the Chairman of the Harbor Board and the representatives of the fishing villages";
    assert_eq!(texts(&page.header.title), [title]);
    assert_eq!(page.header.archival[0].repository.as_deref(), Some("Harbor Board Archives"));
    let page =
        has("older-layout-with-citation", &["editor: Clara Nyman", "dateline: 12 June 1949", "title: Record of Conversation with the Ferrymen"]);
    assert_eq!((page.header.summaries.len(), page.header.archival[0].leaves_text.as_str()), (1, "ll. 1-33"));
    assert_eq!(page.header.archival[0].repository.as_deref(), Some("State River Archive"));
    let page = has("one-line-pdf-text", &["furniture: Citation:", "furniture: Contents:", "note: English Translation"]);
    assert_eq!(texts(&page.header.original_language), ["Russian"]);
    assert!(outline(&page).last().is_some_and(|line| line.starts_with("paragraph: Dear Mayor, I am")));
    let page = has("russian-archival-reference", &["furniture: Источник:", "msDesc: РГАМ, ф. 17, оп. 3, д. 1071, л. 12–14"]);
    assert_eq!(page.header.archival[0].leaves, Some(("12".to_owned(), "14".to_owned())));
    let page = has("blank-field", &["furniture: Language", "note: Record ID"]);
    assert_eq!(texts(&page.header.blank_fields), ["Original Uploaded Date", "Record ID"]);
    let page = has("dates-that-differ", &["note: October 16, 1957", "dateline: 6 October 1957", "furniture: 6 October 1957"]);
    assert_eq!(page.queries[0].code.id, "read/dates-differ");
    has("wrapped-lines", &["dateline: 4 March 1922"]);
    assert_eq!(fixture("wrapped-lines").blocks.len(), 4);
    assert_eq!(fixture("odd-characters").queries.iter().filter(|query| query.code.id == "read/odd-characters").count(), 3);
}

/// Name, delegation and offices of each person present.
fn present(transcript: &Transcript) -> Vec<String> {
    let register = &transcript.register;
    let people = register.iter().map(|(_, entity)| entity).filter(|entity| entity.present);
    let side = |entity: &Entity| entity.delegation.map_or(String::new(), |side| format!(" of {}", register.get(side).name));
    people.map(|entity| format!("{}{} {:?}", entity.name, side(entity), entity.roles)).collect()
}

#[test]
fn those_present_are_read_from_every_kind_of_list() {
    let bullets = ["listhead(participants): Upper Town", "furniture: -", "listitem(participants): Mr. Adam Keller, Chairman of the Bridge Board"];
    let page = has("participants-as-bullets", &bullets);
    assert_eq!(
        present(&page),
        [
            "Adam Keller of Upper Town {\"Chairman of the Bridge Board\"}",
            "Vera Stolz of Upper Town {\"Engineer\"}",
            "Hugo Brandt of Lower Town {\"Mayor\"}",
            "Ivo Lenz of Lower Town {\"Interpreter\"}",
        ]
    );
    let page = has("participants-in-two-columns", &["listitem(participants): East Shore", "listitem(participants): Mr. Jonas Rask"]);
    assert_eq!(
        present(&page),
        [
            "Alva Ek of East Shore {\"Minister\"}",
            "Jonas Rask of West Shore {}",
            "Lena Moberg of East Shore {\"Adviser\"}",
            "Ida Sund of West Shore {}"
        ]
    );
    let page = has("participants-in-a-paragraph", &["listitem(participants): Cdes. Marten, Olsson and Pihl.", "speakerlabel: Pihl (after a pause):"]);
    assert_eq!(present(&page), ["Marten {}", "Olsson {}", "Pihl {}"]);
    assert_eq!(page.blocks[4].turn, None, "the narrating paragraph stands outside the turns");
}

/// The speaker of each turn, with its paragraphs.
fn turns(transcript: &Transcript) -> Vec<String> {
    let who = |turn: &teiscribe::model::Turn| transcript.register.get(turn.who[0]).name.clone();
    let paragraphs = |number: usize| transcript.blocks.iter().filter(|block| block.turn == u32::try_from(number).ok()).count() - 1;
    transcript.turns.iter().enumerate().map(|(number, turn)| format!("{} {}", who(turn), paragraphs(number))).collect()
}

#[test]
fn labels_make_turns() {
    let page = has("label-in-capitals", &["speakerlabel: M.S. HALVORSEN.", "speakerlabel: LUND (from his seat).", "speakerlabel: [HALVORSEN.]"]);
    assert_eq!(page.genre, Genre::Minutes);
    assert_eq!(turns(&page), ["M.S. Halvorsen 1", "P.A. Lund 2", "M.S. Halvorsen 1", "P.A. Lund 1", "M.S. Halvorsen 1"]);
    let page = has("restored-label", &["speakerlabel: [Brandt:]"]);
    assert!(page.annotations.iter().any(|annotation| annotation.mark == Mark::RestoredLabel));
    let page = has("turn-of-several-paragraphs", &["speakerlabel: I.V. Marsh (after the translation ended):"]);
    assert_eq!(turns(&page), ["Odell 2", "I.V. Marsh 2", "Odell 1", "I.V. Marsh 1"]);
    assert_eq!(page.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph && block.turn.is_none()).count(), 2);
    assert_eq!(turns(&fixture("bracket-over-several-turns")).len(), 6);
    assert_eq!(turns(&fixture("cyrillic-labels")), ["Белов 1", "Громова 1", "Белов 1", "Громова 1"]);
    let page = has(
        "agenda-items",
        &["listhead(agenda): Agenda:", "listitem(agenda): 2. The new scales", "heading(1): 1. The price of salt", "signature: Signed: R. Novak"],
    );
    assert_eq!(page.turns.len(), 4);
    assert_eq!(fixture("proverb-is-no-speaker").turns.len(), 0);
    has(
        "gap-and-editorial-paragraphs",
        &[
            "gap: [Here follow the names of those present.]",
            "gap: . . . . . . . . . .",
            "incident: (Laughter.)",
            "gap: [6 lines not declassified]",
            "editorial(translator): [Translator's note: The word \"guild [cech]\" stands for several trades.]",
            "editorial(stamp): [faded stamp:\nGuild Office\nNo. 117]",
        ],
    );
}

#[test]
fn memoranda_and_journals_keep_their_frame() {
    let page = has("participants-behind-tabs", &["furniture: DATE & TIME:", "speakerlabel: PM Orneth:", "speakerlabel: Question:"]);
    assert_eq!(turns(&page), ["Tal Orneth 1", "Hugo Stone 1", "Tal Orneth 2", "Hugo Stone 2", "unknown 1", "Tal Orneth 1"]);
    assert_eq!(page.header.settings[0].place_text.as_ref().map(|place| place.text.as_str()), Some("Government Guest House"));
    has("journal-with-signature", &["classification: Top Secret", "classification: Copy No. 2", "signature: A. Petrov"]);
    let page = has("sponsor-and-slogans", &["date: August 25, 1980", "paragraph: Farmers of the Valley, Unite!", "author: Valley Committee"]);
    assert_eq!((page.header.summaries.len(), texts(&page.header.blank_fields)), (0, vec!["Related Documents"]));
    let page = has("unlisted-speaker", &["speakerlabel: Cde. Wu Hong.", "speakerlabel: Orlov.", "signature: Recorded by N. Fedorov"]);
    assert_eq!(turns(&page), ["Li Tao 1", "N.S. Orlov 2", "Li Tao 1", "Wu Hong 1", "Wu Hong 1", "N.S. Orlov 1"]);
    assert_eq!(page.queries.iter().filter(|query| query.code.id == "read/speaker-not-listed").count(), 2);
}

#[test]
fn interviews_have_parts_and_times() {
    let page = has("time-codes", &["heading(1): TAPE 12 CR 10025 CONT.", "furniture: [00:00:12]", "speakerlabel: INTERVIEWER:"]);
    assert_eq!((page.genre, page.turns[1].times), (Genre::Interview, Some((16_000, None))));
    assert!(page.annotations.iter().any(|annotation| annotation.mark == Mark::TimeCode(21_000)));
    let page = fixture("question-and-answer");
    let parts: Vec<_> = page.register.iter().map(|(_, entity)| (entity.name.as_str(), entity.part)).collect();
    assert_eq!((page.genre, parts), (Genre::Interview, vec![("Q", Some(Part::Interviewer)), ("A", Some(Part::Interviewee))]));
    assert_eq!(turns(&fixture("initials-as-labels")), ["Ivo Lenz 1", "Eva Brandt 1", "Ivo Lenz 1", "Eva Brandt 1"]);
}

#[test]
fn printed_marks_are_no_text() {
    let page = has("page-mark-in-sentence", &["page 80: [Page 80]"]);
    assert!(page.annotations.iter().any(|annotation| annotation.mark == Mark::PageMark("79".to_owned())));
    let page = has("note-mark-glued", &["title: 41. Memorandum of Conversation1", "note 2: 2 See Document 40."]);
    let marks: Vec<_> = page.annotations.iter().map(|annotation| page.source.slice(annotation.span)).collect();
    assert_eq!((marks, texts(&page.header.title)), (vec!["2", "1"], vec!["41. Memorandum of Conversation"]));
    assert_eq!(page.header.archival[0].field.text, "Railway Office, Central Files, 611.61/3-362");
}

/// The code and the place of the refusal of `case`.
fn refusal(case: &str) -> (&'static str, Option<usize>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused").join(case).join("source.txt");
    let source = Source::from_bytes("source.txt", std::fs::read(path).expect("a case")).expect("text");
    let refused = read(Arc::new(source), case, None).expect_err("a refusal");
    assert_eq!(refused.len(), 1);
    assert!(refused[0].help.is_some());
    (refused[0].code.id, refused[0].place.as_ref().map(|place| place.start.line))
}

#[test]
fn what_is_no_document_is_named_and_refused() {
    assert_eq!(refusal("empty"), ("read/empty", None));
    assert_eq!(refusal("binary-data"), ("read/not-a-document", Some(1)));
    assert_eq!(refusal("search-result-page"), ("read/not-a-document", Some(5)));
    assert_eq!(refusal("ocr-soup"), ("read/not-a-document", Some(1)));
    assert_eq!(refusal("ocr-noise"), ("read/not-a-document", Some(1)));
}
