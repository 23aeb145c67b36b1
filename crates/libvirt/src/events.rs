//! Registering for events, and who is told of which.

use std::ffi::{c_char, c_int, c_uint, c_void};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ferrovirt::{Error, ErrorDomain, Event, EventObject, Registration, RemoteEvent, Result};

use crate::connect::VirConnect;
use crate::event_loop::FreeCallback;
use crate::frame::with;
use crate::generated::refusals;
use crate::object::Object;
use crate::objects::*;
use crate::prelude::missing;
use crate::text;

/// A function of the program; its real type follows from the event it is registered for.
pub type Function = Option<unsafe extern "C-unwind" fn()>;

/// Most registrations of one connection.
const MAX_CALLBACKS: usize = 4096;

/// What the daemon is asked to tell: of which event, and of which object alone.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    kind: Kind,
    event: String,
    only: Option<String>,
}

/// How the daemon knows a registration. It is asked once for the same thing, however often the program registers.
enum Known {
    Object(Registration),
    Monitor(i32),
}

/// A registration of the program.
pub struct Callback {
    id: c_int,
    known: Arc<Known>,
    wanted: Wanted,
    function: unsafe extern "C-unwind" fn(),
    opaque: *mut c_void,
    free: FreeCallback,
    /// It has no id: it is known by its function.
    legacy: bool,
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Domains.
    Domain,
    /// Networks.
    Network,
    /// Storage pools.
    StoragePool,
    /// Node devices.
    NodeDevice,
    /// Secrets.
    Secret,
    /// QEMU's own events.
    Monitor,
}

// SAFETY: the program hands it over with its registration, to whatever thread turns the loop.
unsafe impl Send for Callback {}
// SAFETY: as above; nothing in it changes.
unsafe impl Sync for Callback {}

impl Callback {
    /// The program's function and what it wants to be given.
    pub(crate) fn parts(&self) -> (unsafe extern "C-unwind" fn(), *mut c_void) {
        (self.function, self.opaque)
    }
}

impl Drop for Callback {
    fn drop(&mut self) {
        if let Some(free) = self.free {
            // SAFETY: the program gave both for this, and it happens once, when nobody calls the function any more.
            unsafe { free(self.opaque) };
        }
    }
}

/// The registrations of a connection.
#[derive(Default)]
pub struct Callbacks {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    list: Vec<Arc<Callback>>,
    next: c_int,
}

impl Callbacks {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a registration out.
    fn take(&self, wanted: impl Fn(&Callback) -> bool) -> Option<Arc<Callback>> {
        let mut state = self.lock();
        let at = state.list.iter().position(|callback| wanted(callback))?;
        Some(state.list.remove(at))
    }
}

/// A registration that is asked for.
struct Asked {
    wanted: Wanted,
    function: unsafe extern "C-unwind" fn(),
    opaque: *mut c_void,
    free: FreeCallback,
    legacy: bool,
}

impl VirConnect {
    fn register(&self, asked: &Asked, tell: impl FnOnce() -> Result<Known>) -> Result<c_int> {
        self.watch.start(self)?;
        // Locked while the daemon is told: an event that comes at once waits until its registration is known.
        let mut state = self.callbacks.lock();
        if state.list.len() >= MAX_CALLBACKS {
            return Err(Error::resource_busy(format!("a connection may have {MAX_CALLBACKS} event registrations")));
        }
        let Asked { ref wanted, function, opaque, free, legacy } = *asked;
        let is_it =
            |c: &Arc<Callback>| c.legacy == legacy && c.wanted == *wanted && std::ptr::fn_addr_eq(c.function, function);
        if state.list.iter().any(is_it) {
            return Err(Error::invalid_arg("event callback already tracked").in_domain(ErrorDomain::NONE));
        }
        let known = match state.list.iter().find(|callback| callback.wanted == *wanted) {
            Some(callback) => callback.known.clone(),
            None => Arc::new(tell()?),
        };
        let id = state.next;
        state.next = state.next.checked_add(1).ok_or_else(|| Error::overflow("no event callback ids are left"))?;
        state.list.push(Arc::new(Callback { id, known, wanted: wanted.clone(), function, opaque, free, legacy }));
        drop(state);
        self.hold();
        Ok(id)
    }

