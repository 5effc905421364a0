//! What the passes for brackets, quotations, parentheses, dates, quantities, titles and foreign words find, case by case.

#[path = "common/found.rs"]
mod found;

use std::path::Path;
use std::sync::Arc;

use teiscribe::annotate::{Knowledge, annotate};
use teiscribe::model::{Block, BlockKind, Date, DateValue, Field, Genre, HeaderDate, Mark, Transcript};
use teiscribe::source::{Source, Span};

/// A fixture, with all that is found in its body: line feeds as ⏎, the date line left out; queries as `line:column code`.
struct Case {
    name: &'static str,
    marks: &'static [&'static str],
    queries: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "hard-sign-is-no-quote",
        marks: &[
            "Posle tret'yego s”yezda = title m ru-Latn",
            "[After the Third Congress] = gloss",
            "s”yezd = foreign ru-Latn (high)",
            "“We only met twice.” = quotation",
        ],
        queries: &[],
    },
    Case {
        name: "elliptic-range",
        marks: &[
            "200-300,000 tons of rye = measure >=200000 <=300000 ton of rye (high)",
            "5-10,000 tons of oats = measure >=5000 <=10000 ton of oats (high)",
            "20-30 wagons = measure >=20 <=30 count of wagons",
            "1.5-2 million roubles = measure >=1500000 <=2000000 ruble",
        ],
        queries: &[],
    },
    Case {
        name: "quantities-in-words",
        marks: &[
            "Sixteen people = measure 16 people",
            "1,500 sacks = measure <=1500 count of sacks",
            "$3 million = measure 3000000 dollar",
            "two hours = measure 2 h",
            "40 percent = measure 40 %",
            "1.5 million tons of fine grain = measure 1500000 ton of fine grain",
        ],
        queries: &[],
    },
    Case {
        name: "impossible-date",
        marks: &["30 February 1949 = date", "31 April = date", "10/6/1949 = date"],
        queries: &["11:45 annotate/impossible-date", "11:80 annotate/impossible-date", "11:118 annotate/ambiguous-date"],
    },
    Case {
        name: "inferred-year",
        marks: &[
            "25 April = date 1950-04-25 (high)",
            "Monday, 1 May = date 1950-05-01 (high)",
            "July = date 1950-07 (high)",
            "1925 = date 1925",
            "last year = date 1949 (medium)",
            "end of the year = date <=1950-12-31 (medium)",
            "20 tons = measure 20 ton",
        ],
        queries: &[],
    },
    Case {
        name: "date-after-document",
        marks: &["12 November 1951 = date 1951-11-12", "3 March 1951 = date 1951-03-03"],
        queries: &["11:47 annotate/date-after-document"],
    },
    Case {
        name: "weekday-of-another-date",
        marks: &["Monday, 3 May 1950 = date 1950-05-03", "7:30 P.M. = time 19:30:00", "21:15 = time 21:15:00"],
        queries: &["11:22 annotate/weekday-mismatch"],
    },
    Case {
        name: "ranges-of-dates",
        marks: &[
            "From 3 to 5 May 1950 = date from 1950-05-03 to 1950-05-05",
            "between 1947 and 1949 = date >=1947 <=1949",
            "1920s = date from 1920 to 1929",
            "no earlier than 1 June 1950 = date >=1950-06-01",
            "1954-56 = date from 1954 to 1956",
        ],
        queries: &[],
    },
    Case {
        name: "gloss-of-term",
        marks: &[
            "Mukomol'torg = term ru-Latn (high)",
            "[Flour Trade Organization] = gloss",
            "Mel'nitsa = title j ru-Latn",
            "[The Mill] = gloss",
            "kolkhoz = term ru-Latn (high)",
            "[collective farm] = gloss",
        ],
        queries: &[],
    },
    Case {
        name: "original-term",
        marks: &[
            "hardening = term",
            "[zakalka] = original term",
            "zakalka = foreign ru-Latn (high)",
            "“large households [zadrugi]” = socalled (medium)",
            "large households = term",
            "[zadrugi] = original term",
            "zadrugi = foreign ru-Latn (high)",
            "river = term",
            "[reka] = original term",
            "reka = foreign ru-Latn (high)",
        ],
        queries: &[],
    },
    Case {
        name: "editor-sic",
        marks: &["Andres = sic", "[sic] = note sic", "“mil” = socalled (medium)", "mil = sic", "[sic] = note sic"],
        queries: &[],
    },
    Case {
        name: "supplied-word",
        marks: &["[done] = supplied", "[we] = supplied", "[They] = supplied", "[19] = supplied", "[rona] = supplied"],
        queries: &[],
    },
    Case {
        name: "unknown-bracket",
        marks: &["[Blue Danube] = note unknown (unknown)", "[Brona] = note editor", "[The council never answered him.] = note unknown (unknown)"],
        queries: &["11:27 annotate/unknown-bracket", "11:99 annotate/unknown-bracket"],
    },
    Case {
        name: "nested-bracket",
        marks: &[
            "[handwriting: “To Cdes. [[two names illegible]]”] = note handwriting",
            "“To Cdes. [[two names illegible]]” = quotation",
            "[[two names illegible]] = gap illegible 2 word",
            "[Translator's note: the word “dam [plotina]” is crossed out.] = note translator",
            "“dam [plotina]” = mentioned (high)",
            "dam = term",
            "[plotina] = original term",
            "plotina = foreign ru-Latn (high)",
        ],
        queries: &[],
    },
    Case { name: "unclosed-bracket", marks: &[], queries: &["11:27 annotate/unknown-bracket", "15:20 annotate/unclosed-bracket"] },
    Case {
        name: "bracket-over-paragraphs",
        marks: &[],
        queries: &[], // a block of its own
    },
    Case {
        name: "quotation-reopened",
        marks: &[
            "“The mill is closed. = quotation",
            "“The dam is broken, and nobody repairs it. = quotation",
            "“We ask for help.” = quotation",
            "“Nobody answers. = quotation",
            "“We wait. = quotation",
        ],
        queries: &["17:23 annotate/unbalanced-quotation"],
    },
    Case {
        name: "unbalanced-quotation",
        marks: &["“It is open.” = quotation", "“broken\" = socalled (medium)"],
        queries: &["11:14 annotate/unbalanced-quotation", "11:91 annotate/mixed-quotation-marks"],
    },
    Case {
        name: "guillemets",
        marks: &["«the old lady» = socalled (medium)", "„der alte Herr“ = socalled (medium)", "»Both are tired.« = quotation"],
        queries: &[],
    },
    Case {
        name: "toast-is-quoted",
        marks: &[
            "“to our guest, Com. Brona” = quotation",
            "“broad dam” = socalled (medium)",
            "“great flood” = socalled (medium)",
            "“flood” = mentioned (high)",
        ],
        queries: &[],
    },
    Case {
        name: "lines-not-declassified",
        marks: &[
            "[6 lines not declassified] = gap classified 6 line",
            "[less than 1 line not declassified] = gap classified line",
            "[Next two pages omitted in the original.] = gap omitted 2 page",
            "[…] = gap omitted",
            "[illegible] = gap illegible",
            "[name illegible] = gap illegible word",
        ],
        queries: &[],
    },
    Case { name: "here-follow", marks: &["[Here follow 3 paragraphs on the harvest.] = gap omitted 3 paragraph"], queries: &[] },
    Case {
        name: "acronym-explained",
        marks: &["Ebenau Water Board = gloss (high)", "EWB = term (high)", "RSU = term ru-Latn (high)", "[Regional Mill Union] = gloss"],
        queries: &[],
    },
    Case {
        name: "asides-of-author-and-event",
        marks: &[
            "(that is, the millers) = aside author",
            "(At this moment the lights went out and Brona laughed.) = aside event (medium)",
            "(as I later heard) = aside author",
            "(he showed this with both hands) = aside event (medium)",
        ],
        queries: &[],
    },
    Case {
        name: "printed-in-a-newspaper",
        marks: &[
            "Zarya = title j (medium)",
            "Zarya = title j (medium)",
            "Ebenau Treaty = title m",
            "1948 = date 1948",
            "Agreement on the use of water = title m",
        ],
        queries: &[],
    },
    Case { name: "slip-of-the-pen", marks: &["Ebenualand = correction Ebenauland (high)"], queries: &["33:49 annotate/likely-misprint"] },
    Case {
        name: "supplied-word-behind-a-name",
        marks: &[
            "[then] = supplied",
            "[angrily] = supplied",
            "[Brona] = supplied",
            "[has] = supplied",
            "Politburo = term ru-Latn (high)",
            "[leadership] = gloss",
            "[3] = note unknown (unknown)",
        ],
        queries: &["11:158 annotate/unknown-bracket"],
    },
    Case {
        name: "title-in-quotation-marks-glossed",
        marks: &["Novyy khleb = title m ru-Latn", "[New Bread] = gloss", "Kolos = title j ru-Latn", "[The Ear] = gloss"],
        queries: &[],
    },
    Case {
        name: "quotation-over-paragraphs",
        marks: &[
            "“The mill is closed.⏎⏎Nobody repairs it.⏎⏎We ask for help.” = quotation",
            "“Wait. Brona “waited”.⏎⏎He said nothing more.” = quotation",
            "“waited” = socalled (medium)",
        ],
        queries: &[],
    },
    Case {
        name: "numbers-in-words",
        marks: &[
            "One hundred and fifty people = measure 150 people",
            "two or three million tons of rye = measure >=2000000 <=3000000 ton of rye",
            "twenty-five thousand people = measure 25000 people",
        ],
        queries: &["11:184 annotate/unclosed-bracket"],
    },
    Case {
        name: "foreign-word-is-no-name",
        marks: &["oblast' = foreign ru-Latn (high)", "Oblast' = foreign ru-Latn (high)", "Мельница стоит = foreign ru (high)"],
        queries: &[],
    },
];

