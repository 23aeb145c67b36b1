/* Storage pools and their volumes. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_STORAGE_H
#define LIBVIRT_STORAGE_H

#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A place that holds storage volumes. */
typedef struct _virStoragePool virStoragePool;
typedef virStoragePool *virStoragePoolPtr;

/* A storage pool's state and sizes in bytes. */
typedef struct _virStoragePoolInfo virStoragePoolInfo;
typedef virStoragePoolInfo *virStoragePoolInfoPtr;

/* A storage volume. */
typedef struct _virStorageVol virStorageVol;
typedef virStorageVol *virStorageVolPtr;

/* A storage volume's kind and sizes in bytes. */
typedef struct _virStorageVolInfo virStorageVolInfo;
typedef virStorageVolInfo *virStorageVolInfoPtr;

/* Filters of a list of storage pools, by state and type. */
typedef enum {
    VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE = 1,
    VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE = 2,
    VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT = 4,
    VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT = 8,
    VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART = 16,
    VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART = 32,
    VIR_CONNECT_LIST_STORAGE_POOLS_DIR = 64,
    VIR_CONNECT_LIST_STORAGE_POOLS_FS = 128,
    VIR_CONNECT_LIST_STORAGE_POOLS_NETFS = 256,
    VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL = 512,
    VIR_CONNECT_LIST_STORAGE_POOLS_DISK = 1024,
    VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI = 2048,
    VIR_CONNECT_LIST_STORAGE_POOLS_SCSI = 4096,
    VIR_CONNECT_LIST_STORAGE_POOLS_MPATH = 8192,
    VIR_CONNECT_LIST_STORAGE_POOLS_RBD = 16384,
    VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG = 32768,
    VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER = 65536,
    VIR_CONNECT_LIST_STORAGE_POOLS_ZFS = 131072,
    VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE = 262144,
    VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT = 524288,
} virConnectListAllStoragePoolsFlags;

/* How a storage pool is built. */
typedef enum {
    VIR_STORAGE_POOL_BUILD_NEW = 0,
    VIR_STORAGE_POOL_BUILD_REPAIR = 1,
    VIR_STORAGE_POOL_BUILD_RESIZE = 2,
    VIR_STORAGE_POOL_BUILD_NO_OVERWRITE = 4,
    VIR_STORAGE_POOL_BUILD_OVERWRITE = 8,
} virStoragePoolBuildFlags;

/* Whether a storage pool is built before it starts. */
typedef enum {
    VIR_STORAGE_POOL_CREATE_NORMAL = 0,
    VIR_STORAGE_POOL_CREATE_WITH_BUILD = 1,
    VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE = 2,
    VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE = 4,
} virStoragePoolCreateFlags;

/* How a storage pool document is defined. */
typedef enum {
    VIR_STORAGE_POOL_DEFINE_VALIDATE = 1,
} virStoragePoolDefineFlags;

/* How a storage pool's storage is deleted. */
typedef enum {
    VIR_STORAGE_POOL_DELETE_NORMAL = 0,
    VIR_STORAGE_POOL_DELETE_ZEROED = 1,
} virStoragePoolDeleteFlags;

/* Kind of a storage pool event. */
typedef enum {
    VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE = 0,
    VIR_STORAGE_POOL_EVENT_ID_REFRESH = 1,
#ifdef VIR_ENUM_SENTINELS
    VIR_STORAGE_POOL_EVENT_ID_LAST = 2,
#endif
} virStoragePoolEventID;

/* What happened to a storage pool in its lifecycle. */
typedef enum {
    VIR_STORAGE_POOL_EVENT_DEFINED = 0,
    VIR_STORAGE_POOL_EVENT_UNDEFINED = 1,
    VIR_STORAGE_POOL_EVENT_STARTED = 2,
    VIR_STORAGE_POOL_EVENT_STOPPED = 3,
    VIR_STORAGE_POOL_EVENT_CREATED = 4,
    VIR_STORAGE_POOL_EVENT_DELETED = 5,
#ifdef VIR_ENUM_SENTINELS
    VIR_STORAGE_POOL_EVENT_LAST = 6,
#endif
} virStoragePoolEventLifecycleType;

