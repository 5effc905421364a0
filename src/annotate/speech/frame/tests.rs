//! Sentences with the attributions found in them.

use super::*;
use crate::annotate::speech::view::{BlockView, Mention};
use crate::language::{Language, token};
use crate::model::{EntityId, EntityKind};
use crate::source::Span;

/// The attributions of a sentence, each as "place|subject|link|words"; Adler and Brandt are names.
fn found(text: &str) -> Vec<String> {
    let table = &Language::of(None).speech;
    let tokens = token::tokens(text, Span::new(0, text.len()));
    let mention = |name: &str, id: usize| {
        text.match_indices(name)
            .map(move |(at, name)| Mention { span: Span::new(at, at + name.len()), entity: EntityId(id), kind: EntityKind::Person })
            .collect::<Vec<_>>()
    };
    let mut mentions = [mention("Adler", 0), mention("Brandt", 1)].concat();
    mentions.sort_by_key(|mention| mention.span);
    let mut view = BlockView::default();
    view.fill(text, &tokens, &mentions, table);
    let cells: Vec<Cell<'_>> = view.cells.iter().zip(&view.aside).filter(|(_, aside)| !**aside).map(|(cell, _)| *cell).collect();
    let phrases = Phrases::find(&cells);
    let slice = |start: usize, end: usize| if start < end { &text[cells[start].span.start..cells[end - 1].span.end] } else { "" };
    let show = |frame: &Frame| {
        let subject = match &frame.subject {
            Subject::Phrase(phrase) => slice(phrase.cells.start, phrase.cells.end),
            Subject::Same => "=",
        };
        let link = frame.link.map_or_else(|| "-".to_owned(), |link| format!("{link:?}"));
        let words = slice(frame.words, cells.len().min(frame.words + 2));
        format!("{:?}|{subject}|{link}|{words}", frame.place)
    };
    frames(&cells, &phrases, table).iter().filter(|frame| frame.place != Place::Act).map(show).collect()
}

#[test]
fn an_attribution_stands_before_the_words() {
    assert_eq!(found("Adler said that we must go."), ["Before|Adler|That|we must"]);
    assert_eq!(found("Then Adler, turning to Brandt, said that the question was open."), ["Before|Adler|That|the question"]);
    assert_eq!(found("Adler, gesturing to all those present, said: Everyone here knows."), ["Before|Adler|Colon|Everyone here"]);
    assert_eq!(found("Adler, who had said almost nothing but had followed attentively, said: No."), ["Before|Adler|Colon|No."]);
    assert_eq!(found("I further pointed to the fact that we had gone."), ["Before|I|That|we had"]);
    assert_eq!(found("Then I also made a toast in which I said: I am glad."), ["Before|I|Colon|I am"]);
    assert_eq!(found("Adler, for his part, tossed out a phrase: This is crude."), ["Before|Adler|Colon|This is"]);
    assert_eq!(found("They began to talk and make ironic comments to one another, for example, “we are not we”."), ["Before|=|Colon|“we"]);
}

#[test]
fn an_attribution_interrupts_the_words() {
    assert_eq!(found("I recall, said Adler, that when we had lunch we agreed."), ["Inside|Adler|Comma|that when"]);
    assert_eq!(found("I think, Adler continued, that they should not be ignored."), ["Inside|Adler|Comma|that they"]);
}

#[test]
fn a_report_stands_inside_the_words() {
    let text = "I recall, said Adler, that when we had lunch on your cruiser en route to the coast the commander of this ship said in his toast that we had made peace.";
    assert_eq!(found(text), ["Inside|Adler|Comma|that when", "Before|the commander of this ship|That|we had"]);
}

#[test]
fn a_noun_reports() {
    assert_eq!(found("Adler's short reply followed here: we do so at home."), ["Before|Adler's|Colon|we do"]);
    assert_eq!(
        found("After my speech, responses followed from those present and, especially from Adler, that we were wrong."),
        ["Before|those present and, especially from Adler|That|we were"]
    );
}

#[test]
fn an_attribution_goes_on() {
    assert_eq!(
        found("I ask you to tell your King, Adler went on, that the sand is ours."),
        ["Before|I|Infinitive|to tell", "Inside|Adler|Comma|that the"]
    );
}
