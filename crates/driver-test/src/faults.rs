//! Faults on demand: calls that fail with a chosen error, take a chosen time, or hang.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use virt::gate::is_gated;
use virt::{Error, ErrorCode, ErrorDomain, Result};

/// Stands for every call.
pub(crate) const ALL_CALLS: &str = "*";
/// The call that adds and removes faults is never met by one that stands for every call.
const CONTROL: &str = "virDomainQemuMonitorCommand";
/// The call that opens a connection, by whichever function; it is not met by faults for every call.
pub(crate) const OPEN: &str = "virConnectOpen";
/// The step that sends a guest.
const MIGRATION: [&str; 2] = ["REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3", "REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3_PARAMS"];
/// Functions that come to drivers under other names.
const OTHER_NAMES: [(&str, &[&str]); 8] = [
    ("virConnectGetURI", &["REMOTE_PROC_CONNECT_GET_URI"]),
    ("virDomainCreateLinux", &["virDomainCreateXML"]),
    ("virDomainMigrate", &MIGRATION),
    ("virDomainMigrate2", &MIGRATION),
    ("virDomainMigrate3", &MIGRATION),
    ("virDomainMigrateToURI", &MIGRATION),
    ("virDomainMigrateToURI2", &MIGRATION),
    ("virDomainMigrateToURI3", &MIGRATION),
];

/// The calls that come to drivers when a program calls a function.
fn calls_of(function: &str) -> Vec<&str> {
    if let Some((_, calls)) = OTHER_NAMES.iter().find(|(name, _)| *name == function) {
        return calls.to_vec();
    }
    // What is looked up by the text of a UUID is looked up by the UUID.
    vec![function.strip_suffix("String").filter(|name| name.ends_with("ByUUID")).unwrap_or(function)]
}

/// The most faults of a node.
const MAX_FAULTS: usize = 1000;
/// The longest time that a call may be told to take; a call that hangs gives up then too.
pub(crate) const MAX_DELAY: Duration = Duration::from_secs(3600);

/// What is to happen to a call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    /// The function of the C interface, such as `virDomainSuspend`, or `*`.
    pub(crate) call: String,
    /// How many of these calls pass before.
    pub(crate) after: u32,
    /// How many are met; 0 stands for all.
    pub(crate) count: u32,
    /// How long they take.
    pub(crate) delay: Duration,
    /// Whether they hang until the connection is closed or the fault is removed.
    pub(crate) hang: bool,
    /// The number of the error with which they fail, if they fail.
    pub(crate) error: Option<i32>,
    /// The error's words.
    pub(crate) message: String,
}

impl Fault {
    /// What may be said of one.
    pub(crate) const PARTS: [&str; 7] = ["call", "after", "count", "delay", "hang", "error", "message"];
}

struct Entry {
    number: u64,
    fault: Fault,
    /// No further call is met; those that hang do so until it is removed.
    spent: bool,
}

/// The faults of a node.
#[derive(Default)]
pub(crate) struct Faults {
    all: Mutex<Vec<Entry>>,
    next: std::sync::atomic::AtomicU64,
    /// Whether there is any; what every call looks at.
    any: AtomicBool,
    changed: Condvar,
}

impl Faults {
    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds one.
    pub(crate) fn add(&self, fault: Fault) -> Result<()> {
        if fault.call.is_empty() {
            return Err(Error::invalid_arg("a fault names the call that it is for"));
        }
        let is_known = |call: &str| is_gated(call) || [ALL_CALLS, OPEN].contains(&call);
        if !calls_of(&fault.call).into_iter().all(is_known) {
            let remedy = "functions that only look at a handle never fail; '*' means every call";
            return Err(Error::invalid_arg(format!("no call '{}' comes to a driver", fault.call)).remedy(remedy));
        }
        if fault.delay > MAX_DELAY {
            return Err(Error::invalid_arg(format!("a call takes {} s at most", MAX_DELAY.as_secs())));
        }
        if let Some(error) = fault.error.filter(|error| *error <= 0) {
            return Err(Error::invalid_arg(format!("{error} is no error's number"))
                .remedy("virErrorNumber lists them, 1 and up"));
        }
        if fault.error.is_none() && !fault.hang && fault.delay == Duration::ZERO {
            return Err(Error::invalid_arg("a fault has an error, a delay, or hangs"));
        }
        let mut all = self.lock();
        if all.len() >= MAX_FAULTS {
            return Err(Error::operation_failed(format!("a node has {MAX_FAULTS} faults at most")));
        }
        all.push(Entry { number: self.next.fetch_add(1, Ordering::Relaxed), fault, spent: false });
        self.any.store(true, Ordering::Release);
        Ok(())
    }

    /// All there are.
    pub(crate) fn list(&self) -> Vec<Fault> {
        self.lock().iter().filter(|entry| !entry.spent).map(|entry| entry.fault.clone()).collect()
    }

    /// Removes those for a call, or all; says how many.
    pub(crate) fn clear(&self, call: Option<&str>) -> usize {
        let mut all = self.lock();
        let before = all.len();
        all.retain(|entry| call.is_some_and(|call| call != entry.fault.call));
        self.any.store(!all.is_empty(), Ordering::Release);
        let removed = before - all.len();
        drop(all);
        self.wake();
        removed
    }

