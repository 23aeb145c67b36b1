//! Real guests under the real daemon: they run, they outlive it, and what goes wrong leaves nothing behind.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ferrovirt::{Connect, DomainRef, ErrorCode, Event, EventObject, Stream, StreamData};

use super::support::{Daemon, Dice};

const RUNNING: i32 = 1;
const PAUSED: i32 = 3;
const SHUTOFF: i32 = 5;
const START_PAUSED: u32 = 1;

/// Whether guests can be started here; the reason is printed where not.
pub(super) fn can_start_guests() -> bool {
    let found = Path::new("/usr/bin/qemu-system-x86_64").exists();
    if !found {
        println!("skipped: there is no /usr/bin/qemu-system-x86_64");
    }
    found
}

/// A daemon with a kernel that its guests may read.
pub(super) fn stage() -> (Daemon, PathBuf) {
    let daemon = Daemon::start("");
    let kernel = tiny_guest::write_kernel(&daemon.root).unwrap();
    (daemon, kernel)
}

pub(super) fn guest(name: &str, kernel: &Path, devices: &str) -> String {
    format!(
        "<domain type='qemu'><name>{name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>\
         <os><type arch='x86_64' machine='pc'>hvm</type><kernel>{}</kernel></os><features><acpi/></features>\
         <devices><serial type='pty'/><console type='pty'/>{devices}</devices></domain>",
        kernel.display()
    )
}

pub(super) fn state(connect: &Connect, dom: &DomainRef) -> (i32, i32) {
    let reply = connect.domain.state(dom, 0).unwrap();
    (reply.state, reply.reason)
}

pub(super) fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    // Far more than anything takes on a machine that does much else.
    let deadline = Instant::now() + Duration::from_secs(60);
    while !done() {
        assert!(Instant::now() < deadline, "{what} does not happen");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The QEMU processes whose command line names this daemon's folder.
pub(super) fn processes(root: &Path) -> Vec<i32> {
    let root = root.display().to_string();
    let pids = std::fs::read_dir("/proc").unwrap().filter_map(|e| e.ok()?.file_name().to_str()?.parse::<i32>().ok());
    pids.filter(|pid| {
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).into_owned();
        line.contains("qemu-system") && line.contains(&root) && !is_dead(*pid)
    })
    .collect()
}

/// Whether the process has ended and only waits to be collected.
fn is_dead(pid: i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_none_or(|rest| rest.starts_with('Z') || rest.is_empty())
}

/// Files of running guests that are left in the state folder.
pub(super) fn leftovers(root: &Path) -> Vec<String> {
    let folder = root.join("run/libvirt/qemu");
    let names = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|n| n.ends_with(".xml") || n.ends_with(".pid") || n.ends_with(".new")).collect()
}

fn kill(pid: i32, signal: rustix::process::Signal) {
    rustix::process::kill_process(rustix::process::Pid::from_raw(pid).unwrap(), signal).unwrap();
}

/// Ends every guest, so that a failing test leaves none.
pub(super) struct Guests<'a>(pub(super) &'a Path);

impl Drop for Guests<'_> {
    fn drop(&mut self) {
        for pid in processes(self.0) {
            kill(pid, rustix::process::Signal::KILL);
        }
    }
}

