//! Files that only one version has into those that were renamed: the same document under another name, with what was edited in it.
//!
//! `talks/1956.xml` is gone and `talks/belgrade.xml` is new; nine of ten paragraphs are the same: it was renamed. A document is known by digests of its
//! blocks, in JSON by its strings; a header that many editions share counts only where there is nothing else.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::canonical::Format;
use super::linked;
use super::pair::Sketch;
use super::tree::{self, DOCUMENT, Tree, mix};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// What a document is known by.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    format: Format,
    blocks: Sketch,
    words: Sketch,
}

/// Likeness of blocks, in thousandths, from which two files are one document.
const ALIKE: u32 = 500;
/// Likeness of words from which they are, where every block was touched.
const ALIKE_IN_WORDS: u32 = 800;
/// Files that may share a digest for it to say something.
const RARE: usize = 32;

impl Fingerprint {
    /// What `source` is known by.
    ///
    /// # Errors
    /// It is not well-formed, or neither XML nor JSON.
    pub fn of(source: &Source) -> Result<Self, Box<Diagnostic>> {
        let format = Format::of(source)?;
        let (blocks, words) = match format {
            Format::Xml => blocks_and_words(&tree::read(source, false)?),
            Format::Json => strings_and_words(&linked::strings(source)?),
        };
        Ok(Self { format, blocks: Sketch::new(blocks), words: Sketch::of_words(&words) })
    }

    /// How alike two documents are, in thousandths; 0 where they are two documents.
    fn likeness(&self, other: &Self) -> u32 {
        if self.format != other.format {
            return 0;
        }
        let (blocks, words) = (self.blocks.likeness(&other.blocks), self.words.likeness(&other.words));
        if blocks < ALIKE && words < ALIKE_IN_WORDS { 0 } else { blocks.max(words) }
    }
}

/// Digests of the blocks of running text outside the header, with their words; of the header too where there are no others.
fn blocks_and_words(tree: &Tree) -> (Vec<u64>, String) {
    let (mut blocks, mut header, mut words) = (Vec::new(), Vec::new(), String::new());
    let (mut at, mut header_end) = (DOCUMENT + 1, 0);
    while at < tree.nodes.len() {
        let one = tree.node(at);
        if tree.name_of(at) == "teiHeader" {
            header_end = one.end;
        }
        if one.flow && one.content != 0 {
            let list = if at < header_end { &mut header } else { &mut blocks };
            list.push(at);
        }
        at = if one.flow { one.end } else { at + 1 };
    }
    let known = if blocks.is_empty() { header } else { blocks };
    for &block in &known {
        words.push_str(&tree.words_of(block));
        words.push(' ');
    }
    (known.into_iter().map(|block| mix(tree.node(block).content, tree.node(block).key)).collect(), words)
}

fn strings_and_words(strings: &[(String, String)]) -> (Vec<u64>, String) {
    let hash = |text: &str| tree::hash_of(text.as_bytes());
    let words = strings.iter().map(|(_, text)| text.as_str()).filter(|text| text.contains(' '));
    (strings.iter().map(|(key, text)| mix(hash(key), hash(text))).collect(), words.collect::<Vec<_>>().join(" "))
}

/// Pairs of indices of documents that were renamed, in the order of the old ones. The more alike pair goes first; of equal ones the first by place.
pub fn renamed(old: &[Fingerprint], new: &[Fingerprint]) -> Vec<(usize, usize)> {
    let mut scored: Vec<(Reverse<u32>, usize, usize)> = Vec::new();
    let places = places(new);
    for (at, one) in old.iter().enumerate() {
        for other in candidates(one, &places) {
            let likeness = one.likeness(&new[other]);
            if likeness > 0 {
                scored.push((Reverse(likeness), at, other));
            }
        }
    }
    scored.sort_unstable();
    let (mut gone, mut taken) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (_, at, other) in scored {
        if !gone[at] && !taken[other] {
            (gone[at], taken[other]) = (true, true);
            pairs.push((at, other));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Which documents have a digest.
fn places(documents: &[Fingerprint]) -> FxHashMap<u64, Vec<usize>> {
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, document) in documents.iter().enumerate() {
        for &hash in document.blocks.hashes.iter().chain(&document.words.hashes) {
            places.entry(hash).or_default().push(at);
        }
    }
    places
}

/// Documents that share something rare with one.
fn candidates(one: &Fingerprint, places: &FxHashMap<u64, Vec<usize>>) -> Vec<usize> {
    let hashes = one.blocks.hashes.iter().chain(&one.words.hashes);
    let mut found: Vec<usize> = hashes.filter_map(|hash| places.get(hash)).filter(|places| places.len() <= RARE).flatten().copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprints(texts: &[&str]) -> Vec<Fingerprint> {
        texts.iter().map(|text| Fingerprint::of(&Source::from_text("t", *text)).expect("a document")).collect()
    }

    #[test]
    fn an_edited_document_is_known_again_and_a_shared_header_is_not_enough() {
        let edition = |body: &str| {
            format!(
                "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><title>Talks of the embassy</title><p>Letters and numbers kept as they were.</p></teiHeader><text><body>{body}</body></text></TEI>"
            )
        };
        let one = edition("<p>The tariff was discussed.</p><p>The credit was not.</p><p>They parted at nine.</p>");
        let other = edition("<p>The harvest was good.</p><p>Nobody spoke of the dam.</p><p>Tea was brought.</p>");
        let edited = one.replace("nine", "ten");
        let (old, new) = (fingerprints(&[&other, &one]), fingerprints(&[&edited]));
        assert_eq!(renamed(&old, &new), [(1, 0)]);
        assert_eq!(renamed(&old[..1], &new), []);
        let json = r#"{"@id": "a", "text": "The tariff was discussed and the credit was not."}"#;
        assert_eq!(renamed(&fingerprints(&[json]), &fingerprints(&[json, &one])), [(0, 0)]);
    }
}
