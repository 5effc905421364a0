//! What an editor decides stays: through a new run, an edit elsewhere and other rules; what has no place is shown.

#[path = "common/decided.rs"]
mod decided;

use std::sync::Arc;

use decided::{TALK, holds_all_four};
use teiscribe::annotate::decisions::{self, Decisions, Kind, Verb};
use teiscribe::annotate::{Knowledge, annotate};
use teiscribe::convert::{Converted, Refusal, Request, convert_decided};
use teiscribe::diagnostic::Diagnostic;
use teiscribe::model::{Basis, Certainty, Mark, Rule, Transcript};
use teiscribe::read::read;
use teiscribe::source::Source;
use teiscribe::write::WRITERS;

const HEAD: &str = "[editor]\nid = \"vries\"\nname = \"Mara Vries\"\n";

fn file(text: &str) -> Decisions {
    decisions::read(&Arc::new(Source::from_text("talk.decisions.toml", format!("{HEAD}\n{text}")))).expect("a decisions file")
}

fn faults(text: &str) -> Vec<Diagnostic> {
    decisions::read(&Arc::new(Source::from_text("talk.decisions.toml", text.to_owned()))).expect_err("a fault")
}

fn converted(talk: &str, decisions: &Decisions) -> Result<Converted, Refusal> {
    let request = Request { writers: vec![WRITERS[0]], ..Request::default() };
    convert_decided(Arc::new(Source::from_text("talk.txt", talk.to_owned())), "talk", Some(decisions), &request)
}

fn edition(talk: &str, text: &str) -> String {
    let converted = converted(talk, &file(text)).expect("an edition");
    String::from_utf8(converted.files[0].bytes.clone()).expect("UTF-8")
}

fn refused(talk: &str, text: &str) -> Vec<Diagnostic> {
    match converted(talk, &file(text)).expect_err("a refusal") {
        Refusal::Decisions(_, findings) => findings,
        Refusal::Source(_) | Refusal::Fault(_) => Vec::new(),
    }
}

const FOUR: &str = r#"
[[confirm]]
speech = "the mill is closed"
who = ["K. Anders"]
mode = "indirect"
before = "Anders said that "
after = ". I asked why."

[[reject]]
name = "Blue Danube"

[[change]]
speech = "\"The wind failed us.\""
who = ["K. Anders"]
mode = "direct"
before = "Holt replied: "

[[add]]
speech = "the story of the Blue Danube"
who = ["K. Anders"]
to = ["Holt"]
mode = "indirect"
"#;

#[test]
fn each_kind_of_decision_survives_a_new_run() {
    assert_eq!(edition(TALK, FOUR), edition(TALK, FOUR));
    holds_all_four(&edition(TALK, FOUR));
    assert!(!edition(TALK, "").contains("#editor.vries\">the mill"));
}

#[test]
fn each_kind_of_decision_survives_edits_elsewhere() {
    let longer = TALK.replace("I met", "Nobody was awake when I came. Anders said that he was cold. I met");
    holds_all_four(&edition(&longer, FOUR));
    let rewrapped = TALK.replace("the mill is closed", "the  mill\nis closed");
    assert!(edition(&rewrapped, FOUR).contains("resp=\"#editor.vries\">the  mill\nis closed</said>"));
    let shorter = TALK.replace("6 May 1950\n\n", "").replace(" again. Holt said that it was late.", ".");
    holds_all_four(&edition(&shorter, FOUR));
}

static LATER: Rule = Rule::new("rule.later", "a rule of a later version");

/// The talk as a later version of the rules finds it.
fn later(change: impl Fn(&mut Transcript)) -> Transcript {
    let mut transcript = read(Arc::new(Source::from_text("talk.txt", TALK)), "talk", None).expect("a document");
    annotate(&mut transcript, &Knowledge::default());
    change(&mut transcript);
    transcript
}

fn statements(transcript: &Transcript) -> Vec<(String, String, Basis)> {
    let mark = |mark: &Mark| match mark {
        Mark::Speech(speech) => format!("{:?} {:?} {:?}", speech.mode, speech.who, speech.to),
        other => format!("{other:?}"),
    };
    let decided = transcript.annotations.iter().filter(|annotation| matches!(annotation.basis, Basis::Decided(_)));
    let mut found: Vec<_> = decided.map(|one| (transcript.source.slice(one.span).to_owned(), mark(&one.mark), one.basis.clone())).collect();
    found.sort_by(|left, right| (&left.0, &left.1).cmp(&(&right.0, &right.1)));
    found
}

