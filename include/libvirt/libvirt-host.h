/* Connections and the host at their end. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_HOST_H
#define LIBVIRT_HOST_H

#include <libvirt/libvirt-common.h>

#ifdef __cplusplus
extern "C" {
#endif

#define VIR_NODE_CPU_STATS_FIELD_LENGTH 80
#define VIR_NODE_MEMORY_STATS_FIELD_LENGTH 80
#define VIR_SECURITY_DOI_BUFLEN 257
#define VIR_SECURITY_LABEL_BUFLEN 4097
#define VIR_SECURITY_MODEL_BUFLEN 257
#define VIR_UUID_BUFLEN 16
#define VIR_UUID_STRING_BUFLEN 37
#define VIR_CONNECT_IDENTITY_GROUP_NAME "group-name"
#define VIR_CONNECT_IDENTITY_PROCESS_ID "process-id"
#define VIR_CONNECT_IDENTITY_PROCESS_TIME "process-time"
#define VIR_CONNECT_IDENTITY_SASL_USER_NAME "sasl-user-name"
#define VIR_CONNECT_IDENTITY_SELINUX_CONTEXT "selinux-context"
#define VIR_CONNECT_IDENTITY_UNIX_GROUP_ID "unix-group-id"
#define VIR_CONNECT_IDENTITY_UNIX_USER_ID "unix-user-id"
#define VIR_CONNECT_IDENTITY_USER_NAME "user-name"
#define VIR_CONNECT_IDENTITY_X509_DISTINGUISHED_NAME "x509-distinguished-name"
#define VIR_NODE_CPU_STATS_IDLE "idle"
#define VIR_NODE_CPU_STATS_INTR "intr"
#define VIR_NODE_CPU_STATS_IOWAIT "iowait"
#define VIR_NODE_CPU_STATS_KERNEL "kernel"
#define VIR_NODE_CPU_STATS_USER "user"
#define VIR_NODE_CPU_STATS_UTILIZATION "utilization"
#define VIR_NODE_MEMORY_SHARED_FULL_SCANS "shm_full_scans"
#define VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES "shm_merge_across_nodes"
#define VIR_NODE_MEMORY_SHARED_PAGES_SHARED "shm_pages_shared"
#define VIR_NODE_MEMORY_SHARED_PAGES_SHARING "shm_pages_sharing"
#define VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN "shm_pages_to_scan"
#define VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED "shm_pages_unshared"
#define VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE "shm_pages_volatile"
#define VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS "shm_sleep_millisecs"
#define VIR_NODE_MEMORY_STATS_BUFFERS "buffers"
#define VIR_NODE_MEMORY_STATS_CACHED "cached"
#define VIR_NODE_MEMORY_STATS_FREE "free"
#define VIR_NODE_MEMORY_STATS_TOTAL "total"
#define VIR_NODE_SEV_CBITPOS "cbitpos"
#define VIR_NODE_SEV_CERT_CHAIN "cert-chain"
#define VIR_NODE_SEV_CPU0_ID "cpu0-id"
#define VIR_NODE_SEV_MAX_ES_GUESTS "max-es-guests"
#define VIR_NODE_SEV_MAX_GUESTS "max-guests"
#define VIR_NODE_SEV_PDH "pdh"
#define VIR_NODE_SEV_REDUCED_PHYS_BITS "reduced-phys-bits"

/* A connection to a hypervisor. */
typedef struct _virConnect virConnect;
typedef virConnect *virConnectPtr;

/* What a program can be asked at login, and the function that answers. */
typedef struct _virConnectAuth virConnectAuth;
typedef virConnectAuth *virConnectAuthPtr;

/* One question at login and the place for its answer. */
typedef struct _virConnectCredential virConnectCredential;
typedef virConnectCredential *virConnectCredentialPtr;

/* One figure of the host's CPU time, in ns. */
typedef struct _virNodeCPUStats virNodeCPUStats;
typedef virNodeCPUStats *virNodeCPUStatsPtr;

/* The host's CPU and memory: MHz, KiB, and how many of each. */
typedef struct _virNodeInfo virNodeInfo;
typedef virNodeInfo *virNodeInfoPtr;

