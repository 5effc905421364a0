//! Settings as the defaults of options, and `--show-settings`: every key with its value and where that comes from.
//!
//! A key of the section `[validate]` is the default of the option of the command `validate` that has its name; `[report]`
//! and `[schema]` hold for every command that has the option.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::Value;

use crate::report::Report;
use crate::workspace::settings::{Key, Kind, Settings, keys, sections};

use super::making::Making;

/// Sections that hold for every command with an option of the key's name.
const SHARED: [&str; 2] = ["report", "schema"];

/// The settings that hold for a run in the current folder.
///
/// # Errors
/// Everything that is wrong with them.
pub(super) fn load(given: Option<&PathBuf>) -> Result<Settings, Box<Report>> {
    let here = std::env::current_dir().unwrap_or_default();
    let text = |text: OsString| text.into_string().ok();
    let environment = std::env::vars_os().filter_map(|(name, value)| Some((text(name)?, text(value)?)));
    Settings::load(&here, given.map(PathBuf::as_path), environment)
}

/// Whether settings mean anything to a command.
pub(super) fn concern(command: &str) -> bool {
    sections().any(|section| section == section_of(command))
}

/// The section that holds for a command: those who make editions as `convert` does have no section of their own.
fn section_of(command: &str) -> &str {
    if matches!(command, "decisions" | "review") { "convert" } else { command }
}

/// The command with the settings as its defaults; what a setting turns on, `--option=false` turns off.
pub(super) fn as_defaults(command: Command, settings: &Settings) -> Command {
    command.mut_subcommands(|subcommand| {
        let section = subcommand.get_name().to_owned();
        below(subcommand, &section, settings)
    })
}

fn below(command: Command, name: &str, settings: &Settings) -> Command {
    let command = command.mut_args(|option| match key_of(&option, name) {
        Some(key) => with_default(option, key, settings),
        None => option,
    });
    command.mut_subcommands(|subcommand| below(subcommand, name, settings))
}

/// The key that gives the default of an option of a command; of a section that is not its own only what makes editions.
fn key_of(option: &Arg, command: &str) -> Option<Key> {
    let name = option.get_long()?;
    let section = section_of(command);
    let holds = |key: &Key| key.section == section && (section == command || Making::has(name));
    keys().find(|key| key.name == name && (holds(key) || (SHARED.contains(&key.section) && command != "review")))
}

fn with_default(option: Arg, key: Key, settings: &Settings) -> Arg {
    let values = settings.get(&key).map(|setting| words(&setting.value));
    if key.kind == Kind::Flag {
        let value = values.and_then(|values| values.into_iter().next()).unwrap_or_else(|| "false".to_owned());
        let option = option.action(ArgAction::Set).num_args(0..=1).require_equals(true).default_missing_value("true");
        return option.default_value(value).value_name("BOOL").hide_default_value(true).hide_possible_values(true);
    }
    match values {
        Some(values) => option.default_values(values),
        None => option,
    }
}

/// A value as the words of a command line.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => vec![value.to_string()],
    }
}

/// The settings as a file of settings would give them, each with its origin: those of the command, or all.
pub(super) fn show(command: &Command, matches: &ArgMatches, settings: &Settings) -> String {
    let wanted = matches.subcommand_name().filter(|name| concern(name)).map(section_of);
    let innermost = innermost(matches);
    let mut text = String::from("# The command line counts most, then the environment, then the file, then the default.\n");
    for section in sections().filter(|section| wanted.is_none_or(|name| *section == name || SHARED.contains(section))) {
        let _ = writeln!(text, "\n[{section}]");
        for key in keys().filter(|key| key.section == section) {
            line(&mut text, &key, option_of(command, &key), innermost, settings);
        }
    }
    text
}

fn innermost(mut matches: &ArgMatches) -> &ArgMatches {
    while let Some((_, inner)) = matches.subcommand() {
        matches = inner;
    }
    matches
}

/// The option of which the key gives the default: that of the command named as its section is, else the first one, command by command.
fn option_of<'c>(command: &'c Command, key: &Key) -> Option<&'c Arg> {
    let own = || command.get_arguments().find(|option| option.get_long() == Some(key.name));
    let named = command.find_subcommand(key.section).and_then(|subcommand| option_of(subcommand, key));
    let mut others = command.get_subcommands().filter(|sub| SHARED.contains(&key.section) || !concern(sub.get_name()));
    named.or_else(|| others.find_map(|subcommand| option_of(subcommand, key))).or_else(own)
}

