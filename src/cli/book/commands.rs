//! The page of commands: for each its purpose, its usage, its arguments and options, as `--help` gives them.

use std::fmt::Write as _;

use clap::{Arg, Command};

use crate::cli::man::self_and_below;

use super::{listed, prose};

const HEAD: &str = "# Commands

Generated from the program: `teiscribe --help`, `teiscribe COMMAND --help`.

Exit codes: **0** nothing to report, **1** something was found, **2** the job could not be done (usage, settings, a file, a schema,
nothing to judge), **101** a fault of the tool. Findings go to standard output, summaries and what could not be done to standard error.
";

/// The page in Markdown.
pub(super) fn page(command: Command) -> String {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut text = HEAD.to_owned();
    for command in self_and_below(&command) {
        section(&mut text, command);
    }
    text
}

fn section(text: &mut String, command: &Command) {
    let name = command.get_bin_name().unwrap_or(command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(text, "\n## {name}\n\n{}.\n\n```text\n{}\n```", prose(&about), usage(command));
    let in_all = |argument: &Arg| argument.is_global_set() && name.contains(' ');
    let shown = command.get_arguments().filter(|argument| !argument.is_hide_set() && !in_all(argument));
    let lines: Vec<String> = shown.filter(|argument| !matches!(argument.get_id().as_str(), "help" | "version")).map(line).collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "\n{}", lines.join("\n"));
    }
    if let Some(after) = command.get_after_help() {
        let _ = writeln!(text, "\n```text\n{after}\n```");
    }
}

fn usage(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    usage.trim_start_matches("Usage:").trim().to_owned()
}

/// `- **`-o, --output <DIR>`** – what it is. Default: … One of: …`
fn line(argument: &Arg) -> String {
    let short = argument.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let mut text = format!("- **`{short}{}`**: {}", long(argument), prose(&help));
    let defaults: Vec<_> = argument.get_default_values().iter().filter_map(|value| value.to_str()).collect();
    let is_flag = argument.get_num_args().is_some_and(|count| !count.takes_values());
    if !defaults.is_empty() && !is_flag && !argument.is_hide_default_value_set() {
        let _ = write!(text, ". Default: {}", listed(defaults));
    }
    let values = argument.get_possible_values();
    if !values.is_empty() && !argument.is_hide_possible_values_set() {
        let _ = write!(text, ". Values: {}", listed(values.iter().map(clap::builder::PossibleValue::get_name)));
    }
    text
}

fn long(argument: &Arg) -> String {
    let text = argument.to_string();
    text.strip_prefix('-').filter(|_| argument.get_long().is_none()).map_or(text.clone(), str::to_owned)
}
