//! Runs of `validate` over many files, through the command line: order, revisions of git, baselines, results kept, watching.

#[path = "common/corpus.rs"]
mod corpus;

use std::error::Error;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use corpus::Corpus;

type Outcome = Result<(), Box<dyn Error>>;

const SCHEMA: &str = "element note { attribute n { \"1\" | \"2\" }?, (text | element p { text })* }\n";

fn note(n: usize) -> String {
    format!("<note n=\"{n}\"><p>one</p></note>\n")
}

/// A folder with forty documents, of which every third is invalid and one is ill-formed.
fn forty(name: &str) -> Corpus {
    let corpus = Corpus::new(name);
    corpus.write("note.rnc", SCHEMA);
    for number in 0..40 {
        corpus.write(&format!("notes/{number:02}.xml"), note(if number % 3 == 0 { 9 } else { 1 }));
    }
    corpus.write("notes/20.xml", "<note><p></note>");
    corpus
}

#[test]
fn the_number_of_jobs_changes_no_byte() -> Outcome {
    let corpus = forty("jobs");
    let run = |jobs: &str| corpus.run(&["notes", "nowhere.xml", "--schema", "note.rnc", "--no-cache", "-j", jobs, "--format", "json"]);
    let (one, eight) = (run("1")?, run("8")?);
    assert_eq!(one, eight);
    assert_eq!(one.code, 2);
    assert_eq!(one.out.matches("\"verdict\": \"invalid\"").count(), 15, "one bad file stops no other");
    Ok(())
}

#[test]
fn a_reader_that_goes_away_stops_nothing() -> Outcome {
    let corpus = Corpus::new("closed");
    corpus.write("note.rnc", SCHEMA);
    corpus.write("a.xml", format!("<note>{}</note>", "<b/>\n".repeat(20_000)));
    let mut child =
        corpus.command(&["a.xml", "--schema", "note.rnc", "--format", "concise", "--format", "json=a.json"]).stdout(Stdio::piped()).spawn()?;
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().ok_or("a stream")?);
    out.read_line(&mut first)?;
    drop(out);
    let mut errors = String::new();
    child.stderr.take().ok_or("a stream")?.read_to_string(&mut errors)?;
    assert!(first.starts_with("a.xml:1:7: error[relaxng/"), "{first}");
    assert!(!errors.contains("panic") && !errors.contains("error:"), "{errors}");
    assert_eq!(child.wait()?.code(), Some(1), "what was found is still said");
    assert!(corpus.read("a.json")?.ends_with("}\n"), "files are written whole");
    Ok(())
}

