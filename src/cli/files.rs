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

/// The bytes of a file, or of standard input, where there are no more than `limit`; `None` where there are.
///
/// # Errors
/// The file cannot be read.
pub(super) fn read_within(path: &Path, limit: usize) -> Result<Option<Vec<u8>>, Failure> {
    let failed = |reason| unread(path, &reason);
    if path == Path::new("-") {
        return at_most(io::stdin().lock(), 0, limit).map_err(failed);
    }
    if path.is_dir() {
        return read(path).map(Some);
    }
    let file = fs::File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    if usize::try_from(length).is_ok_and(|length| length <= limit) { at_most(file, length, limit).map_err(failed) } else { Ok(None) }
}

fn at_most(from: impl Read, expected: u64, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    from.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

fn unread(path: &Path, reason: &io::Error) -> Failure {
    Failure { path: path.display().to_string(), reason: format!("cannot be read: {reason}") }
}
