//! `teiscribe review talk.txt`: what the tool is not sure of, statement by statement; answers go to `talk.decisions.toml`.
//!
//! The dialogue is on standard input and standard error, a line an answer, so that it can be scripted; `--list` asks nothing.

use std::fs;
use std::io::{self, BufRead, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use crate::annotate::decisions::review::{Item, Reply, Session, Wanted, items, json, shown};
use crate::annotate::decisions::{self, Clerk, Decisions, Kind};
use crate::convert::{Refusal, Request, examine, weave};
use crate::diagnostic::Diagnostic;
use crate::files::Pending;
use crate::model::{Certainty, Editor, Transcript, slug};
use crate::report::{Report, plural};
use crate::source::Source;

use super::convert::edition_name;
use super::decided::{self, Unread};
use super::files;
use super::making::Making;
use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `review`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The source: a text file or a parsed transcript
    file: PathBuf,
    /// File of the decisions, those that are there and those that come; without it `<stem>.decisions.toml` beside the source
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Name of the editor, where the file of decisions is new
    #[arg(long, value_name = "NAME")]
    editor: Option<String>,
    /// What is less sure than this
    #[arg(long, value_name = "CERTAINTY", value_enum, default_value_t = Below::High)]
    below: Below,
    /// Everything that is inferred, however sure
    #[arg(long, conflicts_with = "below")]
    all: bool,
    /// Only statements of these kinds: people, speech, turn, name, date, bracket …
    #[arg(long, value_delimiter = ',', value_name = "KINDS", value_parser = PossibleValuesParser::new(["people"].into_iter().chain(Kind::ALL.iter().map(|kind| kind.name()))))]
    kind: Vec<String>,
    /// Print the statements and ask nothing
    #[arg(long)]
    list: bool,
    /// Format of the list
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"], requires = "list")]
    format: String,
    #[command(flatten)]
    making: Making,
}

/// A certainty, as a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Below {
    Low,
    Medium,
    High,
}

const HELP: &str = "\
y           it is right                      s, or nothing  later
n           it is wrong, and is nothing      u              take the last answer back
2           it is the second of those named  d              show it again
w Holt      Holt says it                     q              write what is decided, and end
m direct    its mode                         quit!          end, and write nothing
x WORDS     it is about these words
t Anders    it is said to Anders (t, w: several between commas)
r Holt      the name means Holt              c place        it is the name of a place
f editor    the bracket is an editor's       when = 1956    any key of its kind, several between semicolons
a speech WORDS; who = Holt; mode = direct    something is missing
same K. Anders; Anders                       they are one   apart K. Anders; Anders     they are not
new person Jan Brandt                        somebody whom the text does not name so
";

/// Lists what is not sure, or asks about it.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let read = match arguments.read() {
        Ok(read) => read,
        Err(problem) => return problem.tell(streams),
    };
    let weave = weave(&read.transcript, &read.request).0;
    let clerk = Clerk::new(&read.transcript);
    let found = items(&weave, &clerk, &arguments.wanted());
    if arguments.list {
        return list(arguments, &read.transcript, &clerk, &found, streams);
    }
    if found.is_empty() {
        streams.err(&format!("{}: nothing is left to decide\n", arguments.file.display()))?;
        return Ok(Exit::Clean);
    }
    let Some(before) = read.before.or_else(|| arguments.editor.as_deref().map(nothing_decided)) else {
        return Problem::Message("say who decides with --editor NAME: there is no file of decisions yet".to_owned()).tell(streams);
    };
    let mut session = Session::new(&read.transcript, &clerk, &found);
    match dialogue(&mut session, &read.transcript, &clerk, found.len(), streams)? {
        End::Silence => Problem::Message("nobody answers: standard input is empty; print what is to be decided with --list".to_owned()).tell(streams),
        End::Leave => streams.err("nothing was written\n").map(|()| Exit::Clean),
        End::Write => arguments.write(&session, &before, streams),
    }
}

fn list(arguments: &Arguments, transcript: &Transcript, clerk: &Clerk<'_>, found: &[Item], streams: &mut Streams) -> io::Result<Exit> {
    if arguments.format == "json" {
        streams.out(json(transcript, clerk, found).as_bytes())?;
    } else {
        let text: Vec<String> = found.iter().map(|item| shown(transcript, clerk, item)).collect();
        streams.out(text.join("\n").as_bytes())?;
    }
    streams.err(&format!("{}: {} to decide\n", arguments.file.display(), found.len()))?;
    Ok(Exit::Clean)
}

/// How a dialogue ends.
enum End {
    /// Nobody said a word.
    Silence,
    Write,
    Leave,
}

/// Shows item after item and takes the answers, until all are decided, the editor ends it, or the input does.
fn dialogue(session: &mut Session<'_>, transcript: &Transcript, clerk: &Clerk<'_>, total: usize, streams: &mut Streams) -> io::Result<End> {
    let mut input = io::stdin().lock();
    let (mut show, mut heard) = (true, false);
    while let Some((number, item)) = session.current() {
        if show {
            streams.err(&format!("\n[{} of {total}] {}", number + 1, shown(transcript, clerk, item)))?;
        }
        streams.err("y, n, s, u, q, ? > ")?;
        let Some(line) = line(&mut input)? else {
            streams.err("\n")?;
            return Ok(if heard || io::stdin().is_terminal() { End::Write } else { End::Silence });
        };
        heard = true;
        let reply = session.answer(&line);
        show = matches!(reply, Reply::Next | Reply::Again);
        match reply {
            Reply::Next | Reply::Again => {}
            Reply::Same(message) => streams.err(&format!("{message}\n"))?,
            Reply::Help => streams.err(HELP)?,
            Reply::Quit => return Ok(End::Write),
            Reply::Leave => return Ok(End::Leave),
        }
    }
    Ok(End::Write)
}