/* One figure of the host's memory, in KiB. */
typedef struct _virNodeMemoryStats virNodeMemoryStats;
typedef virNodeMemoryStats *virNodeMemoryStatsPtr;

/* The label under which a domain's process runs. */
typedef struct _virSecurityLabel virSecurityLabel;
typedef virSecurityLabel *virSecurityLabelPtr;

/* The model that labels processes and files, and its domain of interpretation. */
typedef struct _virSecurityModel virSecurityModel;
typedef virSecurityModel *virSecurityModelPtr;

/* Data that flows beside a call. */
typedef struct _virStream virStream;
typedef virStream *virStreamPtr;

/* Outcome of a CPU comparison. */
typedef enum {
    VIR_CPU_COMPARE_ERROR = -1,
    VIR_CPU_COMPARE_INCOMPATIBLE = 0,
    VIR_CPU_COMPARE_IDENTICAL = 1,
    VIR_CPU_COMPARE_SUPERSET = 2,
#ifdef VIR_ENUM_SENTINELS
    VIR_CPU_COMPARE_LAST = 3,
#endif
} virCPUCompareResult;

/* How a baseline CPU is computed. */
typedef enum {
    VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES = 1,
    VIR_CONNECT_BASELINE_CPU_MIGRATABLE = 2,
} virConnectBaselineCPUFlags;

/* How a CPU comparison is carried out. */
typedef enum {
    VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE = 1,
    VIR_CONNECT_COMPARE_CPU_VALIDATE_XML = 2,
} virConnectCompareCPUFlags;

/* Kind of credential asked of the user. */
typedef enum {
    VIR_CRED_USERNAME = 1,
    VIR_CRED_AUTHNAME = 2,
    VIR_CRED_LANGUAGE = 3,
    VIR_CRED_CNONCE = 4,
    VIR_CRED_PASSPHRASE = 5,
    VIR_CRED_ECHOPROMPT = 6,
    VIR_CRED_NOECHOPROMPT = 7,
    VIR_CRED_REALM = 8,
    VIR_CRED_EXTERNAL = 9,
#ifdef VIR_ENUM_SENTINELS
    VIR_CRED_LAST = 10,
#endif
} virConnectCredentialType;

/* How a connection is opened. */
typedef enum {
    VIR_CONNECT_RO = 1,
    VIR_CONNECT_NO_ALIASES = 2,
} virConnectFlags;

/* Whether huge pages are added to a pool or the pool is set. */
typedef enum {
    VIR_NODE_ALLOC_PAGES_ADD = 0,
    VIR_NODE_ALLOC_PAGES_SET = 1,
} virNodeAllocPagesFlags;

/* The number that stands for all host CPUs. */
typedef enum {
    VIR_NODE_CPU_STATS_ALL_CPUS = -1,
} virNodeGetCPUStatsAllCPUs;

/* The number that stands for all NUMA nodes. */
typedef enum {
    VIR_NODE_MEMORY_STATS_ALL_CELLS = -1,
} virNodeGetMemoryStatsAllCells;

/* Where a host or guest is suspended to. */
typedef enum {
    VIR_NODE_SUSPEND_TARGET_MEM = 0,
    VIR_NODE_SUSPEND_TARGET_DISK = 1,
    VIR_NODE_SUSPEND_TARGET_HYBRID = 2,
#ifdef VIR_ENUM_SENTINELS
    VIR_NODE_SUSPEND_TARGET_LAST = 3,
#endif
} virNodeSuspendTarget;

/* Fills in the answers to what a server asks of the user; 0 when all are there, -1 to give up. */
typedef int (*virConnectAuthCallbackPtr)(virConnectCredentialPtr cred, unsigned int ncred, void *cbdata);

/* Is told that a connection ended by itself, and why. */
typedef void (*virConnectCloseFunc)(virConnectPtr conn, int reason, void *opaque);

struct _virConnectAuth {
    int *credtype;
    unsigned int ncredtype;
    virConnectAuthCallbackPtr cb;
    void *cbdata;
};

struct _virConnectCredential {
    int type;
    const char *prompt;
    const char *challenge;
    const char *defresult;
    char *result;
    unsigned int resultlen;
};

