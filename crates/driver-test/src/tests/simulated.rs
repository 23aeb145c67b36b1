//! What takes time, under a clock that only the test moves: jobs on disks, backups, sleep; and what else guests do that the
//! reference's guests do not: they move, they echo, they fail when told to.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use host::clock::ManualClock;
use host::files::SystemFiles;
use virt::constants::*;
use virt::events::DomainEventBlockJob2;
use virt::{Connection, DomainRef, ErrorCode, Event, Hypervisor, Stream, TypedParam, TypedValue, typed_param};

use super::uri;
use crate::{Options, TestDriver};

/// A node whose clock stands, with a guest of two images that runs.
fn standing() -> (Arc<ManualClock>, Connection, DomainRef) {
    let clock = Arc::new(ManualClock::default());
    let driver = TestDriver::new(Options { clock: clock.clone(), files: Arc::new(SystemFiles), guarded: false });
    let node = driver.open(&uri("test:///default"), false).unwrap();
    let text = "<domain type='test'><name>g</name><memory>4096</memory><os><type>hvm</type></os><devices>\
        <disk type='file'><driver type='qcow2'/><source file='/top'/><backingStore type='file'><format type='qcow2'/>\
        <source file='/mid'/><backingStore type='file'><format type='raw'/><source file='/base'/></backingStore>\
        </backingStore><target dev='vda'/></disk><console type='pty'/></devices></domain>";
    let dom = node.domain.define_xml(text).unwrap();
    node.domain.create(&dom).unwrap();
    let dom = node.domain.lookup_by_name("g").unwrap();
    (clock, node, dom)
}

/// What is heard of jobs on disks: kind and status.
fn jobs_heard(node: &Connection) -> (Arc<Mutex<Vec<(i32, i32)>>>, virt::Subscription) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let subscription = node.events.subscribe(move |event| {
        if let Event::DomainEventBlockJob2(DomainEventBlockJob2 { type_, status, .. }) = &**event {
            log.lock().unwrap().push((*type_, *status));
        }
    });
    (heard, subscription)
}

#[test]
fn a_pull_goes_on_with_the_clock_at_its_speed() {
    let (clock, node, dom) = standing();
    let (heard, _subscription) = jobs_heard(&node);
    let size = node.domain.block_info(&dom, "vda", 0).unwrap().capacity;
    let speed = size / 10 + 1;
    node.domain.block_pull(&dom, "vda", speed, VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES).unwrap();
    let info = || node.domain.block_job_info(&dom, "vda", VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES).unwrap();
    assert_eq!((info().found, info().cur, info().end, info().bandwidth), (1, 0, size, speed));
    let again = node.domain.block_pull(&dom, "/top", 0, 0).unwrap_err();
    assert_eq!(again.code(), ErrorCode::BLOCK_COPY_ACTIVE);
    clock.advance(Duration::from_secs(5));
    assert_eq!(info().cur, 5 * speed);
    // Slowed down to half, the rest takes twice as long.
    node.domain.block_job_set_speed(&dom, "vda", speed / 2, VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES).unwrap();
    clock.advance(Duration::from_secs(5));
    assert_eq!((info().found, heard.lock().unwrap().len()), (1, 0));
    clock.advance(Duration::from_secs(6));
    assert_eq!(info().found, 0);
    assert_eq!(*heard.lock().unwrap(), [(VIR_DOMAIN_BLOCK_JOB_TYPE_PULL, VIR_DOMAIN_BLOCK_JOB_COMPLETED)]);
    assert!(!node.domain.xml_desc(&dom, 0).unwrap().contains("/mid"));
}