#[test]
fn what_points_at_a_changed_file_is_judged_with_it() -> Outcome {
    let Some(corpus) = Corpus::in_git("since")? else { return Ok(()) };
    corpus.write("schemas/tei.rnc", "default namespace = \"http://www.tei-c.org/ns/1.0\"\ninclude \"any.rnc\"\n");
    corpus.write("schemas/any.rnc", "start = any\nany = element * { attribute * { text }*, (text | any)* }\n");
    let tei = |inside: &str| format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">{inside}</TEI>\n");
    corpus.write("texts/people.xml", tei("<person xml:id=\"p1\"/>"));
    corpus.write("texts/points.xml", tei("<q who=\"people.xml#p1\"/>"));
    corpus.write("texts/other.xml", tei("<q/>"));
    corpus.write("texts/deep/up.xml", tei("<q who=\"../people.xml#p1\"/>"));
    corpus.write("texts/named.xml", format!("<?xml-model href=\"../schemas/tei.rnc\"?>\n{}", tei("<q/>")));
    corpus.write("texts/included.xml", tei("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"points.xml\"/>"));
    corpus.git(&["add", "."])?;
    corpus.git(&["commit", "--quiet", "--message", "first"])?;
    let judged = |more: &[&str]| -> Result<Vec<String>, Box<dyn Error>> {
        let arguments = [&["texts", "--no-cache", "--checks", "pointers", "--since", "HEAD", "--format", "json"], more].concat();
        let report: serde_json::Value = serde_json::from_str(&corpus.run(&arguments)?.out)?;
        let documents = report["documents"].as_array().ok_or("documents")?;
        Ok(documents.iter().filter_map(|document| document["path"].as_str()?.strip_prefix("texts/")).map(str::to_owned).collect())
    };
    assert_eq!(judged(&[])?, [""; 0]);
    assert_eq!(corpus.run(&["texts", "--since", "HEAD", "--checks", "pointers"])?.code, 0, "that nothing changed is no fault");
    corpus.write("texts/people.xml", tei("<person xml:id=\"p2\"/>"));
    assert_eq!(judged(&[])?, ["deep/up.xml", "people.xml", "points.xml"]);
    corpus.git(&["checkout", "--quiet", "."])?;
    corpus.write("texts/points.xml", tei("<q/>"));
    corpus.write("texts/new.xml", tei("<q/>"));
    assert_eq!(judged(&[])?, ["included.xml", "new.xml", "points.xml"], "a new file changed; an inclusion is part of what includes it");
    corpus.git(&["checkout", "--quiet", "."])?;
    std::fs::remove_file(corpus.join("texts/new.xml"))?;
    corpus.write("schemas/any.rnc", "start = any\nany = element * { attribute * { text }*, (any | text)* }\n");
    assert_eq!(judged(&[])?, ["named.xml"], "a schema reaches as far as what it includes");
    assert_eq!(judged(&["--schema", "schemas/tei.rnc"])?.len(), 6, "the schema of all documents concerns all");
    std::fs::remove_file(corpus.join("texts/people.xml"))?;
    corpus.git(&["checkout", "--quiet", "schemas"])?;
    assert_eq!(judged(&[])?, ["deep/up.xml", "points.xml"], "what pointed at a file that is gone points at nothing");
    let wrong = corpus.run(&["texts", "--since", "no-such-branch"])?;
    assert!(wrong.code == 2 && wrong.err.contains("`no-such-branch` is no revision"), "{}", wrong.err);
    Ok(())
}

#[test]
fn a_branch_is_compared_with_where_it_left() -> Outcome {
    let Some(corpus) = Corpus::in_git("branch")? else { return Ok(()) };
    for name in ["a.xml", "b.xml"] {
        corpus.write(name, "<note/>");
    }
    corpus.git(&["add", "."])?;
    corpus.git(&["commit", "--quiet", "--message", "first"])?;
    corpus.git(&["branch", "other"])?;
    corpus.write("a.xml", "<note>changed on the trunk</note>");
    corpus.git(&["commit", "--quiet", "--all", "--message", "second"])?;
    corpus.git(&["tag", "trunk"])?;
    corpus.git(&["checkout", "--quiet", "other"])?;
    corpus.write("b.xml", "<note>changed on the branch</note>");
    corpus.git(&["commit", "--quiet", "--all", "--message", "third"])?;
    let run = corpus.run(&[".", "--no-cache", "--checks", "pointers", "--since", "trunk"])?;
    assert!(run.err.contains("1 of 2 documents concerned") && run.err.contains("1 document: 0 invalid"), "{}", run.err);
    Ok(())
}

