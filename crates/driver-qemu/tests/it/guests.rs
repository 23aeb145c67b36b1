//! Running guests: their whole life, across daemons, stuck, killed.

use std::time::{Duration, Instant};

use host::process::Process;
use virt::ErrorCode;
use virt::constants::*;

use crate::{Heard, Root, connect, document, eventually, has_qemu};

fn signal(pid: i32, signal: &str) {
    let status = std::process::Command::new("kill").args([signal, &pid.to_string()]).status().unwrap();
    assert!(status.success());
}

fn pid_of(root: &Root, name: &str) -> i32 {
    let text = std::fs::read_to_string(root.path(&format!("run/libvirt/qemu/{name}.pid"))).unwrap();
    text.trim().parse().unwrap()
}

#[test]
fn a_life_from_create_to_destroy() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("life");
    let qemu = root.open();
    let heard = Heard::listen(&qemu);
    let connection = connect(&qemu);
    let domain = &connection.domain;
    let image = root.path("disk.img");
    std::fs::write(&image, vec![0; 1 << 20]).unwrap();
    let disk = format!(
        "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{}'/>\
         <target dev='vda' bus='virtio'/></disk><serial type='pty'/>",
        image.display()
    );
    let guest = domain.create_xml(&document("life", &disk), VIR_DOMAIN_START_PAUSED).unwrap();
    assert_eq!(domain.state(&guest, 0).unwrap().state, VIR_DOMAIN_PAUSED);
    domain.resume(&guest).unwrap();
    assert_eq!(domain.state(&guest, 0).unwrap().state, VIR_DOMAIN_RUNNING);
    let error = domain.resume(&guest).unwrap_err();
    assert_eq!((error.code(), error.message()), (ErrorCode::OPERATION_INVALID, "domain is already running"));
    domain.suspend(&guest).unwrap();
    domain.suspend(&guest).unwrap();
    domain.resume(&guest).unwrap();
    domain.reset(&guest, 0).unwrap();
    let xml = domain.xml_desc(&guest, 0).unwrap();
    assert!(xml.contains("<source path='/dev/pts/") && xml.contains("<alias name='virtio-disk0'/>"), "{xml}");
    let info = domain.block_info(&guest, "vda", 0).unwrap();
    assert_eq!(info.capacity, 1 << 20);
    assert_eq!(domain.block_stats(&guest, "vda").unwrap().errs, -1);
    assert_eq!(domain.vcpus(&guest, 1, 1).unwrap().info.len(), 1);
    assert!(!domain.memory_stats(&guest, 20, 0).unwrap().is_empty());
    assert!(domain.open_console(&guest, None, 0).is_ok());
    let answer = connection.qemu.domain_monitor_command(&guest, "{\"execute\":\"query-status\"}", 0).unwrap();
    assert!(answer.contains("\"status\":\"running\""), "{answer}");
    let stats = domain.all_domain_stats(&[], 0, 0).unwrap();
    assert!(stats[0].params.iter().any(|param| param.field == "block.0.rd.reqs"));
    domain.destroy(&guest).unwrap();
    assert_eq!(domain.lookup_by_name("life").unwrap_err().code(), ErrorCode::NO_DOMAIN);
    assert!(root.processes().is_empty());
    assert_eq!(root.names("run/libvirt/qemu"), ["autostarted", "channel"]);
    assert!(root.names("run/libvirt/qemu/channel").is_empty());
    assert_eq!(root.names("var/lib/libvirt/qemu"), ["nvram", "ram", "save"]);
    let events: Vec<i32> = heard.all().into_iter().map(|(event, _)| event).collect();
    let (started, resumed, suspended) =
        (VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_SUSPENDED);
    let (shutdown, stopped) = (VIR_DOMAIN_EVENT_SHUTDOWN, VIR_DOMAIN_EVENT_STOPPED);
    assert_eq!(events, [started, suspended, resumed, suspended, resumed, shutdown, stopped]);
}

