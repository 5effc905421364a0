//! The transcript while it is being read: blocks are put down in any order, and whatever no block covers is kept all the same.

use crate::language::Language;
use crate::model::{Block, BlockKind, Field, Genre, Transcript};
use crate::source::Span;

use super::super::survey::Survey;

/// A transcript in the making.
pub(in crate::read) struct Sheet<'s> {
    /// The source and what is known of it.
    pub survey: &'s Survey,
    /// What has been read so far.
    pub transcript: Transcript,
}

impl<'s> Sheet<'s> {
    /// Nothing read yet.
    pub fn new(survey: &'s Survey, name: &str, genre: Genre) -> Self {
        let mut transcript = Transcript::new(survey.source().clone(), name, genre);
        transcript.header.language = survey.tag().map(str::to_owned);
        Self { survey, transcript }
    }

    /// The base text.
    pub fn text(&self) -> &'s str {
        self.survey.text()
    }

    /// What is known of its language.
    pub fn language(&self) -> &'static Language {
        self.survey.language()
    }

    /// The words of `span`.
    pub fn slice(&self, span: Span) -> &'s str {
        &self.text()[span.range()]
    }

    /// Puts down a block, without blanks at either end.
    pub fn block(&mut self, span: Span, kind: BlockKind) {
        let span = trim(self.text(), span);
        if !span.is_empty() {
            self.transcript.blocks.push(Block::new(span, kind));
        }
    }

    /// Puts down a part of the web page.
    pub fn furniture(&mut self, span: Span) {
        self.block(span, BlockKind::Furniture);
    }

    /// Puts down a value whose place is the header's element `path`, and returns it.
    pub fn metadata(&mut self, span: Span, path: &'static str) -> Field {
        let span = trim(self.text(), span);
        self.block(span, BlockKind::Metadata(path.into()));
        field(self.text(), span)
    }

    /// The transcript, its blocks in order; what no block covers is a paragraph, or furniture where it holds no letter.
    pub fn finish(mut self) -> Transcript {
        let text = self.survey.text();
        let mut blocks = std::mem::take(&mut self.transcript.blocks);
        blocks.sort_by_key(|block| block.span.start);
        let mut whole = Vec::with_capacity(blocks.len() + 8);
        let mut at = 0;
        for mut block in blocks {
            leftover(text, Span::new(at, block.span.start.max(at)), &mut whole);
            block.span = trim(text, Span::new(block.span.start.max(at), block.span.end.max(at)));
            if !block.span.is_empty() {
                at = block.span.end;
                whole.push(block);
            }
        }
        leftover(text, Span::new(at, text.len()), &mut whole);
        self.transcript.blocks = whole;
        self.transcript
    }
}

fn leftover(text: &str, span: Span, blocks: &mut Vec<Block>) {
    let span = trim(text, span);
    if !span.is_empty() {
        let speaks = text[span.range()].contains(char::is_alphanumeric);
        blocks.push(Block::new(span, if speaks { BlockKind::Paragraph } else { BlockKind::Furniture }));
    }
}

/// `span` without blanks at either end.
pub(in crate::read) fn trim(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let rest = words.trim_start();
    let start = span.end - rest.len();
    Span::new(start, start + rest.trim_end().len())
}

/// The value printed at `span`; a line end inside it counts as a blank.
pub(in crate::read) fn field(text: &str, span: Span) -> Field {
    let span = trim(text, span);
    let printed = &text[span.range()];
    let text = if printed.contains(['\n', '\r', '\x0C']) {
        printed.split(['\n', '\r', '\x0C']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        printed.to_owned()
    };
    Field { text, span: Some(span) }
}
