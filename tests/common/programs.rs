//! Programs that a test can use and that need not be there.

use std::process::Command;

/// Whether a program is in the path; where it is not, the test says so and passes.
#[expect(clippy::print_stderr, reason = "what was not tested is said")]
pub fn is_there(program: &str) -> bool {
    let found = Command::new("bash").args(["-c", &format!("command -v {program}")]).output().is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("skipped: {program} is not installed");
    }
    found
}
