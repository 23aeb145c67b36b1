//! Programs: starting them exactly as described, and holding on to them by pidfd so that a reused pid is never hit.

use std::ffi::{CString, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, PidfdFlags, Signal, WaitId, WaitIdOptions};

/// Who a program runs as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// User number.
    pub uid: u32,
    /// Main group.
    pub gid: u32,
    /// All supplementary groups.
    pub groups: Vec<u32>,
}

/// A resource limit of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Which resource, as the kernel numbers it (`RLIMIT_…`).
    pub resource: u32,
    /// Soft and hard limit; `u64::MAX` is none.
    pub value: u64,
}

impl Limit {
    /// Largest memory a program may lock.
    pub fn locked_memory(bytes: u64) -> Limit {
        Limit { resource: libc::RLIMIT_MEMLOCK, value: bytes }
    }

    /// Most files a program may have open.
    pub fn open_files(count: u64) -> Limit {
        Limit { resource: libc::RLIMIT_NOFILE, value: count }
    }

    /// Most processes of the program's user.
    pub fn processes(count: u64) -> Limit {
        Limit { resource: libc::RLIMIT_NPROC, value: count }
    }

    /// Largest core file.
    pub fn core_file(bytes: u64) -> Limit {
        Limit { resource: libc::RLIMIT_CORE, value: bytes }
    }
}

/// A program to start. Nothing of this process leaks into it but what stands here.
#[derive(Debug)]
pub struct Command {
    /// Absolute path of the program.
    pub program: PathBuf,
    /// Arguments after the program's name.
    pub args: Vec<OsString>,
    /// The whole environment.
    pub env: Vec<(OsString, OsString)>,
    /// Descriptors the program gets, each with the number it has there (3 and above).
    pub fds: Vec<(OwnedFd, RawFd)>,
    /// Standard input; `/dev/null` when absent.
    pub stdin: Option<OwnedFd>,
    /// Standard output; `/dev/null` when absent.
    pub stdout: Option<OwnedFd>,
    /// Standard error; `/dev/null` when absent.
    pub stderr: Option<OwnedFd>,
    /// Who it runs as; this process's own account when absent.
    pub credentials: Option<Credentials>,
    /// Resource limits.
    pub limits: Vec<Limit>,
    /// Mode bits that files it makes do not get.
    pub umask: u32,
    /// Whether it leaves this process's session, so that signals to our terminal do not reach it.
    pub new_session: bool,
    /// Whether the kernel kills it when the *thread* that starts it ends.
    pub die_with_parent: bool,
}

impl Command {
    /// A program without arguments, environment or descriptors, in this process's session.
    pub fn new(program: impl Into<PathBuf>) -> Command {
        Command {
            program: program.into(),
            args: Vec::new(),
            env: Vec::new(),
            fds: Vec::new(),
            stdin: None,
            stdout: None,
            stderr: None,
            credentials: None,
            limits: Vec::new(),
            umask: 0o022,
            new_session: false,
            die_with_parent: false,
        }
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl Into<OsString>) -> Command {
        self.args.push(arg.into());
        self
    }
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It ended with this status.
    Code(i32),
    /// This signal ended it.
    Signal(i32),
    /// It is gone, but it was not our child, so nobody tells how.
    Unknown,
}

impl std::fmt::Display for Exit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Exit::Code(code) => write!(f, "exit status {code}"),
            Exit::Signal(signal) => write!(f, "fatal signal {signal}"),
            Exit::Unknown => f.write_str("unknown status"),
        }
    }
}

/// A running (or ended, not yet reaped) program.
#[derive(Debug)]
pub struct Process {
    pid: i32,
    pidfd: OwnedFd,
}

impl Process {
    pub(crate) fn from_parts(pid: i32, pidfd: OwnedFd) -> Process {
        Process { pid, pidfd }
    }