#[test]
fn a_copy_waits_for_its_pivot() {
    let (clock, node, dom) = standing();
    let (heard, _subscription) = jobs_heard(&node);
    let place = "<disk type='file'><driver type='raw'/><source file='/copy'/></disk>";
    node.domain.block_copy(&dom, "vda", place, &[], 0).unwrap();
    let pivot = || node.domain.block_job_abort(&dom, "vda", VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT);
    assert_eq!(pivot().unwrap_err().code(), ErrorCode::BLOCK_COPY_ACTIVE);
    assert!(node.domain.xml_desc(&dom, 0).unwrap().contains("<mirror type='file' file='/copy'"));
    clock.advance(Duration::from_secs(2));
    assert!(node.domain.xml_desc(&dom, 0).unwrap().contains("ready='yes'"));
    pivot().unwrap();
    let kind = VIR_DOMAIN_BLOCK_JOB_TYPE_COPY;
    assert_eq!(*heard.lock().unwrap(), [(kind, VIR_DOMAIN_BLOCK_JOB_READY), (kind, VIR_DOMAIN_BLOCK_JOB_COMPLETED)]);
    for document in [0, VIR_DOMAIN_XML_INACTIVE] {
        let text = node.domain.xml_desc(&dom, document).unwrap();
        assert!(
            text.contains("<source file='/copy'/>") && !text.contains("mirror") && !text.contains("/mid"),
            "{text}"
        );
    }
}

#[test]
fn commits_shorten_chains_from_any_side() {
    let (clock, node, dom) = standing();
    let (heard, _subscription) = jobs_heard(&node);
    let commit = |base, top, flags| node.domain.block_commit(&dom, "vda", base, top, 0, flags);
    for (base, top, flags) in [
        (None, None, 0),
        (Some("/top"), Some("/mid"), 0),
        (None, Some("/base"), 0),
        (None, Some("/mid"), VIR_DOMAIN_BLOCK_COMMIT_ACTIVE),
        (Some("/nothing"), None, VIR_DOMAIN_BLOCK_COMMIT_ACTIVE),
    ] {
        assert_eq!(commit(base, top, flags).unwrap_err().code(), ErrorCode::INVALID_ARG, "{base:?} {top:?}");
    }
    commit(None, Some("vda[1]"), 0).unwrap();
    clock.advance(Duration::from_secs(2));
    commit(None, None, VIR_DOMAIN_BLOCK_COMMIT_ACTIVE).unwrap();
    clock.advance(Duration::from_secs(2));
    node.domain.block_job_abort(&dom, "vda", VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT).unwrap();
    let active = VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT;
    assert_eq!(
        *heard.lock().unwrap(),
        [
            (VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT, VIR_DOMAIN_BLOCK_JOB_COMPLETED),
            (active, VIR_DOMAIN_BLOCK_JOB_READY),
            (active, VIR_DOMAIN_BLOCK_JOB_COMPLETED)
        ]
    );
    let text = node.domain.xml_desc(&dom, 0).unwrap();
    assert!(text.contains("<source file='/base'/>") && !text.contains("/top") && !text.contains("/mid"), "{text}");
}

