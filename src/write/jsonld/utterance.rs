//! The parts of the document as nodes: who says what to whom, directly or not, and where it stands.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{Certainty, Mode, Weave};
use crate::source::{Offsets, Span};

use super::anchor::Anchor;
use super::parts::{Kind, Part, parts};
use super::scope::Scope;
use super::value::{Iri, Many, Ref, Types};

/// An utterance, or a note of gesture or noise.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Utterance<'a> {
    #[serde(rename = "@id")]
    id: Iri<'a>,
    #[serde(rename = "@type")]
    types: Types,
    additional_type: &'static str,
    position: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Ref<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    spoken_by_character: Many<Ref<'a>>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    speaker_label: Many<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker_certainty: Option<&'static str>,
    #[serde(skip_serializing_if = "Many::is_empty")]
    recipient: Many<Ref<'a>>,
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_at: Option<Ref<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<Anchor<'a>>,
}

impl<'a> Scope<'a> {
    /// All utterances in order, numbered from 1.
    pub(super) fn utterances(&self, weave: &'a Weave<'_>) -> Vec<Utterance<'a>> {
        let offsets = Offsets::new(&self.transcript.source);
        let parts = parts(weave);
        let mut utterances: Vec<Utterance<'a>> = Vec::with_capacity(parts.len());
        let mut ids: Vec<Option<Iri<'a>>> = Vec::with_capacity(parts.len());
        for part in &parts {
            let (text, spans) = part.reading(self.transcript.source.text());
            if spans.is_empty() {
                ids.push(None);
                continue;
            }
            let outer = part.outer.and_then(|outer| ids[outer].clone());
            let utterance = self.utterance(part, outer, utterances.len() + 1, text, &spans, &offsets);
            ids.push(Some(utterance.id.clone()));
            utterances.push(utterance);
        }
        utterances
    }

    fn utterance(
        &self,
        part: &Part<'a>,
        outer: Option<Iri<'a>>,
        position: usize,
        text: Cow<'a, str>,
        spans: &[Span],
        offsets: &Offsets<'_>,
    ) -> Utterance<'a> {
        let id = self.iri(part.id.clone());
        let source = &self.transcript.source;
        let recipient = self.actors(&part.to);
        Utterance {
            types: types(part.kind, !recipient.is_empty()),
            additional_type: self.additional_type(part.kind),
            position,
            spoken_by_character: self.actors(&part.who),
            speaker_label: part.labels.iter().filter(|_| self.is_full()).map(|&label| source.slice(label)).collect(),
            speaker_certainty: part.certainty.filter(|&certainty| self.is_full() && certainty != Certainty::Unknown).map(Certainty::name),
            recipient,
            text,
            // What is told inside other words was said at another time.
            recorded_at: if outer.is_none() { self.meeting_at(spans[0].start) } else { None },
            is_part_of: outer.map(|outer| self.pointer(outer)),
            anchor: self.is_full().then(|| self.anchor(&id, spans, offsets)),
            id,
        }
    }

    fn additional_type(&self, kind: Kind) -> &'static str {
        match (kind, self.is_full()) {
            (Kind::Words(Mode::Direct), true) => "DirectSpeech",
            (Kind::Words(Mode::Direct), false) => "https://w3id.org/teiscribe#DirectSpeech",
            (Kind::Words(Mode::Indirect), true) => "IndirectSpeech",
            (Kind::Words(Mode::Indirect), false) => "https://w3id.org/teiscribe#IndirectSpeech",
            (Kind::Stage, true) => "StageDirection",
            (Kind::Stage, false) => "https://w3id.org/teiscribe#StageDirection",
        }
    }
}

const fn types(kind: Kind, addressed: bool) -> Types {
    Types(match (kind, addressed) {
        (Kind::Words(_), false) => &["Quotation"],
        (Kind::Words(_), true) => &["Quotation", "Message"],
        (Kind::Stage, _) => &["CreativeWork"],
    })
}
