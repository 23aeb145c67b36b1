//! The regular functions of this kind of object.
//!
//! Generated from `api/domain_checkpoint.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Creates a checkpoint: from here on the guest's disks track which blocks change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCheckpointCreateXML(
    domain: *mut VirDomain,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirDomainCheckpoint {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainCheckpointCreateXML")?;
            checks::not_null(xmldesc, "xmlDesc", "virDomainCheckpointCreateXML")?;
            object.handle().writable("virDomainCheckpointCreateXML")?;
            checks::needs(
                flags,
                &[(
                    constants::VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE,
                    "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE",
                )],
                &[(constants::VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE, "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE")],
                "virDomainCheckpointCreateXML",
            )?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE, "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE"),
                    (constants::VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE, "VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE"),
                ],
                "virDomainCheckpointCreateXML",
            )?;
            let reply = object.connect().domain_checkpoint.create_xml(
                object.reference(),
                text::required(xmldesc, "xmlDesc", "virDomainCheckpointCreateXML")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainCheckpointCreateXML")?,
            )?;
            Ok(VirDomainCheckpoint::new(object.handle(), reply))
        })
    }
}

/// Deletes a checkpoint, its children, or its metadata alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCheckpointDelete(checkpoint: *mut VirDomainCheckpoint, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainCheckpoint::whose(checkpoint), || {
            let object = VirDomainCheckpoint::get(checkpoint, "virDomainCheckpointDelete")?;
            object.handle().writable("virDomainCheckpointDelete")?;
            object
                .connect()
                .domain_checkpoint
                .delete(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainCheckpointDelete")?)?;
            Ok(0)
        })
    }
}

/// Returns the parent of a checkpoint.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCheckpointGetParent(
    checkpoint: *mut VirDomainCheckpoint,
    flags: c_uint,
) -> *mut VirDomainCheckpoint {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainCheckpoint::whose(checkpoint), || {
            let object = VirDomainCheckpoint::get(checkpoint, "virDomainCheckpointGetParent")?;
            let reply = object
                .connect()
                .domain_checkpoint
                .parent(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainCheckpointGetParent")?)?;
            Ok(VirDomainCheckpoint::new(object.handle(), reply))
        })
    }
}

/// Returns the checkpoint document, optionally with the amount of data changed since.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCheckpointGetXMLDesc(
    checkpoint: *mut VirDomainCheckpoint,
    flags: c_uint,
) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainCheckpoint::whose(checkpoint), || {
            let object = VirDomainCheckpoint::get(checkpoint, "virDomainCheckpointGetXMLDesc")?;
            let reply = object.connect().domain_checkpoint.xml_desc(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainCheckpointGetXMLDesc")?,
            )?;
            Ok(text::give(&reply))
        })
    }
}

/// Lists a checkpoint's children, or descendants, that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCheckpointListAllChildren(
    checkpoint: *mut VirDomainCheckpoint,
    children: *mut *mut *mut VirDomainCheckpoint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainCheckpoint::whose(checkpoint), || {
            let object = VirDomainCheckpoint::get(checkpoint, "virDomainCheckpointListAllChildren")?;
            let reply = object.connect().domain_checkpoint.list_all_children(
                object.reference(),
                i32::from(!children.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virDomainCheckpointListAllChildren")?,
            )?;
            let handles =
                reply.checkpoints.into_iter().map(|found| VirDomainCheckpoint::new(object.handle(), found)).collect();
            if !children.is_null() {
                text::put(children, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virDomainCheckpointListAllChildren")
        })
    }
}

/// Finds a checkpoint of the guest by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCheckpointLookupByName(
    domain: *mut VirDomain,
    name: *const c_char,
    flags: c_uint,
) -> *mut VirDomainCheckpoint {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainCheckpointLookupByName")?;
            let reply = object.connect().domain_checkpoint.lookup_by_name(
                object.reference(),
                text::required(name, "name", "virDomainCheckpointLookupByName")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainCheckpointLookupByName")?,
            )?;
            Ok(VirDomainCheckpoint::new(object.handle(), reply))
        })
    }
}

/// Lists the guest's checkpoints that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainListAllCheckpoints(
    domain: *mut VirDomain,
    checkpoints: *mut *mut *mut VirDomainCheckpoint,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainListAllCheckpoints")?;
            let reply = object.connect().domain_checkpoint.list_all_checkpoints(
                object.reference(),
                i32::from(!checkpoints.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virDomainListAllCheckpoints")?,
            )?;
            let handles =
                reply.checkpoints.into_iter().map(|found| VirDomainCheckpoint::new(object.handle(), found)).collect();
            if !checkpoints.is_null() {
                text::put(checkpoints, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virDomainListAllCheckpoints")
        })
    }
}
