//! Moving guests: either this program speaks with both daemons, or the source's daemon with the other one.

use std::ffi::{c_char, c_int, c_uint, c_ulong};

use ferrovirt::constants::*;
use ferrovirt::{Result, TypedParam, TypedValue, migration};

use crate::checks;
use crate::connect::VirConnect;
use crate::frame::with;
use crate::generated::refusals;
use crate::objects::VirDomain;
use crate::params::{self, VirTypedParameter};
use crate::prelude::convert;
use crate::text;

/// What older functions have as arguments.
///
/// # Safety
/// Each text is NULL or ends with NUL.
unsafe fn gathered(texts: [(&str, *const c_char); 3], bandwidth: c_ulong, function: &str) -> Result<Vec<TypedParam>> {
    let mut params = vec![];
    for (name, value) in texts {
        // SAFETY: as the caller promises.
        if let Some(value) = unsafe { text::optional(value, name, function) }? {
            params.push(TypedParam::new(name.to_owned(), value));
        }
    }
    if bandwidth > 0 {
        params.push(TypedParam::new(VIR_MIGRATE_PARAM_BANDWIDTH, bandwidth));
    }
    Ok(params)
}

/// Leaves a move to the source's daemon.
fn by_source(dom: &VirDomain, uri: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    migration::check_source(dom.connect(), flags)?;
    migration::peer_to_peer(dom.connect(), dom.reference(), uri, params, flags)
}

/// Moves a guest: by this program, or by the source's daemon where the flags say so.
fn moved(dom: &VirDomain, to: &VirConnect, params: Vec<TypedParam>, flags: u32) -> Result<*mut VirDomain> {
    let (source, target) = (dom.connect(), to.inside());
    if flags & VIR_MIGRATE_PEER2PEER == 0 {
        return Ok(VirDomain::new(to, migration::managed(source, dom.reference(), target, params, flags)?));
    }
    by_source(dom, &target.connect.uri()?, &params, flags)?;
    let renamed = params.iter().find(|param| param.field == VIR_MIGRATE_PARAM_DEST_NAME);
    let name = match renamed.map(|param| &param.value) {
        Some(TypedValue::String(name)) => name,
        _ => &dom.reference().name,
    };
    Ok(VirDomain::new(to, target.domain.lookup_by_name(name)?))
}

/// Moves a guest to another daemon.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrate(
    domain: *mut VirDomain,
    dconn: *mut VirConnect,
    flags: c_ulong,
    dname: *const c_char,
    uri: *const c_char,
    bandwidth: c_ulong,
) -> *mut VirDomain {
    const NAME: &str = "virDomainMigrate";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainMigrate(dom, dconn, flags, dname)?;
        let to = VirConnect::get(dconn, NAME)?;
        let texts = [
            (VIR_MIGRATE_PARAM_DEST_NAME, dname),
            (VIR_MIGRATE_PARAM_URI, uri),
            (VIR_MIGRATE_PARAM_DEST_XML, std::ptr::null()),
        ];
        let params = gathered(texts, bandwidth, NAME)?;
        moved(dom, to, params, convert(flags, "flags", NAME)?)
    })
}

/// Moves a guest to another daemon, perhaps with another document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrate2(
    domain: *mut VirDomain,
    dconn: *mut VirConnect,
    dxml: *const c_char,
    flags: c_ulong,
    dname: *const c_char,
    uri: *const c_char,
    bandwidth: c_ulong,
) -> *mut VirDomain {
    const NAME: &str = "virDomainMigrate2";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainMigrate2(dom, dconn, flags, dname)?;
        let to = VirConnect::get(dconn, NAME)?;
        let texts =
            [(VIR_MIGRATE_PARAM_DEST_NAME, dname), (VIR_MIGRATE_PARAM_URI, uri), (VIR_MIGRATE_PARAM_DEST_XML, dxml)];
        let params = gathered(texts, bandwidth, NAME)?;
        moved(dom, to, params, convert(flags, "flags", NAME)?)
    })
}

/// Moves a guest to another daemon as parameters say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrate3(
    domain: *mut VirDomain,
    dconn: *mut VirConnect,
    params: *mut VirTypedParameter,
    nparams: c_uint,
    flags: c_uint,
) -> *mut VirDomain {
    const NAME: &str = "virDomainMigrate3";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainMigrate3(dom, flags)?;
        let to = VirConnect::get(dconn, NAME)?;
        if flags & (VIR_MIGRATE_PEER2PEER | VIR_MIGRATE_TUNNELLED) != 0 {
            let message = "virDomainMigrateToURI3 is the function for migration by the source's daemon";
            return Err(checks::refused(NAME, "flags", message.to_owned()));
        }
        let params = params::read(params, convert(nparams, "nparams", NAME)?, NAME)?;
        moved(dom, to, params, flags)
    })
}

/// Lets the source's daemon move a guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateToURI(
    domain: *mut VirDomain,
    duri: *const c_char,
    flags: c_ulong,
    dname: *const c_char,
    bandwidth: c_ulong,
) -> c_int {
    const NAME: &str = "virDomainMigrateToURI";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainMigrateToURI(dom, duri, flags, dname)?;
        let none = std::ptr::null();
        let texts =
            [(VIR_MIGRATE_PARAM_DEST_NAME, dname), (VIR_MIGRATE_PARAM_URI, none), (VIR_MIGRATE_PARAM_DEST_XML, none)];
        let params = gathered(texts, bandwidth, NAME)?;
        let flags = convert(flags, "flags", NAME)?;
        by_source(dom, text::required(duri, "duri", NAME)?, &params, flags).map(|()| 0)
    })
}

/// Lets the source's daemon move a guest, perhaps with another document and over another way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateToURI2(
    domain: *mut VirDomain,
    dconnuri: *const c_char,
    miguri: *const c_char,
    dxml: *const c_char,
    flags: c_ulong,
    dname: *const c_char,
    bandwidth: c_ulong,
) -> c_int {
    const NAME: &str = "virDomainMigrateToURI2";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainMigrateToURI2(dom, flags, dname)?;
        let flags = convert(flags, "flags", NAME)?;
        let uri = text::required(dconnuri, "dconnuri", NAME)?;
        let texts =
            [(VIR_MIGRATE_PARAM_DEST_NAME, dname), (VIR_MIGRATE_PARAM_URI, miguri), (VIR_MIGRATE_PARAM_DEST_XML, dxml)];
        let params = gathered(texts, bandwidth, NAME)?;
        by_source(dom, uri, &params, flags).map(|()| 0)
    })
}

/// Lets the source's daemon move a guest as parameters say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMigrateToURI3(
    domain: *mut VirDomain,
    dconnuri: *const c_char,
    params: *mut VirTypedParameter,
    nparams: c_uint,
    flags: c_uint,
) -> c_int {
    const NAME: &str = "virDomainMigrateToURI3";
    with!(VirDomain, domain, NAME, |dom| {
        refusals::virDomainMigrateToURI3(dom, flags)?;
        let uri = text::required(dconnuri, "dconnuri", NAME)?;
        let params = params::read(params, convert(nparams, "nparams", NAME)?, NAME)?;
        by_source(dom, uri, &params, flags).map(|()| 0)
    })
}
