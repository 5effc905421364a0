//! `teiscribe snapshot review`: one pending output after the other is shown and decided; written once, at the end.

use std::io::{self, BufRead};
use std::path::Path;

use crate::error::Error;
use crate::render::{counted, plural};
use crate::snapshot::{self, Corpus, Decision, Pending, Session, carry_out};

use super::super::outcome::Exit;
use super::super::output::Streams;
use super::look::{in_words, whole};
use super::{ask, failed};

const HELP: &str = "\
a   accept this output                ga  accept all in which nothing else differs
r   reject it: its pending file goes  gr  reject all in which nothing else differs
s   skip it: it stays pending         gs  skip all in which nothing else differs
u   undo the last decision            d   show it again
q   go to the summary                 ?   this help
";

/// What an answer asks for.
enum Answer {
    One(Decision),
    Group(Decision),
    Undo,
    Again,
    Quit,
    Unknown,
}

/// How the closing question is answered.
enum Closing {
    Write,
    Leave,
    Undo,
}

/// Reviews what is pending.
pub(super) fn run(corpus: &Corpus, streams: &mut Streams) -> io::Result<Exit> {
    let pending = match corpus.pending() {
        Ok(pending) => pending,
        Err(failure) => return failed(&failure, streams),
    };
    if pending.is_empty() {
        streams.err("nothing waits for a decision\n")?;
        return Ok(Exit::Clean);
    }
    let mut input = io::stdin().lock();
    let mut session = Session::new(&pending);
    loop {
        if let Err(failure) = decisions(&mut session, pending.len(), corpus, &mut input, streams)? {
            return failed(&failure, streams);
        }
        match closing(&session, pending.len(), &mut input, streams)? {
            Closing::Undo => undo(&mut session, streams)?,
            Closing::Write => return write(&session, pending.len(), corpus, streams),
            Closing::Leave => {
                streams.err("nothing was changed\n")?;
                return Ok(Exit::Findings);
            }
        }
    }
}

/// Writes the page on which what is pending can be decided.
pub(super) fn page(corpus: &Corpus, path: &Path, streams: &mut Streams) -> io::Result<Exit> {
    let written = corpus.pending().and_then(|pending| {
        let page = snapshot::page(corpus, &pending)?;
        crate::files::Pending::write(path, page.as_bytes())?.commit()?;
        Ok(pending.len())
    });
    match written {
        Err(failure) => failed(&failure, streams),
        Ok(count) => {
            streams.err(&format!("{}: {} to decide; open it in a browser\n", path.display(), plural(count, "output")))?;
            Ok(Exit::Clean)
        }
    }
}

/// Asks for decisions until all are taken, or the reviewer goes to the summary.
fn decisions(
    session: &mut Session<'_>,
    total: usize,
    corpus: &Corpus,
    input: &mut impl BufRead,
    streams: &mut Streams,
) -> io::Result<Result<(), Error>> {
    let mut shown = None;
    while let Some((number, output)) = session.current() {
        if shown != Some(number) {
            match card(number, total, output, corpus) {
                Ok(card) => streams.out(card.as_bytes())?,
                Err(failure) => return Ok(Err(failure)),
            }
            shown = Some(number);
        }
        let Some(answer) = ask(&question(session.group_size()), input, streams)? else { break };
        match meaning(&answer) {
            Answer::One(decision) => session.decide(decision),
            Answer::Group(decision) => {
                let size = session.decide_group(decision);
                streams.out(format!("decided {}\n", plural(size, "output")).as_bytes())?;
            }
            Answer::Undo => undo(session, streams)?,
            Answer::Again => shown = None,
            Answer::Quit => break,
            Answer::Unknown => streams.out(HELP.as_bytes())?,
        }
    }
    Ok(Ok(()))
}

/// What is to be decided: the lines, then the words.
fn card(number: usize, total: usize, output: &Pending, corpus: &Corpus) -> Result<String, Error> {
    let words = if output.changes.is_empty() { String::new() } else { format!("\n{}\n", in_words(output, corpus)?) };
    Ok(format!("\n[{number} of {total}] {}{words}", whole(output)))
}

fn question(group: usize) -> String {
    if group > 1 { format!("a, r, s; ga, gr, gs for {group} outputs; u, d, q, ? > ") } else { "a, r, s, u, d, q, ? > ".to_owned() }
}

fn meaning(answer: &str) -> Answer {
    match answer {
        "a" => Answer::One(Decision::Accept),
        "r" => Answer::One(Decision::Reject),
        "s" => Answer::One(Decision::Skip),
        "ga" => Answer::Group(Decision::Accept),
        "gr" => Answer::Group(Decision::Reject),
        "gs" => Answer::Group(Decision::Skip),
        "u" => Answer::Undo,
        "d" => Answer::Again,
        "q" => Answer::Quit,
        _ => Answer::Unknown,
    }
}

fn undo(session: &mut Session<'_>, streams: &mut Streams) -> io::Result<()> {
    match session.undo() {
        0 => streams.out(b"there is nothing to undo\n"),
        size => streams.out(format!("undone: {} again to be decided\n", counted(size, "output is", "outputs are")).as_bytes()),
    }
}

fn closing(session: &Session<'_>, total: usize, input: &mut impl BufRead, streams: &mut Streams) -> io::Result<Closing> {
    let (accepted, rejected) = (session.count(Decision::Accept), session.count(Decision::Reject));
    if accepted + rejected == 0 {
        return Ok(Closing::Leave);
    }
    let left = total - accepted - rejected;
    let question = format!("\naccept {accepted}, reject {rejected}, leave {left} pending. Write this? [y/n, u to undo] ");
    loop {
        match ask(&question, input, streams)?.as_deref() {
            Some("y" | "yes") => return Ok(Closing::Write),
            Some("u") => return Ok(Closing::Undo),
            Some("n" | "no") | None => return Ok(Closing::Leave),
            Some(_) => {}
        }
    }
}

fn write(session: &Session<'_>, total: usize, corpus: &Corpus, streams: &mut Streams) -> io::Result<Exit> {
    if let Err(failure) = carry_out(&corpus.root, session.decisions()) {
        return failed(&failure, streams);
    }
    let (accepted, rejected) = (session.count(Decision::Accept), session.count(Decision::Reject));
    let left = total - accepted - rejected;
    streams.err(&format!("accepted {}, rejected {rejected}, left {left} pending\n", plural(accepted, "output")))?;
    Ok(if left == 0 { Exit::Clean } else { Exit::Findings })
}
