//! A schema written out again in either syntax judges as it did: real schemas on real documents, every case of James Clark's suite, the bundled profile.

#[path = "common/spectest.rs"]
mod spectest;

use std::path::{Path, PathBuf};

use spectest::{Files, cases, shared};
use teiscribe::diagnostic::{Diagnostic, Severity};
use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Resolver, Schema, Syntax, export};
use teiscribe::xml::decode;

/// The schema written out and read again.
fn again(source: &Source, files: &dyn Resolver, syntax: Syntax) -> (Source, Schema) {
    let text = export(source, files, syntax).expect("a sound schema");
    let written = Source::from_text(&format!("{}.{}", source.name(), syntax.ending()), text);
    let schema = Schema::load(&written, &NoFiles);
    let fault = schema.as_ref().err().map(|fault| &fault.message);
    assert!(schema.is_ok(), "{} as {}: {fault:?}\n{}", source.name(), syntax.ending(), written.text());
    let schema = schema.expect("a schema");
    (written, schema)
}

/// What a finding says of the document, whatever file the schema stands in.
fn said(findings: &[Diagnostic]) -> Vec<(&str, &str, Option<usize>)> {
    findings.iter().map(|one| (one.code.id, one.message.as_str(), one.place.as_ref().map(|place| place.span.start))).collect()
}

fn is_valid(findings: &[Diagnostic]) -> bool {
    findings.iter().all(|found| found.severity < Severity::Error)
}

/// Documents of the shared folder that are small enough for a test, broken ones among them.
fn documents() -> Vec<Source> {
    let folders = ["corpus/tei-test", "suites/relaxng/broken"].map(|folder| shared().join(folder));
    let mut paths: Vec<PathBuf> =
        folders.iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten()).map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: &PathBuf| std::fs::read(path).ok().filter(|bytes| bytes.len() < 60_000);
    paths.iter().filter_map(|path| decode(&path.to_string_lossy(), read(path)?).ok()).collect()
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn real_schemas_judge_as_before() {
    let documents = documents();
    for file in ["tei_all-4.12.0.rng", "parla-clarin.rng", "parla-clarin.rnc"] {
        let path = shared().join("schemas").join(file);
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("skipped: {} is missing", path.display());
            continue;
        };
        assert!(documents.len() > 30, "{} documents", documents.len());
        let source = Source::from_bytes(file, bytes).expect("text");
        let schema = Schema::load(&source, &NoFiles).expect("a schema");
        let before: Vec<Vec<Diagnostic>> = documents.iter().map(|document| schema.validate(document)).collect();
        for syntax in Syntax::ALL {
            let (written, schema) = again(&source, &NoFiles, syntax);
            assert_eq!(export(&written, &NoFiles, syntax).ok().as_deref(), Some(written.text()), "{file}: what is written is written again as it is");
            for (document, before) in documents.iter().zip(&before) {
                let after = schema.validate(document);
                assert_eq!(said(&after), said(before), "{file} as {}: {}", syntax.ending(), document.name());
            }
        }
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn both_forms_of_a_schema_of_others_give_one_verdict() {
    let [xml, compact] = ["rng", "rnc"].map(|ending| std::fs::read(shared().join("schemas").join(format!("parla-clarin.{ending}"))));
    let (Ok(xml), Ok(compact)) = (xml, compact) else {
        eprintln!("skipped: the schemas of Parla-CLARIN are missing");
        return;
    };
    let [xml, compact] =
        [xml, compact].map(|bytes| Schema::load(&Source::from_bytes("parla-clarin", bytes).expect("text"), &NoFiles).expect("a schema"));
    let documents = documents();
    assert!(documents.len() > 30);
    for document in &documents {
        let (one, other) = (xml.validate(document), compact.validate(document));
        assert_eq!(said(&one), said(&other), "{}", document.name());
    }
}

#[test]
fn the_suite_judges_as_before() {
    let Some(suite) = spectest::suite() else { return };
    let mut all = Vec::new();
    cases(&suite, &mut all);
    let (mut schemas, mut instances) = (0, 0);
    for (number, case) in all.iter().enumerate() {
        let files = Files::of(case);
        for correct in case.named("correct") {
            let source = Source::from_text("schema", correct.inner.trim());
            let schema = Schema::load(&source, &files).expect("a schema");
            for (_, written) in Syntax::ALL.map(|syntax| again(&source, &files, syntax)) {
                schemas += 1;
                for instance in case.children.iter().filter(|child| child.name == "valid" || child.name == "invalid") {
                    let document = Source::from_text("instance", instance.inner.trim());
                    let (before, after) = (schema.validate(&document), written.validate(&document));
                    assert_eq!(is_valid(&after), is_valid(&before), "case {}: {}", number + 1, correct.inner);
                    instances += 1;
                }
            }
        }
    }
    assert!(schemas > 300 && instances > 1000, "{schemas} schemas, {instances} instances");
}

#[test]
fn the_profile_judges_the_same_in_both_forms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [compact, xml] = ["rnc", "rng"].map(|ending| {
        let path = root.join("schemas/tei/1.0").join(format!("teiscribe.{ending}"));
        Source::from_bytes(&path.to_string_lossy(), std::fs::read(&path).expect("the profile")).expect("text")
    });
    let exported = export(&compact, &NoFiles, Syntax::Xml).expect("a schema");
    assert_eq!(exported, xml.text(), "run `teiscribe schema export --syntax rng schemas/tei/1.0/teiscribe.rnc -o schemas/tei/1.0/teiscribe.rng`");
    let [compact, xml] = [compact, xml].map(|source| Schema::load(&source, &NoFiles).expect("a schema"));
    let mut verdicts = [0, 0];
    for folder in ["valid", "invalid"] {
        for entry in std::fs::read_dir(root.join("tests/documents/tei").join(folder)).expect("documents").flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|ending| ending != "xml") {
                continue;
            }
            let document = decode(&path.to_string_lossy(), std::fs::read(&path).expect("a document")).expect("text");
            let (one, other) = (compact.validate(&document), xml.validate(&document));
            assert_eq!(said(&one), said(&other), "{}", path.display());
            verdicts[usize::from(is_valid(&one))] += 1;
        }
    }
    assert!(verdicts.iter().all(|&count| count > 5), "valid and invalid documents were judged: {verdicts:?}");
}

