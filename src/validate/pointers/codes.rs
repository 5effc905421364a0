//! What can be wrong with ids and pointers.

use crate::diagnostic::Code;

/// All codes of this check, in the order of their ids.
pub const CODES: &[&Code] = &[&DANGLING, &DUPLICATE_ID, &MISSING_HASH, &NOT_A_SPEAKER, &NOT_CHECKED, &NOT_RECIPROCAL];

/// A pointer at an id that nothing has.
pub static DANGLING: Code = Code {
    id: "pointers/dangling",
    what: "A pointer names an id that no element of the document, or of the other file it leads into, has.",
    why: "Whoever follows it finds nothing; the statement it makes is lost.",
    example: "<said who=\"#tito\"> where nobody has xml:id=\"tito\"",
    remedy: "Correct the pointer, or give the element it means that xml:id.",
};

/// An id given twice.
pub static DUPLICATE_ID: Code = Code {
    id: "pointers/duplicate-id",
    what: "Two elements have the same xml:id.",
    why: "A pointer at it has two meanings, and a citation of it two places.",
    example: "<p xml:id=\"p1\"/> … <p xml:id=\"p1\"/>",
    remedy: "Give one of the two another id, and correct the pointers that mean it.",
};

/// An id where a pointer is wanted.
pub static MISSING_HASH: Code = Code {
    id: "pointers/missing-hash",
    what: "A pointer is written as a bare id, without `#`.",
    why: "Without `#` it is the address of another file.",
    example: "<sp who=\"tito\">",
    remedy: "Put `#` before the id.",
};

/// A speaker who is nobody.
pub static NOT_A_SPEAKER: Code = Code {
    id: "pointers/not-a-speaker",
    what: "`who` or `toWhom` points at something that declares nobody.",
    why: "A speech must be ascribed to a person, a group, an organisation or a role.",
    example: "<said who=\"#p3\"> where p3 is a paragraph",
    remedy: "Point at a `person`, `personGrp`, `org` or `role`.",
};

/// A target outside the document.
pub static NOT_CHECKED: Code = Code {
    id: "pointers/not-checked",
    what: "A pointer leads into another file that cannot be had or is no XML.",
    why: "Whether the target is there is not known.",
    example: "<persName ref=\"people.xml#tito\"> where there is no people.xml",
    remedy: "Put the file where the pointer says. In a document with xml:base, and in one from standard input, no other file is looked for.",
};

/// `next` and `prev` that disagree.
pub static NOT_RECIPROCAL: Code = Code {
    id: "pointers/not-reciprocal",
    what: "`next` of one part and `prev` of the other do not point at each other.",
    why: "Read forwards and backwards, the parts are not the same whole.",
    example: "<said xml:id=\"s1\" next=\"#s2\"> … <said xml:id=\"s2\" prev=\"#s9\">",
    remedy: "Make each part point at the other.",
};
