//! Block by block, the finds of a document with what speaks for each.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::language::names::Kind;
use crate::language::token::{Token, TokenKind};
use crate::model::Mark;
use crate::source::Span;

use super::cue::Cue;
use super::evidence::{Weighed, weigh};
use super::forms::Forms;
use super::line::Line;
use super::lists::{lists, share};
use super::roles::office_behind;
use super::scan::{Find, Finds, Sort, scan};
use crate::annotate::Desk;

/// A place where a form stands.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) span: Span,
    pub(super) form: usize,
    pub(super) weighed: Weighed,
    /// Honorifics and offices before it, and those that stand before its whole list.
    pub(super) titles: Vec<Title>,
    /// The office printed behind it.
    pub(super) office: Option<Span>,
}

/// An honorific or office before a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Title {
    pub(super) span: Span,
    pub(super) office: bool,
    /// It stands before another member of the list.
    pub(super) shared: bool,
}

/// Collects the mentions of all blocks in text order, and counts their forms.
pub(super) fn collect<'a>(desk: &Desk<'_>, base: &'a str, common: &FxHashSet<&str>) -> (Vec<Mention>, Forms<'a>) {
    let covered = covered(desk);
    let mut rest = covered.as_slice();
    let (mut mentions, mut forms) = (Vec::new(), Forms::default());
    for (block, tokens) in desk.tokens.iter().enumerate().filter(|(_, tokens)| !tokens.is_empty()) {
        let span = desk.transcript.blocks[block].span;
        rest = &rest[rest.partition_point(|covered| covered.end <= span.start)..];
        let inside = &rest[..rest.partition_point(|covered| covered.start < span.end)];
        let line = Line::new(base, tokens, &desk.sentences[block], inside, &desk.language.names);
        collect_block(&line, base, common, &mut mentions, &mut forms);
    }
    (mentions, forms)
}

fn collect_block<'a>(line: &Line<'_>, base: &'a str, common: &FxHashSet<&str>, mentions: &mut Vec<Mention>, forms: &mut Forms<'a>) {
    let mut found = scan(line, common);
    let mut weighed: Vec<Weighed> = found.finds.iter().map(|find| weigh(line, &found, find)).collect();
    for list in lists(line, &found) {
        share(&mut found, &list, &mut weighed);
    }
    for (find, mut weighed) in found.finds.iter().zip(weighed) {
        let office = office_behind(line, &found, find);
        weighed.cues.extend(office.as_ref().map(|_| Cue::Apposition));
        let form = forms.count(&base[find.span.range()], find, weighed);
        let office = office.map(|tokens| span_of(line.tokens, tokens));
        mentions.push(Mention { span: find.span, form, weighed, titles: titles(&found, find), office });
    }
    let first = mentions.len() - found.finds.len();
    for second in (1..found.finds.len()).filter(|&second| explains(line, &found.finds[second - 1], &found.finds[second])) {
        let (one, other) = (mentions[first + second - 1].form, mentions[first + second].form);
        let (abbreviation, full) = if found.finds[second].sort == Sort::Acronym { (other, one) } else { (one, other) };
        forms.explain(abbreviation, full);
    }
}

/// "ZTO (Zentari Trade Organization)", "Zentari Trade Organization (ZTO)": a parenthesis that holds the other form and nothing else.
fn explains(line: &Line<'_>, one: &Find, other: &Find) -> bool {
    let open = one.tokens.end;
    let begin = open + 1 + usize::from(line.has(open + 1, Kind::Article));
    let pair = matches!((one.sort, other.sort), (Sort::Acronym, Sort::Organisation) | (Sort::Organisation, Sort::Acronym));
    pair && line.text(open) == "(" && begin == other.tokens.start && line.text(other.tokens.end) == ")"
}

fn titles(found: &Finds, find: &Find) -> Vec<Title> {
    let own = found.titles[find.titles.clone()].iter().map(|title| Title { span: title.span, office: title.office, shared: false });
    let shared = found.titles[find.shared_titles.clone()].iter().map(|title| Title { span: title.span, office: title.office, shared: true });
    own.chain(shared).collect()
}

fn span_of(tokens: &[Token], range: Range<usize>) -> Span {
    Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end)
}

/// The words that stand in the document in lower case.
pub(super) fn common_words<'a>(base: &'a str, blocks: &[Vec<Token>]) -> FxHashSet<&'a str> {
    let words = blocks.iter().flatten().filter(|token| token.kind == TokenKind::Word).map(|token| token.text(base));
    words.filter(|word| word.starts_with(char::is_lowercase)).collect()
}

/// What stands before the colon of a paragraph that is a remark of the minutes: "Resolved:", "Decision:".
fn remark(text: &str, block: Span, desk: &Desk<'_>) -> Option<Span> {
    const LONGEST: usize = 40;
    let colon = text[..text.floor_char_boundary(LONGEST)].find(':')?;
    let word = text[..colon].to_lowercase();
    (desk.language.talk.is_remark(&word) || desk.language.talk.is_no_label(&word)).then(|| Span::new(block.start, block.start + colon))
}

/// Stretches in which no name is sought, in text order: titles of works, dates, glosses, names that are marked already.
fn covered(desk: &Desk<'_>) -> Vec<Span> {
    let base = desk.transcript.source.text();
    let covers = |mark: &Mark, span: Span| match mark {
        Mark::Work(_)
        | Mark::Date(_)
        | Mark::Time(_)
        | Mark::Gloss { .. }
        | Mark::SicNote
        | Mark::Gap(_)
        | Mark::Note(_)
        | Mark::PageMark(_)
        | Mark::NoteMark(_)
        | Mark::TimeCode(_)
        | Mark::Name(_)
        | Mark::Role
        | Mark::Reference(_) => true,
        Mark::Foreign(_) => base[span.range()].contains(char::is_whitespace),
        Mark::Speech(_)
        | Mark::Quote(_)
        | Mark::Aside(_)
        | Mark::Measure(_)
        | Mark::Term(_)
        | Mark::OriginalTerm
        | Mark::Sic
        | Mark::Supplied
        | Mark::Expansion(_)
        | Mark::Correction(_)
        | Mark::RestoredLabel
        | Mark::Kinesic
        | Mark::Vocal
        | Mark::Incident
        | Mark::Pause
        | Mark::Unclear => false,
    };
    let remarks = desk.transcript.blocks.iter().filter_map(|block| remark(&base[block.span.range()], block.span, desk));
    let marked = desk.transcript.annotations.iter().filter(|annotation| covers(&annotation.mark, annotation.span));
    let mut spans: Vec<Span> = marked.map(|annotation| annotation.span).chain(remarks).collect();
    spans.sort_unstable();
    spans
}
