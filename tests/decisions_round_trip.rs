//! Decisions become an edition, the edition becomes decisions, and these the same edition, byte for byte.

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseResult, TestRunner};
use teiscribe::annotate::decisions::{self, Clerk, Decision, Decisions, Kind, Value, Verb};
use teiscribe::convert::edited::read_back;
use teiscribe::convert::{Request, convert, convert_decided};
use teiscribe::model::{Annotation, Editor, EntityKind, Mark, Transcript};
use teiscribe::source::{Source, Span};
use teiscribe::write::WRITERS;

fn request() -> Request {
    Request { writers: vec![WRITERS[0]], ..Request::default() }
}

/// The fixtures with prose, each with what the tool finds in it.
fn fixtures() -> &'static [Transcript] {
    static FIXTURES: OnceLock<Vec<Transcript>> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let mut paths: Vec<_> = fs::read_dir(folder).expect("fixtures").map(|entry| entry.expect("an entry").path().join("source.txt")).collect();
        paths.sort();
        // Many cases want small sources.
        let limit = if number("TEISCRIBE_CASES", 0) > 500 { 4_000 } else { usize::MAX };
        let read = |path: &std::path::PathBuf| {
            let source = Source::from_bytes("source.txt", fs::read(path).ok()?).ok()?;
            let transcript = convert(Arc::new(source), "note", &request()).ok()?.transcript;
            (!transcript.annotations.is_empty()).then_some(transcript)
        };
        paths.iter().filter_map(read).filter(|transcript| transcript.source.text().len() < limit).collect()
    })
}

/// What a hand does with one annotation; numbers choose among what there is.
#[derive(Clone, Copy, Debug)]
struct Edit {
    which: usize,
    what: usize,
    choice: usize,
}

fn edits() -> impl Strategy<Value = (usize, Vec<Edit>)> {
    let edit = (any::<usize>(), 0..5_usize, any::<usize>()).prop_map(|(which, what, choice)| Edit { which, what, choice });
    (any::<usize>(), proptest::collection::vec(edit, 1..8))
}

/// The words of `span` without the last one, if any is left.
fn shorter(transcript: &Transcript, span: Span) -> Option<Span> {
    let words = transcript.source.slice(span);
    let end = words.trim_end().rfind(' ')?;
    (end > 0).then(|| Span::new(span.start, span.start + words[..end].trim_end().len())).filter(|span| !span.is_empty())
}

fn decision(transcript: &Transcript, clerk: &Clerk<'_>, annotation: &Annotation, edit: Edit) -> Option<Decision> {
    let kind = Kind::of(&annotation.mark)?;
    match edit.what {
        0 => clerk.decision(Verb::Confirm, annotation.span, &annotation.mark),
        1 => clerk.decision(Verb::Reject, annotation.span, &annotation.mark),
        2 => {
            let mut decision = clerk.decision(Verb::Change, annotation.span, &annotation.mark)?;
            let people: Vec<_> = transcript.register.iter().filter(|(_, entity)| entity.kind == EntityKind::Person).map(|(id, _)| id).collect();
            let person = clerk.name(*people.get(edit.choice.checked_rem(people.len())?)?);
            match kind {
                Kind::Speech if edit.choice.is_multiple_of(3) => decision.fields.insert("mode", Value::Text("direct".to_owned())),
                Kind::Speech => decision.fields.insert("who", Value::List(vec![person])),
                Kind::Date => {
                    decision.fields.clear();
                    decision.fields.insert("when", Value::Text("1956-09".to_owned()))
                }
                Kind::Bracket => decision.fields.insert("function", Value::Text("editor".to_owned())),
                _ => return None,
            };
            Some(decision)
        }
        3 => {
            let mut decision = clerk.decision(Verb::Change, annotation.span, &annotation.mark)?;
            decision.extent = Some(clerk.quote(shorter(transcript, annotation.span).filter(|_| matches!(kind, Kind::Speech | Kind::Name))?));
            Some(decision)
        }
        _ => {
            let block =
                transcript.blocks.iter().filter(|block| block.kind.is_prose() && block.kind.is_text()).nth(edit.choice % transcript.blocks.len())?;
            let free = !transcript.annotations.iter().any(|other| other.span.overlaps(block.span) && Kind::of(&other.mark) == Some(Kind::Speech));
            let speech = transcript.annotations.iter().find(|other| matches!(other.mark, Mark::Speech(_)))?;
            clerk.decision(Verb::Add, block.span, &speech.mark).filter(|_| free)
        }
    }
}

