//! Character devices: `<serial>`, `<parallel>`, `<console>`, `<channel>`, and the host side they share with others.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::DeviceInfo;
use super::storage::{DeviceSeclabel, Reconnect, labels};
use crate::words::{Named, OnOff, YesNo};
use xml::{Element, Node, Writer, Xml};

/// The host side: `type` on the device selects the shape of `<source>`.
#[derive(Xml, Debug, Clone, PartialEq)]
pub enum ChardevSource {
    Null,
    Vc,
    #[xml(untagged)]
    Pty {
        #[xml(live)]
        path: Option<String>,
        #[xml("seclabel", with = labels)]
        seclabels: Vec<DeviceSeclabel>,
    },
    Dev {
        path: Option<String>,
        #[xml("seclabel", with = labels)]
        seclabels: Vec<DeviceSeclabel>,
    },
    File {
        path: Option<String>,
        append: Option<OnOff>,
        #[xml("seclabel", with = labels)]
        seclabels: Vec<DeviceSeclabel>,
    },
    Pipe {
        path: Option<String>,
        #[xml("seclabel", with = labels)]
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
        clipboard: Option<super::graphics::Clipboard>,
        mouse: Option<super::graphics::MouseMode>,
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
    #[xml("seclabel", with = labels)]
    pub seclabels: Vec<DeviceSeclabel>,
}

/// A UNIX socket.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct UnixSource {
    pub mode: Option<SocketMode>,
    pub path: Option<String>,
    pub reconnect: Option<Reconnect>,
    #[xml("seclabel", with = labels)]
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

crate::child_if_it_has! {
    /// Compat: a protocol without a type is none.
    pub(super) protocol "type" Protocol
}

crate::child_if_it_has! {
    /// Compat: a log without a file is none.
    log "file" Log
}

crate::child_if_it_has! {
    /// Compat: a model without a name is none.
    named "name" Named
}

/// `<serial>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Serial {
    #[xml(union = "type", body = "source")]
    pub source: ChardevSource,
    #[xml(with = protocol)]
    pub protocol: Option<Protocol>,
    #[xml(with = log)]
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
    #[xml(with = named)]
    pub model: Option<Named>,
}

/// `<parallel>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Parallel {
    #[xml(union = "type", body = "source")]
    pub source: ChardevSource,
    #[xml(with = protocol)]
    pub protocol: Option<Protocol>,
    #[xml(with = log)]
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
    #[xml(with = protocol)]
    pub protocol: Option<Protocol>,
    #[xml(with = log)]
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
    #[xml(with = protocol)]
    pub protocol: Option<Protocol>,
    #[xml(with = log)]
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
    #[xml(with = protocol)]
    pub protocol: Option<Protocol>,
    #[xml(with = log)]
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
    #[xml(with = protocol)]
    pub protocol: Option<Protocol>,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// `<redirfilter>`: which USB devices may be forwarded.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct RedirFilter {
    #[xml("usbdev")]
    pub rules: Vec<RedirRule>,
}

/// `<usbdev>`: one rule; what is absent fits every device.
#[derive(Debug, Clone, PartialEq)]
pub struct RedirRule {
    pub class: Option<u32>,
    pub vendor: Option<u32>,
    pub product: Option<u32>,
    /// As the descriptor has it: 0x0110 is 1.10.
    pub version: Option<u32>,
    pub allow: YesNo,
}

impl Element for RedirRule {
    fn parse(node: &Node) -> xml::Result<Self> {
        let number = |name: &str, most: u64| match node.attr(name) {
            None | Some("-1") => Ok(None),
            Some(text) => match xml::number(text).filter(|n| *n <= most) {
                Some(value) => Ok(Some(value as u32)),
                None => Err(node.bad_value(name)),
            },
        };
        let version = match node.attr("version") {
            None | Some("-1") => None,
            Some(text) => Some(bcd_version(text).ok_or_else(|| node.bad_value("version"))?),
        };
        Ok(RedirRule {
            class: number("class", 0xff)?,
            vendor: number("vendor", 0xffff)?,
            product: number("product", 0xffff)?,
            version,
            allow: node.field("allow")?,
        })
    }

    fn format(&self, writer: &mut Writer) {
        if let Some(class) = self.class {
            writer.attr("class", &format!("0x{class:02X}"));
        }
        if let Some(vendor) = self.vendor {
            writer.attr("vendor", &format!("0x{vendor:04X}"));
        }
        if let Some(product) = self.product {
            writer.attr("product", &format!("0x{product:04X}"));
        }
        if let Some(version) = self.version {
            writer.attr("version", &format!("{:x}.{:02x}", version >> 8, version & 0xff));
        }
        writer.attr("allow", self.allow.as_str());
    }

    fn declare(shape: &mut xml::Shape) {
        for condition in ["class", "vendor", "product", "version"] {
            shape.field::<Option<String>>(condition);
        }
        shape.attr::<YesNo>("allow");
    }
}

xml::element!(RedirRule);

/// `9.4` is 0x0940: digits of the two parts in binary coded decimal, the second filled up on the right.
fn bcd_version(text: &str) -> Option<u32> {
    let (major, minor) = text.split_once('.')?;
    let digits = |part: &str| {
        let fits = !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        if fits { u32::from_str_radix(part, 16).ok() } else { None }
    };
    let low = digits(minor)?;
    Some(digits(major)? << 8 | if minor.len() == 1 { low << 4 } else { low })
}
