//! Reports through the command line: each is valid by its own schema, and all agree on the place of a finding.

#[path = "common/judges.rs"]
mod judges;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::Instant;

use judges::Folder;
use serde_json::Value;
use teiscribe::json;
use teiscribe::json::schema::{CompiledSchema, check};
use teiscribe::source::Source;

type Outcome = Result<(), Box<dyn Error>>;

const SCHEMA: &str = "element note { element p { attribute n { \"1\" | \"2\" }?, text }+ }\n";

/// A folder with a document and its schema.
struct Note(Folder);

impl Note {
    fn new(name: &str, document: &[u8]) -> Self {
        let folder = Folder::new(name);
        folder.write("note.rnc", SCHEMA);
        folder.write("a.xml", document);
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> std::io::Result<Output> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
        command.env_clear().current_dir(&self.0).args(["validate", "--schema", "note.rnc", "a.xml"]).args(arguments).output()
    }

    fn read(&self, name: &str) -> std::io::Result<String> {
        self.0.read(name)
    }
}

/// A line with an emoji, text that every format must escape, and a control character in a message.
const ODD: &str = "<note><p>\u{1F600} <b n=\"50%: a,b &amp; &lt;c>\">bold</b></p>\n<p n=\"3]]&gt;|&#9;`x`\">Fine.</p></note>\n";

#[test]
fn sarif_counts_code_units_and_json_characters_of_the_same_place() -> Outcome {
    let folder = Note::new("columns", ODD.as_bytes());
    folder.run(&["--format", "json=a.json", "--format", "sarif=a.sarif"])?;
    let (json, sarif): (Value, Value) = (serde_json::from_str(&folder.read("a.json")?)?, serde_json::from_str(&folder.read("a.sarif")?)?);
    assert_eq!(sarif["runs"][0]["columnKind"], "utf16CodeUnits");
    let (findings, results) = (json["findings"].as_array().ok_or("findings")?, sarif["runs"][0]["results"].as_array().ok_or("results")?);
    assert!(findings.len() == results.len() && findings.len() > 1);
    for (finding, result) in findings.iter().zip(results) {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let line = ODD.lines().nth(usize::try_from(finding["line"].as_u64().ok_or("a line")?)? - 1).ok_or("a line")?;
        let columns = |value: &Value| usize::try_from(value.as_u64().unwrap_or_default()).unwrap_or_default() - 1;
        let by_characters: String = line.chars().skip(columns(&finding["column"])).collect();
        let units: Vec<u16> = line.encode_utf16().skip(columns(&region["startColumn"])).collect();
        assert_eq!(by_characters, String::from_utf16(&units)?);
        assert_eq!((&finding["fingerprint"], &finding["code"]), (&result["partialFingerprints"]["teiscribe/v1"], &result["ruleId"]));
    }
    let columns = |at: usize| &results[at]["locations"][0]["physicalLocation"]["region"]["startColumn"];
    assert_eq!((&findings[0]["column"], columns(0)), (&Value::from(12), &Value::from(13)), "the emoji is one character and two code units");
    Ok(())
}

#[test]
fn json_is_valid_by_the_published_schema() -> Outcome {
    let folder = Note::new("published", ODD.as_bytes());
    folder.run(&["nowhere.xml", "--format", "json=a.json", "--format", "jsonl=a.jsonl"])?;
    let text = include_str!("../schemas/report/1.0/report.schema.json");
    let of_lines = text.replacen("\"$ref\": \"#/$defs/report\"", "\"$ref\": \"#/$defs/line\"", 1);
    let whole = Source::from_text("a.json", folder.read("a.json")?);
    let lines = folder.read("a.jsonl")?;
    let lines = lines.lines().map(|line| (Source::from_text("a.jsonl", line), &of_lines));
    for (source, schema) in std::iter::once((whole, &text.to_owned())).chain(lines) {
        let document = json::parse(&source).map_err(|fault| fault.message)?;
        let found = check(&document, &source, &CompiledSchema::compile(schema)?);
        assert!(found.is_empty(), "{found:#?}");
    }
    let last: Value = serde_json::from_str(folder.read("a.jsonl")?.lines().last().ok_or("a line")?)?;
    assert_eq!((&last["kind"], &last["summary"]["rulesSkipped"], &last["judgedBy"][1]["name"]), (&"run".into(), &0.into(), &"note.rnc".into()));
    Ok(())
}

