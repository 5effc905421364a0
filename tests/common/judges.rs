//! `jing` and `trang`, Python packages, and the third-party schema, where they are at hand; where not, the test says so.

#![allow(dead_code, unused_imports, reason = "each test uses a part of it")]

#[path = "folder.rs"]
mod folder;

use std::path::{Path, PathBuf};
use std::process::Command;

pub use folder::Folder;

/// The folder of third-party material.
pub fn shared() -> PathBuf {
    std::env::var_os("TEISCRIBE_SHARED").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// The third-party schema, if it and `jing` are at hand.
pub fn tei_all() -> Option<PathBuf> {
    let schema = shared().join("schemas/tei_all-4.12.0.rng");
    (schema.exists() && has("jing")).then_some(schema)
}

/// The bundled profile.
pub fn profile() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/tei/1.0/teiscribe.rnc")
}

/// Whether a program can be started.
pub fn has(program: &str) -> bool {
    Command::new(program).output().is_ok()
}

/// Whether Python has these packages.
pub fn has_python(packages: &str) -> bool {
    let run = Command::new("python3").args(["-c", &format!("import {packages}")]).output();
    shared().exists() && run.is_ok_and(|run| run.status.success())
}

/// Says that a test was skipped.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// What `jing` says of the files, in one process: empty where all are valid.
pub fn jing(schema: &Path, files: &[PathBuf]) -> String {
    let mut jing = Command::new("jing");
    if schema.extension().is_some_and(|extension| extension == "rnc") {
        jing.arg("-c");
    }
    let output = jing.arg(schema).args(files).output().expect("jing runs");
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() { String::new() } else { format!("{report}{}", String::from_utf8_lossy(&output.stderr)) }
}
