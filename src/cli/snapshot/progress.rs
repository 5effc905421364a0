//! A bar on long work: on a terminal, after one second, redrawn ten times a second at most.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How far long work has come.
pub(super) struct Progress {
    terminal: bool,
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
    /// Of work that begins now.
    pub(super) fn new() -> Self {
        Self { terminal: io::stderr().is_terminal(), drawn: Mutex::new(Drawn { next: Instant::now() + PATIENCE, anything: false }) }
    }

    /// `done` of `total` are done. Whoever finds the bar being drawn goes on without it.
    pub(super) fn tell(&self, done: usize, total: usize) {
        let Some(mut drawn) = self.terminal.then(|| self.drawn.try_lock().ok()).flatten() else { return };
        let now = Instant::now();
        if now >= drawn.next {
            let _ = io::stderr().write_all(format!("\r{}", bar(done, total)).as_bytes());
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

fn bar(done: usize, total: usize) -> String {
    let full = WIDTH * done / total.max(1);
    format!("[{}{}] {done} of {total} sources", "#".repeat(full), "-".repeat(WIDTH.saturating_sub(full)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_grows_with_the_work() {
        assert_eq!(bar(0, 4), format!("[{}] 0 of 4 sources", "-".repeat(30)));
        assert_eq!(bar(2, 4), format!("[{}{}] 2 of 4 sources", "#".repeat(15), "-".repeat(15)));
        assert_eq!(bar(0, 0), format!("[{}] 0 of 0 sources", "-".repeat(30)));
    }
}
