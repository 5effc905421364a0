//! Reading a document that comes in piece by piece: a token that the text so far does not hold whole is read again with more of it.
//!
//! What is held is a window from the present token on: its length is that of the longest tag, comment or stretch of text, whatever the document's.

use std::sync::Arc;

use super::event::{Kind, Token};
use super::{Document, Fault, Limits, Part, Reader};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::xml::chars::first_illegal;
use crate::xml::codes::TOO_LARGE;
use crate::xml::input::{Input, Stop};

/// Bytes that stand ready behind the beginning of a token: more than any keyword has, and enough for the lines that are shown of it.
const AHEAD: usize = 4096;
/// No keyword of XML is longer: a fault further from the end of the text does not come of its being cut there.
const KEYWORD: usize = 16;

impl<'a> Reader<'a> {
    /// A reader at the start of a document that comes in; `source` is a [flowing](Source::flowing) text, whose window the reader moves.
    pub fn flowing(source: &'a Source, input: Input<'a>, limits: Limits) -> Self {
        let mut reader = Self::new(source, limits);
        reader.document = Document::Window(Arc::default());
        reader.input = Some(input);
        reader
    }

    /// Why the document could not be read to its end, apart from faults in its text; taken once.
    pub fn take_stop(&mut self) -> Option<Stop> {
        self.stop.take()
    }

    /// Reads on to the end of the bytes for their encoding only, and gives what is wrong with them.
    pub fn drain(&mut self) -> Option<Stop> {
        while self.stop.is_none() && self.input.as_ref().is_some_and(|input| !input.is_done()) {
            self.at = self.document.text().len();
            self.illegal = usize::MAX;
            let _ = self.more(self.at_once());
        }
        self.take_stop()
    }

    /// As [`advance`](Self::advance).
    pub(super) fn advance_flowing(&mut self) -> Result<Token, Fault> {
        loop {
            let token = match self.frames.last() {
                Some(frame) => {
                    let text = Arc::clone(&frame.text);
                    self.token(&text)?
                }
                None => self.flowing_token()?,
            };
            if let Some(token) = token {
                return Ok(token);
            }
        }
    }

    fn flowing_token(&mut self) -> Result<Option<Token>, Fault> {
        while self.document.text().len() - self.at < AHEAD.min(KEYWORD + self.at_once()) && !self.is_whole() {
            self.more(self.at_once())?;
        }
        loop {
            let text = self.document.window();
            let (at, part, expanded, scratch) = (self.at, self.part, self.expanded, self.scratch.len());
            self.ran_out = false;
            let token = self.token(&text);
            if self.is_whole() || !self.is_cut(&token, &text) {
                return token;
            }
            (self.at, self.part, self.expanded) = (at, part, expanded);
            self.scratch.truncate(scratch);
            self.in_value.clear();
            self.more(self.at_once().max(text.len() - at))?;
        }
    }

    fn at_once(&self) -> usize {
        self.input.as_ref().map_or(0, Input::piece)
    }

    /// Whether all of the document has come.
    fn is_whole(&self) -> bool {
        self.input.as_ref().is_none_or(Input::is_done)
    }

    /// Whether a token may be another one with more text.
    fn is_cut(&self, token: &Result<Option<Token>, Fault>, text: &str) -> bool {
        match token {
            Ok(Some(Token(Kind::Text | Kind::Eof))) => self.frames.is_empty() && self.at == text.len(),
            Ok(_) => false,
            Err(fault) => {
                let end = fault.place.as_ref().map_or(0, |place| place.span.end);
                self.ran_out || self.at >= text.len() || end + KEYWORD >= self.base + text.len()
            }
        }
    }

    /// Leaves what has been read and takes in some `length` bytes more.
    fn more(&mut self, length: usize) -> Result<(), Fault> {
        let text = self.document.window();
        // Declarations are pointed at to the end, and an illegal character is reported behind the token it stands in.
        let is_left = matches!(self.part, Part::Content | Part::Epilog) && self.at <= self.illegal;
        let left = if is_left { self.at } else { 0 };
        self.pin_open(left);
        let mut next = String::with_capacity(text.len() - left + length);
        next.push_str(&text[left..]);
        let kept = next.len();
        let end = self.source.position(self.base + text.len());
        let filled = self.input.as_mut().map_or(Ok(()), |input| input.fill(&mut next, length, end));
        self.has_carriage_return |= memchr::memchr(b'\r', &next.as_bytes()[kept..]).is_some();
        self.illegal = match self.illegal {
            usize::MAX => first_illegal(&next[kept..]).map_or(usize::MAX, |at| kept + at),
            known => known - left,
        };
        self.base += left;
        self.at -= left;
        let next = Arc::new(next);
        self.source.shift(Arc::clone(&next), self.base);
        self.document = Document::Window(next);
        filled.map_err(|stop| self.stopped(stop))
    }

    /// Pins the tags of open elements that are left behind.
    fn pin_open(&self, left: usize) {
        let end = self.base + left;
        for open in self.open.iter().rev().take_while(|open| open.tag.end > self.base).filter(|open| open.tag.start < end) {
            self.source.pin(open.tag);
        }
    }

    fn stopped(&mut self, stop: Stop) -> Fault {
        let fault = match &stop {
            Stop::Undecodable(fault) => fault.clone(),
            Stop::TooLarge => Box::new(Diagnostic::error(&TOO_LARGE, "the document has more bytes than the limit")),
            Stop::Unread(reason) => Box::new(Diagnostic::error(&TOO_LARGE, format!("the document cannot be read: {reason}"))),
        };
        self.stop = Some(stop);
        fault
    }
}
