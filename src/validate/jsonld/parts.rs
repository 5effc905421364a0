//! The parts in their order: positions from 1, each part behind the one around it, words that are those of the anchor.

use rustc_hash::FxHashMap;

use crate::json::{Kind, Value};
use crate::source::{Source, Span};

use super::places::{self, Places};
use super::{Findings, POSITION, STRETCH, TEXT};

/// Checks all parts; their places too where the source is at hand.
pub(super) fn check(findings: &mut Findings<'_>, text: Option<&Source>) {
    let places = text.and_then(|text| places::of_source(findings, text));
    let Some(parts) = findings.root().get("hasPart").and_then(Value::as_array) else { return };
    let ids = parts.iter().enumerate().filter_map(|(index, part)| Some((part.get("@id")?.as_str()?, index)));
    let order: FxHashMap<&str, usize> = ids.collect();
    for (index, part) in parts.iter().enumerate() {
        position(findings, part, index + 1);
        around(findings, part, index, &order);
        anchor(findings, part, places.as_ref());
    }
}

fn position(findings: &mut Findings<'_>, part: &Value<'_>, wanted: usize) {
    let Some(value) = part.get("position") else { return };
    if number(value).is_some_and(|found| found != wanted) {
        let message = format!("`position` is {}; {wanted} is wanted", findings.source.slice(value.span));
        findings.add(&POSITION, value.span, message);
    }
}

/// What a part is told in must stand before it; whether it is described at all is asked elsewhere.
fn around(findings: &mut Findings<'_>, part: &Value<'_>, index: usize, order: &FxHashMap<&str, usize>) {
    let Some(pointer) = part.get("isPartOf") else { return };
    let target = pointer.get("@id").unwrap_or(pointer);
    let Some(id) = target.as_str().filter(|id| order.get(id).is_some_and(|&outer| outer >= index)) else { return };
    findings.add(&POSITION, target.span, format!("the part around this one, {id}, does not stand before it"));
}

fn anchor(findings: &mut Findings<'_>, part: &Value<'_>, places: Option<&Places<'_>>) {
    let Some(target) = part.get("anchor").and_then(|anchor| anchor.get("target")) else { return };
    let targets = target.as_array().unwrap_or(std::slice::from_ref(target));
    let stretches: Vec<Stretch<'_>> = targets.iter().filter_map(Stretch::of).collect();
    let before = findings.list.len();
    for stretch in &stretches {
        consistent(findings, stretch);
        if let Some(places) = places {
            places.compare(findings, stretch);
        }
    }
    // A wrong quote differs from the words, too: that is one fault.
    if findings.list.len() == before {
        words(findings, part, &stretches);
    }
}

fn words(findings: &mut Findings<'_>, part: &Value<'_>, stretches: &[Stretch<'_>]) {
    let Some(text) = part.get("text").filter(|_| !stretches.is_empty()) else { return };
    if text.as_str().is_some_and(|words| !is_joined(words, stretches)) {
        findings.add(&TEXT, text.span, "`text` is not what the anchor quotes");
    }
}

/// Whether `words` are the quotes in their order, with at most one blank or line feed between two.
fn is_joined(words: &str, stretches: &[Stretch<'_>]) -> bool {
    let mut rest = words;
    for (number, stretch) in stretches.iter().enumerate() {
        let blank = rest.strip_prefix([' ', '\n']).filter(|_| number > 0);
        match blank.and_then(|rest| rest.strip_prefix(stretch.exact)).or_else(|| rest.strip_prefix(stretch.exact)) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    rest.is_empty()
}

/// A target in a text, as far as its selectors are well-formed; of two selectors of one class the first counts.
pub(super) struct Stretch<'v> {
    pub(super) source: Option<&'v str>,
    pub(super) exact: &'v str,
    pub(super) quote: &'v Value<'v>,
    pub(super) position: Option<Range>,
    pub(super) data: Option<Range>,
}

/// Start and end of a selector, with the place of the start.
#[derive(Clone, Copy)]
pub(super) struct Range {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) span: Span,
}

impl<'v> Stretch<'v> {
    fn of(target: &'v Value<'v>) -> Option<Self> {
        let selectors = target.get("selector")?.as_array()?;
        let of_class = |class: &str| selectors.iter().find(|selector| selector.get("@type").and_then(Value::as_str) == Some(class));
        let quote = of_class("TextQuoteSelector")?;
        let source = target.get("source").and_then(Value::as_str);
        let range = |class| of_class(class).and_then(Range::of);
        Some(Self {
            source,
            exact: quote.get("exact")?.as_str()?,
            quote,
            position: range("TextPositionSelector"),
            data: range("DataPositionSelector"),
        })
    }
}

impl Stretch<'_> {
    /// Whether a range of code points is as long as the quote.
    pub(super) fn fits(&self, range: &Range) -> bool {
        range.end.checked_sub(range.start) == Some(self.exact.chars().count())
    }
}

impl Range {
    /// Whether it ends where it starts, or before.
    pub(super) fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    fn of(selector: &Value<'_>) -> Option<Self> {
        let start = selector.get("start")?;
        Some(Self { start: number(start)?, end: number(selector.get("end")?)?, span: start.span })
    }
}

fn number(value: &Value<'_>) -> Option<usize> {
    match &value.kind {
        Kind::Number(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()),
        _ => None,
    }
}

/// What can be said of the selectors without the source.
fn consistent(findings: &mut Findings<'_>, stretch: &Stretch<'_>) {
    for range in [stretch.position, stretch.data].into_iter().flatten().filter(Range::is_empty) {
        findings.add(&STRETCH, range.span, format!("the stretch from {} to {} is empty", range.start, range.end));
    }
    let Some(range) = stretch.position.filter(|range| !stretch.fits(range) && !range.is_empty()) else { return };
    let (length, quoted) = (range.end - range.start, stretch.exact.chars().count());
    findings.add(&STRETCH, range.span, format!("the positions span {length} code points, the quote has {quoted}"));
}
