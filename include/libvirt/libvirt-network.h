/* Virtual networks and their ports. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_NETWORK_H
#define LIBVIRT_NETWORK_H

#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

#define VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE "inbound.average"
#define VIR_NETWORK_PORT_BANDWIDTH_IN_BURST "inbound.burst"
#define VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR "inbound.floor"
#define VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK "inbound.peak"
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE "outbound.average"
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST "outbound.burst"
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK "outbound.peak"

/* A virtual network. */
typedef struct _virNetwork virNetwork;
typedef virNetwork *virNetworkPtr;

/* An address that a network lent to a guest. */
typedef struct _virNetworkDHCPLease virNetworkDHCPLease;
typedef virNetworkDHCPLease *virNetworkDHCPLeasePtr;

/* The place of one guest's interface in a network. */
typedef struct _virNetworkPort virNetworkPort;
typedef virNetworkPort *virNetworkPortPtr;

/* Filters of a list of networks. */
typedef enum {
    VIR_CONNECT_LIST_NETWORKS_INACTIVE = 1,
    VIR_CONNECT_LIST_NETWORKS_ACTIVE = 2,
    VIR_CONNECT_LIST_NETWORKS_PERSISTENT = 4,
    VIR_CONNECT_LIST_NETWORKS_TRANSIENT = 8,
    VIR_CONNECT_LIST_NETWORKS_AUTOSTART = 16,
    VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART = 32,
} virConnectListAllNetworksFlags;

/* Family of an IP address. */
typedef enum {
    VIR_IP_ADDR_TYPE_IPV4 = 0,
    VIR_IP_ADDR_TYPE_IPV6 = 1,
#ifdef VIR_ENUM_SENTINELS
    VIR_IP_ADDR_TYPE_LAST = 2,
#endif
} virIPAddrType;

/* How a network is created. */
typedef enum {
    VIR_NETWORK_CREATE_VALIDATE = 1,
} virNetworkCreateFlags;

/* How a network document is defined. */
typedef enum {
    VIR_NETWORK_DEFINE_VALIDATE = 1,
} virNetworkDefineFlags;

/* Kind of a network event. */
typedef enum {
    VIR_NETWORK_EVENT_ID_LIFECYCLE = 0,
    VIR_NETWORK_EVENT_ID_METADATA_CHANGE = 1,
#ifdef VIR_ENUM_SENTINELS
    VIR_NETWORK_EVENT_ID_LAST = 2,
#endif
} virNetworkEventID;

/* What happened to a network in its lifecycle. */
typedef enum {
    VIR_NETWORK_EVENT_DEFINED = 0,
    VIR_NETWORK_EVENT_UNDEFINED = 1,
    VIR_NETWORK_EVENT_STARTED = 2,
    VIR_NETWORK_EVENT_STOPPED = 3,
#ifdef VIR_ENUM_SENTINELS
    VIR_NETWORK_EVENT_LAST = 4,
#endif
} virNetworkEventLifecycleType;

/* Part of a network's metadata. */
typedef enum {
    VIR_NETWORK_METADATA_DESCRIPTION = 0,
    VIR_NETWORK_METADATA_TITLE = 1,
    VIR_NETWORK_METADATA_ELEMENT = 2,
#ifdef VIR_ENUM_SENTINELS
    VIR_NETWORK_METADATA_LAST = 3,
#endif
} virNetworkMetadataType;

/* What a network update does with the given element. */
typedef enum {
    VIR_NETWORK_UPDATE_COMMAND_NONE = 0,
    VIR_NETWORK_UPDATE_COMMAND_MODIFY = 1,
    VIR_NETWORK_UPDATE_COMMAND_DELETE = 2,
    VIR_NETWORK_UPDATE_COMMAND_ADD_LAST = 3,
    VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST = 4,
#ifdef VIR_ENUM_SENTINELS
    VIR_NETWORK_UPDATE_COMMAND_LAST = 5,
#endif
} virNetworkUpdateCommand;

/* What a network update affects. */
typedef enum {
    VIR_NETWORK_UPDATE_AFFECT_CURRENT = 0,
    VIR_NETWORK_UPDATE_AFFECT_LIVE = 1,
    VIR_NETWORK_UPDATE_AFFECT_CONFIG = 2,
} virNetworkUpdateFlags;

