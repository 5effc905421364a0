//! The proof: the source is rebuilt, byte for byte, from the written TEI and its ledger.
//!
//! *Body text* is all character data of `text` except a closed list of additions. Every byte of the source stands either in
//! the body text or in a ledger row; the rows are disjoint and lie in no body block, except for page marks, blanks and
//! characters XML cannot carry.

use std::fmt;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::{Ledger, Reason, Row, Transcript, is_fit_for_xml};
use crate::source::Span;

/// What the proof counted, in characters of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// All characters.
    pub total: usize,
    /// In the TEI's text.
    pub text: usize,
    /// In the TEI header.
    pub header: usize,
    /// Page furniture.
    pub furniture: usize,
    /// Blanks between blocks.
    pub whitespace: usize,
    /// Characters XML cannot carry.
    pub encoding: usize,
}

/// Counts as an editor reads them: "45,874 of 45,874 characters accounted for: …".
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let accounted = self.text + self.header + self.furniture + self.whitespace + self.encoding;
        write!(f, "{} of {} characters accounted for: {} text", thousands(accounted), thousands(self.total), thousands(self.text))?;
        for (count, what) in
            [(self.header, "header"), (self.furniture, "furniture"), (self.whitespace, "blanks between blocks"), (self.encoding, "not fit for XML")]
        {
            if count > 0 {
                write!(f, ", {} {what}", thousands(count))?;
            }
        }
        Ok(())
    }
}

/// Digits grouped by commas.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Why the proof failed; always a fault of the tool, never of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Proves that `tei` and `ledger` together hold the source of `transcript`, and nothing else.
///
/// # Errors
/// The first place where they do not.
pub fn prove(transcript: &Transcript, tei: &str, ledger: &Ledger) -> Result<Proof, Failure> {
    let source = &transcript.source;
    if ledger.sha256 != source.sha256() {
        return fail("the ledger is that of another source");
    }
    rows_are_sound(transcript, &ledger.rows)?;
    let (body, furniture) = read_text(tei)?;
    let mut proof = Proof { total: source.text().chars().count(), ..Proof::default() };
    furniture_is_the_ledgers(transcript, &ledger.rows, furniture.as_deref())?;
    let mut rest = body.as_str();
    let mut at = 0;
    for row in &ledger.rows {
        rest = match_text(transcript, Span::new(at, row.start), rest, &mut proof)?;
        let characters = source.slice(row.span()).chars().count();
        match row.reason {
            Reason::Furniture => proof.furniture += characters,
            Reason::Header { .. } => proof.header += characters,
            Reason::Whitespace => proof.whitespace += characters,
            Reason::Encoding => proof.encoding += characters,
        }
        at = row.end;
    }
    rest = match_text(transcript, Span::new(at, source.text().len()), rest, &mut proof)?;
    if rest.is_empty() { Ok(proof) } else { fail(&format!("the TEI ends with {:?}, which is not in the source", excerpt(rest))) }
}

fn fail<T>(reason: &str) -> Result<T, Failure> {
    Err(Failure(reason.to_owned()))
}

fn excerpt(text: &str) -> String {
    text.chars().take(24).collect()
}

/// Takes the stretch `span` of the source from the front of the body text.
fn match_text<'b>(transcript: &Transcript, span: Span, body: &'b str, proof: &mut Proof) -> Result<&'b str, Failure> {
    let source = &transcript.source;
    let expected = source.slice(span);
    if let Some(rest) = body.strip_prefix(expected) {
        proof.text += expected.chars().count();
        return Ok(rest);
    }
    let same = expected.chars().zip(body.chars()).take_while(|(left, right)| left == right).map(|(left, _)| left.len_utf8()).sum::<usize>();
    let place = source.position(span.start + same);
    fail(&format!(
        "line {}, column {}: the source has {:?}, the TEI {:?}",
        place.line,
        place.column,
        excerpt(&expected[same..]),
        excerpt(&body[same..])
    ))
}