    /// Holds on to a process that somebody else started; the caller must check afterwards that it is the right one.
    pub fn attach(pid: i32) -> io::Result<Process> {
        let id = Pid::from_raw(pid).filter(|_| pid > 0).ok_or_else(|| io::Error::from_raw_os_error(libc::ESRCH))?;
        Ok(Process { pid, pidfd: rustix::process::pidfd_open(id, PidfdFlags::empty())? })
    }

    /// The process number.
    pub fn pid(&self) -> i32 {
        self.pid
    }

    /// Whether it has not ended yet.
    pub fn is_alive(&self) -> bool {
        matches!(self.wait(Duration::ZERO), Ok(None))
    }

    /// Asks it to end (SIGTERM).
    pub fn terminate(&self) -> io::Result<()> {
        self.signal(Signal::TERM)
    }

    /// Ends it (SIGKILL).
    pub fn kill(&self) -> io::Result<()> {
        self.signal(Signal::KILL)
    }

    /// Asks it to read its files again (SIGHUP).
    pub fn hang_up(&self) -> io::Result<()> {
        self.signal(Signal::HUP)
    }

    fn signal(&self, signal: Signal) -> io::Result<()> {
        match rustix::process::pidfd_send_signal(&self.pidfd, signal) {
            // Already gone is what was wanted.
            Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
            Err(errno) => Err(errno.into()),
        }
    }

    /// Waits until it has ended, at most for `timeout`; `None` when it still runs then.
    pub fn wait(&self, timeout: Duration) -> io::Result<Option<Exit>> {
        let deadline = Instant::now().checked_add(timeout);
        loop {
            let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
            let timespec = left.map(|left| rustix::event::Timespec {
                tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: i64::from(left.subsec_nanos()),
            });
            match poll(&mut [PollFd::new(&self.pidfd, PollFlags::IN)], timespec.as_ref()) {
                Ok(0) => return Ok(None),
                Ok(_) => return Ok(Some(self.reap())),
                Err(rustix::io::Errno::INTR) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
    }

    fn reap(&self) -> Exit {
        match rustix::process::waitid(WaitId::PidFd(self.pidfd.as_fd()), WaitIdOptions::EXITED) {
            Ok(Some(status)) => match (status.exit_status(), status.terminating_signal()) {
                (Some(code), _) => Exit::Code(code),
                (None, Some(signal)) => Exit::Signal(signal),
                (None, None) => Exit::Unknown,
            },
            _ => Exit::Unknown,
        }
    }
}

impl AsFd for Process {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.pidfd.as_fd()
    }
}

/// Starting and finding programs, so that tests can make either fail.
pub trait Processes: Send + Sync {
    /// Starts a program.
    fn spawn(&self, command: Command) -> io::Result<Process>;
    /// Holds on to a process that runs already.
    fn attach(&self, pid: i32) -> io::Result<Process>;
}

/// The real machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemProcesses;

impl Processes for SystemProcesses {
    fn spawn(&self, command: Command) -> io::Result<Process> {
        crate::spawn::spawn(command)
    }

    fn attach(&self, pid: i32) -> io::Result<Process> {
        Process::attach(pid)
    }
}

/// Refuses to start anything, for tests of what a failed start leaves behind.
#[derive(Debug, Clone, Copy)]
pub struct NoProcesses(
    /// The error number to fail with.
    pub i32,
);

impl Processes for NoProcesses {
    fn spawn(&self, _: Command) -> io::Result<Process> {
        Err(io::Error::from_raw_os_error(self.0))
    }

