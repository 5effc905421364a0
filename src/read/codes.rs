//! What readers report, by code.

use crate::diagnostic::Code;

/// All of them, for `explain`.
pub const CODES: &[&Code] = &[&EMPTY, &NO_TRANSCRIPT, &UNPLACED, &DATES_DIFFER, &IMPOSSIBLE_PUBLICATION];

/// Nothing to read.
pub static EMPTY: Code = Code {
    id: "read/empty",
    what: "The source holds nothing but blanks.",
    why: "An edition of nothing would be valid and say nothing; the file was probably not saved, or is the wrong one.",
    example: "a file of 0 bytes",
    remedy: "Give the file that holds the transcript.",
};

/// JSON that is no parsed transcript.
pub static NO_TRANSCRIPT: Code = Code {
    id: "read/no-transcript",
    what: "The file is JSON, and does not say that it is a parsed transcript.",
    why: "JSON is data: read as the page of a document, its keys and brackets would become text of the edition.",
    example: "{\"turns\": [{\"text\": \"Yes.\"}]}",
    remedy: "Add \"format\": \"teiscribe-transcript/1.0\" and follow its schema; or give the text itself.",
};

/// Something on the page nobody can place.
pub static UNPLACED: Code = Code {
    id: "read/unplaced",
    what: "A line of the page around the document could not be placed.",
    why: "It is kept as a field of the header, but the edition does not say what it means.",
    example: "Record ID\n12345\nJohn Doe",
    remedy: "Look at the line; say what it is in the header of the edition.",
};

/// Two dates for one document.
pub static DATES_DIFFER: Code = Code {
    id: "read/dates-differ",
    what: "The page prints two different dates for the document.",
    why: "One of them is wrong, or they date different things.",
    example: "October 6, 1956 … 8 October 1956",
    remedy: "Check the original; the date line inside the document is taken.",
};

/// A publication dated before the document.
pub static IMPOSSIBLE_PUBLICATION: Code = Code {
    id: "read/impossible-publication-date",
    what: "A date that cannot date the publication.",
    why: "Nothing is published before it is written, and a bound that lies before the document's own date says nothing.",
    example: "Published in \"Journal\" no earlier than 24 September 1956. (The document is of 6 October 1956.)",
    remedy: "Find the issue; the words stay as printed, marked as doubtful.",
};