/// What a schema can say beside plain patterns, in the XML syntax.
const ODD: &str = "<grammar xmlns='http://relaxng.org/ns/structure/1.0' xmlns:a='http://relaxng.org/ns/compatibility/annotations/1.0' xmlns:x='urn:x' \
    datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes' ns='urn:n' x:version='1 &quot;2&quot; &apos;3&apos;'>\
    <a:documentation>About\n  the # whole\\x{41}</a:documentation><x:note xmlns='' n='1'>mixed <b>text</b></x:note>\
    <start><ref name='element'/></start>\
    <define name='element' combine='interleave'><a:documentation>first</a:documentation><a:documentation>second</a:documentation>\
    <element name='element'><group x:kind='g'><optional><a:documentation>maybe</a:documentation><attribute name='x:n'><value ns='' type='QName'>x:y</value></attribute></optional>\
    <text/></group></element></define>\
    <div><define name='element' combine='interleave'><empty/></define><a:documentation>between</a:documentation></div>\
    <define name='unused'><element><choice><name>a</name><nsName ns=''><except><name>b</name></except></nsName><anyName><except><nsName ns='urn:x'/><name ns='urn:z'>c</name></except></anyName></choice>\
    <data type='token'><param name='pattern'>a\"'b\n</param><except><value type='string' datatypeLibrary=''> s </value><value>t</value></except></data></element></define></grammar>";

#[test]
fn everything_a_schema_says_comes_back() {
    let source = Source::from_text("odd", ODD);
    let texts = Syntax::ALL.map(|syntax| again(&source, &NoFiles, syntax).0.text().to_owned());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/relaxng/export"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("odd-rng", texts[0]);
        insta::assert_snapshot!("odd-rnc", texts[1]);
    });
    // From either form the other comes as it came at first.
    for (text, syntax) in [(&texts[1], Syntax::Xml), (&texts[0], Syntax::Compact)] {
        let other = export(&Source::from_text("odd", text.as_str()), &NoFiles, syntax).expect("a schema");
        let at_first = if syntax == Syntax::Xml { &texts[0] } else { &texts[1] };
        assert_eq!(&other, at_first);
    }
}

#[test]
fn what_could_not_be_read_again_is_not_handed_out() {
    let deep = format!(
        "<element name='a' xmlns='http://relaxng.org/ns/structure/1.0'>{}<text/>{}</element>",
        "<group><empty/>".repeat(200),
        "</group>".repeat(200)
    );
    let source = Source::from_text("deep.rng", deep);
    assert!(export(&source, &NoFiles, Syntax::Xml).is_ok());
    let refused = export(&source, &NoFiles, Syntax::Compact).expect_err("two hundred levels");
    assert!(refused.message.contains("nests deeper"), "{}", refused.message);
}