#[test]
fn a_backup_goes_on_ends_and_is_told_of_afterwards() {
    let (clock, node, dom) = standing();
    let begin = |mode| {
        let target = if mode == "push" { "target" } else { "scratch" };
        let server = if mode == "pull" { "<server transport='unix' socket='/s'/>" } else { "" };
        let text = format!(
            "<domainbackup mode='{mode}'>{server}<disks><disk name='vda' type='file'><driver type='qcow2'/>\
             <{target} file='/b'/></disk></disks></domainbackup>"
        );
        node.domain.backup_begin(&dom, &text, Some("<domaincheckpoint/>"), 0)
    };
    let missing = node.domain.backup_get_xml_desc(&dom, 0).unwrap_err();
    assert_eq!(missing.code(), ErrorCode::NO_DOMAIN_BACKUP);
    begin("push").unwrap();
    assert_eq!(begin("push").unwrap_err().code(), ErrorCode::OPERATION_INVALID);
    assert!(node.domain.backup_get_xml_desc(&dom, 0).unwrap().contains("<target file='/b'/>"));
    clock.advance(Duration::from_millis(500));
    let info = node.domain.job_info(&dom).unwrap();
    assert_eq!((info.type_, info.time_elapsed), (VIR_DOMAIN_JOB_UNBOUNDED, 500));
    assert!(info.file_processed >= info.file_total / 2 - 1 && info.file_remaining > 0, "{info:?}");
    clock.advance(Duration::from_secs(1));
    assert_eq!(node.domain.job_info(&dom).unwrap().type_, VIR_DOMAIN_JOB_NONE);
    let told = || node.domain.job_stats(&dom, VIR_DOMAIN_JOB_STATS_COMPLETED).unwrap();
    let stats = told();
    assert_eq!(stats.type_, VIR_DOMAIN_JOB_COMPLETED);
    let success = typed_param::find(&stats.params, VIR_DOMAIN_JOB_SUCCESS);
    assert_eq!(success, Some(&TypedValue::Boolean(true)));
    assert_eq!(told().type_, VIR_DOMAIN_JOB_NONE);
    clock.advance(Duration::from_secs(1));
    begin("pull").unwrap();
    clock.advance(Duration::from_secs(100));
    assert_eq!(node.domain.job_info(&dom).unwrap().type_, VIR_DOMAIN_JOB_UNBOUNDED);
    node.domain.abort_job(&dom).unwrap();
    assert_eq!(told().type_, VIR_DOMAIN_JOB_CANCELLED);
    assert_eq!(node.domain_checkpoint.list_all_checkpoints(&dom, 1, 0).unwrap().ret, 2);
}

#[test]
fn a_guest_sleeps_until_it_is_woken_or_its_time_is_over() {
    let (clock, node, dom) = standing();
    let state = || node.domain.state(&dom, 0).unwrap().state;
    node.domain.pm_suspend_for_duration(&dom, 0, 0, 0).unwrap();
    clock.advance(Duration::from_secs(1000));
    assert_eq!(state(), VIR_DOMAIN_PMSUSPENDED);
    node.domain.pm_wakeup(&dom, 0).unwrap();
    assert_eq!(state(), VIR_DOMAIN_RUNNING);
    node.domain.pm_suspend_for_duration(&dom, 0, 60, 0).unwrap();
    clock.advance(Duration::from_secs(59));
    assert_eq!(state(), VIR_DOMAIN_PMSUSPENDED);
    clock.advance(Duration::from_secs(1));
    assert_eq!(state(), VIR_DOMAIN_RUNNING);
    node.domain.pm_suspend_for_duration(&dom, 1, 0, 0).unwrap();
    assert_eq!(state(), VIR_DOMAIN_SHUTOFF);
}

#[test]
fn time_passes_without_calls_too() {
    let node = TestDriver::default().open(&uri("test:///default"), false).unwrap();
    let (heard, _subscription) = jobs_heard(&node);
    let dom = node.domain.lookup_by_name("test").unwrap();
    node.domain.block_pull(&dom, "vda", 0, 0).unwrap();
    let end = std::time::Instant::now() + Duration::from_secs(30);
    while heard.lock().unwrap().is_empty() && std::time::Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(*heard.lock().unwrap(), [(VIR_DOMAIN_BLOCK_JOB_TYPE_PULL, VIR_DOMAIN_BLOCK_JOB_COMPLETED)]);
}

fn opened(stream: virt::Result<Stream>) -> std::os::unix::net::UnixStream {
    let Ok(Stream::End(end)) = stream else { panic!("no stream") };
    end.fd.into()
}

#[test]
fn a_console_echoes_for_one_at_a_time_and_ends_with_the_run() {
    let (_clock, node, dom) = standing();
    let mut console = opened(node.domain.open_console(&dom, None, 0));
    console.write_all(b"hello").unwrap();
    let mut answer = [0; 5];
    console.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"hello");
    assert_eq!(node.domain.open_console(&dom, None, 0).unwrap_err().code(), ErrorCode::OPERATION_FAILED);
    let mut second = opened(node.domain.open_console(&dom, Some("console0"), VIR_DOMAIN_CONSOLE_FORCE));
    assert_eq!(console.read(&mut answer).unwrap(), 0);
    node.domain.destroy(&dom).unwrap();
    assert_eq!(second.read(&mut answer).unwrap(), 0);
    assert!(node.domain.open_console(&dom, None, 0).is_err());
}

