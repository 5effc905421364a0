//! What is known of how a language reports talk: verbs of attribution, small words and phrases, from `<tag>/speech.toml`.
//!
//! Every word is looked up once; what it may be is a set of [`Class`]es, and for a verb its behaviour and form.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a word may be in a sentence that reports talk; the keys of `[words]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// "I" as the subject.
    First,
    /// "we" as the subject.
    FirstPlural,
    /// "you" as the subject.
    Second,
    /// "he".
    He,
    /// "she".
    She,
    /// "they".
    They,
    /// "who".
    Relative,
    /// "someone".
    Someone,
    /// "nobody".
    Nobody,
    /// "latter".
    Latter,
    /// "former".
    Former,
    /// Any form of the first person.
    OwnPerson,
    /// "me", "my".
    FirstObject,
    /// Any form of the second person.
    SecondPerson,
    /// Any personal form of the third person.
    ThirdPerson,
    /// A pronoun as the object: whom somebody tells.
    Object,
    /// Whatever opens a noun phrase: article, demonstrative, "several", "other".
    Determiner,
    /// "the", "a", "this": what only opens a noun phrase.
    Article,
    /// "my", "their".
    Possessive,
    /// Preposition.
    Preposition,
    /// A preposition that brings in the topic of talk, not its words.
    Topic,
    /// Coordinating conjunction.
    Conjunction,
    /// A word that opens a subordinate clause.
    Subordinator,
    /// A word that opens an indirect question.
    Question,
    /// "that".
    That,
    /// "to".
    To,
    /// A form of "be".
    Be,
    /// A form of "have".
    Have,
    /// A form of "do".
    Do,
    /// "would", "can".
    Modal,
    /// "not", "never".
    Negation,
    /// "had".
    Had,
    /// "would".
    Would,
    /// "was", "were".
    Was,
    /// A finite form of the present that is common in speech.
    Present,
    /// An adverb that may stand between subject and verb.
    Adverb,
    /// A word that brings in a verb of saying: "went *on* to say".
    Lead,
    /// A participle that opens an attribution: "Turning to him, I asked".
    Opener,
    /// A participle by which the narrator explains the words before it.
    Tail,
    /// "reportedly".
    Hearsay,
    /// "as": the clause is no attribution.
    As,
    /// "Mr", "Com".
    Honorific,
    /// An honorific of men.
    Male,
    /// An honorific of women.
    Female,
    /// An office or role of one person.
    Role,
    /// A noun for several people.
    Collective,
    /// A noun that carries a report: "the *hope* that".
    Report,
    /// A noun for an answer: "his *reply* followed:".
    Reply,
    /// The verb of such a noun: "his reply *followed*:".
    Follow,
    /// "toast".
    Toast,
    /// An adjective of opinion: "was *convinced* that".
    Convinced,
    /// A noun of opinion: "was of the *opinion* that".
    Opinion,
    /// The author is unsure.
    Doubt,
    /// A noun for the talk itself.
    Talk,
    /// What is said of the talk itself: "ended".
    TalkVerb,
    /// A past verb of the narrator's own mind or doing.
    Mind,
    /// An irregular past that is no verb of attribution: "took", "went".
    Past,
    /// A word that makes a clause a supposition: "if", "unless".
    Condition,
    /// A noun of time: "that *morning*" is no clause.
    Time,
    /// A paper that says something: no person.
    Document,
    /// "according".
    According,
    /// "by", which brings in the agent.
    By,
    /// "of" and its like, which continue a noun phrase.
    Of,
    /// "in" and its like, which continue a noun phrase before a name.
    Within,
    /// "one" in "one of our diplomats".
    One,
    /// "it", "there": subjects without a person.
    Dummy,
    /// "there".
    There,
    /// "it" as the subject of a passive: "it was stated".
    It,
    /// "both", "two": the two last spoken of.
    Both,
    /// "everybody".
    Everybody,
    /// A body that decides; its decisions are no speech.
    Body,
    /// What such a body does: "agreed", "resolved".
    Decide,
    /// What happens in the room: "silence", "laughter", "the telephone".
    Scene,
    /// Who leads a list of attendance: "chair".
    Chair,
    /// "a", "an": somebody new.
    Indefinite,
    /// "the".
    Definite,
    /// What happens again and again: "always", "every".
    Often,
    /// "but".
    Adversative,
    /// "whether", "what", "how": they open an indirect question behind any verb.
    Asking,
    /// "two".
    Count,
    /// "for", which continues a noun phrase before an article.
    For,
    /// What the narrator tells of a parting or a courtesy: "said that it was late and *thanked* us".
    Parting,
    /// By its ending, a regular past: "answered".
    EndsPast,
    /// By its ending, an adverb: "quietly".
    EndsAdverb,
    /// By its ending, a present participle: "turning".
    EndsParticiple,
    /// By its ending, the name of a people: "the Dutch", "the Poles".
    EndsPeople,
    /// By its ending, in the genitive: "Tito's".
    EndsGenitive,
    /// A word that opens a clause behind a comma, where the language writes one: "sagte, *dass*".
    CommaClause,
    /// A verb in the mood of reports: "er *sei* krank".
    Subjunctive,
    /// "seemed", "appeared": how somebody looks to the narrator.
    Seem,
    /// "Majesty": with a possessive, whoever was spoken of.
    Honour,
    /// "diary": it is its writer's.
    Diary,
    /// "by", "from": who stands behind it wrote the document.
    Author,
    /// A word that opens a clause of time: "before", "as".
    While,
    /// A word before "that" with which it means an end: "in *order* that".
    Purpose,
    /// A word that makes an office another one: "*Prime* Minister".
    OfficePart,
    /// A noun before "that" that brings in an argument: "on the *ground* that".
    Ground,
    /// "own", in "in his own words".
    Own,
    /// What the narrator says of the words he has just reported: "which was *true*".
    Verdict,
    /// A word of agreement or refusal that carries no words: "in the *affirmative*".
    Assent,
}

