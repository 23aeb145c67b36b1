//! Where images are: the node that touches the storage, and what it needs to be let in.

use conf::domain::disk::{DiskDevice, Io};
use conf::domain::storage::{DiskSource, Host, Initiator, NetProtocol, NetworkSource};
use serde_json::{Value, json};
use virt::{Error, Result, SecretBytes};

use super::block::{Chain, Layer};
use super::props::Props;
use super::secret::Wanted;

/// How a client shows a server who it is.
#[derive(Default)]
pub(super) struct Access {
    pub(super) user: Option<String>,
    /// The object that holds the password.
    pub(super) password: Option<String>,
}

impl Chain<'_> {
    /// The node that touches an image's storage; objects that it needs are added.
    pub(super) fn storage(&mut self, layer: &Layer<'_>) -> Result<Props> {
        let disk = self.disk;
        let aio = disk.driver.as_ref().and_then(|d| d.io).map(Io::as_str);
        let unsupported = |what: &str| {
            let message = format!("{what} as source of disk '{}' is not supported yet", disk.target.dev);
            Err(Error::config_unsupported(message))
        };
        let props = match layer.source {
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
            DiskSource::Network(network) => return self.at_server(layer, network),
            DiskSource::Volume { .. } => return unsupported("a storage volume that nobody has looked up"),
            DiskSource::VhostVdpa { .. } => {
                let path =
                    self.descriptor(&format!("{}-vdpa", disk.info.alias()), &format!("{}-vdpa", layer.storage_name()))?;
                Props::driver("virtio-blk-vhost-vdpa").with("path", path)
            }
            _ => return Err(Error::internal(format!("disk '{}' has no source", disk.target.dev))),
        };
        self.passphrases(layer)?;
        Ok(props)
    }

    /// The node of an image that a server has.
    fn at_server(&mut self, layer: &Layer<'_>, network: &NetworkSource) -> Result<Props> {
        let access = self.access(layer)?;
        let cookies = self.cookies(layer, network)?;
        let encrypt = self.passphrases(layer)?;
        let tls = self.certificates(layer, network)?;
        let host = network.hosts.first();
        let address = || host.and_then(|h| h.name.clone()).unwrap_or_default();
        let name = network.name.clone().unwrap_or_default();
        Ok(match network.protocol {
            NetProtocol::Nbd => (Props::driver("nbd").with("server", server(network, host)))
                .maybe("export", network.name.clone())
                .maybe("tls-creds", tls.clone())
                .maybe("tls-hostname", tls.and(network.tls_hostname.clone())),
            NetProtocol::Http | NetProtocol::Https | NetProtocol::Ftp | NetProtocol::Ftps | NetProtocol::Tftp => {
                Props::driver(network.protocol.as_str())
                    .with("url", url(network, host, &name))
                    .maybe("username", access.user)
                    .maybe("password-secret", access.password)
                    .maybe("sslverify", network.ssl.as_ref().map(|s| s.verify.is_yes()))
                    .maybe("cookie-secret", cookies)
                    .maybe("readahead", network.readahead.as_ref().map(|r| r.size))
                    .maybe("timeout", network.timeout.as_ref().map(|t| t.seconds))
            }
            NetProtocol::Gluster => {
                let (volume, path) = name.split_once('/').unwrap_or((&name, ""));
                let servers: Vec<Value> = network.hosts.iter().map(|h| server(network, Some(h))).collect();
                let props = Props::driver("gluster").with("volume", volume).with("path", path);
                props.with("server", servers).with("debug", 4)
            }
            NetProtocol::Iscsi => {
                let portal = format!("{}:{}", address(), port(network, host));
                iscsi(&portal, &name, access, network.initiator.as_ref())
            }
            NetProtocol::Rbd => rbd(network, &name, encrypt, access),
            NetProtocol::Ssh => Props::driver("ssh")
                .with("path", name)
                .with("server", json!({"host": address(), "port": port(network, host).to_string()})),
            NetProtocol::Nfs => nfs(network, address(), name),
            NetProtocol::Sheepdog | NetProtocol::Vxhs => {
                let protocol = network.protocol.as_str();
                return Err(Error::config_unsupported(format!("this QEMU has no '{protocol}' storage")));
            }
        })
    }

    /// The account at the server, with the object that holds its password.
    fn access(&mut self, layer: &Layer<'_>) -> Result<Access> {
        let Some(auth) = layer.auth else { return Ok(Access::default()) };
        let id = format!("{}-auth-secret0", layer.storage_name());
        let props = self.runtime.secret(&id, &Wanted::by_server(&auth.secret)?)?;
        self.object(&props);
        Ok(Access { user: Some(auth.username.clone()), password: Some(id) })
    }

    /// The object that holds the cookies for a web server: they may well let somebody in.
    fn cookies(&mut self, layer: &Layer<'_>, network: &NetworkSource) -> Result<Option<String>> {
        let Some(cookies) = &network.cookies else { return Ok(None) };
        let text: Vec<String> = cookies.cookies.iter().map(|c| format!("{}={}", c.name, c.value)).collect();
        let id = format!("{}-httpcookie-secret0", layer.storage_name());
        let props = self.runtime.secret_value(&id, &SecretBytes::from(text.join("; ")))?;
        self.object(&props);
        Ok(Some(id))
    }

    /// The object with the certificates that are shown to the server.
    fn certificates(&mut self, layer: &Layer<'_>, network: &NetworkSource) -> Result<Option<String>> {
        if !network.tls.is_some_and(|tls| tls.is_yes()) {
            return Ok(None);
        }
        if network.protocol != NetProtocol::Nbd {
            let message = format!("QEMU has no TLS to '{}' storage", network.protocol.as_str());
            return Err(Error::config_unsupported(message));
        }
        let id = format!("obj{}_tls0", layer.storage_name());
        for props in self.runtime.nbd_certificates.objects(self.runtime, &id, &format!("{id}-secret0"), "client")? {
            self.object(&props);
        }
        Ok(Some(id))
    }
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

