//! The driver's own start: many pools at once, since storage that does not answer must not hold up the daemon.

use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use crate::core::Core;

/// How long the daemon waits for pools in all; what takes longer goes on behind its back.
const WAIT: Duration = Duration::from_secs(15);

/// Does the work for each item on a thread of its own and waits for all, but not for ever.
pub(crate) fn each<T: Send + 'static>(core: &Arc<Core>, items: Vec<T>, work: fn(&Core, T)) {
    each_within(core, items, work, WAIT);
}

fn each_within<T: Send + 'static>(core: &Arc<Core>, items: Vec<T>, work: fn(&Core, T), wait: Duration) {
    let (done, finished) = mpsc::channel();
    let mut left = 0usize;
    for item in items {
        let (core, done) = (Arc::clone(core), done.clone());
        let started = std::thread::Builder::new().name("pool start".into()).spawn(move || {
            work(&core, item);
            // Nobody listens any more if it took too long.
            let _ = done.send(());
        });
        match started {
            Ok(_) => left += 1,
            Err(error) => log::error!("a storage pool is not looked at: {error}"),
        }
    }
    let deadline = Instant::now() + wait;
    while left > 0 {
        match finished.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(()) => left -= 1,
            Err(_) => return log::warn!("{left} storage pools do not answer; they come when they do"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Stage;

    #[test]
    fn storage_that_does_not_answer_holds_nobody_up() {
        let stage = Stage::new("begin");
        let core = stage.open().core().clone();
        let began = Instant::now();
        let work = |_: &Core, ms: u64| std::thread::sleep(Duration::from_millis(ms));
        each_within(&core, vec![0, 60_000, 0], work, Duration::from_millis(50));
        assert!(began.elapsed() < Duration::from_secs(10));
    }
}
