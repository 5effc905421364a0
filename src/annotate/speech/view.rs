//! A sentence as the analysis of talk sees it: its words with what they may be, the names in them, the quotation marks.
//!
//! Parentheses and brackets are left out ("Someone replied (it seems it was the host) that …" reads "Someone replied that …").

use rustc_hash::FxHashMap;

use crate::language::speech::{Class, Forms, SpeechTable, WordInfo};
use crate::language::{Token, TokenKind};
use crate::model::{EntityId, EntityKind};
use crate::source::Span;

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub span: Span,
    pub entity: EntityId,
    pub kind: EntityKind,
}

/// Whether a mark opens or closes a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteMark {
    /// Opens one; holds the index of the closing token in the block, or of the last token where none closes it.
    Open(usize),
    /// Closes one.
    Close,
}

/// One word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'t> {
    /// Index of the token in its block.
    pub token: usize,
    pub span: Span,
    pub text: &'t str,
    pub kind: TokenKind,
    pub info: WordInfo,
    pub mention: Option<Mention>,
    pub quote: Option<QuoteMark>,
}

impl Cell<'_> {
    pub fn is(&self, class: Class) -> bool {
        self.info.classes.has(class)
    }

    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.text == mark
    }

    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub fn is_capitalised(&self) -> bool {
        self.is_word() && self.text.starts_with(char::is_uppercase)
    }

    /// Whether the word may be a verb of attribution in one of `forms`.
    pub fn is_verb(&self, forms: Forms) -> bool {
        self.info.verb.is_some_and(|verb| verb.forms.any(forms))
    }

    /// An adverb between subject and verb: one of the table, or a word in "-ly".
    pub fn is_adverb(&self) -> bool {
        self.is_word() && (self.is(Class::Adverb) || (self.is(Class::EndsAdverb) && self.mention.is_none()))
    }

    /// Whether it is in the genitive: "Tito's".
    pub fn is_genitive(&self) -> bool {
        self.is(Class::EndsGenitive)
    }

    /// Whether it is surely a finite verb.
    pub fn is_finite(&self) -> bool {
        let grammar = [Class::Be, Class::Have, Class::Modal, Class::Do, Class::Present].iter().any(|&class| self.is(class));
        grammar || self.is_past() || self.is_verb(Forms::PRESENT)
    }

    /// Whether it is surely a verb in the simple past.
    pub fn is_past(&self) -> bool {
        (self.is(Class::EndsPast) && !self.is_capitalised())
            || (self.is_verb(Forms::PAST) && !self.is(Class::Had))
            || self.is(Class::Mind)
            || self.is(Class::Past)
    }

    pub fn is_sentence_end(&self) -> bool {
        self.kind == TokenKind::Mark && matches!(self.text, "." | "!" | "?" | "…")
    }

    pub fn is_pause(&self) -> bool {
        self.kind == TokenKind::Mark && matches!(self.text, "," | "—" | "–" | ";")
    }
}

/// A block's tokens with their classes; filled once per block, its buffers kept.
#[derive(Default)]
pub(super) struct BlockView<'t> {
    pub cells: Vec<Cell<'t>>,
    /// For each cell, whether it stands inside parentheses or brackets.
    pub aside: Vec<bool>,
    /// The quotations, each from its opening to its closing token; they do not overlap.
    quotations: Vec<(usize, usize)>,
    /// What the table says of each word seen: a text says few words, often.
    known: FxHashMap<&'t str, WordInfo>,
    buffer: String,
}

impl<'t> BlockView<'t> {
    /// Looks at the tokens of one block; `mentions` are the names in it, in text order.
    pub fn fill(&mut self, base: &'t str, tokens: &[Token], mentions: &[Mention], table: &SpeechTable) {
        self.cells.clear();
        let mut names = mentions.iter().peekable();
        for (index, token) in tokens.iter().enumerate() {
            while names.next_if(|name| name.span.end <= token.span.start).is_some() {}
            let mention = names.peek().filter(|name| name.span.start < token.span.end).map(|name| **name);
            let text = token.text(base);
            let info = if token.kind == TokenKind::Word {
                *self.known.entry(text).or_insert_with(|| table.look_up(text, &mut self.buffer))
            } else {
                WordInfo::default()
            };
            self.cells.push(Cell { token: index, span: token.span, text, kind: token.kind, info, mention, quote: None });
        }
        self.mark_asides();
        self.mark_quotes(tokens);
    }

    /// The quotation that was opened before `token` and closes behind it.
    pub fn quotation_around(&self, token: usize) -> Option<(usize, usize)> {
        let next = self.quotations.partition_point(|&(open, _)| open < token);
        next.checked_sub(1).map(|last| self.quotations[last]).filter(|&(_, close)| close > token)
    }

    fn mark_asides(&mut self) {
        self.aside.clear();
        self.aside.resize(self.cells.len(), false);
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.cells.len() {
            match self.cells[at].text {
                "(" | "[" => open.push(at),
                ")" | "]" => {
                    if let Some(start) = open.pop().filter(|_| open.is_empty()) {
                        self.aside[start..=at].fill(true);
                    }
                }
                _ => {}
            }
        }
    }

