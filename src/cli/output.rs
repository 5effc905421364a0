//! The process's streams: findings on standard output, summaries and failures on standard error.

use std::io::{self, BufWriter, IsTerminal, Stderr, Stdout, Write};

use crate::report::{Report, Style, format};

use super::{Colour, Reporting};

/// Standard output and standard error.
pub(super) struct Streams {
    out: BufWriter<Stdout>,
    err: Stderr,
}

impl Streams {
    /// The process's own.
    pub(super) fn of_process() -> Self {
        Self { out: BufWriter::new(io::stdout()), err: io::stderr() }
    }

    /// Writes to standard output.
    pub(super) fn out(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    /// Writes to standard error, after all that went to standard output.
    pub(super) fn err(&mut self, text: &str) -> io::Result<()> {
        self.out.flush()?;
        self.err.write_all(text.as_bytes())
    }

    /// Passes on what waits in standard output.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Whether standard output takes colour.
    pub(super) fn colour(&self, wanted: Colour) -> bool {
        colour(wanted, self.out.get_ref().is_terminal())
    }

    /// Prints a report in the format asked for; to standard error where standard output carries a document.
    pub(super) fn report(&mut self, report: &Report, reporting: &Reporting, out_is_taken: bool) -> io::Result<()> {
        let Some(format) = format(&reporting.format) else { return Ok(()) };
        let terminal = if out_is_taken { self.err.is_terminal() } else { io::stdout().is_terminal() };
        let text = format.render(report, Style { colour: colour(reporting.color, terminal) });
        if out_is_taken { self.err(&text) } else { self.out(text.as_bytes()) }
    }

    /// Prints what is wrong before anything was done, to standard error and for people.
    pub(super) fn findings(&mut self, report: &Report) -> io::Result<()> {
        let Some(format) = format("human") else { return Ok(()) };
        self.err(&format.render(report, Style { colour: colour(Colour::Auto, self.err.is_terminal()) }))
    }
}

/// `--color`, then `NO_COLOR`, then `CLICOLOR_FORCE`, then whether somebody is looking.
fn colour(wanted: Colour, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match wanted {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => !set("NO_COLOR") && (set("CLICOLOR_FORCE") || terminal),
    }
}
