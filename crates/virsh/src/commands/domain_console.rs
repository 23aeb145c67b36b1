//! A guest's screens, keyboards and serial lines.

use std::fs::File;
use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd};

use ferrovirt::{DomainRef, PeerStream, StreamData, constants::*, peer};
use rustix::event::{PollFd, PollFlags, poll};
use serde_json::json;

use super::{disks, files, keys};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, argv, flag, int, string};
use crate::terminal::{self, RawMode};
use crate::time::Civil;
use crate::xpath;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "console",
        help: "connect to the guest console",
        about: "Connect the virtual serial console for the guest",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("devname", "character device name").unlisted(),
            flag("force", "force console connection (disconnect already connected sessions)"),
            flag("resume", "resume a paused guest after connecting to console"),
            flag("safe", "only connect if safe console handling is supported"),
        ],
        run: console,
        ..Command::EMPTY
    },
    Command {
        name: "screenshot",
        help: "take a screenshot of a current domain console and store it into a file",
        about: "screenshot of a current domain console",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("file", "where to store the screenshot").unlisted().completes(Complete::File),
            int("screen", "ID of a screen to take screenshot of").unlisted(),
        ],
        run: screenshot,
        ..Command::EMPTY
    },
    Command {
        name: "send-key",
        help: "Send keycodes to the guest",
        about: "Send keycodes (integers or symbolic names) to the guest",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            string("codeset", "the codeset of keycodes, default:linux").completes(Complete::Words(keys::CODESETS)),
            int("holdtime", "the time (in milliseconds) how long the keys will be held"),
            argv("keycode", "the key code").required(),
        ],
        run: send_key,
        ..Command::EMPTY
    },
    Command {
        name: "ttyconsole",
        help: "tty console",
        about: "Output the device for the TTY console.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: ttyconsole,
        ..Command::EMPTY
    },
    Command {
        name: "vncdisplay",
        help: "vnc display",
        about: "Output the IP address and port number for the VNC display.",
        options: &[string("domain", "domain name, id or uuid").required().completes(Complete::Domain)],
        run: vncdisplay,
        ..Command::EMPTY
    },
    Command {
        name: "domdisplay",
        help: "domain display connection URI",
        about: "Output the IP address and port number for the graphical display.",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            flag("include-password", "includes the password into the connection URI if available"),
            string("type", "select particular graphical display (e.g. \"vnc\", \"spice\", \"rdp\", \"dbus\")")
                .positional(),
            flag("all", "show all possible graphical displays"),
        ],
        run: domdisplay,
        ..Command::EMPTY
    },
    Command {
        name: "domdisplay-reload",
        help: "Reload domain's graphics display certificates",
        about: "Reload domain's graphics display certificates",
        options: &[
            string("domain", "domain name, id or uuid").required().completes(Complete::Domain),
            int("type", "graphics display type"),
        ],
        run: domdisplay_reload,
        ..Command::EMPTY
    },
];

fn console(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[("force", VIR_DOMAIN_CONSOLE_FORCE), ("safe", VIR_DOMAIN_CONSOLE_SAFE)]);
    let device = cx.args.text("devname")?.map(str::to_owned);
    let dom = cx.domain()?;
    let resume = cx.args.flag("resume");
    attach(cx, &dom, device.as_deref(), flags, resume)
}

/// Connects this terminal to a console of the guest until the escape key or the guest's end.
pub fn open(cx: &mut Context<'_>, dom: &DomainRef, device: Option<&str>, flags: u32) -> Outcome {
    attach(cx, dom, device, flags, false)
}

/// A guest to be resumed runs once somebody listens, so that its first words are not lost.
fn attach(cx: &mut Context<'_>, dom: &DomainRef, device: Option<&str>, flags: u32, resume: bool) -> Outcome {
    if cx.conn()?.domain.state(dom, 0)?.state == VIR_DOMAIN_SHUTOFF {
        return Err(Failure::new("The domain is not running"));
    }
    if !terminal::is_interactive() {
        return Err(Failure::new("Cannot run interactive console without a controlling TTY"));
    }
    let escape = cx.session.globals.escape;
    let key = if escape < 0x20 { format!("^{}", char::from(escape ^ 0x40)) } else { char::from(escape).to_string() };
    let hint = if escape < 0x20 { format!(" (Ctrl + {})", char::from(escape ^ 0x40)) } else { String::new() };
    cx.out.remark(format!("Connected to domain '{}'\nEscape character is {key}{hint}\n", dom.name));
    let connect = cx.conn()?;
    let mut stream = peer(connect.domain.open_console(dom, device, flags)?)?;
    if resume {
        connect.domain.resume(dom).lead(format!("Failed to resume domain '{}'", dom.name))?;
    }
    let raw = RawMode::enter().map_err(|e| Failure::new(format!("unable to make the terminal raw: {e}")))?;
    let outcome = carry(stream.as_mut(), escape);
    drop(raw);
    outcome
}

