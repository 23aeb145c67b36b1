//! Block nodes: how QEMU opens an image, layer by layer.

use crate::Capabilities;
use conf::domain::disk::{BackingStore, Cache, Discard, Disk, DiskDevice, Io};
use conf::domain::storage::{DiskSource, Host, ImageFormat, NetProtocol, NetworkSource};
use conf::words::OnOff;
use serde_json::{Value, json};
use virt::{Error, Result};

use super::props::Props;

/// The block nodes of one disk.
#[derive(Debug, Clone, Default)]
pub struct DiskNodes {
    /// Properties of each node, in the order in which they are added: the lowest first.
    pub nodes: Vec<String>,
    /// The name of the node that the device uses.
    pub top: String,
}

/// One image of a chain.
struct Layer<'a> {
    source: &'a DiskSource,
    format: ImageFormat,
    index: u32,
    readonly: bool,
}

/// The nodes of a disk. `next_index` numbers the images; drives without a medium have none.
pub fn disk_nodes(disk: &Disk, caps: &Capabilities, next_index: &mut u32) -> Result<Option<DiskNodes>> {
    if disk.source.is_empty() || matches!(disk.source, DiskSource::VhostUser { .. }) {
        return Ok(None);
    }
    let mut layers = Vec::new();
    let mut number = |source: &DiskSource| {
        *next_index += 1;
        source.common().index.unwrap_or(*next_index)
    };
    let readonly = disk.readonly;
    let index = number(&disk.source);
    layers.push(Layer { source: &disk.source, format: disk.format().unwrap_or(ImageFormat::Raw), index, readonly });
    let mut below = disk.backing_store.as_deref();
    let mut ends = false;
    while let Some(BackingStore { source, format, backing_store, .. }) = below {
        let Some(source) = source else {
            ends = true;
            break;
        };
        let format = format.as_ref().map_or(ImageFormat::Raw, |f| f.kind);
        let index = number(source);
        layers.push(Layer { source, format, index, readonly: true });
        below = backing_store.as_deref();
    }
    let mut nodes = DiskNodes::default();
    let mut backing = ends.then_some(Value::Null);
    for layer in layers.iter().rev() {
        let (added, name) = layer_nodes(disk, layer, backing.take(), caps)?;
        nodes.nodes.extend(added);
        backing = Some(Value::String(name.clone()));
        nodes.top = name;
    }
    if disk.driver.as_ref().and_then(|d| d.copy_on_read) == Some(OnOff::On) {
        let name = format!("libvirt-CoR-{}", disk.target.dev);
        let props = Props::driver("copy-on-read").with("node-name", name.clone()).with("file", nodes.top.clone());
        nodes.nodes.push(props.with("discard", "unmap").text());
        nodes.top = name;
    }
    for filter in disk.throttle_filters.iter().flat_map(|f| &f.filters) {
        *next_index += 1;
        let name = format!("libvirt-{next_index}-filter");
        let props = Props::driver("throttle").with("node-name", name.clone());
        let props = props.with("throttle-group", format!("throttle-{}", filter.group)).with("file", nodes.top.clone());
        nodes.nodes.push(props.text());
        nodes.top = name;
    }
    Ok(Some(nodes))
}

/// Whether a raw image's storage can be used as it is.
pub(crate) fn raw_needs_no_layer(caps: &Capabilities) -> bool {
    caps.version() >= 9_000_000
}

/// The nodes of one image: storage, and format above it where it is needed.
fn layer_nodes(
    disk: &Disk,
    layer: &Layer,
    backing: Option<Value>,
    caps: &Capabilities,
) -> Result<(Vec<String>, String)> {
    let storage_name = format!("libvirt-{}-storage", layer.index);
    let common = layer.source.common();
    if common.slices.is_some()
        || common.encryption.is_some()
        || common.data_store.is_some()
        || disk.encryption.is_some()
    {
        return Err(Error::config_unsupported(format!(
            "slices, encryption and data files of disk '{}' are not supported yet",
            disk.target.dev
        )));
    }
    let storage = storage_props(disk, layer)?.with("node-name", storage_name.clone());
    let is_raw = layer.format == ImageFormat::Raw || layer.format == ImageFormat::Fat;
    if is_raw && raw_needs_no_layer(caps) {
        let readonly = layer.readonly || matches!(layer.source, DiskSource::Dir { .. });
        let props = with_modes(storage.with("read-only", readonly), disk);
        return Ok((vec![props.text()], storage_name));
    }
    let storage = with_cache(storage.with("auto-read-only", true).with("discard", "unmap"), disk);
    let name = format!("libvirt-{}-format", layer.index);
    let top = Props::default().with("node-name", name.clone()).with("read-only", layer.readonly);
    let mut top = with_modes(top, disk).with("driver", format_driver(layer.format)?);
    if disk.driver.as_ref().and_then(|d| d.discard_no_unref) == Some(OnOff::On) {
        top = top.with("discard-no-unref", true);
    }
    if let Some(size) = disk.driver.as_ref().and_then(|d| d.metadata_cache.as_ref()).and_then(|m| m.max_size) {
        top = top.with("cache-size", size.0);
    }
    let top = top.with("file", storage_name).maybe("backing", backing);
    Ok((vec![storage.text(), top.text()], name))
}

