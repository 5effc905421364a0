//! Bytes into text: UTF-8 with and without byte order mark, UTF-16 with one; anything else is named.

use std::fmt;

/// How a text's bytes were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 behind the bytes `EF BB BF`.
    Utf8Bom,
    /// UTF-16, little-endian, behind `FF FE`.
    Utf16Le,
    /// UTF-16, big-endian, behind `FE FF`.
    Utf16Be,
}

impl Encoding {
    /// The name a report prints.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with byte order mark",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Bom => [UTF8_BOM, text.as_bytes()].concat(),
            Self::Utf16Le => UTF16LE_BOM.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            Self::Utf16Be => UTF16BE_BOM.iter().copied().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
        }
    }

    pub(super) fn raw_offset(self, text: &str, offset: usize) -> usize {
        match self {
            Self::Utf8 => offset,
            Self::Utf8Bom => UTF8_BOM.len() + offset,
            Self::Utf16Le | Self::Utf16Be => 2 + 2 * text[..offset].encode_utf16().count(),
        }
    }
}

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";
const UTF16LE_BOM: &[u8] = b"\xFF\xFE";
const UTF16BE_BOM: &[u8] = b"\xFE\xFF";

/// Bytes that are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The first byte, from 0, that could not be read.
    pub offset: usize,
    /// Line and column of that byte, counted over what could be read before it.
    pub position: super::Position,
    /// What stands there, as a statement.
    pub reason: String,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (byte {})", self.reason, self.offset)
    }
}

impl std::error::Error for DecodeError {}

pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), DecodeError> {
    let (text, encoding) = if bytes.starts_with(UTF16LE_BOM) {
        (utf16(&bytes, u16::from_le_bytes)?, Encoding::Utf16Le)
    } else if bytes.starts_with(UTF16BE_BOM) {
        (utf16(&bytes, u16::from_be_bytes)?, Encoding::Utf16Be)
    } else if let Some(rest) = bytes.strip_prefix(UTF8_BOM) {
        (utf8(rest.to_vec(), UTF8_BOM.len())?, Encoding::Utf8Bom)
    } else {
        (utf8(bytes, 0)?, Encoding::Utf8)
    };
    match memchr::memchr(0, text.as_bytes()) {
        Some(at) => {
            Err(error(&text[..at], encoding.raw_offset(&text, at), "a NUL character: this is binary data, or UTF-16 without a byte order mark"))
        }
        None => Ok((text, encoding)),
    }
}

fn utf8(bytes: Vec<u8>, skipped: usize) -> Result<String, DecodeError> {
    String::from_utf8(bytes).map_err(|failure| {
        let at = failure.utf8_error().valid_up_to();
        let bytes = failure.as_bytes();
        let read = String::from_utf8_lossy(&bytes[..at]).into_owned();
        error(&read, skipped + at, &format!("the byte 0x{:02X} is no UTF-8; save the file as UTF-8", bytes[at]))
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, rest) = bytes[2..].as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match decoded {
            Ok(character) => {
                text.push(character);
                offset += 2 * character.len_utf16();
            }
            Err(_) => return Err(error(&text, offset, "half of a UTF-16 surrogate pair")),
        }
    }
    if rest.is_empty() { Ok(text) } else { Err(error(&text, offset, "an odd byte at the end of UTF-16 text")) }
}

fn error(read: &str, offset: usize, reason: &str) -> DecodeError {
    let line_start = read.rfind('\n').map_or(0, |at| at + 1);
    let position = super::Position { line: memchr::memchr_iter(b'\n', read.as_bytes()).count() + 1, column: read[line_start..].chars().count() + 1 };
    DecodeError { offset, position, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn every_encoding_leads_back_to_its_bytes() {
        for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be] {
            let bytes = encoding.encode("Tito: “s”yezda” \u{1F600}\r\n");
            let source = Source::from_bytes("t", bytes.clone()).expect("text");
            assert_eq!(source.encoding(), encoding);
            assert_eq!(source.bytes(), bytes);
            assert_eq!(source.raw_offset(source.text().len()), bytes.len());
        }
    }

    #[test]
    fn what_is_no_text_is_named_with_its_place() {
        let failure = Source::from_bytes("t", b"one\ntw\xFFo".to_vec()).expect_err("no UTF-8");
        assert_eq!((failure.offset, failure.position.line, failure.position.column), (6, 2, 3));
        assert!(Source::from_bytes("t", b"a\0b".to_vec()).is_err());
        assert!(Source::from_bytes("t", b"\xFF\xFEa".to_vec()).is_err());
    }
}