fn url(network: &NetworkSource, host: Option<&Host>, name: &str) -> String {
    let scheme = network.protocol.as_str();
    let address = host.and_then(|h| h.name.clone()).unwrap_or_default();
    let query = network.query.as_ref().map(|q| format!("?{q}")).unwrap_or_default();
    let path = if name.starts_with('/') { name.to_owned() } else { format!("/{name}") };
    format!("{scheme}://{address}:{}{path}{query}", port(network, host))
}

/// A unit of an iSCSI target, `TARGET/UNIT`.
pub(super) fn iscsi(portal: &str, name: &str, access: Access, initiator: Option<&Initiator>) -> Props {
    let (target, lun) = name.rsplit_once('/').unwrap_or((name, "0"));
    Props::driver("iscsi")
        .with("portal", portal)
        .with("target", target)
        .with("lun", lun.parse().unwrap_or(0u32))
        .with("transport", "tcp")
        .maybe("user", access.user)
        .maybe("password-secret", access.password)
        .maybe("initiator-name", initiator.map(|i| i.iqn.name.clone()))
}

fn rbd(network: &NetworkSource, name: &str, encrypt: Option<Value>, access: Access) -> Props {
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
        .maybe("encrypt", encrypt)
        .maybe("user", access.user)
        .maybe("auth-client-required", access.password.as_ref().map(|_| json!(["cephx", "none"])))
        .maybe("key-secret", access.password)
}

fn nfs(network: &NetworkSource, address: String, path: String) -> Props {
    // `+1000` is a number and no name.
    let id = |text: Option<&String>| text.and_then(|t| t.strip_prefix('+')?.parse::<u32>().ok());
    let identity = network.identity.as_ref();
    Props::driver("nfs")
        .with("server", json!({"host": address, "type": "inet"}))
        .with("path", path)
        .maybe("user", identity.and_then(|i| id(i.user.as_ref())))
        .maybe("group", identity.and_then(|i| id(i.group.as_ref())))
}