fn with_cache(props: Props, disk: &Disk) -> Props {
    let (direct, no_flush) = match disk.driver.as_ref().and_then(|d| d.cache) {
        None | Some(Cache::Default) => return props,
        Some(Cache::None | Cache::Directsync) => (true, false),
        Some(Cache::Writethrough | Cache::Writeback) => (false, false),
        Some(Cache::Unsafe) => (false, true),
    };
    props.with("cache", json!({"direct": direct, "no-flush": no_flush}))
}

/// Discard, zero detection and cache mode of the node that does the disk's work.
fn with_modes(props: Props, disk: &Disk) -> Props {
    let driver = disk.driver.as_ref();
    let mut props = with_cache(props, disk);
    let discard = driver.and_then(|d| d.discard);
    props = props.maybe("discard", discard.map(Discard::as_str));
    let zeroes = driver.and_then(|d| d.detect_zeroes).map(|z| match (z.as_str(), discard) {
        // Unmapping needs discard to be let through.
        ("unmap", None | Some(Discard::Ignore)) => "on",
        (word, _) => word,
    });
    props.maybe("detect-zeroes", zeroes)
}

fn format_driver(format: ImageFormat) -> Result<&'static str> {
    Ok(match format {
        ImageFormat::Vpc | ImageFormat::Vhd => "vpc",
        ImageFormat::Raw | ImageFormat::Fat => "raw",
        ImageFormat::Bochs
        | ImageFormat::Cloop
        | ImageFormat::Dmg
        | ImageFormat::Vdi
        | ImageFormat::Qcow
        | ImageFormat::Qcow2
        | ImageFormat::Qed
        | ImageFormat::Vmdk
        | ImageFormat::Parallels
        | ImageFormat::Luks => format.as_str(),
        other => return Err(Error::config_unsupported(format!("unsupported disk format '{}'", other.as_str()))),
    })
}

/// The node that touches the storage.
fn storage_props(disk: &Disk, layer: &Layer) -> Result<Props> {
    let aio = disk.driver.as_ref().and_then(|d| d.io).map(Io::as_str);
    let unsupported = |what: &str| {
        Err(Error::config_unsupported(format!("{what} as source of disk '{}' is not supported yet", disk.target.dev)))
    };
    Ok(match layer.source {
        DiskSource::File { file: Some(file), fdgroup, .. } => {
            if fdgroup.is_some() {
                return unsupported("a group of descriptors");
            }
            Props::driver("file").with("filename", file.clone()).maybe("aio", aio)
        }
        DiskSource::Volume { file: Some(file), actual_type, .. } => {
            let driver = if actual_type.as_deref() == Some("block") { "host_device" } else { "file" };
            Props::driver(driver).with("filename", file.clone()).maybe("aio", aio)
        }
        DiskSource::Block { dev: Some(dev), .. } => {
            let driver = match disk.device {
                DiskDevice::Cdrom if dev.starts_with("/dev/cdrom") || dev.starts_with("/dev/sr") => "host_cdrom",
                _ => "host_device",
            };
            Props::driver(driver).with("filename", dev.clone()).maybe("aio", aio)
        }
        DiskSource::Dir { dir: Some(dir), .. } => {
            let floppy = disk.device == DiskDevice::Floppy;
            Props::driver("vvfat").with("dir", dir.clone()).with("floppy", floppy).with("rw", false)
        }
        DiskSource::Nvme { namespace, address: Some(at), .. } => {
            Props::driver("nvme").with("device", at.text()).with("namespace", *namespace)
        }
        DiskSource::Network(network) => network_props(network, disk)?,
        DiskSource::Volume { .. } => return unsupported("a storage volume that nobody has looked up"),
        DiskSource::VhostVdpa { .. } => return unsupported("vhost-vdpa"),
        _ => return Err(Error::internal(format!("disk '{}' has no source", disk.target.dev))),
    })
}

fn port(network: &NetworkSource, host: Option<&Host>) -> u32 {
    host.and_then(|h| h.port).or(network.protocol.default_port()).unwrap_or(0)
}