fn read(text: &str, name: &str) -> Transcript {
    let mut transcript = teiscribe::read::read(Arc::new(Source::from_text("source.txt", text)), name, None).expect("a document");
    annotate(&mut transcript, &Knowledge::default());
    transcript
}

fn fixture(name: &str) -> Transcript {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).join("source.txt");
    read(&std::fs::read_to_string(path).expect("the fixture"), name)
}

/// The findings of the passes this file is about; other passes have codes of their own.
fn queries(transcript: &Transcript) -> Vec<String> {
    let own = [
        "ambiguous-date",
        "date-after-document",
        "impossible-date",
        "likely-misprint",
        "mixed-quotation-marks",
        "stray-bracket",
        "unbalanced-quotation",
        "unclosed-bracket",
        "unknown-bracket",
        "weekday-mismatch",
    ];
    let of_passes = transcript.queries.iter().filter(|query| query.code.id.strip_prefix("annotate/").is_some_and(|id| own.contains(&id)));
    of_passes
        .map(|query| {
            let start = query.place.as_ref().expect("a place").start;
            format!("{}:{} {}", start.line, start.column, query.code.id)
        })
        .collect()
}

#[test]
fn every_phenomenon_is_found() {
    for case in CASES {
        let transcript = fixture(case.name);
        let marks: Vec<String> =
            found::marks(&transcript).into_iter().map(|line| line.replace('\n', "⏎")).filter(|line| line != "6 May 1950 = date 1950-05-06").collect();
        assert_eq!(marks, case.marks, "the marks of {}", case.name);
        assert_eq!(queries(&transcript), case.queries, "the queries of {}", case.name);
    }
}

