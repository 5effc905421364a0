//! RELAX NG on real documents: verdict and place of the first error as `jing` gives them, and the messages on broken documents (`snapshots/relaxng/broken`).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use teiscribe::diagnostic::{Diagnostic, Severity};
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema};
use teiscribe::xml::decode;

fn shared() -> PathBuf {
    std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// The schema of all of TEI, where the shared folder has it.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn tei_all() -> Option<Schema> {
    let path = shared().join("schemas/tei_all-4.12.0.rng");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is missing", path.display());
        return None;
    };
    Some(Schema::load(&Source::from_bytes("tei_all.rng", bytes).expect("text"), &NoFiles).expect("a schema"))
}

fn judge(schema: &Schema, folder: &Path, file: &str) -> Vec<Diagnostic> {
    match decode(file, std::fs::read(folder.join(file)).expect("a document")) {
        Ok(source) => schema.validate(&source),
        Err(fault) => vec![*fault],
    }
}

/// What `expected.tsv` says of one document and the findings do not.
fn difference(row: &str, findings: &[Diagnostic]) -> Option<String> {
    let columns: Vec<&str> = row.split('\t').collect();
    let first = findings.iter().find(|found| found.severity == Severity::Error);
    let place = first.and_then(|found| found.place.as_ref().map(|place| (place.start.line, found.tag_end.map(|end| end.line), &found.message)));
    let line = columns[3].split(':').next().and_then(|line| line.parse::<usize>().ok());
    let same = match (columns[1], place) {
        // `jing` gives no verdict where a DTD is absent; we read on without it.
        ("stopped", _) | ("valid", None) => true,
        ("invalid", Some((start, end, _))) => line.is_some_and(|line| line == start || Some(line) == end),
        _ => false,
    };
    (!same).then(|| format!("{row}\n  ours: {place:?}"))
}

#[test]
fn verdict_and_first_error_are_those_of_jing() {
    let Some(schema) = tei_all() else { return };
    let folder = shared().join("corpus");
    let expected = std::fs::read_to_string(folder.join("expected.tsv")).expect("the expected verdicts");
    let rows: Vec<&str> = expected.lines().skip(1).collect();
    let different: Vec<String> =
        rows.iter().filter_map(|row| difference(row, &judge(&schema, &folder, row.split('\t').next().unwrap_or_default()))).collect();
    assert!(rows.len() > 70 && different.is_empty(), "{}", different.join("\n"));
}

/// A finding with everything it says.
fn shown(finding: &Diagnostic) -> String {
    let mut text = String::new();
    let place = finding.place.as_ref().map_or((0, 0), |place| (place.start.line, place.start.column));
    let _ = writeln!(text, "{}:{}: {}[{}] {}", place.0, place.1, finding.severity.name(), finding.code.id, finding.message);
    let _ = writeln!(text, "  in {}", if finding.context.is_empty() { "the document" } else { &finding.context });
    if let Some(help) = &finding.help {
        let _ = writeln!(text, "  help: {help}");
    }
    for label in &finding.related {
        let _ = writeln!(text, "  {}:{}: {}", label.path, label.start.line, label.message);
    }
    text
}

#[test]
fn broken_documents_get_the_errors_an_editor_expects() {
    let Some(schema) = tei_all() else { return };
    let folder = shared().join("suites/relaxng/broken");
    let mut files: Vec<String> =
        std::fs::read_dir(&folder).expect("the broken documents").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    files.sort();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/relaxng/broken"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for file in &files {
            let findings = judge(&schema, &folder, file);
            let text = if findings.is_empty() { "valid".to_owned() } else { findings.iter().map(shown).collect() };
            insta::assert_snapshot!(file.trim_end_matches(".xml"), text);
        }
    });
    assert_eq!(files.len(), 21);
}

#[test]
fn an_element_never_closed_shows_where_its_end_tag_may_be_missing() {
    let text = "start = element div { (p | sp)* } p = element p { (text | hi)* } hi = element hi { text } sp = element sp { p+ }";
    let schema = Schema::load(&Source::from_text("play.rnc", text), &NoFiles).expect("a schema");
    let document = "<div>\n<p>Good morning.\n<hi>x</hi>\n<sp><p>Good evening.</p></sp>\n</div>\n";
    let findings = schema.validate(&Source::from_text("play.xml", document));
    let lines: Vec<usize> = findings.iter().flat_map(|found| &found.related).map(|label| label.start.line).collect();
    assert_eq!((findings.len(), &lines[..]), (1, &[2, 1, 4][..]), "{findings:?}");
    assert_eq!(findings[0].related[2].message, "what begins here cannot stand in `p`, whose end tag may be missing before it");
}
