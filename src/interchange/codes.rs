//! What can be wrong with a parsed transcript beyond its schema.

use crate::diagnostic::{CARRIED, Code};

/// All codes of this stage, in the order of their ids.
pub const CODES: &[&Code] = &[&BLOCKS, &CARRIED, &DATE, &DIGEST, &ID, &OFFSET, &REFERENCE, &TIME, &TURNS, &WORDS];

/// Blocks that overlap, or leave out text.
pub static BLOCKS: Code = Code {
    id: "json/blocks",
    what: "The blocks of a transcript overlap, are out of order, begin or end with a blank, or leave out characters of the text.",
    why: "Blocks partition the text; a character in no block, or in two, would be lost or doubled in the edition.",
    example: "{\"text\": \"One. Two.\", \"blocks\": [{\"kind\": \"paragraph\", \"at\": [0, 4]}]}",
    remedy: "Cover the text with blocks in its order; what does not belong to the document is a block of the kind furniture.",
};

/// A date that does not exist, or a period that ends before it begins.
pub static DATE: Code = Code {
    id: "json/date",
    what: "A date is not in the calendar, or a period ends before it begins.",
    why: "TEI and JSON-LD admit only dates that exist.",
    example: "{\"when\": \"1956-02-30\"}",
    remedy: "Correct the date, or give only what is known: the month or the year.",
};

/// A text that is not the one its digest names.
pub static DIGEST: Code = Code {
    id: "json/digest",
    what: "The text, in its encoding, does not have the SHA-256 that stands beside it.",
    why: "It was changed since the transcript was written; its places may be wrong.",
    example: "{\"source\": {\"name\": \"note.txt\", \"sha256\": \"00…\"}}",
    remedy: "Restore the text; or, if it was meant to change, check all places and delete the digest.",
};

/// An id or name that cannot be used.
pub static ID: Code = Code {
    id: "json/id",
    what: "Two entries have one id, two without id one name, or an id is one that the edition itself uses.",
    why: "Ids become `xml:id` in TEI and fragments in JSON-LD, which must be unique.",
    example: "{\"participants\": [{\"name\": \"Holt\"}, {\"name\": \"Holt\"}]}",
    remedy: "Give each entry an id of its own; ids such as `p1`, `sp1`, `source` and `tei` are taken.",
};

/// A place that is not in the text.
pub static OFFSET: Code = Code {
    id: "json/offset",
    what: "A place reaches beyond the text, ends before it begins, or holds nothing.",
    why: "What is said of it would be said of other words, or of none.",
    example: "{\"text\": \"One.\", \"blocks\": [{\"kind\": \"paragraph\", \"at\": [0, 5]}]}",
    remedy: "Count Unicode code points from 0 (not bytes, not UTF-16 units); the end is exclusive.",
};

/// A reference to what is not declared.
pub static REFERENCE: Code = Code {
    id: "json/reference",
    what: "An id, name or number refers to nothing.",
    why: "The edition would point nowhere.",
    example: "{\"participants\": [{\"id\": \"holt\", \"name\": \"Mara Holt\"}], \"turns\": [{\"speaker\": \"hotl\", \"text\": \"Yes.\"}]}",
    remedy: "Correct the reference, or declare what it names.",
};

/// A turn that ends before it begins.
pub static TIME: Code = Code {
    id: "json/time",
    what: "A turn ends before it begins.",
    why: "A timeline cannot hold it.",
    example: "{\"start\": 12.4, \"end\": 11.9, \"text\": \"Yes.\"}",
    remedy: "Correct the times; both count from the beginning of the recording.",
};

/// A turn without words.
pub static TURNS: Code = Code {
    id: "json/turns",
    what: "A turn of a transcript with `text` has no block.",
    why: "It would not appear in the edition.",
    example: "{\"turns\": [{}], \"blocks\": [{\"kind\": \"paragraph\", \"at\": [0, 4]}]}, where no block has `turn`",
    remedy: "Give its blocks its number as `turn`, or delete it.",
};

/// Words that are only blanks.
pub static WORDS: Code = Code {
    id: "json/words",
    what: "A turn, label, heading or note holds only blanks.",
    why: "There is nothing to edit.",
    example: "{\"speaker\": \"holt\", \"text\": \"\\u0085\"}",
    remedy: "Write the words, or delete the entry.",
};
