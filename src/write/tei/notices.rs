//! What a TEI edition cannot hold: marks that TEI admits nowhere at their place.

use crate::diagnostic::{Code, Diagnostic};
use crate::write::Edition;

static LEFT_OUT: Code = Code {
    id: "tei/left-out",
    what: "Something found in the text has no element in the edition, because TEI admits none at its place.",
    why: "The characters stand; what was said about them does not.",
    example: "a date inside a page mark",
    remedy: "Look at the place, and mark it by hand if it matters.",
};

/// Codes of this writer.
pub const CODES: &[&Code] = &[&LEFT_OUT];

/// One finding for each mark that the edition leaves out, in text order.
pub(super) fn notices(edition: &Edition<'_>) -> Vec<Diagnostic> {
    let source = &edition.weave.transcript().source;
    let mut left_out: Vec<_> = edition.weave.left_out().collect();
    left_out.sort_by_key(|annotation| annotation.span);
    left_out
        .into_iter()
        .map(|annotation| {
            let rule = annotation.rule.as_ref().map_or("an editor's decision", |rule| &*rule.what);
            Diagnostic::warning(&LEFT_OUT, format!("TEI admits no element here for what was found ({rule})"))
                .at(source, annotation.span)
                .help(LEFT_OUT.remedy)
        })
        .collect()
}