#[test]
fn each_kind_of_decision_survives_other_rules() {
    let decisions = file(FOUR);
    let mut now = later(|_| {});
    decisions::apply(&mut now, &decisions).expect("applied");
    let other_rules = later(|transcript| {
        for annotation in transcript.annotations.iter_mut().filter(|annotation| annotation.rule.is_some()) {
            annotation.rule = Some(std::borrow::Cow::Borrowed(&LATER));
            annotation.basis = Basis::Inferred(Certainty::Low);
        }
    });
    let longer = later(|transcript| {
        let end = transcript.source.text().find(" I asked").expect("the sentence");
        let speeches = transcript.annotations.iter_mut().filter(|one| matches!(one.mark, Mark::Speech(_)));
        speeches.filter(|one| one.span.start < end && one.span.end < end).for_each(|one| one.span.end = end);
    });
    let nothing_found = later(|transcript| transcript.annotations.retain(|one| !matches!(one.mark, Mark::Speech(_))));
    for mut transcript in [other_rules, longer, nothing_found] {
        decisions::apply(&mut transcript, &decisions).expect("applied");
        assert_eq!(statements(&transcript), statements(&now));
        let names = transcript.annotations.iter().filter(|one| transcript.source.slice(one.span) == "Blue Danube");
        assert_eq!(names.count(), 0);
    }
}

#[test]
fn a_decision_without_its_place_shows_the_nearest() {
    let changed = TALK.replace("the mill is closed", "the old mill was closed");
    let findings = refused(&changed, FOUR);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].code.id, "annotate/decision-orphan");
    assert!(findings[0].message.contains("the nearest is line 5, column "), "{}", findings[0].message);
    assert!(findings[0].message.contains("mill was closed"), "{}", findings[0].message);
    assert_eq!(findings[0].place.as_ref().map(|place| (place.start.line, place.start.column)), Some((7, 10)));
    assert!(refused(TALK, "[[reject]]\nname = \"Zanzibar\"\n")[0].message.contains("nothing is like it"));
}

#[test]
fn words_that_stand_in_several_places_need_others_around_them() {
    let findings = refused(TALK, "[[reject]]\nname = \"Holt\"\n");
    assert_eq!((findings[0].code.id, findings[0].related.len()), ("annotate/decision-ambiguous", 3));
    let tei = edition(TALK, "[[reject]]\nname = \"Holt\"\nafter = \" replied\"\n");
    assert!(tei.contains(">Holt replied: ") || tei.contains("> Holt replied: "), "{tei}");
}

#[test]
fn decisions_that_contradict_each_other_are_shown() {
    let codes = |text: &str| refused(TALK, text).into_iter().map(|finding| finding.code.id).collect::<Vec<_>>();
    let contradiction = ["annotate/decision-contradiction"];
    assert_eq!(codes("[[confirm]]\nspeech = \"the mill is closed\"\n[[reject]]\nspeech = \"the mill is closed\"\n"), contradiction);
    let who = |name| format!("[[change]]\nspeech = \"the mill is closed\"\nwho = [\"{name}\"]\n");
    assert_eq!(codes(&[who("Holt"), who("K. Anders")].concat()), contradiction);
    let add = |words| format!("[[add]]\nspeech = \"{words}\"\nwho = [\"Holt\"]\nmode = \"direct\"\n");
    assert_eq!(codes(&[add("at the mill. Anders said"), add("Anders said that the mill")].concat()), contradiction);
    assert_eq!(codes("[[merge]]\npeople = [\"K. Anders\", \"Holt\"]\n[[apart]]\npeople = [\"Holt\", \"K. Anders\"]\n"), contradiction);
}

#[test]
fn whom_nobody_knows_cannot_speak() {
    let code = |text: &str| refused(TALK, text).into_iter().map(|finding| (finding.code.id, finding.help.unwrap_or_default())).next();
    let (id, help) = code("[[change]]\nspeech = \"the mill is closed\"\nwho = [\"Andres\"]\n").expect("a finding");
    assert_eq!(id, "annotate/decision-person");
    assert!(help.contains("did you mean `Anders`?"), "{help}");
    let incomplete = code("[[add]]\nspeech = \"the story of the Blue Danube\"\nwho = [\"Holt\"]\n").expect("a finding");
    assert_eq!(incomplete.0, "annotate/decision-incomplete");
    let declared = "[[person]]\nname = \"Jan Brandt\"\n[[change]]\nspeech = \"the mill is closed\"\nwho = [\"Jan Brandt\"]\n";
    assert!(edition(TALK, declared).contains("<persName>Jan Brandt</persName>"));
}

