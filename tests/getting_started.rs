//! What `init` writes works: the hook in a real `pre-commit`, the workflow and the action step by step, the settings; so do
//! completions and manual pages.

#[path = "common/programs.rs"]
mod programs;
#[path = "common/scratch.rs"]
mod scratch;

use std::error::Error;
use std::fs;
use std::path::Path;

use programs::is_there;
use scratch::Scratch;

type Outcome = Result<(), Box<dyn Error>>;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const TALK: &str = "Note on a talk, 6 May 1950\n\nAnders said that the mill was closed. Petrov replied: “It will open again.”\n";

/// A repository with `count` editions, prepared by `init` with these arguments.
fn repository(name: &str, count: usize, arguments: &str) -> Result<Scratch, Box<dyn Error>> {
    let scratch = Scratch::new(name);
    fs::create_dir_all(scratch.0.join("work/editions"))?;
    for number in 0..count {
        fs::write(scratch.0.join(format!("work/editions/talk-{number:03}.txt")), TALK)?;
    }
    scratch.done(
        "work",
        &format!("git init -q . && teiscribe init {arguments} && teiscribe convert editions/*.txt && git add -A && git commit -qm first"),
    )?;
    Ok(scratch)
}

/// Breaks the first edition: a paragraph in which an element is called by no name of TEI.
fn break_edition(scratch: &Scratch) -> Outcome {
    let path = scratch.0.join("work/editions/talk-000.xml");
    let text = fs::read_to_string(&path)?;
    let broken = text.replace("persName", "personName");
    assert_ne!(text, broken, "there is a name to break:\n{text}");
    Ok(fs::write(path, broken)?)
}

/// The scripts below `run:` of a workflow or an action, in order.
fn scripts(yaml: &str) -> Vec<String> {
    let mut scripts: Vec<String> = Vec::new();
    let mut inner: Option<usize> = None;
    for line in yaml.lines() {
        let indent = line.len() - line.trim_start().len();
        match inner {
            Some(outer) if indent > outer => {
                let script = scripts.last_mut().expect("a script was begun");
                script.push_str(line.trim_start());
                script.push('\n');
                continue;
            }
            _ => inner = None,
        }
        if let Some(script) = line.trim_start().trim_start_matches("- ").strip_prefix("run: ") {
            if script == "|" {
                scripts.push(String::new());
                inner = Some(indent);
            } else {
                scripts.push(script.to_owned());
            }
        }
    }
    scripts
}

#[test]
fn the_hook_runs_once_with_many_files() -> Outcome {
    if !is_there("pre-commit") {
        return Ok(());
    }
    let hooks = Scratch::new("hooks");
    let declared = fs::read_to_string(Path::new(ROOT).join(".pre-commit-hooks.yaml"))?;
    // The program is there already; pre-commit need not build it again.
    fs::write(hooks.0.join(".pre-commit-hooks.yaml"), declared.replace("language: rust", "language: system"))?;
    hooks.done("", &format!("git init -q . && git add -A && git commit -qm hooks && git tag v{}", env!("CARGO_PKG_VERSION")))?;
    for (name, arguments) in [("hook-of-repository", format!("--repository file://{}", hooks.0.display())), ("hook-of-program", String::new())] {
        let scratch = repository(name, 60, &arguments)?;
        let passed = scratch.done("work", "pre-commit run --all-files --verbose --color never")?;
        assert_eq!(passed.matches("120 documents: 0 invalid").count(), 1, "one run for all files:\n{passed}");
        scratch.done("work", "pre-commit install")?;
        break_edition(&scratch)?;
        let failed = scratch.bash("work", "git commit -qam broken", &[])?;
        assert!(failed.code == 1 && failed.text.contains("relaxng/element-unknown"), "{}", failed.text);
    }
    Ok(())
}

/// Runs the scripts of a workflow as its host does: those behind a failure only where they are to run always.
fn run_workflow(scratch: &Scratch, scripts: &[String], variables: &[(&str, &str)]) -> Result<scratch::Ended, Box<dyn Error>> {
    let [judge, summary] = scripts else { return Err(format!("two scripts behind the installation: {scripts:?}").into()) };
    let judged = scratch.bash("work", judge, variables)?;
    let shown = scratch.bash("work", summary, variables)?;
    assert_eq!(shown.code, 0, "{}", shown.text);
    Ok(judged)
}