/// The SARIF schema comes with the source of the crate `serde-sarif`, where that was ever fetched.
fn sarif_schema() -> Option<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let registries = fs::read_dir(home.join("registry/src")).ok()?.flatten();
    let crates = registries.filter_map(|registry| fs::read_dir(registry.path()).ok()).flatten().flatten();
    let mut sarif = crates.filter(|entry| entry.file_name().to_string_lossy().starts_with("serde-sarif-"));
    sarif.find_map(|entry| fs::read_to_string(entry.path().join("src/schema.json")).ok())
}

#[test]
fn sarif_is_valid_by_the_schema_of_its_standard() -> Outcome {
    let Some(schema) = sarif_schema() else {
        judges::skipped("the SARIF schema is not here");
        return Ok(());
    };
    let folder = Note::new("sarif", ODD.as_bytes());
    folder.run(&["nowhere.xml", "--format", "sarif=a.sarif"])?;
    let mut schema: Value = serde_json::from_str(&schema)?;
    // The published pattern of a property that is not written here is no regular expression: `[a-zA-Z]{2}]?`.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"].as_object_mut().ok_or("the property")?.remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema)?;
    let log: Value = serde_json::from_str(&folder.read("a.sarif")?)?;
    let errors: Vec<String> = validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    Ok(())
}

#[test]
fn junit_is_valid_by_the_schema_of_ant() -> Outcome {
    let schema = judges::shared().join("suites/junit/JUnit.xsd");
    if !schema.exists() || Command::new("xmllint").arg("--version").output().is_err() {
        judges::skipped("the JUnit schema or xmllint is not here");
        return Ok(());
    }
    let folder = Note::new("junit", ODD.as_bytes());
    folder.run(&["nowhere.xml", "--format", "junit=a.junit"])?;
    let judged = Command::new("xmllint").args(["--noout", "--schema"]).arg(schema).arg(folder.0.join("a.junit")).output()?;
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
    Ok(())
}

#[test]
fn html_needs_nothing_else_and_is_well_formed() -> Outcome {
    let folder = Note::new("html", ODD.as_bytes());
    folder.run(&["--format", "html=a.html"])?;
    let html = folder.read("a.html")?;
    for outside in ["<script", "<link", "<img", "<iframe", "url(", "@import", " src=", "http://", "//w3id"] {
        assert!(!html.contains(outside), "the page asks for {outside}");
    }
    assert!(html.contains("default-src 'none'") && html.contains("<html lang=\"en\">") && html.contains("<mark>"));
    assert!(html.matches("<h1>").count() == 1 && html.contains("prefers-color-scheme: dark") && html.contains("@media print"));
    Ok(())
}

/// Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let digits: Vec<u32> = colour.chars().filter_map(|digit| digit.to_digit(16)).collect();
    let channels: Vec<u32> =
        if digits.len() == 3 { digits.iter().map(|digit| digit * 17).collect() } else { digits.chunks(2).map(|two| two[0] * 16 + two[1]).collect() };
    let linear = |channel: u32| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(channels[0]) + 0.7152 * linear(channels[1]) + 0.0722 * linear(channels[2])
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    if one > other { one / other } else { other / one }
}

#[test]
fn words_of_the_page_stand_out_light_dark_and_printed() {
    let css = include_str!("../src/render/page.css");
    let schemes: Vec<&str> = css.split(":root {").skip(1).filter_map(|rest| rest.split('}').next()).collect();
    assert_eq!(schemes.len(), 3, "light, dark, printed");
    for scheme in schemes {
        let colour = |name: &str| scheme.split(&format!("--{name}: ")).nth(1).and_then(|rest| rest.split(';').next()).unwrap_or("#000");
        let on_paper = ["ink", "soft", "error", "warning", "info"].iter().flat_map(|ink| [(*ink, "paper"), (*ink, "box")]);
        for (ink, ground) in on_paper.chain([("ink", "mark"), ("ink", "gone"), ("ink", "come")]) {
            let contrast = contrast(colour(ink), colour(ground));
            assert!(contrast >= 4.5, "{ink} on {ground}: {contrast:.2} in {scheme}");
        }
    }
    assert!((contrast("#fff", "#000000") - 21.0).abs() < 1e-9 && contrast("#777", "#fff") < 4.5);
}

