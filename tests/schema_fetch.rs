//! `teiscribe schema lock URL --fetch` against a server of the test's own on this machine: what is pinned, and what is refused.

#![cfg(feature = "fetch")]

#[path = "common/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use folder::Folder;

/// What a server answers: a status, a place to go to, a text.
type Answer = (u16, &'static str, String);

/// A server with pages that may change, counting what it was asked.
struct Server {
    port: u16,
    pages: Arc<Mutex<BTreeMap<&'static str, Answer>>>,
    asked: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let server = Self { port, pages: Arc::default(), asked: Arc::default() };
        let (pages, asked) = (Arc::clone(&server.pages), Arc::clone(&server.asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                asked.fetch_add(1, Ordering::SeqCst);
                let mut reader = BufReader::new(&stream);
                let mut line = String::new();
                let _ = reader.read_line(&mut line);
                let mut header = String::new();
                while reader.read_line(&mut header).is_ok_and(|read| read > 2) {
                    header.clear();
                }
                let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
                let (status, location, text) = pages.lock().expect("pages").get(path.as_str()).cloned().unwrap_or((404, "", "no".to_owned()));
                let location = if location.is_empty() { String::new() } else { format!("Location: {location}\r\n") };
                let head = format!("HTTP/1.1 {status} Status\r\n{location}Content-Length: {}\r\nConnection: close\r\n\r\n", text.len());
                let _ = (&stream).write_all((head + &text).as_bytes());
            }
        });
        server
    }

    fn page(&self, path: &'static str, text: &str) {
        self.pages.lock().expect("pages").insert(path, (200, "", text.to_owned()));
    }

    fn leads(&self, path: &'static str, to: &'static str) {
        self.pages.lock().expect("pages").insert(path, (302, to, String::new()));
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// A repository with a document that names a schema of the server.
struct Repository(Folder, u16);

impl Repository {
    fn new(name: &str, server: &Server, schema: &str) -> Self {
        let folder = Folder::new(&format!("fetch-{name}"));
        fs::create_dir_all(folder.join(".git")).expect("a folder");
        let document = format!("<?xml-model href=\"http://127.0.0.1:{}{schema}\"?>\n<note><w>yes</w></note>\n", server.port);
        folder.write("a.xml", document);
        Self(folder, server.port)
    }

    /// How a command ends and what it says, the port written PORT.
    fn run(&self, arguments: &str) -> (i32, String) {
        let words = arguments.replace("PORT", &self.1.to_string());
        let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
        let output = command.args(words.split(' ')).current_dir(&self.0).env_clear().output().expect("the program runs");
        let text: String = [&output.stdout, &output.stderr].map(|stream| String::from_utf8_lossy(stream).into_owned()).concat();
        (output.status.code().unwrap_or(-1), text.replace(&self.1.to_string(), "PORT"))
    }

    /// Runs a command that ends so, and gives what it says.
    fn ends(&self, code: i32, arguments: &str) -> String {
        let (ended, said) = self.run(arguments);
        assert_eq!(ended, code, "{arguments}: {said}");
        said
    }

    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(path.strip_prefix(&self.0).expect("below").to_string_lossy().replace(&self.1.to_string(), "PORT"));
                }
            }
        }
        found.sort();
        found
    }
}

const NOTE: &str = "# notes, version 1.2\ninclude \"parts/words.rnc\"\nstart = element note { w* }\n";
const WORDS: &str = "w = element w { external \"../yes.rnc\" }\n";

fn with_notes() -> Server {
    let server = Server::start();
    server.page("/s/note.rnc", NOTE);
    server.page("/s/parts/words.rnc", WORDS);
    server.page("/s/yes.rnc", "\"yes\"\n");
    server
}

#[test]
fn a_schema_is_fetched_with_all_it_refers_to_and_judges_from_then_on_without_the_network() {
    let server = with_notes();
    let repository = Repository::new("success", &server, "/s/note.rnc");
    let said = repository.ends(2, "validate a.xml --no-cache");
    assert!(said.contains("`teiscribe schema lock http://127.0.0.1:PORT/s/note.rnc --fetch` provides it"), "{said}");
    assert_eq!(server.asked(), 0, "nothing is fetched without being asked for");
    let said = repository.ends(0, "schema lock http://127.0.0.1:PORT/s/note.rnc --fetch");
    assert!(said.starts_with("pinned http://127.0.0.1:PORT/s/note.rnc 1.2, copy schemas/127.0.0.1_PORT/s/note.rnc (sha256 "), "{said}");
    let copies = ["note.rnc", "parts/words.rnc", "yes.rnc"].map(|file| format!("schemas/127.0.0.1_PORT/s/{file}"));
    assert_eq!(repository.files(), [&["a.xml".to_owned()], &copies[..], &["teiscribe.lock".to_owned()]].concat());
    assert_eq!(server.asked(), 3);
    let said = repository.ends(0, "validate a.xml --no-cache");
    assert!(said.contains("1 document judged by http://127.0.0.1:PORT/s/note.rnc 1.2 (sha256 "), "{said}");
    assert!(repository.ends(0, "schema which a.xml").contains("pinned by teiscribe.lock:5, file schemas/127.0.0.1_PORT/s/note.rnc"));
    repository.ends(0, "schema verify");
    fs::write(repository.0.join("a.xml"), fs::read_to_string(repository.0.join("a.xml")).expect("a document").replace("yes", "no"))
        .expect("a document");
    repository.ends(1, "validate a.xml --no-cache");
    assert_eq!(server.asked(), 3, "judging asks nobody");
}

