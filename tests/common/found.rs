//! What passes found, one line a mark, for tests.

use teiscribe::model::{Annotation, Mark, NoteKind, Quote, Transcript};

/// The marks that the passes for insertions, quotations, dates, quantities and titles set, in text order: `printed = mark`.
pub fn marks(transcript: &Transcript) -> Vec<String> {
    let mut annotations: Vec<&Annotation> = transcript.annotations.iter().collect();
    annotations.sort_by_key(|annotation| (annotation.span, annotation.mark.rank()));
    let line = |annotation: &Annotation| {
        let certainty = annotation.certainty().map_or(String::new(), |certainty| format!(" ({})", certainty.name()));
        Some(format!("{} = {}{certainty}", transcript.source.slice(annotation.span), written(&annotation.mark)?))
    };
    annotations.into_iter().filter_map(line).collect()
}

fn written(mark: &Mark) -> Option<String> {
    let with = |name: &str, lang: Option<&String>| lang.map_or_else(|| name.to_owned(), |lang| format!("{name} {lang}"));
    Some(match mark {
        Mark::Quote(Quote::Plain) => "quotation".to_owned(),
        Mark::Quote(kind) => format!("{kind:?}").to_lowercase(),
        Mark::Aside(aside) => format!("aside {aside:?}").to_lowercase(),
        Mark::Date(value) => {
            let parts = [("", value.when), (">=", value.not_before), ("<=", value.not_after), ("from ", value.from), ("to ", value.to)];
            joined("date", parts.into_iter().filter_map(|(name, date)| Some(format!("{name}{}", date?))))
        }
        Mark::Time(time) => format!("time {time}"),
        Mark::Measure(measure) => {
            let parts =
                [("", &measure.quantity), (">=", &measure.at_least), ("<=", &measure.at_most), ("", &measure.unit), ("of ", &measure.commodity)];
            joined("measure", parts.into_iter().filter_map(|(name, part)| Some(format!("{name}{}", part.as_ref()?))))
        }
        Mark::Work(work) => with(&format!("title {}", work.level), work.lang.as_ref()),
        Mark::Term(lang) => with("term", lang.as_ref()),
        Mark::Foreign(lang) => with("foreign", Some(lang)),
        Mark::Gloss { .. } => "gloss".to_owned(),
        Mark::OriginalTerm => "original term".to_owned(),
        Mark::Sic => "sic".to_owned(),
        Mark::SicNote => "note sic".to_owned(),
        Mark::Supplied => "supplied".to_owned(),
        Mark::Gap(gap) => {
            let parts = [Some(gap.reason.name()), gap.extent.as_deref(), gap.unit.map(teiscribe::model::GapUnit::name)];
            joined("gap", parts.into_iter().flatten().map(str::to_owned))
        }
        Mark::Note(NoteKind::Bracket) => "note unknown".to_owned(),
        Mark::Note(kind) => format!("note {}", kind.name()),
        Mark::Correction(right) => format!("correction {right}"),
        Mark::Kinesic => "kinesic".to_owned(),
        Mark::Vocal => "vocal".to_owned(),
        Mark::Incident => "incident".to_owned(),
        Mark::Pause => "pause".to_owned(),
        Mark::Unclear => "unclear".to_owned(),
        _ => return None,
    })
}

fn joined(name: &str, parts: impl Iterator<Item = String>) -> String {
    parts.fold(name.to_owned(), |line, part| line + " " + &part)
}