struct _virNodeCPUStats {
    char field[VIR_NODE_CPU_STATS_FIELD_LENGTH];
    unsigned long long value;
};

struct _virNodeInfo {
    char model[32];
    unsigned long memory;
    unsigned int cpus;
    unsigned int mhz;
    unsigned int nodes;
    unsigned int sockets;
    unsigned int cores;
    unsigned int threads;
};

struct _virNodeMemoryStats {
    char field[VIR_NODE_MEMORY_STATS_FIELD_LENGTH];
    unsigned long long value;
};

struct _virSecurityLabel {
    char label[VIR_SECURITY_LABEL_BUFLEN];
    int enforcing;
};

struct _virSecurityModel {
    char model[VIR_SECURITY_MODEL_BUFLEN];
    char doi[VIR_SECURITY_DOI_BUFLEN];
};

/* Asks on the terminal for what a server wants to know of the user. */
extern virConnectAuthPtr virConnectAuthPtrDefault;

/* Computes the richest CPU that every host CPU of the given documents can provide. */
char *virConnectBaselineCPU(virConnectPtr conn, const char **xmlCPUs, unsigned int ncpus, unsigned int flags);

/* Computes the richest CPU a hypervisor can give on every host of the given documents. */
char *virConnectBaselineHypervisorCPU(virConnectPtr conn, const char *emulator, const char *arch, const char *machine, const char *virttype, const char **xmlCPUs, unsigned int ncpus, unsigned int flags);

/* Gives up one reference to a connection; the last one closes it. Returns how many are left. */
int virConnectClose(virConnectPtr conn);

/* Compares the CPU of a document with the host's: incompatible, identical or a superset. */
int virConnectCompareCPU(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/* Compares the CPU of a document with what the hypervisor can give a guest on this host. */
int virConnectCompareHypervisorCPU(virConnectPtr conn, const char *emulator, const char *arch, const char *machine, const char *virttype, const char *xmlCPU, unsigned int flags);

/* Lists the CPU model names known for an architecture. */
int virConnectGetCPUModelNames(virConnectPtr conn, const char *arch, char ***models, unsigned int flags);

/* Returns the capabilities document: host CPU, topology, security models and the guest architectures with their domain types and machines. */
char *virConnectGetCapabilities(virConnectPtr conn);

/* Returns the host name of the machine the hypervisor runs on, fully qualified where that is known. */
char *virConnectGetHostname(virConnectPtr conn);

/* Returns the version of the daemon's library as major * 1,000,000 + minor * 1,000 + release. */
int virConnectGetLibVersion(virConnectPtr conn, unsigned long *libVer);

/* Returns the largest number of virtual CPUs one guest of the given domain type (such as `kvm`; null for the default) may have. */
int virConnectGetMaxVcpus(virConnectPtr conn, const char *type);

/* Returns the host's SMBIOS data as a `<sysinfo>` document. */
char *virConnectGetSysinfo(virConnectPtr conn, unsigned int flags);

/* Returns the name of the hypervisor driver behind the connection, such as `QEMU`. */
const char *virConnectGetType(virConnectPtr conn);

/* The URI of a connection as the driver sees it; the caller frees it. */
char *virConnectGetURI(virConnectPtr conn);

/* Returns the hypervisor's version as major * 1,000,000 + minor * 1,000 + release; 0 when no version can be told. */
int virConnectGetVersion(virConnectPtr conn, unsigned long *hvVer);

/* Whether a connection still works: 1, 0, or -1 for an error. */
int virConnectIsAlive(virConnectPtr conn);

/* Tells whether the connection is encrypted or cannot leave the host. */
int virConnectIsEncrypted(virConnectPtr conn);

/* Tells whether the connection is encrypted or cannot leave the host. */
int virConnectIsSecure(virConnectPtr conn);

/* Opens a connection; without a name the environment or the configuration says which. */
virConnectPtr virConnectOpen(const char *name);

/* Opens a connection and asks through functions for what the server wants to know of the user. */
virConnectPtr virConnectOpenAuth(const char *name, virConnectAuthPtr auth, unsigned int flags);

/* Opens a connection that cannot change anything. */
virConnectPtr virConnectOpenReadOnly(const char *name);

/* Takes another reference to a connection, to be given up like the first. */
int virConnectRef(virConnectPtr conn);

/* Asks to be told when the daemon loses its own connection to the hypervisor. */
int virConnectRegisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb, void *opaque, virFreeCallback freecb);

