//! A report that is asked for: `sarif=out.sarif` is the format and the file it goes to.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::diagnostic::nearest;

/// A family of formats, one of which is chosen by name.
pub trait Family: 'static {
    /// All formats, in the order in which help lists them.
    fn all() -> &'static [&'static Self];

    /// Its name on the command line: `concise`.
    fn called(&self) -> &'static str;

    /// The format called `name`.
    fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().copied().find(|format| format.called() == name)
    }
}

/// A format and where the report goes.
pub struct Target<F: Family + ?Sized> {
    /// The format.
    pub format: &'static F,
    /// The file; `None` is standard output.
    pub file: Option<PathBuf>,
}

impl<F: Family + ?Sized> Clone for Target<F> {
    fn clone(&self) -> Self {
        Self { format: self.format, file: self.file.clone() }
    }
}

impl<F: Family + ?Sized> fmt::Debug for Target<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={:?}", self.format.called(), self.file)
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

impl<F: Family + ?Sized> FromStr for Target<F> {
    type Err = NoTarget;

    /// ```
    /// use teiscribe::report::Target;
    /// let target: Target = "sarif=out.sarif".parse()?;
    /// assert_eq!((target.format.name(), target.file), ("sarif", Some("out.sarif".into())));
    /// assert_eq!("sraif".parse::<Target>().map_err(|no| no.to_string()).unwrap_err(), "there is no format `sraif`; did you mean `sarif`?");
    /// # Ok::<(), teiscribe::render::NoTarget>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, NoTarget> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let file = file.filter(|file| *file != "-").map(PathBuf::from);
        match F::named(name) {
            Some(_) if file.as_deref() == Some(Path::new("")) => Err(NoTarget(format!("`{text}` names no file"))),
            Some(format) => Ok(Self { format, file }),
            None => Err(NoTarget(unknown::<F>(name))),
        }
    }
}

fn unknown<F: Family + ?Sized>(name: &str) -> String {
    let names = || F::all().iter().map(|format| format.called());
    match nearest(name, names()) {
        Some(meant) => format!("there is no format `{name}`; did you mean `{meant}`?"),
        None => format!("there is no format `{name}`; there are {}", names().collect::<Vec<_>>().join(", ")),
    }
}

/// Whether every report has a place of its own.
///
/// # Errors
/// Why the reports that are asked for cannot all be written.
pub fn each_has_its_place<F: Family + ?Sized>(targets: &[Target<F>]) -> Result<(), String> {
    for (number, target) in targets.iter().enumerate() {
        if targets[..number].iter().any(|earlier| earlier.file == target.file) {
            let place = target.file.as_ref().map_or("standard output".to_owned(), |file| file.display().to_string());
            return Err(format!("{place} takes one report; give `--format {}=FILE` a file of its own", target.format.called()));
        }
    }
    Ok(())
}
