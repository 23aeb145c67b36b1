//! Devices that come to and leave running guests, whatever happens to the daemon meanwhile.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

use ferrovirt::{Connect, DomainRef, Event, EventObject};

use super::guests::can_start_guests;
use super::support::{Daemon, Dice};
use super::world::{Place, can_make_worlds};

const LIVE: u32 = 1;
const CONFIG: u32 = 2;
const DEVICE_REMOVED: u32 = 15;
const DEVICE_ADDED: u32 = 19;

fn guest(more: &str) -> String {
    format!(
        "<domain type='qemu'><name>g</name><memory unit='MiB'>64</memory><os><type arch='x86_64' machine='pc'>hvm</type></os>\
         <devices><controller type='usb' model='qemu-xhci'/>{more}</devices></domain>"
    )
}

fn image(daemon: &Daemon, name: &str) -> String {
    let path = daemon.root.join(name);
    std::fs::File::create(&path).unwrap().set_len(1 << 20).unwrap();
    path.display().to_string()
}

fn disk(path: &str, dev: &str, bus: &str) -> String {
    format!(
        "<disk type='file'><driver name='qemu' type='raw'/><source file='{path}'/><target dev='{dev}' bus='{bus}'/></disk>"
    )
}

fn live(connect: &Connect, dom: &DomainRef) -> String {
    connect.domain.xml_desc(dom, 0).unwrap()
}

/// Asks the guest's QEMU itself; only while no daemon does.
fn ask_qemu(daemon: &Daemon, commands: &[&str]) -> Vec<String> {
    let folder = daemon.root.join("var/lib/libvirt/qemu");
    let folders = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let socket = folders.map(|path| path.join("monitor.sock")).find(|path| path.exists()).unwrap();
    let mut stream = UnixStream::connect(socket).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut answers = Vec::new();
    for command in ["{\"execute\":\"qmp_capabilities\"}"].iter().chain(commands) {
        stream.write_all(command.as_bytes()).unwrap();
        let is_answer = |line: &String| line.contains("\"return\"") || line.contains("\"error\"");
        answers.push(lines.by_ref().map(Result::unwrap).find(is_answer).unwrap());
    }
    answers
}

/// What events of a kind name, as far as they come.
fn aliases(listener: &Connect, count: usize) -> Vec<(bool, String)> {
    let mut heard = Vec::new();
    let deadline = Instant::now() + Duration::from_secs(15);
    while heard.len() < count && Instant::now() < deadline {
        for event in listener.next_events(Some(Duration::from_secs(1))).unwrap() {
            match event.event {
                Event::DomainEventDeviceAdded(event) => heard.push((true, event.dev_alias)),
                Event::DomainEventDeviceRemoved(event) => heard.push((false, event.dev_alias)),
                _ => {}
            }
        }
    }
    heard
}

/// What QEMU has open is one image and no more.
fn assert_one_image(daemon: &Daemon) {
    let nodes = ask_qemu(daemon, &["{\"execute\":\"query-named-block-nodes\"}"]);
    assert_eq!(nodes[1].matches("\"node-name\": \"libvirt-").count(), 1, "{nodes:?}");
}

#[test]
fn devices_survive_the_daemon_and_leave_without_it() {
    if !can_start_guests() {
        return;
    }
    let mut daemon = Daemon::start("");
    let (one, other) = (image(&daemon, "one.raw"), image(&daemon, "other.raw"));
    let connect = daemon.connect();
    let dom = connect.domain.create_xml(&guest(""), 1).unwrap();
    let listener = daemon.connect();
    for kind in [DEVICE_ADDED, DEVICE_REMOVED] {
        listener.register_event(EventObject::Domain(None), kind as i32).unwrap();
    }
    connect.domain.attach_device(&dom, &disk(&one, "sda", "usb")).unwrap();
    connect.domain.attach_device(&dom, &disk(&other, "sdb", "usb")).unwrap();
    connect.domain.attach_device(&dom, "<input type='tablet' bus='usb'/>").unwrap();
    let told =
        [(true, "usb-disk0"), (true, "usb-disk1"), (true, "input2")].map(|(added, name)| (added, name.to_owned()));
    assert_eq!(aliases(&listener, 3), told);
    let before = live(&connect, &dom);
    daemon.kill();
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!(live(&connect, &dom), before);
    connect.domain.detach_device(&dom, &disk(&one, "sda", "usb")).unwrap();
    assert!(!live(&connect, &dom).contains("sda"));
    daemon.kill();
    // A device goes while nobody listens: whoever comes next finds out, and clears up behind it.
    let answers = ask_qemu(&daemon, &["{\"execute\":\"device_del\",\"arguments\":{\"id\":\"usb-disk1\"}}"]);
    assert!(answers[1].contains("return"), "{answers:?}");
    daemon.launch();
    let connect = daemon.connect();
    let after = live(&connect, &dom);
    assert!(!after.contains("sdb") && after.contains("input2"), "{after}");
    // Nothing of the disks is left in QEMU, so that they can come again.
    connect.domain.attach_device(&dom, &disk(&other, "sdb", "usb")).unwrap();
    assert!(live(&connect, &dom).contains("index='3'"), "numbers of images are not used twice");
    daemon.kill();
    assert_one_image(&daemon);
    daemon.launch();
    daemon.connect().domain.destroy(&dom).unwrap();
}