#[test]
fn a_guest_boots_listens_and_powers_down() {
    if !can_start_guests() {
        return;
    }
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let listener = daemon.connect();
    listener.register_event(EventObject::Domain(None), 0).unwrap();
    let dom = connect.domain.define_xml(&guest("life", &kernel, "")).unwrap();
    connect.domain.create_with_flags(&dom, START_PAUSED).unwrap();
    let dom = connect.domain.lookup_by_name("life").unwrap();
    assert!(dom.id > 0);
    assert_eq!(state(&connect, &dom).0, PAUSED);
    let Stream::Peer(mut console) = connect.domain.open_console(&dom, None, 0).unwrap() else {
        panic!("a local stream")
    };
    connect.domain.resume(&dom).unwrap();
    assert_eq!(state(&connect, &dom).0, RUNNING);
    let mut heard = String::new();
    hear(&mut *console, &mut heard, tiny_guest::PROMPT);
    assert!(heard.contains(tiny_guest::BANNER), "{heard}");
    console.send(b"echo is anybody there\r").unwrap();
    heard.clear();
    hear(&mut *console, &mut heard, "is anybody there\r\nis anybody there");
    console.finish().unwrap();
    connect.domain.shutdown(&dom).unwrap();
    wait_for("the power-down", || state(&connect, &dom).0 == SHUTOFF);
    wait_for("the end of the process", || processes(&root).is_empty());
    assert!(leftovers(&root).is_empty(), "{:?}", leftovers(&root));
    let mut lifecycle = vec![];
    while lifecycle.last() != Some(&(5, 0)) {
        let events = listener.next_events(Some(Duration::from_secs(5))).unwrap();
        assert!(!events.is_empty(), "only {lifecycle:?} was heard");
        lifecycle.extend(events.into_iter().filter_map(|e| match e.event {
            Event::DomainEventLifecycle(e) => Some((e.event, e.detail)),
            _ => None,
        }));
    }
    // Defined, resumed at the start, started, suspended; resumed by us; shutdown by the guest; stopped.
    assert_eq!(lifecycle.first(), Some(&(0, 0)));
    assert!(lifecycle.contains(&(2, 0)) && lifecycle.contains(&(4, 0)) && lifecycle.contains(&(6, 1)), "{lifecycle:?}");
}

/// Collects what a console says until it has said this.
pub(super) fn hear(console: &mut dyn ferrovirt::PeerStream, heard: &mut String, until: &str) {
    wait_for(&format!("'{until}' on the console"), || {
        if let Some(StreamData::Data(bytes)) = console.try_receive().unwrap() {
            heard.push_str(&String::from_utf8_lossy(&bytes));
        }
        heard.contains(until)
    });
}

