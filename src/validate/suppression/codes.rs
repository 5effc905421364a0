//! What can be wrong with a suppression.

use crate::diagnostic::codes;

codes! {
    /// No reason.
    NO_REASON = "suppression/no-reason":
        "An instruction suppresses findings and gives no reason.",
        "Whoever meets it later cannot tell whether it still holds. It suppresses nothing until it says why.",
        "<?teiscribe ignore=\"relaxng/attribute-value\"?>",
        "Say why: <?teiscribe ignore=\"…\" reason=\"the manuscript has it so\"?>.";
    /// Nothing to suppress.
    UNUSED = "suppression/unused":
        "An instruction suppresses a finding that is not there.",
        "It would hide the next finding of that kind at this place, which nobody has looked at.",
        "<?teiscribe ignore=\"pointers/dangling\" reason=\"…\"?> before an element whose pointers all resolve",
        "Delete the instruction, or that code in it.";
    /// A code that cannot be suppressed.
    UNKNOWN_CODE = "suppression/unknown-code":
        "An instruction suppresses a code that does not exist, or one that cannot be suppressed.",
        "It has no effect. That a document is ill-formed, or was not validated, cannot be suppressed.",
        "<?teiscribe ignore=\"relaxng/atribute-value\" reason=\"…\"?>",
        "Write the code as the finding prints it; `teiscribe explain` lists all.";
    /// Not understood.
    MALFORMED = "suppression/malformed":
        "A processing instruction for this program is not understood.",
        "It has no effect.",
        "<?teiscribe disable=\"relaxng/attribute-value\"?>",
        "Write <?teiscribe ignore=\"CODE …\" reason=\"…\"?>, with scope=\"parent\" where the element around it is meant.";
}
