//! `teiscribe decisions from edited.xml --source talk.txt`: an edition edited by hand as decisions, and what no decision expresses.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};

use crate::annotate::decisions;
use crate::convert::Refusal;
use crate::convert::edited::{ReadBack, Unread, read_back};
use crate::files::Pending;
use crate::model::{Editor, slug};
use crate::report::Report;
use crate::source::Source;

use super::Reporting;
use super::convert::edition_name;
use super::files;
use super::making::Making;
use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `decisions`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Give the decisions that turn the edition of a source into one that was edited by hand
    From(From),
}

#[derive(Debug, Args)]
struct From {
    /// The TEI that was edited
    edited: PathBuf,
    /// The source of the edition; without it `<stem>.txt` or `source.txt` beside the TEI
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
    /// File for the decisions; without it they go to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Name of the editor, where the TEI names none or several
    #[arg(long, value_name = "NAME")]
    editor: Option<String>,
    #[command(flatten)]
    making: Making,
    #[command(flatten)]
    reporting: Reporting,
}

impl Arguments {
    /// How findings are reported.
    pub(super) fn reporting(&self) -> &Reporting {
        let Task::From(from) = &self.task;
        &from.reporting
    }
}

/// Reads an edition back.
pub(super) fn run(arguments: &Arguments, streams: &mut Streams) -> io::Result<Exit> {
    let Task::From(from) = &arguments.task;
    let read = from.making.request(Vec::new(), 1).and_then(|request| Ok((from.read()?, request)));
    let ((source, edited), request) = match read {
        Ok(read) => read,
        Err(message) => return failed(&message, streams),
    };
    let editor = from.editor.as_ref().map(|name| Editor { id: slug(name), name: name.clone() });
    let name = from.source_path().map(|path| edition_name(&path)).unwrap_or_default();
    match read_back(&source, &name, &edited, editor, &request) {
        Ok(back) => from.finish(&back, &edited, streams),
        Err(Unread::Edited(fault)) => {
            streams.report(&Report::about(edited.name(), vec![*fault], [&*edited]), &from.reporting, true)?;
            Ok(Exit::Failed)
        }
        Err(Unread::Source(Refusal::Source(findings) | Refusal::Decisions(_, findings))) => {
            streams.report(&Report::about(source.name(), findings, [&*source]), &from.reporting, true)?;
            Ok(Exit::Failed)
        }
        Err(Unread::Source(Refusal::Fault(fault))) => {
            streams.err(&format!("internal error: {fault}. Please report it with the source.\n"))?;
            Ok(Exit::Fault)
        }
        Err(Unread::Editor(several)) if several.is_empty() => failed("the TEI names no editor; say who decided with --editor NAME", streams),
        Err(Unread::Editor(several)) => {
            failed(&format!("the TEI names several editors ({}); say whose decisions these are with --editor NAME", several.join(", ")), streams)
        }
    }
}

fn failed(message: &str, streams: &mut Streams) -> io::Result<Exit> {
    streams.err(&format!("error: {message}\n"))?;
    Ok(Exit::Failed)
}

impl From {
    fn source_path(&self) -> Option<PathBuf> {
        self.source
            .clone()
            .or_else(|| [self.edited.with_extension("txt"), self.edited.with_file_name("source.txt")].into_iter().find(|path| path.exists()))
    }

    fn read(&self) -> Result<(Arc<Source>, Arc<Source>), String> {
        let path = self.source_path().ok_or_else(|| "there is no source beside the TEI; name it with --source FILE".to_owned())?;
        let read = |path: &Path| files::read(path).map_err(|error| error.to_string());
        let source = Source::from_bytes(&path.to_string_lossy(), read(&path)?).map_err(|failure| format!("{}: {failure}", path.display()))?;
        let edited = crate::xml::decode(&self.edited.to_string_lossy(), read(&self.edited)?).map_err(|fault| fault.message)?;
        Ok((Arc::new(source), Arc::new(edited)))
    }

    fn finish(&self, back: &ReadBack, edited: &Source, streams: &mut Streams) -> io::Result<Exit> {
        let text = decisions::write(&back.decisions);
        match &self.output {
            None => streams.out(text.as_bytes())?,
            Some(path) => {
                if let Err(error) = Pending::write(path, text.as_bytes()).and_then(Pending::commit) {
                    return failed(&error.to_string(), streams);
                }
            }
        }
        let report = Report::about(edited.name(), back.findings.clone(), [edited]);
        let reported = streams.report(&report, &self.reporting, self.output.is_none())?;
        let count = back.decisions.marks.len() + back.decisions.people.len();
        streams.err(&format!("{}: {count} decisions, {} differences that no decision expresses\n", self.edited.display(), back.findings.len()))?;
        Ok(reported.max(Exit::of(&report.findings, &self.reporting)))
    }
}