#[test]
fn a_guest_moves_to_another_node() {
    let (_clock, source, dom) = standing();
    let target = TestDriver::default().open(&uri("test:///default"), false).unwrap();
    let flags = VIR_MIGRATE_LIVE | VIR_MIGRATE_PERSIST_DEST | VIR_MIGRATE_UNDEFINE_SOURCE;
    let named = |name: &str, value: &str| TypedParam::new(name.to_owned(), value);
    for cancelled in [1, 0] {
        let begun = source.domain.migrate_begin3_params(&dom, &[], flags).unwrap();
        let wish = [named(VIR_MIGRATE_PARAM_DEST_XML, &begun.xml), named(VIR_MIGRATE_PARAM_DEST_NAME, "h")];
        target.domain.migrate_prepare3_params(&wish, &begun.cookie_out, flags).unwrap();
        let arriving = target.domain.lookup_by_name("h").unwrap();
        assert_eq!(target.domain.state(&arriving, 0).unwrap().state, VIR_DOMAIN_PAUSED);
        let cookie = source.domain.migrate_perform3_params(&dom, None, &[], &[], flags).unwrap();
        assert_eq!(source.domain.state(&dom, 0).unwrap().state, VIR_DOMAIN_PAUSED);
        let arrived = target.domain.migrate_finish3_params(&wish[1..], &cookie, flags, cancelled);
        source.domain.migrate_confirm3_params(&dom, &[], &[], flags, cancelled).unwrap();
        match cancelled {
            1 => {
                assert!(arrived.is_err() && target.domain.lookup_by_name("h").is_err());
                assert_eq!(source.domain.state(&dom, 0).unwrap().state, VIR_DOMAIN_RUNNING);
            }
            _ => {
                let arrived = arrived.unwrap().dom;
                assert_eq!(target.domain.state(&arrived, 0).unwrap().state, VIR_DOMAIN_RUNNING);
                assert_eq!(target.domain.is_persistent(&arrived).unwrap(), 1);
                assert_eq!(source.domain.lookup_by_name("g").unwrap_err().code(), ErrorCode::NO_DOMAIN);
            }
        }
    }
}

#[test]
fn a_definition_moves_alone() {
    let (_clock, source, dom) = standing();
    let target = TestDriver::default().open(&uri("test:///default"), false).unwrap();
    let flags = VIR_MIGRATE_OFFLINE | VIR_MIGRATE_PERSIST_DEST;
    assert!(source.domain.migrate_begin3_params(&dom, &[], VIR_MIGRATE_OFFLINE).is_err(), "it would go nowhere");
    // Clients may skip the step that sends.
    for sends in [false, true] {
        let name = if sends { "sent" } else { "skipped" };
        let begun = source.domain.migrate_begin3_params(&dom, &[], flags).unwrap();
        let text =
            begun.xml.replace(&dom.uuid.to_string(), &virt::Uuid::from_random([7 + u8::from(sends); 16]).to_string());
        let wish = [(VIR_MIGRATE_PARAM_DEST_XML, text.as_str()), (VIR_MIGRATE_PARAM_DEST_NAME, name)];
        let wish = wish.map(|(name, value)| TypedParam::new(name, value));
        target.domain.migrate_prepare3_params(&wish, &begun.cookie_out, flags).unwrap();
        let sent = |_| source.domain.migrate_perform3_params(&dom, None, &wish, &[], flags).unwrap();
        let cookie = sends.then_some(()).map(sent).unwrap_or_default();
        let nameless = target.domain.migrate_finish3_params(&[], &cookie, flags, 0).unwrap_err();
        assert_eq!(nameless.code(), ErrorCode::INTERNAL_ERROR);
        let moved = target.domain.migrate_finish3_params(&wish, &cookie, flags, 0).unwrap().dom;
        source.domain.migrate_confirm3_params(&dom, &[], &[], flags, 0).unwrap();
        assert_eq!((moved.name.as_str(), target.domain.is_active(&moved).unwrap()), (name, 0));
        assert_eq!(source.domain.state(&dom, 0).unwrap().state, VIR_DOMAIN_RUNNING);
    }
    let unannounced = [TypedParam::new(VIR_MIGRATE_PARAM_DEST_NAME, "nobody")];
    assert!(target.domain.migrate_finish3_params(&unannounced, &[], flags, 0).is_err());
}

