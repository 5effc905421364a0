//! Decisions on the command line: they survive new runs and edits elsewhere, every format says the same of them, the list of what is
//! to be decided is what its schema says, and the options and settings of `convert` hold for `review` and `decisions from`.

#[path = "common/decided.rs"]
mod decided;
#[path = "common/judges.rs"]
mod judges;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use decided::{TALK, holds_all_four};
use judges::Folder;
use serde_json::Value;
use teiscribe::annotate::decisions::review;

const MINUTES: &str = "Minutes of the harbour board\n\n3 March 1954\n\nPresent: Mr. A. Holt, Mrs. B. Vries, Mr. C. Anders.\n\n\
Mr. Holt: The crane is broken. Who will mend it?\n\nVoice: Not we.\n\nMrs. Vries: The yard will mend it, in the summer as I hope.\n";

const FOUR: &str = r#"format = "teiscribe-decisions/1.0"

[editor]
id = "vries"
name = "Mara Vries"

[[confirm]]
speech = "the mill is closed"

[[reject]]
name = "Blue Danube"

[[change]]
speech = "\"The wind failed us.\""
who = ["K. Anders"]

[[add]]
speech = "the story of the Blue Danube"
who = ["K. Anders"]
to = ["Holt"]
mode = "indirect"
"#;

impl Folder {
    fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Self::new(&format!("decisions-{name}"));
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect(name)
    }

    fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
        command.args(line.split_whitespace()).current_dir(&self.0).env_clear().output().expect("the program runs")
    }

    /// What a run that ends well prints.
    fn good(&self, line: &str) -> String {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The TEI of a source.
    fn edition(&self, source: &str) -> String {
        self.good(&format!("convert {source} --to tei"));
        self.text(&Path::new(source).with_extension("xml").to_string_lossy())
    }
}

#[test]
fn four_decisions_survive_new_runs_and_edits_elsewhere() {
    let folder = Folder::with("survive", &[("talk.txt", TALK), ("talk.decisions.toml", FOUR)]);
    let first = folder.edition("talk.txt");
    holds_all_four(&first);
    assert_eq!(folder.edition("talk.txt"), first);
    folder.write("talk.txt", TALK.replace("I met", "Nobody was awake when I came. I met").replace("again. Holt", "twice. Then Holt"));
    holds_all_four(&folder.edition("talk.txt"));
    folder.write("people.toml", "[[person]]\nid = \"holt\"\nname = \"Jan Holt\"\nforms = [\"Holt\"]\n");
    folder.good("convert talk.txt --to tei --authority people.toml");
    holds_all_four(&folder.text("talk.xml"));
}

#[test]
fn an_orphan_is_an_error_that_shows_the_nearest_and_nothing_is_written() {
    let changed = TALK.replace("the mill is closed", "the old mill was closed");
    let folder = Folder::with("orphan", &[("talk.txt", &changed), ("talk.decisions.toml", FOUR)]);
    let output = folder.run("convert talk.txt --to tei");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("error[annotate/decision-orphan]") && said.contains("mill was closed"), "{said}");
    assert!(!folder.0.join("talk.xml").exists());
}

/// For each speech and turn of a JSON-LD document, by the end of its id: who speaks, and whether directly.
fn spoken(document: &Value) -> Vec<(String, Vec<String>, bool)> {
    let end = |value: &Value| value.as_str().and_then(|iri| iri.rsplit('#').next()).unwrap_or_default().to_owned();
    let parts = document["hasPart"].as_array().expect("parts").iter().filter(|part| part.get("spokenByCharacter").is_some());
    parts
        .map(|part| {
            let who = match &part["spokenByCharacter"] {
                Value::Array(several) => several.iter().map(end).collect(),
                one => vec![end(one)],
            };
            (end(&part["@id"]), who, part["additionalType"] == "DirectSpeech")
        })
        .collect()
}

/// The same of a TEI document, where an editor answers for it.
fn decided(tei: &str) -> Vec<(String, Vec<String>, bool)> {
    let value = |tag: &str, name: &str| {
        let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[start..].split('"').next().map(str::to_owned)
    };
    let tags = tei.split('<').filter_map(|piece| piece.split('>').next()).filter(|tag| tag.starts_with("said ") || tag.starts_with("sp "));
    tags.filter(|tag| tag.contains(" resp=\"#editor."))
        .map(|tag| {
            let who = value(tag, "who").unwrap_or_default();
            let who = who.split_whitespace().map(|one| one.trim_start_matches('#').to_owned()).collect();
            (value(tag, "xml:id").unwrap_or_default(), who, value(tag, "direct").as_deref() != Some("false"))
        })
        .collect()
}