fn decisions_of(transcript: &Transcript, edits: &[Edit]) -> Decisions {
    let clerk = Clerk::new(transcript);
    let mut marks: Vec<Decision> = Vec::new();
    let mut touched: Vec<(Kind, Span)> = Vec::new();
    for edit in edits {
        let annotation = &transcript.annotations[edit.which % transcript.annotations.len()];
        let Some(kind) = Kind::of(&annotation.mark) else { continue };
        let Some(decision) = decision(transcript, &clerk, annotation, *edit) else { continue };
        let span = if decision.verb == Verb::Add {
            transcript.blocks.iter().find(|block| clerk.anchor(block.span) == decision.anchor).map(|block| block.span)
        } else {
            Some(annotation.span)
        };
        let Some(span) = span.filter(|span| !touched.iter().any(|(_, other)| other.overlaps(*span))) else { continue };
        touched.push((kind, span));
        marks.push(decision);
    }
    decided(marks)
}

/// What an editor decided about words, and nothing else.
fn decided(marks: Vec<Decision>) -> Decisions {
    let editor = Editor { id: "vries".to_owned(), name: "Mara Vries".to_owned() };
    Decisions { source: Arc::new(Source::from_text("decisions", "")), editor, declared: Vec::new(), people: Vec::new(), marks }
}

