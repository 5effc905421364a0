//! Who says what: from prose that reports talk to speeches with speaker, mode, extent and attribution.
//!
//! `view` reads the words, `phrase` finds who is spoken of, `subject` and `link` what stands left and right of a verb of
//! saying, `frame` makes attributions of them, `teller` goes through the document and gives every word its speaker.

mod cast;
mod deixis;
mod frame;
mod link;
mod narration;
mod narrator;
mod phrase;
mod rules;
mod subject;
mod teller;
mod view;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Label};
use crate::model::{BlockKind, Entity, EntityId, EntityKind, ListKind, Mark, Name, Part, Register, Rule, Transcript};
use crate::source::{Source, Span};

use super::{Desk, Pass};

use cast::Cast;
use narrator::{Author, Evidence};
use phrase::Phrases;
use teller::{Sentence, Teller};
use view::{BlockView, Mention};

pub use rules::{DOUBTFUL_SPEAKER, GUESSED_SPEAKER, SPEAKER_NOT_PRESENT, UNKNOWN_NARRATOR, UNRESOLVED_SPEAKER};

/// The pass that finds speech in prose.
pub struct SpeechPass;

impl Pass for SpeechPass {
    fn rules(&self) -> &'static [&'static Rule] {
        rules::RULES
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let voice = unknown_voice(desk.transcript);
        let mentions = mentions(desk.transcript, voice);
        let survey = survey(desk, &mentions);
        let author = narrator::author(desk.transcript, &mentions, &desk.language.speech);
        tell(desk, &mentions, &survey, author);
        forget(desk.transcript, voice);
    }
}

/// The unknown voices, where a name fits several persons: whoever has the name may speak, and nobody knows who it is.
fn unknown_voice(transcript: &mut Transcript) -> Option<EntityId> {
    let unresolved = |mark: &Mark| matches!(mark, Mark::Name(Name { class: EntityKind::Person, entity: None }));
    transcript.annotations.iter().any(|annotation| unresolved(&annotation.mark)).then(|| transcript.register.unknown())
}

/// Leaves out the unknown voices again where none of them speaks.
fn forget(transcript: &mut Transcript, voice: Option<EntityId>) {
    let gone = voice.into_iter().filter(|id| !transcript.referenced().contains(id)).collect();
    transcript.drop_entries(&gone);
}

/// The names in the text, in text order; a name that fits several persons is that of an unknown `voice`.
fn mentions(transcript: &Transcript, voice: Option<EntityId>) -> Vec<Mention> {
    let name = |annotation: &crate::model::Annotation| match &annotation.mark {
        Mark::Name(name) | Mark::Reference(name) => {
            let voice = voice.filter(|_| name.class == EntityKind::Person);
            name.entity.or(voice).map(|entity| Mention { span: annotation.span, entity, kind: name.class })
        }
        _ => None,
    };
    let mut mentions: Vec<Mention> = transcript.annotations.iter().filter_map(name).collect();
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    persons_in_capitals(transcript, &mut mentions);
    mentions
}

/// "MR. TENNANT said": a surname in capitals behind an honorific is the person's, whatever else capitals may be.
fn persons_in_capitals(transcript: &Transcript, mentions: &mut [Mention]) {
    let base = transcript.source.text();
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let persons: BTreeMap<String, EntityId> =
        transcript.register.iter().filter(|(_, entity)| entity.kind == EntityKind::Person).map(|(id, entity)| (last(&entity.name), id)).collect();
    let is_shouted = |mention: &Mention| {
        let name = &base[mention.span.range()];
        mention.kind != EntityKind::Person && name.len() > 2 && name.chars().all(|character| character.is_uppercase() || character == '-')
    };
    for mention in mentions.iter_mut().filter(|mention| is_shouted(mention)) {
        if let Some(&id) = persons.get(&base[mention.span.range()].to_lowercase()) {
            (mention.entity, mention.kind) = (id, EntityKind::Person);
        }
    }
}

/// The names from `mentions` that stand in `span`.
fn mentions_in(mentions: &[Mention], span: crate::source::Span) -> &[Mention] {
    let first = mentions.partition_point(|mention| mention.span.end <= span.start);
    let last = first + mentions[first..].partition_point(|mention| mention.span.start < span.end);
    &mentions[first..last]
}

/// Whether speech is looked for in a block.
fn is_told(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem(ListKind::Plain))
}

