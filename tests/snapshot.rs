//! Locked outputs of a corpus, through the command line alone.

#[path = "snapshot/corpus.rs"]
mod corpus;

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use corpus::{Corpus, LARGE, Run};

/// A file and its bytes.
type Kept = (std::path::PathBuf, Vec<u8>);

#[test]
fn a_large_corpus_is_accepted_once_and_stays_clean_wherever_it_is_checked() {
    let corpus = Corpus::new("large", LARGE, "");
    let first = corpus.run("check");
    assert_eq!(first.code, 1, "{}", first.err);
    assert!(first.err.contains("200 sources: 0 the same, 0 changed, 400 missing"), "{}", first.err);
    assert_eq!(first.out.lines().filter(|line| line.starts_with("missing")).count(), 20);
    assert!(first.out.ends_with("and 380 more files: 380 missing\n"), "{}", first.out);

    assert_eq!(corpus.run("accept --all --yes").code, 0);
    let tree = corpus.tree();
    let second = corpus.run("check");
    assert_eq!((second.code, second.out.as_str()), (0, ""));
    assert_eq!(corpus.tree(), tree, "the second check changes nothing");

    let elsewhere = corpus.copied("large-elsewhere");
    elsewhere.age();
    let others = [
        ("TZ", "Asia/Tokyo"),
        ("USER", "somebody"),
        ("HOME", "/nowhere"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("RAYON_NUM_THREADS", "1"),
    ];
    let third = elsewhere.run_with("check", &others, "");
    assert_eq!((third.code, third.out.as_str()), (0, ""));
    assert_eq!(elsewhere.tree(), tree, "nor does one in another place, at another time");
}

#[test]
fn one_changed_word_is_one_file_and_one_line() {
    let corpus = Corpus::large("word");
    corpus.edit("src/talk-2.txt", "bridge", "bridges");
    let run = corpus.run("check");
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.out);
    assert_eq!(lines[0], "changed       src/talk-2.txt  tei.xml");
    assert!(lines[1].starts_with("    ~ text       p#p") && lines[1].contains("[-bridge-]{+bridges+}"), "{}", lines[1]);
    assert!(run.err.contains("399 the same, 1 changed"), "{}", run.err);
}

#[test]
fn a_deleted_source_leaves_obsolete_outputs_until_they_are_pruned() {
    let corpus = Corpus::large("obsolete");
    corpus.delete("src/talk-1.txt");
    for _ in 0..2 {
        let run = corpus.run("check");
        assert_eq!((run.code, run.out.as_str()), (1, "obsolete      src/talk-1.txt  tei.xml\nobsolete      src/talk-1.txt  findings.txt\n"));
    }
    assert_eq!(corpus.run("prune").out, "deleted  src/talk-1.txt  tei.xml\ndeleted  src/talk-1.txt  findings.txt\n");
    assert!(!corpus.path("snapshots/src/talk-1.txt").exists(), "nor does an empty folder stay");
    assert_eq!(corpus.run("check").code, 0);
}

#[test]
fn nothing_is_pruned_where_a_pattern_matches_nothing() {
    let corpus = Corpus::accepted("mistyped", 2, "");
    corpus.edit("teiscribe.toml", "src/**/*.txt", "scr/**/*.txt");
    let tree = corpus.tree();
    for command in ["prune", "check", "list"] {
        let run = corpus.run(command);
        assert!(run.code == 2 && run.err.contains("`scr/**/*.txt` matches no file"), "{command}: {}", run.err);
    }
    assert_eq!(corpus.tree(), tree);
}

#[test]
fn another_form_is_no_change() {
    let corpus = Corpus::large("form");
    let path = "snapshots/src/talk-1.txt/tei.xml";
    corpus.edit(path, "<application ident=\"teiscribe\" version=\"0.1.0\">", "<application\n    version='0.1.0'   ident=\"teiscribe\">");
    corpus.edit(path, "\n<text>\n<body>", "\n\n  <text>\n    <body>");
    let run = corpus.run("check");
    assert_eq!((run.code, run.out.as_str()), (0, "form changed  src/talk-1.txt  tei.xml\n"), "{}", run.err);
    assert_eq!(corpus.run_with("check", &[("CI", "1")], "").code, 0);
    assert_eq!(corpus.run("accept --kind form").code, 0);
    assert_eq!((corpus.run("check").out.as_str(), corpus.text(path).contains("version='0.1.0'")), ("", false));
}

