//! Byte offsets of a text as code points and as bytes of the file: built in one pass, then asked in any order.
//!
//! Every [`STEP`] bytes the counts are noted; a question reads on from the nearest note.

use super::{Encoding, Source};

/// Bytes between two notes.
const STEP: usize = 512;

/// Code points and file bytes that belong to the byte offsets of a text.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    encoding: Encoding,
    /// For each [`STEP`] of the text, counted at the character that begins at or before it.
    notes: Vec<Count>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    code_points: usize,
    /// UTF-16 units.
    units: usize,
}

impl Count {
    fn add(&mut self, text: &str) {
        for &byte in text.as_bytes() {
            // A byte that continues a character begins none; one that begins four bytes stands for a surrogate pair.
            self.code_points += usize::from(!is_continuation(byte));
            self.units += usize::from(!is_continuation(byte)) + usize::from(byte >= 0xF0);
        }
    }
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

impl<'a> Offsets<'a> {
    /// Counts `source` once.
    pub fn new(source: &'a Source) -> Self {
        let text = source.text();
        let mut notes = Vec::with_capacity(text.len() / STEP + 1);
        let (mut count, mut at) = (Count::default(), 0);
        for step in (0..=text.len()).step_by(STEP) {
            let next = text.floor_char_boundary(step);
            count.add(&text[at..next]);
            notes.push(count);
            at = next;
        }
        Self { text, encoding: source.encoding(), notes }
    }

    /// Code points before byte `offset`, which begins a character.
    ///
    /// ```
    /// use teiscribe::source::{Offsets, Source};
    /// let source = Source::from_text("t", "“Tito”");
    /// let offsets = Offsets::new(&source);
    /// assert_eq!((offsets.code_points(7), offsets.byte(5)), (5, Some(7)));
    /// ```
    pub fn code_points(&self, offset: usize) -> usize {
        self.count(offset).code_points
    }

    /// Code points of the whole text.
    pub fn total(&self) -> usize {
        self.code_points(self.text.len())
    }

    /// Bytes of the file, byte order mark included, before byte `offset` of the text, which begins a character.
    pub fn raw(&self, offset: usize) -> usize {
        match self.encoding {
            Encoding::Utf8 => offset,
            Encoding::Utf8Bom => offset + 3,
            Encoding::Utf16Le | Encoding::Utf16Be => 2 + 2 * self.count(offset).units,
            Encoding::Utf16LeBare | Encoding::Utf16BeBare => 2 * self.count(offset).units,
            Encoding::Latin1 | Encoding::SingleByte(_) => self.count(offset).code_points,
        }
    }

    /// The byte of the text at which code point `number` begins, or the text's length; `None` past the end.
    pub fn byte(&self, number: usize) -> Option<usize> {
        let note = self.notes.partition_point(|count| count.code_points <= number) - 1;
        let start = self.text.floor_char_boundary(note * STEP);
        let mut rest = self.text[start..].char_indices().map(|(at, _)| start + at).chain([self.text.len()]);
        rest.nth(number - self.notes[note].code_points)
    }

    /// The byte of the text that stands `raw` bytes into the file, if a character begins there, or the text's length.
    pub fn from_raw(&self, raw: usize) -> Option<usize> {
        let offset = match self.encoding {
            Encoding::Utf8 => raw,
            Encoding::Utf8Bom => raw.checked_sub(3)?,
            Encoding::Utf16Le | Encoding::Utf16Be => return self.unit(raw.checked_sub(2)?),
            Encoding::Utf16LeBare | Encoding::Utf16BeBare => return self.unit(raw),
            Encoding::Latin1 | Encoding::SingleByte(_) => return self.byte(raw),
        };
        self.text.is_char_boundary(offset).then_some(offset)
    }

    /// The byte of the text at which a character begins that stands `raw` bytes into UTF-16.
    fn unit(&self, raw: usize) -> Option<usize> {
        let number = raw.is_multiple_of(2).then_some(raw / 2)?;
        let note = self.notes.partition_point(|count| count.units <= number) - 1;
        let start = self.text.floor_char_boundary(note * STEP);
        let mut units = self.notes[note].units;
        for (at, character) in self.text[start..].char_indices() {
            if units >= number {
                return (units == number).then_some(start + at);
            }
            units += character.len_utf16();
        }
        (units == number).then_some(self.text.len())
    }

    fn count(&self, offset: usize) -> Count {
        let note = offset / STEP;
        let mut count = self.notes[note];
        count.add(&self.text[self.text.floor_char_boundary(note * STEP)..offset]);
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_agrees_with_plain_counting() {
        let text = "a“ж\u{1F600}\r\n".repeat(200);
        for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be] {
            let source = Source::from_decoded("t", text.as_str(), encoding);
            let offsets = Offsets::new(&source);
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (number, at) in ends.enumerate() {
                assert_eq!((offsets.code_points(at), offsets.raw(at), offsets.byte(number)), (number, source.raw_offset(at), Some(at)));
                assert_eq!(offsets.from_raw(offsets.raw(at)), Some(at));
            }
            assert_eq!(offsets.byte(text.chars().count() + 1), None);
            assert_eq!(offsets.from_raw(offsets.raw(text.len()) + 2), None);
            assert_eq!(offsets.from_raw(offsets.raw(1) + 1), None);
        }
    }
}