/* Part of a network document that an update changes. */
typedef enum {
    VIR_NETWORK_SECTION_NONE = 0,
    VIR_NETWORK_SECTION_BRIDGE = 1,
    VIR_NETWORK_SECTION_DOMAIN = 2,
    VIR_NETWORK_SECTION_IP = 3,
    VIR_NETWORK_SECTION_IP_DHCP_HOST = 4,
    VIR_NETWORK_SECTION_IP_DHCP_RANGE = 5,
    VIR_NETWORK_SECTION_FORWARD = 6,
    VIR_NETWORK_SECTION_FORWARD_INTERFACE = 7,
    VIR_NETWORK_SECTION_FORWARD_PF = 8,
    VIR_NETWORK_SECTION_PORTGROUP = 9,
    VIR_NETWORK_SECTION_DNS_HOST = 10,
    VIR_NETWORK_SECTION_DNS_TXT = 11,
    VIR_NETWORK_SECTION_DNS_SRV = 12,
#ifdef VIR_ENUM_SENTINELS
    VIR_NETWORK_SECTION_LAST = 13,
#endif
} virNetworkUpdateSection;

/* How a network document is printed. */
typedef enum {
    VIR_NETWORK_XML_INACTIVE = 1,
} virNetworkXMLFlags;

/* How a network port is created. */
typedef enum {
    VIR_NETWORK_PORT_CREATE_RECLAIM = 1,
    VIR_NETWORK_PORT_CREATE_VALIDATE = 2,
} virNetworkPortCreateFlags;

/* Stands for a function whose arguments the event's number gives. */
typedef void (*virConnectNetworkEventGenericCallback)(virConnectPtr conn, virNetworkPtr net, void *opaque);

/* Is told of a change in a network's life. */
typedef void (*virConnectNetworkEventLifecycleCallback)(virConnectPtr conn, virNetworkPtr net, int event, int detail, void *opaque);

/* Is told which part of a network's metadata changed. */
typedef void (*virConnectNetworkEventMetadataChangeCallback)(virConnectPtr conn, virNetworkPtr net, int type, const char *nsuri, void *opaque);

struct _virNetworkDHCPLease {
    char *iface;
    long long expirytime;
    int type;
    char *mac;
    char *iaid;
    char *ipaddr;
    unsigned int prefix;
    char *hostname;
    char *clientid;
};

/* Lists all networks that match the filter flags. */
int virConnectListAllNetworks(virConnectPtr conn, virNetworkPtr **nets, unsigned int flags);

/* Lists the names of at most `maxnames` inactive persistent networks. */
int virConnectListDefinedNetworks(virConnectPtr conn, char ** const names, int maxnames);

/* Lists the names of at most `maxnames` active networks. */
int virConnectListNetworks(virConnectPtr conn, char ** const names, int maxnames);

/* Ends the network event subscription with that callback id. */
int virConnectNetworkEventDeregisterAny(virConnectPtr conn, int callbackID);

/* Asks for one kind of network event, of one network or all, and returns a callback id. */
int virConnectNetworkEventRegisterAny(virConnectPtr conn, virNetworkPtr net, int eventID, virConnectNetworkEventGenericCallback cb, void *opaque, virFreeCallback freecb);

/* Counts the inactive persistent networks. */
int virConnectNumOfDefinedNetworks(virConnectPtr conn);

/* Counts the active networks. */
int virConnectNumOfNetworks(virConnectPtr conn);

/* Starts a defined network. */
int virNetworkCreate(virNetworkPtr network);

/* Creates and starts a network from a document; it is transient unless a definition exists. */
virNetworkPtr virNetworkCreateXML(virConnectPtr conn, const char *xmlDesc);