/// Carries bytes both ways until either side ends.
fn carry(stream: &mut dyn PeerStream, escape: u8) -> Outcome {
    let input = std::io::stdin();
    let mut buffer = [0; 4096];
    loop {
        while let Some(data) = stream.try_receive()? {
            match data {
                StreamData::Data(bytes) => {
                    let mut out = std::io::stdout().lock();
                    out.write_all(&bytes)
                        .and_then(|()| out.flush())
                        .map_err(|_| Failure::new("cannot write to stdout"))?;
                }
                StreamData::Hole(_) => (),
                StreamData::End => return Ok(stream.finish()?),
            }
        }
        if !wait(input.as_fd(), stream.readiness())? {
            continue;
        }
        let count = rustix::io::read(input.as_fd(), &mut buffer).map_err(|_| Failure::new("cannot read from stdin"))?;
        let typed = &buffer[..count];
        let leaves = count == 0 || typed.contains(&escape);
        let before = typed.split(|byte| *byte == escape).next().unwrap_or_default();
        if !before.is_empty() {
            stream.send(before)?;
        }
        if leaves {
            // A peer may answer that the stream was aborted, which is what was asked for.
            let _ = stream.abort();
            return Ok(());
        }
    }
}

/// Waits for a key or for something on the connection; tells whether there is a key.
fn wait(input: BorrowedFd<'_>, stream: Option<BorrowedFd<'_>>) -> Outcome<bool> {
    let watch = |fd| PollFd::from_borrowed_fd(fd, PollFlags::IN);
    let mut watched: Vec<_> = [Some(input), stream].into_iter().flatten().map(watch).collect();
    match poll(&mut watched, None) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(!watched[0].revents().is_empty()),
        Err(e) => Err(Failure::new(format!("unable to wait for the console: {e}"))),
    }
}

/// The largest picture that is taken off the wire.
const PICTURE_MAX: usize = 256 << 20;

fn screenshot(cx: &mut Context<'_>) -> Outcome {
    let screen = cx.args.number("screen")?.unwrap_or(0);
    let file = cx.args.text("file")?.map(str::to_owned);
    let dom = cx.domain()?;
    let failed = format!("could not take a screenshot of {}", dom.name);
    let (mime, stream) = cx.conn()?.domain.screenshot(&dom, screen, 0).lead(failed)?;
    let mut stream = peer(stream)?;
    let mime = mime.unwrap_or_default();
    let path = file.unwrap_or_else(|| {
        let extension = match mime.as_str() {
            "image/png" => ".png",
            "image/x-portable-pixmap" => ".ppm",
            _ => "",
        };
        format!("{}-{}{extension}", dom.name, Civil::now().0.text('-', '-'))
    });
    let mut picture =
        File::create(&path).map_err(|e| Failure::new(format!("cannot create file {path}: {}", files::words(&e))))?;
    let failed = format!("could not receive data from domain '{}'", dom.name);
    let mut size = 0;
    loop {
        let data = stream.receive().lead(&failed)?;
        let StreamData::Data(bytes) = data else { break };
        size += bytes.len();
        if size > PICTURE_MAX {
            return Err(Failure::new(format!("{failed}: the picture is larger than {PICTURE_MAX} bytes")));
        }
        picture.write_all(&bytes).map_err(|e| Failure::new(format!("cannot write to {path}: {}", files::words(&e))))?;
    }
    stream.finish().lead(format!("cannot close stream on domain '{}'", dom.name))?;
    cx.out.say(format!("Screenshot saved to {path}, with type of {mime}"));
    cx.out.data(json!({ "file": path, "mime_type": mime }));
    Ok(())
}

/// The protocol carries so many keys at once.
const KEYS_MAX: usize = 16;

fn send_key(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let name = cx.args.text("codeset")?.unwrap_or("linux").to_owned();
    let codeset = keys::CODESETS
        .iter()
        .position(|c| *c == name)
        .ok_or_else(|| Failure::new(format!("unknown codeset: '{name}'")))?;
    let holdtime = cx.args.number("holdtime")?.unwrap_or(0);
    let mut codes = vec![];
    for word in cx.args.list("keycode") {
        if codes.len() == KEYS_MAX {
            return Err(Failure::new("too many keycodes"));
        }
        codes.push(keys::code(&name, word).ok_or_else(|| Failure::new(format!("invalid keycode: '{word}'")))?);
    }
    Ok(cx.conn()?.domain.send_key(&dom, codeset as u32, holdtime, &codes, 0)?)
}