/// Whether a paragraph is a few words without a full stop: "The Commission –", "2. Harbour dues".
fn is_heading_like(tokens: &[crate::language::Token], base: &str) -> bool {
    let ends = tokens.last().is_some_and(|last| matches!(last.text(base), "." | "!" | "?" | "…" | "”" | "\"" | "»" | "“" | ")" | ":"));
    !ends && tokens.len() <= 10
}

/// What a first reading of the document shows.
#[derive(Default)]
struct Survey {
    evidence: Evidence,
    /// Offices that stand before or behind a name: "Minister of Mines Sorrel".
    offices: Vec<(String, EntityId)>,
    /// Whom the title names: those with whom the talk was held.
    heading: Vec<EntityId>,
}

/// Reads the document for the first time.
fn survey(desk: &Desk<'_>, mentions: &[Mention]) -> Survey {
    let mut survey = Survey::default();
    let mut sentences = Sentences::new(desk, mentions);
    for index in 0..desk.transcript.blocks.len() {
        let block = &desk.transcript.blocks[index];
        let told = is_told(&block.kind) && block.turn.is_none();
        if block.kind.is_text() && block.turn.is_none() {
            sentences.each(index, |sentence| {
                if told {
                    survey.evidence.count(sentence.cells, sentence.phrases, sentence.frames);
                }
                if block.kind == BlockKind::Title {
                    let persons = sentence.cells.iter().filter_map(|cell| cell.mention).filter(|mention| mention.kind == EntityKind::Person);
                    survey.heading.extend(persons.map(|mention| mention.entity).filter(|&id| !desk.transcript.register.is_unknown(id)));
                }
                cast::offices(sentence.cells, sentence.phrases, &mut survey.offices);
            });
        }
    }
    survey
}

/// A sentence of more words than this is no sentence, but text without full stops: it is read in pieces, since what is looked
/// for to the end of a sentence must not be looked for through a book.
const LONGEST: usize = 1_000;

/// A sentence, or the pieces of an endless one, each to its last mark.
fn pieces(view: &BlockView<'_>, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::with_capacity(1);
    let mut start = sentence.start;
    while sentence.end - start > LONGEST {
        let far = start + LONGEST;
        let mark = (start + LONGEST / 2..far).rev().find(|&at| [";", ":", ","].iter().any(|mark| view.cells[at].is_mark(mark)));
        let end = mark.map_or(far, |at| at + 1);
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..sentence.end);
    pieces
}

/// Goes through the sentences of a block with their phrases and attributions.
struct Sentences<'d, 'a> {
    desk: &'d Desk<'a>,
    mentions: &'d [Mention],
    view: BlockView<'d>,
}

impl<'d, 'a> Sentences<'d, 'a> {
    fn new(desk: &'d Desk<'a>, mentions: &'d [Mention]) -> Self {
        Self { desk, mentions, view: BlockView::default() }
    }

    fn each(&mut self, block: usize, mut look: impl FnMut(&Sentence<'_, '_>)) {
        let base = self.desk.transcript.source.text();
        let span = self.desk.transcript.blocks[block].span;
        self.view.fill(base, &self.desk.tokens[block], mentions_in(self.mentions, span), &self.desk.language.speech);
        let mut cells = Vec::new();
        for range in self.desk.sentences[block].iter().flat_map(|sentence| pieces(&self.view, sentence.clone())) {
            cells.clear();
            cells.extend(range.filter(|&at| !self.view.aside[at]).map(|at| self.view.cells[at]));
            let phrases = Phrases::find(&cells);
            let frames = frame::frames(&cells, &phrases, &self.desk.language.speech);
            look(&Sentence { cells: &cells, phrases: &phrases, frames: &frames, block: &self.view });
        }
    }
}

/// The query about somebody who speaks and is not known: with those who have the name, where there is one.
fn unresolved_speaker(source: &Source, register: &Register, verb: Span, name: Option<Span>) -> Diagnostic {
    let Some(name) = name else {
        return Diagnostic::warning(&UNRESOLVED_SPEAKER, "Somebody speaks whom the text does not name").at(source, verb);
    };
    let printed = source.slice(name);
    let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let shares = |entity: &Entity| entity.kind == EntityKind::Person && last(&entity.name) == last(printed);
    let persons: Vec<&Entity> = register.iter().map(|(_, entity)| entity).filter(|entity| shares(entity)).collect();
    let names: Vec<&str> = persons.iter().map(|entity| entity.name.as_str()).collect();
    let message = format!("`{printed}` speaks and can be {}", names.join(" or "));
    let query = Diagnostic::warning(&UNRESOLVED_SPEAKER, message).at(source, name).help("say in the decisions file who speaks");
    let first = persons.iter().filter_map(|entity| Some((entity.first?, &entity.name)));
    first.fold(query, |query, (span, name)| query.related(Label::new(source, span, format!("{name} is named here"))))
}

