//! Findings that an editor has looked at and accepts: `<?teiscribe ignore="relaxng/attribute-value" reason="so in the print"?>`.
//!
//! The instruction holds for the next element behind it, with its attributes and all it contains; with `scope="parent"` for
//! the element around it; before the root element for the whole document. Several codes are parted by blanks. One without a
//! reason suppresses nothing; that and one that finds nothing to suppress are findings themselves.

mod codes;
mod instruction;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Source, Span};
use crate::xml::stream::Limits;

use super::document::Check;

pub use codes::CODES;
use codes::UNUSED;
use instruction::Instruction;
pub use instruction::Instructions;

/// What every instruction begins with.
const MARK: &str = "<?teiscribe";

/// The findings about a document, in text order, each with the reason for which an instruction suppresses it; among them
/// what is wrong with the instructions.
///
/// A document that is not well-formed is read no further than its fault, so that nothing in it is suppressed.
pub fn suppress(source: &Source, findings: Vec<Diagnostic>, checks: &BTreeSet<Check>, limits: Limits) -> Vec<(Diagnostic, Option<String>)> {
    let untouched = |findings: Vec<Diagnostic>| findings.into_iter().map(|finding| (finding, None)).collect();
    if memchr::memmem::find(source.text().as_bytes(), MARK.as_bytes()).is_none() {
        return untouched(findings);
    }
    match instruction::read(source, limits) {
        Ok(instructions) => suppress_by(instructions, source, findings, checks),
        Err(_) => untouched(findings),
    }
}

/// The same by the instructions of a document that was read to its end.
pub fn suppress_by(
    instructions: Instructions,
    source: &Source,
    findings: Vec<Diagnostic>,
    checks: &BTreeSet<Check>,
) -> Vec<(Diagnostic, Option<String>)> {
    let (instructions, mut own) = instructions.finish();
    let mut scopes = Scopes::new(&instructions);
    let mut judged: Vec<_> = findings.into_iter().map(|finding| (scopes.reason(&finding, source).map(str::to_owned), finding)).collect();
    own.extend(
        scopes
            .unused()
            .filter(|(_, code)| Check::of(code).is_none_or(|check| checks.contains(&check)))
            .map(|(instruction, code)| unused(source, instruction, code)),
    );
    judged.extend(own.into_iter().map(|finding| (None, finding)));
    judged.sort_by_key(|(_, finding)| finding.place.as_ref().map(|place| place.span.start));
    judged.into_iter().map(|(reason, finding)| (finding, reason)).collect()
}

fn unused(source: &Source, instruction: &Instruction, code: &str) -> Diagnostic {
    let message = format!("the instruction suppresses `{code}`, {}", instruction.why_unused());
    Diagnostic::warning(&UNUSED, message).at(source, instruction.span).help("delete the instruction, or that code in it")
}

/// Where which code is suppressed. Elements nest, so that at each place the scopes of a code are a stack.
struct Scopes<'i> {
    instructions: &'i [Instruction],
    by_code: BTreeMap<&'i str, Stack>,
    used: BTreeSet<(usize, &'i str)>,
}

/// The scopes of one code, in the order in which they begin, and those that are open at the place reached.
#[derive(Default)]
struct Stack {
    scopes: Vec<(Span, usize)>,
    next: usize,
    open: Vec<(Span, usize)>,
}

impl<'i> Scopes<'i> {
    fn new(instructions: &'i [Instruction]) -> Self {
        let mut by_code: BTreeMap<&str, Stack> = BTreeMap::new();
        for (number, instruction) in instructions.iter().enumerate() {
            for (code, scope) in instruction.codes.iter().filter_map(|code| Some((code, instruction.scope?))) {
                by_code.entry(code).or_default().scopes.push((scope, number));
            }
        }
        for stack in by_code.values_mut() {
            stack.scopes.sort_by_key(|(scope, number)| (scope.start, std::cmp::Reverse(scope.end), *number));
        }
        Self { instructions, by_code, used: BTreeSet::new() }
    }

    /// Why the finding is suppressed, if it is. Findings come in text order.
    fn reason(&mut self, finding: &Diagnostic, source: &Source) -> Option<&'i str> {
        let (code, stack) = self.by_code.get_key_value(finding.code.id).map(|(code, _)| *code).zip(self.by_code.get_mut(finding.code.id))?;
        let here = |place: &&Label| *place.path == *source.name();
        let number = match &finding.place {
            Some(_) => stack.innermost(finding.place.as_ref().filter(here)?.span)?,
            None => stack.scopes.iter().find(|(scope, _)| *scope == instruction::WHOLE)?.1,
        };
        self.used.insert((number, code));
        Some(&self.instructions[number].reason)
    }

    fn unused(&self) -> impl Iterator<Item = (&'i Instruction, &'i str)> {
        let codes = |(number, instruction): (usize, &'i Instruction)| instruction.codes.iter().map(move |code| (number, instruction, &**code));
        let all = self.instructions.iter().enumerate().flat_map(codes);
        all.filter(|(number, _, code)| !self.used.contains(&(*number, code))).map(|(_, instruction, code)| (instruction, code))
    }
}

impl Stack {
    fn innermost(&mut self, place: Span) -> Option<usize> {
        while let Some(scope) = self.scopes.get(self.next).filter(|(scope, _)| scope.start <= place.start) {
            self.open.push(*scope);
            self.next += 1;
        }
        while self.open.last().is_some_and(|(scope, _)| scope.end < place.start || (scope.end == place.start && scope.end < place.end)) {
            self.open.pop();
        }
        self.open.iter().rev().find(|(scope, _)| scope.contains(place)).map(|(_, number)| *number)
    }
}