#[test]
fn json_ld_says_of_decided_speech_and_turns_what_the_tei_says() {
    let turn = "[editor]\nname = \"Mara Vries\"\n[[change]]\nturn = \"Voice:\"\nwho = [\"C. Anders\"]\n[[confirm]]\nturn = \"Mrs. Vries:\"\n";
    for (name, source, decisions) in [("talk", TALK, FOUR), ("minutes", MINUTES, turn)] {
        let folder = Folder::with(name, &[("it.txt", source), ("it.decisions.toml", decisions)]);
        folder.good("convert it.txt --to tei,jsonld");
        let (tei, json) = (folder.text("it.xml"), serde_json::from_str(&folder.text("it.jsonld")).expect("JSON"));
        let decided = decided(&tei);
        let spoken = spoken(&json);
        assert!(decided.len() >= 2, "{tei}");
        assert!(decided.iter().all(|one| spoken.contains(one)), "{decided:#?} {spoken:#?}");
    }
}

#[test]
fn the_list_for_programs_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(review::SCHEMA_TEXT).expect("JSON");
    let folder = Folder::with("list", &[("talk.txt", TALK), ("minutes.txt", MINUTES)]);
    for line in
        ["review talk.txt --list --format json --all", "review minutes.txt --list --format json", "review minutes.txt --list --format json --all"]
    {
        let list: Value = serde_json::from_str(&folder.good(line)).expect("JSON");
        let faults: Vec<String> = jsonschema::validator_for(&schema).expect("a schema").iter_errors(&list).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{line}: {faults:#?}");
        assert!(list["items"].as_array().is_some_and(|items| !items.is_empty()), "{line}");
    }
    let mut wrong: Value = serde_json::from_str(&folder.good("review talk.txt --list --format json --all")).expect("JSON");
    wrong["items"][0]["certainty"] = "certain".into();
    assert!(!jsonschema::is_valid(&schema, &wrong));
}

const HOLT: &str = "[[person]]\nid = \"miller\"\nname = \"Jan Holt\"\nforms = [\"Holt\"]\n";

#[test]
fn review_makes_the_edition_as_convert_does() {
    let folder = Folder::with("review", &[("talk.txt", TALK), ("people.toml", HOLT), ("minutes.txt", MINUTES)]);
    let list = |options: &str| folder.good(&format!("review {options} --list --format json --all"));
    assert!(!list("talk.txt").contains("Jan Holt"));
    assert!(list("talk.txt --authority people.toml").contains("Jan Holt"));
    assert_ne!(list("minutes.txt --genre reported"), list("minutes.txt"));
    let plain = list("talk.txt");
    folder.good("convert talk.txt --to tei");
    folder.write("old.xml", folder.text("talk.xml").replace("\"p3", "\"p30").replace("\"p4", "\"p40"));
    assert!(plain.contains("\"p3.s") && list("talk.txt --ids-from old.xml").contains("\"p30.s"));
    folder.write("teiscribe.toml", "[convert]\nauthority = \"people.toml\"\n");
    assert_eq!(list("talk.txt"), list("talk.txt --authority people.toml"));
    assert!(list("talk.txt").contains("Jan Holt"));
}

#[test]
fn decisions_from_compares_with_the_edition_that_convert_makes() {
    let folder = Folder::with("from", &[("talk.txt", TALK), ("people.toml", HOLT), ("minutes.txt", MINUTES)]);
    folder.good("convert talk.txt --to tei --authority people.toml");
    let edited = folder.text("talk.xml").replacen("who=\"#anders-k\" direct=\"false\"", "who=\"#miller\" direct=\"false\"", 1);
    folder.write("talk.xml", &edited);
    let from = "decisions from talk.xml --editor Vries";
    let decided = folder.good(&format!("{from} --authority people.toml"));
    assert!(decided.contains("[[change]]") && decided.contains("who = [\"Jan Holt\"]"), "{decided}");
    folder.write("teiscribe.toml", "[convert]\nauthority = \"people.toml\"\n");
    assert_eq!(folder.good(from), decided);
    fs::remove_file(folder.0.join("teiscribe.toml")).expect("a file");
    assert_ne!(folder.run(from).stdout, decided.into_bytes());
    folder.good("convert minutes.txt --to tei --genre reported");
    let same = folder.good("decisions from minutes.xml --editor Vries --genre reported");
    assert!(!same.contains("[["), "{same}");
    assert_eq!(folder.run("decisions from minutes.xml --editor Vries").status.code(), Some(1));
}
