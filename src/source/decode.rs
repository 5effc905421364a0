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
    /// UTF-16, little-endian, without a byte order mark.
    Utf16LeBare,
    /// UTF-16, big-endian, without a byte order mark.
    Utf16BeBare,
    /// ISO-8859-1: each byte is the character of that number.
    Latin1,
    /// Another encoding with one byte for each character, such as windows-1251.
    SingleByte(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// The name a report prints.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with byte order mark",
            Self::Utf16Le | Self::Utf16LeBare => "UTF-16LE",
            Self::Utf16Be | Self::Utf16BeBare => "UTF-16BE",
            Self::Latin1 => "ISO-8859-1",
            Self::SingleByte(charset) => charset.name(),
        }
    }

    /// The same behind the byte order mark.
    pub(crate) fn bare(self) -> Self {
        match self {
            Self::Utf8Bom => Self::Utf8,
            Self::Utf16Le => Self::Utf16LeBare,
            Self::Utf16Be => Self::Utf16BeBare,
            Self::Utf8 | Self::Utf16LeBare | Self::Utf16BeBare | Self::Latin1 | Self::SingleByte(_) => self,
        }
    }

    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Bom => [UTF8_BOM, text.as_bytes()].concat(),
            Self::Utf16Le => UTF16LE_BOM.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            Self::Utf16Be => UTF16BE_BOM.iter().copied().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
            Self::Utf16LeBare => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16BeBare => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Latin1 => encoding_rs::mem::encode_latin1_lossy(text).into_owned(),
            Self::SingleByte(charset) => charset.encode(text).0.into_owned(),
        }
    }

    pub(super) fn raw_offset(self, text: &str, offset: usize) -> usize {
        match self {
            Self::Utf8 => offset,
            Self::Utf8Bom => UTF8_BOM.len() + offset,
            Self::Utf16Le | Self::Utf16Be => 2 + 2 * text[..offset].encode_utf16().count(),
            Self::Utf16LeBare | Self::Utf16BeBare => 2 * text[..offset].encode_utf16().count(),
            Self::Latin1 | Self::SingleByte(_) => text[..offset].chars().count(),
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
    let encoding = if bytes.starts_with(UTF16LE_BOM) {
        Encoding::Utf16Le
    } else if bytes.starts_with(UTF16BE_BOM) {
        Encoding::Utf16Be
    } else if bytes.starts_with(UTF8_BOM) {
        Encoding::Utf8Bom
    } else {
        Encoding::Utf8
    };
    decode_as(bytes, encoding).map(|text| (text, encoding))
}

pub(super) fn decode_as(bytes: Vec<u8>, encoding: Encoding) -> Result<String, DecodeError> {
    let text = match encoding {
        Encoding::Utf8 => utf8(bytes, 0)?,
        Encoding::Utf8Bom => utf8(bytes[UTF8_BOM.len()..].to_vec(), UTF8_BOM.len())?,
        Encoding::Utf16Le => utf16(&bytes, 2, u16::from_le_bytes)?,
        Encoding::Utf16Be => utf16(&bytes, 2, u16::from_be_bytes)?,
        Encoding::Utf16LeBare => utf16(&bytes, 0, u16::from_le_bytes)?,
        Encoding::Utf16BeBare => utf16(&bytes, 0, u16::from_be_bytes)?,
        Encoding::Latin1 => encoding_rs::mem::decode_latin1(&bytes).into_owned(),
        Encoding::SingleByte(charset) => single_byte(&bytes, charset)?,
    };
    match nul(&text) {
        Some(found) => Err(DecodeError { offset: encoding.raw_offset(&text, found.offset), ..found }),
        None => Ok(text),
    }
}

/// The first NUL character, its offset in the text.
fn nul(text: &str) -> Option<DecodeError> {
    let at = memchr::memchr(0, text.as_bytes())?;
    Some(error(&text[..at], at, "a NUL character: this is binary data, or UTF-16 without a byte order mark"))
}

/// Decodes bytes from the middle of a text, cut between characters; at its beginning `encoding` may name a byte order mark.
pub(crate) fn decode_part(bytes: Vec<u8>, encoding: Encoding) -> Result<String, DecodeError> {
    decode_as(bytes, encoding)
}

/// How many of the bytes are whole characters; what remains is the beginning of one, or a carriage return that a line feed may follow.
pub(crate) fn whole_characters(bytes: &[u8], encoding: Encoding) -> usize {
    let length = bytes.len();
    let whole = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => {
            let tail = bytes.iter().rev().take(3).position(|&byte| byte >= 0xC0);
            let missing = tail.filter(|&tail| tail + 1 < utf8_length(bytes[length - 1 - tail]));
            missing.map_or(length, |tail| length - 1 - tail)
        }
        Encoding::Utf16Le | Encoding::Utf16LeBare => whole_units(bytes, u16::from_le_bytes),
        Encoding::Utf16Be | Encoding::Utf16BeBare => whole_units(bytes, u16::from_be_bytes),
        Encoding::Latin1 | Encoding::SingleByte(_) => length,
    };
    let returns: &[u8] = match encoding {
        Encoding::Utf16Le | Encoding::Utf16LeBare => b"\r\0",
        Encoding::Utf16Be | Encoding::Utf16BeBare => b"\0\r",
        Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Latin1 | Encoding::SingleByte(_) => b"\r",
    };
    if bytes[..whole].ends_with(returns) { whole - returns.len() } else { whole }
}

