//! Which characters XML 1.0 (section 2.2, 2.3) allows where.

/// Byte classes of the scanner; a byte from 0x80 on counts as a name byte and is judged when the name is first met.
pub(super) const NAME: u8 = 1;
/// Bytes that end the plain part of a double-quoted value.
pub(super) const DOUBLE: u8 = 2;
/// Bytes that end the plain part of a single-quoted value.
pub(super) const SINGLE: u8 = 4;
/// White space.
pub(super) const SPACE: u8 = 8;

/// The classes of each byte.
pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the loop ends at 256")]
        let character = byte as u8;
        table[byte] = match character {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b':' | b'-' | b'.' | 0x80.. => NAME,
            b' ' => SPACE,
            b'\t' | b'\n' | b'\r' => SPACE | DOUBLE | SINGLE,
            b'<' | b'&' => DOUBLE | SINGLE,
            b'"' => DOUBLE,
            b'\'' => SINGLE,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Whether `byte` is XML white space.
pub(super) const fn is_space_byte(byte: u8) -> bool {
    CLASS[byte as usize] & SPACE != 0
}

/// Whether `text` holds nothing but XML white space (production S).
///
/// ```
/// assert!(teiscribe::xml::is_space(" \t\r\n"));
/// assert!(!teiscribe::xml::is_space("\u{a0}"));
/// ```
pub fn is_space(text: &str) -> bool {
    text.bytes().all(is_space_byte)
}

/// What the entities that every document knows stand for (XML 1.0, section 4.6).
pub(super) fn predefined(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

const fn is_name_start(character: char) -> bool {
    matches!(character,
        ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

const fn is_name_char(character: char) -> bool {
    is_name_start(character) || matches!(character, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether `text` is an XML name (production 5).
pub fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_char)
}

/// Whether `text` is a name without a colon (Namespaces in XML, production 4).
///
/// ```
/// assert!(teiscribe::xml::is_nc_name("titleStmt"));
/// assert!(!teiscribe::xml::is_nc_name("tei:p"));
/// ```
pub fn is_nc_name(text: &str) -> bool {
    is_name(text) && !text.contains(':')
}

/// Whether every character may stand in a name token (production 7).
pub(super) fn is_name_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_name_char)
}

/// Whether `character` may stand in a document at all (production 2).
pub(super) const fn is_char(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Offset of the first character that may not stand in a document.
pub(super) fn first_illegal(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let control = bytes.chunks(4096).position(has_control).and_then(|chunk| {
        let from = chunk * 4096;
        bytes[from..].iter().position(|&byte| is_control(byte)).map(|at| from + at)
    });
    let not_a_character = ["\u{FFFE}", "\u{FFFF}"].iter().filter_map(|wanted| memchr::memmem::find(bytes, wanted.as_bytes())).min();
    control.into_iter().chain(not_a_character).min()
}

const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// Whether a control character stands in the chunk; written without a branch, so that it runs many bytes at a time.
fn has_control(chunk: &[u8]) -> bool {
    chunk.iter().fold(0u8, |found, &byte| found | (u8::from(byte < 0x20) & u8::from(byte != 9) & u8::from(byte != 10) & u8::from(byte != 13))) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_illegal_character_is_found() {
        assert_eq!(first_illegal("ok\t\r\n \u{FFFD}"), None);
        assert_eq!(first_illegal(&format!("{}\u{1}\u{FFFF}", "x".repeat(5000))), Some(5000));
        assert_eq!(first_illegal("ab\u{FFFE}\u{2}"), Some(2));
    }
}
