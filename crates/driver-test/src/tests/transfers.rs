//! Guests on their way, under a clock that only the test moves.

use std::sync::Arc;
use std::time::Duration;

use host::clock::ManualClock;
use virt::constants::*;
use virt::{Connection, DomainRef, ErrorCode, Hypervisor, Result, TypedParam};

use super::{document, uri};
use crate::{Options, TestDriver};

/// A guest of 10 MiB, and a client that moves it.
struct Stage {
    clock: Arc<ManualClock>,
    node: Connection,
    mover: Connection,
    dom: DomainRef,
}

impl Stage {
    fn new() -> Stage {
        let clock = Arc::new(ManualClock::default());
        let driver = TestDriver::new(Options { clock: clock.clone(), ..Options::default() });
        let open = || driver.open(&uri("test:///default"), false).unwrap();
        let (node, mover) = (open(), open());
        let dom = node.domain.create_xml(&document("g").replace("4096", "10240"), 0).unwrap();
        Stage { clock, node, mover, dom }
    }

    /// Sends the guest at 1 MiB a second, and does something as soon as it is on its way. Gives how that ended, and the
    /// guest's state before the last word.
    fn send(&self, flags: u32, meanwhile: impl FnOnce()) -> (Result<Vec<u8>>, Option<i32>) {
        let slow = [TypedParam::new(VIR_MIGRATE_PARAM_BANDWIDTH, 1u64)];
        std::thread::scope(|scope| {
            let sent = scope.spawn(|| self.mover.domain.migrate_perform3_params(&self.dom, None, &slow, &[], flags));
            while self.job().type_ == VIR_DOMAIN_JOB_NONE && !sent.is_finished() {
                std::thread::yield_now();
            }
            meanwhile();
            let sent = sent.join().unwrap();
            (sent, self.state())
        })
    }

    fn job(&self) -> virt::generated::domain::DomainJobInfoReply {
        self.node.domain.job_info(&self.dom).unwrap_or_default()
    }

    fn state(&self) -> Option<i32> {
        self.node.domain.state(&self.dom, 0).ok().map(|state| state.state)
    }
}

#[test]
fn memory_goes_at_its_speed() {
    let stage = Stage::new();
    let (sent, state) = stage.send(VIR_MIGRATE_LIVE, || {
        stage.clock.advance(Duration::from_secs(4));
        let job = stage.job();
        assert_eq!((job.type_, job.mem_total, job.mem_processed), (VIR_DOMAIN_JOB_UNBOUNDED, 10 << 20, 4 << 20));
        assert_eq!((job.time_elapsed, stage.state()), (4000, Some(VIR_DOMAIN_RUNNING)));
        let again = stage.node.domain.migrate_perform3_params(&stage.dom, None, &[], &[], 0).unwrap_err();
        assert_eq!(again.code(), ErrorCode::OPERATION_INVALID);
        assert!(stage.node.domain.backup_begin(&stage.dom, "<domainbackup/>", None, 0).is_err());
        // The rest goes in two seconds.
        stage.node.domain.migrate_set_max_speed(&stage.dom, 3, 0).unwrap();
        stage.clock.advance(Duration::from_secs(1));
        assert_eq!(stage.job().mem_processed, 7 << 20);
        stage.clock.advance(Duration::from_secs(1));
        stage.job();
    });
    assert!(sent.is_ok());
    assert_eq!(state, Some(VIR_DOMAIN_PAUSED));
    let done = stage.node.domain.job_stats(&stage.dom, VIR_DOMAIN_JOB_STATS_COMPLETED).unwrap();
    let elapsed = done.params.iter().find(|param| param.field == VIR_DOMAIN_JOB_TIME_ELAPSED);
    assert_eq!(elapsed.map(|param| param.value.clone()), Some(6000u64.into()));
}

#[test]
fn who_calls_it_off_keeps_the_guest() {
    for (flags, meanwhile) in [(VIR_MIGRATE_LIVE, VIR_DOMAIN_RUNNING), (0, VIR_DOMAIN_PAUSED)] {
        let stage = Stage::new();
        let (sent, state) = stage.send(flags, || {
            assert_eq!(stage.state(), Some(meanwhile));
            stage.node.domain.abort_job(&stage.dom).unwrap();
        });
        // Clients give no last word here.
        assert_eq!((sent.unwrap_err().code(), state), (ErrorCode::OPERATION_ABORTED, Some(VIR_DOMAIN_RUNNING)));
        assert_eq!(stage.job().type_, VIR_DOMAIN_JOB_NONE);
        assert!(stage.mover.domain.migrate_begin3_params(&stage.dom, &[], flags).is_ok(), "it may go again");
        assert!(stage.node.domain.abort_job(&stage.dom).is_err());
    }
}

#[test]
fn nobody_waits_for_what_is_gone() {
    let stage = Stage::new();
    let (sent, state) = stage.send(VIR_MIGRATE_LIVE, || stage.node.domain.destroy(&stage.dom).unwrap());
    assert!(sent.is_err() && state.is_none());
    let stage = Stage::new();
    // Whoever hangs up may do so before the call has begun to wait, or even to send.
    for _ in 0..2 {
        let (sent, state) = stage.send(VIR_MIGRATE_LIVE, || stage.mover.waits.as_ref().unwrap().hang_up());
        assert_eq!((sent.unwrap_err().code(), state), (ErrorCode::OPERATION_FAILED, Some(VIR_DOMAIN_RUNNING)));
    }
}
