//! A page on which pending outputs are decided in a browser: one file, from disk, without network. Its script does one
//! thing, it saves the decisions as a file that `apply` reads.

use crate::error::Error;
use crate::render::page::{Page, Side, words};
use crate::render::plural;
use crate::xml::emit::Emitter;

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
    let title = format!("{} to decide", plural(pending.len(), "output"));
    let page = Page { title: &title, style: STYLE, script: Some(SCRIPT) };
    let mut html = page.begin();
    html.open("main")
        .line()
        .leaf("h1", &title)
        .line()
        .open("p")
        .text("Decide, save, then run ")
        .leaf("code", "teiscribe snapshot apply decisions.json");
    html.text(". What stays undecided stays pending.").close().line().open("noscript");
    html.leaf("p", "Decisions are saved by a script of this page, which is switched off. Changes can be read without it.").close().line();
    let groups = groups(pending.iter().map(|output| (&output.place, output.changes.as_slice())));
    let groups: Vec<&Group> = groups.iter().filter(|group| group.places.len() > 1).collect();
    if !groups.is_empty() {
        html.leaf("h2", "The same change in several files").line();
        for group in groups {
            section_of_group(&mut html, group);
        }
        html.leaf("h2", "Outputs").line();
    }
    for (number, output) in pending.iter().enumerate() {
        section(&mut html, number, output, &Versions::read(&output.place, &corpus.root)?);
    }
    html.close().line().open("footer").open("span").attribute("id", "count").attribute("role", "status").text("").close();
    html.leaf_as("button", "id", "save", "Save decisions").close().line();
    Ok(page.end(html))
}

fn section_of_group(html: &mut Emitter, group: &Group) {
    html.open("div")
        .attribute("class", "group")
        .attribute("role", "group")
        .attribute("aria-label", &group.line)
        .leaf_as("span", "class", "state", &plural(group.places.len(), "file"))
        .text(" ");
    html.leaf_as("span", "class", "line", &group.line).open("br").close().line();
    for (decision, label) in [("accept", "Accept where nothing else differs"), ("reject", "Reject where nothing else differs")] {
        html.open("button").attribute("type", "button").attribute("aria-pressed", "false");
        html.attribute("data-group", &group.id).attribute("data-decision", decision).text(label).close().line();
    }
    html.close().line();
}

fn section(html: &mut Emitter, number: usize, output: &Pending, versions: &Versions) {
    let seen = Seen::of(versions);
    let ids: Vec<&str> = output.changes.iter().map(|change| change.group.as_str()).collect();
    html.open("details").attribute("open", "open").attribute("data-snapshot", output.place.name());
    html.attribute("data-accepted", seen.accepted.as_deref().unwrap_or_default());
    html.attribute("data-pending", seen.pending.as_deref().unwrap_or_default()).attribute("data-groups", ids.join(" ")).line();
    html.open("summary").leaf_as("span", "class", "state", output.state.name()).text(&format!(" {} ", output.place.input));
    html.leaf("code", output.place.output.file).close().line().open("fieldset");
    html.leaf("legend", &format!("Decision on {} {}", output.place.input, output.place.output.file));
    for (value, label) in [("accept", "accept"), ("reject", "reject"), ("", "undecided")] {
        html.open("label").open("input").attribute("type", "radio").attribute("name", format!("o{number}")).attribute("value", value);
        html.attribute_if("checked", value.is_empty().then_some("checked")).close().text(" ").text(label).close();
    }
    html.close().line();
    output.changes.iter().for_each(|change| told(html, change));
    if output.state == State::Missing {
        beginning(html, versions.pending.as_deref().unwrap_or_default());
    }
    html.close().line();
}

fn told(html: &mut Emitter, change: &Change) {
    html.leaf_as("p", "class", "line", &change.line).line();
    if !change.words.is_empty() {
        html.open("p").attribute("class", "words");
        words(html, &change.words, Side::Both);
        html.close().line();
    }
}

/// The first characters of an output that was never accepted.
fn beginning(html: &mut Emitter, text: &str) {
    let shown = &text[..text.floor_char_boundary(SHOWN)];
    html.leaf_as("pre", "tabindex", 0, shown).line();
    if shown.len() < text.len() {
        html.leaf("p", &format!("These are the first {} of {} bytes.", shown.len(), text.len())).line();
    }
}
