//! `teiscribe schema lock`: a schema, with all it refers to, into `teiscribe.lock`; `--fetch` is the one way to the network.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::files::Pending;
use crate::report::Report;
use crate::workspace::lock::{Entry, Origin, Plan, Refused, Wanted, plan};
use crate::workspace::schemas::{Shelf, Way};

use super::super::limits::bytes;
use super::super::outcome::Exit;
use super::super::output::Streams;
use super::super::{Reporting, shelving::Shelving};

/// Arguments of `schema lock`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The schema: a file of the repository, or an address
    #[arg(value_name = "URL|FILE")]
    schema: String,
    /// The file of the repository that is the copy of the address
    #[arg(long, value_name = "FILE", conflicts_with = "fetch")]
    copy: Option<PathBuf>,
    /// Fetch the schema, and all that it refers to, from the network
    #[arg(long)]
    fetch: bool,
    /// Let what was pinned otherwise, or lies in the place of a copy, give way
    #[arg(long)]
    update: bool,
    /// Folder for what is fetched; else `schemas` beside the lock file
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Most bytes that a fetched file may have
    #[arg(long, value_name = "BYTES", default_value = "32M", value_parser = bytes)]
    max_size: usize,
    #[command(flatten)]
    pub(super) shelving: Shelving,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

/// Pins a schema.
pub(super) fn run(arguments: &Arguments, shelf: &Shelf, streams: &mut Streams) -> io::Result<Exit> {
    let origin = network(arguments);
    let into = arguments.into.clone().unwrap_or_else(|| shelf.lock.path.with_file_name("schemas"));
    let planned = wanted(arguments, shelf, origin.is_some())
        .map_err(Refused::Absent)
        .and_then(|wanted| plan(&wanted, shelf, origin.as_deref(), &into, arguments.update));
    let done = match planned {
        Ok(plan) => write(&plan, shelf).map(|()| told(&plan, shelf)),
        Err(refused) => return self::refused(refused, arguments, streams),
    };
    match done {
        Ok(text) => streams.out(text.as_bytes()).map(|()| Exit::Clean),
        Err(reason) => streams.err(&format!("error: {reason}\n")).map(|()| Exit::Failed),
    }
}

#[cfg(feature = "fetch")]
fn network(arguments: &Arguments) -> Option<Box<dyn Origin>> {
    arguments.fetch.then(|| Box::new(crate::workspace::fetch::Network { most: arguments.max_size }) as Box<dyn Origin>)
}

#[cfg(not(feature = "fetch"))]
fn network(arguments: &Arguments) -> Option<Box<dyn Origin>> {
    let _ = arguments.max_size;
    None
}

/// What the arguments ask for.
///
/// # Errors
/// Why it makes no sense, with the command that does.
fn wanted(arguments: &Arguments, shelf: &Shelf, can_fetch: bool) -> Result<Wanted, String> {
    let name = &arguments.schema;
    let is_address = Shelf::is_address(name);
    if arguments.fetch && !can_fetch {
        return Err("this program was built without the feature `fetch`; download the schema and pin it with --copy FILE".to_owned());
    }
    match (&arguments.copy, is_address) {
        (Some(_), false) => Err(format!("--copy names the copy of an address, and `{name}` is none")),
        (None, false) if arguments.fetch => Err(format!("--fetch wants an address, and `{name}` is none")),
        (None, false) => Ok(Wanted::File(PathBuf::from(name))),
        (Some(copy), true) => Ok(Wanted::Copy(name.clone(), copy.clone())),
        (None, true) if arguments.fetch => Ok(Wanted::Fetched(name.clone())),
        (None, true) => at_hand(name, shelf),
    }
}

/// An address that is at hand already: by a catalogue or the lock file.
fn at_hand(url: &str, shelf: &Shelf) -> Result<Wanted, String> {
    let located = shelf.named(Path::new(url)).map_err(|failure| format!("`{url}` is not at hand: {failure}"))?;
    match located.way {
        Way::Bundled => Err(format!("`{url}` is part of the program, which never changes it, and needs no lock")),
        Way::Locked(..) | Way::Catalogue(..) | Way::File => Ok(Wanted::Copy(url.to_owned(), PathBuf::from(located.source.name()))),
    }
}

/// Writes the copies, then the lock file: if that fails half-way, nothing that is pinned has changed its meaning.
fn write(plan: &Plan, shelf: &Shelf) -> Result<(), String> {
    let copies = plan.copies.iter().map(|(path, bytes)| Pending::write(path, bytes));
    let lock = plan.lock.iter().map(|text| Pending::write(&shelf.lock.path, text.as_bytes()));
    let pending: Vec<Pending> = copies.chain(lock).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    pending.into_iter().try_for_each(Pending::commit).map_err(|error| error.to_string())
}

fn told(plan: &Plan, shelf: &Shelf) -> String {
    let done = if plan.lock.is_some() { "pinned" } else { "pinned already:" };
    let lines: String = plan.entries.iter().enumerate().map(|(at, entry)| line(entry, if at == 0 { done } else { "  with" })).collect();
    let led_to = plan.led_to.as_ref().map(|to| format!("  the address led to {to}\n")).unwrap_or_default();
    let written = plan.lock.as_ref().map(|_| format!("wrote {}\n", shelf.lock.path.display())).unwrap_or_default();
    lines + &led_to + &written
}

fn line(entry: &Entry, done: &str) -> String {
    let version = entry.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    let (name, copy) = match &entry.url {
        Some(url) => (url, format!(", copy {}", entry.file)),
        None => (&entry.file, String::new()),
    };
    format!("{done} {name}{version}{copy} (sha256 {})\n", &entry.sha256[..16])
}

fn refused(refused: Refused, arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let message = match refused {
        Refused::Absent(reason) => reason,
        Refused::Differs(lines) => format!("{}\nnothing was written; --update pins the new text", lines.join("\nerror: ")),
        Refused::Unusable(finding, texts) => {
            let path = finding.place.as_ref().map(|place| place.path.to_string()).unwrap_or_default();
            streams.report(&Report::about(&path, vec![*finding], &texts), &arguments.reporting, false)?;
            "the schema cannot be used; nothing was written".to_owned()
        }
    };
    streams.err(&format!("error: {message}\n"))?;
    Ok(Exit::Failed)
}