/// A set of [`Class`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u128);

impl Classes {
    /// Whether `class` is in the set.
    pub const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u128) != 0
    }

    const fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u128;
    }
}

/// What a verb of attribution does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Says something.
    Say,
    /// Answers.
    Answer,
    /// Asks.
    Ask,
    /// Holds an opinion: a report in a memorandum in the third person, a thought where a narrator says "I".
    Hold,
    /// Reports only together with a noun: "expressed the hope that".
    Offer,
    /// An act of speech without words: "thanked", "agreed to it". What follows may be the words.
    Act,
    /// A gesture: "nodded". Only a colon leads from it to words.
    Gesture,
}

impl Sort {
    /// Whether the verb itself reports no words.
    pub const fn is_wordless(self) -> bool {
        matches!(self, Self::Act | Self::Gesture)
    }
}

/// What stands between the verb and the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// "that"; it stays outside the words.
    That,
    /// "if", "whether", "what", "how"; it belongs to the words.
    Question,
    /// A colon.
    Colon,
    /// A comma.
    Comma,
    /// Nothing.
    Bare,
    /// "to" with an infinitive.
    Infinitive,
    /// Nothing, and the words are no clause: "thought *the first version the safer*".
    Phrase,
}

/// How the addressee stands beside the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hearer {
    /// "said to him".
    To,
    /// "told him".
    Object,
    /// No addressee.
    None,
}

/// How a verb of attribution behaves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// What it does.
    pub sort: Sort,
    /// What may stand between it and the words.
    pub links: Vec<Link>,
    /// How the addressee stands.
    pub hearer: Hearer,
    /// Words that belong to it: "pointed *out*"; without one of them it is another verb.
    #[serde(default)]
    pub particle: Vec<String>,
    /// Whether it says that whoever spoke goes on: "added".
    #[serde(default)]
    pub continues: bool,
    /// Whether, denied, it says what follows: "did not *deny* that".
    #[serde(default)]
    pub denies: bool,
    /// Whether it is no act of speech without a noun of saying: "*made* a proposal".
    #[serde(default)]
    pub light: bool,
    forms: Vec<[String; 5]>,
}

impl Verb {
    /// Whether `link` may stand between it and the words.
    pub fn takes(&self, link: Link) -> bool {
        self.links.contains(&link)
    }
}

