//! Command lines.

use std::collections::HashMap;
use std::sync::Arc;

use conf::domain::Domain;
use conf::domain::graphics::{Graphics, ListenType};
use conf::network::Network;
use qemu::argv::{Certificates, NeedKind, Runtime, needs};
use virt::{Result, Uuid};

use crate::domain::{capabilities, definition};
use crate::request::{Outcome, Request};

/// The command that starts the guest, as JSON.
pub(crate) fn command(request: &Request) -> Outcome {
    let result = (|| {
        let caps = capabilities(request)?;
        let mut domain = definition(request)?;
        match crate::capabilities::host_cpu(request) {
            Some(host) if request.flag("host_cpu_overrides_caps") => {
                qemu::guest_cpu::decide_for_host(&mut domain, &caps, &host)?;
            }
            host => qemu::guest_cpu::decide(&mut domain, &caps, host.as_ref())?,
        }
        qemu::argv::prepare(&mut domain, &caps)?;
        place_displays(request, &mut domain)?;
        qemu::argv::name_channels(&mut domain, "/var/run/libvirt/qemu/channel");
        let command = qemu::argv::command(&domain, &caps, &runtime(request, &domain)?)?;
        let env: serde_json::Map<String, serde_json::Value> =
            command.env.into_iter().map(|(name, value)| (name, value.into())).collect();
        Ok(serde_json::json!({"env": env, "argv": command.argv}).to_string())
    })();
    Outcome::from(result)
}

/// Displays that listen on a virtual network do so where the host is on it.
fn place_displays(request: &Request, domain: &mut Domain) -> Result<()> {
    for listen in domain.devices.graphics.iter_mut().filter_map(Graphics::listens_mut).flatten() {
        let network = listen.network.as_ref().filter(|_| listen.kind == ListenType::Network);
        if let Some(network) = network {
            let text = request.input(&format!("network:{network}"))?;
            listen.address = Some(Network::parse_definition(&text)?.require_address()?.to_owned());
        }
    }
    Ok(())
}

