//! A bar on long work: on a terminal, after one second, redrawn ten times a second at most.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How far long work has come.
pub(super) struct Progress {
    terminal: bool,
    /// What is worked through: `documents`.
    what: &'static str,
    begun: Instant,
    drawn: Mutex<Drawn>,
}

struct Drawn {
    next: Instant,
    anything: bool,
}

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two drawings.
const PAUSE: Duration = Duration::from_millis(100);
/// Signs in a full bar.
const WIDTH: usize = 30;

impl Progress {
    /// Of work on things called `what` that begins now.
    pub(super) fn new(what: &'static str) -> Self {
        let begun = Instant::now();
        let drawn = Mutex::new(Drawn { next: begun + PATIENCE, anything: false });
        Self { terminal: io::stderr().is_terminal(), what, begun, drawn }
    }

    /// `done` of `total` are done, and in `faulty` of them errors were found. Whoever finds the bar being drawn goes on without it.
    pub(super) fn tell(&self, done: usize, total: usize, faulty: usize) {
        let Some(mut drawn) = self.terminal.then(|| self.drawn.try_lock().ok()).flatten() else { return };
        let now = Instant::now();
        if now >= drawn.next {
            let bar = bar(done, total, self.what);
            let _ = io::stderr().write_all(format!("\r{bar}{}{}\x1b[K", with(faulty), left(now - self.begun, done, total)).as_bytes());
            *drawn = Drawn { next: now + PAUSE, anything: true };
        }
    }

    /// Wipes the bar away.
    pub(super) fn end(self) {
        if self.drawn.into_inner().is_ok_and(|drawn| drawn.anything) {
            let _ = io::stderr().write_all(b"\r\x1b[2K");
        }
    }
}

fn bar(done: usize, total: usize, what: &str) -> String {
    let full = WIDTH * done / total.max(1);
    format!("[{}{}] {done} of {total} {what}", "#".repeat(full), "-".repeat(WIDTH.saturating_sub(full)))
}

fn with(faulty: usize) -> String {
    if faulty == 0 { String::new() } else { format!(", {faulty} with errors") }
}

/// The time that is left if the rest goes on as it went so far.
fn left(passed: Duration, done: usize, total: usize) -> String {
    let seconds = passed.as_millis() * total.saturating_sub(done) as u128 / done.max(1) as u128 / 1000;
    if seconds == 0 { String::new() } else { format!(", {seconds} s left") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_grows_with_the_work() {
        assert_eq!(bar(0, 4, "sources"), format!("[{}] 0 of 4 sources", "-".repeat(30)));
        assert_eq!(bar(2, 4, "sources"), format!("[{}{}] 2 of 4 sources", "#".repeat(15), "-".repeat(15)));
        assert_eq!(bar(0, 0, "sources"), format!("[{}] 0 of 0 sources", "-".repeat(30)));
    }

    #[test]
    fn the_time_left_goes_by_the_time_passed() {
        assert_eq!(left(Duration::from_secs(10), 5, 20), ", 30 s left");
        assert_eq!(left(Duration::from_secs(10), 20, 20), "");
    }
}