#[test]
fn under_ci_nothing_is_written_and_everything_that_waits_fails() {
    let corpus = Corpus::large("ci");
    let ci = [("CI", "true")];
    let fails = |what: &str| {
        let before = corpus.stamps();
        let run = corpus.run_with("check", &ci, "");
        assert!(run.code == 1 && run.out.contains(what) && run.err.contains("nothing was written"), "{what}: {}{}", run.out, run.err);
        assert_eq!(corpus.stamps(), before, "{what}");
    };
    corpus.edit("src/talk-0.txt", "bridge", "dam");
    fails("changed       src/talk-0.txt  tei.xml");
    corpus.delete("snapshots/src/talk-1.txt/tei.xml");
    fails("missing       src/talk-1.txt  tei.xml");
    corpus.delete("src/talk-2.txt");
    fails("obsolete      src/talk-2.txt  tei.xml");
    let refused = corpus.run_with("accept --all --yes", &ci, "");
    assert!(refused.code == 2 && refused.err.contains("CI is set"), "{}", refused.err);
}

#[test]
fn a_checkout_with_other_line_ends_is_the_same() {
    let corpus = Corpus::large("crlf");
    for path in corpus.files() {
        let text = fs::read_to_string(&path).expect("a text");
        fs::write(&path, text.replace('\n', "\r\n")).expect("a file");
    }
    let run = corpus.run("check");
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
}

/// A number below 256 that looks like chance and is the same in every run.
fn chance(round: u64) -> u8 {
    (round + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes()[0]
}

#[test]
fn killed_while_accepting_every_file_is_old_or_new() {
    let corpus = Corpus::large("killed");
    corpus.edit_accepted("machine-inferred markup", "markup of a machine");
    let old = corpus.accepted_files();
    assert_eq!(corpus.run("check").code, 1);
    let new: Vec<_> = old.iter().map(|(path, _)| (path.clone(), fs::read(path.with_extension("xml.new")).expect("a pending file"))).collect();
    let mut midway = 0;
    for round in 0..16_u64 {
        for ((path, old), (_, new)) in old.iter().zip(&new) {
            fs::write(path, old).expect("the old file");
            fs::write(path.with_extension("xml.new"), new).expect("the pending file");
        }
        let mut child = corpus.command("accept --all --yes").stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        if round % 2 == 0 {
            while child.try_wait().expect("a state").is_none() && fs::read(&old[0].0).expect("a file") == old[0].1 {}
            sleep(Duration::from_micros(u64::from(chance(round)) * 200));
        } else {
            sleep(Duration::from_millis(chance(round).into()));
        }
        child.kill().expect("it ends");
        child.wait().expect("it ended");
        let state = |(old, new): (&Kept, &Kept)| {
            let found = fs::read(&old.0).expect("no file is lost");
            assert!(found == old.1 || found == new.1, "{} is neither old nor new", old.0.display());
            found == new.1
        };
        let accepted = old.iter().zip(&new).map(state).filter(|accepted| *accepted).count();
        midway += usize::from(accepted > 0 && accepted < old.len());
    }
    assert!(midway > 0, "no run was ended midway");
    assert_eq!(corpus.run("check").code, 1, "what was not accepted waits again");
    assert_eq!(corpus.run("accept --all --yes").code, 0);
    assert_eq!(corpus.run("check").code, 0);
}

#[test]
fn two_who_accept_at_once_leave_every_file_old_or_new() {
    let corpus = Corpus::large("at-once");
    corpus.edit_accepted("machine-inferred markup", "markup of a machine");
    let old = corpus.accepted_files();
    assert_eq!(corpus.run("check").code, 1);
    let new: Vec<_> = old.iter().map(|(path, _)| fs::read(path.with_extension("xml.new")).expect("a pending file")).collect();
    let start = || corpus.command("accept --all --yes").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
    for child in [start(), start()] {
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || said.contains("tei.xml") || said.contains("nothing that waits"), "{said}");
    }
    corpus.run("accept --all --yes");
    for ((path, _), new) in old.iter().zip(&new) {
        assert!(fs::read(path).expect("no file is lost") == *new, "{}", path.display());
    }
    assert_eq!((corpus.run("check").code, corpus.run("list").out.as_str()), (0, ""));
}

