//! The bundled schemas: each listed with its digest, each property explained, and what we write is valid.

mod common;
#[path = "common/note.rs"]
mod note;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::transcript;
use note::note;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use teiscribe::json;
use teiscribe::json::schema::CompiledSchema;
use teiscribe::model::{Genre, Weave};
use teiscribe::source::{Encoding, Source};
use teiscribe::validate::bundled::{BUNDLED, SchemaKind};
use teiscribe::write::jsonld::{JsonLd, Web};
use teiscribe::write::{Edition, Options, Writer};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

fn files(below: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(below).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { files(&entry, found) } else { found.push(entry) }
    }
}

#[test]
fn every_schema_is_listed_with_its_digest() {
    let table = std::fs::read_to_string(folder().join("README.md")).expect("the table");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")).map(|row| row.split(" | ").collect::<Vec<_>>());
    let digests: BTreeMap<&str, &str> = rows.map(|row| (row[0].trim_matches('`'), row[5].trim_matches(['`', ' ', '|']))).collect();
    let mut found = Vec::new();
    files(&folder(), &mut found);
    found.retain(|file| !file.ends_with("README.md"));
    assert!(found.len() >= 7);
    for file in &found {
        let name = file.strip_prefix(folder()).expect("below").to_string_lossy().replace('\\', "/");
        let digest = Sha256::digest(std::fs::read(file).expect("a schema")).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        assert_eq!(digests.get(name.as_str()), Some(&digest.as_str()), "the row of {name} in schemas/README.md is missing or out of date");
    }
    assert_eq!(digests.len(), found.len(), "a row names a file that is not there");
    let bundled: BTreeMap<&str, String> = BUNDLED.iter().map(|bundled| (bundled.path, bundled.sha256())).collect();
    let listed: BTreeMap<&str, String> = digests.into_iter().map(|(path, digest)| (path, digest.to_owned())).collect();
    assert_eq!(bundled, listed, "`validate/bundled` holds the files of the table");
}

#[test]
fn a_json_schema_has_its_canonical_address() {
    for bundled in BUNDLED.iter().filter(|bundled| bundled.kind == SchemaKind::JsonSchema) {
        let schema: Value = serde_json::from_str(bundled.text).expect("JSON");
        assert_eq!(schema["$id"], Value::String(bundled.url()));
    }
}

/// Every property of every object has a title and a description, its own or those of the definition it refers to.
fn unexplained(schema: &Value, part: &Value, path: &str, found: &mut Vec<String>) {
    let Value::Object(members) = part else {
        if let Value::Array(items) = part {
            for item in items {
                unexplained(schema, item, path, found);
            }
        }
        return;
    };
    let declares = members.contains_key("required") || members.contains_key("additionalProperties");
    for (name, property) in members.get("properties").and_then(Value::as_object).filter(|_| declares).into_iter().flatten() {
        let definition = property["$ref"].as_str().and_then(|target| schema.pointer(target.trim_start_matches('#')));
        if *property == Value::Bool(true) {
            continue; // explained where the object's properties are first listed
        }
        let says = |key: &str| property[key].is_string() || definition.is_some_and(|definition| definition[key].is_string());
        if !says("title") || !says("description") {
            found.push(format!("{path}/{name}"));
        }
    }
    for (key, value) in members.iter().filter(|(key, _)| *key != "if") {
        unexplained(schema, value, &format!("{path}/{key}"), found);
    }
}

fn schema(name: &str) -> String {
    std::fs::read_to_string(folder().join("jsonld").join(name)).expect("a schema")
}

#[test]
fn every_property_is_explained() {
    for (folder, name) in [
        ("jsonld", "full.schema.json"),
        ("jsonld", "web.schema.json"),
        ("transcript/1.0", "transcript.schema.json"),
        ("settings/1.0", "settings.schema.json"),
        ("decisions/1.0", "decisions.schema.json"),
        ("report/1.0", "report.schema.json"),
        ("review/1.0", "review.schema.json"),
        ("lock/1.0", "lock.schema.json"),
    ] {
        let text = std::fs::read_to_string(self::folder().join(folder).join(name)).expect("a schema");
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        let mut found = Vec::new();
        unexplained(&schema, &schema, "", &mut found);
        assert!(found.is_empty(), "{name}: {found:?}");
        let id = schema["$id"].as_str().expect("an address");
        assert!(id.starts_with("https://w3id.org/teiscribe/schemas/") && id.contains("/1.0/") && id.ends_with(name));
    }
}

#[test]
fn what_is_written_is_valid() {
    let mut editions = vec![note(Encoding::Utf8)];
    editions.extend([Genre::Reported, Genre::Minutes, Genre::Interview].map(|genre| transcript(genre, None)));
    for transcript in editions {
        let weave = Weave::new(&transcript);
        let edition = Edition { weave: &weave, options: &Options::default() };
        for (writer, name) in [(&JsonLd as &dyn Writer, "full.schema.json"), (&Web, "web.schema.json")] {
            let schema = CompiledSchema::compile(&schema(name)).expect("a schema");
            let source = Source::from_bytes("edition", writer.write(&edition)).expect("text");
            let document = json::parse(&source).expect("JSON");
            let found = json::schema::check(&document, &source, &schema);
            assert!(found.is_empty(), "{name}: {found:#?}");
        }
    }
}
