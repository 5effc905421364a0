//! A page on which pending outputs are decided in a browser: one file, from disk, without network. Its script does one
//! thing, it saves the decisions as a file that `apply` reads.

use std::fmt::Write as _;

use crate::error::Error;
use crate::render::Piece;

use super::Corpus;
use super::check::State;
use super::compare::Change;
use super::decisions::Seen;
use super::groups::{Group, groups};
use super::pending::{Pending, Versions};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// Characters that are shown of an output that was never accepted.
const SHOWN: usize = 4000;

/// The page of pending outputs.
///
/// # Errors
/// A file cannot be read.
pub fn page(corpus: &Corpus, pending: &[Pending]) -> Result<String, Error> {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{} to decide</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{0} to decide</h1>\n\
         <p>Decide, save, then run <code>teiscribe snapshot apply decisions.json</code>. What stays undecided stays pending.</p>\n\
         <noscript><p>Decisions are saved by a script of this page, which is switched off. Changes can be read without it.</p></noscript>\n",
        outputs(pending.len())
    );
    let groups = groups(pending.iter().map(|output| (&output.place, output.changes.as_slice())));
    let groups: Vec<&Group> = groups.iter().filter(|group| group.places.len() > 1).collect();
    if !groups.is_empty() {
        html.push_str("<h2>The same change in several files</h2>\n");
        for group in groups {
            section_of_group(&mut html, group);
        }
        html.push_str("<h2>Outputs</h2>\n");
    }
    for (number, output) in pending.iter().enumerate() {
        section(&mut html, number, output, &Versions::read(&output.place, &corpus.root)?);
    }
    let _ = write!(
        html,
        "</main>\n<footer><span id=\"count\" role=\"status\"></span><button id=\"save\">Save decisions</button></footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    );
    Ok(html)
}

fn outputs(count: usize) -> String {
    if count == 1 { "1 output".to_owned() } else { format!("{count} outputs") }
}

fn section_of_group(html: &mut String, group: &Group) {
    let id = escaped(&group.id);
    let _ = write!(
        html,
        "<div class=\"group\"><span class=\"state\">{} files</span> <span class=\"line\">{}</span><br>\n\
         <button data-group=\"{id}\" data-decision=\"accept\">Accept where nothing else differs</button>\n\
         <button data-group=\"{id}\" data-decision=\"reject\">Reject where nothing else differs</button></div>\n",
        group.places.len(),
        escaped(&group.line)
    );
}

fn section(html: &mut String, number: usize, output: &Pending, versions: &Versions) {
    let seen = Seen::of(versions);
    let ids: Vec<&str> = output.changes.iter().map(|change| change.group.as_str()).collect();
    let _ = write!(
        html,
        "<details open data-snapshot=\"{}\" data-accepted=\"{}\" data-pending=\"{}\" data-groups=\"{}\">\n\
         <summary><span class=\"state\">{}</span> {} <code>{}</code></summary>\n<fieldset><legend>Decision</legend>",
        escaped(&output.place.name()),
        seen.accepted.as_deref().unwrap_or_default(),
        seen.pending.as_deref().unwrap_or_default(),
        escaped(&ids.join(" ")),
        output.state.name(),
        escaped(&output.place.input),
        output.place.output.file
    );
    for (value, label, checked) in [("accept", "accept", ""), ("reject", "reject", ""), ("", "undecided", " checked")] {
        let _ = write!(html, "<label><input type=\"radio\" name=\"o{number}\" value=\"{value}\"{checked}> {label}</label>");
    }
    html.push_str("</fieldset>\n");
    output.changes.iter().for_each(|change| told(html, change));
    if output.state == State::Missing {
        beginning(html, versions.pending.as_deref().unwrap_or_default());
    }
    html.push_str("</details>\n");
}

fn told(html: &mut String, change: &Change) {
    let _ = writeln!(html, "<p class=\"line\">{}</p>", escaped(&change.line));
    if !change.words.is_empty() {
        let words = change.words.iter().fold(String::new(), |text, piece| text + &word(piece));
        let _ = writeln!(html, "<p class=\"words\">{words}</p>");
    }
}

fn word(piece: &Piece) -> String {
    let text = escaped(piece.text());
    match piece {
        Piece::Same(_) => text,
        Piece::Removed(_) => format!("<del>{text}</del>"),
        Piece::Added(_) => format!("<ins>{text}</ins>"),
    }
}

/// The first characters of an output that was never accepted.
fn beginning(html: &mut String, text: &str) {
    let shown = &text[..text.floor_char_boundary(SHOWN)];
    let _ = writeln!(html, "<pre>{}</pre>", escaped(shown));
    if shown.len() < text.len() {
        let _ = writeln!(html, "<p>These are the first {} of {} bytes.</p>", shown.len(), text.len());
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
