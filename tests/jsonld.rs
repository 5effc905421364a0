//! The JSON-LD of transcripts built by hand: what it says, that its places are right, and what independent processors make of it.

mod common;
#[path = "common/judges.rs"]
mod judges;

use std::collections::BTreeSet;
use std::sync::Arc;

use common::{RULE, transcript};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use teiscribe::model::{
    Annotation, Archival, Block, BlockKind, Certainty, Date, DateValue, Entity, EntityId, EntityKind, Field, Genre, HeaderDate, Mark, Mode,
    Publication, Setting, Speech, Transcript, Weave,
};
use teiscribe::source::{Encoding, Source, Span};
use teiscribe::write::jsonld::{CONTEXT, DEFAULT_IRI, JsonLd, UNUSABLE_IRI, UNUSABLE_SAME_AS, Web, notices};
use teiscribe::write::tei::Tei;
use teiscribe::write::{Edition, Options, Writer};

const NOTE: &str = "Note on the mill\r\n\r\nMay 1950\r\n\r\n\u{1F600} According to our sums, said Anders, we shall build the [Page 2] mill. \
Blom told Anders that he had heard: “the ri[Page 3]ver <b> is cold”.\r\n\r\nThe villagers shouted: No!\r\n\r\n\
AB, Fond 5, Delo 7, pp. 1-3\r\n\r\nTranslated by Carla Dorn\r\n";

fn span(words: &str) -> Span {
    let start = NOTE.find(words).expect("words of the text");
    Span::new(start, start + words.len())
}

fn field(words: &str) -> Field {
    Field { text: words.to_owned(), span: Some(span(words)) }
}

fn speech(words: &str, who: EntityId, mode: Mode, attribution: &str, chain: Option<u32>) -> Annotation {
    let speech = Speech { who: vec![who], to: Vec::new(), mode, attribution: vec![span(attribution)], act: None, chain, doubt: None };
    Annotation::inferred(span(words), Mark::Speech(speech), &RULE, Certainty::High)
}

/// A note with everything: an interrupted speech cut by a page mark, a speech in a speech, a group, an archive, a translator.
fn note(encoding: Encoding) -> Transcript {
    let mut note = Transcript::new(Arc::new(Source::from_decoded("in/note.txt", NOTE, encoding)), "note", Genre::Reported);
    let mut anders = Entity::new(EntityKind::Person, "Anders");
    anders.honorifics.insert("Com.".to_owned());
    anders.roles.insert("miller".to_owned());
    anders.same_as = vec!["https://authority.example/anders".to_owned(), "Q1".to_owned()];
    let anders = note.register.add(anders);
    let blom = note.register.add(Entity::new(EntityKind::Person, "Blom"));
    let villagers = note.register.add(Entity::new(EntityKind::Group, "the villagers"));
    let river = note.register.add(Entity::new(EntityKind::Place, "River"));
    let carla = note.register.add(Entity::new(EntityKind::Person, "Carla Dorn"));
    note.register.assign_ids();
    note.header.title = Some(field("Note on the mill"));
    note.header.language = Some("en".to_owned());
    let month = HeaderDate { field: field("May 1950"), value: DateValue::when(Date::month(1950, 5).expect("a month")), inferred: false };
    note.header.date = Some(month.clone());
    note.header.authors = vec![(field("Blom"), Some(blom)), (field("Note"), None)];
    note.header.addressees = vec![(field("Anders"), Some(anders))];
    note.header.translators = vec![(field("Carla Dorn"), Some(carla))];
    note.header.archival = vec![Archival {
        field: field("AB, Fond 5, Delo 7, pp. 1-3"),
        repository: Some("AB".to_owned()),
        levels: vec![("fond".into(), "5".to_owned()), ("delo".into(), "7".to_owned())],
        leaves: Some(("1".to_owned(), "3".to_owned())),
        leaves_text: "pp. 1-3".to_owned(),
    }];
    note.header.archival.push(note.header.archival[0].clone());
    note.header.publications = vec![Publication { field: field("Translated by"), ..Publication::default() }];
    note.header.settings = vec![Setting {
        place: Some(river),
        date: Some(month),
        attendees: vec![anders, blom],
        extent: Some(Span::new(span("According").start, span("shouted").start)),
        ..Setting::default()
    }];
    let prose = Span::new(span("\u{1F600}").start, span("cold”.").end);
    note.blocks = vec![
        Block::new(span("Note on the mill"), BlockKind::Title),
        Block::new(span("May 1950"), BlockKind::Dateline),
        Block::new(prose, BlockKind::Paragraph),
        Block::new(span("The villagers shouted: No!"), BlockKind::Paragraph),
        Block::new(span("AB, Fond 5, Delo 7, pp. 1-3"), BlockKind::Metadata("teiHeader".into())),
        Block::new(span("Translated by Carla Dorn"), BlockKind::Metadata("teiHeader".into())),
    ];
    let mut told = speech("he had heard: “the ri[Page 3]ver <b> is cold”", blom, Mode::Indirect, "Blom told Anders that", None);
    if let Mark::Speech(speech) = &mut told.mark {
        speech.to = vec![anders];
    }
    note.annotations = vec![
        speech("According to our sums", anders, Mode::Direct, "said Anders", Some(1)),
        speech("we shall build the [Page 2] mill.", anders, Mode::Direct, "said Anders", Some(1)),
        told,
        speech("“the ri[Page 3]ver <b> is cold”", blom, Mode::Direct, "he had heard:", None),
        speech("No!", villagers, Mode::Direct, "The villagers shouted:", None),
        Annotation::printed(span("[Page 2]"), Mark::PageMark("2".to_owned()), &RULE),
        Annotation::printed(span("[Page 3]"), Mark::PageMark("3".to_owned()), &RULE),
    ];
    note
}

