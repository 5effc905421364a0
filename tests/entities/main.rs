//! How many of the names, dates and terms of the sample are found, against a close reading of it; and of the sample
//! with every person, place and organisation replaced by an invented one.
//!
//! `cargo test --test entities -- --nocapture` prints the figures.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the figures are what the test is for, and a skipped test must be seen")]

mod gold;
mod invent;

use std::collections::BTreeMap;
use std::sync::Arc;

use gold::{Gold, Key};
use teiscribe::model::{Block, BlockKind, EntityKind, Genre, Mark, Transcript};
use teiscribe::source::{Source, Span};

/// Figures for one type.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Figures {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred names")]
    fn precision(self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred names")]
    fn recall(self) -> f64 {
        if self.wanted == 0 { 1.0 } else { self.right as f64 / self.wanted as f64 }
    }
}

/// The sample's lines as blocks of a transcript, annotated.
fn annotated(text: &str, gold: &Gold) -> Transcript {
    let source = Arc::new(Source::from_text("sample", text));
    let mut transcript = Transcript::new(Arc::clone(&source), "sample", Genre::Reported);
    for (number, span) in gold::lines(text) {
        let kind = match gold.kind(number) {
            "body" => BlockKind::Paragraph,
            "title" => BlockKind::Title,
            "date" => BlockKind::Dateline,
            _ => BlockKind::Furniture,
        };
        transcript.blocks.push(Block::new(span, kind));
    }
    teiscribe::annotate::annotate(&mut transcript, &teiscribe::annotate::Knowledge::default());
    transcript
}

/// What was marked in the body: type, surface and block, with how often.
fn marked(transcript: &Transcript, gold: &Gold) -> BTreeMap<Key, usize> {
    let text = transcript.source.text();
    let lines: Vec<(usize, Span)> = gold::lines(text).filter(|&(number, _)| gold.kind(number) == "body").collect();
    let mut marked = BTreeMap::new();
    for annotation in &transcript.annotations {
        let Some(kind) = type_of(&annotation.mark) else { continue };
        let Some(&(block, _)) = lines.iter().find(|(_, span)| span.contains(annotation.span)) else { continue };
        let surface = transcript.source.slice(annotation.span).to_owned();
        *marked.entry(Key { kind, surface, block }).or_default() += 1;
    }
    marked
}

fn type_of(mark: &Mark) -> Option<&'static str> {
    match mark {
        Mark::Name(name) => Some(match name.class {
            EntityKind::Person => "person",
            EntityKind::Group => "group",
            EntityKind::Organisation => "org",
            EntityKind::Place => "place",
            EntityKind::Work => "work",
        }),
        Mark::Work(_) => Some("work"),
        Mark::Date(_) => Some("date"),
        Mark::Time(_) => Some("time"),
        Mark::Foreign(_) => Some("foreign"),
        _ => None,
    }
}

/// Figures by type; every wrong or missing surface is printed.
fn compare(wanted: &BTreeMap<Key, usize>, found: &BTreeMap<Key, usize>) -> BTreeMap<&'static str, Figures> {
    let mut figures: BTreeMap<&str, Figures> = BTreeMap::new();
    let keys: std::collections::BTreeSet<&Key> = wanted.keys().chain(found.keys()).collect();
    for key in keys {
        let (want, have) = (wanted.get(key).copied().unwrap_or(0), found.get(key).copied().unwrap_or(0));
        figures.entry(key.kind).or_default().add(Figures { right: want.min(have), found: have, wanted: want });
        if want != have {
            println!("  {:7} {:40} block {:3}: {want} wanted, {have} found", key.kind, key.surface, key.block);
        }
    }
    for (kind, figures) in &figures {
        println!("{kind:8} precision {:.3} recall {:.3} of {}", figures.precision(), figures.recall(), figures.wanted);
    }
    figures
}

fn figures(text: &str, gold: &Gold) -> BTreeMap<&'static str, Figures> {
    let transcript = annotated(text, gold);
    compare(&gold.wanted(text), &marked(&transcript, gold))
}

/// The types of which each must be found by itself.
const NAMES: [&str; 3] = ["person", "place", "org"];

/// All types together.
fn sum(figures: &BTreeMap<&'static str, Figures>) -> Figures {
    figures.values().fold(Figures::default(), |mut sum, figures| {
        sum.add(*figures);
        sum
    })
}

#[test]
fn persons_places_and_organisations_of_the_sample() {
    let Some((text, gold)) = gold::load() else { return };
    let figures = figures(&text, &gold);
    for kind in NAMES {
        let figures = figures[kind];
        assert!(figures.precision() >= 0.95 && figures.recall() >= 0.95, "{kind}: {figures:?}");
    }
    let all = sum(&figures);
    assert!(all.precision() >= 0.95 && all.recall() >= 0.95, "all: {all:?}");
}

#[test]
fn the_same_with_invented_names() {
    let Some((text, gold)) = gold::load() else { return };
    let own = figures(&text, &gold);
    for shape in invent::SHAPES {
        println!("\n== {} ==", shape.name);
        let (text, gold) = invent::replace(&text, &gold, shape);
        let invented = figures(&text, &gold);
        let kinds = NAMES.map(|kind| (kind, own[kind], invented[kind]));
        for (kind, own, other) in kinds.into_iter().chain([("all", sum(&own), sum(&invented))]) {
            assert!((own.precision() - other.precision()).abs() <= 0.02, "precision of {kind} in {}: {own:?} {other:?}", shape.name);
            assert!((own.recall() - other.recall()).abs() <= 0.02, "recall of {kind} in {}: {own:?} {other:?}", shape.name);
        }
    }
}
