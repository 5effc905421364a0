//! `teiscribe snapshot list` and `show`: what waits for a decision, and what would change; and the lines all lists share.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::render::words::plain;
use crate::render::{counted, plural};
use crate::snapshot::{Change, Choice, Corpus, Group, Pending, Place, State, Versions, choose, groups};

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::{failed, refused, seen_from_root};

/// Files, and groups, that are listed before the rest is counted.
const MOST: usize = 20;
/// Changes that are listed of one file.
const MOST_CHANGES: usize = 8;

/// An output, its state and its changes.
pub(super) type Listed<'a> = (&'a Place, State, &'a [Change]);

/// Lists what waits for a decision.
pub(super) fn list(corpus: &Corpus, as_json: bool, streams: &mut Streams) -> io::Result<Exit> {
    let sources = match corpus.sources() {
        Ok(sources) => sources,
        Err(findings) => return refused(findings, streams),
    };
    let (pending, obsolete) = match corpus.pending().and_then(|pending| Ok((pending, corpus.obsolete(&sources)?))) {
        Ok(waiting) => waiting,
        Err(failure) => return failed(&failure, streams),
    };
    if as_json {
        let text = serde_json::to_string_pretty(&document(&pending, &obsolete)).unwrap_or_default();
        streams.out(format!("{text}\n").as_bytes())?;
        return Ok(Exit::Clean);
    }
    let mut listed = listed(&pending);
    listed.extend(obsolete.iter().map(|place| (place, State::Obsolete, &[][..])));
    streams.out((large_groups(&listed) + &files(&listed)).as_bytes())?;
    streams.err(&format!("{}, {} obsolete\n", counted(pending.len(), "output waits", "outputs wait"), obsolete.len()))?;
    Ok(Exit::Clean)
}

fn listed(pending: &[Pending]) -> Vec<Listed<'_>> {
    pending.iter().map(|output| (&output.place, output.state, output.changes.as_slice())).collect()
}

fn document(pending: &[Pending], obsolete: &[Place]) -> Value {
    let outputs = pending.iter().map(|output| {
        let changes: Vec<Value> =
            output.changes.iter().map(|change| json!({"kind": change.kind, "line": change.line, "group": change.group})).collect();
        json!({"input": output.place.input, "output": output.place.output.name, "snapshot": output.place.name(), "state": output.state.name(), "changes": changes})
    });
    let outputs: Vec<Value> = outputs.collect();
    let obsolete: Vec<Value> =
        obsolete.iter().map(|place| json!({"input": place.input, "output": place.output.name, "snapshot": place.name()})).collect();
    let groups = groups(pending.iter().map(|output| (&output.place, output.changes.as_slice())));
    let groups: Vec<Value> =
        groups.iter().map(|group| json!({"id": group.id, "kind": group.kind, "line": group.line, "files": group.places.len()})).collect();
    json!({"version": 1, "pending": outputs, "obsolete": obsolete, "groups": groups})
}

/// Shows the changes of the outputs named.
pub(super) fn show(corpus: &Corpus, paths: &[PathBuf], diff: bool, streams: &mut Streams) -> io::Result<Exit> {
    let pending = match corpus.pending() {
        Ok(pending) => pending,
        Err(failure) => return failed(&failure, streams),
    };
    let choice = Choice { paths: seen_from_root(paths, corpus), ..Choice::default() };
    let named = if choice.paths.is_empty() { Vec::new() } else { choose(&pending, &choice).taken };
    if named.is_empty() {
        return refused(vec![super::nothing("nothing that waits for a decision is named")], streams);
    }
    for output in named {
        streams.out(whole(output).as_bytes())?;
        if diff {
            match in_words(output, corpus) {
                Ok(text) => streams.out(format!("\n{text}\n").as_bytes())?,
                Err(failure) => return failed(&failure, streams),
            }
        }
    }
    Ok(Exit::Clean)
}

/// All changes of an output, one line each.
pub(super) fn whole(output: &Pending) -> String {
    let head = format!("{:<12}  {}\n", output.state.name(), output.place);
    output.changes.iter().fold(head, |text, change| text + "    " + &change.line + "\n")
}

/// The changed texts of an output word by word, where words changed; one that was never accepted is shown whole.
pub(super) fn in_words(output: &Pending, corpus: &Corpus) -> Result<String, crate::error::Error> {
    if output.state == State::Missing {
        return Ok(Versions::read(&output.place, &corpus.root)?.pending.unwrap_or_default());
    }
    let changed = output.changes.iter().filter(|change| !change.words.is_empty());
    Ok(changed.fold(String::new(), |text, change| text + "    " + &plain(&change.words) + "\n"))
}

/// The groups of several files, one line each.
pub(super) fn large_groups(outputs: &[Listed<'_>]) -> String {
    let groups = several(outputs);
    let mut text = String::new();
    for group in groups.iter().take(MOST) {
        let _ = writeln!(text, "group {}  {} files: {}", group.id, group.places.len(), group.line);
    }
    if groups.len() > MOST {
        let _ = writeln!(text, "and {} more groups", groups.len() - MOST);
    }
    text
}

fn several(outputs: &[Listed<'_>]) -> Vec<Group> {
    let mut groups = groups(outputs.iter().map(|(place, _, changes)| (*place, *changes)));
    groups.retain(|group| group.places.len() > 1);
    groups
}

/// The files with their changes, those first of which most is to be decided; what groups tell is not told again.
pub(super) fn files(outputs: &[Listed<'_>]) -> String {
    let groups = several(outputs);
    let grouped = |change: &Change| groups.iter().any(|group| group.id == change.group);
    let told = |(_, state, changes): &&Listed<'_>| *state != State::Changed || !changes.iter().all(grouped);
    let mut shown: Vec<&Listed<'_>> = outputs.iter().filter(told).collect();
    shown.sort_by_key(|(_, state, _)| *state);
    let mut text = String::new();
    for (place, state, changes) in shown.iter().take(MOST) {
        let _ = writeln!(text, "{:<12}  {place}", state.name());
        lines(&mut text, changes.iter().filter(|change| !grouped(change)));
    }
    if shown.len() > MOST {
        let _ = writeln!(text, "and {}: {}", plural(shown.len() - MOST, "more file"), by_state(&shown[MOST..]));
    }
    text
}

fn lines<'a>(text: &mut String, changes: impl Iterator<Item = &'a Change>) {
    let changes: Vec<&Change> = changes.collect();
    for change in changes.iter().take(MOST_CHANGES) {
        let _ = writeln!(text, "    {}", change.line);
    }
    if changes.len() > MOST_CHANGES {
        let _ = writeln!(text, "    and {} more changes", changes.len() - MOST_CHANGES);
    }
}

fn by_state(outputs: &[&Listed<'_>]) -> String {
    let count = |state: State| outputs.iter().filter(|(_, own, _)| *own == state).count();
    let parts = State::TOLD.into_iter().map(|state| (count(state), state.name())).filter(|(count, _)| *count > 0);
    parts.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}
