//! Guests that are saved and restored: their memory is what it was, whoever restores them, and no kill makes a half one.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ferrovirt::{Connect, DomainRef, ErrorCode, Options, Stream};

use super::guests::{Guests, can_start_guests, guest, hear, leftovers, processes, stage, state, wait_for};

const RUNNING_RESTORED: (i32, i32) = (1, 3);
const RUNNING_SAVE_CANCELED: (i32, i32) = (1, 7);
const PAUSED_SAVE: (i32, i32) = (3, 3);
const SHUTOFF_SAVED: (i32, i32) = (5, 5);
const SAVE_PAUSED: u32 = 4;
const FORCE_BOOT: u32 = 1 << 3;
const UNDEFINE_MANAGED_SAVE: u32 = 1;

/// Types into the guest's terminal and waits for an answer.
fn talk(connect: &Connect, dom: &DomainRef, typed: &str, until: &str) {
    let Stream::Peer(mut console) = connect.domain.open_console(dom, None, 1).unwrap() else {
        panic!("a local stream")
    };
    console.send(typed.as_bytes()).unwrap();
    hear(&mut *console, &mut String::new(), until);
    console.finish().unwrap();
}

/// Leaves half a command in the guest's memory.
pub(super) fn begin_a_sentence(connect: &Connect, dom: &DomainRef) {
    talk(connect, dom, "\r", tiny_guest::PROMPT);
    talk(connect, dom, "echo half a", "echo half a");
}

/// Only a guest with the same memory knows how the sentence began.
pub(super) fn end_the_sentence(connect: &Connect, dom: &DomainRef) {
    talk(connect, dom, " sentence\r", "\nhalf a sentence");
}

fn start(connect: &Connect, name: &str, kernel: &Path) -> DomainRef {
    let dom = connect.domain.define_xml(&guest(name, kernel, "")).unwrap();
    connect.domain.create(&dom).unwrap();
    connect.domain.lookup_by_name(name).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_restored_guest_remembers() {
    if !can_start_guests() {
        return;
    }
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let domain = &connect.domain;
    let dom = start(&connect, "saved", &kernel);
    begin_a_sentence(&connect, &dom);
    let file = root.join("saved.image");
    domain.save(&dom, text(&file)).unwrap();
    assert_eq!(state(&connect, &dom), SHUTOFF_SAVED);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o7777, 0o600);
    assert!(processes(&root).is_empty() && leftovers(&root).is_empty());
    // Another document must be of the same guest.
    let xml = domain.save_image_get_xml_desc(text(&file), 0).unwrap();
    let other = xml.replace("<memory unit='KiB'>32768", "<memory unit='KiB'>65536");
    let error = domain.save_image_define_xml(text(&file), &other, 0).unwrap_err();
    assert_eq!(error.code(), ErrorCode::CONFIG_UNSUPPORTED, "{error}");
    let titled = xml.replace("<memory ", "<title>second life</title><memory ");
    domain.save_image_define_xml(text(&file), &titled, SAVE_PAUSED).unwrap();
    domain.restore(text(&file)).unwrap();
    let dom = domain.lookup_by_name("saved").unwrap();
    assert_eq!(state(&connect, &dom).0, 3);
    assert!(domain.xml_desc(&dom, 0).unwrap().contains("<title>second life</title>"));
    assert_eq!(domain.restore(text(&file)).unwrap_err().code(), ErrorCode::OPERATION_INVALID);
    domain.resume(&dom).unwrap();
    end_the_sentence(&connect, &dom);
    // What cannot be written leaves the guest as it was.
    assert!(domain.save(&dom, "/no/such/folder/image").is_err());
    assert!(domain.save(&dom, text(&root)).is_err());
    assert!(domain.save(&dom, "/dev/full").is_err());
    assert_eq!(state(&connect, &dom).0, 1);
    domain.destroy(&dom).unwrap();
}

#[test]
fn a_guest_that_cannot_be_written_goes_on() {
    if !can_start_guests() {
        return;
    }
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let dom = start(&connect, "full", &kernel);
    begin_a_sentence(&connect, &dom);
    // Room for the header, not for the guest.
    let disk = root.join("small");
    std::fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=128k", "tmpfs", text(&disk)]).status();
    if !mounted.is_ok_and(|status| status.success()) {
        println!("skipped: cannot mount a small file system");
        return;
    }
    let file = disk.join("image");
    let saved = connect.domain.save(&dom, text(&file));
    let left = file.exists();
    Command::new("umount").arg(&disk).status().unwrap();
    let error = saved.unwrap_err();
    assert_eq!(error.code(), ErrorCode::OPERATION_FAILED, "{error}");
    assert!(!left);
    assert_eq!(state(&connect, &dom), RUNNING_SAVE_CANCELED);
    end_the_sentence(&connect, &dom);
    connect.domain.destroy(&dom).unwrap();
}

