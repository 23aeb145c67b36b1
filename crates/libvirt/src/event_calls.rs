//! An event as the arguments of the program's function.

use std::ffi::{CString, c_char, c_int, c_longlong, c_uint, c_ulonglong, c_void};
use std::ptr::{null, null_mut};

use ferrovirt::events::DomainEventGraphics;
use ferrovirt::{DomainRef, Event, TypedParam};

use crate::connect::VirConnect;
use crate::events::Callback;
use crate::object::{Kind, Object};
use crate::objects::*;
use crate::params::{self, VirTypedParameter};
use crate::typed_params::virTypedParamsFree;

type Text = *const c_char;
type Parameters = *mut VirTypedParameter;

/// `virDomainEventGraphicsAddress`
#[repr(C)]
struct GraphicsAddress {
    family: c_int,
    node: *const c_char,
    service: *const c_char,
}

/// `virDomainEventGraphicsSubjectIdentity`
#[repr(C)]
struct GraphicsIdentity {
    kind: *const c_char,
    name: *const c_char,
}

/// `virDomainEventGraphicsSubject`
#[repr(C)]
struct GraphicsSubject {
    count: c_int,
    identities: *const GraphicsIdentity,
}

fn owned(text: &str) -> CString {
    CString::new(text).unwrap_or_default()
}

/// A text for as long as the call lasts.
struct Lent(Option<CString>);

impl Lent {
    fn new(text: &str) -> Lent {
        Lent(Some(owned(text)))
    }

    fn maybe(text: Option<&str>) -> Lent {
        Lent(text.map(owned))
    }

    fn pointer(&self) -> Text {
        self.0.as_ref().map_or(null(), |text| text.as_ptr())
    }
}

/// The program's function with what precedes and follows the arguments of every event.
struct Told<'a> {
    conn: &'a VirConnect,
    function: unsafe extern "C-unwind" fn(),
    opaque: *mut c_void,
}

/// Calls the function with the object's handle and more arguments.
macro_rules! tell {
    ($told:expr, $handle:ident, $reference:expr $(, $ty:ty = $value:expr)*) => {{
        type Function = unsafe extern "C-unwind" fn(*mut VirConnect, *mut $handle $(, $ty)*, *mut c_void);
        let told = $told;
        let object = $handle::new(told.conn, $reference.clone());
        // SAFETY: the program registered a function of this type for the event; the arguments outlive the call.
        unsafe {
            let function = std::mem::transmute::<unsafe extern "C-unwind" fn(), Function>(told.function);
            function(std::ptr::from_ref(told.conn).cast_mut(), object $(, $value)*, told.opaque);
        }
        done(object);
    }};
}

/// Gives up the handle that was made for the call.
fn done<K: Kind>(object: *mut Object<K>) {
    // SAFETY: the reference is ours; a program that wants to keep the object has taken one of its own.
    let _ = unsafe { Object::release(object, "") };
}

/// Calls the program's function for an event.
pub(crate) fn call(conn: &VirConnect, callback: &Callback, event: &Event) {
    let (function, opaque) = callback.parts();
    let told = &Told { conn, function, opaque };
    match event {
        Event::NetworkEventLifecycle(e) => tell!(told, VirNetwork, e.net, c_int = e.event, c_int = e.detail),
        Event::NetworkEventMetadataChange(e) => {
            let uri = Lent::maybe(e.nsuri.as_deref());
            tell!(told, VirNetwork, e.net, c_int = e.type_, Text = uri.pointer());
        }
        Event::StoragePoolEventLifecycle(e) => {
            tell!(told, VirStoragePool, e.pool, c_int = e.event, c_int = e.detail);
        }
        Event::StoragePoolEventRefresh(e) => tell!(told, VirStoragePool, e.pool),
        Event::NodeDeviceEventLifecycle(e) => tell!(told, VirNodeDevice, e.dev, c_int = e.event, c_int = e.detail),
        Event::NodeDeviceEventUpdate(e) => tell!(told, VirNodeDevice, e.dev),
        Event::SecretEventLifecycle(e) => tell!(told, VirSecret, e.secret, c_int = e.event, c_int = e.detail),
        Event::SecretEventValueChanged(e) => tell!(told, VirSecret, e.secret),
        Event::DomainMonitorEvent(e) => {
            let (name, details) = (Lent::new(&e.event), Lent::maybe(e.details.as_deref()));
            tell!(
                told,
                VirDomain,
                e.dom,
                Text = name.pointer(),
                c_longlong = e.seconds,
                c_uint = e.micros,
                Text = details.pointer()
            );
        }
        _ => guest(told, event),
    }
}

