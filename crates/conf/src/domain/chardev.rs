//! Character devices: `<serial>`, `<parallel>`, `<console>`, `<channel>`, and the host side they share with others.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::DeviceInfo;
use super::storage::{DeviceSeclabel, Reconnect};
use crate::words::{Named, OnOff, YesNo};
use xml::{Element, Node, Raw, Writer, Xml};

/// The host side: `type` on the device selects the shape of `<source>`.
#[derive(Xml, Debug, Clone, PartialEq)]
pub enum ChardevSource {
    Null,
    Vc,
    #[xml(untagged)]
    Pty {
        #[xml(live)]
        path: Option<String>,
        #[xml("seclabel")]
        seclabels: Vec<DeviceSeclabel>,
    },
    Dev {
        path: Option<String>,
        #[xml("seclabel")]
        seclabels: Vec<DeviceSeclabel>,
    },
    File {
        path: Option<String>,
        append: Option<OnOff>,
        #[xml("seclabel")]
        seclabels: Vec<DeviceSeclabel>,
    },
    Pipe {
        path: Option<String>,
        #[xml("seclabel")]
        seclabels: Vec<DeviceSeclabel>,
    },
    Stdio,
    Udp(UdpSource),
    Tcp(TcpSource),
    Unix(UnixSource),
    #[xml("spicevmc")]
    SpiceVmc,
    #[xml("spiceport")]
    SpicePort {
        channel: Option<String>,
    },
    Nmdm {
        master: String,
        slave: String,
    },
    #[xml("qemu-vdagent")]
    QemuVdagent {
        clipboard: Option<Raw>,
        mouse: Option<Raw>,
    },
    Dbus {
        channel: Option<String>,
    },
}

impl Default for ChardevSource {
    fn default() -> ChardevSource {
        ChardevSource::Pty { path: None, seclabels: Vec::new() }
    }
}

impl ChardevSource {
    /// The path on this host, where there is one.
    pub fn path(&self) -> Option<&str> {
        match self {
            ChardevSource::Pty { path, .. }
            | ChardevSource::Dev { path, .. }
            | ChardevSource::File { path, .. }
            | ChardevSource::Pipe { path, .. } => path.as_deref(),
            ChardevSource::Unix(unix) => unix.path.as_deref(),
            _ => None,
        }
    }
}

/// `<source mode='bind'/>` and `<source mode='connect'/>`: a datagram socket's two ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UdpSource {
    pub bind: Option<Endpoint>,
    pub connect: Option<Endpoint>,
}

/// A host and a port.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Endpoint {
    pub host: Option<String>,
    pub service: Option<String>,
}

impl Element for UdpSource {
    fn parse(node: &Node) -> xml::Result<Self> {
        let mut udp = UdpSource::default();
        let mut next = node.exists().then_some(*node);
        while let Some(source) = next {
            match source.attr("mode") {
                Some("bind") => udp.bind = Some(source.element()?),
                None | Some("connect") => udp.connect = Some(source.element()?),
                Some(_) => return Err(source.bad_value("mode")),
            }
            next = source.next("source");
        }
        Ok(udp)
    }

    fn format(&self, writer: &mut Writer) {
        let mut first = true;
        for (mode, end) in [("bind", &self.bind), ("connect", &self.connect)] {
            let Some(end) = end else { continue };
            if !first {
                writer.end("source");
                writer.begin("source");
            }
            first = false;
            writer.attr("mode", mode);
            Element::format(end, writer);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.several().attr::<String>("mode").optional().flatten::<Endpoint>();
    }
}

/// A TCP socket.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct TcpSource {
    pub mode: Option<SocketMode>,
    pub host: Option<String>,
    pub service: Option<String>,
    pub tls: Option<YesNo>,
    #[xml("tlsFromConfig", status)]
    pub tls_from_config: Option<u32>,
    pub reconnect: Option<Reconnect>,
    #[xml("seclabel")]
    pub seclabels: Vec<DeviceSeclabel>,
}

/// A UNIX socket.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct UnixSource {
    pub mode: Option<SocketMode>,
    pub path: Option<String>,
    pub reconnect: Option<Reconnect>,
    #[xml("seclabel")]
    pub seclabels: Vec<DeviceSeclabel>,
}

/// Which side waits.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SocketMode {
    Connect,
    Bind,
}

/// `<protocol type=…>`: raw or telnet and the like.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Protocol {
    #[xml("type")]
    pub kind: String,
}

/// `<log>`: a copy of what the guest says.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Log {
    pub file: String,
    pub append: Option<OnOff>,
}

/// `<serial>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Serial {
    #[xml(union = "type", body = "source")]
    pub source: ChardevSource,
    pub protocol: Option<Protocol>,
    pub log: Option<Log>,
    #[xml(default)]
    pub target: SerialTarget,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<target>` of a serial port.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SerialTarget {
    #[xml("type")]
    pub kind: Option<String>,
    pub port: Option<u32>,
    pub model: Option<Named>,
}

/// `<parallel>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Parallel {
    #[xml(union = "type", body = "source")]
    pub source: ChardevSource,
    pub protocol: Option<Protocol>,
    pub log: Option<Log>,
    #[xml(default)]
    pub target: ParallelTarget,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<target>` of a parallel port.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ParallelTarget {
    #[xml("type")]
    pub kind: Option<String>,
    pub port: Option<u32>,
}

/// `<console>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Console {
    #[xml(union = "type", body = "source")]
    pub source: ChardevSource,
    /// The pty again, for readers of twenty years ago.
    #[xml(live)]
    pub tty: Option<String>,
    pub protocol: Option<Protocol>,
    pub log: Option<Log>,
    #[xml(default)]
    pub target: ConsoleTarget,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<target>` of a console.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ConsoleTarget {
    #[xml("type")]
    pub kind: Option<String>,
    pub port: Option<u32>,
}

/// `<channel>`: a private line between a program in the guest and one on the host.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Channel {
    #[xml(union = "type", body = "source")]
    pub source: ChardevSource,
    pub protocol: Option<Protocol>,
    pub log: Option<Log>,
    pub target: ChannelTarget,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<target>` of a channel.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct ChannelTarget {
    #[xml("type")]
    pub kind: String,
    pub address: Option<String>,
    pub port: Option<u32>,
    pub name: Option<String>,
    #[xml(live)]
    pub state: Option<ChannelState>,
}

/// Whether a program in the guest holds the channel open.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelState {
    Connected,
    Disconnected,
}

/// `<smartcard>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Smartcard {
    pub mode: String,
    #[xml(union = "type", body = "source", last)]
    pub source: Option<ChardevSource>,
    pub protocol: Option<Protocol>,
    pub log: Option<Log>,
    #[xml("certificate")]
    pub certificates: Vec<xml::Text>,
    pub database: Option<xml::Text>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<redirdev>`: a USB device forwarded by a client.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct RedirDev {
    pub bus: String,
    #[xml(union = "type", body = "source", last)]
    pub source: ChardevSource,
    pub protocol: Option<Protocol>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}
