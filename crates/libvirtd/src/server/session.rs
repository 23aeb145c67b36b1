//! The calls that the session answers itself: who are you, open, close, what can you do, tell me about.

use std::time::{Duration, Instant};

use rpc::generated::session as calls;
use rpc::server::Call;
use rpc::wire::Program;
use virt::registration::Only;
use virt::{Error, ErrorDomain, Result, Uri};
use xdr::Decoder;

use super::Server;
use super::client::{Client, Door, Fate, Keepalive};

/// No proof beyond the socket's own credentials is wanted.
const AUTH_NONE: i32 = 0;
/// An answer to "who may I be" that says: ask polkit.
const AUTH_POLKIT: i32 = 2;
/// The open flag for reading only.
const CONNECT_RO: u32 = 1;
/// Every open flag there is, and the one (4) by which libvirt's client says that it may start a daemon for this user.
const CONNECT_FLAGS: u32 = 7;

/// `VIR_DRV_FEATURE_*` that this transport has, whatever the driver.
const TRANSPORT_FEATURES: [i32; 6] = [8, 9, 10, 14, 15, 16];
/// The feature of answering pings.
const FEATURE_KEEPALIVE: i32 = 10;

fn decode<T: xdr::Xdr>(call: &mut Call<'_>) -> Result<T> {
    let read: fn(&mut Decoder<'_>) -> xdr::Result<T> = |d| d.get();
    read(&mut call.input).map_err(|e| Error::rpc("Unable to decode message payload").because(e.to_string()))
}

/// Answers a call; runs on the thread that owns the sockets, so nothing here waits.
pub(crate) fn answer(server: &mut Server, client: &mut Client, call: &mut Call<'_>) -> Result<()> {
    if call.procedure.program == Program::Qemu {
        return monitor_events(client, call);
    }
    if call.procedure.program == Program::Admin {
        return admin(client, call);
    }
    match call.procedure.number {
        calls::REMOTE_PROC_AUTH_LIST => {
            let kind = if client.peer.admitted { AUTH_NONE } else { AUTH_POLKIT };
            call.output.put(&calls::ConnectAuthListReply { types: vec![kind] });
        }
        calls::REMOTE_PROC_AUTH_POLKIT => admit(client, call)?,
        calls::REMOTE_PROC_CONNECT_OPEN => open(server, client, call)?,
        calls::REMOTE_PROC_CONNECT_CLOSE => client.fate = Fate::LeavesWhenSent,
        calls::REMOTE_PROC_CONNECT_SUPPORTS_FEATURE => supports(server, client, call)?,
        calls::REMOTE_PROC_CONNECT_SET_IDENTITY => {
            let args: calls::ConnectSetIdentityArgs = decode(call)?;
            set_identity(client, &args)?;
        }
        calls::REMOTE_PROC_CONNECT_REGISTER_CLOSE_CALLBACK | calls::REMOTE_PROC_CONNECT_UNREGISTER_CLOSE_CALLBACK => {
            opened(client)?;
        }
        _ => events(client, call)?,
    }
    Ok(())
}

/// Access of accounts other than root and the configured group goes through polkit; without it they stay outside.
fn admit(client: &Client, call: &mut Call<'_>) -> Result<()> {
    match client.peer.admitted {
        true => call.output.put(&calls::ConnectAuthPolkitReply { complete: 1 }),
        false => {
            let message = format!("account {} may not use this socket", client.peer.uid);
            return Err(Error::auth_failed(message)
                .remedy("use an account of the group in unix_sock_group")
                .in_domain(ErrorDomain::POLKIT));
        }
    }
    Ok(())
}

fn opened(client: &Client) -> Result<&virt::Connection> {
    client.connection.as_ref().ok_or_else(|| Error::internal("connection not open"))
}

fn open(server: &mut Server, client: &mut Client, call: &mut Call<'_>) -> Result<()> {
    if client.connection.is_some() {
        return Err(Error::internal("connection already open"));
    }
    let args: calls::ConnectOpenArgs = decode(call)?;
    if args.flags & !CONNECT_FLAGS != 0 {
        return Err(Error::invalid_arg(format!(
            "unsupported flags (0x{:x}) in function virConnectOpen",
            args.flags & !CONNECT_FLAGS
        )));
    }
    let text = args.name.unwrap_or_default();
    let uri = if text.is_empty() { Uri::default() } else { Uri::parse(&text)? };
    let readonly = client.door == Door::ReadOnly || args.flags & CONNECT_RO != 0;
    let hypervisor = server.hypervisors.iter().find(|h| h.accepts(&uri)).cloned();
    let hypervisor = hypervisor.ok_or_else(|| Error::new(virt::ErrorCode::NO_CONNECT, text.clone()))?;
    let connection = hypervisor.open(&uri, readonly)?;
    client.bus = server.bus(&connection.events);
    client.readonly = readonly;
    client.connection = Some(connection);
    Ok(())
}

fn supports(server: &Server, client: &mut Client, call: &mut Call<'_>) -> Result<()> {
    let args: calls::ConnectSupportsFeatureArgs = decode(call)?;
    // Asked before the connection is open, only the transport's own features count.
    let driver = client.connection.as_ref().is_some_and(|c| c.features.contains(&args.feature));
    let supported = driver || TRANSPORT_FEATURES.contains(&args.feature);
    if args.feature == FEATURE_KEEPALIVE && client.keepalive.is_none() {
        client.keepalive = server.settings.keepalive.map(|(interval, count)| Keepalive {
            interval: Duration::from_secs(interval),
            count,
            heard: Instant::now(),
            unanswered: 0,
        });
    }
    call.output.put(&calls::ConnectSupportsFeatureReply { supported: supported.into() });
    Ok(())
}

/// Lets a proxy say for whom it calls. Only an admitted peer on the read-write socket gets here.
fn set_identity(client: &Client, args: &calls::ConnectSetIdentityArgs) -> Result<()> {
    const KNOWN: [(&str, i32); 9] = [
        ("group-name", 7),
        ("process-id", 3),
        ("process-time", 4),
        ("sasl-user-name", 7),
        ("selinux-context", 7),
        ("unix-group-id", 4),
        ("unix-user-id", 4),
        ("user-name", 7),
        ("x509-distinguished-name", 7),
    ];
    opened(client)?;
    if args.flags != 0 {
        return Err(Error::invalid_arg(format!(
            "unsupported flags (0x{:x}) in function virConnectSetIdentity",
            args.flags
        )));
    }
    virt::typed_param::check(&args.params, &KNOWN)
}

fn events(client: &mut Client, call: &mut Call<'_>) -> Result<()> {
    opened(client)?;
    let uuid = |u: Option<virt::Uuid>| u.map(Only::Uuid);
    let callback = match call.procedure.number {
        calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_REGISTER => {
            client.registrations.add("domain", 0, None, true)?;
            call.output.put(&1i32);
            return Ok(());
        }
        calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_DEREGISTER => {
            client.registrations.remove_legacy(0)?;
            call.output.put(&0i32);
            return Ok(());
        }
        calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_REGISTER_ANY => {
            let id: i32 = decode(call)?;
            client.registrations.add("domain", id, None, true)?;
            return Ok(());
        }
        calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_DEREGISTER_ANY => {
            let id: i32 = decode(call)?;
            return client.registrations.remove_legacy(id);
        }
        calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY => {
            let a: calls::ConnectDomainEventCallbackRegisterAnyArgs = decode(call)?;
            client.registrations.add("domain", a.event_id, uuid(a.dom.map(|d| d.uuid)), false)?
        }
        calls::REMOTE_PROC_CONNECT_NETWORK_EVENT_REGISTER_ANY => {
            let a: calls::NetworkNetworkEventRegisterAnyArgs = decode(call)?;
            client.registrations.add("network", a.event_id, uuid(a.net.map(|n| n.uuid)), false)?
        }
        calls::REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY => {
            let a: calls::StoragePoolStoragePoolEventRegisterAnyArgs = decode(call)?;
            client.registrations.add("storage_pool", a.event_id, uuid(a.pool.map(|p| p.uuid)), false)?
        }
        calls::REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY => {
            let a: calls::NodeDeviceNodeDeviceEventRegisterAnyArgs = decode(call)?;
            client.registrations.add("node_device", a.event_id, a.dev.map(|d| Only::Name(d.name)), false)?
        }
        calls::REMOTE_PROC_CONNECT_SECRET_EVENT_REGISTER_ANY => {
            let a: calls::SecretSecretEventRegisterAnyArgs = decode(call)?;
            client.registrations.add("secret", a.event_id, uuid(a.secret.map(|s| s.uuid)), false)?
        }
        other => return deregister(client, call, other),
    };
    call.output.put(&callback);
    Ok(())
}

fn deregister(client: &mut Client, call: &mut Call<'_>, number: i32) -> Result<()> {
    let object = match number {
        calls::REMOTE_PROC_CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY => "domain",
        calls::REMOTE_PROC_CONNECT_NETWORK_EVENT_DEREGISTER_ANY => "network",
        calls::REMOTE_PROC_CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY => "storage_pool",
        calls::REMOTE_PROC_CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY => "node_device",
        calls::REMOTE_PROC_CONNECT_SECRET_EVENT_DEREGISTER_ANY => "secret",
        _ => return Err(Error::no_support(call.procedure.function)),
    };
    let callback: i32 = decode(call)?;
    client.registrations.remove(object, callback)
}

fn monitor_events(client: &mut Client, call: &mut Call<'_>) -> Result<()> {
    opened(client)?;
    if call.procedure.number == calls::QEMU_PROC_CONNECT_DOMAIN_MONITOR_EVENT_DEREGISTER {
        let callback: i32 = decode(call)?;
        return client.registrations.remove("qemu", callback);
    }
    let args: calls::QemuDomainMonitorEventRegisterArgs = decode(call)?;
    let callback = client.registrations.add_monitor(args.dom.map(|d| Only::Uuid(d.uuid)), args.event, args.flags)?;
    call.output.put(&callback);
    Ok(())
}

fn admin(client: &mut Client, call: &mut Call<'_>) -> Result<()> {
    match call.procedure.number {
        calls::ADMIN_PROC_CONNECT_CLOSE => client.fate = Fate::LeavesWhenSent,
        _ => return Err(Error::no_support(call.procedure.function)),
    }
    Ok(())
}
