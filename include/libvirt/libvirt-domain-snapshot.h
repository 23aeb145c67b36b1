/* States of a domain, kept to go back to. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_DOMAIN_SNAPSHOT_H
#define LIBVIRT_DOMAIN_SNAPSHOT_H

#include <libvirt/libvirt-domain.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The state of a domain at one moment. */
typedef struct _virDomainSnapshot virDomainSnapshot;
typedef virDomainSnapshot *virDomainSnapshotPtr;

/* How a snapshot is taken. */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE = 1,
    VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT = 2,
    VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA = 4,
    VIR_DOMAIN_SNAPSHOT_CREATE_HALT = 8,
    VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY = 16,
    VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT = 32,
    VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE = 64,
    VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC = 128,
    VIR_DOMAIN_SNAPSHOT_CREATE_LIVE = 256,
    VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE = 512,
} virDomainSnapshotCreateFlags;

/* What of a snapshot tree is deleted. */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN = 1,
    VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY = 2,
    VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY = 4,
} virDomainSnapshotDeleteFlags;

/* Filters of a list of snapshots. */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_LIST_ROOTS = 1,
    VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS = 1,
    VIR_DOMAIN_SNAPSHOT_LIST_LEAVES = 4,
    VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES = 8,
    VIR_DOMAIN_SNAPSHOT_LIST_METADATA = 2,
    VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA = 16,
    VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE = 32,
    VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE = 64,
    VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY = 128,
    VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL = 256,
    VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL = 512,
    VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL = 1024,
} virDomainSnapshotListFlags;

/* How a guest is taken back to a snapshot. */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING = 1,
    VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED = 2,
    VIR_DOMAIN_SNAPSHOT_REVERT_FORCE = 4,
    VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM = 8,
} virDomainSnapshotRevertFlags;

/* How a snapshot document is printed. */
typedef enum {
    VIR_DOMAIN_SNAPSHOT_XML_SECURE = 1,
} virDomainSnapshotXMLFlags;

/* Tells whether the guest has a current snapshot. */
int virDomainHasCurrentSnapshot(virDomainPtr domain, unsigned int flags);

/* Lists the guest's snapshots that match the filter flags. */
int virDomainListAllSnapshots(virDomainPtr domain, virDomainSnapshotPtr **snaps, unsigned int flags);

/* Takes the guest back to the state of a snapshot. */
int virDomainRevertToSnapshot(virDomainSnapshotPtr snapshot, unsigned int flags);

/* Takes a snapshot of the guest as the document and flags describe, or redefines the metadata of one. */
virDomainSnapshotPtr virDomainSnapshotCreateXML(virDomainPtr domain, const char *xmlDesc, unsigned int flags);

/* Returns the guest's current snapshot. */
virDomainSnapshotPtr virDomainSnapshotCurrent(virDomainPtr domain, unsigned int flags);

/* Deletes a snapshot, its children, or its metadata alone. */
int virDomainSnapshotDelete(virDomainSnapshotPtr snapshot, unsigned int flags);

/* Gives up one reference to a snapshot; the last one frees the handle. */
int virDomainSnapshotFree(virDomainSnapshotPtr snapshot);

/* The connection that a snapshot belongs to, without a reference of its own. */
virConnectPtr virDomainSnapshotGetConnect(virDomainSnapshotPtr snapshot);

/* The domain that a snapshot belongs to, without a reference of its own. */
virDomainPtr virDomainSnapshotGetDomain(virDomainSnapshotPtr snapshot);

/* The name of a snapshot, valid as long as the handle. */
const char *virDomainSnapshotGetName(virDomainSnapshotPtr snapshot);

/* Returns the parent of a snapshot. */
virDomainSnapshotPtr virDomainSnapshotGetParent(virDomainSnapshotPtr snapshot, unsigned int flags);

/* Returns the snapshot document. */
char *virDomainSnapshotGetXMLDesc(virDomainSnapshotPtr snapshot, unsigned int flags);

/* Tells whether the daemon keeps metadata for a snapshot. */
int virDomainSnapshotHasMetadata(virDomainSnapshotPtr snapshot, unsigned int flags);

/* Tells whether a snapshot is its guest's current one. */
int virDomainSnapshotIsCurrent(virDomainSnapshotPtr snapshot, unsigned int flags);

/* Lists a snapshot's children, or descendants, that match the filter flags. */
int virDomainSnapshotListAllChildren(virDomainSnapshotPtr snapshot, virDomainSnapshotPtr **snaps, unsigned int flags);

/* Lists the names of at most `maxnames` children, or descendants, of a snapshot. */
int virDomainSnapshotListChildrenNames(virDomainSnapshotPtr snapshot, char **names, int nameslen, unsigned int flags);

/* Lists the names of at most `maxnames` snapshots of the guest. */
int virDomainSnapshotListNames(virDomainPtr domain, char **names, int nameslen, unsigned int flags);

/* Finds a snapshot of the guest by its name. */
virDomainSnapshotPtr virDomainSnapshotLookupByName(virDomainPtr domain, const char *name, unsigned int flags);

/* Counts the guest's snapshots that match the filter flags. */
int virDomainSnapshotNum(virDomainPtr domain, unsigned int flags);

/* Counts the children, or all descendants, of a snapshot. */
int virDomainSnapshotNumChildren(virDomainSnapshotPtr snapshot, unsigned int flags);

/* Takes another reference to a snapshot, to be given up like the first. */
int virDomainSnapshotRef(virDomainSnapshotPtr snapshot);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_DOMAIN_SNAPSHOT_H */
