//! What is measured: schemas and documents of the shared folder (`TEISCRIBE_SHARED`, else `../shared`).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use teiscribe::source::Source;
use teiscribe::validate::relaxng::{NoFiles, Schema};

/// Bytes of the corpus of plays.
const LARGE: usize = 20_000_000;

/// A file of the shared folder.
pub fn shared(path: &str) -> PathBuf {
    let folder = std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    folder.join(path)
}

pub fn tei_all() -> PathBuf {
    shared("schemas/tei_all-4.12.0.rng")
}

/// The text of the schema of all of TEI.
pub fn schema_text() -> Source {
    Source::from_bytes("tei_all.rng", std::fs::read(tei_all()).expect("the schema of TEI")).expect("text")
}

/// The schema of all of TEI; documents before have built its automaton.
pub fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| Schema::load(&schema_text(), &NoFiles).expect("a schema"))
}

/// The plays, in order of their names, again and again up to 20 MB, each in bytes of its own.
pub fn plays() -> &'static [Vec<u8>] {
    static PLAYS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    PLAYS.get_or_init(|| {
        let once = folder("corpus/plays");
        let (mut all, mut length) = (Vec::new(), 0);
        for play in once.iter().cycle() {
            if length >= LARGE {
                break;
            }
            length += play.len();
            all.push(play.clone());
        }
        all
    })
}

/// Documents of 50 to 200 KB that are XML.
pub fn ordinary() -> &'static [Vec<u8>] {
    static ORDINARY: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    ORDINARY.get_or_init(|| {
        let all = folder("corpus/plays").into_iter().chain(folder("corpus/tei-test"));
        let ordinary = all.filter(|text| (50_000..=200_000).contains(&text.len()) && std::str::from_utf8(text).is_ok());
        ordinary.filter(|text| super::floor::is_read(text)).collect()
    })
}

/// One document of 20 MB: a `teiCorpus` of the plays, with ids of its own for each.
pub fn one_document() -> Vec<u8> {
    const BEGIN: &str = "<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>Plays</title></titleStmt>\
        <publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>\n";
    let mut text = BEGIN.to_owned();
    for (number, play) in plays().iter().enumerate() {
        let play = std::str::from_utf8(play).expect("UTF-8");
        let root = play.find("<TEI").unwrap_or_default();
        let own = play[root..].replace("xml:id=\"", &format!("xml:id=\"n{number}-")).replace("=\"#", &format!("=\"#n{number}-"));
        let _ = writeln!(text, "{}", own.replace(" #", &format!(" #n{number}-")));
    }
    text.push_str("</teiCorpus>\n");
    text.into_bytes()
}

fn folder(path: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(shared(path)).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "xml")).filter_map(|path| std::fs::read(path).ok()).collect()
}