#[test]
fn a_lost_connection_leaves_no_guest_between_two_nodes() {
    let (_clock, source, dom) = standing();
    let driver = TestDriver::default();
    let (lost, target) =
        (driver.open(&uri("test:///default"), false).unwrap(), driver.open(&uri("test:///default"), false).unwrap());
    let begun = source.domain.migrate_begin3_params(&dom, &[], 0).unwrap();
    let wish = [TypedParam::new(VIR_MIGRATE_PARAM_DEST_XML, begun.xml.as_str())];
    lost.domain.migrate_prepare3_params(&wish, &[], 0).unwrap();
    assert!(target.domain.lookup_by_name("g").is_ok());
    drop(lost);
    assert!(target.domain.lookup_by_name("g").is_err());
    source.domain.migrate_perform3_params(&dom, None, &[], &[], 0).unwrap();
    assert_eq!(source.domain.state(&dom, 0).unwrap().state, VIR_DOMAIN_PAUSED);
    source.domain.migrate_confirm3_params(&dom, &[], &[], 0, 1).unwrap();
    assert_eq!(source.domain.state(&dom, 0).unwrap().state, VIR_DOMAIN_RUNNING);
}

#[test]
fn a_job_whose_disk_has_changed_ends_all_the_same() {
    let (clock, node, dom) = standing();
    node.domain.block_commit(&dom, "vda", Some("/base"), Some("/mid"), 0, 0).unwrap();
    let other = "<disk type='file'><source file='/other'/><target dev='vda'/></disk>";
    node.domain.update_device_flags(&dom, other, VIR_DOMAIN_AFFECT_LIVE).unwrap();
    clock.advance(Duration::from_secs(2));
    assert_eq!(node.domain.block_job_info(&dom, "vda", 0).unwrap().found, 0);
}

#[test]
fn a_disk_stays_while_a_job_is_at_work_on_it() {
    let (clock, node, dom) = standing();
    let disk = "<disk type='file'><source file='/top'/><target dev='vda'/></disk>";
    let detach = || node.domain.detach_device_flags(&dom, disk, VIR_DOMAIN_AFFECT_LIVE);
    let overlay = || {
        let text = "<domainsnapshot/>";
        node.domain_snapshot.create_xml(&dom, text, VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY).map(drop)
    };
    let code = |done: virt::Result<()>| done.err().map(|error| error.code());
    node.domain.block_pull(&dom, "vda", 0, 0).unwrap();
    assert_eq!(code(detach()), Some(ErrorCode::BLOCK_COPY_ACTIVE));
    assert_eq!(code(overlay()), Some(ErrorCode::BLOCK_COPY_ACTIVE));
    assert_eq!(node.domain_snapshot.num(&dom, 0).unwrap(), 0);
    clock.advance(Duration::from_secs(2));
    assert_eq!((code(overlay()), code(detach())), (None, None));
}

