//! Files and standard input, read whole.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::report::Failure;

/// The bytes of a file; `-` is standard input.
///
/// # Errors
/// The file cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else if path.is_dir() {
        Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name the files in it"))
    } else {
        fs::read(path)
    };
    bytes.map_err(|reason| unread(path, &reason))
}

/// A document that has been opened.
pub(super) enum Opened {
    /// All its bytes.
    Whole(Vec<u8>),
    /// An XML document that is too large to be held, or that nobody knows the end of.
    Flowing(Box<dyn Read + Send>),
    /// There are more bytes than the limit.
    TooLarge,
}

/// A file of more bytes than this flows.
const LARGE: u64 = 16 << 20;
/// What comes from standard input or a pipe flows where it has more bytes than this.
const HELD: u64 = 1 << 20;

/// Opens a file, or standard input, of at most `limit` bytes.
///
/// # Errors
/// The file cannot be read.
pub(super) fn open(path: &Path, limit: usize) -> Result<Opened, Failure> {
    let failed = |reason| unread(path, &reason);
    if path == Path::new("-") {
        return begun(io::stdin(), HELD, limit).map_err(failed);
    }
    if path.is_dir() {
        return read(path).map(Opened::Whole);
    }
    let file = fs::File::open(path).map_err(failed)?;
    let kind = file.metadata().map_err(failed)?;
    if !kind.is_file() {
        return begun(file, HELD, limit).map_err(failed);
    }
    match kind.len() {
        length if length > limit as u64 => Ok(Opened::TooLarge),
        length if length > LARGE => begun(file, HELD, limit).map_err(failed),
        length => at_most(file, length, limit).map(|bytes| bytes.map_or(Opened::TooLarge, Opened::Whole)).map_err(failed),
    }
}

/// Reads the first `held` bytes: what has no more is held, and so is what is JSON.
fn begun(mut from: impl Read + Send + 'static, held: u64, limit: usize) -> io::Result<Opened> {
    let mut bytes = Vec::new();
    from.by_ref().take(held + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Ok(Opened::TooLarge);
    }
    if bytes.len() as u64 <= held {
        return Ok(Opened::Whole(bytes));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_start();
    let is_json = text.starts_with(b"{") || text.starts_with(b"[");
    let from = io::Cursor::new(bytes).chain(from);
    if is_json {
        return at_most(from, 0, limit).map(|bytes| bytes.map_or(Opened::TooLarge, Opened::Whole));
    }
    Ok(Opened::Flowing(Box::new(from)))
}

fn at_most(from: impl Read, expected: u64, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    from.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

fn unread(path: &Path, reason: &io::Error) -> Failure {
    Failure { path: path.display().to_string(), reason: format!("cannot be read: {reason}") }
}
