//! The moments a transcript names, counted from the start of the recording: `timeline` with one `when` each.

use crate::model::{Mark, Weave};
use crate::xml::emit::Emitter;

use super::values::seconds;

/// Writes `timeline`, if the source gives times.
pub(super) fn write(xml: &mut Emitter, weave: &Weave<'_>) {
    let turns = weave.transcript().turns.iter().filter_map(|turn| turn.times);
    let mut moments: Vec<u64> = turns.flat_map(|(start, end)| std::iter::once(start).chain(end)).collect();
    moments.extend(weave.all_pieces().iter().filter_map(|piece| match piece.annotation.mark {
        Mark::TimeCode(moment) => Some(moment),
        _ => None,
    }));
    if moments.is_empty() {
        return;
    }
    moments.push(0);
    moments.sort_unstable();
    moments.dedup();
    xml.open("timeline").attribute("unit", "s").attribute("origin", "#T0").line();
    for moment in moments {
        xml.open("when").attribute("xml:id", format!("T{moment}"));
        if moment > 0 {
            xml.attribute("interval", seconds(moment)).attribute("since", "#T0");
        }
        xml.close().line();
    }
    xml.close().line();
}

/// The pointer to a moment.
pub(super) fn pointer(moment: u64) -> String {
    format!("#T{moment}")
}
