//! What can be wrong with a decisions file, or with one decision in it.

use crate::diagnostic::codes;

codes! {
    /// The file is no decisions file.
    SYNTAX = "annotate/decisions-syntax":
        "The decisions file cannot be read.",
        "Half a decisions file would lose what an editor decided.",
        "[[confirm]]\nspech = \"the mill is closed\"",
        "write the keys that docs/decisions.md lists; the schema is schemas/decisions/1.0/decisions.schema.json";
    /// The quoted words stand nowhere.
    ORPHAN = "annotate/decision-orphan":
        "A decision quotes words that no longer stand in the text, or stand there with nothing around them that the decision quotes.",
        "A decision that is dropped in silence is lost; one that is put elsewhere is wrong.",
        "[[reject]]\nname = \"Blue Danube\", where the text now reads Blue Danubia",
        "quote the words as they stand now, or delete the decision";
    /// The quoted words stand in several places.
    AMBIGUOUS = "annotate/decision-ambiguous":
        "The words a decision quotes stand in several places, and nothing tells which is meant.",
        "The decision could be put to words it does not mean.",
        "[[reject]]\nname = \"Anders\", where Anders is named forty times",
        "add the words before and after: before = \"… \", after = \" …\"";
    /// Two decisions exclude each other.
    CONTRADICTION = "annotate/decision-contradiction":
        "Two decisions about the same words, or the same people, exclude each other.",
        "Only one of them can be what the editor wants.",
        "[[confirm]] and [[reject]] of the same speech",
        "delete one of the two";
    /// A person nobody knows.
    PERSON = "annotate/decision-person":
        "A decision names somebody or something that the register does not have, or has twice, or that cannot stand there.",
        "Words would be given to nobody, or to the wrong person.",
        "who = [\"Andres\"], where the register has Anders",
        "write the name or the id as the edition has it; declare a new entry with [[person]] and name";
    /// Too little is said to stand alone.
    INCOMPLETE = "annotate/decision-incomplete":
        "A decision says too little: nothing of its kind was found at the place, and it does not say all that is needed.",
        "What the decision leaves open the tool no longer knows.",
        "[[confirm]]\nspeech = \"the mill is closed\", where no speech is found",
        "say everything, for a speech who and mode";
    /// What is decided stands nowhere in the edition.
    HIDDEN = "annotate/decision-hidden":
        "A decision says something about words that the edition cannot say there.",
        "TEI admits no such element at the place: the decision would be lost without a word.",
        "[[add]]\nspeech = \"6 May 1950\", where the words are a date",
        "decide about other words, or what the words around them are";
    /// Nothing is left to reject.
    IDLE = "annotate/decision-idle":
        "A decision rejects what is not found.",
        "Either the rules became better, or the decision quotes more or less than what it means.",
        "[[reject]]\nname = \"Blue\", where the name found is Blue Danube",
        "quote exactly what the edition marks, or delete the decision";
}
