//! `teiscribe completions SHELL`: a script by which a shell completes commands, options and their values.

use std::io;

use clap::Args;
use clap_complete::{Shell, generate};

use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "Where the script belongs:
  bash        teiscribe completions bash > ~/.local/share/bash-completion/completions/teiscribe
  zsh         teiscribe completions zsh > FOLDER/_teiscribe, where FOLDER is one of $fpath
  fish        teiscribe completions fish > ~/.config/fish/completions/teiscribe.fish
  elvish      teiscribe completions elvish >> ~/.config/elvish/rc.elv
  powershell  teiscribe completions powershell >> $PROFILE")]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(arguments: &Arguments, mut command: clap::Command, streams: &mut Streams) -> io::Result<Exit> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, "teiscribe", &mut script);
    streams.out(&script)?;
    Ok(Exit::Clean)
}
