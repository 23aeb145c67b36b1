//! A fuzzer for every type of document, in stable Rust.
//!
//! `fuzz run SECONDS [--seed N] [--seeds FOLDER]… [--out FOLDER]` changes documents at random and lets their readers
//! at the result; a crash, a broken promise ([`promises`]), a second of CPU time or 256 MiB of memory is a finding and
//! its document is kept. Inputs follow from the seed and their number, so every run can be repeated.
//! `fuzz agent SECONDS` does the same to the client of guests' agents.
//! `fuzz shrink FILE` makes a finding small, `fuzz replay FILE…` tells what becomes of documents.

mod agent;
mod batch;
mod mutate;
mod pool;
mod promises;
mod random;
mod run;
mod shrink;

use std::path::PathBuf;
use std::process::ExitCode;

/// What the command line asks for.
pub(crate) struct Options {
    pub(crate) seed: u64,
    pub(crate) first: u64,
    pub(crate) seeds: Vec<PathBuf>,
    pub(crate) out: PathBuf,
    pub(crate) rest: Vec<String>,
}

impl Options {
    fn read(words: impl Iterator<Item = String>) -> Result<Options, String> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let own = ["../crates/conf/tests/data", "../crates/qemu/tests/data"];
        let seeds = own.iter().map(|folder| root.join(folder)).collect();
        let mut options = Options { seed: 1, first: 0, seeds, out: root.join("found"), rest: Vec::new() };
        let mut words = words;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            let number = |text: String| text.parse().map_err(|_| format!("'{text}' is no number"));
            match word.as_str() {
                "--seed" => options.seed = number(value()?)?,
                "--first" => options.first = number(value()?)?,
                "--only" => options.seeds = vec![value()?.into()],
                "--seeds" => options.seeds.push(value()?.into()),
                "--out" => options.out = value()?.into(),
                _ => options.rest.push(word),
            }
        }
        Ok(options)
    }
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let verb = words.next().unwrap_or_default();
    let outcome = Options::read(words).and_then(|options| match verb.as_str() {
        "agent" => agent::run(&options),
        "run" => run::run(&options),
        "batch" => batch::batch(&options),
        "shrink" => shrink::shrink(&options),
        "replay" => shrink::replay(&options),
        _ => Err("say one of: run SECONDS, agent SECONDS, shrink FILE, replay FILE…".to_owned()),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("fuzz: {message}");
            ExitCode::FAILURE
        }
    }
}
