//! A text as it came: decoded once, never changed, with its places and its digest.
//!
//! Bytes (UTF-8 with or without a byte order mark, UTF-16 with one) become a [`Source`]; everything that is
//! later said about the text is a [`Span`] of it.

mod decode;
mod flow;
mod offsets;
mod span;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

pub use decode::{DecodeError, Encoding};
pub(crate) use decode::{decode_part, whole_characters};
pub use flow::KeptLines;
pub use offsets::Offsets;
pub use span::{Position, Span};

/// A decoded text with its name and the way its bytes were written.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: Arc<String>,
    encoding: Encoding,
    line_starts: OnceLock<Arc<Vec<usize>>>,
    /// Characters before every [`STEP`]th byte, for lines so long that counting them again and again would not do.
    notes: OnceLock<Arc<Vec<usize>>>,
    /// The digest, taken when it is first asked for.
    sha256: OnceLock<Arc<str>>,
    /// Where the text is never held whole, what is known of it.
    flow: Option<Arc<flow::Flow>>,
}

/// Bytes between two notes.
const STEP: usize = 4096;

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Source {
    /// Decodes `bytes`: UTF-8 or, where a byte order mark says so, UTF-16.
    ///
    /// # Errors
    /// The first byte that is no text in that encoding, or a NUL character, which no text holds.
    ///
    /// ```
    /// use teiscribe::source::Source;
    /// let source = Source::from_bytes("note.txt", b"\xEF\xBB\xBFTito said".to_vec())?;
    /// assert_eq!(source.text(), "Tito said");
    /// # Ok::<(), teiscribe::source::DecodeError>(())
    /// ```
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, DecodeError> {
        let (text, encoding) = decode::decode(bytes)?;
        Ok(Self::from_decoded(name, text, encoding))
    }

    /// Decodes `bytes`, of which the caller knows the encoding: an XML document declares its own.
    ///
    /// # Errors
    /// The first byte that is no text in that encoding, or a NUL character, which no text holds.
    pub fn from_bytes_as(name: &str, bytes: Vec<u8>, encoding: Encoding) -> Result<Self, DecodeError> {
        let text = decode::decode_as(bytes, encoding)?;
        Ok(Self::from_decoded(name, text, encoding))
    }

    /// A text that is UTF-8 already.
    pub fn from_text(name: &str, text: impl Into<String>) -> Self {
        Self::from_decoded(name, text, Encoding::Utf8)
    }

    /// A text decoded by the caller, who states how its bytes were written.
    pub fn from_decoded(name: &str, text: impl Into<String>, encoding: Encoding) -> Self {
        Self {
            name: name.into(),
            text: Arc::new(text.into()),
            encoding,
            line_starts: OnceLock::new(),
            notes: OnceLock::new(),
            sha256: OnceLock::new(),
            flow: None,
        }
    }

    /// A text that is never held whole: whoever reads it moves a window over it with [`shift`](Self::shift), and [`text`](Self::text) is empty.
    ///
    /// Places in the window are known, and so are those that were pinned or of which something was said while they stood in it.
    pub fn flowing(name: &str) -> Self {
        Self { flow: Some(Arc::new(flow::Flow::new(name))), ..Self::from_text(name, "") }
    }

    /// Whether the text is never held whole.
    pub fn is_flowing(&self) -> bool {
        self.flow.is_some()
    }

    /// Moves the window of a flowing text on: it holds `text` now, which begins at byte `offset` of the whole, within the window before it.
    pub fn shift(&self, text: Arc<String>, offset: usize) {
        if let Some(flow) = &self.flow {
            flow.shift(text, offset);
        }
    }

    /// Sees to it that the position of start and end of `span` can be told later.
    #[inline]
    pub fn pin(&self, span: Span) {
        if let Some(flow) = &self.flow {
            flow.pin(span);
        }
    }

    /// Sees to it that the lines of `span` can be shown later.
    pub fn keep_lines(&self, span: Span) {
        if let Some(flow) = &self.flow {
            flow.keep_lines(span);
        }
    }

    /// The lines of a place of a flowing text that were kept.
    pub fn kept_lines(&self, span: Span) -> Option<KeptLines> {
        self.flow.as_ref()?.kept_lines(span)
    }

    /// The name by which messages call the text, usually a path as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name, shared.
    pub fn shared_name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// The whole text, without byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, given back by who needs its places no longer.
    pub fn into_text(self) -> String {
        Arc::unwrap_or_clone(self.text)
    }

    /// How the bytes were written.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The characters of `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The characters of `span`, of a flowing text as far as they are known.
    pub fn written(&self, span: Span) -> Cow<'_, str> {
        match &self.flow {
            None => Cow::Borrowed(self.slice(span)),
            Some(flow) => Cow::Owned(flow.written(span)),
        }
    }

    /// Line and column of a byte offset; an offset inside a character counts as that character's.
    ///
    /// Lines end at LF, CR LF or a lone CR.
    pub fn position(&self, offset: usize) -> Position {
        if let Some(flow) = &self.flow {
            return flow.position(offset);
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts[line - 1];
        let end = self.text.floor_char_boundary(offset.min(self.text.len()));
        Position { line, column: self.characters(Span::new(start, end)) + 1 }
    }

    fn characters(&self, span: Span) -> usize {
        if span.len() <= STEP {
            return self.text[span.range()].chars().count();
        }
        let notes = self.notes.get_or_init(|| Arc::new(characters_before(&self.text)));
        let before = |offset: usize| {
            let step = offset / STEP;
            notes[step] + self.text[self.text.floor_char_boundary(step * STEP)..offset].chars().count()
        };
        before(span.end) - before(span.start)
    }

    /// The span of line `line` (from 1), without its line end; `None` past the last line.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let starts = self.line_starts();
        let start = *starts.get(line.checked_sub(1)?)?;
        let end = starts.get(line).copied().unwrap_or(self.text.len());
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + text.len()))
    }

    /// The bytes as they were read, byte order mark included.
    pub fn bytes(&self) -> Vec<u8> {
        self.encoding.encode(&self.text)
    }

    /// Offset in the bytes as they were read that belongs to a byte offset of the text.
    pub fn raw_offset(&self, offset: usize) -> usize {
        self.encoding.raw_offset(&self.text, offset)
    }

    /// SHA-256 of the bytes as they were read, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        self.sha256.get_or_init(|| self.digest().into()).to_string()
    }

    fn digest(&self) -> String {
        match self.encoding {
            Encoding::Utf8 => sha256(self.text.as_bytes()),
            Encoding::Utf8Bom
            | Encoding::Utf16Le
            | Encoding::Utf16Be
            | Encoding::Utf16LeBare
            | Encoding::Utf16BeBare
            | Encoding::Latin1
            | Encoding::SingleByte(_) => sha256(&self.bytes()),
        }
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| Arc::new(line_starts(&self.text)))
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).map(|at| at + 1);
    std::iter::once(0).chain(ends).collect()
}

/// The number of characters that begin before each multiple of [`STEP`] bytes.
fn characters_before(text: &str) -> Vec<usize> {
    let (mut count, mut at) = (0, 0);
    (0..=text.len())
        .step_by(STEP)
        .map(|step| {
            let next = text.floor_char_boundary(step);
            count += text[at..next].chars().count();
            at = next;
            count
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_right_wherever_a_note_falls() {
        let source = Source::from_text("t", format!("a\n{}", "“x”é\u{1F600}".repeat(2000)));
        for offset in source.text().char_indices().map(|(at, _)| at).filter(|at| at % 97 < 3) {
            let start = if offset < 2 { 0 } else { 2 };
            assert_eq!(source.position(offset).column, source.text()[start..offset].chars().count() + 1, "at {offset}");
        }
    }

    #[test]
    fn columns_count_characters_and_all_line_ends_count() {
        let source = Source::from_text("t", "a\r\n\u{1F600}b\rc\n");
        assert_eq!(source.position(7), Position { line: 2, column: 2 });
        assert_eq!(source.position(9), Position { line: 3, column: 1 });
        assert_eq!(source.line_span(2).map(|span| source.slice(span).to_owned()), Some("\u{1F600}b".to_owned()));
    }
}