#[test]
fn the_same_change_in_many_files_is_one_decision() {
    let corpus = Corpus::large("groups");
    corpus.edit_accepted("machine-inferred markup", "markup of a machine");
    corpus.edit("src/talk-7.txt", "bridge", "dam");
    let run = corpus.run("check");
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines.len() == 3 && lines[0].contains("  200 files: ~ text"), "{}", run.out);
    assert_eq!(lines[1], "changed       src/talk-7.txt  tei.xml");
    let id = lines[0].split_whitespace().nth(1).expect("an id");
    let copied = corpus.copied("groups-copied");
    assert!(copied.run_with("check", &[("RAYON_NUM_THREADS", "1")], "").out.contains(id), "the id is the same in every run");

    let accepted = corpus.run(&format!("accept --group {id}"));
    assert!(
        accepted.code == 0 && accepted.err.contains("left pending: src/talk-7.txt") && accepted.err.contains("accepted 199 outputs"),
        "{}",
        accepted.err
    );
    assert_eq!(corpus.run("accept --group 00000000").code, 2, "a group that is not there");
    assert_eq!(corpus.run("accept src/talk-7.txt").code, 0);
    assert_eq!(corpus.run("check").code, 0);
}

#[test]
fn accepting_is_narrowed_by_kind_and_path_and_rejecting_deletes() {
    let corpus = Corpus::accepted("kinds", 4, "");
    corpus.edit("src/talk-0.txt", "the bridge", "the \u{201C}bridge\u{201D}");
    corpus.edit("src/talk-1.txt", "bridge", "dam");
    corpus.run("check");
    assert_eq!(corpus.run("accept --kind missing").code, 2);
    assert_eq!(corpus.run("accept src/nowhere.txt").code, 2);
    assert_eq!(corpus.run("accept ../..").code, 2, "what lies outside names nothing");
    assert_eq!(corpus.run("accept --kind text src/talk-1.txt").err, "accepted 1 output\n");
    assert!(corpus.path("snapshots/src/talk-0.txt/tei.xml.new").exists());
    assert_eq!(corpus.run("reject snapshots/src/talk-0.txt").code, 0);
    assert!(!corpus.path("snapshots/src/talk-0.txt/tei.xml.new").exists());
    assert_eq!(corpus.run("check").code, 1, "what was rejected comes again");
}

#[test]
fn all_are_accepted_only_when_asked_for() {
    let corpus = Corpus::new("asked", 2, "");
    corpus.run("check");
    for answer in ["", "n\n", "\n"] {
        let run = corpus.run_with("accept --all", &[], answer);
        assert!(run.code == 1 && run.out.contains("Accept 4 pending outputs? [y/N]"), "{}", run.out);
        assert!(corpus.accepted_files().is_empty());
    }
    assert_eq!(corpus.run_with("accept --all", &[], "y\n").code, 0);
    assert_eq!(corpus.run("check").code, 0);
}

#[test]
fn a_review_writes_what_was_decided_when_that_is_confirmed() {
    let corpus = Corpus::accepted("review", 5, "");
    corpus.edit_accepted("machine-inferred markup", "markup of a machine");
    corpus.edit("src/talk-4.txt", "bridge", "dam");
    corpus.run("check");
    let pending = |number: usize| corpus.path(&format!("snapshots/src/talk-{number}.txt/tei.xml.new")).exists();

    let tree = corpus.tree();
    for answers in ["", "ga\n", "ga\nr\nn\n", "ga\nr\n", "q\n", "u\nga\nu\nq\n"] {
        let run = corpus.run_with("review", &[], answers);
        assert_eq!((run.code, corpus.tree() == tree), (1, true), "{answers:?}: {}", run.out);
    }
    let run = corpus.run_with("review", &[], "a\nu\ns\nga\nx\nr\nu\na\nu\nr\ny\n");
    assert!(run.out.contains("ga, gr, gs for 4 outputs") && run.out.contains("undone: 1 output"), "{}", run.out);
    assert!(run.out.contains("{+machine-inferred") || run.out.contains("[-markup"), "the words are shown: {}", run.out);
    assert!(run.out.contains("accept 3, reject 1, leave 1 pending. Write this?"), "{}", run.out);
    assert_eq!((run.code, run.err.as_str()), (1, "accepted 3 outputs, rejected 1, left 1 pending\n"));
    assert_eq!([0, 1, 2, 3, 4].map(pending), [true, false, false, false, false]);
    let last = corpus.run_with("review", &[], "a\ny\n");
    assert_eq!(last.code, 0, "nothing waits any more: {}", last.err);
}

