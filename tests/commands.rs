//! Every folder of `tests/commands` holds a command line and the files it needs; streams, exit code, the names of files made and the TOML among
//! them are locked.
//!
//! `command` holds one command a line, run in order in a copy of the folder; `<FILE` at its end is standard input, and
//! `NAME=value` at its beginning a variable of the environment. `cd FOLDER` holds for the lines after it.

#[path = "common/snapshot.rs"]
mod snapshot;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn run(path: &Path) -> Result<(), Box<dyn Error>> {
    let case = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).ok_or("a folder with a name")?;
    let folder = std::env::temp_dir().join(format!("teiscribe-{}-{case}", std::process::id()));
    copy(path.parent().ok_or("a folder")?, &folder)?;
    let before = files(&folder, &folder)?;
    let (mut transcript, mut here) = (String::new(), folder.clone());
    for line in fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        match line.strip_prefix("cd ") {
            Some(below) => here.push(below.trim()),
            None => transcript += &execute(line, &here)?,
        }
    }
    for (name, bytes) in files(&folder, &folder)? {
        if before.get(&name) != Some(&bytes) {
            writeln!(transcript, "made {name}{}", if bytes.is_empty() { ", which is empty" } else { "" })?;
            // TOML is made for people to read and correct.
            if Path::new(&name).extension().is_some_and(|extension| extension == "toml") {
                transcript += &marked(&name, &bytes);
            }
        }
    }
    fs::remove_dir_all(&folder)?;
    snapshot::assert("commands", case, "streams", &transcript);
    Ok(())
}

/// Runs one line and writes down what it printed and how it ended.
fn execute(line: &str, folder: &Path) -> Result<String, Box<dyn Error>> {
    let (words, input) = match line.split_once('<') {
        Some((words, input)) => (words, Some(input.trim())),
        None => (line, None),
    };
    let mut words = words.split_whitespace().peekable();
    let mut variables = Vec::new();
    while let Some(variable) = words.peek().and_then(|word| word.split_once('=')) {
        variables.push(variable);
        words.next();
    }
    if words.next() != Some("teiscribe") {
        return Err(format!("`{line}` runs something else").into());
    }
    let input = match input {
        Some(file) => Stdio::from(fs::File::open(folder.join(file))?),
        None => Stdio::null(),
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
    command.args(words).current_dir(folder).env_clear().envs(variables).stdin(input);
    let output = command.output()?;
    let code = output.status.code().ok_or("ended by a signal")?;
    Ok(format!("$ {line}\n{}{}[exit code {code}]\n\n", marked("out", &output.stdout), marked("err", &output.stderr)))
}

fn marked(stream: &str, bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().map(|line| format!("{stream}| {line}").trim_end().to_owned() + "\n").collect()
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn files(root: &Path, folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.append(&mut files(root, &path)?);
        } else {
            found.insert(path.strip_prefix(root)?.to_string_lossy().into_owned(), fs::read(&path)?);
        }
    }
    Ok(found)
}

datatest_stable::harness! {
    { test = run, root = "tests/commands", pattern = r"/command$" },
}
