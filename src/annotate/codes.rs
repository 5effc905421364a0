//! What passes report about a text: one code for each question only an editor can settle.

use crate::diagnostic::Code;

/// All codes of this stage, in the order of their ids.
pub const CODES: &[&Code] = &[
    &AMBIGUOUS_DATE,
    &super::names::AMBIGUOUS_NAME,
    &super::authority::AUTHORITY_ID,
    &super::authority::AUTHORITY_IRI,
    &super::authority::AUTHORITY_SYNTAX,
    &super::presence::COUNT_OF_PEOPLE,
    &DATE_AFTER_DOCUMENT,
    &super::speech::DOUBTFUL_SPEAKER,
    &super::speech::GUESSED_SPEAKER,
    &IMPOSSIBLE_DATE,
    &INFERRED_YEAR,
    &LIKELY_MISPRINT,
    &MIXED_QUOTATION_MARKS,
    &super::speech::SPEAKER_NOT_PRESENT,
    &STRAY_BRACKET,
    &UNBALANCED_QUOTATION,
    &UNCLOSED_BRACKET,
    &UNKNOWN_BRACKET,
    &super::speech::UNKNOWN_NARRATOR,
    &super::speech::UNRESOLVED_SPEAKER,
    &WEEKDAY_MISMATCH,
];

/// Day and month cannot be told apart.
pub static AMBIGUOUS_DATE: Code = Code {
    id: "annotate/ambiguous-date",
    what: "A date in figures can be read with the day first or with the month first.",
    why: "The two readings lie months apart, and nothing in the figures decides.",
    example: "10/6/1956",
    remedy: "decide the date in the decisions file",
};

/// A date after the document's own, where the text speaks of the past.
pub static DATE_AFTER_DOCUMENT: Code = Code {
    id: "annotate/date-after-document",
    what: "The text speaks of something past, and the date it gives lies after the date of the document.",
    why: "One of the two dates is a misprint, or the document was dated before it was finished.",
    example: "a note of 6 October 1956: He was received on 12 November 1956.",
    remedy: "compare both dates with the original",
};

/// A day the calendar lacks.
pub static IMPOSSIBLE_DATE: Code = Code {
    id: "annotate/impossible-date",
    what: "The calendar has no such day.",
    why: "A misprint stands in the date; an edition must not give it a value.",
    example: "30 February 1956",
    remedy: "compare the date with the original; the edition keeps it as printed, without a value",
};

/// A year that is not printed.
pub static INFERRED_YEAR: Code = Code {
    id: "annotate/inferred-year",
    what: "The year of a date is not printed and is not sure.",
    why: "It is the one that brings the date nearest to the document's own, which is weeks or months away.",
    example: "a note of 6 October 1956: He was received on 12 May.",
    remedy: "confirm or change the date in the decisions file",
};

/// A word in which two letters may have changed places.
pub static LIKELY_MISPRINT: Code = Code {
    id: "annotate/likely-misprint",
    what: "A word stands once in the document and differs in one slip from a frequent one.",
    why: "It is probably misprinted; whether the edition corrects it is for the editor to say.",
    example: "confrence, where conference stands twelve times",
    remedy: "confirm or reject the correction in the decisions file",
};

/// Straight and curly quotation marks in one document.
pub static MIXED_QUOTATION_MARKS: Code = Code {
    id: "annotate/mixed-quotation-marks",
    what: "A quotation opens with a mark of one style and closes with one of another.",
    why: "The marks are kept as printed, but mixed styles are often traces of different hands.",
    example: "“the mill is closed\"",
    remedy: "nothing needs to be done; look whether the quotation ends where the edition says",
};

/// A bracket that closes what was never opened.
pub static STRAY_BRACKET: Code = Code {
    id: "annotate/stray-bracket",
    what: "A bracket closes that was never opened.",
    why: "Something may be missing before it, and the insertion it ends cannot be marked.",
    example: "the mill is closed].",
    remedy: "compare the place with the original",
};

/// Quotation marks that do not pair.
pub static UNBALANCED_QUOTATION: Code = Code {
    id: "annotate/unbalanced-quotation",
    what: "A quotation mark has no partner.",
    why: "Where the quotation begins or ends decides whose words they are.",
    example: "He said: “The mill is closed.",
    remedy: "mark the quotation in the decisions file, or correct the source",
};

/// A bracket that never closes.
pub static UNCLOSED_BRACKET: Code = Code {
    id: "annotate/unclosed-bracket",
    what: "A bracket opens and never closes, or a parenthesis does not close in its paragraph.",
    why: "Where the insertion ends is unknown, so nothing of it is marked.",
    example: "the mill [wind is closed.",
    remedy: "compare the place with the original",
};

/// A bracket whose function nobody can place.
pub static UNKNOWN_BRACKET: Code = Code {
    id: "annotate/unknown-bracket",
    what: "The function of a bracketed insertion is not recognised.",
    why: "A translation, a supplied word and an editor's remark are encoded differently; the edition says that it does not know.",
    example: "the mill [Blue Danube] is closed",
    remedy: "name its function in the decisions file",
};

/// A day of the week that is not the date's.
pub static WEEKDAY_MISMATCH: Code = Code {
    id: "annotate/weekday-mismatch",
    what: "The day of the week does not belong to the date.",
    why: "One of the two is wrong.",
    example: "Monday, 26 September 1956, a Wednesday",
    remedy: "compare the date with the original",
};