#[test]
fn a_page_saves_decisions_that_are_carried_out_unless_they_are_stale() {
    let corpus = Corpus::accepted("page", 3, "");
    corpus.edit_accepted("machine-inferred markup", "<markup> of a \"machine\" & more");
    corpus.edit("src/talk-2.txt", "bridge", "dam");
    corpus.run("check");
    assert_eq!(corpus.run("review --html review.html").code, 0);
    let page = corpus.text("review.html");
    for address in ["http:", "https:", "src=", "href=\"", "@import", "url("] {
        assert!(!page.contains(address), "the page reaches for something else: {address}");
    }
    assert!(page.contains("3 outputs to decide") && page.contains("data-decision=\"accept\"") && !page.contains("<markup>"));

    let saved = corpus::decisions(&page, &["accept", "reject", "accept"]);
    corpus.write("decisions.json", &saved);
    corpus.edit("src/talk-2.txt", "dam", "ferry");
    corpus.run("check");
    let tree = corpus.tree();
    let stale = corpus.run("apply decisions.json");
    assert!(stale.code == 2 && stale.err.contains("snapshot/stale-decisions") && stale.err.contains("src/talk-2.txt/tei.xml"), "{}", stale.err);
    assert_eq!(corpus.tree(), tree, "none of the decisions is carried out");

    corpus.edit("src/talk-2.txt", "ferry", "dam");
    corpus.run("check");
    assert_eq!(corpus.run("apply decisions.json").err, "accepted 2 outputs, rejected 1\n");
    assert_eq!(corpus.run("apply decisions.json").code, 2, "carried out twice");
    for nonsense in ["", "{}", "[1]", "{\"version\": 2, \"decisions\": []}", "{\"version\": 1, \"decisions\": [{\"snapshot\": \"../x\"}]}"] {
        corpus.write("nonsense.json", nonsense);
        let run = corpus.run("apply nonsense.json");
        assert!(run.code == 2 && run.err.contains("snapshot/decisions"), "{nonsense}: {}", run.err);
    }
}

#[test]
fn redacted_values_may_differ_within_their_type() {
    let redactions = "redactions = [{ xpath = \"//application/@version\", type = \"version\" }]\n";
    let corpus = Corpus::accepted("redacted", 2, redactions);
    assert!(corpus.text("snapshots/src/talk-0.txt/tei.xml").contains("version=\"[version]\""));

    corpus.edit("teiscribe.toml", "type = \"version\"", "type = \"date\"");
    let wrong = corpus.run("check");
    assert!(wrong.code == 1 && wrong.out.contains("snapshot/redaction-type") && wrong.out.contains("which is no date"), "{}", wrong.out);
    corpus.run("accept --all --yes");
    assert_eq!(corpus.run("check").code, 1, "a wrong type fails, accepted or not");

    corpus.edit("teiscribe.toml", "//application/@version", "//application/@colour");
    corpus.run("check");
    corpus.run("accept --all --yes");
    let unused = corpus.run("check");
    assert!(unused.code == 0 && unused.out.contains("warning[snapshot/redaction-unused]"), "{}", unused.out);
    assert_eq!(corpus.run("check --fail-on warning").code, 1);
}

#[test]
fn what_an_editor_decided_beside_a_source_holds_as_it_does_for_convert() {
    let corpus = Corpus::new("decided", LARGE, "");
    // A pattern that takes in the decisions makes no source of them.
    corpus.edit("teiscribe.toml", "src/**/*.txt", "src/**");
    assert_eq!(corpus.run("check").code, 1);
    assert_eq!(corpus.run("accept --all --yes").code, 0);
    let head = "format = \"teiscribe-decisions/1.0\"\n\n[editor]\nid = \"mv\"\nname = \"Mara Vries\"\n\n";
    corpus.write("src/talk-8.decisions.toml", &format!("{head}[[add]]\nname = \"bridge\"\nclass = \"organisation\"\n"));
    let run = corpus.run("check");
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.err.starts_with(&format!("{LARGE} sources: ")) && run.out.contains("src/talk-8.txt  tei.xml"), "{}{}", run.out, run.err);
    assert!(run.out.lines().filter(|line| line.contains(".txt  ")).all(|line| line.contains("talk-8")), "{}", run.out);
    assert!(run.out.contains("orgName") && run.out.contains("bridge"), "{}", run.out);

    corpus.write("src/talk-8.decisions.toml", &format!("{head}[[add]]\nname = \"no such words\"\nclass = \"organisation\"\n"));
    let run = corpus.run("check");
    assert!(run.code == 2 && run.out.contains("src/talk-8.decisions.toml:8"), "{}{}", run.out, run.err);
    corpus.write("src/talk-8.decisions.toml", "format = \"teiscribe-decisions/1.0\"\n[[ad]]\n");
    let run = corpus.run("check");
    assert!(run.code == 2 && run.out.contains("src/talk-8.decisions.toml"), "{}{}", run.out, run.err);
}