/// One line; `None` at the end of the input.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = input.read_until(b'\n', &mut bytes)?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).trim().to_owned()))
}

/// What is known before the first question.
struct Read {
    transcript: Transcript,
    before: Option<Decisions>,
    request: Request,
}

/// Why nothing can be asked.
enum Problem {
    Message(String),
    Findings(Box<Report>),
    Fault(String),
}

impl Problem {
    fn of(findings: Vec<Diagnostic>, sources: &[&Source]) -> Self {
        let name = sources.first().map_or("", |source| source.name());
        Self::Findings(Box::new(Report::about(name, findings, sources.iter().copied())))
    }

    fn tell(self, streams: &mut Streams) -> io::Result<Exit> {
        match self {
            Self::Message(message) => streams.err(&format!("error: {message}\n")).map(|()| Exit::Failed),
            Self::Findings(report) => streams.findings(&report).map(|()| Exit::Failed),
            Self::Fault(message) => streams.err(&format!("internal error: {message}\n")).map(|()| Exit::Fault),
        }
    }
}

impl From<Unread> for Problem {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Unreadable(failure) => Self::Message(failure.to_string()),
            Unread::Wrong(source, findings) => Self::of(findings, &[&source]),
        }
    }
}

impl Arguments {
    fn wanted(&self) -> Wanted {
        let below = match self.below {
            Below::Low => Certainty::Low,
            Below::Medium => Certainty::Medium,
            Below::High => Certainty::High,
        };
        Wanted { below: (!self.all).then_some(below), kinds: self.kind.clone() }
    }

    fn decisions_path(&self) -> Option<PathBuf> {
        self.decisions.clone().or_else(|| crate::convert::decisions_beside(&self.file))
    }

    fn read(&self) -> Result<Read, Problem> {
        if self.file == Path::new("-") && !self.list {
            return Err(Problem::Message("the answers come from standard input; name the source as a file".to_owned()));
        }
        let request = self.making.request(Vec::new(), 1).map_err(Problem::Message)?;
        let bytes = files::read(&self.file).map_err(|failure| Problem::Message(failure.to_string()))?;
        let source = Source::from_bytes(&self.file.to_string_lossy(), bytes);
        let source = Arc::new(source.map_err(|fault| Problem::Message(format!("{}: {fault}", self.file.display())))?);
        let before = self.decisions_path().filter(|path| path.exists()).map(|path| decided::read(&path)).transpose()?;
        self.same_editor(before.as_ref())?;
        let examined = examine(Arc::clone(&source), &edition_name(&self.file), before.as_ref(), &request);
        let (transcript, _) = examined.map_err(|refusal| match refusal {
            Refusal::Source(findings) => Problem::of(findings, &[&source]),
            Refusal::Decisions(text, findings) => {
                let file = before.as_ref().map(|before| Arc::clone(&before.source));
                Problem::of(findings, &file.iter().chain([&text]).map(Arc::as_ref).collect::<Vec<_>>())
            }
            Refusal::Fault(fault) => Problem::Fault(fault.to_string()),
        })?;
        Ok(Read { transcript, before, request })
    }

    /// Whether the decisions that are there are those of the editor who decides now.
    fn same_editor(&self, before: Option<&Decisions>) -> Result<(), Problem> {
        match (before.map(|before| &before.editor), &self.editor) {
            (Some(there), Some(name)) if there.name != *name => {
                let message = format!("the decisions that are there are {}'s; give {name}'s a file of their own with --decisions", there.name);
                Err(Problem::Message(message))
            }
            _ => Ok(()),
        }
    }

    /// Puts what was decided behind what the file holds, and leaves that as it is, comments and all.
    fn write(&self, session: &Session<'_>, before: &Decisions, streams: &mut Streams) -> io::Result<Exit> {
        let made = session.decisions(before);
        if made.marks.is_empty() && made.people.is_empty() && made.declared.is_empty() {
            return streams.err("nothing was decided, nothing was written\n").map(|()| Exit::Clean);
        }
        let Some(path) = self.decisions_path() else { return Ok(Exit::Failed) };
        let text = match fs::read_to_string(&path) {
            Ok(there) => format!("{}\n{}", there.trim_end(), decisions::tables(&made)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => decisions::write(&made),
            Err(error) => return Problem::Message(format!("{} cannot be read: {error}", path.display())).tell(streams),
        };
        if let Err(error) = Pending::write(&path, text.as_bytes()).and_then(Pending::commit) {
            return Problem::Message(error.to_string()).tell(streams);
        }
        streams.err(&format!("{}: {} written\n", path.display(), plural(session.decided(), "decision")))?;
        self.check(&path, streams)
    }

    /// Whether the decisions, old and new, stand together; what is wrong is told, and is kept.
    fn check(&self, path: &Path, streams: &mut Streams) -> io::Result<Exit> {
        match self.read() {
            Ok(_) => Ok(Exit::Clean),
            Err(problem) => {
                problem.tell(streams)?;
                streams.err(&format!("error: no edition can be made until {} is mended\n", path.display())).map(|()| Exit::Findings)
            }
        }
    }
}

/// A file of decisions in which nothing stands.
fn nothing_decided(editor: &str) -> Decisions {
    let editor = Editor { id: slug(editor), name: editor.to_owned() };
    Decisions { source: Arc::new(Source::from_text("decisions", "")), editor, declared: Vec::new(), people: Vec::new(), marks: Vec::new() }
}
