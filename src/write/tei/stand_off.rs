//! `standOff`: why a speaker is uncertain, in the author's own words.

use crate::model::{Mark, Piece, Weave};
use crate::xml::emit::Emitter;

/// Writes `standOff`, if the author doubts a speaker.
pub(super) fn write(xml: &mut Emitter, weave: &Weave<'_>) {
    let doubted: Vec<_> = weave.all_pieces().iter().filter_map(|piece| Some((piece, doubt(weave, piece)?))).collect();
    if doubted.is_empty() {
        return;
    }
    xml.open("standOff").line();
    for (piece, words) in doubted {
        xml.open("certainty").attribute("target", format!("#{}", piece.id)).attribute("match", "@who").attribute("locus", "value");
        xml.attribute("cert", "low").leaf("desc", words).close().line();
    }
    xml.close().line();
}

fn doubt<'t>(weave: &Weave<'t>, piece: &Piece<'_>) -> Option<&'t str> {
    match &piece.annotation.mark {
        Mark::Speech(speech) if piece.prev.is_none() => speech.doubt.map(|span| weave.transcript().source.slice(span)),
        _ => None,
    }
}
