//! Values into JSON with one entry a line, so that two files compare line by line:
//!
//! ```json
//! {
//!   "blocks": [
//!     {"kind": "title", "at": [0, 14]},
//!     {"kind": "paragraph", "at": [16, 90]}
//!   ]
//! }
//! ```

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// `value` as JSON text that ends with a line feed; members and items down to `depth` stand on lines of their own.
///
/// # Errors
/// A value that has no JSON: a map whose keys are no strings, or a failing `Serialize`.
///
/// ```
/// let text = teiscribe::json::emit::to_string(&serde_json::json!({"at": [[0, 4], [5, 9]]}), 2)?;
/// assert_eq!(text, "{\n  \"at\": [\n    [0, 4],\n    [5, 9]\n  ]\n}\n");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn to_string(value: &impl Serialize, depth: usize) -> Result<String, serde_json::Error> {
    let mut bytes = Vec::with_capacity(4096);
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Lines { limit: depth, depth: 0, filled: false }))?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

struct Lines {
    limit: usize,
    depth: usize,
    /// Whether the innermost list or object holds something.
    filled: bool,
}

impl Lines {
    fn begin<W: ?Sized + Write>(&mut self, writer: &mut W, open: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        writer.write_all(open)
    }

    fn end<W: ?Sized + Write>(&mut self, writer: &mut W, close: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled && self.depth < self.limit {
            self.new_line(writer)?;
        }
        self.filled = true;
        writer.write_all(close)
    }

    fn next<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= self.limit {
            self.new_line(writer)
        } else if first {
            Ok(())
        } else {
            writer.write_all(b" ")
        }
    }

    fn new_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| writer.write_all(b"  "))
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn deep_values_stay_on_their_line_and_empty_ones_open_none() {
        let value = json!({"a": [], "b": [{"c": [1, {"d": {}}]}, {}], "e": {"f": "\n"}});
        let text = "{\n  \"a\": [],\n  \"b\": [\n    {\"c\": [1, {\"d\": {}}]},\n    {}\n  ],\n  \"e\": {\n    \"f\": \"\\n\"\n  }\n}\n";
        assert_eq!(to_string(&value, 2).expect("JSON"), text);
        assert_eq!(to_string(&json!([[1], [2]]), 0).expect("JSON"), "[[1], [2]]\n");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_what_was_given(keys in proptest::collection::vec(".*", 0..5), depth in 0_usize..4) {
            let value = json!({ "keys": keys, "nested": [[keys], {"a": {"b": keys}}] });
            let text = to_string(&value, depth).expect("JSON");
            proptest::prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), value);
        }
    }
}
