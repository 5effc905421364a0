//! Name classes of the compact syntax: `p`, `tei:p`, `tei:*`, `* - (a | b)`.

use super::Writer;
use crate::validate::relaxng::syntax::{NameClass, NameClassKind};

impl Writer {
    /// A name class; names of attributes without prefix are in no namespace.
    pub(super) fn name_class(&mut self, class: &NameClass, is_attribute: bool) -> String {
        let lead = self.lead(&class.annotations);
        let body = match &class.kind {
            NameClassKind::Name { ns, local, .. } => {
                let uri = ns.clone().unwrap_or_default();
                let is_plain = if is_attribute { uri.is_empty() } else { uri == self.prefixes.usual };
                if is_plain { local.to_string() } else { format!("{}:{local}", self.prefixes.prefix(&uri)) }
            }
            NameClassKind::AnyName(except) => "*".to_owned() + &self.except(except.as_deref(), is_attribute),
            NameClassKind::NsName(ns, except) => {
                let uri = ns.clone().unwrap_or_default();
                format!("{}:*", self.prefixes.prefix(&uri)) + &self.except(except.as_deref(), is_attribute)
            }
            NameClassKind::Choice(all) => format!("({})", self.names(all, is_attribute)),
        };
        lead + &body
    }

    fn names(&mut self, all: &[NameClass], is_attribute: bool) -> String {
        let all: Vec<String> = all.iter().map(|one| self.name_class(one, is_attribute)).collect();
        all.join(" | ")
    }

    fn except(&mut self, except: Option<&NameClass>, is_attribute: bool) -> String {
        let Some(except) = except else { return String::new() };
        let inner = self.name_class(except, is_attribute);
        // A name class with an exception of its own needs parentheses.
        let is_loose = matches!(except.kind, NameClassKind::AnyName(Some(_)) | NameClassKind::NsName(_, Some(_)));
        if is_loose { format!(" - ({inner})") } else { format!(" - {inner}") }
    }
}
