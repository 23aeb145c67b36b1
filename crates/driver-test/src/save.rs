//! Guests saved to files and started from them, and what is kept of one that its driver saved.
//!
//! A file is a magic word with its NUL, the length of the document as four bytes, least first, and the document.

use std::path::Path;
use std::sync::Arc;

use conf::domain::{Definition, Domain, ParseFlags};
use virt::constants::*;
use virt::{DomainRef, Error, Result, TypedParam, TypedValue, flags, typed_param};

use crate::core::Core;
use crate::define::{keep_or_forget, known_or_new};
use crate::events::Lifecycle;
use crate::guest::Saved;

const MAGIC: &[u8] = b"TestGuestMagic\0";
/// The largest file that is read.
const MAX_BYTES: u64 = 64 << 20;
const SAVED: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_SAVED);
const CRASHED: Lifecycle = Lifecycle::stopped(VIR_DOMAIN_EVENT_STOPPED_CRASHED);
const RESTORED: Lifecycle = Lifecycle::started(VIR_DOMAIN_EVENT_STARTED_RESTORED);
const MODES: u32 = VIR_DOMAIN_SAVE_RUNNING | VIR_DOMAIN_SAVE_PAUSED;

/// Whether flags ask for a state in which the guest goes on.
fn asked(flags: u32) -> Result<Option<bool>> {
    flags::exclusive(
        flags,
        (VIR_DOMAIN_SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING"),
        (VIR_DOMAIN_SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"),
    )?;
    Ok(match flags & MODES {
        0 => None,
        mode => Some(mode == VIR_DOMAIN_SAVE_PAUSED),
    })
}

/// Writes a whole file, or leaves what was there.
fn write_file(core: &Core, path: &str, content: &[u8], what: &str) -> Result<()> {
    let written = core.files.write_atomic(Path::new(path), content, 0o600, host::files::Durability::Volatile);
    written.map_err(|e| Error::system(format!("{what}: cannot write '{path}'"), &e))
}

fn image(text: &str) -> Result<Vec<u8>> {
    let length = u32::try_from(text.len()).map_err(|_| Error::overflow("the document is too long for a file"))?;
    let mut bytes = Vec::with_capacity(MAGIC.len() + 4 + text.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
    Ok(bytes)
}

fn read_image(core: &Core, path: &str) -> Result<Domain> {
    let read = core.files.read(Path::new(path), MAX_BYTES);
    let bytes = read.map_err(|e| Error::system(format!("cannot read domain image '{path}'"), &e))?;
    let cut = || {
        let cause = std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        Error::system(format!("the image '{path}' is cut off"), &cause)
    };
    let (magic, rest) = bytes.split_at_checked(MAGIC.len()).ok_or_else(cut)?;
    if magic != MAGIC {
        return Err(Error::internal(format!("'{path}' is no image of this driver: mismatched header magic")));
    }
    let (length, text) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let missing = || Error::internal(format!("the image '{path}' is shorter than it says"));
    let text = text.get(..length).ok_or_else(missing)?;
    let text = std::str::from_utf8(text).map_err(|e| Error::xml(format!("the image '{path}' holds no text: {e}")))?;
    Domain::parse(text, ParseFlags::LIVE)
}

pub(crate) fn save(core: &Core, dom: &DomainRef, to: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, MODES, "testDomainSaveFlags")?;
    if dxml.is_some() {
        return Err(Error::argument_unsupported("xml modification unsupported"));
    }
    asked(flags)?;
    let (turn, mut guest) = core.begin(dom)?;
    let text = &guest.running()?.document.text;
    write_file(core, to, &image(text)?, &format!("saving domain '{}'", guest.name))?;
    let events = crate::lifecycle::end(core, &mut guest, VIR_DOMAIN_SHUTOFF_SAVED, SAVED);
    keep_or_forget(&turn, guest, events);
    Ok(())
}

fn text<'a>(params: &'a [TypedParam], field: &str) -> Result<Option<&'a str>> {
    match typed_param::find(params, field) {
        None => Ok(None),
        Some(TypedValue::String(text)) => Ok(Some(text)),
        Some(_) => Err(Error::invalid_arg(format!("parameter '{field}' is no text"))),
    }
}

pub(crate) fn save_params(core: &Core, dom: &DomainRef, params: &[TypedParam], flags: u32) -> Result<()> {
    let (file, dxml) = (text(params, VIR_DOMAIN_SAVE_PARAM_FILE)?, text(params, VIR_DOMAIN_SAVE_PARAM_DXML)?);
    match file {
        Some(file) => save(core, dom, file, dxml, flags),
        None => managed_save(core, dom, flags),
    }
}

pub(crate) fn restore_params(core: &Core, params: &[TypedParam], flags: u32) -> Result<()> {
    let (file, dxml) = (text(params, VIR_DOMAIN_SAVE_PARAM_FILE)?, text(params, VIR_DOMAIN_SAVE_PARAM_DXML)?);
    let file = file.ok_or_else(|| Error::invalid_arg("the parameter 'file' is missing"))?;
    restore(core, file, dxml, flags)
}

