/* Network interfaces of the host. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_INTERFACE_H
#define LIBVIRT_INTERFACE_H

#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A network interface of the host. */
typedef struct _virInterface virInterface;
typedef virInterface *virInterfacePtr;

/* Filters of a list of host interfaces. */
typedef enum {
    VIR_CONNECT_LIST_INTERFACES_INACTIVE = 1,
    VIR_CONNECT_LIST_INTERFACES_ACTIVE = 2,
} virConnectListAllInterfacesFlags;

/* How an interface document is defined. */
typedef enum {
    VIR_INTERFACE_DEFINE_VALIDATE = 1,
} virInterfaceDefineFlags;

/* How an interface document is printed. */
typedef enum {
    VIR_INTERFACE_XML_INACTIVE = 1,
} virInterfaceXMLFlags;

/* Lists all host network interfaces that match the filter flags. */
int virConnectListAllInterfaces(virConnectPtr conn, virInterfacePtr **ifaces, unsigned int flags);

/* Lists the names of at most `maxnames` host network interfaces that are configured but down. */
int virConnectListDefinedInterfaces(virConnectPtr conn, char ** const names, int maxnames);

/* Lists the names of at most `maxnames` active host network interfaces. */
int virConnectListInterfaces(virConnectPtr conn, char ** const names, int maxnames);

/* Counts the host network interfaces that are configured but down. */
int virConnectNumOfDefinedInterfaces(virConnectPtr conn);

/* Counts the active host network interfaces. */
int virConnectNumOfInterfaces(virConnectPtr conn);

/* Marks a restore point for host interface configuration. */
int virInterfaceChangeBegin(virConnectPtr conn, unsigned int flags);

/* Keeps the interface changes made since the restore point and drops the point. */
int virInterfaceChangeCommit(virConnectPtr conn, unsigned int flags);

/* Puts host interface configuration back to the restore point. */
int virInterfaceChangeRollback(virConnectPtr conn, unsigned int flags);

/* Brings a configured host network interface up. */
int virInterfaceCreate(virInterfacePtr iface, unsigned int flags);

/* Stores or replaces the configuration of a host network interface. */
virInterfacePtr virInterfaceDefineXML(virConnectPtr conn, const char *xml, unsigned int flags);

/* Brings a host network interface down. */
int virInterfaceDestroy(virInterfacePtr iface, unsigned int flags);

/* Gives up one reference to a host interface; the last one frees the handle. */
int virInterfaceFree(virInterfacePtr iface);

/* The connection that a host interface belongs to, without a reference of its own. */
virConnectPtr virInterfaceGetConnect(virInterfacePtr iface);

/* The hardware address of a host interface as text, valid as long as the handle. */
const char *virInterfaceGetMACString(virInterfacePtr iface);

/* The name of a host interface, valid as long as the handle. */
const char *virInterfaceGetName(virInterfacePtr iface);

/* Returns the interface document, live or as configured. */
char *virInterfaceGetXMLDesc(virInterfacePtr iface, unsigned int flags);

/* Tells whether the host network interface is up. */
int virInterfaceIsActive(virInterfacePtr iface);

/* Finds a host network interface by its MAC address, written as text. */
virInterfacePtr virInterfaceLookupByMACString(virConnectPtr conn, const char *macstr);

/* Finds a host network interface by its name. */
virInterfacePtr virInterfaceLookupByName(virConnectPtr conn, const char *name);

/* Takes another reference to a host interface, to be given up like the first. */
int virInterfaceRef(virInterfacePtr iface);

/* Removes the configuration of a host network interface. */
int virInterfaceUndefine(virInterfacePtr iface);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_INTERFACE_H */
