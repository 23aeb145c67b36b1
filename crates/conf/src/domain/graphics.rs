//! `<graphics>`: how people see the guest's screen.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::words::YesNo;
use xml::{Element, Mode, Node, Writer, Xml};

/// `<graphics>`
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum Graphics {
    Sdl {
        display: Option<String>,
        xauth: Option<String>,
        fullscreen: Option<YesNo>,
        gl: Option<SdlGl>,
    },
    Vnc(Vnc),
    Rdp(Rdp),
    Spice(Box<Spice>),
    Desktop {
        display: Option<String>,
        fullscreen: Option<YesNo>,
    },
    #[xml("egl-headless")]
    EglHeadless {
        #[xml(with = headless_gl)]
        gl: Option<HeadlessGl>,
    },
    Dbus {
        p2p: Option<YesNo>,
        address: Option<String>,
        gl: Option<Gl>,
        audio: Option<super::video::AudioRef>,
    },
}

/// A VNC server.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Vnc {
    #[xml(flatten, when = Vnc::has_port)]
    pub port: Port,
    pub websocket: Option<i32>,
    #[xml("websocketGenerated", status)]
    pub websocket_generated: Option<YesNo>,
    #[xml(flatten)]
    pub listens: Listens,
    pub keymap: Option<String>,
    #[xml("sharePolicy")]
    pub share_policy: Option<String>,
    #[xml("powerControl")]
    pub power_control: Option<YesNo>,
    #[xml(flatten)]
    pub password: Password,
    pub audio: Option<super::video::AudioRef>,
}

/// An RDP server.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Rdp {
    #[xml(flatten)]
    pub port: Port,
    pub username: Option<String>,
    #[xml(secret)]
    pub passwd: Option<String>,
    #[xml("replaceUser")]
    pub replace_user: Option<YesNo>,
    #[xml("multiUser")]
    pub multi_user: Option<YesNo>,
    #[xml(flatten)]
    pub listens: Listens,
}

/// A SPICE server.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Spice {
    #[xml(flatten, when = Spice::has_port)]
    pub port: SpicePorts,
    #[xml(flatten)]
    pub listens: Listens,
    pub keymap: Option<String>,
    #[xml("defaultMode")]
    pub default_mode: Option<String>,
    #[xml(flatten)]
    pub password: Password,
    #[xml("channel")]
    pub channels: Vec<SpiceChannel>,
    pub image: Option<Compression>,
    pub jpeg: Option<Compression>,
    pub zlib: Option<Compression>,
    pub playback: Option<Compression>,
    pub streaming: Option<Streaming>,
    pub mouse: Option<MouseMode>,
    pub clipboard: Option<Clipboard>,
    pub filetransfer: Option<FileTransfer>,
    pub gl: Option<Gl>,
}

impl Vnc {
    /// A server that listens on a socket or nowhere has no port.
    fn has_port(&self, _: Mode) -> bool {
        self.listens.on_network()
    }
}

impl Spice {
    /// A server that listens on a socket or nowhere has no port.
    fn has_port(&self, _: Mode) -> bool {
        self.listens.on_network()
    }
}

/// `port`, `autoport`: -1 at rest where the choice is ours.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Port {
    pub port: Option<i32>,
    pub autoport: bool,
}

fn read_port(node: &Node, name: &str) -> xml::Result<Option<i32>> {
    match node.value::<i32>(name)? {
        Some(port) if (-1..=65535).contains(&port) => Ok(Some(port)),
        Some(_) => Err(node.bad_value(name)),
        None => Ok(None),
    }
}

impl Element for Port {
    fn parse(node: &Node) -> xml::Result<Self> {
        let port = read_port(node, "port")?;
        let said = node.value::<YesNo>("autoport")?;
        let auto = said == Some(YesNo::Yes);
        // No port at all, or one that says "choose": in a definition an old automatic number is forgotten.
        let autoport = auto || port.map_or(said.is_none(), |p| p == -1 || p == 0);
        let port = if autoport && (node.mode().inactive || port.is_some_and(|p| p < 1)) { None } else { port };
        Ok(Port { port, autoport })
    }

