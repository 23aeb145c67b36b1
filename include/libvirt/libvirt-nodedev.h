/* Devices of the host. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_NODEDEV_H
#define LIBVIRT_NODEDEV_H

#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A device of the host. */
typedef struct _virNodeDevice virNodeDevice;
typedef virNodeDevice *virNodeDevicePtr;

/* Filters of a list of host devices, by capability and state. */
typedef enum {
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM = 1,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV = 2,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV = 4,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE = 8,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET = 16,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST = 32,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET = 64,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI = 128,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE = 256,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST = 512,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS = 1024,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC = 2048,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM = 4096,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES = 8192,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV = 16384,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV = 32768,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV = 65536,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA = 131072,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD = 262144,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE = 524288,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX = 1048576,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD = 2097152,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV = 4194304,
    VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER = 8388608,
    VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT = 268435456,
    VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT = 536870912,
    VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE = 1073741824,
    VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE = 2147483648U,
} virConnectListAllNodeDeviceFlags;

/* How a host device is created. */
typedef enum {
    VIR_NODE_DEVICE_CREATE_XML_VALIDATE = 1,
} virNodeDeviceCreateXMLFlags;

/* How a host device document is defined. */
typedef enum {
    VIR_NODE_DEVICE_DEFINE_XML_VALIDATE = 1,
} virNodeDeviceDefineXMLFlags;

/* Kind of a host device event. */
typedef enum {
    VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE = 0,
    VIR_NODE_DEVICE_EVENT_ID_UPDATE = 1,
#ifdef VIR_ENUM_SENTINELS
    VIR_NODE_DEVICE_EVENT_ID_LAST = 2,
#endif
} virNodeDeviceEventID;

/* What happened to a host device in its lifecycle. */
typedef enum {
    VIR_NODE_DEVICE_EVENT_CREATED = 0,
    VIR_NODE_DEVICE_EVENT_DELETED = 1,
    VIR_NODE_DEVICE_EVENT_DEFINED = 2,
    VIR_NODE_DEVICE_EVENT_UNDEFINED = 3,
#ifdef VIR_ENUM_SENTINELS
    VIR_NODE_DEVICE_EVENT_LAST = 4,
#endif
} virNodeDeviceEventLifecycleType;

/* What a host device update affects. */
typedef enum {
    VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT = 0,
    VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE = 1,
    VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG = 2,
} virNodeDeviceUpdateFlags;

/* How a host device document is printed. */
typedef enum {
    VIR_NODE_DEVICE_XML_INACTIVE = 1,
} virNodeDeviceXMLFlags;

/* Stands for a function whose arguments the event's number gives. */
typedef void (*virConnectNodeDeviceEventGenericCallback)(virConnectPtr conn, virNodeDevicePtr dev, void *opaque);

/* Is told that a device of the host came, went or changed its state. */
typedef void (*virConnectNodeDeviceEventLifecycleCallback)(virConnectPtr conn, virNodeDevicePtr dev, int event, int detail, void *opaque);

/* Lists all host devices that match the filter flags. */
int virConnectListAllNodeDevices(virConnectPtr conn, virNodeDevicePtr **devices, unsigned int flags);

/* Ends the node device event subscription with that callback id. */
int virConnectNodeDeviceEventDeregisterAny(virConnectPtr conn, int callbackID);

/* Asks for one kind of node device event, of one device or all, and returns a callback id. */
int virConnectNodeDeviceEventRegisterAny(virConnectPtr conn, virNodeDevicePtr dev, int eventID, virConnectNodeDeviceEventGenericCallback cb, void *opaque, virFreeCallback freecb);

/* Starts a defined host device. */
int virNodeDeviceCreate(virNodeDevicePtr dev, unsigned int flags);

/* Creates a host device from a document, such as an NPIV host adapter or a mediated device. */
virNodeDevicePtr virNodeDeviceCreateXML(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/* Stores the definition of a host device, such as a mediated device. */
virNodeDevicePtr virNodeDeviceDefineXML(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/* Removes a host device that was created by `node_device_create_xml` or `node_device_create`. */
int virNodeDeviceDestroy(virNodeDevicePtr dev);

/* Takes a host device from its driver and gives it to the assignment driver `driverName`, or the default one. */
int virNodeDeviceDetachFlags(virNodeDevicePtr dev, const char *driverName, unsigned int flags);

/* Takes a host device from its host driver so that it can be assigned to a guest. */
int virNodeDeviceDettach(virNodeDevicePtr dev);

/* Gives up one reference to a node device; the last one frees the handle. */
int virNodeDeviceFree(virNodeDevicePtr dev);

/* Tells whether the defined host device is started with its parent. */
int virNodeDeviceGetAutostart(virNodeDevicePtr dev, int *autostart);

/* The name of a node device, valid as long as the handle. */
const char *virNodeDeviceGetName(virNodeDevicePtr dev);

/* Returns the name of the device's parent, or null at the root. */
const char *virNodeDeviceGetParent(virNodeDevicePtr dev);

/* Returns the node device document, live or of the persistent configuration. */
char *virNodeDeviceGetXMLDesc(virNodeDevicePtr dev, unsigned int flags);

/* Tells whether the host device is present on the host. */
int virNodeDeviceIsActive(virNodeDevicePtr dev);

/* Tells whether the host device has a stored definition. */
int virNodeDeviceIsPersistent(virNodeDevicePtr dev);

/* Lists at most `maxnames` capability names of a host device. */
int virNodeDeviceListCaps(virNodeDevicePtr dev, char ** const names, int maxnames);

/* Finds a host device by its name. */
virNodeDevicePtr virNodeDeviceLookupByName(virConnectPtr conn, const char *name);

/* Finds a SCSI host by its node and port world-wide names. */
virNodeDevicePtr virNodeDeviceLookupSCSIHostByWWN(virConnectPtr conn, const char *wwnn, const char *wwpn, unsigned int flags);

/* Counts the capabilities of a host device. */
int virNodeDeviceNumOfCaps(virNodeDevicePtr dev);

/* Gives a detached host device back to its host driver. */
int virNodeDeviceReAttach(virNodeDevicePtr dev);

/* Takes another reference to a node device, to be given up like the first. */
int virNodeDeviceRef(virNodeDevicePtr dev);

/* Resets a detached host device to a clean state. */
int virNodeDeviceReset(virNodeDevicePtr dev);

/* Chooses whether the defined host device is started with its parent. */
int virNodeDeviceSetAutostart(virNodeDevicePtr dev, int autostart);

/* Removes the stored definition of a host device. */
int virNodeDeviceUndefine(virNodeDevicePtr dev, unsigned int flags);

/* Changes a host device's definition, live, stored or both. */
int virNodeDeviceUpdate(virNodeDevicePtr dev, const char *xmlDesc, unsigned int flags);

/* Lists the names of at most `maxnames` host devices, optionally those with one capability. */
int virNodeListDevices(virConnectPtr conn, const char *cap, char ** const names, int maxnames, unsigned int flags);

/* Counts the host devices, optionally those with one capability. */
int virNodeNumOfDevices(virConnectPtr conn, const char *cap, unsigned int flags);

/* For virConnectNodeDeviceEventRegisterAny, which takes functions of many kinds; by way of one that compilers let pass. */
#define VIR_NODE_DEVICE_EVENT_CALLBACK(cb) ((virConnectNodeDeviceEventGenericCallback)(void (*)(void))(cb))

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_NODEDEV_H */