/// What happens to a guest as a whole.
fn guest(told: &Told<'_>, event: &Event) {
    match event {
        Event::DomainEventLifecycle(e) => tell!(told, VirDomain, e.dom, c_int = e.event, c_int = e.detail),
        Event::DomainEventReboot(e) => tell!(told, VirDomain, e.dom),
        Event::DomainEventControlError(e) => tell!(told, VirDomain, e.dom),
        Event::DomainEventRtcChange(e) => tell!(told, VirDomain, e.dom, c_longlong = e.offset),
        Event::DomainEventWatchdog(e) => tell!(told, VirDomain, e.dom, c_int = e.action),
        Event::DomainEventPmwakeup(e) => tell!(told, VirDomain, e.dom, c_int = e.reason),
        Event::DomainEventPmsuspend(e) => tell!(told, VirDomain, e.dom, c_int = e.reason),
        Event::DomainEventPmsuspendDisk(e) => tell!(told, VirDomain, e.dom, c_int = e.reason),
        Event::DomainEventBalloonChange(e) => tell!(told, VirDomain, e.dom, c_ulonglong = e.actual),
        Event::DomainEventAgentLifecycle(e) => tell!(told, VirDomain, e.dom, c_int = e.state, c_int = e.reason),
        Event::DomainEventMigrationIteration(e) => tell!(told, VirDomain, e.dom, c_int = e.iteration),
        Event::DomainEventTunable(e) => with_params(told, &e.dom, &e.params),
        Event::DomainEventJobCompleted(e) => with_params(told, &e.dom, &e.params),
        Event::DomainEventMetadataChange(e) => {
            let uri = Lent::maybe(e.nsuri.as_deref());
            tell!(told, VirDomain, e.dom, c_int = e.type_, Text = uri.pointer());
        }
        Event::DomainEventMemoryFailure(e) => {
            tell!(told, VirDomain, e.dom, c_int = e.recipient, c_int = e.action, c_uint = e.flags);
        }
        Event::DomainEventGraphics(e) => graphics(told, e),
        _ => device(told, event),
    }
}

