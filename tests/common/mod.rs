//! A small transcript built by hand, for tests of writers.

use std::sync::Arc;

use teiscribe::model::{
    Annotation, Aside, Block, BlockKind, Certainty, Date, DateValue, Entity, EntityKind, Field, Genre, HeaderDate, Mark, Measure, Mode, Name, Quote,
    Rule, Speech, Transcript, Turn,
};
use teiscribe::source::{Source, Span};

/// The rule of all annotations here.
pub static RULE: Rule = Rule::new("rule.that", "an attribution verb followed by that");

/// The text of the transcript.
pub const TEXT: &str = "Note on a talk\n\n6 May 1950\n\nSecret\n\nAnders said that “the mill [wind] is closed” (he laughed) until 7 May & bought 20 tons.\n\nAnders:\n\nWe [Page 3] go on.\n";

/// Where `words` stand in [`TEXT`].
pub fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("words of the text");
    Span::new(start, start + words.len())
}

/// A transcript in one of the three genres, built by hand.
pub fn transcript(genre: Genre, times: Option<(u64, Option<u64>)>) -> Transcript {
    let mut transcript = Transcript::new(Arc::new(Source::from_text("talk.txt", TEXT)), "talk", genre);
    let mut anders = Entity::new(EntityKind::Person, "Anders");
    anders.present = true;
    let who = transcript.register.add(anders);
    transcript.register.add(Entity::new(EntityKind::Place, "Mill"));
    transcript.register.unknown();
    transcript.register.assign_ids(|entity| teiscribe::model::slug(&entity.name));
    transcript.header.language = Some("en".to_owned());
    transcript.header.title = Some(Field { text: "Note on a talk".to_owned(), span: Some(span("Note on a talk")) });
    transcript.header.classification = Some(Field { text: "Secret".to_owned(), span: Some(span("Secret")) });
    let day = DateValue::when(Date::day(1950, 5, 6).expect("a day"));
    transcript.header.date =
        Some(HeaderDate { field: Field { text: "6 May 1950".to_owned(), span: Some(span("6 May 1950")) }, value: day, inferred: false });
    transcript.turns.push(Turn { who: vec![who], label: Some(span("Anders:")), times, inferred: None, decided: None });
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
