//! Starts batches one after the other, watches them, and keeps what they find.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::pool::Pool;
use crate::{Options, mutate};

/// Memory that a batch may have, in KiB: all its address space.
const MEMORY_KIB: u32 = 256 << 10;
/// Time without a word after which a batch hangs; the machine may be busy.
const SILENCE: Duration = Duration::from_secs(30);
/// Findings of one kind that are kept.
const KEPT: usize = 3;

struct Findings<'a> {
    options: &'a Options,
    pool: Pool,
    kinds: BTreeMap<String, usize>,
}

impl Findings<'_> {
    fn keep(&mut self, number: u64, kind: &str) -> Result<(), String> {
        let count = self.kinds.entry(kind.to_owned()).or_default();
        *count += 1;
        if *count > KEPT {
            return Ok(());
        }
        println!("input {number}: {kind}");
        let name: String = kind.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let path = self.options.out.join(format!("{name}-{}-{number}.xml", self.options.seed));
        let text = mutate::input(&self.pool, self.options.seed, number);
        std::fs::create_dir_all(&self.options.out).map_err(|e| e.to_string())?;
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
    }
}

/// Runs for the given number of seconds.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let seconds = options.rest.first().and_then(|word| word.parse().ok()).ok_or("run needs a number of seconds")?;
    let started = Instant::now();
    let mut findings = Findings { options, pool: Pool::read(&options.seeds), kinds: BTreeMap::new() };
    let seeds: Vec<_> = findings.pool.by_type.iter().map(|(name, list)| format!("{name} {}", list.len())).collect();
    println!("seeds: {}", seeds.join(", "));
    let mut next = options.first;
    while started.elapsed() < Duration::from_secs(seconds) {
        next = one_batch(&mut findings, next, started + Duration::from_secs(seconds))?;
    }
    println!(
        "{} inputs in {:.0} s; findings: {:?}",
        next - options.first,
        started.elapsed().as_secs_f64(),
        findings.kinds
    );
    Ok(())
}

/// Runs one batch; says which input is the next.
fn one_batch(findings: &mut Findings, first: u64, until: Instant) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let script = format!("ulimit -v {MEMORY_KIB}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh"]).arg(program).arg("batch");
    command.args(["--seed", &findings.options.seed.to_string(), "--first", &first.to_string()]);
    for (i, folder) in findings.options.seeds.iter().enumerate() {
        command.arg(if i == 0 { "--only" } else { "--seeds" }).arg(folder);
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|e| e.to_string())?;
    let output = child.stdout.take().ok_or("no output to read")?;
    let (sender, lines) = mpsc::sync_channel(1024);
    let reader = std::thread::spawn(move || {
        BufReader::new(output).lines().map_while(Result::ok).for_each(|line| _ = sender.send(line))
    });
    let mut at = None;
    let mut is_killed = false;
    loop {
        match lines.recv_timeout(SILENCE) {
            Ok(line) => {
                let mut words = line.splitn(3, ' ');
                let (word, number) = (words.next(), words.next().and_then(|n| n.parse::<u64>().ok()));
                match (word, number) {
                    (Some("i"), Some(number)) => at = Some(number),
                    (Some("f"), Some(number)) => findings.keep(number, words.next().unwrap_or("?"))?,
                    _ => (),
                }
                if Instant::now() < until {
                    continue;
                }
                is_killed = true;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                is_killed = true;
                findings.keep(at.unwrap_or(first), "hang")?;
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => (),
        }
        break;
    }
    if is_killed {
        child.kill().map_err(|e| e.to_string())?;
    }
    drop(lines);
    let status = child.wait().map_err(|e| e.to_string())?;
    _ = reader.join();
    match at {
        None => Err(format!("a batch ended before its first input: {status}")),
        Some(number) => {
            if !is_killed && !status.success() {
                findings.keep(number, &format!("crash {status}"))?;
            }
            Ok(number + 1)
        }
    }
}
