//! A folder of a test's own, in which commands run as a user would type them.

#[path = "folder.rs"]
mod folder;

use std::error::Error;
use std::path::Path;
use std::process::Command;

use folder::Folder;

/// The folder.
pub struct Scratch(pub Folder);

/// How a command line ended: exit code, and both streams one after the other.
pub struct Ended {
    /// The exit code.
    pub code: i32,
    /// Standard output, then standard error.
    pub text: String,
}

impl Scratch {
    /// A new folder.
    pub fn new(name: &str) -> Self {
        Self(Folder::new(name))
    }

    /// Runs `line` in `bash` in the folder `below`, with the program in the path, a home of its own, and no settings of the user.
    pub fn bash(&self, below: &str, line: &str, variables: &[(&str, &str)]) -> Result<Ended, Box<dyn Error>> {
        let program = Path::new(env!("CARGO_BIN_EXE_teiscribe")).parent().ok_or("a folder")?;
        let path = std::env::var("PATH")?;
        let mut command = Command::new("bash");
        command.args(["-e", "-o", "pipefail", "-c", line]).current_dir(self.0.join(below));
        command.env_clear().env("PATH", format!("{}:{path}", program.display())).env("HOME", &self.0.0).env("LANG", "C.UTF-8");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Editor").env(format!("GIT_{who}_EMAIL"), "editor@example.org");
        }
        let output = command.envs(variables.iter().copied()).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        Ok(Ended { code: output.status.code().ok_or("ended by a signal")?, text })
    }

    /// As [`Scratch::bash`], where an exit code other than 0 is a failure of the test.
    pub fn done(&self, below: &str, line: &str) -> Result<String, Box<dyn Error>> {
        let ended = self.bash(below, line, &[])?;
        if ended.code == 0 { Ok(ended.text) } else { Err(format!("`{line}` ended with {}:\n{}", ended.code, ended.text).into()) }
    }
}