/* Creates and starts a network, validating its document against the schema when flags say so. */
virNetworkPtr virNetworkCreateXMLFlags(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/* Frees a lease and everything in it. */
void virNetworkDHCPLeaseFree(virNetworkDHCPLeasePtr lease);

/* Stores a network document as a persistent definition. */
virNetworkPtr virNetworkDefineXML(virConnectPtr conn, const char *xml);

/* Stores a network document, validating it against the schema when flags say so. */
virNetworkPtr virNetworkDefineXMLFlags(virConnectPtr conn, const char *xml, unsigned int flags);

/* Stops an active network; a transient one disappears. */
int virNetworkDestroy(virNetworkPtr network);

/* Gives up one reference to a network; the last one frees the handle. */
int virNetworkFree(virNetworkPtr network);

/* Tells whether the network is started when the host boots. */
int virNetworkGetAutostart(virNetworkPtr network, int *autostart);

/* Returns the name of the host bridge device the network uses. */
char *virNetworkGetBridgeName(virNetworkPtr network);

/* The connection that a network belongs to, without a reference of its own. */
virConnectPtr virNetworkGetConnect(virNetworkPtr net);

/* Lists the DHCP leases of a network, optionally of one MAC address. */
int virNetworkGetDHCPLeases(virNetworkPtr network, const char *mac, virNetworkDHCPLeasePtr **leases, unsigned int flags);

/* Returns the network's title, description or the metadata element of one namespace. */
char *virNetworkGetMetadata(virNetworkPtr network, int type, const char *uri, unsigned int flags);

/* The name of a network, valid as long as the handle. */
const char *virNetworkGetName(virNetworkPtr network);

/* Writes the 16 bytes of the UUID of a network. */
int virNetworkGetUUID(virNetworkPtr network, unsigned char *uuid);

/* Writes the UUID of a network as text of 36 characters and a NUL. */
int virNetworkGetUUIDString(virNetworkPtr network, char *buf);

/* Returns the network document, of the live or the inactive definition. */
char *virNetworkGetXMLDesc(virNetworkPtr network, unsigned int flags);

/* Tells whether the network is active. */
int virNetworkIsActive(virNetworkPtr net);

/* Tells whether the network has a stored definition. */
int virNetworkIsPersistent(virNetworkPtr net);

/* Lists the ports of a network. */
int virNetworkListAllPorts(virNetworkPtr network, virNetworkPortPtr **ports, unsigned int flags);

/* Finds a network by its name. */
virNetworkPtr virNetworkLookupByName(virConnectPtr conn, const char *name);

/* Finds a network by its 16-byte UUID. */
virNetworkPtr virNetworkLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/* Finds a network by its UUID as text. */
virNetworkPtr virNetworkLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/* Takes another reference to a network, to be given up like the first. */
int virNetworkRef(virNetworkPtr network);

/* Chooses whether the network is started when the host boots. */
int virNetworkSetAutostart(virNetworkPtr network, int autostart);

/* Sets or removes the network's title, description or one namespaced metadata element. */
int virNetworkSetMetadata(virNetworkPtr network, int type, const char *metadata, const char *key, const char *uri, unsigned int flags);

/* Removes the stored definition of a network; an active one becomes transient. */
int virNetworkUndefine(virNetworkPtr network);

/* Changes one part of a network's definition in place: adds, removes or modifies a host, range, record, port group and so on. */
int virNetworkUpdate(virNetworkPtr network, unsigned int command, unsigned int section, int parentIndex, const char *xml, unsigned int flags);

/* Creates a port on a network from a document. */
virNetworkPortPtr virNetworkPortCreateXML(virNetworkPtr net, const char *xmldesc, unsigned int flags);

/* Removes a port from its network. */
int virNetworkPortDelete(virNetworkPortPtr port, unsigned int flags);

/* Gives up one reference to a network port; the last one frees the handle. */
int virNetworkPortFree(virNetworkPortPtr port);

/* The network that a network port belongs to, without a reference of its own. */
virNetworkPtr virNetworkPortGetNetwork(virNetworkPortPtr port);

/* Returns at most `nparams` bandwidth limits of a network port; with `nparams` 0 only their number. */
int virNetworkPortGetParameters(virNetworkPortPtr port, virTypedParameterPtr *params, int *nparams, unsigned int flags);

/* Writes the 16 bytes of the UUID of a network port. */
int virNetworkPortGetUUID(virNetworkPortPtr port, unsigned char *uuid);

/* Writes the UUID of a network port as text of 36 characters and a NUL. */
int virNetworkPortGetUUIDString(virNetworkPortPtr port, char *buf);

/* Returns the network port document. */
char *virNetworkPortGetXMLDesc(virNetworkPortPtr port, unsigned int flags);

/* Finds a port of a network by its 16-byte UUID. */
virNetworkPortPtr virNetworkPortLookupByUUID(virNetworkPtr net, const unsigned char *uuid);

/* Finds a network port by its UUID as text. */
virNetworkPortPtr virNetworkPortLookupByUUIDString(virNetworkPtr net, const char *uuidstr);

/* Takes another reference to a network port, to be given up like the first. */
int virNetworkPortRef(virNetworkPortPtr port);

/* Changes the bandwidth limits of a network port. */
int virNetworkPortSetParameters(virNetworkPortPtr port, virTypedParameterPtr params, int nparams, unsigned int flags);

/* For virConnectNetworkEventRegisterAny, which takes functions of many kinds; by way of one that compilers let pass. */
#define VIR_NETWORK_EVENT_CALLBACK(cb) ((virConnectNetworkEventGenericCallback)(void (*)(void))(cb))

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_NETWORK_H */