#[test]
fn the_page_can_be_read_without_seeing_it() -> Outcome {
    let folder = Note::new("heard", ODD.as_bytes());
    folder.run(&["nowhere.xml", "--format", "html=a.html"])?;
    let html = folder.read("a.html")?;
    let levels: Vec<usize> = html.split("<h").skip(1).filter_map(|rest| rest.split(['>', ' ']).next()?.parse().ok()).collect();
    assert!(levels.first() == Some(&1) && levels.windows(2).all(|two| two[1] <= two[0] + 1), "headings go down step by step: {levels:?}");
    assert_eq!(html.matches("<th").count(), html.matches("<th scope=").count() + html.matches("<thead>").count());
    assert_eq!(html.matches("<pre").count(), html.matches("<pre tabindex=\"0\"").count(), "what scrolls can be reached with the keyboard");
    assert!(html.contains("<title>teiscribe: ") && html.contains("<caption>") && html.contains("name=\"viewport\""));
    for landmark in ["<header>", "<main>", "<footer>", "class=\"skip\" href=\"#findings\""] {
        assert_eq!(html.matches(landmark).count(), 1, "{landmark}");
    }
    let targets = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    for target in targets {
        assert!(html.contains(&format!("id=\"{target}\"")), "the link to {target} leads nowhere");
    }
    Ok(())
}

#[test]
fn no_escape_byte_when_piped_and_none_with_no_color() -> Outcome {
    let folder = Note::new("escape", ODD.as_bytes());
    for format in ["human", "concise", "json", "jsonl", "sarif", "junit", "github", "markdown", "html"] {
        let output = folder.run(&["--format", format])?;
        assert!(output.stdout.len() > 100, "{format}");
        assert!(!output.stdout.contains(&0x1B) && !output.stderr.contains(&0x1B), "{format}");
    }
    assert!(folder.run(&["--color", "always"])?.stdout.contains(&0x1B));
    Ok(())
}

#[test]
fn columns_are_those_of_an_editor_in_every_encoding() -> Outcome {
    let text = "<note>\r\n<p>\u{E9}\u{1F600} <b/></p></note>\r\n";
    let utf_16 = |order: fn(u16) -> [u8; 2]| std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(order).collect::<Vec<u8>>();
    let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), with_mark, utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes)] {
        let folder = Note::new("encodings", &bytes);
        let output = folder.run(&["--format", "concise"])?;
        let printed = String::from_utf8(output.stdout)?;
        assert!(printed.starts_with("a.xml:2:7: error[relaxng/"), "{printed}");
    }
    Ok(())
}

#[test]
fn a_pipe_with_a_name_takes_a_report_and_stays() -> Outcome {
    let folder = Note::new("pipe", ODD.as_bytes());
    let pipe = folder.0.join("pipe");
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()) {
        judges::skipped("mkfifo is not here");
        return Ok(());
    }
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe)
    });
    let ended = folder.run(&["--format", "json=pipe"])?;
    assert!(ended.status.code() == Some(1) && !fs::metadata(pipe)?.is_file(), "{ended:?}");
    let report: Value = serde_json::from_str(&reader.join().map_err(|_| "the reader")??)?;
    assert_eq!(report["summary"]["documents"], 1);
    Ok(())
}

#[test]
fn a_full_disk_is_said_and_is_no_verdict() -> Outcome {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        judges::skipped("/dev/full is not here");
        return Ok(());
    };
    let folder = Note::new("full", ODD.as_bytes());
    let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
    let ended = command.env_clear().current_dir(&folder.0).args(["validate", "--schema", "note.rnc", "a.xml"]).stdout(full).output()?;
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.code() == Some(2) && said.contains("standard output cannot be written"), "{said}");
    Ok(())
}

/// The time of the human report for a document of one line with `count` findings.
fn seconds(count: usize) -> Result<f64, Box<dyn Error>> {
    let mut document = String::from("<note>");
    for _ in 0..count {
        write!(document, "<p n=\"9\">{}</p>", "word ".repeat(20))?;
    }
    let folder = Note::new(&format!("line-{count}"), (document + "</note>").as_bytes());
    let start = Instant::now();
    let output = folder.run(&[])?;
    assert_eq!(String::from_utf8_lossy(&output.stdout).matches("error[").count(), count);
    Ok(start.elapsed().as_secs_f64())
}

#[test]
fn a_line_with_many_findings_takes_time_in_proportion() -> Outcome {
    let (few, many) = (seconds(500)?, seconds(4000)?);
    assert!(many < 1.0 || many < few * 8.0 * 3.0, "500 findings took {few:.2} s, 4000 took {many:.2} s");
    Ok(())
}
