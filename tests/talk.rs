//! Who says what in documents of four kinds, written for this test: notes in the first person, memoranda in the third, records
//! of meetings, verbatim minutes.
//!
//! `tests/talk/<document>.txt` holds the text with the words of each speaker marked `<<name mode|words>>`: `d` direct, `i` indirect,
//! `?` for words that may be read either way. The marks are taken out, the rest is read and annotated, and every word is compared.
//! `TALK=<document> cargo test --test talk -- --nocapture` shows the differences.

#![expect(clippy::print_stdout, reason = "the differences are shown on request")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use teiscribe::annotate::{Knowledge, annotate};
use teiscribe::model::{Mark, Mode, Transcript};
use teiscribe::read::read;
use teiscribe::source::{Source, Span};

/// The document, its genre if it is not recognised, and the share of words that must be right (F1, speaker and mode).
const DOCUMENTS: &[(&str, f64)] =
    &[("memorandum", 0.98), ("first-person-note", 0.98), ("record-of-meeting", 0.98), ("verbatim-minutes", 0.98), ("ambassadors-note", 0.98)];

/// A stretch of somebody's words, as the marks give it.
#[derive(Debug)]
struct Told {
    span: Span,
    who: String,
    mode: String,
}

/// Takes the marks out of `marked`.
fn unmark(marked: &str) -> (String, Vec<Told>) {
    let (mut text, mut told, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find("<<").into_iter().chain(rest.find(">>")).min() {
        text.push_str(&rest[..at]);
        let opens = rest[at..].starts_with("<<");
        rest = &rest[at + 2..];
        if opens {
            let (head, after) = rest.split_once('|').expect("a mark has a head");
            let (who, mode) = head.split_once(' ').unwrap_or(("", head));
            open.push((text.len(), who.to_owned(), mode.to_owned()));
            rest = after;
        } else {
            let (start, who, mode) = open.pop().expect("a mark opens before it closes");
            told.push(Told { span: Span::new(start, text.len()), who, mode });
        }
    }
    text.push_str(rest);
    assert!(open.is_empty(), "every mark closes");
    (text, told)
}

fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (character.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.push(Span::new(first, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The innermost of `spans` around `word`.
fn innermost<T>(items: &[T], span: impl Fn(&T) -> Span, word: Span) -> Option<&T> {
    items.iter().filter(|item| span(item).contains(word)).min_by_key(|item| span(item).len())
}

fn found(transcript: &Transcript) -> Vec<(Span, String, &'static str)> {
    let one = |annotation: &teiscribe::model::Annotation| match &annotation.mark {
        Mark::Speech(speech) => {
            let forms = |id: &teiscribe::model::EntityId| {
                let entity = transcript.register.get(*id);
                entity.forms.iter().chain([&entity.name]).map(String::as_str).collect::<Vec<_>>()
            };
            let names: Vec<&str> = speech.who.iter().flat_map(forms).collect();
            Some((annotation.span, names.join("+"), if speech.mode == Mode::Direct { "d" } else { "i" }))
        }
        _ => None,
    };
    transcript.annotations.iter().filter_map(one).collect()
}

fn measure(document: &str, text: &str, told: &[Told], transcript: &Transcript) -> f64 {
    let found = found(transcript);
    let (mut right, mut missing, mut extra) = (0.0_f64, 0.0_f64, 0.0_f64);
    let show = std::env::var("TALK").is_ok_and(|wanted| document.contains(&wanted) || wanted == "all");
    let mut last = String::new();
    if show {
        for (_, entity) in transcript.register.iter() {
            println!("  {:?} {} {:?} {:?} present {}", entity.kind, entity.name, entity.roles, entity.honorifics, entity.present);
        }
        for block in &transcript.blocks {
            println!("  {:?} {:?}", block.kind, transcript.text_of(block).chars().take(50).collect::<String>());
        }
    }
    for word in words(text) {
        let gold = innermost(told, |told| told.span, word);
        let ours = innermost(&found, |found| found.0, word);
        if gold.is_some_and(|gold| gold.mode == "?") {
            continue;
        }
        let names = |ours: &str, gold: &str| gold.split('+').all(|name| ours.to_lowercase().contains(&name.to_lowercase()));
        let same = gold.zip(ours).is_some_and(|(gold, ours)| gold.mode == ours.2 && names(&ours.1, &gold.who));
        if same {
            right += 1.0;
            continue;
        }
        missing += f64::from(u8::from(gold.is_some()));
        extra += f64::from(u8::from(ours.is_some()));
        if show && (gold.is_some() || ours.is_some()) {
            let head =
                format!("{:?} / {:?}", gold.map(|gold| format!("{} {}", gold.who, gold.mode)), ours.map(|ours| format!("{} {}", ours.1, ours.2)));
            if head != last {
                print!("\n  {head}:");
            }
            print!(" {}", &text[word.range()]);
            last = head;
        }
    }
    if show {
        println!();
    }
    if right + missing + extra == 0.0 { 1.0 } else { 2.0 * right / (2.0 * right + missing + extra) }
}

#[test]
fn words_have_their_speakers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talk");
    let mut low = Vec::new();
    for &(document, least) in DOCUMENTS {
        let marked = fs::read_to_string(folder.join(document).with_extension("txt")).expect("a document of this test");
        let (text, told) = unmark(&marked);
        let source = Arc::new(Source::from_text("talk.txt", text.as_str()));
        let mut transcript = read(source, "talk", None).expect("a document");
        annotate(&mut transcript, &Knowledge::default());
        let share = measure(document, &text, &told, &transcript);
        println!("{document}: {share:.3} ({:?})", transcript.genre);
        if share < least {
            low.push(format!("{document}: {share:.3}"));
        }
    }
    assert!(low.is_empty(), "fewer words right than before: {low:?}");
}
