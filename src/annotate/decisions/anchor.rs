//! Where a decision belongs: quoted words with the words around them and an offset, found again after edits elsewhere.

use std::cell::OnceCell;

use memchr::memmem;

use crate::source::{Offsets, Source, Span};

use super::folded::{Folded, fold};
use super::near::Words;

/// The words a decision is about, and how to tell them from the same words elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The words; runs of blanks count as one space.
    pub quote: String,
    /// The words before them.
    pub before: String,
    /// The words after them.
    pub after: String,
    /// Code points before the quote when the decision was made, from 0.
    pub at: Option<usize>,
}

/// Why a decision has no place.
#[derive(Debug)]
pub(super) enum Lost {
    /// Nothing fits; the stretch that comes nearest.
    Nowhere(Option<Span>),
    /// Several places fit, the first of them.
    Several(Vec<Span>),
}

/// A quote of so many characters needs no words around it, where it stands once.
const TELLING: usize = 40;

/// Characters of context that a new anchor tries, until nothing else fits.
const CONTEXTS: &[usize] = &[24, 48, 96, 192, 384];

/// Places of a text, by quoted words and back.
pub(super) struct Places<'a> {
    source: &'a Source,
    folded: Folded,
    offsets: Offsets<'a>,
    words: OnceCell<Words>,
}

