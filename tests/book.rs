//! The documentation is true: generated pages say what the program says, links lead somewhere, the tutorial's commands give
//! what the tutorial shows, and every page and every dependency is listed.
//!
//! `INSTA_UPDATE=always cargo test --test book` writes the generated pages anew.

#[path = "common/scratch.rs"]
mod scratch;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use scratch::Scratch;

type Outcome = Result<(), Box<dyn Error>>;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(path).map_err(|reason| format!("{}: {reason}", path.display()).into())
}

/// The Markdown files below `docs`.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            pages(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

fn all_pages() -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    pages(&Path::new(ROOT).join("docs"), &mut found)?;
    Ok(found)
}

#[test]
fn generated_pages_say_what_the_program_says() -> Outcome {
    let scratch = Scratch::new("book");
    for page in ["commands", "settings", "codes"] {
        let path = Path::new(ROOT).join(format!("docs/reference/{page}.md"));
        let generated = scratch.done("", &format!("teiscribe book {page}"))?;
        if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
            fs::write(&path, &generated)?;
        }
        assert_eq!(read(&path)?, generated, "docs/reference/{page}.md is stale: INSTA_UPDATE=always cargo test --test book");
    }
    Ok(())
}

/// The lines of Markdown that are no code: fenced blocks and code between backticks are left out.
fn prose(markdown: &str) -> String {
    let mut fenced = false;
    let lines = markdown.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    text.split('`').step_by(2).collect()
}

fn links(markdown: &str) -> Vec<String> {
    let targets = prose(markdown).split("](").skip(1).filter_map(|rest| rest.split(')').next().map(str::to_owned)).collect::<Vec<_>>();
    targets.into_iter().filter(|target| !target.contains("://")).collect()
}

/// What a heading is called in an address: letters and digits in lower case, `-` for a blank.
fn anchors(markdown: &str) -> BTreeSet<String> {
    let headings = markdown.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let kept = |character: &char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_');
    headings.map(|heading| heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")).collect()
}

fn dead_links(page: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let text = read(page)?;
    let mut dead = Vec::new();
    for target in links(&text) {
        let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
        let path = if file.is_empty() { page.to_owned() } else { page.with_file_name("").join(file) };
        let lives = path.exists() && (anchor.is_empty() || anchors(&read(&path)?).contains(anchor));
        if !lives {
            dead.push(format!("{}: {target}", page.display()));
        }
    }
    Ok(dead)
}

#[test]
fn every_link_leads_somewhere() -> Outcome {
    let mut dead = Vec::new();
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| Path::new(ROOT).join(name));
    for page in all_pages()?.iter().chain(&top) {
        dead.extend(dead_links(page)?);
    }
    assert!(dead.is_empty(), "{dead:#?}");
    Ok(())
}

#[test]
fn a_dead_link_is_seen() {
    assert_eq!(links("[a](b.md#c) `[d](e.md)` [f](https://example.org/)\n```\n[g](h.md)\n```\n"), ["b.md#c"]);
    assert!(anchors("# A page\n## Parsed transcript\n").contains("parsed-transcript"));
}

#[test]
fn every_page_is_in_the_summary() -> Outcome {
    let docs = Path::new(ROOT).join("docs");
    let listed: BTreeSet<PathBuf> = links(&read(&docs.join("SUMMARY.md"))?).iter().map(|target| docs.join(target)).collect();
    let there: BTreeSet<PathBuf> = all_pages()?.into_iter().filter(|page| !page.ends_with("SUMMARY.md")).collect();
    assert_eq!(there, listed);
    Ok(())
}

/// A command of a `console` block, what is to be printed, and how it is to end.
#[derive(Debug, Default, PartialEq)]
struct Step {
    command: String,
    shown: Vec<String>,
    code: i32,
}

/// The steps of all `console` blocks: `$ ` begins a command, `> ` carries it on, `[exit code N]` says how it ends.
fn steps(markdown: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let blocks = markdown.split("```console\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    for line in blocks.flat_map(str::lines) {
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step { command: command.to_owned(), ..Step::default() });
            continue;
        }
        let Some(step) = steps.last_mut() else { continue };
        if let Some(more) = line.strip_prefix('>').filter(|_| step.shown.is_empty()) {
            step.command = format!("{}\n{}", step.command, more.strip_prefix(' ').unwrap_or(more));
        } else if let Some(code) = line.strip_prefix("[exit code ").and_then(|rest| rest.strip_suffix(']')) {
            step.code = code.parse().unwrap_or(-1);
        } else {
            step.shown.push(line.to_owned());
        }
    }
    steps
}

/// Whether the lines printed are those shown; `…` stands for any lines, and inside a line for any text.
fn fits(shown: &[String], printed: &[&str]) -> bool {
    match (shown, printed) {
        ([], printed) => printed.is_empty(),
        ([any, rest @ ..], _) if any.trim() == "…" => (0..=printed.len()).any(|start| fits(rest, &printed[start..])),
        ([_, ..], []) => false,
        ([line, rest @ ..], [first, others @ ..]) => line_fits(line, first) && fits(rest, others),
    }
}

fn line_fits(shown: &str, printed: &str) -> bool {
    let mut parts = shown.trim_end().split('…');
    let Some(mut rest) = printed.trim_end().strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut open = false;
    for part in parts {
        open = part.is_empty();
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    open || rest.is_empty()
}

#[test]
fn what_is_shown_can_be_less_than_what_is_printed() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(fits(&lines("a\n…\nd"), &["a", "b", "c", "d"]) && fits(&lines("a …"), &["a b"]) && fits(&lines("a … c"), &["a b c"]));
    assert!(!fits(&lines("a\n…\nd"), &["a", "b"]) && !fits(&lines("a"), &["a", "b"]) && !fits(&lines("a … c"), &["a b d"]));
    let step = Step { command: "cat <<E\nx".to_owned(), shown: vec!["x".to_owned()], code: 1 };
    assert_eq!(steps("```console\n$ cat <<E\n> x\nx\n[exit code 1]\n```\n"), [step]);
}

#[test]
fn the_tutorial_gives_what_it_shows() -> Outcome {
    let scratch = Scratch::new("tutorial");
    symlink(ROOT, scratch.0.join("teiscribe"))?;
    let steps = steps(&read(&Path::new(ROOT).join("docs/tutorial.md"))?);
    assert!(steps.len() > 10, "the steps were found");
    let mut here = String::new();
    for step in steps {
        let line = format!("trap 'pwd > \"$HOME/here\"' EXIT\n{}", step.command);
        let ended = scratch.bash(&here, &line, &[])?;
        let printed: Vec<&str> = ended.text.lines().collect();
        assert!(ended.code == step.code && fits(&step.shown, &printed), "$ {}\n{}[exit code {}]", step.command, ended.text, ended.code);
        read(&scratch.0.join("here"))?.trim_end().clone_into(&mut here);
    }
    Ok(())
}

#[test]
fn every_dependency_is_justified() -> Outcome {
    let manifest: toml::Table = read(&Path::new(ROOT).join("Cargo.toml"))?.parse()?;
    let names = |section: &str| manifest[section].as_table().into_iter().flat_map(toml::Table::keys).cloned().collect::<BTreeSet<_>>();
    let page = read(&Path::new(ROOT).join("docs/dependencies.md"))?;
    let listed = |heading: &str| {
        let section = page.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_default();
        section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next().map(str::to_owned)).collect::<BTreeSet<_>>()
    };
    assert_eq!(listed("In the program"), names("dependencies"));
    assert_eq!(listed("In tests"), names("dev-dependencies"));
    Ok(())
}