pub(crate) fn restore(core: &Core, from: &str, dxml: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, MODES, "testDomainRestoreFlags")?;
    if dxml.is_some() {
        return Err(Error::argument_unsupported("xml modification unsupported"));
    }
    let paused = asked(flags)?.unwrap_or(false);
    let domain = core.complete(read_image(core, from)?)?;
    let turn = core.guests.begin();
    let mut guest = known_or_new(&turn, &domain)?;
    if guest.is_active() {
        return Err(Error::operation_invalid(format!("domain '{}' is already active", guest.name)));
    }
    let state = match paused {
        true => (VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER),
        false => (VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_RESTORED),
    };
    guest.run(domain, core.take_id(), state);
    let events: Vec<_> = crate::create::events(RESTORED, &guest).collect();
    turn.publish(guest, events);
    Ok(())
}

/// The document in an image.
pub(crate) fn image_xml(core: &Core, from: &str, flags: u32) -> Result<String> {
    flags::only(flags, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE, "testDomainSaveImageGetXMLDesc")?;
    let secure = flags != 0;
    let format = conf::domain::FormatFlags { secure, inactive: true, migratable: false, status: false };
    Ok(core.complete(read_image(core, from)?)?.format(format))
}

/// Replaces the document in an image by one that the saved guest can go on with.
pub(crate) fn define_image_xml(core: &Core, file: &str, dxml: &str, flags: u32) -> Result<()> {
    flags::only(flags, MODES, "testDomainSaveImageDefineXML")?;
    let had = core.complete(read_image(core, file)?)?;
    let mut wanted = core.read(dxml)?;
    conf::domain::abi::check(&had, &wanted)?;
    wanted.id = had.id;
    write_file(core, file, &image(&Definition::live(&wanted).text)?, "changing a saved guest")
}

pub(crate) fn managed_save(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, MODES | VIR_DOMAIN_SAVE_BYPASS_CACHE, "testDomainManagedSave")?;
    let asked = asked(flags)?;
    let (turn, mut guest) = core.begin(dom)?;
    let document = guest.running()?.document.clone();
    if !guest.is_persistent() {
        return Err(Error::operation_invalid("cannot do managed save for transient domain"));
    }
    let paused = asked.unwrap_or(guest.state.0 == VIR_DOMAIN_PAUSED);
    guest.saved = Some(Arc::new(Saved { document, paused }));
    let events = crate::lifecycle::end(core, &mut guest, VIR_DOMAIN_SHUTOFF_SAVED, SAVED);
    turn.publish(guest, events);
    Ok(())
}

pub(crate) fn has_managed_save(core: &Core, dom: &DomainRef, flags: u32) -> Result<i32> {
    flags::only(flags, 0, "testDomainHasManagedSaveImage")?;
    Ok(core.guest(dom)?.saved.is_some().into())
}

pub(crate) fn remove_managed_save(core: &Core, dom: &DomainRef, flags: u32) -> Result<()> {
    flags::only(flags, 0, "testDomainManagedSaveRemove")?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.saved = None;
    turn.publish(guest, None);
    Ok(())
}

fn no_managed_save() -> Error {
    Error::operation_invalid("domain does not have managed save image")
}

/// The document with which a guest that its driver saved goes on.
pub(crate) fn managed_save_xml(core: &Core, dom: &DomainRef, flags: u32) -> Result<String> {
    flags::only(flags, VIR_DOMAIN_SAVE_IMAGE_XML_SECURE, "testDomainManagedSaveGetXMLDesc")?;
    let guest = core.guest(dom)?;
    let saved = guest.saved.as_ref().ok_or_else(no_managed_save)?;
    let format = conf::domain::FormatFlags { secure: flags != 0, inactive: true, migratable: false, status: false };
    Ok(saved.document.parse_live()?.format(format))
}

/// Replaces it by one that the guest can go on with.
pub(crate) fn define_managed_save(core: &Core, dom: &DomainRef, dxml: Option<&str>, flags: u32) -> Result<()> {
    flags::only(flags, MODES, "testDomainManagedSaveDefineXML")?;
    let asked = asked(flags)?;
    let (turn, mut guest) = core.begin(dom)?;
    let saved = guest.saved.clone().ok_or_else(no_managed_save)?;
    let document = match dxml {
        None => saved.document.clone(),
        Some(dxml) => {
            let had = saved.document.parse_live()?;
            let mut wanted = core.read(dxml)?;
            conf::domain::abi::check(&had, &wanted)?;
            wanted.id = had.id;
            Definition::live(&wanted)
        }
    };
    guest.saved = Some(Arc::new(Saved { document, paused: asked.unwrap_or(saved.paused) }));
    turn.publish(guest, None);
    Ok(())
}

/// Writes what could be a guest's memory, and ends or resets the guest if asked to.
pub(crate) fn core_dump(core: &Core, dom: &DomainRef, to: &str, format: u32, flags: u32) -> Result<()> {
    flags::only(flags, VIR_DUMP_CRASH, "testDomainCoreDumpWithFormat")?;
    let (turn, mut guest) = core.begin(dom)?;
    guest.running()?;
    if format != VIR_DOMAIN_CORE_DUMP_FORMAT_RAW as u32 {
        let message = format!("core dumps of format {format} are not supported here, only raw ones");
        return Err(Error::operation_unsupported(message));
    }
    write_file(core, to, MAGIC, &format!("domain '{}' coredump", guest.name))?;
    if flags != 0 {
        let events = crate::lifecycle::end(core, &mut guest, VIR_DOMAIN_SHUTOFF_CRASHED, CRASHED);
        keep_or_forget(&turn, guest, events);
    }
    Ok(())
}
