//! `teiscribe diff` on the command line: exit codes, folders, revisions of a real git repository, reports in files, hostile input.

#[path = "common/judges.rs"]
mod judges;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use judges::Folder;
use teiscribe::source::Source;
use teiscribe::xml::stream::{Event, Limits, Reader};

impl Folder {
    fn run(&self, arguments: &[&str]) -> Output {
        program(&self.0, arguments)
    }

    /// Exit code and standard output, and standard error.
    fn said(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    /// A repository; `None`, said aloud, where there is no git.
    fn repository(name: &str) -> Option<Self> {
        let folder = Self::new(&format!("diff-{name}"));
        if Command::new("git").arg("--version").output().is_err() {
            judges::skipped("git is not installed");
            return None;
        }
        folder.git(&["init", "-q", "-b", "main"]);
        Some(folder)
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]).args(arguments).current_dir(&self.0);
        let output = command.output().expect("git runs");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", message]);
    }
}

fn program(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_teiscribe")).args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("the program runs")
}

/// An edition of as many paragraphs as there are texts.
fn edition(paragraphs: &[&str]) -> String {
    let body = paragraphs.iter().fold(String::new(), |body, text| body + "<p>" + text + "</p>\n");
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{body}</body></text></TEI>\n")
}

const TARIFF: &[&str] = &["They spoke about the tariff for two hours.", "The credit was left for the next day.", "Tea was served at five."];
const HARVEST: &[&str] = &["The harvest had failed in three districts.", "Seed was promised before the spring.", "A mill was to be built."];

#[test]
fn git_shows_what_changed_through_both_drivers() {
    let Some(folder) = Folder::repository("drivers") else { return };
    let program = env!("CARGO_BIN_EXE_teiscribe");
    folder.write(".gitattributes", "*.xml diff=teiscribe\n");
    folder.write("a.xml", "<div><u xml:id='u1'  who='#a'>Good evening to all.</u></div>");
    folder.commit("one");
    folder.write("a.xml", "<div><u who='#b' xml:id='u1'>Good evening to all.</u></div>");
    folder.git(&["config", "diff.teiscribe.command", &format!("'{program}' git-diff")]);
    let shown = folder.git(&["diff"]);
    assert!(shown.contains("~ speaker    u#u1  \"#a\" -> \"#b\""), "{shown}");
    folder.git(&["config", "--unset", "diff.teiscribe.command"]);
    folder.git(&["config", "diff.teiscribe.textconv", &format!("'{program}' textconv")]);
    let shown = folder.git(&["diff"]);
    assert!(shown.contains("-<u who=\"#a\" xml:id=\"u1\">Good evening to all.</u>"), "{shown}");
}