#[test]
fn people_are_made_one_and_kept_apart() {
    let merged = edition(TALK, "[[merge]]\npeople = [\"K. Anders\", \"Holt\"]\n");
    assert!(!merged.contains("xml:id=\"holt\"") && merged.contains("<persName type=\"form\">Holt</persName>"), "{merged}");
    let apart = edition(TALK, "[[apart]]\npeople = [\"K. Anders\", \"Anders\"]\n");
    assert!(apart.contains("<persName>Anders</persName>") && apart.contains("who=\"#anders\" direct=\"false\""), "{apart}");
    let twice = "[[merge]]\npeople = [\"K. Anders\", \"Anders\"]\n[[apart]]\npeople = [\"K. Anders\", \"Holt\"]\n";
    assert!(converted(TALK, &file(twice)).is_ok(), "what holds already stays");
}

#[test]
fn a_decision_answers_its_query() {
    let asks =
        |text| converted(TALK, &file(text)).expect("an edition").transcript.queries.iter().any(|one| one.code.id == "annotate/unknown-bracket");
    assert!(asks(""));
    assert!(!asks("[[change]]\nbracket = \"[a restaurant]\"\nfunction = \"editor\"\n"));
}

#[test]
fn what_is_rejected_and_not_found_is_said() {
    let converted = converted(TALK, &file("[[reject]]\nname = \"[a restaurant]\"\n")).expect("an edition");
    assert_eq!(converted.notices.iter().map(|notice| notice.code.id).collect::<Vec<_>>(), ["annotate/decision-idle"]);
}

#[test]
fn a_wrong_file_is_shown_where_it_is_wrong() {
    let place = |finding: &Diagnostic| finding.place.as_ref().map(|place| (place.start.line, place.start.column)).expect("a place");
    let one = |text: &str| {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{found:#?}");
        (place(&found[0]), found[0].message.clone(), found[0].help.clone().unwrap_or_default())
    };
    let (at, message, help) = one("[editor]\nname = \"M\"\n[[confirm]]\nspech = \"x\"\n");
    assert_eq!((at, &*message, &*help), ((4, 1), "there is no key `spech`", "did you mean `speech`?"));
    let (at, _, help) = one("[editor]\nname = \"M\"\n[[confrim]]\nspeech = \"x\"\n");
    assert_eq!((at, &*help), ((3, 3), "did you mean `confirm`?"));
    let (at, _, help) = one("[editor]\nname = \"M\"\n[[add]]\nspeech = \"x\"\nmode = \"indrect\"\n");
    assert_eq!((at, &*help), ((5, 8), "did you mean `indirect`?"));
    assert_eq!(one("[editor]\nname = \"M\"\n[[add]]\ndate = \"x\"\nwhen = \"1950-02-30\"\n").0, (5, 8));
    assert_eq!(one("[editor]\nname = \"M\"\n[[reject]]\nspeech = \"x\"\nwho = [\"y\"]\n").0, (5, 1));
    assert_eq!(one("[editor]\nname = \"M\"\n[[add]\nspeech = \"x\"\n").0.0, 3);
    assert!(one("[[reject]]\nname = \"x\"\n").1.contains("no editor"));
}

#[test]
fn what_is_written_is_read_the_same() {
    let decisions = file(FOUR);
    let text = decisions::write(&decisions);
    let again = decisions::read(&Arc::new(Source::from_text("again.toml", text.clone()))).expect("a decisions file");
    assert_eq!(decisions::write(&again), text);
    assert_eq!(again.marks.len(), 4);
}

#[test]
fn the_schema_and_the_program_know_the_same_keys() {
    let schema: serde_json::Value = serde_json::from_str(decisions::SCHEMA_TEXT).expect("JSON");
    for verb in Verb::ALL {
        let alternatives = schema["$defs"][verb.name()]["oneOf"].as_array().expect("alternatives");
        assert_eq!(alternatives.len(), Kind::ALL.len() - usize::from(*verb == Verb::Add), "no turn is added");
        for (kind, alternative) in Kind::ALL.iter().zip(alternatives) {
            let listed: Vec<&str> = alternative["properties"].as_object().expect("properties").keys().map(String::as_str).collect();
            let mut known = vec![kind.name(), "before", "after", "at"];
            if *verb != Verb::Reject {
                known.extend(kind.keys().iter().map(|key| key.name));
            }
            known.extend((*verb == Verb::Change && *kind != Kind::Turn).then_some("extent"));
            known.sort_unstable();
            let mut listed = listed;
            listed.sort_unstable();
            assert_eq!(listed, known, "{} {}", verb.name(), kind.name());
        }
    }
    let valid = |text: &str| {
        let value: toml::Table = toml::from_str(text).expect("TOML");
        jsonschema::is_valid(&schema, &serde_json::to_value(value).expect("JSON"))
    };
    assert!(valid(&format!("{HEAD}{FOUR}")) && valid(&decisions::write(&file(FOUR))));
    assert!(!valid(&format!("{HEAD}[[confirm]]\nspech = \"x\"\n")) && !valid("[[confirm]]\nspeech = \"x\"\n"));
}
