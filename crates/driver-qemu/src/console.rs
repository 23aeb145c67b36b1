//! Speaking with a guest through its serial ports, consoles and channels.

use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;

use conf::domain::Domain;
use conf::domain::chardev::ChardevSource;
use virt::constants::*;
use virt::{DomainRef, Error, Result, Stream, StreamEnd};

use crate::core::Core;
use crate::flags;

/// Opens a console by alias, or the first there is.
pub(crate) fn open_console(core: &Core, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
    let known = VIR_DOMAIN_CONSOLE_FORCE | VIR_DOMAIN_CONSOLE_SAFE;
    flags::only(flags, known, "qemuDomainOpenConsole")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let document = snapshot.running()?.document();
    let devices = &document.domain.devices;
    let consoles = devices.consoles.iter().map(|d| (d.info.alias(), &d.source));
    let serials = devices.serials.iter().map(|d| (d.info.alias(), &d.source));
    let parallels = devices.parallels.iter().map(|d| (d.info.alias(), &d.source));
    let mut all = consoles.chain(serials).chain(parallels);
    let found = match name {
        Some(name) => all.find(|(alias, _)| *alias == name),
        None => all.next(),
    };
    let missing = || match name {
        Some(name) => Error::internal(format!("cannot find character device {name}")),
        None => Error::internal("cannot find default console device"),
    };
    let (alias, source) = found.ok_or_else(missing)?;
    open(source, alias, "character device")
}

/// Opens a channel by its name in the guest or by alias, or the first there is.
pub(crate) fn open_channel(core: &Core, dom: &DomainRef, name: Option<&str>, flags: u32) -> Result<Stream> {
    flags::only(flags, VIR_DOMAIN_CHANNEL_FORCE, "qemuDomainOpenChannel")?;
    let snapshot = core.table.find(dom)?.snapshot();
    let document = snapshot.running()?.document();
    let domain: &Domain = &document.domain;
    let mut channels = domain.devices.channels.iter();
    let found = match name {
        Some(name) => channels.find(|c| c.target.name.as_deref() == Some(name) || c.info.alias() == name),
        None => channels.next(),
    };
    let missing = || Error::internal(format!("cannot find channel {}", name.unwrap_or("default")));
    let channel = found.ok_or_else(missing)?;
    open(&channel.source, channel.info.alias(), "channel")
}

fn open(source: &ChardevSource, alias: &str, what: &str) -> Result<Stream> {
    let failed = |path: &str, e: &std::io::Error| Error::system(format!("unable to open {what} '{path}'"), e);
    let fd: OwnedFd = match source {
        ChardevSource::Pty { path: Some(path), .. } | ChardevSource::Dev { path: Some(path), .. } => {
            host::pty::open_raw(Path::new(path)).map_err(|e| failed(path, &e))?
        }
        ChardevSource::Unix(unix) => {
            let path = unix.path.as_deref().unwrap_or_default();
            UnixStream::connect(path).map_err(|e| failed(path, &e))?.into()
        }
        _ => {
            let message = format!("{what} {alias} is not using a PTY or a UNIX socket");
            return Err(Error::internal(message));
        }
    };
    Ok(Stream::End(StreamEnd { fd, read: true, write: true, length: None, sparse: false, held: None }))
}
