//! Page furniture at the end of the text, one anonymous block for each row of the ledger, for editors who want to see it.

use crate::model::{Ledger, Reason, Weave};
use crate::xml::emit::Emitter;

/// Writes `back`, if there is any furniture.
pub(super) fn write(xml: &mut Emitter, weave: &Weave<'_>) {
    let mut rows = Ledger::of(weave).rows;
    rows.retain(|row| row.reason == Reason::Furniture);
    if rows.is_empty() {
        return;
    }
    xml.open("back").line().open("div").attribute("type", "page-furniture").line();
    for row in rows {
        xml.leaf("ab", &fit_for_xml(weave.transcript().source.slice(row.span()))).line();
    }
    xml.close().line().close().line();
}

/// The characters XML can carry unchanged (XML 1.0, sections 2.2 and 2.11).
fn fit_for_xml(text: &str) -> String {
    text.chars().filter(|&character| crate::model::is_fit_for_xml(character)).collect()
}
