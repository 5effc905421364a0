//! The rules by which speech is found, and the findings an editor should look at.

use crate::diagnostic::Code;
use crate::language::speech::Link;
use crate::model::Rule;

pub(super) static THAT: Rule =
    Rule::new("rule.that", "Indirect speech in a clause with \"that\" behind a verb or noun of saying; \"that\" stays outside.");
pub(super) static QUESTION: Rule =
    Rule::new("rule.question", "An indirect question behind a verb of asking or saying; \"if\", \"whether\", \"what\", \"how\" belong to the words.");
pub(super) static INFINITIVE: Rule = Rule::new("rule.infinitive", "A request or promise in the infinitive behind a verb of saying.");
pub(super) static COLON: Rule = Rule::new("rule.colon", "Words behind an attribution that ends in a colon.");
pub(super) static COMMA: Rule = Rule::new("rule.comma", "Words behind an attribution that ends in a comma or stands before a quotation mark.");
pub(super) static BARE: Rule = Rule::new("rule.bare", "Words that follow a verb of saying without \"that\" and without a mark.");
pub(super) static MEDIAL: Rule = Rule::new("rule.medial", "Words that an attribution interrupts: \"…, said the chairman, …\".");
pub(super) static AFTER: Rule = Rule::new("rule.after", "Words before the attribution that closes their sentence: \"…, I asked.\".");
pub(super) static CARRY: Rule = Rule::new("rule.carry", "A sentence without attribution that carries on the speech before it.");
pub(super) static CARRY_PARAGRAPH: Rule =
    Rule::new("rule.carry-paragraph", "A paragraph without attribution that carries on the speech of the paragraph before it.");
pub(super) static QUOTATION: Rule = Rule::new("rule.quotation-carried", "The rest of a quotation whose beginning is attributed.");
pub(super) static NESTED: Rule = Rule::new("rule.nested", "A report inside somebody's words.");
pub(super) static SOURCE: Rule = Rule::new("rule.source", "A sentence whose source is named: \"According to the envoy, …\", \"In her view …\".");
pub(super) static TOAST: Rule = Rule::new("rule.toast", "What somebody drinks to.");

/// All rules of the pass.
pub(super) static RULES: &[&Rule] =
    &[&THAT, &QUESTION, &INFINITIVE, &COLON, &COMMA, &BARE, &MEDIAL, &AFTER, &SOURCE, &CARRY, &CARRY_PARAGRAPH, &QUOTATION, &NESTED, &TOAST];

/// The rule for words that stand behind `link`.
pub(super) fn behind(link: Link) -> &'static Rule {
    match link {
        Link::That => &THAT,
        Link::Question => &QUESTION,
        Link::Infinitive => &INFINITIVE,
        Link::Colon => &COLON,
        Link::Comma => &COMMA,
        Link::Bare | Link::Phrase => &BARE,
    }
}

/// Somebody speaks whom nobody can name.
pub static UNRESOLVED_SPEAKER: Code = Code {
    id: "annotate/unresolved-speaker",
    what: "Somebody speaks whom the text does not name, or by a name that several persons have",
    why: "The words stand under a description or under `unknown`; a reader cannot search for them by person.",
    example: "Someone replied that it was late.",
    remedy: "Give the speaker in the decisions file, or the role in the register.",
};

/// Somebody speaks who is not listed among those present.
pub static SPEAKER_NOT_PRESENT: Code = Code {
    id: "annotate/speaker-not-present",
    what: "Somebody speaks who is not among those the document lists as present",
    why: "Either the list is incomplete, or the words are a report of another occasion.",
    example: "PARTICIPANTS: Mr. Alder, Mr. Birch … Mr. Cedar said that he agreed.",
    remedy: "Check the list and the speaker; decide in the decisions file.",
};

/// The author himself is unsure who spoke.
pub static DOUBTFUL_SPEAKER: Code = Code {
    id: "annotate/doubtful-speaker",
    what: "The author is unsure who spoke",
    why: "The speaker is given with low certainty and the author's own words of doubt.",
    example: "Someone replied (it seems it was the host) that it was late.",
    remedy: "Confirm or change the speaker in the decisions file.",
};

/// A pronoun or description that more than one person answers to, or nobody clearly.
pub static GUESSED_SPEAKER: Code = Code {
    id: "annotate/guessed-speaker",
    what: "A pronoun is given to a person for want of a better one",
    why: "Nobody was the subject of a sentence before whom the pronoun could mean; the words may be somebody else's.",
    example: "I met the mayor with Mr. Holt. He said that the mill was closed.",
    remedy: "Confirm or change the speaker in the decisions file.",
};

/// The narrator says "I", and the document does not say who that is.
pub static UNKNOWN_NARRATOR: Code = Code {
    id: "annotate/unknown-narrator",
    what: "The narrator says \"I\" and the document names no author",
    why: "All words of the narrator stand under an entry without a name.",
    example: "I told the ambassador that I would report his words.",
    remedy: "Name the author in the register with `part = \"narrator\"`.",
};
