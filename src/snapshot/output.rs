//! The outputs of a source that can be locked: formats of `convert`, and the findings. One ordered table.

use std::cmp::Ordering;

/// How two versions of an output are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As XML.
    Xml,
    /// As JSON-LD, or as any JSON.
    Json,
    /// Line by line.
    Lines,
}

/// An output that can be locked.
#[derive(Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name in `outputs`: a format of `convert`, or `findings`.
    pub name: &'static str,
    /// What its file is called, in the folder of its source.
    pub file: &'static str,
}

/// All outputs, in the order in which those of one source are listed.
pub const OUTPUTS: &[Output] = &[
    Output { name: "tei", file: "tei.xml" },
    Output { name: "jsonld", file: "full.jsonld" },
    Output { name: "web", file: "web.jsonld" },
    Output { name: "nquads", file: "graph.nq" },
    Output { name: "turtle", file: "graph.ttl" },
    Output { name: "rdfxml", file: "graph.rdf" },
    Output { name: "text", file: "text.txt" },
    Output { name: "transcript", file: "transcript.json" },
    Output { name: FINDINGS, file: "findings.txt" },
];

/// The output that holds what an editor should look at, one line a finding.
pub const FINDINGS: &str = "findings";

impl Output {
    /// The output called `name`.
    pub fn named(name: &str) -> Option<&'static Self> {
        OUTPUTS.iter().find(|output| output.name == name)
    }

    /// The output whose file is called `file`.
    pub fn of_file(file: &str) -> Option<&'static Self> {
        OUTPUTS.iter().find(|output| output.file == file)
    }

    /// How it is compared.
    pub fn kind(&self) -> Kind {
        match self.file.rsplit('.').next() {
            Some("xml" | "rdf") => Kind::Xml,
            Some("jsonld" | "json") => Kind::Json,
            _ => Kind::Lines,
        }
    }
}

/// In the order of [`OUTPUTS`].
impl Ord for Output {
    fn cmp(&self, other: &Self) -> Ordering {
        let number = |output: &Self| OUTPUTS.iter().position(|listed| listed == output);
        number(self).cmp(&number(other))
    }
}

impl PartialOrd for Output {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::WRITERS;

    #[test]
    fn every_format_of_convert_can_be_locked() {
        for writer in WRITERS {
            assert!(Output::named(writer.format()).is_some(), "{} has no file", writer.format());
        }
        assert_eq!(OUTPUTS.len(), WRITERS.len() + 1, "an output that nothing writes");
    }
}
