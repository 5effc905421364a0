//! What can be wrong with pinned schemas.

use crate::diagnostic::codes;

codes! {
    /// The lock file is no TOML.
    SYNTAX = "lock/syntax":
        "The file of pinned schemas is no TOML.",
        "Nothing in it can be relied on, so no document is judged.",
        "[[schema]\nfile = \"schemas/tei.rng\"",
        "Restore the file (`git checkout teiscribe.lock`), or mend the place.";
    /// A key that does not exist.
    UNKNOWN_KEY = "lock/unknown-key":
        "The file of pinned schemas has no such key.",
        "It would be passed over without a word; usually the name is misspelt.",
        "sha265 = \"9f86…\"",
        "Correct the name; `teiscribe schema lock` writes the file.";
    /// A value that the key does not take.
    VALUE = "lock/value":
        "A key of the file of pinned schemas has a value that it does not take, or is missing.",
        "The schema would not be pinned.",
        "sha256 = \"none\"",
        "Let `teiscribe schema lock` write the entry.";
    /// Two entries for one address or file.
    TWICE = "lock/twice":
        "Two entries pin one address, or one file.",
        "Nobody can say which of the two counts; usually a merge kept both sides.",
        "two [[schema]] with the same url",
        "Delete one of the two.";
    /// A path that leads out of the repository.
    OUTSIDE = "lock/outside":
        "A pinned file lies outside the repository.",
        "Whoever checks the repository out has no such file, or another.",
        "file = \"../../schemas/tei.rng\"",
        "Copy the schema into the repository and pin the copy.";
    /// A copy that is not there.
    MISSING = "lock/missing":
        "The copy of a pinned schema is not there.",
        "Documents that name the schema cannot be judged.",
        "file = \"schemas/tei.rng\", and no such file",
        "Restore the file, or fetch it again with `teiscribe schema lock URL --fetch`.";
    /// A copy that is another text.
    CHANGED = "lock/changed":
        "The copy of a pinned schema is not the text that was pinned.",
        "Documents would be judged by something else than what the editors agreed on.",
        "sha256 = \"9f86…\", and the file has 3c5a…",
        "Restore the file, or pin the new text with `teiscribe schema lock … --update`.";
    /// A version other than the one written down.
    VERSION = "lock/version":
        "A pinned schema states another version than the lock file does.",
        "The lock file misleads its readers.",
        "version = \"4.9.0\", and the schema says 4.12.0",
        "Pin it anew with `teiscribe schema lock … --update`.";
    /// A part that nothing refers to.
    UNUSED = "lock/unused-part":
        "No pinned schema refers to a file that is pinned as a part of one.",
        "It is a remainder of an earlier version.",
        "part = true",
        "Delete the entry, and the file if nothing else uses it.";
    /// A text that is no schema.
    NO_SCHEMA = "lock/no-schema":
        "A file that is to be pinned is neither RELAX NG nor Schematron.",
        "No document can be judged by it.",
        "the page that a server shows instead of a schema",
        "Give the address of the schema itself, a file .rng, .rnc or .sch.";
}
