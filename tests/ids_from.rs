//! `--ids-from`: a new edition keeps the ids of a previous one, whatever was inserted between its paragraphs.

use std::sync::Arc;

use teiscribe::convert::{Request, convert, previous_ids};
use teiscribe::model::PreviousIds;
use teiscribe::source::Source;
use teiscribe::write::tei::Tei;

const BEFORE: &str = "Note on the mill\n\nAnna Holm said that the mill was closed.\n\nNo.\n\nCarl Berg replied: It will open.\n\nNo.\n";

fn edition(text: &str, previous: Option<PreviousIds>) -> String {
    let request = Request { writers: vec![&Tei], previous, ..Request::default() };
    let converted = convert(Arc::new(Source::from_text("note.txt", text)), "note", &request).expect("an edition");
    String::from_utf8(converted.files[0].bytes.clone()).expect("UTF-8")
}

fn ids(tei: &str) -> PreviousIds {
    previous_ids(&Source::from_text("note.xml", tei)).expect("well-formed")
}

fn names(tei: &str) -> Vec<String> {
    ids(tei).blocks.into_iter().map(|(id, _)| id).collect()
}

#[test]
fn the_same_text_keeps_every_byte() {
    let before = edition(BEFORE, None);
    assert_eq!(edition(BEFORE, Some(ids(&before))), before);
}

#[test]
fn inserted_paragraphs_renumber_nothing() {
    let before = edition(BEFORE, None);
    assert_eq!(names(&before), ["p1", "p2", "p3", "p4", "p5"]);
    let text = BEFORE.replace("\n\nNo.\n\nCarl", "\n\nThe river was high that spring.\n\nNo.\n\nCarl");
    let after = edition(&text, Some(ids(&before)));
    assert_eq!(names(&after), ["p1", "p2", "p2_1", "p3", "p4", "p5"]);
    for id in ["p4.s19", "p2.n0"] {
        assert_eq!(before.contains(&format!("xml:id=\"{id}\"")), after.contains(&format!("xml:id=\"{id}\"")));
    }
    let again = edition(&text.replace("Note on", "A note on"), Some(ids(&after)));
    assert_eq!(names(&again), ["p1", "p2", "p2_1", "p3", "p4", "p5"]);
}
