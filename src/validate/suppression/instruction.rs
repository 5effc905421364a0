//! The instructions of a document, each with the codes it names, its reason and the stretch of text it holds for.

use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{Source, Span};
use crate::validate::codes as all_codes;
use crate::xml::pseudo_attributes;
use crate::xml::stream::{Event, Fault, Limits, Reader};

use super::codes::{MALFORMED, NO_REASON, UNKNOWN_CODE};

/// An instruction that suppresses findings.
#[derive(Debug)]
pub(super) struct Instruction {
    /// Where it stands.
    pub span: Span,
    /// The codes it suppresses.
    pub codes: Vec<String>,
    /// Why.
    pub reason: String,
    /// Where it holds; `None` where no element follows.
    pub scope: Option<Span>,
    wants: Wants,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wants {
    Next,
    Parent,
    Document,
}

impl Instruction {
    /// Why there is nothing that it suppresses.
    pub(super) const fn why_unused(&self) -> &'static str {
        match (self.wants, self.scope) {
            (Wants::Next, Some(_)) => "which is not found in the next element",
            (Wants::Next, None) => "and no element follows",
            (Wants::Parent, _) => "which is not found in the element around it",
            (Wants::Document, _) => "which is not found in the document",
        }
    }
}

/// Codes of these stages cannot be suppressed: the document was not read, or not validated.
const FIXED: &[&str] = &["xml", "schema", "suppression"];

/// The stretch of a whole document, which may be one of which the length is not known yet.
pub(super) const WHOLE: Span = Span::new(0, usize::MAX);

/// The instructions of a document, as its events show them, and what is wrong with them.
#[derive(Default)]
pub struct Instructions {
    open: Open,
    findings: Vec<Diagnostic>,
}

impl Instructions {
    /// Takes the event that the reader has come to.
    pub fn take(&mut self, reader: &Reader<'_>, event: &Event<'_>) {
        match event {
            Event::Start(start) => self.open.start(start.tag.start),
            Event::End(end) => self.open.end(end.tag.end),
            Event::Instruction(found) if found.target == "teiscribe" => {
                reader.source().pin(found.span);
                if let Some(instruction) = parse(reader.source(), found.data, found.span, &mut self.findings) {
                    self.open.add(instruction);
                }
            }
            Event::Instruction(_) | Event::Text(_) | Event::Comment(_) | Event::Eof => {}
        }
    }

    pub(super) fn finish(self) -> (Vec<Instruction>, Vec<Diagnostic>) {
        (self.open.instructions, self.findings)
    }
}

/// The instructions of a document.
///
/// # Errors
/// The document is not well-formed.
pub(super) fn read(source: &Source, limits: Limits) -> Result<Instructions, Fault> {
    let mut found = Instructions::default();
    Reader::new(source, limits).each(|reader, event| found.take(reader, event))?;
    Ok(found)
}

/// The elements that are open, with the instructions among their children.
#[derive(Default)]
struct Open {
    instructions: Vec<Instruction>,
    elements: Vec<Element>,
    /// Whether the root element has been met.
    rooted: bool,
}

/// An open element.
struct Element {
    start: usize,
    /// Instructions that hold for it.
    held: Vec<usize>,
    /// Instructions among its children that wait for an element.
    waiting: Vec<usize>,
}

impl Open {
    fn start(&mut self, start: usize) {
        self.rooted = true;
        let held = self.elements.last_mut().map(|parent| std::mem::take(&mut parent.waiting)).unwrap_or_default();
        self.elements.push(Element { start, held, waiting: Vec::new() });
    }

    fn end(&mut self, end: usize) {
        let Some(element) = self.elements.pop() else { return };
        for number in element.held {
            self.instructions[number].scope = Some(Span::new(element.start, end));
        }
    }

    fn add(&mut self, mut instruction: Instruction) {
        let number = self.instructions.len();
        match self.elements.last_mut() {
            Some(parent) if instruction.wants == Wants::Parent => parent.held.push(number),
            Some(parent) => parent.waiting.push(number),
            None if self.rooted => {}
            None => {
                instruction.wants = Wants::Document;
                instruction.scope = Some(WHOLE);
            }
        }
        self.instructions.push(instruction);
    }
}

/// The instruction, unless it has no effect; why it has none, or why one of its codes has none, goes to `findings`.
fn parse(source: &Source, data: &str, span: Span, findings: &mut Vec<Diagnostic>) -> Option<Instruction> {
    let mut tell = |finding: Diagnostic| findings.push(finding.at(source, span));
    let Some(pairs) = pairs(data) else {
        tell(Diagnostic::error(&MALFORMED, "the instruction is not understood").help(MALFORMED.remedy));
        return None;
    };
    if let Some((name, _)) = pairs.iter().find(|(name, value)| !is_known(name, value)) {
        tell(Diagnostic::error(&MALFORMED, format!("the instruction's `{name}` is not understood")).help(MALFORMED.remedy));
        return None;
    }
    let value = |wanted: &str| pairs.iter().find(|(name, _)| *name == wanted).map_or("", |(_, value)| value.trim());
    if value("ignore").is_empty() {
        tell(Diagnostic::error(&MALFORMED, "the instruction names no code").help(MALFORMED.remedy));
        return None;
    }
    if value("reason").is_empty() {
        tell(Diagnostic::error(&NO_REASON, "the instruction gives no reason, and suppresses nothing").help(NO_REASON.remedy));
        return None;
    }
    let (codes, unknown): (Vec<_>, Vec<_>) = value("ignore").split_whitespace().map(str::to_owned).partition(|code| can_be_suppressed(code));
    for code in unknown {
        tell(not_suppressible(&code));
    }
    let wants = if value("scope") == "parent" { Wants::Parent } else { Wants::Next };
    Some(Instruction { span, codes, reason: value("reason").to_owned(), scope: None, wants })
}

fn is_known(name: &str, value: &str) -> bool {
    matches!((name, value), ("ignore" | "reason", _) | ("scope", "parent" | "next"))
}

fn stage(code: &str) -> &str {
    code.split('/').next().unwrap_or(code)
}

fn can_be_suppressed(code: &str) -> bool {
    !FIXED.contains(&stage(code)) && all_codes().any(|known| known.id == code)
}

fn not_suppressible(code: &str) -> Diagnostic {
    if all_codes().any(|known| known.id == code) {
        return Diagnostic::error(&UNKNOWN_CODE, format!("`{code}` cannot be suppressed")).help("mend what it says");
    }
    let finding = Diagnostic::error(&UNKNOWN_CODE, format!("there is no code `{code}`"));
    match nearest(code, all_codes().map(|known| known.id)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help(UNKNOWN_CODE.remedy),
    }
}

/// Names and values; `None` where something else stands there.
fn pairs(data: &str) -> Option<Vec<(&str, &str)>> {
    pseudo_attributes(data).map(|one| one.ok().map(|one| (one.name, one.value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_cut_apart_and_nothing_else_passes() {
        assert_eq!(pairs(" ignore=\"a b\"  reason = 'x=\"y\"' "), Some(vec![("ignore", "a b"), ("reason", "x=\"y\"")]));
        assert_eq!(pairs(""), Some(Vec::new()));
        assert!(["ignore", "ignore=x", "ignore=\"x"].iter().all(|data| pairs(data).is_none()));
    }
}
