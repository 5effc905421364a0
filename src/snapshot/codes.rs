//! What can be found about the locked outputs of a corpus.

use crate::diagnostic::codes;

codes! {
    /// An output is not what was accepted.
    CHANGED = "snapshot/changed":
        "An output is no longer what was accepted.",
        "A rule, a schema, a setting or the source has changed what readers will see.",
        "changed   src/talk.txt  tei.xml\n    ~ text       p#p4  …the [-bread-]{+grain+}",
        "Look at it with `teiscribe snapshot review`; accept it, or mend what caused it.";
    /// An output was never accepted.
    MISSING = "snapshot/missing":
        "An output was never accepted.",
        "Nothing says yet that it is what it should be, so no later change can be seen.",
        "missing   src/new-talk.txt  tei.xml",
        "Look at it with `teiscribe snapshot review` and accept it; commit the accepted file.";
    /// An accepted output that nothing makes any more.
    OBSOLETE = "snapshot/obsolete":
        "An accepted output belongs to no source of the corpus, or is no longer asked for.",
        "A source was deleted, renamed or left out by the patterns; the file would stay and mislead.",
        "obsolete  src/old-talk.txt  tei.xml",
        "Delete it with `teiscribe snapshot prune`, or bring the source back.";
    /// Only the form is another.
    FORM = "snapshot/form":
        "An accepted file says the same in another form: order of attributes, indentation.",
        "Nothing an edition says has changed; but a comparison of bytes, such as git's, will show the file.",
        "form changed  src/talk.txt  tei.xml",
        "Nothing need be done; `teiscribe snapshot accept --kind form` brings the file into its usual form.";
    /// An accepted file cannot be read as what it should be.
    DAMAGED = "snapshot/damaged":
        "An accepted file is no well-formed XML or JSON.",
        "It cannot be compared; somebody edited it, or a merge left its marks.",
        "<<<<<<< HEAD",
        "Bring it back from git, or accept the pending output in its place.";
    /// A source gives no edition.
    NO_EDITION = "snapshot/no-edition":
        "A source of the corpus gives no edition.",
        "Its outputs cannot be compared; what is accepted for it may be out of date.",
        "A page that holds no document.",
        "Mend the source, or leave it out with the patterns of `inputs` or with `.teiscribeignore`.";
    /// A pattern that matches nothing.
    NO_INPUT = "snapshot/no-input":
        "A pattern of `inputs` matches no file, or there is none.",
        "A corpus of nothing would always pass.",
        "inputs = \"scr/**/*.txt\"",
        "Correct the pattern; it is seen from the folder of `teiscribe.toml`, with `/` between folders.";
    /// Settings that make no sense.
    SETTINGS = "snapshot/settings":
        "A setting of `[snapshot]` cannot be followed.",
        "The run would lock something else than what is meant.",
        "outputs = [\"tie\"]",
        "Write what the message names.";
    /// A redacted value of another type.
    REDACTION_TYPE = "snapshot/redaction-type":
        "A value that may differ from run to run is not of the type that was promised.",
        "A date may be another date, but where it is no date something is broken.",
        "{ xpath = \"//change/@when\", type = \"date\" } where the output says when=\"soon\"",
        "Mend what writes the value, or correct the type of the redaction.";
    /// A redaction that matches nothing.
    REDACTION_UNUSED = "snapshot/redaction-unused":
        "A redaction matches nothing in any output.",
        "The value it was meant for may be compared, or may be gone.",
        "{ xpath = \"//chnage/@when\", type = \"date\" }",
        "Correct its path, or delete it.";
    /// Decisions that were made on something else.
    STALE_DECISIONS = "snapshot/stale-decisions":
        "A decision was made on outputs that have changed since.",
        "Nobody has seen what it would accept now; none of the file's decisions is carried out.",
        "decisions.json was saved before `teiscribe snapshot check` ran again.",
        "Run `teiscribe snapshot check`, then `teiscribe snapshot review --html` again, and decide there.";
    /// A file of decisions that is none.
    DECISIONS = "snapshot/decisions":
        "A file is no file of decisions.",
        "Nothing can be decided by it.",
        "teiscribe snapshot apply review.html",
        "Give the file that the page of `teiscribe snapshot review --html` saves.";
    /// Nothing to decide.
    NOTHING = "snapshot/nothing":
        "Nothing that was named waits for a decision.",
        "A name may be misspelt, or `teiscribe snapshot check` was not run since the last change.",
        "teiscribe snapshot accept src/tlak.txt",
        "Run `teiscribe snapshot check`; `teiscribe snapshot list` shows what waits.";
}
