//! What no decision expresses in an edition that was edited by hand.

use crate::diagnostic::codes;

codes! {
    /// Other words.
    WORDS = "annotate/edited-words":
        "The words of the edition were changed by hand.",
        "An edition keeps the words of its source; a decision says something about words and changes none.",
        "<p xml:id=\"p3\">The mill is open.</p>, where the source has closed",
        "correct the source and convert it again, or mark the misprint with a correction";
    /// Other header fields.
    HEADER = "annotate/edited-header":
        "The header of the edition was changed by hand.",
        "What stands there comes from the page and the command line; the next run would undo the change.",
        "<title>Another title</title>",
        "correct the source, or give the value on the command line or in teiscribe.toml";
    /// Other blocks.
    BLOCK = "annotate/edited-block":
        "A block of the edition was moved, removed or added by hand.",
        "Blocks are those of the source in its order.",
        "<p xml:id=\"p4\"> before <p xml:id=\"p3\">",
        "move the paragraph in the source";
    /// Other markup.
    MARKUP = "annotate/edited-markup":
        "Markup of the edition was changed by hand in a way that no decision expresses.",
        "The next run would undo the change.",
        "<emph>the mill</emph>",
        "undo the change, or keep the edited file as an edition of its own";
}
