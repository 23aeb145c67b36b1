//! The file that describes a node: its hardware and the objects on it.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use conf::domain::Definition;
use virt::constants::*;
use virt::{Error, ErrorDomain, Position, Result, Uuid};
use xml::{Document, Mode, Node as Element};

use crate::core::Core;
use crate::define::known_or_new;
use crate::faults::Fault;
use crate::guest::Saved;
use crate::held::HeldTurn;
use crate::interface::Iface;
use crate::node::Node;
use crate::node_device::Device;
use crate::storage_pool::Pool;
use crate::storage_vol::Volume;
use crate::users::User;

/// The largest file that is read.
const MAX_BYTES: u64 = 64 << 20;
/// The namespace of what a document says to this driver only.
const NAMESPACE: &str = "http://libvirt.org/schemas/domain/test/1.0";

/// The node that there is without a file.
pub(crate) const DEFAULT: &str = include_str!("default.xml");

pub(crate) fn read(core_files: &dyn host::files::Files, path: &Path) -> Result<String> {
    let read = core_files.read(path, MAX_BYTES);
    let bytes = read.map_err(|e| Error::system(format!("Failed to open file '{}'", path.display()), &e))?;
    String::from_utf8(bytes).map_err(|e| Error::xml(format!("'{}' is no text: {e}", path.display())))
}

fn root<'d>(document: &'d Document<'_>) -> Result<Element<'d>> {
    let root = document.root(Mode::INACTIVE);
    match root.name() {
        "node" => Ok(root),
        other => Err(Error::xml(format!("the root element of a node's file is <node>, not <{other}>"))),
    }
}

fn document(text: &str) -> Result<Document<'_>> {
    Document::parse(text).map_err(conf_error)
}

fn conf_error(error: xml::Error) -> Error {
    conf::error(error).in_domain(ErrorDomain::TEST)
}

/// The hardware that a file describes; what it does not say is as it is without a file.
pub(crate) fn hardware(text: &str) -> Result<Node> {
    let document = document(text)?;
    let root = root(&document)?;
    let mut node = Node::default();
    let number = |parent: &Element, name: &str, into: &mut u32| -> Result<()> {
        if let Some(child) = parent.first(name) {
            *into = child.content().map_err(conf_error)?;
        }
        Ok(())
    };
    if let Some(cpu) = root.first("cpu") {
        number(&cpu, "nodes", &mut node.nodes)?;
        number(&cpu, "sockets", &mut node.sockets)?;
        number(&cpu, "cores", &mut node.cores)?;
        number(&cpu, "threads", &mut node.threads)?;
        number(&cpu, "mhz", &mut node.mhz)?;
        let product = [node.nodes, node.sockets, node.cores, node.threads];
        node.cpus = product.iter().fold(1, |product: u32, factor| product.saturating_mul(*factor));
        let most = node.cpus;
        number(&cpu, "active", &mut node.cpus)?;
        node.cpus = node.cpus.min(most);
        if let Some(model) = cpu.first("model") {
            node.model = model.text().into_owned();
        }
    }
    if let Some(memory) = root.first("memory") {
        node.memory_kib = memory.content().map_err(conf_error)?;
    }
    Ok(node)
}

/// Puts the objects that a file describes on the node. Paths in the file are relative to its folder.
pub(crate) fn load(core: &Core, text: &str, folder: Option<&Path>) -> Result<()> {
    let document = document(text)?;
    for child in root(&document)?.children() {
        if child.expanded_name() == (Some(NAMESPACE), "fault") {
            core.faults.add(fault(&child)?).map_err(|error| placed(error, &child))?;
            continue;
        }
        match child.name() {
            "domain" => each(core, &child, folder, domain)?,
            "network" => each(core, &child, folder, network)?,
            "pool" => each(core, &child, folder, pool)?,
            "interface" => each(core, &child, folder, interface)?,
            "device" => each(core, &child, folder, device)?,
            "cpu" | "memory" | "auth" => (),
            other => log::warn!("<{other}> in a node's file has no meaning yet"),
        }
    }
    Ok(())
}

/// Who may open the node; nobody in particular where the file names no one.
pub(crate) fn users(text: &str) -> Result<Vec<User>> {
    let document = document(text)?;
    let mut users = vec![];
    for auth in root(&document)?.children().filter(|child| child.name() == "auth") {
        for user in auth.children().filter(|child| child.name() == "user") {
            let name = user.text().into_owned();
            if name.is_empty() {
                let error = conf_error(user.error("missing username in /node/auth/user field"));
                return Err(error);
            }
            users.push(User { name, password: user.attr("password").map(str::to_owned) });
        }
    }
    Ok(users)
}