    fn attach(&self, _: i32) -> io::Result<Process> {
        Err(io::Error::from_raw_os_error(self.0))
    }
}

pub(crate) fn c_string(text: impl AsRef<std::ffi::OsStr>) -> io::Result<CString> {
    Ok(CString::new(text.as_ref().as_bytes())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn shell(script: &str) -> Command {
        Command::new("/bin/sh").arg("-c").arg(script)
    }

    fn output_of(mut command: Command) -> (String, Exit) {
        let (mut reader, writer) = std::io::pipe().unwrap();
        command.stdout = Some(writer.into());
        let process = SystemProcesses.spawn(command).unwrap();
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        (text, process.wait(Duration::from_secs(10)).unwrap().unwrap())
    }

    #[test]
    fn environment_is_only_what_was_given() {
        let mut command = Command::new("/usr/bin/env");
        command.env.push(("A".into(), "b c".into()));
        assert_eq!(output_of(command), ("A=b c\n".to_owned(), Exit::Code(0)));
    }

    #[test]
    fn descriptors_arrive_at_their_numbers_and_no_other_does() {
        let (mut first, first_end) = std::io::pipe().unwrap();
        let (mut second, second_end) = std::io::pipe().unwrap();
        let stray = std::fs::File::open("/dev/null").unwrap();
        rustix::io::fcntl_setfd(&stray, rustix::io::FdFlags::empty()).unwrap();
        let mut command = shell("echo a >&9; echo b >&3; ls /proc/self/fd | tr '\\n' ' '");
        command.env.push(("PATH".into(), "/bin:/usr/bin".into()));
        command.fds = vec![(first_end.into(), 9), (second_end.into(), 3)];
        let (text, _) = output_of(command);
        // 4 is the folder that ls reads.
        assert_eq!(text, "0 1 2 3 4 9 ");
        let mut got = String::new();
        first.read_to_string(&mut got).unwrap();
        second.read_to_string(&mut got).unwrap();
        assert_eq!(got, "a\nb\n");
    }

    #[test]
    fn ends_are_told_apart() {
        assert_eq!(output_of(shell("exit 7")).1, Exit::Code(7));
        assert_eq!(output_of(shell("kill -9 $$")).1, Exit::Signal(9));
    }

    #[test]
    fn a_missing_program_is_an_error_of_spawn() {
        let error = SystemProcesses.spawn(Command::new("/no/such/program")).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(libc::ENOENT));
    }

    #[test]
    fn waiting_ends_at_the_deadline_and_terminate_is_noticed_at_once() {
        let process = SystemProcesses.spawn(Command::new("/bin/sleep").arg("30")).unwrap();
        assert_eq!(process.wait(Duration::from_millis(20)).unwrap(), None);
        assert!(process.is_alive());
        let other_hold = Process::attach(process.pid()).unwrap();
        other_hold.terminate().unwrap();
        assert_eq!(process.wait(Duration::from_secs(5)).unwrap(), Some(Exit::Signal(libc::SIGTERM)));
        assert!(!other_hold.is_alive());
        assert!(process.kill().is_ok());
    }

    #[test]
    fn session_umask_and_limits_are_set() {
        let mut command =
            shell("umask; ulimit -n; ulimit -c; [ $(cut -d' ' -f6 /proc/self/stat) = $$ ] && echo leader");
        command.env.push(("PATH".into(), "/bin:/usr/bin".into()));
        command.umask = 0o027;
        command.new_session = true;
        command.limits = vec![Limit::open_files(123), Limit::core_file(0)];
        assert_eq!(output_of(command).0, "0027\n123\n0\nleader\n");
    }

    #[test]
    fn credentials_change_when_root() {
        if crate::account::effective_uid() != 0 {
            eprintln!("skipped: needs root");
            return;
        }
        let mut command = shell("id -u; id -g; id -G");
        command.env.push(("PATH".into(), "/bin:/usr/bin".into()));
        command.credentials = Some(Credentials { uid: 65534, gid: 65534, groups: vec![65534, 7] });
        assert_eq!(output_of(command).0, "65534\n65534\n65534 7\n");
    }

    #[test]
    fn a_probe_dies_with_the_thread_that_started_it() {
        let process = std::thread::spawn(|| {
            let mut command = Command::new("/bin/sleep").arg("30");
            command.die_with_parent = true;
            SystemProcesses.spawn(command).unwrap()
        })
        .join()
        .unwrap();
        assert_eq!(process.wait(Duration::from_secs(5)).unwrap(), Some(Exit::Signal(libc::SIGKILL)));
    }
}
