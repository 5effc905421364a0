//! What can be found in JSON: the codes of its syntax and of JSON Schema.

use crate::diagnostic::Code;

/// All codes of this stage, in the order of their ids.
pub const CODES: &[&Code] = &[&DUPLICATE_KEY, &MISSING, &NOT_ALLOWED, &SCHEMA, &SYNTAX, &TOO_FEW, &TYPE, &UNKNOWN, &VALUE];

/// The text is no JSON.
pub static SYNTAX: Code = Code {
    id: "json/syntax",
    what: "The text is no JSON.",
    why: "Nothing behind the place can be read.",
    example: "{\"title\": \"A talk\",}",
    remedy: "Mend the place; RFC 8259 says what JSON is. A script does best to leave the writing to a JSON library.",
};

/// A key stands twice in one object.
pub static DUPLICATE_KEY: Code = Code {
    id: "json/duplicate-key",
    what: "A key stands twice in one object.",
    why: "One of the two values would be lost, and which one depends on the program that reads it.",
    example: "{\"title\": \"A talk\", \"title\": \"Another talk\"}",
    remedy: "Delete one of the two.",
};

/// A property that must be there is not.
pub static MISSING: Code = Code {
    id: "json/missing-property",
    what: "A property that must be there is missing.",
    why: "The document cannot be understood without it.",
    example: "{\"id\": \"ana\"}, where a participant must have a `name`",
    remedy: "Add the property.",
};

/// A property that does not exist.
pub static UNKNOWN: Code = Code {
    id: "json/unknown-property",
    what: "The format has no property of this name here.",
    why: "What it holds would be lost without a word; usually the name is misspelt.",
    example: "{\"nmae\": \"Ana Holt\"}",
    remedy: "Correct the name or delete the property.",
};

/// A value of the wrong type.
pub static TYPE: Code = Code {
    id: "json/type",
    what: "The value is of another type than the format asks for.",
    why: "It cannot be read.",
    example: "{\"turns\": \"none\"}, where a list is wanted",
    remedy: "Write a value of the type that the message names.",
};

/// A value that is not among those allowed.
pub static VALUE: Code = Code {
    id: "json/value",
    what: "The value is not one that the format allows here.",
    why: "It has no meaning in the format.",
    example: "{\"genre\": \"intervew\"}",
    remedy: "Write one of the values, or in the form, that the message names.",
};

/// A list or text with too little in it.
pub static TOO_FEW: Code = Code {
    id: "json/length",
    what: "A list, an object or a text holds less or more than the format allows.",
    why: "An empty list of turns is no transcript; a place has exactly a start and an end.",
    example: "{\"at\": [12]}",
    remedy: "Complete it, or shorten it, as the message says.",
};

/// A property that may not stand together with another.
pub static NOT_ALLOWED: Code = Code {
    id: "json/not-allowed",
    what: "Something may not stand here together with what stands beside it.",
    why: "The two contradict each other.",
    example: "{\"turns\": […], \"blocks\": […]}",
    remedy: "Delete one of the two.",
};

/// Any other rule of a JSON Schema that is broken.
pub static SCHEMA: Code = Code {
    id: "json/schema",
    what: "The value breaks a rule of the JSON Schema.",
    why: "The document is not valid.",
    example: "{\"count\": 3}, where a multiple of 2 is wanted",
    remedy: "See the rule that the message names.",
};