/// An element of a file, and its text.
struct Found<'a, 'd> {
    element: &'a Element<'d>,
    text: &'a str,
    /// Where files are that it names.
    folder: Option<&'a Path>,
}

/// Adds the object that an element is, or that is in the file it names. Complaints name that file, or the element's place.
fn each(
    core: &Core,
    element: &Element<'_>,
    folder: Option<&Path>,
    add: impl Fn(&Core, &Found<'_, '_>) -> Result<()>,
) -> Result<()> {
    let Some(file) = element.attr("file") else {
        let text = element.standalone_xml();
        return add(core, &Found { element, text: &text, folder }).map_err(|error| placed(error, element));
    };
    let path = folder.map_or_else(|| PathBuf::from(file), |folder| folder.join(file));
    let text = read(&*core.files, &path)?;
    let add_file = || {
        let inner = document(&text)?;
        let root = inner.root_named(own_name(element), Mode::INACTIVE).map_err(conf_error)?;
        add(core, &Found { element: &root, text: &text, folder })
    };
    add_file().map_err(|error| error.context(path.display()))
}

/// A complaint about the text of an element, whose lines are not those of the file.
fn placed(error: Error, element: &Element<'_>) -> Error {
    let here = element.error("");
    error.at(Position { line: here.line, column: here.column })
}

/// The name of an element without the prefix of its namespace.
fn own_name<'a>(element: &Element<'a>) -> &'a str {
    element.name().rsplit(':').next().unwrap_or_default()
}

/// What a document says to this driver: the child of that name in its namespace.
fn note<'a>(element: &Element<'a>, name: &str) -> Option<Element<'a>> {
    element.children().find(|child| child.expanded_name() == (Some(NAMESPACE), name))
}

/// Networks of a file are active.
fn network(core: &Core, found: &Found<'_, '_>) -> Result<()> {
    let network = crate::network::read(core, found.text)?;
    let turn = core.networks.begin();
    let mut net = turn.known_or_new(&network)?;
    net.definition = Some(Arc::new(network));
    crate::network::start(&mut net);
    turn.publish(net, None);
    Ok(())
}

/// So are interfaces.
fn interface(core: &Core, found: &Found<'_, '_>) -> Result<()> {
    let document = conf::interface::Interface::parse(found.text)?;
    core.interfaces.begin().publish(Iface::new(document)?.up(), None);
    Ok(())
}

/// Devices are hardware.
fn device(core: &Core, found: &Found<'_, '_>) -> Result<()> {
    let document = conf::nodedev::NodeDevice::parse(found.text)?;
    core.devices.begin().publish(Device::hardware(document), None);
    Ok(())
}

/// Pools are active, and may contain volumes.
fn pool(core: &Core, found: &Found<'_, '_>) -> Result<()> {
    let document = crate::storage_pool::read(core, found.text)?;
    {
        let turn = core.pools.begin();
        let mut pool = crate::storage_pool::known_or_new(&turn, &document)?;
        pool.definition = Some(Arc::new(document.clone()));
        pool.live.clone_from(&pool.definition);
        turn.publish(pool, None);
    }
    for child in found.element.children().filter(|child| child.name() == "volume") {
        each(core, &child, found.folder, |core, found| volume(core, document.uuid, found.text))?;
    }
    Ok(())
}

fn volume(core: &Core, pool: Uuid, text: &str) -> Result<()> {
    let turn = core.pools.begin();
    let Some(known) = turn.get(&pool) else { return Ok(()) };
    let mut next = Pool::clone(&known);
    next.put(Volume::placed(next.parse(text, 0)?, &known)?);
    turn.publish(next, None);
    Ok(())
}

