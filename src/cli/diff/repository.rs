//! Two revisions of a git repository: what `git diff --raw` lists, compared as documents.
//!
//! `git` is called as a program. `REV..REV` compares two revisions, `REV...REV` the second with where both parted, `REV` alone with the working tree.

use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::diff::formats::Report;

use super::Arguments;
use super::many::{self, Bytes, Candidate};
use crate::cli::files;

/// Where a version of a file is.
#[derive(Debug)]
pub(super) enum Place {
    /// In the repository, under this digest.
    Blob(String),
    /// In the working tree.
    File(PathBuf),
}

/// What changed between revisions in the files that `paths` mean, all where there are none.
///
/// # Errors
/// Git is missing or refuses, or `paths` mean no file of either revision.
pub(super) fn compared(revisions: &str, paths: &[PathBuf], arguments: &Arguments) -> Result<Report, String> {
    if revisions.starts_with('-') {
        return Err(format!("`{revisions}` is no revision"));
    }
    let listed = git(&raw_diff(&[revisions], paths), Stdio::null())?;
    let top = git(&words(&["rev-parse", "--show-toplevel"]), Stdio::null());
    let top = top.map(|line| PathBuf::from(String::from_utf8_lossy(&line).trim_end_matches('\n')));
    let candidates = entries(&listed).map(|entry| entry.and_then(|entry| entry.candidate(top.as_deref().ok()))).collect::<Result<Vec<_>, _>>()?;
    if candidates.is_empty() {
        mean_something(revisions, paths)?;
    }
    let mut objects = Objects { blobs: None };
    Ok(many::compared(candidates, &mut objects, arguments))
}

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(Into::into).collect()
}

/// `git diff` for a program to read, whatever the user's settings are.
fn raw_diff(revisions: &[&str], paths: &[PathBuf]) -> Vec<OsString> {
    let options = ["diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "--no-ext-diff", "--ignore-submodules=none"];
    let separator = OsString::from("--");
    let paths = paths.iter().map(|path| path.clone().into_os_string());
    words(&options).into_iter().chain(words(revisions)).chain([separator]).chain(paths).collect()
}

/// Says where paths mean nothing: a pattern that matches no file passes no check.
fn mean_something(revisions: &str, paths: &[PathBuf]) -> Result<(), String> {
    if paths.is_empty() {
        return Ok(());
    }
    let nothing = git(&words(&["hash-object", "-t", "tree", "--stdin"]), Stdio::null())?;
    let nothing = String::from_utf8_lossy(&nothing).trim().to_owned();
    let newer = revisions.rsplit("..").next().map(|name| name.trim_start_matches('.')).filter(|name| !name.is_empty()).unwrap_or("HEAD");
    if git(&raw_diff(&[&nothing, newer], paths), Stdio::null())?.is_empty() {
        let named: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        return Err(format!("no file of {newer} is meant by {}", named.join(", ")));
    }
    Ok(())
}

/// What git prints.
///
/// # Errors
/// It is missing, or what it says against the command.
fn git(arguments: &[OsString], input: Stdio) -> Result<Vec<u8>, String> {
    let output = command().args(arguments).stdin(input).output().map_err(|reason| format!("git cannot be run: {reason}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().map(|line| line.trim_start_matches("fatal: ")).find(|line| !line.is_empty()).unwrap_or("no reason given");
    Err(format!("git refuses: {said}"))
}

fn command() -> Command {
    let mut command = Command::new("git");
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command
}

/// One line of `git diff --raw -z`: `:100644 100644 OLD NEW M`, then the path.
struct Entry<'g> {
    modes: [&'g str; 2],
    digests: [&'g str; 2],
    status: &'g str,
    path: String,
}

fn entries(listed: &[u8]) -> impl Iterator<Item = Result<Entry<'_>, String>> {
    let mut fields = listed.split(|&byte| byte == 0).filter(|field| !field.is_empty());
    std::iter::from_fn(move || {
        let (head, path) = (fields.next()?, fields.next());
        Some(entry(head, path).ok_or_else(|| format!("git lists what is not understood: {}", String::from_utf8_lossy(head))))
    })
}

fn entry<'g>(head: &'g [u8], path: Option<&[u8]>) -> Option<Entry<'g>> {
    let words: Vec<&str> = std::str::from_utf8(head).ok()?.strip_prefix(':')?.split(' ').collect();
    let &[old_mode, new_mode, old, new, status] = words.as_slice() else { return None };
    Some(Entry { modes: [old_mode, new_mode], digests: [old, new], status, path: String::from_utf8_lossy(path?).into_owned() })
}

impl Entry<'_> {
    /// # Errors
    /// The file waits to be merged.
    fn candidate(self, top: Option<&Path>) -> Result<Candidate<Place>, String> {
        if self.status == "U" {
            return Err(format!("{}: not merged; settle the conflict first", self.path));
        }
        let [old, new] = [0, 1].map(|side| {
            let place = || match top {
                Some(top) if self.digests[side].bytes().all(|byte| byte == b'0') => Place::File(top.join(&self.path)),
                _ => Place::Blob(self.digests[side].to_owned()),
            };
            self.modes[side].starts_with("100").then(place)
        });
        let (old, new) = if old.is_none() && new.is_none() { (Some(Place::Blob(self.digests[0].to_owned())), None) } else { (old, new) };
        Ok(Candidate { name: self.path, old, new })
    }
}

/// The objects of the repository, read through one `git cat-file --batch`.
struct Objects {
    blobs: Option<Batch>,
}

struct Batch {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Bytes<Place> for Objects {
    fn read(&mut self, place: &Place) -> Result<Vec<u8>, String> {
        match place {
            Place::File(path) => files::read(path).map_err(|failure| failure.to_string()),
            Place::Blob(digest) => self.blob(digest).map_err(|reason| format!("git does not give {digest}: {reason}")),
        }
    }
}

impl Objects {
    fn blob(&mut self, digest: &str) -> io::Result<Vec<u8>> {
        let batch = match &mut self.blobs {
            Some(batch) => batch,
            none => none.insert(Batch::start()?),
        };
        batch.object(digest)
    }
}

impl Batch {
    fn start() -> io::Result<Self> {
        let mut process = command().args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
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
