//! Passes: each finds one kind of phenomenon in the base text and adds annotations; none changes the text.
//!
//! The passes run in the order of [`PASSES`]: later ones read what earlier ones found.

mod asides;
pub mod authority;
mod brackets;
mod codes;
mod covered;
mod dates;
pub mod decisions;
mod foreign;
mod insertion;
mod measures;
mod meetings;
mod misprints;
pub mod named;
pub mod names;
mod pairs;
mod presence;
mod quotes;
pub mod speech;
mod times;
mod tongue;
mod works;

use authority::Authority;

use crate::language::token::{self, Token};
use crate::language::{Language, sentence};
use crate::model::{Rule, Transcript};

pub use codes::CODES;

/// One pass.
pub trait Pass: Sync {
    /// The rules by which it finds; listed in `classDecl` and by `explain`.
    fn rules(&self) -> &'static [&'static Rule];

    /// Adds what it finds to the transcript.
    fn annotate(&self, desk: &mut Desk<'_>);
}

/// What a pass works with.
pub struct Desk<'a> {
    /// The transcript that is being annotated.
    pub transcript: &'a mut Transcript,
    /// Knowledge of the text's language.
    pub language: &'static Language,
    /// For each block (same index as `transcript.blocks`), the tokens of its text; empty for blocks that are no prose.
    /// Spans are bytes of the base text.
    pub tokens: &'a [Vec<Token>],
    /// For each block, its sentences, as ranges of token indices.
    pub sentences: &'a [Vec<std::ops::Range<usize>>],
    /// What the user knows beyond the text.
    pub knowledge: &'a Knowledge,
}

/// What the user knows beyond the text.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Preferred names, ids and addresses of people, organisations and places.
    pub authority: Authority,
}

/// All passes, in the order in which they run.
pub const PASSES: &[&dyn Pass] = &[
    &brackets::Brackets,
    &quotes::Quotes,
    &asides::Asides,
    &dates::Dates,
    &times::Times,
    &measures::Measures,
    &works::Works,
    &foreign::Foreign,
    &misprints::Misprints,
    &names::Names,
    &presence::Presence,
    &meetings::Meetings,
    &speech::SpeechPass,
];

/// Runs all passes over `transcript`, unless its annotations came with the source, and gives every speech a speaker and the register readable ids.
pub fn annotate(transcript: &mut Transcript, knowledge: &Knowledge) {
    if !transcript.settled {
        run_passes(transcript, knowledge);
    }
    transcript.attribute_to_unknown();
    give_ids(transcript);
    transcript.queries.sort_by_key(|query| query.place.as_ref().map(|place| place.span));
}

/// Gives the entries that have none readable ids.
fn give_ids(transcript: &mut Transcript) {
    let language = Language::of(transcript.header.language.as_deref());
    transcript.register.assign_ids(|entity| names::id_stem(entity, &language.names));
}

fn run_passes(transcript: &mut Transcript, knowledge: &Knowledge) {
    let language = Language::of(transcript.header.language.as_deref());
    let tokens: Vec<Vec<Token>> = transcript
        .blocks
        .iter()
        .map(|block| if block.kind.is_prose() { token::tokens(transcript.source.text(), block.span) } else { Vec::new() })
        .collect();
    let sentences: Vec<_> = tokens.iter().map(|tokens| sentence::sentences(transcript.source.text(), tokens, language)).collect();
    let mut desk = Desk { transcript, language, tokens: &tokens, sentences: &sentences, knowledge };
    for pass in PASSES {
        pass.annotate(&mut desk);
    }
}