#[test]
fn a_device_that_qemu_refuses_leaves_nothing_behind() {
    if !can_start_guests() {
        return;
    }
    let mut daemon = Daemon::start("");
    let (one, connect) = (image(&daemon, "one.raw"), daemon.connect());
    let dom = connect.domain.define_xml(&guest(&disk(&one, "vda", "virtio"))).unwrap();
    connect.domain.create_with_flags(&dom, 1).unwrap();
    let dom = connect.domain.lookup_by_name("g").unwrap();
    let documents = || (live(&connect, &dom), connect.domain.xml_desc(&dom, 2).unwrap());
    let before = documents();
    // The image is locked by the disk that the guest has.
    let refused = connect.domain.attach_device_flags(&dom, &disk(&one, "sda", "usb"), LIVE | CONFIG).unwrap_err();
    assert!(refused.to_string().contains("lock"), "{refused}");
    let missing = connect.domain.attach_device_flags(&dom, &disk("/nowhere", "sda", "usb"), LIVE | CONFIG).unwrap_err();
    assert!(missing.to_string().contains("/nowhere"), "{missing}");
    assert_eq!(documents(), before);
    drop(connect);
    daemon.kill();
    assert_one_image(&daemon);
    daemon.launch();
    daemon.connect().domain.destroy(&dom).unwrap();
}

#[test]
fn a_card_on_a_bridge_comes_with_its_tap_and_goes_with_it() {
    if !can_start_guests() || !can_make_worlds() || !Path::new("/dev/net/tun").exists() {
        println!("skipped: no guests, no namespaces or no tap devices");
        return;
    }
    let place = Place::new();
    let daemon = Daemon::start_in(&place);
    place.shell("ip link add fvbr0 type bridge && ip link set fvbr0 up");
    let connect = daemon.connect();
    let dom = connect.domain.create_xml(&guest(""), 1).unwrap();
    let card = "<interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='fvbr0'/><model type='usb-net'/></interface>";
    connect.domain.attach_device(&dom, card).unwrap();
    let xml = live(&connect, &dom);
    assert!(xml.contains("<target dev='vnet0'/>"), "{xml}");
    place.shell("ip link show vnet0 | grep -q 'master fvbr0'");
    connect.domain.update_device_flags(&dom, &card.replace("<model", "<link state='down'/><model"), LIVE).unwrap();
    assert!(live(&connect, &dom).contains("<link state='down'/>"));
    place.shell("ip link add fvbr1 type bridge && ip link set fvbr1 up");
    let moved = card.replace("fvbr0", "fvbr1");
    connect.domain.update_device_flags(&dom, &moved, LIVE).unwrap();
    place.shell("ip link show vnet0 | grep -q 'master fvbr1'");
    assert!(live(&connect, &dom).contains("<source bridge='fvbr1'/>"));
    assert!(connect.domain.update_device_flags(&dom, &card.replace("fvbr0", "none"), LIVE).is_err());
    place.shell("ip link show vnet0 | grep -q 'master fvbr1'");
    connect.domain.detach_device(&dom, card).unwrap();
    assert!(!live(&connect, &dom).contains("fvbr1"));
    place.shell("! ip link show vnet0 2>/dev/null");
    connect.domain.destroy(&dom).unwrap();
}

/// What of the disks QEMU has.
fn plugged(connect: &Connect, dom: &DomainRef) -> Vec<String> {
    let question = "{\"execute\":\"qom-list\",\"arguments\":{\"path\":\"/machine/peripheral\"}}";
    let answer = connect.qemu.domain_monitor_command(dom, question, 0).unwrap();
    let names = ["usb-disk0", "usb-disk1", "usb-disk2"];
    names.into_iter().filter(|name| answer.contains(&format!("\"{name}\""))).map(str::to_owned).collect()
}

#[test]
fn document_and_qemu_agree_after_kill_9_at_any_moment() {
    if !can_start_guests() {
        return;
    }
    let mut daemon = Daemon::start("");
    let devices = ["sda", "sdb", "sdc"];
    let disks: Vec<String> = devices.iter().map(|dev| disk(&image(&daemon, dev), dev, "usb")).collect();
    let dom = daemon.connect().domain.create_xml(&guest(""), 1).unwrap();
    let mut dice = Dice(7);
    for round in 0..12 {
        let (connect, mine, disks_of, first) = (daemon.connect(), dom.clone(), disks.clone(), dice.roll(3) as usize);
        let worker = std::thread::spawn(move || {
            for number in first.. {
                let device = &disks_of[number % 3];
                let Ok(xml) = connect.domain.xml_desc(&mine, 0) else { return };
                let done = match xml.contains(devices[number % 3]) {
                    true => connect.domain.detach_device(&mine, device),
                    false => connect.domain.attach_device(&mine, device),
                };
                if done.is_err() {
                    return;
                }
            }
        });
        std::thread::sleep(Duration::from_millis(20 + dice.roll(60)));
        daemon.kill();
        worker.join().unwrap();
        daemon.launch();
        let connect = daemon.connect();
        let xml = live(&connect, &dom);
        let named: Vec<String> = (0..3).map(|n| format!("usb-disk{n}")).filter(|name| xml.contains(name)).collect();
        assert_eq!(plugged(&connect, &dom), named, "round {round}: {xml}");
        // Nothing is in the way of any of them.
        for (dev, device) in devices.iter().zip(&disks) {
            if live(&connect, &dom).contains(dev) {
                connect.domain.detach_device(&dom, device).unwrap();
            }
            connect.domain.attach_device(&dom, device).unwrap_or_else(|e| panic!("round {round}, {dev}: {e}"));
            connect.domain.detach_device(&dom, device).unwrap();
        }
        assert_eq!(plugged(&connect, &dom), [""; 0]);
    }
    daemon.connect().domain.destroy(&dom).unwrap();
}
