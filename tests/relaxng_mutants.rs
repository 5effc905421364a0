//! Valid documents, broken at random: the verdict and the line of the first error are those of `jing`, where it is installed.
//!
//! `TEISCRIBE_MUTANTS` sets how many mutants are made (60 without it).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use teiscribe::diagnostic::{Diagnostic, Severity};
use teiscribe::source::{Source, Span};
use teiscribe::validate::relaxng::{NoFiles, Schema};
use teiscribe::xml::stream::{Event, Limits, Reader};

fn shared() -> PathBuf {
    std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides.max(1)
    }

    fn pick<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        if all.is_empty() { None } else { all.get(self.roll(all.len())) }
    }
}

/// The places of a document that a mutation can touch.
#[derive(Default)]
struct Anatomy {
    /// Whole element, its name in the start tag, its name in the end tag.
    elements: Vec<(Span, Span, Option<Span>)>,
    /// Name and value.
    attributes: Vec<(Span, Span)>,
}

fn anatomy(source: &Source) -> Anatomy {
    let mut reader = Reader::new(source, Limits::default());
    let (mut found, mut open) = (Anatomy::default(), Vec::new());
    loop {
        match reader.next_event().expect("a well-formed document") {
            Event::Start(start) => {
                open.push((start.tag, start.name_span));
                found.attributes.extend(start.attributes.iter().map(|one| (one.name_span, one.value_span)));
            }
            Event::End(end) => {
                let (tag, name) = open.pop().expect("an open element");
                let end_name = (end.tag != tag).then(|| Span::new(end.tag.start + 2, end.tag.start + 2 + name.len()));
                found.elements.push((Span::new(tag.start, end.tag.end), name, end_name));
            }
            Event::Eof => return found,
            Event::Text(_) | Event::Comment(_) | Event::Instruction(_) => {}
        }
    }
}

const NAMES: [&str; 16] = ["p", "div", "head", "l", "lg", "sp", "speaker", "note", "list", "item", "title", "date", "persName", "foo", "body", "ref"];
const ATTRIBUTES: [&str; 10] = ["n", "type", "rend", "who", "when", "target", "xml:id", "xml:lang", "foo", "url"];
const VALUES: [&str; 10] = ["", "x", "a b", "#x", "2001-13-40", "1961-06-03", "1 2 3", "true", "é", "http://x y"];

/// The text with one place broken; it stays well-formed, as long as no attribute comes to stand twice.
fn mutant(text: &str, anatomy: &Anatomy, dice: &mut Dice) -> Option<String> {
    let (whole, name, end_name) = *dice.pick(&anatomy.elements[..anatomy.elements.len() - 1])?;
    let (other, ..) = *dice.pick(&anatomy.elements)?;
    let attribute = dice.pick(&anatomy.attributes).copied();
    let replace = |span: Span, with: &str| format!("{}{with}{}", &text[..span.start], &text[span.end..]);
    Some(match dice.roll(9) {
        0 => replace(whole, ""),
        1 => replace(Span::new(whole.end, whole.end), &text[whole.range()]),
        2 => {
            let new = *dice.pick(&NAMES)?;
            let behind = end_name.map_or(text.to_owned(), |end| replace(end, new));
            format!("{}{new}{}", &behind[..name.start], &behind[name.end..])
        }
        3 if other.end <= whole.start => {
            let without = replace(whole, "");
            format!("{}{}{}", &without[..other.end], &text[whole.range()], &without[other.end..])
        }
        4 => replace(Span::new(whole.start, whole.start), " stray text "),
        5 => replace(attribute?.1, dice.pick(&VALUES)?),
        6 => {
            let (name, value) = attribute?;
            replace(Span::new(name.start, value.end + 1), "")
        }
        7 => replace(attribute?.0, dice.pick(&ATTRIBUTES)?),
        _ => {
            let at = name.end;
            replace(Span::new(at, at), &format!(" {}=\"{}\"", dice.pick(&ATTRIBUTES)?, dice.pick(&VALUES)?))
        }
    })
}

/// What `jing` says of a file: the line of its first error that is not about ids, and its first words.
#[derive(Debug, Default)]
struct Said {
    line: Option<usize>,
    first: String,
}

