//! Documents that come in piece by piece are judged as those that are held whole: the same findings at the same places, wherever they are cut.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use proptest::prelude::*;
use teiscribe::diagnostic::{Diagnostic, Judge};
use teiscribe::report::{Finding, Texts};
use teiscribe::source::Source;
use teiscribe::validate::document::{Check, Loaded, NoSchema, Request, Schemas, judge, judge_flowing};
use teiscribe::validate::pointers;
use teiscribe::validate::relaxng::{NoFiles, Schema};
use teiscribe::xml::stream::Limits;
use teiscribe::xml::{Input, Stop, decode};

/// No schema but the one given.
struct Nothing;

impl Schemas for Nothing {
    fn schema(&self, _: &Source, href: &str) -> Result<Arc<Loaded>, NoSchema> {
        Err(NoSchema::Absent { reason: href.to_owned(), remedy: String::new() })
    }
}

fn schema() -> Arc<Loaded> {
    let text = "default namespace = 'http://www.tei-c.org/ns/1.0'
        start = element TEI { attribute n { xsd:integer }?, (p | date | block)* }
        block = element div { attribute xml:id { xsd:ID }?, attribute corresp { xsd:anyURI }?, (p | date | block)* }
        p = element p { attribute n { 'a' | 'b' }?, attribute xml:id { xsd:ID }?, (text | hi)* }
        hi = element hi { text }
        date = element date { xsd:date }";
    let schema = Schema::load(&Source::from_text("small.rnc", text), &NoFiles).expect("a schema");
    Arc::new(Loaded::new(schema, Judge::check("small.rnc")))
}

fn request<'a>(checks: &'a BTreeSet<Check>, schema: &'a Arc<Loaded>) -> Request<'a> {
    let limits = Limits { expansion: 4096, ..Limits::default() };
    Request { checks, given: std::slice::from_ref(schema), schemas: &Nothing, files: &pointers::NoFiles, text: None, limits }
}

fn whole(bytes: &[u8], request: &Request<'_>) -> Vec<Diagnostic> {
    match decode("a.xml", bytes.to_vec()) {
        Ok(source) => judge(&source, request).findings,
        Err(fault) => vec![*fault],
    }
}

fn flowing(bytes: &[u8], piece: usize, request: &Request<'_>) -> Vec<Diagnostic> {
    let source = Source::flowing("a.xml");
    match judge_flowing(&source, Input::new("a.xml", bytes, usize::MAX).in_pieces(piece), request, &mut |_, _| {}) {
        Ok(judged) => judged.findings,
        Err(Stop::Undecodable(fault)) => vec![*fault],
        Err(stop) => vec![Diagnostic::error(&teiscribe::xml::codes::TOO_LARGE, format!("{stop:?}"))],
    }
}

/// Pieces of documents, whole and broken, of which random rows are made.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<p n='a'>",
    "<p n=\"c&amp;d\" xml:id='x'>",
    "<hi>",
    "</hi>",
    "<hi/>",
    "<div xml:id='d'>",
    "</div>",
    "<div corresp='#x'>",
    "text",
    " ",
    "\r\n",
    "\r",
    "“quoted” \u{1F600}",
    "&amp;",
    "&#233;",
    "&own;",
    "&deep;",
    "&unknown;",
    "&",
    "]]>",
    "]]",
    "<!-- a - comment -->",
    "<!-- -- -->",
    "<!--",
    "<![CDATA[ <p> ]]]>",
    "<![CDATA[",
    "]]>",
    "<?teiscribe x?>",
    "<?pi",
    "?>",
    "<date>1961-06-03</date>",
    "<date>1961-<!-- c -->06-03</date>",
    "<date>soon</date>",
    "<p n='",
    "<p n=a>",
    "<p n='a' n='b'>",
    "<x:p>",
    "<p xmlns:x='urn:x' x:y='1'>",
    "<p  \n n = 'b' >",
    "</p  >",
    "</p x>",
    "<",
    "<2nd/>",
    "\u{1}",
    "\u{FFFF}",
    "<p xmlns=''>",
    "<!DOCTYPE",
    "<TEI>",
];

