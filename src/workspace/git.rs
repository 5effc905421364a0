//! `git`, called as a program: what it prints, what it says against a command, the objects it keeps.
//!
//! It takes no locks, speaks English and is asked for NUL between names, so that what it prints reads the same whatever the user's settings are.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What git prints in a folder.
///
/// # Errors
/// There is no git, or what it says against the command.
pub fn printed(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Vec<u8>, String> {
    let output = command(folder).args(arguments).output().map_err(|reason| format!("git cannot be run: {reason}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().map(|line| line.trim_start_matches("fatal: ")).find(|line| !line.is_empty()).unwrap_or("no reason given");
    Err(format!("git refuses: {said}"))
}

/// The one line that git prints in a folder.
///
/// # Errors
/// As [`printed`].
pub fn line(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<String, String> {
    printed(folder, arguments).map(|output| String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r']).to_owned())
}

/// What stands between NULs, as `-z` prints it.
pub fn fields(output: &[u8]) -> impl Iterator<Item = &[u8]> {
    output.split(|byte| *byte == 0).filter(|field| !field.is_empty())
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command
}

/// The objects of the repository around the current folder, read through one `git cat-file --batch`, which starts with the first.
#[derive(Debug, Default)]
pub struct Objects(Option<Batch>);

impl Objects {
    /// The bytes of a blob.
    ///
    /// # Errors
    /// Why git does not give them.
    pub fn blob(&mut self, digest: &str) -> Result<Vec<u8>, String> {
        self.read(digest).map_err(|reason| format!("git does not give {digest}: {reason}"))
    }

    fn read(&mut self, digest: &str) -> io::Result<Vec<u8>> {
        match &mut self.0 {
            Some(batch) => batch.object(digest),
            none => none.insert(Batch::start()?).object(digest),
        }
    }
}

#[derive(Debug)]
struct Batch {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Batch {
    fn start() -> io::Result<Self> {
        let mut command = command(Path::new("."));
        let mut process = command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else { return Err(io::ErrorKind::BrokenPipe.into()) };
        Ok(Self { process, input, output: BufReader::new(output) })
    }

    /// Asks for one object; the answer is `DIGEST blob SIZE`, the bytes, a line feed.
    fn object(&mut self, digest: &str) -> io::Result<Vec<u8>> {
        writeln!(self.input, "{digest}")?;
        self.input.flush()?;
        let mut head = String::new();
        self.output.read_line(&mut head)?;
        let size = head.trim_end().split_once(" blob ").and_then(|(_, size)| size.parse::<u64>().ok());
        let size = size.ok_or_else(|| io::Error::other(head.trim_end().to_owned()))?;
        let mut bytes = Vec::new();
        (&mut self.output).take(size).read_to_end(&mut bytes)?;
        self.output.read_exact(&mut [0])?;
        Ok(bytes)
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
