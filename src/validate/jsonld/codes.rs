//! What can be wrong with JSON-LD beyond its JSON Schema.

use crate::diagnostic::Code;

/// All codes of this check, in the order of their ids.
pub const CODES: &[&Code] = &[
    &ANOTHER_CONTEXT,
    &ANOTHER_SOURCE,
    &DANGLING_REFERENCE,
    &DUPLICATE_ID,
    &OFFSET,
    &POSITION,
    &QUOTE_CONTEXT,
    &RDF,
    &STRETCH,
    &TEXT,
    &UNKNOWN_PROFILE,
    &WRONG_REFERENCE,
];

/// The document is in no profile we know.
pub static UNKNOWN_PROFILE: Code = Code {
    id: "jsonld/unknown-profile",
    what: "The context is neither that of the full nor that of the web profile.",
    why: "Which schema holds for the document cannot be known.",
    example: "\"@context\": \"https://example.org/context\"",
    remedy: "Use the context list of the full profile, or \"https://schema.org\".",
};

/// The context is not the frozen one.
pub static ANOTHER_CONTEXT: Code = Code {
    id: "jsonld/another-context",
    what: "The context differs from the frozen context of the format.",
    why: "The same keys would mean something else, or nothing, to a program that reads the file as linked data.",
    example: "\"speakerLabel\": \"schema:name\"",
    remedy: "Put back the context of schemas/jsonld/context.jsonld (teiscribe schema show jsonld/context.jsonld).",
};

/// A pointer leads nowhere.
pub static DANGLING_REFERENCE: Code = Code {
    id: "jsonld/dangling-reference",
    what: "A pointer names something that the document does not describe.",
    why: "A speaker whom nobody describes has no name.",
    example: "\"spokenByCharacter\": \"https://example.org/talk#andres\"",
    remedy: "Correct the address, or describe what it means.",
};

/// A pointer leads to something of the wrong class.
pub static WRONG_REFERENCE: Code = Code {
    id: "jsonld/wrong-reference",
    what: "A pointer names something of a class that cannot stand here.",
    why: "A place speaks no words, and a person is no meeting.",
    example: "\"spokenByCharacter\": \"https://example.org/talk#belgrade\"",
    remedy: "Point at what is meant.",
};

/// An address is given to two things.
pub static DUPLICATE_ID: Code = Code {
    id: "jsonld/duplicate-id",
    what: "Two things have the same address.",
    why: "Linked data takes them for one thing, with the names and words of both.",
    example: "two people called \"https://example.org/talk#ana\"",
    remedy: "Give one of them another address, here and in the TEI.",
};

/// Positions do not count from 1.
pub static POSITION: Code = Code {
    id: "jsonld/position",
    what: "The positions of the parts do not count 1, 2, 3 in the order of the list, or a part stands before the one around it.",
    why: "In linked data the list has no order of its own: only the position keeps it.",
    example: "\"position\": 5 on the fourth part",
    remedy: "Number the parts in reading order, each before those inside it.",
};

/// A selector contradicts itself.
pub static STRETCH: Code = Code {
    id: "jsonld/stretch",
    what: "A stretch is empty, or its selectors differ in length.",
    why: "At least one of them points at other words.",
    example: "\"start\": 10, \"end\": 14 beside \"exact\": \"Tito\" and \"start\": 12, \"end\": 17",
    remedy: "Let the tool write the anchors again.",
};

/// The words are not those of the anchor.
pub static TEXT: Code = Code {
    id: "jsonld/text",
    what: "The text of a part is not what its anchor quotes.",
    why: "The words that are published would not be those of the source.",
    example: "\"text\": \"We go.\" beside \"exact\": \"We went.\"",
    remedy: "Take over the words of the source.",
};

/// The digest is that of another file.
pub static ANOTHER_SOURCE: Code = Code {
    id: "jsonld/another-source",
    what: "The source at hand is not the file whose digest or size the document states.",
    why: "Places in one text say nothing about another; they were not compared.",
    example: "\"sha256\": \"f210…\" for a file that was edited since",
    remedy: "Give the file the document was made from, or convert again.",
};

/// A place holds other words than the quote.
pub static OFFSET: Code = Code {
    id: "jsonld/offset",
    what: "At the place a selector gives, the source has other characters than the quote.",
    why: "Who follows the place reads the wrong words.",
    example: "\"start\": 35 where the words begin at code point 34",
    remedy: "Let the tool write the anchors again. Positions count Unicode code points, data positions bytes of the file.",
};

/// The surroundings of a quote are not those of the source.
pub static QUOTE_CONTEXT: Code = Code {
    id: "jsonld/quote-context",
    what: "What stands before or behind the words in the source is not what the quote says.",
    why: "Programs find a moved quote by its surroundings.",
    example: "\"prefix\": \"Ana said: \" where the source has \"Ana asked: \"",
    remedy: "Let the tool write the anchors again.",
};

/// No linked data.
pub static RDF: Code = Code {
    id: "jsonld/rdf",
    what: "A JSON-LD processor cannot read the file, or loses a part of it.",
    why: "What it loses is in no catalogue.",
    example: "\"@id\": \"https://example.org/a talk\", which is no IRI",
    remedy: "See what the message names.",
};
