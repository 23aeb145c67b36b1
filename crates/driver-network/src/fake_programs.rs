//! Programs in memory, for tests: a packet filter that keeps rules, everything else succeeds in silence.

use std::io;
use std::sync::Mutex;

use host::process::Exit;
use host::program::{Answer, Programs, Run};

/// The programs, and what they were told.
#[derive(Debug, Default)]
pub(crate) struct FakePrograms {
    rules: Mutex<Vec<(String, String, String, u64)>>,
    last: Mutex<u64>,
    missing: Mutex<Option<&'static str>>,
    told: Mutex<Vec<String>>,
}

impl FakePrograms {
    /// The rules that are there: family, chain and text, the newest first.
    pub(crate) fn rules(&self) -> Vec<String> {
        let rules = self.rules.lock().unwrap();
        rules.iter().map(|(family, chain, text, _)| format!("{family} {chain} {text}")).collect()
    }

    /// Removes all rules, as an administrator may.
    pub(crate) fn flush(&self) {
        self.rules.lock().unwrap().clear();
    }

    /// Makes a program be missing, or none any more.
    pub(crate) fn lose(&self, program: Option<&'static str>) {
        *self.missing.lock().unwrap() = program;
    }

    /// What programs were run, by name, since the last question.
    pub(crate) fn told(&self) -> Vec<String> {
        std::mem::take(&mut *self.told.lock().unwrap())
    }

    fn list(&self, family: &str) -> Answer {
        let rules = self.rules.lock().unwrap();
        let mut text = format!("table {family} libvirt_network {{ # handle 1\n");
        for (_, chain, rule, handle) in rules.iter().filter(|rule| rule.0 == family) {
            text.push_str(&format!("\tchain {chain} {{ # handle 2\n\t\t{rule} # handle {handle}\n\t}}\n"));
        }
        done(0, &text)
    }

    /// All of a script or nothing of it.
    fn change(&self, script: &str) -> Answer {
        let mut rules = self.rules.lock().unwrap();
        let (mut next, mut out) = (rules.clone(), String::new());
        for line in script.lines() {
            let words: Vec<&str> = line.splitn(6, ' ').collect();
            match words.as_slice() {
                ["insert", "rule", family, _, chain, text] => {
                    let mut last = self.last.lock().unwrap();
                    *last += 1;
                    next.insert(0, ((*family).to_owned(), (*chain).to_owned(), (*text).to_owned(), *last));
                    out.push_str(&format!("{line} # handle {last}\n"));
                }
                ["delete", "rule", family, _, chain, handle] => {
                    let handle: u64 = handle.strip_prefix("handle ").unwrap().parse().unwrap();
                    let at = next
                        .iter()
                        .position(|rule| (rule.0.as_str(), rule.1.as_str(), rule.3) == (family, chain, handle));
                    match at {
                        Some(at) => drop(next.remove(at)),
                        None => return done(1, ""),
                    }
                }
                ["add", "table" | "chain", ..] => (),
                _ => panic!("{line}"),
            }
        }
        *rules = next;
        done(0, &out)
    }
}

fn done(code: i32, output: &str) -> Answer {
    Answer { exit: Exit::Code(code), output: output.to_owned(), complaint: String::new() }
}

impl Programs for FakePrograms {
    fn run(&self, run: &Run) -> io::Result<Answer> {
        if *self.missing.lock().unwrap() == Some(run.program) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.told.lock().unwrap().push(run.program.to_owned());
        let words: Vec<&str> = run.args.iter().map(String::as_str).collect();
        Ok(match (run.program, words.as_slice()) {
            ("nft", ["-a", "list", "table", family, "libvirt_network"]) => self.list(family),
            ("nft", _) => self.change(&run.input),
            _ => done(0, ""),
        })
    }
}
