//! Moving guests between daemons: either this program speaks with both, or the source's daemon with the other one.

use virt::constants::*;
use virt::{Connection, DomainRef, Error, ErrorCode, ErrorDomain, Result, TypedParam, TypedValue};

use crate::Connect;

/// Sets a parameter, or takes the value of one that is there already.
fn set(params: &mut Vec<TypedParam>, name: &'static str, value: &str) {
    let value = TypedValue::from(value);
    match params.iter_mut().find(|param| param.field == name) {
        Some(param) => param.value = value,
        None => params.push(TypedParam::new(name, value)),
    }
}

/// The source's daemon speaks with the one at the destination.
const FEATURE_PEER_TO_PEER: i32 = 4;
/// The hypervisor at the source speaks with the one at the destination.
const FEATURE_DIRECT: i32 = 5;

/// Refuses to leave a move to a source that cannot do it without this program.
pub fn check_source(source: &Connect, flags: u32) -> Result<()> {
    let (feature, word) = match flags & VIR_MIGRATE_PEER2PEER {
        0 => (FEATURE_DIRECT, "direct"),
        _ => (FEATURE_PEER_TO_PEER, "p2p"),
    };
    if source.has_feature(feature)? {
        return Ok(());
    }
    let message = format!("{word} migration is not supported by the source host");
    Err(Error::new(ErrorCode::ARGUMENT_UNSUPPORTED, message).in_domain(ErrorDomain::DOMAIN))
}

/// Leaves the move to the source's daemon, which finds the other one under a URI (`VIR_MIGRATE_PEER2PEER`).
pub fn peer_to_peer(source: &Connection, dom: &DomainRef, uri: &str, params: &[TypedParam], flags: u32) -> Result<()> {
    source.domain.migrate_perform3_params(dom, Some(uri), params, &[], flags).map(drop)
}

/// Moves a guest from one daemon to another: begin and perform at the source, prepare and finish at the destination,
/// and a last word to the source. The result is the guest at the destination.
pub fn managed(
    source: &Connection,
    dom: &DomainRef,
    target: &Connection,
    mut params: Vec<TypedParam>,
    flags: u32,
) -> Result<DomainRef> {
    if flags & VIR_MIGRATE_TUNNELLED != 0 {
        let message = "cannot perform tunnelled migration without using peer2peer flag";
        return Err(Error::new(ErrorCode::OPERATION_INVALID, message).in_domain(ErrorDomain::DOMAIN));
    }
    let (source, target) = (&source.domain, &target.domain);
    let begun = source.migrate_begin3_params(dom, &params, flags)?;
    let confirm = |params: &[TypedParam], cookie: &[u8], cancelled: bool| {
        source.migrate_confirm3_params(dom, params, cookie, flags, cancelled.into())
    };
    set(&mut params, VIR_MIGRATE_PARAM_DEST_XML, &begun.xml);
    let prepared = match target.migrate_prepare3_params(&params, &begun.cookie_out, flags) {
        Ok(prepared) => prepared,
        Err(error) => {
            // The first failure is the one to tell of.
            let _ = confirm(&params, &[], true);
            return Err(error);
        }
    };
    if let Some(uri) = &prepared.uri_out {
        set(&mut params, VIR_MIGRATE_PARAM_URI, uri);
    }
    let performed = source.migrate_perform3_params(dom, None, &params, &prepared.cookie_out, flags);
    let cookie = performed.as_deref().unwrap_or_default();
    // The last step over there names the guest, which has got a new name or goes by its own.
    if !params.iter().any(|param| param.field == VIR_MIGRATE_PARAM_DEST_NAME) {
        set(&mut params, VIR_MIGRATE_PARAM_DEST_NAME, &dom.name);
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
