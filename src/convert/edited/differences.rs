//! Where an edited document still differs from the edition that the decisions make.

use std::collections::HashSet;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Editor, slug};
use crate::source::{Source, Span};

use super::codes::{BLOCK, HEADER, MARKUP, WORDS};
use super::extract::{is_numbered, is_turn};
use super::tokens::{Token, What};

/// What differs, in the order of `edited`; of the header only what was edited in it, for decisions have consequences there.
pub(super) fn differences(
    plain: &[Token],
    made: &[Token],
    edited: &[Token],
    source: &Source,
    decided: &HashSet<Span>,
    editor: &Editor,
) -> Vec<Diagnostic> {
    let nobody = HashSet::new();
    let (plain, made) = (lines(plain, &nobody, editor), lines(made, &nobody, editor));
    let now = lines(edited, decided, editor);
    let touched = touched(&plain, &now);
    let body = now.iter().position(|line| line.starts_with("<text")).unwrap_or(0);
    let mut findings = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &made, &now) {
        if op.tag() == DiffTag::Equal {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        let in_header = new.start < body;
        if in_header && !(new.start..new.end.max(new.start + 1)).any(|index| touched.contains(&index)) {
            continue;
        }
        let span = edited.get(new.start).or(edited.last()).map_or(Span::new(0, 0), |token| token.span);
        let (code, message) = describe(in_header, &made[old], &now[new]);
        findings.push(Diagnostic::error(code, message).at(source, span).help(code.remedy));
    }
    findings
}

/// The places of the edited document that a hand has touched.
fn touched(plain: &[String], now: &[String]) -> HashSet<usize> {
    let ops = capture_diff_slices(Algorithm::Myers, plain, now);
    let changed = ops.into_iter().filter(|op| op.tag() != DiffTag::Equal);
    changed.flat_map(|op| op.new_range().start..op.new_range().end.max(op.new_range().start + 1)).collect()
}

/// Tokens in one form: attributes in the order of their names, ids of inline elements left out, an editor's answer where one decided.
fn lines(tokens: &[Token], decided: &HashSet<Span>, editor: &Editor) -> Vec<String> {
    tokens.iter().map(|token| line(token, decided.contains(&token.span), editor)).collect()
}

fn line(token: &Token, decided: bool, editor: &Editor) -> String {
    match &token.what {
        What::Text(text) => text.clone(),
        What::End { name } => format!("</{name}>"),
        What::Start { name, attributes } => {
            let id = token.what.value("xml:id").unwrap_or_default();
            let inline =
                !is_turn(name) && (decided || (id.contains('.') && !id.starts_with("editor.") && !id.starts_with("rule."))) && !is_numbered(id);
            let mut kept: Vec<String> = attributes.iter().filter_map(|(name, value)| attribute(name, value, inline, decided)).collect();
            if decided {
                kept.push(format!("resp=\"#editor.{}\"", slug(&editor.id)));
            }
            kept.sort_unstable();
            kept.iter().fold(format!("<{name}"), |line, attribute| line + " " + attribute) + ">"
        }
    }
}

fn attribute(name: &str, value: &str, inline: bool, decided: bool) -> Option<String> {
    match name {
        "xml:id" if inline => None,
        "next" | "prev" if inline => Some(format!("{name}=\"*\"")),
        "resp" | "cert" if decided => None,
        "ana" if decided => {
            let acts: Vec<&str> = value.split_whitespace().filter(|one| !one.starts_with("#rule.")).collect();
            (!acts.is_empty()).then(|| format!("ana=\"{}\"", acts.join(" ")))
        }
        _ => Some(format!("{name}=\"{value}\"")),
    }
}

fn describe(in_header: bool, old: &[String], new: &[String]) -> (&'static Code, String) {
    let shown = |lines: &[String]| {
        let text: String = lines.concat();
        let short: String = text.chars().take(80).collect();
        if short.len() < text.len() { short + "…" } else { short }
    };
    let is_tag = |line: &String| line.starts_with('<');
    let block = |lines: &[String]| lines.iter().any(|line| is_tag(line) && (line.contains("xml:id=\"p") || line.contains("xml:id=\"sp")));
    let code = if in_header {
        &HEADER
    } else if block(old) || block(new) {
        &BLOCK
    } else if old.iter().chain(new).all(|line| !is_tag(line)) {
        &WORDS
    } else {
        &MARKUP
    };
    let message = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("no decision adds `{}`", shown(new)),
        (_, true) => format!("no decision takes away `{}`", shown(old)),
        _ => format!("no decision makes `{}` of `{}`", shown(new), shown(old)),
    };
    (code, message)
}
