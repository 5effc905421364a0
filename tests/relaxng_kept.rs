//! Compiled schemas that are kept judge as those compiled from their text, and nothing else is ever taken for one.

#[path = "common/spectest.rs"]
mod spectest;

use std::path::PathBuf;
use std::process::Command;

use spectest::{Files, cases, shared};
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema};
use teiscribe::xml::decode;

#[test]
fn the_suite_judges_as_before() {
    let Some(suite) = spectest::suite() else { return };
    let mut all = Vec::new();
    cases(&suite, &mut all);
    let mut instances = 0;
    for case in &all {
        let files = Files::of(case);
        for correct in case.named("correct") {
            let schema = Schema::load(&Source::from_text("schema", correct.inner.trim()), &files).expect("a schema");
            let file = |name: &str| schema.sources().iter().find(|source| source.name() == name).cloned();
            let kept = Schema::from_kept(&schema.to_kept(), &file).expect("a kept schema");
            for instance in case.children.iter().filter(|child| child.name == "valid" || child.name == "invalid") {
                let document = Source::from_text("instance", instance.inner.trim());
                assert_eq!(kept.validate(&document), schema.validate(&document), "{}", correct.inner);
                instances += 1;
            }
        }
    }
    assert_eq!(instances, 580);
}

const PROFILE: &str = include_str!("../schemas/tei/1.0/teiscribe.rnc");

#[test]
fn damage_is_seen() {
    let source = Source::from_text("teiscribe.rnc", PROFILE);
    let schema = Schema::load(&source, &NoFiles).expect("the profile");
    let kept = schema.to_kept();
    let load = |bytes: &[u8]| Schema::from_kept(bytes, &|_| Some(source.clone()));
    assert!(load(&kept).is_some_and(|again| again.to_kept() == kept));
    for at in (0..kept.len()).step_by(97) {
        let mut damaged = kept.clone();
        damaged[at] ^= 1;
        assert!(load(&damaged).is_none() && load(&kept[..at]).is_none(), "byte {at}");
    }
    assert!(load(b"").is_none() && load(PROFILE.as_bytes()).is_none());
}

/// Runs `validate` with a folder for compiled schemas.
fn validate(folder: &PathBuf, document: &str) -> (Option<i32>, Vec<u8>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
    command.args(["validate", "--checks", "relaxng", "--format", "jsonl", "--schema", "large.rnc", "--cache", "cache", document]);
    let output = command.current_dir(folder).env_clear().output().expect("the program runs");
    (output.status.code(), output.stdout)
}

#[test]
fn a_folder_of_kept_schemas_changes_no_verdict() {
    let folder = std::env::temp_dir().join(format!("teiscribe-kept-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    let many: Vec<String> = (0..4000).map(|number| format!("d{number} = element e{number} {{ text }}")).collect();
    write("large.rnc", &format!("include \"part.rnc\"\nstart = note\n{}", many.join("\n")));
    write("part.rnc", "note = element note { xsd:integer }\n");
    write("good.xml", "<note>1</note>");
    write("bad.xml", "<note>one</note>");
    let compiled = [validate(&folder, "good.xml"), validate(&folder, "bad.xml")];
    assert_eq!([compiled[0].0, compiled[1].0], [Some(0), Some(1)]);
    let files = || std::fs::read_dir(folder.join("cache")).expect("the folder").map(|entry| entry.expect("a file").path());
    let files = || files().filter(|file| file.extension().is_some_and(|extension| extension == "schema")).collect::<Vec<_>>();
    assert_eq!(files().len(), 1);
    assert_eq!([validate(&folder, "good.xml"), validate(&folder, "bad.xml")], compiled, "from what was kept");
    let sound = std::fs::read(&files()[0]).expect("what was kept");
    for damaged in [&sound[..sound.len() / 2], b"foreign"] {
        std::fs::write(&files()[0], damaged).expect("damage");
        assert_eq!([validate(&folder, "good.xml"), validate(&folder, "bad.xml")], compiled);
        assert_eq!(std::fs::read(&files()[0]).ok().as_ref(), Some(&sound), "it is written again");
    }
    write("part.rnc", "note = element note { text }\n");
    assert_eq!(validate(&folder, "bad.xml").0, Some(0), "a file that the schema includes has changed");
    std::fs::remove_dir_all(&folder).expect("the folder can go");
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn tei_judges_as_before() {
    let Ok(bytes) = std::fs::read(shared().join("schemas/tei_all-4.12.0.rng")) else {
        eprintln!("skipped: the schema of TEI is missing");
        return;
    };
    let source = Source::from_bytes("tei_all.rng", bytes).expect("text");
    let schema = Schema::load(&source, &NoFiles).expect("a schema");
    let kept = Schema::from_kept(&schema.to_kept(), &|_| Some(source.clone())).expect("a kept schema");
    assert_eq!(kept.embedded_rules(), schema.embedded_rules());
    for entry in std::fs::read_dir(shared().join("suites/relaxng/broken")).expect("documents").flatten() {
        let Ok(document) = decode("a.xml", std::fs::read(entry.path()).expect("a document")) else { continue };
        assert_eq!(kept.validate(&document), schema.validate(&document), "{}", entry.path().display());
    }
}