#[test]
fn a_backup_ends_with_the_run_and_says_so() {
    let (_clock, node, dom) = standing();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let _subscription = node.events.subscribe(move |event| {
        let told = match &**event {
            Event::DomainEventBlockJob2(job) => ("job", job.status),
            Event::DomainEventJobCompleted(_) => ("completed", 0),
            Event::DomainEventLifecycle(life) => ("life", life.event),
            _ => return,
        };
        log.lock().unwrap().push(told);
    });
    type Ending = fn(&Connection, &DomainRef);
    let endings: [Ending; 4] = [
        |node, dom| node.domain.destroy(dom).unwrap(),
        |node, dom| node.domain.shutdown(dom).unwrap(),
        |node, dom| node.domain.managed_save(dom, 0).unwrap(),
        |node, dom| node.domain.pm_suspend_for_duration(dom, 1, 0, 0).unwrap(),
    ];
    for ending in endings {
        node.domain.backup_begin(&dom, "<domainbackup/>", None, 0).unwrap();
        heard.lock().unwrap().clear();
        ending(&node, &dom);
        let told: Vec<_> = heard.lock().unwrap().iter().copied().filter(|told| told.1 != 7).collect();
        assert_eq!(told, [("job", VIR_DOMAIN_BLOCK_JOB_CANCELED), ("completed", 0), ("life", 5)]);
        node.domain.create(&dom).unwrap();
    }
}