fn domain(core: &Core, found: &Found<'_, '_>) -> Result<()> {
    let element = found.element;
    let domain = core.read(found.text)?;
    let state = note(element, "runstate").map(|state| state.content::<i32>()).transpose().map_err(conf_error)?;
    let state = state.unwrap_or(VIR_DOMAIN_RUNNING);
    if !(VIR_DOMAIN_NOSTATE..=VIR_DOMAIN_PMSUSPENDED).contains(&state) {
        let message = format!("runstate '{state}' is none of {VIR_DOMAIN_NOSTATE} to {VIR_DOMAIN_PMSUSPENDED}");
        return Err(Error::xml(message).in_domain(ErrorDomain::TEST));
    }
    let transient = note(element, "transient").is_some();
    let saved = note(element, "hasmanagedsave").is_some();
    if transient && state == VIR_DOMAIN_SHUTOFF {
        return Err(Error::xml(format!("transient domain '{}' can't have runstate 'shutoff'", domain.name)));
    }
    if saved && state != VIR_DOMAIN_SHUTOFF {
        return Err(Error::xml(format!(
            "domain '{}' with managedsave data can only have runstate 'shutoff'",
            domain.name
        )));
    }
    let turn = core.guests.begin();
    let mut guest = known_or_new(&turn, &domain)?;
    if !transient {
        guest.definition = Some(Arc::new(Definition::new(&domain)));
    }
    if saved {
        guest.saved = Some(Arc::new(Saved { document: Definition::live(&domain), paused: false }));
    }
    match state {
        VIR_DOMAIN_SHUTOFF => guest.state = (state, 0),
        other => guest.run(domain, core.take_id(), (other, 0)),
    }
    guest.snapshots = Arc::new(snapshots(core, &guest.name, found)?);
    turn.publish(guest, None);
    Ok(())
}

/// The snapshots that a guest has from the start.
fn snapshots(core: &Core, guest: &str, found: &Found<'_, '_>) -> Result<conf::snapshot::Tree> {
    let tree = RefCell::new(conf::snapshot::Tree::default());
    let is_snapshot = |child: &Element| child.expanded_name() == (Some(NAMESPACE), "domainsnapshot");
    for child in found.element.children().filter(is_snapshot) {
        each(core, &child, found.folder, |core, found| {
            // In this file the element is in a namespace, which its document does not know.
            let text = without_prefix(found.text, found.element.name());
            let snapshot = crate::moments::known_snapshot(core, &text)?;
            let mut tree = tree.borrow_mut();
            if tree.get(snapshot.name()).is_some() {
                return Err(Error::operation_failed(format!("domain moment {} already exists", snapshot.name())));
            }
            if snapshot.is_current && tree.current().is_some() {
                return Err(Error::internal("more than one snapshot claims to be active"));
            }
            let current = snapshot.is_current.then(|| snapshot.name().to_owned());
            tree.insert(snapshot);
            if current.is_some() {
                tree.set_current(current.as_deref());
            }
            Ok(())
        })?;
    }
    let tree = tree.into_inner();
    match tree.is_whole() {
        true => Ok(tree),
        false => Err(Error::internal(format!("Snapshots have inconsistent relations for domain {guest}"))),
    }
}

/// The text of an element whose own name loses its prefix.
fn without_prefix(text: &str, name: &str) -> String {
    let Some((prefix, _)) = name.split_once(':') else { return text.to_owned() };
    let (start, end) = (format!("<{prefix}:"), format!("</{name}>"));
    let text = text.replacen(&start, "<", 1);
    match text.rfind(&end) {
        Some(at) => format!("{}</{}", &text[..at], &text[at + start.len() + 1..]),
        None => text,
    }
}

/// What a file wants to happen to calls.
fn fault(element: &Element<'_>) -> Result<Fault> {
    if let Some((unknown, _)) = element.each_attribute().find(|(name, _)| !Fault::PARTS.contains(name)) {
        let error = element.error(format!("unknown attribute '{unknown}' of a fault")).suggest(unknown, Fault::PARTS);
        return Err(conf_error(error));
    }
    let hang = match element.attr("hang") {
        None | Some("no") => false,
        Some("yes") => true,
        Some(other) => return Err(conf_error(element.error(format!("hang is 'yes' or 'no', not '{other}'")))),
    };
    let number = |name: &str| element.value::<u32>(name).map(Option::unwrap_or_default).map_err(conf_error);
    let millis = number("delay")?;
    Ok(Fault {
        call: element.attr("call").unwrap_or_default().to_owned(),
        after: number("after")?,
        count: number("count")?,
        delay: Duration::from_millis(millis.into()),
        hang,
        error: element.value::<i32>("error").map_err(conf_error)?,
        message: element.attr("message").unwrap_or("a fault that was asked for").to_owned(),
    })
}