/// The host in which the expected command lines were made.
fn runtime(request: &Request, domain: &Domain) -> Result<Runtime> {
    let name: String = domain.name.chars().take(20).collect();
    let short_name = format!("-1-{name}");
    let lib_dir = format!("/var/lib/libvirt/qemu/domain-{short_name}");
    let config = request.option("qemu_conf").cloned().unwrap_or_default();
    let text = |name: &str| config.get(name).and_then(|v| v.as_str()).map(str::to_owned);
    let flag = |name: &str| {
        config.get(name).is_some_and(|v| v.as_bool() == Some(true) || v.as_i64() == Some(1) || v.as_str() == Some("1"))
    };
    let mut ports = HashMap::from([("vnc0".to_owned(), 5900), ("spice0".to_owned(), 5901), ("vsock0".to_owned(), 42)]);
    if flag("spice_tls") {
        ports.insert("spice0-tls".to_owned(), 5902);
    }
    let served = domain.devices.filesystems.iter().map(|f| f.info.alias());
    let tpms = domain.devices.tpms.iter().map(|t| (t.info.alias().to_owned(), "/dev/test".to_owned()));
    let sockets = tpms.chain(served.map(|a| (a.to_owned(), format!("{lib_dir}/{a}-fs.sock")))).collect();
    let fd = request.option("migrate_fd").and_then(|v| v.as_i64());
    let incoming = request.text("migrate_from").map(|from| match fd {
        Some(fd) if from == "stdio" => format!("fd:{fd}"),
        _ => from.to_owned(),
    });
    let inherited = request.option("host_env").and_then(|v| v.as_object()).cloned().unwrap_or_default();
    let certificates = |purpose: &str| -> Result<Certificates> {
        Ok(Certificates {
            folder: format!("/etc/pki/libvirt-{purpose}"),
            secret: text(&format!("{purpose}_tls_x509_secret_uuid")).map(|uuid| Uuid::parse(&uuid)).transpose()?,
            verify: flag(&format!("{purpose}_tls_x509_verify")),
        })
    };
    let env = [("PATH", "/bin"), ("USER", "test"), ("LOGNAME", "test")];
    Ok(Runtime {
        memory_dir: format!("/var/lib/libvirt/qemu/ram/{short_name}"),
        fds: descriptors(request, domain),
        page_kib: 4,
        huge_pages: vec![(2048, "/dev/hugepages2M".to_owned()), (1 << 20, "/dev/hugepages1G".to_owned())],
        short_name,
        lib_dir,
        has_master_key: true,
        secrets: Some(Arc::new(crate::secret::Keeper)),
        nbd_certificates: certificates("nbd")?,
        chardev_tls: flag("chardev_tls"),
        chardev_certificates: certificates("chardev")?,
        vnc_certificates: flag("vnc_tls").then(|| certificates("vnc")).transpose()?,
        scsi_devices: (domain.devices.hostdevs.iter())
            .map(|hostdev| (hostdev.info.alias().to_owned(), "/dev/sg0".to_owned()))
            .collect(),
        monitor_fd: 1729,
        sockets,
        ports,
        vnc_listen: text("vnc_listen").unwrap_or_else(|| "127.0.0.1".to_owned()),
        spice_listen: text("spice_listen").unwrap_or_else(|| "127.0.0.1".to_owned()),
        vnc_password: text("vnc_password").is_some(),
        spice_password: true,
        vnc_sasl: flag("vnc_sasl"),
        sasl_dir: "/etc/sasl2".to_owned(),
        monitor_completes: true,
        host_cards_ready: true,
        render_node: Some("/dev/dri/foo".to_owned()),
        host_nodes: (0..4).collect(),
        auto_nodes: Some("0-3".to_owned()),
        spice_sasl: flag("spice_sasl"),
        spice_tls_dir: "/etc/pki/libvirt-spice".to_owned(),
        now: 1_234_567_890,
        dump_guest_core: flag("dump_guest_core"),
        env: (env.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter())
            .chain(inherited.into_iter().filter_map(|(name, v)| Some((name, v.as_str()?.to_owned()))))
            .collect(),
        paused: true,
        incoming,
        sandbox: true,
    })
}

/// The descriptors that stand for what would be opened.
fn descriptors(request: &Request, domain: &Domain) -> HashMap<String, Vec<i32>> {
    let mut fds = HashMap::from([
        ("vsock0-vhost".to_owned(), vec![6789]),
        ("tpm0-tpm".to_owned(), vec![1730]),
        ("tpm0-cancel".to_owned(), vec![1731]),
    ]);
    for hostdev in domain.devices.hostdevs.iter().filter(|h| h.kind == "scsi_host") {
        fds.insert(format!("{}-vhost", hostdev.info.alias()), vec![3]);
    }
    let vdpa = |path: &str| {
        let given = request.option("vdpa_fds")?.as_array()?.iter().find(|row| row["device"].as_str() == Some(path))?;
        i32::try_from(given["fd"].as_i64()?).ok()
    };
    let numbers = |first: i32, count: u32| -> Vec<i32> { (first..).take(count as usize).collect() };
    for need in needs(domain) {
        let value = match need.kind {
            NeedKind::Listen { .. } => vec![1729],
            NeedKind::File { .. } if need.key.ends_with("-log") => vec![1751],
            NeedKind::File { .. } => vec![1750],
            NeedKind::EthernetTap { queues, .. } => numbers(3, queues),
            NeedKind::BridgeTap { queues, .. } | NeedKind::NetworkTap { queues, .. } => numbers(102, queues),
            NeedKind::Device { path } => vec![vdpa(&path).unwrap_or(1732)],
            NeedKind::Vhost { queues, .. } => numbers(44, queues),
        };
        fds.insert(need.key, value);
    }
    fds
}