    /// Pairs quotation marks, double and single ones each among themselves; of quotations in each other the outermost counts, and a
    /// stray mark pairs with nothing.
    fn mark_quotes(&mut self, tokens: &[Token]) {
        self.quotations.clear();
        self.pair_quotes(tokens, double_opens);
        self.pair_quotes(tokens, single_opens);
        self.quotations.sort_unstable();
        let mut end = None;
        self.quotations.retain(|&(open, close)| {
            let outermost = end.is_none_or(|end| open > end);
            end = if outermost { Some(close) } else { end };
            outermost
        });
        for &(open, close) in &self.quotations {
            self.cells[open].quote = Some(QuoteMark::Open(close.min(self.cells.len() - 1)));
            if let Some(last) = self.cells.get_mut(close) {
                last.quote = Some(QuoteMark::Close);
            }
        }
    }

    /// Pairs the marks of one kind. A quotation that nothing closes runs to the end of the block only where it opens the block.
    fn pair_quotes(&mut self, tokens: &[Token], opens: impl Fn(&[Cell<'_>], &[Token], usize, bool) -> Option<bool>) {
        let mut open: Option<usize> = None;
        for at in 0..self.cells.len() {
            let Some(opens) = opens(&self.cells, tokens, at, open.is_some()) else { continue };
            if !opens {
                self.quotations.extend(open.map(|open| (open, at)));
            }
            open = opens.then_some(at);
        }
        self.quotations.extend(open.filter(|&open| open == 0).map(|open| (open, self.cells.len())));
    }
}

/// Whether the single mark opens (`true`) or closes (`false`) a quotation; `None` for an apostrophe and any other token.
fn single_opens(cells: &[Cell<'_>], tokens: &[Token], at: usize, is_open: bool) -> Option<bool> {
    let spaced_after = tokens.get(at + 1).is_none_or(|next| next.spaced);
    let opens = tokens[at].spaced && !spaced_after;
    match cells[at].text {
        "‚" => Some(true),
        "‘" => Some(!is_open || opens),
        "'" if opens && !is_open && cells[at + 1].is_capitalised() => Some(true),
        "’" | "'" if is_open && !tokens[at].spaced && !is_plural_genitive(cells, at) => Some(false),
        _ => None,
    }
}

/// Whether the apostrophe closes a genitive: "the brothers’ house".
fn is_plural_genitive(cells: &[Cell<'_>], at: usize) -> bool {
    let next = cells.get(at + 1).is_some_and(|next| next.is_word() && !next.is_capitalised());
    next && at > 0 && cells[at - 1].is_word() && cells[at - 1].text.ends_with('s')
}

/// Whether the double mark opens (`true`) or closes (`false`) a quotation; `None` for any other token.
fn double_opens(cells: &[Cell<'_>], tokens: &[Token], at: usize, is_open: bool) -> Option<bool> {
    let spaced_after = tokens.get(at + 1).is_none_or(|next| next.spaced);
    match cells[at].text {
        "„" => Some(true),
        // "« mot »" in French, "»Wort«" in German.
        "«" | "‹" => Some(!is_open || (tokens[at].spaced && spaced_after)),
        "»" | "›" => Some(!is_open && tokens[at].spaced && !spaced_after),
        "“" => Some(!is_open || (tokens[at].spaced && !spaced_after)),
        "”" => Some(false),
        "\"" => Some(!is_open && !spaced_after),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, token};

    fn pairs(text: &str) -> Vec<(usize, usize)> {
        let tokens = token::tokens(text, Span::new(0, text.len()));
        let mut view = BlockView::default();
        view.fill(text, &tokens, &[], &Language::of(None).speech);
        let pair = |cell: &Cell<'_>| match cell.quote {
            Some(QuoteMark::Open(close)) => Some((cell.token, close)),
            _ => None,
        };
        view.cells.iter().filter_map(pair).collect()
    }

    #[test]
    fn quotation_marks_pair() {
        assert_eq!(pairs("“a” b “c”"), [(0, 2), (4, 6)]);
        assert_eq!(pairs("He said \"a b\" to us."), [(2, 5)]);
        assert_eq!(pairs("„a b“ c"), [(0, 3)]);
        assert_eq!(pairs("the “way” of s”yezda and ” alone"), [(1, 3)]);
        assert_eq!(pairs("“never closed"), [(0, 2)]);
        assert_eq!(pairs("»a b« c"), [(0, 3)]);
        assert_eq!(pairs("« a b » c"), [(0, 3)]);
        assert_eq!(pairs("a stray “ mark"), []);
        assert_eq!(pairs("‘a,’ he said, ‘b.’"), [(0, 3), (7, 10)]);
        assert_eq!(pairs("‘the brothers’ house in ’68’"), [(0, 8)]);
        assert_eq!(pairs("“a ‘b’ c” 'Yes,' the boys' dog"), [(0, 6), (7, 10)]);
    }

    #[test]
    fn parentheses_stand_aside() {
        let text = "We (that is, the (two) hosts) agree [sic].";
        let tokens = token::tokens(text, Span::new(0, text.len()));
        let mut view = BlockView::default();
        view.fill(text, &tokens, &[], &Language::of(None).speech);
        let outer: Vec<&str> = view.cells.iter().zip(&view.aside).filter(|(_, aside)| !**aside).map(|(cell, _)| cell.text).collect();
        assert_eq!(outer, ["We", "agree", "."]);
    }
}