fn written(writer: &dyn Writer, transcript: &Transcript) -> String {
    let weave = Weave::new(transcript);
    let options = Options { base: Some("https://example.org/talks".to_owned()), ..Options::default() };
    String::from_utf8(writer.write(&Edition { weave: &weave, options: &options })).expect("UTF-8")
}

fn json(writer: &dyn Writer, transcript: &Transcript) -> Value {
    serde_json::from_str(&written(writer, transcript)).expect("JSON")
}

fn editions() -> Vec<(&'static str, Transcript)> {
    vec![
        ("reported", transcript(Genre::Reported, None)),
        ("minutes", transcript(Genre::Minutes, None)),
        ("interview", transcript(Genre::Interview, Some((12_400, Some(15_900))))),
        ("note", note(Encoding::Utf8)),
        ("note-bom", note(Encoding::Utf8Bom)),
    ]
}

#[test]
fn parts_are_joined_nested_and_numbered() {
    let document = json(&JsonLd, &note(Encoding::Utf8));
    let parts = document["hasPart"].as_array().expect("parts");
    let line = |part: &Value| {
        let id = |value: &Value| value.as_str().unwrap_or("-").rsplit('#').next().unwrap_or("-").to_owned();
        format!("{} {} {} in {}: {}", part["position"], id(&part["@id"]), id(&part["spokenByCharacter"]), id(&part["isPartOf"]), part["text"])
    };
    assert_eq!(
        parts.iter().map(line).collect::<Vec<_>>(),
        [
            r#"1 p3.s2 anders in -: "According to our sums we shall build the mill.""#,
            r#"2 p3.s94 blom in -: "he had heard: “the river <b> is cold”""#,
            r#"3 p3.s108 blom in p3.s94: "“the river <b> is cold”""#,
            r#"4 p4.s23 the-villagers in -: "No!""#,
        ]
    );
    assert_eq!(parts[1]["@type"], serde_json::json!(["Quotation", "Message"]));
    assert_eq!(parts[0]["recordedAt"], "https://example.org/talks/note#event1");
    assert!(parts[2].get("recordedAt").is_none() && parts[3].get("recordedAt").is_none());
    assert_eq!(document["dateCreated"], serde_json::json!({"@type": "xsd:gYearMonth", "@value": "1950-05"}));
    assert_eq!(document["creditText"], "Note");
}

/// Every selector of an edition: code points, bytes, quote.
fn selectors(document: &Value) -> Vec<&Value> {
    let targets = document["hasPart"].as_array().into_iter().flatten().map(|part| &part["anchor"]["target"]);
    targets.flat_map(|target| target.as_array().map_or_else(|| vec![target], |several| several.iter().collect())).collect()
}

#[test]
fn places_are_right_in_every_encoding() {
    for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be] {
        let note = note(encoding);
        let bytes = note.source.bytes();
        let document = json(&JsonLd, &note);
        let targets = selectors(&document);
        assert_eq!(targets.len(), 8);
        for target in targets {
            let [position, data, quote] = [0, 1, 2].map(|number| &target["selector"][number]);
            let place = |selector: &Value, end: &str| usize::try_from(selector[end].as_u64().expect("a number")).expect("a small one");
            let exact = quote["exact"].as_str().expect("a quote");
            let characters: Vec<char> = NOTE.chars().collect();
            let around: String = characters[place(position, "start")..place(position, "end")].iter().collect();
            assert_eq!(around, exact);
            let mut raw = bytes[place(data, "start")..place(data, "end")].to_vec();
            if let Encoding::Utf16Le | Encoding::Utf16Be = encoding {
                let mark = &bytes[..2];
                raw.splice(..0, mark.iter().copied());
            }
            assert_eq!(Source::from_bytes("t", raw).expect("text").text(), exact);
            let context = [quote["prefix"].as_str().unwrap_or_default(), exact, quote["suffix"].as_str().unwrap_or_default()].concat();
            assert!(NOTE.contains(&context));
        }
    }
}

fn ids(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.values().for_each(|value| ids(value, found)),
        Value::Array(items) => items.iter().for_each(|value| ids(value, found)),
        Value::String(text) => {
            let inner = text.strip_prefix("https://example.org/talks/").and_then(|rest| rest.split_once('#'));
            found.extend(inner.map(|(_, id)| id.to_owned()));
        }
        _ => {}
    }
}