/* State of a storage pool. */
typedef enum {
    VIR_STORAGE_POOL_INACTIVE = 0,
    VIR_STORAGE_POOL_BUILDING = 1,
    VIR_STORAGE_POOL_RUNNING = 2,
    VIR_STORAGE_POOL_DEGRADED = 3,
    VIR_STORAGE_POOL_INACCESSIBLE = 4,
#ifdef VIR_ENUM_SENTINELS
    VIR_STORAGE_POOL_STATE_LAST = 5,
#endif
} virStoragePoolState;

/* How a storage document is printed. */
typedef enum {
    VIR_STORAGE_XML_INACTIVE = 1,
} virStorageXMLFlags;

/* How a volume is created. */
typedef enum {
    VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA = 1,
    VIR_STORAGE_VOL_CREATE_REFLINK = 2,
    VIR_STORAGE_VOL_CREATE_VALIDATE = 4,
} virStorageVolCreateFlags;

/* How a volume is deleted. */
typedef enum {
    VIR_STORAGE_VOL_DELETE_NORMAL = 0,
    VIR_STORAGE_VOL_DELETE_ZEROED = 1,
    VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS = 2,
} virStorageVolDeleteFlags;

/* How a volume is read into a stream. */
typedef enum {
    VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM = 1,
} virStorageVolDownloadFlags;

/* Which size a volume's information gives. */
typedef enum {
    VIR_STORAGE_VOL_USE_ALLOCATION = 0,
    VIR_STORAGE_VOL_GET_PHYSICAL = 1,
} virStorageVolInfoFlags;

/* How a volume is resized. */
typedef enum {
    VIR_STORAGE_VOL_RESIZE_ALLOCATE = 1,
    VIR_STORAGE_VOL_RESIZE_DELTA = 2,
    VIR_STORAGE_VOL_RESIZE_SHRINK = 4,
} virStorageVolResizeFlags;

/* Kind of a volume. */
typedef enum {
    VIR_STORAGE_VOL_FILE = 0,
    VIR_STORAGE_VOL_BLOCK = 1,
    VIR_STORAGE_VOL_DIR = 2,
    VIR_STORAGE_VOL_NETWORK = 3,
    VIR_STORAGE_VOL_NETDIR = 4,
    VIR_STORAGE_VOL_PLOOP = 5,
#ifdef VIR_ENUM_SENTINELS
    VIR_STORAGE_VOL_LAST = 6,
#endif
} virStorageVolType;

/* How a volume is written from a stream. */
typedef enum {
    VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM = 1,
} virStorageVolUploadFlags;

/* How a volume's data is overwritten. */
typedef enum {
    VIR_STORAGE_VOL_WIPE_ALG_ZERO = 0,
    VIR_STORAGE_VOL_WIPE_ALG_NNSA = 1,
    VIR_STORAGE_VOL_WIPE_ALG_DOD = 2,
    VIR_STORAGE_VOL_WIPE_ALG_BSI = 3,
    VIR_STORAGE_VOL_WIPE_ALG_GUTMANN = 4,
    VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER = 5,
    VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7 = 6,
    VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33 = 7,
    VIR_STORAGE_VOL_WIPE_ALG_RANDOM = 8,
    VIR_STORAGE_VOL_WIPE_ALG_TRIM = 9,
#ifdef VIR_ENUM_SENTINELS
    VIR_STORAGE_VOL_WIPE_ALG_LAST = 10,
#endif
} virStorageVolWipeAlgorithm;

/* Stands for a function whose arguments the event's number gives. */
typedef void (*virConnectStoragePoolEventGenericCallback)(virConnectPtr conn, virStoragePoolPtr pool, void *opaque);

/* Is told of a change in a storage pool's life. */
typedef void (*virConnectStoragePoolEventLifecycleCallback)(virConnectPtr conn, virStoragePoolPtr pool, int event, int detail, void *opaque);

struct _virStoragePoolInfo {
    int state;
    unsigned long long capacity;
    unsigned long long allocation;
    unsigned long long available;
};

struct _virStorageVolInfo {
    int type;
    unsigned long long capacity;
    unsigned long long allocation;
};

/* Searches for sources a pool of the given type could use, within the bounds of the document `srcSpec`, and returns them as a `<sources>` document. */
char *virConnectFindStoragePoolSources(virConnectPtr conn, const char *type, const char *srcSpec, unsigned int flags);

/* Returns the storage pool capabilities document: which pool types are supported, with their formats. */
char *virConnectGetStoragePoolCapabilities(virConnectPtr conn, unsigned int flags);

