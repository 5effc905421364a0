//! Interviews: questions and answers, often with times.
//!
//! ```text
//! TAPE 12 CR 10025 CONT.
//! [00:12:41] INTERVIEWER: What do you recall?
//! ```

use crate::diagnostic::Diagnostic;
use crate::language::page::FieldRole;
use crate::model::{Genre, Transcript};

use super::labels::Candidate;
use super::page::shape::{self, fold};
use super::survey::Survey;
use super::{Evidence, Reader, minutes, times};

/// Reads interviews.
pub struct Interview;

impl Reader for Interview {
    fn genre(&self) -> Option<Genre> {
        Some(Genre::Interview)
    }

    fn evidence(&self, survey: &Survey) -> Evidence {
        let labels = &survey.labels().accepted;
        let talk = &survey.language().talk;
        let label = |candidate: &Candidate| fold(&survey.text()[candidate.name.range()]);
        let asked = labels.iter().filter(|candidate| talk.asks(&label(candidate))).count();
        let answered = labels.iter().filter(|candidate| talk.answers(&label(candidate))).count();
        let timed = labels.iter().filter(|candidate| is_timed(survey, candidate)).count();
        let names = survey.labels().names().len();
        let mut reasons = Vec::new();
        if asked > 0 && (asked + answered) * 3 >= labels.len() && (answered > 0 || names == 2) {
            reasons.push(format!("{asked} turns are labelled as questions, {answered} as answers, of {}", labels.len()));
        }
        if timed > 1 && timed * 4 >= labels.len() {
            reasons.push(format!("{timed} of {} turns carry a time code", labels.len()));
        }
        if labels.len() > 2 && names <= 3 && says_interview(survey) {
            reasons.push(format!("the page calls it an interview, and {names} people speak"));
        }
        Evidence { weight: if reasons.is_empty() { 0 } else { 92 }, reasons }
    }

    fn read(&self, survey: &Survey, name: &str) -> Result<Transcript, Vec<Diagnostic>> {
        Ok(minutes::turns(survey, name, Genre::Interview))
    }
}

/// Whether a turn has a time, before its words or on the line above.
fn is_timed(survey: &Survey, label: &Candidate) -> bool {
    let above = || label.unit.checked_sub(1).and_then(|above| times::alone(survey.text(), survey.units()[above].span)?.times);
    label.times().is_some() || above().is_some()
}

/// Whether the first lines of the page hold a word for interviews, or name who asks.
fn says_interview(survey: &Survey) -> bool {
    const HEAD: usize = 8;
    let words = &survey.language().page;
    survey.units().iter().take(HEAD).any(|unit| {
        let line = &survey.text()[unit.span.range()];
        let label = shape::label(survey.text(), unit.span, survey.language());
        let named = label.is_some_and(|label| matches!(label.role, FieldRole::Interviewer | FieldRole::Interviewee));
        named
            || line.len() < 200
                && line.split(|character: char| !character.is_alphabetic()).any(|word| words.title.interview.contains(&word.to_lowercase()))
    })
}