/// The forms of a verb a word may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(u8);

impl Forms {
    /// Base form: "say".
    pub const BASE: Self = Self(1);
    /// Third person of the present: "says".
    pub const PRESENT: Self = Self(2);
    /// Past: "said".
    pub const PAST: Self = Self(4);
    /// Past participle: "said" in "has said".
    pub const PARTICIPLE: Self = Self(8);
    /// Present participle: "saying".
    pub const ING: Self = Self(16);

    /// Whether the word may be one of `forms`.
    pub const fn any(self, forms: Self) -> bool {
        self.0 & forms.0 != 0
    }
}

/// A word that may be a verb of attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbUse {
    /// Index of the verb, for [`SpeechTable::verb`].
    pub verb: u16,
    /// Indices of other verbs with the same form, which take a noun or a particle.
    pub others: [Option<u16>; 2],
    /// Which forms the word may be.
    pub forms: Forms,
}

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordInfo {
    /// What it may be.
    pub classes: Classes,
    /// The verb of attribution it may be.
    pub verb: Option<VerbUse>,
}

impl WordInfo {
    /// The verbs of attribution it may be, by their index.
    pub fn verbs(&self) -> impl Iterator<Item = u16> {
        self.verb.into_iter().flat_map(|used| [Some(used.verb), used.others[0], used.others[1]]).flatten()
    }
}

/// Phrases, each as its words.
#[derive(Clone, Debug, Default)]
pub struct Phrases(FxHashMap<String, Vec<Vec<String>>>);

impl Phrases {
    fn new(list: &[String]) -> Self {
        let mut phrases: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        for phrase in list {
            let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
            phrases.entry(words[0].clone()).or_default().push(words);
        }
        for group in phrases.values_mut() {
            group.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
        Self(phrases)
    }

    /// How many words of the longest phrase that fits: `first` is the first word in lower case, `words` gives each by its index.
    pub fn prefix<'t>(&self, first: &str, words: impl Fn(usize) -> Option<&'t str>) -> Option<usize> {
        let fits =
            |phrase: &&Vec<String>| phrase.iter().enumerate().all(|(at, word)| words(at).is_some_and(|other| other.eq_ignore_ascii_case(word)));
        self.0.get(first)?.iter().find(fits).map(Vec::len)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    inversion: bool,
    #[serde(default, rename = "verb-second")]
    verb_second: bool,
    verbs: Vec<Verb>,
    words: BTreeMap<Class, Vec<String>>,
    #[serde(default)]
    endings: Vec<Ending>,
    phrases: PhraseLists,
}

/// What a word is by its ending.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    class: Class,
    ends: Vec<String>,
    /// Longer endings that only look like it.
    #[serde(default, rename = "not-ends")]
    not_ends: Vec<String>,
    /// Words that only look like it.
    #[serde(default)]
    not: Vec<String>,
    /// How many letters the word has at least.
    #[serde(default)]
    letters: usize,
}

