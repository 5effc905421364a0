//! Bytes of an XML document into a [`Source`]: byte order mark first, then the XML declaration (XML 1.0, appendix F).

use encoding_rs::Encoding as Charset;

use super::codes::ENCODING;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{DecodeError, Encoding, Source, Span};

/// Decodes a document: UTF-8, UTF-16, ISO-8859-1, or another encoding with one byte a character, as it declares.
///
/// # Errors
/// The encoding is not known, or a byte does not fit it; the diagnostic has the place of that byte.
///
/// ```
/// let source = teiscribe::xml::decode("a.xml", b"<?xml version='1.0' encoding='ISO-8859-1'?><p>caf\xE9</p>".to_vec())?;
/// assert!(source.text().ends_with("<p>café</p>"));
/// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
/// ```
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Source, Box<Diagnostic>> {
    let encoding = encoding(name, &bytes)?;
    Source::from_bytes_as(name, bytes, encoding).map_err(|error| fault(name, &error))
}

/// The encoding of a document that begins with the bytes `head`.
pub(super) fn encoding(name: &str, head: &[u8]) -> Result<Encoding, Box<Diagnostic>> {
    let known = match head {
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8Bom),
        // `<?` in two-byte units, without a mark before it.
        [b'<', 0, b'?', 0, ..] => Some(Encoding::Utf16LeBare),
        [0, b'<', 0, b'?', ..] => Some(Encoding::Utf16BeBare),
        _ => None,
    };
    match known {
        Some(encoding) => Ok(encoding),
        None => declared(head).map_or(Ok(Encoding::Utf8), |(label, span)| as_declared(name, head, &label, span)),
    }
}

fn as_declared(name: &str, head: &[u8], label: &str, span: Span) -> Result<Encoding, Box<Diagnostic>> {
    match label.to_ascii_lowercase().as_str() {
        "utf-8" | "us-ascii" | "ascii" => Ok(Encoding::Utf8),
        "iso-8859-1" | "latin1" | "iso_8859-1" | "l1" => Ok(Encoding::Latin1),
        lower => match Charset::for_label(lower.as_bytes()) {
            Some(charset) if charset.is_single_byte() => Ok(Encoding::SingleByte(charset)),
            _ => Err(unsupported(name, head, label, span)),
        },
    }
}

/// The encoding that the XML declaration names, with its place.
fn declared(bytes: &[u8]) -> Option<(String, Span)> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let head = &head[..memchr::memchr(b'>', head)?];
    let at = memchr::memmem::find(head, b"encoding")? + b"encoding".len();
    let quote = at + head[at..].iter().position(|byte| matches!(byte, b'"' | b'\''))?;
    let length = memchr::memchr(head[quote], &head[quote + 1..])?;
    let label = String::from_utf8_lossy(&head[quote + 1..quote + 1 + length]).into_owned();
    Some((label, Span::new(5 + quote + 1, 5 + quote + 1 + length)))
}

fn unsupported(name: &str, bytes: &[u8], label: &str, span: Span) -> Box<Diagnostic> {
    let head = Source::from_text(name, String::from_utf8_lossy(&bytes[..span.end]).into_owned());
    let message = if label.to_ascii_lowercase().starts_with("utf-16") {
        format!("the document declares `{label}` and is not written in it")
    } else {
        format!("the encoding `{label}` is not supported")
    };
    Box::new(Diagnostic::error(&ENCODING, message).at(&head, span).help("save the document as UTF-8 and declare that, or nothing"))
}

/// What is said of bytes that do not fit the encoding.
pub(super) fn fault(name: &str, error: &DecodeError) -> Box<Diagnostic> {
    let mut diagnostic =
        Diagnostic::error(&ENCODING, error.reason.clone()).help("save the document in the encoding it declares; without a declaration that is UTF-8");
    diagnostic.place = Some(Label {
        path: name.into(),
        span: Span::new(error.offset, error.offset),
        start: error.position,
        end: error.position,
        message: String::new(),
    });
    Box::new(diagnostic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_followed_and_the_bytes_are_kept() {
        for (label, byte, character) in
            [("windows-1251", 0xE4, 'д'), ("windows-1250", 0xE8, 'č'), ("ISO-8859-1", 0xE9, 'é'), ("iso-8859-2", 0xE8, 'č')]
        {
            let mut bytes = format!("<?xml version=\"1.0\" encoding=\"{label}\"?><p>").into_bytes();
            bytes.push(byte);
            bytes.extend(b"</p>");
            let source = decode("a.xml", bytes.clone()).expect(label);
            assert!(source.text().contains(character), "{label}");
            assert_eq!(source.bytes(), bytes, "{label}");
        }
    }

    #[test]
    fn utf16_needs_no_mark_behind_a_declaration() {
        let bytes: Vec<u8> = "<?xml version='1.0' encoding='UTF-16'?><p>ž</p>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let source = decode("a.xml", bytes.clone()).expect("UTF-16");
        assert!(source.text().ends_with("<p>ž</p>"));
        assert_eq!(source.bytes(), bytes);
    }

    #[test]
    fn what_cannot_be_decoded_is_named_with_its_place() {
        let unknown = decode("a.xml", b"<?xml version='1.0' encoding='EBCDIC-37'?><p/>".to_vec()).expect_err("unknown");
        assert_eq!(unknown.place.map(|place| place.start.column), Some(31));
        let wrong = decode("a.xml", b"<p>\n\xFF</p>".to_vec()).expect_err("no UTF-8");
        assert_eq!(wrong.place.map(|place| place.start.line), Some(2));
    }
}
