//! Moving guests: either this program speaks with both daemons, or the source's daemon with the other one.

use std::ffi::{c_char, c_int, c_uint, c_ulong};

use ferrovirt::{DomainRef, Error, ErrorCode, ErrorDomain, Result, TypedParam, TypedValue};

use crate::checks;
use crate::connect::VirConnect;
use crate::frame::with;
use crate::generated::refusals;
use crate::objects::VirDomain;
use crate::params::{self, VirTypedParameter};
use crate::prelude::convert;
use crate::text;

/// `VIR_MIGRATE_PEER2PEER`
const PEER_TO_PEER: u32 = 2;
/// `VIR_MIGRATE_TUNNELLED`
const TUNNELLED: u32 = 4;

/// Sets a parameter, or takes the value of one that is there already.
fn set(params: &mut Vec<TypedParam>, name: &str, value: impl Into<TypedValue>) {
    let value = value.into();
    match params.iter_mut().find(|param| param.field == name) {
        Some(param) => param.value = value,
        None => params.push(TypedParam::new(name.to_owned(), value)),
    }
}

/// What older functions have as arguments.
///
/// # Safety
/// Each text is NULL or ends with NUL.
unsafe fn gathered(texts: [(&str, *const c_char); 3], bandwidth: c_ulong, function: &str) -> Result<Vec<TypedParam>> {
    let mut params = vec![];
    for (name, value) in texts {
        // SAFETY: as the caller promises.
        if let Some(value) = unsafe { text::optional(value, name, function) }? {
            set(&mut params, name, value);
        }
    }
    if bandwidth > 0 {
        set(&mut params, "bandwidth", bandwidth);
    }
    Ok(params)
}

/// The flags, if they leave everything to the source's daemon: no driver moves a guest to a place without one.
fn for_peers(flags: u32) -> Result<u32> {
    if flags & PEER_TO_PEER == 0 {
        let message = "direct migration is not supported by the source host";
        let error = Error::new(ErrorCode::ARGUMENT_UNSUPPORTED, message).remedy("set VIR_MIGRATE_PEER2PEER");
        return Err(error.in_domain(ErrorDomain::DOMAIN));
    }
    Ok(flags)
}

/// The source's daemon does everything.
fn peer_to_peer(dom: &VirDomain, uri: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    dom.connect().domain.migrate_perform3_params(dom.reference(), Some(uri), params, &[], flags).map(drop)
}

/// Begin and perform at the source, prepare and finish at the destination, and a last word to the source.
fn managed(dom: &VirDomain, to: &VirConnect, mut params: Vec<TypedParam>, flags: u32) -> Result<DomainRef> {
    let (source, target) = (&dom.connect().domain, &to.inside().domain);
    let begun = source.migrate_begin3_params(dom.reference(), &params, flags)?;
    let confirm = |params: &[TypedParam], cookie: &[u8], cancelled: bool| {
        source.migrate_confirm3_params(dom.reference(), params, cookie, flags, cancelled.into())
    };
    set(&mut params, "destination_xml", begun.xml.as_str());
    let prepared = match target.migrate_prepare3_params(&params, &begun.cookie_out, flags) {
        Ok(prepared) => prepared,
        Err(error) => {
            // The first failure is the one to tell of.
            let _ = confirm(&params, &[], true);
            return Err(error);
        }
    };
    if let Some(uri) = &prepared.uri_out {
        set(&mut params, "migrate_uri", uri.as_str());
    }
    let performed = source.migrate_perform3_params(dom.reference(), None, &params, &prepared.cookie_out, flags);
    let cookie = performed.as_deref().unwrap_or_default();
    // The last step over there names the guest, which has got a new name or goes by its own.
    if !params.iter().any(|param| param.field == "destination_name") {
        set(&mut params, "destination_name", dom.reference().name.as_str());
    }
    let finished = target.migrate_finish3_params(&params, cookie, flags, performed.is_err().into());
    let arrived = performed.is_ok() && finished.is_ok();
    let cookie = finished.as_ref().map_or(&[][..], |finished| &finished.cookie_out);
    let confirmed = confirm(&params, cookie, !arrived);
    performed?;
    let finished = finished?;
    confirmed?;
    Ok(finished.dom)
}

/// Moves a guest: by this program, or by the source's daemon where the flags say so.
fn moved(dom: &VirDomain, to: &VirConnect, params: Vec<TypedParam>, flags: u32) -> Result<*mut VirDomain> {
    if flags & PEER_TO_PEER == 0 {
        if flags & TUNNELLED != 0 {
            let message = "cannot perform tunnelled migration without using peer2peer flag";
            return Err(Error::new(ErrorCode::OPERATION_INVALID, message).in_domain(ErrorDomain::DOMAIN));
        }
        return Ok(VirDomain::new(to, managed(dom, to, params, flags)?));
    }
    let uri = to.inside().connect.uri()?;
    peer_to_peer(dom, &uri, &params, flags)?;
    let renamed = params.iter().find(|param| param.field == "destination_name");
    let name = match renamed.map(|param| &param.value) {
        Some(TypedValue::String(name)) => name,
        _ => &dom.reference().name,
    };
    Ok(VirDomain::new(to, to.inside().domain.lookup_by_name(name)?))
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
        let texts = [("destination_name", dname), ("migrate_uri", uri), ("destination_xml", std::ptr::null())];
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
        let texts = [("destination_name", dname), ("migrate_uri", uri), ("destination_xml", dxml)];
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
        if flags & (PEER_TO_PEER | TUNNELLED) != 0 {
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
        let texts = [("destination_name", dname), ("migrate_uri", none), ("destination_xml", none)];
        let params = gathered(texts, bandwidth, NAME)?;
        let flags = for_peers(convert(flags, "flags", NAME)?)?;
        peer_to_peer(dom, text::required(duri, "duri", NAME)?, &params, flags).map(|()| 0)
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
        let flags = for_peers(convert(flags, "flags", NAME)?)?;
        let uri = text::required(dconnuri, "dconnuri", NAME)?;
        let texts = [("destination_name", dname), ("migrate_uri", miguri), ("destination_xml", dxml)];
        let params = gathered(texts, bandwidth, NAME)?;
        peer_to_peer(dom, uri, &params, flags).map(|()| 0)
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
        let flags = for_peers(flags)?;
        let uri = text::required(dconnuri, "dconnuri", NAME)?;
        let params = params::read(params, convert(nparams, "nparams", NAME)?, NAME)?;
        peer_to_peer(dom, uri, &params, flags).map(|()| 0)
    })
}
