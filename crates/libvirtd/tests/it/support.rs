//! A daemon on a folder of its own, and clients that speak raw bytes.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use ferrovirt::{Connect, Event, Options};
use rpc::frame::FrameReader;
use rpc::wire::{self, Header, Kind, Program, Status};
use xdr::Encoder;

use super::world::Place;

/// A daemon that is killed, and whose folder is removed, when the test ends.
pub(crate) struct Daemon {
    pub(crate) root: PathBuf,
    child: Option<Child>,
    /// What stands before its command line, to have it run in another place.
    prefix: Vec<String>,
}

impl Daemon {
    /// Starts one with an addition to its configuration, and waits until it listens.
    pub(crate) fn start(config: &str) -> Daemon {
        Daemon::start_behind(Vec::new(), config)
    }

    /// Starts one in a place with a network of its own.
    pub(crate) fn start_in(place: &Place) -> Daemon {
        Daemon::start_behind(place.prefix(), "")
    }

    fn start_behind(prefix: Vec<String>, config: &str) -> Daemon {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let root = std::env::temp_dir().join(format!(
            "ferrovirt-it-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        ));
        std::fs::create_dir_all(root.join("etc/libvirt")).unwrap();
        std::fs::write(root.join("etc/libvirt/libvirtd.conf"), config).unwrap();
        let mut daemon = Daemon { root, child: None, prefix };
        daemon.launch();
        daemon
    }

    /// Starts the program again on the same folder.
    pub(crate) fn launch(&mut self) {
        self.launch_with(|_| ());
    }

    pub(crate) fn launch_with(&mut self, change: impl FnOnce(&mut Command)) {
        let log = std::fs::File::options().create(true).append(true).open(self.root.join("daemon.log")).unwrap();
        let program = env!("CARGO_BIN_EXE_libvirtd").to_owned();
        let mut words = self.prefix.iter().chain([&program]);
        let mut command = Command::new(words.next().unwrap());
        command
            .args(words)
            .arg("--state-root")
            .arg(&self.root)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log);
        command.env_remove("LIBVIRT_DEBUG").env_remove("LIBVIRT_LOG_OUTPUTS").env_remove("LIBVIRT_LOG_FILTERS");
        change(&mut command);
        self.child = Some(command.spawn().unwrap());
        let deadline = Instant::now() + Duration::from_secs(20);
        // A guest that was just being started when its daemon was killed holds the old socket until it runs its own
        // program: only the new daemon's socket counts.
        while !self.listens() {
            assert!(Instant::now() < deadline, "the daemon does not listen: {}", self.log());
            if let Some(status) = self.child.as_mut().unwrap().try_wait().unwrap() {
                panic!("the daemon ended with {status}: {}", self.log());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn listens(&self) -> bool {
        let Ok(stream) = UnixStream::connect(self.socket()) else { return false };
        let peer = rustix::net::sockopt::socket_peercred(&stream);
        peer.is_ok_and(|peer| peer.pid.as_raw_pid() as u32 == self.pid())
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.root.join("run/libvirt/libvirt-sock")
    }

    pub(crate) fn readonly_socket(&self) -> PathBuf {
        self.root.join("run/libvirt/libvirt-sock-ro")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.root.join("daemon.log")).unwrap_or_default()
    }

    /// Ends it as a power failure would.
    pub(crate) fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks it to end; the time it took and its exit code.
    pub(crate) fn terminate(&mut self) -> (Duration, Option<i32>) {
        let mut child = self.child.take().unwrap();
        let start = Instant::now();
        let pid = rustix::process::Pid::from_raw(child.id() as i32).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                return (start.elapsed(), status.code());
            }
            if start.elapsed() > Duration::from_secs(20) {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("the daemon does not end: {}", self.log());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Whether it is still alive.
    pub(crate) fn is_alive(&mut self) -> bool {
        self.child.as_mut().unwrap().try_wait().unwrap().is_none()
    }

    /// A client of our own library.
    pub(crate) fn connect(&self) -> Connect {
        Connect::open(Some(&self.uri()), &Options::default()).unwrap_or_else(|e| panic!("{e}: {}", self.log()))
    }

    pub(crate) fn uri(&self) -> String {
        format!("qemu:///system?socket={}", self.socket().display())
    }

    /// Resident memory in KiB.
    pub(crate) fn memory(&self) -> u64 {
        self.figure("VmRSS:")
    }

    /// The most memory it has had since [`Daemon::reset_peak`], in KiB.
    pub(crate) fn peak_memory(&self) -> u64 {
        self.figure("VmHWM:")
    }

    pub(crate) fn reset_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.pid()), "5").unwrap();
    }

    fn figure(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find_map(|l| l.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

/// A client that sends whatever bytes it likes.
pub(crate) struct Raw {
    pub(crate) socket: UnixStream,
    frames: FrameReader,
    serial: u32,
}

/// An answer: its header and payload.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) header: Header,
    pub(crate) payload: Vec<u8>,
}

impl Answer {
    /// The error's code; 0 for none.
    pub(crate) fn code(&self) -> i32 {
        match self.header.status() {
            Some(Status::Error) => i32::from_be_bytes(self.payload[..4].try_into().unwrap()),
            _ => 0,
        }
    }
}

impl Raw {
    pub(crate) fn connect(path: &Path) -> Raw {
        let socket = UnixStream::connect(path).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        Raw { socket, frames: FrameReader::default(), serial: 0 }
    }

    /// Connects and opens the QEMU driver.
    pub(crate) fn open(path: &Path) -> Raw {
        Raw::open_uri(path, "qemu:///system")
    }

    /// Connects and opens a driver.
    pub(crate) fn open_uri(path: &Path, uri: &str) -> Raw {
        let mut raw = Raw::connect(path);
        assert_eq!(raw.call(66, |_| ()).unwrap().code(), 0);
        let opened = raw.call(1, |e| {
            e.optional_text(Some(uri));
            e.word(0);
        });
        assert_eq!(opened.unwrap().code(), 0);
        raw
    }

    /// Sends a call and returns its answer; `None` if the daemon hung up or kept silent.
    pub(crate) fn call(&mut self, number: i32, arguments: impl FnOnce(&mut Encoder)) -> Option<Answer> {
        self.serial += 1;
        let mut e = wire::begin(&Header::new(Program::Remote, number, Kind::Call, self.serial, Status::Ok));
        arguments(&mut e);
        self.socket.write_all(&wire::end(e).unwrap()).ok()?;
        self.answer()
    }

    /// The next message from the daemon.
    pub(crate) fn answer(&mut self) -> Option<Answer> {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            if let Some(frame) = self.frames.next_frame().unwrap() {
                return Some(Answer { header: frame.header, payload: frame.payload.to_vec() });
            }
            match self.socket.read(&mut buffer) {
                Ok(0) | Err(_) => return None,
                Ok(n) => self.frames.push(&buffer[..n], []),
            }
        }
    }

    /// Whether the daemon has closed the connection.
    pub(crate) fn is_closed(&mut self) -> bool {
        matches!(self.socket.read(&mut [0; 1]), Ok(0))
    }
}

/// What a client hears until it has heard so much that `told` makes something of.
pub(crate) fn hear(listener: &Connect, count: usize, told: impl Fn(Event) -> Option<i32>) -> Vec<i32> {
    let mut heard = Vec::new();
    while heard.len() < count {
        let events = listener.next_events(Some(Duration::from_secs(5))).unwrap();
        assert!(!events.is_empty(), "only {heard:?} was heard");
        heard.extend(events.into_iter().filter_map(|event| told(event.event)));
    }
    heard
}

/// A small definition.
pub(crate) fn definition(name: &str, title: &str) -> String {
    format!(
        "<domain type='qemu'><name>{name}</name><title>{title}</title><memory>65536</memory><vcpu>1</vcpu>\
         <os><type arch='x86_64' machine='pc'>hvm</type></os></domain>"
    )
}

/// A generator of numbers that a failure can repeat from its seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}
