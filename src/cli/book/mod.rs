//! `teiscribe book PAGE`: the pages of the documentation that say what the program says: commands, settings, codes.
//!
//! Hidden from users; `tests/book.rs` holds the files of `docs/reference/` to it.

mod codes;
mod commands;
mod settings;

use std::io;

use clap::{Args, Command, ValueEnum};

use super::outcome::Exit;
use super::output::Streams;

/// Arguments of `book`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The page
    #[arg(value_enum)]
    page: Page,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Page {
    Commands,
    Settings,
    Codes,
}

/// Prints the page in Markdown.
pub(super) fn run(arguments: &Arguments, command: Command, streams: &mut Streams) -> io::Result<Exit> {
    let text = match arguments.page {
        Page::Commands => commands::page(command),
        Page::Settings => settings::page(&command),
        Page::Codes => codes::page(),
    };
    streams.out(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// Text with code between backticks as Markdown: what is outside of them is no markup.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts: Vec<String> = parts.map(|(number, part)| if number % 2 == 0 { plain(part) } else { part.to_owned() }).collect();
    parts.join("`")
}

fn plain(text: &str) -> String {
    text.chars().fold(String::new(), |mut plain, character| {
        match character {
            '<' => plain.push_str("&lt;"),
            '*' | '_' | '[' | ']' | '#' | '\\' => plain.extend(['\\', character]),
            _ => plain.push(character),
        }
        plain
    })
}

/// Names as code, a comma between them.
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_markup() {
        assert_eq!(prose("a <p> with `<p>` and a*b"), "a &lt;p> with `<p>` and a\\*b");
    }
}