#[test]
fn a_managed_image_waits_for_the_next_start() {
    if !can_start_guests() {
        return;
    }
    let (mut daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let image = root.join("var/lib/libvirt/qemu/save/waits.save");
    let connect = daemon.connect();
    let dom = start(&connect, "waits", &kernel);
    begin_a_sentence(&connect, &dom);
    connect.domain.managed_save(&dom, 0).unwrap();
    assert!(image.exists());
    drop(connect);
    daemon.kill();
    daemon.launch();
    let connect = daemon.connect();
    let domain = &connect.domain;
    assert_eq!(domain.has_managed_save_image(&dom, 0).unwrap(), 1);
    assert!(domain.managed_save_get_xml_desc(&dom, 0).unwrap().contains("<name>waits</name>"));
    assert_eq!(domain.undefine(&dom).unwrap_err().code(), ErrorCode::OPERATION_INVALID);
    assert_eq!(domain.rename(&dom, Some("other"), 0).unwrap_err().code(), ErrorCode::OPERATION_INVALID);
    domain.create(&dom).unwrap();
    let dom = domain.lookup_by_name("waits").unwrap();
    assert_eq!(state(&connect, &dom), RUNNING_RESTORED);
    assert!(!image.exists());
    assert_eq!(domain.has_managed_save_image(&dom, 0).unwrap(), 0);
    end_the_sentence(&connect, &dom);
    // Told to boot, it forgets.
    domain.managed_save(&dom, 0).unwrap();
    let dom = domain.create_with_flags(&dom, FORCE_BOOT).unwrap();
    assert_eq!(state(&connect, &dom), (1, 1));
    assert!(!image.exists());
    domain.managed_save(&dom, 0).unwrap();
    // Half an image is none.
    std::fs::write(&image, b"LibvirtQemudPart").unwrap();
    domain.create(&dom).unwrap();
    let dom = domain.lookup_by_name("waits").unwrap();
    assert_eq!(state(&connect, &dom), (1, 1));
    domain.managed_save(&dom, 0).unwrap();
    domain.undefine_flags(&dom, UNDEFINE_MANAGED_SAVE).unwrap();
    assert!(!image.exists());
}

#[test]
fn a_daemon_killed_while_it_saves_costs_no_guest() {
    if !can_start_guests() {
        return;
    }
    let (mut daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let image = root.join("var/lib/libvirt/qemu/save/big.save");
    let connect = daemon.connect();
    let large = guest("big", &kernel, "").replace(">32<", ">512<");
    let large = large.replace("</os>", "<cmdline>run=mem,dirty,400</cmdline></os>");
    let mut dom = connect.domain.define_xml(&large).unwrap();
    connect.domain.create(&dom).unwrap();
    begin_a_sentence(&connect, &dom);
    drop(connect);
    let mut seen = 0;
    for round in 0..6u64 {
        let connect = daemon.connect();
        let watcher = daemon.connect();
        let saved = dom.clone();
        let worker = std::thread::spawn(move || connect.domain.managed_save(&saved, 0).is_ok());
        wait_for("the save", || state(&watcher, &dom) == PAUSED_SAVE || state(&watcher, &dom).0 == 5);
        std::thread::sleep(Duration::from_millis(round * 15));
        daemon.kill();
        let acknowledged = worker.join().unwrap();
        daemon.launch();
        let connect = daemon.connect();
        if processes(&root).is_empty() {
            wait_for("the end", || state(&connect, &dom).0 == 5);
            assert_eq!(connect.domain.has_managed_save_image(&dom, 0).unwrap(), 1, "round {round}");
            connect.domain.create(&dom).unwrap();
        } else {
            assert!(!acknowledged, "round {round}");
            wait_for("the guest goes on", || state(&connect, &dom).0 == 1);
            assert_eq!(state(&connect, &dom), RUNNING_SAVE_CANCELED, "round {round}");
            assert!(!image.exists(), "round {round}");
            seen += 1;
        }
        dom = connect.domain.lookup_by_name("big").unwrap();
    }
    assert!(seen > 0, "no kill came in time");
    let connect = daemon.connect();
    end_the_sentence(&connect, &dom);
    connect.domain.destroy(&dom).unwrap();
}

/// The reference's daemon on folders of its own.
struct Reference {
    process: Child,
    folder: PathBuf,
}

impl Reference {
    /// Starts it, where there is one.
    fn start() -> Option<(Reference, Connect)> {
        let script = PathBuf::from(std::env::var_os("FERROVIRT_SHARED")?).join("bench/daemon-upstream.sh");
        if !script.exists() || !Path::new("/usr/sbin/libvirtd").exists() || !rustix::process::geteuid().is_root() {
            return None;
        }
        let folder = std::env::temp_dir().join(format!("ferrovirt-saved-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut command = Command::new(script);
        command.arg(&folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let reference = Reference { process: command.spawn().unwrap(), folder };
        let uri = format!("qemu:///system?socket={}", reference.folder.join("run/libvirt-sock").display());
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            match Connect::open(Some(&uri), &Options::default()) {
                Ok(connect) => return Some((reference, connect)),
                Err(error) => assert!(Instant::now() < end, "the reference daemon does not start: {error}"),
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let pid = std::fs::read_to_string(self.folder.join("virtlogd.pid")).unwrap_or_default();
        if let Some(pid) = pid.trim().parse().ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn either_daemon_restores_what_the_other_has_saved() {
    if !can_start_guests() {
        return;
    }
    let Some((_reference, theirs)) = Reference::start() else {
        println!("skipped: needs root, the reference's daemon and FERROVIRT_SHARED");
        return;
    };
    let (daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let ours = daemon.connect();
    let dom = start(&ours, "exchanged", &kernel);
    begin_a_sentence(&ours, &dom);
    let file = root.join("ours.image");
    ours.domain.save(&dom, text(&file)).unwrap();
    theirs.domain.restore(text(&file)).unwrap();
    let dom = theirs.domain.lookup_by_name("exchanged").unwrap();
    assert_eq!(state(&theirs, &dom), RUNNING_RESTORED);
    end_the_sentence(&theirs, &dom);
    begin_a_sentence(&theirs, &dom);
    let file = root.join("theirs.image");
    theirs.domain.save(&dom, text(&file)).unwrap();
    ours.domain.restore(text(&file)).unwrap();
    let dom = ours.domain.lookup_by_name("exchanged").unwrap();
    assert_eq!(state(&ours, &dom), RUNNING_RESTORED);
    end_the_sentence(&ours, &dom);
    ours.domain.destroy(&dom).unwrap();
}

#[test]
fn a_cpu_that_was_plugged_in_is_saved_and_restored() {
    if !can_start_guests() {
        return;
    }
    let (mut daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let two = guest("plugged", &kernel, "").replace("<vcpu>1", "<vcpu current='1'>2");
    let dom = connect.domain.define_xml(&two).unwrap();
    connect.domain.create(&dom).unwrap();
    assert_eq!(connect.domain.set_vcpus(&dom, 3).unwrap_err().code(), ErrorCode::INVALID_ARG);
    // The C library refuses these; whoever speaks the protocol himself is told here.
    assert_eq!(connect.domain.set_vcpus(&dom, 0).unwrap_err().code(), ErrorCode::INVALID_ARG);
    assert_eq!(connect.domain.set_memory(&dom, 0).unwrap_err().code(), ErrorCode::INVALID_ARG);
    assert!(connect.domain.set_memory(&dom, u64::MAX).is_err());
    assert!(connect.domain.set_max_memory(&dom, u64::MAX).is_err());
    connect.domain.set_vcpus(&dom, 2).unwrap();
    assert_eq!(connect.domain.set_vcpus(&dom, 1).unwrap_err().code(), ErrorCode::OPERATION_UNSUPPORTED);
    begin_a_sentence(&connect, &dom);
    drop(connect);
    daemon.kill();
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!(connect.domain.info(&dom).unwrap().nr_virt_cpu, 2);
    assert_eq!(connect.domain.vcpus(&dom, 8, 0).unwrap().info.len(), 2);
    // The definition starts with one, the image with two.
    assert_eq!(connect.domain.vcpus_flags(&dom, 2).unwrap(), 1);
    connect.domain.managed_save(&dom, 0).unwrap();
    connect.domain.create(&dom).unwrap();
    let dom = connect.domain.lookup_by_name("plugged").unwrap();
    assert_eq!(connect.domain.info(&dom).unwrap().nr_virt_cpu, 2);
    end_the_sentence(&connect, &dom);
    connect.domain.destroy(&dom).unwrap();
}
