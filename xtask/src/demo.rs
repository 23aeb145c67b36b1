//! `cargo xtask demo`: boots a guest under our daemon with our virsh, shows it, and leaves nothing behind.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::packages::{QEMU, ensure};

/// Builds, boots, shows, cleans up.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    ensure(&[QEMU])?;
    let dist = crate::dist::build(root)?;
    let stage = Stage::set(&dist)?;
    stage.play()
}

/// A daemon on a folder of its own; dropping it takes everything away again.
struct Stage {
    dist: PathBuf,
    folder: PathBuf,
    daemon: Child,
    uri: String,
}

impl Stage {
    fn set(dist: &Path) -> Result<Stage, String> {
        let folder = std::env::temp_dir().join(format!("ferrovirt-demo-{}", std::process::id()));
        let whole = |e: std::io::Error| format!("{}: {e}", folder.display());
        std::fs::create_dir_all(&folder).map_err(whole)?;
        let log = std::fs::File::create(folder.join("daemon.log")).map_err(whole)?;
        let daemon = Command::new(dist.join("sbin/libvirtd"))
            .arg("--state-root")
            .arg(&folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone().map_err(whole)?)
            .stderr(log)
            .spawn()
            .map_err(|e| format!("libvirtd: {e}"))?;
        let socket = folder.join("run/libvirt/libvirt-sock");
        let uri = format!("qemu:///system?socket={}", socket.display());
        let mut stage = Stage { dist: dist.to_owned(), folder, daemon, uri };
        let deadline = Instant::now() + Duration::from_secs(10);
        while std::os::unix::net::UnixStream::connect(&socket).is_err() {
            if Instant::now() > deadline || stage.daemon.try_wait().ok().flatten().is_some() {
                let log = std::fs::read_to_string(stage.folder.join("daemon.log")).unwrap_or_default();
                return Err(format!("the daemon does not listen: {log}"));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(stage)
    }

    fn play(&self) -> Result<(), String> {
        std::fs::write(self.folder.join("guest.xml"), self.guest()).map_err(|e| format!("guest.xml: {e}"))?;
        let file = self.folder.join("guest.xml").display().to_string();
        self.virsh(&["define", &file])?;
        let start = Instant::now();
        self.virsh(&["start", "demo", "--paused"])?;
        println!("(the guest was made in {} ms)\n", start.elapsed().as_millis());
        println!("What it says on its serial console, and its answer to a command:\n");
        self.console()?;
        for words in [
            &["list", "--all"][..],
            &["dominfo", "demo"],
            &["domstats", "demo", "--state", "--balloon", "--output", "json"],
        ] {
            self.virsh(words)?;
        }
        self.virsh(&["shutdown", "demo"])?;
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.quiet(&["domstate", "demo"])?.trim() != "shut off" {
            if Instant::now() > deadline {
                return Err("the guest does not shut down".into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        println!("It has shut down by its ACPI power button.\n");
        self.virsh(&["undefine", "demo"])
    }

    fn guest(&self) -> String {
        format!(
            "<domain type='qemu'>\n  <name>demo</name>\n  <memory unit='MiB'>64</memory>\n  <vcpu>1</vcpu>\n  <os>\n    \
             <type arch='x86_64' machine='pc'>hvm</type>\n    <kernel>{}</kernel>\n    <cmdline>hello from the README</cmdline>\n  </os>\n  \
             <features><acpi/></features>\n  <devices>\n    <serial type='pty'/>\n    <console type='pty'/>\n  </devices>\n</domain>\n",
            self.dist.join("share/ferrovirt/tiny-guest.elf").display()
        )
    }

    /// Attaches to the console, lets the guest run, and asks it a question.
    fn console(&self) -> Result<(), String> {
        println!("$ virsh console demo --resume");
        let (terminal, far_end) = terminal().map_err(|e| format!("no terminal: {e}"))?;
        let mut command = self.command(&["console", "demo", "--resume"]);
        let copy = far_end.try_clone().map_err(|e| e.to_string())?;
        let mut virsh = command.stdin(far_end).stdout(copy).spawn().map_err(|e| format!("virsh: {e}"))?;
        drop(command);
        let mut said = String::new();
        let result = hear(&terminal, &mut said, tiny_guest::PROMPT)
            .and_then(|()| write(&terminal, b"echo it listens\r"))
            .and_then(|()| hear(&terminal, &mut said, "\nit listens"))
            // The escape character ends the session, not the guest.
            .and_then(|()| write(&terminal, &[0x1d]));
        let deadline = Instant::now() + Duration::from_secs(5);
        while virsh.try_wait().ok().flatten().is_none() {
            if Instant::now() > deadline {
                let _ = virsh.kill();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        println!("\n");
        result
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(self.dist.join("bin/virsh"));
        command.args(["-c", &self.uri]).args(words);
        command
    }

    fn virsh(&self, words: &[&str]) -> Result<(), String> {
        println!("$ virsh {}", words.join(" "));
        crate::dist::run(&mut self.command(words))
    }

    fn quiet(&self, words: &[&str]) -> Result<String, String> {
        let output = self.command(words).output().map_err(|e| format!("virsh: {e}"))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// A terminal and its far end, where a program sits that wants one.
fn terminal() -> std::io::Result<(std::fs::File, std::fs::File)> {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let near = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&near)?;
    unlockpt(&near)?;
    let name = ptsname(&near, vec![])?;
    let path = Path::new(std::str::from_utf8(name.as_bytes()).map_err(std::io::Error::other)?);
    let far = std::fs::File::options().read(true).write(true).open(path)?;
    Ok((near.into(), far))
}

/// Shows what comes until it holds this text.
fn hear(terminal: &std::fs::File, said: &mut String, until: &str) -> Result<(), String> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let deadline = Instant::now() + Duration::from_secs(20);
    let mut buffer = [0; 4096];
    while !said.contains(until) {
        if Instant::now() > deadline {
            return Err(format!("the guest does not say '{until}'"));
        }
        let tick = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };
        let ready = poll(&mut [PollFd::new(terminal, PollFlags::IN)], Some(&tick)).map_err(|e| e.to_string())?;
        if ready > 0 {
            let count = rustix::io::read(terminal, &mut buffer).map_err(|e| format!("console: {e}"))?;
            let text = String::from_utf8_lossy(&buffer[..count]).into_owned();
            print!("{text}");
            said.push_str(&text);
        }
    }
    let _ = std::io::stdout().flush();
    Ok(())
}

fn write(mut terminal: &std::fs::File, bytes: &[u8]) -> Result<(), String> {
    terminal.write_all(bytes).map_err(|e| format!("console: {e}"))
}

impl Drop for Stage {
    fn drop(&mut self) {
        // A guest that is still there after a failure goes before its daemon.
        let _ = self.command(&["destroy", "demo"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
