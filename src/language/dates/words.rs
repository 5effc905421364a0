//! The table of one language's date words, made ready for look-up.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::language::Words;

/// How a language writes dates; the table `dates.toml`.
#[derive(Debug, Deserialize)]
#[serde(from = "Table")]
pub struct DateWords {
    known: FxHashMap<String, Known>,
    also_words: BTreeSet<u8>,
    pub(super) day_dot: bool,
    pub(super) lists: Lists,
}

/// What a word can be at the beginning of a date.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The month it names, and whether it is a short form.
    pub month: Option<(u8, bool)>,
    /// The day of the week it names, Monday 0.
    pub weekday: Option<u8>,
    /// The phrases it begins, longest first: the words, and what they mean.
    pub relative: Vec<(Vec<String>, Part, i32)>,
}

/// The period a phrase like "next year" names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The first part of the year.
    BeginningOfYear,
    /// The last part of the year.
    EndOfYear,
}

/// Lists of words and phrases that stand round a date.
#[derive(Debug, Deserialize)]
pub(super) struct Lists {
    pub surely_before: Words,
    pub ordinals: Words,
    pub of: Words,
    pub before: Words,
    pub about: Words,
    pub decade: Words,
    pub century: Words,
    pub unless_after: Words,
    pub unless_before: Words,
    pub to_come: Words,
    pub not_before: Vec<String>,
    pub not_after: Vec<String>,
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub between: Vec<String>,
    pub and: Vec<String>,
}

/// The table as written.
#[derive(Deserialize)]
struct Table {
    months: [Vec<String>; 12],
    also_words: Words,
    weekdays: [Vec<String>; 7],
    day_dot: bool,
    relative: Vec<Relative>,
    #[serde(flatten)]
    lists: Lists,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relative {
    words: Vec<String>,
    part: Part,
    shift: i32,
}

impl DateWords {
    /// What `word` can be at the beginning of a date.
    pub(super) fn known(&self, word: &str) -> Option<&Known> {
        self.known.get(word)
    }

    /// Whether `word`, in lower case, points at something to come: "will", "until".
    pub fn is_to_come(&self, word: &str) -> bool {
        self.lists.to_come.contains(word)
    }

    /// Whether the month's name is also another word.
    pub(super) fn is_also_word(&self, month: u8) -> bool {
        self.also_words.contains(&month)
    }
}

impl From<Table> for DateWords {
    fn from(table: Table) -> Self {
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for (month, forms) in (1..).zip(&table.months) {
            for (at, form) in forms.iter().enumerate() {
                known.entry(form.clone()).or_default().month = Some((month, at > 0));
                known.entry(form.to_uppercase()).or_default().month = Some((month, at > 0));
            }
        }
        for (day, forms) in (0..).zip(&table.weekdays) {
            for form in forms {
                known.entry(form.clone()).or_default().weekday = Some(day);
                known.entry(form.to_uppercase()).or_default().weekday = Some(day);
            }
        }
        for relative in &table.relative {
            for phrase in &relative.words {
                let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
                for first in [words[0].clone(), capitalised(&words[0])] {
                    known.entry(first).or_default().relative.push((words.clone(), relative.part, relative.shift));
                }
            }
        }
        for entry in known.values_mut() {
            entry.relative.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
        }
        let also_words = (1..).zip(&table.months).filter(|(_, forms)| forms.iter().any(|form| table.also_words.contains(form)));
        Self {
            also_words: also_words.map(|(month, _)| month).collect(),
            known: known.into_iter().collect(),
            day_dot: table.day_dot,
            lists: table.lists,
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