/// A number from the environment, or `usual`.
fn number<N: std::str::FromStr>(name: &str, usual: N) -> N {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// The edition that `decisions` make of the source; `None` where they are refused.
fn edition(source: &Arc<Source>, decisions: &Decisions) -> Option<String> {
    let made = convert_decided(Arc::clone(source), "note", Some(decisions), &request()).ok()?;
    String::from_utf8(made.files[0].bytes.clone()).ok()
}

fn an_edition_gives_the_decisions_that_make_it(fixture: usize, edits: &[Edit]) -> TestCaseResult {
    let fixtures = fixtures();
    let transcript = &fixtures[fixture % fixtures.len()];
    let source = &transcript.source;
    let Some(tei) = edition(source, &decisions_of(transcript, edits)) else {
        return Err(TestCaseError::reject("the decisions exclude each other, or cannot stand where they are"));
    };
    is_read_back(source, &tei)
}

/// Whether the decisions that are read back from an edition make it again.
fn is_read_back(source: &Arc<Source>, tei: &str) -> TestCaseResult {
    let back = read_back(source, "note", &Source::from_text("edited.xml", tei), None, &request()).expect("read back");
    prop_assert!(back.findings.is_empty(), "{:#?}\n{}", back.findings, decisions::write(&back.decisions));
    let file = Arc::new(Source::from_text("d.toml", decisions::write(&back.decisions)));
    let remade = edition(source, &decisions::read(&file).expect("a decisions file")).expect("an edition");
    let differing = tei.lines().zip(remade.lines()).find(|(one, two)| one != two);
    prop_assert!(remade == tei, "{differing:#?}\n{}", decisions::write(&back.decisions));
    Ok(())
}

/// Three beginnings in every run; `TEISCRIBE_SEED` tries another one, `TEISCRIBE_CASES` more than 40 from each.
#[test]
fn editions_give_the_decisions_that_make_them() {
    let cases = number("TEISCRIBE_CASES", 40);
    let seeds = std::env::var("TEISCRIBE_SEED").ok().and_then(|seed| seed.parse().ok()).map_or(vec![5, 77, 1956], |seed| vec![seed]);
    for seed in seeds {
        let rng_seed = RngSeed::Fixed(seed);
        let config = ProptestConfig { cases, max_global_rejects: cases.max(1_024), failure_persistence: None, rng_seed, ..ProptestConfig::default() };
        let outcome = TestRunner::new(config).run(&edits(), |(fixture, edits)| an_edition_gives_the_decisions_that_make_it(fixture, &edits));
        assert!(outcome.is_ok(), "TEISCRIBE_SEED={seed}: {}", outcome.err().map(|error| error.to_string()).unwrap_or_default());
    }
}

/// Each fixture with one thing done to every statement in it.
#[test]
fn all_statements_confirmed_and_all_rejected_are_read_back() {
    let mut made = 0;
    for (transcript, verb) in fixtures().iter().flat_map(|transcript| [(transcript, Verb::Confirm), (transcript, Verb::Reject)]) {
        let clerk = Clerk::new(transcript);
        let marks = transcript.annotations.iter().filter_map(|one| clerk.decision(verb, one.span, &one.mark)).collect();
        let Some(tei) = edition(&transcript.source, &decided(marks)) else { continue };
        made += 1;
        let outcome = is_read_back(&transcript.source, &tei);
        assert!(outcome.is_ok(), "{verb:?} {}: {outcome:?}", transcript.source.text());
    }
    assert!(made * 10 > fixtures().len() * 2 * 9, "of {} fixtures only {made} editions were made", fixtures().len());
}

#[test]
fn a_speech_where_none_can_stand_is_refused() {
    let source = Arc::new(Source::from_text("note.txt", TALK));
    let refused = |text: &str| {
        let text = format!("[editor]\nid = \"vries\"\nname = \"Mara Vries\"\n{text}");
        let decisions = decisions::read(&Arc::new(Source::from_text("d.toml", text))).expect("a decisions file");
        match convert_decided(Arc::clone(&source), "note", Some(&decisions), &request()) {
            Err(teiscribe::convert::Refusal::Decisions(_, findings)) => findings.iter().map(|finding| finding.code.id).collect(),
            Err(_) => vec!["another refusal"],
            Ok(_) => Vec::new(),
        }
    };
    assert_eq!(refused("[[add]]\nspeech = \"6 May 1950\"\nwho = [\"Holt\"]\nmode = \"direct\"\n"), ["annotate/decision-hidden"]);
    assert!(refused("[[add]]\nspeech = \"I met K. Anders\"\nwho = [\"Holt\"]\nmode = \"direct\"\n").is_empty());
}

const TALK: &str =
    "Note on a talk\n\n6 May 1950\n\nI met K. Anders and Mr. Holt. Anders said that the mill is closed. Holt replied: \"The wind failed us.\"\n";

fn edited(changes: &[(&str, &str)]) -> (Vec<Decision>, usize, Vec<&'static str>) {
    let source = Arc::new(Source::from_text("note.txt", TALK));
    let made = convert(Arc::clone(&source), "note", &request()).expect("an edition");
    let mut tei = String::from_utf8(made.files[0].bytes.clone()).expect("UTF-8");
    for (from, to) in changes {
        assert!(tei.contains(from), "{from} is not in {tei}");
        tei = tei.replace(from, to);
    }
    let editor = Some(Editor { id: "vries".to_owned(), name: "Mara Vries".to_owned() });
    let back = read_back(&source, "note", &Source::from_text("edited.xml", tei), editor, &request()).expect("read back");
    (back.decisions.marks, back.decisions.people.len(), back.findings.iter().map(|finding| finding.code.id).collect())
}

#[test]
fn a_hand_that_changes_a_speaker_decides_who_speaks() {
    let (marks, people, findings) = edited(&[(r##"who="#anders-k" direct="false""##, r##"who="#holt" direct="false""##)]);
    assert_eq!((marks.len(), people, findings.len()), (1, 0, 0), "{marks:#?} {findings:?}");
    assert_eq!((marks[0].verb, &marks[0].fields["who"]), (Verb::Change, &Value::List(vec!["Holt".to_owned()])));
}

#[test]
fn what_decisions_cannot_express_is_listed() {
    assert_eq!(edited(&[("the mill is closed", "the mill is open")]).2, ["annotate/edited-words"]);
    assert_eq!(edited(&[("<title>Note on a talk</title>", "<title>A talk</title>")]).2.first(), Some(&"annotate/edited-header"));
    assert_eq!(edited(&[(" replied: ", " <emph>replied</emph>: ")]).2.first(), Some(&"annotate/edited-markup"));
    assert_eq!(edited(&[("<p xml:id=\"p3\">", "<p xml:id=\"p9\">New.</p>\n<p xml:id=\"p3\">")]).2.first(), Some(&"annotate/edited-block"));
    assert!(edited(&[]).2.is_empty());
}