/// Line of the first error of each file, as `jing` reports it; errors about ids come last in it and are kept apart.
fn jing(schema: &Path, files: &[PathBuf]) -> Option<BTreeMap<PathBuf, Said>> {
    let output = Command::new("jing").arg(schema).args(files).output().ok()?;
    let mut found: BTreeMap<PathBuf, Said> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Some((path, rest)) = line.split_once(".xml:") else { continue };
        let number = rest.split(':').next().and_then(|number| number.parse().ok());
        let is_id = rest.contains(" ID \"") || rest.contains("IDREF");
        let entry = found.entry(PathBuf::from(format!("{path}.xml"))).or_default();
        if entry.first.is_empty() {
            entry.first = rest.chars().take(200).collect();
        }
        if !is_id && entry.line.is_none() {
            entry.line = number;
        }
    }
    Some(found)
}

/// The documents of the corpus that are valid by a schema and not large.
fn valid_documents(schema: &Schema) -> Vec<Source> {
    let expected = std::fs::read_to_string(shared().join("corpus/expected.tsv")).unwrap_or_default();
    let files = expected.lines().skip(1).filter(|row| !row.contains("\tstopped\t")).filter_map(|row| row.split('\t').next());
    files
        .filter_map(|file| std::fs::read(shared().join("corpus").join(file)).ok())
        .filter(|bytes| bytes.len() < 80_000)
        .filter_map(|bytes| Source::from_bytes("mutant", bytes).ok())
        .filter(|source| !schema.validate(source).iter().any(|found| found.severity == Severity::Error))
        .collect()
}

/// Mutants that are well-formed, written into a folder, each with what we find.
fn mutants(schema: &Schema, documents: &[Source], folder: &Path) -> Vec<(PathBuf, Vec<Diagnostic>)> {
    let count = std::env::var("TEISCRIBE_MUTANTS").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let mut dice = Dice(1961);
    let mut made = Vec::new();
    while made.len() < count {
        let document = dice.pick(documents).expect("a document");
        let Some(text) = mutant(document.text(), &anatomy(document), &mut dice) else { continue };
        let source = Source::from_text("mutant", text);
        let findings = schema.validate(&source);
        if findings.iter().any(|found| found.code.id.starts_with("xml/") && found.severity == Severity::Error) {
            continue;
        }
        let path = folder.join(format!("{}.xml", made.len()));
        std::fs::write(&path, source.text()).expect("a mutant can be written");
        made.push((path, findings));
    }
    made
}

/// How our findings differ from what `jing` said: in the verdict, or in the line of the first error.
fn difference(path: &Path, findings: &[Diagnostic], said: Option<&Said>) -> Option<String> {
    let first = findings.iter().find(|found| found.severity == Severity::Error && !found.code.id.contains("id"));
    let lines = first.map(|found| (found.place.as_ref().map(|place| place.start.line), found.tag_end.map(|end| end.line)));
    let is_invalid = findings.iter().any(|found| found.severity == Severity::Error);
    let is_same_line = match (lines, said.and_then(|said| said.line)) {
        (None, _) | (_, None) => true,
        (Some((start, end)), line) => start == line || end == line,
    };
    let message = first.map(|found| &found.message);
    (is_invalid != said.is_some() || !is_same_line).then(|| format!("{}: jing {said:?}, ours {message:?} {lines:?}", path.display()))
}

/// Compares mutants of all documents that are valid by a schema of the shared folder.
#[expect(clippy::print_stderr, reason = "a skipped test says so, and how many mutants were compared is worth knowing")]
fn compare(file: &str) {
    let place = shared().join("schemas").join(file);
    let (Ok(bytes), Ok(_)) = (std::fs::read(&place), Command::new("jing").output()) else {
        eprintln!("skipped: {file} or jing is missing");
        return;
    };
    let schema = Schema::load(&Source::from_bytes(file, bytes).expect("text"), &NoFiles).expect("a schema");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutants").join(file);
    std::fs::create_dir_all(&folder).expect("a folder");
    let made = mutants(&schema, &valid_documents(&schema), &folder);
    let paths: Vec<PathBuf> = made.iter().map(|(path, _)| path.clone()).collect();
    let Some(theirs) = jing(&place, &paths) else { return };
    let different: Vec<String> = made.iter().filter_map(|(path, findings)| difference(path, findings, theirs.get(path))).collect();
    eprintln!("{file}: {} mutants, {} of them invalid, {} differ", made.len(), theirs.len(), different.len());
    assert!(different.is_empty(), "{} of {} differ:\n{}", different.len(), made.len(), different.join("\n"));
}

#[test]
fn mutants_get_the_verdict_of_jing() {
    compare("tei_all-4.12.0.rng");
}

#[test]
fn mutants_get_the_verdict_of_jing_by_another_schema() {
    compare("parla-clarin.rng");
}
