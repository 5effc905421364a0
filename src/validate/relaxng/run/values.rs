//! Why a value is not allowed, in words, and what would be.

use super::Run;
use super::message::{and, quoted};
use super::near::nearest;
use crate::validate::relaxng::datatype::NamespaceContext;
use crate::validate::relaxng::grammar::ValueDeclaration;
use crate::validate::relaxng::patterns::{Node, PatternId};

/// How many values are named before the rest is counted.
const SHOWN: usize = 12;

impl Run<'_> {
    /// What follows "the value …", and the remedy where there is one.
    pub(super) fn why_not(&mut self, context: &dyn NamespaceContext, contents: &[PatternId], value: &str) -> (String, Option<String>) {
        let mut leaves: Vec<PatternId> = contents.iter().flat_map(|&content| self.automaton.leaves(content)).collect();
        leaves.sort_unstable();
        leaves.dedup();
        if let [only] = leaves[..]
            && let Node::List(inner) = *self.automaton.patterns.node(only)
        {
            return self.why_not_list(context, inner, value);
        }
        self.why_not_one(context, &leaves, value)
    }

    /// The first word of a list that does not fit.
    fn why_not_list(&mut self, context: &dyn NamespaceContext, pattern: PatternId, value: &str) -> (String, Option<String>) {
        let mut left = pattern;
        for (number, word) in value.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).enumerate() {
            let behind = self.automaton.string(self.grammar, left, word, context);
            if behind == PatternId::NOT_ALLOWED {
                let leaves = self.automaton.leaves(left);
                if leaves.is_empty() {
                    return (format!("has more than {number} words"), None);
                }
                let (reason, help) = self.why_not_one(context, &leaves, word);
                let reason = if word == value { reason } else { format!("is not allowed: its word {} {reason}", quoted(word)) };
                return (reason, help);
            }
            left = behind;
        }
        ("has too few words".to_owned(), None)
    }

    fn why_not_one(&self, context: &dyn NamespaceContext, leaves: &[PatternId], value: &str) -> (String, Option<String>) {
        let (mut values, mut types, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
        for &leaf in leaves {
            match *self.automaton.patterns.node(leaf) {
                Node::Value(id) => values.push(self.grammar.value(id)),
                Node::Data(id) => {
                    let datatype = &self.grammar.datum(id).datatype;
                    let reason = datatype.allows(value, context).err().unwrap_or_else(|| "is one of those that are left out".to_owned());
                    types.push(reason.strip_prefix("is no ").map_or_else(|| format!("`{}`", datatype.name()), str::to_owned));
                    reasons.push(reason);
                }
                Node::List(_) => types.push("a list of words".to_owned()),
                _ => {}
            }
        }
        types.dedup();
        match (&values[..], &reasons[..]) {
            ([], [reason]) if types.len() == 1 => (reason.clone(), None),
            ([], _) if types.is_empty() => ("is not allowed: it must be empty".to_owned(), None),
            ([], _) => ("has none of the forms allowed".to_owned(), Some(format!("allowed: {}", types.join("; ")))),
            (values, _) => not_listed(values, &types, value),
        }
    }
}

fn not_listed(values: &[&ValueDeclaration], types: &[String], value: &str) -> (String, Option<String>) {
    let near = nearest(value.trim(), values.iter().map(|one| &*one.text));
    let listed = values.iter().take(SHOWN).map(|one| format!("`{}`", one.text));
    let more = values.len().saturating_sub(SHOWN);
    let rest = (more > 0).then(|| format!("{more} more")).into_iter();
    let all = and(listed.chain(rest).chain(types.iter().cloned()));
    let help = near.map_or_else(|| format!("allowed: {all}"), |near| format!("did you mean `{near}`{}? allowed: {all}", meaning(values, near)));
    let reason = match values {
        [only] if types.is_empty() => format!("is not `{}`", only.text),
        _ => "is not one of those allowed".to_owned(),
    };
    (reason, Some(help))
}

/// What the schema says of one of the values.
fn meaning(values: &[&ValueDeclaration], text: &str) -> String {
    let documentation = values.iter().find(|one| *one.text == *text).and_then(|one| one.documentation.as_deref());
    documentation.map_or_else(String::new, |documentation| format!(" ({documentation})"))
}
