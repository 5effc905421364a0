//! Files written so that each is the old one or the new one at every moment, never half of either.
//!
//! What is to stand in a file waits beside it under another name (`.note.xml.4711.tmp`) and is then renamed. A link stays a link, and
//! what it leads to is written; a file keeps its permissions. A device or a pipe (`/dev/stdout`) is written to, never replaced.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A file that waits beside its place until [`Pending::commit`]; dropped before, it is gone.
///
/// ```
/// use teiscribe::files::Pending;
/// let path = std::env::temp_dir().join(format!("teiscribe-doc-{}.txt", std::process::id()));
/// Pending::write(&path, b"Good morning.")?.commit()?;
/// assert_eq!(std::fs::read(&path).ok().as_deref(), Some(&b"Good morning."[..]));
/// # let _ = std::fs::remove_file(path);
/// # Ok::<(), teiscribe::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Pending {
    place: Place,
    path: PathBuf,
}

/// Where it waits.
#[derive(Debug)]
enum Place {
    /// In the file `waiting`, which is to become the file `place`.
    Beside { waiting: PathBuf, place: PathBuf },
    /// In memory: what is there is no file that could be replaced.
    Held(Vec<u8>),
}

impl Pending {
    /// Writes `bytes` beside `path`, brings them to the disk, reads them back and compares.
    ///
    /// # Errors
    /// The folder cannot be made, the file cannot be written, or it does not hold what was written.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        Self::filled(path, bytes, |temporary| {
            let mut file = fs::File::create(temporary)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            if fs::read(temporary)? == bytes { Ok(()) } else { Err(io::Error::other("the file does not hold what was written")) }
        })
    }

    /// Writes `bytes` beside `path` and leaves it to the system when they reach the disk: for what can be made again.
    ///
    /// # Errors
    /// The folder cannot be made, or the file cannot be written.
    pub fn draft(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        Self::filled(path, bytes, |temporary| fs::write(temporary, bytes))
    }

    fn filled(path: &Path, bytes: &[u8], fill: impl FnOnce(&Path) -> io::Result<()>) -> Result<Self, Error> {
        if is_device(path) {
            return Ok(Self { place: Place::Held(bytes.to_vec()), path: path.to_owned() });
        }
        let place = if path.is_symlink() { path.canonicalize().unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() };
        let waiting = temporary_name(&place);
        let pending = Self { place: Place::Beside { waiting: waiting.clone(), place: place.clone() }, path: path.to_owned() };
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        let made = folder.map_or(Ok(()), fs::create_dir_all).and_then(|()| fill(&waiting)).and_then(|()| keep_permissions(&place, &waiting));
        made.map_err(|reason| Error::write(path, reason))?;
        Ok(pending)
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// The file cannot be moved, or the device not be written to.
    pub fn commit(self) -> Result<(), Error> {
        let done = match &self.place {
            Place::Beside { waiting, place } => fs::rename(waiting, place),
            Place::Held(bytes) => OpenOptions::new().append(true).open(&self.path).and_then(|mut device| device.write_all(bytes)),
        };
        done.map_err(|reason| Error::write(&self.path, reason))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Place::Beside { waiting, .. } = &self.place {
            let _ = fs::remove_file(waiting);
        }
    }
}

/// Streams of the process, by the names a system gives them.
const STREAMS: &[&str] = &["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc/self/fd"];

/// Whether there is something that is neither a file nor a folder. A stream that leads into a file counts too: whoever opened it goes on
/// writing there.
fn is_device(path: &Path) -> bool {
    STREAMS.iter().any(|stream| path.starts_with(stream)) || fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

fn keep_permissions(of: &Path, to: &Path) -> io::Result<()> {
    fs::metadata(of).map_or(Ok(()), |there| fs::set_permissions(to, there.permissions()))
}

/// Whether a file name is that of a file which waits, or waited when its process ended.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && Path::new(name).extension().is_some_and(|extension| extension == "tmp")
}

fn temporary_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
    use std::os::unix::net::UnixListener;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("teiscribe-files-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn what_is_no_file_is_never_replaced() {
        let folder = folder("device");
        let socket = folder.join("s");
        let _listener = UnixListener::bind(&socket).expect("a socket");
        Pending::write(&socket, b"x").and_then(Pending::commit).expect_err("nothing is appended to a socket");
        assert!(fs::metadata(&socket).expect("it is there").file_type().is_socket());
        assert!(is_device(Path::new("/dev/null")) && !is_device(&folder) && !is_device(Path::new("Cargo.toml")));
        assert!(is_device(Path::new("/dev/stdout")) && is_device(Path::new("/dev/fd/1")));
        assert!(!is_device(Path::new("/dev/shm/note.xml")), "a folder of files in memory is a folder");
        fs::remove_dir_all(folder).expect("the test's own folder");
    }

    #[test]
    fn a_link_stays_a_link_and_a_file_keeps_its_permissions() {
        let folder = folder("link");
        let (file, link) = (folder.join("a.txt"), folder.join("b.txt"));
        fs::write(&file, "old").expect("a file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
        symlink("a.txt", &link).expect("a link");
        Pending::write(&link, b"new").and_then(Pending::commit).expect("a file");
        assert!(link.is_symlink() && fs::read(&file).is_ok_and(|text| text == b"new"));
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 2);
        fs::remove_dir_all(folder).expect("the test's own folder");
    }
}
