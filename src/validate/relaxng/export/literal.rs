//! Texts of the compact syntax: literals, documentation comments, indentation.
//!
//! A line end in a literal is written `\x{A}`, so that what is written can be indented line by line.

/// A literal with this text.
pub(super) fn literal(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{}\"", escaped(text));
    }
    if !text.contains('\'') {
        return format!("'{}'", escaped(text));
    }
    let parts: Vec<String> = text.split('"').map(|part| format!("\"{}\"", escaped(part))).collect();
    parts.join(" ~ '\"' ~ ")
}

/// A literal of several lines, one segment each.
pub(super) fn lines(text: &str) -> String {
    let segments: Vec<String> = text.split_inclusive('\n').map(literal).collect();
    if segments.is_empty() { literal("") } else { segments.join(" ~\n") }
}

/// Comments that are documentation, each line with its end.
pub(super) fn documentation(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!("## {}", escaped(line)).trim_end_matches(' ').to_owned()).collect();
    lines.join("\n") + "\n"
}

/// What would be read as something else: the start of an escape, and the ends of lines.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        match character {
            '\\' if begins_escape(&text[at..]) => out.push_str("\\x{5C}"),
            '\n' => out.push_str("\\x{A}"),
            '\r' => out.push_str("\\x{D}"),
            _ => out.push(character),
        }
    }
    out
}

fn begins_escape(text: &str) -> bool {
    text.strip_prefix("\\x").is_some_and(|behind| behind.trim_start_matches('x').starts_with('{'))
}

/// Every line further in.
pub(super) fn indented(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.split_inclusive('\n') {
        if line != "\n" {
            out.push_str("  ");
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_hold_any_text() {
        assert_eq!(literal("a\"b'c"), r#""a" ~ '"' ~ "b'c""#);
        assert_eq!(literal("\\x{41}\n"), r#""\x{5C}x{41}\x{A}""#);
        assert_eq!(lines("a\nb"), "\"a\\x{A}\" ~\n\"b\"");
        assert_eq!(documentation("a\n\n# b "), "## a\n##\n## # b\n");
    }
}