fn ttyconsole(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    let xml = cx.conn()?.domain.xml_desc(&dom, 0)?;
    let tty = xpath::first_text(&xml, "/domain/devices/console/@tty").ok_or_else(Failure::silent)?;
    cx.out.say(format!("{tty}\n"));
    cx.out.data(json!({ "tty": tty }));
    Ok(())
}

fn vncdisplay(cx: &mut Context<'_>) -> Outcome {
    let dom = cx.domain()?;
    if dom.id == -1 {
        return Err(Failure::new("Domain is not running"));
    }
    let xml = cx.conn()?.domain.xml_desc(&dom, 0)?;
    let port =
        xpath::first_text(&xml, "/domain/devices/graphics[@type='vnc']/@port").and_then(|p| p.parse::<i32>().ok());
    let Some(port) = port.filter(|port| *port >= 0) else {
        return Err(Failure::new("Failed to get VNC port. Is this domain using VNC?"));
    };
    let listen = ["@listen", "listen/@address"]
        .iter()
        .find_map(|path| xpath::first_text(&xml, &format!("/domain/devices/graphics[@type='vnc']/{path}")))
        .filter(|address| !["0.0.0.0", "::"].contains(&address.as_str()))
        .unwrap_or_default();
    cx.out.say(format!("{listen}:{}\n", port - 5900));
    cx.out.data(json!({ "listen": listen, "display": port - 5900, "port": port }));
    Ok(())
}

fn domdisplay(cx: &mut Context<'_>) -> Outcome {
    let wanted = cx.args.text("type")?.map(str::to_owned);
    let secure = cx.args.flag("include-password");
    let dom = cx.domain()?;
    if dom.id == -1 {
        return Err(Failure::new("Domain is not running"));
    }
    let flags = if secure { VIR_DOMAIN_XML_SECURE } else { 0 };
    let xml = cx.conn()?.domain.xml_desc(&dom, flags)?;
    let all = cx.args.flag("all");
    let displays = disks::devices(&xml, |node| {
        let kind = node.attr("type").unwrap_or_default().to_owned();
        let is_wanted = node.name() == "graphics" && wanted.as_ref().is_none_or(|w| *w == kind);
        is_wanted.then(|| display_uri(node, &kind)).flatten()
    })?;
    if displays.is_empty() {
        return Err(Failure::new(match wanted {
            Some(kind) => format!("No graphical display with type '{kind}' found"),
            None => "No graphical display found".to_owned(),
        }));
    }
    if all {
        cx.out.say(displays.iter().map(|uri| format!("{uri}\n")).collect::<String>());
    } else {
        cx.out.say(&displays[0]);
    }
    cx.out.data(json!({ "displays": displays }));
    Ok(())
}

/// The URI a viewer connects to; nothing where the display does not listen.
fn display_uri(node: xml::Node<'_>, kind: &str) -> Option<String> {
    let listen = node.first("listen");
    let socket = node.attr("socket").or_else(|| listen.and_then(|l| l.attr("socket")));
    if let Some(path) = socket {
        return Some(format!("{kind}+unix://{path}"));
    }
    let number = |name: &str| node.attr(name).and_then(|port| port.parse::<i32>().ok()).filter(|port| *port > 0);
    let (port, tls_port) = (number("port"), number("tlsPort"));
    if port.is_none() && tls_port.is_none() {
        return None;
    }
    let address = node.attr("listen").or_else(|| listen.and_then(|l| l.attr("address"))).unwrap_or("localhost");
    let host = match address {
        "0.0.0.0" | "::" => "localhost".to_owned(),
        v6 if v6.contains(':') => format!("[{v6}]"),
        other => other.to_owned(),
    };
    let password = node.attr("passwd");
    let mut uri = format!("{kind}://");
    if let Some(password) = password.filter(|_| kind == "vnc") {
        uri.push_str(&format!(":{password}@"));
    }
    uri.push_str(&host);
    if let Some(port) = port {
        uri.push_str(&format!(":{}", if kind == "vnc" { port - 5900 } else { port }));
    }
    let mut query = vec![];
    if let Some(port) = tls_port {
        query.push(format!("tls-port={port}"));
    }
    if let Some(password) = password.filter(|_| kind == "spice") {
        query.push(format!("password={password}"));
    }
    if !query.is_empty() {
        uri.push_str(&format!("?{}", query.join("&")));
    }
    Some(uri)
}

fn domdisplay_reload(cx: &mut Context<'_>) -> Outcome {
    let kind = match cx.args.text("type")? {
        None => VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY,
        Some("vnc") => VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC,
        Some(other) => return Err(Failure::new(format!("invalid graphics type: '{other}'"))),
    };
    let dom = cx.domain()?;
    Ok(cx.conn()?.domain.graphics_reload(&dom, kind as u32, 0)?)
}
