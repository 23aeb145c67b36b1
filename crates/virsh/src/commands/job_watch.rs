//! Waiting for work on a guest: how far it is, when it takes too long, and Control-C, which calls it off.

use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use ferrovirt::generated::domain::{DomainDriver, DomainJobInfoReply};
use ferrovirt::{DomainRef, Result};

use crate::context::Context;
use crate::failure::{Failure, Outcome};
use crate::interrupt::{Interrupt, Woken};

/// How often the work is asked how far it is.
const TURN: Duration = Duration::from_millis(500);

/// What is done while work on a guest goes on.
pub(super) struct Watch<'a> {
    /// What the work is called where its progress is shown.
    pub(super) title: &'static str,
    /// Whether its progress is shown.
    pub(super) is_verbose: bool,
    /// Done once after some time.
    pub(super) late: Option<(Duration, &'a dyn Fn())>,
    /// Done with each look at the work, until it says that this was enough.
    pub(super) each: Option<&'a dyn Fn() -> bool>,
}

/// How far a job is, in percent; nothing while nobody knows. A job that goes on is never all done.
fn percent(job: &DomainJobInfoReply) -> Option<f64> {
    let left = job.data_remaining as f64 / job.data_total as f64;
    (job.data_total > 0).then(|| (100.0 - 100.0 * left).clamp(0.0, 99.99))
}

impl<'a> Watch<'a> {
    /// A watch that shows how far the work is if the option `verbose` is given.
    pub(super) fn new(cx: &Context<'_>, title: &'static str) -> Watch<'a> {
        Watch { title, is_verbose: cx.args.flag("verbose"), late: None, each: None }
    }

    /// Works, and watches from another thread meanwhile. The line that shows the progress ends in any case.
    pub(super) fn work<T: Send>(
        self,
        cx: &mut Context<'_>,
        dom: &DomainRef,
        work: impl FnOnce() -> Result<T> + Send,
    ) -> Outcome<Result<T>> {
        let driver = cx.drivers()?.domain;
        let interrupt = Interrupt::catch()?;
        let failed = |e: std::io::Error| Failure::new(format!("cannot make a socket pair: {e}"));
        let (end, begin) = UnixStream::pair().map_err(failed)?;
        let (title, is_verbose) = (self.title, self.is_verbose);
        let mut turns = self.turns(&*driver, dom);
        let done = std::thread::scope(|scope| {
            let worker = scope.spawn(move || {
                let done = work();
                drop(begin);
                done
            });
            while !worker.is_finished() {
                match interrupt.wait(&[end.as_fd()], Some(TURN))? {
                    // The work fails with the reason; until then there is nothing to do but to wait.
                    Woken::Interrupted => {
                        let _ = driver.abort_job(dom);
                        break;
                    }
                    Woken::TimedOut => turns(),
                    Woken::Readable => (),
                }
            }
            worker.join().map_err(|_| Failure::new("the call has panicked"))
        })?;
        if is_verbose && done.is_ok() {
            eprint!("\r{title}: [100.00 %]");
        }
        cx.out.remark("\n");
        Ok(done)
    }

    /// What is done each time that the work has gone on for a while.
    fn turns(self, driver: &'a dyn DomainDriver, dom: &'a DomainRef) -> impl FnMut() {
        let Watch { title, is_verbose, mut late, mut each } = self;
        let begun = Instant::now();
        move || {
            let is_over = |over: &mut (Duration, _)| begun.elapsed() >= over.0;
            if let Some((_, act)) = late.take_if(is_over) {
                act();
            }
            each.take_if(|each| each());
            let job = is_verbose.then(|| driver.job_info(dom).ok()).flatten();
            if let Some(percent) = job.as_ref().and_then(percent) {
                eprint!("\r{title}: [{percent:6.2} %]");
            }
        }
    }
}
