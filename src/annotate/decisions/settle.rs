//! Queries that a decision answers: an unknown bracket whose function the editor names is no question any more.

use crate::model::{Mark, Transcript};
use crate::source::Span;

use super::Kind;

/// The queries that a decision about one kind answers.
const ANSWERS: &[(Kind, &[&str])] = &[
    (Kind::Speech, &["annotate/doubtful-speaker", "annotate/guessed-speaker", "annotate/speaker-not-present", "annotate/unresolved-speaker"]),
    (Kind::Turn, &["read/guessed-speaker", "read/unknown-speaker", "read/speaker-not-listed"]),
    (Kind::Name, &["annotate/ambiguous-name"]),
    (
        Kind::Date,
        &[
            "annotate/ambiguous-date",
            "annotate/date-after-document",
            "annotate/impossible-date",
            "annotate/inferred-year",
            "annotate/weekday-mismatch",
        ],
    ),
    (Kind::Bracket, &["annotate/unknown-bracket"]),
    (Kind::Quotation, &["annotate/unbalanced-quotation", "annotate/mixed-quotation-marks"]),
    (Kind::Correction, &["annotate/likely-misprint"]),
];

/// The stretches about which a decision answers questions: the words, and the phrases that introduce them.
pub(super) fn stretches(span: Span, mark: Option<&Mark>) -> Vec<Span> {
    let mut stretches = vec![span];
    if let Some(Mark::Speech(speech)) = mark {
        stretches.extend(&speech.attribution);
        stretches.extend(speech.doubt);
    }
    stretches
}

/// Takes away the queries about `decided`.
pub(super) fn settle(transcript: &mut Transcript, decided: &[(Kind, Vec<Span>)]) {
    let name = transcript.source.shared_name();
    for (kind, codes) in ANSWERS {
        let mut spans: Vec<Span> = decided.iter().filter(|(of, _)| of == kind).flat_map(|(_, spans)| spans.iter().copied()).collect();
        spans.sort_unstable();
        transcript.queries.retain(|query| {
            let place = query.place.as_ref().filter(|place| place.path == name && codes.contains(&query.code.id));
            !place.is_some_and(|place| meets(&spans, place.span))
        });
    }
}

/// Whether one of the sorted `spans` shares characters with `place`.
fn meets(spans: &[Span], place: Span) -> bool {
    spans[..spans.partition_point(|span| span.start < place.end)].iter().any(|span| span.overlaps(place))
}
