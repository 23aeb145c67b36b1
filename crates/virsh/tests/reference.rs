//! Our program and the reference's, side by side against the reference daemon: the same words, the same exit codes.
//!
//! Needs root, the reference's daemon and program, and `FERROVIRT_SHARED` pointing to the folder with
//! `bench/daemon-upstream.sh`, which starts that daemon isolated; skipped where one of them is missing.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const REFERENCE: &str = "/usr/bin/virsh";
const PATIENCE: Duration = Duration::from_secs(30);

/// Commands in the order in which a guest's life takes them; `VM` is the guest, `DIR` a folder of this test.
const STEPS: &[&str] = &[
    "list --all",
    "define DIR/vm.xml",
    "define DIR/nosuch.xml",
    "dominfo VM",
    "start VM",
    "start VM",
    "list --title",
    "list --name --uuid",
    "domstate VM --reason",
    "domuuid VM",
    "domid nosuch",
    "dominfo VM",
    "domcontrol VM",
    "vcpucount VM",
    "vcpupin VM",
    "emulatorpin VM",
    "domblklist VM --details",
    "domblkstat VM vda",
    "domblkstat VM vda --human",
    "domblkinfo VM --all --human",
    "domblkinfo VM nosuch",
    "domblkerror VM",
    "domiflist VM",
    "domifstat VM nosuch",
    "domif-getlink VM 52:54:00:11:22:33",
    "domstats VM --state --balloon --interface",
    "vncdisplay VM",
    "domdisplay VM --all",
    "domjobinfo VM",
    "qemu-monitor-command VM --return-value query-status",
    "qemu-monitor-command VM --hmp info status",
    "send-key VM KEY_A",
    "send-key VM KEY_NOSUCH",
    "setmem VM 60M",
    "setvcpus VM 0",
    "suspend VM",
    "domstate VM --reason",
    "resume VM",
    "resume VM",
    "autostart VM",
    "autostart VM --disable",
    "desc VM --title a new title",
    "desc VM --title",
    "metadata VM http://example.org/x --key k --set <a/>",
    "metadata VM http://example.org/x",
    "dumpxml VM --xpath //disk",
    "dumpxml VM --inactive --xpath //name|//memory --wrap",
    "schedinfo VM",
    "memtune VM",
    "event VM lifecycle --timeout 1",
    "reset VM",
    "reboot VM",
    "undefine VM --nvram --keep-nvram",
    "destroy VM --graceful",
    "destroy VM",
    "domrename VM VM-renamed",
    "domrename VM-renamed VM",
    "attach-disk VM DIR/other.img vdb --config",
    "detach-disk VM vdb --config",
    "undefine VM",
    "undefine VM",
    "create DIR/vm.xml",
    "dominfo VM",
    "destroy VM",
    "nodeinfo",
    "nodecpumap",
    "version --daemon",
    "hostname",
    "freepages --all --bad",
    "maxvcpus qemu",
    "capabilities --xpath //host/cpu/arch",
    "domcapabilities --xpath //os/@supported",
    "net-list --all",
    "pool-list --all --details",
    "secret-list",
    "nwfilter-list",
    "nodedev-list --tree",
];

struct Daemon {
    process: Child,
    folder: PathBuf,
}

