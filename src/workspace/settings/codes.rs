//! What can be wrong with settings.

use crate::diagnostic::codes;

codes! {
    /// The file cannot be read.
    UNREADABLE = "config/unreadable":
        "The file of settings cannot be read.",
        "The run would follow other settings than those asked for, so it is not made.",
        "teiscribe validate --config nowhere.toml editions",
        "Name a file that is there, or make one with `teiscribe init`.";
    /// It is no TOML.
    SYNTAX = "config/syntax":
        "The file of settings is no TOML.",
        "Nothing in it can be relied on, so the run is not made.",
        "[validate\nschema = \"tei.rnc\"",
        "Mend the place; https://toml.io says what TOML is.";
    /// A key or a section that does not exist.
    UNKNOWN_KEY = "config/unknown-key":
        "The settings have no such key, or no such section.",
        "It would be passed over without a word, and the run would not follow it; usually the name is misspelt.",
        "[validate]\nshcema = \"tei.rnc\"",
        "Correct the name, or delete the line; `teiscribe --show-settings` lists all keys.";
    /// A value that the key does not take.
    VALUE = "config/value":
        "A setting has a value that it does not take.",
        "The run could not follow it.",
        "[report]\nformat = \"humna\"",
        "Write a value that the message names.";
}