fn tell(desk: &mut Desk<'_>, mentions: &[Mention], survey: &Survey, author: Option<Author>) {
    let mut register = std::mem::take(&mut desk.transcript.register);
    let manner = survey.evidence.manner();
    let author = author.filter(|_| manner.is_first_person()).map(|author| match author {
        Author::Entry(id) => id,
        Author::Name(span) => {
            let mut entity = Entity::new(EntityKind::Person, desk.transcript.source.slice(span));
            entity.first = Some(span);
            register.add(entity)
        }
    });
    let attendees = desk.transcript.header.settings.iter().flat_map(|setting| setting.attendees.iter().copied());
    let cast = Cast::new(&mut register, author, attendees, &survey.offices, &desk.language.speech);
    let cast = cast.expecting(&survey.heading);
    let mut teller = Teller::new(cast, manner, &desk.language.speech);
    let source = &desk.transcript.source;
    let mut sentences = Sentences::new(desk, mentions);
    for (index, block) in desk.transcript.blocks.iter().enumerate() {
        match block.turn.map(|turn| &desk.transcript.turns[turn as usize]) {
            _ if !is_told(&block.kind) => {
                if block.kind.is_text() {
                    teller.interrupt();
                }
                continue;
            }
            Some(turn) => teller.begin_turn_paragraph(&turn.who),
            None if is_heading_like(&desk.tokens[index], source.text()) => {
                teller.interrupt();
                continue;
            }
            None => teller.begin_paragraph(),
        }
        sentences.each(index, |sentence| teller.sentence(sentence));
    }
    let Teller { found, doubtful, guessed, unresolved, absent, cast, .. } = teller;
    let nameless = cast.nameless_narrator;
    let narrator = cast.narrator;
    if let Some(id) = narrator {
        register.get_mut(id).part = Some(Part::Narrator);
        register.get_mut(id).present = true;
    }
    let mut queries: Vec<Diagnostic> = Vec::new();
    for span in doubtful {
        queries.push(Diagnostic::warning(&DOUBTFUL_SPEAKER, "The author is unsure who spoke").at(source, span));
    }
    for (span, id) in guessed {
        let message = format!("`{}` is taken for {}, who is no subject before", source.slice(span), register.get(id).name);
        queries.push(Diagnostic::info(&GUESSED_SPEAKER, message).at(source, span).help(GUESSED_SPEAKER.remedy));
    }
    queries.extend(unresolved.into_iter().map(|(verb, name)| unresolved_speaker(source, &register, verb, name)));
    for (span, id) in absent {
        queries.push(
            Diagnostic::info(&SPEAKER_NOT_PRESENT, format!("`{}` speaks and is not listed as present", register.get(id).name)).at(source, span),
        );
    }
    if nameless {
        queries.push(Diagnostic::warning(&UNKNOWN_NARRATOR, "The narrator says \"I\" and the document names no author"));
    }
    desk.transcript.register = register;
    desk.transcript.queries.extend(queries);
    desk.transcript.annotations.extend(found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, token};
    use crate::source::Span;

    fn cut(text: &str) -> Vec<Range<usize>> {
        let tokens = token::tokens(text, Span::new(0, text.len()));
        let mut view = BlockView::default();
        view.fill(text, &tokens, &[], &Language::of(None).speech);
        pieces(&view, 0..tokens.len())
    }

    #[test]
    fn an_endless_sentence_is_read_in_pieces_to_a_mark() {
        assert_eq!(cut(&"he said so, ".repeat(200)).len(), 1);
        let ends: Vec<Range<usize>> = cut(&"he said so, ".repeat(800));
        assert_eq!(ends, [0..1_000, 1_000..2_000, 2_000..3_000, 3_000..3_200]);
        assert_eq!(cut(&"and, so on ".repeat(500)), [0..998, 998..1_998, 1_998..2_000]);
        assert_eq!(cut(&"word ".repeat(1_500)), [0..1_000, 1_000..1_500]);
    }
}