#[test]
fn the_authority_file_of_the_settings_holds_as_it_does_for_convert() {
    let corpus = Corpus::accepted("authority", 3, "");
    corpus.write("teiscribe.toml", &format!("{}\n[convert]\nauthority = \"people.toml\"\n", corpus.text("teiscribe.toml")));
    corpus.write("people.toml", "[[person]]\nid = \"anders-k\"\nname = \"Karl Anders\"\nforms = [\"Anders\"]\n");
    let run = corpus.run("check");
    assert!(run.code == 1 && run.out.contains("anders-k"), "{}{}", run.out, run.err);
    corpus.write("people.toml", "[[person]]\nidd = \"anders-k\"\n");
    assert_eq!(corpus.run("check").code, 2);
}

#[test]
fn a_source_without_edition_is_no_success_and_makes_nothing_obsolete() {
    let corpus = Corpus::accepted("refused", 3, "");
    corpus.write("src/talk-1.txt", "");
    let run = corpus.run("check");
    assert!(run.code == 2 && run.out.contains("snapshot/no-edition") && !run.out.contains("obsolete"), "{}{}", run.out, run.err);
    assert_eq!(corpus.run("prune").out, "");
}

#[test]
fn a_damaged_accepted_file_is_named_and_can_be_replaced() {
    let corpus = Corpus::accepted("damaged", 2, "");
    corpus.edit("snapshots/src/talk-1.txt/tei.xml", "<text>", "<<<<<<< HEAD\n<text>");
    let run = corpus.run("check");
    assert_eq!((run.code, run.out.as_str()), (1, "damaged       src/talk-1.txt  tei.xml\n"));
    assert_eq!(corpus.run("accept --kind damaged").code, 0);
    assert_eq!(corpus.run("check").code, 0);
    // Saved in another encoding.
    let path = corpus.path("snapshots/src/talk-1.txt/tei.xml");
    let text = corpus.text("snapshots/src/talk-1.txt/tei.xml").replacen("bridge", "bridg\u{E9}", 1);
    let latin: Vec<u8> = text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect();
    fs::write(path, latin).expect("a file");
    let run = corpus.run("check");
    assert!(run.code == 1 && run.out.contains("src/talk-1.txt  tei.xml"), "{}{}", run.out, run.err);
    assert_eq!(corpus.run("accept src/talk-1.txt").code, 0);
    assert_eq!(corpus.run("check").code, 0);
}

#[cfg(unix)]
#[test]
fn names_with_line_feeds_stay_on_one_line() {
    let corpus = Corpus::new("names", 1, "");
    fs::rename(corpus.path("src/talk-0.txt"), corpus.path("src/talk\n- line.txt")).expect("a file");
    assert_eq!(corpus.run("check").out, "missing       src/talk - line.txt  tei.xml\nmissing       src/talk - line.txt  findings.txt\n");
    assert_eq!(corpus.run("accept --all --yes").code, 0);
    assert_eq!(corpus.run("check").code, 0);
}

#[test]
fn lists_and_other_formats_say_the_same() {
    let corpus = Corpus::accepted("list", 3, "");
    corpus.edit("src/talk-0.txt", "bridge", "dam");
    corpus.delete("src/talk-1.txt");
    corpus.run("check");
    let list: serde_json::Value = serde_json::from_str(&corpus.run("list --format json").out).expect("JSON");
    assert_eq!(
        (list["pending"][0]["snapshot"].as_str(), list["pending"][0]["changes"][0]["kind"].as_str()),
        (Some("src/talk-0.txt/tei.xml"), Some("text"))
    );
    assert_eq!(list["obsolete"].as_array().map(Vec::len), Some(2));
    assert!(corpus.run("list").out.starts_with("changed       src/talk-0.txt  tei.xml\n    ~ text"));
    let concise = corpus.run("check --format concise");
    assert!(concise.code == 1 && concise.out.starts_with("snapshots/src/talk-0.txt/tei.xml:1:1: error[snapshot/changed]"), "{}", concise.out);
    let show: Run = corpus.run("show src/talk-0.txt --diff");
    assert!(show.code == 0 && show.out.contains("bridge") && show.out.contains("dam"), "{}", show.out);
    assert_eq!(corpus.run("show src/talk-2.txt").code, 2, "nothing waits there");
}
