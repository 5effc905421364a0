//! What readers report, by code.

use crate::diagnostic::Code;

/// All of them, for `explain`.
pub const CODES: &[&Code] = &[
    &EMPTY,
    &NO_TRANSCRIPT,
    &NOT_A_DOCUMENT,
    &UNPLACED,
    &DATES_DIFFER,
    &IMPOSSIBLE_PUBLICATION,
    &UNKNOWN_SPEAKER,
    &GUESSED_SPEAKER,
    &NOT_LISTED,
    &NOTE_WITHOUT_PARTNER,
    &IMPOSSIBLE_TIME,
    &TIME_RUNS_BACK,
    &ODD_CHARACTERS,
];

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

/// A page that is no transcript.
pub static NOT_A_DOCUMENT: Code = Code {
    id: "read/not-a-document",
    what: "The source is no transcript of a conversation.",
    why: "A list of search results, the noise of a failed text recognition or binary data would come out as an edition of something nobody said.",
    example: "Record of a Talk\nMay 3, 1956\nThe two sides discuss trade.\n\nNote on a Visit\nJune 4, 1956\n…",
    remedy: "Open the document itself and save its text.",
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

/// A speaker's label nobody can resolve.
pub static UNKNOWN_SPEAKER: Code = Code {
    id: "read/unknown-speaker",
    what: "A speaker's label that names nobody who can be told apart.",
    why: "The turn is attributed to the unknown voice.",
    example: "Voice: Right!",
    remedy: "Say who it is in the decisions file, if you know.",
};

/// A label that is taken for somebody.
pub static GUESSED_SPEAKER: Code = Code {
    id: "read/guessed-speaker",
    what: "A speaker's label that is not printed as a name of whom it is taken for.",
    why: "The turns stand under a person whom only initials name.",
    example: "Present: Ann Mason. … AM: I agree.",
    remedy: "Confirm or change the speaker of the turn in the decisions file.",
};

/// A speaker who is not in the list of those present.
pub static NOT_LISTED: Code = Code {
    id: "read/speaker-not-listed",
    what: "A speaker who is not in the list of those present.",
    why: "The list is incomplete, or the label is misprinted.",
    example: "Present: Adams, Brown. … COOPER. I agree.",
    remedy: "Compare the label with the list.",
};

/// A note mark without note, or the other way round.
pub static NOTE_WITHOUT_PARTNER: Code = Code {
    id: "read/note-without-partner",
    what: "A note without its mark in the text, or a mark without its note.",
    why: "They cannot be linked.",
    example: "the Conversation3 … (no note 3)",
    remedy: "Look for the mark or the note in the original.",
};

/// A time code that no recording has.
pub static IMPOSSIBLE_TIME: Code = Code {
    id: "read/impossible-time",
    what: "A time code that cannot be: a minute has no 75 seconds, and nothing ends before it begins.",
    why: "The code is misprinted; the turn is kept without a time, and the code as printed.",
    example: "[00:01:75] SMITH: I do not recall.",
    remedy: "Listen to the recording, and correct the code.",
};

/// A time code that is earlier than the one before it.
pub static TIME_RUNS_BACK: Code = Code {
    id: "read/time-runs-back",
    what: "A time code earlier than the one before it.",
    why: "A digit is misprinted, or a second recording begins; the turns keep the order of the text.",
    example: "[00:00:15] SMITH: In London. [00:00:12] INTERVIEWER: And then?",
    remedy: "Listen to the recording; if a second one begins, edit the two as two transcripts.",
};

/// Characters an editor should know of.
pub static ODD_CHARACTERS: Code = Code {
    id: "read/odd-characters",
    what: "Characters that look like others or cannot be seen.",
    why: "They are kept as they are; searches and comparisons will stumble over them.",
    example: "a no-break space, a soft hyphen, an accent apart from its letter",
    remedy: "Decide once for the corpus whether they stay.",
};
