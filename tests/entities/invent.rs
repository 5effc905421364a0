//! The sample with every person, place and organisation replaced by an invented one of another shape.
//!
//! Proper words only are replaced ("Committee" and "Islands" stay); an adjective goes with the place it is made of.

use std::collections::{BTreeMap, BTreeSet};

use crate::gold::Gold;

/// How invented words look.
pub struct Shape {
    pub name: &'static str,
    onsets: &'static [&'static str],
    vowels: &'static [&'static str],
    person: &'static [&'static str],
    place: &'static [&'static str],
    /// What an adjective adds to the place.
    adjective: &'static str,
}

pub const SHAPES: &[Shape] = &[
    Shape {
        name: "soft names",
        onsets: &["b", "d", "m", "n", "l", "r", "v", "f", "t", "s"],
        vowels: &["a", "e", "i", "o", "u"],
        person: &["lo", "ra", "mi", "no"],
        place: &["via", "lia", "nia"],
        adjective: "n",
    },
    Shape {
        name: "hard names",
        onsets: &["gr", "kv", "st", "br", "tr", "zh", "p", "k", "d", "h"],
        vowels: &["a", "o", "u", "e"],
        person: &["lk", "rt", "nd", "mm", "gen"],
        place: &["rg", "mark", "lund", "sk"],
        adjective: "er",
    },
];

/// Words of names that are general and stay.
const GENERAL: &[&str] = &[
    "CC",
    "Presidium",
    "Plenum",
    "Central",
    "Committee",
    "Communist",
    "Communists",
    "Party",
    "of",
    "the",
    "Congress",
    "XX",
    "League",
    "Worker's",
    "Workers'",
    "Labor",
    "City",
    "conference",
    "People's",
    "Federal",
    "Executive",
    "Assembly",
    "Federation",
    "Voice",
    "Mission",
    "Republic",
    "Union",
    "Islands",
    "Oblast'",
    "Eastern",
    "West",
    "History",
    "and",
    "Public",
    "Policy",
    "Program",
    "Digital",
    "Archive",
    "imperialists",
    "N.",
    "K.",
];

/// Words of names of places that are adjectives.
const ADJECTIVES: &[&str] = &["Chinese"];

/// The text and its reading with invented names.
pub fn replace(text: &str, gold: &Gold, shape: &Shape) -> (String, Gold) {
    let words = vocabulary(text, gold, shape);
    let mut gold = gold.clone();
    for entry in &mut gold.entries {
        entry.surface = rewrite(&entry.surface, &words);
    }
    (rewrite(text, &words), gold)
}

/// The invented word for each proper word.
pub fn vocabulary(text: &str, gold: &Gold, shape: &Shape) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let proper = |kind: &str| {
        let surfaces = gold.entries.iter().filter(|entry| entry.kind == kind).flat_map(|entry| entry.surface.split([' ', '-']));
        surfaces.filter(|word| !GENERAL.contains(word)).map(str::to_owned).collect::<BTreeSet<String>>()
    };
    for (kind, endings) in [("place", shape.place), ("person", shape.person), ("org", shape.person)] {
        for word in proper(kind).into_iter().filter(|word| kind != "org" || is_abbreviation(word)).filter(|word| !ADJECTIVES.contains(&word.as_str()))
        {
            words.entry(word.clone()).or_insert_with(|| invent(&word, shape, endings, &mut taken));
        }
    }
    let places: Vec<(String, String)> =
        proper("place").into_iter().filter(|place| words.contains_key(place)).map(|place| (place.clone(), words[&place].clone())).collect();
    for adjective in capitalised(text).into_iter().filter(|word| !words.contains_key(*word)).collect::<BTreeSet<_>>() {
        if let Some(invented) = adjective_of(adjective, &places, shape) {
            words.insert(adjective.to_owned(), invented);
        }
    }
    for word in proper("org").into_iter().chain(proper("group")) {
        words.entry(word.clone()).or_insert_with(|| invent(&word, shape, shape.person, &mut taken));
    }
    words.insert("K".to_owned(), words["Koca"].chars().take(1).collect());
    words
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().nth(1).is_some_and(char::is_uppercase)
}

/// `Xian` for the place `Xia`, with its plural.
fn adjective_of(word: &str, places: &[(String, String)], shape: &Shape) -> Option<String> {
    let (singular, plural) = match word.strip_suffix('s').filter(|singular| singular.ends_with("an") || singular.ends_with("av")) {
        Some(singular) => (singular, "s"),
        None => (word, ""),
    };
    let stem = |place: &str| place.chars().zip(singular.chars()).take_while(|(one, two)| one == two).count();
    let (place, invented) = places.iter().filter(|(place, _)| !is_abbreviation(place)).max_by_key(|(place, _)| stem(place))?;
    let same = stem(place);
    let adjective = same >= 4 || same >= 2 && (singular.ends_with("ch") || singular.ends_with("ish")) && place.len() < 7;
    (adjective && singular != place).then(|| format!("{invented}{}{plural}", shape.adjective))
}

fn capitalised(text: &str) -> Vec<&str> {
    text.split(|character: char| !character.is_alphabetic()).filter(|word| word.starts_with(char::is_uppercase)).collect()
}

/// Every whole word of `text` that `words` knows, replaced.
pub fn rewrite(text: &str, words: &BTreeMap<String, String>) -> String {
    let mut rewritten = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len());
        // Words with an apostrophe inside first: `Il'ya`.
        let longer = rest[len..]
            .strip_prefix('\'')
            .map_or(len, |tail| len + 1 + tail.find(|character: char| !character.is_alphabetic()).unwrap_or(tail.len()));
        match (words.get(&rest[..longer]), words.get(&rest[..len])) {
            (Some(invented), _) => {
                rewritten.push_str(invented);
                rest = &rest[longer..];
            }
            (None, Some(invented)) => {
                rewritten.push_str(invented);
                rest = &rest[len..];
            }
            (None, None) => {
                let step = len.max(first.len_utf8());
                rewritten.push_str(&rest[..step]);
                rest = &rest[step..];
            }
        }
    }
    rewritten
}

/// An invented word for `word`: capitals for an abbreviation, else syllables and an ending.
fn invent(word: &str, shape: &Shape, endings: &[&'static str], taken: &mut BTreeSet<String>) -> String {
    let seed = word.bytes().fold(7_usize, |seed, byte| (seed * 31 + usize::from(byte)) % 1_000_003);
    for attempt in seed.. {
        let invented = if is_abbreviation(word) { capitals(attempt, word.len()) } else { syllables(attempt, shape, endings) };
        if taken.insert(invented.clone()) {
            return invented;
        }
    }
    unreachable!("there are more numbers than names")
}

fn capitals(number: usize, length: usize) -> String {
    (0..length).map(|at| char::from(b"BDGKLMNRTVZ"[(number / 11_usize.pow(u32::try_from(at).unwrap_or(0))) % 11])).collect()
}

fn syllables(number: usize, shape: &Shape, endings: &[&'static str]) -> String {
    let pick = |list: &[&'static str], at: usize| list[(number / at) % list.len()];
    let word =
        format!("{}{}{}{}{}", pick(shape.onsets, 1), pick(shape.vowels, 10), pick(shape.onsets, 50), pick(shape.vowels, 500), pick(endings, 7));
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
