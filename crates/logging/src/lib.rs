//! Log lines in libvirt's format, with its filter and output syntax and its environment variables.
//!
//! A line is `2026-01-31 12:00:00.123+0000: 4711: error : qemu.start:42 : message`; priorities count 1 (debug), 2
//! (info), 3 (warning), 4 (error).

mod clock;
mod settings;
mod sink;

use std::sync::{PoisonError, RwLock};

use log::{Level, LevelFilter, Log, Metadata, Record};

pub use settings::Settings;
use sink::Sink;

struct Logger {
    state: RwLock<State>,
}

#[derive(Default)]
struct State {
    level: u8,
    filters: Vec<settings::Filter>,
    outputs: Vec<(u8, Sink)>,
}

static LOGGER: Logger = Logger { state: RwLock::new(State { level: 3, filters: vec![], outputs: vec![] }) };

/// Puts settings in force, the first time and at every reload; an output that cannot be opened is reported and left out.
pub fn apply(settings: &Settings) -> Result<(), String> {
    let mut problems = vec![];
    let mut outputs = vec![];
    for output in &settings.outputs {
        match Sink::open(&output.destination) {
            Ok(sink) => outputs.push((output.priority, sink)),
            Err(e) => problems.push(e),
        }
    }
    let lowest = settings.filters.iter().map(|f| f.priority).chain([settings.level]).min().unwrap_or(3);
    {
        let mut state = LOGGER.state.write().unwrap_or_else(PoisonError::into_inner);
        *state = State { level: settings.level, filters: settings.filters.clone(), outputs };
    }
    // The second and later calls find the logger already in place.
    let _ = log::set_logger(&LOGGER);
    log::set_max_level(match lowest {
        1 => LevelFilter::Debug,
        2 => LevelFilter::Info,
        3 => LevelFilter::Warn,
        _ => LevelFilter::Error,
    });
    if problems.is_empty() { Ok(()) } else { Err(problems.join("; ")) }
}

fn priority(level: Level) -> u8 {
    match level {
        Level::Error => 4,
        Level::Warn => 3,
        Level::Info => 2,
        Level::Debug | Level::Trace => 1,
    }
}

impl State {
    /// The lowest priority that a source's lines need: its first matching filter's, else the general one.
    fn threshold(&self, target: &str) -> u8 {
        self.filters.iter().find(|f| target.contains(&f.matching)).map_or(self.level, |f| f.priority)
    }
}

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        priority(metadata.level()) >= state.threshold(metadata.target())
    }

    fn log(&self, record: &Record<'_>) {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let priority = priority(record.level());
        // Filters are written in dots and slashes by habit; our sources have Rust's colons.
        let source = record.target().replace("::", ".");
        if priority < state.threshold(&source) {
            return;
        }
        let message = record.args().to_string();
        for (lowest, sink) in &state.outputs {
            if priority >= *lowest {
                sink.write(priority, &source, record.line().unwrap_or(0), &message);
            }
        }
    }

    fn flush(&self) {}
}
