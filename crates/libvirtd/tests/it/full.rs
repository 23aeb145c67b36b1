//! A full disk: a clear error, the old definition kept, nothing torn, and everything well when there is room again.

use std::process::Command;

use ferrovirt::ErrorCode;

use super::support::{Daemon, definition};

/// A file system of one MiB over the daemon's definitions, in place of the disk.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount(daemon: &Daemon) -> Option<SmallDisk> {
        let folder = daemon.root.join("etc/libvirt/qemu");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "ferrovirt-it"]).arg(&folder).status();
        mounted.is_ok_and(|s| s.success()).then(|| SmallDisk(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_refuses_clearly_and_tears_nothing() {
    let mut daemon = Daemon::start("");
    let Some(disk) = SmallDisk::mount(&daemon) else {
        println!("skipped: only root may mount a small file system");
        return;
    };
    let connect = daemon.connect();
    let uuid = |n: u32| format!("<uuid>6a3c0f6e-5f1b-4d1f-9a55-0000000{n:05x}</uuid><title>");
    let text = |n: u32, title: &str| definition(&format!("full-{n}"), title).replace("<title>", &uuid(n));
    let mut defined = 0;
    let error = loop {
        match connect.domain.define_xml(&text(defined, "kept")) {
            Ok(_) => defined += 1,
            Err(error) => break error,
        }
        assert!(defined < 5000, "one MiB holds everything");
    };
    assert_eq!(error.code(), ErrorCode::SYSTEM_ERROR, "{error}");
    assert!(
        error.to_string().contains("No space left") && error.to_string().contains(&format!("full-{defined}.xml")),
        "{error}"
    );
    // A definition cannot grow either; the old one stays, in memory as on disk.
    let long = "x".repeat(20_000);
    let error = connect.domain.define_xml(&text(0, &long)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::SYSTEM_ERROR, "{error}");
    let titles = |daemon: &Daemon| -> Vec<bool> {
        let connect = daemon.connect();
        let all = connect.domain.list_all_domains(1, 0).unwrap().domains;
        all.iter().map(|d| connect.domain.xml_desc(d, 2).unwrap().contains("<title>kept</title>")).collect()
    };
    assert_eq!(titles(&daemon), vec![true; defined as usize]);
    daemon.kill();
    daemon.launch();
    assert_eq!(titles(&daemon), vec![true; defined as usize]);
    let names = std::fs::read_dir(&disk.0).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    let strange: Vec<String> = names.filter(|n| !n.ends_with(".xml") && n != "autostart" && n != "networks").collect();
    assert!(strange.is_empty(), "{strange:?}");
    // Room again: everything goes on.
    let connect = daemon.connect();
    for n in 0..5 {
        let dom = connect.domain.lookup_by_name(&format!("full-{n}")).unwrap();
        connect.domain.undefine(&dom).unwrap();
    }
    connect.domain.define_xml(&text(defined, "kept")).unwrap();
    daemon.kill();
}