/// A transcript of one genre, one paragraph a line, in a note of 6 October 1956.
fn paragraphs(text: &str, genre: Genre, language: &str) -> Transcript {
    let mut transcript = Transcript::new(Arc::new(Source::from_text("note.txt", text)), "note", genre);
    transcript.header.language = Some(language.to_owned());
    transcript.header.original_language = Some(Field { text: "Russian".to_owned(), span: None });
    let day = DateValue::when(Date::day(1956, 10, 6).expect("a day"));
    transcript.header.date = Some(HeaderDate { field: Field::default(), value: day, inferred: false });
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let at = start + line.find(trimmed).expect("a part of the line");
            transcript.blocks.push(Block::new(Span::new(at, at + trimmed.len()), BlockKind::Paragraph));
        }
        start += line.len();
    }
    annotate(&mut transcript, &Knowledge::default());
    transcript
}

#[track_caller]
fn assert_marks(genre: Genre, language: &str, text: &str, expected: &[&str]) {
    assert_eq!(found::marks(&paragraphs(text, genre, language)), expected, "in {text:?}");
}

#[test]
fn what_happens_in_a_conversation() {
    let interview = |text, expected: &[&str]| assert_marks(Genre::Interview, "en", text, expected);
    interview("I went home [laughs] and then (pause) I slept.", &["[laughs] = vocal", "(pause) = pause"]);
    interview(
        "[Pointing to Mr. Anders.] He said (.?.) it was [inaudible].",
        &["[Pointing to Mr. Anders.] = kinesic", "(.?.) = gap inaudible", "[inaudible] = gap inaudible"],
    );
    interview("(Applause.) Yes. (cut) [Anders?] came.", &["(Applause.) = kinesic", "(cut) = incident", "[Anders?] = unclear"]);
    interview("(Chinese laugh.) We know.", &["(Chinese laugh.) = vocal"]);
    interview(
        "He was there. [speaks in Russian] [Holds up a photograph.] [unclear] [End of Tape 12]",
        &["[speaks in Russian] = incident", "[Holds up a photograph.] = kinesic", "[unclear] = gap inaudible", "[End of Tape 12] = incident"],
    );
    assert_marks(Genre::Reported, "en", "He made a [noise] and left.", &["[noise] = supplied"]);
}

