//! A note with everything that linked data must carry, built by hand.

use std::sync::Arc;

use teiscribe::model::{
    Annotation, Archival, Block, BlockKind, Certainty, Date, DateValue, Entity, EntityId, EntityKind, Field, Genre, HeaderDate, Mark, Mode,
    Publication, Setting, Speech, Transcript,
};
use teiscribe::source::{Encoding, Source, Span};

use crate::common::RULE;

/// Its text: CR LF, characters of two, three and four bytes, a control character, page marks.
pub const NOTE: &str = "Note on the mill\r\n\r\nMay 1950\r\n\r\n\u{1F600} According to our sums,\r\nsaid Anders, we shall build\r\nthe [Page 2] mill. \
Blom told Anders that he had heard: “the ri[Page 3]ver <b> is cold”.\r\n\r\nThe villagers shouted: No\u{1}!\r\n\r\n\
AB, Fond 5, Delo 7, pp. 1-3\r\n\r\nTranslated by Carla Dorn\r\n";

fn span(words: &str) -> Span {
    let start = NOTE.find(words).expect("words of the text");
    Span::new(start, start + words.len())
}

fn field(words: &str) -> Field {
    Field { text: words.to_owned(), span: Some(span(words)) }
}

fn speech(words: &str, who: EntityId, mode: Mode, attribution: &str, chain: Option<u32>) -> Annotation {
    let speech = Speech { who: vec![who], to: Vec::new(), mode, attribution: vec![span(attribution)], act: None, chain, doubt: None };
    Annotation::inferred(span(words), Mark::Speech(speech), &RULE, Certainty::High)
}

/// A note with everything: an interrupted speech cut by a page mark, a speech in a speech, a group, an archive, a translator.
pub fn note(encoding: Encoding) -> Transcript {
    let mut note = Transcript::new(Arc::new(Source::from_decoded("in/note.txt", NOTE, encoding)), "note", Genre::Reported);
    let mut anders = Entity::new(EntityKind::Person, "Anders");
    anders.honorifics.insert("Com.".to_owned());
    anders.roles.insert("miller".to_owned());
    anders.same_as = vec!["https://authority.example/anders".to_owned(), "Q1".to_owned()];
    let anders = note.register.add(anders);
    let blom = note.register.add(Entity::new(EntityKind::Person, "Blom"));
    let villagers = note.register.add(Entity::new(EntityKind::Group, "the villagers"));
    let river = note.register.add(Entity::new(EntityKind::Place, "River"));
    let carla = note.register.add(Entity::new(EntityKind::Person, "Carla Dorn"));
    note.register.assign_ids(|entity| teiscribe::model::slug(&entity.name));
    note.header.title = Some(field("Note on the mill"));
    note.header.language = Some("en".to_owned());
    let month = HeaderDate { field: field("May 1950"), value: DateValue::when(Date::month(1950, 5).expect("a month")), inferred: false };
    note.header.date = Some(month.clone());
    note.header.authors = vec![(field("Blom"), Some(blom)), (field("Note"), None)];
    note.header.addressees = vec![(field("Anders"), Some(anders))];
    note.header.translators = vec![(field("Carla Dorn"), Some(carla))];
    note.header.archival = vec![Archival {
        field: field("AB, Fond 5, Delo 7, pp. 1-3"),
        repository: Some("AB".to_owned()),
        levels: vec![("fond".into(), "5".to_owned()), ("delo".into(), "7".to_owned())],
        leaves: Some(("1".to_owned(), "3".to_owned())),
        leaves_text: "pp. 1-3".to_owned(),
    }];
    note.header.archival.push(note.header.archival[0].clone());
    note.header.publications = vec![Publication { field: field("Translated by"), ..Publication::default() }];
    note.header.settings = vec![Setting {
        place: Some(river),
        date: Some(month),
        attendees: vec![anders, blom],
        extent: Some(Span::new(span("According").start, span("shouted").start)),
        ..Setting::default()
    }];
    let prose = Span::new(span("\u{1F600}").start, span("cold”.").end);
    note.blocks = vec![
        Block::new(span("Note on the mill"), BlockKind::Title),
        Block::new(span("May 1950"), BlockKind::Dateline),
        Block::new(prose, BlockKind::Paragraph),
        Block::new(span("The villagers shouted: No\u{1}!"), BlockKind::Paragraph),
        Block::new(span("AB, Fond 5, Delo 7, pp. 1-3"), BlockKind::Metadata("teiHeader".into())),
        Block::new(span("Translated by Carla Dorn"), BlockKind::Metadata("teiHeader".into())),
    ];
    let mut told = speech("he had heard: “the ri[Page 3]ver <b> is cold”", blom, Mode::Indirect, "Blom told Anders that", None);
    if let Mark::Speech(speech) = &mut told.mark {
        speech.to = vec![anders];
    }
    note.annotations = vec![
        speech("According to our sums", anders, Mode::Direct, "said Anders", Some(1)),
        speech("we shall build\r\nthe [Page 2] mill.", anders, Mode::Direct, "said Anders", Some(1)),
        told,
        speech("“the ri[Page 3]ver <b> is cold”", blom, Mode::Direct, "he had heard:", None),
        speech("No\u{1}!", villagers, Mode::Direct, "The villagers shouted:", None),
        Annotation::printed(span("[Page 2]"), Mark::PageMark("2".to_owned()), &RULE),
        Annotation::printed(span("[Page 3]"), Mark::PageMark("3".to_owned()), &RULE),
    ];
    note
}
