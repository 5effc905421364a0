//! Bytes that come in piece by piece into text, as [`decode`](super::decode) makes it of all of them at once.

use std::fmt;
use std::io::{self, Read};

use super::decode;
use crate::diagnostic::Diagnostic;
use crate::source::{DecodeError, Encoding, Position, decode_part, whole_characters};

/// A document that comes in.
pub struct Input<'i> {
    from: Box<dyn Read + Send + 'i>,
    name: Box<str>,
    /// Bytes that have come and are not decoded yet.
    pending: Vec<u8>,
    encoding: Option<Encoding>,
    /// Bytes decoded so far.
    decoded: usize,
    /// Bytes that may come in all.
    limit: usize,
    piece: usize,
    has_ended: bool,
}

/// Why nothing more comes.
#[derive(Debug)]
pub enum Stop {
    /// It could not be read.
    Unread(io::Error),
    /// There are more bytes than the limit.
    TooLarge,
    /// The bytes do not fit the encoding of the document.
    Undecodable(Box<Diagnostic>),
}

/// Bytes that are taken in at once.
const PIECE: usize = 256 << 10;
/// Bytes from which the encoding is told.
const HEAD: usize = 4096;

impl<'i> Input<'i> {
    /// The document called `name`, which has at most `limit` bytes.
    pub fn new(name: &str, from: impl Read + Send + 'i, limit: usize) -> Self {
        Self { from: Box::new(from), name: name.into(), pending: Vec::new(), encoding: None, decoded: 0, limit, piece: PIECE, has_ended: false }
    }

    /// Whether all has come.
    pub(super) fn is_done(&self) -> bool {
        self.has_ended && self.pending.is_empty()
    }

    /// The same with another number of bytes that are taken in at once; for tests, since nothing else depends on it.
    #[must_use]
    pub fn in_pieces(self, piece: usize) -> Self {
        Self { piece: piece.max(1), ..self }
    }

    /// Bytes that are taken in at once.
    pub(super) const fn piece(&self) -> usize {
        self.piece
    }

    /// Appends some `length` bytes to the text, which ends at `end`, or all that are left.
    pub(super) fn fill(&mut self, text: &mut String, length: usize, end: Position) -> Result<(), Stop> {
        let encoding = self.come(length)?;
        let bytes = self.cut(length, encoding);
        let count = bytes.len();
        let part = decode_part(bytes, encoding).map_err(|error| self.undecodable(error, end))?;
        self.decoded += count;
        text.push_str(&part);
        Ok(())
    }

    /// Sees to it that there are `length` bytes to decode, if so many are left, and gives their encoding.
    fn come(&mut self, length: usize) -> Result<Encoding, Stop> {
        let wanted = if self.encoding.is_none() { length.max(HEAD) } else { length };
        let lacking = wanted.saturating_sub(self.pending.len()) as u64;
        if lacking > 0 && !self.has_ended {
            let come = self.from.by_ref().take(lacking).read_to_end(&mut self.pending).map_err(Stop::Unread)?;
            self.has_ended = (come as u64) < lacking;
        }
        if self.decoded + self.pending.len() > self.limit {
            return Err(Stop::TooLarge);
        }
        let encoding = match self.encoding {
            Some(known) => known,
            None => decode::encoding(&self.name, &self.pending).map_err(Stop::Undecodable)?,
        };
        self.encoding = Some(encoding.bare());
        Ok(encoding)
    }

    /// Takes some `length` bytes that are whole characters, one character at least; at the end whatever there is.
    fn cut(&mut self, length: usize, encoding: Encoding) -> Vec<u8> {
        let mut taken = length.min(self.pending.len());
        let mut whole = whole_characters(&self.pending[..taken], encoding);
        while whole == 0 && taken < self.pending.len() {
            taken += 1;
            whole = whole_characters(&self.pending[..taken], encoding);
        }
        if self.has_ended && taken == self.pending.len() {
            whole = taken;
        }
        let rest = self.pending.split_off(whole);
        std::mem::replace(&mut self.pending, rest)
    }

    fn undecodable(&self, mut error: DecodeError, end: Position) -> Stop {
        error.offset += self.decoded;
        if error.position.line == 1 {
            error.position.column += end.column - 1;
        }
        error.position.line += end.line - 1;
        Stop::Undecodable(decode::fault(&self.name, &error))
    }
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).field("decoded", &self.decoded).finish_non_exhaustive()
    }
}