fn heads() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "\u{FEFF}",
        "<?xml version='1.0'?>\r\n",
        "<?xml version='1.0' standalone='yes'?><!-- before --><?xml-model href='a.rng'?>",
        "<!DOCTYPE TEI [<!ENTITY own 'an <hi>entity</hi>'><!ENTITY deep '&own;&own;'><!ATTLIST p n CDATA 'a'><!-- c -->]>\n",
        "<!DOCTYPE TEI SYSTEM 'tei.dtd' [<!ENTITY own \"a > b\"><?pi ]>?>]>",
        "<!DOCTYPE TEI [<!ENTITY own '",
        "<!DOCTYPE TEI [<!ATTLIST p n CDATA 'a default that is longer than most of the documents here, and has a & in it that begins nothing'>]>",
        "<?xml version='1.0'",
    ])
}

fn documents() -> impl Strategy<Value = String> {
    let rows = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..14);
    let roots =
        prop::sample::select(vec!["<TEI xmlns='http://www.tei-c.org/ns/1.0'>", "<TEI xmlns='http://www.tei-c.org/ns/1.0' n='1'>\n", "<TEI>", ""]);
    let ends = prop::sample::select(vec!["</TEI>", "</TEI>\n<!-- behind -->\n", "</TEI> text", ""]);
    (heads(), roots, rows, ends).prop_map(|(head, root, row, end)| format!("{head}{root}{}{end}", row.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn pieces_make_no_difference(text in documents(), pieces in prop::collection::vec(1_usize..60, 3)) {
        let (checks, schema) = (Check::ALL.into_iter().collect(), schema());
        let request = request(&checks, &schema);
        let wanted = whole(text.as_bytes(), &request);
        for piece in pieces {
            prop_assert_eq!(&flowing(text.as_bytes(), piece, &request), &wanted, "in pieces of {}", piece);
        }
    }
}

#[test]
fn encodings_are_followed_and_what_does_not_fit_is_placed() {
    let (checks, schema) = (Check::ALL.into_iter().collect(), schema());
    let request = request(&checks, &schema);
    let body = "<TEI xmlns='http://www.tei-c.org/ns/1.0'>\r\n<p>caf\u{E9} \u{201E}a\u{201C}</p>\n<p n='\u{E9}'/></TEI>";
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let single = |label: &str, text: &str| {
        let charset = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
        charset.encode(&format!("<?xml version='1.0' encoding='{label}'?>{text}")).0.into_owned()
    };
    let documents = [
        [b"\xEF\xBB\xBF", body.as_bytes()].concat(),
        [b"\xFF\xFE".to_vec(), utf16(&format!("{body}\u{1F600}"))].concat(),
        utf16(&format!("<?xml version='1.0' encoding='UTF-16'?>{body}")),
        [b"\xFF\xFE".to_vec(), utf16(body), vec![0x3D, 0xD8]].concat(),
        single("windows-1252", body),
        single("windows-1253", body).into_iter().chain([0xAA, b'x']).collect(),
        [body.as_bytes(), b"\r\n\xFF"].concat(),
        [body.as_bytes(), b"\0 \xFF"].concat(),
        [body.as_bytes(), b"\xE2\x82"].concat(),
        b"<?xml version='1.0' encoding='EBCDIC-37'?><p/>".to_vec(),
    ];
    for (number, bytes) in documents.iter().enumerate() {
        for piece in [1, 2, 3, 7, 64, 5000] {
            assert_eq!(flowing(bytes, piece, &request), whole(bytes, &request), "document {number} in pieces of {piece}");
        }
    }
}

#[test]
fn the_lines_of_findings_are_shown() {
    let (checks, schema) = (Check::ALL.into_iter().collect(), schema());
    let request = request(&checks, &schema);
    let long = "\u{1F600} word ".repeat(400);
    let text = format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'>\n<p>{long}<speeker>no</speeker>{long}</p>\n  <p n='x'>\n   <q/></p></TEI>");
    let source = Source::from_text("a.xml", text.as_str());
    let findings = whole(text.as_bytes(), &request);
    let excerpts = |source: &Source, findings: &[Diagnostic]| {
        let texts: Texts<'_> = std::iter::once(source).collect();
        Finding::of("a.xml", findings.to_vec(), &texts).map(|finding| format!("{finding:?}")).collect::<Vec<_>>()
    };
    let flows = Source::flowing("a.xml");
    let judged = judge_flowing(&flows, Input::new("a.xml", text.as_bytes(), usize::MAX), &request, &mut |_, _| {}).expect("a text");
    assert!(findings.len() >= 3, "{findings:?}");
    assert_eq!(excerpts(&flows, &judged.findings), excerpts(&source, &findings));
}

/// Standard input of some megabytes, through the command line, as the same document in a file.
#[test]
fn standard_input_is_judged_as_a_file_is() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("flowing");
    std::fs::create_dir_all(&folder).expect("a folder");
    let (schema, document) = (folder.join("p.rnc"), folder.join("large.xml"));
    std::fs::write(&schema, "element TEI { element p { attribute n { xsd:int }, text }* }").expect("a schema");
    let mut text = "<TEI>\n".to_owned();
    for number in 0..60_000 {
        let number = if number % 20_000 == 17 { "x".to_owned() } else { number.to_string() };
        text.extend(["<p n='", &number, "'>Good morning, “Tito”.</p>\n"]);
    }
    text.push_str("<!-- the end --></TEI>\n");
    std::fs::write(&document, &text).expect("a document");
    let run = |path: &Path, format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
        command.args(["validate", "--no-cache", "--format", format, "--schema"]).arg(&schema).arg(path);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program");
        let mut input = child.stdin.take().expect("its input");
        let text = text.clone();
        let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = child.wait_with_output().expect("its output");
        let _ = writer.join();
        (output.status.code(), String::from_utf8_lossy(&output.stdout).replace(&*document.to_string_lossy(), "-"))
    };
    for format in ["concise", "human", "markdown"] {
        let (of_file, of_input) = (run(&document, format), run(Path::new("-"), format));
        assert_eq!((of_file.0, of_file.1.is_empty()), (Some(1), false));
        assert_eq!(of_input, of_file, "{format}");
    }
}

