//! How a command ends.

use std::process::ExitCode;

use crate::report::Finding;

use super::Reporting;

/// How a command ends; the graver one counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// Nothing to report: 0.
    #[default]
    Clean,
    /// Something was found: 1.
    Findings,
    /// Something could not be done: 2.
    Failed,
    /// The tool is at fault: 101.
    Fault,
}

impl Exit {
    /// The exit code.
    pub(super) fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
            Self::Fault => 101,
        })
    }

    /// What findings make of a run, as the user wants to see it.
    pub(super) fn of(findings: &[Finding], reporting: &Reporting) -> Self {
        let fails = |finding: &Finding| reporting.fail_on.severity().is_some_and(|least| finding.diagnostic.severity >= least);
        if !reporting.exit_zero && findings.iter().any(fails) { Self::Findings } else { Self::Clean }
    }
}
