//! A real guest with a real agent: Debian's kernel, busybox and qemu-ga, where their files can be had.
//!
//! `FERROVIRT_GUEST_AGENT` names the agent's program (`cargo xtask ci` fetches it); its libraries are this machine's.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use ferrovirt::{Connect, DomainRef, ErrorCode};

use super::linux::{initrd, kernel_and_busybox};
use super::support::Daemon;

/// Modules between the kernel and the channel, in the order of their needs; a kernel may have some inside.
const MODULES: [&str; 6] =
    ["virtio_ring", "virtio", "virtio_pci_legacy_dev", "virtio_pci_modern_dev", "virtio_pci", "virtio_console"];

/// The guest starts its agent, and does what its serial port says.
const INIT: &str = "#!/bin/sh\nbusybox mount -t proc p /proc; busybox mount -t sysfs s /sys\n\
    busybox mount -t devtmpfs d /dev\nbusybox hostname talker\n\
    for m in virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_console; do\n\
    busybox insmod /$m.ko 2>/dev/null; done\n\
    until port=$(busybox grep -l org.qemu.guest_agent.0 /sys/class/virtio-ports/*/name); do busybox sleep 0.1; done\n\
    port=${port%/name}\n/sbin/qemu-ga -m virtio-serial -p /dev/${port##*/} -t /tmp &\n\
    echo \"agent $!\"\nwhile read -r line; do busybox sh -c \"$line\"; done\n";

/// The program and every library that it needs, with their paths in the guest.
fn agent_files(program: &Path) -> Option<Vec<(String, Vec<u8>)>> {
    let listing = Command::new("ldd").arg(program).output().ok()?;
    let text = String::from_utf8_lossy(&listing.stdout).into_owned();
    if text.contains("not found") {
        return None;
    }
    let mut files = vec![("sbin/qemu-ga".to_owned(), std::fs::read(program).ok()?)];
    for path in text.split_whitespace().filter(|word| word.starts_with('/')) {
        files.push((path[1..].to_owned(), std::fs::read(path).ok()?));
    }
    let shutdown = b"#!/bin/sh\nbusybox poweroff -f\n".to_vec();
    files.extend(["sbin/shutdown", "sbin/poweroff"].map(|path| (path.to_owned(), shutdown.clone())));
    Some(files)
}

fn module_files(tree: &Path) -> Vec<(String, Vec<u8>)> {
    let found = Command::new("find").arg(tree.join("lib/modules")).args(["-name", "virtio*.ko"]).output().unwrap();
    let text = String::from_utf8_lossy(&found.stdout).into_owned();
    let paths = text.lines().map(Path::new);
    let wanted = paths.filter(|path| MODULES.iter().any(|name| path.file_stem().is_some_and(|stem| stem == *name)));
    wanted.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap())).collect()
}

/// Starts a guest whose agent is there; its serial port is the file `serial` below the daemon's folder.
fn start(daemon: &Daemon, connect: &Connect) -> Option<DomainRef> {
    let (kernel, busybox) = kernel_and_busybox()?;
    let program = std::env::var_os("FERROVIRT_GUEST_AGENT").map(std::path::PathBuf::from);
    let Some(mut files) = program.and_then(|program| agent_files(&program)) else {
        println!("skipped: FERROVIRT_GUEST_AGENT names no program, or its libraries are not here");
        return None;
    };
    files.extend(module_files(kernel.parent()?.parent()?));
    let place = |name: &str, content: &[u8]| {
        let path = daemon.root.join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let (kernel, initrd) =
        (place("vmlinuz", &std::fs::read(kernel).unwrap()), place("initrd", &initrd(&busybox, INIT, &files)));
    let serial = daemon.root.join("serial").display().to_string();
    let text = format!(
        "<domain type='qemu'><name>talker</name><memory unit='MiB'>256</memory><vcpu>2</vcpu>\
         <os><type arch='x86_64' machine='q35'>hvm</type><kernel>{kernel}</kernel><initrd>{initrd}</initrd>\
         <cmdline>console=ttyS0 quiet panic=-1</cmdline></os><features><acpi/><apic/></features><devices>\
         <serial type='unix'><source mode='bind' path='{serial}'/></serial>\
         <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices></domain>"
    );
    Some(connect.domain.create_xml(&text, 0).unwrap())
}

/// Waits until the agent answers.
fn hostname(connect: &Connect, dom: &DomainRef) -> String {
    let deadline = Instant::now() + Duration::from_secs(120);
    loop {
        match connect.domain.hostname(dom, 2) {
            Ok(name) => return name,
            Err(error) if Instant::now() > deadline => panic!("{error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

fn ping(connect: &Connect, dom: &DomainRef) -> virt::Result<Option<String>> {
    connect.qemu.domain_agent_command(dom, "{\"execute\":\"guest-ping\"}", 1, 0)
}

#[test]
fn a_real_agent_answers_survives_the_daemon_sleeps_and_shuts_its_guest_down() {
    let mut daemon = Daemon::start("");
    let connect = daemon.connect();
    let Some(dom) = start(&daemon, &connect) else { return };
    assert_eq!(hostname(&connect, &dom), "talker");
    assert!(connect.domain.time(&dom, 0).unwrap().seconds > 0);
    let os = connect.domain.guest_info(&dom, 2, 0).unwrap();
    assert!(os.iter().any(|fact| fact.field == "os.machine"), "{os:?}");
    assert!(connect.domain.guest_info(&dom, 0, 0).unwrap().len() > os.len());
    let cpus = connect.domain.guest_vcpus(&dom, 0).unwrap();
    assert!(format!("{cpus:?}").contains("0-1"), "{cpus:?}");
    assert_eq!(connect.domain.interface_addresses(&dom, 1, 0).unwrap()[0].name, "lo");
    assert_eq!(ping(&connect, &dom).unwrap().unwrap(), "{\"return\":{}}");

    // Another daemon finds it again, with the time that the first was told.
    connect.domain.agent_set_response_timeout(&dom, 1, 0).unwrap();
    drop(connect);
    daemon.kill();
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!(connect.domain.hostname(&dom, 2).unwrap(), "talker");

    // Silent, it costs only those who ask it.
    let serial = std::os::unix::net::UnixStream::connect(daemon.root.join("serial")).unwrap();
    let tell = |line: &str| std::io::Write::write_all(&mut &serial, line.as_bytes()).unwrap();
    tell("busybox killall -STOP qemu-ga\n");
    let deadline = Instant::now() + Duration::from_secs(30);
    let silent = loop {
        match ping(&connect, &dom) {
            Err(error) => break error,
            Ok(_) => assert!(Instant::now() < deadline, "the agent does not fall silent"),
        }
    };
    assert_eq!(silent.code(), ErrorCode::AGENT_COMMAND_TIMEOUT, "{silent}");
    std::thread::scope(|scope| {
        let asker = scope.spawn(|| connect.domain.time(&dom, 0));
        let other = daemon.connect();
        let begin = Instant::now();
        other.domain.info(&dom).unwrap();
        other.domain.suspend(&dom).unwrap();
        other.domain.resume(&dom).unwrap();
        assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
        assert_eq!(asker.join().unwrap().unwrap_err().code(), ErrorCode::AGENT_UNRESPONSIVE);
    });
    tell("busybox killall -CONT qemu-ga\n");
    assert_eq!(hostname(&connect, &dom), "talker");

    connect.domain.shutdown_flags(&dom, 2).unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while !connect.domain.list_all_domains(1, 0).unwrap().domains.is_empty() {
        assert!(Instant::now() < deadline, "the guest does not shut down");
        std::thread::sleep(Duration::from_millis(20));
    }
}