#[test]
fn a_baseline_lets_an_old_corpus_fail_on_new_findings_only() -> Outcome {
    let corpus = forty("baseline");
    std::fs::remove_file(corpus.join("notes/20.xml"))?;
    let common = ["--schema", "note.rnc", "--format", "concise", "--baseline", "known.json"];
    let run = |more: &[&str]| corpus.run(&[&common[..], more].concat());
    let missing = run(&["notes"])?;
    assert!(missing.code == 2 && missing.err.contains("make it with --write-baseline"), "{}", missing.err);
    let written = run(&["notes", "--write-baseline"])?;
    assert_eq!((written.code, written.out.as_str()), (0, ""), "{}", written.err);
    assert!(written.err.contains("baseline: 14 findings in known.json") && written.err.contains("14 known"), "{}", written.err);
    let clean = run(&["notes"])?;
    assert_eq!((clean.code, clean.out.as_str()), (0, ""));
    assert!(clean.err.contains("39 documents: 14 accepted, 0 invalid (0 errors, 0 warnings), 0 rules skipped, 14 known\n"), "{}", clean.err);
    // Edits elsewhere move a finding; a new one fails; another name for the file changes nothing.
    corpus.write("notes/00.xml", format!("<!-- new -->\n\n{}", note(9)));
    corpus.write("notes/01.xml", note(9));
    let new = run(&[corpus.join("notes").to_str().ok_or("a path")?])?;
    assert_eq!((new.code, new.out.lines().count()), (1, 1));
    assert!(new.out.contains("01.xml:1:10: error["), "{}", new.out);
    // What is gone is told, and goes; what was not judged stays.
    corpus.write("notes/01.xml", note(1));
    corpus.write("notes/03.xml", note(1));
    let gone = run(&["notes/03.xml", "notes/04.xml"])?;
    assert!(gone.err.contains("0 known (1 gone)") && gone.err.contains("1 finding of known.json gone"), "{}", gone.err);
    assert!(run(&["notes/03.xml", "--write-baseline"])?.err.contains("baseline: 13 findings in known.json"));
    assert!(run(&["notes/03.xml", "--checks", "pointers"])?.err.contains("0 known\n"), "what is not judged by is not gone");
    let sarif = run(&["notes", "--format", "sarif=a.sarif"])?;
    let log: serde_json::Value = serde_json::from_str(&corpus.read("a.sarif")?)?;
    let result = &log["runs"][0]["results"][0];
    assert_eq!((sarif.code, &result["baselineState"], &result["suppressions"][0]["kind"]), (0, &"unchanged".into(), &"external".into()));
    Ok(())
}

#[test]
fn results_that_are_kept_are_those_of_a_run_without_them() -> Outcome {
    let corpus = forty("kept");
    corpus.write("notes/02.xml", "<?teiscribe ignore=\"relaxng/attribute-value\" reason=\"so in the print\"?><note n=\"7\"/>");
    corpus.write("notes/04.xml", "<?xml-model href=\"../other.rnc\"?>\n<note n=\"x\">\u{1F600} <b/></note>");
    corpus.write("other.rnc", "include \"rest.rnc\"\n");
    corpus.write("rest.rnc", SCHEMA.replace("element note", "start = element note").as_str());
    for more in [&["notes", "--schema", "note.rnc"][..], &["notes/04.xml"]] {
        let run = |cache: &[&str]| corpus.run(&[more, cache, &["--format", "human", "--format", "sarif=a.sarif"]].concat());
        let (fresh, first) = (run(&["--no-cache"])?, run(&["--cache", "kept"])?);
        let (again, log) = (run(&["--cache", "kept"])?, corpus.read("a.sarif")?);
        assert_eq!(fresh, first);
        assert_eq!(fresh, again);
        run(&["--no-cache"])?;
        assert_eq!(log, corpus.read("a.sarif")?);
    }
    assert!(corpus.join("kept").read_dir()?.flatten().any(|file| file.file_name().to_string_lossy().ends_with(".results")));
    Ok(())
}

#[test]
fn no_result_outlives_what_it_rests_on() -> Outcome {
    let corpus = Corpus::new("stale");
    corpus.write("a.xml", "<?xml-model href=\"note.rnc\"?>\n<note/>");
    corpus.write("note.rnc", "include \"rest.rnc\"\n");
    corpus.write("rest.rnc", "start = element note { empty }\n");
    let code = |more: &[&str]| -> Result<i32, Box<dyn Error>> { Ok(corpus.run(&[&["a.xml", "--cache", "kept"], more].concat())?.code) };
    assert_eq!((code(&[])?, code(&[])?), (0, 0));
    corpus.write("rest.rnc", "start = element other { empty }\n");
    assert_eq!(code(&[])?, 1, "a file that the schema includes changed");
    corpus.write("rest.rnc", "start = element note { empty }\n");
    corpus.write("a.xml", "<?xml-model href=\"note.rnc\"?>\n<note>x</note>");
    assert_eq!((code(&[])?, code(&["--checks", "pointers"])?), (1, 0), "the document changed; other checks are another run");
    std::fs::remove_file(corpus.join("note.rnc"))?;
    assert_eq!(code(&[])?, 2, "the schema is gone");
    corpus.write("a.xml", "<?xml-model href=\"rest.rnc\"?>\n<note/>");
    assert_eq!((code(&[])?, code(&["--max-depth", "1"])?), (0, 0));
    for file in corpus.join("kept").read_dir()?.flatten().filter(|file| file.file_name().to_string_lossy().ends_with(".results")) {
        let text = std::fs::read_to_string(file.path())?.replace("\"findings\":[]", "\"findings\":[ ]");
        std::fs::write(file.path(), text)?;
    }
    assert_eq!(code(&[])?, 0, "a damaged file counts as none");
    Ok(())
}

