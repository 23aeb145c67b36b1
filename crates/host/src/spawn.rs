//! The child's side of starting a program: a `vfork`-like clone that shares our memory until exec.
//!
//! A plain fork copies the page tables of the whole daemon (1.2 to 1.8 ms each time in a daemon of usual size); sharing
//! memory costs nothing, at the price of the rule that governs this file: between clone and exec the child makes raw
//! system calls on memory prepared beforehand, and nothing else. It allocates nothing, takes no lock and never unwinds.
//! Account changes use raw system calls because libc's wrappers would signal the threads of the *parent*.

use std::ffi::CString;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;

use crate::process::{Command, Process, c_string};

/// Bytes of stack for the child; its deepest call chain needs far below a tenth.
const STACK: usize = 128 << 10;

/// Everything the child needs, as plain values and pointers.
struct Plan {
    path: *const libc::c_char,
    argv: Vec<*const libc::c_char>,
    envp: Vec<*const libc::c_char>,
    /// Source and target number of each descriptor; 0, 1 and 2 come first.
    fds: Vec<(RawFd, RawFd)>,
    first_free: RawFd,
    uid: u32,
    gid: u32,
    groups: Option<Vec<u32>>,
    limits: Vec<(u32, libc::rlimit)>,
    umask: u32,
    new_session: bool,
    parent: Option<i32>,
    /// Written by the child before it gives up.
    errno: i32,
}

/// Starts a program; an error of any step up to and including exec is this function's error.
pub(crate) fn spawn(command: Command) -> io::Result<Process> {
    let path = c_string(&command.program)?;
    let mut args = vec![path.clone()];
    for arg in &command.args {
        args.push(c_string(arg)?);
    }
    let mut env = Vec::with_capacity(command.env.len());
    for (name, value) in &command.env {
        env.push(CString::new([name.as_bytes(), b"=", value.as_bytes()].concat())?);
    }
    let null = OwnedFd::from(std::fs::OpenOptions::new().read(true).write(true).open("/dev/null")?);
    let standard = [&command.stdin, &command.stdout, &command.stderr];
    let mut fds: Vec<(RawFd, RawFd)> = (0..)
        .zip(standard)
        .map(|(number, fd)| (fd.as_ref().unwrap_or(&null).as_raw_fd(), number))
        .chain(command.fds.iter().map(|(fd, number)| (fd.as_raw_fd(), *number)))
        .collect();
    let first_free = fds.iter().map(|(_, number)| *number).max().unwrap_or(2).saturating_add(1);
    fds.shrink_to_fit();
    let pointers = |list: &[CString]| list.iter().map(|s| s.as_ptr()).chain([std::ptr::null()]).collect();
    let credentials = command.credentials.as_ref();
    let limit = |l: &crate::process::Limit| (l.resource, libc::rlimit { rlim_cur: l.value, rlim_max: l.value });
    let mut plan = Plan {
        path: path.as_ptr(),
        argv: pointers(&args),
        envp: pointers(&env),
        fds,
        first_free,
        uid: credentials.map_or(0, |c| c.uid),
        gid: credentials.map_or(0, |c| c.gid),
        groups: credentials.map(|c| c.groups.clone()),
        limits: command.limits.iter().map(limit).collect(),
        umask: command.umask,
        new_session: command.new_session,
        parent: command.die_with_parent.then(|| rustix::process::getpid().as_raw_pid()),
        errno: 0,
    };
    clone_and_exec(&mut plan)
}

