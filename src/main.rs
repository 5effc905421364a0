//! The command line of teiscribe: see `teiscribe --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    teiscribe::cli::run(std::env::args_os())
}