/* Lists all storage pools that match the filter flags. */
int virConnectListAllStoragePools(virConnectPtr conn, virStoragePoolPtr **pools, unsigned int flags);

/* Lists the names of at most `maxnames` inactive persistent storage pools. */
int virConnectListDefinedStoragePools(virConnectPtr conn, char ** const names, int maxnames);

/* Lists the names of at most `maxnames` active storage pools. */
int virConnectListStoragePools(virConnectPtr conn, char ** const names, int maxnames);

/* Counts the inactive persistent storage pools. */
int virConnectNumOfDefinedStoragePools(virConnectPtr conn);

/* Counts the active storage pools. */
int virConnectNumOfStoragePools(virConnectPtr conn);

/* Ends the storage pool event subscription with that callback id. */
int virConnectStoragePoolEventDeregisterAny(virConnectPtr conn, int callbackID);

/* Asks for one kind of storage pool event, of one pool or all, and returns a callback id. */
int virConnectStoragePoolEventRegisterAny(virConnectPtr conn, virStoragePoolPtr pool, int eventID, virConnectStoragePoolEventGenericCallback cb, void *opaque, virFreeCallback freecb);

/* Makes the storage the pool lives in: folder, file system, volume group or partition table. */
int virStoragePoolBuild(virStoragePoolPtr pool, unsigned int flags);

/* Starts a defined storage pool, building it first when flags say so. */
int virStoragePoolCreate(virStoragePoolPtr pool, unsigned int flags);

