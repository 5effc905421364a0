//! A transcript of the model as JSON has it.

use crate::diagnostic::{Diagnostic, Label};
use crate::model;

use super::desk::Scribe;
use super::format::{Block, File, Original, Query, Related, Rule, Speakers, Transcript, Turn};
use super::header::Header;
use super::marks::Annotation;
use super::numbers::{Seconds, Whole};
use super::{FORMAT, SCHEMA_ID, entries};

impl<'t> Transcript<'t> {
    /// The form with text, blocks and annotations.
    pub(super) fn of(scribe: &Scribe<'t>) -> Self {
        let transcript = scribe.transcript;
        Self {
            schema: Some(SCHEMA_ID.into()),
            format: FORMAT.into(),
            genre: Some(transcript.genre),
            evidence: transcript.evidence.iter().map(Into::into).collect(),
            source: Some(file(transcript)),
            original: transcript.header.original_sha256.as_deref().map(|sha256| Original { sha256: sha256.into() }),
            header: Header::of(scribe),
            participants: Vec::new(),
            register: entries::of(scribe),
            text: Some(transcript.source.text().into()),
            blocks: transcript.blocks.iter().map(|block| self::block(scribe, block)).collect(),
            turns: transcript.turns.iter().map(|turn| self::turn(scribe, turn)).collect(),
            rules: transcript.rules().into_iter().map(|rule| Rule { id: rule.id.as_ref().into(), what: rule.what.as_ref().into() }).collect(),
            annotations: Some(transcript.annotations.iter().map(|annotation| Annotation::of(scribe, annotation)).collect()),
            queries: transcript.queries.iter().map(|found| query(scribe, found)).collect(),
        }
    }
}

fn file(transcript: &model::Transcript) -> File<'_> {
    let source = &transcript.source;
    File {
        name: source.name().rsplit(['/', '\\']).next().unwrap_or_default().into(),
        encoding: Some(source.encoding().name().into()),
        sha256: Some(source.sha256().into()),
    }
}

fn block<'t>(scribe: &Scribe<'t>, block: &'t model::Block) -> Block<'t> {
    Block { at: scribe.at(block.span), kind: (&block.kind).into(), turn: block.turn.map(|turn| Whole(u64::from(turn) + 1)) }
}

fn turn<'t>(scribe: &Scribe<'t>, turn: &'t model::Turn) -> Turn<'t> {
    let mut who = scribe.ids(&turn.who);
    let speaker = if who.len() == 1 { who.pop().map(Speakers::One) } else { Some(Speakers::Several(who)) };
    Turn {
        speaker,
        heading: None,
        label: None,
        text: None,
        start: turn.times.map(|(start, _)| Seconds(start)),
        end: turn.times.and_then(|(_, end)| end).map(Seconds),
        certainty: turn.inferred,
        editor: turn.decided.as_deref().map(Into::into),
        notes: Vec::new(),
    }
}

fn query<'t>(scribe: &Scribe<'t>, query: &'t Diagnostic) -> Query<'t> {
    let inside = |label: &&Label| *label.path == *scribe.transcript.source.name();
    let place = query.place.as_ref().filter(inside);
    let related = query.related.iter().filter(inside);
    Query {
        code: query.code.id.into(),
        severity: query.severity,
        message: query.message.as_str().into(),
        help: query.help.as_deref().map(Into::into),
        at: place.map(|label| scribe.at(label.span)),
        related: related.map(|label| Related { at: scribe.at(label.span), message: label.message.as_str().into() }).collect(),
    }
}
