//! A report that is asked for: `sarif=out.sarif` is the format and the file it goes to.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::diagnostic::nearest;

use super::{FORMATS, Format, format};

/// A format and where the report goes.
#[derive(Clone)]
pub struct Target {
    /// The format.
    pub format: &'static dyn Format,
    /// The file; `None` is standard output.
    pub file: Option<PathBuf>,
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={:?}", self.format.name(), self.file)
    }
}

/// A format that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoTarget(String);

impl fmt::Display for NoTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoTarget {}

impl FromStr for Target {
    type Err = NoTarget;

    /// ```
    /// use teiscribe::report::Target;
    /// let target: Target = "sarif=out.sarif".parse()?;
    /// assert_eq!((target.format.name(), target.file), ("sarif", Some("out.sarif".into())));
    /// assert_eq!("sraif".parse::<Target>().map_err(|no| no.to_string()).unwrap_err(), "there is no format `sraif`; did you mean `sarif`?");
    /// # Ok::<(), teiscribe::report::NoTarget>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, NoTarget> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let file = file.filter(|file| *file != "-").map(PathBuf::from);
        match format(name) {
            Some(_) if file.as_ref().is_some_and(|file| file.as_os_str().is_empty()) => Err(NoTarget(format!("`{text}` names no file"))),
            Some(format) => Ok(Self { format, file }),
            None => Err(NoTarget(unknown(name))),
        }
    }
}

fn unknown(name: &str) -> String {
    let names = || FORMATS.iter().map(|format| format.name());
    match nearest(name, names()) {
        Some(meant) => format!("there is no format `{name}`; did you mean `{meant}`?"),
        None => format!("there is no format `{name}`; there are {}", names().collect::<Vec<_>>().join(", ")),
    }
}