#[test]
fn a_part_that_changed_is_an_error_and_so_is_a_part_that_is_not_pinned() {
    let server = with_notes();
    let repository = Repository::new("part", &server, "/s/note.rnc");
    repository.ends(0, "schema lock http://127.0.0.1:PORT/s/note.rnc --fetch");
    let copy = repository.0.join(format!("schemas/127.0.0.1_{}/s/parts/words.rnc", server.port));
    fs::write(&copy, "w = element w { text }\n").expect("a copy");
    let said = repository.ends(2, "validate a.xml --no-cache");
    assert!(said.contains("words.rnc` is not the text that teiscribe.lock pins: its sha256 is"), "{said}");
    let said = repository.ends(1, "schema verify --format concise");
    assert!(said.contains("error[lock/changed]"), "{said}");
    fs::write(&copy, WORDS).expect("a copy");
    let lock = fs::read_to_string(repository.0.join("teiscribe.lock")).expect("a lock");
    let without: Vec<&str> = lock.split("\n[[schema]]\n").filter(|entry| !entry.contains("words.rnc")).collect();
    fs::write(repository.0.join("teiscribe.lock"), without.join("\n[[schema]]\n")).expect("a lock");
    let said = repository.ends(2, "validate a.xml --no-cache --format concise");
    assert!(said.contains("parts/words.rnc` is not at hand") || said.contains("which cannot be read"), "{said}");
}

#[test]
fn a_page_that_is_not_there_or_too_large_or_no_schema_is_refused_and_nothing_is_written() {
    let server = with_notes();
    server.page("/page.rng", "<html><body>Not here</body></html>");
    server.page("/broken.rnc", "start = element note {");
    server.page("/local.rnc", "start = external \"file:///etc/hostname\"");
    server.page("/lacks.rnc", "include \"absent.rnc\"");
    let repository = Repository::new("refused", &server, "/s/note.rnc");
    for (arguments, reason) in [
        ("/absent.rnc --fetch", "error: http://127.0.0.1:PORT/absent.rnc: the server answers 404 Not Found"),
        ("/s/note.rnc --fetch --max-size 40", "error: http://127.0.0.1:PORT/s/note.rnc: it has more than 40 bytes; --max-size lets it have more"),
        ("/page.rng --fetch", "error[lock/no-schema]"),
        ("/broken.rnc --fetch", "error: the schema cannot be used; nothing was written"),
        ("/local.rnc --fetch", "a schema with an address may not refer to a file of this machine"),
        ("/lacks.rnc --fetch", "http://127.0.0.1:PORT/absent.rnc: the server answers 404 Not Found"),
        ("/s/note.rnc", "nothing is fetched; `teiscribe schema lock http://127.0.0.1:PORT/s/note.rnc --fetch` provides it"),
    ] {
        let said = repository.ends(2, &format!("schema lock http://127.0.0.1:PORT{arguments}"));
        assert!(said.contains(reason), "{arguments}: {said}");
    }
    assert_eq!(repository.files(), ["a.xml"]);
    let said = repository.ends(2, "schema lock ftp://127.0.0.1/note.rnc --fetch");
    assert!(said.contains("only http and https addresses can be fetched"), "{said}");
    let said = repository.ends(2, "schema lock http://127.0.0.1:1/note.rnc --fetch");
    assert!(said.contains("http://127.0.0.1:1/note.rnc: "), "{said}");
}

#[test]
fn an_address_that_leads_on_is_followed_and_said_and_one_that_leads_round_is_not() {
    let server = with_notes();
    server.leads("/latest.rnc", "/s/note.rnc");
    server.leads("/round.rnc", "round.rnc");
    let repository = Repository::new("redirect", &server, "/latest.rnc");
    let said = repository.ends(0, "schema lock http://127.0.0.1:PORT/latest.rnc --fetch");
    assert!(said.contains("the address led to http://127.0.0.1:PORT/s/note.rnc"), "{said}");
    repository.ends(0, "validate a.xml --no-cache");
    let said = repository.ends(2, "schema lock http://127.0.0.1:PORT/round.rnc --fetch");
    assert!(said.contains("the address leads on more than 5 times"), "{said}");
}

#[test]
fn another_text_at_the_same_address_is_refused_until_it_is_wanted() {
    let server = with_notes();
    let repository = Repository::new("again", &server, "/s/note.rnc");
    repository.ends(0, "schema lock http://127.0.0.1:PORT/s/note.rnc --fetch");
    let before = fs::read(repository.0.join("teiscribe.lock")).expect("a lock");
    assert!(repository.ends(0, "schema lock http://127.0.0.1:PORT/s/note.rnc --fetch").starts_with("pinned already:"));
    server.page("/s/note.rnc", &NOTE.replace("1.2", "1.3"));
    let said = repository.ends(2, "schema lock http://127.0.0.1:PORT/s/note.rnc --fetch");
    assert!(said.contains("is another text than the one pinned: 1.3, sha256") && said.contains("pinned is 1.2, sha256"), "{said}");
    assert_eq!(fs::read(repository.0.join("teiscribe.lock")).expect("a lock"), before);
    repository.ends(0, "validate a.xml --no-cache");
    let said = repository.ends(0, "schema lock http://127.0.0.1:PORT/s/note.rnc --fetch --update");
    assert!(said.contains("note.rnc 1.3, copy"), "{said}");
    assert!(repository.ends(0, "validate a.xml --no-cache").contains("note.rnc 1.3 (sha256"));
}
