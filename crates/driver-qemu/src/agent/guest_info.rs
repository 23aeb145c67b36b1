//! Everything that an agent can tell of its guest, as typed parameters.

use conf::domain::Domain;
use virt::constants::*;
use virt::generated::limits::REMOTE_DOMAIN_GUEST_INFO_PARAMS_MAX as MAX_PARAMS;
use virt::{DomainRef, Error, Result, TypedParam, TypedValue, flags};

use super::disks::AgentDisk;
use super::line::with_agent;
use super::reply::Reply;
use super::{file_systems, hostname, interfaces};
use crate::core::Core;

/// A group of what can be told: its bit, the command, and who reads the answer.
type Group = (u32, &'static str, fn(&mut Params, &Reply, &Domain) -> Result<()>);

/// All groups, in the order in which they are told.
const GROUPS: [Group; 8] = [
    (VIR_DOMAIN_GUEST_INFO_USERS, "guest-get-users", |out, reply, _| users(out, reply)),
    (VIR_DOMAIN_GUEST_INFO_OS, "guest-get-osinfo", |out, reply, _| os(out, reply)),
    (VIR_DOMAIN_GUEST_INFO_TIMEZONE, "guest-get-timezone", |out, reply, _| timezone(out, reply)),
    (VIR_DOMAIN_GUEST_INFO_HOSTNAME, hostname::COMMAND, |out, reply, _| {
        out.add(VIR_DOMAIN_GUEST_INFO_HOSTNAME_HOSTNAME, hostname::read(reply)?)
    }),
    (VIR_DOMAIN_GUEST_INFO_FILESYSTEM, file_systems::LIST, file_systems),
    (VIR_DOMAIN_GUEST_INFO_DISKS, "guest-get-disks", disks),
    (VIR_DOMAIN_GUEST_INFO_INTERFACES, interfaces::LIST, |out, reply, _| interfaces(out, reply)),
    (VIR_DOMAIN_GUEST_INFO_LOAD, "guest-get-load", |out, reply, _| load(out, reply)),
];

/// A list that does not grow beyond what a client may be sent.
#[derive(Default)]
struct Params(Vec<TypedParam>);

impl Params {
    fn add(&mut self, field: impl Into<String>, value: impl Into<TypedValue>) -> Result<()> {
        if self.0.len() >= MAX_PARAMS {
            return Err(Error::internal(format!("guest agent tells more than {MAX_PARAMS} things")));
        }
        self.0.push(TypedParam::new(field.into(), value.into()));
        Ok(())
    }

    fn add_if(&mut self, field: impl Into<String>, value: Option<impl Into<TypedValue>>) -> Result<()> {
        value.map_or(Ok(()), |value| self.add(field, value))
    }

    fn count(&mut self, field: impl Into<String>, count: usize) -> Result<()> {
        self.add(field, u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// What the agent tells of the groups that are asked for; with none named, of all that it can tell.
pub(crate) fn guest_info(core: &Core, dom: &DomainRef, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
    flags::only(flags, 0, "qemuDomainGetGuestInfo")?;
    let known = GROUPS.iter().fold(0, |bits, (bit, ..)| bits | bit);
    if types & !known != 0 {
        return Err(Error::invalid_arg(format!("unsupported guest information types '0x{:x}'", types & !known)));
    }
    let replies = with_agent(core, dom, "agent: guest info", |asker| {
        let mut replies = Vec::new();
        for (bit, command, read) in GROUPS {
            if types != 0 && types & bit == 0 {
                continue;
            }
            match asker.ask_if_known(command, None)? {
                Ok(reply) => replies.push((reply, read)),
                // Who asks for everything gets what there is.
                Err(_) if types == 0 => {}
                Err(unable) => return Err(unable.0),
            }
        }
        Ok(replies)
    })?;
    let document = file_systems::document(core, dom)?;
    let mut out = Params::default();
    for (reply, read) in replies {
        read(&mut out, &reply, &document.domain)?;
    }
    Ok(out.0)
}

/// What each group makes of the same answer.
#[cfg(test)]
pub(super) fn told(reply: &Reply, domain: &Domain) -> Vec<Result<Vec<TypedParam>>> {
    let tell = |read: fn(&mut Params, &Reply, &Domain) -> Result<()>| {
        let mut out = Params::default();
        read(&mut out, reply, domain).map(|()| out.0)
    };
    GROUPS.into_iter().map(|(_, _, read)| tell(read)).collect()
}

/// Milliseconds since 1970, of seconds with a fraction.
fn milliseconds(seconds: f64) -> u64 {
    // The cast takes what is negative or no number for 0, and what is too large for the largest.
    (seconds * 1000.0) as u64
}

fn users(out: &mut Params, reply: &Reply) -> Result<()> {
    let users = reply.list(MAX_PARAMS)?;
    out.count(VIR_DOMAIN_GUEST_INFO_USER_COUNT, users.len())?;
    for (number, user) in users.into_iter().enumerate() {
        out.add(format!("user.{number}.name"), user.text_of("user")?)?;
        out.add_if(format!("user.{number}.domain"), user.optional_text("domain")?)?;
        out.add(format!("user.{number}.login-time"), milliseconds(user.real_of("login-time")?))?;
    }
    Ok(())
}

/// What the agent calls a fact, and what it is called here.
const OS_FACTS: [(&str, &str); 10] = [
    ("id", VIR_DOMAIN_GUEST_INFO_OS_ID),
    ("name", VIR_DOMAIN_GUEST_INFO_OS_NAME),
    ("pretty-name", VIR_DOMAIN_GUEST_INFO_OS_PRETTY_NAME),
    ("version", VIR_DOMAIN_GUEST_INFO_OS_VERSION),
    ("version-id", VIR_DOMAIN_GUEST_INFO_OS_VERSION_ID),
    ("machine", VIR_DOMAIN_GUEST_INFO_OS_MACHINE),
    ("variant", VIR_DOMAIN_GUEST_INFO_OS_VARIANT),
    ("variant-id", VIR_DOMAIN_GUEST_INFO_OS_VARIANT_ID),
    ("kernel-release", VIR_DOMAIN_GUEST_INFO_OS_KERNEL_RELEASE),
    ("kernel-version", VIR_DOMAIN_GUEST_INFO_OS_KERNEL_VERSION),
];

fn os(out: &mut Params, reply: &Reply) -> Result<()> {
    let object = reply.object()?;
    OS_FACTS.iter().try_for_each(|(theirs, ours)| out.add_if(*ours, object.optional_text(theirs)?))
}

fn timezone(out: &mut Params, reply: &Reply) -> Result<()> {
    let object = reply.object()?;
    out.add_if(VIR_DOMAIN_GUEST_INFO_TIMEZONE_NAME, object.optional_text("zone")?)?;
    let offset = i32::try_from(object.number_of("offset")?).map_err(|_| object.wrong("an offset out of range"))?;
    out.add(VIR_DOMAIN_GUEST_INFO_TIMEZONE_OFFSET, offset)
}

fn file_systems(out: &mut Params, reply: &Reply, domain: &Domain) -> Result<()> {
    let found = file_systems::read_all(reply, domain)?;
    if found.is_empty() {
        return Ok(());
    }
    out.count(VIR_DOMAIN_GUEST_INFO_FS_COUNT, found.len())?;
    for (number, found) in found.into_iter().enumerate() {
        out.add(format!("fs.{number}.name"), found.name)?;
        out.add(format!("fs.{number}.mountpoint"), found.mount_point)?;
        out.add(format!("fs.{number}.fstype"), found.kind)?;
        out.add_if(format!("fs.{number}.total-bytes"), found.total_bytes)?;
        out.add_if(format!("fs.{number}.used-bytes"), found.used_bytes)?;
        out.count(format!("fs.{number}.disk.count"), found.disks.len())?;
        for (at, disk) in found.disks.into_iter().enumerate() {
            out.add_if(format!("fs.{number}.disk.{at}.alias"), disk.alias)?;
            out.add_if(format!("fs.{number}.disk.{at}.serial"), disk.serial)?;
            out.add_if(format!("fs.{number}.disk.{at}.device"), disk.device)?;
        }
    }
    Ok(())
}

fn disks(out: &mut Params, reply: &Reply, domain: &Domain) -> Result<()> {
    let disks = reply.list(MAX_PARAMS)?;
    if disks.is_empty() {
        return Ok(());
    }
    out.count(VIR_DOMAIN_GUEST_INFO_DISK_COUNT, disks.len())?;
    for (number, disk) in disks.into_iter().enumerate() {
        out.add(format!("disk.{number}.name"), disk.text_of("name")?)?;
        out.add(format!("disk.{number}.partition"), disk.flag_of("partition")?)?;
        let dependencies = disk.optional_list("dependencies", MAX_PARAMS)?;
        if !dependencies.is_empty() {
            out.count(format!("disk.{number}.dependency.count"), dependencies.len())?;
        }
        for (at, dependency) in dependencies.into_iter().enumerate() {
            out.add(format!("disk.{number}.dependency.{at}.name"), dependency.text()?)?;
        }
        let found = disk.field("address").map(|address| AgentDisk::read(address, domain)).transpose()?;
        let found = found.unwrap_or_default();
        out.add_if(format!("disk.{number}.serial"), found.serial)?;
        out.add_if(format!("disk.{number}.alias"), found.alias)?;
        out.add_if(format!("disk.{number}.guest_alias"), disk.optional_text("alias")?)?;
        out.add_if(format!("disk.{number}.guest_bus"), found.bus)?;
    }
    Ok(())
}

fn interfaces(out: &mut Params, reply: &Reply) -> Result<()> {
    let cards = interfaces::read_all(reply)?;
    if cards.is_empty() {
        return Ok(());
    }
    out.count(VIR_DOMAIN_GUEST_INFO_IF_COUNT, cards.len())?;
    for (number, card) in cards.into_iter().enumerate() {
        out.add(format!("if.{number}.name"), card.name)?;
        out.add(format!("if.{number}.hwaddr"), card.hwaddr.unwrap_or_default())?;
        out.count(format!("if.{number}.addr.count"), card.addrs.len())?;
        for (at, address) in card.addrs.into_iter().enumerate() {
            let kind = if address.type_ == VIR_IP_ADDR_TYPE_IPV4 { "ipv4" } else { "ipv6" };
            out.add(format!("if.{number}.addr.{at}.type"), kind)?;
            out.add(format!("if.{number}.addr.{at}.addr"), address.addr)?;
            out.add(format!("if.{number}.addr.{at}.prefix"), address.prefix)?;
        }
    }
    Ok(())
}

fn load(out: &mut Params, reply: &Reply) -> Result<()> {
    let object = reply.object()?;
    out.add(VIR_DOMAIN_GUEST_INFO_LOAD_1M, object.real_of("load1m")?)?;
    out.add(VIR_DOMAIN_GUEST_INFO_LOAD_5M, object.real_of("load5m")?)?;
    out.add(VIR_DOMAIN_GUEST_INFO_LOAD_15M, object.real_of("load15m")?)
}