    /// # Safety
    /// The pointer is a good one, and the caller has a reference of its own.
    unsafe fn deregister(conn: *mut VirConnect, found: Option<Arc<Callback>>, what: &str) -> Result<c_int> {
        // SAFETY: as the caller promises.
        let handle = unsafe { &*conn };
        let unknown = || Error::invalid_arg(format!("no event callback {what} is registered"));
        let found = found.ok_or_else(|| unknown().in_domain(ErrorDomain::NONE))?;
        let state = handle.callbacks.lock();
        let shared = state.list.iter().any(|callback| Arc::ptr_eq(&callback.known, &found.known));
        let ended = match &*found.known {
            _ if shared => Ok(()),
            Known::Object(registration) => handle.inside().deregister_event(registration),
            Known::Monitor(callback) => handle.inside().deregister_monitor_event(*callback),
        };
        drop(state);
        drop(found);
        // SAFETY: the reference that the registration had.
        unsafe { VirConnect::release(conn) };
        ended.map(|()| 0)
    }

    /// Tells those of an event who asked for it.
    pub(crate) fn deliver(&self, event: &RemoteEvent) {
        let Some(kind) = kind_of(&event.event) else { return };
        let wanting: Vec<Arc<Callback>> = {
            let state = self.callbacks.lock();
            let is_for = |callback: &&Arc<Callback>| {
                callback.wanted.kind == kind
                    && event.callback.is_some_and(|id| match &*callback.known {
                        Known::Object(registration) => registration.callback == id,
                        Known::Monitor(monitor) => *monitor == id,
                    })
            };
            state.list.iter().filter(is_for).cloned().collect()
        };
        for callback in wanting {
            crate::event_calls::call(self, &callback, &event.event);
        }
    }
}

fn kind_of(event: &Event) -> Option<Kind> {
    if matches!(event, Event::DomainMonitorEvent(_)) {
        return Some(Kind::Monitor);
    }
    match event.wire().object {
        "domain" => Some(Kind::Domain),
        "network" => Some(Kind::Network),
        "storage_pool" => Some(Kind::StoragePool),
        "node_device" => Some(Kind::NodeDevice),
        "secret" => Some(Kind::Secret),
        _ => None,
    }
}

/// The object that a registration is for alone, if any; it has to be one of the connection.
///
/// # Safety
/// `object` is NULL or a handle.
unsafe fn only_of<K: crate::object::Kind>(
    conn: &VirConnect,
    object: *mut Object<K>,
    name: &str,
    function: &str,
) -> Result<Option<K::Reference>> {
    if object.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller promises.
    let object = unsafe { Object::get(object, function) }?;
    object.belongs_to(conn, name, function)?;
    Ok(Some(object.reference().clone()))
}

macro_rules! registrations {
    ($($handle:ident $kind:ident $name:literal $register:ident $deregister:ident;)*) => { $(
        /// Registers for events of an id, of one object or all; the registration's number.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $register(
            conn: *mut VirConnect,
            object: *mut $handle,
            eventID: c_int,
            cb: Function,
            opaque: *mut c_void,
            freecb: FreeCallback,
        ) -> c_int {
            with!(VirConnect, conn, stringify!($register), |conn| {
                let only = only_of(conn, object, $name, stringify!($register))?;
                let function = cb.ok_or_else(|| missing("cb", stringify!($register)))?;
                refusals::$register(eventID)?;
                let wanted = Wanted {
                    kind: Kind::$kind,
                    event: eventID.to_string(),
                    only: only.as_ref().map(|only| format!("{only:?}")),
                };
                let asked = Asked { wanted, function, opaque, free: freecb, legacy: false };
                conn.register(&asked, || {
                    conn.inside().register_event(EventObject::$kind(only), eventID).map(Known::Object)
                })
            })
        }

        /// Ends a registration.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $deregister(conn: *mut VirConnect, callbackID: c_int) -> c_int {
            with!(VirConnect, conn, stringify!($deregister), |handle| {
                refusals::$deregister(callbackID)?;
                let found = handle.callbacks.take(|c| c.id == callbackID && c.wanted.kind == Kind::$kind && !c.legacy);
                VirConnect::deregister(conn, found, &callbackID.to_string())
            })
        }
    )* };
}