fn fails_on_a_broken_edition_and_passes_on_a_repaired_one(scratch: &Scratch, yaml: &str) -> Outcome {
    let scripts = scripts(yaml);
    let summary = scratch.0.join("summary.md");
    let folder = scratch.0.display().to_string();
    let summary_path = summary.display().to_string();
    let variables = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_STEP_SUMMARY", summary_path.as_str()),
        ("RUNNER_TEMP", folder.as_str()),
        ("PATHS", "editions"),
        ("ARGUMENTS", "--fail-on error"),
        ("SARIF", "teiscribe.sarif"),
    ];
    let passed = run_workflow(scratch, &scripts[1..], &variables)?;
    assert_eq!(passed.code, 0, "{}", passed.text);
    break_edition(scratch)?;
    let failed = run_workflow(scratch, &scripts[1..], &variables)?;
    assert_eq!(failed.code, 1, "{}", failed.text);
    assert!(failed.text.contains("::error file=editions/talk-000.xml,line="), "{}", failed.text);
    let summary = fs::read_to_string(summary)?;
    assert!(summary.contains("2 documents without an error") && summary.contains("editions/talk-000.xml"), "{summary}");
    scratch.done("work", "git checkout -q . && teiscribe validate editions")?;
    Ok(())
}

#[test]
fn the_workflow_fails_on_a_broken_edition() -> Outcome {
    let scratch = repository("workflow", 1, "")?;
    let yaml = fs::read_to_string(scratch.0.join("work/.github/workflows/teiscribe.yml"))?;
    fails_on_a_broken_edition_and_passes_on_a_repaired_one(&scratch, &yaml)
}

#[test]
fn the_action_fails_on_a_broken_edition_and_writes_sarif() -> Outcome {
    let scratch = repository("action", 1, "--repository https://github.com/example/teiscribe")?;
    let yaml = fs::read_to_string(Path::new(ROOT).join("action.yml"))?;
    fails_on_a_broken_edition_and_passes_on_a_repaired_one(&scratch, &yaml)?;
    let sarif = fs::read_to_string(scratch.0.join("work/teiscribe.sarif"))?;
    assert!(sarif.contains("relaxng/element-unknown"), "{sarif}");
    Ok(())
}

#[test]
fn init_prepares_the_root_from_below_and_says_so() -> Outcome {
    let scratch = repository("below", 1, "")?;
    let again = scratch.done("work/editions", "teiscribe init")?;
    assert!(again.starts_with("In ") && again.contains("work, the root of the repository:"), "{again}");
    assert_eq!(again.matches("unchanged").count(), 4, "{again}");
    let inner = scratch.done("work/editions", "teiscribe init .")?;
    assert!(inner.contains("the repository's root is above this folder"), "{inner}");
    Ok(())
}

#[test]
fn git_shows_changes_in_an_editors_words() -> Outcome {
    let scratch = repository("driver", 1, "")?;
    let path = scratch.0.join("work/editions/talk-000.xml");
    fs::write(&path, fs::read_to_string(&path)?.replace("mill was closed", "mill was shut"))?;
    scratch.done("work", "git config diff.teiscribe.command 'teiscribe git-diff'")?;
    let shown = scratch.done("work", "git diff")?;
    assert!(shown.contains("closed") && shown.contains("shut") && !shown.contains("@@"), "{shown}");
    Ok(())
}

#[test]
fn shells_complete_what_the_program_takes() -> Outcome {
    let scratch = Scratch::new("completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = scratch.done("", &format!("teiscribe completions {shell}"))?;
        assert!(script.contains("validate") && script.contains("fail-on"), "{shell}");
    }
    let completed =
        "source <(teiscribe completions bash); COMP_WORDS=(teiscribe vali); COMP_CWORD=1; _teiscribe teiscribe vali teiscribe; echo ${COMPREPLY[@]}";
    assert_eq!(scratch.done("", completed)?, "validate\n");
    Ok(())
}

#[test]
fn every_command_has_a_manual_page() -> Outcome {
    let scratch = Scratch::new("man");
    scratch.done("", "teiscribe man -o pages")?;
    let pages = scratch.done("", "ls pages")?;
    assert!(pages.lines().any(|name| name == "teiscribe.1") && pages.lines().any(|name| name == "teiscribe-snapshot-check.1"), "{pages}");
    assert!(!pages.contains("book"), "a hidden command has no page:\n{pages}");
    assert_eq!(scratch.done("", "teiscribe man validate")?, fs::read_to_string(scratch.0.join("pages/teiscribe-validate.1"))?);
    Ok(())
}
