//! A real Linux under the daemon: Debian's kernel and busybox, where their files can be had.
//!
//! `FERROVIRT_LINUX` names the kernel (`cargo xtask ci` fetches it); busybox is the distribution's static one.

use std::time::{Duration, Instant};

use ferrovirt::StreamData;

use super::guests::can_start_guests;
use super::support::Daemon;

/// What the guest does: it says who it is, and does what it is told.
const INIT: &str = "#!/bin/sh\nbusybox mkdir -p /proc /sys /dev\nbusybox mount -t proc p /proc\nbusybox mount -t devtmpfs d /dev\n\
    echo \"linux is up: $(busybox uname -s) with $(busybox nproc) cpus\"\n\
    while read -r line; do busybox sh -c \"$line\"; echo \"done: $line\"; done\n";

/// One file of a cpio archive in the "newc" form that kernels unpack.
fn member(out: &mut Vec<u8>, name: &str, mode: u32, content: &[u8]) {
    let words = [0, mode, 0, 0, 1, 0, content.len() as u32, 0, 0, 0, 0, name.len() as u32 + 1, 0];
    out.extend_from_slice(b"070701");
    words.iter().for_each(|w| out.extend_from_slice(format!("{w:08x}").as_bytes()));
    out.extend_from_slice(name.as_bytes());
    out.push(0);
    out.resize(out.len().next_multiple_of(4), 0);
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(4), 0);
}

/// An archive with busybox, what it does first, and more programs and files by their paths.
pub(crate) fn initrd(busybox: &[u8], init: &str, more: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = vec![];
    for folder in ["bin", "dev", "proc", "sys", "tmp"] {
        member(&mut out, folder, 0o040_755, b"");
    }
    member(&mut out, "bin/busybox", 0o100_755, busybox);
    member(&mut out, "bin/sh", 0o120_777, b"busybox");
    member(&mut out, "init", 0o100_755, init.as_bytes());
    let mut folders = std::collections::BTreeSet::new();
    for (path, content) in more {
        // Folders come before what is in them.
        for (end, _) in path.match_indices('/') {
            if folders.insert(&path[..end]) {
                member(&mut out, &path[..end], 0o040_755, b"");
            }
        }
        member(&mut out, path, 0o100_755, content);
    }
    member(&mut out, "TRAILER!!!", 0, b"");
    out
}

const SPARE_RNG: &str = "<rng model='virtio'><backend model='builtin'/></rng>";

fn plain_disk(path: &str) -> String {
    format!(
        "<disk type='file'><driver name='qemu' type='raw'/><source file='{path}'/><target dev='vdb' bus='virtio'/></disk>"
    )
}

/// The distribution's kernel and busybox, unless they or a QEMU are missing.
pub(crate) fn kernel_and_busybox() -> Option<(std::path::PathBuf, Vec<u8>)> {
    let kernel = std::env::var_os("FERROVIRT_LINUX").map(std::path::PathBuf::from).filter(|k| k.exists());
    let found = kernel.zip(std::fs::read("/bin/busybox").ok());
    if found.is_none() {
        println!("skipped: FERROVIRT_LINUX names no kernel, or there is no /bin/busybox");
    }
    found.filter(|_| can_start_guests())
}

#[test]
fn a_real_linux_boots_answers_and_ends() {
    let Some((kernel, busybox)) = kernel_and_busybox() else { return };
    let daemon = Daemon::start("");
    let place = |name: &str, content: &[u8]| {
        let path = daemon.root.join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let (kernel, initrd) =
        (place("vmlinuz", &std::fs::read(kernel).unwrap()), place("initrd", &initrd(&busybox, INIT, &[])));
    let disk = place("disk.raw", &vec![0; 1 << 20]);
    let text = format!(
        "<domain type='qemu'><name>linux</name><memory unit='MiB'>256</memory><vcpu>2</vcpu>\
         <os><type arch='x86_64' machine='q35'>hvm</type><kernel>{kernel}</kernel><initrd>{initrd}</initrd>\
         <cmdline>console=ttyS0 quiet panic=-1</cmdline></os><features><acpi/><apic/></features>\
         <devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{disk}'/>\
         <target dev='vda' bus='virtio'/></disk><interface type='user'><model type='virtio'/></interface>\
         <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng><console type='pty'/></devices></domain>"
    );
    let connect = daemon.connect();
    let dom = connect.domain.create_xml(&text, 1).unwrap();
    let mut console = ferrovirt::peer(connect.domain.open_console(&dom, None, 0).unwrap()).unwrap();
    connect.domain.resume(&dom).unwrap();
    let mut heard = String::new();
    let mut hear = |until: &str, limit: u64| {
        let deadline = Instant::now() + Duration::from_secs(limit);
        while !heard.contains(until) {
            if Instant::now() > deadline {
                let _ = connect.domain.destroy(&dom);
                panic!("no '{until}' within {limit} s: {heard}");
            }
            match console.try_receive().unwrap() {
                Some(StreamData::Data(bytes)) => heard.push_str(&String::from_utf8_lossy(&bytes)),
                _ => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    };
    hear("linux is up: Linux with 2 cpus", 120);
    // It lets go of what it is asked for: a device on PCI leaves when its guest agrees.
    for device in [plain_disk(&place("spare.raw", &vec![0; 1 << 20])), SPARE_RNG.to_owned()] {
        let live = || connect.domain.xml_desc(&dom, 0).unwrap();
        let before = live();
        connect.domain.attach_device(&dom, &device).unwrap();
        let alias = if device == SPARE_RNG { "rng1" } else { "virtio-disk1" };
        assert!(live().contains(&format!("<alias name='{alias}'/>")), "{}", live());
        connect.domain.detach_device(&dom, &device).unwrap();
        let deadline = Instant::now() + Duration::from_secs(30);
        while live() != before {
            if Instant::now() > deadline {
                let _ = connect.domain.destroy(&dom);
                panic!("the guest keeps {alias}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    drop(console);
    let mut console = ferrovirt::peer(connect.domain.open_console(&dom, None, 0).unwrap()).unwrap();
    console.send(b"busybox poweroff -f\n").unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while !connect.domain.list_all_domains(1, 0).unwrap().domains.is_empty() {
        if Instant::now() > deadline {
            let _ = connect.domain.destroy(&dom);
            panic!("the guest does not power off");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
