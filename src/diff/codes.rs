//! What can be wrong with a comparison.

use crate::diagnostic::codes;

codes! {
    /// Two documents of different kinds.
    KINDS_DIFFER = "diff/kinds-differ": "One document is XML and the other is JSON.", "Nothing in one can be paired with anything in the other.",
        "teiscribe diff talk.xml talk.jsonld", "Compare two documents of one format.";
    /// A document that is neither XML nor JSON.
    UNKNOWN_FORMAT = "diff/unknown-format": "A document is neither XML nor JSON.", "Only these two are compared by what they mean.",
        "teiscribe diff old.txt new.txt", "Convert the transcripts and compare their editions.";
    /// An edit script that is none.
    SCRIPT = "diff/script": "A file is no edit script of `teiscribe diff --format json`.", "Nothing can be applied.",
        "{\"edits\": 3}", "Make the script again: `teiscribe diff OLD NEW --format json`.";
    /// An edit script made for another document.
    STALE_SCRIPT = "diff/stale-script": "An edit script was made for another document than the one it is applied to.",
        "Its places would be wrong, and the result would be no document that anybody has seen.", "the document was changed after the script was made",
        "Make the script again from the present document.";
}
