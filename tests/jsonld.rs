//! The JSON-LD of transcripts built by hand: what it says, that its places are right, and what independent processors make of it.

mod common;
#[path = "common/judges.rs"]
mod judges;
#[path = "common/note.rs"]
mod note;

use std::collections::BTreeSet;
use std::process::Command;

use common::transcript;
use judges::{Folder, has_python, shared, skipped};
use note::{NOTE, note};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use teiscribe::model::{Genre, Transcript, Weave};
use teiscribe::source::{Encoding, Source};
use teiscribe::validate::jsonld;
use teiscribe::write::jsonld::{CONTEXT, DEFAULT_IRI, JsonLd, UNUSABLE_IRI, UNUSABLE_SAME_AS, Web, notices};
use teiscribe::write::tei::Tei;
use teiscribe::write::{Edition, Options, Writer};

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
            r#"1 p3.s2 anders in -: "According to our sums we shall build\r\nthe mill.""#,
            r#"2 p3.s96 blom in -: "he had heard: “the river <b> is cold”""#,
            r#"3 p3.s110 blom in p3.s96: "“the river <b> is cold”""#,
            r#"4 p4.s23 the-villagers in -: "No\u0001!""#,
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
        let missing: Vec<_> = used.iter().filter(|id| !tei.contains(&format!("xml:id=\"{id}\""))).collect();
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
        digest, "6c419fa90c3c79dced975c7983fb2ed23e201cf36d46a1087228696167aa8429",
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
fn independent_processors_agree() {
    if !has_python("pyld, rdflib, pyshacl") {
        return skipped("the judge of JSON-LD or its Python packages are not at hand");
    }
    let folder = Folder::new("jsonld");
    let shapes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/jsonld/shapes.ttl");
    for (name, transcript) in editions() {
        let file = folder.write(&format!("{name}.jsonld"), written(&JsonLd, &transcript));
        let source = folder.write(&format!("{name}.txt"), transcript.source.bytes());
        let mut judge = Command::new("python3");
        judge.arg(shared().join("jsonld/check_jsonld.py")).arg(file).arg("--shapes").arg(&shapes).arg("--source").arg(source);
        let judged = judge.output().expect("python runs");
        let report = String::from_utf8_lossy(&judged.stdout);
        // The judge counts code points behind a byte order mark from the mark, we and Web Annotation from the text.
        let errors: Vec<_> = report.lines().filter(|line| line.starts_with("ERROR") && !(name == "note-bom" && line.contains("position"))).collect();
        assert!(errors.is_empty() && report.contains("SHACL conforms"), "{name}: {report}{}", String::from_utf8_lossy(&judged.stderr));
    }
}

/// All values below `value` that stand under one of `keys`, as pointers.
fn pointers(value: &Value, keys: &[&str], here: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(number, item)| (number.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let pointer = format!("{here}/{key}");
        if keys.contains(&key.as_str()) {
            found.push(pointer.clone());
        }
        pointers(child, keys, &pointer, found);
    }
}

/// A number moved by one in either direction; words with one character dropped, changed or doubled.
fn changed(value: &Value) -> Vec<Value> {
    if let Some(number) = value.as_u64() {
        return [number + 1, number.wrapping_sub(1)].map(Value::from).to_vec();
    }
    let words = value.as_str().expect("words");
    let middle = words.char_indices().nth(words.chars().count() / 2).map_or(0, |(at, _)| at);
    let (before, behind) = words.split_at(middle);
    let rest = behind.chars().skip(1).collect::<String>();
    [format!("{before}{rest}"), format!("{before}\u{2205}{rest}"), format!("{before}\u{2205}{behind}")].map(Value::from).to_vec()
}

#[test]
fn every_single_change_of_a_place_is_found() {
    for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16BeBare] {
        let note = note(encoding);
        let document = json(&JsonLd, &note);
        let findings = |document: &Value| jsonld::check(&Source::from_text("note.jsonld", document.to_string()), Some(&note.source));
        assert_eq!(findings(&document), []);
        let mut places = Vec::new();
        pointers(&document["hasPart"], &["start", "end", "exact", "prefix", "suffix", "text"], "/hasPart", &mut places);
        assert!(places.len() > 50);
        for place in places {
            let value = document.pointer(&place).expect("a value").clone();
            for changed in changed(&value) {
                let mut mutant = document.clone();
                *mutant.pointer_mut(&place).expect("a value") = changed.clone();
                assert!(!findings(&mutant).is_empty(), "{place}: {value} → {changed}");
            }
        }
    }
}