/// What happens to a device of a guest.
fn device(told: &Told<'_>, event: &Event) {
    match event {
        Event::DomainEventIoError(e) => {
            let (path, alias) = (Lent::new(&e.src_path), Lent::new(&e.dev_alias));
            tell!(told, VirDomain, e.dom, Text = path.pointer(), Text = alias.pointer(), c_int = e.action);
        }
        Event::DomainEventIoErrorReason(e) => {
            let (path, alias, reason) = (Lent::new(&e.src_path), Lent::new(&e.dev_alias), Lent::new(&e.reason));
            tell!(
                told,
                VirDomain,
                e.dom,
                Text = path.pointer(),
                Text = alias.pointer(),
                c_int = e.action,
                Text = reason.pointer()
            );
        }
        Event::DomainEventBlockJob(e) => block_job(told, &e.dom, &e.path, e.type_, e.status),
        Event::DomainEventBlockJob2(e) => block_job(told, &e.dom, &e.dst, e.type_, e.status),
        Event::DomainEventDiskChange(e) => {
            let (old, new) = (Lent::maybe(e.old_src_path.as_deref()), Lent::maybe(e.new_src_path.as_deref()));
            let alias = Lent::new(&e.dev_alias);
            tell!(
                told,
                VirDomain,
                e.dom,
                Text = old.pointer(),
                Text = new.pointer(),
                Text = alias.pointer(),
                c_int = e.reason
            );
        }
        Event::DomainEventTrayChange(e) => {
            let alias = Lent::new(&e.dev_alias);
            tell!(told, VirDomain, e.dom, Text = alias.pointer(), c_int = e.reason);
        }
        Event::DomainEventDeviceRemoved(e) => alias(told, &e.dom, &e.dev_alias),
        Event::DomainEventDeviceAdded(e) => alias(told, &e.dom, &e.dev_alias),
        Event::DomainEventDeviceRemovalFailed(e) => alias(told, &e.dom, &e.dev_alias),
        Event::DomainEventBlockThreshold(e) => {
            let (dev, path) = (Lent::new(&e.dev), Lent::maybe(e.path.as_deref()));
            tell!(
                told,
                VirDomain,
                e.dom,
                Text = dev.pointer(),
                Text = path.pointer(),
                c_ulonglong = e.threshold,
                c_ulonglong = e.excess
            );
        }
        Event::DomainEventMemoryDeviceSizeChange(e) => {
            let alias = Lent::new(&e.alias);
            tell!(told, VirDomain, e.dom, Text = alias.pointer(), c_ulonglong = e.size);
        }
        Event::DomainEventNicMacChange(e) => {
            let (alias, old, new) = (Lent::new(&e.alias), Lent::new(&e.old_mac), Lent::new(&e.new_mac));
            tell!(told, VirDomain, e.dom, Text = alias.pointer(), Text = old.pointer(), Text = new.pointer());
        }
        _ => (),
    }
}

fn alias(told: &Told<'_>, dom: &DomainRef, alias: &str) {
    let alias = Lent::new(alias);
    tell!(told, VirDomain, dom, Text = alias.pointer());
}

fn block_job(told: &Told<'_>, dom: &DomainRef, disk: &str, kind: i32, status: i32) {
    let disk = Lent::new(disk);
    tell!(told, VirDomain, dom, Text = disk.pointer(), c_int = kind, c_int = status);
}

fn with_params(told: &Told<'_>, dom: &DomainRef, given: &[TypedParam]) {
    let (mut list, mut count): (Parameters, c_int) = (null_mut(), 0);
    // SAFETY: both places are ours, and the list is freed after the call.
    unsafe { params::give(given, &raw mut list, &raw mut count) };
    tell!(told, VirDomain, dom, Parameters = list, c_int = count);
    // SAFETY: the list is ours.
    unsafe { virTypedParamsFree(list, count) };
}

fn graphics(told: &Told<'_>, e: &DomainEventGraphics) {
    let texts = [&e.local.node, &e.local.service, &e.remote.node, &e.remote.service, &e.auth_scheme].map(|t| owned(t));
    let names: Vec<(CString, CString)> = e.subject.iter().map(|i| (owned(&i.type_), owned(&i.name))).collect();
    let identities: Vec<GraphicsIdentity> =
        names.iter().map(|(kind, name)| GraphicsIdentity { kind: kind.as_ptr(), name: name.as_ptr() }).collect();
    let [node, service, remote_node, remote_service, scheme] = texts.each_ref().map(|text| text.as_ptr());
    let local = GraphicsAddress { family: e.local.family, node, service };
    let remote = GraphicsAddress { family: e.remote.family, node: remote_node, service: remote_service };
    let subject =
        GraphicsSubject { count: c_int::try_from(identities.len()).unwrap_or(0), identities: identities.as_ptr() };
    tell!(
        told,
        VirDomain,
        e.dom,
        c_int = e.phase,
        *const GraphicsAddress = &raw const local,
        *const GraphicsAddress = &raw const remote,
        Text = scheme,
        *const GraphicsSubject = &raw const subject
    );
}
