//! The Python wheel carries the program: built, installed in a bare environment without a network, run.

#[path = "common/programs.rs"]
mod programs;
#[path = "common/scratch.rs"]
mod scratch;

use std::error::Error;
use std::fs;

use programs::is_there;
use scratch::Scratch;

#[test]
fn the_wheel_runs_in_a_bare_environment_without_a_network() -> Result<(), Box<dyn Error>> {
    if !is_there("maturin") || !is_there("python3") {
        return Ok(());
    }
    let scratch = Scratch::new("wheel");
    let cargo = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")))?;
    let rustup = std::env::var("RUSTUP_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.rustup")))?;
    let variables = [("CARGO_HOME", cargo.as_str()), ("RUSTUP_HOME", rustup.as_str()), ("CARGO_NET_OFFLINE", "true")];
    // The profile of the tests: what is asked here does not depend on it, and it is built already.
    let command = format!("maturin build --manifest-path {}/Cargo.toml --profile dev --locked --offline --out wheels", env!("CARGO_MANIFEST_DIR"));
    let built = scratch.bash("", &command, &variables)?;
    assert_eq!(built.code, 0, "{}", built.text);
    scratch.done("", "python3 -m venv bare && bare/bin/pip install --no-index wheels/teiscribe-*.whl")?;
    fs::write(scratch.0.join("talk.txt"), "Note on a talk, 6 May 1950\n\nAnders said that the mill was closed.\n")?;
    let ended =
        scratch.bash("", "bare/bin/teiscribe --version && bare/bin/teiscribe convert talk.txt && bare/bin/teiscribe validate talk.xml", &[])?;
    assert_eq!(ended.code, 0, "{}", ended.text);
    assert!(ended.text.contains(concat!("teiscribe ", env!("CARGO_PKG_VERSION"))), "{}", ended.text);
    assert!(ended.text.contains("1 document: 0 invalid"), "{}", ended.text);
    Ok(())
}