#[test]
fn both_profiles_use_the_ids_of_the_tei() {
    for (name, transcript) in editions() {
        let tei = written(&Tei, &transcript);
        let mut used = BTreeSet::new();
        ids(&json(&JsonLd, &transcript), &mut used);
        used.retain(|id| !id.ends_with("-anchor") && !["run", "tool"].contains(&id.as_str()));
        assert!(used.len() > 3);
        let mut web = BTreeSet::new();
        ids(&json(&Web, &transcript), &mut web);
        assert!(web.is_subset(&used));
        // Meetings get their ids in the TEI with their elements.
        let missing: Vec<_> = used.iter().filter(|id| !tei.contains(&format!("xml:id=\"{id}\"")) && !id.starts_with("event")).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

/// The terms of the full profile that schema.org has.
fn without_other_vocabularies(value: &Value) -> Value {
    const OTHERS: &[&str] = &[
        "@context",
        "classificationMarking",
        "speakerLabel",
        "speakerCertainty",
        "anchor",
        "wasGeneratedBy",
        "heldBy",
        "includedIn",
        "additionalType",
    ];
    match value {
        Value::Object(members) if members.len() == 1 && members.contains_key("@id") => members["@id"].clone(),
        Value::Object(members) if members.contains_key("@value") => members["@value"].clone(),
        Value::Object(members) => members
            .iter()
            .filter(|(key, _)| !OTHERS.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), without_other_vocabularies(value)))
            .collect(),
        Value::Array(items) => {
            let kept: Vec<_> = items.iter().filter(|item| *item != "Record" && *item != "RecordSet").map(without_other_vocabularies).collect();
            if let [only @ Value::String(class)] = kept.as_slice()
                && class == "ArchiveComponent"
            {
                return only.clone();
            }
            Value::Array(kept)
        }
        other => other.clone(),
    }
}

#[test]
fn the_web_profile_says_the_same_in_terms_of_schema_org() {
    for (name, transcript) in editions() {
        let (full, web) = (json(&JsonLd, &transcript), json(&Web, &transcript));
        assert_eq!(without_other_vocabularies(&full), without_other_vocabularies(&web), "{name}");
        assert_eq!(web["@context"], "https://schema.org");
        assert!(!written(&Web, &transcript).contains('<'));
    }
    assert!(written(&Web, &note(Encoding::Utf8)).contains("river \\u003cb> is cold"));
}

#[test]
fn the_context_is_frozen() {
    let digest = Sha256::digest(CONTEXT).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    assert_eq!(
        digest, "f16b4325796154ce9ad3dfc7a8233df45f92ace71617c43281881809c750188b",
        "a changed context changes the meaning of every file that was published with it"
    );
}

#[test]
fn what_cannot_be_an_iri_is_said() {
    let mut note = note(Encoding::Utf8);
    let codes = |note: &Transcript, base: Option<&str>| {
        let weave = Weave::new(note);
        let options = Options { base: base.map(str::to_owned), ..Options::default() };
        let found: Vec<_> = notices(&Edition { weave: &weave, options: &options }).iter().map(|notice| notice.code.id).collect();
        found
    };
    assert_eq!(codes(&note, Some("https://example.org/")), [UNUSABLE_SAME_AS.id]);
    assert_eq!(codes(&note, Some("talks/")), [UNUSABLE_IRI.id, DEFAULT_IRI.id, UNUSABLE_SAME_AS.id]);
    note.header.iri = Some("https://example.org/note".to_owned());
    assert_eq!(codes(&note, None), [UNUSABLE_SAME_AS.id]);
    assert!(written(&JsonLd, &note).contains("\"@id\": \"https://example.org/note\""));
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn independent_processors_agree() {
    let judge = judges::shared().join("jsonld/check_jsonld.py");
    let python = std::process::Command::new("python3").args(["-c", "import pyld, rdflib, pyshacl"]).output();
    if !judge.exists() || !python.is_ok_and(|run| run.status.success()) {
        eprintln!("skipped: the judge of JSON-LD or its Python packages are not at hand");
        return;
    }
    let folder = std::env::temp_dir().join(format!("teiscribe-jsonld-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let shapes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/jsonld/shapes.ttl");
    for (name, transcript) in editions() {
        let (file, source) = (folder.join(format!("{name}.jsonld")), folder.join(format!("{name}.txt")));
        std::fs::write(&file, written(&JsonLd, &transcript)).expect("a file for the test");
        std::fs::write(&source, transcript.source.bytes()).expect("a file for the test");
        let judged = std::process::Command::new("python3").arg(&judge).arg(&file).arg("--shapes").arg(&shapes).arg("--source").arg(&source).output();
        let judged = judged.expect("python runs");
        let report = String::from_utf8_lossy(&judged.stdout);
        // The judge counts code points behind a byte order mark from the mark, we and Web Annotation from the text.
        let errors: Vec<_> = report.lines().filter(|line| line.starts_with("ERROR") && !(name == "note-bom" && line.contains("position"))).collect();
        assert!(errors.is_empty() && report.contains("SHACL conforms"), "{name}: {report}{}", String::from_utf8_lossy(&judged.stderr));
    }
    std::fs::remove_dir_all(&folder).expect("the test's own folder");
}
