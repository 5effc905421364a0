//! The page of codes and rules, from the tables that `explain` reads.

use std::fmt::Write as _;

use crate::cli::explain::{codes, rules};
use crate::diagnostic::Code;

use super::prose;

const HEAD: &str = "# Codes and rules

Generated from the program: `teiscribe explain CODE`.

Every finding has a code, the same for ever. Every inference in an edition names a rule: in the TEI's `ana`, documented in its `classDecl`.
";

/// The page in Markdown.
pub(super) fn page() -> String {
    let mut text = HEAD.to_owned();
    let mut all: Vec<&Code> = codes().collect();
    all.sort_by_key(|code| code.id);
    let mut stage = "";
    for code in all {
        let own = code.id.split('/').next().unwrap_or_default();
        if own != stage {
            let _ = writeln!(text, "\n## {own}");
            stage = own;
        }
        entry(&mut text, code);
    }
    text.push_str("\n## Rules\n\n");
    for rule in rules() {
        let _ = writeln!(text, "- **`{}`**: {}", rule.id, prose(&rule.what));
    }
    text
}

fn entry(text: &mut String, code: &Code) {
    let _ = writeln!(text, "\n### {}\n\n{} {}\n\n```text\n{}\n```\n", code.id, sentence(code.what), sentence(code.why), code.example);
    let _ = writeln!(text, "**Remedy:** {}", sentence(code.remedy));
}

/// The text with a capital and a full stop, as a paragraph needs them.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    let stop = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    prose(&format!("{}{}{stop}", first.into_iter().flatten().collect::<String>(), characters.as_str()))
}
