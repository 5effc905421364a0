//! `teiscribe init`: what a repository of editions needs beside its editions: settings, a workflow, a hook, attributes for git.
//!
//! A file that is there stays as it is, unless `--force` is given; of `.gitattributes` only lines are added that are not
//! there. A second run changes nothing.

mod place;
mod templates;

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::error::Error;

use super::outcome::Exit;
use super::output::Streams;

use place::{Placed, place};
use templates::{Names, Template};

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder to prepare; without it the root of the git repository around this folder, or this folder
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Folder of the sources and of the editions beside them, as seen from DIR
    #[arg(long, value_name = "FOLDER", default_value = "editions", value_parser = templates::folder)]
    editions: String,
    /// Git repository that teiscribe comes from; the workflow and the hook then install this version from there, else the
    /// workflow takes it from the registry of Rust packages and the hook runs the program installed here
    #[arg(long, value_name = "URL", value_parser = templates::repository)]
    repository: Option<String>,
    /// Replace files that are there and differ
    #[arg(long)]
    force: bool,
}

/// Writes what is missing, and says what was written and what to do next.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let here = std::env::current_dir()?;
    let start = arguments.folder.as_ref().map_or_else(|| here.clone(), |folder| here.join(folder));
    let start = start.canonicalize().unwrap_or(start);
    let root = repository_around(&start);
    let target = if arguments.folder.is_some() { &start } else { root.as_ref().unwrap_or(&start) };
    let names = Names { editions: &arguments.editions, repository: arguments.repository.as_deref() };
    let mut exit = Exit::Clean;
    streams.out(heading(arguments, target, &here).as_bytes())?;
    for template in templates::of(&names) {
        match place(&template, target, arguments.force) {
            Ok(placed) => streams.out(told(&template, placed).as_bytes())?,
            Err(failure) => exit = exit.max(failed(&failure, streams)?),
        }
    }
    if exit == Exit::Clean {
        streams.out(next(&names, target, root.as_deref()).as_bytes())?;
    }
    Ok(exit)
}

fn failed(failure: &Error, streams: &mut Streams) -> io::Result<Exit> {
    streams.err(&format!("error: {failure}\n"))?;
    Ok(Exit::Failed)
}

/// The root of the git repository that holds the folder.
fn repository_around(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// Where the files go, where that is not where the user stands.
fn heading(arguments: &Arguments, target: &Path, here: &Path) -> String {
    match &arguments.folder {
        Some(folder) => format!("In {}:\n", folder.display()),
        None if target != here => format!("In {}, the root of the repository:\n", target.display()),
        None => String::new(),
    }
}

fn told(template: &Template, placed: Placed) -> String {
    let mut text = match placed {
        Placed::Written => format!("  written    {}", template.path),
        Placed::Replaced => format!("  replaced   {}", template.path),
        Placed::Added => format!("  added to   {}", template.path),
        Placed::AsItShouldBe => format!("  unchanged  {}", template.path),
        Placed::Left => format!("  left       {}: it is there and says something else; --force replaces it", template.path),
    };
    if let (Placed::Left, Some(entry)) = (placed, &template.entry) {
        let _ = write!(text, ", or add below `repos:`\n\n{}", entry.trim_end());
    }
    text + "\n"
}

/// What to do next, in order.
fn next(names: &Names<'_>, target: &Path, root: Option<&Path>) -> String {
    let editions = names.editions;
    let mut text = String::from("\nNext:\n");
    let mut step = |command: &str, what: &str| {
        let _ = writeln!(text, "  {command}\n      {what}");
    };
    match root {
        None => step("git init", "this folder is in no git repository; the workflow, the hook and the attributes need one"),
        Some(root) if root != target => {
            step("git rev-parse --show-toplevel", "the repository's root is above this folder, and hosts read workflows and hooks at the root only");
        }
        Some(_) => {}
    }
    step(&format!("teiscribe convert {editions}/*.txt"), "make an edition of every source, beside it");
    step(&format!("teiscribe validate {editions}"), "judge the editions, as the workflow will on every push");
    step("git config diff.teiscribe.command \"teiscribe git-diff\"", "see changes in an editor's words in `git diff`; once for each clone");
    step("pre-commit install", "judge what is committed before it is (https://pre-commit.com); once for each clone");
    text
}
