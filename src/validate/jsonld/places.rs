//! Places against the source: the file is the one that was meant, and at each place it holds exactly the quote.

use crate::json::Value;
use crate::source::{Offsets, Source, Span};

use super::parts::{Range, Stretch};
use super::{ANOTHER_SOURCE, Findings, OFFSET, QUOTE_CONTEXT};

/// Characters of a quote that a message shows.
const SHOWN: usize = 32;

/// How far from the stated place a quote is looked for, in bytes.
const NEAR: usize = 4096;

/// The source of an edition, ready to be asked.
pub(super) struct Places<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
    /// The address by which the document calls the file.
    id: String,
}

/// The places of `text`, if it is the file that the document calls its source; a text that is another file is reported.
pub(super) fn of_source<'t>(findings: &mut Findings<'_>, text: &'t Source) -> Option<Places<'t>> {
    let files = findings.root().get("encoding")?.as_array()?;
    let file = files.iter().find(|file| is_source(file))?;
    let id = file.get("@id")?.as_str()?.to_owned();
    let digest = text.sha256();
    let size = format!("{} B", text.raw_offset(text.text().len()));
    for (key, found) in [("sha256", &digest), ("contentSize", &size)] {
        let Some(stated) = file.get(key).filter(|stated| stated.as_str().is_some_and(|stated| stated != found)) else { continue };
        let message = format!("{} is another file: its {key} is {found}", text.name());
        findings.add(&ANOTHER_SOURCE, stated.span, message);
        return None;
    }
    Some(Places { text: text.text(), offsets: Offsets::new(text), id })
}

fn is_source(file: &Value<'_>) -> bool {
    file.get("@id").and_then(Value::as_str).is_some_and(|id| id.ends_with("#source"))
}

impl Places<'_> {
    /// Compares one stretch with the source; what contradicts itself has been reported.
    pub(super) fn compare(&self, findings: &mut Findings<'_>, stretch: &Stretch<'_>) {
        if stretch.source != Some(&self.id) {
            return;
        }
        let position = stretch.position.filter(|range| stretch.fits(range));
        let data = stretch.data.filter(|range| !range.is_empty());
        let by_position = position.map(|range| [range.start, range.end].map(|offset| self.offsets.byte(offset)));
        let by_data = data.map(|range| [range.start, range.end].map(|offset| self.offsets.from_raw(offset)));
        if let Some([Some(start), Some(end)]) = by_position
            && by_position == by_data
        {
            self.compare_quote(findings, stretch, Span::new(start, end));
            return;
        }
        if let (Some(range), Some(stated)) = (position, by_position) {
            self.compare_range(findings, stretch, range, stated, "code points", |offset| self.offsets.code_points(offset));
        }
        if let (Some(range), Some(stated)) = (data, by_data) {
            self.compare_range(findings, stretch, range, stated, "bytes", |offset| self.offsets.raw(offset));
        }
    }

    /// Compares the quote where both positions agree on the place.
    fn compare_quote(&self, findings: &mut Findings<'_>, stretch: &Stretch<'_>, span: Span) {
        let found = &self.text[span.range()];
        if found == stretch.exact {
            return self.compare_context(findings, stretch, span);
        }
        let place = stretch.quote.get("exact").map_or(stretch.quote.span, |exact| exact.span);
        let message = format!("the quote is {}; the source has {} there", shown(stretch.exact), shown(found));
        findings.add(&OFFSET, place, message);
    }

    fn compare_range(
        &self,
        findings: &mut Findings<'_>,
        stretch: &Stretch<'_>,
        range: Range,
        [start, end]: [Option<usize>; 2],
        unit: &str,
        count: impl Fn(usize) -> usize,
    ) {
        if start.zip(end).is_some_and(|(start, end)| &self.text[start..end] == stretch.exact) {
            return;
        }
        let place = format!("{unit} {} to {}", range.start, range.end);
        let message = match start.zip(end) {
            Some((start, end)) => format!("{place} of the source are {}, the quote is {}", shown(&self.text[start..end]), shown(stretch.exact)),
            None => format!("{place} are no stretch of the source: it ends before, or a character is cut"),
        };
        let help = match self.near(stretch.exact, start.unwrap_or(self.text.len())) {
            Some(at) => format!("the quote stands at {} to {}", count(at), count(at + stretch.exact.len())),
            None => OFFSET.remedy.to_owned(),
        };
        let error = findings.error(&OFFSET, range.span, message).help(help);
        findings.list.push(error);
    }

    /// Where the quote stands near byte `at` of the text.
    fn near(&self, exact: &str, at: usize) -> Option<usize> {
        let start = self.text.floor_char_boundary(at.saturating_sub(NEAR));
        let end = self.text.ceil_char_boundary((at + NEAR + exact.len()).min(self.text.len()));
        let found = self.text[start..end].match_indices(exact).map(|(found, _)| start + found);
        found.min_by_key(|found| found.abs_diff(at))
    }

    fn compare_context(&self, findings: &mut Findings<'_>, stretch: &Stretch<'_>, span: Span) {
        let (before, behind) = (&self.text[..span.start], &self.text[span.end..]);
        let context = |key| stretch.quote.get(key).and_then(|value| Some((value.span, value.as_str()?)));
        let wrong = [
            context("prefix").filter(|(_, words)| !before.ends_with(words)).map(|(span, _)| (span, "`prefix` is not what stands before it")),
            context("suffix").filter(|(_, words)| !behind.starts_with(words)).map(|(span, _)| (span, "`suffix` is not what stands behind it")),
        ];
        for (span, message) in wrong.into_iter().flatten() {
            findings.add(&QUOTE_CONTEXT, span, format!("{message} in the source"));
        }
    }
}

/// The beginning of some words, in quotation marks.
fn shown(words: &str) -> String {
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}…", &words[..end]),
        None => format!("{words:?}"),
    }
}