/// Three commits: two editions; one renamed and edited, one new, one gone, one reformatted; then a branch that changed another file.
fn three_commits(name: &str) -> Option<Folder> {
    let folder = Folder::repository(name)?;
    folder.write("talks/tariff.xml", edition(TARIFF));
    folder.write("talks/harvest.xml", edition(HARVEST));
    folder.write("talks/short.xml", edition(&["One word."]));
    folder.write("talks/data.jsonld", r#"{"@id": "x", "name": "Tariff"}"#);
    folder.write("notes.txt", "a\n");
    folder.commit("one");
    folder.git(&["mv", "talks/tariff.xml", "talks/1956 tariff é.xml"]);
    folder.write("talks/1956 tariff é.xml", edition(TARIFF).replace("two hours", "three hours"));
    folder.write("talks/harvest.xml", edition(HARVEST).replace("<p>", "\n  <p>"));
    fs::remove_file(folder.0.join("talks/short.xml")).expect("a file");
    folder.write("talks/new.xml", edition(&["A mill was opened with speeches."]));
    folder.write("talks/data.jsonld", r#"{"name": "Customs", "@id": "x"}"#);
    folder.write("notes.txt", "b\n");
    folder.commit("two");
    Some(folder)
}

const CONCISE: &str = "\
> file       talks/tariff.xml -> talks/1956 tariff é.xml
talks/1956 tariff é.xml: ~ text       p[1]  …the tariff for [-two-]{+three+} hours.
talks/data.jsonld: ~ attribute  x  name \"Tariff\" -> \"Customs\"
+ file       talks/new.xml
- file       talks/short.xml
= file       notes.txt  not compared
";

#[test]
fn two_revisions_are_compared_file_by_file() {
    let Some(folder) = three_commits("revisions") else { return };
    let (code, out, err) = folder.said(&["diff", "--git", "HEAD~1..HEAD", "--format", "concise"]);
    assert_eq!((code, out.as_str()), (Some(1), CONCISE), "{err}");
    assert_eq!(
        err,
        "1 document differs, 1 is new, 1 is gone, 1 has another name, 1 says the same, 1 file is not compared, being neither XML nor JSON\n"
    );
    let (code, out, _) = folder.said(&["diff", "--git", "HEAD~1..HEAD", "--format", "concise", "--", "talks/*.jsonld"]);
    assert_eq!((code, out.lines().count()), (Some(1), 1), "{out}");
    assert_eq!(folder.run(&["diff", "--git", "HEAD~1..HEAD", "--exit-zero"]).status.code(), Some(0));
    assert_eq!(folder.run(&["diff", "--git", "HEAD~1..HEAD", "--", "talks/harvest.xml"]).status.code(), Some(0), "reformatted only");
}

#[test]
fn three_dots_mean_since_both_parted_and_one_revision_the_working_tree() {
    let Some(folder) = three_commits("dots") else { return };
    folder.git(&["checkout", "-qb", "side", "HEAD~1"]);
    folder.write("talks/harvest.xml", edition(HARVEST).replace("three", "four"));
    folder.commit("aside");
    let (code, out, _) = folder.said(&["diff", "--git", "main...side", "--format", "concise"]);
    assert_eq!((code, out.as_str()), (Some(1), "talks/harvest.xml: ~ text       p[1]  …had failed in [-three-]{+four+} districts.\n"));
    folder.write("talks/harvest.xml", edition(HARVEST).replace("three", "five"));
    let below = program(&folder.0.join("talks"), &["diff", "--git", "HEAD", "--format", "concise", "--", "harvest.xml"]);
    let out = String::from_utf8_lossy(&below.stdout).into_owned();
    assert_eq!(out, "talks/harvest.xml: ~ text       p[1]  …had failed in [-four-]{+five+} districts.\n");
    folder.git(&["add", "-A"]);
    let (code, out, _) = folder.said(&["diff", "--git", "HEAD", "--format", "concise"]);
    assert_eq!((code, out.lines().count()), (Some(1), 1), "what is staged counts: {out}");
}

#[cfg(unix)]
#[test]
fn links_are_not_compared_and_names_stay_on_one_line() {
    let Some(folder) = Folder::repository("links") else { return };
    folder.write("a.xml", edition(TARIFF));
    folder.write("two\nlines.xml", edition(HARVEST));
    std::os::unix::fs::symlink("a.xml", folder.0.join("link.xml")).expect("a link");
    folder.commit("one");
    folder.write("two\nlines.xml", edition(HARVEST).replace("three", "four"));
    fs::remove_file(folder.0.join("link.xml")).expect("a link");
    std::os::unix::fs::symlink("b.xml", folder.0.join("link.xml")).expect("a link");
    folder.commit("two");
    let (code, out, err) = folder.said(&["diff", "--git", "HEAD~1..HEAD", "--format", "concise"]);
    let expected = "two lines.xml: ~ text       p[1]  …had failed in [-three-]{+four+} districts.\n= file       link.xml  not compared\n";
    assert_eq!((code, out.as_str()), (Some(1), expected), "{err}");
    let (_, out, _) = folder.said(&["diff", "--git", "HEAD~1..HEAD", "--format", "markdown"]);
    assert!(out.contains("| `two lines.xml` | 1 text |"), "{out}");
}

#[test]
fn what_git_cannot_give_is_exit_2() {
    let Some(folder) = three_commits("refused") else { return };
    let code = |arguments: &[&str]| folder.run(arguments).status.code();
    assert_eq!(code(&["diff", "--git", "nowhere..HEAD"]), Some(2));
    assert_eq!(code(&["diff", "--git=--output=x"]), Some(2));
    assert!(!folder.0.join("x").exists());
    let (code, _, err) = folder.said(&["diff", "--git", "HEAD~1..HEAD", "--", "talk/*.xml"]);
    assert_eq!((code, err.as_str()), (Some(2), "error: no file of HEAD is meant by `talk/*.xml`\n"));
    let outside = Folder::new("diff-no-repository");
    let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
    let output = command.args(["diff", "--git", "HEAD"]).current_dir(&outside.0).env("GIT_CEILING_DIRECTORIES", std::env::temp_dir()).output();
    assert_eq!(output.expect("the program runs").status.code(), Some(2));
}

#[test]
fn one_ill_formed_document_hides_no_other() {
    let Some(folder) = three_commits("ill-formed") else { return };
    folder.write("talks/harvest.xml", "<p>\n<q></p>");
    folder.write("talks/new.xml", edition(&["A mill was opened with dances."]));
    folder.commit("three");
    let (code, out, err) = folder.said(&["diff", "--git", "HEAD~1..HEAD", "--format", "markdown"]);
    assert_eq!(code, Some(2));
    assert!(out.contains("[-speeches-]{+dances+}") && out.contains("could not be compared") && out.contains("talks/harvest.xml:2:"), "{out}");
    assert!(err.contains("error: talks/harvest.xml:2:"), "{err}");
}

#[test]
fn two_folders_are_compared_file_by_file() {
    let folder = Folder::new("diff-folders");
    for side in ["old", "new"] {
        folder.write(&format!("{side}/same.xml"), edition(&["Nothing to add."]));
        folder.write(&format!("{side}/notes.txt"), "equal");
    }
    folder.write("old/talks/tariff.xml", edition(TARIFF));
    folder.write("new/talks/customs.xml", edition(TARIFF).replace("Tea", "Coffee"));
    folder.write("old/harvest.xml", edition(HARVEST));
    folder.write("new/harvest.xml", edition(HARVEST).replace("three", "four"));
    folder.write("new/scan.jpg", "x");
    let (code, out, err) = folder.said(&["diff", "old", "new", "--format", "concise"]);
    let expected = "\
harvest.xml: ~ text       p[1]  …had failed in [-three-]{+four+} districts.
> file       talks/tariff.xml -> talks/customs.xml
talks/customs.xml: ~ text       p[3]  [-Tea-]{+Coffee+} was served at…
= file       scan.jpg  not compared
";
    assert_eq!((code, out.as_str()), (Some(1), expected), "{err}");
    assert_eq!(folder.run(&["diff", "old", "old"]).status.code(), Some(0));
    assert_eq!(folder.run(&["diff", "old", "old/harvest.xml"]).status.code(), Some(2));
    folder.write("empty/notes.txt", "");
    assert_eq!(folder.run(&["diff", "empty", "empty"]).status.code(), Some(2), "nothing compared is no green");
    folder.write("old/bad.xml", "<p>");
    folder.write("new/bad.xml", "<p>");
    let (code, out, err) = folder.said(&["diff", "old", "new", "--format", "concise"]);
    assert_eq!((code, out.as_str()), (Some(2), expected));
    assert!(err.contains("bad.xml:1:"), "{err}");
}

#[test]
fn several_reports_go_to_their_places() {
    let folder = Folder::new("diff-targets");
    folder.write("a.xml", edition(TARIFF));
    folder.write("b.xml", edition(TARIFF).replace("two", "three"));
    let (code, out, _) = folder.said(&["diff", "a.xml", "b.xml", "--format", "concise", "--format", "html=out/r.html", "--format", "json=r.json"]);
    assert_eq!((code, out.lines().count()), (Some(1), 1));
    assert!(fs::read_to_string(folder.0.join("r.json")).expect("a report").contains("\"oldSha256\""));
    assert!(folder.0.join("out/r.html").exists());
    assert_eq!(folder.run(&["diff", "a.xml", "b.xml", "--format", "concise", "--format", "json"]).status.code(), Some(2), "one place, two reports");
    assert_eq!(folder.run(&["diff", "a.xml", "b.xml", "--format", "jsom"]).status.code(), Some(2));
}

#[test]
fn the_page_needs_nothing_else_and_filters_by_rules() {
    let folder = Folder::new("diff-page");
    let talk = |text: &str| format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{text}</body></text></TEI>");
    folder
        .write("a.xml", talk("<u who=\"#ana\">Good <hi>day</hi> to all of <name ref=\"#a\">you</name> &lt;script&gt;.</u><u who=\"#ben\">We agreed on the terms of it.</u>"));
    folder.write(
        "b.xml",
        talk("<u who=\"#ana\">Good <hi>night</hi> to all of <name ref=\"#b\">you</name> &lt;script&gt;.</u><u who=\"#cleo\">We agreed on the terms of it.</u>"),
    );
    let (_, html, _) = folder.said(&["diff", "a.xml", "b.xml", "--format", "html"]);
    for outside in ["<script", "src=", "http:", "https:", "@import", "url("] {
        assert!(!html.contains(outside), "the page holds {outside}");
    }
    for inside in [
        "<html lang=\"en\">",
        "scope=\"col\"",
        "scope=\"row\"",
        "<caption>",
        "<del>day</del>",
        "role=\"img\" aria-label=\"changed\"",
        "<span class=\"mark\">name \"you\"</span>",
        "<ins>night</ins>",
        "default-src 'none'",
        "@media print",
    ] {
        assert!(html.contains(inside), "the page lacks {inside}");
    }
    assert!(html.contains("body:has(#kind-speaker:not(:checked)) .kind-speaker { display: none; }"));
    for speaker in ["#ana (2)", "#ben (1)", "#cleo (1)"] {
        assert!(html.contains(speaker), "{speaker}");
    }
    let body = html.split_once("<body>").map(|(_, body)| format!("<body>{}", body.trim_end().trim_end_matches("</html>"))).expect("a body");
    let source = Source::from_text("page", body);
    let mut reader = Reader::new(&source, Limits::default());
    loop {
        let token = reader.advance().expect("a well-formed body");
        if matches!(reader.event(token), Event::Eof) {
            break;
        }
    }
}

#[test]
fn exit_codes_say_same_different_and_impossible() {
    let folder = Folder::new("diff-codes");
    for (name, text) in [("a.xml", "<p>one word</p>"), ("b.xml", "<p>one</p>"), ("bad.xml", "<p>\n<q></p>"), ("c.json", "{}"), ("bad.json", "{")] {
        folder.write(name, text);
    }
    let code = |arguments: &[&str]| folder.run(arguments).status.code();
    assert_eq!(code(&["diff", "a.xml", "a.xml"]), Some(0));
    assert_eq!(code(&["diff", "a.xml", "b.xml"]), Some(1));
    assert_eq!(code(&["diff", "a.xml", "c.json"]), Some(2));
    assert_eq!(code(&["diff", "a.xml", "missing.xml"]), Some(2));
    assert_eq!(code(&["diff", "a.xml", "."]), Some(2));
    assert_eq!(code(&["diff", "a.xml"]), Some(2));
    assert_eq!(code(&["diff", "bad.xml", "bad.xml"]), Some(2), "identical, and no XML");
    assert_eq!(code(&["diff", "bad.json", "bad.json"]), Some(2), "identical, and no JSON");
    assert_eq!(code(&["git-diff", "x.xml", "a.xml", "0", "0", "b.xml", "0", "0"]), Some(0));
    let bad = folder.run(&["diff", "a.xml", "bad.xml"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&bad.stderr).contains("bad.xml:2:"), "{bad:?}");
    let report = folder.run(&["diff", "a.xml", "b.xml", "--format", "json"]);
    folder.write("script.json", report.stdout);
    let applied = folder.run(&["diff", "--apply", "script.json", "a.xml"]);
    assert_eq!(String::from_utf8_lossy(&applied.stdout), "<p>one</p>\n", "{applied:?}");
    let back = folder.run(&["diff", "--apply", "script.json", "--reverse", "b.xml"]);
    assert_eq!(String::from_utf8_lossy(&back.stdout), "<p>one word</p>\n", "{back:?}");
    assert_eq!(code(&["diff", "--apply", "script.json", "b.xml"]), Some(2));
}

#[test]
fn two_copies_of_a_hundred_megabytes_are_the_same_at_once() {
    let folder = Folder::new("diff-large");
    let block = format!("<p>{}</p>\n", "They spoke about the tariff for two hours. ".repeat(400));
    let text = edition(&[&block.repeat(100_000_000 / block.len() + 1)]);
    folder.write("old.xml", &text);
    folder.write("new.xml", &text);
    let start = Instant::now();
    let (code, out, err) = folder.said(&["diff", "old.xml", "new.xml", "--format", "concise"]);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    // Without optimisation, and with the machine busy: no tree of a hundred megabytes is built in that time, let alone two compared.
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

#[test]
fn deep_and_long_documents_are_compared() {
    let folder = Folder::new("diff-hostile");
    let deep = |word: &str| format!("{}{word}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    folder.write("deep.xml", deep("one"));
    folder.write("deep2.xml", deep("two"));
    let long = |word: &str| format!("<p>{}{word}{}</p>", "word ".repeat(400_000), " word".repeat(400_000));
    folder.write("long.xml", long("one"));
    folder.write("long2.xml", long("two"));
    folder.write("deep.json", "[".repeat(100_000));
    for pair in [["deep.xml", "deep2.xml"], ["long.xml", "long2.xml"]] {
        for format in ["concise", "json", "html", "markdown", "human"] {
            let (code, _, err) = folder.said(&["diff", pair[0], pair[1], "--format", format]);
            assert_eq!(code, Some(1), "{pair:?} {format} {err}");
        }
    }
    assert_eq!(folder.run(&["diff", "deep.json", "deep.json"]).status.code(), Some(2));
}
