//! `teiscribe schema list`: the schemas that are part of the program, and those that are pinned, with their state.

use std::fmt::Write as _;
use std::io;

use clap::Args;
use serde_json::{Value, json};

use crate::validate::bundled::{BUNDLED, Bundled};
use crate::workspace::lock::{Entry, State};
use crate::workspace::schemas::Shelf;

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::super::shelving::Shelving;
use super::Listing;

/// Arguments of `schema list`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// List only what is pinned
    #[arg(long)]
    pinned: bool,
    /// How to print the list
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Listing::Human)]
    listing: Listing,
    #[command(flatten)]
    pub(super) shelving: Shelving,
}

/// Lists all schemas.
pub(super) fn run(arguments: &Arguments, shelf: &Shelf, streams: &mut Streams) -> io::Result<Exit> {
    let pinned: Vec<(&Entry, State)> = shelf.lock.pinned.iter().map(|pinned| (&pinned.entry, shelf.lock.state(&pinned.entry))).collect();
    let bundled = if arguments.pinned { &[] } else { BUNDLED };
    let text = match arguments.listing {
        Listing::Human => bundled.iter().map(line).collect::<String>() + &for_people(&pinned, shelf),
        Listing::Json => format!("{:#}\n", document(bundled, &pinned, shelf)),
    };
    streams.out(text.as_bytes()).map(|()| Exit::Clean)
}

fn line(bundled: &Bundled) -> String {
    format!("{} {} (sha256 {})\n  {}; part of the program\n", bundled.url(), bundled.version, &bundled.sha256()[..16], bundled.what)
}

fn for_people(pinned: &[(&Entry, State)], shelf: &Shelf) -> String {
    let mut text = String::new();
    if shelf.lock.source().is_none() {
        return format!("nothing is pinned: there is no {}\n", shelf.lock.path.display());
    }
    for (entry, state) in pinned {
        let name = entry.url.as_deref().unwrap_or(&entry.file);
        let version = entry.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        let part = if entry.part { ", a part" } else { "" };
        let _ = writeln!(
            text,
            "{name}{version} (sha256 {}){part}\n  {}, pinned by {}: {}",
            &entry.sha256[..16],
            entry.file,
            shelf.lock.path.display(),
            state.name()
        );
    }
    text
}

fn document(bundled: &[Bundled], pinned: &[(&Entry, State)], shelf: &Shelf) -> Value {
    let bundled: Vec<Value> = bundled
        .iter()
        .map(|bundled| json!({"url": bundled.url(), "what": bundled.what, "version": bundled.version, "sha256": bundled.sha256()}))
        .collect();
    let pinned: Vec<Value> = pinned
        .iter()
        .map(|(entry, state)| json!({"url": entry.url, "file": entry.file, "version": entry.version, "sha256": entry.sha256, "part": entry.part, "state": state.name()}))
        .collect();
    json!({"version": 1, "bundled": bundled, "lock": shelf.lock.path, "pinned": pinned})
}
