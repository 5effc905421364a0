//! What `teiscribe.toml` and the environment say, each value with the place it comes from.
//!
//! `[validate] checks = ["relaxng"]` becomes the default of the option `--checks` of the command `validate`. The nearest
//! file in or above the folder counts, up to the root of the repository; a variable such as `TEISCRIBE_VALIDATE_CHECKS`
//! counts more, the command line most. Every key stands in the published JSON Schema and nowhere else.

pub mod codes;
mod environment;
mod file;
mod keys;
mod snapshot;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::above;
use crate::diagnostic::Diagnostic;
use crate::report::{Report, Texts};
use crate::source::Source;

pub use keys::{Key, Kind, keys, schema, sections};
pub use snapshot::Snapshot;

/// The settings of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The folder of the file, as seen from the folder of the run; empty where that is the same, or where there is no file.
    pub folder: PathBuf,
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    values: BTreeMap<(&'static str, &'static str), Setting>,
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The value; paths are as seen from the folder of the run.
    pub value: Value,
    /// Where it was set.
    pub origin: Origin,
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A line of a file.
    File {
        /// The file, as seen from the folder of the run.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A variable of the environment.
    Environment(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Environment(variable) => f.write_str(variable),
        }
    }
}

impl Settings {
    /// The settings that hold in the folder `start`: of the file `given`, else of the nearest `teiscribe.toml`, and over
    /// them those of the environment.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn load(start: &Path, given: Option<&Path>, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, Box<Report>> {
        let mut settings = Self::default();
        let mut report = Report::default();
        if let Some(path) = given.map(Path::to_owned).or_else(|| above::nearest(start, file::NAME)) {
            path.parent().unwrap_or(Path::new("")).clone_into(&mut settings.folder);
            settings.take_file(start, &path, &mut report);
            settings.file = Some(path);
        }
        settings.take_environment(environment, &mut report);
        if report.findings.is_empty() { Ok(settings) } else { Err(Box::new(report)) }
    }

    /// The folder of the file, where there is one.
    pub fn file_folder(&self) -> Option<&Path> {
        self.file.is_some().then_some(&self.folder)
    }

    /// The value of a key, if it was set.
    pub fn get(&self, key: &Key) -> Option<&Setting> {
        self.values.get(&(key.section, key.name))
    }

    /// The section `[snapshot]`.
    pub fn snapshot(&self) -> Snapshot {
        let values = self.values.iter().filter(|((section, _), _)| *section == "snapshot");
        let section: Map<String, Value> = values.map(|((_, name), setting)| ((*name).to_owned(), setting.value.clone())).collect();
        serde_json::from_value(Value::Object(section)).unwrap_or_default()
    }

    fn take_file(&mut self, start: &Path, path: &Path, report: &mut Report) {
        let unreadable =
            |reason: String| Diagnostic::error(&codes::UNREADABLE, format!("{}: {reason}", path.display())).help(codes::UNREADABLE.remedy);
        let source = fs::read(start.join(path))
            .map_err(|reason| reason.to_string())
            .and_then(|bytes| Source::from_bytes(&path.to_string_lossy(), bytes).map_err(|reason| reason.to_string()));
        match source {
            Err(reason) => report.add("", vec![unreadable(reason)], &Texts::default()),
            Ok(source) => self.take(file::read(&source), &source, report),
        }
    }

    fn take_environment(&mut self, environment: impl IntoIterator<Item = (String, String)>, report: &mut Report) {
        let variables: BTreeMap<String, String> = environment.into_iter().collect();
        for (name, value) in variables {
            let variable = Source::from_text(&name, value);
            if let Some(setting) = environment::read(&variable) {
                self.take(setting.map(|setting| vec![setting]), &variable, report);
            }
        }
    }

    fn take(&mut self, settings: Result<Vec<(Key, Setting)>, Vec<Diagnostic>>, source: &Source, report: &mut Report) {
        match settings {
            Ok(settings) => self.values.extend(settings.into_iter().map(|(key, setting)| ((key.section, key.name), setting))),
            Err(findings) => report.add("", findings, &std::iter::once(source).collect()),
        }
    }
}
