//! Who is named only in a credit ("Translated by …") and takes no part in what the document tells.

use std::collections::BTreeSet;

use super::Transcript;
use super::annotation::Mark;
use super::register::EntityId;

/// Translators and holders whom the text itself never names.
pub fn only_credited(transcript: &Transcript) -> BTreeSet<EntityId> {
    let header = &transcript.header;
    let mut credited: BTreeSet<EntityId> = header.translators.iter().chain(&header.holders).filter_map(|(_, id)| *id).collect();
    if credited.is_empty() {
        return credited;
    }
    for (_, id) in header.authors.iter().chain(&header.addressees) {
        id.map(|id| credited.remove(&id));
    }
    for setting in &header.settings {
        for id in setting.place.iter().chain(&setting.attendees) {
            credited.remove(id);
        }
    }
    for id in transcript.turns.iter().flat_map(|turn| &turn.who) {
        credited.remove(id);
    }
    for annotation in &transcript.annotations {
        match &annotation.mark {
            Mark::Name(name) | Mark::Reference(name) => {
                name.entity.map(|id| credited.remove(&id));
            }
            Mark::Speech(speech) => speech.who.iter().chain(&speech.to).for_each(|id| {
                credited.remove(id);
            }),
            _ => {}
        }
    }
    credited
}