/// Makes the child and waits until it has left our memory.
fn clone_and_exec(plan: &mut Plan) -> io::Result<Process> {
    let mut stack: Vec<u128> = Vec::with_capacity(STACK / size_of::<u128>());
    let mut pidfd: libc::c_int = -1;
    // SAFETY: both signal sets are plain C data, valid when zeroed, and only passed to libc's own functions.
    let (pid, error) = unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        let mut before: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut all);
        // No handler of ours may run in the child while it shares our memory.
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut before);
        // The stack grows down from the end of an allocation that outlives the child's use of it: CLONE_VFORK keeps
        // this thread, which owns it and `plan`, stopped until the child has called exec or _exit.
        let top = stack.as_mut_ptr().add(stack.capacity()).cast::<libc::c_void>();
        let flags = libc::CLONE_VM | libc::CLONE_VFORK | libc::CLONE_PIDFD | libc::SIGCHLD;
        let argument = std::ptr::from_mut(plan).cast::<libc::c_void>();
        let pid = libc::clone(child, top, flags, argument, &mut pidfd);
        let error = io::Error::last_os_error();
        libc::pthread_sigmask(libc::SIG_SETMASK, &before, std::ptr::null_mut());
        (pid, error)
    };
    if pid < 0 {
        return Err(error);
    }
    // SAFETY: clone succeeded, so it stored a fresh descriptor that nobody else owns.
    let process = Process::from_parts(pid, unsafe { OwnedFd::from_raw_fd(pidfd) });
    match plan.errno {
        0 => Ok(process),
        errno => {
            let _ = process.wait(std::time::Duration::from_secs(5));
            Err(io::Error::from_raw_os_error(errno))
        }
    }
}

extern "C" fn child(plan: *mut libc::c_void) -> libc::c_int {
    // SAFETY: `clone_and_exec` passes a live `Plan` and does not touch it until this child is gone or has become
    // another program, so this is the only reference.
    let plan = unsafe { &mut *plan.cast::<Plan>() };
    // SAFETY: we are the child of a clone, single-threaded, and leave by exec or _exit.
    unsafe {
        prepare(plan);
        if plan.errno == 0 {
            libc::execve(plan.path, plan.argv.as_ptr(), plan.envp.as_ptr());
            plan.errno = errno();
        }
        libc::_exit(127)
    }
}

/// # Safety
/// Only in the child of [`clone_and_exec`].
unsafe fn errno() -> i32 {
    // SAFETY: libc's errno location is valid for the calling thread; the child borrows its parent's.
    match unsafe { *libc::__errno_location() } {
        0 => libc::EIO,
        errno => errno,
    }
}

/// # Safety
/// Only in the child of [`clone_and_exec`]: it changes accounts, descriptors and limits of the calling process.
unsafe fn prepare(plan: &mut Plan) {
    macro_rules! step {
        ($call:expr) => {
            if i64::from($call) < 0 {
                plan.errno = errno();
                return;
            }
        };
    }
    // SAFETY: every pointer passed below comes from a live vector or local of the right type and length.
    unsafe {
        if plan.new_session {
            step!(libc::setsid());
        }
        libc::umask(plan.umask);
        step!(libc::chdir(c"/".as_ptr()));
        for (resource, limit) in &plan.limits {
            step!(libc::setrlimit(*resource, limit));
        }
        // All of our descriptors close at exec; then the chosen ones move out of each other's way and into place.
        step!(libc::syscall(libc::SYS_close_range, 3, u32::MAX, libc::CLOSE_RANGE_CLOEXEC));
        for (source, _) in &mut plan.fds {
            let moved = libc::fcntl(*source, libc::F_DUPFD_CLOEXEC, plan.first_free);
            step!(moved);
            *source = moved;
        }
        for (source, target) in &plan.fds {
            step!(libc::dup2(*source, *target));
        }
        if let Some(groups) = &plan.groups {
            step!(libc::syscall(libc::SYS_setgroups, groups.len(), groups.as_ptr()));
            step!(libc::syscall(libc::SYS_setresgid, plan.gid, plan.gid, plan.gid));
            step!(libc::syscall(libc::SYS_setresuid, plan.uid, plan.uid, plan.uid));
        }
        if let Some(parent) = plan.parent {
            // After the account change, which clears it; the check closes the gap in which the parent may have died.
            step!(libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL));
            if libc::getppid() != parent {
                libc::_exit(127);
            }
        }
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = libc::SIG_DFL;
        for signal in 1..=64 {
            // Fails for the few that cannot be changed, which is as good.
            libc::sigaction(signal, &action, std::ptr::null_mut());
        }
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut none);
        step!(libc::sigprocmask(libc::SIG_SETMASK, &none, std::ptr::null_mut()));
    }
}