/// Rows are disjoint, in order, inside the source, and take nothing from a body block but what they may.
fn rows_are_sound(transcript: &Transcript, rows: &[Row]) -> Result<(), Failure> {
    let text = transcript.source.text();
    let mut at = 0;
    for row in rows {
        let sound =
            at <= row.start && row.start < row.end && row.end <= text.len() && text.is_char_boundary(row.start) && text.is_char_boundary(row.end);
        if !sound {
            return fail(&format!("the ledger's row {}–{} is empty, out of order or outside the source", row.start, row.end));
        }
        at = row.end;
    }
    let marks = page_marks(transcript);
    let blocks: Vec<_> = transcript.blocks.iter().filter(|block| block.kind.is_text()).collect();
    for row in rows {
        let first = blocks.partition_point(|block| block.span.end <= row.start);
        let inside = blocks.get(first).is_some_and(|block| block.span.overlaps(row.span()));
        if inside && !may_leave_a_block(row, text, &marks) {
            return fail(&format!("the ledger's row {}–{} takes text from a body block", row.start, row.end));
        }
        if !inside && row.reason == Reason::Encoding {
            return fail(&format!("the ledger's row {}–{} stands in no body block", row.start, row.end));
        }
        if row.reason == Reason::Whitespace && !text[row.span().range()].chars().all(char::is_whitespace) {
            return fail(&format!("the ledger's row {}–{} holds more than blanks", row.start, row.end));
        }
    }
    Ok(())
}

/// The printed marks that leave the text; marks that touch are one stretch, as ledger rows that touch are one row.
fn page_marks(transcript: &Transcript) -> Vec<Span> {
    let in_text = transcript.annotations.iter().filter(|annotation| annotation.mark.leaves_text()).map(|annotation| annotation.span);
    let mut marks: Vec<Span> = in_text.filter(|span| !span.is_empty()).collect();
    marks.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(marks.len());
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => joined.push(mark),
        }
    }
    joined
}

fn may_leave_a_block(row: &Row, text: &str, marks: &[Span]) -> bool {
    match row.reason {
        Reason::Encoding => text[row.span().range()].chars().all(|character| character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}')),
        Reason::Furniture => {
            let after = marks.partition_point(|mark| mark.start <= row.start);
            after > 0 && marks[after - 1].contains(row.span())
        }
        Reason::Whitespace | Reason::Header { .. } => false,
    }
}

/// Page furniture that the TEI repeats in `back` is that of the ledger, row by row, without the characters XML cannot carry.
fn furniture_is_the_ledgers(transcript: &Transcript, rows: &[Row], written: Option<&[String]>) -> Result<(), Failure> {
    let Some(written) = written else { return Ok(()) };
    let rows = rows.iter().filter(|row| row.reason == Reason::Furniture);
    let printed: Vec<String> = rows.map(|row| transcript.source.slice(row.span()).chars().filter(|&c| is_fit_for_xml(c)).collect()).collect();
    if printed == written {
        return Ok(());
    }
    let same = printed.iter().zip(written).take_while(|(printed, written)| printed == written).count();
    fail(&format!("row {} of the page furniture in the TEI is not that of the ledger", same + 1))
}

/// Elements that hold elements only; between their children stands exactly one line feed.
const STRUCTURAL: &[&str] = &["text", "front", "body", "back", "div", "sp", "list", "opener", "closer", "annotationBlock", "timeline"];

/// All character data of `text`, without the closed list of additions.
///
/// # Errors
/// Ill-formed XML, or anything but one line feed between the children of an element that holds elements only.
pub fn body_text(tei: &str) -> Result<String, Failure> {
    read_text(tei).map(|(body, _)| body)
}