fn line(text: &mut String, key: &Key, option: Option<&Arg>, matches: &ArgMatches, settings: &Settings) {
    let found = given(option, matches).map(|words| (typed(key, words), "command line".to_owned()));
    let found = found.or_else(|| settings.get(key).map(|setting| (setting.value.clone(), setting.origin.to_string())));
    let found = found.or_else(|| default(option).map(|words| (typed(key, words), "default".to_owned())));
    let _ = match found {
        Some((value, origin)) => writeln!(text, "{} = {} # {origin}", key.name, toml_text(&value)),
        None => writeln!(text, "# {} is not set", key.name),
    };
}

/// What a key is without being set, as TOML; `None` where nothing is.
pub(super) fn default_of(command: &Command, key: &Key) -> Option<String> {
    let option = option_of(command, key);
    default(option).map(|words| toml_text(&typed(key, words)))
}

/// What the command line gives the option.
fn given(option: Option<&Arg>, matches: &ArgMatches) -> Option<Vec<String>> {
    let id = option?.get_id().as_str();
    let values = matches.try_get_raw(id).ok()??;
    let values = values.map(|word| word.to_string_lossy().into_owned()).collect();
    (matches.value_source(id) == Some(ValueSource::CommandLine)).then_some(values)
}

fn default(option: Option<&Arg>) -> Option<Vec<String>> {
    let option = option?;
    let values = option.get_default_values().iter().map(|word| word.to_string_lossy().into_owned());
    let values: Vec<String> = match option.get_value_delimiter() {
        Some(delimiter) => values.flat_map(|words| words.split(delimiter).map(str::to_owned).collect::<Vec<_>>()).collect(),
        None => values.collect(),
    };
    (!values.is_empty()).then_some(values)
}

fn typed(key: &Key, words: Vec<String>) -> Value {
    match key.kind {
        Kind::List | Kind::Paths | Kind::Targets | Kind::Tables => words.into_iter().collect(),
        Kind::Flag => Value::Bool(words.iter().any(|word| word == "true")),
        Kind::Number => words.first().and_then(|word| word.parse::<u64>().ok()).into(),
        Kind::Text | Kind::Path => words.into_iter().next().unwrap_or_default().into(),
    }
}

/// A value as TOML writes it on one line.
fn toml_text(value: &Value) -> String {
    toml::Value::try_from(value).map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;
    use crate::report::FORMATS;

    /// The published schema and the options are one list: no key without its option, no value that the option refuses.
    #[test]
    fn every_key_is_an_option_with_the_same_values() {
        let command = Cli::command();
        let schema: Value = serde_json::from_str(include_str!("../../schemas/settings/1.0/settings.schema.json")).expect("JSON");
        for key in keys().filter(|key| key.section != "snapshot") {
            let option = option_of(&command, &key).unwrap_or_else(|| unreachable!("--{} is no option of {}", key.name, key.section));
            let property = &schema["$defs"][key.section]["properties"][key.name];
            let formats = &schema["$defs"]["target"]["anyOf"][0]["enum"];
            let listed = property.get("enum").or_else(|| property["items"].get("enum")).map(words).unwrap_or_default();
            let taken: Vec<String> = option.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
            let (listed, taken) = match key.kind {
                Kind::Targets => (words(formats), FORMATS.iter().map(|format| format.name().to_owned()).collect()),
                Kind::Text if (key.section, key.name) == ("diff", "format") => (listed, of_comparisons()),
                Kind::Flag | Kind::Number => (listed, Vec::new()),
                Kind::Text | Kind::List | Kind::Path | Kind::Paths | Kind::Tables => (listed, taken),
            };
            assert_eq!(listed, taken, "values of {}.{}", key.section, key.name);
        }
    }

    fn of_comparisons() -> Vec<String> {
        crate::diff::formats::FORMATS.iter().map(|format| format.name().to_owned()).collect()
    }

    /// What is asked of one run and never of all.
    const OF_ONE_RUN: &[&str] = &["since", "write-baseline", "watch"];

    #[test]
    fn every_option_is_a_key() {
        let command = Cli::command();
        for section in ["convert", "validate"] {
            let options = command.find_subcommand(section).expect("a command").get_arguments().filter_map(Arg::get_long);
            for option in options.filter(|option| !OF_ONE_RUN.contains(option)) {
                let known = |key: &Key| key.name == option && (key.section == section || SHARED.contains(&key.section));
                assert!(keys().any(|key| known(&key)), "--{option} of {section} has no key in the schema of settings");
            }
        }
    }

    #[test]
    fn the_options_hold_together_with_settings() {
        as_defaults(Cli::command(), &Settings::default()).debug_assert();
    }
}
