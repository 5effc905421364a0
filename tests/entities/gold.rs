//! The close reading: which names, dates and terms stand in which block.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use teiscribe::source::Span;

/// Type, surface and block of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub kind: &'static str,
    pub surface: String,
    pub block: usize,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Entry {
    #[serde(rename = "type")]
    pub kind: String,
    pub surface: String,
    pub count_body: usize,
    pub blocks: Vec<usize>,
}

#[derive(Deserialize)]
struct Entities {
    entities: Vec<Entry>,
}

#[derive(Deserialize)]
struct Reading {
    blocks: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    n: usize,
    kind: String,
}

/// The entries, and the kind of each block.
#[derive(Clone, Debug)]
pub struct Gold {
    pub entries: Vec<Entry>,
    kinds: BTreeMap<usize, String>,
}

/// The sample and its reading; `None`, said on standard error, where they are not at hand.
pub fn load() -> Option<(String, Gold)> {
    let shared = std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let read = |name: &str| std::fs::read_to_string(shared.join("sample").join(name)).ok();
    let (Some(text), Some(entities), Some(speech)) = (read("source.txt"), read("entities.gold.json"), read("speech.gold.json")) else {
        eprintln!("skipped: the sample's reading is not at hand");
        return None;
    };
    let entities: Entities = serde_json::from_str(&entities).expect("entities.gold.json");
    let reading: Reading = serde_json::from_str(&speech).expect("speech.gold.json");
    Some((text, Gold { entries: entities.entities, kinds: reading.blocks.into_iter().map(|line| (line.n, line.kind)).collect() }))
}

/// The lines that are not empty, numbered from 1, without blanks at either end.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, Span)> + '_ {
    let mut at = 0;
    let lines = text.split_inclusive('\n').filter_map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        (!line.trim().is_empty()).then(|| Span::new(start, start + line.trim().len()))
    });
    lines.enumerate().map(|(index, span)| (index + 1, span))
}

impl Gold {
    /// The kind of the block `number`.
    pub fn kind(&self, number: usize) -> &str {
        self.kinds.get(&number).map_or("", String::as_str)
    }

    /// What should be found in the body: the longest surfaces first, none inside another; foreign words by themselves.
    pub fn wanted(&self, text: &str) -> BTreeMap<Key, usize> {
        let mut wanted = BTreeMap::new();
        for (block, span) in lines(text).filter(|&(block, _)| self.kind(block) == "body") {
            let line = &text[span.range()];
            for foreign in [true, false] {
                let mut taken: Vec<Span> = Vec::new();
                for entry in self.longest_first(block, foreign) {
                    for at in places(line, &entry.surface) {
                        if taken.iter().all(|other| !other.overlaps(at)) {
                            taken.push(at);
                            *wanted.entry(Key { kind: type_named(&entry.kind), surface: entry.surface.clone(), block }).or_default() += 1;
                        }
                    }
                }
            }
        }
        wanted
    }

    fn longest_first(&self, block: usize, foreign: bool) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> =
            self.entries.iter().filter(|entry| entry.blocks.contains(&block) && (entry.kind == "foreign") == foreign).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.surface.len()));
        entries
    }
}

/// Where `surface` stands in `line` as whole words.
fn places<'l>(line: &'l str, surface: &'l str) -> impl Iterator<Item = Span> + 'l {
    let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    line.match_indices(surface)
        .map(move |(at, _)| Span::new(at, at + surface.len()))
        .filter(move |span| !letter(line[..span.start].chars().next_back()) && !letter(line[span.end..].chars().next()))
}

fn type_named(name: &str) -> &'static str {
    ["person", "place", "org", "group", "work", "date", "time", "foreign"].into_iter().find(|kind| *kind == name).expect("a type of the reading")
}

#[test]
fn the_reading_is_read_as_it_was_counted() {
    let Some((text, gold)) = load() else { return };
    let wanted = gold.wanted(&text);
    for entry in gold.entries.iter().filter(|entry| entry.count_body > 0) {
        let counted: usize = wanted.iter().filter(|(key, _)| key.surface == entry.surface && key.kind == entry.kind).map(|(_, count)| count).sum();
        assert_eq!(counted, entry.count_body, "{}", entry.surface);
    }
}

/// All tables of words, with their names.
fn tables(folder: &std::path::Path) -> Vec<(PathBuf, String)> {
    let mut tables = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the project").flatten() {
        let path = entry.path();
        if path.is_dir() {
            tables.extend(self::tables(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(&path).expect("a table");
            tables.push((path, text));
        }
    }
    tables
}

#[test]
fn no_table_has_a_name_of_the_sample() {
    let Some((_, gold)) = load() else { return };
    let tables = tables(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(tables.len() > 10, "the tables were found");
    let proper = |entry: &&Entry| matches!(entry.kind.as_str(), "person" | "place" | "org" | "group") && entry.surface != "the West";
    for entry in gold.entries.iter().filter(proper).filter(|entry| entry.surface != "Central Committee") {
        for (path, text) in &tables {
            assert!(places(text, &entry.surface).next().is_none(), "{} has {}", path.display(), entry.surface);
        }
    }
}
