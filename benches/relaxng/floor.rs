//! The floor: `quick-xml` and nothing else, on the same bytes.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Events and attributes: the limit to compare with.
pub fn tokens(bytes: &[u8]) -> usize {
    count(bytes, |_| 0, |_| 0).expect("XML")
}

/// The same with a hash of each name and a look at each blank, which whoever judges names and text cannot do without.
pub fn tokens_names_and_blanks(bytes: &[u8]) -> usize {
    let hash = |name: &str| name.bytes().fold(0, |hash: usize, byte| (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193)) & 1;
    let is_blank = |text: &str| usize::from(text.bytes().all(|byte| byte.is_ascii_whitespace()));
    count(bytes, hash, is_blank).expect("XML")
}

/// Whether there is no fault in the document.
pub fn is_read(bytes: &[u8]) -> bool {
    count(bytes, |_| 0, |_| 0).is_some()
}

#[inline]
fn count(bytes: &[u8], name: impl Fn(&str) -> usize, blank: impl Fn(&str) -> usize) -> Option<usize> {
    let mut reader = Reader::from_str(std::str::from_utf8(bytes).ok()?);
    let mut count = 0;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(count),
            Event::Start(tag) | Event::Empty(tag) => {
                let values = tag.attributes().with_checks(false).flatten().map(|one| one.value.len()).sum::<usize>();
                count += 1 + values + name(tag.name().as_ref());
            }
            Event::Text(text) => count += 1 + blank(AsRef::<str>::as_ref(&text)),
            _ => count += 1,
        }
    }
}
