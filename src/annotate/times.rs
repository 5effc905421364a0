//! Times of day: "7:30 P.M.", "19:30", "1600 hours", "at noon".

use crate::language::quantity::Clock;
use crate::language::token::{Token, TokenKind};
use crate::model::{Annotation, Certainty, Mark, Rule, TimeValue};
use crate::source::Span;

use super::covered::{Covered, is_readers};
use super::{Desk, Pass};

/// The pass.
pub struct Times;

static PRINTED: Rule = Rule::new("rule.time", "a time of day as printed");
static HALF: Rule = Rule::new("rule.time-half", "an hour below 13 without a.m. or p.m., behind a word like \"at\": taken as printed");

impl Pass for Times {
    fn rules(&self) -> &'static [&'static Rule] {
        const { &[&PRINTED, &HALF] }
    }

    fn annotate(&self, desk: &mut Desk<'_>) {
        let known = Covered::by(desk.transcript, |mark| is_readers(mark) || matches!(mark, Mark::Date(_)));
        let mut annotations = Vec::new();
        for tokens in desk.tokens {
            let dial = Dial { text: desk.transcript.source.text(), tokens, clock: &desk.language.quantities.clock };
            let mut at = 0;
            while at < tokens.len() {
                match dial.time(at).filter(|time| !known.overlaps(time.span)) {
                    Some(time) => {
                        annotations.push(time.annotation());
                        at += tokens[at..].partition_point(|token| token.span.start < time.span.end);
                    }
                    None => at += 1,
                }
            }
        }
        desk.transcript.annotations.extend(annotations);
    }
}

struct Time {
    span: Span,
    value: TimeValue,
    /// Whether it could as well be twelve hours later.
    half: bool,
}

impl Time {
    fn annotation(&self) -> Annotation {
        if self.half {
            return Annotation::inferred(self.span, Mark::Time(self.value), &HALF, Certainty::Low);
        }
        Annotation::printed(self.span, Mark::Time(self.value), &PRINTED)
    }
}

struct Dial<'a> {
    text: &'a str,
    tokens: &'a [Token],
    clock: &'a Clock,
}

impl Dial<'_> {
    /// The time that begins at token `at`.
    fn time(&self, at: usize) -> Option<Time> {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Mark => None,
            TokenKind::Word => self.named(at),
            TokenKind::Number => {
                let (hour, minute) = self.figures(token.text(self.text))?;
                self.timed(at, hour, minute)
            }
        }
    }

    /// "noon", "midnight" behind "at".
    fn named(&self, at: usize) -> Option<Time> {
        let word = self.tokens[at].text(self.text);
        let hour = if self.clock.noon.contains(word) {
            12
        } else if self.clock.midnight.contains(word) {
            0
        } else {
            return None;
        };
        self.led(at).then(|| Time { span: self.tokens[at].span, value: TimeValue { hour, minute: 0 }, half: false })
    }

    /// Hour and minute of `7:30`, `7` or `1930`; `None` for a minute where none is printed.
    fn figures(&self, printed: &str) -> Option<(u8, Option<u8>)> {
        let separator = printed.find(|character| self.clock.separators.contains(&character));
        if let Some((hour, minute)) = separator.map(|at| (&printed[..at], &printed[at + 1..])) {
            return (hour.len() <= 2 && minute.len() == 2).then_some((hour.parse().ok()?, Some(minute.parse().ok()?)));
        }
        match printed.len() {
            1 | 2 => Some((printed.parse().ok()?, None)),
            4 => Some((printed.get(..2)?.parse().ok()?, Some(printed.get(2..)?.parse().ok()?))),
            _ => None,
        }
    }

    /// The time that the figures at `at` give together with what stands behind and before them.
    fn timed(&self, at: usize, hour: u8, minute: Option<u8>) -> Option<Time> {
        let start = self.tokens[at].span.start;
        let military =
            minute.is_some() && self.tokens[at].span.len() == 4 && self.tokens[at].text(self.text).bytes().all(|byte| byte.is_ascii_digit());
        let build = |hour: u8, end: usize, half: bool| {
            let value = TimeValue { hour, minute: minute.unwrap_or(0) };
            (hour < 24 && value.minute < 60).then(|| Time { span: Span::new(start, end), value, half })
        };
        let hours = self.behind(at, &self.clock.hours);
        if military {
            return build(hour, hours?, false);
        }
        if let Some(end) = self.behind(at, &self.clock.after_noon).filter(|_| (1..=12).contains(&hour)) {
            return build(hour % 12 + 12, end, false);
        }
        if let Some(end) = self.behind(at, &self.clock.before_noon).filter(|_| (1..=12).contains(&hour)) {
            return build(hour % 12, end, false);
        }
        let oclock = self.tokens.get(at + 1).filter(|token| self.clock.oclock.contains(token.text(self.text)));
        if let Some(end) = oclock.map(|token| token.span.end).or(hours.filter(|_| self.led(at))) {
            return build(hour, end, hour <= 12);
        }
        let printed_minute = minute.is_some() && self.tokens[at].text(self.text).contains(':');
        if printed_minute && (hour > 12 || self.led(at)) {
            return build(hour, self.tokens[at].span.end, hour <= 12);
        }
        None
    }

    /// Where one of `phrases` ends that stands behind token `at`: "P.M.".
    fn behind(&self, at: usize, phrases: &[String]) -> Option<usize> {
        let after = &self.text[self.tokens[at].span.end..self.tokens.last()?.span.end];
        let rest = after.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
        let start = self.tokens[at].span.end + after.len() - rest.len();
        let fits = |phrase: &&String| {
            let printed = rest.get(..phrase.len()).is_some_and(|printed| printed.to_lowercase() == **phrase);
            printed && !(phrase.ends_with(char::is_alphanumeric) && rest[phrase.len()..].starts_with(char::is_alphanumeric))
        };
        phrases.iter().find(fits).map(|phrase| start + phrase.len())
    }

    /// Whether a word like "at" stands before token `at`.
    fn led(&self, at: usize) -> bool {
        at > 0 && self.clock.at.contains(&*self.tokens[at - 1].lower(self.text))
    }
}