    fn format(&self, writer: &mut Writer) {
        let shown = match self.port {
            Some(port) if !(self.autoport && writer.mode().inactive) => port,
            _ => -1,
        };
        if self.port.is_some() || self.autoport {
            writer.attr("port", &shown.to_string());
        }
        writer.attr("autoport", if self.autoport { "yes" } else { "no" });
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<i32>("port").optional().attr::<YesNo>("autoport").optional();
    }
}

/// SPICE's two ports.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpicePorts {
    pub port: Option<i32>,
    pub tls_port: Option<i32>,
    pub autoport: bool,
}

impl Element for SpicePorts {
    fn parse(node: &Node) -> xml::Result<Self> {
        let mut ports = SpicePorts {
            port: read_port(node, "port")?.filter(|p| *p != 0),
            tls_port: read_port(node, "tlsPort")?.filter(|p| *p != 0),
            autoport: node.value::<YesNo>("autoport")? == Some(YesNo::Yes),
        };
        if ports.port == Some(-1) && ports.tls_port == Some(-1) {
            ports.autoport = true;
        }
        if ports.autoport && node.mode().inactive {
            ports.port = None;
            ports.tls_port = None;
        }
        Ok(ports)
    }

    fn format(&self, writer: &mut Writer) {
        let hide = self.autoport && writer.mode().inactive;
        if !hide {
            if let Some(port) = self.port {
                writer.attr("port", &port.to_string());
            }
            if let Some(port) = self.tls_port {
                writer.attr("tlsPort", &port.to_string());
            }
        }
        writer.attr("autoport", if self.autoport { "yes" } else { "no" });
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<i32>("port").optional().attr::<i32>("tlsPort").optional().attr::<YesNo>("autoport").optional();
    }
}

/// `passwd` and what belongs to it; printed only to those who may see it.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Password {
    #[xml(secret)]
    pub passwd: Option<String>,
    #[xml("passwdValidTo", secret)]
    pub valid_to: Option<String>,
    #[xml(secret)]
    pub connected: Option<String>,
}

/// `<listen>` elements, and the `listen` attribute that repeats the first address for old readers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listens {
    pub listens: Vec<Listen>,
}

impl Listens {
    /// The server is reached over a network.
    pub fn on_network(&self) -> bool {
        self.listens.first().is_none_or(|l| matches!(l.kind, ListenType::Address | ListenType::Network))
    }
}

impl Element for Listens {
    fn parse(node: &Node) -> xml::Result<Self> {
        let mut listens: Vec<Listen> = node.field("listen")?;
        let address = node.attr("listen").filter(|a| !a.is_empty());
        if let Some(socket) = node.attr("socket") {
            let named = listens.iter().find_map(|l| l.socket.as_deref()).unwrap_or(socket);
            if named != socket {
                return Err(node.error(format!(
                    "graphics 'socket' attribute '{socket}' must match 'socket' attribute of first listen element (found '{named}')"
                )));
            }
            if !listens.iter().any(|l| l.kind == ListenType::Socket) {
                listens.clear();
            }
            let mine = |l: &&mut Listen| l.kind == ListenType::Socket && l.socket.is_none();
            if let Some(first) = listens.iter_mut().find(mine) {
                first.socket = Some(socket.to_owned());
            }
        }
        if listens.is_empty() {
            let listen = match node.attr("socket") {
                Some(socket) => {
                    Listen { kind: ListenType::Socket, socket: Some(socket.to_owned()), ..Listen::default() }
                }
                None => Listen { address: address.map(str::to_owned), ..Listen::default() },
            };
            listens.push(listen);
        } else if let (Some(wanted), Some(first)) =
            (address, listens.iter_mut().find(|l| l.kind == ListenType::Address))
        {
            match &first.address {
                None => first.address = Some(wanted.to_owned()),
                Some(found) if found == wanted => (),
                Some(found) => {
                    return Err(node.error(format!(
                        "graphics 'listen' attribute '{wanted}' must match 'address' attribute of first listen element (found '{found}')"
                    )));
                }
            }
        }
        if node.mode().inactive {
            for listen in &mut listens {
                listen.from_config = None;
                if listen.kind == ListenType::Network {
                    listen.address = None;
                }
            }
        }
        Ok(Listens { listens })
    }