#[test]
fn pointers_into_other_files_are_followed_and_remembered_with_them() -> Outcome {
    let corpus = Corpus::new("targets");
    let tei = |inside: &str| format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">{inside}</TEI>\n");
    corpus.write("texts/a.xml", tei("<q who=\"../people.xml#p1\"/><q who=\"../people.xml#p2 nowhere.xml#x nowhere.xml#y\"/>"));
    let run = || corpus.run(&["texts", "--checks", "pointers", "--format", "concise", "--cache", "kept"]);
    let told = |out: &str| -> Vec<String> { out.lines().filter_map(|line| Some(line.split_once('[')?.1.to_owned())).collect() };
    let not_checked = |file: &str| format!("pointers/not-checked] pointers into `{file}` were not checked");
    assert_eq!(told(&run()?.out), [not_checked("../people.xml"), not_checked("nowhere.xml")]);
    corpus.write("people.xml", tei("<person xml:id=\"p1\"/>"));
    let dangling = "pointers/dangling] `../people.xml#p2` is pointed at, and no element of that file has that xml:id";
    for _ in 0..2 {
        let found = run()?;
        assert_eq!((found.code, told(&found.out)), (1, vec![dangling.to_owned(), not_checked("nowhere.xml")]));
    }
    corpus.write("people.xml", tei("<person xml:id=\"p1\"/><person xml:id=\"p2\"/>"));
    assert_eq!(run()?.code, 0, "a file that is pointed at changed");
    Ok(())
}

#[test]
fn watching_judges_again_when_a_file_changes() -> Outcome {
    let corpus = Corpus::new("watch");
    corpus.write("note.rnc", SCHEMA);
    corpus.write("a.xml", note(1));
    let mut child =
        corpus.command(&["a.xml", "--schema", "note.rnc", "--no-cache", "--watch", "--format", "concise"]).stdout(Stdio::piped()).spawn()?;
    let mut told = BufReader::new(child.stderr.take().ok_or("a stream")?).lines();
    let mut wait_for = |what: &str| -> Result<bool, Box<dyn Error>> {
        let end = Instant::now() + Duration::from_mins(1);
        while let Some(line) = told.next().transpose()?.filter(|_| Instant::now() < end) {
            if line.contains(what) {
                return Ok(true);
            }
        }
        Ok(false)
    };
    assert!(wait_for("0 invalid")? && wait_for("watching 2 files")?);
    corpus.write("a.xml", note(99));
    assert!(wait_for("1 invalid")? && wait_for("watching")?, "the document changed");
    corpus.write("note.rnc", "element note { attribute n { text }, element p { text } }\n");
    assert!(wait_for("0 invalid")?, "the schema changed");
    child.kill()?;
    child.wait()?;
    assert_eq!(corpus.run(&["-", "--watch"])?.code, 2);
    Ok(())
}

#[test]
fn ignore_files_hold_for_named_files_where_that_is_asked_for() -> Outcome {
    let Some(corpus) = Corpus::in_git("excluded")? else { return Ok(()) };
    corpus.write(".teiscribeignore", "draft.xml\n");
    corpus.write(".gitignore", "build/\n");
    for name in ["draft.xml", "build/a.xml", "good.xml"] {
        corpus.write(name, "<note/>");
    }
    let judged = |arguments: &[&str]| -> Result<(i32, String), Box<dyn Error>> {
        let run = corpus.run(&[&["--no-cache", "--checks", "pointers"], arguments].concat())?;
        Ok((run.code, run.err))
    };
    assert!(judged(&["."])?.1.contains("1 document:"));
    assert!(judged(&["draft.xml", "build/a.xml"])?.1.contains("2 documents:"));
    let (code, said) = judged(&["draft.xml", "build/a.xml", "--force-exclude"])?;
    assert!(code == 0 && said.contains("2 files left out by ignore files\n0 documents:"), "{said}");
    Ok(())
}