#[test]
fn quotation_marks_that_are_none() {
    let reported = |text, expected: &[&str]| assert_marks(Genre::Reported, "en", text, expected);
    reported("It's the millers' board, rock 'n' roll, a 12\" pipe and s”yezd.", &["s”yezd = foreign ru-Latn (high)"]);
    reported(
        "He said: ‘We don't know.’ She said: “Say ‘yes’ now.”",
        &["‘We don't know.’ = quotation", "“Say ‘yes’ now.” = quotation", "‘yes’ = quotation"],
    );
    reported("In the ’50s the millers’ board met.", &[]);
}

#[test]
fn german_text_is_read_with_german_tables() {
    assert_marks(
        Genre::Reported,
        "de",
        "Anders sagte am 26. September um 19.30 Uhr, der „Mühlenweg“ koste 1,5 Millionen Rubel. Er habe 200-300.000 Tonnen [sic]. [unleserlich] (Beifall.)",
        &[
            "26. September = date 1956-09-26 (high)",
            "19.30 Uhr = time 19:30:00",
            "„Mühlenweg“ = quotation",
            "1,5 Millionen Rubel = measure 1500000 ruble",
            "200-300.000 Tonnen = measure >=200000 <=300000 t (high)",
            "Tonnen = sic",
            "[sic] = note sic",
            "[unleserlich] = gap illegible",
            "(Beifall.) = kinesic",
        ],
    );
}

static PAGE: teiscribe::model::Rule = teiscribe::model::Rule::new("rule.page", "a page mark");

#[test]
fn marks_of_pages_and_notes_are_left_to_the_reader() {
    let text = "He went [Page 79] home.";
    let mut transcript = Transcript::new(Arc::new(Source::from_text("note.txt", text)), "note", Genre::Reported);
    transcript.blocks.push(Block::new(Span::new(0, text.len()), BlockKind::Paragraph));
    transcript.annotations.push(teiscribe::model::Annotation::printed(Span::new(8, 17), Mark::PageMark("79".to_owned()), &PAGE));
    annotate(&mut transcript, &Knowledge::default());
    assert_eq!(transcript.annotations.len(), 1);
    assert_eq!(queries(&transcript), [""; 0]);
}

#[test]
fn all_brackets_of_the_sample_have_their_function() {
    let transcript = fixture("khrushchev-belgrade-1956");
    let brackets: Vec<String> = found::marks(&transcript).into_iter().filter(|line| line.starts_with('[')).collect();
    assert_eq!(
        brackets,
        [
            "[Foreign Trade Organization] = gloss",
            "[sic] = note sic",
            "[zadruz'ya] = original term",
            "[struggle] = gloss",
            "[After the Twentieth CPSU Congress] = gloss",
            "[done] = supplied",
            "[things] = supplied",
            "[zakalka] = original term",
            "[you] = supplied",
            "[you] = supplied",
            "[we] = supplied",
        ]
    );
    let events = found::marks(&transcript).into_iter().filter(|line| line.contains("aside event")).count();
    assert_eq!((events, queries(&transcript)), (3, Vec::new()));
}

mod sample {
    //! Dates, times, works and foreign words of the sample against the close reading beside the project.

    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use teiscribe::model::{BlockKind, Mark, Transcript};