/// A file so large that it flows has its pointers into other files followed as a smaller one has.
#[test]
fn a_large_file_is_judged_as_a_small_one_is() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("flowing-large");
    std::fs::create_dir_all(&folder).expect("a folder");
    let tei = |begins: &str, padding: &str| {
        let pointers = "<p><persName ref='people.xml#tito'/><persName ref='people.xml#nobody'/></p>";
        format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'{begins}>{pointers}</TEI><!--{padding}-->")
    };
    let padding = "-x".repeat(9 << 20);
    std::fs::write(folder.join("people.xml"), "<TEI xmlns='http://www.tei-c.org/ns/1.0'><person xml:id='tito'/></TEI>").expect("a file");
    let run = |begins: &str, padding: &str| {
        std::fs::write(folder.join("a.xml"), tei(begins, padding)).expect("a document");
        let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
        command.args(["validate", "--checks", "pointers", "--format", "concise", "a.xml"]).current_dir(&folder).env_clear();
        let output = command.output().expect("the program");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    for (begins, ends, says) in [("", Some(1), "pointers/dangling"), (" xml:base='people/'", Some(0), "pointers/not-checked")] {
        let (small, large) = (run(begins, ""), run(begins, &padding));
        assert_eq!(large, small);
        assert!(small.0 == ends && small.1.contains(says), "{small:?}");
    }
}