    /// Whether calls may wait.
    pub(crate) fn may_wait(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    /// Lets all who wait look around.
    pub(crate) fn wake(&self) {
        // Whoever is about to wait holds the lock.
        drop(self.lock());
        self.changed.notify_all();
    }

    /// The fault that a call meets.
    fn take(&self, call: &str) -> Option<(u64, Fault)> {
        let mut all = self.lock();
        let applies = |fault: &Fault| match fault.call.as_str() {
            ALL_CALLS => ![CONTROL, OPEN].contains(&call),
            function => calls_of(function).contains(&call),
        };
        let mut met = None;
        for entry in all.iter_mut().filter(|entry| !entry.spent && applies(&entry.fault)) {
            if entry.fault.after > 0 {
                entry.fault.after -= 1;
                continue;
            }
            entry.spent = entry.fault.count == 1;
            entry.fault.count = entry.fault.count.saturating_sub(1);
            met = Some((entry.number, entry.fault.clone()));
            break;
        }
        all.retain(|entry| !entry.spent || entry.fault.hang);
        self.any.store(!all.is_empty(), Ordering::Release);
        met
    }

    /// Does to a call what was asked for.
    pub(crate) fn meet(&self, call: &str, gone: &AtomicBool) -> Result<()> {
        if !self.may_wait() {
            return Ok(());
        }
        let Some((number, fault)) = self.take(call) else { return Ok(()) };
        let time = if fault.hang { MAX_DELAY } else { fault.delay };
        let end = Instant::now() + time;
        let mut all = self.lock();
        while !gone.load(Ordering::Acquire) {
            let left = end.saturating_duration_since(Instant::now());
            let removed = fault.hang && !all.iter().any(|entry| entry.number == number);
            if left == Duration::ZERO || removed {
                break;
            }
            all = self.changed.wait_timeout(all, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(all);
        match fault.error {
            Some(code) => Err(Error::new(ErrorCode(code), fault.message).with_domain(ErrorDomain::TEST)),
            None if fault.hang => {
                Err(Error::aborted(format!("{call} hung, as a fault of this node asked for"))
                    .in_domain(ErrorDomain::TEST))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(call: &str) -> Fault {
        let (delay, message) = (Duration::ZERO, "no".to_owned());
        Fault { call: call.to_owned(), after: 0, count: 0, delay, hang: false, error: Some(55), message }
    }

    #[test]
    fn faults_are_met_by_the_calls_that_they_are_for_as_often_as_they_say() {
        let (faults, gone) = (Faults::default(), AtomicBool::new(false));
        assert!(faults.meet("virDomainSuspend", &gone).is_ok());
        faults.add(Fault { after: 1, count: 2, ..fault("virDomainSuspend") }).unwrap();
        let met: Vec<bool> = (0..5).map(|_| faults.meet("virDomainSuspend", &gone).is_err()).collect();
        assert_eq!(met, [false, true, true, false, false]);
        assert!(!faults.may_wait());
        faults.add(fault(ALL_CALLS)).unwrap();
        let error = faults.meet("virDomainResume", &gone).unwrap_err();
        assert_eq!((error.code().0, error.message()), (55, "no"));
        assert!(faults.meet(CONTROL, &gone).is_ok());
        assert_eq!((faults.clear(Some("x")), faults.clear(None)), (0, 1));
        assert!(faults.add(Fault { error: None, ..fault("virDomainSuspend") }).is_err());
    }

    #[test]
    fn functions_are_met_by_whatever_name_they_have_for_drivers() {
        let (faults, gone) = (Faults::default(), AtomicBool::new(false));
        for (function, call) in [
            ("virDomainMigrate", "REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3_PARAMS"),
            ("virDomainMigrateToURI3", "REMOTE_PROC_DOMAIN_MIGRATE_PERFORM3"),
            ("virNetworkLookupByUUIDString", "virNetworkLookupByUUID"),
            ("virDomainCreateLinux", "virDomainCreateXML"),
            (OPEN, OPEN),
        ] {
            faults.add(fault(function)).unwrap();
            assert!(faults.meet(call, &gone).is_err(), "{function}");
            faults.clear(Some(function));
            assert!(!faults.may_wait());
        }
        assert!(faults.add(fault("virDomainGetName")).is_err() && faults.add(fault("virString")).is_err());
        faults.add(fault(ALL_CALLS)).unwrap();
        assert!(faults.meet(OPEN, &gone).is_ok());
    }

    #[test]
    fn a_call_that_hangs_ends_with_its_connection_or_with_its_fault() {
        let (faults, gone) = (Faults::default(), AtomicBool::new(false));
        for by_closing in [true, false] {
            faults.add(Fault { error: None, hang: true, count: 1, ..fault("virDomainSuspend") }).unwrap();
            std::thread::scope(|scope| {
                let call = scope.spawn(|| faults.meet("virDomainSuspend", &gone));
                // A fault for one call is listed until a call has met it.
                while !faults.list().is_empty() {
                    std::thread::yield_now();
                }
                std::thread::sleep(Duration::from_millis(5));
                assert!(!call.is_finished());
                match by_closing {
                    true => {
                        gone.store(true, Ordering::Release);
                        faults.wake();
                    }
                    false => drop(faults.clear(None)),
                }
                assert_eq!(call.join().unwrap().unwrap_err().code(), ErrorCode::OPERATION_ABORTED);
            });
            faults.clear(None);
            gone.store(false, Ordering::Release);
        }
    }
}