#[test]
fn guests_outlive_the_daemon() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("outlive");
    let (kept, ended, pid) = {
        let qemu = root.open();
        let domain = connect(&qemu).domain;
        let kept = domain.create_xml(&document("kept", ""), VIR_DOMAIN_START_PAUSED).unwrap();
        let ended = domain.define_xml(&document("ended", "")).unwrap();
        domain.create(&ended).unwrap();
        (kept, ended, pid_of(&root, "kept"))
    };
    let gone = Process::attach(pid_of(&root, "ended")).unwrap();
    gone.kill().unwrap();
    assert!(eventually(|| !gone.is_alive()));
    // What a daemon killed in the middle of a start leaves.
    std::fs::create_dir_all(root.path("var/lib/libvirt/qemu/domain-9-half")).unwrap();
    let start = Instant::now();
    let qemu = root.open();
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    let domain = connect(&qemu).domain;
    let found = domain.lookup_by_name("kept").unwrap();
    assert_eq!((found.id, found.uuid), (kept.id, kept.uuid));
    assert_eq!(pid_of(&root, "kept"), pid);
    assert_eq!(domain.state(&found, 0).unwrap().state, VIR_DOMAIN_PAUSED);
    domain.resume(&found).unwrap();
    let state = domain.state(&ended, 0).unwrap();
    assert_eq!(state.state, VIR_DOMAIN_SHUTOFF);
    assert!(!root.path("run/libvirt/qemu/ended.xml").exists());
    assert!(!root.path("var/lib/libvirt/qemu/domain-9-half").exists());
    let next = domain.create_xml(&document("next", ""), VIR_DOMAIN_START_PAUSED).unwrap();
    assert!(next.id > kept.id);
    domain.destroy(&next).unwrap();
    domain.destroy(&found).unwrap();
}

#[test]
fn a_guest_that_is_killed_is_noticed() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("killed");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let guest = domain.define_xml(&document("killed", "")).unwrap();
    domain.create(&guest).unwrap();
    signal(pid_of(&root, "killed"), "-KILL");
    assert!(eventually(|| domain.is_active(&guest).unwrap() == 0));
    let state = domain.state(&guest, 0).unwrap();
    assert_eq!((state.state, state.reason), (VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_CRASHED));
    domain.create(&guest).unwrap();
    domain.destroy(&guest).unwrap();
}

#[test]
fn a_stopped_qemu_costs_only_its_own_callers() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("stuck");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let stuck = domain.create_xml(&document("stuck", ""), 0).unwrap();
    let fine = domain.create_xml(&document("fine", ""), 0).unwrap();
    signal(pid_of(&root, "stuck"), "-STOP");
    std::thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| domain.suspend(&stuck));
        }
        std::thread::sleep(Duration::from_millis(50));
        let start = Instant::now();
        domain.suspend(&fine).unwrap();
        domain.resume(&fine).unwrap();
        domain.info(&stuck).unwrap();
        domain.xml_desc(&stuck, 0).unwrap();
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
        let start = Instant::now();
        let stats = domain.all_domain_stats(&[], 0, 0).unwrap();
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
        let of = |name: &str| stats.iter().find(|record| record.dom.name == name).unwrap();
        assert!(of("fine").params.iter().any(|param| param.field == "balloon.current"));
        assert!(of("stuck").params.iter().any(|param| param.field == "state.state"));
        // Ends the callers, too: they must not wait for their deadlines.
        let start = Instant::now();
        domain.destroy(&stuck).unwrap();
        assert!(start.elapsed() < Duration::from_secs(12), "{:?}", start.elapsed());
    });
    domain.destroy(&fine).unwrap();
}

#[test]
fn guests_end_with_the_connection_that_asked_for_it() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("autodestroy");
    let qemu = root.open();
    let watcher = connect(&qemu).domain;
    let owner = connect(&qemu);
    let guest = owner.domain.create_xml(&document("mine", ""), VIR_DOMAIN_START_AUTODESTROY).unwrap();
    assert_eq!(watcher.is_active(&guest).unwrap(), 1);
    drop(owner);
    assert!(eventually(|| watcher.lookup_by_uuid(&guest.uuid).is_err()));
    assert!(root.processes().is_empty());
}

