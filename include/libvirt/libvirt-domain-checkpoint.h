/* Points in a domain's life from which changes to its disks are counted. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_DOMAIN_CHECKPOINT_H
#define LIBVIRT_DOMAIN_CHECKPOINT_H

#include <libvirt/libvirt-domain.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A point in the life of a domain from which changes to its disks are counted. */
typedef struct _virDomainCheckpoint virDomainCheckpoint;
typedef virDomainCheckpoint *virDomainCheckpointPtr;

/* How a checkpoint is created. */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE = 1,
    VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE = 2,
    VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE = 4,
} virDomainCheckpointCreateFlags;

/* What of a checkpoint tree is deleted. */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN = 1,
    VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY = 2,
    VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY = 4,
} virDomainCheckpointDeleteFlags;

/* Filters of a list of checkpoints. */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_LIST_ROOTS = 1,
    VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS = 1,
    VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL = 2,
    VIR_DOMAIN_CHECKPOINT_LIST_LEAVES = 4,
    VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES = 8,
} virDomainCheckpointListFlags;

/* How a checkpoint document is printed. */
typedef enum {
    VIR_DOMAIN_CHECKPOINT_XML_SECURE = 1,
    VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN = 2,
    VIR_DOMAIN_CHECKPOINT_XML_SIZE = 4,
} virDomainCheckpointXMLFlags;

/* Creates a checkpoint: from here on the guest's disks track which blocks change. */
virDomainCheckpointPtr virDomainCheckpointCreateXML(virDomainPtr domain, const char *xmlDesc, unsigned int flags);

/* Deletes a checkpoint, its children, or its metadata alone. */
int virDomainCheckpointDelete(virDomainCheckpointPtr checkpoint, unsigned int flags);

/* Gives up one reference to a checkpoint; the last one frees the handle. */
int virDomainCheckpointFree(virDomainCheckpointPtr checkpoint);

/* The connection that a checkpoint belongs to, without a reference of its own. */
virConnectPtr virDomainCheckpointGetConnect(virDomainCheckpointPtr checkpoint);

/* The domain that a checkpoint belongs to, without a reference of its own. */
virDomainPtr virDomainCheckpointGetDomain(virDomainCheckpointPtr checkpoint);

/* The name of a checkpoint, valid as long as the handle. */
const char *virDomainCheckpointGetName(virDomainCheckpointPtr checkpoint);

/* Returns the parent of a checkpoint. */
virDomainCheckpointPtr virDomainCheckpointGetParent(virDomainCheckpointPtr checkpoint, unsigned int flags);

/* Returns the checkpoint document, optionally with the amount of data changed since. */
char *virDomainCheckpointGetXMLDesc(virDomainCheckpointPtr checkpoint, unsigned int flags);

/* Lists a checkpoint's children, or descendants, that match the filter flags. */
int virDomainCheckpointListAllChildren(virDomainCheckpointPtr checkpoint, virDomainCheckpointPtr **children, unsigned int flags);

/* Finds a checkpoint of the guest by its name. */
virDomainCheckpointPtr virDomainCheckpointLookupByName(virDomainPtr domain, const char *name, unsigned int flags);

/* Takes another reference to a checkpoint, to be given up like the first. */
int virDomainCheckpointRef(virDomainCheckpointPtr checkpoint);

/* Lists the guest's checkpoints that match the filter flags. */
int virDomainListAllCheckpoints(virDomainPtr domain, virDomainCheckpointPtr **checkpoints, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_DOMAIN_CHECKPOINT_H */