/* Creates and starts a storage pool from a document, building it first when flags say so. */
virStoragePoolPtr virStoragePoolCreateXML(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/* Stores a storage pool document as a persistent definition. */
virStoragePoolPtr virStoragePoolDefineXML(virConnectPtr conn, const char *xml, unsigned int flags);

/* Deletes the storage an inactive pool lives in; what it held is lost. */
int virStoragePoolDelete(virStoragePoolPtr pool, unsigned int flags);

/* Stops an active storage pool; the data in it stays. */
int virStoragePoolDestroy(virStoragePoolPtr pool);

/* Gives up one reference to a storage pool; the last one frees the handle. */
int virStoragePoolFree(virStoragePoolPtr pool);

/* Tells whether the pool is started when the host boots. */
int virStoragePoolGetAutostart(virStoragePoolPtr pool, int *autostart);

/* The connection that a storage pool belongs to, without a reference of its own. */
virConnectPtr virStoragePoolGetConnect(virStoragePoolPtr pool);

/* Returns the pool's state and its capacity, allocation and free space in bytes. */
int virStoragePoolGetInfo(virStoragePoolPtr pool, virStoragePoolInfoPtr info);

/* The name of a storage pool, valid as long as the handle. */
const char *virStoragePoolGetName(virStoragePoolPtr pool);

/* Writes the 16 bytes of the UUID of a storage pool. */
int virStoragePoolGetUUID(virStoragePoolPtr pool, unsigned char *uuid);

/* Writes the UUID of a storage pool as text of 36 characters and a NUL. */
int virStoragePoolGetUUIDString(virStoragePoolPtr pool, char *buf);

/* Returns the storage pool document, live or inactive. */
char *virStoragePoolGetXMLDesc(virStoragePoolPtr pool, unsigned int flags);

/* Tells whether the storage pool is active. */
int virStoragePoolIsActive(virStoragePoolPtr pool);

/* Tells whether the storage pool has a stored definition. */
int virStoragePoolIsPersistent(virStoragePoolPtr pool);

/* Lists all volumes of an active pool. */
int virStoragePoolListAllVolumes(virStoragePoolPtr pool, virStorageVolPtr **vols, unsigned int flags);

/* Lists the names of at most `maxnames` volumes of an active pool. */
int virStoragePoolListVolumes(virStoragePoolPtr pool, char ** const names, int maxnames);

/* Finds a storage pool by its name. */
virStoragePoolPtr virStoragePoolLookupByName(virConnectPtr conn, const char *name);

/* Finds the storage pool whose target folder is `path`. */
virStoragePoolPtr virStoragePoolLookupByTargetPath(virConnectPtr conn, const char *path);

/* Finds a storage pool by its 16-byte UUID. */
virStoragePoolPtr virStoragePoolLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/* Finds a storage pool by its UUID as text. */
virStoragePoolPtr virStoragePoolLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/* Finds the pool that holds a volume. */
virStoragePoolPtr virStoragePoolLookupByVolume(virStorageVolPtr vol);

/* Counts the volumes of an active pool. */
int virStoragePoolNumOfVolumes(virStoragePoolPtr pool);

/* Takes another reference to a storage pool, to be given up like the first. */
int virStoragePoolRef(virStoragePoolPtr pool);

/* Scans the pool again, so that volumes and sizes match what is on disk. */
int virStoragePoolRefresh(virStoragePoolPtr pool, unsigned int flags);

/* Chooses whether the pool is started when the host boots. */
int virStoragePoolSetAutostart(virStoragePoolPtr pool, int autostart);

/* Removes the stored definition of an inactive storage pool. */
int virStoragePoolUndefine(virStoragePoolPtr pool);

/* Creates a volume in a pool from a volume document. */
virStorageVolPtr virStorageVolCreateXML(virStoragePoolPtr pool, const char *xmlDesc, unsigned int flags);

/* Creates a volume from a document with the content of another volume. */
virStorageVolPtr virStorageVolCreateXMLFrom(virStoragePoolPtr pool, const char *xmlDesc, virStorageVolPtr clonevol, unsigned int flags);

/* Deletes a volume and its data from its pool. */
int virStorageVolDelete(virStorageVolPtr vol, unsigned int flags);

/* Reads a volume into a stream, from `offset` on; `length` 0 means to the end. */
int virStorageVolDownload(virStorageVolPtr vol, virStreamPtr stream, unsigned long long offset, unsigned long long length, unsigned int flags);

/* Gives up one reference to a storage volume; the last one frees the handle. */
int virStorageVolFree(virStorageVolPtr vol);

/* The connection that a storage volume belongs to, without a reference of its own. */
virConnectPtr virStorageVolGetConnect(virStorageVolPtr vol);

/* Returns the volume's type and its capacity and allocation in bytes. */
int virStorageVolGetInfo(virStorageVolPtr vol, virStorageVolInfoPtr info);

/* Returns the volume's type and capacity, with its allocation or its physical size in bytes as flags choose. */
int virStorageVolGetInfoFlags(virStorageVolPtr vol, virStorageVolInfoPtr info, unsigned int flags);

/* The key that tells a storage volume from all others, valid as long as the handle. */
const char *virStorageVolGetKey(virStorageVolPtr vol);

/* The name of a storage volume, valid as long as the handle. */
const char *virStorageVolGetName(virStorageVolPtr vol);

/* Returns the volume's path on the host. */
char *virStorageVolGetPath(virStorageVolPtr vol);

/* Returns the volume document. */
char *virStorageVolGetXMLDesc(virStorageVolPtr vol, unsigned int flags);

/* Finds a volume in any pool by its unique key. */
virStorageVolPtr virStorageVolLookupByKey(virConnectPtr conn, const char *key);

/* Finds a volume of one pool by its name. */
virStorageVolPtr virStorageVolLookupByName(virStoragePoolPtr pool, const char *name);

/* Finds a volume in any pool by its path on the host. */
virStorageVolPtr virStorageVolLookupByPath(virConnectPtr conn, const char *path);

/* Takes another reference to a storage volume, to be given up like the first. */
int virStorageVolRef(virStorageVolPtr vol);

/* Changes a volume's capacity, in bytes, absolute or relative by flag. */
int virStorageVolResize(virStorageVolPtr vol, unsigned long long capacity, unsigned int flags);

/* Writes to a volume from a stream, from `offset` on; `length` 0 means until the stream ends. */
int virStorageVolUpload(virStorageVolPtr vol, virStreamPtr stream, unsigned long long offset, unsigned long long length, unsigned int flags);

/* Overwrites a volume's data with zeros, so that it cannot be read again. */
int virStorageVolWipe(virStorageVolPtr vol, unsigned int flags);

/* Overwrites a volume's data by the chosen algorithm. */
int virStorageVolWipePattern(virStorageVolPtr vol, unsigned int algorithm, unsigned int flags);

/* For virConnectStoragePoolEventRegisterAny, which takes functions of many kinds; by way of one that compilers let pass. */
#define VIR_STORAGE_POOL_EVENT_CALLBACK(cb) ((virConnectStoragePoolEventGenericCallback)(void (*)(void))(cb))

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_STORAGE_H */
