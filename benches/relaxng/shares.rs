//! Speed as a share of plain tokenising, and memory beside the document itself.

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark prints what it measured, in rounded figures")]

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::{events, findings, floor, texts};

/// How often everything is measured; the shortest time counts.
const ROUNDS: usize = 10;

/// Prints how fast documents are tokenised, read and judged.
pub fn speed() {
    println!("MB/s, one thread, shortest of {ROUNDS} rounds taken in turn; in brackets the share of plain tokenising");
    println!("{:<38} {:>8} {:>18} {:>14} {:>14}", "", "tokens", "+ names and blanks", "our events", "validation");
    row("plays", texts::plays());
    row("one document", &[texts::one_document()]);
    row("documents of 50 to 200 KB", texts::ordinary());
    println!();
}

fn row(what: &str, documents: &[Vec<u8>]) {
    let length: usize = documents.iter().map(Vec::len).sum();
    let ways: [fn(&[u8]) -> usize; 4] = [floor::tokens, floor::tokens_names_and_blanks, events, findings];
    let mut shortest = [Duration::MAX; 4];
    for _ in 0..ROUNDS {
        for (way, shortest) in ways.iter().zip(&mut shortest) {
            let start = Instant::now();
            black_box(documents.iter().map(|document| way(document)).sum::<usize>());
            *shortest = start.elapsed().min(*shortest);
        }
    }
    let [tokens, names, events, validation] = shortest.map(|time| length as f64 / 1e6 / time.as_secs_f64());
    let shared = |speed: f64| format!("{speed:.0} ({:.0} %)", 100.0 * speed / tokens);
    let what = format!("{} {what}, {:.1} MB", documents.len(), length as f64 / 1e6);
    println!("{what:<38} {tokens:>8.0} {:>18} {:>14} {:>14}", shared(names), shared(events), shared(validation));
}

/// Prints the highest memory use of the program on one document, as `/usr/bin/time` tells it.
pub fn memory() {
    let Some(program) = option_env!("CARGO_BIN_EXE_teiscribe") else { return println!("skipped: the program was not built") };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("relaxng-memory");
    let (cache, document) = (folder.join("cache"), folder.join("large.xml"));
    let text = texts::one_document();
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&document, &text)).expect("the document can be written");
    let mib = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    println!("\nhighest memory use on one document of {:.1} MiB:", mib(text.len()));
    for (what, checks) in [("schema compiled", "relaxng"), ("schema kept", "relaxng"), ("all checks", "relaxng,pointers")] {
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "%M", program, "validate", "--checks", checks, "--cache"]).arg(&cache).arg("--schema").arg(texts::tei_all());
        let output = command.arg(&document).output().ok().filter(|output| output.status.code() == Some(0));
        let Some(output) = output else { return println!("  skipped: the program or /usr/bin/time is missing") };
        let said = String::from_utf8_lossy(&output.stderr);
        let used = said.lines().last().and_then(|line| line.trim().parse::<usize>().ok()).map_or(0.0, |kib| mib(kib << 10));
        println!("  {what}: {used:.1} MiB, {:.1} beside the document", used - mib(text.len()));
    }
}