#[test]
fn a_qemu_that_fails_to_start_says_why_and_leaves_nothing() {
    if !has_qemu() {
        return;
    }
    let root = Root::new("fails");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let missing = "<disk type='file'><source file='/no/such/image'/><target dev='vda' bus='virtio'/></disk>";
    let error = domain.create_xml(&document("fails", missing), 0).unwrap_err();
    assert!(error.to_string().contains("/no/such/image"), "{error}");
    let bridge = "<interface type='bridge'><source bridge='fv-no-bridge'/><model type='virtio'/></interface>";
    let error = domain.create_xml(&document("fails", bridge), 0).unwrap_err();
    assert!(error.to_string().contains("fv-no-bridge"), "{error}");
    assert_eq!(qemu.guests(), 0);
    assert!(root.processes().is_empty());
    assert_eq!(root.names("var/lib/libvirt/qemu"), ["nvram", "ram", "save"]);
    assert!(root.names("run/libvirt/qemu/channel").is_empty());
}

#[test]
fn every_layer_of_an_image_is_named_and_given_back() {
    let has_img = std::path::Path::new("/usr/bin/qemu-img").exists();
    if !has_qemu() || !has_img {
        eprintln!("skipped: no qemu-img");
        return;
    }
    let root = Root::new("chain");
    let image = |name: &str| root.path(name).to_string_lossy().into_owned();
    let make = |args: &[&str]| {
        let status = std::process::Command::new("qemu-img").args(["create", "-q"]).args(args).status().unwrap();
        assert!(status.success());
    };
    make(&["-f", "raw", &image("base.img"), "1M"]);
    make(&["-f", "qcow2", "-b", "base.img", "-F", "raw", &image("mid.qcow2")]);
    make(&["-f", "qcow2", "-b", &image("mid.qcow2"), "-F", "qcow2", &image("top.qcow2")]);
    let owner = |name: &str| std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(root.path(name)).unwrap());
    let before = owner("base.img");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let disk = format!(
        "<disk type='file'><driver name='qemu' type='qcow2'/><source file='{}'/><target dev='vda' bus='virtio'/></disk>",
        image("top.qcow2")
    );
    let guest = domain.create_xml(&document("chain", &disk), VIR_DOMAIN_START_PAUSED).unwrap();
    let xml = domain.xml_desc(&guest, 0).unwrap();
    assert!(xml.contains(&format!("<source file='{}'/>", image("mid.qcow2"))), "{xml}");
    assert!(xml.contains("<backingStore type='file' index='3'>") && xml.contains("<backingStore/>"), "{xml}");
    assert_eq!(domain.block_info(&guest, "vda", 0).unwrap().capacity, 1 << 20);
    domain.destroy(&guest).unwrap();
    for name in ["base.img", "mid.qcow2", "top.qcow2"] {
        assert_eq!(owner(name), before, "{name}");
    }
    // A layer whose format nobody wrote down could be read as anything.
    let status = std::process::Command::new("qemu-img")
        .args(["rebase", "-u", "-b", "/no/such/base", "-F", "raw", &image("mid.qcow2")])
        .status();
    assert!(status.unwrap().success());
    let error = domain.create_xml(&document("chain", &disk), 0).unwrap_err();
    assert!(error.to_string().contains("/no/such/base"), "{error}");
    assert!(root.processes().is_empty());
}

#[test]
fn a_definition_changed_by_hand_counts_after_a_reload() {
    if !has_qemu() {
        return;
    }
    use virt::Hypervisor;
    let root = Root::new("reload");
    let qemu = root.open();
    let domain = connect(&qemu).domain;
    let guest = domain.define_xml(&document("hand", "")).unwrap();
    let path = root.path("etc/libvirt/qemu/hand.xml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("<name>hand</name>", "<name>hand</name><title>by hand</title>")).unwrap();
    qemu.reload();
    assert!(eventually(|| domain.xml_desc(&guest, 0).unwrap().contains("by hand")));
    assert_eq!(qemu.guests(), 1);
}
