//! One process that reads inputs and says which it is at; its parent watches time and memory.

use std::io::Write;

use crate::pool::Pool;
use crate::{Options, mutate, promises};
use rustix::time::{ClockId, clock_gettime};

/// Inputs of one process.
const INPUTS: u64 = 20_000;
/// CPU time that one input may take.
const SECONDS: f64 = 1.0;

fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Writes `i NUMBER` before each input, `f NUMBER KIND` for a finding.
pub(crate) fn batch(options: &Options) -> Result<(), String> {
    promises::hush_panics();
    let pool = Pool::read(&options.seeds);
    if pool.by_type.is_empty() {
        return Err("no seeds found".to_owned());
    }
    let mut out = std::io::stdout().lock();
    let mut say = |line: String| out.write_all(line.as_bytes()).and_then(|()| out.flush()).map_err(|e| e.to_string());
    for number in options.first..options.first + INPUTS {
        say(format!("i {number}\n"))?;
        let text = mutate::input(&pool, options.seed, number);
        let before = cpu_seconds();
        let finding = promises::broken(&text);
        let took = cpu_seconds() - before;
        if let Some((kind, _)) = finding {
            say(format!("f {number} {}\n", kind.replace(['\n', '/'], "-")))?;
        } else if took > SECONDS {
            say(format!("f {number} slow\n"))?;
        }
    }
    Ok(())
}