impl Daemon {
    /// Starts the reference daemon, or says why not.
    fn start() -> Option<Daemon> {
        let script = PathBuf::from(std::env::var_os("FERROVIRT_SHARED")?).join("bench/daemon-upstream.sh");
        let is_there = |path: &str| Path::new(path).exists();
        if !script.exists()
            || !is_there(REFERENCE)
            || !is_there("/usr/sbin/libvirtd")
            || !rustix::process::geteuid().is_root()
        {
            return None;
        }
        let folder = std::env::temp_dir().join(format!("virsh-reference-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        let root = folder.join("root");
        let mut command = Command::new(script);
        command.arg(&root).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap();
        let daemon = Daemon { process, folder };
        let end = Instant::now() + PATIENCE;
        while daemon.run(REFERENCE, &["uri"]).2 != 0 {
            assert!(Instant::now() < end, "the reference daemon does not start");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(daemon)
    }

    fn run(&self, program: &str, words: &[&str]) -> (String, String, i32) {
        let socket = self.folder.join("root/run/libvirt-sock");
        let uri = format!("qemu:///system?socket={}", socket.display());
        let output = Command::new(program)
            .args(["-c", &uri])
            .args(words)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (text(output.stdout), text(output.stderr), output.status.code().unwrap_or(-1))
    }

    /// All steps with one program, the guest's id and UUID and everything that runs with time taken out.
    fn life(&self, program: &str, name: &str) -> Vec<(String, String, i32)> {
        let folder = self.folder.to_string_lossy().into_owned();
        let step = |line: &&str| {
            let line = line.replace("DIR", &folder).replace("VM", name);
            let (out, err, code) = self.run(program, &line.split(' ').collect::<Vec<&str>>());
            (steady(&out, name), steady(&err, name), code)
        };
        STEPS.iter().map(step).collect()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Best effort: the test's verdict is in by now.
        for file in ["libvirtd.pid", "virtlogd.pid"] {
            let pid = std::fs::read_to_string(self.folder.join("root").join(file)).unwrap_or_default();
            if let Some(pid) = pid.trim().parse().ok().and_then(rustix::process::Pid::from_raw) {
                let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            }
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Takes out what differs from run to run: UUIDs, and numbers that are times or ids.
fn steady(text: &str, name: &str) -> String {
    let is_volatile = |line: &str| {
        ["Id:", "CPU time:", "UUID:"].iter().any(|label| line.starts_with(label))
            || ["time", "rss", "last-update"].iter().any(|word| line.contains(word))
    };
    let is_uuid = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
    let mut lines: Vec<String> = vec![];
    for line in text.lines().filter(|line| !is_volatile(line)) {
        // A table row of a running guest begins with its id.
        let words: Vec<&str> = line.split(' ').map(|word| if is_uuid(word) { "UUID" } else { word }).collect();
        let line = words.join(" ");
        let has_id = line.contains(name) && line.trim_start().starts_with(|c: char| c.is_ascii_digit());
        lines.push(if has_id {
            line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).to_owned()
        } else {
            line
        });
    }
    lines.join("\n")
}

#[test]
fn both_programs_say_the_same() {
    let Some(daemon) = Daemon::start() else {
        eprintln!("skipped: needs root, the reference's daemon and program, and FERROVIRT_SHARED");
        return;
    };
    let kernel = tiny_guest::write_kernel(&daemon.folder).unwrap();
    for image in ["disk.img", "other.img"] {
        let path = daemon.folder.join(image);
        std::fs::File::create(&path).unwrap().set_len(1 << 20).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
    }
    let name = format!("virsh-test-{}", std::process::id());
    let disk = daemon.folder.join("disk.img");
    let xml = format!(
        "<domain type='qemu'><name>{name}</name><title>A title</title><memory unit='MiB'>64</memory><vcpu>1</vcpu>\
         <os><type arch='x86_64' machine='pc'>hvm</type><kernel>{}</kernel></os><features><acpi/></features><devices>\
         <emulator>/usr/bin/qemu-system-x86_64</emulator>\
         <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{}'/>\
         <target dev='vda' bus='virtio'/></disk>\
         <interface type='user'><mac address='52:54:00:11:22:33'/><model type='virtio'/></interface>\
         <serial type='pty'/><graphics type='vnc' autoport='yes'/></devices></domain>",
        kernel.display(),
        disk.display()
    );
    std::fs::write(daemon.folder.join("vm.xml"), xml).unwrap();
    let theirs = daemon.life(REFERENCE, &name);
    let ours = daemon.life(env!("CARGO_BIN_EXE_virsh"), &name);
    for step in ["define DIR/vm.xml", "start VM", "suspend VM", "undefine VM"] {
        let at = STEPS.iter().position(|known| *known == step).unwrap();
        assert_eq!(theirs[at].2, 0, "the guest does not live: {step}: {:?}", theirs[at]);
    }
    let different: Vec<String> = STEPS
        .iter()
        .zip(theirs.iter().zip(&ours))
        .filter(|(_, (theirs, ours))| theirs != ours)
        .map(|(step, (theirs, ours))| format!("{step}\n  theirs {theirs:?}\n  ours   {ours:?}"))
        .collect();
    // The guest is gone in the good case; in the bad one it must not stay either.
    daemon.run(REFERENCE, &["destroy", &name]);
    assert!(different.is_empty(), "{} steps differ:\n{}", different.len(), different.join("\n"));
}