/* Tells the daemon on whose behalf the connection acts; used between daemons. */
int virConnectSetIdentity(virConnectPtr conn, virTypedParameterPtr params, int nparams, unsigned int flags);

/* Has the server asked at an interval whether it lives, and the connection closed after so many silent answers. */
int virConnectSetKeepAlive(virConnectPtr conn, int interval, unsigned int count);

/* Ends what `connect_register_close_callback` asked for. */
int virConnectUnregisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb);

/* The release of the library and of a hypervisor's driver, as one number each. */
int virGetVersion(unsigned long *libVer, const char *type, unsigned long *typeVer);

/* Readies the library; every call does it where the program has not. */
int virInitialize(void);

/* Adds to, or sets, the pools of huge pages of the given sizes in KiB on the given NUMA nodes; returns how many nodes were changed. */
int virNodeAllocPages(virConnectPtr conn, unsigned int npages, unsigned int *pageSizes, unsigned long long *pageCounts, int startCell, unsigned int cellCount, unsigned int flags);

/* Returns the bitmap of the host's online CPUs, their number, and the number of all that are present. */
int virNodeGetCPUMap(virConnectPtr conn, unsigned char **cpumap, unsigned int *online, unsigned int flags);

/* Returns the time, in nanoseconds, that one host CPU (or all) spent in kernel, user, idle and I/O wait. */
int virNodeGetCPUStats(virConnectPtr conn, int cpuNum, virNodeCPUStatsPtr params, int *nparams, unsigned int flags);

/* Returns the free memory, in bytes, of at most `maxcells` NUMA nodes from `startCell` on. */
int virNodeGetCellsFreeMemory(virConnectPtr conn, unsigned long long *freeMems, int startCell, int maxCells);

/* Returns the free memory of the host in bytes. */
unsigned long long virNodeGetFreeMemory(virConnectPtr conn);

/* Returns the number of free pages of each given size in KiB, for `cellCount` NUMA nodes from `startCell` on. */
int virNodeGetFreePages(virConnectPtr conn, unsigned int npages, unsigned int *pages, int startCell, unsigned int cellCount, unsigned long long *counts, unsigned int flags);

/* Describes the host: CPU model, memory in KiB, number of active CPUs, their frequency in MHz, NUMA nodes, sockets per node, cores per socket and threads per core. */
int virNodeGetInfo(virConnectPtr conn, virNodeInfoPtr info);

/* Returns at most `nparams` parameters of the host's page sharing; with `nparams` 0 only their number. */
int virNodeGetMemoryParameters(virConnectPtr conn, virTypedParameterPtr params, int *nparams, unsigned int flags);

/* Returns total, free, buffer and cache memory, in KiB, of one NUMA node or the host. */
int virNodeGetMemoryStats(virConnectPtr conn, int cellNum, virNodeMemoryStatsPtr params, int *nparams, unsigned int flags);

/* Returns at most `nparams` facts about AMD SEV on the host. */
int virNodeGetSEVInfo(virConnectPtr conn, virTypedParameterPtr *params, int *nparams, unsigned int flags);

/* Names the host's primary security model and its domain of interpretation. */
int virNodeGetSecurityModel(virConnectPtr conn, virSecurityModelPtr secmodel);

/* Changes parameters of the host's page sharing. */
int virNodeSetMemoryParameters(virConnectPtr conn, virTypedParameterPtr params, int nparams, unsigned int flags);

/* Suspends the host to memory, disk or both, and wakes it after `duration` seconds. */
int virNodeSuspendForDuration(virConnectPtr conn, unsigned int target, unsigned long long duration, unsigned int flags);

/* How many CPUs a host can have at most, as its virNodeInfo says. */
#define VIR_NODEINFO_MAXCPUS(nodeinfo) \
    ((nodeinfo).nodes * (nodeinfo).sockets * (nodeinfo).cores * (nodeinfo).threads)

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_HOST_H */
