//! Stretches between quotation marks, and what the marks do: “hunting for wheat”, the term “mill”, «…», „…“.
//!
//! A closing mark between two letters is a hard sign (`s”yezda`), no quotation mark. A quotation that is reopened in each
//! paragraph and closed in the last is one quotation; a mark without a partner is a query.

mod kind;
mod signs;

use crate::diagnostic::Diagnostic;
use crate::model::{Annotation, Certainty, Mark, Quote, Rule};
use crate::source::Span;

use super::codes::{MIXED_QUOTATION_MARKS, UNBALANCED_QUOTATION};
use super::{Desk, Pass};
use signs::{Found, Sign};

/// The pass.
pub struct Quotes;

static MARKS: Rule = Rule::new("rule.quotation", "quotation marks that pair");
static MENTIONED: Rule = Rule::new("rule.quotation-mentioned", "quotation marks behind a word like \"term\" or \"expression\": a word talked about");
static SCARE: Rule = Rule::new("rule.quotation-so-called", "quotation marks round a few words that make no clause: the writer keeps a distance");

/// How many paragraphs further a quotation may close that is not reopened in between; no other quotation stands there.
const REACH: usize = 5;

impl Pass for Quotes {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&MARKS, &MENTIONED, &SCARE] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let mut sheet = Sheet::default();
        let prose: Vec<usize> = (0..desk.transcript.blocks.len()).filter(|&index| desk.transcript.blocks[index].kind.is_prose()).collect();
        for (number, &block) in prose.iter().enumerate() {
            let found = signs::pair(desk.transcript.source.text(), desk.transcript.blocks[block].span);
            sheet.block(desk, number, block, &found);
        }
        sheet.finish(desk);
        desk.transcript.annotations.append(&mut sheet.annotations);
        desk.transcript.queries.append(&mut sheet.queries);
    }
}

/// Quotation marks that wait for a partner in a later block.
struct Open {
    /// The sign of each paragraph so far that opens the quotation anew, with the end of its block.
    parts: Vec<Span>,
    /// How the first is printed.
    first: Span,
    /// Which prose block it was last reopened in.
    number: usize,
}

impl Open {
    /// Whether the mark `closing` in prose block `number` can be its partner: near by, before any other quotation.
    fn closes_with(&self, number: usize, found: &Found, closing: &Sign) -> bool {
        number <= self.number + REACH && found.pairs.first().is_none_or(|(opening, _)| closing.span.start < opening.span.start)
    }
}

#[derive(Default)]
struct Sheet {
    annotations: Vec<Annotation>,
    queries: Vec<Diagnostic>,
    open: Option<Open>,
    mixed: bool,
}

impl Sheet {
    fn block(&mut self, desk: &Desk<'_>, number: usize, block: usize, found: &Found) {
        let span = desk.transcript.blocks[block].span;
        self.carry_on(desk, number, span, found);
        for &(opening, closing) in &found.pairs {
            let quote = Span::new(opening.span.start, closing.span.end);
            self.annotations.push(kind::annotation(desk, block, quote));
            self.mixed(desk, opening, closing);
        }
        for &sign in &found.unclosed {
            self.wait(desk, number, span, sign, *found.unclosed.last().unwrap_or(&sign) == sign);
        }
    }

    /// Lets the block continue or close a quotation that an earlier one left open.
    fn carry_on(&mut self, desk: &Desk<'_>, number: usize, span: Span, found: &Found) {
        let mut strays = found.stray.iter();
        if let Some(open) = self.open.take() {
            let next = open.number + 1 == number;
            if next && found.unclosed.first().is_some_and(|sign| sign.span.start == span.start) {
                // It waits in its turn for the next paragraph.
                self.open = Some(Open { number, ..open });
            } else if next && found.pairs.first().is_some_and(|(opening, _)| opening.span.start == span.start) {
                self.parts(open.parts);
            } else if let Some(closing) = strays.as_slice().first().filter(|closing| open.closes_with(number, found, closing)) {
                strays.next();
                self.close(open.parts, closing.span.end);
            } else if number < open.number + REACH && open.parts.len() == 1 && found.is_bare() {
                self.open = Some(open);
            } else {
                self.give_up(desk, open);
            }
        }
        for sign in strays {
            self.query(desk, sign.span, "this quotation mark closes and was never opened");
        }
    }

    /// Closes a quotation at `end`: its last part reaches that far, over paragraphs without marks.
    fn close(&mut self, mut parts: Vec<Span>, end: usize) {
        if let Some(last) = parts.last_mut() {
            last.end = end;
        }
        self.parts(parts);
    }

    /// Keeps the last unclosed sign of a block for the next one; an earlier one has no partner.
    fn wait(&mut self, desk: &Desk<'_>, number: usize, block: Span, sign: Sign, is_last: bool) {
        let part = Span::new(sign.span.start, block.end);
        match &mut self.open {
            Some(open) if open.number == number && sign.span.start == block.start => open.parts.push(part),
            _ if is_last => {
                if let Some(open) = self.open.take() {
                    self.give_up(desk, open);
                }
                self.open = Some(Open { parts: vec![part], first: sign.span, number });
            }
            _ => self.query(desk, sign.span, "this quotation mark opens and never closes"),
        }
    }

    /// A quotation that never closed: its paragraphs are quoted if it was reopened, else nothing is known.
    fn give_up(&mut self, desk: &Desk<'_>, open: Open) {
        if open.parts.len() > 1 {
            let message = format!("this quotation is opened in {} paragraphs and never closes", open.parts.len());
            self.query(desk, open.first, &message);
            self.parts(open.parts);
        } else {
            self.query(desk, open.first, "this quotation mark opens and never closes");
        }
    }

    fn finish(&mut self, desk: &Desk<'_>) {
        if let Some(open) = self.open.take() {
            self.give_up(desk, open);
        }
    }

    fn parts(&mut self, parts: Vec<Span>) {
        for part in parts {
            self.plain(part);
        }
    }

    fn plain(&mut self, span: Span) {
        self.annotations.push(Annotation::printed(span, Mark::Quote(Quote::Plain), &MARKS));
    }

    fn query(&mut self, desk: &Desk<'_>, span: Span, message: &str) {
        self.queries.push(Diagnostic::warning(&UNBALANCED_QUOTATION, message).at(&desk.transcript.source, span).help(UNBALANCED_QUOTATION.remedy));
    }

    /// Reports the first quotation whose marks differ in style.
    fn mixed(&mut self, desk: &Desk<'_>, opening: Sign, closing: Sign) {
        if !self.mixed && opening.is_straight() != closing.is_straight() {
            self.mixed = true;
            let span = Span::new(opening.span.start, closing.span.end);
            let message = "this quotation opens with a mark of one style and closes with one of another";
            self.queries.push(Diagnostic::info(&MIXED_QUOTATION_MARKS, message).at(&desk.transcript.source, span).help(MIXED_QUOTATION_MARKS.remedy));
        }
    }
}

/// What the marks round `quote` do, as an annotation.
fn as_annotation(quote: Span, kind: Quote) -> Annotation {
    match kind {
        Quote::Plain => Annotation::printed(quote, Mark::Quote(kind), &MARKS),
        Quote::Mentioned => Annotation::inferred(quote, Mark::Quote(kind), &MENTIONED, Certainty::High),
        Quote::SoCalled => Annotation::inferred(quote, Mark::Quote(kind), &SCARE, Certainty::Medium),
    }
}
