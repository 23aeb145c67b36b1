//! The regular functions of this kind of object.
//!
//! Generated from `api/domain_snapshot.api` by `cargo xtask gen`. Do not edit.

use crate::prelude::*;

/// Tells whether the guest has a current snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainHasCurrentSnapshot(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainHasCurrentSnapshot")?;
            let reply = object.connect().domain_snapshot.has_current_snapshot(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainHasCurrentSnapshot")?,
            )?;
            Ok(reply)
        })
    }
}

/// Lists the guest's snapshots that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainListAllSnapshots(
    domain: *mut VirDomain,
    snaps: *mut *mut *mut VirDomainSnapshot,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainListAllSnapshots")?;
            let reply = object.connect().domain_snapshot.list_all_snapshots(
                object.reference(),
                i32::from(!snaps.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virDomainListAllSnapshots")?,
            )?;
            let handles =
                reply.snapshots.into_iter().map(|found| VirDomainSnapshot::new(object.handle(), found)).collect();
            if !snaps.is_null() {
                text::put(snaps, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virDomainListAllSnapshots")
        })
    }
}

/// Takes the guest back to the state of a snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainRevertToSnapshot(snapshot: *mut VirDomainSnapshot, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainRevertToSnapshot")?;
            object.handle().writable("virDomainRevertToSnapshot")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING, "VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING"),
                    (constants::VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED, "VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED"),
                ],
                "virDomainRevertToSnapshot",
            )?;
            object.connect().domain_snapshot.revert_to_snapshot(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainRevertToSnapshot")?,
            )?;
            Ok(0)
        })
    }
}

/// Takes a snapshot of the guest as the document and flags describe, or redefines the metadata of one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotCreateXML(
    domain: *mut VirDomain,
    xmldesc: *const c_char,
    flags: c_uint,
) -> *mut VirDomainSnapshot {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSnapshotCreateXML")?;
            checks::not_null(xmldesc, "xmlDesc", "virDomainSnapshotCreateXML")?;
            object.handle().writable("virDomainSnapshotCreateXML")?;
            checks::needs(
                flags,
                &[(constants::VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT, "VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT")],
                &[(constants::VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE, "VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE")],
                "virDomainSnapshotCreateXML",
            )?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE, "VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE"),
                    (constants::VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA, "VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA"),
                ],
                "virDomainSnapshotCreateXML",
            )?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE, "VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE"),
                    (constants::VIR_DOMAIN_SNAPSHOT_CREATE_HALT, "VIR_DOMAIN_SNAPSHOT_CREATE_HALT"),
                ],
                "virDomainSnapshotCreateXML",
            )?;
            let reply = object.connect().domain_snapshot.create_xml(
                object.reference(),
                text::required(xmldesc, "xmlDesc", "virDomainSnapshotCreateXML")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotCreateXML")?,
            )?;
            Ok(VirDomainSnapshot::new(object.handle(), reply))
        })
    }
}

/// Returns the guest's current snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotCurrent(domain: *mut VirDomain, flags: c_uint) -> *mut VirDomainSnapshot {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSnapshotCurrent")?;
            let reply = object
                .connect()
                .domain_snapshot
                .current(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotCurrent")?)?;
            Ok(VirDomainSnapshot::new(object.handle(), reply))
        })
    }
}

/// Deletes a snapshot, its children, or its metadata alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotDelete(snapshot: *mut VirDomainSnapshot, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainSnapshotDelete")?;
            object.handle().writable("virDomainSnapshotDelete")?;
            checks::exclusive(
                flags,
                &[
                    (constants::VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN, "VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN"),
                    (constants::VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY, "VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY"),
                ],
                "virDomainSnapshotDelete",
            )?;
            object
                .connect()
                .domain_snapshot
                .delete(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotDelete")?)?;
            Ok(0)
        })
    }
}

/// Returns the parent of a snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotGetParent(
    snapshot: *mut VirDomainSnapshot,
    flags: c_uint,
) -> *mut VirDomainSnapshot {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainSnapshotGetParent")?;
            let reply = object
                .connect()
                .domain_snapshot
                .parent(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotGetParent")?)?;
            Ok(VirDomainSnapshot::new(object.handle(), reply))
        })
    }
}

/// Returns the snapshot document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotGetXMLDesc(snapshot: *mut VirDomainSnapshot, flags: c_uint) -> *mut c_char {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainSnapshotGetXMLDesc")?;
            let reply = object
                .connect()
                .domain_snapshot
                .xml_desc(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotGetXMLDesc")?)?;
            Ok(text::give(&reply))
        })
    }
}