    fn format(&self, writer: &mut Writer) {
        if let Some(first) = self.listens.first() {
            match (first.kind, &first.address, &first.socket) {
                (ListenType::Address, Some(address), _) => writer.attr("listen", address),
                (ListenType::Network, Some(address), _) if writer.mode().live() => writer.attr("listen", address),
                (ListenType::Socket, _, Some(socket)) => writer.attr("socket", socket),
                _ => (),
            }
        }
        for listen in &self.listens {
            xml::Field::format(listen, "listen", writer);
        }
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("listen").optional().attr::<String>("socket").optional();
        shape.field::<Vec<Listen>>("listen");
    }
}

/// `<listen>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Listen {
    #[xml("type")]
    pub kind: ListenType,
    #[xml(when = Listen::prints_address)]
    pub address: Option<String>,
    pub network: Option<String>,
    pub socket: Option<String>,
    #[xml("fromConfig", status)]
    pub from_config: Option<u32>,
    #[xml("autoGenerated", status)]
    pub auto_generated: Option<YesNo>,
}

impl Listen {
    /// A network's address is known only while the guest runs.
    fn prints_address(&self, mode: Mode) -> bool {
        self.kind == ListenType::Address || mode.live()
    }
}

/// Where a server listens.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListenType {
    None,
    #[default]
    Address,
    Network,
    Socket,
}

/// `<channel>` of SPICE.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SpiceChannel {
    pub name: String,
    pub mode: String,
}

/// `<image compression=…>` and the like.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Compression {
    pub compression: String,
}

/// `<streaming mode=…>`: which parts of the screen become video.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Streaming {
    pub mode: String,
}

/// `<mouse mode=…>`: who draws the pointer.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct MouseMode {
    pub mode: String,
}

/// `<clipboard copypaste=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Clipboard {
    pub copypaste: YesNo,
}

/// `<filetransfer enable=…>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct FileTransfer {
    pub enable: YesNo,
}

/// `<gl>`: acceleration by a host GPU.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Gl {
    pub enable: YesNo,
    pub rendernode: Option<String>,
}

/// `<gl>` of a window: the host's desktop says by which GPU.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct SdlGl {
    pub enable: YesNo,
}

/// `<gl>` without a window: it is always on.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct HeadlessGl {
    pub rendernode: String,
}

crate::child_if_it_has! {
    /// Compat: nothing else is said of a GPU that is always on.
    headless_gl "rendernode" HeadlessGl
}

impl Graphics {
    /// Where the server listens, for the kinds that do.
    pub fn listens(&self) -> &[Listen] {
        match self {
            Graphics::Vnc(vnc) => &vnc.listens.listens,
            Graphics::Rdp(rdp) => &rdp.listens.listens,
            Graphics::Spice(spice) => &spice.listens.listens,
            _ => &[],
        }
    }

    /// Where the server listens, to change it.
    pub fn listens_mut(&mut self) -> Option<&mut Vec<Listen>> {
        match self {
            Graphics::Vnc(vnc) => Some(&mut vnc.listens.listens),
            Graphics::Rdp(rdp) => Some(&mut rdp.listens.listens),
            Graphics::Spice(spice) => Some(&mut spice.listens.listens),
            _ => None,
        }
    }
}