const fn utf8_length(lead: u8) -> usize {
    match lead {
        0xF0.. => 4,
        0xE0.. => 3,
        _ => 2,
    }
}

fn whole_units(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> usize {
    let (pairs, _) = bytes.as_chunks::<2>();
    let halves = pairs.last().is_some_and(|&pair| (0xD800..0xDC00).contains(&unit(pair)));
    2 * (pairs.len() - usize::from(halves))
}

fn utf8(bytes: Vec<u8>, skipped: usize) -> Result<String, DecodeError> {
    String::from_utf8(bytes).map_err(|failure| {
        let at = failure.utf8_error().valid_up_to();
        let bytes = failure.as_bytes();
        let read = String::from_utf8_lossy(&bytes[..at]).into_owned();
        let found = || error(&read, skipped + at, &format!("the byte 0x{:02X} is no UTF-8; save the file as UTF-8", bytes[at]));
        nul(&read).map_or_else(found, |nul| DecodeError { offset: skipped + nul.offset, ..nul })
    })
}

fn single_byte(bytes: &[u8], charset: &'static encoding_rs::Encoding) -> Result<String, DecodeError> {
    if let Some(text) = charset.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text.into_owned());
    }
    let (text, _) = charset.decode_without_bom_handling(bytes);
    let at = text.find('\u{FFFD}').unwrap_or_default();
    let offset = text[..at].chars().count();
    let found = || error(&text[..at], offset, &format!("the byte 0x{:02X} has no meaning in {}", bytes[offset], charset.name()));
    Err(nul(&text[..at]).map_or_else(found, |nul| DecodeError { offset: text[..nul.offset].chars().count(), ..nul }))
}

fn utf16(bytes: &[u8], mark: usize, unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, rest) = bytes[mark..].as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = mark;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match decoded {
            Ok(character) => {
                text.push(character);
                offset += 2 * character.len_utf16();
            }
            Err(_) => return Err(in_utf16(&text, mark, offset, "half of a UTF-16 surrogate pair")),
        }
    }
    if rest.is_empty() { Ok(text) } else { Err(in_utf16(&text, mark, offset, "an odd byte at the end of UTF-16 text")) }
}

fn in_utf16(text: &str, mark: usize, offset: usize, reason: &str) -> DecodeError {
    let before = |nul: &DecodeError| mark + 2 * text[..nul.offset].encode_utf16().count();
    nul(text).map_or_else(|| error(text, offset, reason), |nul| DecodeError { offset: before(&nul), ..nul })
}

fn error(read: &str, offset: usize, reason: &str) -> DecodeError {
    let position = super::Source::from_text("", read).position(read.len());
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