#[test]
fn guests_outlive_the_daemon_and_are_taken_over() {
    if !can_start_guests() {
        return;
    }
    let (mut daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let names: Vec<String> = (0..6).map(|n| format!("stays-{n}")).collect();
    for (n, name) in names.iter().enumerate() {
        let dom = connect.domain.define_xml(&guest(name, &kernel, "")).unwrap();
        connect.domain.create_with_flags(&dom, if n % 2 == 0 { START_PAUSED } else { 0 }).unwrap();
    }
    let facts = |connect: &Connect| -> Vec<_> {
        let all = names.iter().map(|n| connect.domain.lookup_by_name(n).unwrap());
        all.map(|d| (d.id, state(connect, &d).0, connect.domain.xml_desc(&d, 0).unwrap())).collect()
    };
    let (before, mut pids) = (facts(&connect), processes(&root));
    pids.sort_unstable();
    assert_eq!(pids.len(), names.len());
    drop(connect);
    for round in 0..3 {
        if round == 0 {
            daemon.kill()
        } else {
            let _ = daemon.terminate();
        }
        let start = Instant::now();
        daemon.launch();
        let connect = daemon.connect();
        assert_eq!(facts(&connect), before, "round {round}");
        assert!(start.elapsed() < Duration::from_secs(5), "taking over took {:?}", start.elapsed());
        let mut now = processes(&root);
        now.sort_unstable();
        assert_eq!(now, pids, "round {round}");
        for name in &names {
            let dom = connect.domain.lookup_by_name(name).unwrap();
            let answer = connect.qemu.domain_monitor_command(&dom, "{\"execute\":\"query-status\"}", 0).unwrap();
            assert!(answer.contains("return"), "{answer}");
        }
    }
    // One ends while nobody looks.
    daemon.kill();
    let victim = pids[0];
    kill(victim, rustix::process::Signal::KILL);
    wait_for("the end of a guest", || is_dead(victim));
    daemon.launch();
    let connect = daemon.connect();
    let off = names.iter().filter(|n| state(&connect, &connect.domain.lookup_by_name(n).unwrap()).0 == SHUTOFF).count();
    assert_eq!(off, 1);
    for name in &names {
        let dom = connect.domain.lookup_by_name(name).unwrap();
        if dom.id > 0 {
            connect.domain.destroy(&dom).unwrap();
        }
    }
    wait_for("the end of all guests", || processes(&root).is_empty());
    assert!(leftovers(&root).is_empty(), "{:?}", leftovers(&root));
}

/// Rounds in the suite; `FERROVIRT_CRASH_ROUNDS` asks for more by hand.
fn rounds() -> u64 {
    std::env::var("FERROVIRT_CRASH_ROUNDS").ok().and_then(|r| r.parse().ok()).unwrap_or(60)
}

#[test]
fn kill_9_while_guests_start_and_end_leaves_no_orphan() {
    if !can_start_guests() {
        return;
    }
    let (mut daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    // The machine's control groups are everybody's.
    let shaken = format!("shaken-{}", std::process::id());
    for n in 0..3 {
        daemon.connect().domain.define_xml(&guest(&format!("{shaken}-{n}"), &kernel, "")).unwrap();
    }
    for seed in 0..rounds() {
        let workers: Vec<_> = (0..3)
            .map(|n| {
                let (connect, name) = (daemon.connect(), format!("{shaken}-{n}"));
                std::thread::spawn(move || {
                    loop {
                        let step = || {
                            let dom = connect.domain.lookup_by_name(&name)?;
                            if dom.id > 0 { connect.domain.destroy(&dom) } else { connect.domain.create(&dom) }
                        };
                        if step().is_err_and(|e| e.code() == ErrorCode::SYSTEM_ERROR || e.code() == ErrorCode::RPC) {
                            return;
                        }
                    }
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(20 + Dice(seed).roll(200)));
        daemon.kill();
        workers.into_iter().for_each(|w| w.join().unwrap());
        daemon.launch();
        let connect = daemon.connect();
        let doms = connect.domain.list_all_domains(1, 0).unwrap().domains;
        assert_eq!(doms.len(), 3, "seed {seed}");
        // One that was being destroyed may end only now: what counts is that list and processes come to agree.
        wait_for("agreement of list and processes", || {
            let listed = connect.domain.list_all_domains(1, 1).unwrap().domains.len();
            processes(&root).len() == listed
        });
        for dom in &doms {
            // Usable at once, whatever it was doing.
            match connect.domain.destroy(dom) {
                Err(e) if e.code() != ErrorCode::OPERATION_INVALID => panic!("seed {seed}: {e}"),
                _ => (),
            }
            connect.domain.create(dom).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        }
        assert_eq!(processes(&root).len(), 3, "seed {seed}");
        let groups = control_groups(&shaken);
        assert!(groups.len() <= 3, "seed {seed}: {groups:?}");
    }
}

/// The control groups of the whole machine whose name has a word, each once.
fn control_groups(word: &str) -> BTreeSet<String> {
    let entries = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok());
    let trees = entries(Path::new("/sys/fs/cgroup")).map(|entry| entry.path()).chain(["/sys/fs/cgroup".into()]);
    let groups = trees.flat_map(|tree| entries(&tree.join("machine")));
    let names = groups.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains(word)).collect()
}

#[test]
fn one_stopped_qemu_slows_nobody_else() {
    if !can_start_guests() {
        return;
    }
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let other = connect.domain.create_xml(&guest("other", &kernel, ""), 0).unwrap();
    let before = processes(&root);
    let stuck = connect.domain.create_xml(&guest("stuck", &kernel, ""), 0).unwrap();
    let pid = processes(&root).into_iter().find(|p| !before.contains(p)).unwrap();
    let p99 = || {
        let call = |n| {
            let start = Instant::now();
            match n % 4 {
                0 => drop(connect.domain.info(&other).unwrap()),
                1 => drop(connect.domain.info(&stuck).unwrap()),
                2 => drop(connect.domain.xml_desc(&stuck, 0).unwrap()),
                _ => drop(connect.qemu.domain_monitor_command(&other, "{\"execute\":\"query-status\"}", 0).unwrap()),
            }
            start.elapsed()
        };
        let mut times: Vec<Duration> = (0..300).map(call).collect();
        times.sort_unstable();
        times[296]
    };
    let alone = p99();
    kill(pid, rustix::process::Signal::STOP);
    let callers: Vec<_> = (0..40)
        .map(|n| {
            let (connect, stuck) = (daemon.connect(), stuck.clone());
            std::thread::spawn(move || match n % 3 {
                0 => connect.domain.suspend(&stuck).is_ok(),
                1 => connect.qemu.domain_monitor_command(&stuck, "{\"execute\":\"query-status\"}", 0).is_ok(),
                _ => connect.domain.block_stats(&stuck, "vda").is_ok(),
            })
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    let beside = p99();
    assert!(beside < alone * 5 + Duration::from_millis(50), "p99 {beside:?}, alone {alone:?}");
    let start = Instant::now();
    let records = connect.domain.all_domain_stats(&[], 0, 0).unwrap();
    assert_eq!(records.len(), 2);
    assert!(start.elapsed() < Duration::from_secs(6), "bulk statistics took {:?}", start.elapsed());
    let start = Instant::now();
    let again = connect.domain.all_domain_stats(&[], 0, 0).unwrap();
    assert!(
        again.len() == 2 && start.elapsed() < Duration::from_secs(2),
        "once known to be stuck: {:?}",
        start.elapsed()
    );
    let start = Instant::now();
    connect.domain.destroy(&stuck).unwrap();
    assert!(start.elapsed() < Duration::from_secs(20), "destroy took {:?}", start.elapsed());
    for caller in callers {
        caller.join().unwrap();
    }
    connect.domain.destroy(&other).unwrap();
}

#[test]
fn starts_that_fail_say_why_and_leave_nothing() {
    if !can_start_guests() {
        return;
    }
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let disk = |file: &str| {
        format!("<disk type='file' device='disk'><source file='{file}'/><target dev='vda' bus='virtio'/></disk>")
    };
    let garbage = root.join("garbage.qcow2");
    std::fs::write(&garbage, "this is no image").unwrap();
    let qcow2 = disk(&garbage.display().to_string()).replace("<source", "<driver name='qemu' type='qcow2'/><source");
    let cases = [
        ("a missing disk", disk("/nowhere/at/all.raw"), "/nowhere/at/all.raw"),
        ("a broken image", qcow2, "qcow2"),
        ("a missing bridge", "<interface type='bridge'><source bridge='nobridge7'/></interface>".into(), "nobridge7"),
        ("a port in use", format!("<graphics type='vnc' port='{port}' listen='127.0.0.1'/>"), "ddress already in use"),
        ("a missing emulator", "<emulator>/usr/bin/no-such-qemu</emulator>".into(), "/usr/bin/no-such-qemu"),
        ("an emulator that is none", "<emulator>/bin/true</emulator>".into(), "/bin/true"),
    ];
    let taps = std::fs::read_dir("/sys/class/net").unwrap().count();
    for (what, device, word) in cases {
        let text = guest("fails", &kernel, "").replace("<devices>", &format!("<devices>{device}"));
        let error = connect.domain.create_xml(&text, 0).expect_err(what);
        assert!(error.to_string().contains(word), "{what}: {error}");
        assert_eq!(connect.domain.list_all_domains(1, 0).unwrap().domains.len(), 0, "{what}");
        wait_for(&format!("the end of every process after {what}"), || processes(&root).is_empty());
        assert!(leftovers(&root).is_empty(), "{what}: {:?}", leftovers(&root));
        assert_eq!(std::fs::read_dir("/sys/class/net").unwrap().count(), taps, "{what}: a tap is left");
    }
    // The same name starts at once when the cause is gone.
    let dom = connect.domain.create_xml(&guest("fails", &kernel, ""), 0).unwrap();
    connect.domain.destroy(&dom).unwrap();
}

#[test]
fn guests_of_a_closed_connection_end_if_they_were_to() {
    if !can_start_guests() {
        return;
    }
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let owner = daemon.connect();
    // Flag 2: the guest ends with the connection that started it.
    owner.domain.create_xml(&guest("bound", &kernel, ""), 2).unwrap();
    let other = daemon.connect();
    other.domain.create_xml(&guest("free", &kernel, ""), 0).unwrap();
    drop(owner);
    wait_for("the end of the bound guest", || other.domain.list_all_domains(1, 0).unwrap().domains.len() == 1);
    let left = other.domain.list_all_domains(1, 0).unwrap().domains;
    assert_eq!(left[0].name, "free");
    other.domain.destroy(&left[0]).unwrap();
}
