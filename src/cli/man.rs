//! `teiscribe man [COMMAND]…`: the manual page of a command, made from what `--help` prints; with `-o DIR` all of them.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;

use crate::files::Pending;

use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `man`.
#[derive(Debug, Args)]
#[command(after_help = "teiscribe man validate | man -l -                     reads one page
teiscribe man -o ~/.local/share/man/man1              installs all pages, for `man teiscribe-validate`")]
pub(super) struct Arguments {
    /// The command: `validate`, `snapshot check`; without it the page of teiscribe itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Folder for the pages of all commands: `teiscribe.1`, `teiscribe-validate.1` …
    #[arg(short, long, value_name = "DIR", conflicts_with = "command")]
    output: Option<PathBuf>,
}

/// Prints one page, or writes all.
pub(super) fn run(arguments: &Arguments, command: Command, streams: &mut Streams) -> io::Result<Exit> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    if let Some(folder) = &arguments.output {
        return write_all(&command, folder, streams);
    }
    let Some(command) = below(&command, &arguments.command) else {
        streams.err(&format!("error: there is no command `{}`; `teiscribe --help` lists all\n", arguments.command.join(" ")))?;
        return Ok(Exit::Failed);
    };
    streams.out(&page(command)?)?;
    Ok(Exit::Clean)
}

fn below<'c>(command: &'c Command, path: &[String]) -> Option<&'c Command> {
    path.iter().try_fold(command, |command, name| command.find_subcommand(name))
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let (program, version) = crate::report::TOOL;
    Man::new(command.clone()).manual(program).source(format!("{program} {version}")).render(&mut page)?;
    Ok(page)
}

fn write_all(command: &Command, folder: &Path, streams: &mut Streams) -> io::Result<Exit> {
    let mut count = 0;
    for command in self_and_below(command) {
        let name = command.get_display_name().unwrap_or(command.get_name());
        let written = Pending::write(&folder.join(format!("{name}.1")), &page(command)?).and_then(Pending::commit);
        if let Err(error) = written {
            streams.err(&format!("error: {error}\n"))?;
            return Ok(Exit::Failed);
        }
        count += 1;
    }
    streams.err(&format!("{count} pages in {}\n", folder.display()))?;
    Ok(Exit::Clean)
}

/// The command, then those below it, in the order of `--help`.
pub(super) fn self_and_below(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().filter(|below| !below.is_hide_set()).flat_map(self_and_below);
    std::iter::once(command).chain(below).collect()
}