/// Tells whether the daemon keeps metadata for a snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotHasMetadata(snapshot: *mut VirDomainSnapshot, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainSnapshotHasMetadata")?;
            let reply = object.connect().domain_snapshot.has_metadata(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotHasMetadata")?,
            )?;
            Ok(reply)
        })
    }
}

/// Tells whether a snapshot is its guest's current one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotIsCurrent(snapshot: *mut VirDomainSnapshot, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainSnapshotIsCurrent")?;
            let reply = object.connect().domain_snapshot.is_current(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotIsCurrent")?,
            )?;
            Ok(reply)
        })
    }
}

/// Lists a snapshot's children, or descendants, that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotListAllChildren(
    snapshot: *mut VirDomainSnapshot,
    snaps: *mut *mut *mut VirDomainSnapshot,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainSnapshotListAllChildren")?;
            let reply = object.connect().domain_snapshot.list_all_children(
                object.reference(),
                i32::from(!snaps.is_null()),
                convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotListAllChildren")?,
            )?;
            let handles =
                reply.snapshots.into_iter().map(|found| VirDomainSnapshot::new(object.handle(), found)).collect();
            if !snaps.is_null() {
                text::put(snaps, text::give_list(handles))
            } else {
                release_all(handles);
            }
            convert::<_, c_int>(reply.ret, "ret", "virDomainSnapshotListAllChildren")
        })
    }
}

/// Lists the names of at most `maxnames` children, or descendants, of a snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotListChildrenNames(
    snapshot: *mut VirDomainSnapshot,
    names: *mut *mut c_char,
    nameslen: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainSnapshotListChildrenNames")?;
            checks::not_negative(nameslen, "nameslen", "virDomainSnapshotListChildrenNames")?;
            if nameslen != 0 {
                checks::not_null(names, "names", "virDomainSnapshotListChildrenNames")?;
            }
            let reply = object.connect().domain_snapshot.list_children_names(
                object.reference(),
                room(nameslen, names, ["names", "nameslen"], "virDomainSnapshotListChildrenNames")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotListChildrenNames")?,
            )?;
            text::put_names(names, nameslen, reply)
        })
    }
}

/// Lists the names of at most `maxnames` snapshots of the guest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotListNames(
    domain: *mut VirDomain,
    names: *mut *mut c_char,
    nameslen: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSnapshotListNames")?;
            checks::not_negative(nameslen, "nameslen", "virDomainSnapshotListNames")?;
            if nameslen != 0 {
                checks::not_null(names, "names", "virDomainSnapshotListNames")?;
            }
            let reply = object.connect().domain_snapshot.list_names(
                object.reference(),
                room(nameslen, names, ["names", "nameslen"], "virDomainSnapshotListNames")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotListNames")?,
            )?;
            text::put_names(names, nameslen, reply)
        })
    }
}

/// Finds a snapshot of the guest by its name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotLookupByName(
    domain: *mut VirDomain,
    name: *const c_char,
    flags: c_uint,
) -> *mut VirDomainSnapshot {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSnapshotLookupByName")?;
            let reply = object.connect().domain_snapshot.lookup_by_name(
                object.reference(),
                text::required(name, "name", "virDomainSnapshotLookupByName")?,
                convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotLookupByName")?,
            )?;
            Ok(VirDomainSnapshot::new(object.handle(), reply))
        })
    }
}

/// Counts the guest's snapshots that match the filter flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotNum(domain: *mut VirDomain, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomain::whose(domain), || {
            let object = VirDomain::get(domain, "virDomainSnapshotNum")?;
            let reply = object
                .connect()
                .domain_snapshot
                .num(object.reference(), convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotNum")?)?;
            Ok(reply)
        })
    }
}

/// Counts the children, or all descendants, of a snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSnapshotNumChildren(snapshot: *mut VirDomainSnapshot, flags: c_uint) -> c_int {
    // SAFETY: the caller keeps to the C declaration.
    unsafe {
        run(VirDomainSnapshot::whose(snapshot), || {
            let object = VirDomainSnapshot::get(snapshot, "virDomainSnapshotNumChildren")?;
            let reply = object.connect().domain_snapshot.num_children(
                object.reference(),
                convert::<c_uint, u32>(flags, "flags", "virDomainSnapshotNumChildren")?,
            )?;
            Ok(reply)
        })
    }
}
