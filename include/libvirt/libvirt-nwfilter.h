/* Filters for the traffic of guests. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_NWFILTER_H
#define LIBVIRT_NWFILTER_H

#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A set of rules for the traffic of guests. */
typedef struct _virNWFilter virNWFilter;
typedef virNWFilter *virNWFilterPtr;

/* A network filter at work on one network device. */
typedef struct _virNWFilterBinding virNWFilterBinding;
typedef virNWFilterBinding *virNWFilterBindingPtr;

/* How a network filter document is defined. */
typedef enum {
    VIR_NWFILTER_DEFINE_VALIDATE = 1,
} virNWFilterDefineFlags;

/* How a filter binding is created. */
typedef enum {
    VIR_NWFILTER_BINDING_CREATE_VALIDATE = 1,
} virNWFilterBindingCreateFlags;

/* Lists all network filters. */
int virConnectListAllNWFilters(virConnectPtr conn, virNWFilterPtr **filters, unsigned int flags);

/* Lists the names of at most `maxnames` network filters. */
int virConnectListNWFilters(virConnectPtr conn, char ** const names, int maxnames);

/* Counts the network filters. */
int virConnectNumOfNWFilters(virConnectPtr conn);

/* Stores a network filter, replacing one of the same name and UUID; guests that use it follow. */
virNWFilterPtr virNWFilterDefineXML(virConnectPtr conn, const char *xmlDesc);

/* Stores a network filter, validating it against the schema when flags say so. */
virNWFilterPtr virNWFilterDefineXMLFlags(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/* Gives up one reference to a network filter; the last one frees the handle. */
int virNWFilterFree(virNWFilterPtr nwfilter);

/* The name of a network filter, valid as long as the handle. */
const char *virNWFilterGetName(virNWFilterPtr nwfilter);

/* Writes the 16 bytes of the UUID of a network filter. */
int virNWFilterGetUUID(virNWFilterPtr nwfilter, unsigned char *uuid);

/* Writes the UUID of a network filter as text of 36 characters and a NUL. */
int virNWFilterGetUUIDString(virNWFilterPtr nwfilter, char *buf);

/* Returns the network filter document. */
char *virNWFilterGetXMLDesc(virNWFilterPtr nwfilter, unsigned int flags);

/* Finds a network filter by its name. */
virNWFilterPtr virNWFilterLookupByName(virConnectPtr conn, const char *name);

/* Finds a network filter by its 16-byte UUID. */
virNWFilterPtr virNWFilterLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/* Finds a network filter by its UUID as text. */
virNWFilterPtr virNWFilterLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/* Takes another reference to a network filter, to be given up like the first. */
int virNWFilterRef(virNWFilterPtr nwfilter);

/* Removes a network filter that nothing uses. */
int virNWFilterUndefine(virNWFilterPtr nwfilter);

/* Lists all filter bindings. */
int virConnectListAllNWFilterBindings(virConnectPtr conn, virNWFilterBindingPtr **bindings, unsigned int flags);

/* Binds a network filter to a port device as the document describes. */
virNWFilterBindingPtr virNWFilterBindingCreateXML(virConnectPtr conn, const char *xml, unsigned int flags);

/* Removes a filter binding and its rules. */
int virNWFilterBindingDelete(virNWFilterBindingPtr binding);

/* Gives up one reference to a network filter binding; the last one frees the handle. */
int virNWFilterBindingFree(virNWFilterBindingPtr binding);

/* The name of the filter that a binding applies, valid as long as the handle. */
const char *virNWFilterBindingGetFilterName(virNWFilterBindingPtr binding);

/* The name of the host's network device that a binding is for, valid as long as the handle. */
const char *virNWFilterBindingGetPortDev(virNWFilterBindingPtr binding);

/* Returns the filter binding document. */
char *virNWFilterBindingGetXMLDesc(virNWFilterBindingPtr binding, unsigned int flags);

/* Finds a filter binding by the name of its port device. */
virNWFilterBindingPtr virNWFilterBindingLookupByPortDev(virConnectPtr conn, const char *portdev);

/* Takes another reference to a network filter binding, to be given up like the first. */
int virNWFilterBindingRef(virNWFilterBindingPtr binding);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_NWFILTER_H */