impl<'a> Places<'a> {
    /// Reads `source` once.
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, folded: Folded::new(source.text()), offsets: Offsets::new(source), words: OnceCell::new() }
    }

    /// The words at `span`, with single spaces.
    pub(super) fn quote(&self, span: Span) -> String {
        fold(self.source.slice(span))
    }

    /// An anchor for `span`, with as much context as tells it from all other places.
    pub(super) fn anchor(&self, span: Span) -> Anchor {
        let inner = self.folded.inner_span(span);
        let mut anchor = Anchor { quote: self.quote(span), at: Some(self.offsets.code_points(span.start)), ..Anchor::default() };
        for &width in CONTEXTS {
            self.before(inner.start, width).clone_into(&mut anchor.before);
            self.after(inner.end, width).clone_into(&mut anchor.after);
            let whole = [&*anchor.before, &anchor.quote, &anchor.after].concat();
            if memmem::find_iter(self.folded.text().as_bytes(), whole.as_bytes()).nth(1).is_none() {
                break;
            }
        }
        anchor
    }

    /// Up to `width` characters before and after `span`, in whole words.
    pub(super) fn around(&self, span: Span, width: usize) -> (&str, &str) {
        let inner = self.folded.inner_span(span);
        (self.before(inner.start, width), self.after(inner.end, width))
    }

    /// Code points before the byte `at`.
    pub(super) fn code_points(&self, at: usize) -> usize {
        self.offsets.code_points(at)
    }

    /// Where `quote` stands nearest behind `at`, else nearest before it.
    pub(super) fn find_near(&self, quote: &str, at: usize) -> Option<Span> {
        let (quote, start) = (fold(quote), self.folded.inner(at));
        let text = self.folded.text().as_bytes();
        let found = memmem::find(&text[start..], quote.as_bytes()).map(|found| start + found);
        let found = found.or_else(|| memmem::rfind(&text[..(start + quote.len()).min(text.len())], quote.as_bytes()))?;
        Some(self.folded.outer_span(Span::new(found, found + quote.len())))
    }

    /// Up to `width` characters before `at`, from the beginning of a word.
    fn before(&self, at: usize, width: usize) -> &str {
        let text = &self.folded.text()[..at];
        let start = text.char_indices().rev().nth(width).map_or(0, |(start, character)| start + character.len_utf8());
        let cut = if start == 0 || text[..start].ends_with(' ') { start } else { text[start..].find(' ').map_or(start, |space| start + space + 1) };
        if cut == at { &text[start..] } else { &text[cut..] }
    }

    /// Up to `width` characters after `at`, to the end of a word.
    fn after(&self, at: usize, width: usize) -> &str {
        let text = &self.folded.text()[at..];
        let Some((end, next)) = text.char_indices().nth(width) else { return text };
        let cut = if next == ' ' { end } else { text[..end].rfind(' ').unwrap_or(end) };
        if cut == 0 { &text[..end] } else { &text[..cut] }
    }

    /// Where the anchor's words stand now.
    pub(super) fn find(&self, anchor: &Anchor) -> Result<Span, Lost> {
        let (before, quote, after) = (fold(&anchor.before), fold(&anchor.quote), fold(&anchor.after));
        let whole = [&*before, &*quote, &*after].concat();
        let stretch = |start: usize| Span::new(start + before.len(), start + before.len() + quote.len());
        let found: Vec<Span> = memmem::find_iter(self.folded.text().as_bytes(), whole.as_bytes()).map(stretch).collect();
        match found.as_slice() {
            [] => self.find_changed(&before, &quote, &after),
            [only] => Ok(self.folded.outer_span(*only)),
            several => self.choose(several, anchor.at),
        }
    }

    /// The one of several places at which the words stood when the decision was made.
    fn choose(&self, several: &[Span], at: Option<usize>) -> Result<Span, Lost> {
        let spans = several.iter().map(|&span| self.folded.outer_span(span));
        let same = spans.clone().find(|span| Some(self.offsets.code_points(span.start)) == at);
        same.ok_or_else(|| Lost::Several(spans.take(4).collect()))
    }

    /// Where the quote stands with at least half of the words around it, and nowhere as well.
    fn find_changed(&self, before: &str, quote: &str, after: &str) -> Result<Span, Lost> {
        let text = self.folded.text();
        let context = before.chars().count() + after.chars().count();
        let mut best: Vec<(usize, Span)> = Vec::new();
        let mut count = 0;
        for start in memmem::find_iter(text.as_bytes(), quote.as_bytes()) {
            count += 1;
            let span = Span::new(start, start + quote.len());
            let kept = alike(before.chars().rev(), text[..span.start].chars().rev()) + alike(after.chars(), text[span.end..].chars());
            best.push((kept, span));
            best.sort_by_key(|&(kept, span)| (std::cmp::Reverse(kept), span.start));
            best.truncate(2);
        }
        let telling = count == 1 && quote.chars().count() >= TELLING;
        match best.as_slice() {
            [(kept, span), rest @ ..] if telling || (kept * 2 >= context && *kept > 0 && rest.first().is_none_or(|(second, _)| second < kept)) => {
                Ok(self.folded.outer_span(*span))
            }
            [(kept, span), (second, other)] if kept == second && kept * 2 >= context => {
                Err(Lost::Several(vec![self.folded.outer_span(*span), self.folded.outer_span(*other)]))
            }
            _ => Err(Lost::Nowhere(self.nearest(before, quote, after))),
        }
    }

    fn nearest(&self, before: &str, quote: &str, after: &str) -> Option<Span> {
        let words = self.words.get_or_init(|| Words::new(self.folded.text()));
        words.nearest(self.folded.text(), before, quote, after).map(|span| self.folded.outer_span(span))
    }

    /// Where `quote` stands and shares characters with `near`; where several do, the one that shares most.
    pub(super) fn find_over(&self, quote: &str, near: Span) -> Option<Span> {
        let (quote, near) = (fold(quote), self.folded.inner_span(near));
        let text = self.folded.text();
        let from = text.floor_char_boundary(near.start.saturating_sub(quote.len()));
        let to = text.ceil_char_boundary((near.end + quote.len()).min(text.len()));
        let shared = |span: &Span| span.end.min(near.end).saturating_sub(span.start.max(near.start));
        let found = memmem::find_iter(&text.as_bytes()[from..to], quote.as_bytes()).map(|start| Span::new(from + start, from + start + quote.len()));
        let best = found.filter(|span| shared(span) > 0).max_by_key(|span| (shared(span), std::cmp::Reverse(span.start)));
        best.map(|span| self.folded.outer_span(span))
    }

    /// Where `quote` stands last before `at`.
    pub(super) fn find_before(&self, quote: &str, at: usize) -> Option<Span> {
        let (quote, end) = (fold(quote), self.folded.inner(at));
        let start = memmem::rfind(&self.folded.text().as_bytes()[..end], quote.as_bytes())?;
        Some(self.folded.outer_span(Span::new(start, start + quote.len())))
    }
}

/// How many characters two texts have in common from their beginnings.
fn alike(left: impl Iterator<Item = char>, right: impl Iterator<Item = char>) -> usize {
    left.zip(right).take_while(|(left, right)| left == right).count()
}
