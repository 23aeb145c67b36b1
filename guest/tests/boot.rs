//! Boots the tiny guest under QEMU's emulation and talks to it over its serial port.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const QEMU: &str = "qemu-system-x86_64";
/// Far more than the guest needs, for a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);

struct Guest {
    process: Child,
    serial: UnixStream,
    monitor: UnixStream,
    folder: PathBuf,
    seen: String,
}

impl Guest {
    /// Starts QEMU, or says why the test is skipped.
    fn boot(name: &str, machine: &str, arguments: &[&str]) -> Option<Guest> {
        if Command::new(QEMU).arg("--version").output().is_err() || tiny_guest::IMAGE.is_empty() {
            eprintln!("skipped: no {QEMU} here, or not on x86_64");
            return None;
        }
        let folder = std::env::temp_dir().join(format!("tiny-guest-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let kernel = tiny_guest::write_kernel(&folder).unwrap();
        tiny_guest::write_disk(&folder).unwrap();
        let listen = |path: &Path| UnixListener::bind(path).unwrap();
        let (serial, monitor) = (listen(&folder.join("serial")), listen(&folder.join("monitor")));
        let mut command = Command::new(QEMU);
        command.current_dir(&folder).args(["-M", machine, "-accel", "tcg", "-m", "64"]);
        command.args(["-nodefaults", "-display", "none", "-serial", "unix:serial"]);
        command.args(["-qmp", "unix:monitor"]).args(arguments).stdin(Stdio::null());
        if !arguments.iter().any(|a| a.contains("tiny-guest.img,if=ide")) {
            command.arg("-kernel").arg(kernel).args(["-append", "one two"]);
        }
        let process = command.spawn().unwrap();
        let (serial, monitor) = (accept(&serial), accept(&monitor));
        let mut guest = Guest { process, serial, monitor, folder, seen: String::new() };
        guest.qmp("qmp_capabilities");
        Some(guest)
    }

    /// Reads serial output until `text` has come, and forgets everything up to it.
    fn expect(&mut self, text: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.seen.find(text) {
                self.seen.drain(..at + text.len());
                return;
            }
            assert!(Instant::now() < end, "no {text:?} in {:?}", self.seen);
            let mut buffer = [0; 1024];
            let count = self.serial.read(&mut buffer).unwrap();
            assert!(count > 0, "the guest ended; no {text:?} in {:?}", self.seen);
            self.seen.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
    }

    fn type_line(&mut self, line: &str) {
        self.serial.write_all(line.as_bytes()).unwrap();
        self.serial.write_all(b"\r").unwrap();
    }

    /// Sends a monitor command without arguments; what comes back is of no interest here.
    fn qmp(&mut self, command: &str) {
        let text = format!("{{\"execute\":\"{command}\"}}\n");
        self.monitor.write_all(text.as_bytes()).unwrap();
    }

    fn expect_end(&mut self) {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.process.try_wait().unwrap() {
                assert!(status.success());
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the guest did not switch itself off");
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        // Both fail when the guest has ended by itself, as it should.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Waits for QEMU to connect.
fn accept(listener: &UnixListener) -> UnixStream {
    listener.set_nonblocking(true).unwrap();
    let end = Instant::now() + PATIENCE;
    loop {
        match listener.accept() {
            Ok((stream, _)) => {
                stream.set_nonblocking(false).unwrap();
                stream.set_read_timeout(Some(PATIENCE)).unwrap();
                return stream;
            }
            Err(e) => assert!(Instant::now() < end, "QEMU did not connect: {e}"),
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Banner, echo, then the power button.
fn check_life(name: &str, machine: &str, arguments: &[&str], command_line: &str) {
    let started = Instant::now();
    let Some(mut guest) = Guest::boot(name, machine, arguments) else { return };
    guest.expect(tiny_guest::BANNER);
    assert!(started.elapsed() < Duration::from_secs(5), "slow: {:?}", started.elapsed());
    guest.expect(&format!("command line: {command_line}\r\n"));
    guest.expect("memory: 64 MiB\r\n");
    guest.expect(tiny_guest::PROMPT);
    guest.type_line("echo this and that");
    guest.expect("echo this and that\r\nthis and that\r\n");
    guest.expect(tiny_guest::PROMPT);
    guest.qmp("system_powerdown");
    guest.expect("power button");
    guest.expect_end();
}

#[test]
fn pc_boots_and_obeys_the_power_button() {
    check_life("pc", "pc", &[], "one two");
}

#[test]
fn q35_boots_and_obeys_the_power_button() {
    check_life("q35", "q35", &[], "one two");
}

#[test]
fn bios_boots_the_disk_image() {
    check_life("bios", "pc", &["-drive", "file=tiny-guest.img,if=ide,format=raw"], "");
}

#[test]
fn microvm_boots() {
    let Some(mut guest) = Guest::boot("microvm", "microvm", &[]) else { return };
    guest.expect(tiny_guest::BANNER);
    guest.expect(tiny_guest::PROMPT);
}

#[test]
fn reset_starts_over() {
    let Some(mut guest) = Guest::boot("reset", "q35", &[]) else { return };
    guest.expect(tiny_guest::PROMPT);
    guest.type_line("reset");
    guest.expect(tiny_guest::BANNER);
    guest.type_line("poweroff");
    guest.expect_end();
}

#[test]
fn a_key_stops_work() {
    let Some(mut guest) = Guest::boot("work", "pc", &[]) else { return };
    guest.expect(tiny_guest::PROMPT);
    guest.type_line("mem dirty 8");
    guest.expect("dirtying 8 MiB");
    guest.type_line("");
    guest.expect("rounds");
    guest.expect(tiny_guest::PROMPT);
    guest.type_line("mem dirty 9999");
    guest.expect("MiB are free");
}

#[test]
fn disk_keeps_what_is_written() {
    let disk = ["-drive", "file=data.raw,if=none,id=d,format=raw"];
    let behind_port = ["-device", "pcie-root-port,id=p", "-device", "virtio-blk-pci,drive=d,bus=p"];
    let arguments = [&disk[..], &behind_port[..]].concat();
    let folder = std::env::temp_dir().join(format!("tiny-guest-disk-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::File::create(folder.join("data.raw")).unwrap().set_len(3 << 20).unwrap();
    let Some(mut guest) = Guest::boot("disk", "q35", &arguments) else { return };
    guest.expect(tiny_guest::PROMPT);
    guest.type_line("disk write 9");
    guest.expect("3072 KiB written, checksum ");
    guest.expect("\r\n");
    guest.type_line("disk read 9");
    guest.expect("3072 KiB read, checksum ");
    let content = std::fs::read(folder.join("data.raw")).unwrap();
    assert_eq!(content.len(), 3 << 20);
    assert_ne!(content[(3 << 20) - 8..], [0; 8]);
}
