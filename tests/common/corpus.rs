//! A folder of a test's own, with documents, and the program run in it.

#[path = "folder.rs"]
mod folder;

use std::error::Error;
use std::ops::Deref;
use std::process::{Command, Stdio};

use folder::Folder;

/// The folder.
pub struct Corpus(Folder);

/// What a run printed and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Corpus {
    /// An empty folder.
    pub fn new(name: &str) -> Self {
        Self(Folder::new(name))
    }

    /// An empty folder that is a repository; `None`, and a word on standard error, where there is no git.
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    pub fn in_git(name: &str) -> Result<Option<Self>, Box<dyn Error>> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: git is not here");
            return Ok(None);
        }
        let corpus = Self::new(name);
        corpus.git(&["init", "--quiet"])?;
        corpus.git(&["config", "user.name", "An editor"])?;
        corpus.git(&["config", "user.email", "editor@example.org"])?;
        Ok(Some(corpus))
    }

    pub fn git(&self, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
        let done = Command::new("git").current_dir(&self.0).args(arguments).output()?;
        if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into()) }
    }

    /// `teiscribe validate` with the arguments, its standard error piped.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_teiscribe"));
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path))).current_dir(&self.0);
        command.stdin(Stdio::null()).stderr(Stdio::piped()).arg("validate").args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Result<Run, Box<dyn Error>> {
        let done = self.command(arguments).stdout(Stdio::piped()).output()?;
        let code = done.status.code().ok_or("ended by a signal")?;
        Ok(Run { code, out: String::from_utf8(done.stdout)?, err: String::from_utf8(done.stderr)? })
    }
}

impl Deref for Corpus {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.0
    }
}