#[test]
fn calls_fail_as_they_are_told_to() {
    let (_clock, node, dom) = standing();
    let tell = |text: &str| node.qemu.domain_monitor_command(&dom, text, 0);
    let fault =
        r#"{"execute":"fault-add","arguments":{"call":"virDomainSuspend","error":38,"message":"no","count":1}}"#;
    tell(fault).unwrap();
    assert!(tell(r#"{"execute":"fault-list"}"#).unwrap().contains("virDomainSuspend"));
    let error = node.domain.suspend(&dom).unwrap_err();
    assert_eq!((error.code(), error.message()), (ErrorCode::SYSTEM_ERROR, "no"));
    node.domain.suspend(&dom).unwrap();
    for bad in [
        "",
        "{}",
        r#"{"execute":"x"}"#,
        r#"{"execute":"fault-add"}"#,
        r#"{"execute":"emit","arguments":{"event":1}}"#,
        r#"{"execute":"fault-add","arguments":{"call":"virDomainSuspend","error":38,"cuont":1}}"#,
        r#"{"execute":"fault-add","arguments":{"call":"virDomainSuspend","error":38,"hang":"yes"}}"#,
        r#"{"execute":"fault-clear","arguments":{"cal":"virDomainSuspend"}}"#,
    ] {
        assert_eq!(tell(bad).unwrap_err().code(), ErrorCode::INVALID_ARG, "{bad}");
    }
    tell(r#"{"execute":"emit","arguments":{"event":"watchdog","action":1}}"#).unwrap();
    tell(r#"{"execute":"crash"}"#).unwrap();
    assert_eq!(node.domain.state(&dom, 0).unwrap().reason, VIR_DOMAIN_SHUTOFF_CRASHED);
}

/// Names of the events that a series of calls brings, without their common beginning.
fn told(node: &Connection, work: impl FnOnce()) -> Vec<String> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let subscription = node.events.subscribe(move |event| {
        let text = format!("{:?}", **event);
        let name = text.split('(').next().unwrap_or_default().trim_start_matches("DomainEvent").to_owned();
        let name = match &**event {
            Event::DomainEventLifecycle(event) => format!("{}.{}", event.event, event.detail),
            _ => name,
        };
        log.lock().unwrap().push(name);
    });
    work();
    drop(subscription);
    heard.lock().unwrap().clone()
}

#[test]
fn every_change_is_told_in_its_order() {
    let (clock, node, dom) = standing();
    let calls = &node.domain;
    let disk = "<disk type='file'><source file='/x'/><target dev='vdb' bus='virtio'/></disk>";
    let emit = |event: &str| {
        let arguments = format!(r#"{{"event":"{event}","alias":"a","path":"/p","dev":"vda","old":"o","new":"n"}}"#);
        let text = format!(r#"{{"execute":"emit","arguments":{arguments}}}"#);
        node.qemu.domain_monitor_command(&dom, &text, 0).unwrap();
    };
    let names = told(&node, || {
        calls.suspend(&dom).unwrap();
        calls.resume(&dom).unwrap();
        calls.set_memory_flags(&dom, 2048, VIR_DOMAIN_AFFECT_LIVE).unwrap();
        calls.attach_device_flags(&dom, disk, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG).unwrap();
        calls.detach_device_flags(&dom, disk, VIR_DOMAIN_AFFECT_LIVE).unwrap();
        calls.set_metadata(&dom, VIR_DOMAIN_METADATA_TITLE, Some("t"), None, None, 0).unwrap();
        let limit = [TypedParam::new(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC, 5u64)];
        calls.set_block_io_tune(&dom, "vda", &limit, 0).unwrap();
        calls.pin_vcpu(&dom, 0, &[1]).unwrap();
        calls.pm_suspend_for_duration(&dom, 0, 0, 0).unwrap();
        calls.pm_wakeup(&dom, 0).unwrap();
        let moment = node.domain_snapshot.create_xml(&dom, "<domainsnapshot/>", 0).unwrap();
        node.domain_snapshot.revert_to_snapshot(&moment, 0).unwrap();
        calls.managed_save(&dom, 0).unwrap();
        calls.create(&dom).unwrap();
        calls.destroy(&dom).unwrap();
        calls.rename(&dom, Some("h"), 0).unwrap();
    });
    let changes = "3.0 4.0 BalloonChange DeviceAdded 0.1 DeviceRemoved MetadataChange Tunable Tunable 7.0 Pmsuspend 2.4 Pmwakeup \
                   5.6 2.3 5.4 2.0 5.1 1.1 0.2";
    assert_eq!(names.join(" "), changes.split_whitespace().collect::<Vec<_>>().join(" "));
    let dom = calls.lookup_by_name("h").unwrap();
    let names = told(&node, || {
        calls.create(&dom).unwrap();
        let text =
            "<domainbackup><disks><disk name='vda' type='file'><target file='/b'/></disk></disks></domainbackup>";
        calls.backup_begin(&dom, text, None, 0).unwrap();
        clock.advance(Duration::from_secs(3));
        calls.state(&dom, 0).unwrap();
        for event in [
            "reboot",
            "rtc-change",
            "watchdog",
            "io-error",
            "graphics",
            "control-error",
            "disk-change",
            "tray-change",
            "agent-lifecycle",
            "migration-iteration",
            "device-removal-failed",
            "block-threshold",
            "memory-failure",
            "memory-device-size-change",
            "nic-mac-change",
        ] {
            emit(event);
        }
        calls.pm_suspend_for_duration(&dom, 1, 0, 0).unwrap();
    });
    let changes = "2.0 BlockJob BlockJob2 JobCompleted Reboot RtcChange Watchdog IoError IoErrorReason Graphics ControlError DiskChange \
                   TrayChange AgentLifecycle MigrationIteration DeviceRemovalFailed BlockThreshold MemoryFailure \
                   MemoryDeviceSizeChange NicMacChange 7.1 PmsuspendDisk 5.0";
    assert_eq!(names.join(" "), changes.split_whitespace().collect::<Vec<_>>().join(" "));
}

#[test]
fn single_cpus_come_and_go_and_are_told_by_their_numbers() {
    let (_clock, node, _) = standing();
    let text = super::document("cpus").replace("<memory>", "<vcpu current='1'>4</vcpu><memory>");
    let dom = node.domain.create_xml(&text, 0).unwrap();
    node.domain.set_vcpu(&dom, "2-3", 1, 0).unwrap();
    node.domain.set_vcpu(&dom, "2", 0, 0).unwrap();
    let numbers = || node.domain.vcpus(&dom, 16, 1).unwrap().info.iter().map(|cpu| cpu.number).collect::<Vec<_>>();
    assert_eq!(numbers(), [0, 3]);
    for (map, state) in [("0", 0), ("4", 1), ("x", 1), ("1", 2)] {
        assert_eq!(node.domain.set_vcpu(&dom, map, state, 0).unwrap_err().code(), ErrorCode::INVALID_ARG, "{map}");
    }
    node.domain.set_vcpus(&dom, 3).unwrap();
    assert_eq!(numbers(), [0, 1, 2]);
}
