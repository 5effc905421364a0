//! `teiscribe snapshot accept`, `reject`, `apply` and `prune`: decisions carried out.

use std::io;
use std::path::Path;

use crate::render::plural;
use crate::report::Failure;
use crate::snapshot::{Choice, Chosen, Corpus, Decision, Decisions, Pending, carry_out, choose};

use super::super::files;
use super::super::outcome::Exit;
use super::super::output::Streams;
use super::{Named, ask, failed, nothing, only_checks, refused, seen_from_root};

/// Accepts what is named.
pub(super) fn accept(corpus: &Corpus, named: &Named, streams: &mut Streams) -> io::Result<Exit> {
    if named.all && only_checks() {
        streams.err("error: CI is set: accepting all outputs is for somebody who has looked at them\n")?;
        return Ok(Exit::Failed);
    }
    decide(corpus, named, Decision::Accept, streams)
}

/// Rejects what is named.
pub(super) fn reject(corpus: &Corpus, named: &Named, streams: &mut Streams) -> io::Result<Exit> {
    decide(corpus, named, Decision::Reject, streams)
}

fn decide(corpus: &Corpus, named: &Named, decision: Decision, streams: &mut Streams) -> io::Result<Exit> {
    let pending = match corpus.pending() {
        Ok(pending) => pending,
        Err(failure) => return failed(&failure, streams),
    };
    let chosen = chosen(&pending, named, corpus);
    for output in &chosen.mixed {
        streams.err(&format!("left pending: {}, which has other changes too\n", output.place))?;
    }
    if chosen.taken.is_empty() {
        return refused(vec![nothing("nothing that waits for a decision is named")], streams);
    }
    if named.all && !named.yes && !agreed(&chosen, decision, streams)? {
        streams.err("nothing was changed\n")?;
        return Ok(Exit::Findings);
    }
    let decisions = chosen.taken.iter().map(|output| (&output.place, decision));
    if let Err(failure) = carry_out(&corpus.root, decisions) {
        return failed(&failure, streams);
    }
    streams.err(&format!("{} {}\n", word(decision), plural(chosen.taken.len(), "output")))?;
    Ok(Exit::Clean)
}

/// Paths that lead out of the corpus name nothing, and must not come to mean everything.
fn chosen<'a>(pending: &'a [Pending], named: &Named, corpus: &Corpus) -> Chosen<'a> {
    let paths = seen_from_root(&named.paths, corpus);
    if paths.len() < named.paths.len() && paths.is_empty() {
        return Chosen::default();
    }
    choose(pending, &Choice { paths, groups: named.groups.clone(), kinds: named.kinds.clone() })
}

fn agreed(chosen: &Chosen<'_>, decision: Decision, streams: &mut Streams) -> io::Result<bool> {
    let verb = if decision == Decision::Accept { "Accept" } else { "Delete" };
    let question = format!("{verb} {}? [y/N] ", plural(chosen.taken.len(), "pending output"));
    let answer = ask(&question, &mut io::stdin().lock(), streams)?;
    Ok(answer.is_some_and(|answer| matches!(answer.to_lowercase().as_str(), "y" | "yes")))
}

fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "accepted",
        Decision::Reject => "rejected",
        Decision::Skip => "left",
    }
}

/// The file of decisions cannot be read.
fn unread(failure: &Failure, streams: &mut Streams) -> io::Result<Exit> {
    streams.err(&format!("error: {failure}\n"))?;
    Ok(Exit::Failed)
}

/// Carries out a file of decisions, all of them or none.
pub(super) fn apply(corpus: &Corpus, file: &Path, streams: &mut Streams) -> io::Result<Exit> {
    let text = match files::read(file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(failure) => return unread(&failure, streams),
    };
    let decisions = match Decisions::read(&text) {
        Ok(decisions) => decisions,
        Err(finding) => return refused(vec![*finding], streams),
    };
    let plan = match decisions.for_corpus(corpus) {
        Ok(Ok(plan)) => plan,
        Ok(Err(stale)) => return refused(stale, streams),
        Err(failure) => return failed(&failure, streams),
    };
    if let Err(failure) = carry_out(&corpus.root, plan.iter().map(|(place, decision)| (place, *decision))) {
        return failed(&failure, streams);
    }
    let count = |wanted: Decision| plan.iter().filter(|(_, decision)| *decision == wanted).count();
    let (accepted, rejected) = (count(Decision::Accept), count(Decision::Reject));
    streams.err(&format!("accepted {}, rejected {rejected}\n", plural(accepted, "output")))?;
    Ok(Exit::Clean)
}

/// Deletes what is obsolete.
pub(super) fn prune(corpus: &Corpus, streams: &mut Streams) -> io::Result<Exit> {
    let pruned = match corpus.prune() {
        Ok(Ok(pruned)) => pruned,
        Ok(Err(failure)) => return failed(&failure, streams),
        Err(findings) => return refused(findings, streams),
    };
    for place in &pruned {
        streams.out(format!("deleted  {place}\n").as_bytes())?;
    }
    streams.err(&format!("deleted {}\n", plural(pruned.len(), "obsolete output")))?;
    Ok(Exit::Clean)
}
