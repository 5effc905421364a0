//! `--watch`: the run is made again whenever one of its files changes, until Ctrl-C or until nobody reads any more.
//!
//! Files are looked at every third of a second; that needs nothing of the system, and works on every disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::ThreadPool;

use crate::report::plural;
use crate::workspace::settings::Settings;
use crate::workspace::walk;

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::Arguments;
use super::run::once;

const PAUSE: Duration = Duration::from_millis(300);

/// What tells one state of a file from another.
type Stamp = Option<(SystemTime, u64)>;

/// Makes the run again and again; the exit code is that of the last one.
pub(super) fn run(arguments: &Arguments, settings: &Settings, threads: &ThreadPool, streams: &mut Streams) -> io::Result<Exit> {
    if arguments.paths.iter().any(|path| path == Path::new("-")) {
        streams.err("error: standard input cannot be watched\n")?;
        return Ok(Exit::Failed);
    }
    loop {
        let before = stamps(arguments, &[]);
        let done = once(arguments, settings, threads, streams)?;
        let schemas = stamps(arguments, &done.schemas);
        streams.err(&format!("watching {}; Ctrl-C ends\n", plural(schemas.len(), "file")))?;
        while stamps(arguments, &[]) == before && stamps(arguments, &done.schemas) == schemas {
            if streams.is_closed() {
                return Ok(done.exit);
            }
            std::thread::sleep(PAUSE);
        }
        streams.out(b"\n")?;
    }
}

/// The files of the run and `more`, and the state of each.
fn stamps(arguments: &Arguments, more: &[PathBuf]) -> BTreeMap<PathBuf, Stamp> {
    let options = arguments.schema.iter().chain(&arguments.source).chain(more).cloned();
    let files = walk(&arguments.paths, arguments.force_exclude).files.into_iter().chain(options);
    files.map(|file| (stamp(&file), file)).map(|(stamp, file)| (file, stamp)).collect()
}

fn stamp(file: &Path) -> Stamp {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