impl Ending {
    fn fits(&self, word: &str) -> bool {
        let ends = |endings: &[String]| endings.iter().any(|ending| word.ends_with(ending.as_str()));
        word.len() >= self.letters && ends(&self.ends) && !ends(&self.not_ends) && !self.not.iter().any(|other| other == word)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseLists {
    opener: Vec<String>,
    narration: Vec<String>,
    remark: Vec<String>,
}

/// What is known of how one language reports talk.
#[derive(Debug)]
pub struct SpeechTable {
    /// Whether the subject may follow the verb: "…, said the chairman, …".
    pub inversion: bool,
    /// Whether the subject follows the verb wherever something else opens the clause: "Darauf sagte der Minister, …".
    pub verb_second: bool,
    /// Phrases that open an attribution.
    pub openers: Phrases,
    /// Phrases with which the narrator speaks again.
    pub narration: Phrases,
    /// Impersonal remarks of the narrator.
    pub remarks: Phrases,
    verbs: Vec<Verb>,
    words: FxHashMap<String, WordInfo>,
    endings: Vec<Ending>,
}

impl SpeechTable {
    /// Reads a bundled table.
    pub(super) fn read(text: &'static str) -> Self {
        let table: Table = super::table(text);
        let mut words: FxHashMap<String, WordInfo> = FxHashMap::default();
        for (class, list) in &table.words {
            for word in list {
                words.entry(word.clone()).or_default().classes.add(*class);
            }
        }
        for (index, verb) in table.verbs.iter().enumerate() {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            for forms in &verb.forms {
                for (bit, form) in forms.iter().enumerate() {
                    add_verb(words.entry(form.clone()).or_default(), index, 1 << bit);
                }
            }
        }
        let [openers, narration, remarks] = [&table.phrases.opener, &table.phrases.narration, &table.phrases.remark].map(|list| Phrases::new(list));
        Self {
            inversion: table.inversion,
            verb_second: table.verb_second,
            openers,
            narration,
            remarks,
            verbs: table.verbs,
            words,
            endings: table.endings,
        }
    }

    /// The verb `index`.
    pub fn verb(&self, index: u16) -> &Verb {
        &self.verbs[usize::from(index)]
    }

    /// The words of one class, in alphabetical order.
    pub fn words_of(&self, class: Class) -> Vec<String> {
        let mut words: Vec<String> = self.words.iter().filter(|(_, info)| info.classes.has(class)).map(|(word, _)| word.clone()).collect();
        words.sort();
        words
    }

    /// What is known of `word`, in any case; `buffer` holds its lower case.
    pub fn look_up(&self, word: &str, buffer: &mut String) -> WordInfo {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return self.known(word);
        }
        buffer.clear();
        buffer.extend(word.chars().map(|character| if character == '’' { '\'' } else { character }).flat_map(char::to_lowercase));
        self.known(buffer)
    }

    /// What the noun of a genitive is: "the Secretary's".
    fn owner(&self, word: &str) -> WordInfo {
        let genitive = self.endings.iter().filter(|ending| ending.class == Class::EndsGenitive).flat_map(|ending| &ending.ends);
        let stem = genitive.filter_map(|ending| word.strip_suffix(ending.as_str())).find_map(|stem| self.words.get(stem));
        WordInfo { verb: None, ..stem.copied().unwrap_or_default() }
    }

    fn known(&self, word: &str) -> WordInfo {
        let mut info = self.words.get(word).copied().unwrap_or_else(|| self.owner(word));
        for ending in self.endings.iter().filter(|ending| ending.fits(word)) {
            info.classes.add(ending.class);
        }
        info
    }
}

fn add_verb(info: &mut WordInfo, verb: u16, form: u8) {
    let used = info.verb.get_or_insert(VerbUse { verb, others: [None; 2], forms: Forms::default() });
    if used.verb != verb
        && !used.others.contains(&Some(verb))
        && let Some(free) = used.others.iter_mut().find(|other| other.is_none())
    {
        *free = Some(verb);
    }
    used.forms.0 |= form;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn english(word: &str) -> WordInfo {
        Language::of(Some("en")).speech.look_up(word, &mut String::new())
    }

    #[test]
    fn a_word_is_known_in_any_case() {
        assert!(english("That").classes.has(Class::That));
        assert!(english("don’t").classes.has(Class::Negation));
        assert_eq!(english("Brczk"), WordInfo::default());
    }

    #[test]
    fn a_verb_has_its_behaviour_and_its_forms() {
        let said = english("said").verb.expect("a verb");
        assert!(said.forms.any(Forms::PAST) && said.forms.any(Forms::PARTICIPLE) && !said.forms.any(Forms::ING));
        assert_eq!(Language::of(None).speech.verb(said.verb).sort, Sort::Say);
        let pointed = english("pointed").verb.expect("a verb");
        assert!(pointed.others[0].is_some(), "pointed out that, pointed to the fact that");
    }

    #[test]
    fn the_longest_phrase_counts() {
        let openers = &Language::of(None).speech.openers;
        let prefix = |words: &[&'static str]| openers.prefix("in", |at| words.get(at).copied());
        assert_eq!(prefix(&["In", "reply", "to", "this", ","]), Some(4));
        assert_eq!(prefix(&["in", "reply", "he"]), Some(2));
        assert_eq!(prefix(&["in"]), None);
    }
}
