//! A generated corpus in a temporary folder, and the program run in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

/// Transcripts in a corpus of which something is said that matters for large ones; each has two outputs.
pub const LARGE: usize = 200;

/// A corpus; its folder is deleted when the test is done.
pub struct Corpus {
    folder: PathBuf,
}

/// What a run printed, and how it ended.
pub struct Run {
    pub out: String,
    pub err: String,
    pub code: i32,
}

const SPEAKERS: [&str; 5] = ["Anders", "Berit", "Cornelis", "Dagny", "Eskil"];
const SUBJECTS: [&str; 7] = ["harvest", "mill", "ferry", "school", "railway", "market", "dyke"];

/// Minutes in which two people speak of a bridge; no two are alike.
fn transcript(number: usize) -> String {
    let (one, other) = (SPEAKERS[number % 5], SPEAKERS[(number + 1 + number / 5 % 4) % 5]);
    let mut text = format!("Minutes of the council of Ebenau, meeting {}\n\n{} May 19{:02}\n", number + 1, number % 28 + 1, 20 + number % 60);
    let _ = write!(text, "\n{one}: We speak of the bridge today, and of the {}.\n", SUBJECTS[number % 7]);
    for turn in 0..2 + number % 3 {
        let _ = write!(
            text,
            "\n{other}: My {} point concerns the {}.\n\n{one}: I agree with that.\n",
            ["first", "second", "third", "last"][turn],
            SUBJECTS[(number + turn + 1) % 7]
        );
    }
    text
}

impl Corpus {
    /// A corpus of `sources` transcripts, of which nothing is accepted; `settings` are further lines of `[snapshot]`.
    pub fn new(name: &str, sources: usize, settings: &str) -> Self {
        let corpus = Self { folder: folder(name) };
        corpus.write("teiscribe.toml", &format!("[snapshot]\ninputs = \"src/**/*.txt\"\noutputs = [\"tei\", \"findings\"]\n{settings}"));
        for number in 0..sources {
            corpus.write(&format!("src/talk-{number}.txt"), &transcript(number));
        }
        corpus
    }

    /// The same with everything accepted.
    pub fn accepted(name: &str, sources: usize, settings: &str) -> Self {
        let corpus = Self::new(name, sources, settings);
        let check = corpus.run("check");
        assert_eq!(check.code, 1, "{}{}", check.out, check.err);
        assert_eq!(corpus.run("accept --all --yes").code, 0);
        corpus
    }

    /// [`LARGE`] transcripts with everything accepted; made once for all tests.
    pub fn large(name: &str) -> Self {
        static ACCEPTED: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
        Self::holding(name, ACCEPTED.get_or_init(|| Self::accepted("large-accepted", LARGE, "").tree()))
    }

    /// A copy in another folder.
    pub fn copied(&self, name: &str) -> Self {
        Self::holding(name, &self.tree())
    }

    fn holding(name: &str, tree: &BTreeMap<String, Vec<u8>>) -> Self {
        let corpus = Self { folder: folder(name) };
        for (path, bytes) in tree {
            corpus.write_bytes(path, bytes);
        }
        corpus
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a text")
    }

    pub fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from}: {text}");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// Replaces words in every accepted TEI.
    pub fn edit_accepted(&self, from: &str, to: &str) {
        let escaped = to.replace('&', "&amp;").replace('<', "&lt;");
        for (path, bytes) in self.accepted_files() {
            let text = String::from_utf8(bytes).expect("UTF-8");
            assert!(text.contains(from), "{}", path.display());
            fs::write(path, text.replace(from, &escaped)).expect("a file");
        }
    }

    pub fn delete(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file");
    }

    /// Every file, sorted.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        below(&self.folder, &mut files);
        files.sort();
        files
    }

    /// Every file with its bytes.
    pub fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let name = |path: &Path| path.strip_prefix(&self.folder).expect("below").to_string_lossy().replace('\\', "/");
        self.files().into_iter().map(|path| (name(&path), fs::read(&path).expect("a file"))).collect()
    }

    /// Every file with its bytes and the time it was written.
    pub fn stamps(&self) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
        let stamp = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).expect("a time");
        self.files().into_iter().map(|path| (path.clone(), fs::read(&path).expect("a file"), stamp(&path))).collect()
    }

    /// Every accepted TEI with its bytes, in order.
    pub fn accepted_files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = self.files().into_iter().filter(|path| path.ends_with("tei.xml"));
        files.map(|path| (path.clone(), fs::read(path).expect("a file"))).collect()
    }

    /// Makes every file look ten years old.
    pub fn age(&self) {
        let then = SystemTime::now() - Duration::from_hours(24 * 3653);
        for path in self.files() {
            fs::File::options().write(true).open(path).and_then(|file| file.set_modified(then)).expect("a time");
        }
    }

    /// `teiscribe snapshot` with these words, in the folder, with an empty environment.
    pub fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
        command.arg("snapshot").args(words.split_whitespace()).current_dir(&self.folder).env_clear().stdin(Stdio::null());
        command
    }

    pub fn run(&self, words: &str) -> Run {
        self.run_with(words, &[], "")
    }

    pub fn run_with(&self, words: &str, environment: &[(&str, &str)], input: &str) -> Run {
        let mut command = self.command(words);
        command.envs(environment.iter().copied()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        // A program that does not read closes its end: that is no fault of the test.
        let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code().expect("an exit code") }
    }
}

impl Drop for Corpus {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("teiscribe-snapshot-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            below(&entry.path(), files);
        } else {
            files.push(entry.path());
        }
    }
}

/// What the page saves when its outputs are decided so, in order.
pub fn decisions(page: &str, decided: &[&str]) -> String {
    let of = |section: &str, name: &str| section.split(&format!("data-{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let sections = page.split("<details").skip(1).zip(decided);
    let decisions: Vec<_> = sections
        .map(|(section, decision)| {
            serde_json::json!({"snapshot": of(section, "snapshot"), "accepted": of(section, "accepted").filter(|digest| !digest.is_empty()), "pending": of(section, "pending"), "decision": decision})
        })
        .collect();
    serde_json::json!({"version": 1, "decisions": decisions}).to_string()
}