/// The body text, and the page furniture that `back` repeats, one string for each block of it.
fn read_text(tei: &str) -> Result<(String, Option<Vec<String>>), Failure> {
    let mut reader = Reader::from_str(tei);
    let text = String::with_capacity(tei.len() / 2);
    let mut body = Body { text, path: Vec::new(), inside: false, added: 0, gap: String::new(), furniture: None, furniture_depth: None };
    loop {
        match reader.read_event().map_err(|error| Failure(format!("the TEI is ill-formed: {error}")))? {
            Event::Start(start) => body.open(&start)?,
            Event::Empty(start) => {
                body.open(&start)?;
                body.close()?;
            }
            Event::End(_) => body.close()?,
            Event::Text(text) => body.characters(&text)?,
            Event::CData(text) => body.characters(&text)?,
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| Failure(error.to_string()))?;
                let resolved = match character {
                    Some(character) => character.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&reference)
                        .ok_or_else(|| Failure(format!("the entity {:?} is not declared", &*reference)))?
                        .to_owned(),
                };
                body.characters(&resolved)?;
            }
            Event::Eof => return Ok((body.text, body.furniture)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

struct Body {
    text: String,
    /// For each open element: whether it is structural, and whether it is an addition.
    path: Vec<(bool, bool)>,
    inside: bool,
    added: usize,
    /// White space since the last tag, inside a structural element.
    gap: String,
    /// Page furniture in `back`, one string for each block.
    furniture: Option<Vec<String>>,
    /// How many elements are open where the division of page furniture opened.
    furniture_depth: Option<usize>,
}

impl Body {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), Failure> {
        let name = start.local_name();
        let name = name.as_ref();
        if self.path.len() == 1 && name == "text" {
            self.inside = true;
        } else {
            self.end_gap()?;
        }
        let addition = self.inside && is_addition(name, start);
        self.open_furniture(name, start);
        self.path.push((STRUCTURAL.contains(&name), addition));
        self.added += usize::from(addition);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Failure> {
        self.end_gap()?;
        let (_, addition) = self.path.pop().ok_or_else(|| Failure("the TEI closes an element that is not open".to_owned()))?;
        self.added -= usize::from(addition);
        self.furniture_depth = self.furniture_depth.filter(|&depth| depth < self.path.len());
        self.inside &= self.path.len() > 1;
        Ok(())
    }

    /// Opens the division of page furniture, or a block in it.
    fn open_furniture(&mut self, name: &str, start: &BytesStart<'_>) {
        let depth = self.path.len();
        if self.furniture_depth.is_some_and(|outer| outer + 1 == depth) {
            self.furniture.get_or_insert_default().push(String::new());
        } else if self.inside && self.furniture_depth.is_none() && name == "div" && has_value(start, "type", "page-furniture") {
            self.furniture_depth = Some(depth);
            self.furniture.get_or_insert_default();
        }
    }

    fn end_gap(&mut self) -> Result<(), Failure> {
        let structural = self.inside && self.path.last().is_some_and(|&(structural, _)| structural);
        let gap = std::mem::take(&mut self.gap);
        if !structural || self.added > 0 || gap == "\n" {
            Ok(())
        } else {
            fail(&format!("{gap:?} stands between two blocks of the TEI instead of one line feed"))
        }
    }

    fn characters(&mut self, text: &str) -> Result<(), Failure> {
        if !self.inside || self.added > 0 {
            return Ok(());
        }
        match self.path.last() {
            Some((true, _)) if text.chars().all(char::is_whitespace) => self.gap.push_str(text),
            Some((true, _)) => return fail(&format!("{:?} stands between two blocks of the TEI", excerpt(text.trim()))),
            _ => match (self.furniture_depth, self.furniture.as_mut().and_then(|blocks| blocks.last_mut())) {
                (Some(_), Some(block)) => block.push_str(text),
                _ => self.text.push_str(text),
            },
        }
        Ok(())
    }
}

/// The closed list: what the tool adds to the text.
fn is_addition(name: &str, start: &BytesStart<'_>) -> bool {
    match name {
        "corr" | "reg" | "expan" | "certainty" => true,
        "note" => has_value(start, "type", "query"),
        _ => false,
    }
}

fn has_value(start: &BytesStart<'_>, attribute: &str, value: &str) -> bool {
    start.try_get_attribute(attribute).ok().flatten().is_some_and(|found| found.value.as_ref() == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!((thousands(7), thousands(1234), thousands(45_874_000)), ("7".into(), "1,234".into(), "45,874,000".into()));
    }

    #[test]
    fn additions_and_line_feeds_between_blocks_are_no_body_text() {
        let tei =
            "<TEI><teiHeader>x</teiHeader><text>\n<body>\n<p>A &amp; <choice><sic>b</sic><corr>B</corr></choice>\n c</p>\n</body>\n</text></TEI>";
        assert_eq!(body_text(tei).as_deref(), Ok("A & b\n c"));
        assert!(body_text("<TEI><text>\n<body> <p>a</p>\n</body>\n</text></TEI>").is_err());
        assert!(body_text("<TEI><text>\n<body>\nx<p>a</p>\n</body>\n</text></TEI>").is_err());
    }
}
