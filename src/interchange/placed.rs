//! A transcript with its text: blocks partition it, turns are groups of blocks, annotations stand beside it.

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::model::{self, BlockKind};
use crate::source::{Encoding, Source, Span};

use super::codes::{BLOCKS, DIGEST, REFERENCE, TURNS};
use super::desk::Desk;
use super::format::{Block, File, Query, Rule, Turn};
use super::marks::Rules;
use super::numbers::Whole;
use super::path::Path;
use super::turns;

/// Encodings by the names that the format and the ledger use.
const ENCODINGS: &[Encoding] = &[Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be];

/// The text as the source it once was; without `file` it is called `name`.
pub(super) fn source(text: String, file: Option<&File<'_>>, name: &str) -> Source {
    let named = file.and_then(|file| file.encoding.as_deref());
    let encoding = ENCODINGS.iter().copied().find(|encoding| Some(encoding.name()) == named).unwrap_or(Encoding::Utf8);
    Source::from_decoded(file.map_or(name, |file| &file.name), text, encoding)
}

/// Complains where the text is not the one whose digest stands beside it.
pub(super) fn check_digest(file: Option<&File<'_>>, base: &Source, desk: &mut Desk<'_>) {
    let given = file.and_then(|file| file.sha256.as_deref());
    if given.is_some_and(|given| given != base.sha256()) {
        let message = format!("the text in {} has the SHA-256 {}", base.encoding().name(), base.sha256());
        desk.report(
            &DIGEST,
            &Path::Root.key("source").key("sha256"),
            message,
            "restore the text, or delete the digest if the text was meant to change".to_owned(),
        );
    }
}

/// The blocks, and whether each has its place and turn; complains where they do not partition the text.
pub(super) fn blocks(list: Vec<Block<'_>>, turns: usize, base: &Source, desk: &mut Desk<'_>) -> (Vec<model::Block>, bool) {
    let path = Path::Root.key("blocks");
    let mut blocks = Vec::with_capacity(list.len());
    let mut sound = true;
    for (index, block) in list.into_iter().enumerate() {
        let path = path.index(index);
        let turn = block.turn.and_then(|turn| turn_index(turn, turns, desk, &path.key("turn")));
        let span = desk.filled_span(block.at, &path.key("at"));
        sound &= span.is_some() && turn.is_some() == block.turn.is_some();
        blocks.push(model::Block { span: span.unwrap_or_default(), kind: block.kind.into(), turn });
    }
    if sound {
        check_partition(&blocks, base.text(), desk);
    }
    (blocks, sound)
}

/// Complains where blocks overlap, leave out characters, or begin or end with a blank.
fn check_partition(blocks: &[model::Block], text: &str, desk: &mut Desk<'_>) {
    let path = Path::Root.key("blocks");
    let mut at = 0;
    for (index, block) in blocks.iter().enumerate() {
        check_span(block.span, at, text, desk, &path.index(index).key("at"));
        at = at.max(block.span.end);
    }
    let rest = &text[at..];
    if !rest.trim().is_empty() {
        let message = format!("behind the last block stands {}, which is in no block", quoted(rest));
        desk.report(&BLOCKS, &path, message, UNCOVERED.to_owned());
    }
}

const UNCOVERED: &str = "add a block for it; what does not belong to the document is a block of the kind `furniture`";

fn turn_index(turn: Whole, turns: usize, desk: &mut Desk<'_>, path: &Path<'_>) -> Option<u32> {
    if turn.index() > turns {
        desk.report(&REFERENCE, path, format!("there is no turn {}; `turns` has {turns}", turn.0), "turns are numbered from 1".to_owned());
        return None;
    }
    turn.narrow().checked_sub(1)
}

/// `before` is where the blocks so far end.
fn check_span(span: Span, before: usize, text: &str, desk: &mut Desk<'_>, path: &Path<'_>) {
    if span.start < before {
        desk.report(&BLOCKS, path, "the block begins before the one before it ends", "blocks are disjoint and stand in text order".to_owned());
        return;
    }
    let between = &text[before..span.start];
    if !between.trim().is_empty() {
        desk.report(&BLOCKS, path, format!("before this block stands {}, which is in no block", quoted(between)), UNCOVERED.to_owned());
    }
    let words = &text[span.range()];
    if words.trim().len() != words.len() {
        desk.report(&BLOCKS, path, "the block begins or ends with a blank", "leave blanks at its ends outside".to_owned());
    }
}

/// The first characters of a text, as a message quotes them.
fn quoted(text: &str) -> String {
    let words: String = text.trim().chars().take(24).collect();
    format!("{words:?}")
}

/// The turns, each with the label among its blocks.
pub(super) fn turns(list: &[Turn<'_>], blocks: &[model::Block], desk: &mut Desk<'_>) -> Vec<model::Turn> {
    let path = Path::Root.key("turns");
    let mut turns: Vec<model::Turn> = list.iter().enumerate().map(|(index, turn)| turns::placed(turn, desk, &path.index(index))).collect();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::SpeakerLabel) {
        if let Some(turn) = block.turn {
            turns[turn as usize].label.get_or_insert(block.span);
        }
    }
    turns
}

/// Complains where a turn has no block.
pub(super) fn check_turns(turns: usize, blocks: &[model::Block], desk: &mut Desk<'_>) {
    let path = Path::Root.key("turns");
    let mut seen = vec![false; turns];
    for turn in blocks.iter().filter_map(|block| block.turn) {
        seen[turn as usize] = true;
    }
    for index in (0..turns).filter(|&index| !seen[index]) {
        desk.report(&TURNS, &path.index(index), format!("no block belongs to turn {}", index + 1), "give its blocks its number as `turn`".to_owned());
    }
}

/// The rules that the transcript brings.
pub(super) fn rules(list: Vec<Rule<'_>>, desk: &mut Desk<'_>) -> Rules {
    let path = Path::Root.key("rules");
    let mut rules = Rules::new();
    for (index, rule) in list.into_iter().enumerate() {
        let (id, what) = (rule.id.into_owned(), rule.what.into_owned());
        let known = rules.insert(id.clone(), model::Rule { id: id.clone().into(), what: what.into() });
        if known.is_some() {
            desk.report(&super::codes::ID, &path.index(index).key("id"), format!("another rule has the id `{id}`"), None);
        }
    }
    rules
}

/// What an editor should look at, as it was found when the transcript was written.
pub(super) fn queries(list: Vec<Query<'_>>, base: &Source, desk: &mut Desk<'_>) -> Vec<Diagnostic> {
    let path = Path::Root.key("queries");
    let mut queries = Vec::with_capacity(list.len());
    for (index, query) in list.into_iter().enumerate() {
        let path = path.index(index);
        let mut found = Diagnostic::new(Code::carried(&query.code), query.severity, query.message);
        found.help = query.help.map(Into::into);
        found.place = desk.optional_span(query.at, &path.key("at")).map(|span| Label::new(base, span, ""));
        for (number, related) in query.related.into_iter().enumerate() {
            let span = desk.span(related.at, &path.key("related").index(number).key("at"));
            found.related.extend(span.map(|span| Label::new(base, span, related.message)));
        }
        queries.push(found);
    }
    queries
}
