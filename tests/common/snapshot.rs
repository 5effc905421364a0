//! Locked output: insta snapshots in the top-level `snapshots/`, one folder for each family and case.

use std::path::Path;

/// Compares `text` with `snapshots/<family>/<case>/<output>.snap`.
pub fn assert(family: &str, case: &str, output: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(family).join(case));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(output, text));
}
