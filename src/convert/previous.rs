//! A previous edition's TEI into the ids of its blocks and turns, so that a new edition keeps them.
//!
//! `<p xml:id="p25">Tito replied: …</p>` gives `p25` with its characters; additions of the tool are no characters of the block.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{PreviousIds, Transcript};
use crate::source::Source;
use crate::xml::names::{NameId, Names, XML_NAMESPACE};
use crate::xml::stream::{Event, Fault, Limits, Reader, Start};

/// The previous edition is of another text.
pub static OTHER_EDITION: Code = Code {
    id: "convert/other-edition",
    what: "No paragraph of the previous edition stands in the source; its ids were not taken over.",
    why: "An id that moves to other words makes every reference to it point at something its author never saw.",
    example: "teiscribe convert letter-7.txt --ids-from editions/letter-6.xml",
    remedy: "Give the TEI that was made from an earlier state of the same source.",
};

/// Codes of the conversion itself.
pub const CODES: &[&Code] = &[&OTHER_EDITION];

/// The ids of `previous`, if they belong to this transcript; else what to say about it.
pub(super) fn fitting<'p>(previous: &'p PreviousIds, transcript: &Transcript) -> Result<&'p PreviousIds, Box<Diagnostic>> {
    if previous.share_text_with(transcript) {
        return Ok(previous);
    }
    let message = format!("none of the {} paragraphs of the previous edition stands in {}", previous.blocks.len(), transcript.name);
    Err(Box::new(Diagnostic::warning(&OTHER_EDITION, message).help(OTHER_EDITION.remedy)))
}

/// The ids that the TEI `source` gives to blocks (`p25`, `p25_1`) and turns (`sp3`), in text order.
///
/// # Errors
/// The file is not well-formed XML.
///
/// ```
/// use teiscribe::{convert::previous_ids, source::Source};
/// let tei = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><sp xml:id='sp1'><p xml:id='p1'>No<pb/>!</p></sp></text></TEI>";
/// let ids = previous_ids(&Source::from_text("old.xml", tei))?;
/// assert_eq!(ids.blocks, [("p1".to_owned(), "No!".to_owned())]);
/// assert_eq!(ids.turns, [("sp1".to_owned(), "p1".to_owned())]);
/// # Ok::<(), Box<teiscribe::diagnostic::Diagnostic>>(())
/// ```
pub fn previous_ids(source: &Source) -> Result<PreviousIds, Fault> {
    let mut reader = Reader::new(source, Limits::default());
    let mut reading = Reading::default();
    loop {
        match reader.next_event()? {
            Event::Start(start) => {
                let opened = Opened::new(&start);
                reading.open(&opened, reader.names());
            }
            Event::Text(text) => reading.text(text.text),
            Event::End(_) => reading.close(),
            Event::Comment(_) | Event::Instruction(_) => {}
            Event::Eof => return Ok(reading.ids),
        }
    }
}

/// A start tag without the reader it borrows from.
struct Opened {
    name: NameId,
    attributes: Vec<(NameId, String)>,
}

impl Opened {
    fn new(start: &Start<'_>) -> Self {
        let attributes = start.attributes.iter().map(|attribute| (attribute.name, attribute.value.to_owned()));
        Self { name: start.name, attributes: attributes.collect() }
    }

    fn value(&self, names: &Names, namespace: &str, local: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(name, _)| names.namespace(*name) == namespace && names.local(*name) == local);
        found.map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Reading {
    ids: PreviousIds,
    open: Vec<Kind>,
    /// How many additions of the tool are open.
    added: usize,
    /// The open block, as an index of `ids.blocks`.
    block: Option<usize>,
    /// The open turn, until its first block.
    turn: Option<String>,
}

/// What an open element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Addition,
    Other,
}

impl Reading {
    fn open(&mut self, start: &Opened, names: &Names) {
        let kind = self.kind(start, names);
        self.added += usize::from(kind == Kind::Addition);
        self.open.push(kind);
    }

    fn kind(&mut self, start: &Opened, names: &Names) -> Kind {
        let type_of = start.value(names, "", "type");
        match names.local(start.name) {
            "corr" | "reg" | "expan" | "certainty" => return Kind::Addition,
            "note" if matches!(type_of, Some("query" | "speaker")) => return Kind::Addition,
            _ => {}
        }
        let Some(id) = start.value(names, XML_NAMESPACE, "id") else { return Kind::Other };
        if is_numbered(id, "sp") {
            self.turn = Some(id.to_owned());
        }
        if !is_numbered(id, "p") || self.block.is_some() {
            return Kind::Other;
        }
        self.ids.turns.extend(self.turn.take().map(|turn| (turn, id.to_owned())));
        self.block = Some(self.ids.blocks.len());
        self.ids.blocks.push((id.to_owned(), String::new()));
        Kind::Block
    }

    fn text(&mut self, text: &str) {
        if let Some(block) = self.block.filter(|_| self.added == 0) {
            self.ids.blocks[block].1.push_str(text);
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Kind::Block) => self.block = None,
            Some(Kind::Addition) => self.added -= 1,
            Some(Kind::Other) | None => {}
        }
    }
}

/// `letters`, a number, and whatever insertions added: `p25`, `p25_1`.
fn is_numbered(id: &str, letters: &str) -> bool {
    let mut numbers = id.strip_prefix(letters).unwrap_or_default().split('_');
    numbers.all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_numbered;

    #[test]
    fn ids_of_blocks_and_nothing_else() {
        assert!(is_numbered("p25", "p") && is_numbered("p25_1_2", "p") && is_numbered("sp3", "sp"));
        assert!(!is_numbered("p25.s14", "p") && !is_numbered("peter", "p") && !is_numbered("sp3", "p") && !is_numbered("p", "p"));
    }
}
