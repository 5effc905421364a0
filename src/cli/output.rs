//! The process's streams: findings on standard output, summaries and failures on standard error.

use std::io::{self, BufWriter, IsTerminal, Stderr, Stdout, Write};
use std::path::Path;

use crate::files::Pending;
use crate::report::{Format, GitHub, Human, Report, Style};

use super::outcome::Exit;
use super::{Colour, Reporting};

/// Standard output and standard error.
///
/// A reader that went away (`| head`) is no fault: what it would have got is dropped, and the command goes on to its end, so
/// that files are written and the exit code says what was found.
pub(super) struct Streams {
    out: BufWriter<Stdout>,
    err: Stderr,
    closed: bool,
}

impl Streams {
    /// The process's own.
    pub(super) fn of_process() -> Self {
        Self { out: BufWriter::new(io::stdout()), err: io::stderr(), closed: false }
    }

    /// Writes to standard output.
    pub(super) fn out(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = if self.closed { Ok(()) } else { self.out.write_all(bytes) };
        self.unless_closed(written)
    }

    /// Writes to standard error, after all that went to standard output.
    pub(super) fn err(&mut self, text: &str) -> io::Result<()> {
        self.flush()?;
        match self.err.write_all(text.as_bytes()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    }

    /// Passes on what waits in standard output.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        let flushed = if self.closed { Ok(()) } else { self.out.flush() };
        self.unless_closed(flushed)
    }

    /// Whether whoever read standard output is gone.
    pub(super) const fn is_closed(&self) -> bool {
        self.closed
    }

    /// Drops what waits in standard output, which cannot be written.
    pub(super) const fn give_up_output(&mut self) {
        self.closed = true;
    }

    fn unless_closed(&mut self, written: io::Result<()>) -> io::Result<()> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            written => written,
        }
    }

    /// Whether standard output takes colour.
    pub(super) fn colour(&self, wanted: Colour) -> bool {
        colour(wanted, self.out.get_ref().is_terminal())
    }

    /// Writes the reports that are asked for: one to standard output, or to standard error where standard output carries a
    /// document; the others to their files. In a GitHub Action annotations are added.
    pub(super) fn report(&mut self, report: &Report, reporting: &Reporting, out_is_taken: bool) -> io::Result<Exit> {
        let mut exit = Exit::Clean;
        for target in &reporting.format {
            match &target.file {
                Some(file) => exit = exit.max(self.report_to_file(report, target.format, file)?),
                None => self.report_here(report, target.format, reporting.color, out_is_taken)?,
            }
        }
        if let Some(format) = annotations(reporting) {
            let out_is_read = reporting.format.iter().any(|target| target.file.is_none() && target.format.is_for_machines());
            self.report_here(report, format, Colour::Never, out_is_taken || out_is_read)?;
        }
        Ok(exit)
    }

    fn report_here(&mut self, report: &Report, format: &dyn Format, wanted: Colour, out_is_taken: bool) -> io::Result<()> {
        let terminal = if out_is_taken { self.err.is_terminal() } else { io::stdout().is_terminal() };
        let text = format.render(report, Style { colour: colour(wanted, terminal) });
        if out_is_taken { self.err(&text) } else { self.out(text.as_bytes()) }
    }

    fn report_to_file(&mut self, report: &Report, format: &dyn Format, file: &Path) -> io::Result<Exit> {
        self.write_file(file, &format.render(report, Style::default()))
    }

    /// Writes a report to a file, whole or not at all.
    pub(super) fn write_file(&mut self, file: &Path, text: &str) -> io::Result<Exit> {
        match Pending::write(file, text.as_bytes()).and_then(Pending::commit) {
            Ok(()) => Ok(Exit::Clean),
            Err(error) => self.err(&format!("error: {error}\n")).map(|()| Exit::Failed),
        }
    }

    /// Prints what is wrong before anything was done, to standard error and for people.
    pub(super) fn findings(&mut self, report: &Report) -> io::Result<()> {
        self.err(&Human.render(report, Style { colour: colour(Colour::Auto, self.err.is_terminal()) }))
    }
}

/// The format of annotations, in a GitHub Action that does not ask for it itself.
fn annotations(reporting: &Reporting) -> Option<&'static dyn Format> {
    let in_action = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let asked_for = reporting.format.iter().any(|target| target.format.name() == GitHub.name());
    if in_action && !asked_for { Some(&GitHub) } else { None }
}

/// `--color`, then `NO_COLOR`, then `CLICOLOR_FORCE`, then whether somebody is looking.
fn colour(wanted: Colour, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    match wanted {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => set("NO_COLOR").is_none() && (set("CLICOLOR_FORCE").is_some_and(|value| value != "0") || terminal),
    }
}
