//! Time codes of recordings: `[00:12:41]`, `(12:41)`, `00:12:41.5`, `[00:12:41 - 00:12:50]`.

use crate::source::Span;

/// When something begins and, if printed, ends; in milliseconds from the start.
pub(super) type Times = (u64, Option<u64>);

/// A time code as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// Its place, brackets included.
    pub span: Span,
    /// What it says; `None` where no recording has such a time: `[00:01:75]`, `[00:12:50 - 00:12:41]`.
    pub times: Option<Times>,
}

/// The time code with which the stretch `span` begins: in brackets or parentheses, or bare with hours.
pub(super) fn leading(text: &str, span: Span) -> Option<Code> {
    code(&text[span.range()]).map(|(length, times)| Code { span: Span::new(span.start, span.start + length), times })
}

/// The time code that is all of the stretch `span`.
pub(super) fn alone(text: &str, span: Span) -> Option<Code> {
    leading(text, span).filter(|code| code.span == span)
}

/// The time codes in brackets inside the stretch `span` that say a time.
pub(super) fn inside(text: &str, span: Span) -> Vec<(Span, Times)> {
    let starts = memchr::memchr_iter(b'[', &text.as_bytes()[span.range()]).map(|at| span.start + at);
    starts.filter_map(|start| leading(text, Span::new(start, span.end))).filter_map(|code| Some((code.span, code.times?))).collect()
}

fn code(words: &str) -> Option<(usize, Option<Times>)> {
    let close = match words.chars().next()? {
        '[' => Some(']'),
        '(' => Some(')'),
        first if first.is_ascii_digit() => None,
        _ => return None,
    };
    let open = usize::from(close.is_some());
    let (start, length) = clock(&words[open..], close.is_none())?;
    let mut at = open + length;
    let mut times = start.map(|start| (start, None));
    if let Some((skipped, (until, length))) = separator(&words[at..]).and_then(|skipped| Some((skipped, clock(&words[at + skipped..], true)?))) {
        times = start.zip(until).filter(|(start, until)| until >= start).map(|(start, until)| (start, Some(until)));
        at += skipped + length;
    }
    match close {
        Some(close) => words[at..].starts_with(close).then_some((at + 1, times)),
        None => words[at..].chars().next().is_none_or(char::is_whitespace).then_some((at, times)),
    }
}

/// Length of what stands between the two times of a range.
fn separator(words: &str) -> Option<usize> {
    [" --> ", " - ", " – ", "-", "–"].iter().find(|separator| words.starts_with(**separator)).map(|separator| separator.len())
}

/// `hh:mm:ss`, `mm:ss` unless `hours` are asked for; with decimals. Gives milliseconds, if there is such a time, and length.
fn clock(words: &str, hours: bool) -> Option<(Option<u64>, usize)> {
    let length = words.find(|character: char| !character.is_ascii_digit() && character != ':').unwrap_or(words.len());
    let parts: Vec<&str> = words[..length].split(':').collect();
    let well_formed = parts.len() == 3 || (parts.len() == 2 && !hours);
    if !well_formed || parts.iter().any(|part| part.is_empty() || part.len() > 3) || parts[1..].iter().any(|part| part.len() != 2) {
        return None;
    }
    let numbers: Vec<u64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let possible = numbers[1..].iter().all(|&number| number <= 59);
    let seconds = numbers.iter().fold(0, |sum, number| sum * 60 + number);
    let (fraction, decimals) = decimals(&words[length..]);
    Some((possible.then_some(seconds * 1000 + fraction), length + decimals))
}

/// A time as codes print it: `00:12:41`, with milliseconds where there are any.
pub(super) fn printed(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    let fraction = if rest > 0 { format!(".{rest:03}") } else { String::new() };
    format!("{:02}:{:02}:{:02}{fraction}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Milliseconds behind the seconds, and the length of what says so.
fn decimals(words: &str) -> (u64, usize) {
    let Some(rest) = words.strip_prefix(['.', ',']) else { return (0, 0) };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count().min(3);
    match rest[..digits].parse::<u64>() {
        Ok(number) => (number * 10_u64.pow(3 - u32::try_from(digits).unwrap_or(3)), digits + 1),
        Err(_) => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_with_and_without_end() {
        assert_eq!(code("[00:12:41] Yes"), Some((10, Some((761_000, None)))));
        assert_eq!(code("(12:41)"), Some((7, Some((761_000, None)))));
        assert_eq!(code("00:00:01.5 --> 00:00:02,250\n"), Some((27, Some((1_500, Some(2_250))))));
        assert_eq!(printed(761_000), "00:12:41");
        assert_eq!(printed(3_600_250), "01:00:00.250");
        assert_eq!(code("7:30 P.M. was set"), None);
        assert_eq!(code("[Page 7]"), None);
    }

    #[test]
    fn a_time_that_cannot_be_is_a_code_without_a_time() {
        assert_eq!(code("[00:01:75] Yes"), Some((10, None)));
        assert_eq!(code("[99:60]"), Some((7, None)));
        assert_eq!(code("[00:12:50 - 00:12:41] Yes"), Some((21, None)));
    }
}
