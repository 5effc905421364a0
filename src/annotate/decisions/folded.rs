//! A text in which every run of blanks is one space, so that quoted words are found again however their lines are broken.

use crate::source::Span;

/// A text with single spaces, and where its characters come from.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    /// Behind each run of blanks: the byte here, and the byte there. Between two of them both count alike.
    steps: Vec<(usize, usize)>,
}

/// The words with one space for each run of blanks.
pub(super) fn fold(text: &str) -> String {
    Folded::new(text).text
}

impl Folded {
    /// Reads `text` once.
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), steps: vec![(0, 0)] };
        let mut in_blanks = false;
        for (at, character) in text.char_indices() {
            if !character.is_whitespace() {
                folded.text.push(character);
                in_blanks = false;
                continue;
            }
            if in_blanks {
                folded.steps.pop();
            } else {
                folded.text.push(' ');
            }
            folded.steps.push((folded.text.len(), at + character.len_utf8()));
            in_blanks = true;
        }
        folded
    }

    /// The text with single spaces.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the text as it came that belongs to a byte here.
    pub(super) fn outer(&self, at: usize) -> usize {
        let (here, there) = self.steps[self.steps.partition_point(|&(here, _)| here <= at) - 1];
        there + (at - here)
    }

    /// The byte here that belongs to a byte of the text as it came; inside a run of blanks that of its space.
    pub(super) fn inner(&self, at: usize) -> usize {
        let place = self.steps.partition_point(|&(_, there)| there <= at) - 1;
        let (here, there) = self.steps[place];
        let inside = here + (at - there);
        match self.steps.get(place + 1) {
            Some(&(next, _)) if inside >= next => next - 1,
            _ => inside.min(self.text.len()),
        }
    }

    /// A stretch of this text as one of the text as it came.
    pub(super) fn outer_span(&self, span: Span) -> Span {
        Span::new(self.outer(span.start), self.outer(span.end))
    }

    /// A stretch of the text as it came as one of this text.
    pub(super) fn inner_span(&self, span: Span) -> Span {
        Span::new(self.inner(span.start), self.inner(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_blanks_are_one_space_and_every_place_is_kept() {
        let text = "the  mill\u{a0}\n is\tclosed";
        let folded = Folded::new(text);
        assert_eq!(folded.text(), "the mill is closed");
        for word in ["the", "mill", "is", "closed"] {
            let (inner, outer) = (folded.text().find(word).expect("a word"), text.find(word).expect("a word"));
            assert_eq!((folded.outer(inner), folded.inner(outer)), (outer, inner), "{word}");
            let span = Span::new(outer, outer + word.len());
            assert_eq!(folded.outer_span(folded.inner_span(span)), span);
        }
        assert_eq!(folded.inner(4), 3);
    }
}