    /// How often each printed form stands, by type.
    type Counts = BTreeMap<(String, String), usize>;

    fn gold() -> Option<Counts> {
        let shared = std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let text = std::fs::read_to_string(shared.join("sample/entities.gold.json")).ok()?;
        let gold: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let mut counts = Counts::new();
        for entity in gold["entities"].as_array().expect("a list") {
            let word = |key: &str| entity[key].as_str().expect("a string").to_owned();
            let count = usize::try_from(entity["count_body"].as_u64().expect("a number")).expect("a small number");
            if matches!(word("type").as_str(), "date" | "time" | "work" | "foreign") && count > 0 {
                *counts.entry((word("type"), word("surface"))).or_default() += count;
            }
        }
        Some(counts)
    }

    fn found(transcript: &Transcript, gold: &Counts) -> Counts {
        let mut counts = Counts::new();
        for annotation in &transcript.annotations {
            let body = transcript.blocks.iter().any(|block| block.kind == BlockKind::Paragraph && block.span.contains(annotation.span));
            let surface = transcript.source.slice(annotation.span).to_owned();
            let kinds: &[&str] = match &annotation.mark {
                Mark::Date(_) => &["date"],
                Mark::Time(_) => &["time"],
                // A title says its language itself; whether the reading lists it among the foreign words too is the reading's choice.
                Mark::Work(work) if work.lang.is_some() && gold.contains_key(&("foreign".to_owned(), surface.clone())) => &["work", "foreign"],
                Mark::Work(_) => &["work"],
                Mark::Foreign(_) | Mark::Term(Some(_)) => &["foreign"],
                _ => &[],
            };
            for kind in kinds.iter().filter(|_| body) {
                *counts.entry(((*kind).to_owned(), surface.clone())).or_default() += 1;
            }
        }
        counts
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    fn dates_times_works_and_foreign_words_agree_with_the_close_reading() {
        let Some(gold) = gold() else {
            eprintln!("skipped: no entities.gold.json beside the project");
            return;
        };
        let found = found(&super::fixture("khrushchev-belgrade-1956"), &gold);
        let total = |counts: &Counts| counts.values().sum::<usize>();
        let right: usize = gold.iter().map(|(key, count)| found.get(key).copied().unwrap_or(0).min(*count)).sum();
        let odd: Vec<_> = gold.keys().chain(found.keys()).filter(|key| gold.get(*key) != found.get(*key)).collect();
        assert!(right * 20 >= total(&gold) * 19, "recall {right} of {}: {odd:?}", total(&gold));
        assert!(right * 20 >= total(&found) * 19, "precision {right} of {}: {odd:?}", total(&found));
    }
}

/// Pieces out of which texts are made that try the passes.
const PIECES: &str = "(\\PC|\\[|\\]|\\(|\\)|“|”|\"|„|«|»|‘|’|'|\\.|,|:|-|/| |\n|\\[sic\\]| \\[we\\]|zakalka| Bor'ba| s”yezd|200-300,000 tons|1\\.5 million| of rye|30 February|\
                      6 May |7:30 P\\.M\\.|newspaper |Zarya|article in |entitled |Declaration |about |Мир | the |[0-9]){0,60}";

proptest::proptest! {
    #[test]
    fn any_text_is_annotated_inside_its_blocks(text in PIECES) {
        for (genre, language) in [(Genre::Reported, "en"), (Genre::Minutes, "de"), (Genre::Interview, "en")] {
            let transcript = paragraphs(&text, genre, language);
            let first = transcript.blocks.first().map_or(0, |block| block.span.start);
            let last = transcript.blocks.last().map_or(0, |block| block.span.end);
            for annotation in &transcript.annotations {
                let printed = text.get(annotation.span.range());
                assert!(printed.is_some_and(|printed| !printed.is_empty()), "{annotation:?}");
                assert!(first <= annotation.span.start && annotation.span.end <= last, "{annotation:?}");
                let many = matches!(annotation.mark, Mark::Note(_) | Mark::Gap(_) | Mark::Quote(_) | Mark::Kinesic | Mark::Vocal | Mark::Incident | Mark::Pause | Mark::Unclear | Mark::Gloss { .. });
                let whole = transcript.blocks.iter().any(|block| block.span.contains(annotation.span));
                assert!(many || whole, "{annotation:?} lies in no block");
            }
        }
    }
}
