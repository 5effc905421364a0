//! Which bracket closes which: nested ones, ones that reach over several blocks, and those without a partner.

use crate::model::Transcript;
use crate::source::Span;

/// An opening bracket with its closing one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// From the opening to behind the closing bracket.
    pub(super) span: Span,
    /// The block in which it opens.
    pub(super) block: usize,
    /// The block in which it closes.
    pub(super) last_block: usize,
}

impl Pair {
    /// What stands between the brackets.
    pub(super) fn inside(&self) -> Span {
        Span::new(self.span.start + 1, self.span.end - 1)
    }
}

/// All brackets of one kind.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// In the order in which they open, each before those inside it.
    pub(super) closed: Vec<Pair>,
    /// Opening brackets that never close.
    pub(super) unclosed: Vec<usize>,
    /// Closing brackets that close nothing.
    pub(super) stray: Vec<usize>,
}

/// Pairs the ASCII brackets `open` and `close` in the given blocks; a pair reaches over at most `reach` blocks further.
pub(super) fn pairs(transcript: &Transcript, blocks: impl Iterator<Item = usize>, open: u8, close: u8, reach: usize) -> Pairs {
    let text = transcript.source.text().as_bytes();
    let mut found = Pairs::default();
    let mut stack: Vec<(usize, usize)> = Vec::new();
    for block in blocks {
        let span = transcript.blocks[block].span;
        let expired = stack.iter().take_while(|(opened_in, _)| opened_in + reach < block).count();
        found.unclosed.extend(stack.drain(..expired).map(|(_, at)| at));
        for at in memchr::memchr2_iter(open, close, &text[span.range()]).map(|at| span.start + at) {
            if text[at] == open {
                stack.push((block, at));
                continue;
            }
            match stack.pop() {
                Some((opened_in, start)) => found.closed.push(Pair { span: Span::new(start, at + 1), block: opened_in, last_block: block }),
                None => found.stray.push(at),
            }
        }
    }
    found.unclosed.extend(stack.into_iter().map(|(_, at)| at));
    found.closed.sort_unstable_by_key(|pair| pair.span.start);
    found
}