fn server(network: &NetworkSource, host: Option<&Host>) -> Value {
    match host {
        Some(host) if host.transport.as_deref() == Some("unix") => {
            json!({"type": "unix", "path": host.socket.clone().unwrap_or_default()})
        }
        host => {
            let name = host.and_then(|h| h.name.clone()).unwrap_or_default();
            json!({"type": "inet", "host": name, "port": port(network, host).to_string()})
        }
    }
}

fn url_props(network: &NetworkSource, host: Option<&Host>, name: &str) -> Props {
    let scheme = network.protocol.as_str();
    let address = host.and_then(|h| h.name.clone()).unwrap_or_default();
    let query = network.query.as_ref().map(|q| format!("?{q}")).unwrap_or_default();
    let path = if name.starts_with('/') { name.to_owned() } else { format!("/{name}") };
    Props::driver(scheme)
        .with("url", format!("{scheme}://{address}:{}{path}{query}", port(network, host)))
        .maybe("sslverify", network.ssl.as_ref().map(|s| s.verify.is_yes()))
        .maybe("readahead", network.readahead.as_ref().map(|r| r.size))
        .maybe("timeout", network.timeout.as_ref().map(|t| t.seconds))
}

fn rbd_props(network: &NetworkSource, name: &str) -> Props {
    let (pool, image) = name.split_once('/').unwrap_or(("", name));
    let servers: Vec<Value> = (network.hosts.iter())
        .map(|h| {
            let port = h.port.unwrap_or(6789);
            json!({"host": h.name.clone().unwrap_or_default(), "port": port.to_string()})
        })
        .collect();
    Props::driver("rbd")
        .with("pool", pool)
        .with("image", image)
        .maybe("snapshot", network.snapshot.as_ref().map(|s| s.name.clone()))
        .maybe("conf", network.config.as_ref().map(|c| c.file.clone()))
        .maybe("server", (!servers.is_empty()).then_some(servers))
}

fn network_props(network: &NetworkSource, disk: &Disk) -> Result<Props> {
    let refuse = |what: &str| {
        Err(Error::config_unsupported(format!("{what} of disk '{}' is not supported yet", disk.target.dev)))
    };
    if network.common.auth.is_some() || disk.auth.is_some() {
        return refuse("authentication at the server");
    }
    if network.tls.is_some_and(|t| t.is_yes()) {
        return refuse("TLS to the server");
    }
    let host = network.hosts.first();
    let name = network.name.clone().unwrap_or_default();
    Ok(match network.protocol {
        NetProtocol::Nbd => {
            Props::driver("nbd").with("server", server(network, host)).maybe("export", network.name.clone())
        }
        NetProtocol::Http | NetProtocol::Https | NetProtocol::Ftp | NetProtocol::Ftps | NetProtocol::Tftp => {
            if network.cookies.is_some() {
                return refuse("cookies");
            }
            url_props(network, host, &name)
        }
        NetProtocol::Gluster => {
            let (volume, path) = name.split_once('/').unwrap_or((&name, ""));
            let servers: Vec<Value> = network.hosts.iter().map(|h| server(network, Some(h))).collect();
            Props::driver("gluster").with("volume", volume).with("path", path).with("server", servers).with("debug", 4)
        }
        NetProtocol::Iscsi => {
            let (target, lun) = name.rsplit_once('/').unwrap_or((&name, "0"));
            let lun: u32 = lun.parse().unwrap_or(0);
            let address = host.and_then(|h| h.name.clone()).unwrap_or_default();
            Props::driver("iscsi")
                .with("portal", format!("{address}:{}", port(network, host)))
                .with("target", target)
                .with("lun", lun)
                .with("transport", "tcp")
                .maybe("initiator-name", network.initiator.as_ref().map(|i| i.iqn.name.clone()))
        }
        NetProtocol::Rbd => rbd_props(network, &name),
        NetProtocol::Ssh => {
            let address = host.and_then(|h| h.name.clone()).unwrap_or_default();
            Props::driver("ssh")
                .with("path", name)
                .with("server", json!({"host": address, "port": port(network, host).to_string()}))
        }
        NetProtocol::Nfs => {
            let address = host.and_then(|h| h.name.clone()).unwrap_or_default();
            // `+1000` is a number and no name.
            let id = |text: Option<&String>| text.and_then(|t| t.strip_prefix('+')?.parse::<u32>().ok());
            let identity = network.identity.as_ref();
            Props::driver("nfs")
                .with("server", json!({"host": address, "type": "inet"}))
                .with("path", name)
                .maybe("user", identity.and_then(|i| id(i.user.as_ref())))
                .maybe("group", identity.and_then(|i| id(i.group.as_ref())))
        }
        NetProtocol::Sheepdog | NetProtocol::Vxhs => {
            let protocol = network.protocol.as_str();
            return Err(Error::config_unsupported(format!("this QEMU has no '{protocol}' storage")));
        }
    })
}