registrations! {
    VirDomain Domain "dom" virConnectDomainEventRegisterAny virConnectDomainEventDeregisterAny;
    VirNetwork Network "net" virConnectNetworkEventRegisterAny virConnectNetworkEventDeregisterAny;
    VirStoragePool StoragePool "pool" virConnectStoragePoolEventRegisterAny virConnectStoragePoolEventDeregisterAny;
    VirNodeDevice NodeDevice "dev" virConnectNodeDeviceEventRegisterAny virConnectNodeDeviceEventDeregisterAny;
    VirSecret Secret "secret" virConnectSecretEventRegisterAny virConnectSecretEventDeregisterAny;
}

/// Registers for the life of domains, without a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventRegister(
    conn: *mut VirConnect,
    cb: Function,
    opaque: *mut c_void,
    freecb: FreeCallback,
) -> c_int {
    const NAME: &str = "virConnectDomainEventRegister";
    with!(VirConnect, conn, NAME, |conn| {
        let function = cb.ok_or_else(|| missing("cb", NAME))?;
        let wanted = Wanted { kind: Kind::Domain, event: "0".to_owned(), only: None };
        let asked = Asked { wanted, function, opaque, free: freecb, legacy: true };
        let known = || conn.inside().register_event(EventObject::Domain(None), 0).map(Known::Object);
        conn.register(&asked, known).map(|_| 0)
    })
}

/// Ends a registration without a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventDeregister(conn: *mut VirConnect, cb: Function) -> c_int {
    const NAME: &str = "virConnectDomainEventDeregister";
    with!(VirConnect, conn, NAME, |handle| {
        let function = cb.ok_or_else(|| missing("cb", NAME))?;
        let found = handle.callbacks.take(|c| c.legacy && std::ptr::fn_addr_eq(c.function, function));
        VirConnect::deregister(conn, found, "of this function")
    })
}

/// Registers for QEMU's own events; the registration's number.
#[unsafe(export_name = "ferrovirt_virConnectDomainQemuMonitorEventRegister")]
pub unsafe extern "C" fn virConnectDomainQemuMonitorEventRegister(
    conn: *mut VirConnect,
    dom: *mut VirDomain,
    event: *const c_char,
    cb: Function,
    opaque: *mut c_void,
    freecb: FreeCallback,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virConnectDomainQemuMonitorEventRegister";
    with!(VirConnect, conn, NAME, |conn| {
        let only = only_of(conn, dom, "dom", NAME)?;
        let function = cb.ok_or_else(|| missing("cb", NAME))?;
        refusals::virConnectDomainQemuMonitorEventRegister(conn)?;
        let event = text::optional(event, "event", NAME)?.map(str::to_owned);
        let wanted = Wanted {
            kind: Kind::Monitor,
            // How names are compared does not matter where all are meant.
            event: event.as_ref().map_or_else(String::new, |event| format!("{event} {flags}")),
            only: only.as_ref().map(|only| format!("{only:?}")),
        };
        let asked = Asked { wanted, function, opaque, free: freecb, legacy: false };
        conn.register(&asked, || conn.inside().register_monitor_event(only, event, flags).map(Known::Monitor))
    })
}

/// Ends a registration for QEMU's own events.
#[unsafe(export_name = "ferrovirt_virConnectDomainQemuMonitorEventDeregister")]
pub unsafe extern "C" fn virConnectDomainQemuMonitorEventDeregister(conn: *mut VirConnect, callbackID: c_int) -> c_int {
    with!(VirConnect, conn, "virConnectDomainQemuMonitorEventDeregister", |handle| {
        refusals::virConnectDomainQemuMonitorEventDeregister(handle, callbackID)?;
        let found = handle.callbacks.take(|c| c.id == callbackID && c.wanted.kind == Kind::Monitor);
        VirConnect::deregister(conn, found, &callbackID.to_string())
    })
}
